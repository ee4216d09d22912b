"""Judgments: decisions of courts and tribunals, with the day on which they were given and the numbers of their paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.formats.blocks import Block
from ingest.grammar.date_headings import read_date_heading
from ingest.grammar.date_parts import BY_CONVENTION
from ingest.grammar.edtf import DateWords
from ingest.grammar.judgment_lines import (
    AFFAIRE,
    AGAINST,
    APPLICATION,
    APPLIES,
    BETWEEN,
    BY_JUDGE,
    CITATION,
    DATED,
    DELIVERS,
    GIVEN_BY,
    GIVEN_ON,
    GIVES,
    HEARD,
    IN_THE_CASE,
    JUDGE,
    KEPT,
    NUMBER,
    OF_JUSTICE,
    OTHER_DAY,
    PARTY,
    ROLE,
    VERSUS,
)
from ingest.grammar.titles import title_like, unspaced
from ingest.grammar.written_dates import dates_of
from ingest.model import Passage, Reading
from ingest.records.parts import Given
from ingest.records.statement_numbers import NUMBER as PARAGRAPH
from ingest.records.statement_numbers import locators

# "v.          Case No. 3:99CV1": two columns of a caption
CELLS = re.compile(r"[ \t]{3,}")
HEAD = 60  # lines above the first paragraph: court, number, parties, counsel
FOOT = 12  # lines below the last one: signature, date
LONGEST = 160  # characters of such a line
LONGEST_GIVES = 80  # characters of "APPROVED JUDGMENT"
LONGEST_HEADING = 80
LONGEST_ABROAD = 40  # characters of a day in another language
FEWEST_NUMBERED = 3  # paragraphs


def is_judgment(blocks: list[Block], text: str) -> bool:
    """Tell a judgment by its head: a line says that it is one, another names the parties, and it has a number or numbered paragraphs."""
    if not any(_gives(text[block.start : min(block.end, block.start + LONGEST)]) for block in blocks[:HEAD]):
        return False
    lines = _head(blocks, text)
    if not any(map(_gives, lines)):
        return False
    versus = any(BETWEEN.match(unspaced(words)) or VERSUS.match(words) for words in lines) or _case(lines) is not None
    if not versus and sum(bool(PARTY.match(words) or ROLE.match(words)) for words in lines) < 2:
        return False
    cells = (cell for words in lines for cell in CELLS.split(words))
    if any(CITATION.match(cell) or NUMBER.match(cell) or APPLICATION.match(cell) for cell in cells):
        return True
    if any(map(HEARD.match, lines)) and any(map(JUDGE.match, lines)):
        return True
    numbered = (PARAGRAPH.match(text, block.start, block.end) for block in blocks)
    return sum(bool(match and match["sign"]) for match in numbered) >= FEWEST_NUMBERED


def _gives(words: str) -> bool:
    """Tell the line that says that a text is a judgment, or whose it is."""
    words = unspaced(words)
    if len(words) < LONGEST_GIVES and (GIVES.match(words) or DELIVERS.match(words)):
        return True
    if words[:2].isupper() and OF_JUSTICE.match(words):
        return True
    return words[1:2].isupper() and (GIVEN_BY.match(words) or BY_JUDGE.match(words)) is not None


def judgment_title(blocks: list[Block], text: str) -> str | None:
    """Return the parties on one line, "Bee v Harbour Board"; else the neutral citation; None where neither is printed."""
    kept = next(
        (match["case"] for words in _head(blocks, text) if ">>" in words and (match := KEPT.match(words))), None
    )
    if kept:
        return kept
    lines = [words for words in _head(blocks, text) if len(words) < LONGEST]
    ended = (words if IN_THE_CASE.match(words) else words.rstrip(",") for words in lines)
    parties = next((match["case"] for words in ended if title_like(words) and (match := VERSUS.match(words))), None)
    if parties or (parties := _case(lines)):
        return parties.strip("*_ ")
    return next((match["citation"] for words in lines if (match := CITATION.match(words))), None)


def _case(lines: list[str]) -> str | None:
    """Return the case as courts of several states print it: on one line, or who applies above "against Northland"."""
    for words, below in pairwise([*lines, ""]):
        found = AFFAIRE.match(words) or IN_THE_CASE.match(words) or APPLICATION.match(words)
        if found:
            return " ".join(found["case"].split())
        if AGAINST.match(below) and (found := APPLIES.match(words)):
            return f"{found['case']} {below}"
    return None


def judgment_date(blocks: list[Block], given: Given) -> str | None:
    """Return the day on which a judgment was given: as a line says, else its "Date:", else the only day alone on a line above it.

    Two days in the same place are none.
    """
    head = _until_numbered(blocks, given.text)
    lines = [*head, *[block for block in blocks[-FOOT:] if block.start > (head[-1].start if head else -1)]]
    given_on: set[str | None] = set()
    dated: set[str | None] = set()
    alone: set[str | None] = set()
    above = ""
    for n, block in enumerate(lines):
        words = given.words(block).strip()
        kept = KEPT.match(words) if "[" in words and words.endswith(")") and len(words) < 2 * LONGEST else None
        given_on |= {_certain(date) for date in _dates(kept["date"], given)} if kept and kept["date"] else set()
        dates = _dates(words, given) if len(words) < LONGEST else []
        if len(dates) == 1 and not words[dates[0].end :].strip(" .,;:()[]*_|") and dates[0].day is not None:
            front = words[: dates[0].start].strip("*_ [(")
            label = front or above
            day = _certain(dates[0])
            if GIVEN_ON.match(label):
                given_on.add(day)
            elif DATED.match(label):
                dated.add(day)
            elif not front and n < len(head) and not OTHER_DAY.match(above):
                alone.add(day)
        elif len(dates) == 1 and dates[0].month is None and DATED.match(words[: dates[0].start]):
            dated.add(None)  # "Date: 03/05/2019" is the third of May, or the fifth of March
        above = words[-LONGEST:]
    found = given_on or dated or alone
    return found.pop() if len(found) == 1 else None


def _dates(words: str, given: Given) -> list[DateWords]:
    found = dates_of(words, 0, len(words), given.declaration.hints.date_order)
    if found or len(words) > LONGEST_ABROAD or not words[-1:].isdigit():
        return found
    abroad = read_date_heading(words, given.declaration.hints.date_order)  # "6 février 1981" alone on a line
    return [abroad.date] if abroad and abroad.is_day and not abroad.title else []


def find(reading: Reading) -> Iterator[None]:
    """Name the paragraphs of a judgment as it numbers them: "para 12", "JUDGMENT, para 2" where the numbers begin again."""
    if reading.document.kind == "judgment":
        _name(reading.passages, reading.text)
    yield from ()


def _certain(date: DateWords) -> str | None:
    return date.edtf if date.consistent and date.flag != BY_CONVENTION else None


def _head(blocks: list[Block], text: str) -> list[str]:
    return [text[block.start : min(block.end, block.start + 2 * LONGEST)] for block in _until_numbered(blocks, text)]


def _until_numbered(blocks: list[Block], text: str) -> list[Block]:
    """Return the blocks above the first numbered paragraph, which is no line of the caption."""
    head = []
    for block in blocks[:HEAD]:
        match = PARAGRAPH.match(text, block.start, block.end)
        party = match and match["open"] and title_like(text[block.start : block.end])  # "(1) HARBOUR BOARD"
        if (
            match
            and match["number"] == "1"
            and match["sign"]
            and block.end - block.start > len("1. Introduction")
            and not party
        ):
            break
        head.append(block)
    return head


def _name(passages: list[Passage], text: str) -> None:
    """Set the locators of the passages from each first number on, and of those above it."""
    starts = list(_starts(passages))
    if not starts:
        return
    runs = list(zip(starts, [*starts[1:], len(passages)], strict=True))
    main = max(runs, key=lambda run: run[1] - run[0])
    for n in range(starts[0]):
        if passages[n].locator.startswith("para "):
            passages[n].locator = f"head, para {n + 1}"
    for first, last in runs:
        heading = "" if (first, last) == main else _heading(passages, first)
        names = locators(passages[first:last], text)
        for passage, name in zip(passages[first:last], names, strict=True):
            passage.locator = f"{heading}{name}"
    _name_headings(passages, starts[0])


def _name_headings(passages: list[Passage], first: int) -> None:
    """Point at a heading between two paragraphs by the one below it, which it is no part of: "above para 3"."""
    below: str | None = None
    for passage in reversed(passages[first:]):
        match = PARAGRAPH.match(passage.text)
        if match and passage.locator.endswith(f"para {match['number']}"):
            below = passage.locator
        elif below and _is_heading(passage.text):
            passage.locator = f"above {below}"
        else:
            below = None


def _is_heading(words: str) -> bool:
    return len(words) < LONGEST_HEADING and title_like(words) and words[0].isupper() and words[-1] not in "?!"


def _starts(passages: list[Passage]) -> Iterator[int]:
    """Yield where numbers begin: with a 1 as the first of them is printed, the later ones below a heading."""
    style = None
    for n, passage in enumerate(passages):
        match = PARAGRAPH.match(passage.text)
        if match is None or match["number"] != "1" or match["alone"] is not None or not match["sign"]:
            continue
        printed = match["open"] + match["sign"]
        above = passages[n - 1].text
        if style is None or (printed == style and (title_like(above) or above.isupper())):
            style = printed
            yield n


def _heading(passages: list[Passage], first: int) -> str:
    """Return the nearest line in capitals above numbers that begin again, as the front of their locators: "REASONS, "."""
    for passage in reversed(passages[max(0, first - 4) : first]):
        words = passage.text.strip("#*_ ,:")
        if words.isupper() and title_like(words):
            return f"{words}, "
    return "above, "
