"""Running heads, running feet and page numbers: lines at the edge of a page that return on the pages around it.

What differs from page to page must be a number that counts with the pages; everything else must be the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ingest.formats.page_lines import SENTENCE_END, Line
from ingest.formats.paragraphs import ITEM

# 12, 0012
NUMBER = re.compile(r"(?<![\d.,/])\d{1,5}(?![\d/]|[.,]\d)")
# "iv", "xii", "lxxiv", alone on a line or between dashes
ROMAN = re.compile(r"(?<![^\W\d_])(?=[ivxl])(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})(?![^\W\d_])")
# "Page # of 12", "- # -", "[Page #]", "p. #", "#/12", "#": nothing but the number of a page
ONLY_NUMBER = re.compile(r"\W*(?:pages?|pg|pag|seite|p|s)?\W*#(?:\W*(?:of|/|von|de)?\W*\d{1,5})?\W*\Z", re.IGNORECASE)
OF_PAGES = re.compile(r"\W*(?:page\W*)?#\W*(?:of|/)\W*(\d{1,5})\W*\Z", re.IGNORECASE)
# "Chapter 2: The shelf          14"
# "- 2 -", "Page 2", "2"
COUNTED = re.compile(r"[-–—]\s?(?P<dashed>\d{1,3})\s?[-–—]|(?:Page|PAGE|page)\s(?P<said>\d{1,3})\.?|(?P<bare>\d{1,3})")
# "BDB/000123", "WHB000123": the number of a page in a bundle
BATES = re.compile(r"(?P<mark>[a-z][a-z ._/-]{0,15}?)(?P<number>\d{4,8})\Z")
FAR = re.compile(r" {4,}|\t")
PULL_QUOTE = "pull quote"
ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}

LONGEST = 150  # characters
DEEPEST = 4  # lines at either edge of a page; what repeats deeper than that is a form, not a running head
FEWEST = 3  # pages on which a line returns
MANY = 6  # pages on which a sentence returns that is a running foot ("All rights reserved.")
APART = 3  # pages from one to the next: left and right pages, and one at which a chapter begins

Key = tuple[str, int, bool]  # the words with # for the number, by how much it differs from the page's place, Roman

Edge = list[tuple[Line, list[tuple[Key, str | None]]]]  # the lines at an edge of a page, each with what it may be


class Furniture(NamedTuple):
    """What a line at the edge of a page is, and the number of the page if it prints one."""

    name: str
    number: str | None = None


def find(sheets: Sequence[Sequence[Line]]) -> dict[int, Furniture]:
    """Return the furniture of some pages, by the place where the line begins."""
    found: dict[int, Furniture] = {}
    for foot in (False, True):
        edges = [
            [(line, list(_keys(line, index))) for line in _edge(sheet, foot)] for index, sheet in enumerate(sheets)
        ]
        accepted = _accepted(edges, sum(1 for sheet in sheets if sheet))
        for index, edge in enumerate(edges):
            taken = list(_taken(edge, index, accepted, foot))
            if len(taken) <= DEEPEST:
                found.update(taken)
    return found


def counted(sheets: Sequence[Sequence[Line]], found: Mapping[int, Furniture]) -> dict[int, Furniture]:
    """Return the outermost lines that count their page as the sheets of a letter are: "- 2 -", "Page 2" on the second, the first without.

    A number alone is enough where the first page has none of its own, or is the only one.
    """
    more: dict[int, Furniture] = {}
    for number, sheet in enumerate(sheets, 1):
        own = [line for line in sheet if line.start not in found]
        for line in (own[:1] + own[-1:]) if len(own) > 1 else ():
            match = COUNTED.fullmatch(line.words)
            if match and int(match["dashed"] or match["said"] or match["bare"]) == number:
                is_sure = not match["bare"] or (number > 1 or (len(sheets) == 1 and line is own[-1]))
                if is_sure:
                    more[line.start] = Furniture("page number", str(number))
    return more


def labelled(
    sheets: Sequence[Sequence[Line]], labels: Sequence[str], found: dict[int, Furniture]
) -> dict[int, Furniture]:
    """Return the outermost lines that print the label of their page, alone or at the right side of the page.

    At the left side it may as well be the number of a provision.
    """
    more: dict[int, Furniture] = {}
    for sheet, label in zip(sheets, labels, strict=False):
        for foot in (False, True):
            line = next((line for line in _edge(sheet, foot) if line.start not in found), None)
            if line is None or not label or len(sheet) < FEWEST:
                continue
            cells = FAR.split(line.words)
            if label == cells[-1]:
                name = "page number" if len(cells) == 1 else "running foot" if foot else "running head"
                more[line.start] = Furniture(name, label)
    return more


def _edge(sheet: Sequence[Line], foot: bool) -> Iterator[Line]:
    """Yield the outermost lines of a page, one more than may be furniture; numbered lines are text."""
    for depth, line in enumerate(reversed(sheet) if foot else sheet):
        if line.number is not None or len(line.words) > 10 * LONGEST or depth > DEEPEST:
            return
        if len(" ".join(line.words.split())) > LONGEST or _is_prose(line.words):
            return
        yield line


def _is_prose(words: str) -> bool:
    """Tell a line that begins inside a sentence, and has no number that could be that of a page."""
    tokens = (word.strip("()[].,|") for word in words.split())
    return words[0].islower() and not any(token.isdigit() or roman(token) for token in tokens)


def _keys(line: Line, index: int) -> Iterator[tuple[Key, str | None]]:
    words = " ".join(line.words.split()).casefold().replace("#", "*")
    yield (words, 0, False), None
    if bates := BATES.match(words):
        yield (f"{bates['mark']}#", int(bates["number"]) - index, False), bates["number"].lstrip("0") or "0"
    numbers = list(NUMBER.finditer(words))
    for match in numbers if len(numbers) < 7 else numbers[:3] + numbers[-3:]:
        yield (f"{words[: match.start()]}#{words[match.end() :]}", int(match[0]) - index, False), match[0].lstrip("0")
    if len(words) < 20:
        for match in ROMAN.finditer(words):
            yield (f"{words[: match.start()]}#{words[match.end() :]}", roman(match[0]) - index, True), match[0]


def roman(words: str) -> int:
    """Return the value of a Roman number up to 89, in small letters; 0 for anything else."""
    if not ROMAN.fullmatch(words):
        return 0
    values = [ROMAN_VALUES[sign] for sign in words]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def as_roman(number: int) -> str:
    """Return a number up to 89 in Roman, in small letters."""
    tens, ones = divmod(number, 10)
    return ["", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx"][tens] + [
        "", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix",
    ][ones]  # fmt: skip


def _accepted(edges: list[Edge], pages: int) -> dict[Key, set[int]]:
    """Return, for each line that returns, the pages on which it does."""
    seen: dict[Key, list[int]] = defaultdict(list)
    for index, edge in enumerate(edges):
        for key in {key for _, keys in edge for key, _ in keys}:
            seen[key].append(index)
    accepted = {
        key: set(_runs(indexes))
        for key, indexes in seen.items()
        if len(indexes) >= FEWEST and ("#" in key[0] or _is_constant(key[0], len(indexes), pages))
    }
    for key, indexes in seen.items():
        if len(indexes) == pages and pages > 1 and _counts_all(key, pages):
            accepted[key] = set(indexes)
    return {key: indexes for key, indexes in accepted.items() if indexes}


def _is_constant(words: str, count: int, pages: int) -> bool:
    """Tell words that stand on so many pages that they are no beginning or end of something on each of them."""
    if ITEM.match(words) or (SENTENCE_END.search(words) and count < MANY):
        return False
    return count * 3 >= pages and (count > FEWEST or count * 3 >= pages * 2)


def _counts_all(key: Key, pages: int) -> bool:
    """Tell a number that stands on every one of a few pages, counting from 1: "1", "2"; "Page 1 of 2"."""
    of = OF_PAGES.match(key[0])
    return key[1] == 1 and bool(ONLY_NUMBER.match(key[0])) and (of is None or int(of[1]) == pages)


def _runs(indexes: list[int]) -> Iterator[int]:
    """Yield the pages that have enough others near them."""
    run: list[int] = []
    for index in [*indexes, indexes[-1] + APART + 1]:
        if run and index - run[-1] > APART:
            if len(run) >= FEWEST:
                yield from run
            run = []
        run.append(index)


def _taken(edge: Edge, index: int, accepted: dict[Key, set[int]], foot: bool) -> Iterator[tuple[int, Furniture]]:
    """Yield the lines from the edge inwards, up to the first one that does not return."""
    for line, written in edge:
        keys = [(key, number) for key, number in written if index in accepted.get(key, ())]
        if not keys:
            return
        counted = next(((key, number) for key, number in keys if number), None)
        number = counted[1] if counted else None
        only = counted is not None and ONLY_NUMBER.match(counted[0][0])
        yield line.start, Furniture("page number" if only else "running foot" if foot else "running head", number)
