"""How a witness statement announces itself: its heading, the name in it, and the capacity printed below.

`WITNESS STATEMENT OF MRS A B`, `Statement of Ann Bee, branch secretary`, `I, Ann Bee, of 1 High Street, will say as
follows:`, and the form in which "WITNESS STATEMENT" stands alone and the name on the next line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.grammar.names import NAME, STARTS_WITH_HONORIFIC, is_name
from ingest.grammar.statement_capacities import capacity_beside
from ingest.grammar.titles import unspaced

LONGEST = 200  # characters; a heading is a line
LONGEST_SPOKEN = 400  # of "I, Ann Bee, of …, will say as follows:"

# "FIRST ", "2nd ", "Supplementary "
ORDINAL = (
    r"(?:(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,2}(?:st|nd|rd|th)|further|supplement(?:al|ary)|"
    r"supplemental|additional|reply(?:ing)?|verifying|grounding|answering|responding|counter|amended|revised|draft|signed|final|prepared|written)\s+){0,3}"
)
WITNESS_STATEMENT = (
    rf"(?:the\s+)?{ORDINAL}(?:witness\s+statement|affidavit|affirmation|(?:witness|written|direct|sworn|oral)\s+testimony|proof\s+of\s+evidence|brief\s+of\s+evidence|witness\s+evidence|"
    r"sworn\s+(?:statement|declaration)|unsworn\s+declaration|statutory\s+declaration|section\s+9\s+statement|precognition|"
    r"victim\s+(?:personal|impact)\s+statement)"
)
# "The Testimony of Ada Quill" is a play, or a sermon
STATEMENT = rf"(?:the\s+)?{ORDINAL}(?:statement|declaration|(?<!the\s)(?<!The\s)(?<!THE\s)testimony)"
# " in support of the motion", " in opposition to": what may stand behind a name
PURPOSE = re.compile(
    r"[\s,]*(?i:(?:(?:made|filed|tendered)\s+)?(?:in\s+(?:support|opposition|reply|response|answer)|on\s+behalf|for\s+the|(?:sworn|affirmed)\s+(?:on\s+)?\d)\b).*",
    re.DOTALL,
)
# ", aged 41, harbour clerk, residing at 1 Quay Street" behind a name
AGED = re.compile(
    r",\s*(?i:aged)\s[\w\s]{1,40}?(?:,\s*([^,]{3,80}?))?,\s*(?i:residing|living|of|care\s+of|c/o)\b.*", re.DOTALL
)
# the same in a line of capitals, where it looks like more of the name; " DATED 5 MARCH 2019", " SWORN 5 MARCH 2019"
PURPOSE_IN_CAPITALS = re.compile(
    r"[\s,]+(?:(?:(?:MADE|FILED|TENDERED)\s+)?(?:IN\s+(?:SUPPORT|OPPOSITION|REPLY|RESPONSE|ANSWER)|ON\s+BEHALF|FOR\s+THE)|DATED|(?:SWORN|AFFIRMED)\s+(?:ON\s+)?(?=\d))\b"
)
FRONT = r"\A[#>*_\s]*(?:\d{1,2}\.\s+)?"

# what each of them says, in letters of any size
STATEMENTS = (
    "statement",
    "affidavit",
    "affirmation",
    "evidence",
    "declaration",
    "testimony",
    "eidesstattlich",
    "attestation",
)
# the same in a line that is not all ASCII, each behind its first letter (ſ is an s of old print)
LIKELY = re.compile(
    r"[sSſaAeEdDtT](?i:(?<=s)tatement|(?<=a)ffidavit|(?<=a)ffirmation|(?<=e)vidence|(?<=d)eclaration|(?<=t)estimony|(?<=e)idesstattlich|(?<=a)ttestation)"
)
PRECOGNITION = re.compile(r"precognition", re.IGNORECASE)
MAY_BEGIN = ("P", "p", "F", "S", "#", "*", "_")  # "First Precognition of", "**Precognition of**"
ANNOUNCES = (":", "-", "–", "—", ";", "*", "_")  # "deposes and says:"
ABROAD_ENDS = (":", ".")
# "“Tall Boy”" in the midst of a name
NICKNAME = r"[\"“‘'][A-Z][\w .-]{1,24}[\"”’']"
# "Witness Statement of Ann Bee", "FIRST WITNESS STATEMENT BY MRS A B, SECRETARY", "Witness statement: Ann Bee"
OF_NAME = re.compile(
    rf"{FRONT}(?i:(?P<sure>{WITNESS_STATEMENT})|{STATEMENT})(?i:\s+(?:of|by|from)\b(?:\s+witness\b)?\s*:?|\s*[:–—-])\s*"
    rf"(?P<name>(?>{NAME})(?:\s{NICKNAME}\s(?>{NAME}))?)(?P<rest>.*)\Z",
    re.DOTALL,
)
# "WITNESS STATEMENT", "First witness statement of", "Eidesstattliche Versicherung"
ALONE = re.compile(
    rf"{FRONT}(?i:{WITNESS_STATEMENT}|statement\s+of\s+witness|eidesstattliche\s+(?:versicherung|erklärung)|attestation\s+de\s+témoin)"
    r"(?i:\s+(?:of|by))?[\s:*_]*\Z"
)
# "… erkläre ich, Ann Bee, geboren am …, Folgendes an Eides statt:", "Je soussignée, Ann Bee, … atteste ce qui suit :"
ABROAD = re.compile(
    rf"{FRONT}(?:.{{0,240}}?\b(?:erkläre|versichere)\s+ich,\s+|Je,?\s+soussignée?,?\s+(?::\s*)?(?:M\.|Mme|Mlle)?\s*)(?P<name>(?>{NAME}))\s?,(?P<rest>.{{0,300}}?)"
    r"\b(?:an\s+Eides\s+[Ss]tatt|(?:atteste|déclare|certifie)\b.{0,60}?)[^.]{0,40}\s?[:.]\s*\Z",
    re.DOTALL,
)
# "My name is Ann Bee", "1. My full name is Ann Bee and I am …"
MY_NAME = re.compile(
    rf"\A[\"“*_\s]*(?:\[?\d{{1,3}}[.)\]]*\s+)?My\s+(?:full\s+)?name\s+is\s+(?P<name>(?>{NAME}))(?=\s*[.,;(]|\s+(?:and|of)\b|\s*\Z)"
)
# "“My name is Carl Dow,” he told me": words of another
QUOTED = re.compile(r"[*_\s]*[\"“][^\"”]*[\"”]\s*\w")
# "Ann Bee’s witness statement", "Ann Bee – witness statement"
NAME_FIRST = re.compile(
    rf"{FRONT}(?P<name>(?>{NAME}))(?:[’']s?\s+|\s*[:–—,-]\s*)(?i:{WITNESS_STATEMENT})(?P<rest>)[\s*_]*\Z"
)
# "I, Ann Bee, of 1 High Street, WILL SAY as follows:", "I, **Ann Bee**, retired teacher, of 1 High Street, say:"
I_SAY = re.compile(
    rf"{FRONT}(?:(?i:pursuant\s+to|on)\s[^,]{{3,60}},\s+|I\s+(?:make|provide|give)\s+this\s[^.]{{3,160}}\.\s+)?I,?\s+[*_]{{0,3}}(?P<name>(?>{NAME}))[*_]{{0,3}},?[*_]{{0,3}}(?P<rest>\s.{{0,300}}?)?\b"
    r"(?i:will\s+say|say|state|make\s+oath|make\s+this\s+statement|affirm|declare|depose)"
    r"(?i:.{0,80}?as\s+(?:follows|under)|.{0,80}?the\s+following|\s+(?:on|under)\s+oath|\s+that)?[\s:.,;–—*_-]*\Z",
    re.DOTALL,
)
# "ANN BEE, being first duly sworn, deposes and says:", "Ann Bee, having been duly sworn on oath, states as follows:"
SWEARS = re.compile(
    rf"{FRONT}(?P<name>(?>{NAME})),?\s(?:.{{0,200}}?\s)?(?i:(?:being|having\s+been)\s+(?:first\s+)?(?:duly|solemnly)\s+(?:sworn|affirmed)\b.{{0,60}}?"
    r"\b(?:deposes?|depones?|says?|states?|declares?)(?:\s+and\s+(?:says?|states?|deposes?|declares?))?(?:\s+(?:as\s+follows|that))?)[\s:.,;–—*_-]*\Z",
    re.DOTALL,
)
# "At Hull, on the third day of May 2019, compeared ANN BEE, who being solemnly sworn, depones as follows:"
COMPEARED = re.compile(
    rf"{FRONT}At\s.{{3,240}}?\b(?i:compeared)\s+(?P<name>(?>{NAME}))\b.{{0,300}}?\b(?i:depones?|says|states|declares?)\b.{{0,40}}\Z",
    re.DOTALL,
)
# "who being precognosced states:" below the heading
WHO_SAYS = re.compile(
    r"\A[*_\s]*who,?\s+being\s+(?:\w+\s+){0,2}(?:precognosced|sworn|affirmed)\b.{0,60}?\b(?:states?|says?|saith|depones?)\b.{0,20}[:.–—-]\W*\Z",
    re.IGNORECASE,
)
# "Name: Ann Bee", "Statement of: Ann Bee", "Witness name: Ann Bee"
NAME_LINE = re.compile(
    rf"\A[*_\s]*(?i:(?:full\s+|witness\s+)?name(?:\s+of\s+witness)?|statement\s+of|witness)[*_\s]*:[*_\s]*(?P<name>(?>{NAME}))[*_]*(?:\s*\Z|\s{{3,}}[A-Z])"
)
ONLY_NAME = re.compile(rf"\A[*_\s]*(?P<name>(?>{NAME}))[*_\s]*\Z")

# "(Sworn November 30, 2017)" below the name: a day, no capacity
WHEN = re.compile(r"(?:sworn|affirmed|dated|made|executed|declared|signed)\b", re.IGNORECASE)
# words that make of "Statement of …" something that no one witnessed
NO_PERSON = re.compile(
    r"\b(?:truth|accounts?|case|claim|facts?|reasons?|principles?|purpose|intent|values?|policy|policies|affairs|income|"
    r"financial|recommended|comprehensive|work|works|compliance|support|solidarity|council|committee|union|trustees|"
    r"directors|government|department|issues|agreed|practice|methods?|significance|changes|cash|position|rights|faith|"
    r"aims|objectives|service|particulars|evidence|disagreement|understanding|responsibilit(?:y|ies)|grounds|board|limited|ltd|plc|inc|party|group|"
    r"association|university|college|hospital|nhs|trust|police|agency|authority|club|church|company|federation|society|"
    r"institute|foundation|network|alliance|campaign|office|independence|human|conformity|war|congress|conference|nations)\b",
    re.IGNORECASE,
)
# "AFFIDAVIT OF INDIGENCY", "Affidavit of Service": what it is for, and not whose it is
FOR_WHAT = re.compile(
    rf"{FRONT}(?i:{ORDINAL}affidavit\s+of\s+(?:indigency|poverty|service|mailing|posting|publication|residen(?:ce|cy)|domicile|identity|heirship|survivorship|death|title|"
    r"ownership|merits?|support|loss|theft|forgery|truth|facts?|translation|compliance|diligence|eligibility|citizenship|paternity|"
    r"custody|correction|non-?prosecution|default|attendance|means|documents|assets|marriage|birth|name|consent|debt|fees|costs))[\s:*_]*\Z"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that announces a statement: places in the passage of the name and of a capacity beside it.

    `sure` is False for a bare "Statement of X", which other texts have too; `spoken` is True for "I, X, will say".
    """

    name: tuple[int, int] | None
    capacity: tuple[int, int] | None
    sure: bool
    spoken: bool = False


