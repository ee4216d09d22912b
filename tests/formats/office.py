"""The message of Outlook and the presentation of the sample archive, written into `sources/` with the others by `tests.formats.samples`."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.compound import message
from tests.formats.pptx.writer import Slide, p, pptx, shape, table

WORDS = """\
Pauline,

You want the door written down, so here it is. I opened it at about half past two. The rain was coming in sideways, and there were two of them
with a box that was going soft.

They asked me for nothing. I gave them tea because I was making it. If the landlord has a rule about tea I have not been shown it.

I have told the branch secretary that nobody asked her committee. I should like to buy an umbrella on the stores account, a large one, and then
it will not arise again.

Colin

-----Original Message-----
From: Garrod, Pauline
Sent: 13 November 2018 08:50
To: Stoddart, Colin
Subject: The door

Colin, a branch secretary has been on the telephone about a door. Which door, and what have we done to it?

Pauline
"""
# how Exchange calls people among its servers: no address, and shown nowhere
INSIDE = "/O=HUMBER FISH LANDINGS/OU=EXCHANGE ADMINISTRATIVE GROUP (FYDIBOHF23SPDLT)/CN=RECIPIENTS/CN="
DOOR = {
    0x001A: "IPM.Note", 0x0037: "RE: The door", 0x1000: WORDS.replace("\n", "\r\n"), 0x0042: "Stoddart, Colin", 0x0065: f"{INSIDE}CSTODDART",
    0x0C1A: "Stoddart, Colin", 0x0C1F: f"{INSIDE}CSTODDART", 0x0039: datetime(2018, 11, 13, 16, 20, tzinfo=UTC), 0x0E07: 1,
    0x1035: "<b02.1@fish-landings.example>",
}  # fmt: skip
TO = {0x3001: "Garrod, Pauline", 0x3003: f"{INSIDE}PGARROD", 0x39FE: "p.garrod@fish-landings.example", 0x0C15: 1}

NUMBERED = 'buAutoNum type="arabicPeriod"/'
SLIDES = (
    Slide(
        shape("What an observer may do at the count", role="ctrTitle")
        + shape("Fairlead Ballot Services, for everyone who comes on Monday 3 December 2018", role="subTitle"),
        shape("Wait until they have sat down. There are fourteen chairs.", role="body"),
    ),
    shape("In the hall", role="title")
    + shape(
        p("Stand behind the rope.", 0, NUMBERED),
        p("Look as long as you like:", 0, NUMBERED),
        p("at the papers,", 1),
        p("at the hands of those who count them.", 1),
        p("Put questions to the person with the green badge, one at a time.", 0, NUMBERED),
        role="body",
    ),
    Slide(
        shape("The day", role="title") + table(("From", "What"), ("nine", "the boxes are opened"), ("eleven", "tea"), ("two", "papers that are in doubt")),
        shape("If anybody asks about the dog: the paper was found, and was not eaten.", role="body"),
    ),
    Slide(
        shape("In case of drawings", role="title") + shape("A drawing is no vote, however good it is.", role="body"), more='show="0"'
    ),
)  # fmt: skip


def written() -> dict[str, bytes]:
    """Return the files by name, the same bytes on every machine."""
    return {"landings-door.msg": message(DOOR, [TO]), "count-briefing.pptx": pptx(*SLIDES)}
