"""RTF: characters in every way they are written, what is shown as text, and what is not shown under its name."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import ArchiveError, DeclarationError, UnreadableError
from ingest.formats.decode import Decoded
from ingest.formats.word import rtf as rtf_format
from ingest.formats.word import rtf_reader
from ingest.formats.word.rtf_reader import DEEPEST
from tests.archives import built, rows, run
from tests.formats.mutated import mutated
from tests.growth import assert_linear
from tests.test_markdown import check_tiling, described

FONTS = r"{\fonttbl{\f0\froman\fcharset0 Times;}{\f1\fcharset204 Cyr;}{\f2\fnil\fcharset2 Symbol;}{\f3\fcharset128 Mincho;}{\f4\cpg1253 Greek;}}"
STYLES = r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s2 heading 2;}{\s3 Title;}{\s4 Quote;}{\s5 caption;}{\*\cs9 heading 3;}}"


def rtf(body: str | bytes, head: str = FONTS + STYLES, end: bytes = b"}") -> bytes:
    """Return an RTF file with this body."""
    written = body if isinstance(body, bytes) else body.encode("ascii")
    return b"{\\rtf1\\ansi\\ansicpg1252\\deff0" + head.encode("ascii") + b"\r\n" + written + end


def decoded(data: bytes, declared: str | None = None) -> Decoded:
    found = rtf_format.decode(data, declared)
    assert found.split is not None
    check_tiling(found.split, found.text)
    ends = [0, *(run.end for run in found.runs)]
    assert all(before <= run.start < run.end for before, run in zip(ends, found.runs, strict=False))
    assert all(0 <= run.byte_start < run.byte_end <= len(data) for run in found.runs)
    return found


def read(data: bytes, declared: str | None = None) -> tuple[list[dict[str, str]], list[str]]:
    """Return the blocks of a file as text fixtures show them, and its problems."""
    found = decoded(data, declared)
    assert found.split is not None
    return [described(each, found.text) for each in found.split.blocks], [words for words, _, _ in found.split.problems]


def shown(data: bytes) -> list[str]:
    return [words for block in read(data)[0] for words in block.values()]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(r"caf\'e9 \'93so\'94", "café “so”", id="hexadecimal"),
        pytest.param(b"caf\xe9", "café", id="bytes"),
        pytest.param(r"it\u8217?s \u8217\'92\u8217\'92", "it’s ’’", id="by number"),
        pytest.param(r"\uc2\u22909\'ba\'c3 {\uc0\u233}\u233 ??\uc1\u233 ?", "好 ééé", id="with more or fewer signs for others"),
        pytest.param(r"\u-10179?\u-8694? \u-10179?x", "😊 \ufffdx", id="of two halves"),
        pytest.param(r"{\f1 \'cf\'f0\'e8}\f4\'e1\plain\'e9", "Приαé", id="of the font"),
        pytest.param(b"{\\f3 \\'93\\'fa\\'96{\\b x}\\'83A}", "日\ufffdxア", id="of two bytes"),
        pytest.param(r"a\~b\_c\-d\emdash e\endash\lquote g\rquote\ldblquote h\rdblquote\bullet\tab i\line j", "a\u00a0b\u2011cd—e–‘g’“h”•\ti\nj", id="sign"),
        pytest.param(r"\{a\}\\b", "{a}\\b", id="braces"),
        pytest.param("wo\r\nrd {\\b bo}ld\\b0 er{\\i  it}", "word bolder it", id="lines and formats"),
        pytest.param(r"{\upr{a?}{\*\ud{a\u233}}}{\*\unknown x{y}}{\pict\picw1 89504e}{\*\bkmkstart x}z", "aéz", id="groups"),
        pytest.param(b"{\\*\\shppict{\\pict\\bin5 }}}}}}a", "a", id="bytes of a picture"),
        pytest.param(r"{\f2 \'b7} a", "• a", id="a font of signs"),
        pytest.param(r"\u8217\par", "’", id="an end of a paragraph stands for nothing"),
        pytest.param(rb"a\'zzb\ ", "azzb", id="broken"),
    ],
)  # fmt: skip
def test_characters(body: str | bytes, expected: str) -> None:
    """A character is what a word processor shows, however it is written."""
    assert " ".join(shown(rtf(body))) == expected


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        pytest.param(r"\ansicpg1251", rb"\'cf\'f0\'e8", "При", id="page of the file"),
        pytest.param(r"\mac", rb"\'8e", "é", id="Mac"),
        pytest.param(r"\pca", rb"\'82", "é", id="DOS"),
        pytest.param(r"\ansicpg65001", "é".encode(), "é", id="UTF-8"),
        pytest.param(r"\ansicpg99999", rb"\'e9", "é", id="a page that is none"),
        pytest.param(r"\deff7{\fonttbl{\f7\fcharset238 Roman CE;}}", rb"\'b3", "ł", id="usual font"),
    ],
)
def test_code_pages(head: str, body: bytes, expected: str) -> None:
    """Bytes are read in the page of their font, else in that of the file."""
    assert shown(rtf(body, head)) == [expected]


def test_declared() -> None:
    """A declared encoding counts before what the file says; one that is none is told; what is no character too."""
    assert read(rtf(rb"\'cf\'f0\'e8"), "cp1251")[0] == [{"paragraph": "При"}]
    with pytest.raises(DeclarationError, match="encoding: there is none of the name klingon"):
        rtf_format.decode(rtf("x"), "klingon")
    blocks, problems = read(rtf(rb"\'81 a\'01"))
    assert (blocks, problems[0][:56]) == (
        [{"paragraph": "\ufffd a\ufffd"}],
        "2 of its bytes or signs are no characters; \ufffd stands for ",
    )


def test_kinds() -> None:
    """Headings, quotations and captions are known by their styles; numbers are those that the file prints."""
    body = (
        r"\s3 The kettle\par\pard\s1 One\par\pard\s2 Two\par\pard\s4 Back!\par\pard\s5 Fig. 1\par\pard\outlinelevel2 Three\par"
        r"\pard{\listtext\pard\plain\f2 \'b7\tab}\ls1 dot\par{\pntext\f0 2.\tab}second\par{\listtext (a)\tab}\s1 Four\par"
        r"\pard (b) it is\par{\listtext 3.}\par{\listtext 4.}{\deleted x}\par"
    )
    assert read(rtf(body))[0] == [
        {"heading 1": "The kettle"}, {"heading 1": "One"}, {"heading 2": "Two"}, {"quote": "Back!"}, {"caption": "Fig. 1"}, {"heading 3": "Three"},
        {"list item 1": "• dot"}, {"list item 1": "2. second"}, {"heading 1": "(a) Four"}, {"list item": "(b) it is"},
        {"list item 1": "3."}, {"(deleted text)": "x"},
    ]  # fmt: skip


def test_what_is_not_shown() -> None:
    """Hidden and deleted words, headers, footers, comments and the addresses of links are discards, each once."""
    body = (
        r"{\header\pard Works council\par}{\headerl\pard Works council\par}{\footerf Page \chpgn}{\info{\author Ada}{\*\company Works}}"
        r"The {\v secret }kettle {\deleted was gone}{\revised is back}{\v0 .}{\*\atnid AQ}\chatn{\*\annotation{\*\atndate 1}Why?\par Then}\par"
        r'{\field{\*\fldinst { HYPERLINK "http://a.example/x" \\o "tip"}}{\fldrslt {\ul there}}}{\field{\*\fldinst PAGE}{\fldrslt 7}}\par'
    )
    blocks, problems = read(rtf(body))
    assert blocks == [
        {"paragraph": "The kettle is back."}, {"(hidden text)": "secret"}, {"(deleted text)": "was gone"}, {"paragraph": "there7"},
        {"(page header)": "Works council"}, {"(page footer)": "Page"}, {"(comment of the file)": "Why?\nThen"}, {"(link of the file)": "http://a.example/x"},
    ]  # fmt: skip
    assert [words[:84] for words in problems] == [
        "it has tracked changes: what was inserted (in 1 paragraphs) is shown, what was delet"
    ]


def test_notes_and_boxes() -> None:
    """Notes and text boxes stand behind their paragraph."""
    body = (
        r"Taken{\super\chftn{\footnote\pard\plain{\super\chftn} On Friday.\par Or later.}}{\*\footnote\ftnalt See the log.}"
        r"{\shp{\*\shpinst\shpleft1{\sp{\sn shapeType}{\sv 202}}{\shptxt In a box\par}}{\shprslt{\*\do In a box}}}\par next\par"
    )
    assert shown(rtf(body)) == ["Taken[1][e1]", "In a box", "[1] On Friday.", "Or later.", "[e1] See the log.", "next"]


def test_tables() -> None:
    """A table is its rows; one of a single column is a frame around paragraphs; one in another is part of its cell."""
    body = (
        r"before\par\trowd\cellx1\cellx2\pard\intbl Name\cell Shelf\cell\row\trowd\pard\intbl Quill\par Ada{\footnote A note.}\cell{\pntext 1.}12\cell\row"
        r"\pard between\par\trowd\pard\intbl\s1 A frame\par around it\cell\row\pard"
        r"\trowd\pard\intbl out\par\itap2 in\nestcell side\nestcell{\*\nesttableprops\nestrow}{\nonesttables\par}\cell x\cell\row\pard after\par"
    )
    assert read(rtf(body))[0] == [
        {"paragraph": "before"}, {"table": "| Name | Shelf |"}, {"table": "| Quill Ada[1] | 1. 12 |"}, {"paragraph": "[1] A note."},
        {"paragraph": "between"}, {"table": "| A frame around it |"}, {"table": "| out in side | x |"}, {"paragraph": "after"},
    ]  # fmt: skip
    assert read(rtf(r"\trowd\pard\intbl\s1 A frame\par\s0 around it\cell\row\pard after\par"))[0] == [
        {"heading 1": "A frame"}, {"paragraph": "around it"}, {"paragraph": "after"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(r"\trowd\intbl A\cell B\row\pard after\par", ["| A | B |", "after"], id="a cell without its end"),
        pytest.param(r"\trowd\intbl A\cell B\cell  \row\pard after\par", ["| A | B |", "after"], id="spaces behind a cell"),
        pytest.param(r"\pard\intbl A\par\pard B\par C\par", ["A", "B", "C"], id="no cell"),
        pytest.param(r"\trowd\pard A\cell\pard B\par C\cell\row\pard D\par", ["A", "B", "C", "D"], id="a paragraph that is in no table"),
        pytest.param(r"\trowd\intbl A\cell B\cell", ["| A | B |"], id="no end of the row"),
    ],
)  # fmt: skip
def test_broken_tables(body: str, expected: list[str]) -> None:
    """Words stand in their order, and apart, whatever a file forgets of its tables."""
    assert shown(rtf(body)) == expected


def test_places() -> None:
    """Each block has the bytes that it is made of."""
    data = rtf(r"\pard One\par {\b Two} and {\v hid}\par\trowd\pard\intbl a\cell b\cell\row")
    found = decoded(data)
    assert [(found.text[run.start : run.end], data[run.byte_start : run.byte_end]) for run in found.runs] == [
        ("One", b"One"), ("Two and", b"Two} and {\\v hid"), ("hid", b"Two} and {\\v hid"), ("| a | b |", b"a\\cell b"),
    ]  # fmt: skip


@pytest.mark.parametrize(("title", "expected"), [("The Kettle", {"title": "The Kettle"}), ("Letter template", {})])
def test_title(title: str, expected: dict[str, str]) -> None:
    """A title of the properties counts if the text says it too."""
    found = decoded(rtf(rf"{{\info{{\title {title}}}{{\author Ada}}}}The kettle\par It is back.\par"))
    assert found.split is not None
    assert (found.split.front_matter, "Ada" in found.text) == (expected, False)


def test_ends() -> None:
    """A file that breaks off is read as far as it goes; what stands behind its end is kept; both are told."""
    assert read(rtf(r"It is {\footnote not", end=b"")) == (
        [{"paragraph": "It is [1]"}, {"paragraph": "not"}], ["it breaks off before its end; get the whole"],
    )  # fmt: skip
    assert read(rtf("It is", end=b"}\r\n\0\0")) == ([{"paragraph": "It is"}], [])
    assert read(rtf("It is", end=b"}} more")) == (
        [{"paragraph": "It is"}, {"(behind the text)": "} more"}], ["something stands behind its end, and is kept as a discard: look at it"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"", "it is no RTF", id="nothing"),
        pytest.param(b"Dear Ada", "it is no RTF", id="a text"),
        pytest.param(rtf("{" * (DEEPEST + 1)), "nested too deep", id="nested deep"),
        pytest.param(rtf(r"{\pict 89504e47}"), "pictures and no text", id="pictures alone"),
    ],
)
def test_refused(data: bytes, words: str) -> None:
    """What cannot be read is refused with a sentence that says what to do."""
    with pytest.raises(UnreadableError, match=words):
        rtf_format.decode(data)


def test_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file with more control words than any book has is refused."""
    monkeypatch.setattr(rtf_reader, "MOST_TOKENS", 1_000)
    with pytest.raises(UnreadableError, match="more than 1,000 control words"):
        rtf_format.decode(rtf(b"\\b" * 1_001))
    assert "It is back." in rtf_format.decode(rtf(rb"\b" * 900 + b" It is back.")).text


