"""Pages of an OpenDocument text are those that its program marked, and none are told where it did not mark them all."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.formats.word import odt as odt_format
from ingest.verify import verify
from tests.archives import built, rows
from tests.formats.odt.writer import fodt, h, items, levels, number, odt, p, style
from tests.growth import assert_linear

SOFT = "<text:soft-page-break/>"
BEFORE = style("Before", inner='<style:paragraph-properties fo:break-before="page"/>')
AFTER = style("After", inner='<style:paragraph-properties fo:break-after="page"/>')
CHAPTER = style("Chapter", more='style:master-page-name="Right"')
FROM_ONE = style("One", "Chapter", inner='<style:paragraph-properties style:page-number="1"/>')
STYLES = (
    BEFORE
    + AFTER
    + CHAPTER
    + FROM_ONE
    + style("Based", "Before")
    + style("Not", "Chapter", 'style:master-page-name=""')
)
TABLE = style("T", family="table", inner='<style:table-properties fo:break-before="page"/>')
HIDDEN = style("Hidden", "Before", inner='<style:text-properties text:display="none"/>')


def marked(data: bytes) -> bytes:
    """Return a text that says that it marks its pages."""
    return data.replace(b"<office:text>", b'<office:text text:use-soft-page-breaks="true">')


def pages(body: str, own: str = STYLES + TABLE + HIDDEN) -> list[str | None]:
    """Return where the blocks of a text stand."""
    split = odt_format.decode(marked(fodt(body, own))).split
    assert split
    return [each.locator for each in split.blocks if not each.discard]


def row(*cells: str) -> str:
    return (
        "<table:table-row>"
        + "".join(f"<table:table-cell>{each}</table:table-cell>" for each in cells)
        + "</table:table-row>"
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(p("a") + p("b"), ["p 1", "p 1"], id="one page"),
        pytest.param(p("a") + SOFT + p("b"), ["p 1", "p 2"], id="between paragraphs"),
        pytest.param(p(f"a {SOFT} b") + p("c"), ["pp 1–2", "p 2"], id="within a paragraph"),
        pytest.param(p(f"a {SOFT} b {SOFT} c") + p("d"), ["pp 1–3", "p 3"], id="a paragraph of three pages"),
        pytest.param(p("a") + p(f"{SOFT}b"), ["p 1", "p 2"], id="before the first word"),
        pytest.param(p("a") + p(f"<text:span>{SOFT}b</text:span>"), ["p 1", "p 2"], id="before the first word of a span"),
        pytest.param(p("a") + p("b", "Before") + p("c", "Based"), ["p 1", "p 2", "p 3"], id="a style that turns the page"),
        pytest.param(p("a", "Before") + p("b"), ["p 1", "p 1"], id="on the first page there is nothing to turn"),
        pytest.param(p("a") + SOFT + p("b", "Before"), ["p 1", "p 2"], id="turned twice between two paragraphs"),
        pytest.param(p("a") + p(f"{SOFT}b", "Before"), ["p 1", "p 2"], id="turned by both"),
        pytest.param(p("a") + p("", "Before") + p("b", "Before"), ["p 1", "p 3"], id="an empty page"),
        pytest.param(p("a", "After") + p("b") + p("c", "After"), ["p 1", "p 2", "p 2"], id="turned behind"),
        pytest.param(p("a") + h("b") + p("c", "Chapter") + p("d", "Not"), ["p 1", "p 1", "p 2", "p 2"], id="a page of another kind"),
        pytest.param(p("a") + p(f"b{SOFT}b", "One") + p("c"), ["p 1", "pp 1–2", "p 2"], id="counted from one again"),
        pytest.param(
            items(p("a") + SOFT + p("b"), p(f"c{SOFT}d"), style="L") + f"<text:section>{SOFT}{p('e')}</text:section>",
            ["p 1", "p 2", "pp 2–3", "p 4"], id="lists and sections",
        ),
        pytest.param(
            p("a") + f'<table:table table:style-name="T">{row(p("b"), p("c"))}{SOFT}{row(p(f"d{SOFT}e"), p(f"f{SOFT}g"))}{row(p("h"), p("i"))}</table:table>',
            ["p 1", "p 2", "pp 3–4", "p 4"], id="a table, whose cells are parted side by side",
        ),
        pytest.param(
            f'<table:table>{row(p(f"b{SOFT}c"))}{SOFT}{row(p("d") + p("e", "Before"))}</table:table>', ["pp 1–2", "p 3", "p 4"], id="a frame",
        ),
        pytest.param(
            p(f'a<draw:frame><draw:text-box>{p(f"b{SOFT}c", "Before")}</draw:text-box></draw:frame>') + p("d"), ["p 1", "p 1", "p 1"], id="a text box",
        ),
        pytest.param(
            p(f'a<text:note><text:note-citation>1</text:note-citation><text:note-body>{p(f"b{SOFT}c")}</text:note-body></text:note>') + SOFT + p("d"),
            ["p 1", "p 1", "p 2"], id="a note",
        ),
        pytest.param(p("a") + p("b", "Hidden") + p("c"), ["p 1", "p 1"], id="hidden words"),
    ],
)  # fmt: skip
def test_pages(body: str, expected: list[str]) -> None:
    """A paragraph stands on the page, or the pages, that its program gave it."""
    assert pages(body, STYLES + TABLE + HIDDEN + levels("L", number("1", "."))) == expected


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(fodt(p("a") + SOFT + p("b", "Before"), STYLES), id="a text that does not say that it marks them all"),
        pytest.param(marked(fodt(p("a") + SOFT + p("b"), '<style:page-layout style:page-usage="right"/>')), id="pages of one side alone"),
    ],
)  # fmt: skip
def test_unknown(data: bytes) -> None:
    """Where a page may begin of which the file says nothing, no page is told."""
    split = odt_format.decode(data).split
    assert split
    assert {each.locator for each in split.blocks} == {None}


def test_archive(tmp_path: Path) -> None:
    """The page is the locator of a passage; without pages it is counted."""
    body = p("The kettle is back.") + SOFT + p("It is dented.")
    db = built(tmp_path, a__fodt=marked(fodt(body)), b__odt=odt(body))
    assert rows(db, "select id, locator from passages order by id") == [
        ("a-p1", "p 1"), ("a-p2", "p 2"), ("b-p1", "para 1"), ("b-p2", "para 2")
    ]  # fmt: skip
    assert verify(db, tmp_path / "sources").faults == []


@pytest.mark.parametrize("said", ["99999999999", "-1", "auto", "٣", "²", "0", ""])
def test_numbers_that_are_none(said: str) -> None:
    """A number of a page that is none, or larger than any, is not heeded."""
    own = style("N", inner=f'<style:paragraph-properties style:page-number="{said}"/>')
    assert pages(p("a") + p("b", "N"), own) == ["p 1", "p 1"]


@pytest.mark.alone
@pytest.mark.parametrize(
    "piece",
    [
        SOFT, p("a", "Before"), p(f"a{SOFT}"), f"<table:table>{row(p('a'), p('b'))}{SOFT}</table:table>",
        "<text:span>" * 20 + SOFT + "</text:span>" * 20,
    ],
    ids=["breaks", "styles", "paragraphs", "tables", "spans"],
)  # fmt: skip
def test_growth(piece: str) -> None:
    """A text of four times as many pages takes about four times as long, in one paragraph and one table too."""

    def work(size: int) -> None:
        for body in (
            piece * size,
            p(piece * size),
            f"<table:table>{row(p(''), p(''))}{SOFT * size}{row(p('x'), piece * size)}</table:table>",
        ):
            odt_format.decode(marked(fodt(body, STYLES)))

    assert_linear(work, 2_000)
