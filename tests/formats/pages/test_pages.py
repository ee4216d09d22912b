"""Pages of plain text: paragraphs go on over page breaks, and what stands on pages only as furniture is told apart."""

from __future__ import annotations

from pathlib import Path
from textwrap import wrap

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.formats import pages, plain
from ingest.formats.blocks import PAGE_FURNITURE, Pages
from ingest.parsing.correct import correct
from ingest.parsing.spans import Slices
from tests.archives import built, rows, run
from tests.formats.pages.paper import Furnish, joined, paragraphs, printed, sentence, set_on_pages
from tests.growth import assert_linear
from tests.test_properties import check, parsed

TEXTS = paragraphs(30)
PAPER = set_on_pages(TEXTS, lines=20)
COUNT = len(PAPER)


def read(text: str) -> tuple[Pages, list[str], list[str | None]]:
    """Return the furniture of a text, its paragraphs, and on which pages they stand."""
    found = pages.find(text)
    corrected = correct(text, (), found.cuts)
    blocks = plain.split(corrected.text).blocks
    places = [found.locator(corrected.received(each.start), corrected.received(each.end, end=True)) for each in blocks]
    return found, [joined(corrected.text[each.start : each.end]) for each in blocks], places


def bare(_: int, page: list[str]) -> list[str]:
    """Put nothing on a page but its lines."""
    return page