WHOLE = rtf(
    r"{\info{\title The Kettle}}\s1 The kettle\par\pard{\listtext 1.\tab}it{\footnote not}\par\trowd\pard\intbl a\cell b\cell\row\pard it is back\par"
)
PIECES = [
    "{", "}", r"\par ", r"\pard ", r"\cell ", r"\row ", r"\intbl ", r"\nestcell ", r"\u8217 ", r"\u-10179 ", r"\uc0 ", r"\uc9 ", r"\'e9", r"\'", "\\", r"\* ",
    r"\footnote ", r"\header ", r"\shptxt ", r"\listtext ", r"\fldinst ", r"\upr ", r"\ud ", r"\info ", r"\title ", r"\fonttbl ", r"\f1 ", r"\fcharset128 ",
    r"\stylesheet ", r"\s1 ", r"\v ", r"\deleted ", r"\bin3 ", r"\bin-3 ", r"\bin9999999999 ", r"\ansicpg932 ", r"\pict ", "words", "\n", r"\~", r"\tab ",
]  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.sampled_from([b"}", b"", b"}}x"]))
def test_any_body(body: str, end: bytes) -> None:
    """Whatever stands in a file, blocks tile the text or it is refused with a sentence."""
    with suppress(ArchiveError):
        read(rtf(body, end=end))


