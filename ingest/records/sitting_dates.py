"""The day of a hearing: what its caption says of when it was held."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.formats.blocks import Block
from ingest.grammar.date_headings import COUNTED, DateHeading, read_date_heading
from ingest.grammar.date_parts import BY_CONVENTION
from ingest.grammar.dates import find_dates
from ingest.grammar.edtf import DateWords
from ingest.grammar.foreign_dates import leading_date
from ingest.grammar.hearing_lines import is_seated
from ingest.grammar.labels import LONGEST_LABEL, NAMED, label
from ingest.grammar.speaker_tables import turns
from ingest.records.hearing_captions import caption_at
from ingest.records.hearings import front
from ingest.records.parts import Given

# "Day 2: 5 March 2019", "Hearing of 5 March 2019", "Date: 5 March 2019"; not "Published on 6 March 2019"
OF_SITTING = re.compile(r"\W*(?:day|session|sitting|hearing|proceedings|date)\b", re.IGNORECASE)
# "Issued", "Date of issue", "Born", "Prepared by Ada Quill", "Hearing:" above a date; the colon of "ANN BEE,        :" only draws
LABELLED_ABOVE = re.compile(
    r".*(?<!\s\s\s):\W*\Z|.*\b(?:dated?|dates|issued?|publi(?:shed|cation)|born|birth|prepared|printed|sent|signed|filed|received|updated|"
    r"revised|corrected|released|posted|uploaded|created|delivered|approved|promulgated|handed down|by)\b",
    re.IGNORECASE,
)
# "10.02 AM, " above a date
TIME_FIRST = re.compile(r"\A\W*\d{1,2}[.:]\d\d\s?[ap]\.?m\.?,\s+(?=\S)", re.IGNORECASE)
# "On Friday, 21 August 2015 at 10am": alone on its line
ON_DAY = re.compile(r"\A[Oo][Nn]\s+(?=(?:mon|tues|wednes|thurs|fri|satur|sun)day\b)", re.IGNORECASE)
# "Berlin, den " above a date, ", 11.00 Uhr" below it
DATED_AT = re.compile(r"\A[A-ZÄÖÜÉ][\w-]+(?:[ -][\w-]+)?,\s(?=(?:den|le|el)\s\d)")
# "7:02PM • 41:17": how long it lasted, behind the time
LASTED = re.compile(r"\s*[•·|]\s*\d{1,3}:\d\d(?::\d\d)?\W*\Z")
# "Date of hearing: ", "Date of deposition: "
DATE_OF = re.compile(
    r"\A\W*date of (?:the )?(?:hearing|deposition|sitting|examination|meeting|interview|evidence|recording):?\s+",
    re.IGNORECASE,
)
TIME_LAST = re.compile(r"(?<=\d),?\s+(?:à\s+)?\d{1,2}(?:[.:]\d\d)?\s?(?:Uhr|uur|heures|h\s?\d\d|horas)\W*\Z")
# "Sesión celebrada el ", "heeft op ", "Séance du ", "Sitzung am ": before a date in another language
HELD_ABROAD = re.compile(
    r"\b(?:celebrad[ao]|tenue?|heeft|gehouden|séance|réunion|audition|sitzung|vernehmung|anhörung|(?:hoor)?zitting|vergadering|verhoor|sesión|seduta|udienza|"
    r"audizione|przesłuchani[ea]|posiedzeni[ea]|förhör|möte)\b.{0,90}?\b(?:el|le|du|op|van|am|vom|de|del|den|il)\s+(?=(?:[^\W\d]{4,12},?\s+)?(?:den\s+)?\d)",
    re.IGNORECASE | re.DOTALL,
)
# "Day 2" behind a date
COUNT = re.compile(rf"{COUNTED}\W*\Z", re.IGNORECASE)
# "HEARING OF 5 MARCH 2019", "Transcript of the meeting held on 5 March 2019": what was held, before a date that ends the line
HELD = re.compile(
    r".*\b(?:hearing|session|sitting|meeting|evidence|proceedings|transcript|deposition|inquest|interview|examination|court|tribunal|"
    r"taken (?:on behalf|at|before|pursuant))s?\b",
    re.IGNORECASE | re.DOTALL,
)
# "Held on 5 March 2019 at Quay House": before a date that need not end the line
HELD_ON = re.compile(
    r"(?:.*\b)?(?:held|taken|recorded|sitting)(?:\s+(?:at|in)\s[^.\n]{2,60}?)?,?\s+on\s+(?:the\s+)?\Z", re.I | re.DOTALL
)
# "HC Deb 23 April 1985 vol 77 cc755-97", "Volume 892: debated on Thursday 22 May 1975", "HANSARD Tuesday, 3rd April, 1990 The House met",
# "Page 591 - Week 03 - Tuesday, 20 March 1990": reports of a parliament
DEBATED = re.compile(
    r"\W*(?:HC|HL|WH|GC|SC) Deb(?:ates?|s)?\s+\Z|.*\bdebated on\s+(?:\w{6,9}\s+)?\Z|"
    r"\W*(?:(?i:hansard|official report|(?:page|week|day|volume|vol\.?) \d{1,5})\W+){1,4}(?:\w{6,9},?\s+)?\Z",
    re.DOTALL,
)
# "立法會 ─ 2012年11月21日": who sat, before a date that ends the line
SAT = re.compile(r"[^\d\n]{2,20}?\s?[─—–-]\s?(?=\d{4}年)")
# "Ordered by the House of Commons to be published on 12 March 2019.", "Published on 6 March 2019", "Continued from 8.12.16"
PUBLISHED = re.compile(
    r"\W*(?:ordered|published|printed|(?:continued|resumed|adjourned) (?:from|to|until))\b", re.IGNORECASE
)
LONGEST_CAPTION = 80  # lines above the first speech: committee, members, contents, witnesses
MOST_APART = 60  # lines between two speeches of the one who speaks first


def sitting_date(blocks: list[Block], given: Given) -> str | None:
    """Return the day of a hearing: the only date above the first speech, if a line is that date or says what was held on it."""
    found = _Days(given.declaration.hints.date_order)
    first = caption_at(blocks, given.text) or 0
    rows = turns(blocks, given.text) if any(block.kind == "table" for block in blocks) else []
    last = min(first + LONGEST_CAPTION, rows[0].at if rows else len(blocks))
    for n, block in enumerate(blocks[first:last], first):
        words = given.words(block).replace("*", "")
        if len(words) >= LONGEST_LABEL:
            found.above = ""
            continue
        if _is_spoken(blocks, n, given.text):
            break
        for line in _lines(words, found.order):
            found.read(_without_place(line))
    return found.days.pop() if len(found.days) == len(_apart(found.printed)) == 1 else None


@dataclass(slots=True)
class _Days:
    """The days that the lines of a caption print, and those of them that are said to be of the sitting; `above` is the line above."""

    order: str | None
    printed: set[str] = field(default_factory=set)
    days: set[str | None] = field(default_factory=set)
    above: str = ""

    def read(self, words: str) -> None:
        line = read_date_heading(words, self.order)
        if line and line.date.day is not None:
            self.printed.add(_as_printed(line.date))
            if _is_of_sitting(line, words, self.above):
                self.days.update(_certain(line.date))
        rest = line.date.end if line and line.date.day is not None else 0
        others = list(find_dates(words, rest, date_order=self.order)) if not PUBLISHED.match(words) else []
        abroad = _held_abroad(words) if not (rest or others) else None
        if abroad:
            self.printed.add(_as_printed(abroad))
            self.days.update(_certain(abroad))
        self.printed.update(map(_as_printed, others))
        if len(others) == 1 and not rest and (_is_held(others[0], words) or _is_held_abroad(others[0], words)):
            self.days.update(_certain(others[0]))
        self.above = words.splitlines()[-1] if words else ""


def _as_printed(date: DateWords) -> str:
    """Return a date, one without a year as "--10-12"."""
    bare = date.year is None and date.month is not None and date.day is not None
    return date.edtf or (f"--{date.month:02}-{date.day:02}" if bare else date.words)


def _apart(printed: set[str]) -> set[str]:
    """Return the dates without those that print no year and are the day of another: "12 Oct" above "Oct 12, 2023"."""
    return {
        each for each in printed if not (each.startswith("--") and any(o.endswith(each[1:]) for o in printed - {each}))
    }


def _lines(words: str, order: str | None) -> list[str]:
    """Return the lines of a block of which one is a date, "Date: 11 September 2023" above "Venue: Quay House"; else the block as one."""
    lines = words.splitlines() if "\n" in words else []
    return lines if any(read_date_heading(line, order) for line in lines) else [words]


def _without_place(words: str) -> str:
    """Return a line without the place or the time above its date, or the time below it, and with "Date: " for "Date of hearing: "."""
    words = DATE_OF.sub("Date: ", LASTED.sub("", words))
    return TIME_LAST.sub("", DATED_AT.sub("", ON_DAY.sub("", TIME_FIRST.sub("", words))))


def _held_abroad(words: str) -> DateWords | None:
    """Return the day on which a line of another language says that something was held."""
    held = HELD_ABROAD.search(words) or SAT.match(words)
    found = leading_date(words[held.end() :]) if held else None
    return found if found and found.year else None


def _is_held_abroad(date: DateWords, words: str) -> bool:
    """Tell the same of a date in figures alone: "Protokoll der Sitzung vom 16.01.2013"."""
    held = HELD_ABROAD.search(words)
    return held is not None and held.end() == date.start


def _is_spoken(blocks: list[Block], n: int, text: str) -> bool:
    """Tell whether a line begins with the label of a speech: one with a title of address, a letter, or a name that speaks again."""
    found = label(front(blocks[n], text))
    if found is None or found.alone or is_seated(front(blocks[n], text), found.speech):
        return False
    if found.form != NAMED or found.titled:
        return True
    below = (label(front(block, text)) for block in blocks[n + 1 : n + 1 + MOST_APART])
    return any(each is not None and each.key == found.key for each in below)


def _certain(date: DateWords) -> set[str | None]:
    """Return the day, None where it is not certain; nothing of a date without a year, which another may complete."""
    if date.year is None:
        return set()
    return {date.edtf if date.consistent and date.flag != BY_CONVENTION else None}


def _is_held(date: DateWords, words: str) -> bool:
    """Tell whether a line says what was held on a day, and ends with it."""
    above, rest = words[: date.start], words[date.end :].strip(" .,;:()[]*_")
    if date.day is None or LABELLED_ABOVE.match(above):
        return False
    if DEBATED.match(above):
        return True
    return HELD_ON.match(above) is not None or (not rest and HELD.match(above) is not None)


def _is_of_sitting(line: DateHeading, words: str, above: str) -> bool:
    """Tell the day of a sitting from one that a label, a title or an author says something else of."""
    if line.author is not None or (line.title and not COUNT.match(words[slice(*line.title)])):
        return False
    return not LABELLED_ABOVE.match(above) and (line.style != "labelled" or OF_SITTING.match(words) is not None)
