"""Which pages exist and what each shows; knows nothing of MkDocs."""
