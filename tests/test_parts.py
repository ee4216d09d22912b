"""A text that is too long for one page is read in parts, and every address of a paragraph leads to the part in which it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from ingest.build import build
from ingest.pages import parts
from tests.archives import built
from tests.site import PLENTY, ROOT, Site, serving

PARAGRAPHS = 2 * parts.MOST + 300
PATH = "/archive/documents/book"


def _book() -> str:
    """Return a book of three chapters, with a table over the end of the first part and one rare word in the first and the last part."""
    lines = ["# The book of the quay"]
    for n in range(2, PARAGRAPHS + 1):
        if n in (2, 1500, parts.MOST + 5):
            lines.append(f"## Chapter at {n}")
        elif n in (10, PARAGRAPHS - 10):
            lines.append(f"### Section at {n}")
        elif abs(n - parts.MOST) <= 1:
            lines.append(f"| ferry {n} | {n} |")
        else:
            lines.append(
                f"The crew met on the quay for time {n}{' with a lantern' if n in (20, PARAGRAPHS - 1) else ''}."
            )
    head = lines.index(f"| ferry {parts.MOST - 1} | {parts.MOST - 1} |")
    return (
        "\n\n".join(lines[:head]) + "\n\n" + lines[head] + "\n|---|---|\n" + "\n".join(lines[head + 1 : head + 3])
        + "\n\n" + "\n\n".join(lines[head + 3 :]) + "\n"
    )  # fmt: skip


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A book that is too long for one page, and a note that quotes it, served."""
    folder = tmp_path_factory.mktemp("long")
    (folder / "archive.yml").write_text("title: The quay\n", encoding="utf-8")
    (folder / "book.md").write_text(_book(), encoding="utf-8")
    (folder / "note.md").write_text(
        f"# A note\n\nHe said: “The crew met on the quay for time {PARAGRAPHS - 50}.”\n", encoding="utf-8"
    )
    build(folder, folder.parent / "long.db")
    with serving(folder.parent / "long.db", tmp_path_factory.mktemp("long-site"), PLENTY) as site:
        yield site


@pytest.mark.parametrize(
    ("position", "words", "here", "address"),
    [
        (12, "", (), "#p12"),
        (parts.MOST, "", (), f"#p{parts.MOST}"),
        (parts.MOST + 1, "", (), f"?part=2#p{parts.MOST + 1}"),
        (12, "boats & crews", (), "?q=boats+%26+crews#p12"),
        (parts.MOST + 1, "boat", (), f"?q=boat&part=2#p{parts.MOST + 1}"),
        (12, "", range(1, 40), "#p12"),
        (12, "boat", range(parts.MOST + 1, parts.MOST + 40), "?q=boat&part=1#p12"),
    ],
)
def test_how_an_address_goes_on(position: int, words: str, here: range | tuple[()], address: str) -> None:
    """A paragraph of the first part needs no part, one on the same page nothing else."""
    assert parts.paragraph(position, words, here) == address


@pytest.mark.parametrize(
    ("text", "asked", "number", "here"),
    [
        (range(1, parts.MOST + 1), "", None, range(1, parts.MOST + 1)),
        (range(1, 1), "2", None, range(1, 1)),
        (range(1, parts.MOST + 2), "", 1, range(1, parts.MOST + 1)),
        (range(1, parts.MOST + 2), "2", 2, range(parts.MOST + 1, parts.MOST + 2)),
        (range(1, parts.MOST + 2), "all", None, range(1, parts.MOST + 2)),
        (range(1, parts.MOST + 2), "0", 1, range(1, parts.MOST + 1)),
        (range(1, parts.MOST + 2), "9" * 5000, 1, range(1, parts.MOST + 1)),
        (range(1, parts.MOST + 2), "²", 1, range(1, parts.MOST + 1)),
        (range(1, parts.MOST + 2), "99", 2, range(parts.MOST + 1, parts.MOST + 2)),
        # a statement in the middle of a document: cut where its document is
        (range(900, parts.MOST + 900), "", None, range(900, parts.MOST + 900)),
        (range(900, parts.MOST + 901), "", 1, range(900, parts.MOST + 1)),
        (range(parts.MOST + 900, 3 * parts.MOST), "1", 2, range(parts.MOST + 900, 2 * parts.MOST + 1)),
    ],
)
def test_which_part_is_read(text: range, asked: str, number: int | None, here: range) -> None:
    """What does not fit a page is cut; what is asked for and not there is the nearest."""
    found = parts.chosen(parts.numbers(text), asked)
    assert (found, parts.within(text, found)) == (number, here)


