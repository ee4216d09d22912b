"""Dumps: many posts, or days of a hearing, in one text, each under the date that stands alone as its heading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.declare import Declaration, PostHint
from ingest.errors import DeclarationError
from ingest.formats.blocks import Block
from ingest.grammar.dates import DateWords, read_date
from ingest.grammar.furniture import find as find_furniture
from ingest.grammar.introductions import introduction, may_introduce
from ingest.grammar.titles import folded, title_like
from ingest.ids import join, slug
from ingest.model import Document
from ingest.records.kinds import is_hearing
from ingest.records.parts import AUTHOR, LANGUAGE, PUBLISHER, Given, Part, title_of, without_furniture

LONGEST_DATE_HEADING = 60  # characters
FEWEST = 3  # dates that make a dump wherever they stand


@dataclass(frozen=True, slots=True)
class Heading:
    """A date that stands alone as a heading, and the index of its block."""

    index: int
    date: DateWords


def date_headings(blocks: list[Block], given: Given) -> list[Heading]:
    """Return the dates that stand alone on a line, as far as their year is known."""
    found = []
    for index, block in enumerate(blocks):
        if block.end - block.start > LONGEST_DATE_HEADING:
            continue
        date = read_date(given.words(block).strip("*_#= "), given.declaration.hints.date_order)
        if date and (date.edtf or given.declaration.hints.year) and date.day:
            found.append(Heading(index, date))
    return found


def yearless(blocks: list[Block], given: Given) -> Iterator[tuple[str, int, int]]:
    """Propose a year for dates that stand alone above prose and print none: "Tuesday 4th October"."""
    if given.declaration.kind not in (None, "blog post") or given.declaration.hints.year:
        return
    dates = [
        block
        for block, below in pairwise(blocks)
        if not _is_prose(block) and _is_prose(below) and _has_no_year(read_date(given.words(block)))
    ]
    if len(dates) >= FEWEST:
        reason = "these lines may be the dates of posts, but print no year; if they are, declare it under hints: year:"
        yield reason, dates[0].start, dates[0].end


def _has_no_year(date: DateWords | None) -> bool:
    return date is not None and date.year is None and date.weekday is not None


def is_dump(headings: list[Heading], blocks: list[Block], declaration: Declaration) -> bool:
    """Tell whether date headings divide a source into posts: the first opens it, or three and more stand in it.

    A letter has its date at the top, and may have one at the end above a line or two: that is no second post. Dates
    with nothing but a line below each are a table of dates, unless a person says otherwise.
    """
    if declaration.kind not in (None, "blog post", "hearing"):
        return False
    sections = [(a, b) for a, b in pairwise([*(each.index for each in headings), len(blocks)]) if b - a > 1]
    prose = [any(_is_prose(block) for block in blocks[a + 1 : b]) for a, b in sections]
    if not sections or len(sections) >= FEWEST:
        return any(prose) or bool(sections and declaration.kind)
    opens = sections[0][0] <= 2
    if declaration.kind == "blog post" or len(sections) == 1:
        return opens and declaration.kind == "blog post"
    return opens and all(prose)


def _is_prose(block: Block) -> bool:
    return block.end - block.start > LONGEST_DATE_HEADING


def posts(blocks: list[Block], headings: list[Heading], given: Given) -> Iterator[Part]:
    """Yield the posts under each date heading, and what stands above the first.

    Raises DeclarationError for a hinted post whose title does not stand in the source.
    """
    hints = {folded(hint.title): hint for hint in given.declaration.hints.posts}
    unused, taken = dict(hints), Taken()
    first = _below_first(blocks, headings)
    above = _masthead(blocks, headings, given, hints)  # what no post has yet taken with it
    begins = headings[0].index if above else 0
    part: Part | None = None
    for heading, begin, end in _sections(blocks, headings, begins):
        date, basis, problems = _date_of(heading, blocks, given.declaration) if heading else (None, None, [])
        if heading:
            above.append(replace(blocks[heading.index], kind="date heading", discard=True))
        for n, (run, hint) in enumerate(_runs(blocks[begin:end], given, hints)):
            if hint:
                unused.pop(folded(hint.title), None)
            dated, rests_on = (hint.date, "declared") if hint and hint.date else (date, basis)
            part = _post(run, _kind(run if heading else first or run, given), dated, given, taken)
            part.document.date_basis = rests_on
            part.discards, above = [*above, *part.discards], []
            part.problems += problems if n == 0 else []
            yield part
    if part:
        part.discards += above  # the dump breaks off below a date
    if unused:
        title = next(iter(unused.values())).title
        raise DeclarationError(f"hints: posts: no line reads `{title}`; copy the title as it stands in the file.")


def _masthead(blocks: list[Block], headings: list[Heading], given: Given, hints: dict[str, PostHint]) -> list[Block]:
    """Return the lines above the first date as discards, if they hold no prose: the name of the blog and the like.

    The lines above a hearing say what was heard, and are text.
    """
    lines = blocks[: headings[0].index] if headings else []
    first = _below_first(blocks, headings)
    if not first or any(_is_prose(block) or folded(given.words(block)) in hints for block in lines):
        return []
    if _kind(first, given) != "blog post":
        return []
    named = {block.start: name for block, name in find_furniture(lines, given.text)}
    return [replace(block, kind=named.get(block.start, "masthead"), discard=True) for block in lines]


def _below_first(blocks: list[Block], headings: list[Heading]) -> list[Block]:
    ends = [each.index for each in headings[1:2]] or [len(blocks)]
    return blocks[headings[0].index + 1 : ends[0]] if headings else []


def _sections(blocks: list[Block], headings: list[Heading], begins: int) -> Iterator[tuple[Heading | None, int, int]]:
    """Yield each date heading and the indexes of the blocks below it; first, without one, those above them all."""
    ends = [*(each.index for each in headings), len(blocks)]
    yield None, begins, ends[0]
    for heading, end in zip(headings, ends[1:], strict=True):
        yield heading, heading.index + 1, end


def _date_of(
    heading: Heading, blocks: list[Block], declaration: Declaration
) -> tuple[str | None, str | None, list[tuple[str, int, int]]]:
    date, basis, year = heading.date, "date heading", declaration.hints.year
    if date.year is None and year:
        date = replace(date, year=year, last=(year, *date.last[1:]) if date.last else None)
        basis = "date heading, year declared"
    if date.edtf and date.consistent:
        return date.edtf, basis, []
    block = blocks[heading.index]
    fault = "the weekday is not that of the date" if date.edtf else "there is no such day as"
    reason = f"{fault} “{date.words}”; declare a correction, or the post has no date"
    return None, None, [(reason, block.start, block.end)]


def _runs(
    blocks: list[Block], given: Given, hints: dict[str, PostHint]
) -> Iterator[tuple[list[Block], PostHint | None]]:
    """Divide what stands under one date heading where a hinted title stands."""
    run: list[Block] = []
    hint: PostHint | None = None
    for block in blocks:
        here = hints.get(folded(given.words(block))) if hints and block.end - block.start < 400 else None
        if here:
            if run:
                yield run, hint
            run, hint = [], here
        run.append(block)
    if run:
        yield run, hint


class Taken:
    """The ids of the documents of one source: the second of a day gets a number."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def id(self, name: str) -> str:
        """Return `name`, or the name with the next number that no other document has."""
        self._counts[name] = count = self._counts.get(name, 0) + 1
        if count == 1:
            return name
        numbered = join(name, count)
        return self.id(name) if numbered in self._counts else self.id(numbered)