STYLES: list[tuple[str, Furnish, str, dict[str, int]]] = [
    ("form feeds alone", bare, "\f", {}),
    ("a number below", lambda n, page: [*page, "", f"{n:>30}"], "\f", {"page number": COUNT}),
    (
        "a head with its number",
        lambda n, page: [f"The Harbour Inquiry   {n}", "", *page],
        "\f",
        {"running head": COUNT},
    ),
    (
        "left and right heads",
        lambda n, page: [f"Day Three of it   {n}" if n % 2 else f"{n}   The Harbour Inquiry", "", *page],
        "\f",
        {"running head": COUNT},
    ),
    (
        "a head and a foot",
        lambda n, page: ["IN THE MATTER OF A KETTLE", "CASE 14 OF 2019", "", *page, "", f"Quill Reporters | {n + 40}"],
        "\f",
        {"running head": 2 * COUNT, "running foot": COUNT},
    ),
    ("a page of so many, below", lambda n, page: [*page, "", f"Page {n} of {COUNT}", ""], "", {"page number": COUNT}),
    ("a number between dashes", lambda n, page: [*page, "", f"– {n} –", ""], "", {"page number": COUNT}),
    ("a page in brackets, above", lambda n, page: [f"[Page {n}]", *page], "", {"page number": COUNT}),
    ("a page between rules", lambda n, page: [f"=== Page {n + 6} ===", "", *page], "", {"page number": COUNT}),
    ("a bare number", lambda n, page: [*page, "", f"{n}", ""], "", {"page number": COUNT}),
    (
        "a bare number and a head",
        lambda n, page: [f"{n}", "THE HARBOUR INQUIRY", "", *page],
        "",
        {"page number": COUNT, "running head": COUNT},
    ),
    (
        "heads with numbers",
        lambda n, page: [f"Day Three of it   {n}" if n % 2 else f"{n}   The Harbour Inquiry", "", *page],
        "",
        {"running head": COUNT},
    ),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize(("furnish", "between", "cut"), [each[1:] for each in STYLES], ids=[each[0] for each in STYLES])
def test_furniture(furnish: Furnish, between: str, cut: dict[str, int], newline: str) -> None:
    """Paragraphs go on over pages, whatever stands between, and nothing but the furniture is cut."""
    text = printed(PAPER, furnish, between).replace("\n", newline)
    found, paragraphs, places = read(text)
    named = [each.name for each in found.cuts if each.name != "page break"]
    assert {name: named.count(name) for name in set(named)} == cut
    whole = [joined(each) for each in TEXTS]
    # where a page ends with a sentence nothing in print says whether the paragraph does
    assert len([each for each in whole if each not in paragraphs]) <= 1
    assert joined(" ".join(paragraphs)) == joined(" ".join(whole))
    assert places[0] in ("p 1", "p 7", "p 41")
    assert sum(bool(each and each.startswith("pp ")) for each in places) >= 5


def speeches(count: int) -> list[str]:
    heads = ["Q.  ", "A.  ", "MR FENN:  "]
    return [
        heads[n % 2 if n % 9 else 2] + " ".join(sentence(3 * n + k, 9 + n % 7) for k in range(1 + n % 4))
        for n in range(count)
    ]


def transcript(indent: str, shape: str) -> list[list[str]]:
    """Return the numbered lines of a transcript, page by page."""
    whole: list[str] = []
    for speech in SPEECHES:
        first, *rest = wrap(speech, 50)
        whole += [indent + first, *rest]
    sheets = [whole[n : n + 25] for n in range(0, len(whole), 25)]
    return [[shape.format(p, n, line) for n, line in enumerate(sheet, 1)] for p, sheet in enumerate(sheets, 12)]


SPEECHES = speeches(90)
NUMBERED: list[tuple[str, str, Furnish, str, str]] = [
    ("form feeds", "{1:>5}  {2}", bare, "\f", "p 1"),
    ("a page number above", "{1:>5}  {2}", lambda n, page: [f"{n + 11:>60}", "", *page], "\f", "p 12"),
    ("no page breaks", "{1:>2} {2}", bare, "", "p 1"),
    ("a page number below", "{1:<2}   {2}", lambda n, page: [*page, f"{n + 11:>30}"], "", "p 12"),
    ("tabs", "{1}\t{2}", lambda n, page: [f"Page {n + 11}", *page], "", "p 12"),
    ("double spaced", "{1:>2}   {2}", lambda _, page: "\n\n".join(page).split("\n"), "\f", "p 1"),
    ("page and line", "{0:04}:{1:02}  {2}", bare, "", "p 12"),
]


@pytest.mark.parametrize("indent", ["", "      "], ids=["flush", "indented"])
@pytest.mark.parametrize(
    ("shape", "furnish", "between", "first"), [each[1:] for each in NUMBERED], ids=[each[0] for each in NUMBERED]
)
def test_line_numbers(indent: str, shape: str, furnish: Furnish, between: str, first: str) -> None:
    """A transcript is read without its line numbers, and every speech is found by page and line."""
    _, paragraphs, places = read(printed(transcript(indent, shape), furnish, between))
    assert paragraphs == [joined(each) for each in SPEECHES]
    assert places[0] == f"{first}, l 1–{len(wrap(SPEECHES[0], 50))}"
    assert any(each and "– p" in each for each in places)


def test_line_numbers_of_one_page() -> None:
    """A single page, and what follows of the next, is numbered if many of its lines begin speeches."""
    page = [
        "MS HARDY:  Good morning.  Could you keep your",
        "    voice up, please.",
        *(["Q.  Did you see it?", "A.  I did not."] * 8),
    ]
    numbered = "\n".join(f"{n:>2}  {line}" for n, line in enumerate(page, 1))
    _, paragraphs, places = read(f"{numbered}\n\n 1  Q.  Thank you.\n 2  A.  Sir.\n 3  (The witness withdrew)\n")
    assert paragraphs[:2] == ["MS HARDY: Good morning. Could you keep your voice up, please.", "Q. Did you see it?"]
    assert paragraphs[-1] == "(The witness withdrew)"
    assert len(places) == len(paragraphs)
    items = "\n".join(f"{n:>2}  Item number {n} of the list" for n in range(1, 19))
    assert read(items)[1][0].startswith("1 Item number 1")


def test_line_numbers_behind_times() -> None:
    """The time of day that stands before some of the numbers goes with them."""
    page = [
        "MS HARDY:  Good morning.  Could you keep your",
        "    voice up, please.",
        *(["Q.  Did you see it?", "A.  I did not."] * 8),
    ]
    timed = "\n".join(f"{'10:0' + str(n // 2) if n % 2 else '':<6}{n:>3}  {line}" for n, line in enumerate(page, 1))
    _, paragraphs, _ = read(
        f"{timed}\n\n10:09   1  Q.  Thank you.\n        2  A.  Sir.\n        3  (The witness withdrew)\n"
    )
    assert paragraphs[:3] == [
        "MS HARDY: Good morning. Could you keep your voice up, please.",
        "Q. Did you see it?",
        "A. I did not.",
    ]
    diary = "\n".join(f"10:0{n}  {n} lamps were lit on the pier" for n in range(1, 9))
    assert read(diary)[1][0].startswith("10:01 1 lamps")


def test_line_numbers_of_a_page_with_lines_in_its_middle() -> None:
    """A single page on which no sentence goes on is told from turns with numbers by what stands in the middle of it."""
    page = [
        *(["      Q.  Did you see it?", "      A.  I did not."] * 8),
        *(" " * 24 + words for words in ("[The witness entered court]", "WITNESS: IVO KELL", "[Open session]")),
    ]
    numbered = "\n".join(f"{n:<2}  {line}" for n, line in enumerate(page, 1))
    assert read(numbered)[1][0] == "Q. Did you see it?"
    turns = "\n".join(f"{n:<2}  {line.strip()}" for n, line in enumerate(page, 1))
    assert read(turns)[1][0].startswith("1 Q. Did")


@pytest.mark.parametrize("dot", [".", ""])
def test_line_numbers_of_an_excerpt(dot: str) -> None:
    """A part of a page of a deposition is numbered if lines go on inside a sentence; turns with numbers are not."""
    page = [
        "IVO KELL,",
        "having been first duly sworn, testified",
        "as follows:",
        "EXAMINATION BY MR. DOW:",
        *([f"Q{dot}   Did you see it?", f"A{dot}   I did not."] * 3),
    ]
    numbered = "\n".join(f"{n:<2}  {line}" for n, line in enumerate(page, 1))
    assert read(numbered)[1][-2:] == [f"Q{dot} Did you see it?", f"A{dot} I did not."]
    turns = "\n".join(f"{n:<2}  {line}" for n, line in enumerate(page[4:] * 2, 1))
    assert read(turns)[1][0].startswith("1 Q")


def test_line_numbers_of_two_pages_the_last_not_full() -> None:
    """The last page of a transcript may have fewer lines than the first."""
    page = [
        "MS HARDY:  Good morning.  Could you keep your",
        "    voice up, please.",
        *(["Q.  Did you?", "A.  No."] * 11),
    ]
    sheets = [page, page[:18]]
    numbered = "\n\n".join("\n".join(f"{n:>2}  {line}" for n, line in enumerate(sheet, 1)) for sheet in sheets)
    _, paragraphs, _ = read(numbered)
    assert paragraphs[:2] == ["MS HARDY: Good morning. Could you keep your voice up, please.", "Q. Did you?"]
    assert paragraphs[-1] == "A. No."


def test_empty_numbered_line() -> None:
    """A numbered line without words parts two paragraphs."""
    sheets = [
        [
            f"{n:>2}  and it stood beside the scales as it did on every day of number {n} of the week"
            for n in range(1, 26)
        ]
        for _ in range(4)
    ]
    sheets[1][9] = "10"
    _, paragraphs, _ = read("\n".join(line for sheet in sheets for line in sheet))
    assert len(paragraphs) == 2


def test_same_words_on_every_page() -> None:
    """A paragraph with which every page ends is no running foot."""
    text = printed([[f"{name} said:", "", *wrap(TEXTS[0], 64)] for name in ("Quill", "Fenn", "Bee", "Moss")], bare)
    assert {cut.name for cut in pages.find(text).cuts} <= {"page break"}


TEXT = " ".join(TEXTS[:2])
TURNS = "\n".join(
    f"{n:>2}  {line}"
    for n, line in enumerate(
        [*["MS HARDY: Did you light it?", "MR COLE: I did."] * 7, "MS HARDY: Done, and is that", "the end of it?"], 1
    )
)
LEFT_ALONE = [
    ("numbered rules", "\n\n".join(f"{n}\nCandidates of class {n}\n{TEXT}" for n in range(1, 30))),
    ("numbered paragraphs", "\n\n".join(f"{n}. {TEXT}" for n in range(1, 30))),
    ("rules and their headings", "\n\n".join(f"Rule {n}\n\n{TEXT}" for n in range(1, 30))),
    ("chapters", "\n\n".join(f"CHAPTER {n}\n\n{TEXT}" for n in range(1, 12))),
    ("years alone on a line", "\n\n".join(f"{n}\n\n{TEXT}" for n in range(2001, 2020))),
    ("a table of figures", "\n".join(f"{n}\t{n * 31 % 97}\t{n * 17 % 89}" for n in range(1, 400))),
    ("figures alone on a line", "\n".join(str(n) for n in range(1, 400))),
    ("charts that start again", "\n".join(f"{n}  Kettle Song {n * w}" for w in range(1, 9) for n in range(1, 26))),
    ("short lists that start again", "\n".join(f"{n}. of the kettle" for w in range(9) for n in range(1, 8))),
    ("a poem", "\n".join(f"and on the shelf it stood again{'' if n % 5 else f'   {n}'}" for n in range(1, 200))),
    ("code", "\n".join(f"{n}  let kettle = shelf[{n}];" for n in range(1, 300))),
    ("a chat", "\n".join(f"{10 + n // 60}:{n % 60:02} <ada> it is on the shelf" for n in range(300))),
    ("a chat, minute after minute", "\n".join(f"{10 + n // 60}:{n % 60:02}  so it is" for n in range(1, 30))),
    ("dates as headings", "\n\n".join(f"{n} March 2019\n\n{TEXT}" for n in range(1, 30))),
    ("two pages", f"Page 1\n\n{TEXT}\n\nPage 2\n\n{TEXT}"),
    ("page references", "\n\n".join(f"the words that stand on\npage {n}.\n{TEXT}" for n in range(1, 9))),
    ("numbered turns", TURNS),
    ("a page by the way", f"{TEXT}\n\nPage 3\n\n{TEXT}"),
]


@pytest.mark.parametrize("text", [text for _, text in LEFT_ALONE], ids=[name for name, _ in LEFT_ALONE])
def test_left_alone(text: str) -> None:
    """What only looks like pages is left as it is."""
    assert pages.find(text) == Pages()


@pytest.mark.parametrize(
    ("last", "first", "goes_on"),
    [
        pytest.param("which nobody had expected of the works", "council in the hall.", True, id="inside a sentence"),
        pytest.param("which nobody had ex-", "torted.", True, id="inside a word"),
        pytest.param("as it was seen on the day by the works council of Messrs", "Quill and Fenn.", True, id="a name"),
        pytest.param("It was gone.", "The council met.", False, id="between two sentences"),
        pytest.param("It was gone and nobody knew", "12. The council met.", False, id="a numbered paragraph"),
        pytest.param("The council notes", "(a) that it was gone", False, id="a lettered point"),
        pytest.param("as follows:", "the kettle is back", False, id="a list"),
        pytest.param("Tobias Fenn", "Appendix A", False, id="a signature"),
        pytest.param("He was asked where it was and said that of the", "MS QUILL: Where was it?", False, id="a speech"),
        pytest.param("He was asked where it was and said that of the", "WITNESS STATEMENT", False, id="a heading"),
        pytest.param("as it is provided in clause", "12. The council met.", True, id="a reference"),
    ],
)
def test_paragraph_at_a_page_break(last: str, first: str, goes_on: bool) -> None:
    """A paragraph goes on over a page where print says so: inside a sentence, not before a number or a heading."""
    text = "\n\n".join([*wrap(TEXTS[0], 60)[:6], ""]) + f"\n{last}\n\f{first}\n\n" + "\n".join(wrap(TEXTS[1], 60))
    corrected = correct(text, (), pages.find(text).cuts).text
    assert (f"{last}\n{first}" in corrected) is goes_on
    assert (f"{last}\n\n{first}" in corrected or f"{last}\n\f{first}" in corrected) is not goes_on


PIECES = [
    "word ", "two words, ", "A line of about forty characters, more or less.", "\n", "\n", "\n\n", "\r\n", "\r", "\f", "\f", "\n\f", "\f\n",
    "Page 1", "Page 2 of 3", "- 3 -", "\n4\n", "iv", "  1  and", "\n 2  of", "\n15 it", "0001:01  so", "The Harbour Inquiry", " ", "\t", "\xa0",
    "1. ", "Q. ", "\x0b", "\u2028", "\x85", "#", "é",
]  # fmt: skip
SOUP = st.lists(st.sampled_from(PIECES), max_size=80).map("".join)


@st.composite
def papers(draw: st.DrawFn) -> str:
    """Pages of any lines with furniture of some style, and here and there something that disturbs it."""
    style = draw(st.sampled_from([each[1:3] for each in STYLES] + [(each[2], each[3]) for each in NUMBERED]))
    shape = draw(st.sampled_from(["{2}", "{1:>2}  {2}", "{0:04}:{1:02}  {2}"]))
    sheets = [sheet[: draw(st.integers(0, 25))] for sheet in transcript("", shape)[: draw(st.integers(1, 6))]]
    lines = printed(sheets, *style).split("\n")
    for _ in range(draw(st.integers(0, 4))):
        lines.insert(draw(st.integers(0, len(lines))), draw(st.sampled_from(PIECES)))
    return draw(st.sampled_from(["\n", "\r\n", "\n\n"])).join(lines)


@settings(deadline=None)
@given(st.text() | SOUP | papers())
def test_any_text(text: str) -> None:
    """Cuts are in order and apart, have a name, and never take away the only white space between two words."""
    found = pages.find(text)
    cursor = 0
    for cut in found.cuts:
        assert cursor <= cut.start < cut.end <= len(text)
        assert cut.name in PAGE_FURNITURE
        cursor = cut.end
    assert found.places == sorted(found.places, key=lambda place: place[0])
    corrected = correct(text, (), found.cuts)
    slices = Slices(text, [(cut.start, cut.end) for cut in found.cuts])
    assert corrected.text == slices.slice(0, len(text))
    kept = [words for a, b in slices.pieces(0, len(text)) for words in text[a:b].split()]
    assert corrected.text.split() == kept


@pytest.mark.parametrize("furnish", [bare, STYLES[1][1]], ids=["no numbers", "numbers"])
@pytest.mark.parametrize("between", ["", "\f"], ids=["no form feeds", "form feeds"])
def test_linear(furnish: Furnish, between: str) -> None:
    """Four times the pages take no more than about four times the time."""
    texts = {size: printed(set_on_pages(paragraphs(size), lines=20), furnish, between) for size in (600, 2400)}
    assert_linear(lambda size: pages.find(texts[size]), 600)


INQUIRY = printed(
    set_on_pages(
        [
            "Ada Quill said in her letter: “" + sentence(n, 14)[:-1] + ", and so on.” " + sentence(n, 40)
            for n in range(24)
        ],
        11,
    ),
    lambda n, page: ["The Harbour Inquiry", "", *page, "", f"- {n} -"],
)


def test_archive(tmp_path: Path) -> None:
    """In the archive a passage and a quotation go on over a page; the furniture is named, and nothing is lost."""
    db = built(tmp_path, inquiry__txt=INQUIRY)
    assert run("verify", db).exit_code == 0
    assert rows(db, "select count(*) from passages where text like '%Harbour%' or text like '%- 2 -%'") == [(0,)]
    names = {name for (name,) in rows(db, "select distinct discard from segments where discard is not null")}
    assert {"running head", "page number", "page break"} <= names
    assert rows(db, "select locator from passages where position = 1") == [("p 1",)]
    crossing = rows(
        db,
        "select q.text, p.locator, s.text from quotations q join passages p on p.id = q.passage_id "
        "join segments s on s.source_id = p.source_id and s.discard = 'running head' "
        'and s."start" > q."start" and s."end" < q."end"',
    )
    assert crossing
    for words, locator, head in crossing:
        assert "Harbour" in head
        assert "Harbour" not in words
        assert locator.startswith("pp ")


def test_archive_with_corrections(tmp_path: Path) -> None:
    """A correction beside page furniture is made; one that overlaps it leaves the furniture in the text."""
    begin = INQUIRY.splitlines()[2][:40]
    declared = f"""\
corrections:
  - {{before: "- 2 -", after: "2", reason: misprint}}
  - {{before: "{begin}", after: "Ada Quill wrote", reason: misprint}}
withhold: [{{pattern: "Monday", reason: privacy}}]
"""
    db = built(tmp_path, inquiry__txt=INQUIRY, inquiry__yml=declared)
    assert run("verify", db).exit_code == 0
    assert rows(db, "select count(*) from corrections") == [(2,)]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=papers() | SOUP)