@pytest.mark.parametrize(
    ("numbers", "number", "near"),
    [
        (range(1, 4), 2, [1, 2, 3]),
        (range(1, 21), 10, [1, None, 7, 8, 9, 10, 11, 12, 13, None, 20]),
        (range(1, 7), 1, [1, 2, 3, 4, None, 6]),
        (range(2, 4), None, [2, 3]),
    ],
)
def test_which_parts_can_be_chosen(numbers: range, number: int | None, near: list[int | None]) -> None:
    """Those beside the one that is read, the first and the last."""
    assert list(parts.near(numbers, number)) == near


def _heading(position: int, level: int) -> dict[str, Any]:
    return {"position": position, "heading": level}


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        ([_heading(n, 2) for n in range(3)], 0),
        ([_heading(n, 2) for n in range(4)], 4),
        ([_heading(n, 2 + n % 2) for n in range(2 * parts.MOST_HEADINGS)], parts.MOST_HEADINGS),
        ([_heading(n, 2) for n in range(2 * parts.MOST_HEADINGS)], 50),
    ],
    ids=["three", "four", "the higher level", "of this part"],
)
def test_what_a_list_of_contents_has(headings: list[dict[str, Any]], found: int) -> None:
    """Few headings need no list; of very many it has the highest, or those of the part that is read."""
    assert len(parts.contents(headings, range(100, 150))) == found


def test_each_paragraph_stands_in_one_part(long: Site) -> None:
    """The parts have all paragraphs of the text, each once, and each part leads to the others."""
    shown = []
    for number in (1, 2, 3):
        page = long.get(PATH, part=number).text
        shown += [int(each) for each in re.findall(r'<(?:div|tr|li|h1) class="[^"]*passage[^"]*" id="p(\d+)"', page)]
        assert {*re.findall(rf'href="{PATH}\?part=(\w+)"', page)} == {"1", "2", "3", "all"} - {str(number)}
        assert f"Part {number} of 3 · " in page
    assert shown == list(range(1, PARAGRAPHS + 1))
    whole = long.get(PATH, part="all").text
    assert len(re.findall(r' id="p\d+"', whole)) == PARAGRAPHS
    assert 'class="parts"' not in long.get("/archive/documents/note").text


def test_headings_and_tables_go_on_from_part_to_part(long: Site) -> None:
    """A heading has the level that it has in the whole text; a table that is cut has no second head."""
    last = long.get(PATH, part=3).text
    assert re.search(rf"<h3>Section at {PARAGRAPHS - 10}</h3>", last)
    assert "<th" in long.get(PATH).text
    assert "<th" not in long.get(PATH, part=2).text
    contents = re.findall(r'<li class="level-(\d)"><a href="([^"]*)">([^<]*)</a>', last)
    assert [(level, unescape(address), words) for level, address, words in contents] == [
        ("2", "?part=1#p2", "Chapter at 2"),
        ("3", "?part=1#p10", "Section at 10"),
        ("2", "?part=1#p1500", "Chapter at 1500"),
        ("2", f"?part=2#p{parts.MOST + 5}", f"Chapter at {parts.MOST + 5}"),
        ("3", f"#p{PARAGRAPHS - 10}", f"Section at {PARAGRAPHS - 10}"),
    ]


def test_words_are_found_in_all_parts(long: Site) -> None:
    """What is looked for in the text is told for this part and the others, and hits lead from part to part."""
    page = unescape(long.get(PATH, q="lantern", part=3).text)
    assert f"2 of {PARAGRAPHS:,} paragraphs hold it" in " ".join(page.split())
    assert '<a href="?q=lantern&part=1#p20">1 in part 1</a>' in page
    assert page.count("<mark>") == 1
    assert "hit 2 of 2" in page
    assert '<a href="?q=lantern&part=1#p20" aria-label="Previous hit' in page
    assert "none in this part" in long.get(PATH, q="lantern", part=2).text


