"""Presentations: slides in order with what their audience saw, what their speaker noted, and what was not shown under its name."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import UnreadableError
from ingest.formats.slides import pptx as pptx_format
from ingest.verify import verify
from tests.archives import built, rows
from tests.formats.docx.writer import package
from tests.formats.mutated import mutated
from tests.formats.pptx.writer import NAMES, Slide, p, pptx, shape, table
from tests.formats.shown import as_fixtures
from tests.growth import assert_linear

PICTURE = "<p:pic><p:blipFill><a:blip/></p:blipFill></p:pic>"
NUMBERED = 'buAutoNum type="arabicPeriod"/'


def read(data: bytes) -> tuple[list[dict[str, str]], list[str]]:
    """Return the blocks of a presentation as text fixtures show them, and its problems."""
    return as_fixtures(pptx_format.decode(data))


def shown(data: bytes) -> list[str]:
    return [words for block in read(data)[0] for words in block.values()]


def places(data: bytes) -> list[str | None]:
    split = pptx_format.decode(data).split
    assert split
    return [each.locator for each in split.blocks if not each.discard]


def test_slides() -> None:
    """The title of a slide stands above what else is on it, wherever the file has it; each passage has the number of its slide."""
    first = shape("Dock Cats Trust", role="subTitle") + shape("The", role="ctrTitle")
    data = pptx(first, shape("Kettles", role="title") + shape("one", p("dented", 1), role=""), shape("in a box"))
    assert read(data) == (
        [
            {"heading 1": "The"}, {"paragraph": "Dock Cats Trust"}, {"heading 2": "Kettles"}, {"list item 1": "one"},
            {"list item 2": "dented"}, {"paragraph": "in a box"},
        ],
        [],
    )  # fmt: skip
    assert places(data) == ["slide 1", "slide 1", "slide 2", "slide 2", "slide 2", "slide 3"]


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        pytest.param("What the cats <a:br/>ate", "heading 1", id="like a title"),
        pytest.param("Nobody knows what the cats ate.", "paragraph", id="a sentence"),
        pytest.param("", "heading 2", id="nothing"),
    ],
)
def test_untitled(first: str, expected: str) -> None:
    """The first line of a first slide without a title is its heading, if it is like one, so that none of another slide is that of the whole."""
    data = pptx(
        shape(p(f"<a:r><a:t>{first}</a:t></a:r>".replace("<a:br/>", "</a:t></a:r><a:br/><a:r><a:t>"))),
        shape("Fish", role="title"),
    )
    assert next(iter(read(data)[0][0])) == expected


def test_first_number() -> None:
    """Slides are counted from where the presentation counts them."""
    assert places(pptx(shape("a"), shape("b"), first='firstSlideNum="7"')) == ["slide 7", "slide 8"]
    assert places(pptx(shape("a"), first='firstSlideNum="x"')) == ["slide 1"]


def test_notes() -> None:
    """What the speaker noted stands behind the slide, marked, and its place says that it is a note."""
    notes = (
        shape("Smile.", "Point at the kettle.", role="body") + shape("1", role="sldNum") + shape("Draft 4", role="hdr")
    )
    data = pptx(Slide(shape("Kettles", role="title"), notes))
    assert read(data)[0] == [
        {"heading 1": "Kettles"},
        {"paragraph": "[notes] Smile."},
        {"paragraph": "Point at the kettle."},
    ]
    assert places(data) == ["slide 1", "slide 1, notes", "slide 1, notes"]


def test_what_is_not_shown() -> None:
    """Hidden slides with their notes, footers, comments and addresses are discards."""
    comments = "<p:cm><p:text>Whose kettle?</p:text></p:cm><p:cm><p:txBody>" + p("Mine.") + "</p:txBody></p:cm>"
    footers = shape("Draft", role="ftr") + shape("3 May", role="dt") + shape("2", role="sldNum")
    data = pptx(
        Slide(shape("a") + footers, comments=comments, links=("http://a.example/", "http://a.example/")),
        Slide(shape("Secret", role="title") + table(("x", "y")), shape("hush", role="body"), more='show="0"'),
        Slide(shape("b") + footers),
    )
    assert read(data)[0] == [
        {"paragraph": "a"}, {"(page footer)": "Draft"}, {"(page footer)": "3 May"}, {"(comment of the file)": "Whose kettle?"},
        {"(comment of the file)": "Mine."}, {"(link of the file)": "http://a.example/"}, {"(hidden slide)": "Secret"},
        {"(hidden slide)": "| x | y |"}, {"(hidden slide)": "[notes] hush"}, {"paragraph": "b"},
    ]  # fmt: skip
    assert places(data) == ["slide 1", "slide 3"]


def test_words() -> None:
    """Line ends, tabs, fields and formulas are as they are seen; of two drawings of the same one is read; a group is what is in it."""
    runs = (
        "<a:r><a:t>a</a:t></a:r><a:br/><a:fld><a:t>7</a:t></a:fld><a:tab/><m:oMath><m:r><m:t>x²</m:t></m:r></m:oMath>"
    )
    twice = f"<mc:AlternateContent><mc:Choice>{shape('here')}</mc:Choice><mc:Fallback>{shape('there')}</mc:Fallback></mc:AlternateContent>"
    group = f"<p:grpSp><p:grpSp>{shape('deep')}</p:grpSp></p:grpSp>"
    assert shown(pptx(shape(p(runs)) + twice + group)) == ["a\n7\tx²", "here", "deep"]


def test_tables() -> None:
    """A table is its rows, cells that others reach over left out; one of a single column is a frame around paragraphs."""
    over = '<a:tc hMerge="1"><a:txBody>' + p("no") + "</a:txBody></a:tc>"
    data = pptx(table(("Name", "Shelf"), ("Ada", "12"), ("all", over, "x")) + table(("a frame",)))
    assert read(data)[0] == [
        {"table": "| Name | Shelf |"}, {"table": "| Ada | 12 |"}, {"table": "| all | x |"}, {"paragraph": "a frame"},
    ]  # fmt: skip


def test_diagrams() -> None:
    """The words of diagrams and charts are kept beside the slide."""
    diagram = f"<d {NAMES}><pt>{p('lid')}</pt><pt>{p('flex')}</pt></d>"
    chart = f"<c:chart {NAMES}><c:rich>{p('Kettles')}</c:rich><c:v>4</c:v></c:chart>"
    data = pptx(Slide(shape("a"), parts={"diagramData": diagram, "chart": chart}))
    assert read(data)[0] == [{"paragraph": "a"}, {"(diagram)": "lid flex"}, {"(diagram)": "Kettles 4"}]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("arabicPeriod", ["1.", "2."]), ("arabicParenBoth", ["(1)", "(2)"]), ("alphaLcParenR", ["a)", "b)"]), ("romanUcPeriod", ["I.", "II."]),
        ("alphaUcPlain", ["A", "B"]), ("thaiNumPeriod", ["1.", "2."]),
    ],
)  # fmt: skip
def test_numbers(form: str, expected: list[str]) -> None:
    """The number of an item is the one that is shown."""
    mark = f'buAutoNum type="{form}"/'
    assert shown(pptx(shape(p("it", 0, mark), p("it", 0, mark)))) == [f"{number} it" for number in expected]


def test_counting() -> None:
    """Deeper items do not end a list; one without a number does, and so does another shape; a list may begin elsewhere than at one."""
    start = 'buAutoNum type="arabicPeriod" startAt="4"/'
    several = [
        p("a", 0, NUMBERED),
        p("b", 1, "buChar/"),
        p("c", 0, NUMBERED),
        p("d", 0, "buNone/"),
        p("e", 0, NUMBERED),
        p("f", 0, start),
    ]
    assert read(pptx(shape(*several) + shape(p("g", 0, NUMBERED))))[0] == [
        {"list item 1": "1. a"}, {"list item 2": "b"}, {"list item 1": "2. c"}, {"paragraph": "d"}, {"list item 1": "1. e"},
        {"list item 1": "4. f"}, {"list item 1": "1. g"},
    ]  # fmt: skip


NONE = "<a:lvl1pPr><a:buNone/></a:lvl1pPr>"
MARKED = '<a:lvl1pPr><a:buChar char="•"/></a:lvl1pPr>'
BODY_STYLE = f"<p:cSld><p:spTree/></p:cSld><p:txStyles><p:bodyStyle>{NONE}</p:bodyStyle></p:txStyles>"


@pytest.mark.parametrize(
    ("slide", "layout", "master", "expected"),
    [
        pytest.param(shape("x", role="body"), "", "", "list item 1", id="body"),
        pytest.param(shape("x", role="", index="1"), "", "", "list item 1", id="content"),
        pytest.param(shape("x"), "", "", "paragraph", id="box"),
        pytest.param(shape("x", style=MARKED), "", "", "list item 1", id="box that says so"),
        pytest.param(shape("x", role="body", style=NONE), "", "", "paragraph", id="shape"),
        pytest.param(shape("x", role="body", index="2"), shape(role="body", index="2", style=NONE), "", "paragraph", id="layout"),
        pytest.param(shape("x", role="", index="2"), shape(role="", index="2", style=NONE), "", "paragraph", id="layout, by its number"),
        pytest.param(shape("x", role="body"), "", BODY_STYLE, "paragraph", id="master"),
        pytest.param(shape("x", role="body"), shape(role="body", style=MARKED), BODY_STYLE, "list item 1", id="layout before master"),
        pytest.param(shape(p("x", 0, "buNone/"), role="body", style=MARKED), "", "", "paragraph", id="paragraph before all"),
        pytest.param(shape("x", role="subTitle"), "", "", "paragraph", id="subtitle"),
    ],
)  # fmt: skip
def test_bullets(slide: str, layout: str, master: str, expected: str) -> None:
    """A paragraph is an item where it, its shape, the layout or the master says so."""
    assert read(pptx(slide, layout=layout, master=master))[0] == [{expected: "x"}]


def test_problems() -> None:
    """Slides with nothing but pictures, sheets in slides, and slides that are not there are told."""
    sheet = "<p:graphicFrame><a:graphic><p:oleObj/></a:graphic></p:graphicFrame>"
    data = pptx(shape("a"), PICTURE, shape("b") + sheet).replace(b"ppt/slides/slide3.xml", b"ppt/slides/slide9.xml")
    assert read(data)[1] == [
        "pictures and no words stand on slide 2; run OCR over them, and put the words beside this file",
        "slide 3 is named in it, and not there; save it again",
    ]
    assert read(pptx(shape("b") + sheet))[1] == [pptx_format.OBJECTS.format(1)]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"", "no package of XML", id="nothing"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "an old PowerPoint file, or locked", id="an old file"),
        pytest.param(package({"x.txt": "x"}), "holds no slides", id="another package"),
        pytest.param(package({"ppt/presentation.xml": "<a>"}), "is no XML", id="no XML"),
        pytest.param(pptx("<p:grpSp>" * 5_000 + "</p:grpSp>" * 5_000), "no XML", id="nested deep"),
        pytest.param(pptx("<p:grpSp>" * 60 + shape("it") + "</p:grpSp>" * 60), "nested too deep", id="groups nested deep"),
        pytest.param(pptx(PICTURE), "pictures and no text", id="pictures alone"),
        pytest.param(pptx(shape("it is back"))[:-40], "no package of XML", id="cut off"),
    ],
)  # fmt: skip
def test_refused(data: bytes, words: str) -> None:
    """What cannot be read is refused with a sentence that says what to do."""
    with pytest.raises(UnreadableError, match=words):
        pptx_format.decode(data)


def test_a_slide_named_twice() -> None:
    """A slide stands once, however many times it is named."""
    with ZipFile(BytesIO(pptx(shape("The kettle"), shape("is back")))) as whole:
        files = {name: whole.read(name) for name in whole.namelist()}
    files["ppt/presentation.xml"] = files["ppt/presentation.xml"].replace(b'r:id="r2"', b'r:id="r1"')
    assert shown(package(files)) == ["The kettle"]


def test_a_bomb() -> None:
    """What unpacks to more than any presentation holds is refused before it is."""
    with pytest.raises(UnreadableError, match="larger than"):
        pptx_format.decode(pptx(" " * 70_000_000, packed=ZIP_DEFLATED))


WHOLE = pptx(
    Slide(
        shape("The kettle", role="ctrTitle") + shape("is back", role="body"),
        shape("Smile.", role="body"),
        links=("http://a.example",),
    ),
    shape(p("it", 0, NUMBERED)) + table(("a", "b")),
)
PIECES = [
    shape("it"), shape("it", role="title"), shape("it", role="body", index="1"), p("it", 3, NUMBERED), table(("a",)), table(("a", "b")), PICTURE,
    "<p:sp>", "</p:sp>", "<p:grpSp>", "</p:grpSp>", "<p:txBody>", "</p:txBody>", "<a:p>", "</a:p>", '<p:ph type="title"/>', "<a:t>x</a:t>", "<a:br/>",
    '<a:pPr lvl="x"/>', "<mc:AlternateContent/>", "<mc:AlternateContent>", "</mc:AlternateContent>", "<p:graphicFrame><p:oleObj/></p:graphicFrame>",
    "&lt;", "<!-- x -->",
]  # fmt: skip


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=20).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=5).map("".join),
)
def test_any_slide(slide: str, layout: str) -> None:
    """Whatever stands on a slide, blocks tile the text or it is refused with a sentence."""
    with suppress(UnreadableError):
        read(pptx(Slide(slide, slide), layout=layout, master=layout))


@settings(max_examples=100, deadline=None)
@given(mutated(WHOLE))
def test_mutated(data: bytes) -> None:
    """Whatever bytes change, no error comes out but a sentence."""
    with suppress(UnreadableError):
        read(data)


def test_archive(tmp_path: Path) -> None:
    """A presentation in an archive is verified, and its passages are cited by their slides."""
    db = built(tmp_path, talk__pptx=WHOLE, talk__yml="title: The kettle\n", old__ppt=b"\xd0\xcf\x11\xe0")
    assert rows(db, "select text, locator from passages order by position") == [
        ("The kettle", "slide 1"), ("is back", "slide 1"), ("[notes] Smile.", "slide 1, notes"), ("1. it", "slide 2"), ("| a | b |", "slide 2"),
    ]  # fmt: skip
    assert rows(db, "select locator, reason from problems") == [
        ("old.ppt", "no format reads this file; save it as .pptx")
    ]
    assert verify(db, tmp_path / "sources").faults == []


@pytest.mark.alone
@pytest.mark.parametrize("what", ["slides", "paragraphs", "groups", "cells", "layouts"])
def test_growth(what: str) -> None:
    """A presentation four times as long takes about four times as long."""

    def made(size: int) -> bytes:
        if what == "slides":
            return pptx(*[shape("Kettles", role="title") + shape("one", role="body")] * size)
        if what == "layouts":
            return pptx(
                *[shape("Kettles", role="title")] * (size // 4), layout=shape("x", role="body", index="1") * (size // 4)
            )
        return pptx(
            {
                "paragraphs": shape(*[p("it", 0, NUMBERED)] * size * 4), "cells": table(*[("a", "b")] * size * 2),
                "groups": "<p:grpSp>" * 45 + shape("x") * size + "</p:grpSp>" * 45,
            }[what]
        )  # fmt: skip

    held = {size: made(size) for size in (300, 1200)}
    assert_linear(lambda size: pptx_format.decode(held[size]), 300)
