"""Bylines: the line that says by whom a text was written, in the shapes that papers and blogs print."""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.grammar.mastheads import is_masthead, is_section
from ingest.grammar.names import UPPER

LONGEST = 120  # characters

# "Ann Smith", "ANN SMITH", "Máire de Búrca", "A. J. Smith", "Bob O'Neill"
WORD = rf"(?:[{UPPER}][\w.'’-]*)"
NAME = rf"{WORD}(?: (?:{WORD}|de|da|du|van|von|der|la|le|al|bin|ap)){{1,5}}"
NAMES = rf"{NAME}(?:(?:,| and| AND| &) {NAME})*"
# ". Pictures: Carl Dow", ", photographs by Carl Dow" behind the author
PICTURES = r"[.,;|]?\s(?i:pictures?|photos?|photographs?|photography|images?|illustrations?)(?::|\s(?i:by))\s[^:]{2,60}"
# "By Ann Smith", "by Ann Smith and Bob O'Neill, industrial editor", "WORDS: Ann Smith", "Story by Ann Smith in London"
BY = re.compile(
    rf"(?:(?:[Ww]ritten |[Rr]eported |[Pp]osted |[Ss]tory |[Rr]eport |[Ww]ords |[Tt]ext |[Ii]nterview |(?:EXCLUSIVE|Exclusive):? )?"
    r"(?:[Bb]y|BY|Von|VON|Par|PAR|Por|POR|Door|DOOR|di|Av|Af):?"
    r"|(?:Words|WORDS|Text|TEXT|Author|AUTHOR|Reporter):) "
    rf"(?P<author>{NAMES}?)(?P<rest>{PICTURES}|(?:,? (?!and\b|&)|\s*[|·•–—-]\s*|,\s*)[^.]{{0,60}})?$"
)
# "By Ann": one name, which says no more than that the line is a byline
BY_ONE = re.compile(rf"(?:[Bb]y|BY):? {WORD}(?: (?:{WORD}|de|van|von|and|&)){{0,8}}(?:,.{{1,60}})?$")
# " correspondent", " and her reporter": the name before it may end in a word of the office ("Ann Smith Northern Editor")
OFFICE = re.compile(r"\s(?:\w+ ){0,2}(?:correspondent|reporter|editor|writer)s?\b", re.IGNORECASE)
# "Harbour Board", "Staff Reporter", "Press Association"
BODY = re.compile(
    r"\b(?:news|board|council|committee|union|association|agency|agencies|press|staff|reporters?|editors?|team|desk|ltd|limited|"
    r"inc|plc|party|society|trust|office|department|ministry|court|group|institute|university|school|college|club|branch|"
    r"network|service|services|campaign|foundation|company|reuters|editorial|exclusive|blog|the)\b",
    re.IGNORECASE,
)
# "Industrial Correspondent", "Labour editor", "Staff Writer in Hull": below a name, the office of who wrote
OFFICE_ALONE = re.compile(
    rf"(?:[\w’'&-]+ ){{0,4}}(?i:correspondent|reporter|editor|writer|columnist)s?(?: in {WORD}(?: {WORD}){{0,2}})?\Z"
)
# "(Reporting by Ann Smith in Hull; Editing by Carl Dow)": what agencies print below a report
REPORTED_BY = re.compile(
    rf"\(?Reporting by (?P<author>{NAMES})(?: in {WORD}(?: {WORD}){{0,2}})?(?:[;,.](?!.*Reporting by).{{0,100}})?\)?\.?\Z"
)
# "Ann Smith reports"
REPORTS = re.compile(rf"(?P<author>{NAMES}) (?:reports|writes)[.:]?$")
# "Ann Smith in London", "Ann Smith": a byline only beside the date line of a page
BARE = re.compile(rf"(?P<author>{NAMES})(?: in {WORD}(?: {WORD}){{0,2}})?$")
# "Ann Smith | 12 March 2019", "By Ann Smith · 12 March 2019 at 10.15"
DATED = re.compile(rf"(?:[Bb]y:? )?(?P<author>{NAMES})\s*[|·•]\s*(?P<date>[^|·•]*\d[^|·•]*)$")

# "by Ann Smith 06:21PM Wednesday Nov 07 2007"
TIMED = re.compile(
    rf"[Bb]y:? (?P<author>{NAMES}),? \d{{1,2}}:\d\d ?[AaPp]\.?[Mm]\.?,? (?P<date>[^\d]{{0,20}}\d[^|]{{0,30}})$"
)


class Byline(NamedTuple):
    """A line that is a byline; `author` is None where it prints no whole name, `date` is where a date begins on it."""

    author: str | None
    date: int | None = None


def read_byline(words: str) -> Byline | None:
    """Return what a whole line says as a byline, or None."""
    if len(words) > LONGEST:
        return None
    if "\n" in words:
        name, _, office = words.partition("\n")
        return read_above_office(name.strip(), office.strip())
    if words[:1] in ("*", "_"):
        return _in_emphasis(words)
    found = DATED.match(words) or (TIMED.match(words) if ":" in words else None)
    if found and not is_no_person(found["author"]):
        return Byline(found["author"], found.start("date"))
    found = BY.match(words)
    if found:
        pictured = "." in found["author"] and re.match(PICTURES, found["rest"] or "")
        return Byline(None if OFFICE.match(found["rest"] or "") else found["author"].rstrip("." if pictured else ""))
    found = REPORTS.match(words) if "reports" in words or "writes" in words else None
    if found:
        return Byline(found["author"])
    return Byline(None) if BY_ONE.match(words) else None


def read_above_office(words: str, below: str) -> Byline | None:
    """Return the name on a line right above "Industrial Correspondent"; None where either is something else."""
    return read_bare(words) if len(below) < LONGEST and OFFICE_ALONE.match(below) else None


def read_reported_by(words: str) -> Byline | None:
    """Return what an agency prints below a report, "(Reporting by Ann Smith; Editing by Carl Dow)"."""
    found = REPORTED_BY.match(words) if len(words) <= 2 * LONGEST and "eporting by " in words else None
    return Byline(found["author"]) if found else None


def _in_emphasis(words: str) -> Byline | None:
    """Return the byline between the marks of Markdown: "*By Ann Smith*"."""
    bare = words.strip("*_ ")
    found = read_byline(bare) if bare[:1] not in ("", "*", "_") else None
    return Byline(found.author, found.date and found.date + words.index(bare)) if found else None


def read_bare(words: str) -> Byline | None:
    """Return the name that is all a line says, with the place of the report at most."""
    found = BARE.match(words) if len(words) <= LONGEST else None
    return Byline(found["author"]) if found and not is_no_person(found["author"]) else None


def is_no_person(words: str) -> bool:
    """Tell the name of a paper, of its section or of a body, which may stand where the name of its writer may."""
    return is_masthead(words) or is_section(words) or BODY.search(words) is not None
