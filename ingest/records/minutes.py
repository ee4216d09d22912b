"""Minutes: the record of a meeting, told by its head, with whose it was and the day on which it was held."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from ingest.formats.blocks import Block
from ingest.grammar.date_parts import BY_CONVENTION
from ingest.grammar.edtf import DateWords
from ingest.grammar.minutes import (
    BUSINESS,
    DAY_LABEL,
    DONE,
    ITEM,
    MET,
    OF_A_LETTER,
    OTHER,
    VOTED_ON,
    announces,
    attends,
    is_of_a_day,
    is_of_meeting,
    lists_present,
)
from ingest.grammar.titles import title_like
from ingest.grammar.venues import VENUE, is_address_line
from ingest.grammar.written_dates import dates_of
from ingest.records.parts import is_label, title_of

HEAD = 12  # lines in which it is said that a text is minutes
BELOW = 14  # lines below that one in which the day and those present stand
FEWEST_DONE = 3  # of the things that are done at meetings, where nobody is said to be present
LONGEST_TOP = 400  # characters of a line of the head
LONGEST_BODY = 100
MOST_CARRIED = 3  # lines that go on with the line that announces minutes
NEAR = 3  # lines above it in which their body is named
MOST_WORDS_BESIDE = 3  # on the line of a day: "at", "Zoom"
# "DRAFT", "NOT YET APPROVED", "CONFIDENTIAL", "Item 3", "Page 1 of 4": above minutes, and no name
NO_BODY = re.compile(
    r"\W*(?:draft|not yet|unconfirmed|confidential|private|official|page|item|agenda|appendix|enclosure|paper|subject)\b",
    re.I,
)
# "held on …", "at 7pm in the hall", " on Monday …": what stands behind the name of a meeting
BEHIND_NAME = re.compile(
    r"[\s,–—:(-]+(?:(?:which was )?held\b|on\b|at\b|in\b|of\b|from\b|via\b|commencing\b|dated\b|date\b|for\b)?[\s:]*\Z",
    re.IGNORECASE,
)
HELD = re.compile(r"[\s,]+(?:which was )?held\b", re.IGNORECASE)
# "Minutes of the ", "DRAFT MINUTES – ", "Note of ", " minutes"
MINUTES_OF = re.compile(
    r"[\W_]*(?:subject: )?(?:(?:draft|unconfirmed|approved|confirmed|final)\W+)?(?:minutes?|notes?)(?: and \w+)?\b[*_]{0,3}\s?"
    r"(?:(?:of|for|from)(?: (?:the|an?|our))?\b|[:–—-])?\s*",
    re.IGNORECASE,
)
MINUTES_BEHIND = re.compile(r"[\s:–—-]*(?:\bdraft\s)?\bminutes\b.*\Z", re.IGNORECASE | re.DOTALL)
OTHER_DAY = re.compile(
    r"\b(?:next|previous|last|approved|circulated|published|issued|printed|uploaded|revised|will be|to be held|forthcoming)\b",
    re.IGNORECASE,
)
MEETING = re.compile(r"\b(?:meeting|A\.?G\.?M|E\.?G\.?M|assembly|held|congress|conference)\b", re.IGNORECASE)
# "Regular Meeting", "Annual General Meeting": what was held, below whose it was
OF_MEETING = re.compile(r"(?:\w+ ){0,3}meeting\W*\Z", re.IGNORECASE)
A_NUMBER = re.compile(r"\b\d{1,5}[a-z]? [A-Z]")
CARRIES_ON = re.compile(r"\b(?:of|the|and|&|for)\W*\Z", re.IGNORECASE)


class Placed(Protocol):
    """A block, or a passage: something with a place in a text."""

    @property
    def kind(self) -> str: ...

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the head: its block, its place, and its words."""

    at: int
    start: int
    words: str


@dataclass(frozen=True, slots=True)
class Top:
    """The head of minutes: the line that announces them, those above it, and those below it down to the first item."""

    line: Line
    above: list[Line]
    below: list[Line]

    @property
    def is_low(self) -> bool:
        """Whether it is only "Minutes" below a head that says more: the heading of what was said, below who was there."""
        return any(attends(line.words) for line in self.above)


def is_minutes(blocks: Sequence[Block], text: str) -> bool:
    """Tell minutes by a line near the top that says so, and by who was present, or by what is done at meetings."""
    found = top(blocks, text)
    if found is None:
        return False
    lines = [*found.above, *found.below]
    if not announces(found.line.words):
        return (
            any(attends(line.words) for line in found.below)
            and VOTED_ON.search(text, found.line.start, blocks[-1].end) is not None
        )
    if any(is_of_meeting(line.words) for line in lines):
        return True
    words = text[found.line.start : blocks[-1].end]
    done = len({match[0].casefold() for match in DONE.finditer(words)})
    if any(attends(line.words) for line in lines):
        return done > 0 or meeting_day(blocks, text, None) is not None
    return done >= FEWEST_DONE


def top(blocks: Sequence[Placed], text: str) -> Top | None:
    """Return the head of minutes; None where nothing announces them, or what stands above says that it is something else."""
    lines = list(lines_of(blocks[: HEAD + BELOW], text))
    at = next((n for n, line in enumerate(lines[:HEAD]) if announces(line.words)), None)
    if at is None and lines and is_of_a_day(lines[0].words):
        at = 0
    if at is None:
        return None
    above, below = lines[:at], lines[at + 1 : at + 1 + BELOW]
    present = False
    for line in above:
        present = present or attends(line.words)
        if OF_A_LETTER.match(line.words) or (OTHER.match(line.words) and not present):
            return None
    if any(line.words.startswith(("Dear ", "By ")) for line in below[:NEAR]):
        return None
    end = next((n for n, line in enumerate(below) if _is_item(line.words) or BUSINESS.match(line.words)), len(below))
    return Top(lines[at], above, below[:end])


