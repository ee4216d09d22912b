"""Texts of an RTF file while they are filled, and what holds in a group until it ends."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.formats.word.word_flow import Filled, Paragraph, Row

# what the words of a group are
SHOWN, SKIPPED, FONTS, STYLES, NUMBER, FIELD, ABOUT, TITLE = (
    "shown", "skipped", "fonts", "styles", "number", "field", "about", "title",
)  # fmt: skip


@dataclass(slots=True)
class State:
    """What holds in a group until it ends."""

    target: str = SHOWN
    font: int | None = None
    skips: int = 1  # characters behind \u that stand for it where it is not known
    hidden: bool = False
    deleted: bool = False
    inserted: bool = False
    style: int = 0
    outline: int | None = None
    in_table: bool = False
    text: str = ""  # what the text is that begins with this group

    def below(self) -> State:
        """Return the state of a group that opens here."""
        return State(
            self.target, self.font, self.skips, self.hidden, self.deleted, self.inserted, self.style, self.outline, self.in_table
        )  # fmt: skip


@dataclass(slots=True)
class Text:
    """A text while it is filled: what is done of it, the row and the cell that are open, and the paragraph."""

    filled: list[Filled] = field(default_factory=list)
    row: list[list[Paragraph]] = field(default_factory=list)
    cell: list[Paragraph] = field(default_factory=list)
    here: Paragraph = field(default_factory=Paragraph)

    def end_row(self) -> None:
        """End the row that is open, with the cell that is; what stands in a cell of no row stands by itself."""
        if self.row:
            self.filled.append(Row([*self.row, self.cell] if self.cell else self.row))
        else:
            self.filled += self.cell
        self.row, self.cell = [], []
