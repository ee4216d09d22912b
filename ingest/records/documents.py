"""Documents: where each unit of reading begins and ends in a source, and what the source says of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

import msgspec

from ingest.declare import Declaration
from ingest.formats.blocks import Block, Item, Split
from ingest.grammar.dates import read_date
from ingest.grammar.edtf import earliest_latest
from ingest.ids import join, slug
from ingest.model import Document
from ingest.records.dumps import Taken, date_headings, is_dump, posts, yearless
from ingest.records.kinds import classify, statement_title
from ingest.records.parts import AUTHOR, LANGUAGE, PUBLISHER, Given, Part, title_of, without_furniture

__all__ = ["Part", "classify", "split"]


def split(blocks: list[Block], text: str, source_id: str, declaration: Declaration, made: Split) -> list[Part]:
    """Return the documents of a source, each with its blocks. A source that is blank has none.

    `made` is what its format states of it: front matter, and the documents that the format itself tells apart.
    Raises DeclarationError for a hinted post whose title does not stand in the source.
    """
    said = {key.casefold(): value for key, value in made.front_matter.items() if isinstance(value, str | int | float)}
    given = Given(text, source_id, declaration, said)
    if made.items:
        return list(_items(blocks, made.items, given))
    headings = [] if made.front_matter else date_headings(blocks, given)
    if declaration.hints.posts or is_dump(headings, blocks, declaration):
        return list(posts(blocks, headings, given))
    return [_single(blocks, given)] if blocks else []


def _single(blocks: list[Block], given: Given) -> Part:
    declaration = given.declaration
    name = next((str(given.said[key]) for key in ("kind", "type", "layout") if key in given.said), None)
    kind = declaration.kind or classify(blocks, given.text, name)
    document = Document(given.source_id, given.source_id, 1, kind, start=blocks[0].start, end=blocks[-1].end)
    part = without_furniture(Part(document, blocks), given.text)
    document.title = declaration.title or given.first("title", "headline")
    _state(part, given)
    return part


def _items(blocks: list[Block], items: list[Item], given: Given) -> Iterator[Part]:
    """Yield the documents that the format tells apart; an id is made of the name that the format gives, or of the date."""
    taken, declaration = Taken(), given.declaration
    if len(items) > 1:  # what is declared of the source is not the date or address of each of its documents
        declaration = msgspec.structs.replace(declaration, published_date=None, url=None)
    starts = [block.start for block in blocks]
    for item in items:
        within = blocks[bisect_left(starts, item.start) : bisect_left(starts, item.end)]
        if not within:
            continue
        of_item = replace(given, said=given.said | item.said, declaration=declaration)
        kind = given.declaration.kind or classify(within, given.text, item.said.get("kind"))
        document = Document("", given.source_id, 0, kind, start=item.start, end=item.end)
        part = Part(document, within, said=item.said)
        document.title = of_item.first("title")
        _state(part, of_item)
        name = slug(item.said.get("name", "")) or (document.published_date and slug(document.published_date))
        document.id = taken.id(join(given.source_id, name or "undated"))
        yield part


def _state(part: Part, given: Given) -> None:
    """Fill in what the source says of a document, what is declared first."""
    document, declaration, kind = part.document, given.declaration, part.document.kind
    if not document.title and kind != "article":  # an article's headline is found when the article is read
        statement = statement_title(part.blocks, given.text) if kind == "witness statement" else None
        document.title = statement or title_of(part.blocks, given.text)
    document.author = given.first(*AUTHOR) or declaration.creator
    document.publisher = declaration.publisher or given.first(*PUBLISHER)
    document.url = declaration.url or given.first("url", "link", "canonical", "permalink")
    document.language = declaration.language or given.first(*LANGUAGE)
    document.published_date, document.date_basis, problems = _stated_date(given)
    part.problems += [*problems, *([] if given.said else yearless(part.blocks, given))]


def _stated_date(given: Given) -> tuple[str | None, str | None, list[tuple[str, int, int]]]:
    if given.declaration.published_date:
        return given.declaration.published_date, "declared", []
    words = given.first("date", "published", "published_date", "date_published")
    if not words:
        return None, None, []
    basis = str(given.said.get("date_basis", "front matter"))
    if earliest_latest(words)[0]:  # 2016, 2016-12: as far as it is known
        return words, basis, []
    order = given.declaration.hints.date_order
    date = read_date(words.split("T")[0].split(" ")[0], order) or read_date(words, order)
    if date and date.edtf and date.consistent:
        reason = f"day and month of “{date.words}” could be either way round; declare hints: date_order"
        return date.edtf, basis, [] if date.month else [(reason, 0, 0)]
    reason = f"the date “{words[:60]}” of the {basis} is not understood; declare published_date"
    return None, None, [(reason, 0, 0)]
