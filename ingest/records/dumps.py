"""Dumps: many posts, or days of a hearing, in one text, each under the date that stands alone as its heading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from ingest.declarations.source import PostHint
from ingest.errors import DeclarationError
from ingest.formats.blocks import Block
from ingest.grammar.comments import FOOT
from ingest.grammar.dates import DateWords, read_date
from ingest.grammar.furniture import find as find_furniture
from ingest.grammar.introductions import introduction, may_introduce
from ingest.grammar.menus import menu_end
from ingest.grammar.post_feet import is_foot
from ingest.grammar.titles import folded, title_like
from ingest.ids import join, slug
from ingest.model import Document
from ingest.records.comments_below import parted
from ingest.records.date_series import FEWEST, is_prose
from ingest.records.dump_shapes import FOOTER, apart, is_sitting
from ingest.records.heading_days import Heading
from ingest.records.heads import DEAR
from ingest.records.kinds import is_hearing
from ingest.records.parts import AUTHOR, LANGUAGE, PUBLISHER, Given, Part, title_of, without_furniture
from ingest.records.post_layouts import Section
from ingest.records.post_signatures import (
    are_footed,
    are_signed_above,
    author_of,
    below_time,
    is_byline,
    signed_above,
    title_trailing_off,
)

LONGEST_DATE = 60  # characters of a date without a year
LONGEST_HINT = 400  # characters of the title of a hinted post

Run = tuple[list[Block], PostHint | None]


def yearless(blocks: list[Block], given: Given) -> Iterator[tuple[str, int, int]]:
    """Propose a year for dates that stand alone above prose and print none: "Tuesday 4th October"."""
    if given.declaration.kind not in (None, "blog post") or given.declaration.hints.year:
        return
    dates = [
        block
        for block, below in pairwise(blocks)
        if block.end - block.start <= LONGEST_DATE and is_prose(below) and _has_no_year(read_date(given.words(block)))
    ]
    if len(dates) >= FEWEST:
        reason = "these lines may be the dates of posts, but print no year; if they are, declare it under hints: year:"
        yield reason, dates[0].start, dates[0].end


def _has_no_year(date: DateWords | None) -> bool:
    return date is not None and date.year is None and date.weekday is not None


def posts(blocks: list[Block], sections: list[Section], given: Given) -> Iterator[Part]:
    """Yield the posts of each section, and what stands above the first.

    Raises DeclarationError for a hinted post whose title does not stand in the source.
    """
    hints = {folded(hint.title): hint for hint in given.declaration.hints.posts}
    unused, taken = dict(hints), Taken()
    dates = {section.heading.index for section in sections if section.heading}
    footed, signed = are_footed(blocks, sections, given), are_signed_above(_tops(blocks, sections), given)
    first = _first_below(blocks, sections)
    sitting = is_sitting([each.heading for each in sections if each.heading], blocks, given)
    above: list[Block] = []  # what no post has yet taken with it
    part: Part | None = None
    for heading, begin, end in sections:
        within = blocks[begin:end]
        lines = within if heading or not first else _masthead(within, first, given, hints)
        above += [*(lines if lines is not within else []), *apart(within, begin, dates)]
        run_blocks = [block for n, block in enumerate(within, begin) if n not in dates and not block.discard]
        if lines is not within:
            continue
        for n, (run, hint) in enumerate(_runs(run_blocks, given, hints, footed)):
            if hint:
                unused.pop(folded(hint.title), None)
            kind = "hearing" if sitting else _kind(run if heading else first or run, given, heading)
            if not heading and not hint and len(dates) == 1 and kind == "blog post" and not given.declaration.kind:
                kind = "document"  # a motto above the only post of a page is no post
            own, comments = parted(run, given) if kind == "blog post" else (run, [])
            part = post(own, kind, hint, heading, given, taken, signed)
            part.discards, above = [*above, *part.discards], []
            part.problems += _faults(heading, blocks) if n == 0 else []
            yield part
            for author, words in comments:
                part = post(words, "comment", None, None, given, taken)
                part.document.author, part.document.title = author, None
                yield part
    if part:
        part.discards += above  # the dump breaks off below a date
    if unused:
        title = next(iter(unused.values())).title
        raise DeclarationError(f"hints: posts: no line reads `{title}`; copy the title as it stands in the file.")


def _tops(blocks: list[Block], sections: list[Section]) -> list[list[Block]]:
    """Return the first lines below each date."""
    dated = [each for each in sections if each.heading and each.end > each.heading.index + 1]
    return [blocks[at : min(at + 3, each.end)] for each in dated if each.heading for at in (each.heading.index + 1,)]


def _faults(heading: Heading | None, blocks: list[Block]) -> list[tuple[str, int, int]]:
    if heading is None or heading.fault is None:
        return []
    return [(heading.fault, blocks[heading.index].start, blocks[heading.index].end)]


def _masthead(lines: list[Block], first: list[Block], given: Given, hints: dict[str, PostHint]) -> list[Block]:
    """Return the lines above the first date as discards, if they hold no prose: the name of the blog and the like.

    The lines above a hearing say what was heard, and are text; the same list comes back where the lines are text.
    """
    named = {block.start: name for block, name in find_furniture(lines, given.text)}
    menu = menu_end(lines, given.text)
    if not lines or any(
        (is_prose(block) and n >= menu and block.start not in named) or folded(given.words(block)) in hints
        for n, block in enumerate(lines)
    ):
        return lines
    if _kind(first, given) != "blog post":
        return lines
    return [replace(block, kind=named.get(block.start, "masthead"), discard=True) for block in lines]


def _first_below(blocks: list[Block], sections: list[Section]) -> list[Block]:
    """Return the blocks of the first section that has a date."""
    found = next((each for each in sections if each.heading and each.end > each.heading.index + 1), None)
    if found and found.heading:
        return blocks[found.heading.index + 1 : found.end]
    dated = next((each for each in sections if each.heading and each.begin < each.heading.index), None)
    return blocks[dated.begin : dated.heading.index] if dated and dated.heading else []


def _runs(blocks: list[Block], given: Given, hints: dict[str, PostHint], footed: bool) -> Iterator[Run]:
    """Divide what stands under one date where a hinted title stands, or below the footer of a post."""
    feet = {block.start for block, name in find_furniture(blocks, given.text)} if footed else set()
    # what stands above the last footer is of a post, however short it is
    written = (n for n, block in enumerate(blocks) if is_prose(block) or is_foot(given.text, block.start, block.end))
    last_prose = max(written, default=-1) if footed else -1
    run: list[Block] = []
    hint: PostHint | None = None
    ended = False
    for n, block in enumerate(blocks):
        here = hints.get(folded(given.words(block))) if hints and block.end - block.start < LONGEST_HINT else None
        if here or (ended and block.start not in feet and n <= last_prose):
            if run:
                yield run, hint
            run, hint, ended = [], here, False
        ended = ended or (footed and is_foot(given.text, block.start, block.end))
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


def _kind(run: list[Block], given: Given, heading: Heading | None = None) -> str:
    if given.declaration.kind:
        return given.declaration.kind
    posted = heading is not None and heading.line.style == "labelled" and heading.line.author is not None
    if (
        not posted
        and any(DEAR.match(given.text, block.start, block.end) for block in run[:3])
        and not any(FOOTER.match(given.words(block)) for block in run[-FOOT:] if not is_prose(block))
    ):
        return "document"  # a letter, which nobody posted on a blog
    return "hearing" if is_hearing(run, given.text) else "blog post"


def post(
    run: list[Block],
    kind: str,
    hint: PostHint | None,
    heading: Heading | None,
    given: Given,
    taken: Taken,
    signed: bool = False,
) -> Part:
    """Return a post, or another document of a dump, from its blocks: its date is that of its heading.

    Posts are `signed` where their author stands between the date and the title.
    """
    declaration = given.declaration
    date, basis = (heading.date, heading.basis if heading.date else None) if heading else (None, None)
    if hint and hint.date:
        date, basis = hint.date, "declared"
    # no words of a title: an id stays when words are withheld
    id = taken.id(join(given.source_id, slug(date) if date else "undated"))
    document = Document(id, given.source_id, 0, kind, published_date=date, start=run[0].start, end=run[-1].end)
    document.date_basis = basis
    named, times = heading.line.author if heading else None, list[Block]()
    if kind == "blog post":
        above, times, run = below_time(run, given)
        above, run = signed_above(run, given) if signed and not above else (above, run)
        named = named or above or author_of(run, given)
    document.author = named or given.first(*AUTHOR) or declaration.creator
    document.publisher = declaration.publisher or given.first(*PUBLISHER)
    document.language = declaration.language or given.first(*LANGUAGE)
    part = without_furniture(Part(document, run, times), given.text)
    document.title = title_of([block for block in part.blocks if block.kind != "byline"], given.text)
    if kind == "blog post":
        document.title = document.title or title_trailing_off(part.blocks, given.text)
        part.blocks = [replace(block, kind="byline") if is_byline(block, given) else block for block in part.blocks]
        part.problems += _proposals(part.blocks, given.text)
    return part


def _proposals(blocks: list[Block], text: str) -> Iterator[tuple[str, int, int]]:
    """Propose where a second post may begin: a title-like line with two blank lines above it and one below.

    A line that introduces an extract begins no post.
    """
    for n, (above, block, below) in enumerate(zip(blocks, blocks[1:], blocks[2:], strict=False)):
        if n == 0 and not is_prose(above):
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
