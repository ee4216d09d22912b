"""Which stretches of a page are its text: those that trafilatura finds, those that stand in its article, and all in doubt.

A paragraph that is taken for furniture is a worse mistake than a menu that is taken for text.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from ingest.formats.html.align import SHINGLE, aligned, words_of
from ingest.formats.html.places import ARTICLE, ARTICLE_FOOTER, BOX, TEXT
from ingest.formats.html.tables import Stretch

LONGEST = 2_000_000  # characters of markup: a longer page is told by its elements alone
DEEPEST = 400  # elements: lxml reads no page that is nested deeper
MOST_MARKED = 0.8  # of the words of paragraphs: a page that marks so many as its article needs no one to find them
FEWEST_FOUND = 0.4  # of the words of paragraphs: less is a sliver, and says nothing of the rest
LONG = 15  # words: a paragraph, and no title with a line below it
FEWEST_WORDS = 50  # outside comments, for comments to be comments on something
UNSEEN = ("hidden", "no-script notice")
AROUND = "links around the text"
HEADER = "page header"  # of a page, and of a text: a preamble may stand in it
FEWEST_WRITTEN = 3  # paragraphs of a header that is written


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
    words = [[] if each.part in UNSEEN else words_of(each.words) for each in stretches]
    found, lines = _main(stretches, words, markup, depth)
    doubted = _doubted(stretches, words)
    kept = found | _between(stretches, found) | _boxes(stretches, words)
    first, last = (min(kept), max(kept)) if found else (0, len(stretches))
    heading = words_of(title or "")
    names: list[str | None] = []
    for n, each in enumerate(stretches):
        titled = each.kind == "heading" and (words[n] == heading or (each.level == 1 and each.place is None))
        if each.part and not (n in kept and each.part == "control"):
            names.append("form" if each.part == "control" else each.part)
        elif n in kept or titled or each.place in doubted or _is_text(each.place, n < last):
            names.append(None)
        elif each.place:
            names.append("sidebar" if each.place == BOX else each.place)
        else:
            is_around = each.linked and "://" not in each.words  # an address that is printed is meant to be read
            is_title = n == first - 1 and n > 0 and not stretches[n - 1].linked
            names.append(AROUND if is_around and not (first <= n <= last or n in lines or is_title) else None)
    return names


def _is_text(place: str | None, above: bool) -> bool:
    """Tell a place that holds text; `above` is whether the text goes on behind it."""
    return place is not None and (place in TEXT or (place == ARTICLE_FOOTER and above))


def _main(stretches: Sequence[Stretch], words: list[list[str]], markup: str, depth: int) -> tuple[set[int], set[int]]:
    """Return the paragraphs of the main text, and lines next to them: as the page marks them, or as trafilatura finds them."""
    prose = {n: len(words[n]) for n, each in enumerate(stretches) if len(words[n]) >= SHINGLE and not each.part}
    marked = {n for n in prose if stretches[n].place == ARTICLE}
    if not prose or sum(prose[n] for n in marked) > MOST_MARKED * sum(prose.values()):
        return marked, set()
    found, lines = aligned(words, extract(markup, depth))
    likely = sum(count for n, count in prose.items() if stretches[n].place in TEXT)
    is_sliver = sum(len(words[n]) for n in found) < likely * FEWEST_FOUND
    return (set(), set()) if is_sliver else (found, lines)


def _between(stretches: Sequence[Stretch], found: set[int]) -> set[int]:
    """Return what stands between two paragraphs of the text in one place, as the headings in an article that is a form."""
    between: set[int] = set()
    for _, run in groupby(range(len(stretches)), lambda n: stretches[n].place):
        run_of = list(run)
        inside = [n for n in run_of if n in found]
        if inside:
            between.update(n for n in run_of if inside[0] < n < inside[-1])
    return between


def _boxes(stretches: Sequence[Stretch], words: list[list[str]]) -> set[int]:
    """Return what stands in boxes and headers that are written, not linked: at least half of their words are in paragraphs."""
    kept: set[int] = set()
    for place, run in groupby(range(len(stretches)), lambda n: stretches[n].place):
        box = list(run) if place in (BOX, HEADER) else []
        prose = [len(words[n]) for n in box if len(words[n]) >= LONG and not stretches[n].linked]
        if sum(prose) * 2 > sum(len(words[n]) for n in box) and (place == BOX or len(prose) >= FEWEST_WRITTEN):
            kept.update(box)
    return kept


def _doubted(stretches: Sequence[Stretch], words: list[list[str]]) -> set[str | None]:
    """Return the places that hold most of the page: what is said to be a form, a header or a menu is its text."""
    held: Counter[str | None] = Counter()
    for each, said in zip(stretches, words, strict=True):
        held[each.place] += len(said)
    total = sum(held.values())
    doubted: set[str | None] = {place for place, count in held.items() if place not in TEXT and count * 2 > total}
    if total - held["comments"] >= FEWEST_WORDS:
        doubted.discard("comments")
    return doubted
