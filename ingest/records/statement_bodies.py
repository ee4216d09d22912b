"""Where the paragraphs of a witness statement are: from below its heading to the mark, number or words that end it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.grammar.spans import Span, spans
from ingest.grammar.titles import title_like
from ingest.model import Passage, Reading
from ingest.records.article_extracts import BEGINS_QUOTED, READ_ON

# "12. I was", "12) I was", "[12] I was", "4.1 I was", "**12.** I was"
NUMBER = re.compile(r"[“\"‘*_>\s]{0,6}\[?(?P<number>\d{1,4}(?:\.\d{1,3}){0,3})(?P<sign>[.)\]]*)[*_]*(?=\s)")
# "(a) in May", "(iv) in June"
PART = re.compile(r"[*_>\s]{0,6}\((?P<part>[a-z]{1,4})\)\s")
# "STATEMENT OF TRUTH", "I believe that the facts stated in this witness statement are true."
TRUTH = re.compile(
    r"[#*_\s]*(?:\d{1,4}[.)]\s+)?(?:statement of truth\b|I (?:confirm and )?(?:believe|confirm|declare) that the (?:facts|contents)\b)",
    re.IGNORECASE,
)
# "Signed", "Signed: …", "Signature: …", "Dated 3 May 2016", "Date: …", "SWORN at …"
SIGNED = re.compile(
    r"[*_\s]*(?:signed\b|signature\b|(?:statement\s+)?dated?\b\s*[:.…_\d]|dated\s+th|sworn\s+(?:at|by)\b|before me\b|"
    r"affirmed\s+at\b|witnessed\s+by\b|_{4,}|\.{6,})",
    re.IGNORECASE,
)
# "END OF STATEMENT", "EXHIBIT AB1", "Appendix 1", "Annex A"
AFTERWORD = re.compile(
    r"[#*_\s]*(?:end of (?:the )?(?:witness )?statement|exhibits?\b|appendix\b|annex(?:e|ure)?\b|schedule\b)",
    re.IGNORECASE,
)
FIRST_PERSON = re.compile(r"\b(?:I|my|me|we|our)\b")
LONGEST_SIGNATURE = 200  # characters
WIDEST_STEP = 3  # between the numbers of two paragraphs, where some are left out


@dataclass(frozen=True, slots=True)
class Body:
    """The numbers of the passages that are paragraphs and headings; `certain` is False where no end was marked."""

    paragraphs: list[int]
    headings: list[int]
    certain: bool
    first_person: bool

    @property
    def last(self) -> int:
        return self.paragraphs[-1]


def body(reading: Reading, first: int, limit: int, level: int) -> Body | None:
    """Return the body of the statement that begins at passage `first` and ends before `limit`; None if it has none.

    `level` is that of its heading in Markdown, 0 elsewhere.
    """
    passages = reading.passages
    stop = _stop(passages, first, limit, level)
    if stop <= first:
        return None
    end, certain = _end(reading, first, stop, limit)
    numbers = range(first, end)
    headings = [n for n in numbers if _is_heading(passages, n)]
    while headings and headings[-1] == end - 1:
        headings.pop()
        end -= 1
    paragraphs = sorted(set(range(first, end)) - set(headings))
    if not paragraphs:
        return None
    person = any(FIRST_PERSON.search(passages[n].text) for n in paragraphs[:5])
    return Body(paragraphs, headings, certain, person)


def _stop(passages: list[Passage], first: int, limit: int, level: int) -> int:
    """Return the number of the first passage that cannot be of the statement."""
    for n in range(first, limit):
        passage = passages[n]
        if _closes(passage) or (passage.kind == "heading" and 0 < passage.level <= level):
            return n
    return limit


def _closes(passage: Passage) -> bool:
    words = passage.text
    if TRUTH.match(words):
        return not NUMBER.match(words)
    if AFTERWORD.match(words) and (passage.kind == "heading" or title_like(words)):
        return True
    return (len(words) < LONGEST_SIGNATURE and bool(SIGNED.match(words))) or bool(
        READ_ON.match(words) and "://" in words
    )


def _end(reading: Reading, first: int, stop: int, limit: int) -> tuple[int, bool]:
    """Return the number after the last paragraph, and whether something printed says that it is the last."""
    passages = reading.passages
    if BEGINS_QUOTED.match(passages[first].text):
        closed = _closing(reading, first, stop)
        if closed is not None:
            return closed + 1, True
    if stop < limit and _closes(passages[stop]):
        return stop, True
    if stop < limit or reading.document.kind in ("witness statement", "hearing"):
        return stop, True
    numbered = _last_numbered(passages, first, stop)
    if numbered is not None:
        return numbered + 1, True
    return stop, stop < len(passages)


def _closing(reading: Reading, first: int, stop: int) -> int | None:
    """Return the number of the passage that closes the quotation the first paragraph opens.

    Where every paragraph has marks of its own, that is the last of the run.
    """
    run = reading.passages[first:stop]
    place = {passage.id: n for n, passage in enumerate(run, first)}
    last: int | None = None
    for span in sorted(
        (each for each in spans(run, reading.text) if isinstance(each, Span)), key=lambda each: each.opened
    ):
        opens, closes = reading.passage_at(span.opened), reading.passage_at(span.closed or span.opened)
        if span.closed is None or not opens or not closes or not BEGINS_QUOTED.match(opens.text):
            continue
        if reading.text[span.closed + 1 : closes.end].strip(" .*_") or reading.text[opens.start : span.opened].strip(
            " *_>"
        ):
            continue
        if place[opens.id] > (first if last is None else last + 1):
            break
        last = max(last or first, place[closes.id])
    return last


def _last_numbered(passages: list[Passage], first: int, stop: int) -> int | None:
    last, above = None, 0
    for n in range(first, stop):
        number = _number(passages[n], above)
        if number:
            last, above = n, number
    return last if above else None


def _number(passage: Passage, above: int) -> int | None:
    """Return the number printed before a paragraph if it can follow the number `above`."""
    match = NUMBER.match(passage.text)
    if not match or not (match["sign"] or "." in match["number"]):
        return None
    number = int(match["number"].split(".")[0])
    follows = above < number <= above + WIDEST_STEP or (number == above and "." in match["number"])
    return number if follows or above == 0 else None


def _is_heading(passages: list[Passage], n: int) -> bool:
    """Tell whether a passage inside a statement is a heading: by its kind, or a short line that is not a sentence."""
    passage = passages[n]
    if passage.kind == "heading":
        return True
    words = passage.text
    if passage.kind not in ("paragraph", "extract", "list item") or len(words) > 80 or not title_like(words):
        return False
    bare = words.strip("*_ \t")
    if not bare or bare[-1] in "?!”\"’'" or PART.match(words) or BEGINS_QUOTED.match(words):
        return False
    return bare.isupper() or (bare[0].isupper() and len(bare.split()) <= 8 and not NUMBER.match(words))


def locators(paragraphs: list[Passage]) -> list[str]:
    """Return "para 12" as numbered in print, "para 12(a)" for its parts; or counted from 1 where nothing is numbered."""
    found = list(_numbered(paragraphs))
    if not any(found):
        return [f"para {n}" for n in range(1, len(paragraphs) + 1)]
    return [f"para {name}" if name else f"para {n}" for n, name in enumerate(found, 1)]


def _numbered(paragraphs: list[Passage]) -> Iterator[str | None]:
    """Yield the printed number each paragraph belongs to; None before the first number."""
    above, name = 0, None
    for passage in paragraphs:
        number = _number(passage, above)
        part = PART.match(passage.text)
        if number:
            above = number
            name = NUMBER.match(passage.text)["number"]  # type: ignore[index]
            yield name
        else:
            yield f"{name}({part['part']})" if part and name else name
