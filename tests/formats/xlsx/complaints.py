"""The workbook of the sample archive, written into `sources/` with the other packed files by `tests.formats.samples`."""

from __future__ import annotations

from datetime import date

from tests.formats.xlsx.writer import Sheet, comments, xlsx

# the day in November 2018, the branch, what it was about, and the clause that was relied on
COMPLAINTS = (
    (5, "Cardiff", "The paper came in an envelope that had been opened, by the rain.", None),
    (6, "Leith", "No paper has come.", None),
    (7, "Aberdeen", "A poster for one candidate hangs above the only kettle.", None),
    (8, "Humber", "Two organisers gave out leaflets in Number Two Shed.", 37),
    (8, "Humber", "The leaflets were wet, and the floor with them.", None),
    (9, "Bristol", "Why is there no box for none of them?", None),
    (9, "Tyne", "A steward stood beside the post box and looked hopeful.", None),
    (9, "Cardiff", "A candidate was not asked to the supper.", None),
    (12, "Humber", "Employees campaigned in working time.", 32),
    (12, "Leith", "A member was rung up at tea.", None),
    (12, "Humber", "The leaflets in the shed, as in 4.", 37),
    (13, "London", "The words on the ballot paper are too small.", None),
    (13, "London", "The words on the ballot paper are too large.", None),
    (14, "Aberdeen", "A call for a candidate was made on the Federation’s telephone at Leith.", 28),
    (14, "Bristol", "A market hall was locked against one candidate and open to another.", None),
    (14, "Tyne", "The branch nominated nobody, and would like to know why.", None),
    (14, "Humber", "The leaflets in the shed; a photograph of tea is enclosed.", 37),
    (15, "Cardiff", "A minibus was lent for a hustings at which nobody spoke.", None),
    (15, "Leith", "Posters were put up with the branch’s own pins.", None),
    (15, "Fishguard", "A paper was sent to a vessel that had been sold.", None),
    (16, "Bristol", "The candidates were never in one room.", None),
    (16, "Humber", "The leaflets in the shed. I was there and had one.", 37),
    (16, "Tyne", "My neighbour has had two.", None),
    (19, "London", "E-mails came at work, eleven of them.", None),
    (19, "Aberdeen", "A leaflet was folded into the rota.", None),
    (20, "Aberdeen", "The notice board was not shared equally.", 41),
    (20, "Cardiff", "There was a candidate in the canteen.", None),
    (21, "Leith", "The dog has eaten it.", None),
    (21, "Leith", "It was not the dog.", None),
    (22, "Tyne", "Employees campaigned in working time; see the recording.", 32),
    (12, None, "The recording. It was not a complaint until it was counted as one.", 32),
    (22, "Bristol", "A song about a candidate was sung in a lift.", None),
    (26, "London", "The agent of a vessel would not sign for 14 papers.", None),
    (27, "Fishguard", "The paper came on a Sunday.", None),
    (28, "Tyne", "A candidate’s badge was found in the tea.", None),
    (29, "Cardiff", "Nobody has asked us for our votes, and we are offended.", None),
    (30, "Aberdeen", "I should like to complain about the complaints.", None),
)  # fmt: skip
LIST = Sheet(
    "Complaints",
    (
        ("Complaints received before the count",),
        ("Fairlead Ballot Services, 3 December 2018",),
        (),
        ("No.", "Received", "Branch", "About", "Cl."),
        *(
            (n, (date(2018, 11, day) - date(1899, 12, 30)).days, branch, about, clause)
            for n, (day, branch, about, clause) in enumerate(COMPLAINTS, 1)
        ),
        (),
        ("Complaints without a number in the last column were answered with form B.",),
    ),
    formats={2: "d mmmm yyyy"},
    below='<mergeCells><mergeCell ref="A1:E1"/></mergeCells>',
    parts={"comments": comments(("E8", "They all say the same. Ask for the minutes of the branch."))},
)
PAPERS = Sheet(
    "Papers",
    (
        ("Papers", "Number", "Share"),
        ("sent", 112406, 1),
        ("come back", 15340, "<f>B3/B2</f><v>0.13646958347418</v>"),
        ("by way of a vessel’s agent", 194, "<f>B4/B3</f><v>0.0126466753585397</v>"),
        ("replaced", 1108, "<f>B5/B2</f><v>0.00985712506450546</v>"),
        ("eaten, and found", 1, "<f>B6/B2</f><v>0.00000889632225</v>"),
    ),
    formats={2: "#,##0", 3: "0.0%"},
    hidden=(6,),
)  # fmt: skip


def written() -> bytes:
    """Return the workbook, the same bytes on every machine."""
    return xlsx(LIST, PAPERS)
