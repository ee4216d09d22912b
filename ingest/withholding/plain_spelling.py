"""A text in the plainest spelling of its words, for what is withheld to be found however it is set.

The end of a line between two words, a no-break space, marks of emphasis, a soft hyphen, a ligature, a curly apostrophe, an accent
of its own: none of these makes another name for a reader, and all of them do for a pattern.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any
from urllib.parse import unquote

from ingest.formats import hyphenation
from ingest.formats.blocks import Cut
from ingest.parsing.correct import Corrected, correct
from ingest.withholding.patterns import Places, places
from ingest.withholding.rejoined_lines import pieces

UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
EMPHASIS = "*_"
BLANK = r"[^\S\r\n\f]"
# "*", "__" around words; "e" and an accent; "\u00ad"; "ﬃ"; "’"; "‑"; a no-break space, or two blanks
SET = rf"\*{{1,3}}|(?<!\w)_{{1,3}}|_{{1,3}}(?!\w)|'{{2,5}}|\w[\u0300-\u036f]+|[{UNSEEN}]+|[\ufb00-\ufb06]|[’‘ʼ‛]|[‐‑]|{BLANK}{{2,}}|[^\S \r\n\f]"
# the end of one line, with what quotes the next: "\n> "; two ends in a row end a paragraph
LINE = rf"(?P<line>{BLANK}*(?:\r\n|\n|\r)(?P<quoted>(?:[ \t]*>)+)?{BLANK}*(?![\r\n]))"
SPELT, SPELT_IN_LINES = re.compile(rf"{LINE}|{SET}"), re.compile(SET)
# "https://scales.example/2019/ada-quill", "file:///C:/Users/Ada%20Quill"; "Ada%20Quill.docx";
# "/2019/ada-quill" and "/ada-quill" of a page of the same site; "ada-quill.html" in
# "](ada-quill.html)", "User:Ada_Quill" of a wiki; "ada-quill" behind "slug: " at the top of a page; and in each "-", "+", "%20", "%C3%A9"
SITE = r"(?:://|www\.)[^\s<>\"]+|(?<![^\s<>\"()])[^\s<>\"()%]*%[0-9A-Fa-f]{2}[^\s<>\"]*|(?<=\]\()[^\s<>\"()]+|(?<=\[\[)[^\[\]|\r\n]+"
PATH = r"(?<![\w/.:<])\.{0,2}/[\w%+~-][^\s<>\"()\[\]]*"
KEYS = "slug|permalink|basename|path|link|url|aliases|redirect_from|image|authors?|tags|category|categories"
# "tags:" and below it "  - ada-quill", or "    slug: ada-quill"; "[kettle,", and on the next line "ada-quill]"
BELOW = r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r)(?:-[ \t]|[ \t]+(?![ \t\r\n]))[^\r\n]*)+"
SLUG = rf"^[-. \t:\"']{{0,20}}(?i:{KEYS})[\"']?[ \t]?[:=](?P<slug>{BELOW}|[ \t]*(?:\[[^\]]{{0,4000}}|\S+))"
ADDRESS = re.compile(f"{SITE}|{PATH}|{SLUG}", re.MULTILINE)
OF_ADDRESSES = ("/", "www.", "](", "[[", ":", "=", "%")  # one of which is in every text that has an address
CODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+|[-_+]")
ANY_WORDS = ("a", "Zq")
QUOTE_MARKS = "quote marks"
APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ‛", "'"))
# what fits signs that it does not name, or blanks among others: with the ends of lines as blanks it would fit too much
OPEN = {codes.ANY, codes.ANY_ALL, codes.NOT_LITERAL, codes.NEGATE}
OPEN_CATEGORIES = {codes.CATEGORY_NOT_DIGIT, codes.CATEGORY_NOT_WORD}
A_BLANK = (codes.LITERAL, ord(" "))


def spelt(text: str, lines: bool = True) -> Corrected | None:
    """Return a text as it is spelt plainly, with the way back; None where it is so already. Without `lines` the ends of lines stay."""
    cuts = [*_cuts(text, SPELT if lines else SPELT_IN_LINES)]
    return correct(text, (), cuts) if cuts else None


def in_addresses(pattern: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where a pattern fits words in the addresses of pages, as `ada-quill`, `Ada+Quill` or `ada%20quill`, whatever their capitals."""
    found = ADDRESS.finditer(text) if any(map(text.__contains__, OF_ADDRESSES)) else iter(())
    addresses = [match.span("slug" if match["slug"] else 0) for match in found]
    if not addresses:
        return
    cuts = [
        Cut(*match.span(), hyphenation.NAME, _meant(match[0]))
        for a, b in addresses
        for match in CODED.finditer(text, a, b)
    ]
    read = correct(text, (), cuts)
    words = f" {read.text} "
    for start, end in places(plainly(pattern), read.text, re.IGNORECASE):
        if words[start].isalnum() or words[end + 1].isalnum():
            continue
        for a, b in pieces(read, start, end):
            n = bisect_right(addresses, (a, len(text))) - 1
            if n >= 0 and b <= addresses[n][1]:
                yield a, b


def _meant(coded: str) -> str:
    """Return what stands for signs in an address: a blank, or letters in per cent."""
    return " " if coded[0] != "%" else unquote(coded)


def plainly(pattern: str) -> str:
    """Return a pattern in the spelling of such a text."""
    return unicodedata.normalize("NFC", pattern).translate(APOSTROPHES)


@lru_cache(maxsize=4096)
def reads_on(pattern: str) -> bool:
    """Tell whether a pattern fits signs that it does not name, as `.*` and `[\\w ]+` do, which mean the rest of a line."""
    try:
        return _is_open(parser.parse(pattern))
    except (re.error, OverflowError, RecursionError):
        return True


def means_words(pattern: str) -> bool:
    """Tell whether a pattern means some words and not any, as `.` and `(?s).+` do, by which a whole text is withheld."""
    return not all(places(pattern, words) for words in ANY_WORDS)


def places_in(pattern: str, value: str, flags: int = 0) -> Places:
    """Return where a pattern fits a value, as it stands or as it is spelt plainly. Raises as `places` does."""
    found = places(pattern, value, flags)
    read = spelt(value, lines=not reads_on(pattern))
    if read:
        for start, end in places(plainly(pattern), read.text, flags):
            found += pieces(read, start, end)
    return found


def _cuts(text: str, shape: re.Pattern[str]) -> Iterator[Cut]:
    for match in shape.finditer(text):
        words = match[0]
        if words.isspace() or match.lastgroup in ("line", "quoted"):
            reads = " "
        elif words[0] in UNSEEN or words[0] in EMPHASIS or words.startswith("''"):
            reads = ""
        elif words in "‐‑":
            reads = "-"
        else:
            reads = unicodedata.normalize("NFC", words).translate(APOSTROPHES)
            reads = unicodedata.normalize("NFKC", reads) if "\ufb00" <= words[0] <= "\ufb06" else reads
        if reads != words:
            yield Cut(*match.span(), QUOTE_MARKS if ">" in words else hyphenation.NAME, reads)


def _is_open(parsed: Any) -> bool:
    if isinstance(parsed, tuple) and parsed and parsed[0] in OPEN:
        return True
    if isinstance(parsed, tuple) and parsed[:1] == (codes.CATEGORY,):
        return parsed[1] in OPEN_CATEGORIES
    if isinstance(parsed, tuple) and parsed[:1] == (codes.IN,) and A_BLANK in parsed[1]:
        return True
    return isinstance(parsed, tuple | list | parser.SubPattern) and any(map(_is_open, parsed))