@settings(max_examples=200, deadline=None)
@given(mutated(WHOLE))
def test_mutated(data: bytes) -> None:
    """Whatever bytes change, no error comes out but a sentence."""
    with suppress(ArchiveError):
        read(data)


def test_archive(tmp_path: Path) -> None:
    """An RTF file in an archive is verified, its corrections hold, and its passages know their bytes."""
    said = (
        "kind: rules\ntitle: Kettle Rules\ncorrections: [{before: it is back, after: it is black, reason: misprint}]\n"
    )
    db = built(tmp_path, rules__rtf=WHOLE, rules__yml=said)
    assert run("verify", db, "--files", tmp_path / "sources").exit_code == 0
    found = rows(
        db,
        'select passages.text, byte_start, byte_end from segments join passages on passages.id = passage_id order by segments."start"',
    )
    assert [(text, WHOLE[start:end]) for text, start, end in found] == [
        ("The kettle", b"The kettle"), ("1. it[1]", b"1.\\tab}it{\\footnote "), ("[1] not", b"not"), ("| a | b |", b"a\\cell b"),
        ("it is back", b"it is back"),
    ]  # fmt: skip


@pytest.mark.alone
@pytest.mark.parametrize(
    "piece",
    [
        pytest.param(r"\par words {\b and} \'e9\u8217?", id="words"), pytest.param("{", id="groups that open"),
        pytest.param(r"{\listtext x\tab", id="numbers"), pytest.param(r"{\footnote x}", id="notes"), pytest.param(r"\cell ", id="cells"),
        pytest.param(r"a\cell\row ", id="rows"), pytest.param(r"{\header\par x}", id="headers"), pytest.param(r"{\info{\title x}}", id="titles"),
        pytest.param(r"\u8217 ", id="units"), pytest.param(r"\'93", id="hexadecimal"), pytest.param(r"{\v x}{\deleted y}", id="hidden"),
        pytest.param(r"{\stylesheet{\s1 x\tab x;}}", id="styles"), pytest.param("\\", id="backslashes"), pytest.param("\\aaaa1-", id="control words"),
    ],
)  # fmt: skip
def test_growth(piece: Any) -> None:
    """A file that is four times as long takes about four times as long."""

    def work(size: int) -> None:
        with suppress(ArchiveError):
            read(rtf(piece * size))

    assert_linear(work, 2400 if piece == "{" else 4000)
