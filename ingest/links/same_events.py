"""The same event told in several places: a meeting that two documents announce stands once on the timeline, with both of them as its sources.

Both rows stay. Two are the same where day, time and place agree, or day, time and title; without a time all else must. A word of the title, a
kind or a status that speaks against it keeps them apart, and so does a third that may be the same as either.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import ClassVar

from ingest.declarations.archive import Archive
from ingest.ids import join

# days on which more than one event is told, in the order of the archive
EVENTS = """
select event_date, id, start_time, end_time, place_id, title, kind, status from events
where event_date in (select event_date from events where length(event_date) >= 10 group by event_date having count(*) > 1)
order by event_date, start_time, rowid"""
WORD = re.compile(r"[^\W_]+")
# words of a title that say nothing of what it is
PLAIN = frozenset(
    ("a", "an", "and", "at", "by", "for", "from", "held", "in", "is", "next", "of", "on", "our", "the", "there", "this", "to", "will", "be", "with",
     "future", "forthcoming")
)  # fmt: skip
# words that many meetings of one evening may be called by: where the place is not told, they do not tell which meeting it is
GENERAL = frozenset(
    ("meeting", "agm", "egm", "general", "annual", "special", "extraordinary", "ordinary", "monthly", "weekly", "public", "open", "member",
     "branch", "committee", "council", "board", "executive", "hearing", "event", "conference", "social", "talk", "training", "strike", "day", "evening")
)  # fmt: skip
# of these several are held at one time in one building, so that a title of one word does not tell which
SEVERAL = frozenset(("hearing", "talk", "training", "debate", "social"))
SHORTEST = 5  # letters of a word that may be a plural
MOST = 200  # events of one day and time that are held against each other
BY_PLACE, BY_TITLE, BY_ALL = "day, time and place", "day, time and title", "day, place and title"


@dataclass(slots=True)
class SameEvent:
    """An event that is the same as one above it in the archive; `basis` says what agrees."""

    table: ClassVar[str] = "same_events"
    id: str
    event_id: str
    same_as_id: str
    basis: str


@dataclass(slots=True)
class Told:
    """What a passage tells of an event, its title as words."""

    id: str
    start_time: str | None
    end_time: str | None
    place_id: str | None
    words: frozenset[str]
    kind: str | None
    status: str | None


def link(connection: sqlite3.Connection, _: Archive) -> Iterator[SameEvent]:
    """Yield the events that stand in the archive already, each with the first of them."""
    for _, rows in groupby(connection.execute(EVENTS).fetchall(), key=itemgetter(0, 2)):
        found = [_told(row) for row in rows]
        if len(found) <= MOST:
            yield from _same(found)


def _told(row: tuple[str, ...]) -> Told:
    _, id, start, end, place, title, kind, status = row
    words = frozenset(map(_singular, set(WORD.findall(title.casefold())) - PLAIN))
    return Told(id, start, end, place, words, kind, status)


def _singular(word: str) -> str:
    return word[:-1] if len(word) >= SHORTEST and word.endswith("s") and not word.endswith("ss") else word


def _same(found: list[Told]) -> Iterator[SameEvent]:
    """Yield those of one day that are the same as one group above them alone."""
    groups: list[list[Told]] = []
    for each in found:
        fitting = [group for group in groups if all(_basis(each, other) for other in group)]
        touched = [group for group in groups if any(_basis(each, other) for other in group)]
        if len(fitting) == 1 == len(touched):
            (group,) = fitting
            yield SameEvent(join(each.id, "same"), each.id, group[0].id, _basis(each, group[0]) or "")
            group.append(each)
        else:
            groups.append([each])


def _basis(one: Told, other: Told) -> str | None:
    """Return by what two are the same; None where they may be two."""
    if one.start_time != other.start_time or one.status != other.status or _differ(one.end_time, other.end_time):
        return None
    same_place = one.place_id is not None and one.place_id == other.place_id
    same_title = bool(one.words) and one.words == other.words
    if one.start_time is None:
        return BY_ALL if same_place and same_title else None
    if same_title and not _differ(one.place_id, other.place_id) and (same_place or one.words - GENERAL):
        return BY_TITLE
    return BY_PLACE if same_place and one.kind is not None and one.kind == other.kind and _agree(one, other) else None


def _agree(one: Told, other: Told) -> bool:
    """Tell titles of which one says what the other does, and more: "Special meeting", "Special meeting of the council"."""
    fewer, more = sorted((one.words, other.words), key=len)
    return bool(fewer) and fewer <= more and (len(fewer) > 1 or one.kind not in SEVERAL)


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other
