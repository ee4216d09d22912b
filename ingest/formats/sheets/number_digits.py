"""A number in the digits that a section of a number format has room for (`ingest.formats.sheets.number_formats`)."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal

from ingest.formats.sheets.sheet_dates import Token

EXACT = Context(
    prec=700, rounding=ROUND_HALF_UP
)  # enough for the largest number with as many digits behind its point as a format has


def scientific(value: Decimal, tokens: list[Token]) -> str | None:
    """Return a number as 1.23E+05; other forms of it are not known."""
    code = "".join(words for _, words in tokens)
    found = re.fullmatch(r"0(?:\.(0+))?E\+(0+)", code, re.IGNORECASE)
    if not found:
        return None
    mantissa, _, power = f"{value:.{len(found[1] or '')}E}".partition("E")
    return f"{mantissa}E{power[0]}{power[1:].lstrip('0').rjust(len(found[2]), '0')}"


def in_digits(value: Decimal, tokens: list[Token]) -> str:
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