def test_any_source(tmp_path: Path, text: str) -> None:
    """Whatever stands on pages is parsed into segments that give the file back, and spans without page furniture."""
    data = text.encode("utf-8")
    found = parsed(tmp_path, data, "source.txt")
    if found:
        check(found, data)


@pytest.mark.parametrize("left", [False, True], ids=["right", "left"])
def test_every_fifth_line_numbered(left: bool) -> None:
    """Numbers 5, 10, 15 … in a margin, some of them on lines of their own, are no words of the text; the head of the page may be one too."""
    sheets = []
    for n, page in enumerate(PAPER[:4], 5):
        rows_of = [f"{'':8}{line}" if left else line for line in page]
        for at in range(4, len(rows_of), 5):
            number = str(at + 1)
            rows_of[at] = f"{number:<4}{rows_of[at][4:]}" if left else f"{rows_of[at]:<80}{number:>2}"
        sheets.append("\n".join([f"{'':20}The Harbour Bill{'':20}{n}", "", *rows_of]))
    text = "\n\f".join(sheets)
    found, words, _ = read(text)
    beside = [text[cut.start : cut.end] for cut in found.cuts if cut.name == "line number"]
    assert sum(any(map(str.isdigit, each)) for each in beside) == sum(len(page) // 5 for page in PAPER[:4])
    assert words[:-1] == read("\n\f".join("\n".join(page) for page in PAPER[:4]))[1][:-1]
    assert not [each for each in " ".join(words).split() if each.isdigit()]


def test_a_column_of_a_table_is_no_margin() -> None:
    """Numbers with words beyond them are those of a table, whatever they are."""
    page = [
        f"Lamp {n}{'':30}{5 * n:>3}{'':10}lit on the quay" if n < 5 else "A line about a lamp." for n in range(1, 9)
    ]
    found = pages.find("\n\f".join(["\n".join(page)] * 3))
    assert not any(cut.name == "line number" for cut in found.cuts)
