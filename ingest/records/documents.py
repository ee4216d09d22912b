"""Documents: where each unit of reading begins and ends in a source, and what the source says of it."""

from __future__ import annotations

from typing import Any

from ingest.declare import Declaration
from ingest.formats.blocks import Block
from ingest.grammar.dates import read_date
from ingest.grammar.edtf import earliest_latest
from ingest.model import Document
from ingest.records.dumps import date_headings, is_dump, posts, yearless
from ingest.records.kinds import classify, statement_title
from ingest.records.parts import AUTHOR, LANGUAGE, PUBLISHER, Given, Part, title_of, without_furniture

__all__ = ["Part", "classify", "split"]


def split(
    blocks: list[Block], text: str, source_id: str, declaration: Declaration, front_matter: dict[str, Any]
) -> list[Part]:
    """Return the documents of a source, each with its blocks. A source that is blank has none.

    Raises DeclarationError for a hinted post whose title does not stand in the source.
    """
    said = {key.casefold(): value for key, value in front_matter.items() if isinstance(value, str | int | float)}
    given = Given(text, source_id, declaration, said)
    headings = [] if front_matter else date_headings(blocks, given)
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
    if not document.title and kind != "article":  # an article's headline is found when the article is read
        statement = statement_title(part.blocks, given.text) if kind == "witness statement" else None
        document.title = statement or title_of(part.blocks, given.text)
    document.author = given.first(*AUTHOR) or declaration.creator
    document.publisher = declaration.publisher or given.first(*PUBLISHER)
    document.url = declaration.url or given.first("url", "link", "canonical", "permalink")
    document.language = declaration.language or given.first(*LANGUAGE)
    document.published_date, document.date_basis, problems = _stated_date(given)
    part.problems += [*problems, *([] if given.said else yearless(part.blocks, given))]
    return part


def _stated_date(given: Given) -> tuple[str | None, str | None, list[tuple[str, int, int]]]:
    if given.declaration.published_date:
        return given.declaration.published_date, "declared", []
    words = given.first("date", "published", "published_date", "date_published")
    if not words:
        return None, None, []
    if earliest_latest(words)[0]:  # 2016, 2016-12: as far as it is known
        return words, "front matter", []
    order = given.declaration.hints.date_order
    date = read_date(words.split("T")[0].split(" ")[0], order) or read_date(words, order)
    if date and date.edtf and date.consistent:
        reason = f"day and month of “{date.words}” could be either way round; declare hints: date_order"
        return date.edtf, "front matter", [] if date.month else [(reason, 0, 0)]
    reason = f"the date “{words[:60]}” of the front matter is not understood; declare published_date"
    return None, None, [(reason, 0, 0)]
