"""Minutes of evidence with numbered questions: "1. Chairman.] You are the secretary?—I am.", question and answer in one paragraph.

Select committees and royal commissions printed evidence so until well into the twentieth century. The numbers run on over
witnesses and days; who asks is named where that changes, who answers where a witness is called in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.grammar.date_headings import read_date_heading
from ingest.grammar.hearing_lines import CLOSED, WITHDREW
from ingest.grammar.labels import ANSWER, QUESTION, STARTS_WITH_TITLE, begins_speech
from ingest.grammar.names import GAP, HONORIFIC, NAME, WORD, is_name
from ingest.grammar.rule_parts import Stretch
from ingest.grammar.speeches import Speech
from ingest.grammar.titles import title_like
from ingest.model import Reading

FEWEST = 4  # numbered questions with their answers that make minutes of evidence
FEWEST_LATER = 8  # of a page from the middle of them, which names nobody
LATER = 100  # the number of the first question of such a page
MOST_MISSING = 30  # numbers left out between two of them
LONGEST_LINE = 200  # characters of "Mr. Cole, called in; and Examined."

# "1. ", "2104. ", "*12,104. ", "Q. 12. "
NUMBER = re.compile(
    r"[\s*_]{0,4}(?:Q\.?\s?)?(?P<number>\d{1,2},\d{3}|\d{1,5})[*_]{0,2}(?:[.\-][*_]{0,2}\s{1,8}|\s{1,8}(?=[(\[*_]))"
)
BEGINS = frozenset("0123456789*_Q ")
# "Chairman.] ", "(Mr. Cole.) ", "[Lord Bee.] ", "*Sir J. Dow*.] ", "(To Mr. Fox.) "
ASKER = re.compile(
    r"[(\[]?[*_]{0,2}(?:(?i:by)\s)?(?P<to>(?i:to)\s)?(?P<name>(?:The\s)?[A-Z][\w’'-]*\.?(?:\s{1,3}(?:[A-Z][\w’'-]*\.?|of|the|de|and)){0,7}?)[*_]{0,2}\s{0,3}\.?\s{0,3}[*_]{0,2}"
    r"[\])][*_]{0,2}[:.]?\s*"
)
# "Mr. Cole (to Mr. Fox).] ", "Chairman.} ": who asks is named in a way that is not read
UNREAD_ASKER = re.compile(r"[^?]{0,80}?[\]}|]|[(\[]")
# "?—I am", "? -- Yes", "?”—No": where the answer begins
PARTS = re.compile(r"(?P<end>\?[*_”\"’')]{0,3})\s{0,3}(?:[—–]|-{2,3}|-(?=\s?[A-Z]))\s*(?=[*_“‘\"'(\[£$\w])")
# "State what you saw.—I saw": the question is a command
TOLD_TO = re.compile(r"(?P<end>[.;!][”\"’')]{0,2})\s?[—–]\s*(?=[A-Z“‘\"(£\d])")
# "Mr. Cole, called in; and Examined.", "Captain Dow, R.N., re-called, and further examined", "ANN BEE examined.", "Mr. Fox in attendance and examined."
EXAMINED = re.compile(
    r"\b(?:called\s+in|re-?\s?called|in\s+attendance|attended|introduced)\b.{0,60}\bexamined\b|"
    r"[\s,;](?:(?:and|was|is|were|are|further|again|sworn,?(?:\s+and)?)\s+){0,3}(?:re-?)?examined(?:\s+as\s+follows)?\W*\Z",
    re.IGNORECASE | re.DOTALL,
)
# "Mr. Thomas Cole", "The Rev. John Dow, M.A.", "Captain William Fox, R.N., Harbour Master"
WITNESS = re.compile(
    rf"[*_#\s]{{0,4}}(?:The\s)?(?P<name>(?>{NAME}))[*_]{{0,2}}\s{{0,2}}(?:,(?!\s+and\b)[^;:]{{0,80}}?)?\s{{0,2}}[,;:]?\s+(?i:(?:is|was|having\s+been|then)\s+)?"
    r"(?i:(?:called|re-?\s?called|in\s+attendance|attended|introduced|sworn|further|again|examined|re-?examined)\b)"
)
# "Mr. Cole and Mr. Dow", "Mr. Cole, Mr. Dow", "Mr. Cole, accompanied by his clerk", "Mr. Cole, with"
TWO = re.compile(
    rf"\band\s+(?:the\s+)?[A-Z]|;.*;|[,;]\s+(?:the\s+)?{HONORIFIC}{GAP}{WORD}|\b(?:accompanied|assisted|together|attended\s+by)\b|,\s+with\b",
    re.DOTALL,
)


# "The room was cleared.", "Sir John Dow in the Chair.", "The following letter was read:": what nobody answers, but for "The room was cleared, and I left."
IN_THE_ROOM = re.compile(
    r"(?!.*\b(?:I|me|my|we|us|our)\b).*(?i:\bin\s+the\s+chair\b|\bmembers\s+present\b|\bdeliberated\b|\bobjected\s+to\b|\A(?:question\s+put|appendix)\b"
    r"|\b(?:was|were)\s+(?:(?:again|then)\s+)?(?:cleared|called\s+in|handed\s+in|read\b|directed\s+to\s+withdraw))",
    re.DOTALL,
)
# "(Mr. Cole.) We are": which of two witnesses answers
ANSWERER = re.compile(
    r"[(\[][*_]{0,2}(?P<name>(?:The\s)?[A-Z][\w’'-]*\.?(?:\s(?:[A-Z][\w’'-]*\.?|of|the|de)){1,7}?)[*_]{0,2}\s?\.?[*_]{0,2}[)\]]\s*"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A numbered question in the stretch `at`, with its answer: each from its start to its end, or None where that is not certain.

    `asker` is named where the print names one, `doubtful` says that it names one in a way that is not read; `to` says that the
    question is put to another witness, `answerer` is named where the answer begins with a name in brackets.
    """

    at: int
    number: int
    asker: str | None
    doubtful: bool
    to: bool
    answerer: str | None = None
    question: tuple[int, int] | None = None
    answer: tuple[int, int] = (0, 0)


