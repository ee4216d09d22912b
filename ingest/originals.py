"""Files as received, found again for an archive: the proof that nothing but what is listed was left out."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from ingest.errors import ArchiveError
from ingest.formats import Format, format_for
from ingest.read import files_in
from ingest.withhold import Stretch, mask

# what a person may have asked for when the file was read
ASKED = ((), ("drafts",), ("comments",), ("drafts", "comments"))


class Originals:
    """The files of a folder by their size, each read only when a source has just as many bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._by_size: dict[int, list[Path]] = defaultdict(list)
        for path in files_in(folder):
            if path.is_file() and os.access(path, os.R_OK):
                self._by_size[path.stat().st_size].append(path)

    def find(
        self,
        size: int,
        digest: str | None,
        published: str,
        encoding: str | None,
        media_type: str,
        withheld: list[tuple[int, int]],
    ) -> str | None:
        """Return the name of the file that gives these digests once `withheld` is masked, or None."""
        stretches = [Stretch(start, end, "", "") for start, end in withheld]
        format = format_for(media_type)
        for path in self._by_size.get(size, []):
            data = path.read_bytes()
            if format is None or digest not in (None, sha256(data).hexdigest()):
                continue
            texts = (
                sha256(mask(text, stretches).encode("utf-8")).hexdigest() for text in _texts(data, encoding, format)
            )
            if published in texts:
                return path.name
        return None


def _texts(data: bytes, encoding: str | None, format: Format) -> Iterator[str]:
    """Yield the text that a file can have given: one in its encoding, or what its format takes out of it."""
    try:
        if encoding is not None:
            yield data.decode(encoding)
            return
        for asked in ASKED:
            yield format.decode(data, None, asked).text
    except (UnicodeDecodeError, ArchiveError):
        return
