"""What a declaration of a container says that fits none of the files in it: a mistake, as it is for a single file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ingest.errors import DeclarationError
from ingest.sources.received import Received


class Unfit:
    """The sentences about what did not fit, as far as they hold for every file of a declaration that was parsed."""

    def __init__(self) -> None:
        self._held: dict[Path, dict[str, None]] = {}

    def note(self, received: Received, unfit: Iterable[str]) -> None:
        """Note what did not fit one file that a declaration of several speaks of."""
        if received.declared and received.is_one_of_many:
            here = dict.fromkeys(unfit)
            held = self._held.get(received.declared, here)
            self._held[received.declared] = {each: None for each in held if each in here}

    def faults(self) -> Iterator[DeclarationError]:
        """Yield the mistakes."""
        for declared, sentences in self._held.items():
            yield from (DeclarationError(f"{declared}: {each}") for each in sentences)
