"""Provisions: the numbered parts of a set of rules, each with its number as cited, its heading and its own words."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.grammar.numbering import Marker
from ingest.grammar.rule_ahead import AHEAD
from ingest.grammar.rule_headings import (
    VERBS,
    is_part,
    run_in,
    underlined,
    without_drawings,
)
from ingest.grammar.rule_inline import LEFT_OUT, parted
from ingest.grammar.rule_lines import beyond_contents, first_of, headings_of, leads
from ingest.grammar.rule_markers import (
    counted,
    markers_of,
    without_contents,
    without_margins,
    without_notes,
)
from ingest.grammar.rule_parts import Headings, Provision, Stretch
from ingest.grammar.rule_restarts import OF_EMPHASIS, amends, begins_again, is_heading_again, is_whole_again
from ingest.grammar.rule_run_in import untitled
from ingest.grammar.rule_sequence import CHILD, LARGE, LATER, Outline, Step
from ingest.grammar.rule_surroundings import signatures, without_recitals
from ingest.grammar.signs import LETTERED, Sign
from ingest.grammar.titles import title_like
from ingest.ids import slug

MOST_INDENTED = 200  # characters
FEWEST_SINGLE = 5  # numbers, each of one paragraph: what stands below the last of them is no part of it
OF_HEADINGS = -60  # the column of a number in a heading of Markdown, which is less than that of any other, as is OF_EMPHASIS of one in bold
# "Any property that is left shall be given to": a second paragraph of the last provision
BINDS = re.compile(r"\b(?:shall|must)\b")
OPENING = ("(", "（", "【")
ANNOUNCES = (":", "—", "–", "-")


@dataclass(slots=True)
class Provisions:
    """The provisions of a text in order, and what is odd about their numbers."""

    found: list[Provision] = field(default_factory=list)
    problems: list[tuple[str, int, int]] = field(default_factory=list)


def provisions(stretches: Sequence[Stretch], text: str, title: str | None = None, lenient: bool = False) -> Provisions:
    """Return the provisions of `stretches`; `lenient` takes the first number whatever it is, as in an excerpt."""
    markers = list(counted(list(markers_of(stretches, text)), stretches, text))
    markers = list(without_recitals(markers, stretches, text))
    markers = list(without_margins(markers, stretches, text))
    signed = signatures(stretches, text)
    markers = [each for each in markers if each[0] not in signed] if signed else markers
    led = {at: marker.words for at, marker in reversed(markers) if leads(marker, stretches[at])}
    headings = headings_of(stretches, text, led, title, first_of(markers, led))
    headings |= dict.fromkeys(signed[:1])
    numbers = without_contents(without_notes(markers, headings), stretches, text, headings)
    if len(numbers) < len(markers):  # what is above a table of contents ends there
        kept = {at for at, _ in numbers}
        headings |= {at: None for at, _ in markers if at not in kept and at not in headings}
    return _Reader(stretches, text, headings, lenient).read(numbers)


@dataclass(slots=True)
class _Reader:
    """Walks the numbers of a text in order."""

    stretches: Sequence[Stretch]
    text: str
    headings: dict[int, str | None]
    lenient: bool
    outline: Outline = field(default_factory=Outline)
    result: Provisions = field(default_factory=Provisions)
    open: Headings = field(default_factory=Headings)
    restarted: tuple[str | None, str] = (None, "")  # the heading under which numbers began again, and its id
    headed: frozenset[tuple[int, ...]] = frozenset()  # the whole numbers that stand in headings

    def read(self, markers: list[tuple[int, Marker]]) -> Provisions:
        in_headings = (marker for at, marker in markers if self.stretches[at].kind == "heading")
        self.headed = frozenset(sign.value for marker in in_headings for sign in marker.signs if sign.counted)
        above = -1
        for n, (at, marker) in enumerate(markers):
            fresh = [(words, i) for i in range(above + 1, at) if (words := self.headings.get(i))]
            ahead = [marker for _, marker in markers[n + 1 : n + 1 + AHEAD]]
            self._take(at, marker, ahead, beyond_contents(fresh))
            above = at
        self._close()
        self.result.found = parted(self.result.found, self.result.problems, self.text)
        return self.result

    def _take(self, at: int, marker: Marker, ahead: list[Marker], fresh: list[tuple[str, int]]) -> None:
        for words, index in fresh:
            self.open.enter(words, self.stretches[index].level)
        has_part = any(is_part(words) for words, _ in fresh)
        levels, column = self.outline.levels, self._column(at, marker)
        if fresh and begins_again(levels, marker, ahead, has_part):
            self.outline.restart()
            self.restarted = self.open.restart(has_part)
        elif amends(levels, marker):
            self.outline.restart()
            word = self.text[marker.start : marker.words].split()[0]
            self.restarted = word, slug(word)
        elif is_heading_again(levels, marker, column) or is_whole_again(levels, marker):
            self.outline.restart()
        if not self._place(at, marker, ahead, bool(fresh)):
            self._refuse(at, marker)

    def _place(self, at: int, marker: Marker, ahead: list[Marker], fresh: bool) -> bool:
        """Add the provisions that one number opens, "49.—(1)" two of them. Return False if it is not plausible."""
        marker = untitled(marker, ahead)
        chain = list(marker.chain[self.outline.repeats(marker.chain) :])
        column = self._column(at, marker)
        part, part_id = self.restarted
        for depth, signs in enumerate(chain):
            inner = len(marker.chain) - len(chain) + depth > 0
            nested = inner or self._announced(marker)
            step = self.outline.place(signs, ahead, nested, inner or self._opens(), column, self._is_inner(at, signs))
            if step is None and not inner:
                return False
            if step is None or (inner and step.rank == CHILD and self.outline.is_open(step.sign)):
                step = self.outline.below(step.sign if step else signs[0])
            self._report(step, marker)
            number, parent = self.outline.take(step, len(self.result.found), column)
            heading = self.open.last if parent is None or (fresh and not depth) else None
            if marker.title and not inner:
                heading = " ".join(self.text[slice(*marker.title)].split())
            self.result.found.append(
                Provision(number, parent, at, marker.line, marker.words, marker.words, part, heading, part_id)
            )
        return True

    def _is_inner(self, at: int, signs: Sequence[Sign]) -> bool:
        """Tell the number of an item that also stands in a heading, among provisions whose numbers do: "7." of a list, not chapter 7."""
        levels = self.outline.levels
        if self.stretches[at].kind != "list item" or not levels or levels[0].column >= OF_EMPHASIS:
            return False
        return any(sign.value in self.headed for sign in signs)

    def _column(self, at: int, marker: Marker) -> int:
        """Return how far a number is indented; one in a heading or in bold stands outside all others."""
        column = marker.line - self.text.rfind("\n", max(0, marker.line - MOST_INDENTED), marker.line) - 1
        if self.stretches[at].kind == "heading" or underlined(self.text, marker.words):
            return 3 * self.stretches[at].level + OF_HEADINGS
        return column + OF_EMPHASIS if "*" in marker.lead or "_" in marker.lead else column

    def _opens(self) -> bool:
        return self.lenient and not self.result.found

    def _announced(self, marker: Marker) -> bool:
        """Tell whether the words before a number end as those before a list do, or are the heading of a provision."""
        before = self.text[max(0, marker.line - 40) : marker.line].rstrip(' \t\r\n\xa0>*_“‘"')
        if before.endswith(ANNOUNCES):
            return True
        last = self.result.found[-1] if self.result.found else None
        if last is None or marker.line - last.start > 120:
            return False
        words = self.text[last.start : marker.line].strip(" \t\r\n\xa0*_.")
        return title_like(words) and words[0].isupper() and not VERBS.search(words)

    def _report(self, step: Step, marker: Marker) -> None:
        label = step.sign.label
        if step.rank == LATER:
            last = self.outline.before(step)
            self.result.problems.append((LEFT_OUT.format(label, last), marker.start, marker.words))
        elif step.rival:
            reason = f"the number {label} is next in two lists; it is read as the one below {step.rival}"
            self.result.problems.append((reason, marker.start, marker.words))

    def _refuse(self, at: int, marker: Marker) -> None:
        """Name a number that looks like that of a clause but is out of order."""
        sign = marker.signs[0]
        opens = leads(marker, self.stretches[at])
        counts = sign.style in ("1.", "1)") and not LARGE <= sign.value[0] < LETTERED
        if self.result.found and opens and counts and not self.lenient:
            last = self.result.found[-1].number
            reason = f"the number {sign.label} does not follow {last}; its words are kept in clause {last}"
            self.result.problems.append((reason, marker.start, marker.words))

    def _close(self) -> None:
        """Give every provision its end and its own heading: it goes on to the next number or heading."""
        found = self.result.found
        if found and self._is_over(found):
            self.headings[found[-1].stretch + 1] = None
        stops = deque(sorted(self.headings))
        for n, provision in enumerate(found):
            following = found[n + 1] if n + 1 < len(found) else None
            if following and following.line == provision.line:
                provision.start = provision.end = provision.line
                continue
            provision.end = self._end(provision, following, stops)
            below = following if following and following.parent == n else None
            heading, start = run_in(self.text, provision, self.stretches, below)
            if heading:
                provision.heading, provision.start = heading, start
            self._trim(provision)

    def _is_over(self, found: list[Provision]) -> bool:
        """Tell whether the rules end with their last number: no other number has a second paragraph, and what follows is one that binds nobody."""
        last = found[-1].stretch
        if (
            len(found) < FEWEST_SINGLE
            or last + 1 >= len(self.stretches)
            or self.stretches[last + 1].kind != "paragraph"
        ):
            return False
        if self.text[self.stretches[last].end - 1] not in ".)" or found[-1].parent is not None:
            return False
        if BINDS.search(self.text, self.stretches[last + 1].start, self.stretches[last + 1].end):
            return False
        return all(n in self.headings for a, b in pairwise(found) for n in range(a.stretch + 1, b.stretch))

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
        provision.start = without_drawings(self.text, provision.start, provision.end)
        at = provision.stretch
        while at + 1 < len(self.stretches) and self.stretches[at].end <= provision.start:
            at += 1  # its heading stands alone, and its words in a stretch below
        provision.start = max(provision.start, min(self.stretches[at].start, provision.end))
        words = self.text[provision.start : provision.end]
        provision.start += len(words) - len(words.lstrip())
        provision.end = provision.start + len(words.strip())
        opened = self.text.count("**", provision.line, provision.start) % 2
        if opened and words.count("**") == 1 and words.rstrip().endswith("**"):
            provision.end -= 2  # "**2. The whole clause is in bold.**"
        if words[:1] in OPENING and words[1:-1].strip() == provision.heading:
            provision.end = provision.start  # "제4조(임원)", and its parts below
        if provision.end <= provision.start:  # it has no words of its own, only a number
            provision.start = provision.end = provision.line
