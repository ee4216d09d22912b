"""The text that is made of a document of a word processor, block by block: what is shown, and what is kept beside it under a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from ingest.errors import UnreadableError
from ingest.formats.blocks import Block
from ingest.formats.package import Element

LONGEST = 50_000_000  # characters
CHANGES = (
    "it has tracked changes: what was inserted (in {} paragraphs) is shown, what was deleted (in {}) is kept as discards; ask for "
    "the version that was published"
)
PICTURES = "it holds pictures and no text; run OCR over them and put the text in its place."
TOO_DEEP = "it is nested too deep; save it again."
AnyWords = TypeVar("AnyWords", bound="Words")
UNKNOWN_NUMBERS = "numbers of the form {} are shown as 1, 2, 3; check them against the document as its program shows it"


@dataclass(slots=True)
class Words:
    """The words of a paragraph, in order: those shown, and the others under the name of their discard.

    `boxes` are the text boxes anchored in it.
    """

    shown: list[str] = field(default_factory=list)
    apart: dict[str, list[str]] = field(default_factory=dict)
    boxes: list[Element] = field(default_factory=list)
    inserted: bool = False
    pictures: int = 0

    def add(self, words: str, name: str | None) -> None:
        if name:
            self.apart.setdefault(name, []).append(words)
        else:
            self.shown.append(words)


@dataclass(slots=True)
class Written:
    """A text that grows block by block, and how often something in it was changed or drawn; `page` is where the next block stands."""

    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    length: int = 0
    inserted: int = 0
    deleted: int = 0
    pictures: int = 0
    page: str | None = None

    def add(self, kind: str, words: str, level: int = 0, discard: bool = False, gap: str = "\n\n") -> None:
        """Add a block, if it has words."""
        words = words.strip()
        if not words:
            return
        if self.length > LONGEST:
            raise UnreadableError(f"it has more than {LONGEST:,} characters; part the document.")
        gap = gap if self.parts else ""
        start = self.length + len(gap)
        self.parts += [gap, words]
        self.length = start + len(words)
        self.blocks.append(Block(kind, start, self.length, level, discard, None if discard else self.page))

    def count(self, words: Words) -> None:
        """Count what was changed and drawn in a paragraph."""
        self.inserted += words.inserted
        self.deleted += "deleted text" in words.apart
        self.pictures += words.pictures

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def says(self, title: str) -> bool:
        """Tell whether a title is what a block of the text says."""
        words, text = title.casefold().split(), self.text
        return any(text[each.start : each.end].casefold().split() == words for each in self.blocks if not each.discard)

    def changes(self) -> list[tuple[str, int, int]]:
        """Return the problem that tells of tracked changes, where there are any."""
        if self.inserted or self.deleted:
            return [(CHANGES.format(self.inserted, self.deleted), 0, 0)]
        return []


def add_table(
    written: Written,
    rows: Iterable[list[Element]],
    write: Callable[[Element], None],
    read: Callable[[Element], tuple[str, list[AnyWords]]],
    behind: Callable[[AnyWords], None],
) -> None:
    """Write a table row by row; one of a single column is a frame around paragraphs.

    `write` writes what stands in a cell as if it stood in no table; `read` returns its text on one line, and its paragraphs,
    of which `behind` writes what belongs to them.
    """
    held = list(rows)
    if all(len(row) <= 1 for row in held):
        for cell in (cell for row in held for cell in row):
            write(cell)
        return
    for index, row in enumerate(held):
        cells = [read(cell) for cell in row]
        if any(text for text, _ in cells):
            line = " | ".join(text for text, _ in cells)
            written.add("table", f"| {line} |", gap="\n" if index else "\n\n")
        for words in (words for _, inside in cells for words in inside):
            behind(words)
