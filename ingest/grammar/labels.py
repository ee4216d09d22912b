"""Speakers’ labels: what is printed in front of a speech, or on the line above it, to say whose it is.

The one home of their shapes: which lines begin a paragraph, which documents are hearings, and who speaks, are all
decided by them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.grammar import eastern_labels
from ingest.grammar.label_parts import BEFORE, BRACKETS, EMPHASIS, OFFICE_ABROAD, ROLE, TITLE, WORDS
from ingest.grammar.names import GAP, NAME, OFFICE, STARTS_WITH_HONORIFIC, UPPER, WORD, is_name

QUESTION, ANSWER, NAMED = "Q", "A", "named"
LONGEST_LABEL = 200  # characters in which a label and its colon stand
LONGEST_ALONE = 80  # characters of a line that is nothing but a label

# "MS HARDY: ", "**Ms Hardy:** ", "**Ms Hardy**: ", "**Ms Hardy** (10:32): ", "__Chair__: ", "Q12 **Ms Hardy:** ", "1. Ann Bee (Quayside): "
LABEL = re.compile(
    rf"{BEFORE}{EMPHASIS}(?P<name>{WORDS}){BRACKETS}\s?(?:(?P=bold)(?P<stamp>\s?[(\[]\d{{1,2}}:\d\d(?::\d\d)?[)\]])?:|:(?P=bold))(?!//)\s*"
)
# ", rapporteur" behind "M. Luc Hardy"
SEAT = r"(?:,\s(?:co-?|vice-)?(?:rapporteure?|présidente?|secrétaire)(?:\s(?:d[eu]|de la|général)(?:\s\w+)?)?)?"
# "Mr. Hardy. I thank", "Mr.Hardy. I thank", "M. Luc Hardy, rapporteur. Combien", "The CHAIRMAN. The committee", "The Chairman. Good morning":
# a label that ends as a sentence does, and as "MR M. GOODA" does not
STOPPED = re.compile(
    rf"(?P<name>[Tt]he\s(?:(?i:(?:(?:vice|acting)[ -])?chair(?:man|woman|person)?|presiding officer|speaker|president)|CLERK|WITNESS)|"
    rf"M(?:\.|me)\sl[ea]\s(?:vice-)?(?:président|rapporteur|ministre)e?(?:\s{WORD}){{0,3}}|{TITLE}(?:\s|(?<=[rs]\.))(?:{WORD}\s){{0,2}}{WORD}"
    rf"(?:\sof\s{WORD}(?:\s{WORD})?)?){SEAT}(?<!\s[A-Z])\.\s+(?=[{UPPER}“\"(])"
)
# "Mr Hardy - I thank", "The Chairman — Good morning", "Mr HARDY (3:33 PM) —I thank": a dash behind a title of address
DASHED = re.compile(
    rf"(?P<name>{OFFICE}|{OFFICE_ABROAD}|(?i:the\s)?{TITLE}{GAP}(?>{NAME})){BRACKETS}\s(?:[–—-]{{1,2}}\s|—)(?=[{UPPER}“\"(])"
)
# "President. – The", "Ann Bee (PPE). – Madam", "Carl Dow, Member of the Commission. – Madam", "M. le président.  - Nous": a full stop and a dash
PARTED = re.compile(
    rf"(?:(?P<french>(?=M(?:\.|me)\s))|)(?P<name>M(?:\.|me)\sl[ea]\s(?:vice-)?(?:président|rapporteur|ministre)e?|{WORDS}){BRACKETS}"
    rf"(?:,\s[^.:;\n]{{2,100}})?\s?\.\s{{1,3}}(?:[–—]|(?(french)-|(?!)))\s(?=[{UPPER}“\"(])"
)
# "MS HARDY<tab>Did you", "THE CHAIR      Good morning": a column of speakers beside one of speeches
COLUMN = re.compile(rf"(?P<name>[{UPPER}][\w.'’-]*(?: [\w.'’-]+){{0,5}})(?:\t+|[ \xa0]{{3,30}})(?=[{UPPER}“\"(‘'\[])")
# "MS HARDY", "**Ms Hardy**", "THE CHAIR:", "Ann Bee  0:03", "Ann Bee: (00:03)", "CARL (cont’d)" alone on a line
ALONE = re.compile(
    rf"\A{BEFORE}{EMPHASIS}(?P<name>{WORDS}){BRACKETS}\s?:?(?P=bold)\s?:?(?P<time>\s+[\[(]?\d{{1,2}}:\d\d(?::\d\d)?[\])]?)?\Z"
)
# "Q. Did you", "A: I did", "**Q:** Did you", "Q12. Did you", "Q     Did you", "Q (By Mr. Cole) Did you", "12   Q.   MR. COLE:   Did you"
# "Q.1 Did you", "Ans. I did", "Q. No. 1: Did you", "Ans: I did"
# ". . . Q: Did you", "… A. I did": where a transcript is cut; "Q      R" is of a table, or of mathematics
LETTER = re.compile(
    r"(?:(?:\. ?){3,4}|…)?"
    r"[*_\s]{0,4}(?:\d{1,4}[ \t]{1,12}(?=Q\.[ \t]))?(?P<letter>Q|A|Question|Answer|Ans(?=[.:])|R[ée]ponse|Frage|Antwort|Pregunta|Respuesta|Domanda|Risposta)"
    r"(?:\s?(?P<number>\d{1,4})|(?<=Q)\.?\s?No\.?\s?\d{1,4})?"
    r"[*_]{0,2}(?:\s?[.:][*_]{0,2}\s+|[ \xa0]{3,}(?!\S\s*(?:[\r\n]|\Z))|\t\s*|\s(?=\((?i:by)\s)|(?<=Q)\.\s?\d{1,4}[.:]?\s+(?=[A-Z]))(?=\S)"
)
ASKING = "QFPD"  # the first letters of "Question", "Frage", "Pregunta", "Domanda"
# "(By Mr. Cole) ", "(BY MR. COLE): ", "MR. COLE:   ", "CHAIRMAN:   " behind "Q."
ASKED_BY = re.compile(
    rf"\((?i:by)\s(?P<name>{OFFICE}|{TITLE}{GAP}(?>{NAME})|(?>{NAME}))\)[.:]?\s+|"
    rf"(?P<asker>{OFFICE}|[{UPPER}]{{4,20}}|{TITLE}{GAP}(?>{NAME})):\s+"
)
# "Q. ", "A: ", "Q    Did", "Q12 Chair: ", "MS HARDY: ", "THE CHAIR (Ms Lodhi): ", "**Ms Hardy:** ", "Lord Justice Bank: "
SIGN = r"(?:(?:\([^()\n]{1,40}\)\s?)?:(?=\s|[*_]|\Z)|\t+(?=[A-Z“‘\"(]))"
SPEECH = re.compile(
    rf"[*_]{{0,3}}(?:\d{{1,4}}[ \t]{{1,12}}Q\.(?!\S)|"
    rf"[QA][.:](?!\S)|[QA](?:[ \xa0]{{3,}}|\t)\S|Q\.?\s?\d{{1,4}}[.:]?(?:\s{{1,30}}|(?=[A-Z][a-z]))[*_]{{0,3}}[{UPPER}][^:\n]{{1,60}}:(?=\s|[*_])|"
    rf"[{UPPER}][{UPPER}.'’ \d-]{{1,50}}{SIGN}|(?:M[rs]{{1,2}}s?\.?|Dr\.?|Sir|Dame|Lord|Lady|Judge|R?EJ|D?DJ|HHJ|"
    rf"Cllr\.?|Councillor|Senator|Deputy|Prof(?:essor)?\.?|The (?=[CJPSTWIMA]))\s?"
    rf"[A-Z][\w.'’ -]{{1,40}}{SIGN})"
)
STARTS_WITH_OFFICE = re.compile(rf"(?:{OFFICE}|{OFFICE_ABROAD})\Z")
STARTS_WITH_TITLE = re.compile(rf"(?:(?i:the\s))?{TITLE}(?:\s|(?<=[rs]\.)(?=[{UPPER}]))")
# "Mr.Hardy": as some printers set it
UNSPACED = re.compile(rf"\A(?:M[rs]|Mrs|Dr)\.(?=[{UPPER}][a-z])")
STARTS_WITH_ROLE = re.compile(rf"{ROLE}\Z")
# "Ms Lodhi", "Mrs A B Cole QC" in the brackets after an office
NAME_IN_BRACKETS = re.compile(rf"\s\((?P<name>{TITLE}{GAP}(?>{NAME})|{WORD}(?:\s{WORD}){{1,4}})\)")
OFFICE_IN_BRACKETS = re.compile(
    r"\s\((?P<name>(?:(?i:the)\s)?(?i:chair(?:man|woman|person)?|president|coroner|clerk))\)"
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label as printed: the name, its place in the passage, and where the speech begins.

    `form` is Q, A or named. `set_off` says that capitals or emphasis mark it as a label, `titled` that it is an office
    or carries a title of address, `role` that it names nobody ("SPEAKER 1"), `alone` that it is the whole line, `timed`
    that a time stands beside it, to the second or alone on the line, `stopped` that a full stop or a dash ends it, `column`
    that only white space does.
    `other` is the second name that the label itself prints: "THE CHAIR (Ms Lodhi)".
    """

    form: str
    name: str | None
    start: int
    end: int
    speech: int
    set_off: bool = True
    titled: bool = True
    role: bool = False
    alone: bool = False
    stopped: bool = False
    office: bool = False
    other: str | None = None
    timed: bool = False
    column: bool = False

    @property
    def key(self) -> str:
        """The name as it is compared: see `key_of`."""
        return key_of(self.name or "")


