"""What a day at the top of a text is the day of: of the text, or of something that is to be held, or is told."""

from __future__ import annotations

import re

# "7.30 pm", "19:00", "doors open", "Programme", "Where:": the day above is that on which something is to be held
TO_BE_HELD = re.compile(
    r"\b\d\d?(?:[.:]\d\d)?\s?[ap]\.?m\b|\b\d\d:\d\d\b|\b(?:doors? opens?|admission|programme|timetable|venue|rsvp|tickets?)\b|"
    r"\A[*_]*(?:time|place|location|where|closing|deadline)\b.{0,12}:",
    re.IGNORECASE,
)
# "What is on", "Tickets from the keeper", "Admission £3", "All welcome": what no article says below its headline
INVITES = re.compile(
    r"\A\W*what(?: i|[’']?)s on\b|\btickets? (?:from|at|are|cost|on the door|£)|\badmission(?:: | is | )(?:£|free)|\b(?:doors open|rsvp|come along|"
    r"join us|save the date|(?:all|everyone)(?: (?:is|are))? welcome|bring (?:a|your) )",
    re.IGNORECASE,
)
# "PUBLIC RALLY", "Quayside Housing Day", "Paper 1: Reading", "Chronology of the dispute": what is held on a day, or told of it
HELD = re.compile(
    r"\b(?:rally|march|demo|demonstration|vigil|fair|f[eê]te|festival|concert|conference|gala|walk|picnic|workshop|seminar|lecture|"
    r"day|evening|weekend|sale|service|hustings|social|quiz)\W*\Z|\A(?:question )?paper \d|"
    r"\A\W*(?:(?:a|the) )?(?:chronology|timeline|time-line|sequence of events)\b",
    re.IGNORECASE,
)
# "Come along", "We will gather", "All welcome", "on that morning", "Eighty years later", "Applications that arrive late": of another day
OF_ANOTHER_DAY = re.compile(
    r"\b(?:come along|come and|join us|save the date|(?:all|everyone)(?: (?:is|are))? welcome|bring (?:a|your|along)|in aid of|be there|"
    r"(?:will|shall) (?:be held|take place|gather|assemble|meet|march|open at|start at)|(?:organi[sz]ed|hosted) by|"
    r"(?:on )?that (?:day|morning|afternoon|evening|night)|years? (?:later|on\b)|applications|no later than|"
    r"answer (?:all|any|one|two|three)|read the passage)",
    re.IGNORECASE,
)
# what stands in each of them, in small letters
WORDS_OF_ANOTHER_DAY = (
    "come a", "join us", "save the date", "welcome", "bring ", "in aid of", "be there", "held", "take place", "gather", "assemble",
    "will meet", "shall meet", "will march", "shall march", "open at", "start at", "ised by", "ized by", "hosted by", "that day",
    "that morning", "that afternoon", "that evening", "that night", "year later", "years later", "year on", "years on",
    "applications", "no later than", "answer a", "answer o", "answer t", "read the passage",
)  # fmt: skip
# "It has today published", "last night", "I work", "has called on": whoever writes speaks from that day
OF_THIS_DAY = re.compile(
    r"\b(?i:today|yesterday|tonight|tomorrow|(?:last|this|next) (?:night|morning|afternoon|evening|week|weekend|month))\b|"
    r"\b(?:I|I[’']\w{1,2}|[Mm]y)\b|"
    r"\b(?:has|have) (?:also |just |now |since )?"
    r"(?:called|published|announced|issued|launched|told|urged|said|written|asked|won|agreed|voted|decided|confirmed)\b"
)
# what stands in each of them, whatever its capitals
WORDS_OF_THIS_DAY = (
    "today", "yesterday", "tonight", "tomorrow", "last ", "this ", "next ", "my", "has ", "have ",
)  # fmt: skip


def is_of_this_day(words: str) -> bool:
    """Tell words of somebody who speaks from the day itself."""
    small = words.casefold()
    return ("I" in words or any(map(small.__contains__, WORDS_OF_THIS_DAY))) and OF_THIS_DAY.search(words) is not None


def is_of_another_day(words: str) -> bool:
    """Tell words that speak of a day to come, or of one that is long past."""
    small = words.lower()
    return any(map(small.__contains__, WORDS_OF_ANOTHER_DAY)) and OF_ANOTHER_DAY.search(words) is not None
