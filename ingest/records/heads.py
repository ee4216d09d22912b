"""Heads of texts of no other kind: the day of a letter, a memorandum or a newsletter, as the lines above it say it.

"3 March 2015" above "Dear Mr Fenn,"; "From: Ada Quill", "Date: 3 March 2015" and "Subject: The kettle" in a row; "Issue 12 · March 2016"
below the name of a newsletter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.formats.blocks import Block
from ingest.grammar.bylines import NAME as PERSON
from ingest.grammar.bylines import is_no_person
from ingest.grammar.date_headings import may_be
from ingest.grammar.dates import find_dates
from ingest.grammar.edtf import DateWords
from ingest.grammar.mastheads import is_newsletter, newsletter
from ingest.grammar.names import is_name
from ingest.records.date_series import is_prose
from ingest.records.page_days import HEAD, LONGEST, OF_A_MEETING, Head, day_of, page_head
from ingest.records.papers import paper_head
from ingest.records.parts import Given

# "Dear Mr Fenn,", "Dear members of the board": above it stands the day of a letter
LINES_OF_ADDRESS = 2
DEAR = re.compile(r"Dear [A-Z“]|Dear (?:all|colleagues?|friends?|comrades?|members?|editor|sir|madam)\b", re.IGNORECASE)
# "P.S. The kettle is back", "Enclosed: …", "cc Mr Fenn": below the name of whoever wrote a letter
AFTER_NAME = re.compile(
    r"[*_]*(?:p\.?\s?[ps]\b|post ?script|encl?\b|enclos|copies|c\.?c\b|for and on behalf|secretary|chair)",
    re.IGNORECASE,
)
# "From: Ada Quill", "SENT: …", "Subject: The kettle"
KEY = re.compile(
    r"[*_]*(?P<key>From|To|Cc|Bcc|Date|Sent|Subject|Re|Copy|Ref)[*_]*:[*_ \t]*(?P<value>[^\r\n]*)", re.IGNORECASE
)
# "Date: 3 March 2015", "Subject: Re: The kettle" anywhere in a text
SENT = re.compile(r"^[*_]*(?:Date|Sent)[*_]*:[*_ \t]*(?P<value>[^\r\n]*)", re.IGNORECASE | re.MULTILINE)
SUBJECT = re.compile(r"^[*_]*Subject[*_]*:[*_ \t]*(?P<value>[^\r\n]*)", re.IGNORECASE | re.MULTILINE)
ANSWERS = re.compile(r"^(?:(?:re|fwd?|aw|wg|sv|tr)\s?:\s*)+", re.IGNORECASE)
# "Ada Quill <ada@quay.example>", "Ada Quill, secretary"
NAME = re.compile(PERSON)
SENDER = re.compile(rf"[\"']?(?P<name>{PERSON})[\"']?(?:\s*[<\[(,].*)?\Z")
# "Yours sincerely,", "With best wishes", "In solidarity": below it stands who wrote a letter
CLOSING = re.compile(
    r"(?:yours(?: \w+(?: \w+)?)?|(?:with )?(?:my )?(?:kind|best|warm)(?:est)? (?:regards|wishes)|regards|"
    r"in solidarity|fraternally|sincerely|respectfully)\W*\Z",
    re.IGNORECASE,
)
# "Our ref: AQ/7          3 March 2015": a reference at the left of a line, and the day at its right
CELLS = re.compile(r"\s{4,}|\t")
BELOW_CLOSING = 20  # blocks at the end of a letter
ABOVE_DEAR = 15  # lines: two addresses, a day, a reference
BELOW_TITLE = 3  # lines, the title among them
FEWEST_KEYS = 3


def head(blocks: list[Block], given: Given) -> Head | None:
    """Return what the head of a letter, a memorandum or a newsletter says; None where there is none, or it says two things."""
    lines = list(_lines(blocks[:ABOVE_DEAR], given))
    letter = None if _are_several(blocks, given) else _letter(lines, blocks, given)
    return (
        _memorandum(lines[:HEAD], blocks, given)
        or letter
        or _newsletter(lines[:HEAD], given)
        or paper_head(lines, given)
        or _dated(lines, blocks, given)
        or page_head(blocks, given)
    )


def _lines(blocks: list[Block], given: Given) -> Iterator[str]:
    """Yield the lines at the top of a text, as far as they are short."""
    for block in blocks:
        words = given.words(block)
        if len(words) > LONGEST and "\n" not in words:
            return
        for line in words.splitlines():
            if line.strip():
                yield line.strip()


def _memorandum(lines: list[str], blocks: list[Block], given: Given) -> Head | None:
    """Return what lines of keys in a row say: from whom, when, and on what; nothing where a later message stands below."""
    found: dict[str, str] = {}
    for line in lines:
        match = KEY.fullmatch(line)
        if match:
            found.setdefault(match["key"].casefold(), match["value"].strip())
        elif found:
            break
    if len(found) < FEWEST_KEYS or "from" not in found:
        return None
    sender = SENDER.match(found["from"])
    author = sender["name"] if sender and not is_no_person(sender["name"]) else None
    date = day_of(found.get("date") or found.get("sent") or "", given)
    if _holds_others(blocks, given, date):
        return None
    return Head(found.get("subject") or found.get("re") or None, author, date, "date line of the head")


def _holds_others(blocks: list[Block], given: Given, date: str | None) -> bool:
    """Tell messages put together from one with what it answers: they are on something else, or were sent later."""
    begin, end = blocks[0].start, blocks[-1].end
    subjects = {
        ANSWERS.sub("", match["value"]).casefold().strip() for match in SUBJECT.finditer(given.text, begin, end)
    }
    days = [day_of(match["value"].strip(), given) for match in SENT.finditer(given.text, begin, end)]
    return len(subjects) > 1 or any(day != date and (day is None or date is None or day > date) for day in days)


def _are_several(blocks: list[Block], given: Given) -> bool:
    """Tell letters put together, as on a page of requests and replies, from one: each of them begins with "Dear …"."""
    return sum(bool(DEAR.match(given.text, block.start, block.end)) for block in blocks) > 1


def _letter(lines: list[str], blocks: list[Block], given: Given) -> Head | None:
    """Return the only day that stands alone above "Dear …", and who signed."""
    dear = next((n for n, line in enumerate(lines) if DEAR.match(line)), None)
    if dear is None:
        return None
    above = [cell for line in lines[:dear] for cell in CELLS.split(line)]
    dated = [line for line in above if may_be(line, 0, len(line)) and _dates(line, given)]
    days = {day_of(line, given) for line in dated}
    author = _signed(blocks, given)
    if not author and len(days) != 1:
        return None
    return Head(None, author, days.pop() if len(days) == 1 else None, "date line of the letter")


def is_addressed(blocks: list[Block], text: str) -> bool:
    """Tell a letter by its first lines: "Dear …", or an address, which is no prose."""
    top = blocks[:LINES_OF_ADDRESS]
    if len(top) < LINES_OF_ADDRESS:
        return False
    return DEAR.match(text, top[0].start, top[0].end) is not None or not any(map(is_prose, top))


def _signed(blocks: list[Block], given: Given) -> str | None:
    """Return the name below "Yours sincerely,", if a text closes so once, and ends there: a letter may quote another to its end."""
    lines = [
        (line.strip(), is_prose(block))
        for block in blocks[-BELOW_CLOSING:]
        for line in given.words(block).splitlines()
        if line.strip()
    ]
    closed = [n for n, (line, _) in enumerate(lines) if len(line) <= LONGEST / 2 and CLOSING.match(line)]
    if len(closed) != 1 or closed[0] + 1 >= len(lines):
        return None
    (below, _), *rest = lines[closed[0] + 1 :]
    if any(prose and not AFTER_NAME.match(line) for line, prose in rest):
        return None
    below = below.rstrip(".,")
    return below if NAME.fullmatch(below) and is_name(below) and not is_no_person(below) else None


def _dates(line: str, given: Given) -> bool:
    """Tell a line that has a date, whatever else it says."""
    return next(find_dates(line, date_order=given.declaration.hints.date_order), None) is not None


def _newsletter(lines: list[str], given: Given) -> Head | None:
    """Return the day or the month that stands beside the number of an issue, or below it."""
    if not any(map(is_newsletter, lines)) or any(map(OF_A_MEETING.search, lines)):
        return None
    order = given.declaration.hints.date_order
    found: list[DateWords] = []
    for above, line in zip(["", *lines], lines, strict=False):
        date = newsletter(line, order) or (newsletter(f"{above} {line}", order) if len(above) < LONGEST / 2 else None)
        found += [date] if date else []
    dates = {each.edtf for each in found if each.consistent and not each.flag}
    return Head(None, None, dates.pop(), "date line of the issue") if len(dates) == 1 else None


def _dated(lines: list[str], blocks: list[Block], given: Given) -> Head | None:
    """Return the day of the only line "Date: 3 March 2015" right below a heading; of minutes it is that of the meeting."""
    if not blocks or blocks[0].kind != "heading":
        return None
    found = [line for line in lines[1:BELOW_TITLE] if line.casefold().lstrip("*_").startswith("date")]
    if len(found) != 1 or ":" not in found[0] or any(map(OF_A_MEETING.search, lines[:BELOW_TITLE])):
        return None
    date = day_of(found[0], given)
    return Head(None, None, date, "date line of the head") if date else None
