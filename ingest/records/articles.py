"""Articles: byline, headline, date line, issue and captions of a news article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from ingest.grammar.dates import find_dates
from ingest.grammar.titles import title_like
from ingest.model import Passage, Problem, Reading
from ingest.records.parts import is_label

HEAD = 12  # passages in which byline, headline and date line are looked for
SHORT = 120  # characters of a byline or a date line

# "By Ann Smith", "by Ann Smith and Bob O'Neill, industrial editor", "Words: Ann Smith"
NAME = r"[A-Z][\w.'’-]+(?: (?:[A-Z][\w.'’-]*|de|van|von|der|al|bin|ap))+"
BYLINE = re.compile(
    rf"(?:[Bb]y|BY|Words(?: by)?|Report(?:ed)? by):? (?P<author>{NAME}(?:(?:,| and| &) {NAME})*)(?:,? (?!and\b)[^.]{{0,60}})?$"
)
# "Issue 2491", "Issue No. 12", "No. 1,204"
ISSUE = re.compile(r"\b(?:Issue|ISSUE|issue)(?: [Nn](?:o\.?|umber))? (?P<issue>\d[\d,]*)\b")
# "Published: 5 March 2019", "Posted on 5 March 2019 at 10.30am"; not "Updated …"
STAMP = re.compile(r"(?:(?:first )?(?:published|posted|date[d]?)(?: on| at)?:?\s*)?", re.IGNORECASE)
# "Updated 5 March 2019", "Last modified:"
LATER = re.compile(r"\b(?:updated|modified|edited|amended|archived|accessed|retrieved)\b", re.IGNORECASE)
# "News", "UK news", "LOCAL", "Opinion | Letters": the section of a paper, not a headline
SECTION = re.compile(
    r"(?:(?:(?:\w+ )?news|local|national|world|regional|sports?|politics|business|opinion|comment|features?|exclusive|"
    r"breaking|society|culture|law|crime|education|health|environment|money|letters|unions?|work|housing)[ |/>»·,&]*)+",
    re.IGNORECASE,
)
# "THE FALLON COUNTY COURIER", "The Shannon Examiner": the name of a paper
MASTHEAD = re.compile(
    r"(?:the )?(?:[\w’'&-]+ ){0,3}(?:courier|times|gazette|examiner|herald|post|mail|echo|star|journal|chronicle|guardian|"
    r"telegraph|tribune|standard|observer|advertiser|express|argus|bulletin|independent|mirror|mercury|sentinel|dispatch)",
    re.IGNORECASE,
)
# "(Pic: Paper)", "(Photo: A. N. Other)", "Photograph: Agency", "[Image: Paper]"
CREDIT = re.compile(
    r"(?:[(\[](?:pic|picture|photo|photograph|image|credit)s?\b(?: by|:)[^)\]]{1,60}[)\]]|\bphotograph: [^.]{1,60})\.?$",
    re.IGNORECASE,
)


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
    head = list(_head(reading.passages))
    author = _author(head)
    article.author = article.author or author
    date = _date_line(reading, head)
    if article.published_date is None and date:
        article.published_date, article.date_basis = date, "date line"
    _captions(reading.passages)
    headline = _headline(head)
    article.title = article.title or headline
    yield Article(
        article.id, article.id, article.title, article.author, article.publisher, article.published_date,
        _issue(reading), article.url, article.word_count, article.start, article.end,
    )  # fmt: skip


def _head(passages: list[Passage]) -> Iterator[Passage]:
    """Yield the passages above the first paragraph of prose."""
    for passage in passages[:HEAD]:
        if len(passage.text) > 200 or (len(passage.text) > 80 and passage.text.endswith((".", ".”", '."'))):
            return
        yield passage


def _author(head: list[Passage]) -> str | None:
    for passage in head:
        match = BYLINE.match(passage.text) if len(passage.text) < SHORT else None
        if match:
            passage.kind = "byline"
            return match["author"]
    return None


def _date_line(reading: Reading, head: list[Passage]) -> str | None:
    for passage in head:
        stamp = STAMP.match(passage.text)
        begins = passage.start + (stamp.end() if stamp else 0)
        if len(passage.text) > SHORT or passage.kind == "byline" or LATER.search(passage.text):
            continue
        date = next(find_dates(reading.text, begins, passage.end, reading.hints.date_order), None)
        # the line is the date, with a time at most: not a sentence that speaks of one
        if date and date.edtf and date.consistent and date.start - begins <= 12 and passage.end - date.end <= 24:
            passage.kind = "date line"
            return date.edtf
    return None


def _headline(head: list[Passage]) -> str | None:
    """Return the first heading, or the first line that is like a title and not the name of a paper or of its section."""
    lines = [passage for passage in _above_list(head) if passage.kind in ("heading", "paragraph")]
    lines = [passage for passage in lines if title_like(passage.text) and not is_label(passage.text)]
    named = [line for line in lines if not SECTION.fullmatch(line.text) and not MASTHEAD.fullmatch(line.text)]
    found = next((line for line in lines if line.kind == "heading"), named[0] if named else None)
    if found is None:
        return None
    found.kind = "heading"
    found.level = found.level or 1
    return found.text


def _above_list(head: list[Passage]) -> Iterator[Passage]:
    """Yield the passages above "Key points:" or another line that announces a list."""
    for passage in head:
        if passage.text.endswith(":"):
            return
        yield passage


def _captions(passages: list[Passage]) -> None:
    for above, passage in zip([None, *passages], passages, strict=False):
        if len(passage.text) < 400 and CREDIT.search(passage.text):
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
