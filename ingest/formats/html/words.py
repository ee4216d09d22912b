"""Words of a page gathered into the stretches that stand by themselves, with white space as a browser shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.formats.html.tables import Row, Stretch
from ingest.formats.html.tokens import resolved

# what a browser shows as one space
WHITE = re.compile(r"[ \t\n\f\r]+")
BLANK = " \t\n\f\r"
UNEVEN = ("\n", "  ", "\t", "\r", "\f")
# the same, but for line ends
BLANKS = re.compile(r"[ \t\f]+")
# "\r\n"
LINE_END = re.compile(r"\r\n?")
# spaces around a line end that was asked for, and spaces that two elements brought together
LOOSE = re.compile(r"[ \n]*\n[ \n]*| {2,}")
# an empty line
EMPTY_LINE = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(slots=True)
class List:
    """A list that is open: how deep it is nested, its next number, and the mark before the item that was opened last."""

    depth: int
    outer: List | None = None
    number: int | None = None
    step: int = 1
    style: str = "decimal"
    mark: str = ""
    fresh: bool = False  # the item has shown no word yet
    item: int = -1  # where the open item stands among the open elements

    def marks(self) -> str:
        """Return what stands before the first word of an item, and of those around it, and have it said."""
        said: list[str] = []
        here: List | None = self
        while here and here.fresh:
            said.append(here.mark)
            here.fresh, here.mark, here = False, "", here.outer
        return "".join(reversed(said))


class Around(NamedTuple):
    """What the open elements make of a word.

    `unseen` is "" for what is shown, "hidden", "no-script notice", or "never" for programs. `keeps` is what is kept of
    white space: "lines" (their ends), "spaces" (every one), "characters" (and entities are none), or nothing.
    """

    unseen: str = ""
    kind: str = "paragraph"
    level: int = 0
    quotes: int = 0
    list: List | None = None
    keeps: str = ""
    place: str | None = None
    control: bool = False


PLAIN = Around()


@dataclass(slots=True)
class Words:
    """The stretches of a page as they grow: words are said one after the other, `end_stretch` parts them.

    What a browser does not show is left out; with `hidden` "kept" it comes as stretches of its own.
    """

    markup: str
    hidden: str = ""
    stretches: list[Stretch] = field(default_factory=list)
    around: Around = PLAIN
    row: Row | None = None
    in_link: bool = False
    words: list[str] = field(default_factory=list)
    start: int = -1
    end: int = 0
    broken: bool = False  # the last word is a line end
    _linked: int = 0  # characters of links
    _in_controls: bool = True  # every word stands on a button
    _unseen: list[tuple[str, str, int, int]] = field(default_factory=list)

    def text(self, start: int, end: int) -> None:
        """Say what stands between two tags."""
        raw, around = self.markup[start:end], self.around
        if raw.isspace() and not (around.keeps or self.words):
            return
        words = raw
        if "&" in raw and around.keeps != "characters":
            words = resolved(raw)
        if "\0" in words:
            words = words.replace("\0", "")
        if around.unseen:
            if self.hidden == "kept" and around.unseen != "never":
                self._unseen.append((around.unseen, words, start, end))
            return
        if not around.keeps:
            words = spaced(words)
        elif "\r" in words or around.keeps == "lines":
            words = LINE_END.sub("\n", words)
            words = BLANKS.sub(" ", words) if around.keeps == "lines" else words
        self.say(words, start + len(raw) - len(raw.lstrip()), end - len(raw) + len(raw.rstrip()))

    def say(self, words: str, start: int, end: int) -> None:
        """Add words to the stretch, made of the markup between the two places."""
        if not words or words.isspace():
            if self.words or self.around.keeps:
                self.words.append(words)
            return
        if self.start < 0:
            self.start = start
        self.end, self.broken = max(start, end), False
        if not self.around.control:
            self._in_controls = False
        if self.in_link:
            self._linked += len(words)
        self.words.append(words)

    def break_line(self) -> None:
        """End a line; an empty line ends the stretch."""
        if self.around.unseen:
            return
        if self.broken and self.around.kind != "heading":
            self.end_stretch()  # an empty line
        elif self.words:
            self.words.append("\n")
            self.broken = True

    def end_stretch(self, kind: str | None = None) -> None:
        """What is said next stands by itself. `kind` is that of the stretch, if not told by what is around it."""
        if self.words:
            words = "".join(self.words)
            if self.start >= 0:
                self._put(words, kind)
            self.words, self.start, self.broken, self._linked, self._in_controls = [], -1, False, 0, True
        if self._unseen:
            self._put_unseen()

    def _put(self, words: str, kind: str | None) -> None:
        around = self.around
        fresh = bool(around.list and around.list.fresh)
        mark = around.list.marks() if around.list and fresh else ""
        kind, level = (kind, 0) if kind else self._kind(fresh)
        part = "control" if self._in_controls else ""
        linked = self._linked * 10 >= len(words) * 8
        if mark and kind == "code":
            self.put(Stretch("list item", mark.strip(), level, self.start, self.start, around.place, part))
            mark = ""
        for piece in _pieces(words, around.keeps):
            self.put(Stretch(kind, mark + piece, level, self.start, self.end, around.place, part, linked, len(mark)))
            mark = ""

    def _kind(self, fresh: bool) -> tuple[str, int]:
        around = self.around
        if around.kind != "paragraph":
            return around.kind, around.level
        if around.quotes:
            return "quote", around.quotes
        return ("list item" if fresh else "paragraph"), around.list.depth if around.list else 0

    def put(self, stretch: Stretch) -> None:
        if self.row and self.row.cells:
            self.row.cells[-1].append(stretch)
        else:
            self.stretches.append(stretch)

    def _put_unseen(self) -> None:
        unseen, self._unseen = self._unseen, []
        words = WHITE.sub(" ", "".join(words for _, words, _, _ in unseen)).strip()
        if words:
            start, end = unseen[0][2], unseen[-1][3]
            self.stretches.append(Stretch("paragraph", words, 0, start, end, self.around.place, unseen[0][0]))


def spaced(words: str) -> str:
    """Return words with their white space as a browser shows it: one space."""
    if words and not words.strip(BLANK):
        return " "
    return WHITE.sub(" ", words) if any(map(words.__contains__, UNEVEN)) else words


def _pieces(words: str, keeps: str) -> list[str]:
    """Return the paragraphs of a stretch: one, unless its empty lines are kept."""
    if keeps in ("spaces", "characters"):
        words = words.strip("\n").rstrip()
        return [words] if words.strip() else []
    if keeps == "lines":
        return [piece.strip() for piece in EMPTY_LINE.split(words) if piece.strip()]
    if "\n" in words or "  " in words:
        words = LOOSE.sub(_tight, words)
    words = words.strip()
    return [words] if words else []


def _tight(match: re.Match[str]) -> str:
    return "\n" if "\n" in match[0] else " "
