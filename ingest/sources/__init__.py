"""Sources: the files that lie in a folder or in a container, as received.

`folder` lists them, `declared_files` joins them with their declarations, `unpack` takes them out of containers, `received` is
one of them, `single` the one that a command is given. `source_ids` gives ids to those that nobody has given one, and `register`
keeps the ids that were published.
"""
