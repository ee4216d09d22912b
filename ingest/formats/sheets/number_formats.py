"""Number formats of Excel: what a cell shows of the number that it holds, as far as that is certain.

ECMA-376, part 1, 18.8.30 and 18.8.31. A format that a program fills in by where its user lives (a currency, the order of day and month)
is shown as it is written, and dates of which it only says "short date" as 2019-03-28; of one that is not known the number is shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, DecimalException, InvalidOperation
from functools import lru_cache
from math import isfinite

from ingest.formats.sheets.number_digits import in_digits, scientific
from ingest.formats.sheets.sheet_dates import DATE_SIGNS, Token, date_shown, is_date, is_english, iso

GENERAL = "general"
# of the formats that a file need not write out; 14 and 22 are those of the place of a user, 27 to 36 and 50 to 58 those of East Asia
LOCAL_DATE, LOCAL_MOMENT = "\0date", "\0moment"
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: LOCAL_DATE,
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: LOCAL_MOMENT,
    37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@", **dict.fromkeys((*range(27, 37), *range(50, 59)), LOCAL_DATE),
}  # fmt: skip
LONGEST = 255  # characters of a format that Office reads
MOST_DIGITS = 15  # that a number has
# "\"Votes\"", "\-", "_)", "* ", "[Red]", "General", "AM/PM", "E+", "yyyy", "0"
TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<room>.)|\*(?P<filled>.)|\[(?P<bracket>[^\]]*)\]|(?P<general>General)|(?P<half>AM/PM|A/P)|'
    r"(?P<power>E[+-])|(?P<date>y+|m+|d+|h+|s+|[bge]+)|(?P<digit>[0#?])|(?P<sign>[.,%@/;])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL | re.ASCII,  # "ſ" is no second
)
# "[£-809]", "[$€-2]", "[$-F800]"
CURRENCY = re.compile(r"\$(?P<sign>[^-]*)(?:-(?P<locale>[0-9A-F]{1,8}))?\Z", re.IGNORECASE)
CONDITION = re.compile(r"(?P<how><=|>=|<>|<|>|=)\s*(?P<than>-?\d+(?:\.\d+)?)\Z")
ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE | re.ASCII)
COLOUR = re.compile(r"(?:black|blue|cyan|green|magenta|red|white|yellow|colou?r\s?\d{1,2})\Z", re.IGNORECASE)


@dataclass(slots=True)
class Section:
    """A part of a format, for some of the numbers; it is not `certain` where it says something that is not known."""

    tokens: list[Token]
    condition: tuple[str, Decimal] | None = None
    certain: bool = True
    is_local: bool = False  # names of months and days are those of another language
    holds: frozenset[str] = frozenset()  # kinds of its tokens


def shown(number: str, code: str, from_1904: bool = False) -> str:
    """Return what a cell shows of a number, given as the file writes it, in a format."""
    plain = bare(number)
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return plain
    if "_" in plain or not value.is_finite() or len(code) > LONGEST:
        return plain
    if code in (LOCAL_DATE, LOCAL_MOMENT):
        return iso(value, from_1904) or plain
    found = _section(_sections(code), value)
    if found is None:
        return plain
    section, unsigned = found
    if is_date(section.tokens):
        words = date_shown(value, section.tokens, from_1904) if section.certain and not section.is_local else None
        return words if words is not None else iso(value, from_1904) or plain
    try:
        words = _number(abs(value) if unsigned else value, section, plain) if section.certain else None
    except DecimalException:  # too large a number, of per cent upon per cent
        return plain
    return plain if words is None else words


def hides(number: str, code: str) -> bool:
    """Tell whether a format has no room for a number that a cell holds: `;;;` shows nothing of it, `"Paid"` a word in its place."""
    if not _has_words_alone(code):
        return False
    try:
        found = _section(_sections(code), Decimal(bare(number)))
    except InvalidOperation:
        return False
    return found is not None and _is_words_alone(found[0])


@lru_cache(maxsize=2048)
def _has_words_alone(code: str) -> bool:
    return (
        len(code) <= LONGEST and code not in (LOCAL_DATE, LOCAL_MOMENT) and any(map(_is_words_alone, _sections(code)))
    )


def _is_words_alone(section: Section) -> bool:
    has_room = section.holds & {"general", "digit"} or ("sign", "@") in section.tokens or is_date(section.tokens)
    return section.certain and not has_room


def text_shown(words: str, code: str) -> str:
    """Return what a cell shows of its words, in a format that says something around them: "Ref. "@."""
    section = _section_of_words(code)
    if section is None:
        return words
    return "".join(
        words if token == ("sign", "@") else token[1] for token in section.tokens if token[0] in ("words", "sign")
    ).strip()


def hides_words(code: str) -> bool:
    """Tell whether a format has no room for the words that a cell holds, as one that shows "Approved" in their place."""
    section = _section_of_words(code)
    return section is not None and ("sign", "@") not in section.tokens


def _section_of_words(code: str) -> Section | None:
    """Return the section of a format that says something around words; None where there is none, or it is not certain."""
    if "@" not in code or code == "@":
        return None
    sections = _sections(code)
    section = (
        sections[3] if len(sections) > 3 else next((each for each in sections if ("sign", "@") in each.tokens), None)
    )
    return section if section and section.certain else None


def bare(number: str) -> str:
    """Return a number as a program shows one that has no format: 0.1, not 0.10000000000000001."""
    try:
        value = float(number)
    except ValueError:
        return number.strip()
    if "_" in number or not isfinite(value):  # Python reads "1_000" as a number
        return number.strip()
    if value.is_integer() and abs(value) < 10**MOST_DIGITS:
        return str(int(value))
    return f"{value:.{MOST_DIGITS}g}".replace("e+", "E+").replace("e-", "E-")


@lru_cache(maxsize=2048)
def _sections(code: str) -> list[Section]:
    sections = [Section([])]
    for match in TOKEN.finditer(code):
        kind = match.lastgroup or ""
        words = match[kind]
        if (kind, words) == ("sign", ";"):
            sections.append(Section([]))
        else:
            _add(sections[-1], kind, words)
    for each in sections:
        each.holds = frozenset(kind for kind, _ in each.tokens)
    return sections


def _add(section: Section, kind: str, words: str) -> None:
    if kind == "bracket":
        _bracket(section, words)
    elif kind in ("quoted", "escaped", "other"):
        section.tokens.append(("words", words))
    elif kind == "room":
        section.tokens.append(("words", " "))
    elif kind == "date":
        section.certain &= words[0].lower() in DATE_SIGNS
        section.tokens.append((kind, words.lower()))
    elif kind != "filled":
        section.tokens.append((kind, words))


def _bracket(section: Section, words: str) -> None:
    currency, condition = CURRENCY.match(words), CONDITION.match(words)
    if currency:
        section.tokens += [("words", currency["sign"])] if currency["sign"] else []
        section.is_local |= not is_english(currency["locale"])
    elif condition:
        section.condition = condition["how"], Decimal(condition["than"])
    elif ELAPSED.fullmatch(words):
        section.tokens.append(("elapsed", words.lower()))
    elif not COLOUR.match(words):
        section.certain = False


def _section(sections: list[Section], value: Decimal) -> tuple[Section, bool] | None:
    """Return the section of a format that shows a number, and whether it shows it without its sign; None where that is not certain."""
    numeric = sections[:3]
    if any(each.condition for each in numeric):
        if value < 0:
            return None
        found = next((each for each in numeric if each.condition is None or _fits(value, *each.condition)), None)
        return (found, False) if found else None
    if len(sections) == 1 or (len(sections) == 2 and ("sign", "@") in sections[1].tokens):
        return sections[0], False
    if value < 0:
        return sections[1], True
    return (sections[2], False) if value == 0 and len(sections) > 2 else (sections[0], False)


def _fits(value: Decimal, how: str, than: Decimal) -> bool:
    return {
        "<": value < than, ">": value > than, "=": value == than, "<>": value != than, "<=": value <= than, ">=": value >= than,
    }[how]  # fmt: skip


def _number(value: Decimal, section: Section, plain: str) -> str | None:
    """Return a number in a section without dates, or None where the section is not known."""
    tokens = section.tokens
    signs = [words for kind, words in tokens if kind == "sign"]
    if "general" in section.holds or signs == ["@"]:
        sign = "-" if value < 0 else ""
        inner = plain.lstrip("-") if sign or plain.startswith("-") else plain
        return sign + "".join(inner if kind in ("general", "sign") else words for kind, words in tokens).strip()
    if "digit" not in section.holds:  # words in place of the number
        return "".join(words for kind, words in tokens if kind == "words").strip()
    if "power" in section.holds:
        return scientific(value, tokens)
    if "/" in signs or signs.count(".") > 1 or "half" in section.holds:
        return None
    return in_digits(value, tokens)
