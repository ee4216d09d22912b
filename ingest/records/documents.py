"""Documents: where each unit of reading begins and ends in a source, and what kind it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from ingest.declare import Declaration, PostHint
from ingest.errors import DeclarationError
from ingest.formats.blocks import Block
from ingest.grammar.dates import DateWords, read_date
from ingest.grammar.edtf import earliest_latest
from ingest.grammar.furniture import KINDS as FROM_WEB_PAGES
from ingest.grammar.furniture import find as find_furniture
from ingest.grammar.titles import folded, title_like
from ingest.ids import join, slug
from ingest.model import Document
from ingest.records.rule_clauses import looks_like_rules

LONGEST_DATE_HEADING = 60  # characters
# "MS HARDY: …", "**Ms Hardy:** …", "Q. …", "A: …"
SPEECH = re.compile(
    r"(?:\*\*)?(?:[QA][.:]|[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,4}:|(?:M[rs]{1,2}s?|Dr|Sir|Dame|Lord|Lady|Judge) [A-Z][\w.'’ -]{1,40}:)"
)
# "WITNESS STATEMENT OF …", "Statement by …", "First statement of …"
STATEMENT = re.compile(
    r"(?:\w+ )?(?:witness )?statement (?:of|by)\b|I, [A-Z].{3,120}(?:will say|state as follows)", re.IGNORECASE
)
# "This branch notes:", "Conference resolves to", "Motion 12: …", "Emergency motion"
MOTION = re.compile(
    r"(?:[\w’' -]{1,50} )?(?:notes|believes|resolves|instructs)(?: that| to)?:?$|(?:emergency |composite )?motion\b.{0,80}$",
    re.IGNORECASE,
)
# "By Ann Smith", "by Ann Smith and Bob Jones, industrial editor"
BYLINE = re.compile(r"[Bb]y:? (?:[A-Z][\w.'’-]+)(?: (?:[A-Z][\w.'’-]+|de|van|von|and|&)){0,8}(?:,.{1,60})?$")
# what the front matter of blogs and news sites calls its pages
KINDS = {
    "post": "blog post", "posts": "blog post", "blog": "blog post", "blog post": "blog post", "blogpost": "blog post",
    "article": "article", "news": "article", "story": "article", "press release": "article", "report": "article",
    "statement": "witness statement", "witness statement": "witness statement", "hearing": "hearing", "transcript": "hearing",
    "rules": "rules", "rulebook": "rules", "procedures": "rules", "motion": "motion", "document": "document", "page": "document",
}  # fmt: skip
# the keys of front matter
AUTHOR = ("author", "byline", "creator")
PUBLISHER = ("publisher", "publication", "source")
LANGUAGE = ("lang", "language")
# "\ud800": YAML can spell it, no text has it
CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(slots=True)
class Part:
    """The blocks of one document, what the source says of it outside them, and the furniture taken from among them."""

    document: Document
    blocks: list[Block]
    discards: list[Block] = field(default_factory=list)
    problems: list[tuple[str, int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Given:
    """What a source is divided by: its text, its declaration, and what its front matter says (keys in small letters)."""

    text: str
    source_id: str
    declaration: Declaration
    said: dict[str, Any]

    def words(self, block: Block) -> str:
        return self.text[block.start : block.end]


def split(
    blocks: list[Block], text: str, source_id: str, declaration: Declaration, front_matter: dict[str, Any]
) -> list[Part]:
    """Return the documents of a source, each with its blocks. A source that is blank has none.

    Raises DeclarationError for a hinted post whose title does not stand in the source.
    """
    said = {key.casefold(): value for key, value in front_matter.items() if isinstance(value, str | int | float)}
    given = Given(text, source_id, declaration, said)
    headings = [] if front_matter else _date_headings(blocks, given)
    if declaration.hints.posts or _is_dump(headings, blocks, declaration):
        return list(_posts(blocks, headings, given))
    return [_single(blocks, given)] if blocks else []


def classify(blocks: list[Block], text: str, name: str | None = None) -> str:
    """Return the kind of a document by its shape; `name` is what its front matter calls it."""
    if name and name.casefold() in KINDS:
        return KINDS[name.casefold()]
    return next((kind for kind, fits in SHAPES if fits(blocks, text)), "document")


def _is_hearing(blocks: list[Block], text: str) -> bool:
    speeches = sum(bool(SPEECH.match(text, block.start, block.end)) for block in blocks)
    return speeches >= 6 and speeches * 3 >= len(blocks)


def _is_statement(blocks: list[Block], text: str) -> bool:
    return any(len(words) < 200 and STATEMENT.match(words.lstrip("# *")) for words in _head(blocks, text, 12))


def _is_article(blocks: list[Block], text: str) -> bool:
    return any(len(words) < 120 and BYLINE.match(words) for words in _head(blocks, text, 8))


def _is_motion(blocks: list[Block], text: str) -> bool:
    return any(len(words) < 120 and MOTION.match(words.strip("#* ")) for words in _head(blocks, text, 12))


SHAPES: tuple[tuple[str, Callable[[list[Block], str], bool]], ...] = (
    ("hearing", _is_hearing),
    ("witness statement", _is_statement),
    ("motion", _is_motion),
    ("rules", looks_like_rules),
    ("article", _is_article),
)


def _head(blocks: list[Block], text: str, count: int) -> Iterator[str]:
    return (text[block.start : block.end] for block in blocks[:count])


@dataclass(frozen=True, slots=True)
class Heading:
    """A date that stands alone as a heading, and the index of its block."""

    index: int
    date: DateWords


def _date_headings(blocks: list[Block], given: Given) -> list[Heading]:
    found = []
    for index, block in enumerate(blocks):
        if block.end - block.start > LONGEST_DATE_HEADING:
            continue
        date = read_date(given.words(block).strip("*_#= "), given.declaration.hints.date_order)
        if date and (date.edtf or given.declaration.hints.year) and date.day:
            found.append(Heading(index, date))
    return found


def _is_dump(headings: list[Heading], blocks: list[Block], declaration: Declaration) -> bool:
    """Tell whether date headings divide a source into posts: the first opens it, or three and more stand in it.

    A letter has its date at the top, and may have one at the end above a line or two: that is no second post.
    """
    if declaration.kind not in (None, "blog post", "hearing"):
        return False
    sections = [(a, b) for a, b in pairwise([*(each.index for each in headings), len(blocks)]) if b - a > 1]
    if not sections or len(sections) >= 3:
        return bool(sections)
    opens = sections[0][0] <= 2
    if declaration.kind == "blog post" or len(sections) == 1:
        return opens and declaration.kind == "blog post"
    return opens and all(any(_is_prose(block) for block in blocks[a + 1 : b]) for a, b in sections)


def _is_prose(block: Block) -> bool:
    return block.end - block.start > LONGEST_DATE_HEADING


def _posts(blocks: list[Block], headings: list[Heading], given: Given) -> Iterator[Part]:
    """Yield the posts under each date heading, and what stands above the first."""
    hints = {folded(hint.title): hint for hint in given.declaration.hints.posts}
    unused, taken = dict(hints), Taken()
    above: list[Block] = []  # date headings that no post has yet taken with it
    part: Part | None = None
    for heading, begin, end in _sections(blocks, headings):
        date, basis, problems = _date_of(heading, blocks, given.declaration) if heading else (None, None, [])
        if heading:
            above.append(replace(blocks[heading.index], kind="date heading", discard=True))
        for n, (run, hint) in enumerate(_runs(blocks[begin:end], given, hints)):
            if hint:
                unused.pop(folded(hint.title), None)
                date, basis = (hint.date, "declared") if hint.date else (date, basis)
            part = _post(run, date, given, taken)
            part.document.date_basis = basis
            part.discards, above = [*above, *part.discards], []
            part.problems += problems if n == 0 else []
            yield part
    if part:
        part.discards += above  # the dump breaks off below a date
    if unused:
        title = next(iter(unused.values())).title
        raise DeclarationError(f"hints: posts: no line reads `{title}`; copy the title as it stands in the file.")


def _sections(blocks: list[Block], headings: list[Heading]) -> Iterator[tuple[Heading | None, int, int]]:
    """Yield each date heading and the indexes of the blocks below it; first, without one, those above them all."""
    ends = [*(each.index for each in headings), len(blocks)]
    yield None, 0, ends[0]
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


def _post(run: list[Block], date: str | None, given: Given, taken: Taken) -> Part:
    said, declaration = given.said, given.declaration
    kind = declaration.kind or ("hearing" if _is_hearing(run, given.text) else "blog post")
    # no words of a title: an id stays when words are withheld
    id = taken.id(join(given.source_id, slug(date) if date else "undated"))
    document = Document(id, given.source_id, 0, kind, published_date=date, start=run[0].start, end=run[-1].end)
    document.author = _said(said, *AUTHOR) or declaration.creator
    document.publisher = declaration.publisher or _said(said, *PUBLISHER)
    document.language = declaration.language or _said(said, *LANGUAGE)
    part = _without_furniture(Part(document, run), given.text)
    document.title = _title(part.blocks, given.text)
    if kind == "blog post":
        part.problems += _proposals(part.blocks, given.text)
    return part


def _without_furniture(part: Part, text: str) -> Part:
    """Take the furniture of web pages from among the blocks of a part."""
    if part.document.kind not in FROM_WEB_PAGES:
        return part
    named = {block.start: name for block, name in find_furniture(part.blocks, text)}
    part.discards += [
        replace(block, kind=named[block.start], discard=True) for block in part.blocks if block.start in named
    ]
    part.blocks = [block for block in part.blocks if block.start not in named]
    return part


def _title(blocks: list[Block], text: str) -> str | None:
    """Return the first heading, or the first line if it is like a title and stands above something."""
    if not blocks:
        return None
    first = next((block for block in blocks[:4] if block.kind == "heading"), blocks[0])
    words = text[first.start : first.end]
    alone = len(blocks) > 1 and first.kind not in ("list item", "quote") and not SPEECH.match(words)
    return words if first.kind == "heading" or (alone and title_like(words)) else None


def _proposals(blocks: list[Block], text: str) -> Iterator[tuple[str, int, int]]:
    """Propose where a second post may begin: a title-like line with two blank lines above it and one below."""
    for above, block, below in zip(blocks[1:], blocks[2:], blocks[3:], strict=False):
        words = text[block.start : block.end]
        apart = text.count("\n", above.end, block.start) >= 3 and text.count("\n", block.end, below.start) >= 2
        if apart and len(words) > 20 and title_like(words) and words[0] not in "“\"'‘*":
            reason = "this line may be the title of another post; if it is, declare it under hints: posts:"
            yield reason, block.start, block.end


def _single(blocks: list[Block], given: Given) -> Part:
    said, declaration = given.said, given.declaration
    name = next((str(said[key]) for key in ("kind", "type", "layout") if key in said), None)
    kind = declaration.kind or classify(blocks, given.text, name)
    document = Document(given.source_id, given.source_id, 1, kind, start=blocks[0].start, end=blocks[-1].end)
    part = _without_furniture(Part(document, blocks), given.text)
    document.title = declaration.title or _said(said, "title", "headline")
    if not document.title and kind != "article":  # an article's headline is found when the article is read
        document.title = _title(part.blocks, given.text)
    document.author = _said(said, *AUTHOR) or declaration.creator
    document.publisher = declaration.publisher or _said(said, *PUBLISHER)
    document.url = declaration.url or _said(said, "url", "link", "canonical", "permalink")
    document.language = declaration.language or _said(said, *LANGUAGE)
    document.published_date, document.date_basis, problems = _stated_date(said, declaration)
    part.problems += problems
    return part


def _said(said: dict[str, Any], *keys: str) -> str | None:
    """Return the first value that is said, on one line; one that holds control characters says nothing."""
    for key in keys:
        words = " ".join(str(said.get(key, "")).split())
        if words and not CONTROL.search(words):
            return words
    return None


def _stated_date(
    said: dict[str, Any], declaration: Declaration
) -> tuple[str | None, str | None, list[tuple[str, int, int]]]:
    if declaration.published_date:
        return declaration.published_date, "declared", []
    words = _said(said, "date", "published", "published_date", "date_published")
    if not words:
        return None, None, []
    if earliest_latest(words)[0]:  # 2016, 2016-12: as far as it is known
        return words, "front matter", []
    order = declaration.hints.date_order
    date = read_date(words.split("T")[0].split(" ")[0], order) or read_date(words, order)
    if date and date.edtf and date.consistent:
        return date.edtf, "front matter", []
    return (
        None,
        None,
        [(f"the date “{words[:60]}” of the front matter is not understood; declare published_date", 0, 0)],
    )
