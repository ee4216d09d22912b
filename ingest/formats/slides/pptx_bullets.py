"""Bullets and numbers of slides (ECMA-376, part 1, 21.1.2.4): which paragraphs are items, how deep, and the number that is shown before them.

A paragraph says it itself, or its shape does, or the place of the layout or of the master that the shape fills.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.formats.numerals import letters, roman
from ingest.formats.package import Element
from ingest.formats.slides.pptx_shapes import LISTED, Shape, inside, name_of, shapes_of

LEVELS = 9
LARGEST = 5  # digits of the first number of a list
# "arabicPeriod", "alphaLcParenBoth": the numerals, and what stands around them
NUMERALS: dict[str, Callable[[int], str]] = {
    "arabic": str, "alphaLc": letters, "alphaUc": lambda number: letters(number).upper(), "romanLc": roman,
    "romanUc": lambda number: roman(number).upper(),
}  # fmt: skip
AROUND = {"Period": "{}.", "ParenR": "{})", "ParenBoth": "({})", "Plain": "{}"}


class Bullet(NamedTuple):
    """How a paragraph is marked: as an item or not, with which kind of number, counted from where."""

    marked: bool
    form: str = ""
    start: int = 1


Levels = dict[int, Bullet]  # from 0
ALL = dict.fromkeys(range(LEVELS), Bullet(True))


@dataclass(slots=True)
class Styles:
    """How a layout, or a master, has the lists in its places: by what a place is for, and by its number; `above` is the master."""

    roles: dict[str, Levels] = field(default_factory=dict)
    indexes: dict[str, tuple[str, Levels]] = field(default_factory=dict)
    above: Styles | None = None

    @classmethod
    def read(cls, root: Element | None, above: Styles | None) -> Styles:
        styles = cls(above=above)
        for shape in shapes_of(root) if root is not None else ():
            if shape.role:
                levels = _levels(shape.element)
                styles.roles.setdefault(shape.role, levels)
                if shape.index:
                    styles.indexes.setdefault(shape.index, (shape.role, levels))
        for style in inside(root, "txStyles", "bodyStyle") if root is not None else ():
            styles.roles["body"] = _in_levels(style) | styles.roles.get("body", {})
        return styles

    def of(self, shape: Shape) -> Levels:
        """Return how the lists of a shape are marked; in a shape that fills no place of the layout nothing is, unless it says so."""
        role, levels = self.indexes.get(shape.index, (shape.role, self.roles.get(shape.role, {})))
        role = shape.role if role == "obj" or not shape.index else role
        if role not in LISTED:
            return levels | _levels(shape.element)
        above = self.above.roles.get("body", {}) if self.above else {}
        return ALL | above | levels | _levels(shape.element)


def _levels(shape: Element) -> Levels:
    found: Levels = {}
    for style in inside(shape, "txBody", "lstStyle"):
        found |= _in_levels(style)
    return found


def _in_levels(style: Element) -> Levels:
    found: Levels = {}
    for each in style:
        name = name_of(each)  # "lvl1pPr"
        if name.startswith("lvl") and name[3:4].isdecimal() and (bullet := _bullet(each)):
            found[int(name[3]) - 1] = bullet
    return found


def _bullet(properties: Element) -> Bullet | None:
    """Return how paragraphs are marked, None where nothing is said of it."""
    for each in properties:
        name = name_of(each)
        if name == "buNone":
            return Bullet(False)
        if name in ("buChar", "buBlip"):
            return Bullet(True)
        if name == "buAutoNum":
            start = each.get("startAt", "1")
            return Bullet(True, each.get("type", ""), int(start) if start.isdecimal() and len(start) <= LARGEST else 1)
    return None


@dataclass(slots=True)
class Bullets:
    """The lists of a shape, and how far each level is counted."""

    levels: Levels = field(default_factory=dict)
    counts: dict[int, tuple[Bullet, int]] = field(default_factory=dict)

    def begin(self, levels: Levels) -> None:
        self.levels, self.counts = levels, {}

    def next(self, paragraph: Element, has_words: bool) -> tuple[str, int]:
        """Return the number before a paragraph with the gap behind it, and how deep an item it is; nothing and 0 for no item."""
        said = next(inside(paragraph, "pPr"), None)
        words = said.get("lvl", "0") if said is not None else "0"
        level = int(words) if words in map(str, range(LEVELS)) else 0
        bullet = (_bullet(said) if said is not None else None) or self.levels.get(level, Bullet(False))
        if not has_words:
            return "", 0
        self.counts = {
            each: count for each, count in self.counts.items() if each < level or (each == level and bullet.form)
        }
        if not bullet.marked:
            return "", 0
        if not bullet.form:
            return "", level + 1
        before, count = self.counts.get(level, (bullet, bullet.start - 1))
        count = count + 1 if before == bullet else bullet.start
        self.counts[level] = bullet, count
        return _number(bullet.form, count), level + 1


def _number(form: str, count: int) -> str:
    """Return a number as it is shown; of forms that are not known the number alone."""
    for numerals, written in NUMERALS.items():
        for around, pattern in AROUND.items():
            if form == numerals + around:
                return f"{pattern.format(written(count))} "
    return f"{count}. "