def _is_item(words: str) -> bool:
    """Tell "1. Apologies" from "3 May 2017"."""
    match = ITEM.match(words)
    return (
        match is not None
        and bool(match["sign"] or match["word"] or match["front"])
        and not lists_present(words[match.end() :])
    )


# "Thursday, March 11, 1999, 7:30 p.m. | Quay School"
BAR = re.compile(r"\s[|·•]\s")


def meeting_day(blocks: Sequence[Placed], text: str, order: str | None) -> DateWords | None:
    """Return the day on which the meeting was held, as the head prints it; None where it is not certain.

    The line that announces the minutes says it, or a line "Date: …" or "Held on …", or a line that is a day and no more. Two days in the
    same place are none.
    """
    found = top(blocks, text)
    if found is None:
        return None
    others = [*found.above, *found.below]
    ranks = (
        [found.line],
        [
            line
            for line in others
            if DAY_LABEL.match(line.words) or (MEETING.search(line.words) and not OTHER_DAY.search(line.words))
        ],
        [line for line in others if not OTHER_DAY.search(line.words) and _is_day(line.words, order)],
    )
    for lines in ranks:
        days = [day for line in lines for day in dates_of(text, line.start, line.start + len(line.words), order)]
        days = [day for day in days if day.day is not None]
        if days:
            day = days[0]
            certain = day.consistent and day.flag != BY_CONVENTION and day.year is not None
            return day if certain and len({each.edtf for each in days}) == 1 else None
    return None


def _is_day(words: str, order: str | None) -> bool:
    """Tell a line that says a day, and no more than a time or a word beside it, or behind a bar where they met."""
    words = BAR.split(words)[0]
    dates = dates_of(words, 0, len(words), order)
    if len(dates) != 1:
        return False
    rest = words[: dates[0].start] + " " + words[dates[0].end :]
    return len(re.findall(r"[^\W\d_]{2,}", rest)) <= MOST_WORDS_BESIDE


def minutes_title(blocks: Sequence[Block], text: str) -> str | None:
    """Return whose minutes they are, and the line that announces them up to its day: "Harbour Branch: Minutes of the meeting held on 3 May 2017"."""
    found = top(blocks, text)
    if found is None:
        return None
    words = _announced(found)
    body = body_of(found)
    if found.is_low or (body is None and not MET.search(words)):
        return title_of(list(blocks), text) or words
    return f"{body}: {words}" if body else words


def _announced(found: Top) -> str:
    """Return the line that announces minutes, with the lines that go on with it, without what stands behind its day."""
    words = found.line.words.strip("#*_ ")
    for line in found.below[:MOST_CARRIED]:
        if not (CARRIES_ON.search(words) and len(line.words) <= LONGEST_BODY):
            break
        words = f"{words} {line.words}"
    days = dates_of(words, 0, len(words))
    words = words[: days[0].end] if days else words.rstrip(" :–—-")
    return " ".join(words.split())


def body_of(found: Top) -> str | None:
    """Return the name that stands above the line that announces minutes: the nearest line that is like a title."""
    lines = [line.words.strip("#*_ ") for line in found.above]
    if len(lines) > 1 and OF_MEETING.match(lines[-1]) and title_like(lines[-2]) and len(lines[-2]) <= LONGEST_BODY:
        return f"{lines[-2]}, {lines[-1]}"
    for words in reversed(lines[-NEAR:]):
        if attends(words) or _is_day(words, None) or NO_BODY.match(words) or is_label(words) or _is_address(words):
            continue
        return words if title_like(words) and len(words) <= LONGEST_BODY and not _is_item(words) else None
    return None


def _is_address(words: str) -> bool:
    """Tell "Quay Clubhouse, 410 Ridge Road" from a body that has a house in its name."""
    return A_NUMBER.search(words) is not None and VENUE.search(words) is not None and is_address_line(words)


def meeting_title(found: Top) -> str:
    """Return what the meeting is called: "Harbour Branch: ordinary meeting"."""
    if found.is_low:
        found = Top(found.above[0], [], [])
    words, body = _announced(found), body_of(found)
    opened = MINUTES_OF.match(words)
    name = words[opened.end() :] if opened else MINUTES_BEHIND.sub("", words)
    days = dates_of(name, 0, len(name))
    name = name[: days[0].start] if days else name
    held = HELD.search(name)
    name = BEHIND_NAME.sub("", (name[: held.start()] if held else name) + " ").strip(" ,:–—-")
    if not name:
        return body if body and MEETING.search(body) else f"{body}: meeting" if body else "Meeting"
    if not MEETING.search(name) and not MET.search(name):
        name = f"{name}: meeting"
    return f"{body}: {name}" if body else name[:1].upper() + name[1:]


def lines_of(blocks: Sequence[Placed], text: str) -> Iterator[Line]:
    """Yield the lines of blocks that may be of a head."""
    for at, block in enumerate(blocks):
        start = block.start
        words_of = text[block.start : min(block.end, block.start + 2 * LONGEST_TOP)]
        # a heading is a line, wherever it was parted
        for words in [words_of.replace("\n", " ")] if block.kind == "heading" else words_of.split("\n"):
            if words.strip():
                yield Line(at, start, words.rstrip())
            start += len(words) + 1
