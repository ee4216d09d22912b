"""A build where an archive was built before.

`previous` knows what has not changed since, `copied` takes that over row by row, `changed` says what is another, and `replace` puts
the whole new file in the place of the old one.
"""
