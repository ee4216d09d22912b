"""PDF: headings are told by their letters and by bookmarks; what only looks like one stays a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from ingest.declarations.source import Declaration
from ingest.formats import FORMATS
from ingest.formats.blocks import Block, Cut
from ingest.formats.headed import headed
from ingest.formats.page_lines import lines_of
from ingest.formats.pdf import pdf as pdf_format
from ingest.formats.pdf.bookmarks import Bookmark, first_pages, unseen
from ingest.formats.pdf.faces import Drawn
from ingest.formats.pdf.headings import find
from ingest.parsing.correct import correct
from ingest.parsing.decoded import made_of
from tests.archives import built, rows
from tests.cases import Case, cases
from tests.formats.pdf.writer import content, pdf
from tests.growth import assert_linear

FORMAT = next(each for each in FORMATS if each.name == "PDF")
FONTS = "/B 4 0 R /T 5 0 R /I 6 0 R"
FACES = [
    f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()
    for name in ("Times-Bold", "Times-Roman", "Times-Italic")
]
# "<14b> ", "<8t> ", "<b> ": the size of the letters, and b for bold, i for italic ones, f for those of a typewriter
LETTERS = re.compile(r"<(\d*)([bif]?)> ?")


def drawn(page: str) -> bytes:
    """Return the content stream of lines below each other; an empty line is half as far, a column six points wide."""
    streams, y = [], 760.0
    for line in page.split("\n"):
        if not line.strip():
            y -= 6
            continue
        words = line.lstrip()
        match = LETTERS.match(words)
        size = int(match[1] or 10) if match else 10
        font = {"b": "B", "i": "I", "f": "F"}.get(match[2] if match else "", "T")
        y -= size * 1.2
        words = words[match.end() :] if match else words
        streams.append(content([(60 + 6 * (len(line) - len(line.lstrip())), y, words)], size, font))
    return b"\n".join(streams)


def written(text: str) -> bytes:
    """Return a PDF of the pages of a case, which lines of hyphens part."""
    return pdf([drawn(page) for page in text.split("\n---\n")], others=FACES, fonts=FONTS)


def headings(data: bytes) -> Iterator[str]:
    """Yield the level and the words of each heading of a PDF."""
    decoded = pdf_format.decode(data)
    corrected = correct(decoded.text, (), decoded.pages.cuts if decoded.pages else ())
    for block in made_of(FORMAT, decoded, corrected, Declaration()).blocks:
        if block.kind == "heading":
            yield f"{block.level} {' '.join(corrected.text[block.start : block.end].split())}"


@pytest.mark.parametrize("case", cases("headings", Path(__file__).parent))
def test_headings(case: Case) -> None:
    """A heading stands out, stands by itself, and stands above text; the same letters have the same level."""
    assert list(headings(written(case.text))) == case.expected


def test_typewriter_letters() -> None:
    """Heavy letters of a typewriter are a sample among others, and a heading in a text that is typed."""
    text = "<f> The kettle was on the shelf when the last of them went home, and\n<f> the door was locked by somebody."
    assert list(headings(_typed("<b> The first night", text))) == ["1 The first night"]
    assert list(headings(_typed("<f> .SHELF kettle", text.replace("<f> ", "")))) == []


def _typed(heading: str, text: str) -> bytes:
    """Return a PDF in which the letters of a typewriter are heavy in a line that is to be a heading."""
    faces = [FACES[0].replace(b"Times-Bold", b"Courier-Bold"), *FACES[1:]]
    return pdf([drawn("\n\n".join([text, heading.replace("<f>", "<b>"), text]))], others=faces, fonts=FONTS)


PAGES = """\
<8> The shelf

What the club is for

The club is for the kettle, and for those who drink of it, and for nobody else who may come in
from the street.

<14b> 2    The shelf

The shelf is level.

<14b> The tin

It is empty.
"""


def test_bookmarks() -> None:
    """A line that a bookmark names is a heading of its level, whatever its letters, with its number or without; others in its letters are too."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(written(PAGES))))
    club = writer.add_outline_item(title="What the club is for", page_number=0)
    writer.add_outline_item(title="The Shelf", page_number=0, parent=club)
    writer.add_outline_item(title="What nobody wrote", page_number=0, parent=club)
    data = BytesIO()
    writer.write(data)
    assert list(headings(data.getvalue())) == ["1 What the club is for", "2 2 The shelf", "2 The tin"]


