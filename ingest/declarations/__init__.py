"""Declarations: what a person says in YAML of the sources, of the archive, and of what is alleged in it.

`source`, `archive`, `allegations` and `retired` hold the keys of each kind of file, `values` the shapes of what stands behind
them. `load` reads a file, `mistakes` says what is wrong with one; `describe` proposes a declaration, and `curated` makes
rows of archive.yml.
"""
