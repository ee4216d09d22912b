"""Replies: which lines of an e-mail its author wrote, and which repeat what others wrote before.

Quoted lines begin with `>` (RFC 3676), or stand below a line or a block of headers that says whose words follow, as
Outlook, Apple Mail and Gmail write it in the languages they speak.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.grammar.armour import BEGIN, armour
from ingest.grammar.mail_fields import FIELD, WHEN, WHO

OWN, QUOTE, ATTRIBUTION, SIGNATURE, FOOTER = "own", "quote", "attribution", "signature", "list footer"

# "> ", ">>", "> > "
MARKS = re.compile(r"(?:[ \t]?>){1,200}")
# "-----Original Message-----", "---------- Forwarded message ---------", "-----Message d'origine-----"
REPEATS = re.compile(
    r"-{2,30} ?(?:original (?:message|appointment)|forwarded (?:message|by\b.{0,120})|reply message|ursprüngliche nachricht|"
    r"original-nachricht|weitergeleitete nachricht|message d['’]origine|message original|message transféré|mensaje original|"
    r"mensaje reenviado|messaggio originale|messaggio inoltrato|oorspronkelijk bericht|doorgestuurd bericht) ?-{0,30}\Z",
    re.IGNORECASE,
)
# "Begin forwarded message:", "Anfang der weitergeleiteten Nachricht:"
FORWARDS = re.compile(
    r"(?:begin forwarded message|début du message (?:réexpédié|transféré)|anfang der weitergeleiteten (?:nachricht|e-mail)|"
    r"inizio messaggio inoltrato|inicio del mensaje reenviado)\s?:\Z",
    re.IGNORECASE,
)
# "On Tue, 2 Oct 2018 at 14:14, Ada Quill <…> wrote:", "Le 2 oct. 2018 à 14:14, Ada a écrit :", "Am 02.10.18 schrieb Ada:"
INTRODUCES = re.compile(
    r"(?:on|at|in|le|am|el|il|op|den|em)\b(?=.{0,200}\d).{4,300}?\b"
    r"(?:wrote|writes|a écrit|schrieb|escribió|ha scritto|schreef|skrev|escreveu)\b.{0,200}:\Z",
    re.IGNORECASE,
)
# "Ada Quill wrote:", "2018-10-02 14:14 GMT+01:00 Ada Quill <…>:", "Quoting Ada Quill <…>:": only above quoted lines
MAY_INTRODUCE = re.compile(
    r"(?:.{2,160}\b(?:wrote|writes|said|schrieb|a écrit)\b.{0,60}|\d{4}-\d\d-\d\d\b.{4,200}|quoting .{2,160}) ?:\Z",
    re.IGNORECASE,
)
BEGINS_INTRODUCTION = re.compile(
    r"(?:on|at|in|le|am|el|il|op|den|em|quoting)\b|\d{4}-\d\d-\d\d\b|.{2,160}\b(?:wrote|writes|said)\b.{0,60}:\Z",
    re.IGNORECASE,
)
# "Ada Quill <ada@…>", "Ada Quill (ada@…)"; "2018 … 14:14": in the line above quoted ones, whatever language it is in
NAMES_SENDER = re.compile(
    r"[<(\[][^\s<>()@]{1,80}@[^\s<>()@]{1,80}[>)\]]|(?<!\d)(?:19|20)\d\d(?!\d).{0,60}?(?<!\d)\d\d?[:.]\d\d(?!\d)"
)
# "02.04.2012 14:20 Ada Quill", "2 апреля 2012 г., 14:20": how a program begins that line where it has no word in front
DATED = re.compile(r"\d{1,4}(?:[-/.]\d{1,2}[-/.]|[. ]{1,2}[^\W\d_]{3,12}[. ]{1,2})(?:19|20)?\d\d\b")
# "-- ", "--"
DELIMITER = re.compile(r"--[ \t]?\Z")
# "Sent from my iPhone", "Get Outlook for iOS", "Von meinem iPhone gesendet"
DEVICE = re.compile(
    r"(?:sent from (?:my|mail for|yahoo|outlook|proton|samsung)\b.{0,80}|sent (?:via|with|using) .{2,60}|get outlook for .{2,60}|"
    r"envoyé (?:de|depuis) mon .{2,40}|von meinem .{2,40} gesendet|enviado desde mi .{2,40}|inviato da .{2,40})\Z",
    re.IGNORECASE,
)
# "_______________________________________________" above "Hull-branch mailing list"
LIST_RULE = re.compile(r"_{20,}\Z")
LIST_LINE = re.compile(
    r"(?:.{0,120}\bmailing list\b|.{0,200}/(?:list(?:info|s)|mailman|group)\b|to unsubscribe\b)", re.IGNORECASE
)

LONGEST_DEVICE = 120
LONGEST_LINE = 400  # characters of a line that introduces
LONGEST_SIGNATURE = 15  # lines with words
MOST_FIELDS = 12
LONGEST_NAME = 20  # characters of the name of a header
IS_ENCRYPTED = "it is encrypted; decrypt it, and save it without"
UNMARKED = "the words below this line may be quoted, but nothing marks where they end; they stand as its author’s"


class Line(NamedTuple):
    """A line that is not blank: its place, the words behind its marks, where they begin, and how deep it is quoted."""

    start: int
    end: int
    words: str
    begins: int
    level: int


class Told(NamedTuple):
    """A line, and what it is: the author's own, quoted (how deep), an attribution, a signature, a list's footer, or signs for programs."""

    line: Line
    role: str
    level: int


def lines_of(text: str, at: int = 0, level: int = 0) -> Iterator[Line]:
    """Yield the lines of a text that stands at a place, and is quoted so deep already."""
    for row in text.split("\n"):
        words = row.strip()
        if words:
            start = at + row.index(words[0])
            marks = MARKS.match(words) if words[0] == ">" else None
            behind = words[marks.end() :].lstrip() if marks else words
            end = start + len(words)
            yield Line(start, end, behind, end - len(behind), level + (marks[0].count(">") if marks else 0))
        at += len(row) + 1


def tell_apart(lines: Sequence[Line]) -> Iterator[Told]:
    """Yield each line with what it is. What is quoted without marks is quoted to the end of the message."""
    deeper, at = 0, 0
    while at < len(lines):
        line = lines[at]
        role, count, raises = _role(lines, at, deeper)
        level = line.level + deeper
        if role == QUOTE and not level:
            role = OWN
        yield from (Told(each, role, each.level + deeper) for each in lines[at : at + count])
        deeper += raises
        at += count


def _role(lines: Sequence[Line], at: int, deeper: int) -> tuple[str, int, int]:
    """Return what the lines from one on are, how many, and by how much deeper what is below them is quoted."""
    line = lines[at]
    if len(line.words) > LONGEST_LINE:
        return QUOTE, 1, 0
    if line.words.startswith(BEGIN):
        role, count = armour(lines[n].words for n in range(at, len(lines)))
        if count:
            return role, count, 0
    repeats = _repeats(line)
    fields = _fields(lines, at + 1 if repeats else at)
    if repeats or fields:
        count = fields + (1 if repeats else 0)
        marked = line.level or (at + count < len(lines) and lines[at + count].level > 0)
        return ATTRIBUTION, count, 0 if marked else 1
    count = _introduces(lines, at)
    if count:
        return ATTRIBUTION, count, 0
    if deeper or line.level:
        return QUOTE, 1, 0
    count = _footer(lines, at)
    if count:
        return FOOTER, count, 0
    return (SIGNATURE, count, 0) if (count := _signature(lines, at)) else (OWN, 1, 0)


def _repeats(line: Line) -> bool:
    """Tell a line that says that a message is repeated below it."""
    if line.words.startswith("-"):
        return bool(REPEATS.match(line.words))
    return line.words.endswith(":") and bool(FORWARDS.match(line.words))


def _fields(lines: Sequence[Line], at: int) -> int:
    """Return how many lines are the headers of a message: from whom, and below it when and to whom or about what.

    A line `To:` right above is that of a memo, which is its author's own.
    """
    if at >= len(lines) or not (":" in lines[at].words[:LONGEST_NAME] or "：" in lines[at].words[:LONGEST_NAME]):
        return 0
    if at and lines[at].start - lines[at - 1].end <= 2 and FIELD.match(lines[at - 1].words):
        return 0
    level = lines[at].level
    seen: set[str] = set()
    count = 0
    for line in lines[at : at + MOST_FIELDS]:
        match = FIELD.match(line.words) if line.level == level else None
        if match:
            seen.add(match.lastgroup or "")
        elif not count or not _goes_on(lines[at + count - 1], line):
            break
        if WHO not in seen:
            break
        count += 1
    return count if {WHO, WHEN} < seen else 0


def _goes_on(above: Line, line: Line) -> bool:
    """Tell whether a line goes on with the addresses of the header above it."""
    return above.words.endswith((";", ",")) and line.start - above.end <= 2 and line.level == above.level


def _introduces(lines: Sequence[Line], at: int) -> int:
    """Return how many lines (three at most) say whose words follow, or 0."""
    count = next((n for n, line in enumerate(lines[at : at + 3], 1) if line.words.endswith((":", "："))), 0)
    if not count:
        return 0
    run = lines[at : at + count]
    if not BEGINS_INTRODUCTION.match(lines[at].words):
        return count if _names_sender(lines, at, count) else 0
    level = lines[at].level
    if any(line.level != level for line in run) or any(b.start - a.end > 2 for a, b in pairwise(run)):
        return 0
    words = " ".join(line.words for line in run)
    if len(words) > 2 * LONGEST_LINE:
        return 0
    above_quote = at + count < len(lines) and lines[at + count].level > level
    return count if INTRODUCES.match(words) or (above_quote and MAY_INTRODUCE.match(words)) else 0


def _names_sender(lines: Sequence[Line], at: int, count: int) -> bool:
    """Tell lines right above quoted ones that name an address or a moment: in any language they say whose words follow."""
    run, below = lines[at : at + count], lines[at + count : at + count + 1]
    level = run[0].level
    if not below or below[0].level <= level or any(line.level != level for line in run):
        return False
    if any(a.words.endswith((".", "!", "?", ":")) or b.start - a.end > 2 for a, b in pairwise(run)):
        return False
    last = run[-1].words
    if count > 1 and NAMES_SENDER.search(last) and not last.startswith(("<", "(", "[")):
        return False  # it says so by itself, and what stands above it is the author's
    if count > 1 and DATED.match(run[1].words) and not DATED.match(run[0].words):
        return False  # it begins with its day, and what stands above that is the author's
    words = " ".join(line.words for line in run)
    return len(words) <= LONGEST_LINE and NAMES_SENDER.search(words) is not None


def _signature(lines: Sequence[Line], at: int) -> int:
    """Return how many lines are a signature: to the end, or to what is quoted below it."""
    words = lines[at].words
    if not words.startswith("-"):
        return 1 if len(words) < LONGEST_DEVICE and DEVICE.match(words) else 0
    if not DELIMITER.match(words):
        return 0
    for count in range(1, min(LONGEST_SIGNATURE + 1, len(lines) - at)):
        line = lines[at + count]
        if line.level or _repeats(line) or LIST_RULE.match(line.words):
            return count
        if _fields(lines, at + count) or _introduces(lines, at + count):
            return count
    return len(lines) - at if len(lines) - at <= LONGEST_SIGNATURE + 1 else 0


def _footer(lines: Sequence[Line], at: int) -> int:
    """Return how many lines are what a mailing list appends to each message, or 0."""
    if (
        not lines[at].words.startswith("_")
        or not LIST_RULE.match(lines[at].words)
        or not any(LIST_LINE.match(each.words) for each in lines[at + 1 : at + 5])
    ):
        return 0
    below = lines[at + 1 : at + 1 + LONGEST_SIGNATURE]
    quoted = next((n for n, each in enumerate(below, 1) if each.level), len(below) + 1)
    return quoted if at + quoted <= len(lines) else len(lines) - at
