"""Numbers of provisions and points: 49. / 4.1.3 / (1A) / (a) / (ii) / § 5 / Article 5 / Rule 12: / A.

A number alone does not say what it is: `(i)` is the ninth letter or the first Roman number. So a number has one or
more readings, and `ingest.grammar.rule_sequence` decides by what stands around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

# marks that may stand before a number: quote marks, emphasis, "> " and "## " of Markdown
LEAD = r"(?P<lead>[\s>#*_]*[“”\"„«‘']?[*_\s]*)"
WORD = (
    r"(?P<word>rules?|articles?|art\.|arts\.|art[ií]culo|articolo|artikel|artigo|sections?|sec\.|clauses?|cl\.|"
    r"laws?|regulations?|reg\.|bye-?laws?|by-?laws?|standing orders?|orders?|paragraphs?|para\.?|principles?|canons?|amendments?)"
)
# "Article One", "ARTICLE FIRST"
CARDINAL = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
ORDINAL = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth"
)
SPELT = {word: n for words in (CARDINAL, ORDINAL) for n, word in enumerate(words.split("|"), 1)}
# "2bis", "2 ter": clauses inserted where letters are not used
LATIN = ("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies")
INSERTED = rf"(?:[A-Z]{{1,2}}|[a-z]|[ \xa0]?(?:{'|'.join(LATIN)}))"
# "–10" of "8–10.", " to 7" of "§§ 5 to 7": several clauses that share their words, as "[repealed]"
RANGE = r"(?:[–—-]|\s+(?:to|and|–)\s+)(?:§\s?)?"
# what stands between a number and the words it numbers: ". ", ") ", ": ", " – ", ".—", "** "
AFTER = r"(?:[*_]{0,3}[.):]?[*_]{0,3}(?:\s+[–—-](?=\s)|\s*—)?(?=[\s(“\"—]|\Z)[*_]{0,3})"
# "49." "12)" "2°" "49A." "2bis." "8–10." "**7**." "49.—", and "1123." above words that begin as a sentence does
ARABIC = (
    rf"(?P<arabic>\d{{1,3}}{INSERTED}?|\d{{4}}[A-Z]?(?=[*_]{{0,3}}[.)][*_]{{0,3}}\s+[*_]{{0,3}}[A-Z“(\[]))"
    rf"(?:{RANGE}(?P<arabic_until>\d{{1,4}}[A-Z]{{0,2}}))?(?P<arabic_end>[*_]{{0,3}}[.):°])"
)
# "49" on a line of its own, as the text of a web page has it
ALONE = r"(?P<alone>\d{1,3}[A-Z]?)(?=[*_]{0,3}[ \t\xa0]*(?:[\r\n]|\Z))"
# "4.1.3" "4.1." "12.3A)" "A.4.2" "B12"
DOTTED = (
    r"(?P<dotted>(?:\d{1,3}|[A-Z])(?:\.\d{1,3}){1,5}[A-Z]?|[A-Z]\d{1,2}(?:\.\d{1,3}){0,4})"
    r"(?:[–-](?P<dotted_until>\d{1,3}(?:\.\d{1,3}){1,5}))?"
)
# "49 Candidates", "49<tab>candidates", "49 (1) Candidates", but not "12 May"
MONTHS = r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
BARE = rf"(?P<bare>\d{{1,4}}[A-Z]?)(?=[*_]{{0,3}}(?:[ \xa0\u2003](?!{MONTHS})[*_]{{0,3}}(?:[A-Z“\[]|\((?:\d|[a-z])\))|\t|[ \xa0\u2003]{{2,}}\S))"
# "49(a)", "4.1(2)(b)" before the parenthesis
CITED = r"(?P<cited>\d{1,3}[A-Z]{0,2}(?:\.\d{1,3}){0,5}|[A-Z](?:\.\d{1,3}){1,5})(?=\([0-9a-zA-Z]{1,5}\))"
# "a." "ii)" "A." "IV)", "IV.—That"
LETTER = r"(?P<letter>[a-zA-Z]|[ivxlc]{2,7}|[IVXLC]{2,7}|aa|bb|cc|dd|ee)(?P<letter_end>[*_]{0,3}[.)])(?=[\s*_—])"
# "a  Motions", "b<tab>A member": standing orders of councils
SPACED = r"(?P<spaced>[a-z])(?=\t+\S|[ \xa0\u2003]{2,}[A-Z“])"
# "§ 5", "§5.1", "§§ 5–7", "§ 1983"
SIGNED = (
    rf"§+\s?(?P<signed>\d{{1,4}}(?:[A-Za-z](?![a-z])|\s(?:{'|'.join(LATIN)})\b)?(?:\.\d{{1,3}}){{0,5}})(?![\d.]*\d)"
    rf"(?:{RANGE}(?P<signed_until>\d{{1,4}}[A-Za-z]?)(?!\w))?"
)
# "Rule 12:", "Article. I.", "Article L. 111-2", "Article IV – Members", "Section 4.", "Rule C" but neither "Rule 12 says" nor "Section 40 and"
NAMED = (
    rf"(?i:{WORD})\.?\s+(?P<named>[LRD]\.[ \xa0]?\d{{1,4}}(?:-\d{{1,4}}){{0,4}}|"
    rf"\d{{1,4}}(?:{INSERTED}|er)?(?:\.\d{{1,3}}){{0,5}}|[IVXLC]{{1,7}}|[A-Z]|(?i:{CARDINAL}|{ORDINAL}))"
    rf"(?:{RANGE}(?P<named_until>\d{{1,4}}[A-Z]?))?"
    r"(?=[*_]{0,3}(?:[.:)](?=[\s*_]|\Z)|\s*[–—](?=\s)|\s+-(?=\s)|\.?[–—]+|\s*\Z|[ \t]*[\r\n]|\s+[A-Z“\[]|\())"
)
# "FIRST:", "Second.", "THIRD.—": charters and certificates number so
SPELT_OUT = rf"(?P<spelt>(?:{ORDINAL.title()}|{ORDINAL.upper()}))(?=[*_]{{0,3}}(?:[.:][*_]{{0,3}}\s|\.?[–—]))"
# "(1A)" "(2bis)" "(a)" "(ii)" "(A)"
PARENTHESIS = rf"\((?P<inside>\d{{1,3}}{INSERTED}?|[a-z]{{1,2}}|[A-Z]{{1,2}}|[ivxlc]{{2,7}}|[IVXLC]{{2,7}})\)"

# "4.1.3", "49(a)(ii)", "12A", "C.7.4.2": a number as it is cited in prose
PATH = r"(?:\d{1,4}[A-Z]{0,2}|[A-Z](?=\.\d))(?:\.\d{1,3}){0,5}(?:\([0-9a-zA-Z]{1,5}\)){0,4}(?![\w.]*\d)"

LONGEST_SPELT = len("fourteenth.")
# "ru" of "Rule": the first letters of WORD
FRONTS = ("ru", "ar", "se", "st", "cl", "la", "re", "by", "or", "pa", "pr", "ca", "am")
NUMBER = re.compile(
    rf"{LEAD}(?=[\d(§]|[a-z][ \t\xa0\u2003]|[A-Za-z]{{1,7}}[*_]{{0,3}}[.)]|[A-Z]\.?\d|(?i:{'|'.join(FRONTS)})|"
    r"[FTEN][a-zA-Z]{3,9}[*_]{0,3}[.:–—]|S[iI][xX])"
    rf"(?:{NAMED}|{SIGNED}|{CITED}|{DOTTED}(?=[*_.):\s—]|\Z)|{ARABIC}|{PARENTHESIS}|{LETTER}|{SPACED}|{BARE}|{ALONE}|{SPELT_OUT}){AFTER}"
)
# "(a)" straight after another number: "49. (1)(a) Candidates", "49.—(1)", "Rule 1(a):"
FURTHER = re.compile(rf"[\s—]*{PARENTHESIS}[.:]?(?=[\s(—]|\Z)")
BLANKS = re.compile(r"[\s—–]*(?:-\s+)?")
# XIV, but not IIII or VX
ROMAN = re.compile(r"(?=[ivxlc])(c{0,3})(x[cl]|l?x{0,3})(i[xv]|v?i{0,3})")
# what "Section 4" is called where it stands below "Article 2", by the style of its sign
WORDS = {
    "art": "Article", "sec": "Section", "rul": "Rule", "cla": "Clause", "reg": "Regulation", "par": "Paragraph",
    "bye": "Bye-law", "byl": "By-law", "sta": "Standing Order", "ord": "Order", "pri": "Principle", "can": "Canon",
    "ame": "Amendment", "law": "Law", "§": "§",
}  # fmt: skip
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
LETTERED = 1_000_000  # A.1 is (1000001, 1): the schedules A, B, C come after all numbers
KNOWN = 4096  # labels whose readings are remembered: lists everywhere begin with the same numbers
FIRST = frozenset(((1, 0), (1, 1, 0), (1, 1, 1, 0), *((LETTERED + 1, *more, 0) for more in ((), (0,), (1,), (1, 1)))))


@dataclass(frozen=True, slots=True)
class Sign:
    """One reading of a number: its `style` (what its neighbours in a list look like), place in the list, and label.

    `value` is (49, 0) for 49, (49, 1) for 49A, (4, 1, 3, 0) for 4.1.3: the last part counts inserted letters.
    `until` is the value of the last number of several: (10, 0) for 8–10. `named` says that "§" stands before a number with
    points, which the text may leave a few hundred of out.
    """

    style: str
    value: tuple[int, ...]
    label: str
    until: tuple[int, ...] | None = None
    named: bool = False

    @property
    def first(self) -> bool:
        return self.value in FIRST

    @property
    def path(self) -> tuple[int, ...]:
        """Return the number without what is inserted; a letter as it stands in A.1."""
        return (LETTERED + self.value[0],) if self.style == "A." else self.value[:-1]

    @property
    def counted(self) -> bool:
        """Tell whether it is a whole number as clauses have it: 49. or Rule 49 or § 49, not (49)."""
        return self.style in ("1.", "1)", "1:", "1", "1|", "§", "cited") or (
            len(self.style) == 3 and self.style.isalpha()
        )

    @property
    def dotted(self) -> bool:
        return self.style == "1.1"


@dataclass(frozen=True, slots=True)
class Marker:
    """A number at the front of a line: `start` is its first character, `words` the first one of what it numbers.

    `line` is the place of the first mark before the number, `lead` those marks. `chain` has one entry for "49." and
    two for "49.—(1)"; each entry holds the readings of that number. `title` is the place of a heading between the two.
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
    word = text[start : start + LONGEST_SPELT].partition(" ")[0]
    if len(word) > 1 and word.isalpha() and word[:2].casefold() not in FRONTS:
        return None  # a word, as nearly every line begins with: neither a letter nor a short one before a mark
    match = NUMBER.match(text, start, min(end, start + 200))
    if match is None:
        return None
    signs = tuple(_signs(match))
    if not signs:
        return None
    chain, at = [signs], match.end()
    for _ in range(4):
        further = FURTHER.match(text, at, end)
        if further is None:
            break
        chain.append(in_brackets(further["inside"]))
        at = further.end()
    blanks = BLANKS.match(text, at, end)
    lead = match["lead"]
    return Marker(match.start(), match.start() + len(lead), blanks.end() if blanks else at, lead, tuple(chain))


