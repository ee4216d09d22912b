"""Held or not: a quotation looked for in the whole archive, and what came of it in a word."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ingest.matching.aligned import SHORT
from ingest.matching.asking import Index
from ingest.matching.candidates import Run, asked_for, candidates
from ingest.matching.cut import exactly
from ingest.matching.diff import Piece
from ingest.matching.finding import MOST_PLACES, Claim, Finding, Found, Place, ambiguous, chosen, in_every, in_order
from ingest.matching.grade import EXACT, RANK, Grade, Stretch, grade, stretch
from ingest.matching.named import Named
from ingest.matching.parts import keys
from ingest.matching.positions import Positions
from ingest.matching.second_hand import SecondHand
from ingest.matching.shortlist import Passage, Passages, Shortlist, promising

MOST_RUNS = 24  # runs of passages a quotation is held against
RUN, LONGEST_RUN = 8, 60  # passages over which a quotation may go on, and where it has paragraphs itself
LONGEST = 20_000  # characters of a quotation
LONGEST_TEXT = 200_000  # characters of passages in which differences are looked for
SHORTEST = 40  # characters of a quotation beyond which it is looked for in longer ones, as it stands

BETWEEN = 'select text from passages where document_id = ? and "start" >= ? and "end" <= ? order by "start"'
OWN = "select min(rowid), max(rowid) from passages where document_id = ?"

BLANK_LINE = re.compile(r"\n[ \t\r]*\n")


@dataclass(slots=True)
class Held:
    """An archive asked for quotations; `reading` while it is being built, with or without the `positions` of its words."""

    connection: sqlite3.Connection
    reading: bool = False
    positions: Positions | None = None
    index: Index = field(init=False)
    _named: Named = field(init=False)
    _second_hand: SecondHand = field(init=False)
    _passages: Passages = field(init=False)

    def __post_init__(self) -> None:
        self.index = Index(self.connection, self.reading, self.positions)
        self._named = Named(self.connection)
        self._passages = Passages(self.connection)
        self._second_hand = SecondHand(self.connection, "temp.quotations_read" if self.reading else "quotations")

    def prepare(self, claims: Iterable[Claim]) -> None:
        """Ask the index at once for the words of quotations that are about to be looked for."""
        self.index.ask_at_once(row for claim in claims for row in asked_for(keys(claim.text)))

    def find(self, claim: Claim) -> Finding:
        """Return where a quotation stands in documents other than its own, as what, and with which differences."""
        if len(claim.text) > LONGEST:
            return Finding("not checked", flags=("too long to be checked",))
        words = keys(claim.text)
        if not words:
            return Finding("not found")
        found = self._places(claim, words)
        if not found:
            return Finding("not found" if self._named.is_held(claim) else "source not held")
        best = min(found, key=lambda each: (*each.order, each.place.document_id, each.place.start))
        equal = [each for each in found if each.order == best.order]
        if len({each.place.document_id for each in equal}) > 1:
            return ambiguous(equal)
        return chosen(best, len(equal))

    def find_parts(self, claim: Claim, paragraphs: Sequence[str]) -> Finding:
        """Return what `find` does of a text or, where paragraphs between its own were left out, where all of those stand in order."""
        whole = self.find(claim)
        if whole.state in ("exact", "exact after folding", "ambiguous") or len(paragraphs) < 2:
            return whole
        every = [self._places(replace(claim, text=each), keys(each)) for each in paragraphs]
        orders = {id: row for id in in_every(every) if (row := in_order(every, id))}
        if not orders:
            return whole
        # as good as the worst of its paragraphs
        best = min(max(each.order for each in row) for row in orders.values())
        equal = [row for row in orders.values() if max(each.order for each in row) == best]
        findings = [self._together(row, paragraphs) for row in equal]
        if len(equal) == 1:
            return findings[0]
        first = findings[0]
        places = tuple(each.place for each in findings if each.place)[:MOST_PLACES]
        return Finding("ambiguous", None, places, (f"stands in {len(equal)} places", *first.flags), first.diff)

    def _together(self, row: list[Found], paragraphs: Sequence[str]) -> Finding:
        """Return what paragraphs that stand in one document are together, with what was left out between them."""
        pieces: list[Piece] = []
        flags: list[str] = []
        state = max((each.grade.state for each in row), key=RANK.__getitem__)
        place = row[0].place
        for found, text in zip(row, paragraphs, strict=True):
            left_out = self._ask(BETWEEN, place.document_id, place.end, found.place.start)
            if left_out:
                state, flags = "variant", ["unmarked omission", *flags]
                pieces.append(Piece("removed", "\n".join(each for (each,) in left_out)))
            flags += found.grade.flags
            pieces += found.grade.diff or [Piece("same", text)]
            place = replace(place, end=found.place.end)
        flags += ["second-hand"] * row[0].second_hand
        return Finding(state, place, (), tuple(dict.fromkeys(flags)), tuple(pieces) if state == "variant" else ())

    def _places(self, claim: Claim, words: list[str]) -> list[Found]:
        own = self._own(claim.document_id)
        runs = self._runs(claim.text, words, own)
        if self.positions and "[" not in claim.text:  # "[e]lection" may stand so in a text
            runs = promising(runs, words, self.index, self.positions)
        passages = self._passages.of(runs, own)
        shortlist = Shortlist(passages, words, self.index.weight, self.index.needed, "[" in claim.text)
        found: dict[tuple[str, int], Found] = {}
        enough = 0.0
        for run in runs:
            if run.weight < enough:
                break
            for each in self._in_run(claim, run, shortlist):
                at = (each.place.document_id, each.place.start)
                if at not in found or each.order < found[at].order:
                    found[at] = each
                # what holds clearly fewer of the words is not as good
                share = 0.9 if each.grade.state in ("exact", "exact after folding") else 0.7
                enough = max(enough, run.weight * share)
        return list(found.values())

    def _runs(self, text: str, words: list[str], own: range) -> list[Run]:
        if len(words) > SHORT:
            longest = min(LONGEST_RUN, RUN + len(BLANK_LINE.findall(text)))
            return candidates(self.index, words, own, MOST_RUNS, longest)
        rowids = self.index.posting(" ".join(words)).rowids.tolist()
        elsewhere = [rowid for rowid in rowids if rowid not in own]
        return [Run(rowid, rowid, 1.0) for rowid in elsewhere[: 4 * MOST_PLACES]]

    def _in_run(self, claim: Claim, run: Run, shortlist: Shortlist) -> Iterator[Found]:
        for passages in shortlist.groups(run):
            held = stretch([(passage.pieces, passage.text) for passage in passages])
            graded = self._graded(claim.text, held)
            if graded:
                yield self._found(claim, passages, held, graded)

    def _graded(self, text: str, held: Stretch) -> Grade | None:
        if len(held.text) > LONGEST_TEXT:
            words = text.strip()
            at = exactly(words, held.text) if len(words) > SHORTEST else None
            return None if at is None else Grade(EXACT, at, at + len(words))
        return grade(text, held.text, self.index.weight, self.index.needed)

    def _found(self, claim: Claim, passages: list[Passage], held: Stretch, graded: Grade) -> Found:
        start, end = held.place(graded.start), held.place(graded.end - 1) + 1
        _, id, document_id, kind, speaker, *_ = passages[held.owner(graded.start)]
        second_hand = kind in ("quote", "extract") or self._second_hand.has(document_id, start, end)
        return Found(
            Place(id, document_id, start, end), graded, second_hand, self._named.rank(claim, document_id, speaker)
        )

    def _own(self, document_id: str | None) -> range:
        if not document_id:
            return range(0)
        first, last = self._ask(OWN, document_id)[0]
        return range(0) if first is None else range(first, last + 1)

    def _ask(self, sql: str, *values: Any) -> list[Any]:
        cursor = self.connection.cursor()
        cursor.row_factory = None
        return cursor.execute(sql, values).fetchall()
