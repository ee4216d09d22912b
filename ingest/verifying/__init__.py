"""The steps of `verify`: the laws, proved on a finished archive.

`retrace` puts every source together again, `originals` holds it against the file as received, `promises` runs `checks/*.sql`;
`report` is what they found.
"""
