"""Lines of minutes: what says that a text is the record of a meeting, who was there, which item is dealt with, and when it ended."""

from __future__ import annotations

import re

from ingest.grammar.date_parts import MONTH, WEEKDAY

# "Minutes of", "DRAFT MINUTES of the 212th meeting", "Minutes: mass meeting", "Notes of a meeting with the board", "Unconfirmed minutes – 3 May 2017"
OPENS = re.compile(
    r"[#*_\s]{0,6}(?:subject: )?(?:(?:draft|unconfirmed|unapproved|confirmed|approved|public|final|signed|official|agreed|full)[\s:–-]+){0,2}"
    r"(?:minutes?(?: and \w+)? of (?!evidence)|minutes?[*_]{0,3}\s?(?:[:–—]|-(?!\w))|minutes for |notes? of (?:(?:an?|the|our) )?(?:[\w/-]+ ){0,5}?meetings? )",
    re.IGNORECASE,
)
# "MINUTES", "Meeting Minutes", "Board of Directors – Regular Meeting Minutes", "WATER WORKING GROUP - MINUTES (DRAFT)", "Minutes, 3 May 2017 (via Zoom)"
CLOSES = re.compile(
    r"(?P<before>(?:[^.:;!?]{2,70}:\s)?[^.:;!?]{0,100}?)\bminutes[*_]{0,3}(?:\W+\(?(?:draft|unconfirmed|approved|confirmed|final)\)?)?"
    r"(?P<day>[,\s–—-]+[^.:;!?]{0,40}\d{4})?(?:\W+\(?(?:via|by|on|over)\s[\w ]{2,30}\)?)?[\W_]*\Z",
    re.IGNORECASE,
)
# "the minutes", "Approval of minutes", "Signed minutes are": a line about minutes
ABOUT = re.compile(
    r"\b(?:the|of|these|those|previous|last|approve\w*|\d+|for|within|in|few|ten|five)\W*\Z", re.IGNORECASE
)
# "Minutes of the last meeting", "Minutes of the 46th A.G.M. were", "Minutes of previous meeting": an item of other minutes
OF_THE_LAST = re.compile(
    r"[\W_]*(?:draft )?minutes (?:of|from|for) (?:the )?(?:last|previous|preceding)\b|.*\bminutes\b.{0,120}\b(?:were|was|having been)\b",
    re.IGNORECASE | re.DOTALL,
)
# "Minutes of meeting reveal row", "How to take meeting minutes", "Minutes: the secretary shall keep": a headline about minutes, or a rule
TOLD_OF = re.compile(
    r"\b(?:reveals?|shows?|says?|said|leaked|released|published|rewritten|altered|missing|disputed|row|how to|guide|guidance|template|"
    r"shall|must|should|attached|enclosed)\b|\bof (?:over|more than|about|some) \d",
    re.IGNORECASE,
)
# "Matters arising", "Correspondence: ", "Treasurer's report", "Welcome": with which the business begins where nothing is numbered
BUSINESS = re.compile(
    r"[\W_]*(?:matters arising|correspondence|any other business|a\.?o\.?b\b|welcome\b|declarations?\b|action (?:points|items)|review of|"
    r"(?:[\w’']+ ){0,2}report\b|minutes of (?:the )?(?:last|previous|preceding)\b)",
    re.IGNORECASE,
)
# "3 May", "Tuesday, January 8": behind "Minutes – "
A_DAY = re.compile(rf"\W*(?:\d|{WEEKDAY}|{MONTH})")
# "held on", "Meeting", "A.G.M.", "Committee", "Council": what a line of minutes names besides
MET = re.compile(
    r"\b(?:meetings?|held|A\.?G\.?M\b|E\.?G\.?M\b|committee|council|board|panel|branch|group|assembly|conference|congress|executive|"
    r"senate|forum|trustees|governors|governing|directors|court|society|association|union|club)\b",
    re.IGNORECASE,
)
# "Present: Ann Bee", "PRESENT", "Apologies", "In attendance:", "Members present:", "Regrets: Marco", "Chair: Ann Bee", "Bro. Bee in the Chair."
ATTENDS = re.compile(
    r"[#|*_>\s]{0,6}(?:(?:(?:members?|directors?|also|those|councillors?|trustees|governors|officers|staff|committee) ){0,2}"
    r"(?:present|absent|attending|in attendance)"
    r"|attendance|attendees?|participants|apolog(?:ies|y)(?: for absence)?|regrets|absent|quorum"
    r"|(?:in the )?chair(?:man|woman|person|ed by)?|minute[- ]?taker|minutes(?: taken)?(?: by)?|note[- ]?taker|scribe|secretary|clerk)"
    r"[*_]{0,3}(?:\s*[:|;–—-]|\s*[*_]{0,3}\Z|\s{2,}|\t| (?:were|was)\b)"
    r"|.{2,80}\b(?:in the chair\b\W*\Z|presided\b|took the chair\b|presiding\W*\Z)|the following (?:members |directors |people )?(?:were|was) present",
    re.IGNORECASE,
)
PRESENT = re.compile(r"[#|*_>\s]{0,6}(?:\w+ ){0,2}(?:present|attendance|attendees|apologies|regrets)\b", re.IGNORECASE)
# "in the chair", "presided", "Chaired by Ann Bee", "Minutes taken by": beside "Secretary: Ann Bee", which other texts say too
MEETS = re.compile(
    r"\b(?:in the chair|presided|took the chair|presiding|following .{0,20}(?:were|was) present)\b|"
    r"[#|*_>\s]{0,6}(?:chaired by|minute[- ]?taker|minutes|note[- ]?taker|scribe|in the chair|attending)\b",
    re.IGNORECASE,
)
# what is done at meetings, and told in their minutes
DONE = re.compile(
    r"\b(?:matters arising|seconded|apologies|RESOLVED|nem\.? con|quorum|any other business|A\.?O\.?B\b|"
    r"meeting (?:was )?(?:closed|ended|adjourned|opened|commenced)|adjourned the meeting|next meeting|next regular meeting|carried|true record|"
    r"correct record|presided)\b"
)
# "Dear Mr Quayle", "From: Ada Quill": a letter, or a mail, about minutes
OF_A_LETTER = re.compile(r"[\W_]*(?:Dear\b|(?:From|To|Cc): \S)")
# "AGENDA", "Notice of meeting", "Standing Orders", "By Ellis Garner": a text that is something else
OTHER = re.compile(
    r"[\W_]*(?:agenda\b|notice (?:of|is)\b|terms of reference\b|how to\b|chapter\b|a (?:novel|play|story)\b|standing orders|rules\b|constitution\b|by [A-Z]|"
    r"transcript\b|posted\b)",
    re.IGNORECASE,
)
# "4.", "4.2", "12 ", "08/21 ", "S17/3 ", "Item 3:", "Item No. 1:", "6)", "**3.", "Minute 14"
ITEM = re.compile(
    r"[#*_\s]{0,6}(?:(?P<word>(?:agenda )?item|minute)(?: no\.?)? ?)?"
    r"(?P<number>(?P<front>[A-Z]{0,3}\d{1,3}[/-])?\d{1,3}(?:\.\d{1,2}){0,2})(?P<sign>[.:)]?)[*_]{0,3}(?:[\s:–—-]+(?=\S)|\Z)",
    re.IGNORECASE,
)
# "The meeting closed at ", "the Chairman closed the meeting at", "Meeting ended", "the meeting adjourned at", "The meeting rose at"
CLOSED = re.compile(
    r"\bmeeting\s(?:then\s|was\s|finally\s){0,2}(?:formally\s)?(?:closed|ended|finished|concluded|adjourned|rose|terminated|dissolved|declared closed)\b"
    r"|\b(?:closed|ended|adjourned|concluded)\sthe\smeeting\b|\A\W*(?:close|end|finish|adjournment)\W+(?=\d)",
    re.IGNORECASE,
)
# "The meeting commenced at 6.00 p.m.", "called the meeting to order at", "The meeting was opened by … at 16h10"
OPENED = re.compile(
    r"\bmeeting\s(?:was\s)?(?:formally\s)?(?:commenced|opened|started|began|convened|called to order)\b|\bcalled\sthe\smeeting\sto\sorder\b"
    r"|\bcommencing\b|\bopened\sthe\smeeting\b|\A[\W_]*(?:held\b(?=.{0,60}\bat \d)|(?:time|start(?:ed)?|start time|commenced)[*_]{0,3}\s?:)",
    re.IGNORECASE,
)
# "16h10", "17H25": times of day in South Africa, and in French
HOUR_H = re.compile(r"\b(?P<hour>[01]?\d|2[0-3])[hH](?P<minute>[0-5]\d)\b")
# "on the", "held", "Date:", "of", "Held:": before the day of a meeting
DAY_LABEL = re.compile(
    r"[#*_\s]{0,6}(?:(?:meeting )?date(?: of (?:the )?meeting)?|held|date (?:&|and) time|when)[*_]{0,3}\s?(?::|\bon\b|\bat\b|\bin\b)",
    re.IGNORECASE,
)
# "Board meeting, 8 February 2024", "Steering council notes, 2021-09-14": minutes, if below it stands who was there and what was voted on
OF_A_DAY = re.compile(
    r"[#*_\s]{0,6}[^.:;!?\n]{2,60}\b(?:meeting|council|committee|board|meeting notes|council notes|committee notes|board notes)[\s,:–—-]{1,4}"
    rf"(?=(?:{WEEKDAY}\b,?\s)?(?:\d|{MONTH}))[^.;!?\n]{{4,30}}\Z",
    re.IGNORECASE,
)
VOTED_ON = re.compile(r"\b(?:votes?|voting)[*_]{0,3}\s?:|\b(?:carried|seconded|unanimously|approved)\b", re.IGNORECASE)
LONGEST = 320  # characters of a line that says whose minutes they are, when, and where


