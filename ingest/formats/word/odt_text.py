"""Words of an OpenDocument paragraph: what is shown, and apart from it what is deleted, hidden, in a text box, or in a note.

OpenDocument 1.3, part 3: runs of white space are one space (6.1.2), and what shall be seen besides is an element of its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from ingest.formats import written
from ingest.formats.package import Element

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
T, TABLE, OFFICE, STYLE, DRAW = (f"{{{OASIS}:{name}:1.0}}" for name in ("text", "table", "office", "style", "drawing"))
XLINK = "{http://www.w3.org/1999/xlink}href"
# what holds no words that are shown: how a list of contents is made, what a form is made of, pictures as letters
SILENT = frozenset(
    [
        *(f"{T}{name}" for name in (
            "number", "ruby-text", "tracked-changes", "sequence-decls", "variable-decls", "user-field-decls", "dde-connection-decls",
            "alphabetical-index-auto-mark-file", "table-of-content-source", "illustration-index-source", "table-index-source",
            "object-index-source", "user-index-source", "alphabetical-index-source", "bibliography-source", "section-source",
        )),
        *(f"{OFFICE}{name}" for name in ("forms", "binary-data", "event-listeners", "scripts", "settings", "font-face-decls")),
        f"{TABLE}shapes",
    ]
)  # fmt: skip
WHITE = re.compile(r"[ \t\r\n]+")
MOST_SPACES = 1000  # in a row, whatever a file says


@dataclass(slots=True)
class Words(written.Words):
    """The words of a paragraph of OpenDocument; `notes` are its notes, `changes` the places where something was deleted."""

    notes: list[Element] = field(default_factory=list)
    comments: list[Element] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    objects: int = 0
    after_space: bool = True  # white space that follows is none

    def say(self, words: str | None, name: str | None) -> None:
        """Add words as a file has them."""
        if not words:
            return
        words = WHITE.sub(" ", words)
        if name is None:
            words = words[1:] if self.after_space and words[0] == " " else words
            self.after_space = words[-1:] == " " or (self.after_space and not words)
        self.add(words, name)


def words_of(paragraph: Element, hidden: Collection[str]) -> Words:
    """Return the words of a paragraph; `hidden` are the styles of words that are not shown."""
    words = Words()
    _walk(paragraph, words, None, hidden)
    return words


def _walk(parent: Element, words: Words, name: str | None, hidden: Collection[str]) -> None:
    words.say(parent.text, name)
    for each in parent:
        tag = each.tag
        if not isinstance(tag, str):
            words.say(each.text, name)  # an entity, which is not expanded
        elif tag not in SILENT:
            _read(each, words, name, hidden)
        words.say(each.tail, name)


def _read(each: Element, words: Words, name: str | None, hidden: Collection[str]) -> None:
    """Read one element within a paragraph."""
    tag = each.tag
    sign = _sign(each)
    if sign:
        words.add(sign, name)
        words.after_space = words.after_space and name is not None
    elif tag == f"{T}note":
        if name is None:
            words.add(f"[{mark_of(each)}]", None)
            words.after_space = False
        words.notes.append(each)
    elif tag == f"{OFFICE}annotation":
        words.comments.append(each)
    elif tag in (f"{T}change", f"{T}change-start", f"{T}change-end"):
        words.inserted |= tag == f"{T}change-start"
        words.changes += [each.get(f"{T}change-id", "")] if tag == f"{T}change" else []
    elif tag.startswith(DRAW) and tag not in (f"{DRAW}a", f"{DRAW}g"):
        words.boxes.append(each)
    elif tag == f"{T}hidden-text":
        words.say(each.get(f"{T}string-value"), "hidden text")
    else:
        _walk(each, words, _name(each, name, hidden), hidden)


def _sign(each: Element) -> str:
    """Return what an element stands for that is a sign by itself."""
    if each.tag == f"{T}s":
        count = each.get(f"{T}c", "1")
        return " " * min(int(count), MOST_SPACES) if count.isdecimal() and len(count) < 6 else " "
    return {f"{T}tab": "\t", f"{T}line-break": "\n"}.get(each.tag, "")


def _name(each: Element, name: str | None, hidden: Collection[str]) -> str | None:
    """Return the name of the discard to which what is inside belongs."""
    if name is None and (each.get(f"{T}style-name") in hidden or each.get(f"{T}display") == "none"):
        return "hidden text"
    return name


def mark_of(note: Element) -> str:
    """Return the sign of a note, as the text shows it."""
    sign = next((each for each in note if each.tag == f"{T}note-citation"), None)
    if sign is None:
        return "*"
    return WHITE.sub(" ", sign.get(f"{T}label") or "".join(sign.itertext())).strip()[:20] or "*"
