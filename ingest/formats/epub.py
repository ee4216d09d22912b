"""Books (EPUB): their words in the order of reading, as one text; tables of contents and what stands beside are named.

A file that its book does not list, as pictures and styles are, is not read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from ingest.errors import UnreadableError
from ingest.formats.blocks import Block, Split
from ingest.formats.decode import Decoded
from ingest.formats.epub_package import PAGES, Book, read_book
from ingest.formats.epub_pages import PrintedPages
from ingest.formats.html.charset import read_markup
from ingest.formats.html.reader import Reader
from ingest.formats.html.tables import Stretch
from ingest.formats.html.text import set_apart
from ingest.formats.package import Package

LOCKED = (
    "{} of its {} chapters {} locked by a licence (DRM) and cannot be read; ask its publisher for a copy without it"
)
UNREADABLE = "[nothing of {} can be read]"
CONTENTS, BESIDE = "table of contents", "outside the order of reading"


@dataclass(slots=True)
class Pages:
    """The pages of a book as they are read: their stretches, the discard that each is, and what could not be read."""

    stretches: list[Stretch] = field(default_factory=list)
    names: list[str | None] = field(default_factory=list)
    locators: list[str | None] = field(default_factory=list)
    printed: PrintedPages = field(default_factory=PrintedPages)
    problems: list[tuple[str, int]] = field(default_factory=list)  # a sentence, and the stretch that it is about

    def add(self, stretch: Stretch, name: str | None, locator: str | None = None) -> None:
        self.stretches.append(stretch)
        self.names.append(name)
        self.locators.append(None if name else locator)


def decode(data: bytes, declared: str | None = None, include: Collection[str] = ()) -> Decoded:  # noqa: ARG001
    """Return the text of a book and its blocks. Raises UnreadableError for a file that is none, or is locked."""
    package = Package(data, ".epub")
    book = read_book(package)
    if not book.reading:
        raise UnreadableError("its book has no chapters; save it again.")
    locked = [path for path in book.reading if path in book.locked]
    if len(locked) == len(book.reading):
        raise UnreadableError("it is locked by a licence (DRM); ask its publisher for a copy without it.")
    pages = Pages()
    if book.details:
        pages.add(Stretch("paragraph", "\n".join(book.details), 0, 0, 0), "book details")
    for path in book.reading:
        _page(package, path, book, pages, CONTENTS if path in book.contents else None)
    for name, paths in ((CONTENTS, book.contents), (BESIDE, book.beside)):
        for path in paths:
            if path not in book.reading:
                _page(package, path, book, pages, name)
    if locked:
        book.problems.append(LOCKED.format(len(locked), len(book.reading), "is" if len(locked) == 1 else "are"))
    return _decoded(book, pages)


def _decoded(book: Book, pages: Pages) -> Decoded:
    text, places = set_apart(pages.stretches)
    blocks = [
        Block(name or each.kind, start, end, 0 if name else each.level, name is not None, locator)
        for name, locator, (each, (start, end)) in zip(pages.names, pages.locators, places, strict=True)
    ]
    problems = [(reason, *places[n][1]) for reason, n in pages.problems]
    return Decoded(text, None, Split(blocks, dict(book.said), [*((each, 0, 0) for each in book.problems), *problems]))


def _page(package: Package, path: str, book: Book, pages: Pages, name: str | None) -> None:
    """Read one file of a book; a line stands for one that cannot be read."""
    try:
        if path in book.locked:
            raise UnreadableError("locked")
        if path not in package.names:
            raise UnreadableError(f"its part {path} is missing; get the book again.")
        if book.reading.get(path, PAGES[0]) not in PAGES:
            raise UnreadableError(f"its part {path} is of the type {book.reading[path][:60]}, which is not read.")
        words = read_markup(package.bytes_of(path)).words
        markup = " " + words[1:] if words.startswith("\ufeff") else words
    except UnreadableError as error:
        pages.add(Stretch("paragraph", UNREADABLE.format(path or "a chapter"), 0, 0, 0), "unreadable part")
        if path not in book.locked:
            pages.problems.append((str(error).rstrip("."), len(pages.stretches) - 1))
        return
    pages.printed.begin(markup)
    for stretch, own in _read(markup, book.labels.get(path, {})):
        number = "page number" if pages.printed.is_number(stretch) else None
        pages.add(stretch, own or name or number, pages.printed.locator(stretch))


def _read(markup: str, labels: dict[str, int]) -> Iterator[tuple[Stretch, str | None]]:
    """Yield the stretches of a page, and the discard that each is; what the table of contents calls it is a heading."""
    for each in Reader(markup, hidden="kept", xml=True).read():
        level = labels.get(" ".join(each.words.split()).casefold()) if each.kind == "paragraph" else None
        part = "form" if each.part == "control" else each.part
        yield each._replace(kind="heading", level=level) if level else each, part or None
