"""A name that is kept back, as the regular expression that finds it however it is written.

In any capitals, run together, surname first, with initials in between, without its accents ("Zoe" for "Zoë"), with another
apostrophe or none, with letters that look the same, and where its parts stand in two cells of a table.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cache, lru_cache
from itertools import groupby

# initials that a person has besides: "Sam J. Lark", "Sam J.R. Lark"
AN_INITIAL = r"[a-z\u00c0-\u052f]"
BESIDES = rf"(?: {AN_INITIAL}\.(?: ?{AN_INITIAL}\.)?)?"  # "Lark, Sam J."
# between two cells, with marks around each, and one between them that is empty or has an initial: "Sam,Lark", "| Sam | J. | Lark |", '"Lark";"";"Sam"'
A_MARK = r"[|,;\t]"
CELLS = rf'(?: ?"? ?{A_MARK} ?(?:(?:""|"?{AN_INITIAL}\.?"?)? ?{A_MARK} ?)?"? ?)'
# between two words of a name: "Sam Lark", "sam-lark", "sam_lark", "SamLark"; none that would fit signs it does not name
# (`ingest.withholding.plain_spelling.reads_on`), so that it is read over the ends of lines too
BETWEEN = rf"(?: ?|[-._+]|{CELLS}| {AN_INITIAL}(?:\. ?{AN_INITIAL})?\.? )"
WORD = re.compile(r"[^\s,‐‑-]+")
APOSTROPHES = "'’‘ʼ‛"
APOSTROPHE = "(?:'|’|‘|ʼ|‛|-| ?)"
# how letters are written where there is no accent to leave out, or where two stand for one
ALSO = {
    "ß": ("ss",), "æ": ("ae",), "œ": ("oe",), "ø": ("o", "oe"), "ä": ("ae",), "ö": ("oe",), "ü": ("ue",), "å": ("aa",), "ł": ("l",),
    "đ": ("d",), "ð": ("d",), "þ": ("th",), "ı": ("i",),
}  # fmt: skip
# letters of other alphabets that look the same, in small or in capitals: what is typed or misread so is the same name to a reader
ALIKE = (
    "aаα", "bвβ", "cс", "eеε", "hнһη", "iіι", "jј", "kкκ", "mмμ", "nν", "oоο", "pрρ", "sѕ", "tтτ", "xхχ", "yуγυ", "zζ",
)  # fmt: skip
# where Latin, Greek, Cyrillic and other letters with accents end; scripts in which words stand without blanks between them
LAST = 0x2000
UNPARTED = ((0x0E00, 0x1100), (0x1780, 0x1800))  # Thai to Burmese, Khmer


@lru_cache(maxsize=4096)
def pattern_of(name: str) -> str:
    """Return the regular expression that finds a name, and nothing within a longer word."""
    name = unicodedata.normalize("NFC", name)
    words = ["".join(map(spelt, word)) for word in WORD.findall(name)] or [re.escape(name)]
    forms = [BETWEEN.join(words)]
    for first in range(1, len(words)):
        surname, others = BETWEEN.join(words[first:]), BETWEEN.join(words[:first])
        forms += [surname + CELLS + others + BESIDES, surname + BETWEEN + others]
    # digits and signs may stand beside a name: "@samlark99", "_Sam Lark_"
    letters = _letters()
    return rf"(?i)(?<![{letters}])(?:{'|'.join(forms)})(?![{letters}])"


def spelt(sign: str) -> str:
    """Return what finds a letter of a name: itself, and how else it is written."""
    if sign in APOSTROPHES:
        return APOSTROPHE
    if sign == ".":  # of an initial
        return r"\.?"
    small = sign.lower() if len(sign.lower()) == 1 else sign
    plain = unicodedata.normalize("NFD", small)[0]
    others = "".join([*_accented().get(plain, ()), *_alike().get(plain, ())]) if sign.isalpha() else ""
    one = f"[{plain}{small}{others}]" if others else re.escape(small)
    also = [one, *ALSO.get(small, ())]
    return f"(?:{'|'.join(also)})" if len(also) > 1 else one


@cache
def _accented() -> dict[str, list[str]]:
    """Return the small letters with accents by the letters without."""
    found: dict[str, list[str]] = defaultdict(list)
    for sign in map(chr, range(0xC0, LAST)):
        parts = unicodedata.normalize("NFD", sign)
        if sign.isalpha() and sign == sign.lower() and len(parts) > 1 and parts[0].isalpha():
            found[parts[0]].append(sign)
    return dict(found)


@cache
def _alike() -> dict[str, str]:
    """Return the letters that look like one, by it."""
    return {sign: signs for signs in ALIKE for sign in signs}


@cache
def _letters() -> str:
    """Return the letters of words that are parted by blanks, and their accents, as ranges of a regular expression."""
    numbers = [n for n in (*range(ord("a"), ord("z") + 1), *range(0xAA, LAST)) if _is_of_words(n)]
    runs = [[n for _, n in run] for _, run in groupby(enumerate(numbers), lambda each: each[1] - each[0])]
    # by their numbers, as a pattern is composed anew (`ingest.withholding.plain_spelling.plainly`)
    return "".join(rf"\u{run[0]:04x}-\u{run[-1]:04x}" for run in runs)


def _is_of_words(number: int) -> bool:
    if any(first <= number < end for first, end in UNPARTED):
        return False
    return unicodedata.category(chr(number))[0] in "LM"
