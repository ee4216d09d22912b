"""Motions while they are read, from the top of a document to its end: where each begins, its parts and its points."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.grammar.motion_cues import IN_CAPITALS, Part, bare, body_in, is_too_long, part_in, sentence_in, verb_in
from ingest.grammar.motion_headings import introduces, parts_points, title_in
from ingest.grammar.motion_points import Point, Unit, points_from, starts_list
from ingest.grammar.numbering import marker_at
from ingest.grammar.whereas import resolution_from, resolved_within
from ingest.model import Reading
from ingest.records.motion_titles import TITLE_ABOVE

LONGEST_NOTES = 20  # characters of "**NOTES**"
BESIDE = 2  # passages from a paragraph "This branch notes …" to the next part
MOST_RECITALS = 60  # paragraphs from "The Assembly," to "1. Notes that"
MOST_SENTENCES = 5  # such paragraphs between two lists


@dataclass(slots=True)
class Draft:
    """A motion while it is read: its first and last unit, its parts and its points with the part of each; its `place` if that is less than these.

    `became` is where the words that tell of it say that it was resolved.
    """

    first: int
    last: int
    parts: list[Part] = field(default_factory=list)
    points: list[tuple[str | None, Point]] = field(default_factory=list)
    place: tuple[int, int] | None = None
    became: tuple[int, int] | None = None

    def take(self, part: Part | None, points: list[Point], unit_words: list[str]) -> None:
        self.parts += [part] if part else []
        for point, words in zip(points, unit_words, strict=True):
            verb = verb_in(words) if part and part.verb is None else None
            self.points.append((part.verb or verb if part else None, point))
        self.last = points[-1].last


@dataclass(slots=True)
class Drafts:
    """Reads a document from top to bottom."""

    reading: Reading
    units: list[Unit]
    drafts: list[Draft] = field(default_factory=list)
    body: tuple[int, str | None] | None = None  # the line "The Assembly," and whom it names
    passed: set[int] = field(default_factory=set)  # units that open nothing, but may be like "This branch notes the …"
    resolves: bool = False  # whether it can hold a resolution: all of them say that something is resolved

    def __post_init__(self) -> None:
        text, document = self.reading.text, self.reading.document
        self.resolves = any(text.find(word, document.start, document.end) >= 0 for word in ("esolved", "ESOLVED"))

    def read(self) -> list[Draft]:
        at = 0
        while at < len(self.units):
            at = self._step(at)
        sure = [draft for draft in self.drafts if self._is_motion(draft)]
        return sure or (self._only_list() if self.reading.document.kind == "motion" else [])

    def _words(self, at: int) -> str:
        return self.reading.text[self.units[at].start : self.units[at].end] if at >= 0 else ""

    def _step(self, at: int) -> int:
        """Read one unit; return the next one to read."""
        words, unit = self._words(at), self.units[at]
        if unit.kind in ("clause", "code", "html", "table"):
            return at + 1
        marker = marker_at(self.reading.text, unit.start, unit.end)
        if marker is None and not self.resolves and is_too_long(words):
            self.passed.add(at)
            return at + 1
        part = part_in(words[marker.words - unit.start :] if marker else words)  # "1. This branch notes:"
        part = part or self._notes(at, words)
        if part:
            return self._part(at, part)
        resolution = self._resolution(at) if self.resolves else None
        if resolution:
            last = resolution[-1][1].last
            self.drafts.append(Draft(at, last, [Part("resolved", None, True)], list(resolution)))
            return last + 1
        self.passed.add(at)
        body = body_in(words)
        if not (body or marker) or sentence_in(words):
            return at + 1
        self.body = (at, body.body) if body else self.body
        if marker and starts_list(marker) and self._is_of_verbs(at):
            points = points_from(self.units, at, self.reading.text, None, parts_points)
            if len(points) > 1 and all(verb_in(self.reading.text[each.start : each.end]) for each in points):
                first, name = self.body or (at, None)
                self._take(Draft(first, at), Part(None, name, True), points)
                return points[-1].last + 1
        if marker and starts_list(marker) and introduces(self._words(at - 1), self._words(at - 2)):
            points = points_from(self.units, at, self.reading.text, None, parts_points)
            if len(points) > 1:
                self._take(Draft(at, at), None, points)
                return points[-1].last + 1
        return at + 1

    def _resolution(self, at: int) -> list[tuple[str, Point]]:
        """Return the resolution that begins with a unit, or those that a paragraph of minutes tells of."""
        found = resolution_from(self.units, at, self.reading.text, parts_points)
        return found or resolved_within(self.units[at], at, self.reading.text)

    def _notes(self, at: int, words: str) -> Part | None:
        """Return the part that "NOTES" alone on a line opens, if "BELIEVES" or "RESOLVES" stands so near below it."""
        if len(words) > LONGEST_NOTES or bare(words) != "NOTES":
            return None
        below = (bare(self._words(n)) for n in range(at + 1, min(at + 1 + MOST_RECITALS, len(self.units))))
        return Part("notes", None, True) if any(each in IN_CAPITALS for each in below) else None

    def _is_of_verbs(self, at: int) -> bool:
        """Tell whether a list below "The Assembly," and its recitals begins with what it does: "1. Notes that …"."""
        unit = self.units[at]
        marker = marker_at(self.reading.text, unit.start, unit.end)
        near = self.body is not None and at - self.body[0] <= MOST_RECITALS
        return bool(near and marker and verb_in(self.reading.text[marker.words : unit.end]))

    def _part(self, at: int, part: Part) -> int:
        """Read a part and its points, into the motion above if it goes on, or into another."""
        draft = self.drafts[-1] if self.drafts and self._goes_on(self.drafts[-1], at, part) else None
        last = draft.points[-1][1].sign if draft else None
        points = points_from(self.units, at + 1, self.reading.text, last, parts_points)
        if not points or (part.verb is None and not verb_in(self.reading.text[points[0].start : points[0].end])):
            return at + 1
        draft = draft or Draft(self._opening(at), at)
        self._take(draft, part, points)
        return points[-1].last + 1

    def _opening(self, at: int) -> int:
        """Return where a motion with the part `at` begins: with the paragraphs "This branch notes the …" near above it."""
        first = at
        above: int | None = at
        while above is not None:
            first = above
            near = range(first - 1, first - 1 - BESIDE, -1)
            above = next((n for n in near if n in self.passed and sentence_in(self._words(n))), None)
        return first

    def _take(self, draft: Draft, part: Part | None, points: list[Point]) -> None:
        words = [self.reading.text[point.start : point.end] for point in points]
        draft.take(part, points, words)
        if not self.drafts or self.drafts[-1] is not draft:
            self.drafts.append(draft)

    def _goes_on(self, draft: Draft, at: int, part: Part) -> bool:
        """Tell whether a part belongs to the motion above: near it, under no other heading, and not begun again."""
        between = range(draft.last + 1, at)
        if not draft.parts or len(between) > MOST_SENTENCES:
            return False
        if not all(sentence_in(self._words(n)) for n in between):
            return False
        if part.body and any(_is_other(part.body, each.body) for each in draft.parts):
            return False
        verbs = [each.verb for each in draft.parts]
        return part.again or len(verbs) == 1 or part.verb not in verbs

    def _is_motion(self, draft: Draft) -> bool:
        """Tell whether a draft is certainly a motion: a union that "believes:" a list of things may be none."""
        if not draft.parts or any(part.sure for part in draft.parts) or self.reading.document.kind == "motion":
            return True
        return any(title_in(self._words(n))[0] for n in range(max(0, draft.first - TITLE_ABOVE), draft.first))

    def _only_list(self) -> list[Draft]:
        """Return the first numbered list of a document that is declared to be a motion."""
        for at, unit in enumerate(self.units):
            marker = marker_at(self.reading.text, unit.start, unit.end)
            points = points_from(self.units, at, self.reading.text, None, parts_points) if marker else []
            if len(points) > 1:
                draft = Draft(at, at)
                self._take(draft, None, points)
                return [draft]
        return []


def _is_other(body: str, above: str | None) -> bool:
    """Tell "Conference" from "Congress"; "Hull branch" may be the branch that spoke above."""
    return above is not None and " " not in body + above and body.casefold() != above.casefold()