def test_every_address_of_a_paragraph_has_its_part(long: Site) -> None:
    """Results of a search, their JSON, quotations, /cite and /check lead to the part in which the paragraph stands."""
    position = PARAGRAPHS - 50
    there = f"?part=3#p{position}"
    words = f"The crew met on the quay for time {position}"
    assert f"{PATH}?q={position!s}&part=3#p{position}" in unescape(long.get("/search", q=str(position)).text)
    assert f"{PATH}{there}" in long.get("/search.json", q=str(position)).text
    assert f"{PATH}{there}" in long.get("/archive/documents/note").text
    assert f"{PATH}{there}" in long.get(f"/cite/book-p{position}").text
    assert f"{PATH}{there}" in long.get("/check", text=f"He said: “{words}”.").text


def test_no_template_leaves_the_part_out() -> None:
    """Templates name a paragraph without its part only on the page on which it stands."""
    short = {each.name for each in (ROOT / "templates").rglob("*.html") if "#p{{" in each.read_text(encoding="utf-8")}
    assert short == {"_find_here.html", "_paragraph.html"}


def test_an_address_without_a_part_leads_there(long: Site, page: Page, browser: Browser) -> None:
    """With a script the part is opened; without, the page tells which part has which paragraphs."""
    position = PARAGRAPHS - 50
    page.goto(f"{long.url}{PATH}#p{position}")
    page.wait_for_url(f"**{PATH}?part=3#p{position}")
    assert page.locator(f"#p{position}").is_visible()
    page.goto(f"{long.url}{PATH}#p{10 * parts.MOST}")
    page.wait_for_url("**part=10#*")  # there is none: the last is shown, once
    assert page.locator(f"#p{PARAGRAPHS}").count() == 1
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(f"{long.url}{PATH}#p{position}")
    assert f"Part 1: paragraphs 1 to {parts.MOST:,} of {PARAGRAPHS:,}." in plain.locator("nav.parts").first.inner_text()
    plain.get_by_role("link", name="Next →").first.click()
    assert plain.locator(f"#p{parts.MOST + 1}").count() == 1


def test_a_part_fits_a_phone(long: Site, page: Page) -> None:
    """Nothing sticks out, and the number of a paragraph stands on one line however long it is."""
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{long.url}{PATH}?part=3")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    number = page.locator(f"#p{PARAGRAPHS} .number").bounding_box()
    assert number
    assert number["x"] >= 0
    page.locator("summary", has_text="Contents").click()
    assert page.locator(".contents a").first.is_visible()
    lines = page.locator(f"#p{PARAGRAPHS} .number").evaluate(
        "each => { const range = document.createRange(); range.selectNodeContents(each); return range.getClientRects().length }"
    )
    assert lines == 1


def test_the_headings_of_clauses_are_headings(tmp_path: Path, serve: Callable[..., Any]) -> None:
    """A line that is only the number and the name of a clause is a heading of the page and stands in its contents; a clause is none."""
    rules = (
        "# Rules of the club\n\n## Part I\n\n### Article 1: Name\n\nThe club shall be called the Lamp.\n\n### Article 2: Members\n\n"
        "(a) Anyone shall be a member.\n\n(b) Members must pay.\n\n## Part II\n\n### Article 3\n\nMeetings shall be held in May.\n"
    )
    with serve(built(tmp_path / "club", rules__md=rules), {}) as site:
        page = site.get("/archive/documents/rules").text
    found = ["Part I", "Article 1: Name", "Article 2: Members", "Part II", "Article 3"]
    article = page.partition("<aside")[0]
    assert re.findall(r"<h([23])>([^<]*)</h\1>", article) == list(zip("23323", found, strict=True))
    assert re.findall(r'<li class="level-(\d)"><a href="[^"]*">([^<]*)</a>', page) == list(
        zip("23323", found, strict=True)
    )
