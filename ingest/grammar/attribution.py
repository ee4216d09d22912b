"""Who said the words between quotation marks, where the sentence around them states it by name.

`Ann Bee said: “…”`, `“…,” said Ann Bee`, `Ann Bee: “…”`, `Ann Bee was asked by Mr Cole: “…”`. A pronoun, a job, or a
name that the sentence may mean otherwise ("lawyers for Ann Bee said") names no one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.grammar.attribution_abroad import said_after, said_before
from ingest.grammar.movers import is_short_form
from ingest.grammar.names import GAP, NAME, NOT_FIRST, UPPER, is_name
from ingest.grammar.pairs import Span

ASK, ASKED_OF, ANSWER, SAY, LABELLED = "ask", "asked of", "answer", "say", "label"
ENDS = ",.?!…–—-"  # of a quotation that stops where the sentence names its speaker
PLAIN = ("said", "wrote", "asked", "replied", "added")  # verbs that are no nouns
NEAR = 160  # characters before a verb in which the name of who said it stands
LONGEST_SHORT_FORM = 12  # characters of "Messrs." and what stands before it
WINDOW = 240  # characters before and after a quotation that are looked at

ASKED = r"(?:asks?|asked|inquired|enquired|demanded)"
ANSWERED = r"(?:replie[ds]|answer(?:s|ed)|respond(?:s|ed))"
SAID = (
    r"(?:says?|said|wr(?:ites|ote)|tells?|told|urge[ds]|warn(?:s|ed)|claim(?:s|ed)|add(?:s|ed)|argue[ds]|insist(?:s|ed)|"
    r"state[ds]|explain(?:s|ed)|declare[ds]|comment(?:s|ed)|tweet(?:s|ed)|post(?:s|ed)|announce[ds]|admit(?:s|ted)|"
    r"concede[ds]|allege[ds]|note[ds]|observe[ds]|remark(?:s|ed)|recall(?:s|ed)|testifie[ds]|continue[ds]|conclude[ds]|"
    r"suggest(?:s|ed)|promise[ds]|complain(?:s|ed)|confirm(?:s|ed)|protest(?:s|ed)|email(?:s|ed)|exclaim(?:s|ed)|"
    r"report(?:s|ed)|acknowledge[ds]|maintain(?:s|ed)|object(?:s|ed)|assert(?:s|ed)|repeat(?:s|ed)|point(?:s|ed) out)"
)
ANY_VERB = re.compile(rf"\b(?:{ASKED}|{ANSWERED}|{SAID})\b")
VERB = rf"(?P<verb>(?P<ask>{ASKED})|(?P<answer>{ANSWERED})|{SAID})\b"
# "also", "had then"
ADVERB = rf"(?:(?:also|then|later|once|further|simply|again|publicly|repeatedly|has|had|next|finally){GAP}){{0,2}}"
# "Ann Bee", but not in "Ann Bee’s" or "Ann Bee and Carl Dow"
NAMED = rf"(?P<name>(?:(?<!\w)the{GAP})?(?>{NAME}))(?![’'][sS]\b)(?!\w)(?!{GAP}(?:and|&){GAP}[{UPPER}])"
# ", the branch secretary,", " (for the union)"
APPOSITION = rf"(?:,[^,:;.“”\"]{{1,60}},|{GAP}\([^()]{{1,60}}\))?"
WHOM = rf"(?:{GAP}(?:to{GAP})?(?:him|her|them|us|me|{NAME}|the{GAP}\w+(?:{GAP}\w+){{0,2}}))?"
# "in early October", "to the court on Monday"
WHEN = rf"(?:{GAP}(?:in|on|at|to|during|after|before|last|later|this|earlier|yesterday|today)\b[^,:;.“”\"]{{0,60}})?"

# "Ann Bee, the secretary, told the court on Monday: “", "Ann Bee urged them to “"
SAID_BEFORE = re.compile(rf"{NAMED}{APPOSITION}{GAP}{ADVERB}{VERB}(?:{WHOM}{WHEN}\s?[,:]|{WHOM}{GAP}to|{WHOM})\s*\Z")
OFFICES = r"(?:executive|leader|chair\w*|secretary|president|director|spokes\w+|minister|member|manager|mayor|treasurer|conven[eo]r)"
# "Cllr Ann Bee, Leader of the Council said: “": the comma behind the office is left out, as in press releases
OFFICE_BEFORE = re.compile(
    rf"(?:\A\s*|(?<=[.!?”’\"]\s)|(?<=\n)){NAMED},{GAP}(?:the{GAP})?(?i:(?:deputy|vice|co|executive|cabinet|branch|general|chief)(?=[\s-](?:\w+[\s-]){{0,2}}{OFFICES})|"
    rf"head\s(?:of|teacher)|portfolio|{OFFICES})\b(?:(?!\b(?:wh\w+|that)\b|\b{OFFICES}\s[A-Z])[^,:;.“”\"]){{0,60}}?{GAP}{VERB}{WHEN}\s?:\s*\Z"
)
# "The business agent, Ann Bee, told the members present that “": the name between commas behind the office
APPOSED_BEFORE = re.compile(
    rf"(?:\A\s*(?:\d{{1,3}}\.\s+)?|(?<=[.!?”’\"]\s)|\n)(?:The|A|An|Its|Their|His|Her|Our|My){GAP}[^,.:;“”\"]{{2,60}},{GAP}{NAMED},{GAP}{ADVERB}{VERB}"
    rf"(?:{GAP}[a-z]\w*){{0,6}}\s?[,:]?\s*\Z"
)
# "Ann Bee: “", "**Ann Bee:** “" at the front of a sentence
LABEL_BEFORE = re.compile(rf"(?:\A\s*|[.!?”’\"]\s+)(?P<bold>\*\*|){NAMED}\s?(?:(?P=bold):|:(?P=bold))\s*\Z")
# "was asked by Mr Cole: “", "It was then put to her: “", "Asked by Mr Cole, “"
ASKED_BEFORE = re.compile(
    rf"(?:\b(?:was|were|is|been){GAP}{ADVERB}asked\b|\bwas{GAP}{ADVERB}put{GAP}to\b|\AAsked\b){WHOM}"
    rf"(?:{GAP}by{GAP}{NAMED})?(?:{GAP}that|{WHEN}(?=\s?[,:]))?\s?[,:]?\s*\Z"
)
# "Mr Cole put it to her: “"
PUT_BEFORE = re.compile(rf"{NAMED}{GAP}{ADVERB}put{GAP}(?:it{GAP})?to{WHOM}(?:{GAP}that)?\s?[,:]?\s*\Z")
# "According to Ann Bee, “", "As Ann Bee put it: “", "In the words of Ann Bee: “"
ACCORDING_BEFORE = re.compile(
    rf"\b(?:[Aa]ccording{GAP}to{GAP}{NAMED}|[Ii]n{GAP}the{GAP}words{GAP}of{GAP}{NAMED.replace('name', 'words')}|"
    rf"[Aa]s{GAP}{NAMED.replace('name', 'put')}{GAP}(?:has{GAP}|had{GAP})?(?:put|puts|said|says){GAP}?(?:it)?)\s?[,:]\s*\Z"
)
ACCORDING = re.compile(r"[AaIi](?:(?<=[Aa])ccording\b|(?<!\w.)(?:(?<=[Ii])n\s+the\s+words\b|(?<=[Aa])s\s))")
# "He replied: “", "She then said, “"
PRONOUN_BEFORE = re.compile(rf"\b(?:He|She|They|he|she|they){GAP}{ADVERB}{VERB}{WHOM}{WHEN}\s?[,:]?\s*\Z")
# "told the court on Monday: “", "urged them to “"
VERB_LAST = re.compile(rf"{VERB}(?:{WHOM}{WHEN}\s?[,:]?|{WHOM}{GAP}to)\s*\Z")
# "” said Ann Bee", "”, added Mr Cole"
SAID_AFTER = re.compile(rf"\A,?\s{{0,3}}{VERB}{GAP}{NAMED}")
# ",” chief executive Ann Bee told", "”, the union’s regional secretary, Ann Bee, said": an office before the name
OFFICE_BEFORE_NAME = rf"(?:(?:the{GAP})?(?:[a-z][\w’'-]*{GAP}){{0,3}}(?i:{OFFICES}),?{GAP})?"
# ",” Ann Bee said in May.", "”, Ann Bee, the secretary, told the court."
NAME_AFTER = re.compile(
    rf"\A,?\s{{0,3}}{OFFICE_BEFORE_NAME}{NAMED}{APPOSITION}{GAP}{ADVERB}{VERB}(?P<tail>[^.:;“”\"]{{0,80}}.?)"
)
# "” she asked", ",” he then replied"
PRONOUN_AFTER = re.compile(rf"\A,?\s{{0,3}}(?:he|she|they|I|we){GAP}{ADVERB}{VERB}")
# ",” said Ann Bee. “", ",” Ann Bee said, “": the quotation goes on
SPLIT = re.compile(
    rf"(?:,[”’\"']|[”’\"'],|[”’\"'](?={GAP}(?:{ASKED}|{ANSWERED}|{SAID})\b))\s{{0,3}}(?P<clause>[^.:;“”\"]{{3,100}})[.,]\s{{0,3}}\Z"
)
# "for Ann Bee", "Carl Dow and Ann Bee": the name is not the one who speaks; the words have seven letters at most
NOT_THE_SPEAKER = re.compile(
    r"\b(?:for|of|to|by|with|from|on|at|in|against|than|about|over|under|between|and|or|nor|near|like|behind|into|"
    r"through|told|asked|called|named|behalf|per|via|as)\s+\Z|&\s*\Z",
    re.IGNORECASE,
)
# words after which a sentence still has the name for its subject
STARTER = re.compile(
    r"(?:but|and|so|yet|if|when|as|then|while|because|since|although|though|however|later|earlier|now|today|yesterday|"
    r"meanwhile|finally|also|again|here|next|the)\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """What the sentence around a quotation says: `how` is the sort of its verb, `name` is None where it names no one."""

    how: str
    name: str | None


def attribute(text: str, start: int, end: int, span: Span) -> Attribution | None:
    """Return what the passage `text[start:end]` says about who said `span`; None if it says nothing."""
    before = text[max(start, span.opened - WINDOW) : span.opened]
    found = _before(before) or _told_abroad(said_before(before))
    if found or span.closed is None:
        return found
    after = text[span.closed + 1 : min(end, span.closed + WINDOW)]
    return _after(after, text[span.end - 1]) or _split(before) or _told_abroad(said_after(after))


def _told_abroad(name: str | None) -> Attribution | None:
    return Attribution(SAY, name) if name else None


def _before(words: str) -> Attribution | None:
    ended = words.rstrip()
    if not ended.endswith((":", ",")) and not ended[-1:].isalpha():
        return None
    label = LABEL_BEFORE.search(words) if ended.rstrip("*").endswith(":") else None
    if label and _ends_sentence(words, label.start()):
        name = _speaker(words, label)
        return Attribution(LABELLED, name) if name else None
    return _asked(words) or _according(words) or _told(words)


def _ends_sentence(words: str, at: int) -> bool:
    """Tell the end of a sentence above a label from the full stop of "Bro. Naylor:", in the midst of one."""
    return words[at] != "." or not is_short_form(words[max(0, at - LONGEST_SHORT_FORM) : at + 1])


def _asked(words: str) -> Attribution | None:
    asked = ASKED_BEFORE.search(words) if "sked" in words or "put" in words else None
    if asked:
        return Attribution(ASKED_OF, _name(asked["name"]) if asked["name"] else None)
    put = PUT_BEFORE.search(words) if "put" in words else None
    return Attribution(ASK, _speaker(words, put)) if put else None


def _according(words: str) -> Attribution | None:
    if not ACCORDING.search(words):
        return None
    found = ACCORDING_BEFORE.search(words)
    return Attribution(SAY, _name(found["name"] or found["words"] or found["put"])) if found else None


def _told(words: str) -> Attribution | None:
    verbs = [verb.start() for verb in ANY_VERB.finditer(words)]
    apposed = APPOSED_BEFORE.search(words) if verbs and words.count(",") > 1 else None
    if apposed and (apposed.start() or len(words) < WINDOW):
        return Attribution(_how(apposed), _name(apposed["name"]))
    if not verbs or not VERB_LAST.match(words, verbs[-1]):
        return None  # a cheap look before the search for a name, which is dear
    near = words[max(0, verbs[-1] - NEAR) :]
    said = OFFICE_BEFORE.search(near) if near.rstrip().endswith(":") and "," in near else None
    if said and (said.start() or len(near) == len(words)):
        return Attribution(_how(said), _name(said["name"]))
    said = _last(SAID_BEFORE, near)
    if said:
        return Attribution(_how(said), _speaker(near, said))
    said = _last(PRONOUN_BEFORE, near)
    return Attribution(_how(said), None) if said else None


def _last(shape: re.Pattern[str], words: str) -> re.Match[str] | None:
    """Return the match after whose verb no other verb of saying follows: "Ann Bee said that Mr Cole wrote: “"."""
    found = shape.search(words)
    while found and ANY_VERB.search(words, found.end("verb")):
        found = shape.search(words, found.end("verb"))
    return found


def _after(words: str, last: str) -> Attribution | None:
    """Read what follows a closing mark; `last` is the last character of the quotation."""
    said = SAID_AFTER.match(words)
    if said and (last in ENDS or words.startswith(",") or said["verb"] in PLAIN):
        return Attribution(_how(said), _name(said["name"]))
    pronoun = PRONOUN_AFTER.match(words)
    if pronoun:
        return Attribution(_how(pronoun), None)
    named = NAME_AFTER.match(words)
    if not named or named["tail"].endswith(":"):
        return None
    if last == "," or words.startswith(",") or (last in "?!" and named["tail"] in (".", "") and not named["answer"]):
        return Attribution(_how(named), _name(named["name"]))
    return None


def _split(words: str) -> Attribution | None:
    between = SPLIT.search(words)
    if not between:
        return None
    clause = between["clause"]
    said = SAID_AFTER.match(clause) or NAME_AFTER.match(clause)
    return Attribution(SAY, _name(said["name"])) if said else None


def _how(match: re.Match[str]) -> str:
    if match.group().rstrip().endswith(" to"):  # "asked them to “": no question
        return SAY
    return ASK if match["ask"] else ANSWER if match["answer"] else SAY


def _speaker(words: str, match: re.Match[str]) -> str | None:
    """Return the name that a match found, unless the words before it make someone else the speaker."""
    begins = match.start("name")
    near = max(0, len(words[:begins].rstrip()) - 7)
    return None if NOT_THE_SPEAKER.search(words, near, begins) else _name(match["name"])


def _name(words: str) -> str | None:
    """Return a name without the words that only begin a sentence; None if what is left can be no name."""
    words = " ".join(words.split())
    first, gap, rest = words.partition(" ")
    if gap and first.lower() in NOT_FIRST:
        if not STARTER.match(first):
            return None
        words = rest.lstrip()
    return words if is_name(words) else None
