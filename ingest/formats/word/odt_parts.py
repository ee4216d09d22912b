"""The parts of an OpenDocument text, in a package (ODT, OTT) or in one file of XML (FODT): its body, its styles, its title."""

from __future__ import annotations

from typing import NamedTuple

from ingest.errors import UnreadableError
from ingest.formats.package import MOST_IN_A_PART, Element, Package, root_of
from ingest.formats.word.odt_text import OASIS, OFFICE

TITLE = ".//{http://purl.org/dc/elements/1.1/}title"
ENCRYPTED = f"{{{OASIS}:manifest:1.0}}encryption-data"
ZIP = b"PK"
XML = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\0<")
NONE = "it holds no {} of OpenDocument; give it the name of its format, or save it again."


class Parts(NamedTuple):
    """The body of a text; the roots of all parts that have styles, those that count more behind the others; what it is titled."""

    body: Element
    roots: list[Element]
    title: str | None


def parts_of(data: bytes, kind: str = "text") -> Parts:
    """Return the parts of a text, or of a `presentation`. Raises UnreadableError for a file that is none, or is locked."""
    if data.startswith(ZIP):
        content, styles, meta = _packed(Package(data, ".odt"))
    else:
        if not data.lstrip().startswith(XML):
            raise UnreadableError(NONE.format(kind))
        if len(data) > MOST_IN_A_PART:
            raise UnreadableError(f"it is larger than {MOST_IN_A_PART:,} bytes; save it as .odt.")
        content = root_of(data.lstrip(), "the whole file")
        styles = meta = None
    body = content.find(f"{OFFICE}body/{OFFICE}{kind}") if content is not None else None
    if content is None or body is None:
        raise UnreadableError(NONE.format(kind))
    about = meta if meta is not None else content.find(f"{OFFICE}meta")
    title = about.find(TITLE) if about is not None else None
    words = " ".join("".join(title.itertext()).split()) if title is not None else ""
    return Parts(body, [each for each in (styles, content) if each is not None], words or None)


def _packed(package: Package) -> tuple[Element | None, ...]:
    manifest = package.part("META-INF/manifest.xml", mend=True)
    if manifest is not None and next(manifest.iter(ENCRYPTED), None) is not None:
        raise UnreadableError("it is locked with a password; save it without one.")
    return package.part("content.xml"), package.part("styles.xml"), package.part("meta.xml", mend=True)
