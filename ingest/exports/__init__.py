"""An archive as files, for other programs.

`table_files` makes CSV, JSON, NDJSON and Parquet of a table, `references` RIS, BibTeX and CSL-JSON of the documents, `folder` a folder of
all of them. `formulas` guards spreadsheets.
"""
