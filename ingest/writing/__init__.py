"""The steps of `write`: rows into tables, then indexes and full-text search in bulk.

`insert` fills tables, `indexes` and `fulltext` what is made of full ones. `snapshot` reads an archive while it is being written;
`digest` is what it says, whatever the file.
"""
