"""The day below the headline of a page that states none for programs: "Submitted on Mon, 2019-01-21 13:49", "Thu, 14 May 2020 17:55 UTC".

A day alone may as well be that of a rally that the headline announces: a label, seconds, or the zone of the time tell when a page was published.
So may one with a zone: "14 May 2020 02:00 PM EDT" is when a talk begins, at a full hour or a quarter of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.formats.html.align import words_of
from ingest.formats.html.places import TEXT
from ingest.formats.html.tables import Stretch
from ingest.grammar.date_headings import behind_time, read_date_heading
from ingest.grammar.dates import A_DIGIT, first_date
from ingest.grammar.day_of_what import HELD, INVITES, is_of_another_day

# "Venue: the pier", "Time: 7.30", "Speakers: Ada Quill"
OF_EVENT = re.compile(
    r"\W*(?:venue|time|place|where|location|speakers?|tickets|admission|start(?:s|ing)?)\b.{0,12}:", re.IGNORECASE
)
BELOW = 2  # stretches below the headline
NEAR = 5  # stretches that may say that the day is that of something else
LONGEST = 120  # characters of a line
# "20:52:15", "17:55 UTC", "4:03 PM EDT", "14:00 (GMT+0400)"
MACHINE = re.compile(
    r"\d\d?:(?!(?:00|15|30|45):00)\d\d:\d\d(?!\d)|\d:(?!00|15|30|45)\d\d(?:\s?[AaPp]\.?[Mm]\.?)?\s?\(?(?:UTC|GMT|Z\b|BST|CES?T|[ECMP][SD]T)"
)


def day_below(stretches: Sequence[Stretch], title: str | None) -> str | None:
    """Return the only day that the lines below the headline say that a page was published on."""
    headline = words_of(title or "")
    text = [each for each in stretches if not each.part and each.place in TEXT]
    at = next((n for n, each in enumerate(text) if each.kind == "heading" and words_of(each.words) == headline), None)
    if at is None or not headline:
        return None
    near = [each.words for each in text[at + 1 :] if words_of(each.words) != headline][:NEAR]
    if HELD.search(title or "") or any(map(_is_of_event, near)):
        return None
    lines = [line.strip() for words in near[:BELOW] for line in words.splitlines()]
    days = {_day(line) for line in lines if len(line) <= LONGEST and A_DIGIT.search(line)} - {None}
    return days.pop() if len(days) == 1 else None


def _is_of_event(words: str) -> bool:
    """Tell "Venue: the pier", "All welcome", "Doors open at seven"."""
    return OF_EVENT.match(words) is not None or is_of_another_day(words) or INVITES.search(words) is not None


def _day(line: str) -> str | None:
    """Return the day of a line that says when a page was published."""
    found = read_date_heading(line)
    if found and not found.title and (found.style == "labelled" or MACHINE.search(line)):
        date = found.date
    elif (said := first_date(line)) and MACHINE.match(line[said.end : behind_time(line, said.end)].lstrip(" ,T")):
        date = said  # "2019-03-12 20:52:15 Source: …"
    else:
        return None
    return date.edtf if date.day and date.consistent and not date.flag else None
