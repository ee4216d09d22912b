"""Times of day as people print them: "10 am to 12 noon", "7.30pm – 9pm", "1400 hours"."""

from __future__ import annotations

import re
from dataclasses import dataclass

# not inside a number, a price, a word, a reference
APART = r"(?<![\w£$€#/])(?<!\d[.,:–-])"
# "am", "p.m.", "PM"
HALF = r"(?i:[ap]\.?\s?m\b\.?)"
# "10 am", "10.30am", "12 noon", "noon", "midnight", "midday"
NAMED = (
    rf"(?:(?P<hour{{n}}>1[0-2]|0?[1-9])(?:[.:](?P<minute{{n}}>[0-5]\d))?[^\S\r\n]?(?P<half{{n}}>{HALF})"
    r"|(?:12[^\S\r\n]?)?(?P<word{n}>(?i:noon|midday|midnight))\b)"
)
# "10:00", "14.00 hours", "1400 hrs"
CLOCK = (
    r"(?:(?P<clock{n}>(?:[01]?\d|2[0-3]):[0-5]\d)(?![:\d])(?:[^\S\r\n]?(?:hours|hrs)\b)?"
    r"|(?P<hours{n}>(?:[01]\d|2[0-3])[.:]?[0-5]\d)[^\S\r\n]?(?:hours|hrs)\b)"
)
# "6" or "10.30", whose half of the day is printed at the other end
BARE = r"(?P<bare>1[0-2]|0?[1-9])(?:[.:](?P<bare_minute>[0-5]\d))?"
TO = r"\s{0,2}(?:[-‐‑‒–—]|\b(?:to|until|till|and)\b)\s{0,2}"

# 10 am to 12 noon, 10:00-12:00, 5pm; 6-8pm, 10.30 to noon
TIMES = re.compile(
    rf"{APART}(?:(?:{NAMED.format(n=1)}|{CLOCK.format(n=1)})"
    rf"(?:{TO}(?:{NAMED.format(n=2)}|{CLOCK.format(n=2)})(?![\d:]))?"
    rf"|{BARE}{TO}{NAMED.format(n=3)})"
)
# "at ", "Time: ", "19 February 2017, ", the start of a line: what may stand before 10:00
BEFORE_CLOCK = re.compile(
    r"(?:^|\n|[,;–—@(]|\b(?i:at|from|by|until|till|before|after|around|about|circa|between|starts?|starting|times?"
    r"|doors|opens?|closes?|resumes?|begins?):?|\d{4}:?)[^\S\r\n]{0,3}\Z"
)
DIGIT_OR_WORD = re.compile(r"\d|(?i:noon|midday|midnight)")


@dataclass(frozen=True, slots=True)
class TimeWords:
    """A time of day as printed, `words` being the slice `start:end`; times are `HH:MM` of 24 hours."""

    start: int
    end: int
    words: str
    start_time: str
    end_time: str | None = None


def find_times(text: str, start: int = 0, end: int | None = None) -> TimeWords | None:
    """Return the first time of day, or stretch between two, in `text[start:end]`; None if there is none."""
    end = len(text) if end is None else end
    if not DIGIT_OR_WORD.search(text, start, end):
        return None
    for found in TIMES.finditer(text, start, end):
        times = _halved(found) if found["bare"] else (_time(found, 1), _time(found, 2))
        if times[0] and (found["bare"] or _is_certain(text, found, start, times[1])):
            return TimeWords(found.start(), found.end(), found[0], times[0], times[1])
    return None


def _is_certain(text: str, found: re.Match[str], start: int, last: str | None) -> bool:
    """Tell 10:00 from a ratio or a verse, and from 7:30 that may be of the morning or the evening.

    What decides is the word before it, or a second time after it; and two digits, or an end after noon.
    """
    clock = found["clock1"]
    if not clock:
        return True
    if clock[1] == ":" and not (found["clock2"] and last and last >= "13"):
        return False
    return bool(last or BEFORE_CLOCK.search(text, max(start, found.start() - 16), found.start()))


def _halved(found: re.Match[str]) -> tuple[str | None, str | None]:
    """Read "6-8pm": the first time is in the same half of the day if earlier then, else in the morning."""
    last = _time(found, 3) or ""
    hour, minute = int(found["bare"]) % 12, found["bare_minute"] or "00"
    morning, evening = f"{hour:02}:{minute}", f"{hour + 12}:{minute}"
    first = evening if last > "12:59" and evening < last else morning
    return (first, last) if first < last else (None, None)


def _time(found: re.Match[str], n: int) -> str | None:
    """Return one of the two times of a match as HH:MM."""
    if found[f"word{n}"]:
        return "00:00" if found[f"word{n}"].lower() == "midnight" else "12:00"
    if found[f"half{n}"]:
        hour = int(found[f"hour{n}"]) % 12 + 12 * (found[f"half{n}"][0] in "pP")
        return f"{hour:02}:{found[f'minute{n}'] or '00'}"
    digits = n < 3 and (found[f"clock{n}"] or found[f"hours{n}"])
    if not digits:
        return None
    plain = re.sub(r"\D", "", digits).zfill(4)
    return f"{plain[:2]}:{plain[2:]}"
