"""Provisions: the numbered parts of a set of rules, each with its number as cited, its heading and its own words."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.grammar.numbering import Marker
from ingest.grammar.rule_headings import CONTENTS, heading_at, run_in
from ingest.grammar.rule_markers import markers_of, without_contents
from ingest.grammar.rule_parts import Provision, Stretch
from ingest.grammar.rule_sequence import AHEAD, CHILD, LATER, Outline, Step
from ingest.grammar.titles import folded
from ingest.ids import slug

# "Schedule 1", "APPENDIX B": in ids sch-1, app-b
PART = re.compile(
    r"(?i:(?:the )?(part|chapter|schedule|appendix|annexe?|title|division))\b(?:\s+(\d{1,3}|[IVXLC]{1,7}|[A-Z])\b)?"
)
SHORT = {"schedule": "sch", "appendix": "app", "annexe": "annex", "chapter": "ch"}
MOST_INDENTED = 200  # characters
ANNOUNCES = (":", "—", "–", "-")


@dataclass(slots=True)
class Provisions:
    """The provisions of a text in order, and what is odd about their numbers."""

    found: list[Provision] = field(default_factory=list)
    problems: list[tuple[str, int, int]] = field(default_factory=list)


def provisions(stretches: Sequence[Stretch], text: str, title: str | None = None, lenient: bool = False) -> Provisions:
    """Return the provisions of `stretches`; `lenient` takes the first number whatever it is, as in an excerpt."""
    markers = list(markers_of(stretches, text))
    headings = _headings(stretches, text, {at for at, marker in markers if _leads(marker, stretches[at])}, title)
    return _Reader(stretches, text, headings, lenient).read(without_contents(markers, stretches, text, headings))


def part_id(heading: str | None) -> str:
    """Return a part heading as the front of an id: sch-1, app-b, or its slug."""
    match = PART.match(heading or "")
    if match and match[2]:
        word = match[1].casefold()
        return f"{SHORT.get(word, word)}-{match[2].casefold()}"
    return slug(heading or "", 30)


def _leads(marker: Marker, stretch: Stretch) -> bool:
    return marker.line <= stretch.start


def _headings(stretches: Sequence[Stretch], text: str, led: set[int], title: str | None) -> dict[int, str | None]:
    """Return the headings by index; None for the title of the document, which is no heading of a clause."""
    found: dict[int, str | None] = {}
    first = min(led, default=0)
    for at in range(len(stretches) - 1, -1, -1):
        if at in led:
            continue
        above = text[stretches[at - 1].end - 1] if at >= first else ""
        words = heading_at(stretches[at], text, above, below=at + 1 in led or at + 1 in found)
        if words is not None:
            named = PART.match(words) or folded(words) in CONTENTS
            is_title = folded(words) == folded(title or "") or (at == 0 and not named)
            found[at] = None if is_title else words
    return found


def _beyond_contents(headings: list[str]) -> list[str]:
    """Leave out headings that a table of contents lists: only one that stands again below it is a heading."""
    keys = [folded(words) for words in headings]
    if CONTENTS.isdisjoint(keys):
        return headings
    return [words for n, words in enumerate(headings) if keys[n] in keys[:n]]


@dataclass(slots=True)
class _Reader:
    """Walks the numbers of a text in order."""

    stretches: Sequence[Stretch]
    text: str
    headings: dict[int, str | None]
    lenient: bool
    outline: Outline = field(default_factory=Outline)
    result: Provisions = field(default_factory=Provisions)
    part: str | None = None  # the last heading of a part
    section: str | None = None  # the last other heading
    restarted: str | None = None  # the heading under which numbers began again

    def read(self, markers: list[tuple[int, Marker]]) -> Provisions:
        above = -1
        for n, (at, marker) in enumerate(markers):
            fresh = [words for i in range(above + 1, at) if (words := self.headings.get(i))]
            ahead = [marker for _, marker in markers[n + 1 : n + 1 + AHEAD]]
            self._take(at, marker, ahead, _beyond_contents(fresh))
            above = at
        self._close()
        return self.result

    def _take(self, at: int, marker: Marker, ahead: list[Marker], fresh: list[str]) -> None:
        for words in fresh:
            is_part = bool(PART.match(words))
            self.part, self.section = (words, None) if is_part else (self.part, words)
        if fresh and self._restarts(marker, any(PART.match(words) for words in fresh)):
            self.outline.restart()
            self.restarted = self.part if any(PART.match(words) for words in fresh) else fresh[-1]
        if not self._place(at, marker, ahead, bool(fresh)):
            self._refuse(at, marker)

    def _restarts(self, marker: Marker, part: bool) -> bool:
        levels = self.outline.levels
        if not levels or not any(sign.first for sign in marker.signs):
            return False
        styles = {level.sign.style for level in levels[:2] if level.sign.dotted or level is levels[0]}
        return part or any(sign.first and sign.style in styles for sign in marker.signs)

    def _place(self, at: int, marker: Marker, ahead: list[Marker], fresh: bool) -> bool:
        """Add the provisions that one number opens, "49.—(1)" two of them. Return False if it is not plausible."""
        chain = list(marker.chain)
        if len(chain) > 1 and self.outline.repeats(chain[0]):
            del chain[0]
        column = marker.line - self.text.rfind("\n", max(0, marker.line - MOST_INDENTED), marker.line) - 1
        for depth, signs in enumerate(chain):
            inner = len(marker.chain) - len(chain) + depth > 0
            nested = inner or self._announced(marker)
            step = self.outline.place(signs, ahead, nested, inner or self._opens(), column)
            if step is None and not inner:
                return False
            step = step or Step(CHILD, len(self.outline.levels), 0, signs[0])
            self._report(step, marker)
            number, parent = self.outline.take(step, len(self.result.found), column)
            heading = self.section or self.part if parent is None or (fresh and not depth) else None
            self.result.found.append(
                Provision(number, parent, at, marker.line, marker.words, marker.words, self.restarted, heading)
            )
        return True

    def _opens(self) -> bool:
        return self.lenient and not self.result.found

    def _announced(self, marker: Marker) -> bool:
        """Tell whether the words before a number end as those before a list do."""
        before = self.text[max(0, marker.line - 40) : marker.line].rstrip(' \t\r\n\xa0>*_“‘"')
        return before.endswith(ANNOUNCES)

    def _report(self, step: Step, marker: Marker) -> None:
        label = step.sign.label
        if step.rank == LATER:
            last = self.outline.before(step)
            reason = f"clause {label} follows {last}; what is between them was not found"
            self.result.problems.append((reason, marker.start, marker.words))
        elif step.rival:
            reason = f"the number {label} is next in two lists; it is read as the one below {step.rival}"
            self.result.problems.append((reason, marker.start, marker.words))

    def _refuse(self, at: int, marker: Marker) -> None:
        """Name a number that looks like that of a clause but is out of order."""
        sign = marker.signs[0]
        leads = _leads(marker, self.stretches[at])
        if self.result.found and leads and sign.style in ("1.", "1)") and not self.lenient:
            last = self.result.found[-1].number
            reason = f"the number {sign.label} does not follow {last}; its words are kept in clause {last}"
            self.result.problems.append((reason, marker.start, marker.words))

    def _close(self) -> None:
        """Give every provision its end and its own heading: it goes on to the next number or heading."""
        found = self.result.found
        stops = deque(sorted(self.headings))
        for n, provision in enumerate(found):
            following = found[n + 1] if n + 1 < len(found) else None
            if following and following.line == provision.line:
                continue
            provision.end = self._end(provision, following, stops)
            below = following if following and following.parent == n else None
            heading, start = run_in(self.text, provision, self.stretches, below)
            if heading:
                provision.heading, provision.start = heading, start
            self._trim(provision)

    def _end(self, provision: Provision, following: Provision | None, stops: deque[int]) -> int:
        limit = following.stretch if following else len(self.stretches)
        while stops and stops[0] <= provision.stretch:
            stops.popleft()
        if stops and stops[0] <= limit:
            limit = stops[0]
        elif following and following.line > self.stretches[limit].start:
            return following.line
        return self.stretches[limit - 1].end if limit > provision.stretch else provision.start

    def _trim(self, provision: Provision) -> None:
        words = self.text[provision.start : provision.end]
        provision.start += len(words) - len(words.lstrip())
        provision.end = max(provision.start, provision.start + len(words.strip()))
