"""Files as received, found again for an archive: the proof that nothing but what is listed was left out."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from ingest.containers import container_of
from ingest.declarations.source import Declaration
from ingest.errors import ArchiveError
from ingest.formats import Format, format_for
from ingest.parsing.decoded import reads
from ingest.sources.folder import listing
from ingest.sources.received import Received
from ingest.sources.unpack import unpack
from ingest.withholding.withhold import Stretch, mask

# what a person may have asked for when the file was read
ASKED = ((), ("drafts",), ("comments",), ("drafts", "comments"))


class Original(NamedTuple):
    """The name of a file as received, and its text with nothing withheld."""

    name: str
    text: str


class Originals:
    """The files of a folder by their size, each read only when a source has just as many bytes.

    Files in containers are loaded once to know their size: what a container says of it need not be true.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._by_size: dict[int, list[Received]] = defaultdict(list)
        for each in listing(folder).files:
            path = folder / each.path
            alone = Received("", path, Declaration())
            if container_of(path.name):
                self._unpack(alone)
            if os.access(path, os.R_OK):
                self._by_size[path.stat().st_size].append(alone)

    def find(
        self,
        size: int,
        digest: str | None,
        published: str,
        encoding: str | None,
        media_type: str,
        withheld: list[tuple[int, int]],
    ) -> Original | None:
        """Return the file that gives these digests once `withheld` is masked, or None."""
        stretches = [Stretch(start, end, "", "") for start, end in withheld]
        format = format_for(media_type)
        for received in self._by_size.get(size, []):
            data = _loaded(received)
            if data is None or format is None or digest not in (None, sha256(data).hexdigest()):
                continue
            for text in _texts(received, data, encoding, format):
                if published == sha256(mask(text, stretches).encode("utf-8")).hexdigest():
                    return Original("/".join(part for part in (received.container, received.file_name) if part), text)
        return None

    def _unpack(self, container: Received) -> None:
        for _, received in unpack(container, container.path.name, []):
            data = _loaded(received)
            if data is not None:
                self._by_size[len(data)].append(received)


def _loaded(received: Received) -> bytes | None:
    try:
        return received.load()
    except ArchiveError:
        return None


def _texts(received: Received, data: bytes, encoding: str | None, format: Format) -> Iterator[str]:
    """Yield the text that a file can have given: one in its encoding, or what its format takes out of it."""
    if encoding is not None:
        with suppress(UnicodeDecodeError):
            yield data.decode(encoding)
        return
    read = reads(received, format)
    for charset in dict.fromkeys((received.encoding, None)):
        for asked in ASKED:
            try:
                yield read(data, charset, asked).text
            except ArchiveError:
                break
