"""What is printed around a witness statement: the caption of the case above it, its date, and who received it."""

from __future__ import annotations

import re

from ingest.grammar.dates import read_date
from ingest.grammar.edtf import DateWords
from ingest.grammar.foreign_dates import leading_date
from ingest.grammar.statement_headings import heading
from ingest.grammar.written_dates import dates_of
from ingest.model import Reading

LONGEST = 3000  # characters of a passage in which "submitted to" is looked for
ABOVE, BELOW = 12, 6  # passages around a statement that belong to it

# "IN THE EMPLOYMENT TRIBUNAL", "IN THE HIGH COURT          Claim No. 12", "BEFORE THE CERTIFICATION OFFICER"; never "IN THE MATTER OF"
CAPTION = re.compile(
    r"[#*_\s]*(?:IN|In|BEFORE|Before)\s+(?:THE|The|the)\s+(?!(?i:matter|case)\b)(?P<body>[A-Z][^\n.,;:]{3,80}?)[*_\s]*(?=\n|\Z|[ \t]{3,}\S)"
)
COURT = re.compile(
    r"\b(?:court|tribunal|officer|commission|inquiry|committee|panel|inquest|coroner|authority)\b",
    re.IGNORECASE,
)
# "the statement below was given to the harbour inquiry in May"
SUBMITTED = re.compile(
    r"\bstatement\b[^.!?]{0,120}?\b(?:submitted|given|made|provided|sent)\s+to\s+(?:the\s+)?(?P<body>[^.,;:!?()“”\"\n]{3,80}?)"
    r"(?=\s+(?:examining|investigating|hearing|by|in|on|at|as|for|which|that|who|considering|looking|into|and|during|last|this|"
    r"yesterday|today|before|after|with|where|when|from|about|over)\b|\s*[.,;:!?()“”\"\n]|\s*\Z)",
    re.IGNORECASE,
)
# "NORTHMOOR HARBOUR INQUIRY", "UNITED STATES DISTRICT COURT" on a line of its own
NAMED = re.compile(
    r"[#*_\s]*(?P<body>(?:(?:THE|The)\s+)?[A-Z][^\n.,;:()]{3,80}\s(?i:(?:public\s+)?inquiry|inquest|tribunals?|court|commission|panel))[*_\s]*\Z"
)
# "INDEPENDENT INQUIRY INTO THE NORTHMOOR LAMP" on a line of its own
INTO = re.compile(
    r"[#*_\s]*(?P<body>(?:(?:THE|The)\s+)?(?:[A-Z][\w’'-]{1,30}\s){0,4}(?i:inquiry|commission(?:\s+of\s+in?quiry)?|inquest)\s+(?i:into)\s[^\n.;:]{3,90}?)[*_\s]*\Z"
)
# "Dated 3 May 2016", "Statement date: 3 May 2016", "Dated the 3rd day of May": a line that says so itself
DATED = re.compile(
    r"^[*_|\s]*(?:(?:witness\s+)?statement\s+dated?\b|date\s+of\s+(?:witness\s+)?statement\b|dated\b)",
    re.IGNORECASE | re.MULTILINE,
)
# "Date: 3 May 2016", "Signed: A Bee  Date: 3 May 2016", "Executed on May 3, 2016": below the paragraphs, or in the particulars
SIGNED = re.compile(
    r"^[*_|\s]*dated?\b|\A\W*(?:sign|(?:subscribed\s+and\s+)?sworn|(?:solemnly\s+)?affirmed|verified|executed|declared|in\s+witness\s+whereof)[^|]{0,100}?\b(?:dated?\b|on\b|this\b|day\b)"
    r"|\bdated\b(?=\s*:|\s+\d)|\b(?:sworn|affirmed)\b(?=\s+\d)",
    re.IGNORECASE | re.MULTILINE,
)
# "Time: 1:30 p.m.", "Courtroom: 4", "Hearing date": beside a "Date:" that is that of a hearing to come
OF_A_HEARING = re.compile(
    r"^[*_|\s]*(?:hearing\b|time\s*:|courtroom\s*:|dept\.?\s*:|department\s*:|judge\s*:|trial\s+date\b)",
    re.IGNORECASE | re.MULTILINE,
)
# "Kiel, den 5. Oktober 2020", "Fait à Lyon, le 5 mai 2020"
AT_PLACE = re.compile(r"(?:Fait\s+à\s+)?[^\W\d_][\w .'’-]{1,40},\s+(?:(?:den|le|il|el|op)\s+)?(?=\d)")
# "a request under Rule 9 of the Inquiry Rules 2006, dated 5 June 2020": the day of something else
OF_ANOTHER = re.compile(
    r"\b(?:request|letter|notice|orders?|directions?|rules?|notification)\b[^.\n]{0,100}\bdated\b", re.IGNORECASE
)
LONGEST_AT_PLACE = 80
LONGEST_DATED = 160  # characters of a line that dates a statement


