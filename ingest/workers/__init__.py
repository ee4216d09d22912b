"""Sources parsed many at once, by processes of this machine or of others.

`pool` shares them out among the processes of `worker`, `cluster` among machines; each runs `one_source`, and sends back the rows that
`pack` makes small.
"""
