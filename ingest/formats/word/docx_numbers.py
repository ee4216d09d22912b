"""Numbers that Word sets before paragraphs: they stand in no text of the file, and are counted here as Word counts.

Office Open XML (ECMA-376), part 1, 17.9: a paragraph names a list and a level, itself or through its style; every level
has a start, a form and a pattern ("%1.%2", "(%3)", "Schedule %1").
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ingest.formats.numerals import NUMERALS, ORDINALS, doubled, named, ordinal, roman
from ingest.formats.package import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = 9
LONGEST = 200  # characters of a number


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of a list is numbered; `restart` is the level (from 1) after which it begins again, 0 for never."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    legal: bool = False
    restart: int | None = None
    gap: bool = True
    style: str | None = None


@dataclass(slots=True)
class Numbers:
    """The lists of a document, and how far each is counted."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)  # abstract list -> level
    used: dict[str, tuple[str, dict[int, int], dict[int, Level]]] = field(default_factory=dict)  # list -> what it uses
    unknown: set[str] = field(default_factory=set)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _seen: set[tuple[str, int]] = field(default_factory=set)

    def next(self, list_id: str, level: int) -> str:
        """Return the number of the next paragraph of a list, with the gap behind it; nothing for an unknown list."""
        if list_id not in self.used or not 0 <= level < LEVELS:
            return ""
        abstract, starts, own = self.used[list_id]
        levels = self.lists.get(abstract, {}) | own
        if level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, [None] * LEVELS)
        for above in range(level):
            if counts[above] is None:
                counts[above] = levels.get(above, Level()).start
        before = counts[level]
        counts[level] = levels[level].start if before is None else before + 1
        if level in starts and (list_id, level) not in self._seen:
            counts[level] = starts[level]
        self._seen.add((list_id, level))
        for below in range(level + 1, LEVELS):
            restart = levels.get(below, Level()).restart
            if restart is None or level < restart:
                counts[below] = None
        return self._set(levels, level, [count or 0 for count in counts])

    def level_of(self, list_id: str, style: str) -> int:
        """Return the level of a list that belongs to a style."""
        abstract, _, own = self.used.get(list_id, ("", {}, {}))
        levels = self.lists.get(abstract, {}) | own
        return next((number for number, level in levels.items() if level.style == style), 0)

    def _set(self, levels: dict[int, Level], level: int, counts: list[int]) -> str:
        this = levels[level]
        pattern = this.pattern[:LONGEST]
        if this.form == "bullet":
            words = pattern if pattern and not "\ue000" <= pattern[0] <= "\uf8ff" else "•"
        else:
            words = pattern
            for number in range(LEVELS):
                form = "decimal" if this.legal else levels.get(number, Level()).form
                if f"%{number + 1}" in words:
                    words = words.replace(f"%{number + 1}", self._formed(counts[number], form))
        words = words[:LONGEST].strip()
        return f"{words} " if words and this.gap else words

    def _formed(self, number: int, form: str) -> str:
        if form not in FORMS:
            self.unknown.add(form)
        return FORMS.get(form, str)(number)


FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": doubled,
    "upperLetter": lambda number: doubled(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "ordinal": ordinal,
    "cardinalText": lambda number: named(NUMERALS, number),
    "ordinalText": lambda number: named(ORDINALS, number),
    "none": lambda _: "",
    "bullet": lambda _: "",
}


def read(root: Element | None, list_of_style: dict[str, str]) -> Numbers:
    """Return the lists of a numbering part; `list_of_style` are the lists that styles name."""
    numbers = Numbers()
    if root is None:
        return numbers
    links: dict[str, str] = {}
    for each in root.iter(f"{W}abstractNum"):
        id = each.get(f"{W}abstractNumId", "")
        numbers.lists[id] = dict(_levels(each))
        link = each.find(f"{W}numStyleLink")
        if link is not None:
            links[id] = link.get(f"{W}val", "")
    for each in root.iter(f"{W}num"):
        abstract = _value(each, "abstractNumId") or ""
        starts, own = _overrides(each, numbers.lists.get(abstract, {}))
        numbers.used[each.get(f"{W}numId", "")] = (abstract, starts, own)
    for id, (abstract, starts, own) in list(numbers.used.items()):
        linked = numbers.used.get(list_of_style.get(links.get(abstract, ""), ""))
        if linked:
            numbers.used[id] = (linked[0], starts, own)
    return numbers


def _levels(root: Element) -> list[tuple[int, Level]]:
    return [(_int(each.get(f"{W}ilvl"), 0), _level(each)) for each in root.iter(f"{W}lvl")]


def _level(each: Element) -> Level:
    restart, legal = _value(each, "lvlRestart"), each.find(f"{W}isLgl")
    return Level(
        _int(_value(each, "start"), 0 if each.find(f"{W}start") is None else 1),
        _value(each, "numFmt") or "decimal",
        _value(each, "lvlText") or "",
        legal is not None and legal.get(f"{W}val", "1") not in ("0", "false", "off"),
        _int(restart, 0) if restart is not None else None,
        _value(each, "suff") != "nothing",
        _value(each, "pStyle"),
    )


def _overrides(each: Element, levels: dict[int, Level]) -> tuple[dict[int, int], dict[int, Level]]:
    starts: dict[int, int] = {}
    own: dict[int, Level] = {}
    for over in each.iter(f"{W}lvlOverride"):
        number = _int(over.get(f"{W}ilvl"), 0)
        inner = over.find(f"{W}lvl")
        if inner is not None:
            own[number] = _level(inner)
        start = _value(over, "startOverride")
        if start is not None:
            starts[number] = _int(start, 1)
            own[number] = replace(own.get(number, levels.get(number, Level())), start=starts[number])
    return starts, own


def _value(each: Element, name: str) -> str | None:
    found = each.find(f"{W}{name}")
    return found.get(f"{W}val") if found is not None else None


def _int(words: str | None, otherwise: int) -> int:
    try:
        return max(-1, min(int(words), 1_000_000)) if words is not None else otherwise
    except ValueError:
        return otherwise
