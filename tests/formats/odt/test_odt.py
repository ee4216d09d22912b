"""OpenDocument texts: numbers as their program shows them, what is shown as text, and what is not shown under its name."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from zipfile import ZIP_DEFLATED

import docutils.core
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import UnreadableError
from ingest.formats.word import odt as odt_format
from tests.archives import built, rows, run
from tests.formats.docx.writer import package
from tests.formats.mutated import mutated
from tests.formats.odt.writer import NAMES, fodt, h, items, levels, number, odt, p, style
from tests.formats.shown import as_fixtures
from tests.growth import assert_linear


def read(data: bytes) -> tuple[list[dict[str, str]], list[str]]:
    """Return the blocks of a text as text fixtures show them, and its problems."""
    return as_fixtures(odt_format.decode(data))


def shown(data: bytes) -> list[str]:
    return [words for block in read(data)[0] for words in block.values()]


RULES = levels("L", number("1", "."), number("a", ")", "("), number("i", ")", "("))
DOTTED = levels("L", number("1"), *(number("1", more=f'text:display-levels="{n}"') for n in (2, 3)))
DEEP = items(p("it") + items(p("it"), p("it") + items(p("it"), p("it")), p("it")), p("it") + items(p("it")), style="L")


@pytest.mark.parametrize(
    ("kinds", "body", "numbers"),
    [
        pytest.param(RULES, DEEP, ["1.", "(a)", "(b)", "(i)", "(ii)", "(c)", "2.", "(a)"], id="points"),
        pytest.param(DOTTED, DEEP, ["1", "1.1", "1.2", "1.2.1", "1.2.2", "1.3", "2", "2.1"], id="dotted"),
        pytest.param(DOTTED, items(items(items(p("it")), p("it")), style="L"), ["1.1.1", "1.2"], id="a level above is missing"),
        pytest.param(levels("L", number("1", before="Schedule ")), items(p("it"), p("it"), style="L"), ["Schedule 1", "Schedule 2"], id="schedules"),
        pytest.param(
            levels("L", number("I", more='loext:num-list-format="Part %1%"'), number("1", more='loext:num-list-format="%1%-%2%:"')),
            items(p("it") + items(p("it")), style="L"), ["Part I", "I-1:"], id="patterns",
        ),
        pytest.param(levels("L", number("A", ")")), items(*[p("it")] * 28, style="L"), [*(f"{chr(65 + n)})" for n in range(26)), "AA)", "AB)"], id="letters"),
        pytest.param(
            levels("L", number("a", more='style:num-letter-sync="true"')), items(*[p("it")] * 28, style="L"), [*(chr(97 + n) for n in range(26)), "aa", "bb"],
            id="letters in step",
        ),
        pytest.param(levels("L", "•\uf0b7", "•–"), items(p("it") + items(p("it")), style="L"), ["•", "–"], id="bullets"),
        pytest.param(levels("L", number("")), items(p("it"), style="L"), [""], id="none"),
        pytest.param(
            RULES + levels("M", "", number("1", ")")),
            items(p("it") + items(p("it"), p("it")) + items(p("it"), style="M") + items(p("it"), style="M"), style="L"),
            ["1.", "(a)", "(b)", "1)", "2)"], id="a list of another kind in a list",
        ),
        pytest.param("", items(p("it"), style="L"), [""], id="a kind that is not there"),
        pytest.param(RULES, items(p("it"), style="L") + items(p("it"), style="L"), ["1.", "1."], id="two lists"),
        pytest.param(RULES, items(p("it"), style="L") + items(p("it"), style="L", more='text:continue-numbering="true"'), ["1.", "2."], id="goes on"),
        pytest.param(
            RULES, items(p("it"), style="L", more='xml:id="x"') + items(p("it"), style="L") + items(p("it"), style="L", more='text:continue-list="x"'),
            ["1.", "1.", "2."], id="goes on with another",
        ),
        pytest.param(
            RULES, items(p("it"), p("it"), style="L").replace("<text:list-item>", '<text:list-item text:start-value="4">', 1), ["4.", "5."], id="starts at 4",
        ),
        pytest.param(RULES, items("<text:number>7 bis</text:number>" + p("it"), p("it"), style="L"), ["7 bis", "2."], id="printed"),
        pytest.param(
            RULES + style("P", more='style:list-style-name="L"'), items(p("it", "P"), p("it", "P")), ["1.", "2."], id="of the style of the paragraph"
        ),
        pytest.param(
            RULES, f'<text:numbered-paragraph text:list-id="x" text:style-name="L" text:level="2">{p("it")}</text:numbered-paragraph>' * 2, ["(a)", "(b)"],
            id="items without a list",
        ),
    ],
)  # fmt: skip
def test_numbers(kinds: str, body: str, numbers: list[str]) -> None:
    """The number of an item is the one that the program shows."""
    assert shown(odt(body, kinds)) == [f"{number} it".strip() for number in numbers]


def test_items_of_several_paragraphs() -> None:
    """An item bears its number once, a header of a list none, and a heading in a list that of the list."""
    body = items(p("one") + p("more of it"), h("two", 2), style="L").replace(
        "<text:list-item>", f"<text:list-header>{p('head')}</text:list-header><text:list-item>", 1
    )
    assert read(odt(body, RULES))[0] == [
        {"paragraph": "head"}, {"list item 1": "1. one"}, {"paragraph": "more of it"}, {"heading 2": "2. two"},
    ]  # fmt: skip


OUTLINE = levels("Outline", number("1", "."), number("a", ")", more='text:display-levels="1"'), kind="outline")


def test_numbers_of_headings() -> None:
    """The outline of a document numbers its headings, wherever they stand, but those that say no."""
    body = (
        h("One") + h("A", 2) + items(h("Two"), style="Outline") + h("B", 2, 'text:is-list-header="true"')
        + h("Five", 1, 'text:restart-numbering="true" text:start-value="5"') + h("", 1) + h("Bare", 1, 'text:style-name="N"') + h("Deep", 3)
    )  # fmt: skip
    assert read(odt(body, style("N", more='style:list-style-name=""'), OUTLINE))[0] == [
        {"heading 1": "1. One"}, {"heading 2": "a) A"}, {"heading 1": "2. Two"}, {"heading 2": "B"}, {"heading 1": "5. Five"},
        {"heading 1": "Bare"}, {"heading 3": "Deep"},
    ]  # fmt: skip


def test_unknown_numbers() -> None:
    """Numbers of a form that is not known are counted, and that is told."""
    blocks, problems = read(odt(items(p("it"), style="L"), levels("L", number("α"))))
    assert (blocks, len(problems)) == ([{"list item 1": "1 it"}], 1)
    assert problems[0].startswith("numbers of the form α are shown as 1, 2, 3")


def test_kinds() -> None:
    """Titles, quotations and captions are known by the styles that theirs are based on."""
    own = style("P1", "Title") + style("P2", "Block_20_Quote") + style("P3", "Illustration")
    named = (
        style("Block_20_Quote", "Quotations")
        + style("Illustration", "Caption")
        + style("Sub", "Subtitle")
        + style("S", "S")
    )
    body = (
        p("The kettle", "P1")
        + p("A history", "Sub")
        + p("Back!", "P2")
        + p("Fig. 1", "P3")
        + p("(a) it is")
        + p("so", "S")
    )
    assert read(odt(body, own, named))[0] == [
        {"heading 1": "The kettle"}, {"heading 2": "A history"}, {"quote": "Back!"}, {"caption": "Fig. 1"},
        {"list item": "(a) it is"}, {"paragraph": "so"},
    ]  # fmt: skip


def changed(id: str, inner: str) -> str:
    return f'<text:changed-region xml:id="{id}" text:id="{id}">{inner}</text:changed-region>'


def test_tracked_changes() -> None:
    """What was inserted is shown, what was deleted is a discard where it stood, and a problem tells of both."""
    regions = (
        changed("d1", f"<text:deletion><office:change-info/>{p('was never gone')}</text:deletion>")
        + changed("d2", f"<text:deletion>{p('Whole')}{p('paragraphs')}</text:deletion>")
        + changed("d3", f"<text:deletion>{p('nowhere')}</text:deletion>")
        + changed("i1", "<text:insertion/>")
    )
    body = (
        f"<text:tracked-changes>{regions}</text:tracked-changes>"
        + p('The kettle <text:change-start text:change-id="i1"/>is back<text:change-end text:change-id="i1"/><text:change text:change-id="d1"/>.')
        + '<text:change text:change-id="d2"/>' + p("here")
    )  # fmt: skip
    blocks, problems = read(odt(body))
    assert blocks == [
        {"paragraph": "The kettle is back."}, {"(deleted text)": "was never gone"}, {"(deleted text)": "Whole\nparagraphs"},
        {"paragraph": "here"}, {"(deleted text)": "nowhere"},
    ]  # fmt: skip
    assert [words[:84] for words in problems] == [
        "it has tracked changes: what was inserted (in 1 paragraphs) is shown, what was delet"
    ]


def test_what_is_not_shown() -> None:
    """Hidden words, headers, footers, comments, contents and the addresses of links are discards, each once."""
    hidden = '<style:text-properties text:display="none"/>'
    own = (
        style("T", inner=hidden, family="text")
        + style("P", inner=hidden)
        + style("Open", "P", inner=hidden.replace("none", "true"))
    )
    masters = "".join(
        f'<style:master-page style:name="{n}"><style:header>{p("Works council")}</style:header>'
        f"<style:footer-left>{p('Page')}</style:footer-left></style:master-page>"
        for n in range(2)
    )
    note = f"<office:annotation><dc:creator>Ada</dc:creator>{p('Why?')}</office:annotation>"
    body = (
        p(f'<text:span text:style-name="T">secret</text:span>open door{note}<text:hidden-text text:string-value="x"/>')
        + p("not seen", "P") + p("seen", "Open") + f'<text:section text:display="none">{p("away")}{items(p("it"))}</text:section>'
        + "<text:table-of-content><text:table-of-content-source><text:p>%</text:p></text:table-of-content-source>"
        + f'<text:index-body>{p("One 1")}</text:index-body></text:table-of-content>'
        + p('<text:a xlink:href="http://a.example/">there</text:a> <text:a xlink:href="#top">up</text:a>')
    )  # fmt: skip
    assert read(odt(body, own, masters=masters))[0] == [
        {"paragraph": "open door"}, {"(hidden text)": "secretx"}, {"(hidden text)": "not seen"}, {"paragraph": "seen"},
        {"(hidden text)": "away"}, {"(hidden text)": "it"}, {"(table of contents)": "One 1"}, {"paragraph": "there up"},
        {"(comment of the file)": "Why?"}, {"(page header)": "Works council"}, {"(page footer)": "Page"}, {"(link of the file)": "http://a.example/"},
    ]  # fmt: skip


def test_notes_boxes_and_signs() -> None:
    """Notes and text boxes stand behind their paragraph; spaces, breaks, tabs and fields are as they are seen."""
    note = (
        '<text:note text:note-class="{}"><text:note-citation>{}</text:note-citation><text:note-body>{}</text:note-body></text:note>'
    ).format
    box = f"<draw:frame><draw:text-box>{p('In a box')}</draw:text-box></draw:frame><draw:g><draw:rect>{p('drawn')}</draw:rect></draw:g>"
    body = (
        p(f"Taken{note('footnote', '1', p('On Friday.') + p('Or later.'))}{box}{note('endnote', 'i', p('See the log.'))}")
        + p("\n   two  <text:s/>spaces<text:s text:c='2'/>\n <text:span> more</text:span><text:tab/>a<text:line-break/>b <text:page-count>7</text:page-count>")
        + p("ru<text:soft-page-break/>by<text:ruby><text:ruby-base>x</text:ruby-base><text:ruby-text>y</text:ruby-text></text:ruby>")
        + "<text:soft-page-break/>" + p("<text:s text:c='999999999'/>end")
    )  # fmt: skip
    assert shown(odt(body)) == [
        "Taken[1][i]", "In a box", "drawn", "[1] On Friday.", "Or later.", "[i] See the log.", "two  spaces   more\ta\nb 7", "rubyx", "end",
    ]  # fmt: skip


def test_a_note_of_more_than_paragraphs() -> None:
    """Lists and tables in a note, and what its sections hold, stand behind its mark as its paragraphs do."""
    cells = "".join(f"<table:table-cell>{p(words)}</table:table-cell>" for words in ("Quill", "Ada"))
    inner = items(p("kettle"), p("pot"), style="L") + f"<text:section>{p('See the log.')}</text:section>"
    table = f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
    note = f"<text:note><text:note-citation>1</text:note-citation><text:note-body>{inner}{table}</text:note-body></text:note>"
    assert shown(odt(p(f"Taken{note}"), RULES)) == [
        "Taken[1]", "[1] 1. kettle", "2. pot", "See the log.", "| Quill | Ada |"
    ]  # fmt: skip


def test_tables() -> None:
    """A table is its rows; a table of one column is a frame around paragraphs."""
    row = "<table:table-row><table:table-cell>{}</table:table-cell><table:table-cell>{}</table:table-cell></table:table-row>".format
    inner = f"<table:table>{row(p('in'), p('side'))}</table:table>"
    head = f"<table:table-column/><table:table-header-rows>{row(p('Name'), p('Shelf'))}</table:table-header-rows>"
    table = f"<table:table>{head}{row(p('Quill') + p('Ada'), items(p('12'), style='L'))}{row(inner, '')}</table:table>"
    covered = table.replace(p("Ada"), p("Ada") + "<table:covered-table-cell/>")
    frame = f"<table:table><table:table-row><table:table-cell>{h('A frame')}{p('around it')}</table:table-cell></table:table-row></table:table>"
    expected = [
        {"table": "| Name | Shelf |"}, {"table": "| Quill Ada | 1. 12 |"}, {"table": "| in side |  |"}, {"heading 1": "A frame"}, {"paragraph": "around it"},
    ]  # fmt: skip
    assert read(odt(table + frame, RULES))[0] == expected
    assert read(odt(covered + frame, RULES))[0] == expected


def test_objects() -> None:
    """Formulas and charts are told; a text of pictures alone is refused."""
    drawn = p('<draw:frame><draw:object xlink:href="./Object 1"/><draw:image/></draw:frame>')
    assert read(odt(drawn + p("It"))) == (
        [{"paragraph": "It"}], ["formulas, charts or sheets in it are not read (1 of them); save them as files of their own"]
    )  # fmt: skip
    with pytest.raises(UnreadableError, match="pictures and no text"):
        odt_format.decode(odt(drawn))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("The  Kettle", {"title": "The Kettle"}, id="stands in the text"),
        pytest.param("Letter template", {}, id="of a template"),
        pytest.param("", {}, id="none"),
    ],
)
@pytest.mark.parametrize("make", [odt, fodt])
def test_title(make: object, title: str, expected: dict[str, str]) -> None:
    """A title of the properties counts if the text says it too; who made the file and when says nothing of the text."""
    meta = f"<dc:title>{title}</dc:title><dc:creator>Ada</dc:creator><dc:date>2019-03-12T10:00:00</dc:date>"
    data = make(p("A note") + p("THE KETTLE"), meta=meta)  # type: ignore[operator]
    found = odt_format.decode(data)
    assert found.split is not None
    assert found.split.front_matter == expected
    assert "Ada" not in found.text


def test_one_file() -> None:
    """A text in one file of XML is read as one in a package."""
    body = h("One") + items(p("it"), style="L")
    assert read(fodt(body, RULES, OUTLINE)) == read(odt(body, RULES, OUTLINE))


LOCKED = f"<manifest:manifest {NAMES}><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"", "holds no text of OpenDocument", id="nothing"),
        pytest.param(b"\xd0\xcf\x11\xe0 of Word", "give it the name of its format", id="another format"),
        pytest.param(b"PK\x03\x04 and no more", "no package of XML, as .odt files are", id="a head alone"),
        pytest.param(odt(p("it is back"))[:-40], "no package of XML", id="cut off"),
        pytest.param(package({"x.txt": "x"}), "holds no text of OpenDocument", id="another package"),
        pytest.param(package({"content.xml": "<a>"}), "is no XML", id="no XML"),
        pytest.param(fodt("").replace(b"office:text", b"office:sheet"), "holds no text of OpenDocument", id="a sheet"),
        pytest.param(package({"META-INF/manifest.xml": LOCKED, "content.xml": "\x00"}), "locked with a password", id="locked"),
        pytest.param(fodt(p("it is back"))[:-9], "its part the whole file is no XML", id="one file cut off"),
        pytest.param(fodt("<text:section>" * 5000 + "</text:section>" * 5000), "no XML", id="nested deep"),
    ],
)  # fmt: skip
def test_refused(data: bytes, words: str) -> None:
    """What cannot be read is refused with a sentence that says what to do."""
    with pytest.raises(UnreadableError, match=words):
        odt_format.decode(data)


def test_a_bomb() -> None:
    """What unpacks to more than any document holds is refused before it is."""
    with pytest.raises(UnreadableError, match="larger than"):
        odt_format.decode(odt(" " * 70_000_000, packed=ZIP_DEFLATED))
    with pytest.raises(UnreadableError, match="larger than 60,000,000 bytes; save it"):
        odt_format.decode(b"<a>" + b" " * 61_000_000 + b"</a>")


@pytest.mark.parametrize("make", [odt, fodt])
def test_entities(tmp_path: Path, make: object) -> None:
    """Entities are not followed: neither those that swell, nor those that name a file."""
    (tmp_path / "secret").write_text("secret")
    swelling = (
        f'<!DOCTYPE d [<!ENTITY a "kettle"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
    )
    data = make(p("a &x; &b; c"))  # type: ignore[operator]
    with suppress(UnreadableError):
        found = str(shown(data.replace(b"<office:document", swelling.encode() + b"<office:document", 1)))
        assert "secret" not in found
        assert "kettle" not in found


def test_written_by_another(tmp_path: Path) -> None:
    """A text that docutils wrote has the blocks and the numbers of its source."""
    source = "Kettle\n======\n\nOne\n---\n\nWords [1]_ of it.\n\n1. first\n\n   a. inner\n\n2. second\n\n- dot\n\n== ==\nA  B\n== ==\n\n.. [1] A note.\n"
    data = docutils.core.publish_string(source, writer="odf_odt")
    assert isinstance(data, bytes)
    assert read(data)[0][:9] == [
        {"heading 1": "Kettle"}, {"heading 1": "One"}, {"paragraph": "Words [1] of it."}, {"paragraph": "[1] A note."},
        {"list item 1": "1. first"}, {"list item 2": "a) inner"}, {"list item 1": "2. second"}, {"list item 1": "● dot"}, {"table": "| A | B |"},
    ]  # fmt: skip


WHOLE = odt(h("The kettle") + items(p("it"), p("it"), style="L") + p("it is back"), RULES, OUTLINE)
PIECES = [
    p("it"), h("it", 2), items(p("it"), style="L"), "<text:p>", "</text:p>", "<text:list>", "<text:list-item>", "</text:list-item>", "</text:list>",
    "<table:table>", "</table:table>", "<table:table-row>", "</table:table-row>", "<table:table-cell>", "</table:table-cell>", "words", "<text:s/>",
    '<text:change text:change-id="x"/>', "<text:tracked-changes>", "</text:tracked-changes>", changed("x", f"<text:deletion>{p('gone')}</text:deletion>"),
    "<text:note>", "</text:note>", "<text:note-body>", "</text:note-body>", "<draw:frame>", "</draw:frame>", "<text:section>", "</text:section>", "&lt;",
    '<text:numbered-paragraph text:level="x">', "</text:numbered-paragraph>", "<office:annotation>", "</office:annotation>",
    "<text:index-body>", "</text:index-body>",
]  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_any_body(body: str) -> None:
    """Whatever stands in a body, blocks tile the text or it is refused with a sentence."""
    with suppress(UnreadableError):
        read(odt(body, RULES, OUTLINE))
    with suppress(UnreadableError):
        read(fodt(body, RULES, OUTLINE))


@settings(max_examples=100, deadline=None)
@given(mutated(WHOLE))
def test_mutated(data: bytes) -> None:
    """Whatever bytes change, no error comes out but a sentence."""
    with suppress(UnreadableError):
        read(data)


def test_archive(tmp_path: Path) -> None:
    """A text in an archive is verified, and its rules have the numbers that their program shows."""
    said = (
        "kind: rules\ntitle: Kettle Rules\ncorrections: [{before: it is back, after: it is black, reason: misprint}]\n"
    )
    db = built(tmp_path, rules__odt=WHOLE, rules__yml=said, letter__fodt=fodt(p("Dear Ms Quill,") + p("it came.")))
    assert run("verify", db, "--files", tmp_path / "sources").exit_code == 0
    assert rows(db, "select text from passages where source_id = 'rules' order by position") == [
        ("1. The kettle",), ("1. it",), ("2. it",), ("it is back",)
    ]  # fmt: skip


@pytest.mark.alone
@pytest.mark.parametrize(
    "piece",
    [
        pytest.param(items(p("it"), style="L", more='text:continue-numbering="true"'), id="lists"),
        pytest.param("<text:section>" * 200 + p("it") + "</text:section>" * 200, id="sections"),
        pytest.param("<text:p><draw:frame>" * 90 + "it" + "</draw:frame></text:p>" * 90, id="boxes in boxes"),
        pytest.param(
            "<table:table><table:table-row><table:table-cell/><table:table-cell>" * 60 + p("it") + "</table:table-cell></table:table-row></table:table>" * 60,
            id="tables in tables",
        ),
        pytest.param(p('<text:change text:change-id="x"/> it  <text:s/>'), id="paragraphs"),
    ],
)  # fmt: skip
def test_growth(piece: str) -> None:
    """A text that is four times as long takes about four times as long."""
    assert_linear(lambda size: read(odt(piece * size, RULES, OUTLINE)), 60)


@pytest.mark.alone
def test_growth_of_styles() -> None:
    """Styles that are based on each other, or on themselves, take time that grows with their number."""
    assert_linear(lambda size: read(odt(p("it"), "".join(style(f"P{n}", f"P{n - 1}") for n in range(size)))), 4000)