def _is_likely(words: str) -> bool:
    if words.isascii():
        return any(map(words.lower().__contains__, STATEMENTS))
    return LIKELY.search(words) is not None


def heading(words: str) -> Heading | None:
    """Read a passage as the heading of a witness statement; None if it is not one."""
    if len(words) > LONGEST_SPOKEN:
        return None
    spoken = I_SAY.match(words) if words.lstrip("#>*_ \t0123456789.")[:1] in ("I", "P", "p", "O", "o") else None
    if spoken is None and words[-1:] in ANNOUNCES and ("sworn" in words or "SWORN" in words or "affirmed" in words):
        spoken = COMPEARED.match(words) or SWEARS.match(words)
    if spoken is None and words[-1:] in ABROAD_ENDS and ("ich, " in words or "soussign" in words):
        spoken = ABROAD.match(words)
    if spoken and is_name(spoken["name"]):
        capacity = capacity_beside(words, spoken.start("rest")) if spoken.re is I_SAY else None
        return Heading(spoken.span("name"), capacity, True, True)
    if words[:1] in ("w", "W", "*", "_") and WHO_SAYS.match(words):
        return Heading(None, None, False, True)
    joined = unspaced(words)  # "W I T N E S S   S T A T E M E N T"
    if len(words) > LONGEST or not (_is_likely(joined) or (words[:1] in MAY_BEGIN and PRECOGNITION.search(words))):
        return None
    if ALONE.match(joined) or FOR_WHAT.match(joined):
        return Heading(None, None, True)
    purpose = PURPOSE_IN_CAPITALS.search(words) if words.isupper() else None
    match = OF_NAME.match(words[: purpose.start()] if purpose else words) or NAME_FIRST.match(words)
    if not match or not is_name(re.sub(rf"{NICKNAME}\s", "", match["name"])):
        return None
    sure = match.re is NAME_FIRST or bool(match["sure"])
    if not sure and (NO_PERSON.search(match["name"]) or not _is_full(match["name"])):
        return None
    return _named(match, sure)


