"""Search in the browser: words brought to one form, a sharded index of plain documents, and its files.

Nothing here knows the records: documents come in as plain texts, files go out. The browser's side
(`docs/assets/search/`) reads the same tables, which stand in the `*.yml` files of this folder.
"""
