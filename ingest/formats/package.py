"""Files that are packages of XML (DOCX): their parts, read within limits and without fetching anything."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from io import BytesIO
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from ingest.errors import UnreadableError

MOST_IN_A_PART = 60_000_000  # bytes of XML
MOST_IN_ALL = 200_000_000
Element = Any  # lxml ships no types
OLD_WORD = b"\xd0\xcf\x11\xe0"  # also what Word makes of a file with a password
BROKEN = "mend it, or save it again"


class Package:
    """The parts of a package by name. Raises UnreadableError for a file that is none."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(OLD_WORD):
            raise UnreadableError(
                "it is an old Word file, or locked with a password; save it as .docx, without a password."
            )
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise UnreadableError(f"it is no package of XML, as a .docx is ({error}); {BROKEN}.") from None
        self._left = MOST_IN_ALL
        self.names = set(self._zip.namelist())

    def part(self, name: str) -> Element | None:
        """Return the root of a part, or None where there is none of this name.

        Raises UnreadableError where it is too large or no XML.
        """
        if name not in self.names:
            return None
        data = self._bytes(name)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableError(f"its part {name} is no XML ({error}); {BROKEN}.") from None

    def _bytes(self, name: str) -> bytes:
        most = min(MOST_IN_A_PART, self._left)
        try:
            with self._zip.open(name) as part:
                data = part.read(most + 1)
        except (
            zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError, KeyError,
        ) as error:  # fmt: skip
            raise UnreadableError(f"its part {name} cannot be read ({error}); {BROKEN}.") from None
        if len(data) > most:
            raise UnreadableError(f"its part {name} is larger than {most:,} bytes; part the document.")
        self._left -= len(data)
        return data

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
