"""Heads of e-mails kept as text: the lines of fields at the top of a message, or the line that Gmail prints above one.

A memorandum has such lines too ("To:", "From:", "Date:", "Re:"): what tells a message from it is the word "Sent", an address, or the
time of day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ingest.grammar.mail_dates import Sent, read_printed, read_sent
from ingest.grammar.mail_fields import SENT, SUBJECT, TO, WHEN, WHO, field
from ingest.grammar.replies import Line

# "Ada Quill <█████>    Tue, Oct 2, 2018 at 2:14 PM": what Gmail prints above each message of a conversation
PRINTED = re.compile(
    r"(?P<who>[^<>\n]{2,60}<[^<>\s]{3,80}>)\s+(?P<when>\w{3}, \w{3} \d{1,2}, \d{4} at \d{1,2}:\d\d\s?[AP]M)\Z"
)
# "To: Tobias Fenn <█████>", "Cc: …" below it
PRINTED_TO = re.compile(r"(?P<field>To|Cc): (?P<names>\S.*)")
AN_ADDRESS = re.compile(r"█|\S@\S")
MOST_LINES = 24
LONGEST = 400  # characters of a line


class MailHead(NamedTuple):
    """The fields of a message by their names in small letters, in how many lines, and when it was sent."""

    fields: dict[str, list[str]]
    line_count: int
    sent: Sent | None


def may_be_head(words: str) -> bool:
    """Tell in a moment most lines that begin no head."""
    return ((":" in words[:20] or "：" in words[:20]) and field(words) is not None) or (
        "<" in words and " at " in words
    )


def read_head(lines: Sequence[Line], at: int, date_order: str | None = None) -> MailHead | None:
    """Return the head of a message that begins with a line, or None."""
    words = lines[at].words
    if len(words) > LONGEST or lines[at].level:
        return None
    if "<" in words and (printed := PRINTED.match(words)):
        return _printed(printed, lines, at)
    return _of_fields(lines, at, date_order) if ":" in words[:20] or "：" in words[:20] else None


def fields_of(words: str) -> dict[str, list[str]]:
    """Return what the fields of a head say, each by its name; what stands on the lines below a field goes on with it."""
    rows = words.splitlines()
    printed = PRINTED.match(rows[0].strip()) if rows and "<" in rows[0] else None
    found: dict[str, list[str]] = {WHO: [printed["who"]], WHEN: [printed["when"]]} if printed else {}
    name = ""
    for row in rows[1:] if printed else rows:
        said = field(row.strip())
        if said:
            name = said[0]
            found.setdefault(name, []).append(said[1])
        elif name:
            found[name][-1] = f"{found[name][-1]} {row.strip()}".strip()
    return found


def _printed(printed: re.Match[str], lines: Sequence[Line], at: int) -> MailHead | None:
    fields, count = {WHO: [printed["who"]], WHEN: [printed["when"]]}, 1
    for line in lines[at + 1 : at + 3]:
        to = PRINTED_TO.match(line.words)
        if to is None:
            break
        fields[to["field"].casefold()] = [to["names"]]
        count += 1
    return MailHead(fields, count, read_printed(printed["when"])) if count > 1 else None


def _of_fields(lines: Sequence[Line], at: int, date_order: str | None) -> MailHead | None:
    """Return the fields in lines right below each other: from whom and when, and to whom or about what."""
    fields: dict[str, list[str]] = {}
    name = ""
    count, sure = 0, False
    some = lines[at : at + MOST_LINES]
    for above, line in zip([None, *some], some, strict=False):
        if len(line.words) > LONGEST or (above and line.start - above.end > 2):
            break
        said = field(line.words)
        if said:
            name = said[0]
            fields.setdefault(name, []).append(said[1])
        elif above and above.words.endswith((";", ",")) and name:
            fields[name][-1] += f" {line.words}"
        else:
            break
        sure = sure or bool(SENT.match(line.words)) or bool(AN_ADDRESS.search(line.words))
        count += 1
    if not ({WHO, WHEN} <= fields.keys() and fields.keys() & {TO, SUBJECT}):
        return None
    when = fields[WHEN][0]
    sent = read_sent(when) or read_printed(when, date_order)
    return MailHead(fields, count, sent) if sure or (sent and sent.time) else None