@lru_cache(maxsize=4096)
def key_of(name: str) -> str:
    """Return a name as it is compared: no capitals, no article, white space folded, titles without their full stop.

    >>> key_of("THE CHAIR"), key_of("MR. COLE")
    ('chair', 'mr cole')
    """
    words = " ".join(name.casefold().split()).removeprefix("the ")
    title, gap, rest = words.partition(" ")
    return title.rstrip(".") + gap + rest


def begins_speech(words: str) -> bool:
    """Tell whether a line begins with a label that cannot be taken for prose: in capitals, titled, or a letter."""
    return bool(SPEECH.match(words)) or (
        words > "⺀" and eastern_labels.may_begin(words) and eastern_labels.said(words) is not None
    )


def label(text: str) -> Label | None:
    """Return the speaker’s label at the front of a passage, or that it is; None if it has none."""
    if not text:
        return None
    if eastern_labels.may_begin(text):
        said = eastern_labels.said(text[:LONGEST_LABEL])
        return Label(*said[:5], office=said.name is not None, other=said.other) if said else None
    letter = LETTER.match(text) if text[0] in "QA*_ RFPD.…" or (text[0].isdigit() and "Q." in text[:18]) else None
    if letter and letter["number"] and ":" in text[:140]:  # "Q12      Ms Hardy: Did you"
        named = _name_at(text[:LONGEST_LABEL], False)
        if named:
            return named
    if letter:
        form = QUESTION if letter["letter"][0] in ASKING else ANSWER
        by = ASKED_BY.match(text, letter.end()) if form == QUESTION else None
        name, ends = (by["name"] or by["asker"], by.end()) if by else (None, letter.end())
        return Label(form, name, letter.start("letter"), letter.end("letter"), ends)
    may_be_alone = len(text) < LONGEST_ALONE and text[-1] not in ".?!,;"
    if (
        may_be_alone
        or ":" in text[:140]
        or ". " in (front := text[:60])
        or " – " in front
        or " - " in front
        or "—" in front
        or "\t" in front
        or "   " in front
    ):
        return _name_at(text[:LONGEST_LABEL], may_be_alone)
    return None