def test_bookmarks_deeper_than_they_are_read(caplog: pytest.LogCaptureFixture) -> None:
    """What stands deep within an outline is left out, without a word on the terminal."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(written(PAGES))))
    parent = None
    for title in ("What the club is for", *"abcdefgh", "The club"):
        parent = writer.add_outline_item(title=title, page_number=0, parent=parent)
    data = BytesIO()
    writer.write(data)
    assert next(headings(data.getvalue())) == "1 What the club is for"
    assert caplog.records == []


def test_headings_within_paragraphs() -> None:
    """A block that holds a heading is parted before and behind it; one whose lines are blocks of their own is one."""
    text = "a word. The\nhead\n(a) more"
    heading = Block("heading", 8, 16, 2)
    parts = [Block("paragraph", 0, 7), heading, Block("list item", 17, 25)]
    assert headed([Block("paragraph", 0, 25)], [heading], text) == parts
    assert headed([Block("paragraph", 0, 11), Block("paragraph", 12, 25)], [heading], text) == parts
    assert headed([Block("paragraph", 0, 25)], [], text) == [Block("paragraph", 0, 25)]
    assert headed([Block("code", 0, 16)], [heading], text) == [Block("code", 0, 7), heading]


def test_archive(tmp_path: Path) -> None:
    """The headings of a PDF are passages of an archive that say so, with their numbers."""
    db = built(tmp_path, kettle__pdf=written(PAGES))
    found = rows(db, "select kind, text from passages order by position")
    assert [text for kind, text in found if kind == "heading"] == ["2    The shelf", "The tin"]


def test_the_mark_of_a_note() -> None:
    """A title is one with the mark of a note behind it, which is drawn higher and by itself."""
    text = "The kettle ∗\n" + "\n".join(["It is as level as it was when the shelf was made of the old door"] * 4)
    lines = [
        Drawn("".join(line.split()), 10, 300, -12.0 * n, 10, False, False) for n, line in enumerate(text.split("\n"))
    ]
    lines[0] = lines[0]._replace(words="Thekettle", height=17)
    found = list(find([text], [[*lines, Drawn("∗", 80, 84, 4.0, 7, False, False)]], [], []))
    assert [(text[each.start : each.end], each.level) for each in found] == [("The kettle ∗", 1)]


def _many(size: int) -> tuple[str, list[Drawn]]:
    """Return a page of as many headings as it has paragraphs, and its lines as they are drawn."""
    lines = [f"{words} {n}" for n in range(size) for words in ("The shelf", "It is as level as it was " * 3)]
    rows = [
        Drawn("".join(line.split()), 10, 300, -12.0 * n, 10 if n % 2 else 14, not n % 2, False)
        for n, line in enumerate(lines)
    ]
    return "\n".join(lines), rows


def test_growth() -> None:
    """A page of many headings, each with a bookmark and with furniture between them, takes as many times as long as it is longer."""

    def work(size: int) -> None:
        text, lines = _many(size)
        marks = [Bookmark(0, 1, f"The shelf {n}") for n in range(size)]
        cuts = [Cut(line.start, line.end, "running head") for line in lines_of(text)][::7]
        assert list(find([text], [lines], cuts, marks))

    assert_linear(work, 2_000)


def test_growth_of_blocks() -> None:
    """One paragraph with many headings in it takes as many times as long as it is longer."""

    def work(size: int) -> None:
        text = "The shelf\n" * size
        found = [Block("heading", 10 * n, 10 * n + 9, 1) for n in range(0, size, 2)]
        assert len(headed([Block("paragraph", 0, len(text) - 1)], found, text)) >= size // 2

    assert_linear(work, 20_000)


PRINTED = """\
<24b> Plot Nineteen
<8> Home About Archive Contact

<18b> The mattress

<8> Posted on 23 June 1999 by Pieter

Ada Quill, who has held the key for longer than the records go back, offered to show the
engineer the place where the culvert comes out.

<14b> How it got there

Nobody could say who had ordered the drain, and the railway, which may have, has not been
there since 1964.

