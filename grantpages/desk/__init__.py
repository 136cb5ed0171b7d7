"""The operator's desk: what an officer types becomes records, without a file opened by hand."""
