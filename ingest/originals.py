"""Files as received, found again for an archive: the proof that nothing but what is listed was left out."""

from __future__ import annotations

import os
from collections import defaultdict
from hashlib import sha256
from pathlib import Path

from ingest.read import files_in
from ingest.withhold import Stretch, mask


class Originals:
    """The files of a folder by their size, each read only when a source has just as many bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._by_size: dict[int, list[Path]] = defaultdict(list)
        for path in files_in(folder):
            if path.is_file() and os.access(path, os.R_OK):
                self._by_size[path.stat().st_size].append(path)

    def find(
        self, size: int, digest: str | None, published: str, encoding: str, withheld: list[tuple[int, int]]
    ) -> str | None:
        """Return the name of the file that gives these digests once `withheld` is masked, or None."""
        stretches = [Stretch(start, end, "", "") for start, end in withheld]
        for path in self._by_size.get(size, []):
            data = path.read_bytes()
            if digest in (None, sha256(data).hexdigest()) and _published(data, encoding, stretches) == published:
                return path.name
        return None


def _published(data: bytes, encoding: str, stretches: list[Stretch]) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return sha256(mask(text, stretches).encode("utf-8")).hexdigest()
