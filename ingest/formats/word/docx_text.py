"""Words of a Word paragraph: what is shown, and apart from it what is deleted, hidden, in a text box, or in a note."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.formats import written
from ingest.formats.package import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

# what holds no words that are shown
SILENT = frozenset(
    f"{W}{name}"
    for name in (
        "pPr", "rPr", "instrText", "delInstrText", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "fldData",
        "rt", "moveFromRangeStart", "softHyphen",
    )
)  # fmt: skip
SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011", f"{W}ptab": "\t"}
OFF = ("0", "false", "off")


Marks = dict[str, dict[str, str]]  # footnote or endnote -> its id -> its sign


@dataclass(slots=True)
class Words(written.Words):
    """The words of a paragraph of Word; `notes` are the ids of its footnotes and endnotes."""

    notes: list[tuple[str, str]] = field(default_factory=list)
    marks: Marks = field(default_factory=dict)


def words_of(paragraph: Element, marks: Marks) -> Words:
    """Return the words of a paragraph; `marks` are the signs of the notes so far, to which its own are added."""
    words = Words(marks=marks)
    _walk(paragraph, words, None)
    return words


def _walk(parent: Element, words: Words, name: str | None) -> None:
    for each in parent:
        tag = each.tag
        if not isinstance(tag, str) or tag in SILENT:
            continue
        if tag in (f"{W}t", f"{M}t"):
            words.add(each.text or "", name)
        elif tag == f"{W}delText":
            words.add(each.text or "", "deleted text")
        elif tag in SIGNS:
            words.add(SIGNS[tag], name)
        elif tag == f"{W}sym":
            words.add(_symbol(each), name)
        elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            _note(each, words, name)
        elif tag == f"{MC}AlternateContent":
            _alternative(each, words, name)
        elif tag == f"{W}txbxContent":
            words.boxes.append(each)
        else:
            words.inserted |= tag in (f"{W}ins", f"{W}moveTo")
            words.pictures += tag.endswith(("}blip", "}imagedata"))
            _walk(each, words, _name(each, name))


def _name(each: Element, name: str | None) -> str | None:
    """Return the name of the discard to which what is inside belongs."""
    if each.tag in (f"{W}del", f"{W}moveFrom"):
        return "deleted text"
    if each.tag == f"{W}r" and name is None and is_on(each.find(f"{W}rPr/{W}vanish")):
        return "hidden text"
    return name


def is_on(switch: Element | None) -> bool:
    """Tell whether a property is there and not switched off."""
    return switch is not None and switch.get(f"{W}val", "1") not in OFF


def _alternative(each: Element, words: Words, name: str | None) -> None:
    """Read the first of several ways in which the same is drawn."""
    first = next((child for child in each if child.tag in (f"{MC}Choice", f"{MC}Fallback")), None)
    if first is not None:
        _walk(first, words, name)


def _symbol(each: Element) -> str:
    try:
        return symbol(int(each.get(f"{W}char", ""), 16))
    except ValueError:
        return "\ufffd"


def symbol(code: int) -> str:
    """Return a sign that is given by its number; those of symbol fonts are not known."""
    if code in (0xF0B7, 0xF0A7, 0xF0D8):
        return "•"
    return chr(code) if 32 <= code < 0xD800 else "\ufffd"


def _note(each: Element, words: Words, name: str | None) -> None:
    kind = "footnote" if each.tag == f"{W}footnoteReference" else "endnote"
    if name:
        return
    id, marks = each.get(f"{W}id", ""), words.marks.setdefault(kind, {})
    if id not in marks:
        marks[id] = f"{len(marks) + 1}" if kind == "footnote" else f"e{len(marks) + 1}"
    words.shown.append(f"[{marks[id]}]")
    words.notes.append((kind, id))


def paragraphs_of(root: Element) -> Iterator[Element]:
    """Yield the paragraphs and tables of a body, a cell, a note, whatever they are wrapped in."""
    for each in root:
        if each.tag in (f"{W}p", f"{W}tbl"):
            yield each
        elif each.tag == f"{MC}AlternateContent":
            first = next((child for child in each if child.tag in (f"{MC}Choice", f"{MC}Fallback")), None)
            if first is not None:
                yield from paragraphs_of(first)
        elif isinstance(each.tag, str) and each.tag not in SILENT:
            yield from paragraphs_of(each)
