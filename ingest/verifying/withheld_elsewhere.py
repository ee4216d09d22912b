"""Words that are withheld in one source and stand in another, where nobody said that they should be withheld too."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

FEWEST_SIGNS = 4  # a shorter word that is withheld stands in other words everywhere
FOUND = """
select passages.id, passages.text from passages_fts join passages on passages.rowid = passages_fts.rowid
where passages_fts match :phrase and passages.source_id <> :source_id order by passages.rowid"""


def elsewhere(connection: sqlite3.Connection, source_id: str, withheld: Iterable[str]) -> Iterator[str]:
    """Yield the ids of the passages of other sources in which words stand that patterns withhold in this one."""
    found: dict[str, None] = {}
    for words in sorted({_folded(each) for each in withheld}):
        if len(words) < FEWEST_SIGNS or not any(sign.isalnum() for sign in words):
            continue
        phrase = '"' + words.replace('"', " ") + '"'
        for id, text in connection.execute(FOUND, {"phrase": phrase, "source_id": source_id}):
            if words in _folded(text):
                found.setdefault(id)
    yield from found


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
