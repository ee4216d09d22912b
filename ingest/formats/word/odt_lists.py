"""Numbers that an OpenDocument program sets before items and headings: they stand in no text of the file, and are counted here.

OpenDocument 1.3, part 3, 16.30 to 16.37: every level of a list has a form, what stands before and behind it, how many levels
above are shown with it, and where it starts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ingest.formats.numerals import doubled, letters, ordinal, roman
from ingest.formats.package import Element
from ingest.formats.word.odt_text import STYLE, T

LEVELS = 10
LONGEST = 200  # characters of a number
OUTLINE = "outline"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
# "%1%.%2%": how a number is put together (style:num-list-format)
PLACE = re.compile(r"%(\d{1,2})%")
FORMS: dict[str, Callable[[int], str]] = {
    "1": str, "a": doubled, "A": lambda number: doubled(number).upper(), "i": roman, "I": lambda number: roman(number).upper(),
    "1st": ordinal, "01": lambda number: f"{number:02}",
}  # fmt: skip
IN_STEP = {"a": letters, "A": lambda number: letters(number).upper()}


@dataclass(frozen=True, slots=True)
class Level:
    """How a level is numbered; `form` is empty for one without a number, `bullet` is its sign where it has one."""

    form: str = ""
    before: str = ""
    behind: str = ""
    shown: int = 1
    start: int = 1
    bullet: str = ""
    pattern: str = ""
    doubles: bool = True


@dataclass(slots=True)
class Counted:
    """A list as far as it is counted, and the kinds of the lists in it by their depth."""

    style: str
    kinds: dict[int, str] = field(default_factory=dict)
    counts: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


@dataclass(slots=True)
class Lists:
    """The kinds of lists of a document by name, the lists so far, and the forms of numbers that are not known.

    `outlines` are the names of the kind that numbers the headings; `of_styles` are the kinds that styles of paragraphs name.
    """

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    outlines: set[str] = field(default_factory=set)
    of_styles: dict[str, str] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    outline: Counted = field(default_factory=lambda: Counted(OUTLINE))
    _named: dict[str, Counted] = field(default_factory=dict)
    _last: dict[str, Counted] = field(default_factory=dict)

    def begin(self, each: Element) -> Counted:
        """Return the list that an element begins, or goes on with."""
        style = each.get(f"{T}style-name", "")
        if style in self.outlines:
            return self.outline
        id = each.get(f"{T}continue-list") or each.get(f"{T}list-id") or ""
        found = self._named.get(id)
        if found is None and each.get(f"{T}continue-numbering") == "true":
            found = self._last.get(style)
        if found is None or found.style != style:
            found = Counted(style)
        self._last[style] = found
        for key in (XML_ID, f"{T}id", f"{T}list-id"):
            if each.get(key):
                self._named[each.get(key)] = found
        return found

    def within(self, counted: Counted, depth: int, style: str) -> Counted:
        """Return a list for one that lies in it: of another kind than the one before it, it is counted from its start."""
        if counted.kinds.setdefault(depth, style) != style:
            counted.kinds[depth] = style
            counted.counts[depth:] = [None] * len(counted.counts[depth:])
        return counted

    def style_of(self, paragraph: Element | None) -> str:
        """Return the kind of list that the style of a paragraph names, where the list itself names none."""
        return self.of_styles.get(paragraph.get(f"{T}style-name", ""), "") if paragraph is not None else ""

    def next(self, counted: Counted, style: str, level: int, start: str | None = None) -> str:
        """Return the number of the next item of a list at a level (from 1), with a gap behind it; nothing where it has none."""
        levels, at = self.levels.get(style, {}), min(max(level, 1), LEVELS) - 1
        counts = counted.counts
        for above in range(at):
            if counts[above] is None:
                counts[above] = levels.get(above, Level()).start
        before = counts[at]
        counts[at] = levels.get(at, Level()).start if before is None else before + 1
        if start is not None and start.isdecimal():
            counts[at] = int(start[:7])
        counts[at + 1 :] = [None] * (LEVELS - at - 1)
        words = self._set(levels, at, [count or 0 for count in counts])[:LONGEST].strip()
        return f"{words} " if words else ""

    def _set(self, levels: dict[int, Level], at: int, counts: list[int]) -> str:
        this = levels.get(at, Level())
        if this.bullet:
            return "•" if "\ue000" <= this.bullet[0] <= "\uf8ff" else this.bullet
        if not this.form:
            return ""
        numbers = [self._formed(counts[n], levels.get(n, Level())) for n in range(at + 1)]
        if this.pattern:
            return PLACE.sub(
                lambda match: numbers[int(match[1]) - 1] if 0 < int(match[1]) <= at + 1 else "", this.pattern
            )
        shown = [words for words in numbers[max(0, at + 1 - this.shown) :] if words]
        return f"{this.before}{'.'.join(shown)}{this.behind}"

    def _formed(self, number: int, level: Level) -> str:
        if not level.form:
            return ""
        if level.form not in FORMS:
            self.unknown.add(level.form)
        form = FORMS.get(level.form, str) if level.doubles else IN_STEP.get(level.form, FORMS.get(level.form, str))
        return form(number)


def read(roots: Iterable[Element]) -> Lists:
    """Return the kinds of lists in the parts of a document, and that of its headings."""
    lists = Lists()
    for root in roots:
        for each in root.iter(f"{T}list-style"):
            lists.levels[each.get(f"{STYLE}name", "")] = _levels(each)
        for each in root.iter(f"{T}outline-style"):
            name = each.get(f"{STYLE}name", "")
            lists.levels[OUTLINE] = lists.levels[name] = _levels(each)
            lists.outlines.add(name or OUTLINE)
    return lists


def _levels(root: Element) -> dict[int, Level]:
    return {_int(each.get(f"{T}level"), 1) - 1: _level(each) for each in root if isinstance(each.tag, str)}


def _level(each: Element) -> Level:
    if each.tag == f"{T}list-level-style-image":
        return Level(bullet="•")
    pattern = next((words for key, words in each.items() if key.endswith("}num-list-format")), "")
    return Level(
        each.get(f"{STYLE}num-format") or "", each.get(f"{STYLE}num-prefix") or "", each.get(f"{STYLE}num-suffix") or "",
        _int(each.get(f"{T}display-levels"), 1), _int(each.get(f"{T}start-value"), 1),
        each.get(f"{T}bullet-char") or "", pattern[:LONGEST], each.get(f"{STYLE}num-letter-sync") == "true",
    )  # fmt: skip


def _int(words: str | None, otherwise: int) -> int:
    return min(int(words), 1_000_000) if words and words.isdecimal() and len(words) < 8 else otherwise
