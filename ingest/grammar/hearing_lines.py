"""Lines of a transcript that are nobody’s speech: who is sworn, who examines, what happens in the room, the time."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.grammar.label_parts import TITLE
from ingest.grammar.names import GAP, HONORIFIC, NAME, OFFICE, is_name
from ingest.grammar.titles import unspaced

# "<IVO KELL, SWORN [10.02 am]", "<THE WITNESS WITHDREW"
MARKED = re.compile(r"<\s?(?P<words>[^\W\d_].{0,160}?)(?:\s*\[\d{1,2}[.:]\d\d\s?[ap]\.?m\.?\])?\s*\Z")
# "10.20 Ada Fox sworn", "2:15 pm XX by Mr Cole" in notes of a hearing
TIMED = re.compile(r"\d{1,2}[.:][0-5]\d(?:\s?[ap]\.?m\.?)?\s+(?=[A-Z])")
LONGEST_LINE = 140  # characters of a line about the hearing
LONGEST_OATH = 300  # characters of "CARL DOW, called as a witness, having been first duly sworn, testified as follows"
LONGEST_STAGE = 220

# "Cross-", "further re-", "direct "
WHICH = r"(?:(?:further|direct|redirect|recross|voir\s+dire|re|cross|by\s+the\s+court)[\s-]*){0,3}"
# "examined", "examination-in-chief (continued)", "questions"
EXAMINES = (
    rf"(?:{WHICH}(?:examined|examination|questioned|questioning|questions?))(?:[\s-]in[\s-]chief)?"
    r"(?:,?\s+\(?(?:continued|continuing|resumed|cont[’']d)\)?)?"
)
# "XX", "XXn", "XIC", "ReX": how notes of a hearing shorten it, in capitals
SHORTENED = r"(?-i:X[XN]|X{2}[Nn]|XIC|R(?:[Ee]-?)?X{1,2}[Nn]?)"
# "Cross-examined by MR COLE", "XX by Mr Cole", "XX - Mr Cole", "Re-X Mr Cole", "Examination of Mrs Fox by Ms Hardy, for X", "BY MR. COLE:"
EXAMINED = re.compile(
    rf"\A[*_#\s(\[]*(?i:(?:the\s+witness\s+was\s+(?:then\s+)?)?{EXAMINES}(?:\s+of\s+(?>{NAME}))?(?:\s+on\s+behalf\s+of\s.{{1,60}}?)?\s*:?\s+(?:by|from)|(?P<short>(?:{SHORTENED}\s*:?\s+)?by|{SHORTENED}\s*[–—:-]|{SHORTENED}(?=\s+{TITLE}\s)))\s*:?\s+"
    rf"(?P<name>(?:{OFFICE}|(?i:the\s+)(?>{NAME})|(?P<titled>{TITLE}{GAP}(?>{NAME}))|(?>{NAME})))(?P<rest>\s?[,(].{{2,80}}?|\s+(?i:as\s+follows|(?:for|on\s+behalf\s+of|representing)\s.{{2,80}}?))?[\s:.*_)\]]*\Z"
)
# "XIC", "ReX - none", "XX (continued)": in notes of a hearing
UNNAMED_SHORT = re.compile(
    rf"\A[*_#\s(\[]*{SHORTENED}\s*[–—:-]?\s*\(?(?i:none|nil|no|continued|cont[’'.]?d?\.?|resumed)?[\s:.*_)\]]*\Z"
)
# "DIRECT EXAMINATION", "Cross-examination (continued)", "Cross-examination on behalf of the police:",
# "QUESTIONS FROM MEMBERS OF THE PANEL": someone asks, no one is named
UNNAMED = re.compile(
    r"\A[*_#\s(\[]*(?:(?:(?:further|direct|redirect|recross|re|cross|voir\s+dire)[\s-]*){0,3}examination(?:[\s-]in[\s-]chief)?"
    r"(?:,?\s+\(?(?:continued|resumed|cont[’']d)\)?)?(?:\s+(?:by|on\s+behalf\s+of|for)\s+(?:the\s)?[^.?!:,]{3,60})?[\s:.*_)\]]*|(?:further\s+)?questions?\s+(?:from|by)\s+[^.?!]{3,70}[:*_\s]*)\Z",
    re.IGNORECASE,
)
DONE = r"(?:sworn|affirmed|recalled|re-?called|called|continued|resumed|on\s+(?:former|previous|prior)\s+(?:oath|affirmation)|(?:re-?)?examined)"
# "MRS A B (sworn)", "MR COLE, affirmed", "Ann Bee (recalled)", "CARL DOW, PLAINTIFF’S WITNESS, SWORN", "CARL DOW: d.s.s." (duly sworn, states)
SWORN = re.compile(
    rf"\A[*_#\s(\[]*(?P<name>(?>{NAME}))[*_]*(?:,[^,]{{0,40}}\b(?i:witness)[^,]{{0,40}})?(?::\s+d\.\s?s\.\s?s|[\s,(\[–—-]+(?i:(?:previously\s+|already\s+|duly\s+)?"
    rf"{DONE}(?:(?:,?\s+and|,)\s+{DONE})?(?:\s+(?:in|by|on|for|through)\s[^.]{{1,50}})?))[\s.,:;*_)\]]*\Z"
)
# "Thereupon, CARL DOW, a witness herein, having been first duly sworn, was examined and testified as follows:"
OATH = re.compile(
    rf"\A[*_#\s(\[]*(?:(?i:whereupon|thereupon)\s*,?\s*)?(?P<name>(?>{NAME})),?\s+.{{0,120}}?\b(?i:(?:having\s+been|was|being|after\s+being)"
    r"\s+(?:\w+\s+){0,4}(?:sworn|affirmed|cautioned))\b.{0,160}\Z",
    re.DOTALL,
)
# "WITNESS:  CARL DOW", "WITNESS:  WITNESS K12" above his evidence; "WITNESS: Correct" is an answer
CALLED = re.compile(
    rf"\A[*_#\s]*WITNESS:\s+(?P<name>(?P<numbered>WITNESS\s[A-Z]{{1,3}}-?\d{{0,3}})|(?>{NAME}))[\s*_]*\Z"
)
THE_OFFICE = re.compile(OFFICE)
# "CARL DOW,", "C A R L  D O W" or "CARL DOW" above "called as a witness, having been first duly sworn, testified as follows:"
ABOVE_OATH = re.compile(rf"\A[*_\s]*(?P<name>(?>{NAME}))\s?,?[*_\s]*\Z")
UNDER_OATH = re.compile(
    r"\A(?:having|being|after|was|called|a\s+witness)\b.{0,200}\b(?:sworn|affirmed)\b", re.IGNORECASE | re.DOTALL
)
# "THE HONOURABLE J. R. BANK AO KC", "Sir John Dow" behind "COMMISSIONER:" or "Chairman:": who sits there, above the first speech;
# "Mr J Cole SC Ms Ada Fox SC" behind "Counsel Assisting:"
SEATED = re.compile(
    rf"(?i:the\s)?(?:(?i:(?:rt|right)\.?\s)?(?i:hon(?:ou?rable)?)\b\.?|{HONORIFIC})\s(?>{NAME})(?:[\s,]+[A-Z]{{2,4}}){{0,4}}"
    rf"(?:[\s,;&]+(?:and\s)?{HONORIFIC}\s(?>{NAME})(?:[\s,]+[A-Z]{{2,4}}){{0,4}}){{0,9}}\s*\Z"
)
# "(The witness withdrew)", "(Witness excused.)"
WITHDREW = re.compile(
    r"\bwitness(?:es)?\b.{0,20}\b(?:withdrew|withdrawn|excused|released|stood\s+down|stands\s+down|leaves|left)\b", re.I
)
# "MR BANK (affirmed): examined by …" in an index of witnesses: told of him, not said by him
TOLD = re.compile(r"(?:re-|cross-)?(?:examined|questioned|recalled)\b", re.IGNORECASE)
# "MR COLE (sworn) ........ 12", "Cross-examination by MS HARDY    14": a line of an index
OF_AN_INDEX = re.compile(r"(?:\.\s?){4,}\s*\d{1,4}\W*\Z|[ \t]{4,}\d{1,4}\Z")
# "(Pause)", "[The witness withdrew]", "(10.35 am)"
IN_BRACKETS = re.compile(r"\A[*_\s]*[(\[（［][^()\[\]（）［］]{1,200}[)\]）］][.*_\s]*\Z")
# "10.35 am", "[10:32]", "(00:01:12)"
TIME = re.compile(r"\A\W*\d{1,2}[.:]\d\d(?:[.:]\d\d)?\s?(?:[ap]\.?m\.?|noon)?\W*\Z", re.IGNORECASE)
# "put and agreed to", "proposed, That the Bill be now read a second time"; not "put to me was a trick"
PUT = (
    r"(?:put|proposed)(?:\s+forthwith)?(?:\s+\([^()]{1,60}\))?"
    r"(?:,?\s+and\s+(?:agreed\s+to|negatived)|[,:]\s+(?-i:That)\s.{1,120})?"
)
# "14", "2 to 5", "No. 3, as amended,", "by leave": which motion or clause
WHICH_ONE = (
    r"(?:[\s,]+(?:\d{1,4}[A-Z]{0,2}|[A-Z]|nos?\.?|to|and|by\s+leave|as\s+(?:so\s+)?amended|accordingly)(?![^\W_])){0,8}"
)
# "Se suspende la sesión a las once", "La séance est levée à 18 heures", "La seduta termina alle 12.30", "Schluss der Sitzung: 12.30 Uhr",
# "De vergadering wordt om 12.30 uur gesloten": the time tells it from what who presides says
ABROAD = (
    r"(?:se\s+(?:suspende|levanta|reanuda|abre|inicia)|(?:comienza|termina|finaliza))\s+la\s+(?:sesión|audiencia|vista|comparecencia|reunión)\s+a\s+las?\s.{3,80}|"
    r"la\s+(?:séance|réunion|audition)\s+(?:est\s+(?:levée|suspendue|reprise|ouverte)|s[’']achève|débute|commence)\s+à\s+\S.{1,60}|"
    r"(?:la\s+)?(?:seduta|udienza|audizione)\s+(?:comincia|inizia|termina|riprende|è\s+(?:sospesa|tolta|ripresa))\s+alle\s.{1,60}|"
    r"(?:schluss|beginn|ende|unterbrechung)(?:\s+der\s+\w+)?\s*:?\s+(?:um\s+)?\d{1,2}[.:]\d\d\s+uhr|"
    r"(?:de\s+)?(?:vergadering|zitting|verhoor)\s+wordt\s+(?:van|om)\s.{3,60}\s(?:geschorst|gesloten|hervat|geopend)|sluiting\s+\d.{1,20}\suur"
)
# "Transcribed by https://…", "Ada Quill stopped transcription": what a program prints
OF_A_PROGRAM = (
    r"transcribed\s+by\s+(?:https?://)?\S{3,60}|[^.?!:\n]{2,60}\s(?:started|stopped)\s+(?:the\s+)?(?:transcription|recording|transcribing)|"
    r"(?:transcription|recording)\s+(?:started|stopped|ended)(?:\s+by\s.{2,60})?"
)
ELSEWHERE = re.compile(rf"\A\W*(?:{ABROAD}|{OF_A_PROGRAM})\W*\Z", re.IGNORECASE)
# "The hearing adjourned at 4.15 pm", "Several hon. Members rose—", "Members interjecting:", "Short break", "(Luncheon adjournment)",
# "--- Upon resuming at 10.56 a.m.", "Division No. 345]   [7.00 pm", "Question put and agreed to.", "Amendment, by leave, withdrawn."
STAGE = re.compile(
    r"\A\W*(?:(?:the\s+)?(?:(?:joint|select|standing|special)\s+)?(?:hearing|tribunal|court|meeting|inquiry|session|committee|inquest|proceedings|house|sitting)"
    r"\s+(?:was\s+|were\s+|then\s+|is\s+|stands?\s+)*(?:adjourned|closed|concluded|rose|resumed|ended|suspended|recessed|divided)\b(?:(?!\b(?:I|me|my|mine|we|us|our|he|she|him|her|they|because)\b).){0,80}|"
    r"(?:(?:several|opposition|government|hon\.?|honou?rable)\s+){0,3}members\s+(?:rose|interject(?:ing|ed))|m(?:r|s|rs)\.?\s+[\w’'-]+\s+interjecting|prayers|"
    r"(?:the\s+)?(?:(?:mr|madam|deputy)\.?\s+){0,2}(?:speaker|president|chair(?:man)?)\s+in\s+the\s+chair|interruption|laughter|applause|pause|\d{1,2}[\s-]min(?:ute)?s?\s+(?:break|adjournment)|(?:a\s+|the\s+)?(?:short|luncheon|lunch|midday|brief|morning|"
    r"afternoon)\s+(?:break|adjournment|recess)(?:\s+taken)?|off\s+the\s+record|recess(?:\s+taken)?|"
    r"(?:the\s+)?witness(?:es)?\s+(?:withdrew|(?:was\s+|were\s+)?excused|stood\s+down)|"
    r"whereupon,?\s+at\s+(?:\w+\s+){0,2}(?:\d{1,2}[:.]\d\d|\d{1,2}\s?[ap]\.?\s?m\b|\w+\s+o[’']clock|noon|midday).{0,160}|"
    r"(?-i:ADJOURNED|RESUMED)(?:\s+\[.{0,100}|\s+(?-i:UNTIL|AT|TO)\b.{0,100})?|"
    r"-{2,3}\s*(?:upon|on|whereupon|recess|luncheon|break|resum\w+|after)\b.{0,160}|division\s+no\.?\s*\d.{0,40}|"
    rf"(?:main\s+)?question\s+(?:again\s+|accordingly\s+)?(?:agreed\s+to|negatived|{PUT})|"
    rf"(?:amendments?|motion|bill|clauses?|schedules?|new\s+clause){WHICH_ONE}[\s,]+(?:(?:agreed\s+to|negatived|withdrawn|made|proposed"
    rf"|read\s+(?:the|a)\s+\w+\s+time)(?:,?\s+and\s+(?:agreed\s+to|negatived|passed))?(?:,?\s+and\s+question\s+{PUT})?))\W*\Z",
    re.IGNORECASE,
)
# "(The hearing was adjourned until …)", "(The tribunal rose)": what follows is no one's speech
CLOSED = re.compile(
    r"\b(?:hearing|tribunal|court|meeting|inquiry|inquest|committee|session|sitting|house|proceedings)\b.{0,40}\b(?:rose|ended|closed)\b|"
    r"\b(?:adjourned|concluded)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """What a line says of who asks, or who answers, from there on; `sworn` is True where it tells of a witness."""

    name: str | None
    sworn: bool


def without_time(words: str) -> str:
    """Return what an Australian transcript says of the hearing, without the marks around it: "<IVO KELL, SWORN [10.02 am]"."""
    marked = MARKED.match(words) if words.startswith("<") else None
    return marked["words"] if marked else words


def line_of(words: str, below: str = "") -> Line | None:
    """Read a line about the hearing: who is sworn, who examines; None if it is not one. `below` is the passage after it."""
    if len(words) > LONGEST_OATH:
        return None
    words = without_time(words)
    timed = TIMED.match(words) if words[0].isdigit() else None
    words = words[timed.end() :] if timed else words
    if len(words) <= LONGEST_LINE and not OF_AN_INDEX.search(words):
        examined = EXAMINED.match(words)
        if examined and (not examined["short"] or _is_marked(examined["name"], bool(examined["titled"]))):
            return Line(examined["name"], False)
        if UNNAMED.match(words) or UNNAMED_SHORT.match(words):
            return Line(None, False)
        called = CALLED.match(words)
        if called and (called["numbered"] or _is_in_capitals(called["name"])):
            return Line(called["name"], True)
        sworn = SWORN.match(words)
        if sworn and is_name(sworn["name"]):
            return Line(sworn["name"], True)
    may_stand_above = words[-1:] == "," or words.isupper()
    above = ABOVE_OATH.match(unspaced(words)) if may_stand_above and UNDER_OATH.match(below) else None
    if above or (UNDER_OATH.match(words) and words.rstrip().endswith(("follows:", "follows."))):
        return Line(above["name"] if above else None, True)
    oath = OATH.match(words) if "sworn" in words.lower() or "affirmed" in words.lower() else None
    return Line(oath["name"], True) if oath and is_name(oath["name"]) and oath["name"].isupper() else None


def _is_in_capitals(name: str) -> bool:
    """Tell a name of two words and more in capitals from what else may stand under a label."""
    return name.isupper() and len(name.split()) > 1 and is_name(name)


def _is_marked(name: str, titled: bool) -> bool:
    """Tell who asks from other words behind "by": an office, a title or capitals mark the name ("by Post" tells of none)."""
    return titled or bool(THE_OFFICE.match(name)) or _is_in_capitals(name)


def is_stage(words: str) -> bool:
    """Tell whether a passage says what happens in the room, or at what time, in a way that nobody speaks."""
    words = without_time(words)
    return len(words) < LONGEST_STAGE and bool(TIME.match(words) or STAGE.match(words) or ELSEWHERE.match(words))


def is_seated(words: str, start: int) -> bool:
    """Tell whether what stands behind a label is who holds that office, as a front page says it."""
    return len(words) < LONGEST_LINE and SEATED.match(words, start) is not None


def is_timed(words: str) -> bool:
    """Tell a note that begins with its time and is no sentence: "10.20 Ada Fox sworn", "12.40 Adjourned"."""
    return len(words) < LONGEST_LINE and words[0].isdigit() and words[-1] not in ".?!" and bool(TIMED.match(words))


def in_brackets(words: str) -> bool:
    """Tell whether a passage stands in brackets from end to end, as stage directions do."""
    return len(words) < LONGEST_STAGE and bool(IN_BRACKETS.match(words))
