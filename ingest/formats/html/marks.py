"""Marks within a page that say when it was published and by whom: microformats, microdata and RDFa."""

from __future__ import annotations

import re
from typing import Any

from ingest.formats.html.json import day
from ingest.formats.html.places import ARTICLE_FOOTER, TEXT
from ingest.formats.html.tokens import Token, resolved
from ingest.grammar.date_headings import read_date_heading
from ingest.grammar.dates import read_date

Attributed = list[tuple[Token, str | None, dict[str, str]]]

# "published", "entry-date": what a <time> or an <abbr> is the time of
PUBLISHED = re.compile(
    r"(?:^|[\s_-])(?:dt-published|published|entry-date|pubdate|post-date|date-published)(?:$|[\s_-])", re.I
)
# "dc:date dc:created", "schema:datePublished"
PROPERTY = re.compile(r"(?:^|\s)(?:dc(?:terms)?:(?:date|created|issued)|(?:schema:)?datePublished)(?:\s|$)")
# "author vcard", "p-author h-card": the classes of who wrote a post; never "comment-author"
AUTHOR = re.compile(r"(?:^|\s)(?:p-|post-|entry-)?author(?:\s|$)")
MARKUP = re.compile(r"<[^<>]*>")
# "by ", "Posted by "
BY = re.compile(r"(?:(?:posted|written|published|submitted)\s+)?by:?\s+", re.IGNORECASE)
# "Ada Quill": words that are a name and no more
NAME = re.compile(r"[^\W\d_][^\d@<>|:/]{1,58}\Z")
NO_NAME = re.compile(r"(?:about|by|written|posted|view|more|read|see)\b", re.IGNORECASE)
# "https://early.example/2019/03/12/kettle", "/2019/mar/12/kettle": the day of a post in its permanent address
DATED = re.compile(
    r"https?://[^/?#]+/(?:[^?#]*/)?(?P<year>(?:19|20)\d\d)[/-](?P<month>\d\d|[a-z]{3})[/-](?P<day>\d\d)/[^/?#]+",
    re.IGNORECASE,
)
OF_EVENTS = re.compile(r"/(?:events?|calendar|diary|what-?s-?on)\b", re.IGNORECASE)
FOOTERS = ("footer", ARTICLE_FOOTER)  # places in which a post says when it was published
LONGEST = 400  # characters of markup around a name
LONGEST_DATE = 60


def dates_in(tags: Attributed, markup: str, at: int = 0) -> list[str]:
    """Return the different dates that tags mark as those of publication; `markup` begins at the place `at` of the page."""
    found = (_date(token, each, markup, at) for token, place, each in tags if place in TEXT or place in FOOTERS)
    return list(dict.fromkeys(date for date in found if date))


def told_day(value: Any) -> str | None:
    """Return the day, month or year of a date in ISO 8601, or the day that is written out: "Tuesday, Aug. 17, 2010"."""
    if (found := day(value)) or not isinstance(value, str):
        return found
    line = read_date_heading(value) if len(value) <= LONGEST_DATE else None
    if line is None or line.title or line.author or not line.date.day or line.date.flag or not line.date.consistent:
        return None
    return line.date.edtf


def day_of_address(url: str | None) -> str | None:
    """Return the day that the permanent address of a post holds; that of an event is another day."""
    found = DATED.match(url) if url and not OF_EVENTS.search(url) else None
    date = read_date_heading(f"{found['year']}-{found['month']}-{found['day']}") if found else None
    return date.date.edtf if date and date.date.day and date.date.consistent else None


def author_in(tags: Attributed, markup: str, at: int = 0) -> str | None:
    """Return the author that tags name, if they name one."""
    found = {
        name
        for token, place, each in tags
        if _is_author(token, each) and place != "comments" and (name := _name(token, markup, at))
    }
    return found.pop() if len(found) == 1 else None


def is_published(attributes: dict[str, str]) -> bool:
    """Tell a <time> that is that of publication."""
    stated = "pubdate" in attributes or attributes.get("itemprop", "").casefold() == "datepublished"
    return stated or bool(PUBLISHED.search(attributes.get("class", "")))


def _date(token: Token, each: dict[str, str], markup: str, at: int) -> str | None:
    if token.name == "time":
        return day(each.get("datetime")) if is_published(each) else None
    if each.get("itemprop", "").casefold() == "datepublished" or PROPERTY.search(each.get("property", "")):
        value = each.get("content") or each.get("datetime") or each.get("title")
        return day(value) if value else _printed(token, markup, at)
    if token.name == "abbr" and PUBLISHED.search(each.get("class", "")):
        return day(each.get("title"))
    return None


def _printed(token: Token, markup: str, at: int) -> str | None:
    """Return the date that is all the words of an element."""
    end = markup.find("<", token.end - at)
    words = resolved(markup[token.end - at : end]) if 0 <= end - (token.end - at) <= LONGEST else ""
    date = read_date(words) if words else None
    return date.edtf if date and date.day and date.consistent and not date.flag else None


def _is_author(token: Token, each: dict[str, str]) -> bool:
    if token.name in ("meta", "link"):
        return False
    rel, prop = each.get("rel", "").casefold().split(), each.get("itemprop", "").casefold()
    return "author" in rel or prop == "author" or AUTHOR.search(each.get("class", "").casefold()) is not None


def _name(token: Token, markup: str, at: int) -> str | None:
    """Return the words of an element, if they are a name."""
    begin = token.end - at
    end = markup.find(f"</{token.name}", begin, begin + LONGEST)
    words = " ".join(resolved(MARKUP.sub(" ", markup[begin:end])).split()) if end >= 0 else ""
    words = BY.sub("", words, count=1).strip(" ,·|")
    return words if NAME.match(words) and not NO_NAME.match(words) else None
