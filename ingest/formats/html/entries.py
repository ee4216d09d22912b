"""Pages that show several posts: the entry that each of them is, as blogs mark it, with its date, its author and its address.

The marks are those of microformats (hentry, h-entry), schema.org (BlogPosting), HTML (article) and WordPress (post-12).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.formats.blocks import Item
from ingest.formats.html.marks import Attributed, author_in, dates_in, day_of_address
from ingest.formats.html.tables import Stretch
from ingest.formats.html.tokens import Token, attributes_of
from ingest.grammar.date_headings import DateHeading, read_date_heading

# "hentry", "h-entry", "type-post": the classes of a post
POST = re.compile(r"(?:^|\s)(?:hentry|h-entry|type-post|blogpost|blog-post)(?:\s|$)", re.IGNORECASE)
# "post", "single-post": the classes of an article that is one
POST_OF_ARTICLE = re.compile(r"(?:^|\s)(?:single-|article-|text-)?post(?:\s|$)", re.IGNORECASE)
# "hnews hentry": a story of a newspaper
NEWS = re.compile(r"(?:^|\s)hnews(?:\s|$)", re.IGNORECASE)
# "post-12", "entry-7": the id of a post
NUMBERED = re.compile(r"(?:post|entry)-?\d+$")
# "http://schema.org/BlogPosting", "https://schema.org/NewsArticle"
POSTING = re.compile(r"schema\.org/(?:Blog|LiveBlog|SocialMedia)Posting\b", re.IGNORECASE)
# "8 July 2008 • life", "8 July 2008 | 3 comments"
SEAM = re.compile(r"\s+[|•·]\s+")
LINK = re.compile(r"<a\s[^<>]{1,2000}>", re.IGNORECASE)
# "Article 2", "Статья 3.", "第三条", "Artikel 4 – Namen": the heading of an entry that is one of the numbered parts of a text
PART = re.compile(r"(?P<word>[^\W\d]{1,20})\W{0,3}(?P<number>\d{1,3})\b(?!\s*[/:]\s*\d)")
# the last part of an address: "kettle" of "https://early.example/2019/03/kettle.html"
SLUG = re.compile(r"\w+://[^/?#]+/(?:[^?#]*/)?([^/?#]+?)(?:\.\w{1,5})?/?(?:[?#].*)?\Z")

FEWEST = 2  # entries of a page with several
FEWEST_WORDS = 15  # of a paragraph that an entry has
WRITTEN = 40  # words of paragraphs that the usual entry has, where nothing marks posts: less is what leads to one
MOST_OF_ONE = 0.75  # of the words of all entries: the others are what leads elsewhere
SHARE = 0.6  # of the words of a page that stand in its entries
LONGEST_LINE = 120  # characters of a line that says when and by whom
FEWEST_PARTS = 3  # entries with the numbers that follow each other


@dataclass(slots=True)
class Entry:
    """An element that may hold a post: where it begins in the markup, and its stretches; `is_post` if it says that it does."""

    start: int
    first: int
    is_post: bool
    last: int = 0


Dated = tuple[str | None, str | None]  # a date (EDTF) and its basis
NO_DATE: Dated = (None, None)
Placed = Sequence[tuple[Stretch, tuple[int, int]]]


def is_entry(name: str, attributes: dict[str, str]) -> bool | None:
    """Tell an element that says it is a post (True), one that may be (False), and any other (None)."""
    words = attributes.get("class", "")
    if NEWS.search(words):
        return False
    if POST.search(words) or POSTING.search(attributes.get("itemtype", "")) or attributes.get("itemprop") == "blogPost":
        return True
    if NUMBERED.match(attributes.get("id", "")) and name in ("div", "article", "section"):
        return True
    return POST_OF_ARTICLE.search(words) is not None if name == "article" else None


def posts(
    entries: list[Entry], placed: Placed, names: list[str | None], tags: Attributed, markup: str
) -> tuple[list[str | None], list[Item]]:
    """Return the names of the stretches of a page that shows several posts, and its posts; none where it shows no such.

    Lines between two posts are those of the one below; what stands around all of them, and is no prose, is named.
    """
    written = [each for each in entries if _prose(each, placed, names)]
    if not _are_posts(written, placed, names):
        return names, []
    names, found = list(names), list[Item]()
    held, leads, at = NO_DATE, True, 0
    for n, entry in enumerate(written):
        begin, dates = _above(range(at, entry.first), entry, placed, names, masthead=n == 0)
        leads = leads and (n > 0 or bool(dates))  # a date that is not above the first post may be below each
        if dates and leads:
            held = (dates.pop(), "date heading") if len(dates) == 1 else NO_DATE
        end = written[n + 1].start if n + 1 < len(written) else placed[entry.last - 1][0].end
        said = _said(entry, placed, names, _within(tags, entry.start, end), markup[entry.start : end], held)
        found.append(Item(placed[begin][1][0], placed[entry.last - 1][1][1], said))
        at = entry.last
    rest = [k for k in range(at, len(placed)) if names[k] is None]
    for k in rest if not any(_is_prose(placed[k][0]) for k in rest) else ():
        names[k] = "footer"
    return names, found


def _above(
    above: range, entry: Entry, placed: Placed, names: list[str | None], *, masthead: bool
) -> tuple[int, set[str]]:
    """Name the lines above an entry, those above the first as a masthead; return where it begins, and the dates they are."""
    lines = [k for k in above if names[k] is None]
    if any(_is_prose(placed[k][0]) for k in lines):
        return entry.first, set()
    dates = {k: line.date.edtf or "" for k in lines if (line := _date_line(placed[k][0]))}
    for k in lines:
        names[k] = "date heading" if k in dates else "masthead" if masthead else None
    return min((k for k in lines if names[k] is None), default=entry.first), set(dates.values())


def of_one(
    entries: list[Entry], placed: Placed, names: list[str | None], tags: Attributed, markup: str
) -> dict[str, str]:
    """Return what the one post of a page that shows no other says of itself."""
    written = [each for each in entries if _prose(each, placed, names)]
    if len(written) != 1 or not written[0].is_post:
        return {}
    entry = written[0]
    end = placed[entry.last - 1][0].end
    return _said(entry, placed, names, _within(tags, entry.start, end), markup[entry.start : end], NO_DATE)


def _within(tags: Attributed, start: int, end: int) -> Attributed:
    """Return the tags that begin between two places; they are in order."""
    first = bisect_left(tags, start, key=_place)
    return tags[first : bisect_left(tags, end, first, key=_place)]


def _place(tag: tuple[Token, str | None, dict[str, str]]) -> int:
    return tag[0].text_end


def _are_posts(written: list[Entry], placed: Placed, names: list[str | None]) -> bool:
    counts = [_prose(each, placed, names) for each in written]
    if len(written) < FEWEST or max(counts) > MOST_OF_ONE * sum(counts):
        return False
    if not any(each.is_post for each in written) and _are_parts(written, placed):
        return False
    if not all(each.is_post for each in written) and sorted(counts)[len(counts) // 2] < WRITTEN:
        return False
    whole = sum(len(each.words.split()) for (each, _), name in zip(placed, names, strict=True) if name is None)
    inside = sum(
        len(placed[k][0].words.split()) for each in written for k in range(each.first, each.last) if names[k] is None
    )
    return inside >= SHARE * whole


def _are_parts(written: list[Entry], placed: Placed) -> bool:
    """Tell the numbered parts of one text, as the articles of a statute are: one word, and numbers that follow each other."""
    titles = (
        (placed[k][0] for k in range(each.first, each.last) if placed[k][0].kind == "heading") for each in written
    )
    found = [(match["word"], int(match["number"])) for title in titles if (match := PART.match(_first(title)))]
    follow = sum(a[0] == b[0] and b[1] == a[1] + 1 for a, b in pairwise(found))
    return len(found) >= FEWEST_PARTS and 2 * follow >= len(written)


def _first(headings: Iterator[Stretch]) -> str:
    return " ".join(next((each.words for each in headings), "").split())


def _prose(entry: Entry, placed: Placed, names: list[str | None]) -> int:
    """Return how many words the paragraphs of an entry have."""
    counts = [
        len(placed[k][0].words.split())
        for k in range(entry.first, entry.last)
        if names[k] is None and placed[k][0].kind != "heading"
    ]
    return sum(count for count in counts if count >= FEWEST_WORDS)


def _is_prose(stretch: Stretch) -> bool:
    return stretch.kind != "heading" and len(stretch.words.split()) >= FEWEST_WORDS


def _said(
    entry: Entry,
    placed: Placed,
    names: list[str | None],
    tags: Attributed,
    markup: str,
    held: Dated,
) -> dict[str, str]:
    """Return what an entry says of itself; `held` is the date above it and its basis."""
    inside = [placed[k][0] for k in range(entry.first, entry.last) if names[k] != "comments"]
    title = next((each for each in inside if each.kind == "heading" and len(each.words) <= LONGEST_LINE * 2), None)
    prose = [n for n, each in enumerate(inside) if _is_prose(each)]
    around = [*inside[: prose[0]], *inside[prose[-1] + 1 :]] if prose else inside
    lines = [line for each in around if (line := _date_line(each))]
    url = _address(markup, title.start - entry.start if title else 0)
    date, basis = _date(tags, markup, entry.start, lines)
    if date is None:
        date, basis = held
    if date is None:
        date, basis = day_of_address(url), "permanent address"
    author = author_in(tags, markup, entry.start) or _one({line.author for line in lines})
    slug = SLUG.match(url) if url else None
    said = {
        "kind": "blog post" if entry.is_post or date else None, "title": " ".join(title.words.split()) if title else None,
        "author": author, "date": date, "date_basis": basis if date else None, "url": url, "name": slug[1] if slug else None,
    }  # fmt: skip
    return {key: value for key, value in said.items() if value}


def _date(tags: Attributed, markup: str, at: int, lines: list[DateHeading]) -> Dated:
    """Return the date that an entry marks as that of its publication, or that stands on a line of it."""
    marked = dates_in(tags, markup, at)
    if marked:
        return (marked[0], "mark of the page") if len(marked) == 1 else NO_DATE
    printed = _one({line.date.edtf for line in lines})
    return (printed, "date line") if printed else NO_DATE


def _date_line(stretch: Stretch) -> DateHeading | None:
    """Return the day that is all a line says, but for who wrote the text and what it is kept under."""
    words = " ".join(stretch.words.split())
    if len(words) > LONGEST_LINE:
        return None
    parts = (words, *SEAM.split(words))
    line = next((found for part in parts if (found := read_date_heading(part)) and not found.title), None)
    if line is None or line.date.day is None or line.date.flag or not line.date.consistent:
        return None
    return line if line.date.edtf else None


def _one(values: set[str | None]) -> str | None:
    told = {value for value in values if value}
    return told.pop() if len(told) == 1 else None


def _address(markup: str, title: int) -> str | None:
    """Return the address of a post: of its permanent link, or of the link that its title is."""
    links = [(match.end(), attributes_of(match[0][2:-1])) for match in LINK.finditer(markup)]
    marked = [each.get("href", "") for _, each in links if "bookmark" in each.get("rel", "").lower().split()]
    titled = [each.get("href", "") for end, each in links if end <= title and not markup[end:title].strip()]
    return next((each for each in (*marked, *titled[-1:]) if re.match(r"https?://\S+\Z", each)), None)
