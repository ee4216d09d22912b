"""Word documents: numbers as Word shows them, what is shown as text, and what is not shown under its name."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from zipfile import ZIP_DEFLATED

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import UnreadableError
from ingest.formats.word import word
from tests.archives import built, rows, run
from tests.conftest import ROOT
from tests.formats.docx import directions
from tests.formats.docx.writer import W, docx, levels, num, p, package, t
from tests.formats.mutated import mutated
from tests.formats.shown import as_fixtures

STYLES = """\
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="H1"/></w:style>
<w:style w:type="paragraph" w:styleId="Top"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Deep"><w:name w:val="Deep"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="Rule"><w:name w:val="Rule"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Sub"/><w:basedOn w:val="Rule"/></w:style>
<w:style w:type="paragraph" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style>
"""


def read(data: bytes) -> tuple[list[dict[str, str]], list[str]]:
    """Return the blocks of a Word file as text fixtures show them, and its problems."""
    return as_fixtures(word.decode(data))


def shown(data: bytes) -> list[str]:
    return [words for block in read(data)[0] for words in block.values()]


RULES = levels(("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)"))
DOTTED = levels(("decimal", "%1"), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3"))


@pytest.mark.parametrize(
    ("numbering", "depths", "numbers"),
    [
        pytest.param(RULES, [0, 1, 1, 2, 2, 1, 0, 1], ["1.", "(a)", "(b)", "(i)", "(ii)", "(c)", "2.", "(a)"], id="points"),
        pytest.param(DOTTED, [0, 1, 1, 2, 0, 1], ["1", "1.1", "1.2", "1.2.1", "2", "2.1"], id="dotted"),
        pytest.param(DOTTED, [2, 1], ["1.1.1", "1.2"], id="a level above is missing"),
        pytest.param(levels(("decimal", "Schedule %1")), [0, 0], ["Schedule 1", "Schedule 2"], id="schedules"),
        pytest.param(levels(("upperRoman", "Part %1"), ("decimal", "%1.%2"), more="<w:isLgl/>"), [0, 1], ["Part 1", "1.1"], id="legal"),
        pytest.param(levels(("upperLetter", "%1)")), [0] * 28, [*(f"{chr(65 + n)})" for n in range(26)), "AA)", "BB)"], id="letters"),
        pytest.param(levels(("ordinal", "%1")), [0] * 4, ["1st", "2nd", "3rd", "4th"], id="ordinals"),
        pytest.param(levels(("cardinalText", "%1")), [0] * 2, ["One", "Two"], id="words"),
        pytest.param(levels(("decimalZero", "%1")), [0] * 10, [f"{n:02}" for n in range(1, 11)], id="zero"),
        pytest.param(levels(("bullet", "\uf0b7"), ("bullet", "–")), [0, 1], ["•", "–"], id="bullets"),
        pytest.param(levels(("none", "")), [0], [""], id="none"),
        pytest.param(levels(("decimal", "%1."), ("decimal", "%2."), more='<w:lvlRestart w:val="0"/>'), [0, 1, 0, 1], ["1.", "1.", "2.", "2."], id="never"),
    ],
)  # fmt: skip
def test_numbers(numbering: str, depths: list[int], numbers: list[str]) -> None:
    """The number of a paragraph is the one that Word shows."""
    body = "".join(p("it", numbered=(1, depth)) for depth in depths)
    assert shown(docx(body, numbering=numbering + num(1))) == [f"{number} it".strip() for number in numbers]


def test_lists_that_go_on_and_begin_again() -> None:
    """Two lists of one kind count on together; one that overrides the start begins again."""
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = RULES + num(1) + num(2) + num(3, 1, again)
    body = "".join(p("it", numbered=(n, 0)) for n in (1, 1, 2, 3, 3, 0))
    assert shown(docx(body, numbering=numbering)) == ["1. it", "2. it", "3. it", "5. it", "6. it", "it"]


def test_numbers_of_styles() -> None:
    """A style may number its paragraphs, at the level that belongs to it, and a heading may be numbered."""
    numbering = levels(("decimal", "%1."), ("lowerLetter", "(%2)")).replace(
        '<w:lvl w:ilvl="1">', '<w:lvl w:ilvl="1"><w:pStyle w:val="Sub"/>'
    )
    body = p("Candidates", "Rule") + p("may speak", "Sub") + p("Ballots", "H1", (1, 0)) + p("plain", "Rule", (0, 0))
    assert read(docx(body, numbering=numbering + num(1), styles=STYLES))[0] == [
        {"list item 1": "1. Candidates"}, {"list item 2": "(a) may speak"}, {"heading 1": "2. Ballots"}, {"paragraph": "plain"},
    ]  # fmt: skip


def test_unknown_numbers() -> None:
    """Numbers of a form that is not known are counted, and that is told."""
    _, problems = read(docx(p("it", numbered=(1, 0)), numbering=levels(("hebrew1", "%1")) + num(1)))
    assert problems == [
        "numbers of the form hebrew1 are shown as 1, 2, 3; check them against the document as its program shows it"
    ]


def test_kinds() -> None:
    """Headings are known by their styles, and so are quotations."""
    body = (
        p("The kettle", "Top")
        + p("One", "H1")
        + p("Two", "Mine")
        + p("Three", "Deep")
        + p("Back!", "Q")
        + p("(a) it is")
    )
    assert read(docx(body, styles=STYLES))[0] == [
        {"heading 1": "The kettle"}, {"heading 1": "One"}, {"heading 1": "Two"}, {"heading 3": "Three"},
        {"quote": "Back!"}, {"list item": "(a) it is"},
    ]  # fmt: skip


def test_tracked_changes() -> None:
    """What was inserted is shown, what was deleted is a discard, and a problem tells of both."""
    runs = (
        t("The kettle ")
        + "<w:ins>"
        + t("is back")
        + "</w:ins><w:del><w:r><w:delText>was never gone</w:delText></w:r></w:del>."
    )
    moved = "<w:moveFrom>" + t("gone") + "</w:moveFrom><w:moveTo>" + t("here") + "</w:moveTo>"
    blocks, problems = read(docx(p(runs) + p(moved)))
    assert blocks == [
        {"paragraph": "The kettle is back"}, {"(deleted text)": "was never gone"}, {"paragraph": "here"}, {"(deleted text)": "gone"},
    ]  # fmt: skip
    assert len(problems) == 1
    assert problems[0].startswith("it has tracked changes")


def test_what_is_not_shown() -> None:
    """Hidden words, headers, footers, comments and the addresses of links are discards, each once."""
    hidden = (
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
        + t("open")
        + '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> door</w:t></w:r>'
    )
    data = docx(
        p(hidden) + p("not seen", "Gone"), ("http://a.example", "http://a.example"), styles=STYLES,
        header1=p("Works council"), header2=p("Works council"), footer1=p("Page"), comments=f"<w:comment>{p('Why?')}</w:comment>",
    )  # fmt: skip
    assert read(data)[0] == [
        {"paragraph": "open door"}, {"(hidden text)": "secret"}, {"(hidden text)": "not seen"}, {"(page header)": "Works council"},
        {"(page footer)": "Page"}, {"(comment of the file)": "Why?"}, {"(link of the file)": "http://a.example"},
    ]  # fmt: skip


def test_notes_boxes_and_signs() -> None:
    """Notes and text boxes stand behind their paragraph; breaks, tabs, fields and signs are as they are seen."""
    note = '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="2"/></w:r>'
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>{p('In a box')}</w:txbxContent></wps:txbx>"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{p('In a box')}</w:txbxContent></v:textbox>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    signs = (
        '<w:r><w:tab/><w:t>a</w:t><w:br/><w:t>b</w:t><w:noBreakHyphen/><w:sym w:char="F0B7"/></w:r>'
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:fldSimple><w:r><w:t>7</w:t></w:r></w:fldSimple>"
    )
    data = docx(
        p(t("Taken") + note + box) + p(t("x") + signs) + p(t("Again") + note),
        footnotes=f'<w:footnote w:id="2">{p("On Friday.")}{p("Or Saturday.")}</w:footnote>',
        endnotes=f'<w:endnote w:id="2">{p("See the log.")}</w:endnote>',
    )
    assert shown(data) == [
        "Taken[1][e1]", "In a box", "[1] On Friday.", "Or Saturday.", "[e1] See the log.", "x\ta\nb\u2011•7", "Again[1][e1]",
    ]  # fmt: skip


def test_tables() -> None:
    """A table is its rows; a table of one column is a frame around paragraphs."""
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    table = f"<w:tbl>{row.format(p('Name'), p('Shelf'))}{row.format(p('Quill') + p('Ada'), p('12'))}</w:tbl>"
    frame = f"<w:tbl><w:tr><w:tc>{p('A frame', 'H1')}{p('around it')}</w:tc></w:tr></w:tbl>"
    assert read(docx(table + frame, styles=STYLES))[0] == [
        {"table": "| Name | Shelf |"}, {"table": "| Quill Ada | 12 |"}, {"heading 1": "A frame"}, {"paragraph": "around it"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"", "no Word document", id="nothing"),
        pytest.param(b"PK\x03\x04 and no more", "no package of XML", id="a head alone"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "damaged", id="an old file, broken"),
        pytest.param(package({"x.txt": "x"}), "holds no Word document", id="another package"),
        pytest.param(package({"word/document.xml": "<a>"}), "is no XML", id="no XML"),
        pytest.param(docx("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000), "no XML", id="nested deep"),
        pytest.param(
            docx(p("<w:r><w:drawing><a:blip/></w:drawing></w:r>")), "pictures and no text", id="pictures alone"
        ),
        pytest.param(docx(p("it is back"))[:-40], "no package of XML", id="cut off"),
    ],
)
def test_refused(data: bytes, words: str) -> None:
    """What cannot be read is refused with a sentence that says what to do."""
    with pytest.raises(UnreadableError, match=words):
        word.decode(data)


def test_a_bomb() -> None:
    """What unpacks to more than any document holds is refused before it is."""
    with pytest.raises(UnreadableError, match="larger than"):
        word.decode(package({"word/document.xml": b"<w>" + b" " * 70_000_000 + b"</w>"}, ZIP_DEFLATED))


def test_entities(tmp_path: Path) -> None:
    """Entities are not followed: neither those that swell, nor those that name a file."""
    (tmp_path / "secret").write_text("secret")
    swelling = (
        '<!DOCTYPE d [<!ENTITY a "kettle"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file://' + f'{tmp_path}/secret">]>'
    )
    inner = f'<w:document xmlns:w="{W}"><w:body>{p("a &x; &b; c")}</w:body></w:document>'
    try:
        found = shown(package({"word/document.xml": swelling + inner}))
    except UnreadableError:
        return
    assert "secret" not in str(found)
    assert "kettle" not in str(found)


WHOLE = docx(
    p("The kettle", "H1") + p("it", numbered=(1, 0)) + p("it is back"), numbering=RULES + num(1), styles=STYLES
)
PIECES = [
    p("it"), p("it", "H1", (1, 1)), p("it", "Rule"), "<w:p>", "</w:p>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>",
    "<w:r>", "</w:r>", "<w:t>words</w:t>", "<w:del>", "</w:del>", "<w:br/>", "<w:sym/>", '<w:footnoteReference w:id="x"/>',
    "<w:txbxContent>", "</w:txbxContent>", "<w:numPr/>", "&lt;", "<mc:AlternateContent/>",
]  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_any_body(body: str) -> None:
    """Whatever stands in a body, blocks tile the text or it is refused with a sentence."""
    with suppress(UnreadableError):
        read(docx(body, numbering=RULES + num(1), styles=STYLES))


@settings(max_examples=100, deadline=None)
@given(mutated(WHOLE))
def test_mutated(data: bytes) -> None:
    """Whatever bytes change, no error comes out but a sentence."""
    with suppress(UnreadableError):
        read(data)


def test_archive(tmp_path: Path) -> None:
    """A Word file in an archive is verified, and its rules have the numbers that Word shows."""
    db = built(tmp_path, rules__docx=WHOLE, rules__yml="kind: rules\ntitle: Kettle Rules\n")
    assert run("verify", db).exit_code == 0
    assert rows(db, "select text from passages order by position") == [("The kettle",), ("1. it",), ("it is back",)]


def test_sample() -> None:
    """The Word file of the sample archive is the one that is written here, and is read with its numbers."""
    data = (ROOT / "sources" / "directions.docx").read_bytes()
    assert data == directions.written()
    found = shown(data)
    assert [words[:24] for words in found[3:9]] == [
        "What the parties shall do"[:24], "1. Each party shall send", "(a) every statement on w", "(b) one bundle, with its",
        "2. The Federation shall ", "[1] Asked for by the com",
    ]  # fmt: skip
    assert "| 3 | The Federation’s | 5 |" in found
