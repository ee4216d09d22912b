"""Files that are packages of XML (DOCX, EPUB): their parts, read within limits and without fetching anything."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Collection, Iterator
from io import BytesIO
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from ingest.errors import UnreadableError

MOST_IN_A_PART = 60_000_000  # bytes of XML
MOST_IN_ALL = 200_000_000
Element = Any  # lxml ships no types
BROKEN = "mend it, or save it again"


def root_of(data: bytes, name: str, mend: bool = False) -> Element:
    """Return the root of XML, of which no entity is expanded; `name` is that of the part. Raises UnreadableError for what is none."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, recover=mend
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"its part {name} is no XML ({error}); {BROKEN}.") from None
    if root is None:
        raise UnreadableError(f"its part {name} is no XML; {BROKEN}.")
    return root


def elements(data: bytes, name: str, wanted: Collection[str]) -> Iterator[Element]:
    """Yield the elements of XML that have one of these names, each when it is whole, and forget it and those before it.

    Raises UnreadableError for what is no XML, when it is reached; as in `root_of` no entity is expanded.
    """
    tags = [f"{{*}}{each}" for each in wanted]
    parser = etree.iterparse(
        BytesIO(data),
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, each in parser:
            yield each
            each.clear()
            while each.getprevious() is not None:
                del each.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"its part {name} is no XML ({error}); {BROKEN}.") from None


class Package:
    """The parts of a package by name. Raises UnreadableError for a file that is none; `kind` is what it should be, ".docx"."""

    def __init__(self, data: bytes, kind: str) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (
            Exception
        ) as error:  # zipfile raises struct.error and more on broken directories, and documents none of them
            raise UnreadableError(f"it is no package of XML, as {kind} files are ({error}); {BROKEN}.") from None
        self._left = MOST_IN_ALL
        self.names = set(self._zip.namelist())

    def part(self, name: str, mend: bool = False) -> Element | None:
        """Return the root of a part, or None where there is none of this name; with `mend`, as much as can be read of it.

        Raises UnreadableError where it is too large or no XML.
        """
        return root_of(self.bytes_of(name), name, mend) if name in self.names else None

    def bytes_of(self, name: str) -> bytes:
        """Return the bytes of a part. Raises UnreadableError where they are broken, locked or too many."""
        most = min(MOST_IN_A_PART, self._left)
        try:
            with self._zip.open(name) as part:
                data = part.read(most + 1)
        except Exception as error:  # what is broken, locked, or packed by a method that is not there
            raise UnreadableError(f"its part {name} cannot be read ({error}); {BROKEN}.") from None
        if len(data) > most:
            raise UnreadableError(f"its part {name} is larger than {most:,} bytes; part the document.")
        self._left -= len(data)
        return data

    def targets(self, name: str) -> dict[str, str]:
        """Return the names of the parts to which a part is related, by the ids of the relations."""
        folder, file = posixpath.split(name)
        root = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
        return {
            each.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/")
            for each in (root if root is not None else ())
        }

    def related(self, name: str, kind: str) -> list[str]:
        """Return the targets to which a part is related as a `kind` (the last word of its address), in order of id.

        A part in the package is given by its name, anything else by its address.
        """
        folder, file = posixpath.split(name)
        root = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
        if root is None:
            return []
        found = []
        for each in sorted(root, key=lambda each: (len(each.get("Id", "")), each.get("Id", ""))):
            if each.get("Type", "").rsplit("/", 1)[-1] == kind and each.get("Target"):
                target = each.get("Target", "")
                external = each.get("TargetMode") == "External"
                found.append(
                    target if external else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                )
        return found
