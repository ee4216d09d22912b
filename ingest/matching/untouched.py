"""Untouched quotations: those that come to the same as in the previous archive, whatever was added to it or taken away since.

What comes of a quotation depends on the passages that hold its words, and on what it names as its source. It is touched where a
passage that came or went holds one of its words, or some of them in a row, and that word or row is asked for: it is rare, or no
longer, or counted otherwise. So it is with the passages beside those, which have other neighbours now.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, NamedTuple

from ingest.matching.aligned import SHORT
from ingest.matching.asking import COMMON, Index
from ingest.matching.at_once import Asked
from ingest.matching.candidates import LONGEST_ROW
from ingest.matching.named import plain
from ingest.matching.parts import keys
from ingest.search.stems import Stems

AT_ONCE = 5_000  # quotations of which the words are in memory together
MOST_SHARE = 0.1  # of all passages that may have come or gone; beyond it everything is looked for again

# sources that were not copied, in both archives, and which passages of theirs may be others
SOURCES = """
select source_id, archive, is_reworded, first, last from temp.changed order by rowid"""
# the passages of a source, with the one before and the one behind
PASSAGES = """
select document_id, kind, speaker, text from {schema}.passages where rowid between ? - 1 and ? + 1 order by rowid"""
NAMES = "select title, author, published_date from {schema}.documents where source_id = ?"

MOST_PARTS = 4  # words to the index that one word is; what has more of them is always looked for again
WORD = re.compile(r"[^\W_]+")
# "kettle", "don't", which is two words to the index
KEY = re.compile(r"[^\W_]+(?:'{1,3}[^\W_]+)*")
# none of them is part of a word to the index
PLAIN = str.maketrans(dict.fromkeys("“”–—", " ") | dict.fromkeys("‘’", "'"))

Terms = tuple[str, ...]
Rows = list[tuple[str, str, str | None, str]]  # passages: of which document, what they are, who speaks, and what


class _Changed(NamedTuple):
    """The passages that came or went: their words as the index has them.

    `names` are those of the documents and people of all sources that were not copied, and `dates` those of the documents.
    """

    words: list[Terms]
    names: set[str]
    dates: set[str]

    def among(self, rows: set[Terms], length: int) -> set[Terms]:
        """Return those of `rows`, of so many words each, that stand in any of them."""
        return rows.intersection(chain.from_iterable(_rows(terms, length) for terms in self.words))


class Untouched:
    """What tells of quotations whether they are untouched.

    `connection` is that of the archive being built, with the one before as `previous` and what has changed in temp.changed (see
    `ingest.rebuild.changed`); `before` and `now` are the indexes of both.
    """

    def __init__(self, connection: sqlite3.Connection, before: Index, now: Index) -> None:
        self.before, self.now = before, now
        self._stems = Stems()
        self._changed = _changed(connection, self._stems) if before.needed == now.needed else None
        self._forms: dict[str, set[str]] = {}  # the words that the index has as one
        self._most = 1  # words to the index that one word of a quotation is

    def among(self, asked: Sequence[Asked]) -> list[bool]:
        """Tell of each quotation of the sources that were copied whether it is untouched."""
        changed = self._changed
        if changed is None:
            return [False] * len(asked)
        batches = (asked[n : n + AT_ONCE] for n in range(0, len(asked), AT_ONCE))
        return [told for batch in batches for told in self._among(batch, changed)]

    def _among(self, asked: Sequence[Asked], changed: _Changed) -> list[bool]:
        texts = [(n, text) for n, each in enumerate(asked) for text in (each.claim.text, *each.paragraphs)]
        words = [words_of(text) for _, text in texts]
        weighed_otherwise = self._note_forms({key.casefold() for each in words for key in KEY.findall(each)})
        alive = [(n, terms) for (n, _), terms in zip(texts, self._stems.of_each(words), strict=True)]
        touched = {
            n for n, each in enumerate(asked) if changed.names & _named(each) or each.claim.date in changed.dates
        }
        if weighed_otherwise:
            keys_in = (map(str.casefold, KEY.findall(each)) for each in words)
            touched.update(n for (n, _), each in zip(texts, keys_in, strict=True) if weighed_otherwise & {*each})
        touched |= _short(texts, alive, changed, SHORT * self._most)
        for length in range(1, LONGEST_ROW * self._most + 1):
            alive = [(n, terms) for n, terms in alive if n not in touched]
            if not alive:
                break
            rows = [set(_rows(terms, length)) for _, terms in alive]
            shared = changed.among(set().union(*rows), length)
            otherwise = {row for row in shared if self._is_otherwise(row)}
            touched.update(n for (n, _), row in zip(alive, rows, strict=True) if row & otherwise)
            alive = [each for each, row in zip(alive, rows, strict=True) if row & shared]
        return [n not in touched for n in range(len(asked))]

    def _note_forms(self, words: set[str]) -> set[str]:
        """Note the words that the index has as one, and return those that are several to it and have, or may have, another weight."""
        different = sorted(words.union(*map(WORD.findall, words)))
        several, many = set[str](), set[str]()
        for word, terms in zip(different, self._stems.of_each(different), strict=True):
            if len(terms) == 1:
                self._forms.setdefault(terms[0], set()).add(word)
            elif len(terms) <= MOST_PARTS:
                self._most = max(self._most, len(terms))
                several.add(word)
            else:
                many.add(word)
        # such a word is as frequent as the rarest of its parts, also where that is one of COMMON: "it's"
        return many | {word for word in several if self.before.weight(word) != self.now.weight(word)}

    def _is_otherwise(self, row: Terms) -> bool:
        """Tell whether a word, or words in a row, of what changed are answered otherwise by the index: there are few, or other weights."""
        if any(term not in self._forms for term in row):
            return True
        if len(row) == 1:
            asked = self._forms[row[0]] - COMMON
            return any(self._is_rare(word) or self.before.weight(word) != self.now.weight(word) for word in asked)
        return self._is_rare(" ".join(min(self._forms[term]) for term in row))

    def _is_rare(self, words: str) -> bool:
        return self.before.posting(words).whole or self.now.posting(words).whole


def words_of(text: str) -> str:
    """Return what the index is to be asked of a quotation as a text of the same words: itself, mostly, which is quicker."""
    plain_text = text.translate(PLAIN)
    return plain_text if plain_text.isascii() and "[" not in text and ".." not in text else " ".join(keys(text))


def _rows(terms: Terms, length: int) -> Iterator[Terms]:
    """Yield every so many words in a row."""
    return zip(*(terms[n:] for n in range(length)), strict=False)


def _short(
    texts: Sequence[tuple[int, str]], terms: Sequence[tuple[int, Terms]], changed: _Changed, most: int
) -> set[int]:
    """Return the quotations of few words, `most` to the index, that stand in what changed: they are asked for as a whole."""
    short = [
        (n, row)
        for (_, text), (n, row) in zip(texts, terms, strict=True)
        if len(row) <= most and len(keys(text)) <= SHORT
    ]
    held: set[Terms] = set()
    for length in {len(row) for _, row in short} - {0}:
        held |= changed.among({row for _, row in short if len(row) == length}, length)
    return {n for n, row in short if row in held}


def _named(asked: Asked) -> set[str]:
    return {plain(name) for name in (asked.claim.title, asked.claim.attributed_to) if name}


def _changed(connection: sqlite3.Connection, stems: Stems) -> _Changed | None:
    """Return what came and went; None where it is too much to be worth it."""
    (count,) = connection.execute("select count(*) from main.passages").fetchone()
    texts: list[str] = []
    names: set[str] = set()
    dates: set[str] = set()
    for id, archives in groupby(connection.execute(SOURCES).fetchall(), key=itemgetter(0)):
        stood: dict[str, Rows] = {"previous": [], "main": []}
        for _, schema, is_reworded, *ends in archives:
            if is_reworded:
                stood[schema] = connection.execute(PASSAGES.format(schema=schema), ends).fetchall()
            for title, author, date in connection.execute(NAMES.format(schema=schema), (id,)):
                names.update(plain(name) for name in (title, author) if name is not None)
                dates.update({date} - {None})
        texts += [text for *_, text in came_or_went(*stood.values())]
        names.update(plain(speaker) for _, _, speaker, _ in chain(*stood.values()) if speaker is not None)
        if len(texts) > count * MOST_SHARE:
            return None
    return _Changed(stems.of_each(texts), names, dates)


def came_or_went(before: Rows, now: Rows) -> Rows:
    """Return the passages of a source that are not the same in both archives, with one on each side: that has another neighbour."""
    first, last = same_ends(before, now)
    if first == len(before) == len(now):
        return []
    return [row for rows in (before, now) for row in rows[max(0, first - 1) : len(rows) - last + 1]]


def same_ends(some: Sequence[Any], others: Sequence[Any]) -> tuple[int, int]:
    """Return with how many of the same both begin, and end behind those."""
    first = _same_at_head(some, others)
    longest = min(len(some), len(others)) - first
    return first, _same_at_head(some[: -longest - 1 : -1], others[: -longest - 1 : -1])


def _same_at_head(some: Sequence[Any], others: Sequence[Any]) -> int:
    return next(
        (n for n, (one, other) in enumerate(zip(some, others, strict=False)) if one != other),
        min(len(some), len(others)),
    )