@lru_cache(maxsize=1024)
def _name_at(front: str, may_be_alone: bool) -> Label | None:
    """Return the label that begins a passage: asked once to tell what the document is, and again to read it."""
    alone = ALONE.match(front) if may_be_alone else None
    if alone:
        return _named(alone, len(front), alone=True)
    found = LABEL.match(front) if ":" in front[:140] else None
    if found:
        return _named(found, found.end())
    stopped = STOPPED.match(front) if ". " in front[:60] else None
    if stopped is None and (" – " in front or " - " in front or "—" in front):
        stopped = DASHED.match(front) or PARTED.match(front)
    if stopped:
        return _named(stopped, stopped.end(), stopped=True)
    apart = COLUMN.match(front) if "\t" in front[:60] or "   " in front[:60] else None
    named = _named(apart, apart.end()) if apart else None
    return replace(named, column=True) if named and (named.set_off or named.titled) else None


def _named(match: re.Match[str], speech: int, alone: bool = False, stopped: bool = False) -> Label | None:
    """Return the label that a match found, if its name can be one."""
    groups = match.groupdict()
    name, brackets = match["name"].rstrip(), groups.get("brackets") or ""
    office, role = bool(STARTS_WITH_OFFICE.match(name)), bool(STARTS_WITH_ROLE.match(name))
    titled = not role and (office or bool(STARTS_WITH_TITLE.match(name)))
    bare = name.partition(" of ")[0] if stopped else name  # "Mr. Fox of Maine. I was"
    bare = UNSPACED.sub(r"\g<0> ", bare)
    if not (
        office
        or role
        or is_name(bare)
        or (titled and not STARTS_WITH_HONORIFIC.match(name) and (len(name) > 9 or name.isupper()))
    ):
        return None
    seated = bool(brackets) and not role and not alone
    timed = bool(groups.get("second") or groups.get("time") or groups.get("stamp"))
    set_off = bool(groups.get("bold") or groups.get("asked")) or name.isupper() or seated or timed
    set_off = set_off or match.re is PARTED
    if groups.get("number") and not (set_off or titled):
        return None
    start = match.start("name")
    return Label(
        NAMED,
        name,
        start,
        start + len(name),
        speech,
        set_off,
        titled,
        role,
        alone,
        stopped,
        office,
        _other(brackets, office),
        timed,
    )


def _other(brackets: str, office: bool) -> str | None:
    """Return the name that stands beside an office in one label, or the office beside a name."""
    found = (NAME_IN_BRACKETS if office else OFFICE_IN_BRACKETS).match(" " + brackets.lstrip()) if brackets else None
    return found["name"] if found else None