def _is_full(name: str) -> bool:
    return len(name.split()) > 1 or bool(STARTS_WITH_HONORIFIC.match(name))


def _named(match: re.Match[str], sure: bool) -> Heading | None:
    """Return the heading with what follows the name: nothing, or a capacity after a comma, a dash or in brackets."""
    rest = match["rest"].strip(" \t\r\n*_#:")
    if not rest or PURPOSE.fullmatch(match["rest"]):
        return Heading(match.span("name"), None, sure)
    aged = AGED.fullmatch(match["rest"])
    if aged:
        at = match.start("rest")
        return Heading(match.span("name"), (at + aged.start(1), at + aged.end(1)) if aged[1] else None, sure)
    beside = re.fullmatch(r"[,(–—-]+\s*(?P<capacity>[^()]{2,150}?)\)?[.\s]*", rest)
    if not beside:
        return None
    if WHEN.match(beside["capacity"]):
        return Heading(match.span("name"), None, sure)
    start = match.start("rest") + match["rest"].index(beside["capacity"])
    return Heading(match.span("name"), (start, start + len(beside["capacity"])), sure)


def name_below(words: str) -> tuple[int, int] | None:
    """Return the place of the name in the line below a heading that stands alone."""
    match = NAME_LINE.match(words) or ONLY_NAME.match(words) if len(words) < LONGEST else None
    return match.span("name") if match and is_name(match["name"]) else None


