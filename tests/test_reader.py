"""The reader: from a question to the passage, from hit to hit, to its citation and back; on a phone, without a script, by keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.site import Site

PHONE = {"width": 375, "height": 720}
TEXT = "/archive/documents/market-bell-emails"
MAY_COPY = ["clipboard-read", "clipboard-write"]


@pytest.fixture
def desk(browser: Browser, published: Site) -> Iterator[Page]:
    """A page of a wide screen whose clipboard can be read."""
    yield from _page(browser.new_context(base_url=published.url, permissions=MAY_COPY))


@pytest.fixture
def phone(browser: Browser, published: Site) -> Iterator[Page]:
    """A page of a phone that runs no script."""
    yield from _page(
        browser.new_context(
            base_url=published.url, viewport=PHONE, has_touch=True, is_mobile=True, java_script_enabled=False
        )  # type: ignore[arg-type]
    )


def _page(context: BrowserContext) -> Iterator[Page]:
    yield context.new_page()
    context.close()


def test_from_a_question_to_a_citation_and_back(published: Site, desk: Page) -> None:
    """Search, narrow down, land on the marked passage, go to the next hit, copy it, cite it, and back by the browser."""
    desk.goto("/")
    desk.get_by_label("Search every word").fill("branch committee")
    desk.keyboard.press("Enter")
    desk.locator(".facets").get_by_role("link", name="article", exact=True).click()
    results = desk.url
    assert "kind=article" in results
    desk.locator(".hits .locator").first.click()
    landed = desk.locator(".passage:target")
    expect(landed).to_be_in_viewport()
    expect(landed.locator("mark").first).to_be_visible()
    desk.get_by_role("link", name="Next hit").first.click()
    hit = desk.locator(".passage:target")
    expect(hit.locator("mark").first).to_be_in_viewport()
    hit.locator(".copy").click()
    desk.get_by_text("Copied").first.wait_for()
    address = str(hit.locator(".copy").get_attribute("href"))
    copied = desk.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(published.get(f"{address}.txt").text.strip())
    words = published.sql("select text from passages where id = ?", address.rpartition("/")[2])[0][0]
    assert copied.startswith(f"“{words.strip()}”")
    desk.goto(address)
    desk.get_by_role("link", name="Read it in its document").click()
    assert desk.url.partition("?")[0].partition("#")[0] == results[: results.index("/search")] + _document(address)
    for _ in range(4):
        desk.go_back()
    assert desk.url == results


def test_a_title_is_cited_as_a_paragraph_is(published: Site, desk: Page) -> None:
    """The title that heads a text is a passage too: it is copied with its citation, and has a page."""
    desk.goto("/archive/documents/lantern-turnout")
    desk.locator("h1").hover()
    link = desk.locator(".titled .copy")
    address = str(link.get_attribute("href"))
    assert address.startswith("/cite/")
    link.click()
    desk.get_by_text("Copied").first.wait_for()
    copied = desk.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"“{desk.locator('h1').inner_text()}”")
    assert copied.endswith(published.get(f"{address}.txt").text.strip())


def test_on_a_phone_without_a_script(phone: Page) -> None:
    """The menu opens, a text is searched, the hits lead to each other, the words can be taken from the page of the passage."""
    phone.goto("/")
    menu = phone.locator("header nav details")
    expect(menu.get_by_role("link", name="Documents")).to_be_hidden()
    menu.locator("summary").tap()
    menu.get_by_role("link", name="Documents").tap()
    phone.wait_for_url("**/archive/documents")
    phone.goto(TEXT)
    phone.get_by_label("Find in this text").fill("branch")
    phone.get_by_role("button", name="Find").tap()
    phone.wait_for_url("**?q=branch")
    found = phone.get_by_role("navigation", name="Where the words stand").get_by_role("link", name="Paragraph")
    found.first.tap()
    expect(phone.locator(".passage:target mark").first).to_be_in_viewport()
    phone.locator(".passage:target").get_by_role("link", name="Next hit").tap()
    expect(phone.locator(".passage:target mark").first).to_be_in_viewport()
    assert phone.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    phone.locator(".passage:target .copy").tap()
    phone.wait_for_url("**/cite/*")
    expect(phone.get_by_role("button", name="Copy")).to_have_count(0)
    assert phone.get_by_label("Its words with their citation").input_value().startswith("“")


def test_by_keyboard_alone(desk: Page) -> None:
    """Every step can be taken with Tab and Enter, and the focus is where the reader is."""
    desk.goto("/search?q=branch")
    _tab_to(desk, ".hits .locator:not([href$='#p1'])")
    desk.keyboard.press("Enter")
    expect(desk.locator(".passage:target")).to_be_in_viewport()
    landed = desk.url
    _tab_to(desk, ".passage:target .hit-steps a")
    desk.keyboard.press("Enter")
    expect(desk.locator(".passage:target mark").first).to_be_in_viewport()
    assert desk.url != landed
    _tab_to(desk, ".passage:target .copy")
    desk.keyboard.press("Enter")
    desk.get_by_text("Copied").first.wait_for()
    assert "/cite/" in desk.evaluate("navigator.clipboard.readText()")
    desk.set_viewport_size({"width": 375, "height": 720})
    desk.goto("/")
    _tab_to(desk, "header summary")
    desk.keyboard.press("Enter")
    _tab_to(desk, "header nav a[href$='/rules']")
    desk.keyboard.press("Enter")
    expect(desk.locator("h1")).to_contain_text("Rules")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_open_menu_and_marked_words_can_be_used_by_all(desk: Page, scheme: str) -> None:
    """axe finds no fault in a text with marked words and notes on a phone, its menu open."""
    desk.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    desk.set_viewport_size({"width": 375, "height": 720})
    desk.goto(f"{TEXT}?q=branch#p10")
    desk.locator("header summary").click()
    found = Axe().run(desk)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("q", ["branch", "rules electronic", "“the branch committee”", "elect*", "the"])
@pytest.mark.parametrize("document", ["market-bell-emails", "lantern-turnout", "hearing-day-3", "tideline-rota"])
def test_the_hits_in_a_text_are_those_of_the_index(published: Site, document: str, q: str) -> None:
    """The paragraphs listed are those that hold any of the words; each leads to the one before and after, title included."""
    wanted = {"rules electronic": "rules OR electronic", "“the branch committee”": '"the branch committee"'}.get(q, q)
    held = [position for (position,) in published.sql(
        "select position from passages_fts join passages on passages.rowid = passages_fts.rowid "
        "where passages_fts match ? and document_id = ? order by position", wanted, document
    )]  # fmt: skip
    page = published.get(f"/archive/documents/{document}", q=q).text
    nav = re.findall(r'<nav class="found-here".*?</nav>', page, re.DOTALL)[0]
    assert [int(each) for each in re.findall(r'<a href="#p(\d+)" aria-label="Paragraph', nav)] == held[:40]
    if not held:
        assert "in this text" in nav
        return
    assert ("from hit to hit" in nav) is (len(held) > 40)
    marked = {int(each) for each in re.findall(r'id="p(\d+)"(?:(?!id="p\d).)*?<mark>', page, re.DOTALL)}
    assert marked == set(held)
    title = re.findall(r'<h1 class="passage" id="p(\d+)"', page)
    steps = re.findall(r'<span class="hit-steps">hit (\d+) of (\d+)(.*?)</span>', page, re.DOTALL)
    untitled = [position for position in held if [str(position)] != title]
    for position, (number, of, links) in zip(untitled, steps, strict=True):
        n = held.index(position)
        assert (int(number), int(of)) == (n + 1, len(held))
        assert [int(each) for each in re.findall(r'href="#p(\d+)"', links)] == held[max(0, n - 1) : n] + held[
            n + 1 : n + 2
        ]


@pytest.mark.parametrize(
    ("q", "told"),
    [
        ("zebra", "This stands nowhere in this text."),
        ("zebra unicorn", "None of these words stands in this text."),
        ("year:2019", "There is no word in this to look for."),
        ("<b>", "This stands nowhere in this text."),
    ],
)
def test_what_is_not_in_a_text_is_said_in_words(published: Site, q: str, told: str) -> None:
    """Nothing found is told, with the way to all documents, whatever is typed."""
    page = published.get(TEXT, q=q).text
    assert told in " ".join(page.split())
    assert 'href="/search?q=' in page
    assert "<b>" not in page.replace("<b>Corr", "").replace("<b>Alleg", "").replace("<b>Super", "")


def test_the_margin_says_what_is_quoted_and_by_whom(published: Site) -> None:
    """Each passage that others quote says how often, each that quotes another or a clause says which."""
    quoted = published.sql(
        "select passages.document_id, position, passages.id, count(*), count(distinct quotations.document_id) from passages "
        "join quotations on matched_passage_id = passages.id group by passages.id"
    )
    assert {times > 1 for *_, times, _ in quoted} == {True, False}
    for document, position, passage, times, documents in quoted:
        notes = _notes(published, document, position)
        if times > 1:
            plural = "" if documents == 1 else "s"
            assert f'{passage}">quoted {times} times in {documents} document{plural}</a>' in notes
            assert len(published.rows("/archive/quotations.json", matched_passage_id=passage)) == times
        else:
            assert "quoted in <a href=" in notes
    quoting = published.sql(
        "select here.document_id, here.position, there.document_id, there.position from quotations "
        "join passages as here on here.id = passage_id join passages as there on there.id = matched_passage_id "
        "where quotations.id not in (select quotation_id from clause_quotations)"
    )
    assert quoting
    for document, position, other, at in quoting:
        notes = _notes(published, document, position)
        assert f'quotes <a href="/archive/documents/{other}#p{at}">' in notes or "more quotation" in notes
    of_rules = published.sql(
        "select passages.document_id, passages.position, number from clause_quotations join quotations on quotations.id = quotation_id "
        "join passages on passages.id = quotations.passage_id join rule_clauses on rule_clauses.id = clause_id "
        "where standing = 'in force'"
    )
    assert of_rules
    for document, position, number in of_rules:
        notes = _notes(published, document, position)
        assert f"clause {number} of" in notes or "more quotation" in notes


def test_the_page_of_a_passage_is_copied_whole(published: Site, desk: Page) -> None:
    """One click copies the words with their citation and address, as the page says them; what is withheld stays so."""
    for passage in ("tideline-rota-p3", "early-shift-2019-03-24-p2"):
        desk.goto(f"/cite/{passage}")
        desk.get_by_role("button", name="Copy with citation").click()
        desk.get_by_text("Copied").first.wait_for()
        copied = desk.evaluate("navigator.clipboard.readText()")
        shown = desk.locator(".cited blockquote").text_content() or ""
        assert copied == f"“{shown.strip()}”\n\n{published.get(f'/cite/{passage}.txt').text.strip()}"
        assert "█" not in copied


def _document(cite: str) -> str:
    return f"/archive/documents/{cite.rpartition('/')[2].rpartition('-p')[0]}"


@cache
def _text(site: Site, document: str) -> str:
    return site.get(f"/archive/documents/{document}").text


def _notes(site: Site, document: str, position: int) -> str:
    page = _text(site, document)
    found = re.findall(rf'<ul class="margin" aria-label="Notes on paragraph {position}">.*?</ul>', page, re.DOTALL)
    return found[0] if found else ""


def _tab_to(page: Page, selector: str) -> None:
    """Press Tab until what the selector finds has the focus."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab does not lead to {selector}")
