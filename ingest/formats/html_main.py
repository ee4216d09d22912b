"""Which stretches of a page are its text: those that trafilatura finds, those that stand in its article, and all in doubt.

A paragraph that is taken for furniture is a worse mistake than a menu that is taken for text.
"""

from __future__ import annotations

import logging
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from ingest.formats.html_places import ARTICLE, ARTICLE_FOOTER, TEXT
from ingest.formats.html_tables import Stretch

WORD = re.compile(r"\w+")

LONGEST = 2_000_000  # characters of markup: a longer page is told by its elements alone
DEEPEST = 400  # elements: lxml reads no page that is nested deeper
SHINGLE = 6  # words in a row that tell a paragraph
MOST_MARKED = 0.8  # of the words of paragraphs: a page that marks so many as its article needs no one to find them
FEWEST_FOUND = 0.4  # of the words of paragraphs: less is a sliver, and says nothing of the rest
FEWEST_WORDS = 50  # outside comments, for comments to be comments on something
AROUND = "links around the text"


def extract(markup: str, depth: int) -> str:
    """Return the main text of a page as trafilatura finds it, or nothing. It fetches nothing and asks no clock."""
    if len(markup) > LONGEST or depth > DEEPEST:
        return ""
    from trafilatura import extract as main_text  # noqa: PLC0415 - it takes half a second, which only pages need

    logger = logging.getLogger("trafilatura")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    try:
        return main_text(markup, fast=True, include_comments=False, favor_recall=True) or ""
    except Exception:  # it documents no errors, and pages are hostile: what it cannot read is told by its elements
        return ""


def discards(stretches: Sequence[Stretch], markup: str, depth: int, title: str | None) -> list[str | None]:
    """Return for each stretch of a page the name of what it is, or None for text. `depth` is that of its elements."""
    words = [WORD.findall(each.words.casefold()) for each in stretches]
    found = _main(stretches, words, markup, depth)
    doubted = _doubted(stretches, words)
    kept = found | _between(stretches, found)
    first, last = (min(found), max(found)) if found else (0, len(stretches))
    heading = WORD.findall((title or "").casefold())
    names: list[str | None] = []
    for n, each in enumerate(stretches):
        titled = each.kind == "heading" and (words[n] == heading or (each.level == 1 and each.place is None))
        if each.part and not (n in kept and each.part == "control"):
            names.append("form" if each.part == "control" else each.part)
        elif n in kept or titled or each.place in doubted or _is_text(each.place, n < last):
            names.append(None)
        elif each.place:
            names.append(each.place)
        else:
            names.append(AROUND if each.linked and not first <= n <= last else None)
    return names


def _is_text(place: str | None, above: bool) -> bool:
    """Tell a place that holds text; `above` is whether the text goes on behind it."""
    return place is not None and (place in TEXT or (place == ARTICLE_FOOTER and above))


def _main(stretches: Sequence[Stretch], words: list[list[str]], markup: str, depth: int) -> set[int]:
    """Return the paragraphs of the main text: as the page marks them, or as trafilatura finds them; none in doubt."""
    prose = {n: len(words[n]) for n, each in enumerate(stretches) if len(words[n]) >= SHINGLE and not each.part}
    marked = {n for n in prose if stretches[n].place == ARTICLE}
    if not prose or sum(prose[n] for n in marked) > MOST_MARKED * sum(prose.values()):
        return marked
    found = _aligned(words, extract(markup, depth))
    likely = sum(count for n, count in prose.items() if stretches[n].place in TEXT)
    return found if sum(len(words[n]) for n in found) >= likely * FEWEST_FOUND else set()


def _aligned(words: list[list[str]], main: str) -> set[int]:
    """Return the stretches that stand in the main text, in its order.

    A stretch is told by the first or the last six words in a row, where neither the page nor its text has them twice;
    of those that contradict each other the most that are in one order stay.
    """
    there = WORD.findall(main.casefold())
    places = _once([tuple(there[at : at + SHINGLE]) for at in range(len(there) - SHINGLE + 1)])
    firsts = _once([tuple(each[:SHINGLE]) for each in words])
    lasts = _once([tuple(each[-SHINGLE:]) for each in words])
    found = []
    for n, each in enumerate(words):
        first, last = tuple(each[:SHINGLE]), tuple(each[-SHINGLE:])
        at = places.get(first, -1) if firsts.get(first, -1) >= 0 else -1
        if at < 0 and lasts.get(last, -1) >= 0:
            at = places.get(last, -1)
        if at >= 0:
            found.append((n, at))
    return _in_order(found)


def _once(shingles: list[tuple[str, ...]]) -> dict[tuple[str, ...], int]:
    """Return where each shingle stands, or -1 if it stands twice."""
    found: dict[tuple[str, ...], int] = {}
    for n, shingle in enumerate(shingles):
        if len(shingle) == SHINGLE:
            found[shingle] = -1 if shingle in found else n
    return found


def _in_order(found: list[tuple[int, int]]) -> set[int]:
    """Return the longest run of stretches whose places rise (patience sorting, Fredman 1975)."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, at) in enumerate(found):
        pile = bisect_left(tops, at)
        before.append(ends[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(at)
            ends.append(index)
        else:
            tops[pile], ends[pile] = at, index
    chosen: set[int] = set()
    here = ends[-1] if ends else -1
    while here >= 0:
        chosen.add(found[here][0])
        here = before[here]
    return chosen


def _between(stretches: Sequence[Stretch], found: set[int]) -> set[int]:
    """Return what stands between two paragraphs of the text in one place, as the headings in an article that is a form."""
    between: set[int] = set()
    for _, run in groupby(range(len(stretches)), lambda n: stretches[n].place):
        run_of = list(run)
        inside = [n for n in run_of if n in found]
        if inside:
            between.update(n for n in run_of if inside[0] < n < inside[-1])
    return between


def _doubted(stretches: Sequence[Stretch], words: list[list[str]]) -> set[str | None]:
    """Return the places that hold most of the page: what is said to be a form, a header or a menu is its text."""
    held: Counter[str | None] = Counter()
    for each, said in zip(stretches, words, strict=True):
        if each.part not in ("hidden", "no-script notice"):
            held[each.place] += len(said)
    total = sum(held.values())
    doubted: set[str | None] = {place for place, count in held.items() if place not in TEXT and count * 2 > total}
    if total - held["comments"] >= FEWEST_WORDS:
        doubted.discard("comments")
    return doubted