def submitted_to(reading: Reading, index: int) -> str | None:
    """Return who received the statement whose heading is passage `index`: declared, in the caption, or as told above."""
    if reading.declaration.submitted_to:
        return reading.declaration.submitted_to
    for passage in reversed(reading.passages[max(0, index - ABOVE) : index]):
        caption = CAPTION.match(passage.text) if len(passage.text) < 400 else None
        caption = caption or (
            NAMED.match(passage.text) or INTO.match(passage.text) if len(passage.text) < 130 else None
        )
        if caption and COURT.search(caption["body"]):
            return caption["body"]
    for passage in reversed(reading.passages[max(0, index - 4) : index]):
        told = SUBMITTED.search(passage.text[:LONGEST])
        if told and COURT.search(told["body"]):
            return told["body"]
    return None


def statement_date(reading: Reading, index: int, first: int, last: int) -> str | None:
    """Return the date printed as that of the statement, above its paragraphs or below them; None unless it is certain."""
    start, end = max(0, index - ABOVE), last + 1 + BELOW
    if any(passage.kind == "statement paragraph" for passage in reading.passages[start:index]):
        start = index  # what is dated above is the statement before this one
    for n, passage in enumerate(reading.passages[start:end], start):
        if n > last and (below := heading(passage.text)) and below.name and not below.spoken:
            break  # another statement
        if len(passage.text) > LONGEST_DATED * (1 + passage.text.count("\n")) or first <= n <= last:
            continue
        dated = DATED.search(passage.text) or (SIGNED.search(passage.text) if n >= index else None)
        if dated is None or (n < first and (_is_of_a_hearing(reading, n) or OF_ANOTHER.search(passage.text))):
            continue
        line = passage.text.find("\n", dated.end())
        place = (passage.start + dated.end(), passage.start + line if line > 0 else passage.end)
        found = dates_of(reading.text, *place)
        if len(found) == 1 and found[0].consistent:
            return found[0].edtf
    return _date_at_place(reading, index, first) or _date_below_signature(reading, last)


def dated_at(words: str) -> DateWords | None:
    """Return the date of a line that is a place and a day: "Vilnius, 17 May 2010"."""
    at = AT_PLACE.match(words) if len(words) < LONGEST_AT_PLACE else None
    date = (read_date(words[at.end() :]) or leading_date(words[at.end() :])) if at else None
    return date if at and date and not words[at.end() + date.end :].strip("*_. ") else None


def _date_at_place(reading: Reading, index: int, first: int) -> str | None:
    """Return the date of a place and a day between the heading of a statement and its first paragraph."""
    found = [date for passage in reading.passages[index + 1 : first] if (date := dated_at(passage.text))]
    return found[0].edtf if len(found) == 1 and found[0].consistent else None


def _is_of_a_hearing(reading: Reading, n: int) -> bool:
    """Tell the date of a hearing in a caption: "Date: December 13" above "Time: 1:30 p.m."."""
    near = reading.passages[max(0, n - 1) : n + 2]
    return any(len(each.text) < 2 * LONGEST_DATED and OF_A_HEARING.search(each.text) for each in near)


def _date_below_signature(reading: Reading, last: int) -> str | None:
    """Return the date that stands alone below the signature of a document that is a statement."""
    if reading.document.kind != "witness statement":
        return None
    for passage in reading.passages[last + 1 : last + 1 + BELOW]:
        words = passage.text.strip("*_ ") if len(passage.text) < 60 else ""
        if words[:5].lower() == "this " and len(days := dates_of(words, 5, len(words))) == 1:
            return days[0].edtf if days[0].consistent else None  # "this 4th day of June 2009", below "SWORN by …"
        at = AT_PLACE.match(words)
        date = read_date(words) or (leading_date(words[at.end() :]) if at else None)
        if date:
            return date.edtf if date.consistent else None
    return None
