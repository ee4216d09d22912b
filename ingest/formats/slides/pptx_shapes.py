"""Shapes of a slide (ECMA-376, part 1, 19.3 and 21.1): what holds words, in the order in which the file has them, and the words.

Elements are told by their names alone: the strict form of the standard has other namespaces.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.errors import UnreadableError
from ingest.formats.package import Element
from ingest.formats.written import TOO_DEEP

TITLES = ("title", "ctrTitle")
FOOTERS = ("ftr", "dt", "hdr", "sldNum")  # what layouts put on every slide, and the number of the slide
# placeholders whose paragraphs are items of a list, if nothing says otherwise
LISTED = ("body", "obj")
DEEPEST = 50  # groups in one another
SIGNS = {"tab": "\t", "br": "\n"}


@dataclass(frozen=True, slots=True)
class Shape:
    """What stands on a slide: its element (of a table, that of the table), what place of the layout it fills, and the number of that place."""

    element: Element
    role: str = ""
    index: str = ""
    is_table: bool = False
    is_picture: bool = False
    is_object: bool = False

    def paragraphs(self) -> Iterator[Element]:
        return inside(self.element, "txBody", "p")


def name_of(element: Element) -> str:
    """Return the name of an element without its namespace; an empty one for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def inside(element: Element, *path: str) -> Iterator[Element]:
    """Yield the elements below one, each step of the path by its name."""
    for each in element:
        if name_of(each) == path[0]:
            if len(path) == 1:
                yield each
            else:
                yield from inside(each, *path[1:])


def attribute(element: Element, name: str, relation: bool = False) -> str:
    """Return an attribute by its name; with `relation` the one that names a relation, which has a namespace."""
    for key, value in element.items():
        if (key.endswith(f"relationships}}{name}")) if relation else key == name:
            return str(value)
    return ""


def shapes_of(slide: Element) -> Iterator[Shape]:
    """Yield the shapes of a slide, those in groups too. Raises UnreadableError where these are nested too deep."""
    for tree in inside(slide, "cSld", "spTree"):
        yield from _shapes(tree, DEEPEST)


def _shapes(parent: Element, depth: int) -> Iterator[Shape]:
    for each in parent:
        name = name_of(each)
        if name in ("grpSp", "AlternateContent", "Choice", "Fallback"):
            if not depth:
                raise UnreadableError(TOO_DEEP)
            yield from _shapes(first_of(each) if name == "AlternateContent" else each, depth - 1)
        elif name in ("sp", "cxnSp"):
            yield Shape(each, *placeholder(each), is_picture=next(each.iter("{*}blip"), None) is not None)
        elif name == "pic":
            yield Shape(each, is_picture=True)
        elif name == "graphicFrame":
            yield from _frame(each)


def _frame(frame: Element) -> Iterator[Shape]:
    """Yield the tables of a frame; of what is neither table nor drawing there is nothing to read."""
    for table in frame.iter("{*}tbl"):
        yield Shape(table, is_table=True)
    if next(frame.iter("{*}oleObj"), None) is not None:
        yield Shape(frame, is_object=True)


def placeholder(shape: Element) -> tuple[str, str]:
    """Return what place of the layout a shape fills ("title", "body", "obj" where none is named), and its number."""
    for each in shape.iter("{*}ph"):
        return each.get("type", "obj"), each.get("idx", "")
    return "", ""


def first_of(alternatives: Element) -> Element:
    """Return the first of several ways in which the same is drawn."""
    return next((each for each in alternatives if name_of(each) in ("Choice", "Fallback")), alternatives)


def words_in(element: Element) -> str:
    """Return the words below an element: runs, fields, formulas; a line end between any two paragraphs."""
    found: list[str] = []
    _words(element, found, DEEPEST * 4)
    return "".join(found).replace("\v", "\n")


def _words(parent: Element, found: list[str], depth: int) -> None:
    for each in parent:
        name = name_of(each)
        if name == "t":
            found.append(each.text or "")
        elif name in SIGNS:
            found.append(SIGNS[name])
        elif name == "AlternateContent" and depth:
            _words(first_of(each), found, depth - 1)
        elif name and depth:
            if name == "p" and found:
                found.append("\n")
            _words(each, found, depth - 1)


def table_rows(table: Element) -> Iterator[list[Element]]:
    """Yield the cells of each row; those that another cell reaches over are left out."""
    for row in inside(table, "tr"):
        yield [
            each
            for each in inside(row, "tc")
            if each.get("hMerge") not in ("1", "true") and each.get("vMerge") not in ("1", "true")
        ]
