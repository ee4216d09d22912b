"""What an event is called, and its kind, from the words that announce it."""

from __future__ import annotations

import re

LONGEST_TITLE = 100
MOST_WORDS = 14

# "a protest march", never "3 March", "March 2017"
MARCH = r"(?<!\d\s)(?<!\d[snrt][tdh]\s)(?<!of\s)(?<!day\s)march(?:es)?(?!\s*,?\s*\d)"
# a party that is no political one
PARTY = (
    "".join(
        rf"(?<!{word}\s)"
        for word in (
            "labour",
            "labor",
            "conservative",
            "green",
            "democratic",
            "republican",
            "communist",
            "socialist",
            "liberal",
            "political",
            "workers",
            "unionist",
        )
    )
    + "party"
)
# one line a kind: the words that name it
KINDS = {
    "hearing": r"hearings?|trial|tribunal|inquest|inquiry",
    "strike": r"strikes?|strike\s+action|walk-?\s?outs?|industrial\s+action|pickets?|picket\s+lines?|stoppages?",
    "protest": rf"protests?|demonstrations?|demo|rally|rallies|{MARCH}|lobby|lobbies|sit-in|blockade|protesting",
    "vigil": r"vigils?",
    "leafleting": r"leaflets?|leafleting|leafletting",
    "conference": r"conferences?|congress|summit|convention|seminar|symposium",
    "ballot": r"ballots?|elections?|votes?|voting|polls?|polling|polling\s+day|referendum|nominations",
    "deadline": r"deadlines?|closing\s+date|submissions",
    "training": r"training|workshops?|courses?|day\s+school",
    "debate": r"debates?|hustings",
    "talk": r"talks?|lectures?|briefings?|webinars?|seminars?",
    "meeting": r"meetings?|agm|egm|assembly|surgery|surgeries|forum|caucus|open\s+evening",
    "social": rf"social|{PARTY}|quiz|concert|gig|fair|fayre|festival|picnic|fundraiser|screening|reception|launch",
}
KIND = re.compile(r"\b(?:" + "|".join(f"(?P<{kind}>(?i:{words}))" for kind, words in KINDS.items()) + r")\b")
# "the committee meets", "will meet": a meeting, if no noun says what else
MEETS = re.compile(r"\bmeets?\b", re.IGNORECASE)
# words that name something people come to, with or without a kind of its own
OTHERS = (
    r"sessions?|events?|stalls?|tours?|walks?|visits?|calls?|drop-in|services?|interviews?|ceremony|exhibition|play|show"
    r"|match|race|game|sale|auction|funeral|memorial|appeal|consultations?|counts?|exams?|examinations?|day\s+of\s+action|unveiling|presentation"
)
NOUNS = "|".join([*KINDS.values(), OTHERS])
EVENT_NOUN = rf"\b(?i:{NOUNS})\b"
EVENT = re.compile(EVENT_NOUN)
# "hearing", "action" of "day of action": what stands in each of them, in small letters
STEMS = frozenset(
    max(re.split(r"s\?|[^a-z]", noun), key=len)
    for noun in NOUNS.replace(MARCH, "march").replace(PARTY, "party").split("|")
)
# "on the ", " – ", "from ", "(": what stands between a title and its date
BEFORE_DATE = re.compile(
    r"(?:[\s,;:|(–—*_“\"•·-]|\b(?:on|from|at|for|starting|of|the|is|by|until|till|to|in|and|now|next|this|will|be|"
    r"provisionally|being|both|between|also|again|dates?|when|outside|inside|near)\b)+\Z",
    re.I,
)
# "The ", "An "
ARTICLE = re.compile(r"(?:The|A|An)\s+(?=\S)")
# "- ", "## ", "> **", "“", "(a) "
MARKUP = re.compile(r"(?:\(\w{1,3}\)\s|\d{1,2}[.)]\s|[\s>*_#•·“\"‘'(\[–—-]+(?=[\s*_“\"‘'\[]*[\w#])(?!\(?\w{1,3}\)\s))*")
# "Date of next ", "Minutes of the ", "From the regional office: the ": words about the title of an event
LEAD = re.compile(
    r"(?:(?:dates?|times?|minutes|notes|report|venue)(?:\s+(?:and|&)\s+\w+)?\s+of\s+(?:the\s+|an?\s+|our\s+)?|from\s[^:]{2,60}:\s+|"
    r"[^.:;]{0,80}?\b(?:aware|recall|remember|reminded?|advised?|informed?|announced?|confirm(?:ed)?|told)\s+(?:you\s+)?that\s+(?:the|our|an?)\s+)(?=\w)",
    re.IGNORECASE,
)
# a subject that names nothing, and what a page prints for a picture
PRONOUN = re.compile(
    r"(?:(?:Photo|Picture|Image)(?:\sof|:)|We|It|They|This|That|There|He|She|I|Which|You|These|Those|And|But|Please|Note|Date|Join|Come|"
    r"To be|Held|Thank|Thanks|Don[’']t)\b",
    re.I,
)
# a word before which a noun of kind is the one that counts: "hearing | of the ballot complaint"
OF = re.compile(r"\b(?:of|for|on|about|against|to|at|in|with|over|by)\b")


def may_name_event(words: str) -> bool:
    """Tell in a moment most words that hold no noun of an event."""
    return not words.isascii() or any(map(words.lower().__contains__, STEMS))


def clean_title(words: str) -> str | None:
    """Return words that stand before a date as a title, without marks and article, or None if they are none."""
    words = " ".join(MARKUP.sub("", BEFORE_DATE.sub("", words), count=1).split())
    words = _balanced(words.strip(" ,;:*_–—-"))
    lead = LEAD.match(words)
    words = capitalised(words[lead.end() :]) if lead else words
    article = ARTICLE.match(words)
    if article:
        words = capitalised(words[article.end() :])
    if not words or len(words) > LONGEST_TITLE or len(words.split()) > MOST_WORDS or PRONOUN.match(words):
        return None
    starts = words[0].isupper() or words[0].isdigit() or words[0] in "#“‘\"'"
    return words if starts and ". " not in words and re.search(r"[^\W\d]{2}", words) else None


def sentence_title(words: str) -> str:
    """Return a sentence as a title: on one line, without its full stop, cut at a word."""
    words = " ".join(MARKUP.sub("", words, count=1).split()).rstrip(" .,;:*_–—-")
    words = _balanced(capitalised(words))
    if len(words) <= LONGEST_TITLE:
        return words
    return words[:LONGEST_TITLE].rpartition(" ")[0] + " …"


def capitalised(words: str) -> str:
    """Return words with a capital letter in front."""
    return words[:1].upper() + words[1:]


def _balanced(words: str) -> str:
    """Return words with the bracket closed that is open, or without one that nothing opened."""
    opened = words.count("(") - words.count(")")
    return words + ")" if opened > 0 else words.rstrip(")") if opened < 0 and words.endswith(")") else words


def kind_of(*words: str) -> str | None:
    """Return the kind of event that words name, trying each in turn; the head of a noun phrase counts.

    >>> kind_of("Strike ballot meeting"), kind_of("Day Two of the Inquiry")
    ('meeting', 'hearing')
    """
    for phrase in filter(may_name_event, words):
        head = OF.split(phrase, maxsplit=1)[0]
        found = [match.lastgroup for match in KIND.finditer(head)]
        if found:
            return found[-1]
        inside = KIND.search(phrase) if head != phrase else None
        if inside:
            return inside.lastgroup
    return "meeting" if MEETS.search(" ".join(words)) else None
