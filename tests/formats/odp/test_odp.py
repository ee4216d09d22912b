"""Presentations of OpenDocument: slides in order, as those of PowerPoint are read."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import UnreadableError
from ingest.formats.slides import odp as odp_format
from ingest.verify import verify
from tests.archives import built, rows
from tests.formats.docx.writer import package
from tests.formats.mutated import mutated
from tests.formats.odt.writer import NAMES as OF_TEXTS
from tests.formats.odt.writer import OASIS, items, levels, number, p
from tests.formats.shown import as_fixtures
from tests.growth import assert_linear

NAMES = f'{OF_TEXTS} xmlns:presentation="{OASIS}:presentation:1.0"'
HIDDEN = '<style:style style:name="gone" style:family="drawing-page"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>'
PICTURE = "<draw:frame><draw:image/></draw:frame>"


def odp(*slides: str, own: str = "", above: str = "", masters: str = "") -> bytes:
    """Return a presentation; `own` are its styles, `above` is what stands above the slides; one that begins with `!` is hidden."""
    gone = ' draw:style-name="gone"'
    pages = "".join(
        f"<draw:page{gone if each.startswith('!') else ''}>{each.removeprefix('!')}</draw:page>" for each in slides
    )
    return package(
        {
            "mimetype": "application/vnd.oasis.opendocument.presentation",
            "content.xml": f"<office:document-content {NAMES}><office:automatic-styles>{HIDDEN}{own}</office:automatic-styles>"
            f"<office:body><office:presentation>{above}{pages}</office:presentation></office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {NAMES}><office:master-styles>{masters}</office:master-styles></office:document-styles>",
        }
    )


def frame(inner: str, role: str = "") -> str:
    named = f' presentation:class="{role}"' if role else ""
    return f"<draw:frame{named}><draw:text-box>{inner}</draw:text-box></draw:frame>"


def notes(*inner: str) -> str:
    return f"<presentation:notes><draw:page-thumbnail/>{frame(''.join(inner), 'notes')}{frame(p('4'), 'page-number')}</presentation:notes>"


def read(data: bytes) -> tuple[list[dict[str, str]], list[str]]:
    """Return the blocks of a presentation as text fixtures show them, and its problems."""
    return as_fixtures(odp_format.decode(data))


def places(data: bytes) -> list[str | None]:
    split = odp_format.decode(data).split
    assert split
    return [each.locator for each in split.blocks if not each.discard]


NUMBERED = levels("L", number("1", "."), number("a", ")", "("))
TABLE = "<table:table>{}</table:table>"
ROW = f"<table:table-row><table:table-cell>{p('{}')}</table:table-cell><table:table-cell>{p('{}')}</table:table-cell></table:table-row>"


def test_slides() -> None:
    """The title of a slide stands above what else is on it, items have their numbers, tables their rows; what was noted stands behind."""
    listed = frame(items(p("one") + items(p("dented")), p("two"), style="L"), "outline")
    group = f"<draw:g><draw:custom-shape>{p('in a shape')}</draw:custom-shape></draw:g>"
    data = odp(
        frame(p("Dock Cats Trust"), "subtitle") + frame(p("Kettles"), "title") + notes(p("Smile."), p("Point.")),
        frame(p("Which"), "title") + listed + group + f"<draw:frame>{TABLE.format(ROW.format('a', 'b') + ROW.format('c', 'd'))}</draw:frame>",
        own=NUMBERED,
    )  # fmt: skip
    assert read(data) == (
        [
            {"heading 1": "Kettles"}, {"paragraph": "Dock Cats Trust"}, {"paragraph": "[notes] Smile."}, {"paragraph": "Point."},
            {"heading 2": "Which"}, {"list item 1": "1. one"}, {"list item 2": "(a) dented"}, {"list item 1": "2. two"}, {"paragraph": "in a shape"},
            {"table": "| a | b |"}, {"table": "| c | d |"},
        ],
        [],
    )  # fmt: skip
    assert places(data) == ["slide 1", "slide 1", "slide 1, notes", "slide 1, notes", *["slide 2"] * 7]


def test_slides_within_slides() -> None:
    """A slide that stands within another, as in no file that a program writes, is written once."""
    data = odp(frame(p("Kettles")) + f"<draw:g><draw:page>{frame(p('Cups'))}</draw:page></draw:g>")
    assert read(data)[0] == [{"paragraph": "Kettles"}, {"paragraph": "Cups"}]


def test_what_is_not_shown() -> None:
    """Hidden slides with their notes, footers and comments are discards; numbers of pages are nowhere."""
    comment = f"<office:annotation><dc:creator>Ada</dc:creator>{p('Whose?')}</office:annotation>"
    data = odp(
        frame(p("a")) + comment + frame(p("7"), "page-number") + frame("", "footer"),
        "!" + frame(p("Secret"), "title") + frame(p("more")) + notes(p("hush")),
        above="<presentation:footer-decl>Draft</presentation:footer-decl>",
    )
    assert read(data)[0] == [
        {"paragraph": "a"}, {"(hidden slide)": "Secret"}, {"(hidden slide)": "more"}, {"(hidden slide)": "[notes] hush"},
        {"(page footer)": "Draft"}, {"(comment of the file)": "Whose?"},
    ]  # fmt: skip


def test_problems() -> None:
    """Slides with nothing but pictures, and sheets in slides, are told."""
    assert read(odp(frame(p("a")), PICTURE, frame(p("b")) + "<draw:frame><draw:object/></draw:frame>"))[1] == [
        "pictures and no words stand on slide 2; run OCR over them, and put the words beside this file",
        "formulas, charts or sheets in it are not read (1 of them); save them as files of their own",
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"", "holds no presentation of OpenDocument", id="nothing"),
        pytest.param(package({"x.txt": "x"}), "holds no presentation of OpenDocument", id="another package"),
        pytest.param(odp(frame(p("x"))).replace(b"office:presentation", b"office:presentatiom"), "cannot be read|no presentation", id="no body"),
        pytest.param(odp("<draw:g>" * 5_000 + "</draw:g>" * 5_000), "no XML", id="nested deep"),
        pytest.param(odp(PICTURE), "pictures and no text", id="pictures alone"),
        pytest.param(odp(frame(p("x")))[:-40], "no package of XML", id="cut off"),
    ],
)  # fmt: skip
def test_refused(data: bytes, words: str) -> None:
    """What cannot be read is refused with a sentence that says what to do."""
    with pytest.raises(UnreadableError, match=words):
        odp_format.decode(data)


WHOLE = odp(
    frame(p("Kettles"), "title") + frame(items(p("one"), style="L"), "outline") + notes(p("Smile.")),
    frame(p("b")),
    own=NUMBERED,
)
PIECES = [
    frame(p("it")), frame(p("it"), "title"), frame(items(p("it"), style="L"), "outline"), notes(p("it")), PICTURE, TABLE.format(ROW.format("a", "b")),
    "<draw:g>", "</draw:g>", "<draw:page>", "</draw:page>", "<draw:frame>", "</draw:frame>", "<text:p>", "</text:p>", "<text:list>", "</text:list>",
    "<presentation:notes>", "</presentation:notes>", "<office:annotation/>", "&lt;", "<!-- x -->", "words",
]  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_any_slide(slide: str) -> None:
    """Whatever stands on a slide, blocks tile the text or it is refused with a sentence."""
    with suppress(UnreadableError):
        read(odp(slide, "!" + slide, own=NUMBERED))


@settings(max_examples=100, deadline=None)
@given(mutated(WHOLE))
def test_mutated(data: bytes) -> None:
    """Whatever bytes change, no error comes out but a sentence."""
    with suppress(UnreadableError):
        read(data)


def test_archive(tmp_path: Path) -> None:
    """A presentation in an archive is verified, and its passages are cited by their slides."""
    db = built(tmp_path, talk__odp=WHOLE)
    assert rows(db, "select text, locator from passages order by position") == [
        ("Kettles", "slide 1"), ("1. one", "slide 1"), ("[notes] Smile.", "slide 1, notes"), ("b", "slide 2"),
    ]  # fmt: skip
    assert verify(db, tmp_path / "sources").faults == []


@pytest.mark.alone
@pytest.mark.parametrize("what", ["slides", "frames", "groups"])
def test_growth(what: str) -> None:
    """A presentation four times as long takes about four times as long."""

    def made(size: int) -> bytes:
        if what == "slides":
            return odp(
                *[frame(p("Kettles"), "title") + frame(items(p("one"), style="L")) + notes(p("Smile."))] * size,
                own=NUMBERED,
            )
        return odp(
            {
                "frames": frame(p("it")) * size * 4,
                "groups": "<draw:g>" * 60 + frame(p("it")) * size * 4 + "</draw:g>" * 60,
            }[what]
        )

    held = {size: made(size) for size in (500, 2000)}
    assert_linear(lambda size: odp_format.decode(held[size]), 500)