Filed under: drains, mattresses
"""


def test_the_title_of_a_printed_post(tmp_path: Path) -> None:
    """A heading right above the date of a page of a blog is the title of its post, whatever stands above that."""
    db = built(tmp_path, plot__pdf=written(PRINTED))
    assert rows(db, "select title, published_date from blog_posts") == [("The mattress", "1999-06-23")]
    assert rows(db, "select text from passages where kind = 'heading'") == [("The mattress",), ("How it got there",)]


TEXT = "The kettle was on the shelf when the last of them went home in the evening, and it was gone."
TAGGED = [
    ("NonStruct", "<24b> The Kettle Gazette"),
    ("H1", "<14> Nobody saw it go"),
    ("P", TEXT),
    ("H2", "<10i> What was seen"),
    ("P", TEXT),
    ("NonStruct", "<12b> Hobden for boots"),
    ("P", "Closed on Wednesdays, and on the afternoons of other days, until the kettle comes home."),
    ("H2", "<10i> What was heard, by those who"),
    ("H2", "<10i> had gone to hear it"),
    ("P", TEXT),
]


def _tagged(lines: list[tuple[str, str]]) -> bytes:
    """Return a PDF of one page that says of its lines what they are; lines of one heading are one element."""
    first, page = 7, 7 + 3 + len(lines)
    each = [
        f"<< /Type /StructElem /S /{name} /P {first + 1} 0 R /Pg {page} 0 R /K {n} >>".encode()
        for n, (name, _) in enumerate(lines)
    ]
    numbers = [first + 3 + n for n in range(len(lines))]
    numbers[-2] = numbers[-3]  # the second line of the last heading
    each[-3] = each[-3].replace(b"/K 7", b"/K [7 8]")
    every, kids = (" ".join(f"{n} 0 R" for n in found) for found in (numbers, dict.fromkeys(numbers)))
    tree = [
        f"<< /Type /StructTreeRoot /K {first + 1} 0 R /ParentTree {first + 2} 0 R >>".encode(),
        f"<< /Type /StructElem /S /Document /P {first} 0 R /K [{kids}] >>".encode(),
        f"<< /Nums [0 [{every}]] >>".encode(),
    ]
    parts = drawn("\n".join(words for _, words in lines)).split(b"\n")
    marked = [
        b"/%s << /MCID %d >> BDC\n%s\nEMC" % (name.encode(), n, part)
        for n, ((name, _), part) in enumerate(zip(lines, parts, strict=True))
    ]
    catalog = f"/MarkInfo << /Marked true >> /StructTreeRoot {first} 0 R"
    return pdf([b"\n".join(marked)], catalog, "/StructParents 0", [*FACES, *tree, *each], fonts=FONTS)


def test_tags() -> None:
    """Lines that tags call headings are headings of that level, in whatever letters; then others are none, but a title in larger ones."""
    assert list(headings(_tagged(TAGGED))) == [
        "1 The Kettle Gazette", "1 Nobody saw it go", "2 What was seen", "2 What was heard, by those who had gone to hear it",
    ]  # fmt: skip


def test_tags_that_say_nothing() -> None:
    """Tags that call most of a text a heading are not believed."""
    found = list(headings(_tagged([("H1", words) for _, words in TAGGED])))
    assert "1 The Kettle Gazette" in found
    assert not any(TEXT in words for words in found)


@pytest.mark.parametrize("count", [3, 6_000])
def test_more_tags_than_are_looked_through(count: int) -> None:
    """A file with more elements than are looked through is read without them."""
    many = [("P", "<10> Tea")] * count
    found = list(headings(_tagged([*TAGGED[:7], *many, *TAGGED[7:]]) if count > 100 else _tagged(TAGGED)))
    assert ("2 What was seen" in found) == (count < 100)


def test_bookmarks_that_no_page_says() -> None:
    """What a bookmark says that does not stand on its page is kept beside the text; its number counts for nothing, and each is said once."""
    marks = [
        Bookmark(0, 1, "1. The Kettle"),
        Bookmark(0, 2, "Ada’s note"),
        Bookmark(0, 2, "Ada’s note"),
        Bookmark(7, 1, "Nowhere"),
    ]
    assert list(unseen(marks, ["The kettle is gone"])) == ["Ada’s note"]
    assert first_pages(marks) == (1, 8)


def test_many_bookmarks_that_no_page_says() -> None:
    """Many bookmarks to one long page take no more than their share of time."""

    def work(size: int) -> object:
        return list(unseen([Bookmark(0, 1, f"kettle {n}") for n in range(size)], ["shelf " * 1_000]))

    assert_linear(work, 2_000)
