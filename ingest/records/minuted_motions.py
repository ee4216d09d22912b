"""Motions that minutes tell of: "It was moved by Ann Bee, seconded by Carl Dow, that …", "Motion: That …" above who moved it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from ingest.grammar.motion_points import Unit
from ingest.grammar.movers import PERSON, VOTED, Span, movers, outcome, sentence_end
from ingest.records.motion_drafts import Draft

# "It was moved by Ann Bee, seconded by Carl Dow, that", "Proposed S. Firth, seconded B. Crowther that", "… seconded by Carl Dow:"
TOLD = re.compile(
    rf"(?:(?i:it was (?:then )?)?(?i:moved|proposed)(?i: by)?:? {PERSON}[,;]?(?: and|\.)? (?i:(?:and )?seconded)(?i: by)?:? {PERSON}[,:]?)\s+"
    r"(?P<that>[\"“‘']?(?i:that)\b)"
    rf"|(?i:motion (?:was )?(?:made )?by) {PERSON},?(?: and)? (?i:second(?:ed)?(?: was made)? by) {PERSON},? (?P<to>(?i:to|that)\b)"
    rf"|(?i:moved|proposed)(?i: by)? {PERSON}: (?P<quoted>[\"“][Tt]hat\b)"
)
# "Motion: That Council write", "**MOTION**: The council adopts", "Resolved (Carr/Latu): That", "RESOLUTION: That", "AGREED: that"
LABELLED = re.compile(
    r"(?<![^\n])[\W\d_]{0,12}(?:(?P<label>(?i:motion|proposal|resolved|resolution|agreed))[*_]{0,3}(?: \([^()\n]{1,60}\))?\s?[:–—-][*_]{0,3}"
    r"|(?i:resolved)(?=[*_]{0,3} (?i:that)\b))\s*(?P<that>[\"“‘']?(?:(?i:that|to)\b|The\b[^.:;\n]{20,}[.;]))"
)
# "**Proposal:** Ada proposes that …", above "**Votes:** +5 −0" or "**Proposed by:** Ada Quill"
PUT_TO_VOTE = re.compile(r"[\W\d_]{0,12}(?:motion|proposal)[*_]{0,3}\s?:[*_\s]*(?P<words>[^\W_])", re.IGNORECASE)
# "It was resolved unanimously that the policy be amended", "The Governors RESOLVED to adopt"
RESOLVES = re.compile(
    r"(?:\A(?:\(?\w{1,4}[.)]\s{1,4})?|(?<=[.;:] )|(?<=\n))(?P<says>(?:It was (?:then |further |also )?(?:unanimously )?(?:resolved|RESOLVED)"
    r"|(?:The )?(?:\w+ )?(?:Governors|Council|Committee|Board|Trustees|Members|Branch|Directors|Meeting|Panel|Court)(?: unanimously)? RESOLVED)"
    r"(?: unanimously)?),? (?P<that>that|to)\b"
)
# "Motion by G. Doyle to prohibit rentals.", behind which stands what became of it
UNSECONDED = re.compile(rf"(?i:motion (?:was )?(?:made )?by) {PERSON},? (?P<that>(?i:to|that)\b)")
# "“That the signatories be changed.”": above "Proposed: Ann Bee"
THAT = re.compile(r"[\"“]?[Tt]hat\b")
# "AB proposed that we complain", "Councillor Bee moved that the report be noted"
MOVED = re.compile(
    rf"(?:\A|(?<=[.;:] )|(?<=[.;:][\"”] )|(?<=\n))(?:After (?:some |a |much )?discussion,? )?{PERSON} (?:moved|proposed)"
    rf"(?:,? and {PERSON} seconded)?[,:]? (?P<that>[\"“]?[Tt]hat\b)"
)
# "Moved: Ann Bee", "Proposed by Ann Bee.", "Seconded CT", "(Haddad/Whitehorse)": a line below a motion
BELOW = re.compile(
    rf"[\W_]*(?:(?i:moved|mover|proposed|proposer|seconded|seconder)\b|{PERSON} (?:moved|seconded|proposed)\b)"
)
# "It was moved by Dave Pickles, seconded by Ruth Adeyemi:" at the end of a line
TOLD_ABOVE = re.compile(
    rf"(?i:(?:it was )?(?:moved|proposed)(?: by)?):? {PERSON}[,;]?(?: and|\.)? (?i:(?:and )?seconded(?: by)?):? {PERSON}[^.;]{{0,40}}:\Z"
)
STEMS = ("oved", "ropos", "otion", "esol", "gree", "OTION", "OVED", "ROPOS", "ESOL", "GREE", "That ")
DECIDED = ("resolved", "agreed")  # labels that say what became of it
ENDS = '.?!”"*_'  # of a sentence: what stands behind "Motion:" may be a title
MOST_BETWEEN = 3  # lines from a proposal to who made it, or the votes on it
LONGEST_OPENING = 40  # characters in which a quoted motion says "that"
LONGEST_TOLD = 300  # characters of the sentence above it
LONGEST_QUOTED = 20_000


class Told(NamedTuple):
    """A motion: its first and last unit, where its words begin and end, and where it is said of it that it was resolved."""

    first: int
    last: int
    start: int
    end: int
    became: Span | None = None


def with_told(drafts: list[Draft], units: Sequence[Unit], text: str) -> list[Draft]:
    """Return the motions of minutes: those that were read, and those that are told of elsewhere."""
    taken = {n for draft in drafts for n in range(draft.first, draft.last + 1)}
    found = [
        Draft(each.first, each.last, place=(each.start, each.end), became=each.became)
        for each in told(units, text, taken)
    ]
    return sorted([*drafts, *found], key=lambda draft: draft.first)


def told(units: Sequence[Unit], text: str, taken: Collection[int]) -> Iterator[Told]:
    """Yield the motions that minutes tell of in their order.

    Of what is labelled as a motion nothing else need be said; what somebody "moved" is one where somebody seconded it.
    """
    for n, unit in enumerate(units):
        if n in taken or unit.kind in ("code", "html", "table", "heading"):
            continue
        if any(text.find(word, unit.start, unit.end) >= 0 for word in STEMS):
            yield from _in_unit(units, n, text) or _below(units, n, text, taken) or _put_to_vote(units, n, text, taken)


def _in_unit(units: Sequence[Unit], n: int, text: str) -> list[Told]:
    """Return the motions of one paragraph: all that are moved and seconded in a sentence, else the only one that is labelled or moved."""
    unit, found, floor = units[n], list[Span](), 0
    words = text[unit.start : unit.end]
    for match in TOLD.finditer(words):
        if match.start() >= floor:
            floor = _end(words, max(match.start("that"), match.start("to"), match.start("quoted")))
            found.append((match.start(), floor))
    labelled = None if found else LABELLED.search(words)
    if THAT.match(words) and n + 1 < len(units) and names_movers(text, units[n + 1].start, units[n + 1].end):
        return [Told(n, n, unit.start, unit.start + _end(words, 0))]
    moved = None if found or labelled else MOVED.search(words)
    if labelled:
        place = unit.start + labelled.start("that"), unit.start + _end(words, labelled.start("that"))
        label = labelled["label"]
        became = (unit.start + labelled.start("label"), unit.start + labelled.end("label")) if label else None
        return [Told(n, n, *place, became if label and label.casefold() in DECIDED else None)]
    if not found and not moved and (resolved := list(_resolved(unit, n, words))):
        return resolved
    alone = UNSECONDED.search(words) if not found and not moved else None
    if alone and outcome(words, _end(words, alone.start("that")), len(words)):
        found.append((alone.start(), _end(words, alone.start("that"))))
    if moved and _is_seconded(units, n, text):
        found.append((moved.start(), _end(words, moved.start("that"))))
    return [Told(n, n, unit.start + start, unit.start + end) for start, end in found]


def _resolved(unit: Unit, n: int, words: str) -> Iterator[Told]:
    """Yield what a paragraph says to have been resolved, each to the end of its sentence."""
    for match in RESOLVES.finditer(words):
        became = unit.start + match.start("says"), unit.start + match.end("says")
        yield Told(n, n, became[0], unit.start + _end(words, match.start("that")), became)


def _put_to_vote(units: Sequence[Unit], n: int, text: str, taken: Collection[int]) -> list[Told]:
    """Return the proposal below which stands who made it, or the votes on it."""
    unit = units[n]
    found = PUT_TO_VOTE.match(text, unit.start, unit.end)
    quotes = text[unit.end - 1] == ":" and n + 1 < len(units) and _is_quoted(units[n + 1], text)
    is_sentence = (
        found and (quotes or text[unit.end - 1] in ENDS) and text.find(" ", found.start("words"), unit.end) > 0
    )
    if found is None or not is_sentence:
        return []
    for below in range(n + 1, min(n + 1 + MOST_BETWEEN, len(units))):
        place = units[below].start, units[below].end
        if below in taken or units[below].kind == "heading" or PUT_TO_VOTE.match(text, *place):
            return []
        if VOTED.match(text, *place) or names_movers(text, *place):
            last = below - 1 if quotes and below - 1 > n and _is_quoted(units[below - 1], text) else n
            return [Told(n, last, found.start("words"), units[last].end)]
    return []


def _is_quoted(unit: Unit, text: str) -> bool:
    return unit.kind == "quote" or text.startswith(">", unit.start)


def _below(units: Sequence[Unit], n: int, text: str, taken: Collection[int]) -> list[Told]:
    """Return the motion that is quoted below "It was moved by Ann Bee, seconded by Carl Dow:"."""
    unit, below = units[n], n + 1
    if text[unit.end - 1] != ":" or below >= len(units) or below in taken:
        return []
    quoted = text[units[below].start : units[below].start + LONGEST_OPENING].lstrip("> *_\"“‘'").casefold()
    fits = quoted.startswith(("that ", "resolved ")) and TOLD_ABOVE.search(
        text, max(unit.start, unit.end - LONGEST_TOLD), unit.end
    )
    return [Told(n, below, fits.start(), units[below].end)] if fits else []


def _end(words: str, at: int) -> int:
    """Return where the words of a motion end that begins at `at`: with the quotation that they are, or with their sentence."""
    close = {'"': '"', "“": "”"}.get(words[at])
    found = words.find(close, at + 1, at + LONGEST_QUOTED) if close else -1
    return found + 1 if found > 0 else sentence_end(words, at, len(words))


def _is_seconded(units: Sequence[Unit], n: int, text: str) -> bool:
    """Tell whether a paragraph, or the line below it, says who seconded what somebody moved."""
    if movers(text, units[n].start, units[n].end).seconder:
        return True
    below = units[n + 1] if n + 1 < len(units) else None
    return (
        below is not None
        and names_movers(text, below.start, below.end)
        and movers(text, below.start, below.end).seconder is not None
    )


def names_movers(text: str, start: int, end: int) -> bool:
    """Tell a line that begins with who moved a motion, or who seconded it."""
    return BELOW.match(text, start, end) is not None
