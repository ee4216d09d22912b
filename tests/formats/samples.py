"""The packed files of the sample archive that nobody writes by hand: `python -m tests.formats.samples` writes them into `sources/`."""

from __future__ import annotations

import quopri
from pathlib import Path

from tests.formats import office
from tests.formats.doc import orders
from tests.formats.epub.writer import epub, page
from tests.formats.odt.writer import h, items, levels, number, odt, p, style
from tests.formats.xlsx import complaints
from tests.packed import saved, tarred

SOURCES = Path(__file__).resolve().parents[2] / "sources"

PAGE = """\
<!DOCTYPE html><html lang="en-GB"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>The clock is to be mended – The Harbour Lantern</title>
<meta property="og:site_name" content="The Harbour Lantern"><meta name="author" content="Bronwen Sayle">
<meta property="article:published_time" content="2019-06-27T09:00:00+01:00">
</head><body>
<nav><a href="/">Front page</a> <a href="/tides">Tides</a> <a href="/small-ads">Small ads</a></nav>
<main><article><h1>The clock is to be mended</h1>
<p>The clock in the hearing room, which was ten minutes slow on the first day of the hearing and fourteen on the third, is to be mended at the
expense of nobody. A reader who mends clocks has offered to do it for the pleasure of the thing.</p>
<p>The landlord of the room says that no one had complained. The reporter of this paper had, twice, and was told that the hearing was about
something else.</p>
<p>The reader asks us to say that he takes no side. He has asked for the use of a ladder, and for the radiators to be left as they are.</p>
</article></main>
<footer><p>The Harbour Lantern, on paper on Thursdays</p></footer></body></html>
"""

SHED = {
    "nav.xhtml": page(
        '<nav epub:type="toc"><h1>What is in it</h1><ol><li><a href="shed-1.xhtml">The roof</a></li><li><a href="shed-2.xhtml">The scales</a></li>'
        '<li><a href="shed-3.xhtml">The stair</a></li></ol></nav>'
    ),
    "shed-1.xhtml": page(
        "<h1>The roof</h1><p>Number Two Shed was built in a year when nobody wrote anything down. The roof is older than the walls, which is a "
        "thing that people say of hats.</p><p>It has been mended by everybody in turn: by the railway, by the dock company, and by members with a "
        "bucket. The bucket is the only one of the three that is still in use.</p>"
    ),
    "shed-2.xhtml": page(
        "<h1>The scales</h1><p>The scales came from Aberdeen with a certificate. The certificate hung beside them until the damp had it, and the "
        "scales have been trusted since on their own word.</p><blockquote><p>A box of fish weighs what the man beside it says that it weighs, and "
        "there are two men beside it.</p></blockquote><p>So an old tally clerk put it, and the branch has kept both men ever since.</p>"
    ),
    "shed-3.xhtml": page(
        "<h1>The stair</h1><p>There is one stair, and the branch meets at the top of it. Members who could not climb it used to vote from the "
        "bottom, by knocking: once for, twice against, and three times if they had not heard the question.</p>"
    ),
}  # fmt: skip
DETAILS = (
    "<dc:title>A short history of Number Two Shed</dc:title><dc:creator>Lucy Fenwick</dc:creator><dc:date>2017-05</dc:date>"
    "<dc:publisher>Humber Fish Dock and Markets Branch</dc:publisher><dc:language>en-GB</dc:language><dc:rights>CC0</dc:rights>"
)

