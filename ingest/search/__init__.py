"""Search: what a reader types, read generously, and every passage that answers it, ranked and counted.

`searcher` has the `engine` of an archive in a thread: `query` reads what was typed, `match` and `narrow` find passages by the `index`,
`rank` and `close` put them in order, `facets` count them, `show` and `snippet` say what is seen of each. `spelling`, `written` and
`meant` guess what else was meant. `prepare` writes, when an archive is built, what all this needs beside the full-text index, from the
words that `apart` takes the passages apart into; `prepared` proves it.
"""