def name_in(words: str) -> tuple[int, int] | None:
    """Return the place of the name in a paragraph that begins "My name is Ann Bee"; none where somebody else is quoted so, or jests."""
    match = MY_NAME.match(words[:LONGEST]) if "y " in words[:LONGEST] else None
    is_whole = match is not None and " " in match["name"] and is_name(match["name"])
    return match.span("name") if match and is_whole and not QUOTED.match(words[:LONGEST]) else None


# "Statement date: 3 May 2016", "Age if under 18: over 18", "Claim No. 123/2016", "(Rule 9)", "Dated the 3rd day of May 2016"
PARTICULAR = re.compile(
    r"[*_\s]*(?:[A-Z][A-Za-z0-9’' ./]{1,30}:\s*\S.{0,80}|\(.{1,120}\)|(?:claim|case)\s+(?:no|number)\b.{1,40}|"
    r"dated\s+(?:the\s+|this\s+)?\d.{1,40})\Z",
    re.IGNORECASE,
)
# "This statement (consisting of 2 pages each signed by me) is true to the best of my knowledge and belief …"
DECLARED = re.compile(r"[*_\s]*This\s+statement\s*\(?,?\s*consisting\s+of\b")


# "provided pursuant to a request under Rule 9 …", "in Case F-114/09, …": the heading goes on
GOES_ON = re.compile(
    r"(?:provided|made|given|submitted|prepared|filed|taken|pursuant|in\s+(?:the\s+(?:case|matter)|[Cc]ase|response|reply|support|opposition)|under|"
    r"before|on\s+behalf|regarding|concerning|relating|dated|to\s+the)\s[^.?!]{3,200}\Z"
)


def is_particular(words: str) -> bool:
    """Tell whether a line below the heading is one of its particulars, not a paragraph."""
    if DECLARED.match(words) or GOES_ON.match(words):
        return True
    return bool(PARTICULAR.match(words)) and not words.rstrip("*_ ").endswith((".", ":", "?"))
