"""Books: their words in the order of reading, what they say of themselves, and what is not read of them and why."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from zipfile import ZIP_DEFLATED

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import UnreadableError
from ingest.formats import epub as epub_format
from ingest.formats.decode import Decoded
from tests.archives import built, rows, run
from tests.formats.docx.writer import package
from tests.formats.epub.writer import CONTAINER, NAMES, epub, page
from tests.formats.mutated import mutated
from tests.growth import assert_linear
from tests.test_markdown import check_tiling, described


def decoded(data: bytes) -> Decoded:
    found = epub_format.decode(data)
    assert found.split is not None
    check_tiling(found.split, found.text)
    return found


def read(data: bytes) -> tuple[list[dict[str, str]], list[str]]:
    """Return the blocks of a book as text fixtures show them, and its problems; its details are left out."""
    found = decoded(data)
    assert found.split is not None
    blocks = [described(each, found.text) for each in found.split.blocks if each.kind != "book details"]
    return blocks, [words for words, _, _ in found.split.problems]


def said(metadata: str) -> tuple[dict[str, str], list[str]]:
    found = decoded(epub({"a.xhtml": page("<p>It is back.</p>")}, metadata=metadata))
    assert found.split is not None
    return found.split.front_matter, [words for words, _, _ in found.split.problems]


ONE, TWO = page("<h1>One</h1><p>It was there.</p>"), page('<p class="title">Two: gone</p><p>It was gone.</p>')
NAV = page(
    '<nav epub:type="toc"><h1>Contents</h1><ol><li><a href="one.xhtml">One</a></li><li><span>Part</span><ol>'
    '<li><a href="two.xhtml#top">Two:  gone</a></li></ol></li></ol></nav><nav epub:type="page-list"><ol><li>'
    '<a href="two.xhtml#p1">It was gone.</a></li></ol></nav>'
)
NCX = (
    '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>One</text></navLabel>'
    '<content src="one.xhtml"/><navPoint><navLabel><text>TWO: gone</text></navLabel><content src="two.xhtml"/></navPoint>'
    "</navPoint></navMap></ncx>"
)
CHAPTERS = [
    {"heading 1": "One"}, {"paragraph": "It was there."}, {"heading 2": "Two: gone"}, {"paragraph": "It was gone."},
]  # fmt: skip
LISTED = [
    {"(table of contents)": "Contents"}, {"(table of contents)": "1. One"}, {"(table of contents)": "2. Part"},
    {"(table of contents)": "1. Two: gone"}, {"(table of contents)": "1. It was gone."},
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(epub({"two.xhtml": TWO, "one.xhtml": ONE, "toc.ncx": NCX, "x.css": "p {}"}, ("one.xhtml", "two.xhtml")), CHAPTERS, id="EPUB 2"),
        pytest.param(epub({"nav.xhtml": NAV, "one.xhtml": ONE, "two.xhtml": TWO}, ("one.xhtml", "two.xhtml")), [*CHAPTERS, *LISTED], id="EPUB 3"),
        pytest.param(epub({"nav.xhtml": NAV, "one.xhtml": ONE, "two.xhtml": TWO}), [*LISTED, *CHAPTERS], id="contents among the chapters"),
        pytest.param(
            epub({"toc.xhtml": page("<p>One</p>"), "one.xhtml": ONE}, guide='<reference type="toc" href="toc.xhtml"/><reference type="text" href="x"/>'),
            [{"(table of contents)": "One"}, *CHAPTERS[:2]], id="contents of the guide",
        ),
        pytest.param(
            epub({"one.xhtml": ONE, "notes.xhtml": page("<p>A note.</p>")}, ("one.xhtml",)),
            [*CHAPTERS[:2], {"(outside the order of reading)": "A note."}], id="beside the chapters",
        ),
        pytest.param(epub({"one.xhtml": ONE}, ("one.xhtml", "one.xhtml")), CHAPTERS[:2], id="a chapter twice"),
        pytest.param(
            epub({"a.xhtml": page("<p>Tea&nbsp;&amp; milk<br/>again</p><aside><p>1. A note</p></aside><p hidden=''>No</p><hr/><p/>It")}),
            [{"paragraph": "Tea\u00a0& milk\nagain"}, {"paragraph": "1. A note"}, {"(hidden)": "No"}, {"paragraph": "It"}], id="words",
        ),
        pytest.param(epub({"a.xhtml": page("<p>caf\xe9</p>").replace("utf-8", "iso-8859-1").encode("latin-1")}), [{"paragraph": "café"}], id="encoding"),
        pytest.param(
            epub({"one.xhtml": ONE}, more={"META-INF/container.xml": "<container/>"}), CHAPTERS[:2], id="a container that names nothing"
        ),
    ],
)  # fmt: skip
def test_order(data: bytes, expected: list[dict[str, str]]) -> None:
    """Chapters stand in the order of reading, each once; a line that the contents call so is a heading; the rest is named."""
    assert read(data) == (expected, [])


ADA = '<dc:creator id="a">Ada Quill</dc:creator>'


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        pytest.param(
            f"<dc:title>The  Kettle</dc:title>{ADA}<dc:creator opf:role='edt'>Ed</dc:creator><dc:creator opf:role='aut'>Owen Harper</dc:creator>"
            "<dc:date opf:event='modification'>2020-01-01</dc:date><dc:date opf:event='publication'>2019-03</dc:date>"
            "<dc:publisher>Works Press</dc:publisher><dc:language>en-GB</dc:language><dc:rights>CC0</dc:rights>",
            {
                "title": "The Kettle", "author": "Ada Quill, Owen Harper", "publisher": "Works Press", "language": "en-GB",
                "date": "2019-03", "date_basis": "details of the book",
            },
            id="EPUB 2",
        ),
        pytest.param(
            f'<dc:title id="s">A history</dc:title><dc:title id="t">The Kettle</dc:title>{ADA}<meta refines="#a" property="role">trl</meta>'
            '<meta refines="#t" property="title-type">main</meta><meta refines="#s" property="title-type">subtitle</meta>'
            '<meta property="dcterms:modified">2020-01-01</meta><dc:date>2019-03-12T00:00:00Z</dc:date>',
            {"title": "The Kettle", "date": "2019-03-12", "date_basis": "details of the book"},
            id="EPUB 3",
        ),
        pytest.param(f"<dc-metadata><dc:Title>The Kettle</dc:Title>{ADA}</dc-metadata>", {"author": "Ada Quill"}, id="older"),
        pytest.param("<dc:date>0101-01-01T00:00:00+00:00</dc:date>", {}, id="a date that means none"),
        pytest.param(f"<dc:title>{'Kettle ' * 99}</dc:title>", {}, id="too long"),
        pytest.param("", {}, id="nothing"),
    ],
)  # fmt: skip
def test_details(metadata: str, expected: dict[str, str]) -> None:
    """A book says its title, who wrote it, who published it and when; translators and editors are no authors."""
    assert said(metadata) == (expected, [])


def test_several_dates() -> None:
    """Of two days of publication none is chosen, and that is told."""
    found = said("<dc:date>2019-03-12</dc:date><dc:date>2018</dc:date>")
    assert found == ({}, ["it gives several dates of publication (2019-03-12, 2018); declare published_date"])


def test_details_are_kept() -> None:
    """All that the metadata says stands in a discard."""
    data = epub({"one.xhtml": ONE}, metadata="<dc:title>The Kettle</dc:title><dc:rights>CC0</dc:rights><dc:source/>")
    assert decoded(data).text.startswith("title: The Kettle\nrights: CC0\n\nOne")


IN_TWO = ["p 11", "pp 11–12", "p 12", "p 12", "p 12"]


@pytest.mark.parametrize(
    ("body", "locators"),
    [
        pytest.param('<p>was <span epub:type="pagebreak" id="x" title="12"/>there</p><p>for years</p>', IN_TWO, id="title"),
        pytest.param('<p>was <a role="doc-pagebreak" aria-label=" Page 12. "></a>there</p><p>for years</p>', IN_TWO, id="label"),
        pytest.param('<p>was there</p><div role="doc-pagebreak">xii</div><p>for years</p>', ["p 11", "p 11", "p xii", "p xii", "p xii"], id="printed"),
        pytest.param(
            '<p>was there</p><div epub:type="pagebreak" title="12"> 12 </div><p>for years</p>', ["p 11", "p 11", "p 12", "p 12", "p 12"], id="printed and said"
        ),
        pytest.param('<p>was <span epub:type="pagebreak"/>there</p><p>for years</p>', ["p 11", *[None] * 4], id="without a number"),
        pytest.param('<p>was <i epub:type="pagebreak" title="a long way from here"/>there</p><p>for years</p>', ["p 11", *[None] * 4], id="no number"),
        pytest.param('<p>was <span class="pagebreak" title="12"/>there</p><p>for years</p>', ["p 11"] * 5, id="another mark"),
    ],
)  # fmt: skip
def test_printed_pages(body: str, locators: list[str | None]) -> None:
    """A passage bears the page of the printed book on which it stands, from one file to the next; the number is no text."""
    one = page('<span epub:type="pagebreak" title="11"/><p>It</p>')
    found = decoded(epub({"one.xhtml": one, "two.xhtml": page(body), "three.xhtml": page("<p>and 12</p><p>12</p>")}))
    assert found.split is not None
    blocks = [each for each in found.split.blocks if not each.discard]
    assert [found.text[each.start : each.end] for each in blocks] == ["It", "was there", "for years", "and 12", "12"]
    assert [each.locator for each in blocks] == locators


def locked(*names: str, method: str = "http://www.w3.org/2001/04/xmlenc#aes128-cbc") -> dict[str, str]:
    """Return the file that says which files of a book are locked."""
    inner = "".join(
        f'<EncryptedData><EncryptionMethod Algorithm="{method}"/><CipherData><CipherReference URI="OEBPS/{name}"/>'
        "</CipherData></EncryptedData>"
        for name in names
    )
    return {"META-INF/encryption.xml": f"<encryption>{inner}</encryption>"}


def test_locked() -> None:
    """A chapter behind a licence is told, and a line stands in its place; scrambled fonts lock nothing."""
    files = {"one.xhtml": ONE, "two.xhtml": TWO}
    blocks, problems = read(epub(files, more=locked("two.xhtml")))
    assert blocks == [*CHAPTERS[:2], {"(unreadable part)": "[nothing of OEBPS/two.xhtml can be read]"}]
    assert problems == [
        "1 of its 2 chapters is locked by a licence (DRM) and cannot be read; ask its publisher for a copy without it"
    ]
    assert (
        read(epub(files, more=locked("one.xhtml", "two.xhtml", method="http://www.idpf.org/2008/embedding")))[1] == []
    )


def test_what_is_missing() -> None:
    """A chapter that is missing, a picture, or broken is told where it should stand, and the rest is read."""
    data = epub({"one.xhtml": ONE, "two.xhtml": TWO, "cover.png": b"\x89PNG", "x.xhtml": bytes(range(32)) * 9})
    blocks, problems = read(data.replace(b"OEBPS/two.xhtml", b"OEBPS/2wo.xhtml"))
    assert [next(iter(each)) for each in blocks] == ["heading 1", "paragraph", *["(unreadable part)"] * 3]
    assert [words[:60] for words in problems] == [
        "its part OEBPS/two.xhtml is missing; get the book again",
        "its part OEBPS/cover.png is of the type image/png, which is ",
        "it holds control characters and is not text; give it the nam",
    ]


OPF = '<package xmlns="http://www.idpf.org/2007/opf">{}</package>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"", "no package of XML, as .epub files are", id="nothing"),
        pytest.param(epub({"one.xhtml": ONE})[:-30], "no package of XML", id="cut off"),
        pytest.param(package({"x.txt": "x"}), "it holds no book", id="another package"),
        pytest.param(package({"META-INF/container.xml": CONTAINER}), "it holds no book", id="no list of files"),
        pytest.param(package({"META-INF/container.xml": CONTAINER, "OEBPS/book.opf": ""}), "is no XML", id="an empty list"),
        pytest.param(epub({}), "its book has no chapters", id="no chapters"),
        pytest.param(epub({"one.xhtml": ONE}, more=locked("one.xhtml")), r"locked by a licence \(DRM\)", id="locked"),
        pytest.param(
            package({"book.opf": OPF.format('<manifest><item id="a" href="http://a.example/a"/></manifest><spine><itemref idref="b"/></spine>')}),
            "no chapters", id="no such chapter",
        ),
    ],
)  # fmt: skip
def test_refused(data: bytes, words: str) -> None:
    """What cannot be read is refused with a sentence that says what to do."""
    with pytest.raises(UnreadableError, match=words):
        epub_format.decode(data)


def test_a_bomb() -> None:
    """Chapters that unpack to more than any book holds are told, and no more of them is unpacked."""
    body = page("<p>" + " " * 70_000_000 + "</p>")
    data = package(
        {"book.opf": OPF.format('<manifest><item id="a" href="a" media-type="text/html"/></manifest><spine><itemref idref="a"/></spine>'), "a": body},
        ZIP_DEFLATED,
    )  # fmt: skip
    (block,), (problem,) = read(data)
    assert (list(block), problem[:40]) == (["(unreadable part)"], "its part a is larger than 60,000,000 byt")


def test_entities(tmp_path: Path) -> None:
    """No entity is followed: neither one that swells nor one that names a file."""
    (tmp_path / "secret").write_text("secret")
    swelling = f'<!DOCTYPE p [<!ENTITY b "kettle"><!ENTITY a "&b;&b;"><!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
    chapter = swelling + "<html><body><p>a &a; &x; b</p></body></html>"
    metadata = "<dc:title>The &a; &x;</dc:title>"
    data = epub({"a.xhtml": chapter}, metadata=metadata).replace(b"<package", swelling.encode() + b"<package")
    with suppress(UnreadableError):
        text = decoded(data).text
        assert "secret" not in text
        assert "kettlekettle" not in text


WHOLE = epub(
    {"nav.xhtml": NAV, "one.xhtml": ONE, "two.xhtml": TWO, "toc.ncx": NCX},
    metadata=f"<dc:title>K</dc:title>{ADA}<dc:date>2019</dc:date>",
)
PIECES = [
    "<p>", "</p>", "<html>", "</html>", "<nav>", "<ol>", "</ol>", "<li>", '<a href="one.xhtml">', "</a>", "One", "&nbsp;", "&x;", "<!--",
    "<![CDATA[", "]]>", "<title/>", "<script/>", "\0", "\ufeff", "<navPoint>", "<navLabel>", '<content src="one.xhtml"/>', "</navPoint>", "<table><td>",
]  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_any_page(body: str) -> None:
    """Whatever stands in a chapter or a table of contents, blocks tile the text or it is refused with a sentence."""
    with suppress(UnreadableError):
        read(epub({"one.xhtml": body, "nav.xhtml": body, "toc.ncx": body}, ("one.xhtml",)))


@settings(max_examples=100, deadline=None)
@given(mutated(WHOLE))
def test_mutated(data: bytes) -> None:
    """Whatever bytes change, no error comes out but a sentence."""
    with suppress(UnreadableError):
        read(data)


def test_archive(tmp_path: Path) -> None:
    """A book in an archive is one document, verified, and what is declared of it holds for all of it."""
    db = built(
        tmp_path,
        kettle__epub=WHOLE,
        kettle__yml="corrections: [{before: was there, after: stood there, reason: misprint}]\n",
    )
    assert run("verify", db, "--files", tmp_path / "sources").exit_code == 0
    assert rows(db, "select id, title, author, published_date, date_basis from documents") == [
        ("kettle", "K", "Ada Quill", "2019", "details of the book")
    ]
    assert rows(db, "select text from passages order by position") == [
        ("One",), ("It was there.",), ("Two: gone",), ("It was gone.",)
    ]  # fmt: skip


@pytest.mark.alone
@pytest.mark.parametrize(
    "piece",
    [
        pytest.param("<li><a href='one.xhtml'>One</a></li>", id="contents"),
        pytest.param("<p>It <i epub:type='pagebreak' title='1'/>is<i epub:type='pagebreak'/></p>" * 20, id="pages"),
        pytest.param("<nav epub:type='toc'><ol>" * 200 + "</ol></nav>" * 200, id="nested contents"),
        pytest.param("<a href='one.xhtml'>" * 200 + "One" + "</a>" * 200, id="nested links"),
        pytest.param("<navPoint><navLabel>" * 100 + "One" + "</navLabel></navPoint>" * 100, id="nested labels"),
    ],
)
def test_growth(piece: str) -> None:
    """A book with four times as long a table of contents takes about four times as long."""
    assert_linear(lambda size: read(epub({"one.xhtml": ONE, "nav.xhtml": page(piece * size)}, ("one.xhtml",))), 40)


@pytest.mark.alone
def test_growth_of_lists() -> None:
    """A book with four times as many files, details and locked files takes about four times as long."""

    def work(size: int) -> None:
        files = {f"{n}.xhtml": ONE for n in range(size)}
        details = "<metadata>" * 200 + "<dc:creator>Ada</dc:creator>" * size + "</metadata>" * 200
        more = locked(*list(files)[1:])
        more = {
            name: words.replace("<encryption>", "<EncryptedData>" * 200).replace(
                "</encryption>", "</EncryptedData>" * 200
            )
            for name, words in more.items()
        }
        decoded(epub(files, metadata=details, more=more))

    assert_linear(work, 500)


@pytest.mark.alone
@pytest.mark.parametrize("said", ["", 'properties="nav"'], ids=["chapters", "tables of contents"])
def test_growth_of_a_list_of_files(said: str) -> None:
    """A book that lists four times as many files takes about four times as long, whatever they are."""

    def work(size: int) -> None:
        item = '<item id="i{0}" href="{0}.xhtml" media-type="application/xhtml+xml" {1}/>'.format
        items = "".join(item(n, said) for n in range(size))
        spine = "".join(f'<itemref idref="i{n}"/>' for n in range(size))
        book = f"<package {NAMES}><metadata/><manifest>{items}</manifest><spine>{spine}</spine></package>"
        decoded(package({"META-INF/container.xml": CONTAINER, "OEBPS/book.opf": book, "OEBPS/0.xhtml": ONE}))

    assert_linear(work, 2500)