CHAIRS = "".join(
    [
        p("Notes for whoever is in the chair", "Title"),
        p("Leith branch, written down by Isla Petrie, January 2018"),
        h("Before the meeting"),
        items(
            p("Count the chairs, and then the members. If there are more members, open the window."),
            p("Have ready:") + items(p("the minutes of the last meeting;"), p("a pencil, which does not run out."), style="L"),
            p("Light the stove. It will not make the room warm, but it makes members think that it will."),
            style="L",
        ),
        h("During the meeting"),
        items(
            p("Whoever has not spoken speaks before whoever has."),
            p("A motion is read out twice. The second time is for those who were at the stove."),
            style="L",
        ),
        p(
            "The chair has no vote<text:note text:note-class=\"footnote\"><text:note-citation>1</text:note-citation><text:note-body>"
            + p("She has a hammer.")
            + "</text:note-body></text:note>, and is not asked for one."
        ),
    ]
)  # fmt: skip
RULES = levels("L", number("1", "."), number("a", ")", "("))
OUTLINE = levels("Outline", number("A", "."), kind="outline")
MASTER = f'<style:master-page style:name="Standard"><style:footer>{p("Leith branch: not to be taken away")}</style:footer></style:master-page>'

LETTER = rb"""{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fnil\fcharset2 Symbol;}}
{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}}{\info{\title Four questions}{\author office}}
\pard The Harbour Lantern\line 3 Ropewalk Steps\line Fishguard\par
\pard 11 February 2019\par
\pard Dear Ms Greaves,\par
\pard\s1 Four questions\par
\pard\plain I write for the paper about the hearing in June, and should be glad of an answer to four things before we print on Thursday:\par
\pard{\listtext\plain 1.\tab}\ls1 how many boxes there are;\par
{\listtext\plain 2.\tab}\ls1 who has read what is in them;\par
{\listtext\plain 3.\tab}\ls1 whether the tube on your porter\u8217\'92s list is one of the boxes, or is counted apart;\par
{\listtext\plain 4.\tab}\ls1 what it will cost to carry them all back.\par
\pard The caf\'e9 opposite your office says that it was eighteen. I should like to have it from you.\par
\pard Yours sincerely,\par
\pard for The Harbour Lantern\par
}
"""

AT_THE_COUNT = {
    "at-the-count/coats.txt": (
        "NOTICE TO EVERYONE AT THE COUNT\n\nCoats are left in the corridor. A coat that is brought into the hall will be counted.\n\n"
        "Fairlead Ballot Services, 3 December 2018\n"
    ),
    "at-the-count/tea.txt": (
        "NOTICE TO OBSERVERS\n\nThere is tea at eleven. The counting does not stop for it. An observer who would like both may hold the cup in the "
        "left hand.\n\nFairlead Ballot Services, 3 December 2018\n"
    ),
}  # fmt: skip


def written() -> dict[str, bytes]:
    """Return the files by name, the same bytes on every machine."""
    headers = (
        "From: <Saved by Blink>", "Snapshot-Content-Location: https://harbour-lantern.example/2019/06/clock",
        "Subject: =?utf-8?Q?The=20clock=20is=20to=20be=20mended=20=E2=80=93=20The=20Harbour=20Lantern?=", "Date: Mon, 1 Jul 2019 08:15:00 -0000",
    )  # fmt: skip
    shown = (
        "text/html\r\nContent-Transfer-Encoding: quoted-printable",
        quopri.encodestring(PAGE.encode()).replace(b"\n", b"\r\n"),
    )
    styled = ("text/css\r\nContent-Transfer-Encoding: quoted-printable", b"nav { color: navy }")
    return {
        "lantern-clock.mhtml": saved(shown, styled, headers=headers),
        "shed-history.epub": epub(SHED, tuple(name for name in SHED if name != "nav.xhtml"), DETAILS),
        "leith-chairs.odt": odt(
            CHAIRS, RULES, style("Title") + OUTLINE, MASTER, "<dc:title>Notes for whoever is in the chair</dc:title>"
        ),
        "lantern-questions.rtf": LETTER,
        "shed-orders.doc": orders.written(),
        "fairlead-complaints.xlsx": complaints.written(),
        "count-notices.tar": tarred(AT_THE_COUNT),
        **office.written(),
    }


if __name__ == "__main__":
    for name, data in written().items():
        (SOURCES / name).write_bytes(data)
