"""Chats: messages under the name of who sent them and the time, as programs export them and people copy them.

WhatsApp and Signal print both in front of the words, programs of IRC too; Slack and Discord on the line above them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from ingest.withholding.withhold import MASK

# "04/11/2021", "2023-06-18", "3/8/22", "17.08.2023"
DATE = r"\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}"
# "19:03:45", "8:15 AM", "7:02 p. m."
HALF = r"(?:[ \u202f\xa0]?[AaPp]\.?[ \u202f\xa0]?[Mm]\b\.?)"
TIME = rf"\d{{1,2}}[:.]\d\d(?:[:.]\d\d)?{HALF}?"
# "04/11/2021, 19:03:45", "2023-06-18T20:11", "10:32 AM, 3/4/2021"
MOMENT = rf"(?:{DATE},?[ T\xa0]{{1,2}}{TIME}|{TIME}, {DATE})"
# marks of direction, which WhatsApp prints in front of what it says itself
UNSEEN = r"[\u200e\u200f\u202a-\u202e]{0,3}"
NAME = r"(?:~[ \u202f\xa0]?)?(?P<name>[^\s:<>\[\]“”\"][^:\n“”\"]{0,58}?)"
NICK = r"<[ @+%&~]?(?P<name>[^<>\s]{1,30})>"

# "[04/11/2021, 19:03:45] Ada: ", "[2023-06-18 20:11] <ada> "
BRACKETED = re.compile(rf"{UNSEEN}\[{MOMENT}\][ \xa0]{UNSEEN}(?:{NAME}:(?=\s)|(?=.))")
# "3/8/22, 8:16 AM - Ada: "
DASHED = re.compile(rf"{UNSEEN}{DATE},? \d{{1,2}}[:.]\d\d{HALF}? [-–] {UNSEEN}(?:{NAME}:(?=\s)|(?=.))")
# "20:00 < ada> ", "[20:00:03] <@ada> ", "2009-09-08 20:00:02 <ada> "; "20:03  * ada sighs", "20:00 -!- ada has joined", "[20:03] → ada joined"
LOGGED = re.compile(
    rf"\[?(?:{DATE}[ T])?{TIME}\]?\s{{1,4}}(?:{NICK}(?=\s)|\* (?=\S)|(?:-!-|\*{{3}}|<?-->?|=-=|[—–→←⇒⇐⟶⟵»«])\s)|--- ?(?=[A-Z])|"
    r"Session (?:Start|Time|Close|Ident): (?=\S)"
)
# "2009-09-08 20:00:12 @ada evening", with tabs around the name: WeeChat; "-->" in its place is a notice
TABBED = re.compile(rf"{DATE} {TIME}\t(?:(?:<--|-->|--|=!=)\t|[ \t]\*\t|[@+%&~]?(?P<name>[^\s<>=-][^\s]{{0,29}})\t)")
# "Ada Quill  9:02 AM", "ada — 02/06/2023 4:12 PM", "ada — Today at 4:12 PM", "Ada Quill" above "9:05 AM": alone on a line, or on two
HEADED = re.compile(
    rf"(?P<name>[^\s:<>\[\](][^:\n]{{0,38}}?)(?:[ \t\xa0]{{2,}}|[ \t\xa0][—–][ \t\xa0]|[ \t\xa0]{{0,3}}\r?\n[ \t\xa0]{{0,8}})"
    rf"(?:(?:{DATE},?|(?:Today|Yesterday|[A-Z][a-z]+day) at)[ \xa0]\d{{1,2}}:\d\d{HALF}?|\d{{1,2}}:\d\d{HALF})[ \t\xa0]{{0,4}}(?=\r?\n|\Z)"
)
# "[Yesterday 14:02] Ada Quill", "[2/14 2:02 PM] Ada Quill", "[04/11/2021 14:02] Ada Quill": Teams, alone on a line
TITLED = re.compile(
    rf"\[(?:(?:{DATE}|\d{{1,2}}/\d{{1,2}}|Yesterday|Today|[A-Z][a-z]+day),?[ \xa0]\d{{1,2}}:\d\d{HALF}?|\d{{1,2}}:\d\d{HALF})\][ \xa0]{{1,3}}"
    r"(?P<name>[^\W\d_][^:\n\[\]]{1,38}?)[ \t\xa0]{0,4}(?=\r?\n|\Z)"
)
# "9:06", alone on a line: Slack says so of a message whose sender has just written another
ALONE = re.compile(rf"\d{{1,2}}:\d\d{HALF}?[ \t]{{0,4}}(?=\r?\n|\Z)")
SHAPES = (BRACKETED, DASHED, LOGGED, TABBED, HEADED, TITLED)
ABOVE_WORDS = (HEADED, TITLED)  # heads that have a line of their own
# ":pray: 2", "(edited)", "3 replies", "Last reply 2 years ago", "View thread": what a program prints around messages
FURNITURE = re.compile(
    r"(?::[\w+-]{2,40}:\s?\d{0,4}|\(edited\)|\d{1,4} repl(?:y|ies)|last reply .{1,30} ago|view thread|new messages?|jump to present)\Z",
    re.IGNORECASE,
)
# what the log of a program has in the place of a name
LEVELS = frozenset(("INFO", "ERROR", "WARN", "WARNING", "DEBUG", "TRACE", "FATAL", "CRITICAL", "NOTICE"))
FEWEST = 3  # messages
FRONT = 12  # lines at the top of a text, among which some messages stand
FEWEST_IN_FRONT = 2
MOST_WORDS = 6  # of a name
HAS_TIME = re.compile(r"\d[:.]\d\d")


# "WhatsApp Chat with Kettle.txt", "WhatsApp Chat - Kettle.zip", "Discussion WhatsApp avec Théière.txt"
NAMED_FILE = re.compile(
    r"(?:.*/)?(?P<title>(?:WhatsApp Chat (?:with|-)|Chat de WhatsApp con|WhatsApp-Chat mit|Discussion WhatsApp avec|Conversa do WhatsApp com|"
    r"Chat WhatsApp con|WhatsApp-chat met) [^/]+?)(?: ?\(\d{1,2}\))?\.(?:txt|zip)\Z"
)
# "general/2023-05-06.json"; the folder of a conversation of two is called by an id, "D012AB3CD"
DAY_OF_SLACK = re.compile(r"(?:.*/)?(?P<channel>(?![DGC][A-Z0-9]{7,}/)[^/]+)/(?P<day>\d{4}-\d\d-\d\d)\.json\Z")
WITHOUT_NAME = "_chat.txt"  # what WhatsApp on an iPhone calls every chat, in a zip that has its name
# "Topic for #kettle: …", "ada has joined #kettle", "Session Ident: #kettle"
CHANNEL = re.compile(
    r"(?:Topic for|has joined(?: channel)?|Now talking (?:in|on)|Session Ident:|Irssi: Join to)\s(?P<name>#[^\s,:]{1,50})"
)


class Sender(NamedTuple):
    """Who sent a message, None where a program speaks itself or the name is withheld, and where the words begin."""

    name: str | None
    words: int
    is_message: bool


def shape_of(rows: Sequence[str]) -> re.Pattern[str] | None:
    """Return the shape in which the messages of a chat are printed whose first lines these are; None where they are of none."""
    timed = [n for n, row in enumerate(rows[:FRONT]) if HAS_TIME.search(row[:100])]
    if len(timed) < FEWEST_IN_FRONT:
        return None
    pairs = [rows[n] for n in timed] + [f"{rows[n - 1]}\n{rows[n]}" for n in timed if n]
    counts = Counter({shape: sum(_sends(shape, row) for row in pairs) for shape in SHAPES})
    shape, count = counts.most_common(1)[0]
    return shape if count >= FEWEST_IN_FRONT else None


def sender(words: str, shape: re.Pattern[str]) -> Sender | None:
    """Return who sent the message that begins with these words; None where no message begins there."""
    found = shape.match(words)
    if found is None:
        return None
    name = found["name"]
    if name and len(name.split()) > MOST_WORDS:
        return None if shape in ABOVE_WORDS else Sender(None, found.start("name"), False)
    if name and MASK in name:
        return Sender(None, found.end(), True)
    return Sender(name.strip() if name else None, found.end(), name is not None)


def is_chat(senders: Collection[Sender], shape: re.Pattern[str]) -> bool:
    """Tell whether people write to each other: some messages, by more than one, who write again.

    A programme has a name and a time on a line too, and has few of its names again; of lines with tabs, which any data has, the
    program must say that somebody came or went.
    """
    if shape is TABBED and all(each.is_message for each in senders):
        return False
    names = Counter(each.name for each in senders if each.is_message)
    if names.total() < FEWEST or len(names) < 2 or not LEVELS.isdisjoint(names):
        return False
    again = sum(count for count in names.values() if count > 1)
    return again * 2 >= names.total() if shape in ABOVE_WORDS else again > 0


def head_of(words: str, head: Sender, shape: re.Pattern[str]) -> str:
    """Return what stands in front of the words of a message besides the name: its date and time."""
    front = words[: head.words]
    if not head.name:
        return front
    before, _, behind = front.partition(head.name) if shape is HEADED else front.rpartition(head.name)
    return before + behind


def goes_on(words: str, shape: re.Pattern[str] | None) -> int:
    """Return where the words begin of a message that says only when it was sent, after another of its sender; 0 where none does."""
    found = ALONE.match(words) if shape is HEADED and words[:1].isdigit() else None
    return found.end() if found else 0


def title_of_file(path: str) -> str | None:
    """Return what a chat is called, where the name of its file, or that of the zip it came in, says so."""
    day = DAY_OF_SLACK.match(path)
    found = NAMED_FILE.match(path.removesuffix(f"/{WITHOUT_NAME}"))
    title = f"#{day['channel']}, {day['day']}" if day else found["title"].strip() if found else None
    return None if title is None or MASK in title else title


def channel(lines: Iterable[str]) -> str | None:
    """Return the one channel that lines of a program speak of, or None."""
    names = {found["name"] for words in lines if "#" in words and (found := CHANNEL.search(words))}
    return names.pop() if len(names) == 1 else None


def _sends(shape: re.Pattern[str], words: str) -> bool:
    found = sender(words, shape)
    return found is not None and found.is_message
