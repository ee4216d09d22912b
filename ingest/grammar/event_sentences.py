"""Sentences that announce or record an event, and what they say of it: when, where, and what it is called."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.grammar.dates import find_dates
from ingest.grammar.event_ahead import ahead
from ingest.grammar.event_sightings import Sighting
from ingest.grammar.event_titles import EVENT, EVENT_NOUN, capitalised, clean_title, may_name_event, sentence_title
from ingest.grammar.sentences import Sentence
from ingest.grammar.times import TimeWords, find_times
from ingest.grammar.venues import Span, find_address_below, find_venue
from ingest.model import Reading

# "will meet", "is due to start", "is expected to resume"
BEGIN = (
    r"(?:will|we|(?:due|set|is|are|expected|scheduled|agreed|going|invited|asked)\s+to)\s+(?:also\s+|now\s+|be\s+)?"
    r"(?:meet|start|begin|open|close|resume|reconvene|assemble|convene|commence|gather|have\s+(?:an?|our|its|their)|hold|host|strike|walk\s+out|rally|march|"
    r"protest|demonstrate|lobby|picket|vote)(?:ing)?"
)
# "To be held on Sunday 21st July", "Don’t forget that we have our …": below a heading that says what
HEADLESS = re.compile(r"[\s*_]*(?:to be held|held|takes place|don[’']t forget)\b", re.IGNORECASE)
# "takes place", "is due on", "adjourned until", "join us": somebody has set a day
SCHEDULED = re.compile(
    rf"\b(?i:(?:takes?|taking|took)\s+place|{BEGIN}|(?P<held>(?:(?:will|to|is|are|was|were|being|been|now|be)\s+)*held)"
    r"|(?:will|to)\s+(?:now\s+)?be\s+(?:heard|staged|hosted|launched)"
    r"|(?:is|are|was|were|been|be|now)\s+(?:scheduled|listed|set|planned|fixed|arranged)\s+(?:on|for|until)"
    r"|(?:adjourned|postponed|rescheduled)\s+(?:until|till|to|for)|(?<!\bwas\s)(?<!\bwere\s)due\s+(?:on|by|at)"
    r"|meets|starts|begins|opens|closes|resumes|reconvenes|assembles|convenes|commences"
    r"|(?:nominations|applications|polls|doors|bookings|entries|registrations?|submissions)\s+(?:open|close)"
    r"|deadline|closing\s+date|polling\s+day|join\s+us|there\s+will\s+be|assemble\s+(?:at|on|outside))\b"
)
# a tale, not an announcement: "I received", "he was told", "wrote"
NARRATIVE = re.compile(
    r"\b(?:I|[Ww]e|[Hh]e|[Ss]he|[Tt]hey|who|which|[Ii]t)\s+(?:\w+\s+)?(?:\w+ed|was|were|had|did)\b"
    r"|\b(?:received|wrote|written|said|says|told|sent|went|got|came|saw|heard|spoke|rang|gave|made|attended|asked|replied|"
    r"replies|became|began|knew|thought|felt|found|left|died|born|resigned|joined|elected|appointed|dismissed|suspended|decided|"
    r"signed|met|took|were|was|had|did)\b"
)
# "published on 5 March", "Dated", "Last updated": the date of a text
OF_A_TEXT = re.compile(
    r"(?i:\b(?:published|posted|updated|modified|created|uploaded|accessed|retrieved|printed|downloaded|received|wrote|"
    r"written|dated|signed|born|emailed|issued|released|submitted|filed|tweeted|commented|letter|e-?mail|statement|edited|"
    r"copyright|version|edition|minutes|sent|subject|article|report)\b|©)"
)
# "each year", "annually", "shall": a rule, not a day
OF_RULES = re.compile(r"(?i:\b(?:each|every|any)\s+(?:calendar\s+)?year\b|\bannually\b|\bshall\b|\byearly\b)")
# "moved from 5 March to": of the two days one is given up
MOVED = re.compile(r"(?i:\b(?:moved|postponed|rescheduled|changed|brought\s+forward|adjourned|put\s+back)\s+from\s+)\Z")

# "takes place", "held": words after a title; other verbs are part of it ("Nominations open")
HELD = re.compile(
    r"(?i:.*\bplace|.*\b(?:held|heard|staged|hosted)|.*\b(?:due|scheduled|listed|set|planned|fixed|arranged)\s+\w+)",
    re.S,
)
# "Special General meeting", "film of the | branch meeting": the noun that names an event, with the words of its name
NOUN_PHRASE = re.compile(
    rf"(?:\b[A-Z][\w’'&-]*\s(?:(?:of|and|the)\s)*){{0,8}}"
    rf"(?:\b(?!(?:the|an?|of|th[aeio]\w+|each|and|or|in|at|on|to|for|from|his|her|its|my|our|no|any)\s)[a-z][a-z-]+(?<!ed)\s)?"
    rf"{EVENT_NOUN}\s*\Z"
)
# ", 8pm – Strike rally at"
TITLE_AFTER = re.compile(
    r"\s?[,)]?\s?[:–—|-]\s*(?P<title>[^\n.,;:(–—]+?)(?=\s+(?:at|in|outside|from)\s|[\n.,;:(–—]|\Z)"
)
# "hearing on ", "rally – "
EVENT_ON = re.compile(rf"{EVENT_NOUN}\s+on\s+(?:the\s+)?\Z")
# " should ring" after a date; "to travel for the hearing on " before it
OTHERS_DO = re.compile(r"\s+(?:should|must|may|can|are\s+(?:asked|invited|welcome)|need|please)\b")
FOR_THE_EVENT = re.compile(
    rf"\b(?:for|to|at|about|after|before)\s+(?:the|our|a|this)\s+(?P<noun>(?:[\w’'-]+\s+){{0,3}}?{EVENT_NOUN})\s+on\s+(?:the\s+)?\Z"
)
# "Strike rally", "demonstration at", never "to run the auction once": the noun that a title is about
HEAD_NOUN = re.compile(
    rf"{EVENT_NOUN}(?=\W*\Z|\s*[,:;–—(-]|\s+(?:of|for|on|about|with|at|in|against|and|to|by|from|outside)\b)"
)
PAST = re.compile(r"\b[a-z]{3,}ed\b")

# ", at the " between a date, a time and a place that say nothing else
NOTHING = re.compile(
    r"(?:[\s,;:|.()–—*_>#•-]|(?i:\b(?:at|from|in|on|the|and)\b)|(?i:\b(?:same|usual)\s+(?:place|venue|time|room)\b))*"
)
# ", and", " –" at the end of what was sighted
TRAILING = re.compile(r"(?:[\s,;(–—-]|\b(?:and|on|from|at)\b)+\Z")
# "6 Dates of future meetings": the number of an item
NUMBERED = re.compile(r"\A\d{1,2}(?:\.\d{1,2})?\s+(?=(?:dates?|times?|next|future|forthcoming)\b)", re.IGNORECASE)
# "16 February 2017 (special meeting on the shed)"
IN_BRACKETS = re.compile(r"\s?\((?P<title>[^()\n]{4,80})\)")
# days of a list below the line that says what they are of: "Dates of future meetings"
MOST_DAYS, LONGEST_DAY, WEEKDAY_AND_DATE = 24, 160, 40
BESIDE = " \t\r\n\xa0,;"


def announced(reading: Reading, index: int, said: Sentence) -> Sighting | None:
    """Return the event that a sentence of the passage at `index` announces or records, or None."""
    text, (first, last) = said.text, said.day
    moved = said.dates[0].last and MOVED.search(text, said.after, first)
    if moved or OF_RULES.search(text, said.start, said.end):
        return None
    verb = _verb(said)
    time = find_times(text, last, min(said.end, last + 80)) or find_times(text, said.after, first)
    place = _place(reading, index, said, time)
    if not time and place and place[0] >= said.end:
        time = find_times(text, said.end, place[0])
    if time and not verb and (title := _said_above(reading, index, said, time, place)) is not None:
        start = title[0] if title[0] >= reading.passages[index - 1].start else said.start
        return Sighting(said.dates, start, said.whole, capitalised(text[slice(*title)]), time, place)
    if not verb:
        speaks = reading.passages[index].speaker is not None
        if not speaks and (named := ahead(reading, said, time, place)):
            return named
        if speaks or not _is_announcement(said, time, place):
            return None
    seen = _titled(said, verb, time, place)
    if HEADLESS.match(text, said.start):
        seen = replace(seen, title=_heading_above(reading, index, said) or seen.title)
    return None if _says_only(text, said.start, said.whole, [said.day, *seen.spans]) else seen


def _heading_above(reading: Reading, index: int, said: Sentence) -> str | None:
    """Return the heading right above a passage that says only when and where something takes place."""
    if not index or said.start > reading.passages[index].start + len("**"):
        return None
    above = reading.passages[index - 1]
    return clean_title(above.text) if above.kind == "heading" or above.text.isupper() else None


def _verb(said: Sentence) -> re.Match[str] | None:
    """Return the verb of scheduling nearest before the dates, or right after them; only an event is "held"."""
    first, last = said.day
    found = [
        *list(SCHEDULED.finditer(said.text, max(said.after, first - 120), first))[::-1],
        *SCHEDULED.finditer(said.text, last, min(said.end, last + 80)),
    ]
    return next((verb for verb in found if not verb["held"] or _names_event(said)), None)


def _names_event(said: Sentence) -> bool:
    first, last = said.day
    return any(
        may_name_event(said.text[start:end]) and EVENT.search(said.text, start, end)
        for start, end in ((said.after, first), (last, said.end))
    )


def _place(reading: Reading, index: int, said: Sentence, time: TimeWords | None) -> Span | None:
    """Return where it takes place: said between date and time, after both, in lines below, or before both."""
    text, (first, last) = said.text, said.day
    if time and time.start > last and (place := find_venue(text, last, time.start)):
        return place
    place = find_venue(text, max(last, time.end) if time else last, said.end)
    if not place and said.end == reading.passages[index].end and text[said.end - 1] not in ".!?":
        place = find_address_below(reading, index)
    return place or find_venue(text, said.after, min(first, time.start) if time else first)


def _is_announcement(said: Sentence, time: TimeWords | None, place: Span | None) -> bool:
    """Tell an announcement without a verb from a tale, a letter, the date of a text."""
    text, after, end = said.text, said.after, said.end
    if NARRATIVE.search(text, after, end) or OF_A_TEXT.search(text, after, said.day[0]):
        return False
    named_after = HEAD_NOUN.search(_after(said, time) or "")
    if named_after or (EVENT_ON.search(text, after, said.day[0]) and not PAST.search(text, after, end)):
        return True
    if time is None:
        return place is not None and _names_event(said)
    return _names_event(said) or place is not None or time.end_time is not None


def _said_above(reading: Reading, index: int, said: Sentence, time: TimeWords, place: Span | None) -> Span | None:
    """Return the line above a passage that says only when and where, if that line names an event."""
    text, passage = said.text, reading.passages[index]
    spans = [said.day, (time.start, time.end), *([place] if place else [])]
    if index == 0 or not _says_only(text, passage.start, passage.end, spans):
        return None
    above = reading.passages[index - 1]
    for above in reading.passages[max(0, index - MOST_DAYS) : index][::-1]:
        if len(above.text) > LONGEST_DAY or next(find_dates(above.text[:WEEKDAY_AND_DATE]), None) is None:
            break  # it is no other day of a list
    title = clean_title(NUMBERED.sub("", above.text))
    if title is None or not EVENT.search(title) or above.text.rstrip().endswith("."):
        return None
    at = above.text.casefold().find(title.casefold())
    if at < 0:
        return None
    start = above.start + at
    return start, start + len(title)


def _says_only(text: str, start: int, end: int, spans: list[Span]) -> bool:
    """Tell whether `text[start:end]` says nothing but what stands in `spans`: when, and where."""
    at = start
    for first, last in sorted(spans):
        if first >= end:
            break
        if not NOTHING.fullmatch(text, at, max(at, first)):
            return False
        at = max(at, last)
    return bool(NOTHING.fullmatch(text, at, max(at, end)))


def _titled(said: Sentence, verb: re.Match[str] | None, time: TimeWords | None, place: Span | None) -> Sighting:
    """Return what was sighted with its title: the words before the date, or after it, or the sentence."""
    text, start = said.text, said.start
    spans = Sighting(said.dates, start, said.end, "", time, place).spans
    stop = min([said.day[0], *(span[0] for span in spans if span[0] >= said.after)])
    if verb and HELD.fullmatch(verb[0]):
        stop = max(said.after, min(stop, verb.start()))
    end = max([said.whole, said.day[1], *(span[1] for span in spans)])
    other = _about_others(said)
    stop = other.end("noun") if other else stop
    passing = other or NARRATIVE.search(text, said.after, stop) or (verb and verb["held"] == "held")
    title = None if passing else clean_title(text[said.after : stop]) or _after(said, time)
    phrase = NOUN_PHRASE.search(text, said.after, stop) if may_name_event(text[said.after : stop]) else None
    in_passing = phrase is not None and title is None
    if phrase and in_passing:
        start, end = phrase.start(), max([said.day[1], *(span[1] for span in spans)])
        title = clean_title(capitalised(phrase[0])) if " " in phrase[0].strip() else None
    start += len(text[start:end]) - len(text[start:end].lstrip(BESIDE))
    end = start + len(TRAILING.sub("", text[start:end]))
    return Sighting(said.dates, start, end, title or sentence_title(text[start:end]), time, place, in_passing)


def _about_others(said: Sentence) -> re.Match[str] | None:
    """Return the event in "Members who travel to the hearing on 5 March should ring …": the sentence is about members."""
    if not OTHERS_DO.match(said.text, said.day[1], said.whole):
        return None
    return FOR_THE_EVENT.search(said.text, said.after, said.day[0])


def _after(said: Sentence, time: TimeWords | None) -> str | None:
    """Return the title in "27 February, 8pm – Strike rally, Town Hall": what stands after a mark."""
    first, last = said.day
    if said.text[said.after : first].strip(" \r\n\t*_>#•·“(-"):
        return None
    begins = time.end if time and 0 <= time.start - last < 12 else last
    inside = IN_BRACKETS.match(said.text, last, said.end)
    if inside and may_name_event(inside["title"]) and HEAD_NOUN.search(inside["title"]):
        return clean_title(capitalised(inside["title"]))
    found = TITLE_AFTER.match(said.text, begins, said.end)
    words = found["title"].strip() if found else ""
    return clean_title(capitalised(words))
