"""The steps of `verify`: the laws, proved on a finished archive.

`retrace` puts every source together again, `originals` holds it against the file as received, `withheld_elsewhere` looks for its withheld
words in other sources, and `promises` runs `checks/*.sql`; `report` is what they found.
"""
