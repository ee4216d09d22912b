"""Introductions: the line that says whose article the passages below it are taken from.

`On 3 May 2016 Ann Bee posted “A title”`, `Ann Bee wrote in the Northmoor Gazette on 3 May 2016:`,
`From the Northmoor Gazette, 3 May 2016, by Ann Bee:`, `Ann Bee, Northmoor Gazette, 3 May 2016:`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from ingest.grammar.dates import DateWords, find_dates
from ingest.grammar.mastheads import is_paper
from ingest.grammar.names import GAP, NAME, is_name
from ingest.grammar.pairs import pair
from ingest.grammar.titles import title_like

LONGEST = 500  # characters; an introduction is a line
LONGEST_DOUBTFUL = 160
LONGEST_DATED = 80

POSTED = r"(?P<posted>posted|published|blogged|posts|publishes|blogs)"
VERB = rf"(?:(?:also|then|later|again|has|had){GAP})?(?:{POSTED}|wrote|reported|said|commented|writes|reports|says)\b"
AUTHOR = rf"(?P<author>(?>{NAME})|(?i:he|she|they)\b)"
# "in the Northmoor Gazette", "on her blog", "in a letter to the same paper"
PLACE = (
    rf"(?:in|on|for|at){GAP}(?:(?:his|her|their|the)(?:{GAP}[a-z]+)?{GAP}(?:blog|website|site|column|page)"
    rf"|an?{GAP}(?:letter|e-?mail|statement|article|interview|column){GAP}(?:to|in|for|with){GAP}(?:the{GAP}same{GAP}(?:news)?paper|(?:the{GAP})?(?>{NAME}))"
    rf"|(?:the{GAP})?(?P<publication>(?>{NAME})))"
)
# "an article entitled", "the following"
WHAT = (
    rf"(?:{GAP}(?:(?:an?|this|another|the){GAP}(?:[a-z-]+{GAP}){{0,2}}(?:post|article|piece|report|blog|column|story)|"
    rf"the{GAP}following)(?:,?{GAP}(?:entitled|titled|called|headed))?)?"
)
# ": A title", " “A title”", ":"
REST = r"(?P<sign>\s*[,:–—-]?\s*)(?P<rest>.*)\Z"
# "journalist ", "the former secretary "
JOB = rf"(?:(?:[a-z-]+{GAP}){{0,4}})"

# "From", "And from", "Extract from", "Another excerpt from", "Taken from"
TAKEN = (
    rf"(?:(?:(?:And|Then|Next|Also)(?:{GAP}this)?,?{GAP})?[Ff]rom|"
    rf"(?:(?:An|A|One|Another|Two|Three|Some){GAP})?(?i:extracts?|excerpts?|quoted|taken|reprinted){GAP}from)"
)

# What stands before the date, and what after it.
SHAPES = (
    # "On 3 May 2016, in the Gazette, the journalist Ann Bee posted: A title"
    (
        rf"(?:(?:And|Then|Later|Also|Again),?{GAP})?[OoIi]n{GAP}(?:the{GAP})?",
        rf"\s*,?\s*(?:{PLACE},?{GAP})?{JOB}{AUTHOR}{GAP}{VERB}{WHAT}(?:{GAP}{PLACE.replace('publication', 'second')})?{REST}",
    ),
    # "Ann Bee wrote on 3 May 2016 in the Gazette: A title"
    (rf"{AUTHOR}{GAP}{VERB}{WHAT}{GAP}(?:on{GAP})?", rf",?{GAP}{PLACE}{REST}"),
    # "Ann Bee wrote in the Gazette on 3 May 2016: A title"
    (rf"{AUTHOR}{GAP}{VERB}{WHAT}(?:{GAP}{PLACE})?,?{GAP}(?:on{GAP})?", REST),
    # "Writing in the Gazette on 3 May 2016, Ann Bee said:"
    (rf"Writing{GAP}{PLACE},?{GAP}(?:on{GAP})?", rf"\s*,?\s*{JOB}{AUTHOR}{GAP}{VERB}{WHAT}{REST}"),
    # "Writing on 3 May 2016 in the Gazette, Ann Bee said:"
    (rf"Writing{GAP}(?:on{GAP})?", rf",?{GAP}{PLACE}\s*,\s*{JOB}{AUTHOR}{GAP}{VERB}{WHAT}{REST}"),
    # "From the Gazette, 3 May 2016, by Ann Bee:", "Extract from “A title”, Northmoor Gazette, 3 May 2016:"
    (
        rf"{TAKEN}{GAP}(?:[“\"](?P<titled>[^“”\"\n]{{2,150}})[”\"],?{GAP}(?:in{GAP})?)?(?:the{GAP})?(?P<publication>(?>{NAME})),?{GAP}(?:(?:on|of){GAP})?",
        rf"(?:,?{GAP}by{GAP}{AUTHOR})?(?P<sign>\s*:\s*)(?P<rest>.*)\Z",
    ),
    # "Ann Bee, The Gazette, 3 May 2016:", "Ann Bee (Northmoor Gazette, 3 May 2016):"
    (
        rf"(?:By{GAP})?{AUTHOR}(?:,{GAP}(?:in{GAP})?|{GAP}\()(?:the{GAP})?(?P<publication>(?>{NAME})),?{GAP}"
        rf"(?:(?:on|of){GAP})?",
        r"\)?(?P<sign>\s*:\s*)(?P<rest>.*)\Z",
    ),
    # "The Guardian, 4 May 2012:", "The Gazette (4 May 2012) reports:", "Hull Daily Mail (3 May): A title", "The Gazette, 4 May 2012, p 7:"
    (
        rf"(?:the{GAP})?(?P<paper>(?:The{GAP})?(?>{NAME}))(?:,?{GAP}|,?{GAP}\()(?:(?:on|of){GAP})?",
        rf"\)?(?:,?{GAP}(?:pp?\.?|pages?){GAP}?\d{{1,3}}(?:[-–]\d{{1,3}})?)?(?:{GAP}(?:{VERB}|has))?"
        rf"(?:,?{GAP}under{GAP}the{GAP}headline:?{GAP}[“\"](?P<titled>[^“”\"\n]{{2,150}})[”\"])?(?P<sign>\s*:\s*)(?P<rest>.*)\Z",
    ),
    # "4 May 2012, The Guardian:"
    (r"", rf",?{GAP}(?:the{GAP})?(?P<paper>(?:The{GAP})?(?>{NAME}))(?P<sign>\s*:\s*)(?P<rest>.*)\Z"),
)
# a cheap look before the dear ones, where there is a digit: a colon or a verb of an introduction
LIKELY = re.compile(
    r"[pbwr](?<!\w.)(?:(?<=p)(?:osted|ublished)|(?<=b)logged|(?<=w)r(?:ote|ites)|(?<=r)eport(?:ed|s))\b"
)
# "(“A title”):"
BRACKETED = re.compile(r"\((?P<title>[“\"‘'][^()]{2,200}[”\"’'])\)\s*:\s*\Z")
# "[A title](https://example.org/a)"
LINKED = re.compile(r"\[(?P<title>[^\[\]]+)\]\((?P<url>https?://[^\s()]+)\)\W*\Z")


@dataclass(frozen=True, slots=True)
class Introduction:
    """Whose article follows: what the line states. `title` is its place; without one, the next line may be it."""

    date: DateWords
    author: str | None
    publication: str | None
    title: tuple[int, int] | None
    url: str | None
    expectant: bool


def introduction(text: str, start: int, end: int) -> Introduction | None:
    """Read the passage `text[start:end]` as an introduction; None if it is not one."""
    date, said = _shape(text, start, end)
    found = _introduction(text, date, said, end) if date and said else None
    if found and said and (titled := said.get("titled")):
        begins = text.index(titled, start)
        return replace(found, title=(begins, begins + len(titled.rstrip(" ,"))))
    return found


def may_introduce(text: str, start: int, end: int) -> bool:
    """Tell a line of which it is not certain what it introduces: "On 3 May 2016 Ann Bee posted on the pier"."""
    if end - start > LONGEST_DOUBTFUL:
        return False
    date, said = _shape(text, start, end)
    return bool(date and said and said.get("posted") and is_name(" ".join((said.get("author") or "").split())))


def dates_words(text: str, start: int, end: int) -> bool:
    """Tell a line that says whose words follow, and of which day, and no more: "Ann Bee, 3 May 2016:"."""
    if end - start > LONGEST_DATED or text[end - 1] != ":":
        return False
    date = next(find_dates(text, start, end), None)
    return (
        date is not None
        and text[start : date.start].rstrip()[-1:] in (",", "(")
        and text[date.end : end] in (":", "):")
    )


def _shape(text: str, start: int, end: int) -> tuple[DateWords | None, dict[str, str | None] | None]:
    """Return the first date of a line and what stands around it, if that has the shape of an introduction."""
    words = text[start:end]
    if len(words) > LONGEST or not (":" in words or LIKELY.search(words)):
        return None, None
    date = next(find_dates(text, start, end), None)
    for before, after in _shapes() if date else ():
        head = before.match(text[start : date.start]) if date else None
        tail = after.match(text[date.end : end]) if date and head else None
        if head and tail:
            return date, head.groupdict() | tail.groupdict()
    return None, None


@cache
def _shapes() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    """Return the shapes; making them takes longer than reading a hundred pages that have none."""
    return [(re.compile(rf"\A[>*_\s]*{before}\Z"), re.compile(rf"\A{after}", re.DOTALL)) for before, after in SHAPES]


def _introduction(text: str, date: DateWords, said: dict[str, str | None], end: int) -> Introduction | None:
    rest, sign, posted = said["rest"] or "", (said["sign"] or "").strip(), bool(said.get("posted"))
    author = " ".join((said.get("author") or "").split())
    if author and author.lower() not in ("he", "she", "they") and not is_name(author):
        return None
    paper = " ".join((said.get("paper") or "").split())
    if paper and not is_paper(paper):
        return None  # "Ann Bee, 3 May 2016:"
    publication = " ".join((paper or said.get("publication") or said.get("second") or "").split()) or None
    author_name = author if is_name(author) else None
    if not rest.strip():
        if not (sign == ":" or posted):
            return None
        return Introduction(date, author_name, publication, None, None, sign == ":")
    bracketed = BRACKETED.match(rest)
    if bracketed:
        title = title_place(text, end - len(rest) + bracketed.start("title"), end - len(rest) + bracketed.end("title"))
        return Introduction(date, author_name, publication, title, None, False) if title else None
    linked = LINKED.match(rest)
    title = title_place(text, end - len(rest), end, loose=posted)
    if linked:
        title = (end - len(rest) + linked.start("title"), end - len(rest) + linked.end("title"))
    if not title or not (sign or posted or linked or text[title[0] - 1] in "“‘\"'«"):
        return None
    return Introduction(date, author_name, publication, title, linked["url"] if linked else None, False)


def title_place(text: str, start: int, end: int, loose: bool = False) -> tuple[int, int] | None:
    """Return the place of the title that `text[start:end]` is, without quotation marks around it; None if it is none.

    `loose` allows a full stop at its end, where the words before it say that a title must follow.
    """
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start] in " \t\xa0*_":
        start += 1
    around = next((each for each in pair(text, start, end).spans if each.opened == start), None)
    if around:
        if around.closed is None or text[around.closed + 1 : end].strip(" .,:*_"):
            return (start, end) if _is_title(text[start:end], loose) and around.closed else None
        start, end = around.start, around.end
    return (start, end) if _is_title(text[start:end], loose) else None


def _is_title(words: str, loose: bool) -> bool:
    if not words or words[0].islower() or not words[0].isprintable() or len(words) > 200:
        return False
    return title_like(words) or (loose and "\n" not in words and not re.search(r"[.!?…]\s+[A-Z]", words))
