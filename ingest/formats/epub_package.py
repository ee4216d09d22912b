"""What an EPUB says of itself: its details, its files in the order of reading, its table of contents (EPUB 3.3 and 2.0.1)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from ingest.errors import UnreadableError
from ingest.formats.html.json import LONGEST_VALUE, day
from ingest.formats.package import Element, Package

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
OPF = "{http://www.idpf.org/2007/opf}"
TYPE = "{http://www.idpf.org/2007/ops}type"
# fonts that are scrambled so that nobody takes them out; everybody can read the words
SCRAMBLED_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
# what chapters are in: XHTML, and what it was before
PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document", "image/svg+xml")
PUBLICATION = ("", "publication", "original-publication")
AUTHOR = ("", "aut")
SEVERAL_DATES = "it gives several dates of publication ({}); declare published_date"


@dataclass(slots=True)
class Book:
    """A book: what it says of itself in lines, what follows of it for its document, and its files.

    `reading` are the files in the order of reading, each once, and their media types; `beside` those that stand outside it. `contents` are tables of
    contents, `labels` what they call the places in a file, with the depth of each. `locked` are files under a licence.
    """

    details: list[str] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    reading: dict[str, str] = field(default_factory=dict)
    beside: list[str] = field(default_factory=list)
    contents: dict[str, None] = field(default_factory=dict)
    locked: set[str] = field(default_factory=set)
    labels: dict[str, dict[str, int]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read_book(package: Package) -> Book:
    """Return what a package says of its book. Raises UnreadableError where it holds none."""
    name = _main(package)
    root = package.part(name, mend=True)
    if root is None:
        raise UnreadableError("it holds no book; save it again.")
    book = Book(locked=set(_locked(package)))
    _tell(root, book)
    files = {
        each.get("id", ""): (_path(name, each.get("href", "")), each)
        for each in _all(root, "item")
        if each.get("id") and each.get("href")
    }
    ordered = [files[id] for each in _all(root, "itemref") if (id := each.get("idref", "")) in files]
    book.reading = {path: each.get("media-type", "") for path, each in ordered}
    pages = [path for path, each in files.values() if each.get("media-type", "") in PAGES]
    nav = [path for path, each in files.values() if "nav" in each.get("properties", "").split()]
    listed = [path for each in _all(root, "reference") if (path := _listed(name, each))]
    book.contents = dict.fromkeys([*nav, *(path for path in listed if len(book.reading) > 1)])
    book.beside = [path for path in dict.fromkeys(pages) if path not in book.reading and path not in book.contents]
    ncx = [path for path, each in files.values() if each.get("media-type") == "application/x-dtbncx+xml"]
    for path in (*nav, *ncx):
        _label(package, path, book)
    return book


def _main(package: Package) -> str:
    """Return the name of the part that lists the others: the one that the container names, or the only one."""
    container = package.part(CONTAINER, mend=True)
    named = [each.get("full-path", "") for each in _all(container, "rootfile")] if container is not None else []
    lists = sorted(name for name in package.names if name.casefold().endswith(".opf"))
    return next((name for name in (*named, *lists) if name in package.names), "")


def _tell(root: Element, book: Book) -> None:
    """Take the details of a book from its metadata (Dublin Core)."""
    more = {
        (each.get("refines", "").lstrip("#"), each.get("property", "")): _words(each)
        for each in _all(root, "meta")
        if each.get("refines")
    }
    found: dict[str, list[tuple[str, str]]] = {}
    for each in _metadata(root):
        words, name = _words(each), _local(each)
        if not words or "purl.org/dc/" not in each.tag.casefold():
            continue
        book.details.append(f"{name}: {words}")
        id = each.get("id", "")
        kind = {"creator": "role", "title": "title-type", "date": "event"}.get(name, "")
        said = (each.get(f"{OPF}{kind}") or more.get((id, kind), "")) if kind else ""
        found.setdefault(name, []).append((words, said))
    titles = found.get("title", [])
    main = [title for title, kind in titles if kind == "main"] or [title for title, _ in titles]
    authors = dict.fromkeys(words for words, role in found.get("creator", []) if role in AUTHOR)
    told = {"title": main[0] if main else "", "author": ", ".join(authors)}
    told |= {name: found[name][0][0] for name in ("publisher", "language") if name in found}
    days = dict.fromkeys(
        date for words, event in found.get("date", []) if event in PUBLICATION and (date := day(words))
    )
    if len(days) == 1:
        told |= {"date": next(iter(days)), "date_basis": "details of the book"}
    elif days:
        book.problems.append(SEVERAL_DATES.format(", ".join([*days][:4])))
    book.said = {key: value for key, value in told.items() if 0 < len(value) <= LONGEST_VALUE}


def _metadata(root: Element) -> Iterator[Element]:
    """Yield the details of a book; old books have one more element around them."""
    for each in next(_all(root, "metadata"), ()):
        if _local(each) == "dc-metadata":
            yield from (below for below in each if _local(below))
        elif _local(each):
            yield each


def _locked(package: Package) -> Iterator[str]:
    """Yield the files that can be read with a licence alone."""
    root = package.part(ENCRYPTION, mend=True)
    for each in _all(root, "EncryptedData") if root is not None else ():
        method = next((found.get("Algorithm", "") for found in _in(each, "EncryptionMethod")), "")
        if method not in SCRAMBLED_FONTS:
            for data in _in(each, "CipherData"):
                yield from (_path("", found.get("URI", "")) for found in _in(data, "CipherReference"))


def _listed(name: str, reference: Element) -> str | None:
    """Return the file that is a table of contents as a whole (EPUB 2)."""
    href = reference.get("href", "")
    return _path(name, href) if reference.get("type") == "toc" and "#" not in href else None


def _label(package: Package, name: str, book: Book) -> None:
    """Take from a table of contents what it calls the places in each file."""
    try:
        root = package.part(name, mend=True)
    except UnreadableError as error:
        book.problems.append(str(error).rstrip("."))
        return
    waiting = [(root, 0)] if root is not None else []
    while waiting:
        each, depth = waiting.pop()
        kind = _local(each)
        if kind in ("a", "navLabel"):
            _add(book, _path(name, each.get("href", "")), _words(each), depth)
            continue
        if kind == "navPoint":
            depth += 1
            place = next((found.get("src", "") for found in _in(each, "content")), "")
            _add(book, _path(name, place), _words(next(_in(each, "navLabel"), None)), depth)
        if kind != "nav" or "toc" in each.get(TYPE, "toc").split():  # lists of pages and of landmarks are none
            waiting += [(below, depth + (kind == "ol")) for below in each]


def _add(book: Book, path: str, label: str, depth: int) -> None:
    if label and path and len(label) <= LONGEST_VALUE:
        book.labels.setdefault(path, {}).setdefault(label.casefold(), min(max(depth, 1), 6))


def _path(base: str, href: str) -> str:
    """Return the name of a part that an address in another leads to; an address elsewhere is the name of none."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    if parts.scheme or parts.netloc or not parts.path:
        return ""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(base), unquote(parts.path))).lstrip("/")


def _all(root: Element, name: str) -> Iterator[Element]:
    """Yield the elements of this name, whatever their namespace."""
    return (each for each in root.iter() if _local(each) == name)


def _in(root: Element, name: str) -> Iterator[Element]:
    """Yield the elements of this name that stand in another, not deeper."""
    return (each for each in root if _local(each) == name)


def _local(each: Element) -> str:
    return each.tag.rpartition("}")[2] if isinstance(each.tag, str) else ""


def _words(each: Element | None) -> str:
    return " ".join("".join(each.itertext()).split()) if each is not None else ""
