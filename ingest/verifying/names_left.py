"""What is left of the names that are withheld: the surname alone, initials, the whole name in a source where nobody withheld it.

Nothing of it is kept in the archive. It is told to whoever builds it, who alone knows who is meant.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from ingest.archive_file import to_read
from ingest.sources.received import Received
from ingest.withholding.names import pattern_of

MOST_READ = 5_000  # passages in which a word is looked at: a name like "Will" stands everywhere
MOST_SHOWN = 4
WORDS = re.compile(r"[^\W_]+")
PUBLISHED = """
select passages.id, passages.text from passages_fts join passages on passages.rowid = passages_fts.rowid
where passages_fts match :words limit :most""", """
select documents.id, documents.title from documents_fts join documents on documents.rowid = documents_fts.rowid
where documents_fts match :words limit :most"""  # fmt: skip


class Left(NamedTuple):
    """A withheld name, and what of it readers see: the ids of the passages, or of the documents by their titles, by what stands there."""

    name: str
    declared_in: str
    parts: dict[str, list[str]]

    def __str__(self) -> str:
        said = "; ".join(f"`{part}` in {_some(ids)}" for part, ids in self.parts.items())
        return f"{self.declared_in} withholds `{self.name}`; readers still find {said}. Where that means the same person, withhold it there too."


def names_left(db: Path, sources: Iterable[Received]) -> Iterator[Left]:
    """Yield each name that a declaration withholds and of which something is left, in the order of the sources."""
    names: dict[str, str] = {}
    for each in sources:
        for withheld in each.declaration.withhold:
            if withheld.name:
                names.setdefault(withheld.name, each.name)
    if not names:
        return
    with closing(sqlite3.connect(to_read(db), uri=True)) as connection:
        for name, declared_in in names.items():
            if parts := dict(_parts_left(connection, name)):
                yield Left(name, declared_in, parts)


def _some(ids: list[str]) -> str:
    more = f" and {len(ids) - MOST_SHOWN:,} more" if len(ids) > MOST_SHOWN else ""
    return ", ".join(ids[:MOST_SHOWN]) + more


def _parts_left(connection: sqlite3.Connection, name: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the whole name where it is published, then each of its parts where the whole is not."""
    from ingest.withholding.parts_of_names import parts_of  # noqa: PLC0415 # it loads what finds names in texts, and few archives withhold any

    whole = re.compile(pattern_of(name))
    said: dict[str, None] = {}
    for id, text in _published(connection, " AND ".join(f'"{word}"' for word in WORDS.findall(name))):
        if whole.search(text):
            said.setdefault(id)
    if said:
        yield name, [*said]
    for part, shape in parts_of(name).items():
        ids = {id: None for id, text in _published(connection, _asked(part)) if id not in said and _says(shape, text)}
        if ids:
            yield part, [*ids]


def _says(shape: re.Pattern[str], text: str) -> bool:
    """Tell whether a text has it as a name: "will" is none, "Will" may be."""
    return any(not match[0][0].islower() for match in shape.finditer(text))


def _published(connection: sqlite3.Connection, words: str) -> Iterator[tuple[str, str]]:
    for question in PUBLISHED if WORDS.search(words) else ():
        yield from connection.execute(question, {"words": words, "most": MOST_READ})


def _asked(part: str) -> str:
    """Return the question of FTS5: words that begin so, or initials, with full stops or without."""
    words = WORDS.findall(part)
    if part.endswith("."):
        return f'"{" ".join(words)}" OR "{"".join(words)}"'
    return f'"{" ".join(words)}"*'
