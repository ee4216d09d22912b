"""Feeds and the back-ups of blogs: each entry a document.

`feeds` tells by the content what wrote it: `rss`, `atom`, `blogger`, `wordpress`. All are read into `entries`, with their `dates` and
`names`, and written by `text`. `movable_type` and `keyed_entries` are back-ups in plain text; `wordpress_paragraphs` is what WordPress
makes of empty lines.
"""
