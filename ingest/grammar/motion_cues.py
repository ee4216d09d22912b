"""Words that announce a part of a motion: "This branch notes:", "Conference resolves to", "The Assembly,"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ingest.grammar.motion_cues_abroad import asks_abroad
from ingest.grammar.names import NOT_FIRST

AROUND = "#>*_ \t\r\n\xa0"  # marks of Markdown, white space
OPENING = '“"„«'
BEFORE = AROUND + OPENING
LONGEST = 240  # characters; a longer paragraph announces nothing

# who passes motions; the last group are names by themselves
GENERIC = (
    r"branch|conference|meeting|council|committee|union|assembly|society|association|chapter|local|region|district|executive|"
    r"party|forum|house|senate|board|federation|delegation|convention|synod|body|motion|we|it"
)
NAMES = r"congress|AGM|EGM|NEC|CLP"
# "This Northfield branch", "This branch/committee", "That this House", "The NEC", "Congress", "We", "This branch, meeting in Hull,"
SUBJECT = (
    rf"(?P<subject>(?P<this>that this|this|the|our|that)?\s*(?P<name>"
    rf"(?:(?:St\.|[\w’'&-]+)\s+){{0,5}}?(?:{GENERIC}|{NAMES})(?:\s?/\s?(?:{GENERIC}|{NAMES}))*)(?:,\s[^,:;.!?\n]{{3,80}},)?)"
)
VERBS = (
    r"notes?|believes?|resolves?|resolved|calls?\s+(?:up)?on|calls?\s+for|instructs?|agrees?|agreed|welcomes?|recogni[sz]es?|"
    r"condemns?|reaffirms?|affirms?|supports?|demands?|urges?|mandates?|deplores?|opposes?|requests?|considers?|"
    r"regrets?|acknowledges?|congratulates?|recalls?|endorses?|applauds?|reiterates?|commits?|decides?|expresses|encourages?|"
    r"invites?|asks?|stresses|emphasi[sz]es?|underlines?|directs?|authori[sz]es?|rejects?|pledges|declares?|commends?|takes note"
)
# "therefore ", "further ", "has unanimously "
ADVERBS = (
    r"(?P<more>(?:and\s+|also\s+|further\s+|therefore\s+|hereby\s+|now\s+|unanimously\s+|has\s+|have\s+|was\s+){0,3})"
)
# "This branch notes:", "Conference resolves to", "Council RESOLVES", "It was agreed that:", "Believes:"
PART = re.compile(
    rf"(?:{SUBJECT}\s+)?{ADVERBS}(?P<verb>{VERBS})\b(?P<rest>[^.:;!?]{{0,120}}?)(?P<colon>\s*[:;]\s*[–—-]?)?[\s*_]*\Z",
    re.IGNORECASE,
)
# what may follow the verb without a colon
REST = re.compile(r"[\s–—-]*(?:unanimously\s+)?(?:that|to|the following)?\s*", re.IGNORECASE)
# "This conference:" before points that begin with "notes", "resolves" …
SUBJECT_ALONE = re.compile(rf"{SUBJECT}\s*:[\s*_]*\Z", re.IGNORECASE)
# "This branch notes the plan to close the pier."
SENTENCE = re.compile(rf"{SUBJECT}\s+{ADVERBS}(?P<verb>{VERBS})\b", re.IGNORECASE)
VERB = re.compile(rf"(?:{VERBS})\b", re.IGNORECASE)
DECIDING = (
    "resolve",
    "instruct",
    "call",
    "agree",
    "demand",
    "urge",
    "mandate",
    "request",
    "commit",
    "decide",
    "direct",
    "authori",
    "invite",
)
# "note", "recogni": one of them stands in each
STEMS = tuple(re.split(r"s\?|[^a-z]", verb)[0] for verb in VERBS.split("|"))
# "notes", "note", "recognize", "upon": the last words of the verbs
LAST_OF_VERBS = {
    verb.replace(r"\s+", " ").split()[-1].replace("s?", s).replace("[sz]", z).replace("(?:up)?", up)
    for verb in VERBS.split("|")
    for s in ("", "s")
    for z in "sz"
    for up in ("", "up")
}
LAST = frozenset((*LAST_OF_VERBS, "that", "to", "following"))
AFTER = AROUND + "–—-"  # what may stand behind it
# letters that a pattern without regard to case takes for others
LIKE_OTHERS = str.maketrans("ſıİK", "siik")
# "RESOLVED – that" in minutes, "BELIEVES" on a line of its own
IN_CAPITALS = frozenset(("RESOLVED", "RESOLVES", "BELIEVES", "INSTRUCTS"))
# parts that only a motion has, whoever speaks
STRONG = re.compile(r"resolve|instruct|mandate|agreed")
# "Notes:", "Requests:": the headings of other lists as well
NOUNS = frozenset(
    ("notes", "supports", "demands", "requests", "regrets", "commits", "invites", "rejects", "pledges", "asks")
)
# "Why we agreed", "How the branch resolved": no one is said to do it
ASKING = frozenset(("why", "how", "when", "where", "who", "whether", "if", "because", "what"))

# "Motion" alone on its line: it may stand above what turns or falls, too
BARE_HEADING = re.compile(r"(?:(?:the )?motion(?: text)?|(?:full )?text of (?:the )?motion)\W*\Z", re.IGNORECASE)
# "That the shelf", "Amend Clause 7", "resolves to", "the committee": what words below that heading ask for, and of whom
ASKED = re.compile(
    r"\A\W*(?:That|Amend|Rescind|Repeal|Adopt|Approve|Authori[sz]e|Direct|Instruct)\s|\b(?:resolve[sd]?\b|hereby\b|be it\b|instructs?\b|calls? (?:up)?on\b|"
    r"(?:notes?|moves?d?|believes?|agrees?d?) that\b|(?:this|the|our) (?:\w+ )?"
    r"(?:conference|congress|branch|committee|council|assembly|house|party|union|board)\b|"
    r"(?:clause|rule|article|section|bye?-?law|standing order|policy|constitution|proposer|seconder)s?\b|motion text\b|synopsis\b)",
    re.IGNORECASE,
)
# "The Assembly,", "The General Meeting,": recitals follow
SUBJECT_COMMA = re.compile(rf"{SUBJECT}\s*,[\s*_]*\Z", re.IGNORECASE)


class Part(NamedTuple):
    """A part of a motion: its verb, the body if it is named, and how sure it is that this is a motion."""

    verb: str | None
    body: str | None
    sure: bool
    again: bool = False


def bare(words: str) -> str:
    """Return words without the marks of Markdown and white space around them, and the quotation mark before them."""
    return words.strip(AROUND).lstrip(OPENING)


def is_too_long(words: str) -> bool:
    """Tell in a moment most paragraphs that announce nothing, name no body and end no motion, for they are no line."""
    return len(words) > LONGEST and words[0] not in BEFORE and words[-1] not in AROUND


def part_in(words: str) -> Part | None:
    """Return the part of a motion that a line opens: points are to follow."""
    words = bare(words)
    if len(words) > LONGEST:
        return None
    return (opens(words) if may_open(words) else None) or _opens_abroad(words)


def may_open(words: str) -> bool:
    """Tell in a moment most lines that open no part, by their end: no colon, no verb, and no "that" behind one."""
    words = words.rstrip(AFTER)
    last = words[words.rfind(" ") + 1 :]
    if last.isalpha():
        return (last if last.isascii() else last.translate(LIKE_OTHERS)).lower() in LAST
    return last[-1:] in ":;" or last[-1:].isspace() or last[-1:].isalpha()


def _opens_abroad(words: str) -> Part | None:
    found = asks_abroad(words)
    return Part(found[0], None, found[1]) if found else None


@lru_cache(maxsize=1024)
def opens(words: str) -> Part | None:
    """Return the part that a line opens, if its end let it (`may_open`)."""
    alone = SUBJECT_ALONE.match(words) if ":" in words else None
    if alone and (alone["this"] or (alone["name"][0].isupper() and " " not in alone["name"])):
        return Part(None, _body(alone), True)
    match = PART.match(words) if _has_verb(words) else None
    if match is None or not (match["colon"] or REST.fullmatch(match["rest"])):
        return None
    capitals = match["verb"] in IN_CAPITALS and not match["colon"]
    if match["subject"] is None and (match["rest"].strip() or not match["colon"]) and not capitals:
        return None
    return None if _asks(match) else _part(match)


def _has_verb(words: str) -> bool:
    """Tell in a moment that most lines have no verb of a motion anywhere."""
    small = (words if words.isascii() else words.translate(LIKE_OTHERS)).lower()
    return any(map(small.__contains__, STEMS))


def body_in(words: str) -> Part | None:
    """Return the body that opens a resolution on a line of its own: "The Assembly,"."""
    words = bare(words)
    match = SUBJECT_COMMA.match(words) if len(words) < 100 and words.endswith(",") else None
    return Part(None, _body(match), True) if match and words[0].isupper() else None


def sentence_in(words: str) -> Part | None:
    """Return the part of a motion that a paragraph is, "This branch notes the …": no points follow."""
    match = SENTENCE.match(bare(words)[:LONGEST])
    part = _part(match) if match and not _asks(match) else None
    return part if part and part.sure and match and match["this"] != "the" else None


def goes_on_in(words: str) -> Part | None:
    """Return the part that a paragraph is below others of its motion, where "The branch believes that …" is said too."""
    match = SENTENCE.match(bare(words)[:LONGEST].removeprefix("• "))
    part = _part(match) if match and not _asks(match) else None
    return part if part and match and (part.sure or match["this"]) else None


def decides(part: Part) -> bool:
    """Tell what a body resolves, instructs or calls for from what it notes and believes."""
    return part.verb is not None and part.verb.startswith(DECIDING)


def verb_in(words: str) -> str | None:
    """Return the verb that a point begins with, as under "This conference:"."""
    match = VERB.match(bare(words)[:60])
    return " ".join(match.group().casefold().split()) if match else None


def _asks(match: re.Match[str]) -> bool:
    """Tell "Why we agreed" and "What we believe" from a body that does so; "What we resolved" is what it resolved."""
    first = (match["name"] or "").partition(" ")[0].casefold()
    return first in ASKING and not (first == "what" and STRONG.match(match["verb"].casefold()))


def _part(match: re.Match[str]) -> Part:
    verb = " ".join(match["verb"].casefold().split())
    subject = match["name"] or ""
    plain = not match["this"] and subject[:1].isupper() and subject.casefold() not in ("we", "it")
    styled = (match["this"] or "").casefold() in ("this", "that this") or (plain and len(subject.split()) == 1)
    sure = styled or bool(STRONG.match(verb)) or (not subject and verb.endswith("s") and verb not in NOUNS)
    return Part(verb, _body(match), sure, bool(match["more"].strip()))


def _body(match: re.Match[str]) -> str | None:
    """Return the name of the body that speaks: "Northfield branch", "Congress", but not "This branch" or "We"."""
    name = match["name"]
    if not name or name.split()[-1].casefold() in ("we", "it", "motion") or name.split()[0].casefold() in NOT_FIRST:
        return None
    words = " ".join(name.split())
    if " " in words or re.fullmatch(NAMES, words, re.IGNORECASE):
        return words if any(word[0].isupper() for word in words.split()) else None
    return None if match["this"] or not words[0].isupper() else words