def _kind(run: list[Block], given: Given) -> str:
    return given.declaration.kind or ("hearing" if is_hearing(run, given.text) else "blog post")


def _post(run: list[Block], kind: str, date: str | None, given: Given, taken: Taken) -> Part:
    declaration = given.declaration
    # no words of a title: an id stays when words are withheld
    id = taken.id(join(given.source_id, slug(date) if date else "undated"))
    document = Document(id, given.source_id, 0, kind, published_date=date, start=run[0].start, end=run[-1].end)
    document.author = given.first(*AUTHOR) or declaration.creator
    document.publisher = declaration.publisher or given.first(*PUBLISHER)
    document.language = declaration.language or given.first(*LANGUAGE)
    part = without_furniture(Part(document, run), given.text)
    document.title = title_of(part.blocks, given.text)
    if kind == "blog post":
        part.problems += _proposals(part.blocks, given.text)
    return part


def _proposals(blocks: list[Block], text: str) -> Iterator[tuple[str, int, int]]:
    """Propose where a second post may begin: a title-like line with two blank lines above it and one below.

    A line that introduces an extract begins no post.
    """
    for n, (above, block, below) in enumerate(zip(blocks, blocks[1:], blocks[2:], strict=False)):
        if n == 0 and not _is_prose(above):
            continue  # what stands below the first line may be its second
        words = text[block.start : block.end]
        apart = text.count("\n", above.end, block.start) >= 3 and text.count("\n", block.end, below.start) >= 2
        fits = apart and len(words) > 20 and title_like(words) and words[0] not in "“\"'‘*"
        introduces = fits and (
            introduction(text, block.start, block.end) or may_introduce(text, block.start, block.end)
        )
        if fits and not introduces:
            reason = "this line may be the title of another post; if it is, declare it under hints: posts:"
            yield reason, block.start, block.end
