"""The shortlist of one quotation: the passages read for it, and which of them may hold it, told before any is folded.

Most passages that share some rare words with a quotation lack too many others. Which words of it stand in a passage is found
once, whichever runs of passages it belongs to.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from json import dumps
from typing import NamedTuple

from ingest.matching.asking import Index
from ingest.matching.candidates import Run
from ingest.matching.evidence import Weight, may_be
from ingest.matching.folding import plain
from ingest.matching.pieces import OF_PASSAGES, Pieces, by_passage, is_parted
from ingest.matching.positions import Positions

PASSAGES = """
select passage.rowid, passage.id, document_id, kind, speaker, "start", "end", text
from json_each(?) as asked cross join passages as passage on passage.rowid = asked.value"""

MOST_KEPT = 4_000_000  # characters


class Passage(NamedTuple):
    """A row of `passages`; `pieces` are where its text stands in its source."""

    rowid: int
    id: str
    document_id: str
    kind: str
    speaker: str | None
    pieces: Pieces
    text: str


@dataclass(slots=True)
class Shortlist:
    """Passages by rowid, and the `words` of the quotation; `needed` is what a variant must show of `weight` beyond chance."""

    passages: dict[int, Passage]
    words: Sequence[str]
    weight: Weight
    needed: float
    is_bracketed: bool = False  # "[e]lection" may stand so in a text, which then does not hold "election"
    _different: dict[str, int] = field(init=False)  # each word, and the bit that stands for it
    _held: dict[int, int] = field(default_factory=dict)
    _may: dict[int, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._different = {word: 1 << n for n, word in enumerate(dict.fromkeys(self.words))}

    def groups(self, run: Run) -> Iterator[list[Passage]]:
        """Yield the passages of a run that may hold the quotation, those of each document together."""
        read = [self.passages[rowid] for rowid in range(run.first, run.last + 1) if rowid in self.passages]
        for _, group in groupby(read, lambda passage: passage.document_id):
            passages = list(group)
            if self._may_hold(passages):
                yield passages

    def _may_hold(self, passages: Iterable[Passage]) -> bool:
        if self.is_bracketed:
            return True
        held = 0
        for each in passages:
            if each.rowid not in self._held:
                self._held[each.rowid] = self._words_in(each.text)
            held |= self._held[each.rowid]
        if held not in self._may:
            kept = [word for word in self.words if self._different[word] & held]
            self._may[held] = may_be(self.words, kept, self.weight, self.needed)
        return self._may[held]

    def _words_in(self, text: str) -> int:
        """Return the bits of the words that may stand in a text: of all where that is not certain without folding it."""
        letters = plain(text)
        if letters is None:
            return -1
        held = 0
        for word, bit in self._different.items():
            if word in letters:
                held |= bit
        return held


def promising(runs: Sequence[Run], words: Sequence[str], index: Index, positions: Positions) -> list[Run]:
    """Return the runs whose passages may hold the quotation, as their words tell before any is read."""
    numbers = {word: positions.numbers(word) for word in words}
    bits = {number: 1 << n for n, number in enumerate({number for of in numbers.values() for number in of})}
    masks = {word: sum(bits[number] for number in {*of}) for word, of in numbers.items()}
    held = _held({rowid for run in runs for rowid in range(run.first, run.last + 1)}, [*bits], positions)
    may: dict[int, bool] = {}
    found = []
    for run in runs:
        here = 0
        for rowid in range(run.first, run.last + 1):
            here |= held[rowid]
        if here not in may:
            kept = [word for word in words if masks[word] & here == masks[word]]
            may[here] = may_be(words, kept, index.weight, index.needed)
        if may[here]:
            found.append(run)
    return found


def _held(rowids: set[int], numbers: Sequence[int], positions: Positions) -> dict[int, int]:
    """Return which stems stand in each passage, as bits: all of them where a quotation may find other words in it."""
    passages = [*rowids]
    told = zip(passages, positions.held(passages, numbers), strict=True)
    return {rowid: -1 if positions.is_odd(rowid) else here for rowid, here in told}


class Passages:
    """Passages by rowid, some of which are kept for the next quotation: the same words are often quoted again."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._kept: dict[int, Passage] = {}
        self._size = 0  # characters of those that are kept

    def of(self, runs: Iterable[Run], own: range) -> dict[int, Passage]:
        """Return the passages of all runs by rowid, without those in `own`."""
        wanted = {rowid for run in runs for rowid in range(run.first, run.last + 1) if rowid not in own}
        if self._size > MOST_KEPT:
            self._kept.clear()
            self._size = 0
        unknown = sorted(wanted - self._kept.keys())
        if unknown:
            self._read(unknown)
        return {rowid: self._kept[rowid] for rowid in wanted if rowid in self._kept}

    def _read(self, rowids: list[int]) -> None:
        cursor = self._connection.cursor()
        cursor.row_factory = None
        rows = cursor.execute(PASSAGES, (dumps(rowids),)).fetchall()
        parted = [id for _, id, *_, start, end, text in rows if is_parted(text, start, end)]
        pieces = by_passage(cursor.execute(OF_PASSAGES, {"ids": dumps(parted)})) if parted else {}
        for rowid, id, document_id, kind, speaker, start, end, text in rows:
            whole = ((start, end),)
            self._kept[rowid] = Passage(rowid, id, document_id, kind, speaker, pieces.get(id, whole), text)
            self._size += len(text)
