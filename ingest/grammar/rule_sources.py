"""Sources of quoted rules: "(Rule 4.1.3, Handbook 2015)", "[Standing Orders 2012, s 12]", "Rule 49 of the … says: “"."""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.grammar.digits import DIGIT
from ingest.grammar.numbering import PATH

# what sets of rules are called
RULES = (
    r"(?:procedures?|rules|rule ?-?book|handbook|standing orders?|constitution|regulations|bye?-?laws|"
    r"articles of association|code(?: of (?:conduct|practice))?|guidelines|guidance|policy|statutes|charter|protocol|"
    r"edition|manual|terms of reference|(?:Act|Order) \d{4})"
)
NAMES_RULES = re.compile(rf"\b{RULES}\b", re.IGNORECASE)
NUMBER = rf"(?P<number>{PATH})"
PROVISION = r"rule|clause|section|article|paragraph|regulation|procedure|standing order|bye?-?law"
# "Rule 4.1.3", "s 12", "§ 5"
CITED = rf"(?:\b(?:{PROVISION}|para|cl|art|reg|sec|s|r|no)\b\.?\s*|§+\s?){NUMBER}"
# "Rule 4.1.3, ", "Paragraph 49 of the "
FRONT = re.compile(rf"{CITED}(?:\s*[,:;–-]\s*|\s+(?:of|in|from)\s+)(?:the\s+)?", re.IGNORECASE)
# ", s 12", " at rule 4"
BACK = re.compile(rf"\s*[,:;–-]?\s*(?:at\s+)?{CITED}\s*\Z", re.IGNORECASE)
# what is in brackets but is no source: "(see the rules)", "(this is in our procedures)"
PROSE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|my|our|we|I|you|[sS]ee|says?|said|that|which|who|emphasis|this|these|not|"
    r"no longer|must|shall|under|against)\b"
)
# "(…)" or "[…]", with brackets inside them one deep
BRACKET = r"[(\[](?P<inside>(?:[^()\[\]\n]|\([^()\[\]\n]*\)){4,160})[)\]]"
# a passage that is nothing but brackets, a dash before them or not
WHOLE = re.compile(rf"[\s>*_—–-]*{BRACKET}[\s.*_]*\Z")
# "— Handbook 2015, rule 4"
DASHED = re.compile(r"[\s>*_]*[—–]\s*(?P<inside>[^()\[\]\n]{4,120}?)[\s.*_]*\Z")
# brackets behind a sentence or a quotation
LAST = re.compile(rf"(?<=[”\"’».!?*_)])\s*{BRACKET}[\s.*_]*\Z")
# "Rule 49 of the Election Procedures 2015 says: “", "Clause 6.2 (2015 edition): “"
SAYS = re.compile(
    rf"\b(?i:{PROVISION})\s+{NUMBER}"
    r"(?:,?\s+(?:of|in|from|under)\s+(?:(?:the|our|its|your)\s+)?|\s*[,(\[]\s*)"
    r"(?P<title>[^“”\"\n:;!?()\[\]]{3,120}?)[)\]]?,?"
    r"(?P<verb>\s+(?:(?:clearly|also|now|then)\s+)?"
    r"(?:says|states|reads|read|provides|requires|stipulates|is as follows)(?:\s+(?:that|as follows|in full|clearly))?)?"
    r"\s*(?P<colon>[:,])?\s*(?:(?P<open>[“\"„«])|\Z)"
)
# "Subsection iv) of ", "paragraph (a) of ", "subclause 2 of " before "Article 8"
PART_OF = re.compile(
    r"\b(?:sub-?\s?(?:section|clause|paragraph|rule|article)|paragraph|para|section|clause|point|item)\s+"
    r"\(?(?P<part>[a-z]{1,5}|\d{1,3}(?:\.\d{1,3}){0,3})\)?,?\s+(?:of|in)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
LONGEST_PART = 40  # characters of it
# a digit behind white space
BEHIND_A_BLANK = re.compile(rf"{DIGIT}(?<=\s.)")
# "rule " before a digit
PROVISION_BEFORE = re.compile(rf"(?i:{PROVISION})\s+\Z")
# the last letters of such a word
ENDINGS = frozenset(word[-2:] for word in PROVISION.split("|"))

MOST_WORDS = 14
TAIL = 240  # characters of a passage in which its last brackets must begin


class Source(NamedTuple):
    """The title of an edition as printed, its place, and the number of the provision if it is given with it."""

    title: str
    start: int
    end: int
    number: str | None


class Bracket(NamedTuple):
    """A source at the end of a passage; `words_end` is where the words before it end, None if there are none."""

    source: Source
    words_end: int | None


def bracket_at(text: str, start: int, end: int) -> Bracket | None:
    """Return the source in brackets that `text[start:end]` is, or ends with."""
    match = WHOLE.match(text, start, end) or DASHED.match(text, start, end)
    if match:
        source = source_in(text, *match.span("inside"))
        return Bracket(source, None) if source else None
    match = LAST.search(text, max(start, end - TAIL), end)
    source = source_in(text, *match.span("inside")) if match else None
    return Bracket(source, match.start()) if match and source else None


def may_cite(words: str) -> bool:
    """Tell quickly whether words hold "rule 49" or the like; most texts have few digits, so these are looked for."""
    for digit in BEHIND_A_BLANK.finditer(words):
        at = digit.start()
        low = max(0, at - 20)
        if words[low:at].rstrip()[-2:].casefold() in ENDINGS and PROVISION_BEFORE.search(words, low, at):
            return True
    return False


def source_in(text: str, start: int, end: int) -> Source | None:
    """Return the edition that the words between brackets name, or None."""
    inside = text[start:end]
    front, back = FRONT.match(inside), BACK.search(inside)
    first = front.end() if front else 0
    last = back.start() if back and back.start() >= first else len(inside)
    cited = front or (back if last < len(inside) else None)
    title = titled(inside[first:last])
    if title is None:
        return None
    at = start + inside.index(title, first)
    return Source(title, at, at + len(title), cited["number"] if cited else None)


def within(number: str, text: str, start: int, begin: int) -> str:
    """Return "8(iv)" for "8", where "Subsection iv) of" stands before "Article 8", which begins at `begin`."""
    part = PART_OF.search(text, max(start, begin - LONGEST_PART), begin)
    return f"{number}({part['part']})" if part else number


def titled(words: str) -> str | None:
    """Return words without emphasis if they can be the title of a set of rules."""
    title = words.strip(" *_.,\xa0\t")
    if not title or not (title[0].isupper() or title[0].isdigit()) or len(title.split()) > MOST_WORDS:
        return None
    return title if NAMES_RULES.search(title) and not PROSE.search(title) else None
