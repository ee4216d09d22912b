"""Documents: where each unit of reading begins and ends in a source, and what the source says of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import msgspec

from ingest.declarations.source import Declaration
from ingest.formats.blocks import Block, Item, Split
from ingest.grammar.chats import title_of_file
from ingest.ids import join, slug
from ingest.model import Document
from ingest.records import bundles
from ingest.records.date_series import date_headings, either_way
from ingest.records.dates_again import printed_once
from ingest.records.document_titles import printed_title
from ingest.records.dump_shapes import is_dump
from ingest.records.dumps import Taken, posts, yearless
from ingest.records.forum_posts import forum
from ingest.records.heading_days import Heading
from ingest.records.heads import head
from ingest.records.hearing_captions import caption_at
from ingest.records.judgments import judgment_date
from ingest.records.kinds import KINDS, classify, kind_by_name, kind_named
from ingest.records.memo_heads import memo_head
from ingest.records.minutes import meeting_day
from ingest.records.page_days import Head, page_head
from ingest.records.parts import AUTHOR, LANGUAGE, PUBLISHER, Given, Part, without_furniture
from ingest.records.post_layouts import apart, sections
from ingest.records.run_in_dates import parted
from ingest.records.several_in_one import APART, DIVIDED, starts_of
from ingest.records.sheets import SPREADSHEET, name_of_file
from ingest.records.sitting_dates import sitting_date
from ingest.records.stated import DATE, date_of_title, said, stated_date, stated_url, unpublished
from ingest.records.substack_pages import substack_page
from ingest.records.thread_quotes import told_apart
from ingest.records.threads import headed_thread, thread

__all__ = ["Part", "classify", "split"]


def split(
    blocks: list[Block], text: str, source_id: str, declaration: Declaration, made: Split, file_name: str = ""
) -> list[Part]:
    """Return the documents of a source, each with its blocks. A source that is blank has none.

    `made` is what its format states of it: front matter, and the documents that the format itself tells apart;
    `file_name` may hold a date.
    Raises DeclarationError for a hinted post whose title does not stand in the source.
    """
    given = Given(text, source_id, declaration, said(made.front_matter), file_name)
    if made.starts:
        return bundles.declared(blocks, made, given, _divided)
    found = _divided(blocks, made.items, given)
    if len(found) == 1 and not made.items:
        found[0].problems += bundles.proposed(blocks, made, text)
    return found


def _divided(blocks: list[Block], items: list[Item], given: Given) -> list[Part]:
    """Return the documents that stand in some blocks."""
    text, declaration = given.text, given.declaration
    if items:
        return list(_items(blocks, items, given))
    headings = [] if _is_dated(given) else date_headings(blocks, given)
    if not headings and not _is_dated(given) and (diary := parted(blocks, given)):
        entries = date_headings(diary, given)
        blocks, headings = (diary, entries) if is_dump(entries, diary, given) else (blocks, headings)
    if not declaration.hints.posts and (found := _thread(blocks, headings, given)):
        return told_apart(found, given)
    if declaration.hints.posts or (caption_at(blocks, text) is None and is_dump(headings, blocks, given)):
        blocks, headings = printed_once(*apart(blocks, headings, given), given)
        divided = sections(blocks, headings, given)
        if divided is not None:
            return list(posts(blocks, divided, given))
        return [_undivided(_single(blocks, given), blocks[headings[0].index])]
    return list(_whole(blocks, given)) if blocks else []


def _thread(blocks: list[Block], headings: list[Heading], given: Given) -> list[Part]:
    if blocks and (page := substack_page(blocks, given)):
        return page
    return (forum(blocks, given) if blocks else []) or thread(blocks, headings, given) or headed_thread(blocks, given)


def _is_dated(given: Given) -> bool:
    """Tell whether front matter speaks of one text: it has a date, or is called something else than a blog or a page."""
    if any(given.first(key) for key in DATE):
        return True
    kind = given.said and kind_named(given.said)
    return bool(kind) and KINDS.get(str(kind).casefold()) not in ("blog post", "page")


def _undivided(part: Part, block: Block) -> Part:
    reason = "each date may be of the post above it or of the one below it; declare hints: posts: with title and date"
    part.problems.append((reason, block.start, block.end))
    return part


def _whole(blocks: list[Block], given: Given) -> Iterator[Part]:
    """Yield a source that is one document, or several of one kind that stand in it one after the other."""
    part = _single(blocks, given)
    kind = part.document.kind
    is_divided = not given.said and given.declaration.kind in DIVIDED
    starts = starts_of(kind, blocks, given) if is_divided else []
    if not starts:
        yield part
        return
    taken, above = Taken(), blocks[: starts[0]]
    each_given = _of_each(given) if kind in APART else given
    for begin, end in pairwise([*starts, len(blocks)]):
        one = _single(blocks[begin:end], each_given)
        one.document.id = taken.id(_id_of(one.document))
        one.discards = [*(replace(each, kind="masthead", discard=True) for each in above), *one.discards]
        above = []
        yield one


def _of_each(given: Given) -> Given:
    """Return what is given of a source without what is declared of it that is not so of each of its documents."""
    return replace(
        given, declaration=msgspec.structs.replace(given.declaration, title=None, published_date=None, url=None)
    )


def _id_of(document: Document) -> str:
    """Return the id of one of several documents: that of its source, of minutes with the day of the meeting."""
    by_day = document.kind == "minutes" and document.published_date
    return join(document.source_id, slug(by_day)) if by_day else document.source_id


def _single(blocks: list[Block], given: Given) -> Part:
    declaration = given.declaration
    kind = declaration.kind or classify(blocks, given.text, kind_named(given.said), given.first("title", "headline"))
    if kind in ("document", "article") and not declaration.kind and kind_named(given.said) is None:
        kind = kind_by_name(given.said, given.file_name) or kind
    start = 0 if kind == "chat" else blocks[0].start  # what stands above the first message says who sent it
    document = Document(given.source_id, given.source_id, 1, kind, start=start, end=blocks[-1].end)
    part = without_furniture(Part(document, blocks), given.text)
    of_file = title_of_file(given.file_name) if kind == "chat" else None
    document.title = declaration.title or of_file or given.first("title", "headline")
    _state(part, given)
    if kind == SPREADSHEET and not document.title:
        document.title = name_of_file(given.file_name)
    return part


def _items(blocks: list[Block], items: list[Item], given: Given) -> Iterator[Part]:
    """Yield the documents that the format tells apart; an id is made of the name that the format gives, or of the date."""
    taken, declaration = Taken(), given.declaration
    if len(items) > 1:  # what is declared of the source is not the date or address of each of its documents
        declaration = msgspec.structs.replace(declaration, published_date=None, url=None)
    # the address, date and title of a feed are not those of each of its entries
    of_all = {key: value for key, value in given.said.items() if key in (*AUTHOR, *PUBLISHER, *LANGUAGE)}
    starts = [block.start for block in blocks]
    for item in bundles.with_rest(items, starts):
        within = blocks[bisect_left(starts, item.start) : bisect_left(starts, item.end)]
        if not within:
            continue
        of_item = replace(given, said=of_all | item.said, declaration=declaration)
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
    document.title = document.title or printed_title(part.blocks, kind, given)
    document.author = given.first(*AUTHOR) or declaration.creator
    document.publisher = declaration.publisher or given.first(*PUBLISHER)
    document.url = declaration.url or stated_url(given)
    document.language = declaration.language or given.first(*LANGUAGE)
    document.published_date, document.date_basis, problems = stated_date(given, kind)
    if (
        document.title
        and document.date_basis is None
        and not problems
        and kind in ("document", "motion", "minutes", SPREADSHEET)
    ):
        day, problems = date_of_title(document.title, given)
        document.published_date, document.date_basis = (day, "title") if day else (None, None)
    if kind == "hearing" and document.date_basis in (None, "file name") and (day := sitting_date(part.blocks, given)):
        document.published_date, document.date_basis = day, "date line above the first speech"
    if kind == "judgment" and document.published_date is None and (day := judgment_date(part.blocks, given)):
        document.published_date, document.date_basis = day, "date line of the judgment"
    if kind == "minutes" and document.date_basis in (None, "file name"):
        held = meeting_day(part.blocks, given.text, declaration.hints.date_order)
        document.published_date, document.date_basis = (
            (held.edtf, "day of the meeting") if held else (document.published_date, document.date_basis)
        )
    if not given.said and (found := _head(part, kind, given)):
        titles = (
            (found.title, document.title) if found.of_page and not declaration.title else (document.title, found.title)
        )
        document.title, document.author = next(filter(None, titles), None), document.author or found.author
        if document.published_date is None and found.date:
            document.published_date, document.date_basis = found.date, found.basis
    part.problems += [*problems, *unpublished(given), *([] if given.said else _open_dates(part.blocks, given))]


def _head(part: Part, kind: str, given: Given) -> Head | None:
    """Return what the head of a text of no kind that has one of its own says, or that of the page of a post."""
    if kind == "blog post":
        return page_head(part.blocks, given, is_post=True)
    memo = memo_head(given.text, part.document.start) if kind in ("document", "rules") else None
    return memo or (head(part.blocks, given) if kind == "document" else None)


def _open_dates(blocks: list[Block], given: Given) -> Iterator[tuple[str, int, int]]:
    """Yield what a person could declare of dates that may divide the source."""
    yield from yearless(blocks, given)
    yield from either_way(blocks, given)
