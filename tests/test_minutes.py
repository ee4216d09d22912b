"""Minutes: of whose meeting they are, the day on which it was held, what was moved there, and how their passages are pointed at."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.declarations.source import Declaration
from ingest.formats import markdown, plain
from ingest.model import Reading
from ingest.parsing.opened import Opened, read_split
from ingest.records.events import Event
from ingest.records.minutes import is_minutes
from ingest.records.motions import Motion
from tests.cases import Case, cases, check_slices, shown
from tests.growth import assert_linear

DOCUMENT = ("kind", "title", "author", "published_date", "date_basis")
EVENT = ("title", "kind", "event_date", "start_time", "end_time", "place_words")
HEAD_OF_MINUTES = "Minutes of the Quay Branch meeting held on 3 May 2019\n\nPresent: A. Quill, T. Fenn\n\n"
PIECES = st.sampled_from(
    ["MINUTES", "Minutes of the meeting held on ", "3 May 2019", "03/05/2019", "Present: Ada Quill", "Apologies: none", "1. ", "1.1 ", "2. ",
     "12/3 ", "Item 4: ", "Matters arising", "It was moved by Ada Quill, seconded by Tobias Fenn, that ", "Motion: That ", "Moved: Ada Quill",
     "Seconded TF", "(Quill/Fenn)", "RESOLVED that ", "Carried.", "The motion was lost", "An amendment was lost", "The meeting closed at 9 pm",
     "AQ proposed that ", '"That we', "the kettle be mended. ", "AI: Ada", "\n\n", "\n", " "]
)  # fmt: skip


def opened(text: str, **declared: Any) -> Opened:
    said = Declaration(**declared)
    return read_split(plain.split(text, said.include), text, "src", said)


def described(reading: Reading) -> list[dict[str, str]]:
    """Return a document, the locators of its passages, its motions and its events."""
    said = {name: getattr(reading.document, name) for name in DOCUMENT}
    named = {"id": reading.document.id} if reading.document.id != "src" else {}
    found = [named | {name: value for name, value in said.items() if value}]
    found.append({"locators": " | ".join(passage.locator for passage in reading.passages)})
    found += map(shown, reading.found(Motion))
    for event in map(shown, reading.found(Event)):
        found.append({name: event[name] for name in EVENT if name in event})
    return found


@pytest.mark.parametrize("case", cases("minutes"))
def test_minutes(case: Case) -> None:
    """Minutes are read as a person would read them, and what only speaks of minutes is not."""
    text = case.text.strip("\n") + "\n"
    assert [each for reading in opened(text).readings for each in described(reading)] == case.expected


def test_a_declared_date_is_that_of_the_document() -> None:
    """Minutes that were approved on a later day keep it; the event is that of the meeting."""
    text = "Minutes of the branch meeting held on 11 March 2019\n\nPresent: Ada Quill\n\n1. The kettle\n\nIt is back.\n"
    (reading,) = opened(text, kind="minutes", published_date="2019-04-08").readings
    assert (reading.document.published_date, reading.document.date_basis) == ("2019-04-08", "declared")
    assert [event.event_date for event in reading.found(Event)] == ["2019-03-11"]


def test_markdown_below_its_own_heading() -> None:
    """Minutes below who attended are titled by the heading above, and what is labelled is said by nobody."""
    text = (
        "# Steering Council meeting, 2021-06-17\n\n**Attendees:** Priya, Hana\n**Regrets:** Marco\n\n## Minutes\n\n"
        "> **MOTION**: The council adopts the recommendations in full.\n>\n> Moved: Hana. Seconded: Priya. *Carried.*\n\n**AI:** Priya to write to the list.\n"
    )
    (reading,) = read_split(markdown.split(text), text, "src", Declaration()).readings
    assert described(reading)[0] == {
        "kind": "minutes", "title": "Steering Council meeting, 2021-06-17", "published_date": "2021-06-17", "date_basis": "day of the meeting",
    }  # fmt: skip
    (motion,) = reading.found(Motion)
    assert (motion.mover, motion.seconder, motion.outcome) == ("Hana", "Priya", "Carried")
    assert [passage.speaker for passage in reading.passages] == [None] * len(reading.passages)


def test_items_on_the_first_line_of_a_paragraph() -> None:
    """A motion stands under the item with which its own paragraph begins; the place may stand beside the day."""
    text = (
        "# QUAY DISTRICT\n## Board of Education — Regular Meeting Minutes\n### Thursday, March 11, 1999, 7:30 p.m. | Quay Street School Cafeteria\n\n"
        "**Present:** Ada Quill, Tobias Fenn\n**Absent:** None\n\n**I. CALL TO ORDER**\nAda Quill called the meeting to order.\n\n"
        "**II. APPROVAL OF MINUTES**\nMotion by Tobias Fenn, second by Gwen Harper, to approve the minutes. Motion carried 7-0.\n"
    )
    (reading,) = read_split(markdown.split(text), text, "src", Declaration()).readings
    assert described(reading)[0]["published_date"] == "1999-03-11"
    (motion,) = reading.found(Motion)
    assert (motion.title, motion.mover) == ("II. APPROVAL OF MINUTES", "Tobias Fenn")


@pytest.mark.parametrize(
    "text",
    [
        "Minutes row: council rewrote the record\n\nBy Ada Quill\n\nThe minutes of the meeting were changed.\n",
        "AGENDA\n\n1. Apologies\n\n2. Minutes of the meeting held on 3 May 2019\n\n3. Matters arising\n",
        "Notes\n\nPresent: me.\n",
        "Five minutes\n\nIt took five minutes to boil the kettle.\n",
        "ADA QUILL\nMinute-taker and committee clerk\n\nSecretary: Quay Board, 2010–2016\n\nMinutes, agendas, apologies, quorum checks\n",
        "How to take meeting minutes\n\nAttendees: write down all who are in the room.\n\nApologies: list them.\n",
        "Zennor Parish Council\n\nCouncil minutes\n\nClerk: Ada Quill\n\nMinutes 2017\n\nMay\nJune\n",
        "Tea Committee\nTerms of reference\n\nMinutes: the secretary shall keep minutes of all meetings.\n\nQuorum: three members.\n",
        "Hi all\n\nMinutes of the meeting attached.\n\nAttendance: was great, thanks!\n\nNext meeting: 3 May 2019.\n",
        "Boats: minutes past the hour\n\nMinutes – Monday to Friday\n\nParticipants: Quay Ferries\n\n10 20 30\n",
    ],
)
def test_what_is_no_minutes(text: str) -> None:
    """An article, an agenda, a note, and what tells of minutes, of who takes them or where they are kept, are none."""
    assert not is_minutes(plain.split(text).blocks, text)


@pytest.mark.parametrize(
    ("words", "movers"),
    [
        ("Resolved: That the quay write about boats (Zennor/Morvah).", (None, None)),
        ("Resolved (Quill/Fenn): That the quay write.", ("Quill", "Fenn")),
        ("Resolved: That the quay write. (Quill/Fenn)", ("Quill", "Fenn")),
    ],
)
def test_who_stands_in_brackets(words: str, movers: tuple[str | None, str | None]) -> None:
    """Two names in brackets moved and seconded where they stand by themselves, not within a sentence."""
    (reading,) = opened(f"{HEAD_OF_MINUTES}1. Boats\n\n{words}\n\n2. Any other business\n").readings
    (motion,) = reading.found(Motion)
    assert (motion.mover, motion.seconder) == movers


@pytest.mark.parametrize(
    ("below", "outcome"),
    [
        ("Adopted kettles may be used free.", None),
        ("Lost property is at the desk.", None),
        ("Passed to the clerk.", None),
        ("Carried by 3 votes to 2.", "Carried by 3 votes to 2"),
        ("CARRIED (1 abstention)", "CARRIED (1 abstention)"),
        ("Lost, 2-3.", "Lost, 2-3"),
    ],
)
def test_what_became_of_a_motion(below: str, outcome: str | None) -> None:
    """A sentence that goes on about something else says nothing of what became of a motion."""
    text = f"{HEAD_OF_MINUTES}1. Boats\n\nMotion by Quill, second by Fenn to mend the boat. {below}\n\n2. Any other business\n"
    (reading,) = opened(text).readings
    assert [motion.outcome for motion in reading.found(Motion)] == [outcome]


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text(pieces: str) -> None:
    """No text breaks the reader: slices are slices, and no two motions have the same id."""
    text = "Minutes of the meeting\n\nPresent: Ada Quill\n\n" + pieces
    for reading in opened(text, kind="minutes").readings:
        records = [*reading.found(Motion), *reading.found(Event)]
        assert len({record.id for record in records}) == len(records)
        for record in records:
            check_slices(record, text)


@pytest.mark.parametrize(
    "piece",
    [
        "1. Kettle\n\nIt was moved by Ada Quill, seconded by Tobias Fenn, that we mend it. Carried.\n\n",
        "Moved Ada Quill, seconded Tobias Fenn that ",
        "AQ proposed that we go. ",
        'Motion: "That we go. ',
        "Motion: That we go\nMoved: Ada Quill\n",
        "An amendment moved by Ada Quill ",
        'Proposed by Ada Quill: "That we go." It was cold. ',
        "The lamp was out. It was put and nobody spoke. ",
        "Minutes of the meeting held on 3 May 2019\n\nPresent: Ada Quill\n\n",
        "(Quill/Fenn) ",
    ],
)
def test_time_grows_with_the_text(piece: str) -> None:
    """Four times the minutes, or the words of one item, take about four times the time."""
    assert_linear(
        lambda count: opened("Minutes of the meeting\n\nPresent: Ada Quill\n\n" + piece * count, kind="minutes"), 300
    )
