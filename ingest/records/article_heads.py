"""Heads of articles: what stands above their words, and who wrote them, as the lines there say it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.grammar.bylines import read_above_office, read_bare, read_byline, read_reported_by
from ingest.grammar.furniture import is_of_web_page
from ingest.grammar.signed_days import is_day, is_headed, place_and_day
from ingest.model import Passage

HEAD = 12  # passages in which byline, headline and date line are looked for
TAIL = 3  # passages in which an agency says who wrote
LINE = 60  # characters of a headline, or of a label
BESIDE = 4  # lines below a standfirst in which name and day stand: "Ann Smith", "·", "12 March 2019"


def head_of(passages: Sequence[Passage]) -> Iterator[Passage]:
    """Yield the passages above the first paragraph of prose, a standfirst among them if who wrote stands below it."""
    opened = False
    for n, passage in enumerate(passages[:HEAD]):
        if len(passage.text) > 200 or (len(passage.text) > 80 and passage.text.endswith((".", ".”", '."'))):
            if opened or n == 0 or not _is_signed_below(passages, n):
                return
            opened = True
        yield passage


def _is_signed_below(passages: Sequence[Passage], n: int) -> bool:
    """Tell a standfirst: right below it stands a byline, or a name with the day beside it."""
    lines = [each.text for each in _said(passages[n + 1 : n + 1 + BESIDE])]
    byline = read_byline(lines[0]) if lines else None
    if byline and byline.author:
        return True
    return len(lines) > 1 and read_bare(lines[0]) is not None and is_day(lines[1])


def _said(passages: Sequence[Passage]) -> list[Passage]:
    """Return the passages without what a page has between name and day: "·", "5 min read"."""
    return [each for each in passages if any(map(str.isalnum, each.text)) and not is_of_web_page(each.text)]


def author_of(head: Sequence[Passage]) -> str | None:
    """Return whom a byline names."""
    for passage in head:
        byline = read_byline(passage.text)
        if byline and byline.author:
            passage.kind = "byline"
            return byline.author
    return None


def bare_author(head: Sequence[Passage]) -> str | None:
    """Return the name that stands alone above the office of who wrote, or beside the date line of a page, below its headline."""
    head = _said(head)
    for above, passage in pairwise(head):
        named = read_above_office(above.text, passage.text)
        if named and named.author:
            above.kind = passage.kind = "byline"
            return named.author
    for n, (above, passage) in enumerate(pairwise(head)):
        if n and place_and_day(passage.text) and read_bare(above.text):
            passage.kind = "date line"
        if passage.kind == "date line" and n and (author := _bare(above)):
            return author
        if above.kind == "date line" and is_headed([each.text for each in head[:n]]) and (author := _bare(passage)):
            return author
    return None


def _bare(passage: Passage) -> str | None:
    byline = read_bare(passage.text) if passage.kind == "paragraph" else None
    if byline and byline.author:
        passage.kind = "byline"
        return byline.author
    return None


def _ends(words: str) -> bool:
    """Tell a paragraph, or the last sentence of a report, from a line above what else stands there."""
    return len(words) > LINE or words.rstrip("”’\"'").endswith((".", "!", "?"))


def reporter(passages: Sequence[Passage]) -> str | None:
    """Return whom an agency names below a report as who wrote it, or a paper: "By Ann Smith"."""
    for n in range(max(0, len(passages) - TAIL), len(passages)):
        passage = passages[n]
        byline = read_reported_by(passage.text)
        if byline is None and n and _ends(passages[n - 1].text):  # not below "Photographs", or another headline
            byline = read_byline(passage.text)
        if byline and byline.author:
            passage.kind = "byline"
            return byline.author
    return None
