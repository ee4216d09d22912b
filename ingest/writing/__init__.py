"""The steps of `write`: rows into tables, then indexes and full-text search in bulk.

`fill` writes what each source gives, `across` what joins them, both by `insert`. `indexes` and `fulltext` make what is made of full
tables; `snapshot` reads an archive while it is being written, and `digest` is what it says, whatever the file.
"""
