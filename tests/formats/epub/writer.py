"""Small books for tests, written file by file."""

from __future__ import annotations

from collections.abc import Mapping

from tests.formats.docx.writer import package

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)
NAMES = 'xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"'
TYPES = {"xhtml": "application/xhtml+xml", "ncx": "application/x-dtbncx+xml", "png": "image/png", "css": "text/css"}


def page(body: str) -> str:
    """Return a file of a book."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head><body>{body}</body></html>'
    )


def epub(
    files: Mapping[str, str | bytes],
    spine: tuple[str, ...] = (),
    metadata: str = "<dc:title>The Kettle</dc:title>",
    guide: str = "",
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """Return a book of these files, all of them in the order of reading unless `spine` says which; `more` are files beside them."""
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="{TYPES[name.rpartition(".")[2]]}"'
        + (' properties="nav"/>' if name.startswith("nav") else "/>")
        for n, name in enumerate(files)
    )
    order = "".join(f'<itemref idref="i{list(files).index(name)}"/>' for name in spine or files)
    opf = f"<package {NAMES}><metadata>{metadata}</metadata><manifest>{items}</manifest><spine>{order}</spine><guide>{guide}</guide></package>"
    return package(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": CONTAINER,
            "OEBPS/book.opf": opf,
            **{f"OEBPS/{name}": content for name, content in files.items()},
            **(more or {}),
        }
    )
