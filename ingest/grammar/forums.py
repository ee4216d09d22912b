"""Lines that programs of forums, of comments and of guest books print around what people write: who, when, and what one may click."""

from __future__ import annotations

import re
from typing import NamedTuple

NAME = r"(?P<name>[^\s»•·>|:\n][^»•·>|:\n]{0,38}?)"
# "Postby gritstone » Wed Nov 30, 2016 8:12 pm", "by Ada Quill » 3 Mar 2015, 10:15", "Post by ada » …": phpBB
POST_BY = re.compile(rf"(?:Post\s?|Posted\s)?[bB]y:?\s{NAME}\s»\s(?P<date>[^»]{{6,60}})\Z")
# "Posted April 3, 2009", "Posted 3 April 2009 - 06:12 PM", "Posted on 5 March 2015": Invision
POSTED = re.compile(r"Posted (?:on )?(?P<date>(?=.*\d)[^»]{6,50})\Z")
# "#1 Orla Q": above the day
COUNTED = re.compile(r"#\d{1,6}\s+(?P<name>\S.{0,38})\Z")
# "Reply", "Reply ↓", "Reply to Ada Quill": below the words of a comment of WordPress
REPLY = re.compile(r"(?:Log in to )?Reply(?: ?[↓→›]| to [^\n]{1,40})?\Z")
# "Door will not close", "#4471 Direct debit": what a list of tickets has in the place of a name; but "Disgusted of Hull" is one
THING = re.compile(r"\A\W*\d|\s(?!(?:the|from|and|van|von|der|den|del|los|las|says)\b)[a-z]{3,}")
# "12 January 2016 at 8:40 pm": between a name and the words
AT_TIME = re.compile(r"(?=.*\d{4})(?=.*\d[:.h]\d\d)[^»]{10,50}\Z")
# "Old 03-07-2007, 09:15 AM": vBulletin
OLD = re.compile(r"Old (?P<date>\d[^»]{6,40})\Z")
# "Mick T Mick T is offline", "AJT is online now"
OFFLINE = re.compile(r"(?P<name>[^\n]{1,40}?)(?: (?P=name))? is (?:offline|online|on a distinguished road)(?: now)?\Z")
# "Eastgater • 8 years ago", "Ellis Garner Mod > Eastgater • 3 March 2015": Disqus
AGO = r"(?:(?:an?|\d{1,3}) (?:second|minute|hour|day|week|month|year)s? ago|just now|yesterday|\d{1,3}\s?[ywdhm]\b)"
SINCE = re.compile(
    rf"{NAME}(?: (?:Mod|Moderator|Author|Admin))?(?: ?[>▶→] ?[^»•·\n]{{1,40}})? [•·] "
    rf"(?:(?P<ago>{AGO})|(?P<date>[^•·]{{6,40}}))(?: [•·] edited)?\Z"
)
# "3 △ ▽ • Reply • Share ›", "• Reply • Share ›", "Reply Share"
SHARE = re.compile(r"\W*(?:\d[\d,.]* ?)?(?:[△▽∧∨⬆⬇\s\d•·|-])*Reply\W+(?:Share|Report|Flag)\W*\Z", re.IGNORECASE)
# "Like · Reply · 3y · Edited", "Like · Reply · 5 March 2019 at 20:14": Facebook
LIKE = re.compile(
    rf"(?:Like|Love|Haha|Wow|Sad|Angry)(?: ?[·•] ?\d+)? ?[·•] ?Reply(?: ?[·•] ?\d+)? ?[·•] ?"
    rf"(?:{AGO}|(?P<date>\d[^·•]{{4,40}}|[A-Z][^·•]{{4,40}}\d[^·•]*))(?: ?[·•] ?Edited)?\Z"
)
# "6 March 2019 ·", "6 March 2019 at 20:14 · Public": below the name of whoever posted
SHARED = re.compile(r"(?P<date>[^·•\n]{6,40}\d)\s?[·•](?: ?(?:Public|Friends|Edited|Shared with .{1,40}|🌍|🌐))?\s?\Z")
# "14", "7 comments", "Like", "Comment", "Share", "View 3 more replies", "Write a comment…", "Most relevant"
BUTTON = re.compile(
    r"(?:[\d,.]+[KM]?|\d[\d,.]* (?:comments?|shares?|likes?|replies|reactions|views)|(?:like|comment|share|send|follow|reply|see translation|hide|report)|"
    r"(?:view|see|show|hide) (?:all )?(?:\d+ )?(?:more |previous )?(?:comments?|repl(?:y|ies))|"
    r"write a (?:comment|reply)\W*|most relevant|all comments|newest|oldest)\Z",
    re.IGNORECASE,
)
# "Author", "Top fan", "Admin": below the name of who comments
BADGE = re.compile(
    r"(?:author|top (?:fan|contributor)|admin(?:istrator)?|moderator|mod|group expert|verified|follow)\Z", re.IGNORECASE
)
# "Senior Member", "Members", "112 posts", "Join Date: Jan 2004", "Report post", "Posts: 31", "Location: Lower Hutt", "Top", "#12", "Quote:"
PROFILE = re.compile(
    r"(?:(?:(?:senior|junior|full|new|active|registered|advanced|banned|site|super|forum|elite) )?(?:members?|users?)|"
    r"moderators?|administrators?|newbie|guests?|"
    r"[\d,]+ (?:posts?|topics|likes|messages|comments)|report(?: post)?|top|quote|reply(?: with quote)?|share(?: this post)?|offline|online|website|"
    r"(?:join(?:ed)?(?: date)?|registered|member since|posts?|messages|location|from|likes|thanks|thanked|reputation|rep power|rank|status|age|gender|"
    r"interests|threads|my mood)\s?:.{0,60}|#\d{1,6}|posts? #?\d{1,6})\W*\Z",
    re.IGNORECASE,
)
# "Default Re: Yesterday's meeting": the title of a post of vBulletin, behind its icon
DEFAULT = re.compile(r"Default (?=\S)")
# "Originally Posted by Mick T View Post", "Cathy_M wrote:", "On 4/3/2009 at 6:12 PM, Tibbsy said:", "Quote from: ada on 3 March 2015"
REPEATS = re.compile(
    r"(?:Originally [Pp]osted by (?P<poster>[^\n:]{1,40}?)(?: View Post)?:?|(?:On .{6,40}?, )?(?P<wrote>[^\n:]{1,40}?) (?:wrote|said):|"
    r"(?P<on>[^\n:,]{1,40}?), on [^\n]{6,40}, said:|Quote from: (?P<from>[^\n:]{1,40}?)(?: on .{6,40})?)\Z"
)
# "gritstone wrote:It was": the words go on behind the colon
WROTE = re.compile(r"(?P<name>[^\n:]{1,40}?) wrote:(?=\S|\s+\S)")
# "Name: Peggy Armer", "Date: 14 March 2010", "Comments: I worked"
FIELD = re.compile(
    r"(?P<label>name|from|location|country|city|date|time|posted|e-?mail|homepage|website|url|comments?|message|entry|added|"
    r"subject|submitted)\s?:[ \t]*(?P<value>.*)\Z",
    re.IGNORECASE | re.DOTALL,
)
# "I worked there", "we miss you", "thank you": somebody speaks
SPEAKS = re.compile(r"\b(?:I|I[’'](?:m|ve|ll|d)|[Ww]e|[Mm]y|[Mm]e|[Oo]ur|us|[Tt]hanks?|[Hh]ello|[Hh]i|[Gg]reetings)\b")
SAID = ("comment", "comments", "message", "entry")
DATED = ("date", "posted", "added", "submitted")


class Repeated(NamedTuple):
    """Whose words a line says that it repeats, and where on it they begin; None where they stand below it."""

    name: str
    begins: int | None


def repeats(words: str) -> Repeated | None:
    """Return whose words stand below a line, or behind its colon."""
    if "riginally" not in words and " wrote:" not in words and " said:" not in words and "Quote from" not in words:
        return None
    line = words.partition("\n")[0].strip()
    found = REPEATS.match(line) if len(line) < len(words) or len(words) < 120 else None
    if found:
        name = found["poster"] or found["wrote"] or found["on"] or found["from"]
        return Repeated(name.strip(), len(line) + 1 if "\n" in words else None)
    behind = WROTE.match(words)
    return Repeated(behind["name"].strip(), behind.end()) if behind else None
