"""Clauses quoted in other documents: numbered paragraphs with their source, and a rule that "says: …"."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.grammar.numbering import marker_at
from ingest.grammar.provisions import provisions
from ingest.grammar.rule_marks import AFTER_CLOSING, CLOSINGS, OPENING, closing, opens, without_marks
from ingest.grammar.rule_parts import Provision
from ingest.grammar.rule_sources import SAYS, Source, bracket_at, may_cite, titled, within
from ingest.grammar.signs import Sign, gap
from ingest.grammar.titles import folded
from ingest.ids import join, slug
from ingest.model import Passage, Problem, Reading
from ingest.records.rule_editions import Clauses, RuleClause, RuleEdition, edition

MOST_PASSAGES = 40  # a clause with all that is numbered below it
MOST_QUOTED = 10  # passages that one quotation can go on for


class Piece(NamedTuple):
    """A passage, or what is left of it without the brackets behind it."""

    kind: str
    start: int
    end: int
    level: int = 0


@dataclass(slots=True)
class Quotes:
    """The editions that one document quotes, by title."""

    reading: Reading
    editions: dict[str, Clauses] = field(default_factory=dict)

    def clauses(self, source: Source, passage: Passage) -> Clauses:
        """Return the clauses of an edition, opening it where its title stands for the first time."""
        key = folded(source.title)
        if key not in self.editions:
            taken = {each.edition.id for each in self.editions.values()}
            wanted = join(self.reading.document.id, slug(source.title) or "edition")
            id, count = wanted, 1
            while id in taken:
                count += 1
                id = join(wanted, count)
            place = (source.start, source.end)
            self.editions[key] = Clauses(edition(self.reading, id, source.title, place, passage))
        return self.editions[key]

    def add(self, clauses: Clauses, found: list[Provision], passages: list[Passage]) -> Iterator[Problem]:
        """Add provisions to an edition, but none whose number and words it has already."""
        ids: dict[int | None, str | None] = {None: None}
        for n, provision in enumerate(found):
            words = folded(self.reading.text[provision.start : provision.end])
            same = [row for row in clauses.rows if row.number == provision.number and folded(row.text) == words]
            if not same:
                yield from clauses.add(self.reading, provision, ids[provision.parent], passages[provision.stretch])
            ids[n] = (same or clauses.rows[-1:])[0].id


def find(reading: Reading) -> Iterator[RuleEdition | RuleClause | Problem]:
    """Yield the editions that a document quotes, each followed by its clauses."""
    quotes = Quotes(reading)
    free = 0  # passages before this one are spoken for
    for at, passage in enumerate(reading.passages):
        words = passage.text
        if words.rstrip(" .*_\xa0")[-1:] in (")", "]") or words.lstrip("> *_")[:1] in ("—", "–"):
            if (yield from _sourced(quotes, at, free)):
                free = at + 1
        elif at in reading.anchors.digits and may_cite(words):
            yield from _saying(quotes, at)
    for clauses in quotes.editions.values():
        if clauses.rows:
            yield clauses.edition
            yield from clauses.rows


def _sourced(quotes: Quotes, at: int, free: int) -> Generator[Problem, None, bool]:
    """Add the clauses that stand before a source in brackets. Return whether there are any."""
    reading, passage = quotes.reading, quotes.reading.passages[at]
    bracket = bracket_at(reading.text, passage.start, passage.end)
    if bracket is None:
        return False
    source, words_end = bracket
    last = at - 1 if words_end is None else at
    first = _first(reading, last, free)
    passages = reading.passages[last if first is None else first : last + 1]
    pieces = [Piece(each.kind, each.start, each.end) for each in passages]
    if words_end is not None:
        pieces[-1] = pieces[-1]._replace(end=words_end)
    found = provisions(pieces, reading.text, lenient=True).found if first is not None else []
    if first is None and last >= free and pieces:
        found = _numbered_by(source, pieces[0], reading.text)
    if not found or found[0].line > pieces[0].start:
        return False
    if source.number and source.number not in [provision.number for provision in found]:
        reason = f"the paragraph is numbered {found[0].number}, but its source names {source.number}"
        yield reading.problem(reason, found[0].line, found[-1].end)
        return True
    for provision in found:
        provision.start, provision.end = without_marks(reading.text, provision)
        passages[provision.stretch].kind = "clause"
    yield from quotes.add(quotes.clauses(source, passage), found, passages)
    return True


def _first(reading: Reading, last: int, free: int) -> int | None:
    """Return the passage in which the clauses that end with passage `last` begin, or None.

    Above a numbered paragraph may stand the paragraph numbered before it; a paragraph without a number belongs
    to a clause only if the quotation marks that were opened before its number are not closed yet.
    """
    first: int | None = None
    below: Sign | None = None
    loose = False
    for at in range(last, max(free, last - MOST_PASSAGES) - 1, -1):
        passage = reading.passages[at]
        marker = marker_at(reading.text, passage.start, passage.end)
        sign = marker.signs[0] if marker else None
        if passage.kind in ("heading", "code", "table") or (first is not None and (not sign or not below)):
            break
        if marker is None or sign is None or (sign.style == "1" and not OPENING.match(marker.lead)):
            loose = True
        elif sign.counted or sign.dotted:
            if (loose and not opens(reading.text, passage.start, passage.end)) or (
                below and not _precedes(sign, below)
            ):
                break
            first, below, loose = at, sign, False
        elif first is not None:
            break
        if loose and last - at > MOST_QUOTED:
            break
    return first


def _precedes(sign: Sign, below: Sign) -> bool:
    return sign.style == below.style and gap(sign, below) == 0


def _numbered_by(source: Source, piece: Piece, text: str) -> list[Provision]:
    """Return a quoted paragraph as the provision that its source names: “…” (Rule 4.1.3, Handbook 2015)."""
    marker = marker_at(text, piece.start, piece.end)
    opening = OPENING.match(text, piece.start, piece.end)
    if source.number is None or not (opening or piece.kind == "quote" or marker):
        return []
    if marker and source.number.endswith(f"({marker.signs[0].label})"):
        return [Provision(source.number, None, 0, piece.start, marker.words, piece.end)]
    if opening and text[piece.start : piece.end].rstrip(AFTER_CLOSING)[-1] in CLOSINGS[opening["mark"]]:
        return [Provision(source.number, None, 0, piece.start, opening.end(), piece.end)]
    if piece.kind == "quote" and not marker:
        return [Provision(source.number, None, 0, piece.start, piece.start, piece.end)]
    return []


def _saying(quotes: Quotes, at: int) -> Iterator[Problem]:
    """Add the clauses that a passage announces: Rule 49 of the Election Procedures 2015 says: “…”."""
    reading, passage = quotes.reading, quotes.reading.passages[at]
    for match in SAYS.finditer(reading.text, passage.start, passage.end):
        title = titled(match["title"])
        alone = not reading.text[passage.start : match.start()].strip("> *_#") and match.end() == passage.end
        if title is None or not (match["verb"] or match["colon"] == ":" or alone):
            continue
        start = reading.text.index(title, match.start("title"))
        number = within(match["number"], reading.text, passage.start, match.start())
        source = Source(title, start, start + len(title), number)
        words = _quoted(reading, at, match.end()) if match["open"] else _quoted_below(reading, at + 1)
        if isinstance(words, Problem):
            yield words
        elif words:
            owner = reading.passage_at(words.start) or passage
            yield from quotes.add(quotes.clauses(source, passage), [_said(source, words, reading.text)], [owner])


def _quoted(reading: Reading, at: int, start: int) -> Piece | Problem | None:
    """Return the words from behind an opening mark to where it is closed, in this passage or a later one."""
    mark = reading.text[start - 1]
    for number, passage in enumerate(reading.passages[at : at + MOST_QUOTED]):
        again = OPENING.match(reading.text, passage.start, passage.end) if number else None
        first = start if number == 0 else again.end() if again and again["mark"] == mark else passage.start
        closed = closing(reading.text, first, passage.end, mark)
        if closed is not None:
            return Piece("quote", start, closed)
    return reading.problem("the rule that is quoted here has no closing quotation mark", start - 1, start)


def _quoted_below(reading: Reading, at: int) -> Piece | Problem | None:
    """Return the words of the next passage if it is a quotation."""
    if at >= len(reading.passages):
        return None
    passage = reading.passages[at]
    opening = OPENING.match(reading.text, passage.start, passage.end)
    if opening:
        return _quoted(reading, at, opening.end())
    return Piece("quote", passage.start, passage.end) if passage.kind == "quote" else None


def _said(source: Source, words: Piece, text: str) -> Provision:
    """Return the provision that is quoted; its number, where it is repeated inside the marks, is not its words."""
    start, end = words.start, words.end
    marker = marker_at(text, start, end)
    if marker and marker.signs[0].label == source.number:
        start = marker.words
    bare = text[start:end]
    start += len(bare) - len(bare.lstrip())
    return Provision(source.number or "", None, 0, words.start, start, max(start, start + len(bare.strip())))
