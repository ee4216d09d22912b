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
LONGEST = 200  # characters of a rule that is told as it stands


def in_words(rule: str) -> str:
    """Return a rule in words, or as it stands where it says what these words cannot."""
    parts = dict(part.strip().upper().partition("=")[::2] for part in rule.split(";") if part.strip())
    found = _told(parts) if parts.keys() <= KNOWN else None
    return found or f"by the rule {rule.strip()[:LONGEST]}"


def _told(parts: dict[str, str]) -> str | None:
    unit, interval = UNITS.get(parts.get("FREQ", "")), parts.get("INTERVAL", "1")
    days = _days(parts.get("BYDAY", ""), parts.get("BYSETPOS", ""))
    dates = [each for each in parts.get("BYMONTHDAY", "").split(",") if each]
    months = [each for each in parts.get("BYMONTH", "").split(",") if each]
    if unit is None or not interval.isdecimal() or days is None or (dates and days):
        return None
    if not all(each.isdecimal() and 1 <= int(each) <= 12 for each in months) or not all(map(str.isdecimal, dates)):
        return None
    words = f"every {unit}" if int(interval) == 1 else f"every {int(interval)} {unit}s"
    words += f" on {days}" if days else ""
    words += f" on the {_listed([_ordinal(int(each)) for each in dates])}" if dates else ""
    words += f" in {_listed([MONTHS[int(each) - 1] for each in months])}" if months else ""
    if parts.get("COUNT", "").isdecimal():
        words += f", {int(parts['COUNT'])} times"
    if "UNTIL" in parts:
        last = read_stamp(parts["UNTIL"])
        if last is None:
            return None
        words += f", until {last.day.day} {MONTHS[last.day.month - 1]} {last.day.year}"
        words += f", {last.time} UTC" if last.is_utc else ""
    return words


def _days(words: str, place: str) -> str | None:
    """Return "Tuesday and Thursday" of "TU,TH", "the first Monday" of "1MO"; None of what is no list of days."""
    found: list[str] = []
    for each in filter(None, words.split(",")):
        day, number = DAYS.get(each.strip()[-2:]), each.strip()[:-2].removeprefix("+") or place
        if day is None or (number and number not in WHICH):
            return None
        found.append(f"the {WHICH[number]} {day}" if number else day)
    return None if place and len(found) != 1 else _listed(found)


def _listed(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
