"""PDF: running heads of few pages, numbers of pages that letters and bundles have, and pull quotes."""

from __future__ import annotations

import pytest

from ingest.formats import printed as printed_format
from ingest.formats.blocks import Block
from ingest.formats.browser_heads import title_in
from ingest.formats.pages import paged
from ingest.formats.pdf import pdf as pdf_format
from ingest.formats.pdf.edges import find
from ingest.formats.pdf.faces import Drawn
from ingest.formats.pdf.headings import below_site
from ingest.formats.pdf.layout import laid_out
from ingest.formats.pdf.letters import whole
from ingest.formats.pdf.pulled import find as pulled
from ingest.formats.pdf.words import Word, upright
from ingest.parsing.correct import correct
from tests.formats.pdf.test_headings import written
from tests.formats.pdf.test_pdf import read
from tests.formats.pdf.writer import content, pdf, set_page
from tests.growth import assert_linear

NAMES = ("Ada", "Carl", "Tobias")
GO_ON = [["It stood beside the scales", "for eleven years."], ["On Friday it was gone."]]


def pages(*lines: tuple[str, float], texts: list[list[str]] = GO_ON) -> bytes:
    """Return pages of some paragraphs, on each of which one more line stands at a height."""
    return pdf(
        [
            content([(72, y, words)]) + b" " + set_page(["", "", "", *text])
            for (words, y), text in zip(lines, texts, strict=True)
        ]
    )


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param(("Case Number: 2302217/2016", 760), ("Case Number: 2302217/2016", 760), 0, id="at the same place"),
        pytest.param(("Case Number: 2302217/2016", 760), ("Case Number: 2302217/2016", 720), 2, id="at another"),
        pytest.param(("Case Number: 2302217/2016", 760), ("Case Number: 2302218/2016", 760), 2, id="other words"),
        pytest.param(("From: Ada Quill", 760), ("From: Ada Quill", 760), 2, id="a field of an e-mail"),
        pytest.param(
            ("it stood beside the scales", 760), ("it stood beside the scales", 760), 2, id="within a sentence"
        ),
        pytest.param(("BDB/000456", 30), ("BDB/000457", 30), 0, id="the numbers of a bundle"),
        pytest.param(("BDB/000456", 760), ("BDB/000457", 760), 0, id="the numbers of a bundle, at the top"),
        pytest.param(("Kettle inquiry, page 7", 760), ("Kettle inquiry, page 8", 760), 0, id="counted pages"),
        pytest.param(("Motion 1", 760), ("Motion 2", 760), 2, id="titles of two documents"),
        pytest.param(("Witness statement", 760), ("Witness statement", 760), 2, id="the same title of two documents"),
        pytest.param(("Ada Quill, harbour pilot", 760), ("- 2 -", 760), 1, id="the second sheet of a letter"),
        pytest.param(("Ada Quill, harbour pilot", 760), ("- 3 -", 760), 2, id="not its number"),
    ],
)
def test_two_pages(first: tuple[str, float], second: tuple[str, float], expected: int) -> None:
    """Of two pages the same line at the same place is a running head, and a number that counts its page is one."""
    text = " ".join(read(pages(first, second))[0])
    assert sum(text.count(words) for words in {first[0], second[0]}) == expected


def test_bates() -> None:
    """The numbers that are stamped on the pages of a bundle are those of its pages, where nothing else is."""
    stamped = [(f"BDB/{n:06}", 30.0) for n in range(455, 458)]
    texts, places, _ = read(
        pages(*stamped, texts=[[f"It was gone, said {name}.", "", f"Nobody asked {name}."] for name in NAMES])
    )
    assert texts == [words for name in NAMES for words in (f"It was gone, said {name}.", f"Nobody asked {name}.")]
    assert places[::2] == ["p 455", "p 456", "p 457"]


def test_title_again() -> None:
    """The title in smaller letters at the top of the second page is a running head."""
    first = content([(72, 740, "The Ropewalk Lock-Out")], 20) + b" " + set_page(["", "", "", "", *GO_ON[0]])
    second = content([(72, 760, "THE ROPEWALK LOCK-OUT")], 8) + b" " + set_page(["", *GO_ON[1]])
    assert read(pdf([first, second]))[0][1:] == [
        "It stood beside the scales for eleven years.",
        "On Friday it was gone.",
    ]


QUOTED = """\
Dolores Achebe said that the shelf had been level until the spring, and that writing was a
matter for Reading, as the firm had told her on the telephone when she
{}
asked for it a second time. The committee met in the packing hall, as the landlord of the
Plough had let his room to the choir for the evening, and adjourned before the lamps failed.\
"""


def quoted(words: str) -> list[str]:
    decoded = pdf_format.decode(written(QUOTED.format(words)))
    assert decoded.pages is not None
    return [decoded.text[cut.start : cut.end].strip() for cut in decoded.pages.cuts if cut.name == "pull quote"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("<16> “Writing was a matter for Reading”", 1, id="words of the text"),
        pytest.param("<16> “Writing was a matter for Swindon”", 0, id="other words"),
        pytest.param("“Writing was a matter for Reading”", 0, id="in letters of the text"),
        pytest.param("<16> A matter for", 0, id="few words"),
    ],
)
def test_pull_quotes(words: str, expected: int) -> None:
    """What stands a second time in large letters, and parts a paragraph, is set aside; what is said once is not."""
    assert len(quoted(words)) == expected


