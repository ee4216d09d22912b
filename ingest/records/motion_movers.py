"""Who moved a motion and who seconded it: as its own words say, the lines below it or above it, or in minutes its item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.grammar.minutes import ITEM
from ingest.grammar.motion_headings import title_in
from ingest.grammar.motion_points import Unit
from ingest.grammar.movers import AMENDMENT, Movers, Span, beside_seconder, movers, outcome, sentence_end, voted
from ingest.grammar.titles import title_like
from ingest.records.minuted_motions import names_movers
from ingest.records.motion_drafts import Draft

MOST_LINES = 3  # lines beside a motion that say who moved it and who seconded it
MOST_IN_ITEM = 30  # paragraphs above what is resolved, in the same item
LONGEST = 400  # characters of a line beside a motion
LONGEST_TITLE = 100  # characters of the heading of an item
NEAR = 120  # characters from "amendment" to who moved it
# "moved", "proposed", "Motion: "
ANOTHER = re.compile(r"\b(?:moved|proposed)\b|\b[Mm]otion:", re.IGNORECASE)
OF_AMENDMENT = re.compile(r"\W{1,3}(?:as )?an amendment\b")
# "4.3 On being put to the vote: For 4, against 2. The motion was CARRIED", "The motion was put", "For: 3, Against: 0. Carried"
PUT = re.compile(
    r"[\W\d_]*(?:on being put|on a show of hands|ayes?\b|yeas?\b|the motion|voting|votes?\b|in favou?r|for\b|all\b|moved|seconded|mover|proposed)",
    re.IGNORECASE,
)
# "An amendment to delete point 2, moved by …, was lost. | The motion was carried": what became of the motion stands behind it
AN_AMENDMENT = re.compile(r"[\W\d_]*(?:an?|the|this) (?:further )?amendment\b", re.IGNORECASE)
THE_MOTION = re.compile(r"(?<=[.;:!?] )The (?:substantive |original |amended )?(?:motion|resolution)\b")
# "For 22, against 9. | Carried": the votes above what became of it
COUNTED = re.compile(r"(?:for|in favou?r|ayes?|yeas?|yes)\W{0,3}\d", re.IGNORECASE)
LONGEST_ITEM = 10_000  # characters of an item that are looked through
AROUND = 1_000  # characters of a motion in which its movers stand


@dataclass(frozen=True, slots=True)
class Moved:
    """The motions of a document in their order, for asking who moved each of them."""

    units: Sequence[Unit]
    drafts: Sequence[Draft]
    text: str
    is_minutes: bool

    def movers(self, number: int) -> Movers:
        """Return who moved and who seconded one of the motions, as the nearest words say it."""
        known = Movers()
        for start, end in self._places(number):
            found = movers(self.text, start, end)
            known = Movers(known.mover or found.mover, known.seconder or found.seconder)
            if known.seconder:
                break
        return known

    def outcome(self, number: int) -> Span | None:
        """Return what minutes say became of a motion: behind it, or above what was resolved in the same item."""
        if not self.is_minutes:
            return None
        draft, units = self.drafts[number], self.units
        end = self.drafts[number + 1].first if number + 1 < len(self.drafts) else len(units)
        stop = next((n for n in range(draft.last + 1, end) if self.begins_item(n)), end)
        start = (
            draft.place[1]
            if draft.place
            else max([point.end for _, point in draft.points], default=units[draft.last].end)
        )
        found = outcome(self.text, start, self._before_another(start, units[draft.last].end))
        found = found or beside_seconder(self.text, min(start, units[draft.last].end), units[draft.last].end)
        votes: Span | None = None
        for n in range(draft.last + 1, min(stop, draft.last + 1 + MOST_LINES)):
            unit = units[n]
            says, is_count = voted(self.text, unit.start, unit.end) if not found else (None, False)
            if says and is_count:
                votes = votes or says
                continue
            found = found or says
            if found or (not self._names(n) and self._before_another(unit.start, unit.end) < unit.end):
                break  # another motion stands there
            if AN_AMENDMENT.match(self.text, unit.start, unit.end):
                motion = THE_MOTION.search(self.text, unit.start, unit.end)
                found = outcome(self.text, motion.start(), unit.end) if motion else None
                continue
            whole = PUT.match(self.text, unit.start, unit.end)
            found = outcome(self.text, unit.start, unit.end if whole else sentence_end(self.text, unit.start, unit.end))
            if found and whole and COUNTED.match(self.text, unit.start, found[0]):
                found = unit.start, found[1]
            found = found or (beside_seconder(self.text, unit.start, unit.end) if self._names(n) else None)
        found = found or votes
        if found is None and draft.place is None:
            floor = self.drafts[number - 1].last if number else -1
            begin = next((n for n in self._items(draft.first, floor) if n < draft.first), None)
            found = (
                outcome(self.text, units[begin].start, units[draft.first].start, last=True)
                if begin is not None
                else None
            )
        return found or draft.became

    def _before_another(self, start: int, end: int) -> int:
        """Return where another motion is moved between two places, or the end; an amendment is none."""
        for match in ANOTHER.finditer(self.text, start, end):
            its_own = not self.text[start : match.start()].strip(' \t\r\n.*_"”')  # "…. Moved by Ann Bee"
            amends = OF_AMENDMENT.match(self.text, match.end(), end)
            if (
                not its_own
                and not amends
                and not AMENDMENT.search(self.text, max(start, match.start() - NEAR), match.start())
            ):
                return match.start()
        return end

    def begins_item(self, at: int) -> bool:
        """Tell the heading of the next item, "5. Any other business", from a paragraph "4.3 The motion was carried"."""
        match = ITEM.match(self.text, self.units[at].start, self.units[at].end)
        return (
            match is not None and "." not in match["number"] and bool(match["sign"] or match["front"] or match["word"])
        )

    def item_title(self, number: int) -> str | None:
        """Return the heading of the item of minutes in which a motion is put."""
        inner: str | None = None
        for n in self._items(self.drafts[number].first, -1) if self.is_minutes else ():
            unit = self.units[n]
            match = ITEM.match(self.text, unit.start, unit.end)
            if match is None or (inner and not inner.startswith(f"{match['number']}.")):
                continue
            place = self.drafts[number].place
            end = place[0] if place and match.end() <= place[0] < unit.end else unit.end
            title = self.text[match.end() : end].strip("*_ ").removesuffix(".")
            if title_like(title) and len(title) <= LONGEST_TITLE:
                return title_in(title)[1] or title
            inner = match["number"]
            if "." not in inner:
                return None
        return None

    def heading(self, number: int) -> str | None:
        """Return the heading of the section of minutes in which a motion is put; the first of all is that of the minutes."""
        first = self.drafts[number].first if self.is_minutes else 0
        for n in range(first - 1, max(0, first - 1 - MOST_IN_ITEM), -1):
            if self.units[n].kind == "heading":
                title = self.text[self.units[n].start : self.units[n].end].strip("#*_ ")
                return title if title_like(title) and len(title) <= LONGEST_TITLE else None
        return None

    def _places(self, number: int) -> Iterator[Span]:
        """Yield the stretches that may say it, the nearest first."""
        draft, units = self.drafts[number], self.units
        first, last = units[draft.first], units[draft.last]
        start, end = draft.place or (first.start, last.end)
        yield start, min(end, start + AROUND)
        if draft.place:
            yield start, min(last.end, end + AROUND)
        below = self._below(number)
        if below and (self._is_its_own(number + 1) or not self._stands_above()):
            yield units[below[0]].start, units[below[-1]].end
        above = self._above(number)
        if above is not None and (self._is_its_own(number) or self._stands_above()):
            yield units[above].start, units[above].end
        if self.is_minutes:
            floor = self.drafts[number - 1].last if number else -1
            begin = next(self._items(draft.first, floor), None)
            if begin is not None:
                yield max(units[begin].start, start - LONGEST_ITEM), start

    def _below(self, number: int) -> list[int]:
        """Return the lines right below a motion that name movers."""
        found, at = list[int](), self.drafts[number].last + 1
        end = self.drafts[number + 1].first if number + 1 < len(self.drafts) else len(self.units)
        while at < end and len(found) < MOST_LINES and self._names(at):
            found.append(at)
            at += 1
        return found

    def _above(self, number: int) -> int | None:
        """Return the line right above a motion."""
        at = self.drafts[number].first - 1
        floor = self.drafts[number - 1].last if number else -1
        return at if at > floor and self.units[at].end - self.units[at].start <= LONGEST else None

    def _is_its_own(self, number: int) -> bool:
        """Tell whether something else than lines that name movers stands between a motion and the one above it."""
        if not 0 < number < len(self.drafts):
            return True
        between = range(self.drafts[number - 1].last + 1, self.drafts[number].first)
        return len(between) > MOST_LINES or not all(map(self._names, between))

    def _stands_above(self) -> bool:
        """Tell whether movers stand above each motion and not below: as above the first of them."""
        above = self._above(0)
        return above is not None and self._names(above) and not self._below(len(self.drafts) - 1)

    def _names(self, at: int) -> bool:
        unit = self.units[at]
        return unit.end - unit.start <= LONGEST and names_movers(self.text, unit.start, unit.end)

    def _items(self, first: int, floor: int) -> Iterator[int]:
        """Yield where the items begin in which something is resolved, the innermost first."""
        for n in range(first, max(floor, first - 1 - MOST_IN_ITEM), -1):
            match = ITEM.match(self.text, self.units[n].start, self.units[n].end)
            if match and (match["sign"] or match["front"] or match["word"]):
                yield n
