"""Presentations of PowerPoint (PPTX): slides in order, each with its title, its paragraphs and tables, and what its speaker noted.

What is not shown (hidden slides, comments, footers) stays as named discards. Nothing is taken from the properties of the file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from ingest.errors import UnreadableError
from ingest.formats.blocks import Block, Split
from ingest.formats.decode import Decoded
from ingest.formats.package import Element, Package
from ingest.formats.slides.pptx_bullets import Bullets, Styles
from ingest.formats.slides.pptx_shapes import (
    FOOTERS,
    TITLES,
    Shape,
    attribute,
    inside,
    name_of,
    shapes_of,
    table_rows,
    words_in,
)
from ingest.formats.written import PICTURES, TOO_DEEP, Words, Written, add_table
from ingest.grammar.titles import title_like

MAIN = "ppt/presentation.xml"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # also what PowerPoint makes of a file with a password
LOCKED = "it is an old PowerPoint file, or locked with a password; save it as .pptx, without a password."
NO_SLIDES = "it holds no slides; save it again as .pptx."
ONLY_PICTURES = "pictures and no words stand on {}; run OCR over them, and put the words beside this file"
OBJECTS = "sheets or other documents in it are not read ({} of them); save them as files of their own"
NOT_THERE = "{} is named in it, and not there; save it again"
HIDDEN, COMMENT, DIAGRAM, FOOTER = "hidden slide", "comment of the file", "diagram", "page footer"
NOTES = "[notes] "
OFF = ("0", "false")


@dataclass(slots=True, kw_only=True)
class Writing(Written):
    """The text that is made of a presentation; `hides` says that the slide is not shown, `told` what was kept beside the text."""

    package: Package
    styles: dict[str, Styles] = field(default_factory=dict)  # of layouts and masters, by the names of their parts
    bullets: Bullets = field(default_factory=Bullets)
    hides: bool = False
    objects: int = 0
    bare: list[str] = field(default_factory=list)  # slides with pictures alone
    gone: list[str] = field(default_factory=list)
    told: set[tuple[str, str]] = field(default_factory=set)

    def add(self, kind: str, words: str, level: int = 0, discard: bool = False, gap: str = "\n\n") -> None:
        kind, level = (HIDDEN, 0) if self.hides and not discard else (kind, level)
        Written.add(self, kind, words, level, discard or self.hides, gap)

    def tell(self, name: str, words: str) -> None:
        """Keep words beside the text, each once."""
        if words and (name, words) not in self.told:
            self.told.add((name, words))
            self.add(name, words, discard=True)


def decode(data: bytes, declared: str | None = None, include: Collection[str] = ()) -> Decoded:  # noqa: ARG001
    """Return the text of a presentation and its blocks. Raises UnreadableError for a file that is none, or is locked."""
    if data.startswith(OLD_OFFICE):
        raise UnreadableError(LOCKED)
    package = Package(data, ".pptx")
    main = next(iter(package.related("", "officeDocument")), MAIN)
    root = package.part(main)
    if root is None or name_of(root) != "presentation":
        raise UnreadableError(NO_SLIDES)
    writing = Writing(package=package)
    try:
        _slides(root, main, writing)
    except RecursionError:
        raise UnreadableError(TOO_DEEP) from None
    if not writing.blocks and writing.pictures:
        raise UnreadableError(PICTURES)
    return Decoded(writing.text, None, Split(titled(writing), problems=list(_problems(writing))))


def _slides(root: Element, main: str, writing: Writing) -> None:
    """Write the slides in the order in which they are shown, each under its number."""
    first = root.get("firstSlideNum", "1")
    number = int(first) if first.isdecimal() and len(first) < 5 else 1
    targets = writing.package.targets(main)
    slides = [attribute(each, "id", relation=True) for each in inside(root, "sldIdLst", "sldId")]
    written: set[str] = set()
    for count, id in enumerate(slides):
        name = targets.get(id, "")
        if name and name in written:  # a slide stands once; named many times, a small file would have no end
            continue
        written.add(name)
        slide = writing.package.part(name)
        if slide is None:
            writing.gone.append(f"slide {number + count}")
        else:
            _slide(slide, name, f"slide {number + count}", writing, is_first=not count)


def _slide(slide: Element, name: str, place: str, writing: Writing, is_first: bool) -> None:
    writing.page, writing.hides = place, slide.get("show") in OFF
    pictures, blocks = writing.pictures, len(writing.blocks)
    styles = _styles(name, "slideLayout", writing)
    shapes = list(shapes_of(slide))
    titles = [each for each in shapes if each.role in TITLES]
    for shape in titles[:1]:
        writing.add("heading", " ".join(words_in(shape.element).split()), 1 if is_first else 2)
    for shape in shapes:
        if shape not in titles[:1]:
            _shape(shape, styles, writing)
    if (
        writing.pictures > pictures
        and not any(not each.discard for each in writing.blocks[blocks:])
        and not writing.hides
    ):
        writing.bare.append(place)
    _beside(name, place, writing)
    writing.hides = False


def _styles(name: str, kind: str, writing: Writing) -> Styles:
    """Return how the layout of a slide, and the master above it, have its lists."""
    for part in writing.package.related(name, kind)[:1]:
        if part not in writing.styles:
            root = writing.package.part(part)
            above = _styles(part, "slideMaster", writing) if kind == "slideLayout" else None
            writing.styles[part] = Styles.read(root, above)
        return writing.styles[part]
    return Styles()


def _shape(shape: Shape, styles: Styles, writing: Writing) -> None:
    writing.pictures += shape.is_picture
    writing.objects += shape.is_object
    if shape.role in FOOTERS:
        if shape.role != "sldNum":
            writing.tell(FOOTER, " ".join(words_in(shape.element).split()))
    elif shape.is_table:
        _table(shape.element, writing)
    else:
        _paragraphs(shape, styles, writing)


def _paragraphs(shape: Shape, styles: Styles, writing: Writing) -> None:
    writing.bullets.begin(styles.of(shape))
    for paragraph in shape.paragraphs():
        words = words_in(paragraph).strip()
        number, level = writing.bullets.next(paragraph, bool(words))
        if level:
            writing.add("list item", number + words, level)
        else:
            writing.add("paragraph", words)


def _table(table: Element, writing: Writing) -> None:
    def write(cell: Element) -> None:
        for paragraph in inside(cell, "txBody", "p"):
            writing.add("paragraph", words_in(paragraph))

    def read(cell: Element) -> tuple[str, list[Words]]:
        return " ".join(words_in(cell).split()), []

    add_table(writing, table_rows(table), write, read, lambda _: None)


def _beside(name: str, place: str, writing: Writing) -> None:
    """Write what belongs to a slide and does not stand on it: what its speaker noted, diagrams, comments, links."""
    package = writing.package
    writing.page = f"{place}, notes"
    for part in package.related(name, "notesSlide"):
        root = package.part(part)
        mark = NOTES
        for shape in shapes_of(root) if root is not None else ():
            if shape.role == "body":
                for paragraph in shape.paragraphs():
                    words = words_in(paragraph).strip()
                    writing.add("paragraph", mark + words if words else "")
                    mark = "" if words else mark
    for kind, said in (("diagramData", DIAGRAM), ("chart", DIAGRAM), ("comments", COMMENT)):
        for part in package.related(name, kind):
            root = package.part(part)
            for words in _plain(root, kind) if root is not None else ():
                writing.add(said, words, discard=True)
    for address in dict.fromkeys(package.related(name, "hyperlink")):
        writing.tell("link of the file", " ".join(address.split()))


def _plain(root: Element, kind: str) -> Iterator[str]:
    if kind != "comments":
        lines = [words_in(each) if name_of(each) == "p" else each.text or "" for each in root.iter("{*}p", "{*}v")]
        yield " ".join(" ".join(lines).split())
        return
    for each in root.iter("{*}cm", "{*}reply"):
        lines = [" ".join(t.text or "" for t in inside(each, "text")), *map(words_in, inside(each, "txBody", "p"))]
        yield "\n".join(line.strip() for line in lines if line.strip())


def _problems(writing: Writing) -> Iterator[tuple[str, int, int]]:
    if writing.bare:
        yield ONLY_PICTURES.format(listed(writing.bare)), 0, 0
    if writing.objects:
        yield OBJECTS.format(writing.objects), 0, 0
    if writing.gone:
        yield NOT_THERE.format(listed(writing.gone)), 0, 0


def titled(written: Written) -> list[Block]:
    """Return the blocks; the first line of a first slide without a title, like one, is a heading where other slides have titles.

    Else the title of the second slide would stand for that of the whole.
    """
    blocks, text = written.blocks, written.text
    first = next((n for n, each in enumerate(blocks) if not each.discard), None)
    if first is None or blocks[first].kind != "paragraph":
        return blocks
    place, words = blocks[first].locator, text[blocks[first].start : blocks[first].end]
    places = {each.locator for each in blocks if each.kind == "heading" and not each.discard}
    if places and place not in places and title_like(" ".join(words.split())):
        blocks[first] = replace(blocks[first], kind="heading", level=1)
    return blocks


def listed(slides: list[str]) -> str:
    """Return the places of slides as a sentence has them."""
    return ", ".join(slides[:20]) + (f" and {len(slides) - 20} more" if len(slides) > 20 else "")
