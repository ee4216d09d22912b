"""Citations in every format: read back by others they say the same, however hostile the title, and no more than is known."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from ingest.pages.citations import Citation, bibtex, csl, ris, text
from ingest.pages.cited_pages import json_ld, meta
from tests.archives import built
from tests.missing import peer
from tests.site import Site

PLAIN = Citation(
    id="day-p2",
    kind="blog post",
    title="The kettle is back",
    author="Ada Quill",
    publisher="Packing Hall Notes",
    date="2019-03",
    language="en",
    published_url="https://notes.example/2019/{kettle}",
    address="https://archive.example/cite/day-p2",
    archive="The kettle papers",
    edition="3",
    locator="para 2",
    words="It was “gone”, with\nits flex & ████.",
)
HOSTILE = "A\r\nER  - \nTY  - JOUR\u2028}, author = {{X}} \\ 100% #1 $x_y^z~ {open @article{a, </script><script>alert(1)</script> -->"
ANY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


def _one_line(words: str) -> str:
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", words).strip()


def test_in_words() -> None:
    """Who, what, where, when as far as it is known, the place, the archive and its edition, the address."""
    assert text(PLAIN) == (
        "Ada Quill, “The kettle is back”, Packing Hall Notes, March 2019, para 2. "
        "The kettle papers, edition 3, https://archive.example/cite/day-p2"
    )


def test_ris() -> None:
    """Each field is one line; a month without a day stays one."""
    assert ris(PLAIN).split("\r\n") == [
        "TY  - BLOG", "ID  - day-p2", "TI  - The kettle is back", "AU  - Ada Quill", "PB  - Packing Hall Notes", "PY  - 2019",
        "DA  - 2019/03//", "LA  - en", "N1  - para 2", "AB  - It was “gone”, with its flex & [withheld].",
        "DB  - The kettle papers, edition 3", "UR  - https://archive.example/cite/day-p2",
        "L2  - https://notes.example/2019/{kettle}", "ER  - ", "",
    ]  # fmt: skip


def test_bibtex() -> None:
    """Braces keep names and capitals whole; the date is that of biblatex, which may be partial."""
    assert bibtex(PLAIN) == (
        "@online{day-p2,\n  title = {{The kettle is back}},\n  author = {{Ada Quill}},\n  publisher = {{Packing Hall Notes}},\n"
        "  year = {2019},\n  date = {2019-03},\n  language = {{en}},\n  url = {https://archive.example/cite/day-p2},\n"
        "  howpublished = {{The kettle papers, edition 3}},\n"
        "  note = {{para 2; published at https://notes.example/2019/{\\textbraceleft}kettle{\\textbraceright}}},\n"
        "  abstract = {{It was “gone”, with its flex \\& [withheld].}},\n}\n"
    )


@pytest.mark.parametrize(
    ("date", "ris_date", "issued", "highwire"),
    [
        ("2019", "2019///", {"date-parts": [[2019]]}, "2019"),
        ("2019-03", "2019/03//", {"date-parts": [[2019, 3]]}, "2019/03"),
        ("2019-03-12", "2019/03/12/", {"date-parts": [[2019, 3, 12]]}, "2019/03/12"),
        ("2019-03/2019-04", "2019/03//2019-03/2019-04", {"date-parts": [[2019, 3], [2019, 4]]}, "2019/03"),
        ("2019-03~", "2019-03~", {"literal": "2019-03~"}, None),
        (None, None, None, None),
    ],
)
def test_a_partial_date_stays_partial(date: str | None, ris_date: Any, issued: Any, highwire: Any) -> None:
    """No format is given a month or a day that is not known."""
    cited = replace(PLAIN, date=date)
    dates = [line[6:] for line in ris(cited).split("\r\n") if line.startswith("DA")]
    assert dates == ([ris_date] if ris_date else [])
    assert csl(cited)[0].get("issued") == issued
    assert dict(meta(cited)).get("citation_publication_date") == highwire
    assert json.loads(json_ld(cited)).get("datePublished") == (
        date if date and "/" not in date and "~" not in date else None
    )


@pytest.mark.parametrize("words", ["plain", HOSTILE], ids=["plain", "hostile"])
def test_ris_is_read_by_others(words: str) -> None:
    """rispy finds one reference with the title, whatever it holds."""
    (found,) = peer("rispy").loads(ris(replace(PLAIN, title=words, author=words)))
    assert (found["title"], found["authors"], found["urls"]) == (_one_line(words), [_one_line(words)], [PLAIN.address])


@pytest.mark.parametrize("words", ["plain", HOSTILE], ids=["plain", "hostile"])
def test_bibtex_is_read_by_others(words: str) -> None:
    """bibtexparser finds one entry; taken out of its escapes, the title is what it was."""
    library = peer("bibtexparser").parse_string(bibtex(replace(PLAIN, title=words, author=words, publisher=words)))
    assert (len(library.entries), library.failed_blocks) == (1, [])
    (entry,) = library.entries
    assert set(entry.fields_dict) == {
        "title", "author", "publisher", "year", "date", "language", "url", "howpublished", "note", "abstract",
    }  # fmt: skip
    assert _unescaped(entry["title"].removeprefix("{").removesuffix("}")) == _one_line(words)


def _unescaped(words: str) -> str:
    for name, sign in (("braceleft", "{"), ("braceright", "}"), ("asciitilde", "~"), ("asciicircum", "^")):
        words = words.replace(f"{{\\text{name}}}", f"\0{ord(sign)}\0")
    words = re.sub(r"\\([&%$#_])", r"\1", words).replace(r"{\textbackslash}", "\\")
    return re.sub("\0(\\d+)\0", lambda match: chr(int(match[1])), words)


@given(ANY, ANY, ANY)
def test_no_title_breaks_a_format(title: str, author: str, words: str) -> None:
    """However it is made: RIS has its lines, BibTeX its braces in pairs, JSON-LD no tag, and JSON is JSON."""
    cited = replace(PLAIN, title=title, author=author, words=words)
    lines = ris(cited).split("\r\n")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    assert [line for line in "\n".join(ris(cited).splitlines()).split("\n") if line.startswith("ER  -")] == ["ER  - "]
    assert len(lines) == len(ris(cited).splitlines()) + 1
    depth = 0
    for sign in bibtex(cited):
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
    assert depth == 0
    assert not re.search("[<>&\u2028\u2029]", json_ld(cited))
    assert json.loads(json_ld(cited))["name"] == _one_line(title) or not _one_line(title)
    assert "\n" not in text(cited)


@pytest.mark.parametrize(
    ("path", "media_type", "begins"),
    [
        ("/cite/tideline-rota-p3.ris", "application/x-research-info-systems", "TY  - NEWS\r\nID  - tideline-rota-p3"),
        ("/cite/tideline-rota-p3.bib", "application/x-bibtex", "@article{tideline-rota-p3,"),
        ("/cite/tideline-rota-p3.csl.json", "application/vnd.citationstyles.csl+json", '[{"id": "tideline-rota-p3"'),
        ("/cite/tideline-rota-p3.txt", "text/plain", "Philippa Nwosu, “The rota said market liaison”"),
        ("/cite/tideline-rota.ris", "application/x-research-info-systems", "TY  - NEWS\r\nID  - tideline-rota\r\n"),
        ("/cite/tideline-rota-p24.txt", "text/plain", "Philippa Nwosu"),
    ],
)
def test_citations_are_served(published: Site, path: str, media_type: str, begins: str) -> None:
    """A passage and a document, and a passage by the id it once had, in each format."""
    answer = published.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == f"{media_type}; charset=utf-8"
    assert answer.text.startswith(begins)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/cite/nothing-p1.ris", 404),
        ("/cite/fairlead-faq-p99.bib", 410),
        ("/cite/early-shift-2019-03-23-p2.txt", 410),
        ("/cite/early-shift-2019-03-23.txt", 410),
    ],
)
def test_what_is_gone_is_not_cited(published: Site, path: str, status: int) -> None:
    """What never was is not found; what is retired or withheld is gone, and the answer says where the reason stands."""
    answer = published.get(path)
    assert answer.status_code == status
    assert status == 404 or "/cite/" in answer.text


@pytest.mark.parametrize("path", ["/archive/documents/tideline-rota", "/archive/passages/tideline-rota-p3", "/cite/tideline-rota-p3",
    "/archive/articles/tideline-rota"])  # fmt: skip
def test_a_page_says_what_it_is(published: Site, path: str) -> None:
    """Zotero finds title, author and date in its head, search engines JSON-LD, and readers links that answer."""
    page = published.get(path).text
    found = dict(re.findall(r'<meta name="((?:citation_|DC\.)[^"]+)" content="([^"]*)">', page))
    assert (found["citation_title"], found["citation_author"]) == ("The rota said market liaison", "Philippa Nwosu")
    assert (found["citation_publication_date"], found["DC.date"]) == ("2019/03/05", "2019-03-05")
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert json.loads(data)["url"] == html.unescape(found["citation_public_url"])
    links = re.findall(r'<a href="(/cite/[^"]+\.(?:ris|bib|csl\.json|txt))"', page)
    assert len(links) == 4
    assert {published.get(link).status_code for link in links} == {200}


def test_a_hostile_title_stays_in_its_place(tmp_path: Path, serve: Callable[..., Any], browser: Browser) -> None:
    """In the head, the data and the style of a page, and when it is copied, a title is words and nothing else."""
    title = '</script><script>window.hacked=1</script></style><!-- \\" } body {display:none}'
    source = f"---\ntitle: {json.dumps(title)}\ntype: article\n---\n\n# A heading\n\nWords of a paragraph that is long enough.\n"
    db = built(tmp_path / "made", hostile__md=source)
    with serve(db, {}) as site:
        ((id,),) = site.sql("select id from documents")
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        page, wrong = context.new_page(), list[str]()
        page.on("console", lambda message: wrong.append(message.text))
        page.goto(f"{site.url}/archive/documents/{id}")
        data = json.loads(str(page.locator('script[type="application/ld+json"]').text_content()))
        assert data["name"] == _one_line(title)
        assert page.evaluate("window.hacked") is None
        assert page.locator("main").is_visible()
        assert len(page.pdf()) > 1000
        assert wrong == []
        context.close()


def test_a_passage_is_copied_with_its_citation(published: Site, browser: Browser) -> None:
    """A click copies the words, the citation and the address; without a script the same link leads to the address."""
    path = f"{published.url}/archive/documents/tideline-rota"
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(path)
    page.locator("#p3").hover()
    page.locator("#p3 .copy").click()
    page.get_by_text("Copied").first.wait_for()
    ((words,),) = published.sql("select text from passages where id = 'tideline-rota-p3'")
    cited = published.get("/cite/tideline-rota-p3.txt").text.strip()
    assert page.evaluate("navigator.clipboard.readText()") == f"“{words}”\n\n{cited}"
    context.close()
    without = browser.new_context(java_script_enabled=False).new_page()
    without.goto(f"{path}#p3")
    without.locator("#p3 .copy").click()
    assert without.url == f"{published.url}/cite/tideline-rota-p3"
    without.context.close()
