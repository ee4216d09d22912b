"""Rules by which an entry of a calendar comes again (RFC 5545, 3.3.10), in words: "every 2 weeks on Tuesday, until 28 June 2019"."""

from __future__ import annotations

from ingest.grammar.calendar_times import read_stamp

UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year", "HOURLY": "hour"}
DAYS = {
    "MO": "Monday", "TU": "Tuesday", "WE": "Wednesday", "TH": "Thursday", "FR": "Friday", "SA": "Saturday", "SU": "Sunday",
}  # fmt: skip
WHICH = {"1": "first", "2": "second", "3": "third", "4": "fourth", "5": "fifth", "-1": "last", "-2": "last but one"}
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
KNOWN = frozenset(("FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "UNTIL", "COUNT", "WKST"))
LAST = 9999  # more than any calendar counts to
LONGEST = 200  # characters of a rule that is told as it stands


def in_words(rule: str) -> str:
    """Return a rule in words, or as it stands where it says what these words cannot."""
    parts = dict(part.strip().upper().partition("=")[::2] for part in rule.split(";") if part.strip())
    found = _told(parts) if parts.keys() <= KNOWN else None
    return found or f"by the rule {rule.strip()[:LONGEST]}"


def _told(parts: dict[str, str]) -> str | None:
    unit, interval = UNITS.get(parts.get("FREQ", "")), _number(parts.get("INTERVAL", "1"))
    # of a month or a year a day without a number is each of that name
    days = _days(parts.get("BYDAY", ""), parts.get("BYSETPOS", ""), "every " if unit in ("month", "year") else "")
    dates = _numbers(parts.get("BYMONTHDAY", ""), 31)
    months = _numbers(parts.get("BYMONTH", ""), len(MONTHS))
    count = _number(parts.get("COUNT", "1"))
    if unit is None or interval is None or days is None or dates is None or months is None or count is None:
        return None
    if dates and days:
        return None
    words = f"every {unit}" if interval == 1 else f"every {interval} {unit}s"
    words += f" on {days}" if days else ""
    words += f" on the {listed([_ordinal(each) for each in dates])}" if dates else ""
    words += f" in {listed([MONTHS[each - 1] for each in months])}" if months else ""
    if "COUNT" in parts:
        words += ", once" if count == 1 else f", {count} times"
    if "UNTIL" in parts:
        last = read_stamp(parts["UNTIL"])
        if last is None:
            return None
        words += f", until {last.day.day} {MONTHS[last.day.month - 1]} {last.day.year}"
        words += f", {last.time} UTC" if last.is_utc else ""
    return words


def _number(words: str, most: int = LAST) -> int | None:
    """Return the number that some digits are; None of nought, and of more than can be meant."""
    is_number = words.isdecimal() and len(words) <= len(str(LAST))
    return int(words) if is_number and 1 <= int(words) <= most else None


def _numbers(words: str, most: int) -> list[int] | None:
    found = [_number(each, most) for each in words.split(",") if each]
    numbers = [each for each in found if each is not None]
    return numbers if len(numbers) == len(found) else None


def _days(words: str, place: str, plain: str) -> str | None:
    """Return "Tuesday and Thursday" of "TU,TH", "the first Monday" of "1MO"; None of what is no list of days.

    `plain` stands before a day without a number.
    """
    found: list[str] = []
    for each in filter(None, words.split(",")):
        day, number = DAYS.get(each.strip()[-2:]), each.strip()[:-2].removeprefix("+") or place
        if day is None or (number and number not in WHICH):
            return None
        found.append(f"the {WHICH[number]} {day}" if number else f"{plain}{day}")
    return None if place and len(found) != 1 else listed(found)


def listed(words: list[str]) -> str:
    """Return words with commas between them, and "and" before the last."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
