"""Articles: byline, headline, date line, issue and captions of a news article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from ingest.grammar import abroad
from ingest.grammar.bylines import read_byline
from ingest.grammar.date_headings import read_date_heading
from ingest.grammar.dates import find_dates
from ingest.grammar.edtf import DateWords
from ingest.grammar.mastheads import (
    Cutting,
    cutting,
    dateline,
    is_masthead,
    is_masthead_abroad,
    is_section,
    printed_below,
)
from ingest.grammar.menus import is_trail
from ingest.grammar.signed_days import place_and_day
from ingest.grammar.titles import folded, title_like
from ingest.model import Passage, Problem, Reading
from ingest.records.article_heads import HEAD, author_of, bare_author, head_of, reporter
from ingest.records.parts import is_label

FOOT = 8  # passages in which may stand where an article was printed
SHORT = 120  # characters of a byline or a date line
SHORTEST = 6  # characters of a date

# "Issue 2491", "Issue No. 12", "Issue: 1,204", "Issue #12"
ISSUE = re.compile(r"\b(?:Issue|ISSUE|issue):?(?: [Nn](?:o\.?|umber))? #?(?P<issue>\d[\d,]*)\b")
# "Published: 5 March 2019", "Posted on 5 March 2019 at 10.30am"; not "Updated …"
STAMP = re.compile(
    rf"(?:{abroad.POSTED_ON}\s+|(?:first )?(?:published|posted|released|date[d]?|stand|for (?:immediate )?release|"
    r"(?:press|news|media) (?:release|statement)\s*[–—:-])"
    r"(?: on| at)?:?\s*)?",
    re.IGNORECASE,
)
# "Updated 5 March 2019", "Last modified:"
LATER = re.compile(
    rf"\b(?:updated|modified|edited|amended|archived|accessed|retrieved|{abroad.CHANGED})\b", re.IGNORECASE
)
# "Publié le ", "Stand: "
DAY_FIRST = re.compile(rf"(?:{abroad.POSTED_ON}|stand\s?:)\s", re.IGNORECASE)
# " | Lesedauer: 4 Minuten", " · Temps de lecture : 3 min": beside the day
BESIDE = re.compile(rf"\s*[|·•]\s*(?:{abroad.READING_TIME})\Z", re.IGNORECASE)
# "(Pic: Paper)", "(Photo: A. N. Other)", "Photograph: Agency", "[Image: Paper]"
CREDIT = re.compile(
    r"(?:[(\[](?:pic|picture|photo|photograph|image|credit)s?\b(?: by|:)[^)\]]{1,60}[)\]]|\bphotograph: [^.]{1,60})\.?$",
    re.IGNORECASE,
)
# without one of them, only a photograph has a credit
CLOSED = (")", "]", ").", "].")


@dataclass(slots=True)
class Article:
    """A news article: one row for each document of the kind `article`."""

    table: ClassVar[str] = "articles"
    id: str
    document_id: str
    title: str | None
    author: str | None
    publisher: str | None
    published_date: str | None
    issue: str | None
    url: str | None
    word_count: int
    start: int
    end: int


def find(reading: Reading) -> Iterator[Article | Problem]:
    """Yield the article that a document of the kind `article` is, and name its byline, headline and captions."""
    article = reading.document
    if article.kind != "article":
        return
    head = list(head_of(reading.passages))
    printed = _cutting(reading, head)
    if printed:
        day = printed.date if printed.date.consistent and not printed.date.flag else None
        article.publisher = article.publisher or printed.paper
        if article.published_date is None and day and day.edtf:
            article.published_date, article.date_basis = day.edtf, "date line"
    author = author_of(head) or author_of([each for each in reading.passages[:HEAD] if each.text[:1] in ("*", "_")])
    date = _date_line(reading, head)
    article.author = article.author or author or bare_author(head) or reporter(reading.passages)
    if article.published_date is None and date:
        article.published_date, article.date_basis = date, "date line"
    dateline = _dateline(reading) if article.published_date is None else None
    if dateline:
        article.published_date, article.date_basis = dateline, "dateline of the report"
    _captions(reading.passages)
    topics = {folded(reading.text[each.start : each.end]) for each in reading.discards if each.kind == "related links"}
    headline = _headline([each for each in head if folded(each.text) not in topics])
    article.title = article.title or headline
    yield Article(
        article.id, article.id, article.title, article.author, article.publisher, article.published_date,
        _issue(reading), article.url, article.word_count, article.start, article.end,
    )  # fmt: skip


def _date_line(reading: Reading, head: list[Passage]) -> str | None:
    for passage in head:
        if passage.kind == "byline" and (posted := _posted(passage, reading.hints.date_order)):
            return posted
        placed = place_and_day(passage.text)
        if placed and placed.edtf and placed.year and placed.consistent:
            passage.kind = "date line"
            return placed.edtf
        byline = read_byline(passage.text) if passage.kind == "byline" else None
        stamp = STAMP.match(passage.text)
        begins = passage.start + ((byline.date or 0) if byline else stamp.end() if stamp else 0)
        later = LATER.search(passage.text)
        behind = later or BESIDE.search(passage.text)
        end = passage.start + behind.start() if behind else passage.end
        if len(passage.text) > SHORT or (byline and not byline.date) or end - begins < SHORTEST:
            continue
        order = reading.hints.date_order or ("dmy" if _is_day_first(passage.text) else None)
        date = next(find_dates(reading.text, begins, end, order), None) or _abroad(reading.text, begins, end)
        # the line is the date, with a time at most: not a sentence that speaks of one
        if date and date.edtf and date.consistent and date.start - begins <= 12 and end - date.end <= 24:
            passage.kind = "date line" if not byline else "byline"
            return date.edtf
    return None


def _is_day_first(words: str) -> bool:
    """Tell a line in a language of Europe, none of which prints the month before the day: "Publié le 12/05/2014 à 18h42", "12.05.2014, 18 Uhr"."""
    return words.endswith("Uhr") or DAY_FIRST.match(words) is not None


def _abroad(text: str, begins: int, end: int) -> DateWords | None:
    """Return the day of "14 mars 2017 à 11h30": such months are read only where a line begins."""
    line = read_date_heading(text[begins:end].rstrip(" ,;:|·–—-"))
    if line is None or line.title or line.author or not line.date.day:
        return None
    return replace(line.date, start=line.date.start + begins, end=line.date.end + begins)


def _posted(passage: Passage, date_order: str | None) -> str | None:
    """Return the day of "Posted by Ada Quill on 12 March 2019"."""
    line = read_date_heading(passage.text, date_order) if len(passage.text) <= SHORT else None
    if line is None or line.style != "labelled" or line.author is None or not line.date.day:
        return None
    return line.date.edtf if line.date.consistent and not line.date.flag else None


def _dateline(reading: Reading) -> str | None:
    """Return the date that the first paragraph of a report prints, with its year, before it begins."""
    for passage in reading.passages[:HEAD]:
        if len(passage.text) > SHORT and (date := dateline(passage.text[:SHORT], reading.hints.date_order, small=True)):
            return date.edtf if date.consistent and not date.flag else None
    return None


def _cutting(reading: Reading, head: list[Passage]) -> Cutting | None:
    """Return the paper and the day that stand on the line above the headline, above both the headline and the byline, or below it all."""
    for passage in head[:2]:
        found = cutting(passage.text, reading.hints.date_order)
        if found:
            passage.kind = "date line"
            return found
    return printed_below([passage.text for passage in reading.passages[-FOOT:]], reading.hints.date_order)


def _headline(head: list[Passage]) -> str | None:
    """Return the first heading, or the first line that is like a title and not the name of a paper or of its section."""
    lines = [passage for passage in _above_list(head) if passage.kind in ("heading", "paragraph")]
    lines = [passage for passage in lines if title_like(_words(passage)) and not is_label(passage.text)]
    lines = [passage for passage in lines if not is_trail(passage.text)]
    named = [line for line in lines if not is_section(line.text) and not is_masthead(line.text)]
    if len(named) > 1 and is_masthead_abroad(named[0].text):
        named = named[1:]
    found = next((line for line in lines if line.kind == "heading"), named[0] if named else None)
    if found is None:
        return None
    found.kind = "heading"
    found.level = found.level or 1
    return _words(found)


def _words(passage: Passage) -> str:
    """Return the words of a passage, those of a heading on one line, wherever it was parted."""
    return " ".join(passage.text.split()) if passage.kind == "heading" and "\n" in passage.text else passage.text


def _above_list(head: list[Passage]) -> Iterator[Passage]:
    """Yield the passages above "Key points:" or another line that announces a list."""
    for passage in head:
        if passage.text.endswith(":"):
            return
        yield passage


def _captions(passages: list[Passage]) -> None:
    for above, passage in zip([None, *passages], passages, strict=False):
        words = passage.text
        if (
            len(words) < 400
            and (words.endswith(CLOSED) or "photograph" in words.lower())
            and CREDIT.search(passage.text)
        ):
            passage.kind = "caption"
            if above and _says_the_same(above.text, passage.text):
                above.kind = "caption"  # the description of the picture, printed once more without its credit


def _says_the_same(a: str, b: str) -> bool:
    words, others = set(a.casefold().split()), set(b.casefold().split())
    return len(words) > 4 and len(words & others) >= 0.6 * len(words)


def _issue(reading: Reading) -> str | None:
    """Return the number of the issue from the lines of furniture, if they all print the same one."""
    lines = (reading.text[each.start : each.end] for each in reading.discards)
    found = {match["issue"] for line in lines for match in ISSUE.finditer(line)}
    return found.pop() if len(found) == 1 else None
