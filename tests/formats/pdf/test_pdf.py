"""PDF: paragraphs as they are seen, on the pages on which they stand; what cannot be read is told."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from pathlib import Path
from textwrap import wrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from ingest.errors import UnreadableError
from ingest.formats import printed as printed_format
from ingest.formats.blocks import Pages
from ingest.formats.pdf import pdf as pdf_format
from ingest.formats.pdf.layout import laid_out
from ingest.formats.pdf.words import Word
from ingest.parsing.correct import correct
from tests.archives import built, rows, run
from tests.formats.mutated import mutated
from tests.formats.pages.paper import joined, paragraphs, set_on_pages
from tests.formats.pdf.writer import content, pdf, set_page, stream
from tests.growth import assert_linear

TEXTS = paragraphs(30)
PAPER = set_on_pages(TEXTS, lines=24)


def read(data: bytes) -> tuple[list[str], list[str | None], list[str]]:
    """Return the paragraphs of a PDF, the pages on which they stand, and the problems."""
    decoded = pdf_format.decode(data)
    found = decoded.pages or Pages()
    corrected = correct(decoded.text, (), found.cuts)
    blocks = printed_format.split(corrected.text).blocks
    places = [found.locator(corrected.received(each.start), corrected.received(each.end, end=True)) for each in blocks]
    problems = [words for words, _, _ in decoded.split.problems] if decoded.split else []
    return [joined(corrected.text[each.start : each.end]) for each in blocks], places, problems


@pytest.mark.parametrize("leading", [12, 15, 24], ids=["close", "wide", "double spaced"])
def test_paragraphs(leading: int) -> None:
    """Paragraphs are told apart by the room between them, and go on over pages; head and number are no part of them."""
    pages = [["The Harbour Inquiry", "", *page, "", f"{n + 4}".rjust(40)] for n, page in enumerate(PAPER, 1)]
    found, places, problems = read(pdf([set_page(page, leading) for page in pages]))
    missing = [text for text in map(joined, TEXTS) if text not in found]
    assert len(missing) <= 1  # a page ends with one of its sentences
    assert joined(" ".join(found)) == joined(" ".join(TEXTS))
    assert places[0] == "p 5"
    assert "pp 5–6" in places
    assert problems == []


def test_indented_paragraphs() -> None:
    """Paragraphs are told apart by an indent."""
    lines = [line for text in TEXTS[:6] for line in set_on_pages([f"    {text}"], lines=60)[0]]
    lines = [("    " + line) if line.split()[0][0].isupper() and line in _firsts() else line for line in lines]
    found, _, _ = read(pdf([set_page(lines)]))
    assert found == [joined(text) for text in TEXTS[:6]]


def _firsts() -> set[str]:
    return {set_on_pages([f"    {text}"], lines=60)[0][0] for text in TEXTS[:6]}


def test_few_pages() -> None:
    """One page or two are places too, and "Page 1 of 2" is no paragraph of theirs."""
    assert read(pdf([set_page(["Dear Ms Quill,", "", "It is back."])]))[1] == ["p 1", "p 1"]
    letter = [["Dear Ms Quill,", "", "It is back.", "", "Page 1 of 2"], ["Tobias Fenn", "", "Page 2 of 2"]]
    assert read(pdf([set_page(page) for page in letter]))[:2] == (
        ["Dear Ms Quill,", "It is back.", "Tobias Fenn"],
        ["p 1", "p 1", "p 2"],
    )


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("11/29/26, 8:55 PM          The ferry inquiry", "https://post.example/ferry          {}/{}"),
        ("The ferry inquiry          https://post.example/ferry", "{} of {}          29/11/2026, 20:55"),
    ],
)
def test_what_a_browser_prints(head: str, foot: str) -> None:
    """When a web page was printed, and from where, is no part of it; one page is enough, and all must count."""
    pages = [[head, "", "The boats were late.", "", foot], [head, "", "Nobody was paid.", "", foot]]
    for count in (1, 2):
        drawn = [set_page([line.format(n, count) for line in page]) for n, page in enumerate(pages[:count], 1)]
        assert read(pdf(drawn))[0] == ["The boats were late.", "Nobody was paid."][:count]
    assert len(read(pdf([set_page([line.format(3, 7) for line in pages[0]])]))[0]) == 3


def test_labels() -> None:
    """A page is called what the file calls it."""
    labels = "/PageLabels << /Nums [0 << /S /r >> 2 << /S /D /St 101 >>] >>"
    found, places, _ = read(pdf([set_page([f"It is back, said number {n}.", "", "Yes."]) for n in "abcd"], labels))
    assert places[::2] == ["p i", "p ii", "p 101", "p 102"]
    assert len(found) == 8


def test_items_and_cells() -> None:
    """Items begin paragraphs, and rows of cells are not joined."""
    lines = [
        "1. The kettle is back",
        "on its shelf.",
        "2. It is not.",
        "",
        "Name            Shelf",
        "Quill           12",
    ]
    assert read(pdf([set_page(lines)]))[0] == [
        "1. The kettle is back on its shelf.", "2. It is not.", "Name Shelf", "Quill 12",
    ]  # fmt: skip


def test_scan() -> None:
    """A scan has no text: the sentence says what to do."""
    image = stream(
        b"\0" * 9, "/Type /XObject /Subtype /Image /Width 3 /Height 3 /ColorSpace /DeviceGray /BitsPerComponent 8"
    )
    scanned = "/XObject << /I 4 0 R >>"
    with pytest.raises(UnreadableError, match="none of its pages has a text layer; run OCR"):
        pdf_format.decode(pdf([b"q 600 0 0 700 0 0 cm /I Do Q"] * 3, drawings=scanned, others=[image]))
    pages = [set_page(["It is back."])] + [b"q 600 0 0 700 0 0 cm /I Do Q"] * 3 + [set_page(["It is."])] + [b"/I Do"]
    _, places, problems = read(pdf(pages, drawings=scanned, others=[image]))
    assert places == ["p 1", "p 5"]
    assert [words.split(";")[0] for words in problems] == [
        "pages 2 to 4 have no text layer", "page 6 has no text layer",
    ]  # fmt: skip


@pytest.mark.parametrize("is_hex", [False, True], ids=["in brackets", "in codes"])
def test_a_string_that_is_too_long(is_hex: bool) -> None:
    """Where a string has more bytes than are read of it, a sentence says so."""
    for count, told in ((32_767, 0), (32_768, 1)):
        words = ("kettle " * 5_000)[:count]
        drawn = b"BT /F 10 Tf 10 700 Td <%s> Tj ET" % words.encode().hex().encode()
        _, _, problems = read(pdf([drawn if is_hex else content([(10, 700, words)])]))
        assert [problem.partition(" so long")[0] for problem in problems] == ["page 1 holds a string"] * told


def test_words_drawn_apart() -> None:
    """Words in a drawing of their own, and words set sideways, are read too."""
    form = stream(
        b"BT /F 10 Tf 72 700 Td (the shelf) Tj ET",
        "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /Font << /F 3 0 R >> >>",
    )
    shown = pdf([content([(72, 720, "the kettle")]) + b"\n/I Do"], drawings="/XObject << /I 4 0 R >>", others=[form])
    assert sorted(joined(" ".join(read(shown)[0])).split()) == ["kettle", "shelf", "the", "the"]
    turned = content([(72, 720, "the kettle")]) + b"\nBT /F 10 Tf 0 1 -1 0 300 300 Tm (sideways) Tj ET"
    assert "sideways" in " ".join(read(pdf([turned]))[0])


def test_drawings_in_drawings() -> None:
    """A drawing that shows another twice, and this one another, is more than there is memory for: that is told, and the page not read."""
    on_a_page = [
        stream(b"/I Do /#49 % twice\nDo", f"/Type /XObject /Subtype /Form /Resources << /XObject << /I {n} 0 R >> >>")
        for n in range(5, 45)
    ]
    last = stream(b"BT /F 10 Tf (x) Tj ET", "/Type /XObject /Subtype /Form /Resources << /Font << /F 3 0 R >> >>")
    shown = pdf([set_page(["It is back."]) + b" /I Do"], drawings="/XObject << /I 4 0 R >>", others=[*on_a_page, last])
    with pytest.raises(UnreadableError, match="its pages hold too much drawing"):
        pdf_format.decode(shown)
    itself = stream(b"/I Do", "/Type /XObject /Subtype /Form")
    data = pdf([set_page(["It is back."]) + b" /I Do"], drawings="/XObject << /I 4 0 R >>", others=[itself])
    assert read(data)[0] == ["It is back."]


def test_annotations() -> None:
    """Comments, links and form fields stand behind the text under their names; other files in it are told."""
    page = (
        "/Annots [<< /Subtype /Text /Contents (Who took it?) >> << /Subtype /Link /A << /S /URI /URI (http://a.example) >> >> "
        "<< /Subtype /Widget /T (Name) /V (Ada Quill) >> 7 << /Subtype /Text >>]"
    )
    names = (
        "/Names << /EmbeddedFiles << /Names [(list.xls) << /Type /Filespec /F (list.xls) /EF << /F 4 0 R >> >>] >> >>"
    )
    decoded = pdf_format.decode(pdf([set_page(["It is back."])], names, page, [stream(b"x")]))
    assert decoded.split is not None
    assert [(each.kind, decoded.text[each.start : each.end], each.discard) for each in decoded.split.blocks] == [
        ("comment of the file", "Who took it?", True),
        ("link of the file", "http://a.example", True),
        ("form field", "Name: Ada Quill", True),
    ]
    assert [words for words, _, _ in decoded.split.problems] == [
        "it holds files that are not read (list.xls); save them beside it"
    ]


def locked(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf([set_page(["It is back."])]))))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    held = BytesIO()
    writer.write(held)
    return held.getvalue()


def test_locked() -> None:
    """A file that asks for no password is read, one that asks is not."""
    assert read(locked(""))[0] == ["It is back."]
    with pytest.raises(UnreadableError, match="locked with a password"):
        pdf_format.decode(locked("kettle"))


def test_encrypted() -> None:
    """A file that is encrypted with AES, and asks for no password, is read with all that it holds."""
    decoded = pdf_format.decode(Path(__file__).with_name("aes.pdf").read_bytes())
    assert decoded.text == "It is back.\n\nWho took it?"


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        pytest.param("[(The) -400 (kettle) -400 (is) -400 (back.)] TJ", "The kettle is back.", id="words moved apart"),
        pytest.param("[(The k) 20 (et) -15 (tle is back.)] TJ", "The kettle is back.", id="letters moved together"),
        pytest.param("(The kettle) Tj 62 4 Td /F 6 Tf (3) Tj", "The kettle 3", id="a note above the line"),
        pytest.param("(The kettle) Tj 0 -12 Td (is back.) Tj 0 12 Td", "The kettle\nis back.", id="two lines"),
        pytest.param("0 -12 Td (is back.) Tj 0 12 Td (The kettle) Tj", "The kettle\nis back.", id="drawn from below"),
    ],
)
def test_words(drawn: str, expected: str) -> None:
    """Words are parted where there is room between them, whether a blank is drawn or not, and stand in their lines."""
    data = pdf([f"BT /F 10 Tf 72 700 Td {drawn} ET".encode()])
    assert [" ".join(line.split()) for line in pdf_format.decode(data).text.splitlines()] == expected.split("\n")


def test_letters_of_a_size_below_nothing() -> None:
    """Letters may be turned over twice, by their size and by what it is set in, and are read as they are seen."""
    data = pdf([b"BT /F -10 Tf -1 0 0 -1 72 700 Tm (The kettle is) Tj 0 12 Td (back again.) Tj ET"])
    assert pdf_format.decode(data).text == "The kettle is\nback again."


def test_no_end() -> None:
    """A file whose end is missing is read as far as it goes."""
    assert read(WHOLE[: WHOLE.rindex(b"%%EOF") - 9])[0] == read(WHOLE)[0]


def test_large_letter() -> None:
    """A letter as high as two lines begins the first of them, and both begin where it stands."""
    drawn = content([(100, 700, "he kettle is back, said the"), (100, 688, "keeper, who took it.")])
    text = pdf_format.decode(pdf([drawn + b"\nBT /F 30 Tf 80 688 Td (T) Tj ET"])).text
    assert text == "The kettle is back, said the\nkeeper, who took it."
    lower = content(
        [
            (100, 700, "he kettle is back, said the"),
            (100, 690, "keeper, who took it."),
            (100, 680, "and the lamp"),
            (80, 670, "was lit again."),
        ]
    )
    text = pdf_format.decode(pdf([lower + b"\nBT /F 30 Tf 80 688 Td (T) Tj ET"])).text
    assert text == "The kettle is back, said the\nkeeper, who took it.\nand the lamp\nwas lit again."
    assert pdf_format.decode(pdf([b"BT /F 30 Tf 80 688 Td (T) Tj ET\n" + content([(72, 500, "he end.")])])).text.split() == [
        "T", "he", "end.",
    ]  # fmt: skip


def test_turned() -> None:
    """What is turned, at whatever angle, stands behind the rest, and takes no line of it apart."""
    lines = content([(72, 720, "The kettle is"), (72, 708, "back.")])
    aside = b"\nBT /F 10 Tf 0 1 -1 0 60 600 Tm (set along the margin) Tj ET BT /F 40 Tf 0.7071 0.7071 -0.7071 0.7071 200 300 Tm (DRAFT) Tj ET"
    text = pdf_format.decode(pdf([lines + aside])).text
    assert text == "The kettle is\nback.\n\nset along the margin\n\nDRAFT"


def word(text: str, left: float, line: float, height: float = 10) -> Word:
    return Word(text, left, left + len(text) * height / 2, line, height, 0)


def test_read_from_the_right() -> None:
    """Words of Hebrew or Arabic stand in the order in which they are read."""
    line = [word("\u05e2\u05d5\u05dc\u05dd", 72, 700), word("\u05e9\u05dc\u05d5\u05dd", 100, 700)]
    assert laid_out(line) == [("\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd", 1)]


def test_a_stop_behind_a_word_of_hebrew() -> None:
    """A sign behind a word that is read from the right stands behind it, and its letters in their order."""
    letters = stream(
        b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <61> <64> <05D0> endbfrange endcmap"
    )
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /ToUnicode 4 0 R >>"
    entries = "/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /Font << /G 5 0 R >> >>"
    drawn = stream(b"BT /G 10 Tf 72 700 Td (.dcba) Tj ET", entries)
    data = pdf([b"/I Do"], drawings="/XObject << /I 6 0 R >>", others=[letters, font, drawn])
    assert pdf_format.decode(data).text == "\u05d0\u05d1\u05d2\u05d3."


@pytest.mark.parametrize(
    ("seen", "read_as"),
    [
        pytest.param(["\u05d0", "General", "Secretary", "\u05d1", "\u05d2"], "\u05d2 \u05d1 General Secretary \u05d0", id="a name in Latin"),
        pytest.param(["\u05d0", "12", "13", "\u05d1", "\u05d2"], "\u05d2 \u05d1 13 12 \u05d0", id="numbers"),
        pytest.param(["He", "said", "\u05d0", "\u05d1", "there"], "He said \u05d1 \u05d0 there", id="Hebrew in a line of Latin"),
    ],
)  # fmt: skip
def test_read_both_ways(seen: list[str], read_as: str) -> None:
    """Words of the other direction stand in their own order in a line."""
    ((text, _),) = laid_out([word(each, 72 + n * 60, 700) for n, each in enumerate(seen)])
    assert text.split() == read_as.split()


def test_drawn_letter_by_letter() -> None:
    """Letters that are drawn one by one, in whatever order, are the words that they make on the page."""
    said = ["The kettle is back on its shelf,", "and the scales stand beside it."]
    letters = [
        (72 + 6.0 * n, 700.0 - 12 * k, sign)
        for k, line in enumerate(said)
        for n, sign in enumerate(line)
        if sign != " "
    ]
    letters = [letters[n * 23 % len(letters)] for n in range(len(letters))]
    assert len(set(letters)) == sum(len(line.replace(" ", "")) for line in said)
    assert [" ".join(line.split()) for line in pdf_format.decode(pdf([content(letters)])).text.split("\n")] == said


@pytest.mark.parametrize(
    ("producer", "expected"),
    [
        ("GPL Ghostscript 10.00.0", "A kettle stands on the shelf, where it is now"),
        ("another program", "Akettle stands onthe shelf, where it is now"),
    ],
)
def test_blanks_that_are_moved_to(producer: str, expected: str) -> None:
    """Ghostscript sets some blanks by moving the letter behind them; where another program does so, it is no blank."""
    drawn = (
        b"BT /T 10 Tf 60 700 Td 2.5 Tc (Ak) Tj 0 Tc 14.72 0 Td (ettle stands o) Tj 52.22 0 Td 2.5 Tc (nt) Tj 0 Tc 10.28 0 Td "
        b"(he shelf, where it is) Tj 100 0 Td (now) Tj ET"
    )
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>"
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf([drawn], others=[font], fonts="/T 4 0 R"))))
    writer.add_metadata({"/Producer": producer})
    data = BytesIO()
    writer.write(data)
    assert read(data.getvalue())[0] == [expected]


def test_blanks_of_a_stretched_line() -> None:
    """A line stretched to its margin is no row of cells, and cells beside it are."""
    stretched = [word("kettle", 72 + n * 42, 700) for n in range(6)]
    cells = [word("Quill", 72, 680), word("keeper", 160, 680)]
    (first, _), (second, _) = laid_out([*stretched, *cells])
    assert "   " not in first
    assert "Quill    " in second


@pytest.mark.alone
@pytest.mark.parametrize(
    ("right", "up"),
    [
        pytest.param(40, 0, id="level"),
        pytest.param(0, 0.3, id="lines close to each other"),
        pytest.param(40, 0.001, id="a slope"),
        pytest.param(0, 0, id="one place"),
    ],
)
def test_growth(right: float, up: float) -> None:
    """A page of four times as many words takes about four times as long, however they lie."""
    assert_linear(lambda size: laid_out([word("kettle", n * right, n * up) for n in range(size)]), 4000)


@pytest.mark.alone
def test_growth_of_large_letters() -> None:
    """So does a page of large letters."""
    letters = [word("T", n * 40, 700, 40) for n in range(20)]
    assert_linear(lambda size: laid_out([*letters, *(word("kettle", n, n) for n in range(size))]), 4000)


WHOLE = pdf([set_page(["The Harbour Inquiry", "", *page]) for page in PAPER[:3]])


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"%PDF-1.7\n", id="a head alone"),
        pytest.param(b"The kettle is back.", id="text"),
        pytest.param(WHOLE.replace(b"/Kids [", b"/Kids [2 0 R "), id="a page tree in a circle"),
        pytest.param(WHOLE.replace(b"/Type /Pages", b"/Type /Pages /Parent 2 0 R"), id="its own parent"),
        pytest.param(WHOLE[: WHOLE.rindex(b"startxref")] + b"startxref\n0\n%%EOF", id="no table"),
        pytest.param(WHOLE.replace(b"/Length ", b"/Length 99999"), id="huge length"),
        pytest.param(pdf([b"q " * 5_000 + b"BT (x) Tj ET"]), id="nested deep"),
        pytest.param(pdf([b"[" * 50_000]), id="arrays in arrays"),
        pytest.param(pdf([b"\0" * 30_000_000]), id="a bomb"),
        pytest.param(pdf([b"BT /F 10 Tf 72 700 Td (x) Tj 0 -1000000000 Td (y) Tj 1e9 0 Td (z) Tj ET"]), id="far apart"),
        pytest.param(pdf([b"BT /F 0 Tf (x) Tj ET BT /G 10 Tf (y) Tj ET"]), id="no size, no font"),
        pytest.param(pdf([]), id="no page"),
    ],
)
def test_broken(data: bytes) -> None:
    """What is broken, or made to do harm, is read as far as it goes or refused with a sentence, and soon."""
    _decoded_or_refused(data)


@pytest.mark.parametrize("data", [b"", bytes(1 << 20), b"The kettle is back."], ids=["empty", "zeros", "text"])
def test_no_pdf(data: bytes) -> None:
    """What is no PDF at all is told at once: nobody looks for its end."""
    with pytest.raises(UnreadableError, match="no object of a PDF stands in it; give it the name of its format"):
        pdf_format.decode(data)


def _decoded_or_refused(data: bytes) -> None:
    with suppress(UnreadableError):
        decoded = pdf_format.decode(data)
        assert len(decoded.text) < 100_000
        decoded.text.encode("utf-8")


@settings(max_examples=60, deadline=None)
@given(mutated(WHOLE), st.integers(1, len(WHOLE)))
def test_mutated(data: bytes, end: int) -> None:
    """Whatever bytes change or are missing at the end, no error comes out but a sentence."""
    _decoded_or_refused(data[:end])


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    """No bytes bring out an error but a sentence."""
    _decoded_or_refused(b"%PDF-1.4\n" + data)


def test_archive(tmp_path: Path) -> None:
    """A PDF in an archive is verified, cited by its pages, and its problems are told."""
    db = built(tmp_path, inquiry__pdf=WHOLE)
    assert run("verify", db).exit_code == 0
    assert rows(db, "select media_type, encoding from sources") == [("application/pdf", None)]
    assert rows(db, "select locator from passages where position = 1") == [("p 1",)]
    assert rows(db, "select count(*) from segments where discard = 'running head'") == [(3,)]


def _column(texts: list[str], x: float, width: int, top: float = 700) -> list[tuple[float, float, str]]:
    """Return the lines of some paragraphs below each other in a column."""
    placed, y = [], top
    for text in texts:
        for line in wrap(joined(text), width):
            placed.append((x, y, line))
            y -= 12
        y -= 12
    return placed


@pytest.mark.parametrize(
    ("columns", "width", "lower"),
    [
        pytest.param([72, 312], 36, 0, id="two"),
        pytest.param([72, 312], 36, 5, id="two, whose lines do not stand level"),
        pytest.param([60, 228, 396], 24, 0, id="three"),
        pytest.param([130, 330], 28, 0, id="two, beside a wide margin"),
    ],
)
def test_columns(columns: list[int], width: int, lower: int) -> None:
    """Columns are read one below the other, under what stands across them."""
    share = 6 // len(columns)
    drawn: list[tuple[float, float, str]] = [(72, 740, "THE LAMP AT THE END OF THE QUAY, AND WHAT BECAME OF IT IN MAY")]
    for n, x in enumerate(columns):
        drawn += _column(TEXTS[n * share : (n + 1) * share], x, width, 700 - n * lower)
    drawn.append((306, 40, "7"))
    found, _, _ = read(pdf([content(drawn)]))
    said = [joined(text) for text in TEXTS[:6]]
    assert joined(" ".join(found[1:])).startswith(joined(" ".join(said)))
    assert lower or found[1:7] == said


def _justified(texts: list[str], x: float, width: int, top: float) -> list[tuple[float, float, str]]:
    """Return the words of some paragraphs below each other in a column, stretched to its margin."""
    placed = []
    for at, y, line in _column(texts, x, width, top):
        words = line.split()
        room = (width - sum(map(len, words))) * 6 / max(len(words) - 1, 1) if len(line) > width * 0.7 else 6
        for word_ in words:
            placed.append((at, y, word_))
            at += len(word_) * 6 + room  # noqa: PLW2901
    return placed


def test_columns_above_other_columns() -> None:
    """Two columns above a title above three, all stretched to margins that are close to each other, are read in their order."""
    drawn = [each for n, x in enumerate((50, 302)) for each in _justified(TEXTS[n : n + 1], x, 40, 740 - 3 * n)]
    drawn += [(50.0, 590.0, "Of the lamp")]
    drawn += [each for n, x in enumerate((50, 218, 386)) for each in _justified(TEXTS[n + 2 : n + 3], x, 26, 560)]
    text = joined(" ".join(read(pdf([content(drawn)]))[0]))
    said = [joined(each) for each in TEXTS[:5]]
    assert text == " ".join([*said[:2], "Of the lamp", *said[2:]])


def test_a_table_is_read_across() -> None:
    """What stands side by side in short lines, or in figures, is a table."""
    drawn = [(72.0, 700.0 - 12 * n, f"Paid to keeper {n}") for n in range(12)]
    drawn += [(312.0, 700.0 - 12 * n, f"in the month of May {n}") for n in range(12)]
    text = pdf_format.decode(pdf([content(drawn)])).text
    assert [" ".join(line.split()) for line in text.splitlines()] == [
        f"Paid to keeper {n} in the month of May {n}" for n in range(12)
    ]


ALLEGED = [
    ("He let the oil run out in the night", "She says that the cask was never full"),
    ("He took the keys of the store away", "The keys were given to him in March"),
    ("He told nobody of the broken stairs", "The stairs were mended by the council"),
    ("He wrote in the log that all was well", "The log was written by another hand"),
]


CELLS = [
    "The keeper let the oil run out in the night and told nobody of it until the boats were in",
    "She says that the cask was never full, and that the store was locked when she asked for more; her mate heard it, and wrote it down",
    "He took the keys of the store away",
    "The keys were given to him in March by the council, as its book of that month shows on the page for keys and bells",
    "He told nobody of the broken stairs, on which a boy fell in the week after the fair of the harbour",
    "The stairs were mended by the council before the fair",
    "He wrote in the log that all was well when it was not, and signed it with the name of another",
    "The log was written by another hand, which is not his, and not that of anyone who was there in May or in June or after",
    "He left the lamp dark for eleven nights, and the boats lay outside the bar until the morning of the twelfth",
    "It was lit on ten of them",
    "He sold the old lamp to a trader of the town, who has it yet, without a word to those who own it",
    "The lamp was his own, and the council never paid for it, though it was asked to do so in each of four years and more",
]


def test_a_table_of_sentences_is_read_across() -> None:
    """Cells of prose that end where their line does stay in their rows."""
    rows_of = [(f"{left} {n}.", f"{right} {n}.") for n in range(3) for left, right in ALLEGED]
    drawn = [
        (x, 700.0 - 12 * n, words) for n, row in enumerate(rows_of) for x, words in zip((72, 330), row, strict=True)
    ]
    text = pdf_format.decode(pdf([content(drawn)])).text
    assert [" ".join(line.split()) for line in text.splitlines()] == [" ".join(row) for row in rows_of]


@pytest.mark.parametrize("across", ["", "any"], ids=["two columns", "three columns"])
def test_names_beside_sentences_are_a_table(across: str) -> None:
    """Names in small letters below each other are no column of prose, whatever stands beside them."""
    names = ["lamp", "oil-can", "wick-box", "lamp-oil", "ladder", "saucer-b", "quay-bell", "harbour", "mooring"]
    cells = [(name, across, f"kept by him who has the {name} in hand") for name in names]
    drawn = [
        (x, 700.0 - 12 * n, words)
        for n, row in enumerate(cells)
        for x, words in zip((72, 170, 280), row, strict=True)
        if words
    ]
    text = pdf_format.decode(pdf([content(drawn)])).text
    assert [line.split() for line in text.splitlines() if line] == [" ".join(row).split() for row in cells]


@pytest.mark.parametrize(
    ("places", "width", "room"),
    [
        pytest.param((72, 330), 38, 8, id="two columns"),
        pytest.param((72, 330), 38, 0, id="no room between the rows"),
        pytest.param((50, 225, 400), 24, 6, id="three columns"),
    ],
)
def test_a_table_of_wrapped_sentences_is_read_cell_by_cell(places: tuple[int, ...], width: int, room: int) -> None:
    """Cells whose sentences go on over several lines stay in their rows, each by itself."""
    cells = [f"{words} {at}." for at, words in enumerate(CELLS, 1)][: len(CELLS) // len(places) * len(places)]
    top, drawn = 700.0, list[tuple[float, float, str]]()
    for first in range(0, len(cells), len(places)):
        row = [wrap(words, width) for words in cells[first : first + len(places)]]
        drawn += [(x, top - 12 * n, line) for x, lines in zip(places, row, strict=True) for n, line in enumerate(lines)]
        top -= 12 * max(map(len, row)) + room
    found, _, _ = read(pdf([content(drawn)]))
    assert [joined(text) for text in found] == cells
