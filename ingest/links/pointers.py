"""Pointers: an id, or words that stand in one place alone, to the passage or clause that is meant."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from ingest.declarations.allegations import Allegation, Evidence
from ingest.errors import DeclarationError
from ingest.matching.pieces import in_source

# one for one, so that places stay what they are
STRAIGHT = str.maketrans("‘’‚‛“”„‟«»\u00a0", '\'\'\'\'"""""" ')
SPACES = re.compile(r"\s+")
MOST_NAMED = 3  # places named in a sentence about too many
SHOWN = 60  # characters of the words in a sentence

# The passages that hold every word of a quotation in a row, endings aside, and those of one text.
HOLDING = """
select passages.id, passages.text from passages_fts join passages on passages.rowid = passages_fts.rowid
where passages_fts match ? order by passages.rowid"""
WITHIN = "select id, text from passages where id = :id or document_id = :id or source_id = :id order by rowid"
PIECES = 'select "start", "end" from segments where passage_id = ? order by "start"'


class Pointed(NamedTuple):
    """Where a pointer leads: a passage or a clause, and in a passage the place of the words that are quoted."""

    passage_id: str | None = None
    clause_id: str | None = None
    start: int | None = None
    end: int | None = None


def point(connection: sqlite3.Connection, said: Allegation | Evidence, where: str) -> Pointed:
    """Return where a pointer leads. Raises DeclarationError, which begins with `where`, if to no place or to several."""
    clause = said.clause if isinstance(said, Evidence) else None
    if clause:
        return Pointed(clause_id=_known(connection, "rule_clauses", clause, f"{where}: clause"))
    if said.passage:
        return Pointed(passage_id=_known(connection, "passages", said.passage, f"{where}: passage"))
    return _quoted(connection, said.quote or "", said.within, where)


def find(text: str, words: str) -> list[tuple[int, int]]:
    """Return every place of `words` in `text`: as they stand or, failing that, white space and quotation marks folded.

    >>> find("“Ring  me,” she said", '"Ring me," she')
    [(0, 15)]
    """
    exact = [(match.start(), match.end()) for match in re.finditer(re.escape(words), text)]
    if exact:
        return exact
    parts = map(re.escape, SPACES.split(words.translate(STRAIGHT).strip()))
    return [match.span() for match in re.finditer(r"\s+".join(parts), text.translate(STRAIGHT))]


def _known(connection: sqlite3.Connection, table: str, id: str, where: str) -> str:
    if connection.execute(f'select 1 from "{table}" where id = ?', (id,)).fetchone() is None:
        raise DeclarationError(f"{where}: there is no `{id}` in this archive; copy the id from {_where_of(table)}.")
    return id


def _where_of(table: str) -> str:
    return "the page of the clause" if table == "rule_clauses" else "the page of the passage, or from `ingest parse`"


def _quoted(connection: sqlite3.Connection, words: str, within: str | None, where: str) -> Pointed:
    shown = words if len(words) <= SHOWN else f"{words[:SHOWN].rstrip()}…"
    places = [
        (id, text, *place) for id, text in _candidates(connection, words, within, where) for place in find(text, words)
    ]
    exact = [each for each in places if each[1][each[2] : each[3]] == words]
    places = exact or places
    if not places:
        text = f"in no passage of `{within}`" if within else "in no passage"
        raise DeclarationError(
            f"{where}: quote: `{shown}` stands {text}; copy whole words from one passage, as they stand there."
        )
    if len(places) > 1:
        named = ", ".join(dict.fromkeys(f"`{id}`" for id, *_ in places[:MOST_NAMED]))
        raise DeclarationError(
            f"{where}: quote: `{shown}` stands in {len(places)} places ({named}{' …' if len(places) > MOST_NAMED else ''}); "
            "give more of the words, or say with `in:` which passage is meant."
        )
    id, _, start, end = places[0]
    pieces = connection.execute(PIECES, (id,)).fetchall()
    return Pointed(id, None, in_source(pieces, start), in_source(pieces, end - 1) + 1)


def _candidates(
    connection: sqlite3.Connection, words: str, within: str | None, where: str
) -> Iterator[tuple[str, str]]:
    """Yield the passages in which the words may stand, as id and text."""
    if within is None:
        phrase = '"{}"'.format(words.replace('"', '""'))
        yield from connection.execute(HOLDING, (phrase,))
        return
    found = connection.execute(WITHIN, {"id": within}).fetchall()
    if not found:
        raise DeclarationError(f"{where}: in: there is no passage, document or source `{within}`; mend the id.")
    yield from found