def announces(words: str) -> bool:
    """Tell "Minutes of the meeting held on 3 May 2017", "MEETING MINUTES": the line above minutes that says what they are."""
    if len(words) > LONGEST or ("inute" not in words.lower() and "note" not in words.lower()):
        return False
    if OF_THE_LAST.match(words) or ITEM.match(words) or TOLD_OF.search(words):
        return False
    opens = OPENS.match(words)
    if opens:
        rest = words[opens.end() :]
        return MET.search(words) is not None or not rest.strip("*_ ") or A_DAY.match(rest) is not None
    closes = CLOSES.match(words) if len(words) <= LONGEST / 2 else None
    return closes is not None and not ABOUT.search(closes["before"])


def is_of_a_day(words: str) -> bool:
    """Tell "Board meeting, 8 February 2024": the line above minutes that do not call themselves so, or above much else."""
    return len(words) <= LONGEST / 2 and OF_A_DAY.match(words) is not None


def lists_present(words: str) -> bool:
    """Tell a line that says who was there, "Present: …", from one that names an office."""
    return PRESENT.match(words) is not None


def is_of_meeting(words: str) -> bool:
    """Tell a line that says who was there, or who took the chair, from "Secretary: Ann Bee", which the page of a council says too."""
    return attends(words) and (lists_present(words) or MEETS.search(words) is not None)


def attends(words: str) -> bool:
    """Tell a line that says who was there, who was not, or who was in the chair."""
    return ATTENDS.match(words) is not None
