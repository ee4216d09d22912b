"""Number formats of Excel: what a cell shows of the number that it holds, as far as that is certain.

ECMA-376, part 1, 18.8.30 and 18.8.31. A format that a program fills in by where its user lives (a currency, the order of day and month)
is shown as it is written, and dates of which it only says "short date" as 2019-03-28; of one that is not known the number is shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache
from math import isfinite

from ingest.formats.sheets.sheet_dates import DATE_SIGNS, date_shown, is_date, is_english, iso

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
EXACT = Context(
    prec=700, rounding=ROUND_HALF_UP
)  # enough for the largest number with as many digits behind its point as a format has
# "\"Votes\"", "\-", "_)", "* ", "[Red]", "General", "AM/PM", "E+", "yyyy", "0"
TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<room>.)|\*(?P<filled>.)|\[(?P<bracket>[^\]]*)\]|(?P<general>General)|(?P<half>AM/PM|A/P)|'
    r"(?P<power>E[+-])|(?P<date>y+|m+|d+|h+|s+|[bge]+)|(?P<digit>[0#?])|(?P<sign>[.,%@/;])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
# "[£-809]", "[$€-2]", "[$-F800]"
CURRENCY = re.compile(r"\$(?P<sign>[^-]*)(?:-(?P<locale>[0-9A-F]{1,8}))?\Z", re.IGNORECASE)
CONDITION = re.compile(r"(?P<how><=|>=|<>|<|>|=)\s*(?P<than>-?\d+(?:\.\d+)?)\Z")
ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
COLOUR = re.compile(r"(?:black|blue|cyan|green|magenta|red|white|yellow|colou?r\s?\d{1,2})\Z", re.IGNORECASE)
Token = tuple[str, str]  # what it is, and its words


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
    if not value.is_finite() or len(code) > LONGEST:
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
    words = _number(abs(value) if unsigned else value, section, plain) if section.certain else None
    return plain if words is None else words


def text_shown(words: str, code: str) -> str:
    """Return what a cell shows of its words, in a format that says something around them: "Ref. "@."""
    if "@" not in code or code == "@":
        return words
    sections = _sections(code)
    section = (
        sections[3] if len(sections) > 3 else next((each for each in sections if ("sign", "@") in each.tokens), None)
    )
    if section is None or not section.certain:
        return words
    return "".join(
        words if token == ("sign", "@") else token[1] for token in section.tokens if token[0] in ("words", "sign")
    ).strip()


def bare(number: str) -> str:
    """Return a number as a program shows one that has no format: 0.1, not 0.10000000000000001."""
    try:
        value = float(number)
    except ValueError:
        return number.strip()
    if not isfinite(value):
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
        return _scientific(value, tokens)
    if "/" in signs or signs.count(".") > 1 or "half" in section.holds:
        return None
    return _decimal(value, tokens)


def _scientific(value: Decimal, tokens: list[Token]) -> str | None:
    """Return a number as 1.23E+05; other forms of it are not known."""
    code = "".join(words for _, words in tokens)
    found = re.fullmatch(r"0(?:\.(0+))?E\+(0+)", code, re.IGNORECASE)
    if not found:
        return None
    mantissa, _, power = f"{value:.{len(found[1] or '')}E}".partition("E")
    return f"{mantissa}E{power[0]}{power[1:].lstrip('0').rjust(len(found[2]), '0')}"


def _decimal(value: Decimal, tokens: list[Token]) -> str:
    """Return a number in the digits that a section has room for."""
    digits = [n for n, (kind, _) in enumerate(tokens) if kind == "digit"]
    point = next((n for n, token in enumerate(tokens) if token == ("sign", ".")), len(tokens))
    whole, behind = [n for n in digits if n < point], [n for n in digits if n > point]
    commas = [n for n, token in enumerate(tokens) if token == ("sign", ",")]
    last = whole[-1] if whole else -1
    groups = any(whole and whole[0] < n < last for n in commas)
    scale = sum(_commas_behind(n, tokens) for n in {last, digits[-1]} if n >= 0)
    percent = sum(1 for token in tokens if token == ("sign", "%"))
    scaled = abs(value).scaleb(2 * percent - 3 * scale)
    rounded = f"{EXACT.quantize(scaled, Decimal(1).scaleb(-len(behind))):f}"
    before, _, after = rounded.partition(".")
    filled = _whole(before.lstrip("0"), whole, tokens, groups) | _behind(after, behind, tokens)
    parts = [
        filled.get(n, "") if kind == "digit" else "" if (kind, words) == ("sign", ",") else words
        for n, (kind, words) in enumerate(tokens)
    ]
    return ("-" if value < 0 else "") + "".join(parts).strip()


def _commas_behind(n: int, tokens: list[Token]) -> int:
    """Return how many commas stand right behind the last digit: each divides by a thousand."""
    count = 0
    while n + 1 + count < len(tokens) and tokens[n + 1 + count] == ("sign", ","):
        count += 1
    return count


def _whole(digits: str, places: list[int], tokens: list[Token], groups: bool) -> dict[int, str]:
    """Return what stands in each place before the point; what has no place of its own stands in the first."""
    filled: dict[int, str] = {}
    for back, place in enumerate(reversed(places)):
        is_first = back == len(places) - 1
        rest = digits[: len(digits) - back] if back < len(digits) else ""
        held = rest if is_first else rest[-1:]
        held = held or {"0": "0", "?": " "}.get(tokens[place][1], "")
        if groups and held.strip():
            signs = [sign + "," * ((back + n) % 3 == 0 < back + n) for n, sign in enumerate(reversed(held))]
            held = "".join(reversed(signs))
        filled[place] = held
    return filled


def _behind(digits: str, places: list[int], tokens: list[Token]) -> dict[int, str]:
    """Return what stands in each place behind the point."""
    filled: dict[int, str] = {}
    is_needed = False
    for n in range(len(places) - 1, -1, -1):
        kind, digit = tokens[places[n]][1], digits[n : n + 1] or "0"
        is_needed = is_needed or kind == "0" or digit != "0"
        filled[places[n]] = digit if is_needed else " " if kind == "?" else ""
    return filled