def in_brackets(label: str) -> tuple[Sign, ...]:
    """Return the readings of a label in brackets, "(1)" or "(a)"."""
    return _readings(label, "(", ")")


def _signs(match: re.Match[str]) -> Iterator[Sign]:
    if match["named"]:
        yield from _named(match["word"], match["named"], match["named_until"])
    elif match["signed"] or match["cited"]:
        label = match["signed"] or match["cited"]
        found = _sign("1.1" if "." in label else "§" if match["signed"] else "cited", label, match["signed_until"])
        yield replace(found, named=True) if match["signed"] and "." in label else found
    elif match["dotted"]:
        yield _sign("1.1", match["dotted"], match["dotted_until"])
    elif match["arabic"]:
        yield _sign("1" + match["arabic_end"][-1], match["arabic"], match["arabic_until"])
    elif match["bare"]:
        yield _sign("1", match["bare"], None)
    elif match["alone"]:
        yield _sign("1|", match["alone"], None)
    elif match["spaced"]:
        yield from _readings(match["spaced"], "", "")
    elif match["spelt"]:
        yield Sign("nth", (SPELT[match["spelt"].casefold()], 0), match["spelt"])
    elif match["inside"]:
        yield from _readings(match["inside"], "(", ")")
    else:
        yield from _readings(match["letter"], "", match["letter_end"][-1])