def test_no_more_than_their_share() -> None:
    """Many lines at the edges of pages, and many in large letters, take no more than their share of time."""

    def rows(size: int) -> list[Drawn]:
        return [
            Drawn(f"kettle{n}".ljust(20, "x"), 72.0, 300.0, 700.0 - n, 10.0 + 5 * (n % 2), False, False)
            for n in range(size)
        ]

    def work(size: int) -> object:
        made = rows(size)
        text = "\n".join(f"kettle{n}".ljust(20, "x") for n in range(size))
        return find([text, text], [made, made], 10.0), pulled([text], [made], 10.0)

    assert_linear(work, 3_000)


def test_pages_on_a_sheet() -> None:
    """Pages of a transcript that are printed on one sheet are pointed at by their own numbers, and a speech goes on over them."""
    said = ["Q.  Did you see the kettle on", "    the shelf?", "A.  I did not, as the shelf", "    was gone."] * 13
    lines = [f"{n % 25 + 1:>2}  {words}" for n, words in enumerate(said[:50])]
    text = "\n\n".join(["Page 41", "\n".join(lines[:25]), "Page 42", "\n".join(lines[25:])])
    found = paged(text, [])
    assert [cut.name for cut in found.cuts if cut.name != "line number"] == ["page number", "page number"]
    corrected = correct(text, (), found.cuts)
    places = [
        found.locator(corrected.received(each.start), corrected.received(each.end, end=True))
        for each in printed_format.split(corrected.text).blocks
    ]
    assert places[:2] == ["p 41, l 1–2", "p 41, l 3–4"]
    assert places[12:14] == ["p 41, l 25 – p 42, l 1", "p 42, l 2–3"]


def test_narrow_columns() -> None:
    """A line of a narrow column that ends with a sentence does not end the paragraph, however wide the title of the page is."""
    column = [
        "The board now accepts that the meter",
        "served the exchange, and that nobody",
        "had read it since the spring of 1987.",
        "The trustees met five times, and they",
        "let two houses and mended one roof.",
    ]
    wide = "Report of the trustees of the almshouses of the parish of Netherby for the year that ended in March"
    assert read(pdf([set_page([wide, "", *column])]))[0] == [wide, " ".join(column)]


def test_small_indent() -> None:
    """An indent of two columns begins a paragraph below the end of a sentence, and no other."""
    lines = ["The shelf is gone, and nobody has seen it", "since the spring. It was level."]
    more = ["  Nobody asked for it, as nobody cares", "for shelves."]
    text = "\n".join([*lines, *more])
    assert [text[each.start : each.end] for each in printed_format.split(text).blocks] == [
        "\n".join(lines), "\n".join(more).strip(),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("11/29/26, 8:55 PM          The ferry inquiry - Quay Post", ("The ferry inquiry",)),
        ("11/29/26, 8:55 PM          Something else", ("Quay Post", "The ferry inquiry")),
    ],
)
def test_the_name_of_a_site(words: str, expected: tuple[str, ...]) -> None:
    """The name of a site above the headline is no heading, where the browser prints what the page is called."""
    text = "Quay Post\nThe ferry inquiry"
    headings = [Block("heading", 0, 9, 1), Block("heading", 10, 27, 2)]
    found = below_site(headings, text, title_in(words))
    assert tuple(text[each.start : each.end] for each in found) == expected


def test_upright() -> None:
    """A page that is turned as a whole is read as if it were not; one with a note along the margin is left as it is."""
    turned = [Word("kettle", 0, 10, 700, 10, 90), Word("shelf", 12, 20, 700, 10, 90)]
    assert {word.turn for word in upright(turned)} == {0}
    assert upright([turned[0]._replace(turn=0), turned[1]])[1].turn == 90


def test_a_large_letter_below_a_byline() -> None:
    """A large letter at the front of a paragraph belongs to the lines beside it, not to the one above them."""
    words = [
        Word("W", 46, 80, 649.2, 36, 0), Word("By", 46, 55, 684.4, 9, 0), Word("Ada", 57, 70, 684.4, 9, 0),
        Word("hen", 82, 98, 667.9, 10, 0), Word("it", 100, 108, 667.9, 10, 0), Word("went", 82, 104, 654.4, 10, 0),
    ]  # fmt: skip
    assert [line.strip() for line, _ in laid_out(words)] == ["By Ada", "When it", "went"]


def test_letters_set_apart() -> None:
    """Letters that are set apart are words, though two of them may be drawn as one and a hyphen stands among them."""
    signs = ["R", "O", "P", "E", "WA", "L", "K", "L", "O", "C", "K", "-", "O", "U", "T"]
    starts = [0.0]
    for n, sign in enumerate(signs):
        starts.append(starts[-1] + 6 * len(sign) + (14 if n == 6 else 4))
    line = [Word(sign, x, x + 6 * len(sign), 700, 8, 0) for sign, x in zip(signs, starts, strict=False)]
    assert [word.text for word in whole(line)] == ["ROPEWALK", "LOCK-OUT"]
