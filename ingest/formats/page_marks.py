"""Page breaks of a text without form feeds: lines that number its pages.

They count up one by one, far apart, and either say that they are page numbers ("Page 4 of 9", "[Page 4]", "- 4 -") or
prove it: they break sentences in two, as no number of a rule or of a heading does, or a running head stands beside them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from statistics import median
from typing import NamedTuple

from ingest.formats.page_lines import Line, interrupts, lines_of
from ingest.formats.running_heads import Furniture

# a short line with a number near its end, or at its beginning
CANDIDATE = re.compile(r"(?:[^\w\n]{0,99}\d[^\n]{0,110}|[^\n]{0,110}\d[^\w\n]{0,12})\Z")
LONGEST = 210  # characters of such a line
SIGNS = " \t.,;:!?()-–—“”\"'"  # around the words of most others
# "Page 4", "[Page 4]", "=== Page 4 ===", "Page 4 of 9", "p. 4", "4 of 9"
SAID = re.compile(
    r"[-–—=#*~|\[({<\s]{0,12}(?:(?:P(?:age|AGE|g)\.?|[Pp]\.)\s?(?P<page>\d{1,4})(?:\s?(?:of|OF|/)\s?(?P<all>\d{1,4}))?|"
    r"(?:page )?(?P<n>\d{1,4}) of (?P<of>\d{1,4}))[-–—=#*~|\])}>\s]{0,12}\Z"
)
# "- 4 -", "– 4 –", "~ 4 ~", "- page 4 -", "[page 4]"
DASHED = re.compile(r"(?:([-–—~*=]+)\s?(?:page )?(\d{1,4})\s?\1|\[page (\d{1,4})\])\Z")
# "4"
BARE = re.compile(r"\d{1,4}\Z")
# "4   The Harbour Inquiry"
BEGINS = re.compile(r"(\d{1,4})[\s|–—-]{1,40}([^\W\d_].{3,90})\Z")
# "The Harbour Inquiry | 4"
ENDS = re.compile(r"([^\W\d_].{3,90}?)[\s|–—-]{1,40}(\d{1,4})\Z")

FEWEST = 3  # page boundaries
LEAST = 400  # characters between two of them, as a rule


class Mark(NamedTuple):
    """A line that may number a page: where its words begin and end, the number, and how it is set."""

    start: int
    end: int
    number: int
    shape: str  # "page", "dash", "bare", "head"
    key: str = ""
    of: int = 0


class Marked(NamedTuple):
    """All lines, and those of each page; which of them number it; and whether those stand at the foot.

    `foot` is None where that is not certain.
    """

    lines: list[Line]
    sheets: list[list[Line]]
    furniture: dict[int, Furniture]
    foot: bool | None


def find(text: str) -> Marked | None:
    """Return the pages of a text that prints their numbers on lines of their own, or None."""
    chains = [chain for chain in _chains(text) if _far_apart(chain)]
    lines = list(lines_of(text)) if chains else []
    chain = max((chain for chain in chains if _is_certain(chain, lines)), key=len, default=None)
    if chain is None:
        return None
    foot = _is_foot(chain, lines)
    bounds = [0, *(_index(lines, mark) + bool(foot) for mark in chain), len(lines)]
    sheets = [lines[a:b] for a, b in pairwise(bounds) if a < b]
    name = "page number" if chain[0].shape != "head" else "running foot" if foot else "running head"
    beside = [None, *chain] if foot else [*chain[1:], None]
    found = {
        mark.start: Furniture(name, _label(mark, other, bool(foot))) for mark, other in zip(chain, beside, strict=False)
    }
    return Marked(lines, sheets, found, foot)


def _index(lines: Sequence[Line], mark: Mark) -> int:
    return bisect_left(lines, mark.start, key=attrgetter("start"))


def _label(mark: Mark, beside: Mark | None, foot: bool) -> str:
    """Return the number of a page; "4–5" where the one that should stand between it and the next mark is missing."""
    if beside is None or abs(beside.number - mark.number) == 1:
        return str(mark.number)
    return f"{mark.number - 1}–{mark.number}" if foot else f"{mark.number}–{mark.number + 1}"


def _chains(text: str) -> Iterator[list[Mark]]:
    """Yield the longest run of each kind of mark."""
    families: dict[tuple[str, str], list[Mark]] = defaultdict(list)
    heads: Counter[str] = Counter()
    for start, line in _short_lines(text):
        bare = line.strip(SIGNS)
        if not bare or (bare[0].isalpha() and bare[-1].isalpha()) or not CANDIDATE.match(line):
            continue
        words = line.strip()
        mark = _mark(words, start + line.index(words[0]))
        if mark:
            heads[mark.key] += mark.shape == "head"
            families[mark.shape, mark.key if mark.shape == "page" else ""].append(mark)
    for (shape, _), marks in families.items():
        returning = [mark for mark in marks if shape != "head" or (heads[mark.key] > FEWEST and len(mark.key) > 8)]
        yield _longest(returning)


def _short_lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        if line and len(line) <= LONGEST:
            yield start, line
        start += len(line) + 1


def _mark(words: str, start: int) -> Mark | None:
    end = start + len(words)
    if BARE.match(words):
        return Mark(start, end, int(words), "bare")
    if said := SAID.match(words):
        of = said["all"] or said["of"] or "0"
        return Mark(start, end, int(said["page"] or said["n"]), "page", of, int(of))
    if dashed := DASHED.match(words):
        return Mark(start, end, int(dashed[2] or dashed[3]), "dash")
    if words[0].isdigit() and (begins := BEGINS.match(words)):
        return Mark(start, end, int(begins[1]), "head", _folded(begins[2]))
    if words[-1].isdigit() and (ends := ENDS.match(words)):
        return Mark(start, end, int(ends[2]), "head", _folded(ends[1]))
    return None


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()


def _longest(marks: list[Mark]) -> list[Mark]:
    """Return the longest run of marks that counts up by one; a number may be missing here and there."""
    runs: dict[int, tuple[int, int]] = {}  # number -> length of the run that ends with it, its last mark
    before: list[int | None] = []
    for place, mark in enumerate(marks):
        length, last = max(runs.get(mark.number - 1, (0, 0)), runs.get(mark.number - 2, (0, 0)))
        before.append(last if length else None)
        if length + 1 >= runs.get(mark.number, (0, 0))[0]:
            runs[mark.number] = (length + 1, place)
    here: int | None = max(runs.values(), default=(0, None))[1]
    chain = []
    while here is not None:
        chain.append(marks[here])
        here = before[here]
    return chain[::-1]


def _sizes(chain: Sequence[Mark]) -> list[int]:
    return [b.start - a.end for a, b in pairwise(chain)]


def _far_apart(chain: list[Mark]) -> bool:
    """Tell marks that are as far apart as page numbers are, and of which few are missing."""
    if len(chain) < 2:
        return False
    sizes, steps = _sizes(chain), [b.number - a.number for a, b in pairwise(chain)]
    middle = median(sizes)
    if middle < LEAST or steps.count(1) * 5 < len(steps) * 4:
        return False
    return sum(size * 5 >= middle for size in sizes) * 10 >= len(sizes) * 9


def _is_certain(chain: list[Mark], lines: Sequence[Line]) -> bool:
    first, last = chain[0], chain[-1]
    if first.shape == "page" and (len(chain) >= FEWEST or (first.number == 1 and last.number == last.of)):
        return True
    if len(chain) < FEWEST:
        return False
    if first.shape == "dash":
        return True
    if first.shape == "head" and len({mark.key for mark in chain}) > max(2, len(chain) // 4):
        return False
    return _breaks_sentences(chain, lines) or (first.shape == "bare" and _beside_heads(chain, lines))


def _beside(chain: Sequence[Mark], lines: Sequence[Line]) -> list[tuple[Line | None, Line | None]]:
    """Return the lines above and below each mark."""
    places = [_index(lines, mark) for mark in chain]
    return [(lines[n - 1] if n else None, lines[n + 1] if n + 1 < len(lines) else None) for n in places]


def _breaks_sentences(chain: list[Mark], lines: Sequence[Line]) -> bool:
    """Tell whether at least two of the marks, and a quarter of them, stand inside a sentence."""
    broken = sum(bool(above and below and interrupts(above, below)) for above, below in _beside(chain, lines))
    return broken >= 2 and broken * 4 >= len(chain)


def _beside_heads(chain: list[Mark], lines: Sequence[Line]) -> bool:
    """Tell whether the same words stand right above, or right below, most of the numbers."""
    for words in zip(*_beside(chain, lines), strict=True):
        counts = Counter(_folded(line.words) for line in words if line and 8 < len(line.words) < 100)
        if sum(count for count in counts.values() if count >= FEWEST) * 3 >= len(chain) * 2:
            return True
    return False


def _is_foot(chain: list[Mark], lines: Sequence[Line]) -> bool | None:
    """Tell whether the numbers stand at the foot of their pages, by how much text is above the first and below the last."""
    page = median(_sizes(chain))
    above = chain[0].start - lines[0].start
    if above * 4 < page:
        return False
    if chain[0].number in (1, 2) and above * 2 < page * 3:
        return chain[0].number == 1
    return True if chain[-1].end == lines[-1].end else None
