"""Lines of a text as they stand on pages: where each begins, and whether a paragraph goes on in the next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ingest.formats.paragraphs import HANGS, ITEM, SEPARATOR
from ingest.formats.wrapped import is_inside
from ingest.grammar.labels import SPEECH

# A line with something on it; a form feed ends a line, as it ends a page.
LINE = re.compile(r"[^\n\f]+")
# the end of a line, or of a page
LINE_END = re.compile(r"[\n\f]")
# "12 The club", "A.1 Scope", "Chapter 4", "SCHEDULE 2": what begins below a page break of its own
HEADED = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3})*\.?|[A-Z]\.\d+)\s+[A-Z“\"(]|"
    r"(?i:chapter|part|schedule|appendix|annex|section|article|rule|clause|exhibit|contents)\b(?! of\b)"
)
# ". ", "?” ", "!)": the end of a sentence
SENTENCE_END = re.compile(r"[.?!…][”’\"')\]]*\Z")
NEVER_ON = frozenset(":;|")


class Line(NamedTuple):
    """A line that is not blank: where it begins, where its words begin and end, and the words.

    In a numbered line the words begin behind the number.
    """

    begin: int
    start: int
    end: int
    words: str
    number: int | None = None


def lines_of(text: str) -> Iterator[Line]:
    """Yield the lines that are not blank."""
    for match in LINE.finditer(text):
        whole, begin = match[0], match.start()
        words = whole.strip()
        if words:
            start = begin + len(whole) - len(whole.lstrip())
            yield Line(begin, start, start + len(words), words)


def goes_on(above: Line, below: Line, width: int) -> bool:
    """Tell whether a paragraph goes on from the last line of a page to the first one of the next.

    `width` is that of a full line. Where nothing in print says so (a sentence ends, another begins), it ends.
    """
    last, first = above.words, below.words
    if is_inside(last, first):
        return True
    if (
        last[-1] in NEVER_ON
        or SEPARATOR.match(last)
        or any(each.match(first) for each in (ITEM, SPEECH, HANGS, HEADED))
    ):
        return False
    if first[0].islower() or first[0] in ",;)":
        return True
    full = len(last) * 4 >= width * 3
    return full and not SENTENCE_END.search(last) and not _is_title(first)


def interrupts(above: Line, below: Line) -> bool:
    """Tell whether what stands between two lines breaks a sentence in two."""
    return below.words[0].islower() and (above.words[-1].isalnum() or above.words[-1] in ",-–—")


def _is_title(words: str) -> bool:
    """Tell a line of capitals, as headings are set."""
    return words.isupper() and len(words) > 3
