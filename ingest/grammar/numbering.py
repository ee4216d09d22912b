"""Numbers of provisions and points: 49. / 4.1.3 / (1A) / (a) / (ii) / § 5 / Article 5 / Rule 12: / A.

A number alone does not say what it is: it has one or more readings (`ingest.grammar.signs`), and
`ingest.grammar.rule_sequence` decides by what stands around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.grammar.eastern_articles import article_at, circled_at, may_begin
from ingest.grammar.second_numbers import LETTERED_AFTER, NUMBERED_AFTER, SECOND
from ingest.grammar.signs import (
    ABROAD,
    ARTICLES,
    CARDINAL,
    LATIN,
    ORDINAL,
    SPELT,
    Sign,
    of_points,
    of_word,
    readings,
    sign_of,
)

# marks that may stand before a number: quote marks, emphasis, "> " and "## " of Markdown
LEAD = r"(?P<lead>[\s>#*_]*[“”\"„«‘']?[*_\s]*)"
WORD = (
    rf"(?P<word>{'|'.join(ARTICLES)}|"
    r"rules?|articles?|art\.|arts\.|art[ií]culo|articolo|artikel|artigo|sections?|sec\.|clauses?|cl\.|"
    r"laws?|regulations?|reg\.|bye-?laws?|by-?laws?|standing orders?|orders?|paragraphs?|para\.?|principles?|canons?|amendments?)"
)
INSERTED = rf"(?:[A-Z]{{1,2}}|[a-z]|[ \xa0]?(?:{'|'.join(LATIN)}))"
# "–10" of "8–10.", " to 7" of "§§ 5 to 7": several clauses that share their words, as "[repealed]"
RANGE = r"(?:[–—-]|\s+(?:to|and|–)\s+)(?:§\s?)?"
MONTHS = r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
# what stands between a number and the words it numbers: ". ", ") ", ": ", " – ", ".—", "** "
# and nothing, in "1)Consult", "1.Welcome", "11.1The club" and "(a)To receive"
AFTER = (
    r"(?:[*_]{0,3}[.):]?[*_]{0,3}(?:(?<=\.)-(?=\s)|\s+[–—-](?=\s)|\s*—)?(?=[\s(“\"—]|\Z)[*_]{0,3}|"
    rf"(?:(?<=\d\.\d)|(?<=\d\.\d\d)|(?<=\(\w\))|(?<=\(\w\w\)))(?=[A-Z][a-z])|"
    rf"(?<=\d[.)])(?!{MONTHS}|Mai|M[äa]r|Fév|Avr|Jui|Ao[uû]|Dé|Dez|Okt|Gen|Giu|Lug|Ago|Set|Ott|Dic|Ene|Abr|Out)(?=[A-Z][a-z]))"
)
# "49." "12)" "2°" "49A." "2bis." "8–10." "**7**." "49.—", and "1123." above words that begin as a sentence does
ARABIC = (
    rf"(?P<arabic>\d{{1,3}}{INSERTED}?|\d{{4}}[A-Z]?(?=[*_]{{0,3}}[.)][*_]{{0,3}}\s+[*_]{{0,3}}[A-Z“(\[]))"
    rf"(?:{RANGE}(?P<arabic_until>\d{{1,4}}[A-Z]{{0,2}}))?(?P<arabic_end>[*_]{{0,3}}(?:\.?º|[.):°]))"
)
# "49" on a line of its own, as the text of a web page has it
ALONE = r"(?P<alone>\d{1,3}[A-Z]?)(?=[*_]{0,3}[ \t\xa0]*(?:[\r\n]|\Z))"
# "4.1.3" "4.1." "12.3A)" "12A.1" "A.4.2" "B12" "IV.2"
DOTTED = (
    r"(?P<dotted>(?:\d{1,3}[A-Z]?|[A-Z]|[IVXLC]{2,7})(?:\.\d{1,3}){1,5}[A-Z]?|[A-Z]\d{1,2}(?:\.\d{1,3}){0,4})"
    r"(?:[–-](?P<dotted_until>\d{1,3}(?:\.\d{1,3}){1,5}))?"
)
# "49 Candidates", "49<tab>candidates", "49 (1) Candidates", but not "12 May"
BARE = rf"(?P<bare>\d{{1,4}}[A-Z]?)(?=[*_]{{0,3}}(?:[ \xa0\u2003](?!{MONTHS})[*_]{{0,3}}(?:[A-Z“\[]|\((?:\d|[a-z])\))|\t|[ \xa0\u2003]{{2,}}\S))"
# "1 - A general meeting is held": as articles of Portuguese statutes number their parts
DASHED = r"(?P<dashed>\d{1,3})(?=[ \xa0][–—-][ \xa0]+[A-ZÀ-Þ“])"
# "49(a)", "4.1(2)(b)" before the parenthesis
CITED = r"(?P<cited>\d{1,3}[A-Z]{0,2}(?:\.\d{1,3}){0,5}|[A-Z](?:\.\d{1,3}){1,5})(?=\([0-9a-zA-Z]{1,5}\))"
# "a." "ii)" "A." "IV)", "IV.—That"
LETTER = r"(?P<letter>[a-zA-Z]|[ivxlc]{2,7}|[IVXLC]{2,7}|aa|bb|cc|dd|ee)(?P<letter_end>[*_]{0,3}[.)])(?=[\s*_—])"
# "a  Motions", "b<tab>A member": standing orders of councils
SPACED = r"(?P<spaced>[a-z])(?=\t+\S|[ \xa0\u2003]{2,}[A-Z“])"
# "12-301", "16-5-1", "18.2-32", "38-33.3-101": title or chapter and section of a state code; "5-7" is from five to seven, and so is
# what stands behind two signs: "§§ 433-480"
HYPHENED = r"\d{1,3}[A-Z]?(?:\.\d{1,2})?-\d{3,4}[A-Z]?(?:\.\d{1,2})?|\d{1,3}[A-Z]?(?:-\d{1,3}(?:\.\d{1,2})?){2}[A-Z]?|\d{1,3}\.\d{1,2}-\d{1,4}"
# "a Meetings shall": the same with one blank, as it is copied out of a word processor
SINGLE = re.compile(r"(?P<letter>[a-z]) (?=[A-Z][a-z]|[A-Z] [a-z])")
NEAR_LETTERS = 2000  # characters to the neighbour of such a letter
# "RCW 64.99.010", "ORS 12.110": how the codes of some states are cited, and their sections begin
CODES = ("RCW", "WAC", "ORS", "OAR", "NRS", "NAC", "KRS", "HRS", "RSA", "MCL", "RSMo", "TCA", "UCA", "CGS")
# "§ 5", "§5.1", "§§ 5–7", "§ 1983"
SIGNED = (
    rf"(?:§+\s?|(?:{'|'.join(CODES)})\s(?:§\s?)?(?=\d{{1,3}}[A-Z]?[.:-]\d))(?P<signed>(?<!§§)(?<!§§\s)(?:{HYPHENED})|\d{{1,4}}(?:[A-Za-z](?![a-z])|\s(?:{'|'.join(LATIN)})\b)?(?:\.\d{{1,3}}){{0,5}})(?![\d.]*\d)"
    rf"(?:{RANGE}(?P<signed_until>\d{{1,4}}[A-Za-z]?)(?!\w))?"
)
# "Rule 12:", "Article. I.", "Article L. 111-2", "Article IV – Members", "Section 4.", "Rule C" but neither "Rule 12 says" nor "Section 40 and"
NAMED = (
    rf"(?i:{WORD})(?:\.?\s+|(?<=\.)(?=\d))(?:#\s?|[Nn][Oo]\.\s?)?(?P<named>[LRD]\.[ \xa0]?\d{{1,4}}(?:-\d{{1,4}}){{0,4}}|"
    rf"\d{{1,4}}(?:{INSERTED}|er)?(?:\.\d{{1,3}}){{0,5}}|[IVXLC]{{1,7}}|[A-Z]|(?i:{CARDINAL}|{ORDINAL}|{ABROAD}))(?:\.?[º°ª])?"
    rf"(?:{RANGE}(?P<named_until>\d{{1,4}}[A-Z]?))?(?:(?P<comma>,)(?=\s+(?:S[Ee][Cc]|§|C[Ll]|R[Uu]|P[Aa]|A[Rr])))?"
    r"(?=[*_]{0,3}(?:[.:)](?=[\s*_]|\Z)|\s:(?=\s)|\.-(?=\s)|\s*[–—](?=\s)|\s+-(?=\s)|\.?[–—]+|\s*\Z|[ \t]*[\r\n]|\s+[A-Z“\[§]|\())"
)
# "FIRST:", "Second.", "THIRD.—": charters and certificates number so
SPELT_OUT = rf"(?P<spelt>(?:{ORDINAL.title()}|{ORDINAL.upper()}))(?=[*_]{{0,3}}(?:[.:][*_]{{0,3}}\s|\.?[–—]))"
# "(1A)" "(2bis)" "(a)" "(ii)" "(A)"
PARENTHESIS = rf"\((?P<inside>\d{{1,3}}{INSERTED}?|[a-z]{{1,2}}|[A-Z]{{1,2}}|[ivxlc]{{2,7}}|[IVXLC]{{2,7}})\)"

# "4.1.3", "49(a)(ii)", "12A", "C.7.4.2": a number as it is cited in prose
PATH = r"(?:\d{1,4}[A-Z]{0,2}|[A-Z](?=\.\d))(?:\.\d{1,3}){0,5}(?:\([0-9a-zA-Z]{1,5}\)){0,4}(?![\w.]*\d)"

LONGEST_SPELT = len("fourteenth.")
# "ru" of "Rule": the first letters of WORD
FRONTS = ("ru", "ar", "se", "st", "cl", "la", "re", "by", "or", "pa", "pr", "ca", "am", "ст", "άρ", "αρ", "ma", "čl")
NUMBER = re.compile(
    rf"{LEAD}(?=[\d(§]|(?:{'|'.join(CODES)})\s|[a-z][ \t\xa0\u2003]|[A-Za-z]{{1,7}}[*_]{{0,3}}[.)]|[A-Z]\.?\d|[IVXLC]{{2,7}}\.\d|(?i:{'|'.join(FRONTS)})|"
    r"[FTEN][a-zA-Z]{3,9}[*_]{0,3}[.:–—]|S[iI][xX])"
    rf"(?:{NAMED}|{SIGNED}|{CITED}|{DOTTED}(?=[*_.):\s—]|[A-Z][a-z]|\Z)|{ARABIC}|{PARENTHESIS}|{LETTER}|{SPACED}|{BARE}|{DASHED}|{ALONE}|{SPELT_OUT}){AFTER}"
)
# "(a)" straight after another number: "49. (1)(a) Candidates", "49.—(1)", "Rule 1(a):"
FURTHER = re.compile(rf"[\s—]*{PARENTHESIS}[.:]?(?=[\s(—]|\Z)")
BLANKS = re.compile(r"[\s—–]*(?:[-:]\s+)?")
# what "Section 4" is called where it stands below "Article 2", by the style of its sign
WORDS = {
    "art": "Article", "sec": "Section", "rul": "Rule", "cla": "Clause", "reg": "Regulation", "par": "Paragraph",
    "bye": "Bye-law", "byl": "By-law", "sta": "Standing Order", "ord": "Order", "pri": "Principle", "can": "Canon",
    "ame": "Amendment", "law": "Law", "§": "§",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Marker:
    """A number at the front of a line: `start` is its first character, `words` the first one of what it numbers.

    `line` is the place of the first mark before the number, `lead` those marks. `chain` has one entry for "49." and
    two for "49.—(1)" or "Article IV, Section 1."; each entry holds the readings of that number. `title` is the place of a heading between the two.
    """

    line: int
    start: int
    words: int
    lead: str
    chain: tuple[tuple[Sign, ...], ...]
    title: tuple[int, int] | None = None

    @property
    def signs(self) -> tuple[Sign, ...]:
        """The readings of the first number."""
        return self.chain[0]


def marker_at(text: str, start: int, end: int) -> Marker | None:
    """Return the number that `text[start:end]` begins with, or None."""
    eastern = _eastern(text, start, end)
    if eastern:
        return eastern
    word = text[start : start + LONGEST_SPELT].partition(" ")[0]
    if len(word) > 1 and word.isalpha() and word[:2].casefold() not in FRONTS and word not in CODES:
        return None  # a word, as nearly every line begins with: neither a letter nor a short one before a mark
    match = NUMBER.match(text, start, min(end, start + 200))
    if match is None:
        return _lettered(text, start, end)
    signs = tuple(_signs(match))
    if not signs:
        return None
    chain, at = [signs], match.end()
    second = SECOND.match(text, at, end) if match["named"] else None
    if second:
        chain.append(_second(second))
        at = second.end()
    elif match["comma"]:
        return None  # "Article IV, Section 1 of the": a sentence
    for _ in range(4):
        further = FURTHER.match(text, at, end)
        if further is None:
            break
        chain.append(in_brackets(further["inside"]))
        at = further.end()
    lettered = LETTERED_AFTER.match(text, at, end) if match["arabic"] and len(chain) == 1 else None
    if lettered:
        chain.append(readings(lettered["letter"], "", lettered["end"]))
        at = lettered.end()
    numbered = NUMBERED_AFTER.match(text, at, end) if match["named"] and len(chain) == 1 else None
    if numbered and f"\n2{numbered['end']}" in text[numbered.end() : numbered.end() + NEAR_LETTERS]:
        chain.append(readings("1", "", numbered["end"]))
        at = numbered.end()
    blanks = BLANKS.match(text, at, end)
    lead = match["lead"]
    return Marker(match.start(), match.start() + len(lead), blanks.end() if blanks else at, lead, tuple(chain))


def _eastern(text: str, start: int, end: int) -> Marker | None:
    """Return the number of an article in Chinese, Japanese, Korean or Arabic, and of its part in a circle; or of such a part alone."""
    article = article_at(text, start, end) if may_begin(text[start : start + 1]) else None
    circled = circled_at(text, article.words if article else start)
    if article is None:
        return Marker(start, start, _behind(text, start + 1, end), "", ((circled,),)) if circled else None
    words = _behind(text, article.words + 1, end) if circled else article.words
    chain = ((article.sign,), (circled,)) if circled else ((article.sign,),)
    return Marker(start, article.start, words, text[start : article.start], chain, article.title)


def _behind(text: str, at: int, end: int) -> int:
    """Return where words begin behind the blanks at a place, no further than `end`."""
    blanks = BLANKS.match(text, at, max(at, end))
    return blanks.end() if blanks else at


def _lettered(text: str, start: int, end: int) -> Marker | None:
    """Return the letter of "a Meetings shall be open", one blank behind it, if the line of its neighbour is near: "b Notice shall"."""
    match = SINGLE.match(text, start, end)
    if match is None:
        return None
    first = match["letter"] == "a"
    neighbour = f"\n{'b' if first else chr(ord(match['letter']) - 1)} "
    near = (match.end(), match.end() + NEAR_LETTERS) if first else (max(0, match.start() - NEAR_LETTERS), match.start())
    at = text.find(neighbour, *near)
    if at < 0 or not text[at + len(neighbour) : at + len(neighbour) + 1].isupper():
        return None
    return Marker(start, start, match.end(), "", (readings(match["letter"], "", ""),))


def _second(match: re.Match[str]) -> tuple[Sign, ...]:
    if match["word"] is None:
        return (sign_of("§", match["label"], None),) if match["label"][0].isdigit() else ()
    return tuple(of_word(match["word"], match["label"], None))


def in_brackets(label: str) -> tuple[Sign, ...]:
    """Return the readings of a label in brackets, "(1)" or "(a)"."""
    return readings(label, "(", ")")


def _signs(match: re.Match[str]) -> Iterator[Sign]:
    if match["named"]:
        yield from of_word(match["word"], match["named"], match["named_until"])
    elif match["signed"] or match["cited"]:
        label = match["signed"] or match["cited"]
        if "-" in label:
            yield Sign("1.1", sign_of("1.1", label.replace("-", "."), None).value, label, named=True)
            return
        found = sign_of("1.1" if "." in label else "§" if match["signed"] else "cited", label, match["signed_until"])
        yield replace(found, named=True) if match["signed"] and "." in label else found
    elif match["dotted"]:
        yield from of_points(match["dotted"], match["dotted_until"])
    elif match["arabic"]:
        yield sign_of("1" + match["arabic_end"][-1], match["arabic"], match["arabic_until"])
    elif match["bare"]:
        yield sign_of("1", match["bare"], None)
    elif match["dashed"]:
        yield sign_of("1-", match["dashed"], None)
    elif match["alone"]:
        yield sign_of("1|", match["alone"], None)
    elif match["spaced"]:
        yield from readings(match["spaced"], "", "")
    elif match["spelt"]:
        yield Sign("nth", (SPELT[match["spelt"].casefold()], 0), match["spelt"])
    elif match["inside"]:
        yield from readings(match["inside"], "(", ")")
    else:
        yield from readings(match["letter"], "", match["letter_end"][-1])
