"""Dates and times of spreadsheets: days since 1900 (or 1904), and the signs by which a format shows them.

ECMA-376, part 1, 18.17.4: day 1 is 1 January 1900, and a day 60, 29 February 1900, is counted that never was.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

DATE_SIGNS = frozenset("ymdhs")
SECONDS = 86_400
NO_DAY = 60  # 29 February 1900
FIRST_DAYS = (date(1899, 12, 30), date(1899, 12, 31))  # behind that day, and before it
LAST_DAY = 2_958_465  # 31 December 9999
LONGEST_FRACTION = 6  # digits of a second
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ENGLISH = 9  # the language in the last ten bits of a locale
SYSTEM = ("F800", "F400")  # the long date and the time of the place of a user
CLOCK = frozenset("hs")
Token = tuple[str, str]


def is_english(locale: str | None) -> bool:
    """Tell whether names of days and months are English ones in a locale ("809", "F800"); with none they are those of the reader."""
    if not locale or locale.upper() in SYSTEM:
        return True
    return len(locale) <= 4 and int(locale, 16) & 0x3FF == ENGLISH


def is_date(tokens: Sequence[Token]) -> bool:
    """Tell whether a section of a format shows a date or a time: it has room for no other digits than parts of a second."""
    kinds = [words[0] for kind, words in tokens if kind == "date"]
    if any(kind == "elapsed" for kind, _ in tokens):
        return True
    digits = any(kind == "digit" for kind, _ in tokens)
    return any(sign in DATE_SIGNS for sign in kinds) and (not digits or "s" in kinds)


def iso(value: Decimal, from_1904: bool = False) -> str | None:
    """Return a day as 2019-03-28, a moment as 2019-03-28 14:30, a time as 14:30; None for what is none."""
    moment = _moment(value, from_1904, 0)
    if moment is None or value == 0:
        return None
    clock = f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"
    if 0 <= value < 1 and not from_1904:
        return clock
    day = f"{moment:%Y-%m-%d}" if moment.year >= 1000 else None
    return day if day is None or value == value.to_integral_value() else f"{day} {clock}"


def date_shown(value: Decimal, tokens: Sequence[Token], from_1904: bool = False) -> str | None:
    """Return what the signs of a format show of a moment; None where it is no moment, or a sign is not known."""
    fraction = _fraction(tokens)
    moment = _moment(value, from_1904, fraction)
    if moment is None or any(kind == "general" for kind, _ in tokens):
        return None
    signs = [words[0] for kind, words in tokens if kind == "date"]
    if 0 <= value < 1 and not from_1904 and not set(signs) <= CLOCK | {"m"}:
        return None  # day 0 of January 1900
    is_half = any(kind == "half" for kind, _ in tokens)
    elapsed = int((value * SECONDS * 10**fraction).to_integral_value(ROUND_HALF_UP)) // 10**fraction
    parts: list[str] = []
    for n, (kind, words) in enumerate(tokens):
        if kind == "date":
            parts.append(_sign(words, moment, is_half, _is_minute(n, tokens)))
        elif kind == "elapsed":
            parts.append(str(elapsed // {"h": 3600, "m": 60, "s": 1}[words[0]]).rjust(len(words), "0"))
        elif kind == "half":
            half = ("AM", "PM")[moment.hour >= 12]
            parts.append(half if len(words) > 3 else half[0])
        elif kind == "digit":
            parts.append("")
        elif (kind, words) == ("sign", ".") and _is_fraction(n, tokens):
            parts.append(f".{moment.microsecond:06d}"[: fraction + 1])
        else:
            parts.append(words)
    return " ".join("".join(parts).split())


def _moment(value: Decimal, from_1904: bool, fraction: int) -> datetime | None:
    """Return the moment of a number, rounded to a fraction of a second of so many digits."""
    if not 0 <= value < LAST_DAY + 1 or (not from_1904 and int(value) == NO_DAY):
        return None
    ticks = int((value * SECONDS * 10**fraction).to_integral_value(ROUND_HALF_UP))
    days, rest = divmod(ticks, SECONDS * 10**fraction)
    begin = date(1904, 1, 1) if from_1904 else FIRST_DAYS[days < NO_DAY]
    try:
        return datetime(begin.year, begin.month, begin.day) + timedelta(
            days=days, microseconds=rest * 10 ** (LONGEST_FRACTION - fraction)
        )
    except OverflowError:
        return None


def _fraction(tokens: Sequence[Token]) -> int:
    """Return how many digits of a second a format shows."""
    for n, token in enumerate(tokens):
        if token == ("sign", ".") and _is_fraction(n, tokens):
            count = 0
            while n + 1 + count < len(tokens) and tokens[n + 1 + count][0] == "digit":
                count += 1
            return min(count, LONGEST_FRACTION)
    return 0


def _is_fraction(n: int, tokens: Sequence[Token]) -> bool:
    return n + 1 < len(tokens) and tokens[n + 1][0] == "digit" and n > 0 and tokens[n - 1][1][:1] == "s"


def _is_minute(n: int, tokens: Sequence[Token]) -> bool:
    """Tell a minute from a month: it stands behind the hours, or before the seconds."""
    clock = [(k, words[0]) for k, (kind, words) in enumerate(tokens) if kind in ("date", "elapsed")]
    at = clock.index((n, tokens[n][1][0]))
    return (at > 0 and clock[at - 1][1] == "h") or (at + 1 < len(clock) and clock[at + 1][1] == "s")


def _sign(words: str, moment: datetime, is_half: bool, is_minute: bool) -> str:
    sign, count = words[0], len(words)
    if sign == "y":
        return f"{moment.year % 100:02d}" if count <= 2 else f"{moment.year:04d}"
    if sign == "d":
        return (str(moment.day), f"{moment.day:02d}", DAYS[moment.weekday()][:3], DAYS[moment.weekday()])[
            min(count, 4) - 1
        ]
    if sign == "m" and not is_minute:
        name = MONTHS[moment.month - 1]
        return (str(moment.month), f"{moment.month:02d}", name[:3], name, name[0])[min(count, 5) - 1]
    number = {"h": moment.hour, "m": moment.minute, "s": moment.second}[sign]
    if sign == "h" and is_half:
        number = number % 12 or 12
    return str(number) if count == 1 else f"{number:02d}"