@lru_cache(KNOWN)
def _sign(style: str, label: str, until: str | None) -> Sign:
    if until is None:
        return Sign(style, _numbers(label), label)
    return Sign(style, _numbers(label), f"{label}–{until}", _numbers(until))


def _named(word: str, label: str, until: str | None) -> Iterator[Sign]:
    """Yield the reading of "Rule 12": rules of one kind form a list, whatever is printed after the number."""
    letters = re.sub(r"[^a-z]", "", word.casefold())
    style = "cla" if letters == "cl" else letters[:3]
    if label[0].isdigit():
        yield _sign("1.1" if "." in label else style, label, until)
    elif "." in label:  # "L. 111-2" of a French code
        yield Sign("1.1", _numbers(label.replace(" ", "").replace("\xa0", "").replace("-", ".")), label)
    elif label.casefold() in SPELT:
        yield Sign(style, (SPELT[label.casefold()], 0), label)
    else:
        if roman(label):
            yield Sign(style, (roman(label), 0), label)
        if len(label) == 1:
            yield Sign(style, (LETTERED + ord(label.upper()) - ord("A") + 1, 0), label)


@lru_cache(KNOWN)
def _readings(label: str, opening: str, closing: str) -> tuple[Sign, ...]:
    """Return the readings of a label: as a number, as letters, as a Roman number."""
    return tuple(_read(label, opening, closing))


