"""Where the paragraphs of a witness statement are: from below its heading to the mark, number or words that end it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.grammar.labels import NAMED, label
from ingest.grammar.pairs import Span
from ingest.grammar.spans import spans
from ingest.grammar.titles import title_like
from ingest.model import Passage, Reading
from ingest.records.article_extracts import BEGINS_QUOTED, READ_ON
from ingest.records.statement_numbers import NUMBER, PART, numbers

# "STATEMENT OF TRUTH", "I believe that the facts stated in this witness statement are true."
# "I declare under penalty of perjury that the foregoing is true" (28 U.S.C. § 1746)
TRUTH = re.compile(
    r"[#*_\s]*(?:\d{1,4}[.)]\s+)?(?:statement of truth\b|(?:and\s+)?I (?:confirm and )?(?:believe|confirm|declare) that the (?:facts|contents)\b|"
    r"(?:pursuant to [^,]{3,60}, )?I (?:\w+ ){0,2}(?:declare|certify|verify|state|swear|affirm)\b.{0,80}?\bunder (?:the )?(?:pains and )?"
    r"penalt(?:y|ies) of perjury"
    r"|(?:and\s+)?I make this (?:solemn )?(?:declaration|affirmation|oath) conscientiously\b"
    r"|all (?:of )?which (?:is|I declare to be|I believe to be) (?:the )?truth\b"
    r"|(?:the contents of )?this (?:witness )?statement (?:is|are) true\b)",
    re.IGNORECASE | re.DOTALL,
)
# "Signed", "Signed: …", "Signature: …", "Dated 3 May 2016", "Date: …", "SWORN at …", "Executed on May 3", "/s/ Ann Bee"
SIGNED = re.compile(
    r"[*_\s]*(?:signed\b|signature\b|(?:statement\s+)?dated?\b\s*[:.…_\d]|dated\s+th|dated\s+this\b|sworn\s+(?:at|by|before|to)\b|before me\b|"
    r"in\s+witness\s+whereof\b|(?:affirmed|declared)\s+(?:at|before)\b|(?:the\s+)?deponent\W*\Z|witnessed\s+by\b|subscribed\s+and\s+sworn\b|executed\s+(?:on|this|at)\b|further\s+affiant\b|/s/|_{4,}|\.{6,})",
    re.IGNORECASE,
)
# "END OF STATEMENT", "EXHIBIT AB1", "Appendix 1", "Annex A", "VERIFICATION"
AFTERWORD = re.compile(
    r"[#*_\s]*(?:end of (?:the )?(?:witness )?statement|exhibits?\b|appendix\b|annex(?:e|ure)?\b|schedule\b|verification\b)",
    re.IGNORECASE,
)
# "STATE OF ARKANSAS,", "County of Union, ss:": where an affidavit is sworn, above its first paragraph
VENUE = re.compile(
    r"[*_\s]*(?:(?:the )?(?:state|commonwealth|county|city|parish|province|district|borough|town) of [A-Z][\w.’' -]{2,40}|[A-Z][^.;]{0,60}(?=,? ss\b))"
    r"[,\s]*(?:\)\s*)?(?:ss[.:]*)?[\s),.:§*_]*\Z",
    re.IGNORECASE,
)
# "H. A. TANNER.", "Ann Bee": who signed, below the last paragraph
NAME_ALONE = re.compile(r"[*_\s]*(?:[A-Z][\w.’'-]*\s+){1,4}[A-Z][\w.’'-]*[.*_\s]*\Z")
# "Q1. Please set out your name", "Question 2: When did you", "*Q3. Who": what a statement was asked for in writing
ASKED = re.compile(r"[*_\s]*Q(?:uestion)?\.?\s?\d{1,3}[a-z]?[.:)]\s+[A-Z]")
# "I", "my", "we", "our"
FIRST_PERSON = re.compile(r"[Imwo](?<!\w.)(?:(?<=I)|(?<=m)[ye]|(?<=w)e|(?<=o)ur)\b")
LONGEST_SIGNATURE = 200  # characters


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
    stop = _stop(passages, first, limit, level, reading.document.kind == "hearing")
    if stop <= first:
        return None
    end, certain = _end(reading, first, stop, limit)
    while first < end - 1 and VENUE.match(passages[first].text):
        first += 1
    if first < end - 1 and passages[end - 1].kind == "paragraph" and NAME_ALONE.match(passages[end - 1].text):
        end -= 1
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


def _stop(passages: list[Passage], first: int, limit: int, level: int, heard: bool) -> int:
    """Return the number of the first passage that cannot be of the statement: in what is `heard`, a speech is not."""
    for n in range(first, limit):
        passage = passages[n]
        if (
            _closes(passage)
            or (heard and _is_speech(passage.text))
            or (passage.kind == "heading" and 0 < passage.level <= level)
        ):
            return n
    return limit


def _is_speech(words: str) -> bool:
    """Tell the speech of someone with a title of address, or under a label in capitals: "Ms. Bee. Thank you", "AB: I was"."""
    found = label(words)
    return found is not None and found.form == NAMED and (found.titled or found.set_off) and not found.alone


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
    numbered = _last_numbered(reading, first, stop)
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


def _last_numbered(reading: Reading, first: int, stop: int) -> int | None:
    found = numbers(reading.passages[first:stop], reading.text)
    return first + max(found) if found else None


def _is_heading(passages: list[Passage], n: int) -> bool:
    """Tell whether a passage inside a statement is a heading: by its kind, or a short line that is not a sentence."""
    passage = passages[n]
    if passage.kind == "heading":
        return True
    words = passage.text
    if _heads_a_section(passages, n) or ("Q" in words[:8] and ASKED.match(words)):
        return True
    if passage.kind not in ("paragraph", "extract", "list item") or len(words) > 80 or not title_like(words):
        return False
    bare = words.strip("*_ \t")
    if not bare or bare[-1] in "?!”\"’'" or PART.match(words) or BEGINS_QUOTED.match(words):
        return False
    return bare.isupper() or (bare[0].isupper() and len(bare.split()) <= 8 and not NUMBER.match(words))


def _heads_a_section(passages: list[Passage], n: int) -> bool:
    """Tell "2. The lamp" above "2.1 It was dark"."""
    words = passages[n].text
    match = NUMBER.match(words) if len(words) < 80 and words[-1] not in ".:;?!" else None
    below = NUMBER.match(passages[n + 1].text) if match and n + 1 < len(passages) else None
    return bool(match and below and below["number"] == f"{match['number']}.1")
