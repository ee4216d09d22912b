"""Who moved a motion and who seconded it, as minutes and motions print it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.grammar.outcomes import read_outcome

Span = tuple[int, int]

# "Ada", "O’Brien", "Cllr.", "F.", "JT", "(Hull)"
WORD = r"[A-ZÀ-Þ][\w’'-]*\.?"
# "Cllr. Mrs Tranter", "F. Whitehorse", "Bro. Peace", "Ann van der Bee", "the Treasurer", "Ada Quill (Hull)"
PERSON = rf"(?:[Tt]he )?{WORD}(?: (?:(?:de|van|der|von|la|ten|of) ){{0,2}}{WORD}){{0,5}}(?: \([^()\n]{{1,40}}\))?"
# "Moved by Ann Bee", "Proposed: Ann Bee", "Mover: Ann Bee", "moved Bro. Peace", "motion duly made by Ms Keele"
MOVED = re.compile(
    rf"\b(?i:(?:moved|proposed|mover|proposer|motion (?:duly )?made)(?: by)?|motion by)[*_]{{0,2}}\s?:?[*_]{{0,2}}\s+(?P<name>{PERSON})"
)
# "seconded by Carl Dow", "Seconder: Carl Dow"
SECONDED = re.compile(
    rf"\b(?i:(?:duly )?(?:seconded|seconder)(?: by)?|second by)[*_]{{0,2}}\s?:?[*_]{{0,2}}\s+(?P<name>{PERSON})"
)
# "Councillor Bee moved", "AB proposed that", "CD seconded."
MOVES = re.compile(
    rf"(?:\A|(?<=[.;:] )|(?<=[.;:][\"”] )|(?<=\n))(?:After (?:some |a |much )?discussion,? )?(?P<name>{PERSON}) (?:moved|proposed|proposes)\b(?! (?:by|to)\b)"
)
SECONDS = re.compile(rf"(?:\A|(?<=[.;:,] )|(?<=[.;:,][\"”] )|(?<=and )|(?<=\n))(?P<name>{PERSON}) seconded\b(?! by\b)")
# "(Carr/Latu)", "(Haddad / Whitehorse)": who moved and who seconded, in brackets, behind a sentence or "Resolved"; not "trains (Hull/Goole)"
BEFORE_PAIR = re.compile(
    r"(?:\A|[\n.;:!?\"”’)*_]|\b(?:resolved|resolution|motion|agreed|carried|moved))[ \t*_]*\Z", re.IGNORECASE
)
LONGEST_BEFORE_PAIR = 20  # characters of it
PAIR = re.compile(rf"\((?P<mover>{WORD}(?: {WORD}){{0,2}})\s?/\s?(?P<seconder>{WORD}(?: {WORD}){{0,2}})\)")
# what is no name behind "moved", and what comes behind a name
NO_NAME = frozenset(("That", "The", "And", "Seconded", "Proposed", "Carried", "To", "Motion", "It", "In", "Resolved"))
# "An amendment, moved by Brother Clegg": it is not the motion that he moved
AMENDMENT = re.compile(r"\bamend(?:ment|ing)\b[^.;]*\Z", re.IGNORECASE)
# "Carried.", "CARRIED (1 abstention)", "The motion was put and carried by 38 votes to four, two abstaining", "Motion lost", "All in favour", "Carried 3-1"
WHAT = (
    r"(?:(?:[Tt]he |[Tt]his )?(?:[Ss]ubstantive |[Aa]mended )?(?:[Mm]otion|[Pp]roposal|[Rr]esolution|MOTION|RESOLUTION)"
)
WHAT += r"(?: \d{1,3})? ?:?|[Ii]t\b|[Tt]his\b|[Pp]ut\b)"
DID = (
    r"(?i:withdrawn\b|carried|lost|defeated|rejected|fell|lapsed|passed|adopted|approved|accepted|failed|died|agreed|remitted|referred(?: back)?|deferred|"
    r"all in favou?r|unanimous(?:ly)?|nem\.? con)\b(?:(?i:(?<=withdrawn))|(?! (?:forward|over|from|out|by the)\b))"
)
OUTCOME = re.compile(
    rf"(?:\d{{1,3}}(?:\.\d{{1,2}})+\s+)?(?P<says>(?:On being put to the vote,? )?(?:{WHAT} ?)?"
    rf"(?:(?:was|is|then|put|to the vote|to the meeting|and|declared|duly) ){{0,5}}(?i:unanimously )?{DID}"
    r"(?P<rest>(?:[^.;\n]|(?<=\bnem)\.|\.(?=\d)){0,120}(?:(?<=con)\.)?))"
)
# ", 3-0", " (1 abstention)", " by 38 votes", " unanimously", " as amended": behind "Carried"; not "Lost property is", "Passed to the clerk"
REST = re.compile(
    r"[\s*_\"”’)]*(?:\Z|[(\[,:–—-]|\d|(?:by|on|with|without|unanimously|nem|as|for|in|all|and|overwhelmingly|subject|due|after|the motion|"
    r"approved|carried|agreed|adopted|to (?:the|an?) (?:next|executive|\w+ (?:committee|board|panel|council))|until)\b)",
    re.IGNORECASE,
)
# "**Votes:** +5 −0", "Result: accepted"
VOTED = re.compile(
    r"[\W_]*(?:(?P<votes>votes?|voting|vote count|tally)|results?|outcome)[*_]{0,3}\s?:[*_\s]*(?P<says>[^\n*_][^\n]{0,300}?)[\s*_.]{0,20}(?=\n|\Z)",
    re.IGNORECASE,
)
COUNTED = re.compile(r"\d|\b(?:unanimous\w*|yes|no|for|against|all in favou?r|aye|nay)\b", re.IGNORECASE)
BESIDE_SECONDER = re.compile(
    rf"\b(?i:seconded)(?i: by)?:? {PERSON}[,;:]? (?:and )?(?P<says>(?i:all in favou?r|carried(?: unanimously)?|agreed(?: unanimously)?|unanimous))(?=[.;\n]|\Z)"
)
# "Mr.", "Cllr.", "F.": a full stop behind which a sentence goes on
SHORT_FORMS = frozenset(
    (
        "mr",
        "mrs",
        "ms",
        "dr",
        "cllr",
        "cllrs",
        "bro",
        "bros",
        "sr",
        "com",
        "st",
        "rs",
        "prof",
        "rev",
        "hon",
        "messrs",
        "fr",
    )
)
SENTENCE_END = re.compile(r"[.;!?][\"”’')\]*_]{0,3}(?=\s+[\"“‘(*_]?[A-ZÀ-Þ(])")


@dataclass(frozen=True, slots=True)
class Movers:
    """Where the names of who moved a motion, and of who seconded it, stand; None where nobody is named, or more than one."""

    mover: Span | None = None
    seconder: Span | None = None

    def __bool__(self) -> bool:
        return self.mover is not None or self.seconder is not None


def movers(text: str, start: int, end: int) -> Movers:
    """Return who is said between two places to have moved and seconded a motion."""
    if not any(
        text.find(each, start, end) >= 0
        for each in ("econd", "ECOND", "oved", "OVED", "over", "OVER", "ropos", "ROPOS", "/")
    ):
        return Movers()
    words = text[start:end]
    pairs = [
        pair
        for pair in (PAIR.finditer(words) if "/" in words else ())
        if BEFORE_PAIR.search(words, max(0, pair.start() - LONGEST_BEFORE_PAIR), pair.start())
    ]
    if len(pairs) == 1:
        return Movers(_shift(pairs[0].span("mover"), start), _shift(pairs[0].span("seconder"), start))
    return Movers(
        _one([*_names(MOVED, words), *_names(MOVES, words)], words, start),
        _one([*_names(SECONDED, words), *_names(SECONDS, words)], words, start),
    )


def outcome(text: str, start: int, end: int, last: bool = False) -> Span | None:
    """Return what minutes say became of a motion, at the beginning of a sentence between two places: the first, or the `last`, that says so."""
    found: Span | None = None
    at = start
    while at < end:
        while at < end and text[at] in ' \t\r\n*_(>)"”’.':
            at += 1
        pair = PAIR.match(text, at - 1, end) if text[at - 1 : at] == "(" else None
        match = OUTCOME.match(text, pair.end() + 1 if pair else at, end)
        if match and REST.match(match["rest"]):
            found = match.start("says"), match.start("says") + len(match["says"].rstrip(" *_(,"))
            if not last:
                return found
        at = max(at + 1, _next_sentence(text, at, end))
    return found


def voted(text: str, start: int, end: int) -> tuple[Span | None, bool]:
    """Return what a line "Votes: +5 −0" or "Result: accepted" says, and whether it tells the votes alone."""
    found = VOTED.match(text, start, end)
    if found is None or not (COUNTED.search(found["says"]) if found["votes"] else read_outcome(found["says"]).result):
        return None, False
    return found.span("says"), found["votes"] is not None


def beside_seconder(text: str, start: int, end: int) -> Span | None:
    """Return ", all in favour" behind who seconded a motion, in the same sentence."""
    found = BESIDE_SECONDER.search(text, start, end)
    return found.span("says") if found else None


def _next_sentence(text: str, at: int, end: int) -> int:
    stop = sentence_end(text, at, end)
    line = text.find("\n", at, stop)
    return line + 1 if line >= 0 else stop


def _names(shape: re.Pattern[str], words: str) -> Iterator[Span]:
    """Yield the names that a shape finds, without those of an amendment."""
    for match in shape.finditer(words):
        if AMENDMENT.search(words, max(0, match.start() - 120), match.start()):
            continue
        start, end = match.span("name")
        if is_short_form(words[max(0, start - 12) : start].rstrip()) and words[max(0, start - 2) : start] == ". ":
            continue  # "Sillars" of "Bro. Sillars"
        for stop in re.finditer(r"\s", words[start:end]):
            before = words[start : start + stop.start()]
            if before[-1:] == "." and not is_short_form(before):
                end = start + stop.start()  # "Ann Bee. Carried"
                break
        name = words[start:end]
        if name.endswith(".") and not re.search(r"(?:\A| )[A-Z]\.\Z", name):
            end -= 1
        if words[start:end].split(" ", maxsplit=1)[0] not in NO_NAME:
            yield start, end


def _one(found: list[Span], words: str, start: int) -> Span | None:
    names = {words[a:b].casefold() for a, b in found}
    return _shift(found[0], start) if len(names) == 1 else None


def _shift(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by


def is_short_form(words: str) -> bool:
    """Tell whether the full stop behind words is that of a short form, "Mr." or "F.", and ends no sentence."""
    last = words.rstrip(".").rsplit(None, 1)[-1:]
    bare = last[0].lstrip('("“*_').casefold() if last else ""
    return (len(bare) == 1 and bare.isalpha()) or bare in SHORT_FORMS


def sentence_end(text: str, start: int, end: int) -> int:
    """Return where the sentence ends that goes on at `start`."""
    for match in SENTENCE_END.finditer(text, start, end):
        if text[match.start()] != "." or not is_short_form(text[max(start, match.start() - 12) : match.start() + 1]):
            return match.end()
    return end