def _read(label: str, opening: str, closing: str) -> Iterator[Sign]:
    if label[0].isdigit():
        yield Sign(f"{opening}1{closing}", _numbers(label), label)
        return
    case = "a" if label.islower() else "A"
    letters = [ord(letter) - ord("a") + 1 for letter in label.casefold()]
    if len(letters) == 1:
        yield Sign(f"{opening}{case}{closing}", (letters[0], 0), label)
    elif len(letters) == 2:
        yield Sign(f"{opening}{case}{closing}", (letters[0], letters[1]), label)
        if letters[0] == letters[1]:
            yield Sign(f"{opening}{case}{closing}", (26 + letters[0], 0), label)
    if roman(label):
        yield Sign(f"{opening}{'i' if case == 'a' else 'I'}{closing}", (roman(label), 0), label)


def _numbers(label: str) -> tuple[int, ...]:
    """Return 4.1.3A as (4, 1, 3, 1), 2bis as (2, 1), B.4 and B4 as (1000002, 4, 0)."""
    if label[0].isalpha():
        first, _, rest = label[1:].lstrip(".").partition(".")
        return (LETTERED + ord(label[0]) - ord("A") + 1, *_numbers(f"{first}.{rest}" if rest else first))
    numbers, inserted = label.rstrip(LETTERS), 0
    suffix, numbers = label[len(numbers) :], numbers.strip()
    if suffix in LATIN:
        return (*(int(part) for part in numbers.split(".")), LATIN.index(suffix) + 1)
    for letter in "" if suffix == "er" else suffix.casefold():  # "Article 1er" is the first
        inserted = inserted * 26 + ord(letter) - ord("a") + 1
    return (*(int(part) for part in numbers.split(".")), inserted)


def roman(label: str) -> int:
    """Return the value of a Roman number, or 0."""
    match = ROMAN.fullmatch(label.casefold())
    if match is None:
        return 0
    values = [ROMAN_VALUES[letter] for letter in match.group()]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def gap(before: Sign, after: Sign) -> int | None:
    """Return how many numbers are missing between two of one list: 0 if `after` is next, None if it is not later."""
    from_, to = before.until or before.value, after.value
    if len(from_) == len(to) and from_[:-2] == to[:-2]:  # 4.1.3 and 4.1.4: what follows says the same of all others
        if from_[-2] == to[-2]:
            return 0 if to[-1] == from_[-1] + 1 else None
        return to[-2] - from_[-2] - 1 + to[-1] if to[-2] > from_[-2] else None
    (*old, old_inserted), (*new, new_inserted) = from_, to
    if old == new:
        return 0 if new_inserted == old_inserted + 1 else None
    at = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    if at == len(new) or (at < len(old) and new[at] < old[at]):
        return None
    first = new[at] - (old[at] if at < len(old) else 0) - 1
    return max(first, 0) + sum(max(part - 1, 0) for part in new[at + 1 :]) + new_inserted
