"""Editions of rules and their clauses: the types, and what is known of an edition beyond its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from ingest.declarations.source import Declaration, EditionHint
from ingest.grammar.dates import find_dates
from ingest.grammar.edtf import DateWords
from ingest.grammar.foreign_dates import leading_date
from ingest.grammar.rule_parts import Provision
from ingest.grammar.titles import folded
from ingest.ids import join, slug
from ingest.model import Passage, Problem, Reading

# "in force from ", "effective ", "operative from ", "with effect from "
IN_FORCE = re.compile(
    r"\b(?:in force|into force|into effect|effective|operative|with effect)(?:\s+(?:from|on|at|by|as of|as from))?:?"
    r"\s+(?:the\s+)?",
    re.IGNORECASE,
)
# "Date of last revision: ", "as amended on ", "Last amended ", "Revised ", "As amended at the Annual Conference on ", "(amended by the Council, "
AMENDED = re.compile(
    r"(?:\b(?:date of )?last (?:revision|amendment):?\s+|(?<!to be )(?<!will be )(?<!next )\b(?:amended|revised)(?:\s+and\s+\w+)?"
    r"(?:,?\s+(?:by|at|on|in|to|up\s+to)\b(?:[^.;:\n\d]|(?<=[A-Z])\.){0,80}?)?[:,]?\s+)"
    r"(?=(?:the\s+)?\d|(?-i:Jan|Feb|Mar|Apr|May|Ju[nl]|Aug|Sep|Oct|Nov|Dec|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))",
    re.IGNORECASE,
)
# "in der Fassung vom ", "zuletzt geändert durch Beschluss vom ", "modifiés par l'assemblée générale du ", "gewijzigd op ", "modificados el "
AMENDED_ABROAD = re.compile(
    r"\b(?:(?:in der )?Fassung|geändert(?:\s+\w+){0,4}?|modifiée?s?(?:\s+[\w’'-]+){0,5}?|gewijzigd(?:\s+\w+){0,4}?|"
    r"(?:modificad|reformad)[oa]s?(?:\s+\w+){0,5}?|modificat[oaie](?:\s+\w+){0,4}?)"
    r"\s+(?:vom|am|le|du|op|van|el|de|il|del)\s+(?=\d)",
    re.IGNORECASE,
)
AND = re.compile(r"[\s,;&]*(?:and)?\s*\Z")
LONGEST_LIST = 300  # characters of titles that are listed in a sentence
LONGEST_AMENDED = 200  # characters of a line that says when rules were amended; more tell a story


@dataclass(slots=True)
class RuleEdition:
    """One version of a set of rules: a whole document, or the source of clauses that are quoted in one."""

    table: ClassVar[str] = "rule_editions"
    id: str
    document_id: str
    source_id: str
    instrument: str | None
    title: str | None
    organisation: str | None
    from_date: str | None
    to_date: str | None
    passage_id: str | None
    start: int
    end: int


@dataclass(slots=True)
class RuleClause:
    """A numbered provision in one edition: its own words, without its number and the provisions below it."""

    table: ClassVar[str] = "rule_clauses"
    id: str
    edition_id: str
    document_id: str
    position: int
    number: str
    parent_id: str | None
    heading: str | None
    passage_id: str
    start: int
    end: int
    text: str


@dataclass(slots=True)
class Clauses:
    """The clauses of one edition as they are found: numbers them, and keeps their ids apart."""

    edition: RuleEdition
    rows: list[RuleClause] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)  # how often an id was wanted
    numbers: set[tuple[str | None, str]] = field(default_factory=set)

    def add(self, reading: Reading, provision: Provision, parent_id: str | None, passage: Passage) -> Iterator[Problem]:
        """Add a provision that begins in `passage`. Yield a problem where the edition has another clause of its number."""
        start, end = provision.start, provision.end
        owner = passage if start < passage.end else reading.passage_at(start) or passage  # its heading may stand alone
        wanted = join(self.edition.id, "cl", provision.part_id, slug(provision.number))
        id, count = wanted, self.counts.get(wanted, 1)
        while id in self.taken:
            count += 1
            id = join(wanted, count)
        self.taken.add(id)
        self.counts[wanted] = count
        number = (provision.part, provision.number)
        if number in self.numbers:
            yield reading.problem(f"clause {provision.number} stands twice in this edition", provision.line, end)
        self.numbers.add(number)
        heading = provision.heading
        if provision.part:
            above = not heading or provision.part.endswith(heading)
            heading = provision.part if above else f"{provision.part} – {heading}"
        self.rows.append(
            RuleClause(
                id, self.edition.id, reading.document.id, len(self.rows) + 1, provision.number, parent_id, heading,
                owner.id, start, end, reading.text[start:end],
            )
        )  # fmt: skip


def hint_for(reading: Reading, title: str | None, whole: bool) -> EditionHint:
    """Return what the declaration says of the edition of this title; of a whole document also without a title."""
    for hint in reading.hints.editions:
        if (hint.title and title and folded(hint.title) == folded(title)) or (whole and hint.title is None):
            return hint
    return EditionHint()


def unused_editions(declaration: Declaration, readings: Iterable[Reading]) -> Iterator[str]:
    """Yield a sentence for each hint that speaks of no edition that was found."""
    if not declaration.hints.editions:
        return
    found = [each for reading in readings for each in reading.records if isinstance(each, RuleEdition)]
    titles = {folded(each.title) for each in found if each.title}
    if sum(hint.title is None for hint in declaration.hints.editions) > 1:
        yield "hints: editions: more than one has no `title:`, and none but the first is heeded; give those that stand in the file."
    for hint in declaration.hints.editions:
        if hint.title and folded(hint.title) not in titles:
            held = ", ".join(f"`{title}`" for title in dict.fromkeys(each.title for each in found if each.title))
            remedy = f"those here are {held[:LONGEST_LIST]}" if held else "none has a title that is read"
            yield f"hints: editions: no edition here is titled `{hint.title}`; copy the title that `ingest parse` prints ({remedy})."
        elif not hint.title and not any(each.passage_id is None for each in found):
            yield (
                "hints: editions: this file is not read as rules; declare `kind: rules`, "
                "or give the `title:` of an edition that it quotes."
            )


def edition(
    reading: Reading, id: str, title: str | None, place: tuple[int, int], passage: Passage | None
) -> RuleEdition:
    """Return an edition; without a `passage` it is the whole document."""
    hint = hint_for(reading, title, whole=passage is None)
    return RuleEdition(
        id, reading.document.id, reading.document.source_id, hint.instrument, title, hint.organisation,
        hint.from_date, hint.to_date, passage.id if passage else None, *place,
    )  # fmt: skip


def in_force_from(reading: Reading, end: int) -> tuple[str | None, list[Problem]]:
    """Return the date from which the rules say, before place `end`, that they are in force, or when they were amended last."""
    found: dict[str, tuple[int, int]] = {}
    for match in IN_FORCE.finditer(reading.text, reading.document.start, end):
        date = next(_dates_behind(match, reading, end), None)
        if date:
            found.setdefault(date.edtf or "", (match.start(), date.end))
    amended, stated = _last_amended(reading, end), next(iter(found), None)
    if len(found) > 1 or (stated and amended and amended > stated):
        reason = "these rules name more than one date from which they are in force; declare it"
        return None, [reading.problem(reason, *max(found.values()))]
    return stated or amended, []


def _last_amended(reading: Reading, end: int) -> str | None:
    """Return the last date on which the rules say that they were amended or revised; None where two may be the last."""
    dates: set[str] = set()
    start = reading.document.start
    for match in AMENDED.finditer(reading.text, start, end):
        passage = reading.passage_at(match.start())
        if passage and passage.end - passage.start <= LONGEST_AMENDED:
            dates.update(date.edtf or "" for date in _dates_behind(match, reading, min(end, passage.end)))
    for match in AMENDED_ABROAD.finditer(reading.text, start, end):
        passage = reading.passage_at(match.start())
        if passage and passage.end - passage.start <= LONGEST_AMENDED:
            abroad = leading_date(reading.text[match.end() : passage.end])
            dates |= {abroad.edtf or ""} if abroad and abroad.year and abroad.consistent else set()
    last = max(dates, default=None)
    doubtful = last and any(each != last and last.startswith(each) for each in dates)
    return None if doubtful else last


def _dates_behind(match: re.Match[str], reading: Reading, end: int) -> Iterator[DateWords]:
    """Yield the dates right behind a match, if they are certain: "on 3 May 2015, 4 May 2017 and 2 June 2019"."""
    at = match.end()
    for date in find_dates(reading.text, at, min(end, at + 120), reading.hints.date_order):
        between = reading.text[at : date.start].strip(" \t\r\n\xa0*_,")
        if between and not (at > match.end() and AND.match(between)):
            return
        if not date.edtf or not date.consistent or date.flag or date.last:
            return
        yield date
        at = date.end
