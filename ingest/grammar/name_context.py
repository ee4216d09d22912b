"""What stands around a name: whether it is whole there, or part of a longer name, an address, a date.

Nothing is looked up. A capital letter beside a name makes another name of it ("Ada Quill Jones", "John Quill"), unless the
word is one that stands beside names, or the line ends between them.
"""

from __future__ import annotations

import re

from ingest.grammar.name_words import AFTER, AFTER_NOMINALS, BEFORE, COMMON, MONTHS, TITLES

SIGHT = 60  # characters in front of a name that are looked at
LONGEST_ADDRESS = 300
SHORTEST_WRAPPED = 45  # characters of a line that ends where its margin was

HYPHEN = "-\u2010\u2011\u2012"
# "John ", "J. ", "Jones-", "D’", "█ " in front of a name
ABOVE = re.compile(rf"(?:(?P<word>[^\W_]+)(?:(?P<dot>\.)?(?P<space>\s+)|\.?[{HYPHEN}]|[’'])|(?P<mask>█)[ \u00a0]?)\Z")
# " Jones", " J", "-Jones", " █" behind a name
BELOW = re.compile(rf"(?P<gap>\s+|[{HYPHEN}])(?:(?P<word>[^\W_]+)|(?P<mask>█))|(?P<masked>█)")
# "Mr ", "MS. ", "Sister " in front of a name
TITLE = re.compile(r"(?P<title>[^\W_]+)\.?\s+\Z")
# the end of a sentence or the opening of a quotation in front of a word
BEGINNING = re.compile(r"(?:[.!?:;…][\"”’')\]]*\s+|[\"“‘(\[•>*#|–—]\s*|(?<!\w)['-]\s*|[\r\n]\s*[\r\n]\s*)\Z")
# "in ", "last ", "3rd " in front of the name of a month
DATED = re.compile(
    r"(?:\b(?:in|of|by|until|till|since|last|next|this|early|late|mid|during|from|to|for|before|after|between|and|every|each|"
    r"on|through|around|about|end|beginning)[\s-]+|\d(?:st|nd|rd|th)?\s+)\Z",
    re.IGNORECASE,
)
# " 2016", " 3rd" behind the name of a month
YEAR = re.compile(r",?\s*\d")
# "quill@post.example", "http://", "tideline.example": the parts of an address around a name
ADDRESS = re.compile(r"://|@|\bwww\.|[^\W_]\.[a-z]{2,}[/:?#]|/[^\s/]+/")


def title_before(text: str, start: int) -> re.Match[str] | None:
    """Return the title in front of a name, in `title`: Mr, MS, Sister."""
    found = TITLE.search(text, _word_before(text, start), start) if text[start - 1 : start].isspace() else None
    return found if found and found["title"][0].isupper() and found["title"].casefold() in TITLES else None


def is_whole(text: str, start: int, end: int, *, body: bool = False, abbreviation: bool = False) -> bool:
    """Tell whether a name that stands from `start` to `end` is no part of a longer one.

    Before and after a body the capitals of another (Union NEC) do no harm, as they would to a person; beside an
    abbreviation no word does.
    """
    return _is_begun(text, start, end, body, abbreviation) and is_ended(text, start, end, body, abbreviation)


def _is_begun(text: str, start: int, end: int, body: bool, abbreviation: bool) -> bool:
    above = ABOVE.search(text, _word_before(text, start), start)
    if not above:
        return True
    if above["mask"]:
        return False
    word, space = above["word"], above["space"]
    if space is None:
        return not (word[0].isupper() and text[start].isupper())
    if abbreviation or not word[0].isupper():
        return True
    if above["dot"]:
        # "J. Quill" is another, unlike the one who speaks in "A. Quill."; after "said Fenn." a sentence begins
        return len(word) > 1 or (word in "QA" and begins_line(text, above.start("word")))
    if _is_broken(text, above.start("word"), start, space) or word.casefold() in BEFORE:
        return True
    return len(word) > 1 and word.isupper() and (body or not text[start:end].isupper())


def is_ended(text: str, start: int, end: int, body: bool = False, abbreviation: bool = False) -> bool:
    """Tell whether no longer name goes on behind a name."""
    below = BELOW.match(text, end)
    if not below:
        return True
    if below["mask"] or below["masked"]:
        return False
    word, gap = below["word"], below["gap"]
    if not word[0].isupper():
        return True
    if not gap.isspace():
        return False
    if abbreviation or _is_broken(text, start, below.start("word"), gap):
        return True
    if word == "I" and text[below.end() : below.end() + 1] in ("’", "'", " "):
        return True
    if len(word) > 1 and (word.casefold() in AFTER or (word.isupper() and word.casefold() in AFTER_NOMINALS)):
        return True
    return body and len(word) > 1 and word.isupper() and not text[start:end].isupper()


def is_in_address(text: str, start: int, end: int) -> bool:
    """Tell whether a name stands inside an e-mail address, a web address or the name of a host."""
    if text[start - 1 : start] in " (“‘" and text[end : end + 1] in " ’,;)”":
        return False
    if text[start - 1 : start] in ("@", "\\") or (text[end : end + 1] == "." and text[end + 1 : end + 2].isalnum()):
        return True
    if text[start - 1 : start] == "." and text[max(0, start - 2) : start - 1].isalnum():
        return True
    first = start
    while first > max(0, start - LONGEST_ADDRESS) and not text[first - 1].isspace():
        first -= 1
    last = end
    while last < min(len(text), end + LONGEST_ADDRESS) and not text[last].isspace():
        last += 1
    return bool(ADDRESS.search(text, first, start) or ADDRESS.search(text, end - 1, last))


def is_common(word: str) -> bool:
    """Tell whether a surname is a word of every day as well: Young, Green, May."""
    return word.casefold() in COMMON


def begins_sentence(text: str, start: int) -> bool:
    """Tell whether a word has its capital letter from the beginning of a sentence."""
    above = text[max(0, start - SIGHT) : start]
    return not above.strip() or bool(BEGINNING.search(above))


def begins_line(text: str, start: int) -> bool:
    """Tell whether nothing but white space stands in front of a word in its line."""
    return not re.split(r"[\r\n]", text[max(0, start - SIGHT) : start])[-1].strip()


def is_date(text: str, start: int, end: int) -> bool:
    """Tell whether a word is the name of a month there: "in May", "May 2016"."""
    if text[start:end].casefold() not in MONTHS:
        return False
    return bool(DATED.search(text, max(0, start - SIGHT), start) or YEAR.match(text, end))


def _word_before(text: str, start: int) -> int:
    """Return where the word in front of a place begins, as far as white space parts it from the one before."""
    first = max(0, start - SIGHT)
    before = text[first:start].rstrip()
    return first + max(before.rfind(" "), before.rfind("\n"), before.rfind("\u00a0")) + 1


def _is_broken(text: str, first: int, last: int, gap: str) -> bool:
    """Tell whether a line ends in the gap that is too short to have been broken at a margin."""
    if "\n" not in gap and "\r" not in gap:
        return False
    end = first + next(n for n, sign in enumerate(text[first:last]) if sign in "\r\n")
    line = text[max(0, end - SHORTEST_WRAPPED) : end]
    return len(line) < SHORTEST_WRAPPED or "\n" in line or "\r" in line