def is_evidence(stretches: Sequence[Stretch], text: str) -> bool:
    """Tell whether numbered questions, each with its answer behind a dash, make up a good part of a text."""
    found = [each for each in _in_order(stretches, text) if each.question]
    if len(found) < FEWEST or len(found) * 4 < len(stretches):
        return False
    if any(each.asker and STARTS_WITH_TITLE.match(f"{each.asker} ") for each in found):
        return True  # not "[Easy]", "(Geography)", as in a quiz
    if len(found) >= FEWEST_LATER and found[0].number >= LATER and len(found) * 2 > len(stretches):
        return True
    return any(_is_examined(text[each.start : each.end]) for each in stretches)


def evidence(reading: Reading) -> list[Speech]:
    """Return the questions and answers of minutes of evidence in order, none where a document is not that; name their passages."""
    passages, text = reading.passages, reading.text
    if reading.document.kind != "hearing" or not is_evidence(passages, text):
        return []
    asked = {each.at: each for each in _in_order(passages, text, commands=True)}
    found: list[Speech] = []
    asker = witness = None
    current: Speech | None = None
    for n, passage in enumerate(passages):
        each = asked.get(n)
        if each:
            if each.doubtful or not each.to:
                asker = None if each.doubtful else each.asker or asker
            witness = None if each.to or each.doubtful else witness
            current = None
            if each.question:
                current = Speech(ANSWER, each.answerer or witness, *each.answer, n, n, n, True)
                found += [Speech(QUESTION, asker, *each.question, n, n, n, True), current]
                passage.kind = "speech"
            if passage.locator.startswith("para "):
                passage.locator = f"Q {each.number}"
        elif current and _goes_on(passage.text):
            current.end, current.last = passage.end, n
            passage.kind, passage.speaker = "speech", current.speaker
        else:
            current = None
            if _is_examined(passage.text):
                asker, witness = None, _witness(passage.text)
            elif _divides(passage.text):
                asker = witness = None
                if passage.text[0] in "[(":
                    passage.kind = "stage direction"
    return found


def _in_order(stretches: Sequence[Stretch], text: str, commands: bool = False) -> Iterator[Asked]:
    """Yield the numbered questions whose numbers go on from those above them; with `commands` also those without a question mark."""
    last: int | None = None
    for at, stretch in enumerate(stretches):
        found = _asked(at, stretch, text, commands)
        if (
            found
            and (found.question or last is not None)
            and (last is None or last < found.number <= last + MOST_MISSING)
        ):
            last = found.number
            yield found


def _asked(at: int, stretch: Stretch, text: str, commands: bool) -> Asked | None:
    """Read one paragraph; of one whose answer may begin in several places, only who asks."""
    number = NUMBER.match(text, stretch.start, stretch.end) if text[stretch.start] in BEGINS else None
    if number is None:
        return None
    asker = ASKER.match(text, number.end(), stretch.end)
    start = asker.end() if asker else number.end()
    parts = list(PARTS.finditer(text, start, stretch.end))
    if not parts and commands:
        parts = list(TOLD_TO.finditer(text, start, stretch.end))
    doubtful = asker is None and UNREAD_ASKER.match(text, start, stretch.end) is not None
    found = Asked(
        at, int(number["number"].replace(",", "")), _name(asker), doubtful,
        bool(asker and asker["to"]),
    )  # fmt: skip
    if doubtful or len(parts) != 1 or parts[0].start() == start:
        return found
    answerer = ANSWERER.match(text, parts[0].end(), stretch.end)
    answer = answerer.end() if answerer else parts[0].end()
    return replace(
        found,
        answerer=_name(answerer),
        question=(start, parts[0].end("end")),
        answer=(answer, stretch.end),
    )


def _name(match: re.Match[str] | None) -> str | None:
    """Return a name on one line: scans have blanks enough to fill theirs."""
    return " ".join(match["name"].split()).rstrip(".") if match else None


def _is_examined(words: str) -> bool:
    return len(words) < LONGEST_LINE and EXAMINED.search(words) is not None


def _witness(words: str) -> str | None:
    """Return who is called in, if it is one person."""
    match = WITNESS.match(words)
    if match is None or TWO.search(words[: match.end()]) or not is_name(match["name"]):
        return None
    return _name(match)


def _divides(words: str) -> bool:
    """Tell a line below which nobody asks or answers yet: a day, the end of a sitting, a witness who withdraws."""
    return len(words) < LONGEST_LINE and bool(
        WITHDREW.search(words) or CLOSED.search(words) or read_date_heading(words)
    )


def _goes_on(words: str) -> bool:
    """Tell whether a paragraph without a number goes on with the answer above it."""
    if words[0] in "[(" or PARTS.search(words) or NUMBER.match(words) or _is_examined(words) or words.isupper():
        return False
    if begins_speech(words) or (len(words) < LONGEST_LINE and IN_THE_ROOM.match(words)):
        return False
    return not _divides(words) and not title_like(words)
