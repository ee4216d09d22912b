"""Saved web pages: every word that a browser shows, in order; what is not the text of the page is named."""

from __future__ import annotations

from collections.abc import Collection

from ingest.formats.blocks import Block, Item, Split
from ingest.formats.decode import Decoded, Run
from ingest.formats.html import telegram as html_telegram
from ingest.formats.html.charset import Markup, read_markup
from ingest.formats.html.entries import of_one, posts
from ingest.formats.html.main import discards
from ingest.formats.html.marks import Attributed
from ingest.formats.html.places import place_of
from ingest.formats.html.reader import Reader
from ingest.formats.html.said import attributed, said_by, title_in
from ingest.formats.html.tables import Stretch
from ingest.formats.html.text import set_apart

HIDDEN = "a stylesheet or a script was to show this page; it is read as if it had: look at it in a browser"
BROKEN = "{} bytes of this page are no characters of {} and stand as \ufffd; declare the right `encoding:`"


def decode(data: bytes, declared: str | None, include: Collection[str]) -> Decoded:
    """Return the text of a page: what a browser shows of it, its main text as text, everything else as named discards.

    `include` may hold "comments". Raises UnreadableError where the file is no page, DeclarationError where it is not in
    the encoding declared.
    """
    found = read_markup(data, declared)
    markup = " " + found.words[1:] if found.words.startswith("\ufeff") else found.words
    if html_telegram.is_export(markup):
        return html_telegram.written(markup, found)
    xml = markup.lstrip().startswith("<?xml")
    reader, problems = _read(markup, xml)
    tags = attributed(reader.stated)
    said, doubts = said_by(markup, tags, reader.stretches)
    names = discards(reader.stretches, markup, reader.depth, said.get("title"))
    if "comments" in include:
        names = [None if name == "comments" else name for name in names]
    text, places = set_apart(reader.stretches)
    items: list[Item] = []
    if reader.entries:
        names, items = (names, []) if "date" in said else posts(reader.entries, places, names, tags, markup)
        doubts = [] if items else doubts
        said = _with_post(said, of_one(reader.entries, places, names, tags, markup), markup, tags)
    blocks = [
        Block(name or each.kind, start, end, 0 if name else each.level, discard=name is not None)
        for name, (each, (start, end)) in zip(names, places, strict=True)
    ]
    if found.broken:
        problems.append(BROKEN.format(found.broken, found.codec))
    problems += [found.doubt] if found.doubt else []
    told = [(reason, 0, len(text)) for reason in [*problems, *doubts]]
    return Decoded(text, None, Split(blocks, dict(said), told, items), _runs(places, found))


def _with_post(said: dict[str, str], post: dict[str, str], markup: str, tags: Attributed) -> dict[str, str]:
    """Return what a page says of itself with what its one post says; it is called as its post is, where the page says so too."""
    post.pop("name", None)
    found = post | said
    whole = title_in(markup, tags)
    if "title" in post and whole and post["title"] in whole and said.get("title") not in (whole, post["title"]):
        found["title"] = post["title"]
    return found


def _read(markup: str, xml: bool) -> tuple[Reader, list[str]]:
    """Read a page, and once more as if all of it were shown where nothing of it is."""
    reader = Reader(markup, hidden="kept", naming=place_of, xml=xml)
    stretches = reader.read()
    if not stretches or any(not each.part for each in stretches):
        return reader, []
    reader = Reader(markup, hidden="shown", naming=place_of, xml=xml)
    reader.read()
    return reader, [HIDDEN]


def _runs(places: list[tuple[Stretch, tuple[int, int]]], found: Markup) -> tuple[Run, ...]:
    """Return the bytes of every stretch, counted once from the beginning to the end of the page."""
    if found.raw is None:
        return ()
    ends = sorted({place for each, _ in places for place in (each.start, each.end)})
    bytes_at, here, count = {}, 0, 0
    for place in ends:
        count += _size(found.raw[here:place], found.codec)
        bytes_at[place], here = count, place
    return tuple(
        Run(start + each.mark, end, bytes_at[each.start], bytes_at[each.end])
        for each, (start, end) in places
        if each.start < each.end and start + each.mark < end
    )


def _size(words: str, codec: str) -> int:
    return len(words) if codec.startswith("cp125") else len(words.encode(codec, "surrogateescape"))
