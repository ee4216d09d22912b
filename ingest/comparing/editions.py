"""Which wording stood when: the editions of a set of rules, which of them was in force on a day, and what a clause said then."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ingest.comparing.clauses import folded
from ingest.comparing.in_force import Term, in_force
from ingest.grammar.edtf import earliest_latest

EDITIONS = """
select id, instrument, title, organisation, from_date, to_date, source_id, document_id, passage_id
from rule_editions where instrument = ? order by rowid"""
NUMBERED = """
select id, text from rule_clauses where edition_id = ? and lower(number) = ? order by position"""


class Edition(NamedTuple):
    """One version of a set of rules; `passage_id` is where a document quotes it, null where it is held whole."""

    id: str
    instrument: str
    title: str | None
    organisation: str | None
    from_date: str | None
    to_date: str | None
    source_id: str
    document_id: str
    passage_id: str | None

    @property
    def whole(self) -> bool:
        return self.passage_id is None

    @property
    def name(self) -> str:
        return self.title or (f"the edition of {self.from_date}" if self.from_date else "an edition without a title")

    @property
    def named(self) -> str:
        """What it is called, with its dates."""
        return f"{self.name} (from {self.from_date}{f' to {self.to_date}' if self.to_date else ''})"

    @property
    def dates(self) -> tuple[str | None, str | None]:
        return self.from_date, self.to_date


class Overlap(NamedTuple):
    """Two editions, and the first and last day on which both were in force, as their dates say: which of them counted is not known."""

    before: Edition
    after: Edition
    first: str
    last: str


class Wording(NamedTuple):
    """What a clause said on a day; where the archive does not know, `text` is null and `why` is a sentence."""

    text: str | None
    clause_id: str | None
    edition: Edition | None
    why: str | None


def editions(connection: sqlite3.Connection, instrument: str) -> list[Edition]:
    """Return the editions of a set of rules: those whose order is certain by their dates, those without a date last."""
    return sorted(as_read(connection, instrument), key=lambda each: earliest_latest(each.from_date)[0] or "9999-99")


def as_read(connection: sqlite3.Connection, instrument: str) -> list[Edition]:
    """Return the editions of a set of rules in the order in which they stand in the documents."""
    return [Edition(*row) for row in connection.execute(EDITIONS, (instrument,))]


def in_order(before: Edition, after: Edition) -> bool:
    """Tell whether the dates of two editions leave no doubt that the first is the earlier."""
    latest, earliest = earliest_latest(before.from_date)[1], earliest_latest(after.from_date)[0]
    return latest is not None and earliest is not None and latest < earliest


def distinct(some: Iterable[Edition]) -> list[Edition]:
    """Return editions without those that are quoted and bear the very dates of another: they are that edition."""
    found: list[Edition] = []
    taken = set()
    for each in sorted(some, key=lambda each: not each.whole):
        if each.whole or each.from_date is None or each.dates not in taken:
            found.append(each)
        taken.add(each.dates)
    return found


def overlaps(some: Iterable[Edition]) -> Iterator[Overlap]:
    """Yield each edition that begins before one that began earlier has ended, with that one; in the order in which they begin.

    An edition without a stated end is replaced by the next one, and overlaps none.
    """
    dated = [(begun, each) for each in distinct(some) if (begun := earliest_latest(each.from_date)[1])]
    longest: tuple[str, Edition] | None = None
    for begun, each in sorted(dated, key=lambda pair: pair[0]):
        ends = earliest_latest(each.to_date)[0]
        if longest and longest[0] >= begun and each.from_date != longest[1].from_date:
            yield Overlap(longest[1], each, begun, min(longest[0], ends or longest[0]))
        if ends and (longest is None or ends > longest[0]):
            longest = (ends, each)


def edition_at(some: Sequence[Edition], date: str) -> Edition | None:
    """Return the edition that was in force on a date (EDTF), if that is certain."""
    held = {each.id: each for each in distinct(some)}
    found = in_force([Term(each.id, *each.dates) for each in held.values()], date)
    return held[found] if found else None


def in_force_on(connection: sqlite3.Connection, instrument: str, date: str) -> Wording:
    """Return the edition that was in force on a date, or why that is not certain; without the words of a clause."""
    some = editions(connection, instrument)
    if not some:
        return _unknown(f"No set of rules is called “{instrument}” in this archive.")
    edition = edition_at(some, date)
    return Wording(None, None, edition, None) if edition else _unknown(_why_not(distinct(some), date))


def clause_at(connection: sqlite3.Connection, instrument: str, number: str, date: str) -> Wording:
    """Return the words of a clause as they stood on a date, or why the archive does not know them."""
    then = in_force_on(connection, instrument, date)
    edition = then.edition
    if edition is None:
        return then
    some = editions(connection, instrument)
    same = [edition] if edition.whole else [each for each in some if each.dates == edition.dates]
    wanted = number.strip().rstrip(".").casefold()
    found = [row for each in same for row in connection.execute(NUMBERED, (each.id, wanted))]
    if not found and edition.whole:
        return _unknown(f"{edition.name}, in force then, has no clause {number.strip()}.", edition)
    if not found:
        return _unknown(
            f"Of {edition.name}, in force then, only some clauses are held, and none is {number.strip()}.", edition
        )
    if len({folded(text) for _, text in found}) > 1:
        return _unknown(f"{edition.name}, in force then, is held with different words under {number.strip()}.", edition)
    return Wording(found[0][1], found[0][0], edition, None)


def _unknown(why: str, edition: Edition | None = None) -> Wording:
    return Wording(None, None, edition, why)


def _why_not(some: Sequence[Edition], date: str) -> str:
    """Say why it is not certain which edition was in force."""
    first, last = earliest_latest(date)
    if first is None or last is None:
        return f"“{date}” is not a date of the form 2017, 2017-02 or 2017-02-01."
    undated = next((each for each in some if earliest_latest(each.from_date)[0] is None), None)
    if undated:
        return f"From when {undated.name} was in force is not known, so that no edition is certain."
    if all((earliest_latest(each.from_date)[0] or "") > last for each in some):
        return f"No edition that is held was in force by {date}; the first begins on {some[0].from_date}."
    both = next((each for each in overlaps(some) if each.first <= first and last <= each.last), None)
    if both:
        return f"Two editions were in force on {date}, as their dates say: {both.before.named}, and {both.after.named}."
    return f"The dates of the editions leave open which was in force on {date}."
