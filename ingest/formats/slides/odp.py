"""Presentations of OpenDocument (ODP, FODP): slides in order, each with its title, its paragraphs and tables, and what its speaker noted.

What stands on a slide is read as in a text of OpenDocument (`odt`), what is kept beside it as in one of PowerPoint (`pptx`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ingest.errors import UnreadableError
from ingest.formats.blocks import Split
from ingest.formats.decode import Decoded
from ingest.formats.package import Element
from ingest.formats.slides.pptx import FOOTER, HIDDEN, NOTES, ONLY_PICTURES, listed, titled
from ingest.formats.word import odt, odt_lists, odt_styles
from ingest.formats.word.odt_pages import Pages
from ingest.formats.word.odt_parts import Parts, parts_of
from ingest.formats.word.odt_styles import styles_in
from ingest.formats.word.odt_text import DRAW, OASIS, OFFICE, STYLE
from ingest.formats.written import PICTURES, TOO_DEEP

P = f"{{{OASIS}:presentation:1.0}}"
TITLE, NOTE = "title", "notes"
FURNITURE = ("header", "footer", "date-time", "page-number")  # what each slide has again
DECLARED = ("footer-decl", "date-time-decl", "header-decl")


@dataclass(slots=True)
class Slides(Pages):
    """The slide that is being written, in place of a page."""

    slide: str = ""

    def paragraph(self, element: Element) -> str | None:  # noqa: ARG002
        return self.slide

    def enter(self, cell: Element, is_frame: bool = False) -> str | None:  # noqa: ARG002
        return self.slide


@dataclass(slots=True, kw_only=True)
class Writing(odt.Writing):
    """The text that is made of a presentation; `hides` says that the slide is not shown, `mark` stands before the next paragraph."""

    hides: bool = False
    mark: str = ""

    def add(self, kind: str, words: str, level: int = 0, discard: bool = False, gap: str = "\n\n") -> None:
        if words.strip() and not discard:
            words, self.mark = self.mark + words.strip(), ""
        kind, level = (HIDDEN, 0) if self.hides and not discard else (kind, level)
        odt.Writing.add(self, kind, words, level, discard or self.hides, gap)


def decode(data: bytes, declared: str | None = None, include: Collection[str] = ()) -> Decoded:  # noqa: ARG001
    """Return the text of a presentation and its blocks. Raises UnreadableError for a file that is none, or is locked."""
    parts = parts_of(data, "presentation")
    writing = Writing(styles=odt_styles.read(parts.roots), lists=odt_lists.read(parts.roots), pages=Slides())
    try:
        return _decoded(parts, writing)
    except RecursionError:
        raise UnreadableError(TOO_DEEP) from None


def _decoded(parts: Parts, writing: Writing) -> Decoded:
    hidden = _hidden(parts)
    bare = []
    for number, page in enumerate(parts.body.iter(f"{DRAW}page"), 1):
        place, pictures, blocks = f"slide {number}", writing.pictures, len(writing.blocks)
        writing.hides = page.get(f"{DRAW}style-name") in hidden
        _slide(page, place, writing)
        if writing.pictures > pictures and not writing.hides and len(writing.blocks) == blocks:
            bare.append(place)
        _notes(page, place, writing)
    writing.hides = False
    if not writing.blocks and writing.pictures:
        raise UnreadableError(PICTURES)
    for name in DECLARED:
        for each in parts.body.iter(f"{P}{name}"):
            writing.add(FOOTER, " ".join("".join(each.itertext()).split()), discard=True)
    odt.behind(parts, writing)
    problems = [(ONLY_PICTURES.format(listed(bare)), 0, 0)] if bare else []
    problems += [(odt.OBJECTS.format(writing.objects), 0, 0)] if writing.objects else []
    return Decoded(writing.text, None, Split(titled(writing), problems=problems))


def _hidden(parts: Parts) -> set[str]:
    """Return the names of the styles of slides that are not shown."""
    return {
        name
        for (family, name), style in styles_in(parts.roots).items()
        if family == "drawing-page"
        and any(each.get(f"{P}visibility") == "hidden" for each in style.iter(f"{STYLE}drawing-page-properties"))
    }


def _slide(page: Element, place: str, writing: Writing) -> None:
    assert isinstance(writing.pages, Slides)
    writing.pages.slide = writing.page = place
    frames = [each for each in _frames(page) if each.get(f"{P}class") not in FURNITURE]
    titles = [each for each in frames if each.get(f"{P}class") == TITLE][:1]
    for title in titles:
        writing.add("heading", " ".join(odt.plain(title).split()), 1 if place == "slide 1" else 2)
    for frame in frames:
        if frame.tag == f"{OFFICE}annotation":
            writing.comments.append(frame)
        elif frame not in titles:
            odt.write_out(frame, writing)


def _frames(parent: Element) -> Iterator[Element]:
    """Yield what stands on a slide, that in groups too; what the speaker noted is none of it."""
    for each in parent:
        if each.tag in (f"{DRAW}g", f"{DRAW}a"):
            yield from _frames(each)
        elif each.tag == f"{DRAW}page":  # a slide of its own, wherever it stands
            continue
        elif isinstance(each.tag, str) and (each.tag.startswith(DRAW) or each.tag == f"{OFFICE}annotation"):
            yield each


def _notes(page: Element, place: str, writing: Writing) -> None:
    assert isinstance(writing.pages, Slides)
    writing.pages.slide = f"{place}, {NOTE}"
    writing.mark = NOTES
    for notes in page.findall(f"{P}notes"):
        for frame in _frames(notes):
            if frame.get(f"{P}class") == NOTE:
                odt.write_out(frame, writing)
    writing.mark = ""
