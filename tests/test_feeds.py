"""Feeds and blog exports: each entry a document, nothing lost, and what no reader of the blog sees left out and told."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import lxml.etree
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import ArchiveError, DeclarationError, UnreadableError
from ingest.formats.decode import Decoded
from ingest.formats.feeds import feeds
from ingest.formats.feeds.dates import day_of
from ingest.formats.xml_elements import DEEPEST, read_elements
from ingest.formats.xml_words import Element, words
from tests.archives import built, everything, rows
from tests.growth import assert_linear
from tests.test_markdown import check_tiling, described

FILES = Path(__file__).parent / "formats" / "feeds"
NAMES = sorted(path.name for path in FILES.iterdir() if path.suffix != ".yml")


def shown(found: Decoded) -> dict[str, Any]:
    """Return what a feed is read as, without what is empty: its words, its entries, and its problems."""
    assert found.split is not None
    split, text = found.split, found.text
    check_tiling(split, text)
    blocks = [(block.start, described(block, text)) for block in split.blocks]
    entries = [
        {
            "said": {key: value for key, value in item.said.items() if value},
            "blocks": [words for start, words in blocks if item.start <= start < item.end],
        }
        for item in split.items
    ]
    inside = [start for start, _ in blocks for item in split.items if item.start <= start < item.end]
    return {
        "front matter": split.front_matter,
        "outside": [words for start, words in blocks if start not in inside],
        "entries": entries,
        "problems": [reason for reason, _, _ in split.problems],
    }


@pytest.mark.parametrize("name", NAMES)
def test_flavours(name: str) -> None:
    """A file of every kind is read as the file beside it says."""
    expected = yaml.load((FILES / f"{name}.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
    assert shown(feeds.decode((FILES / name).read_bytes(), None, ())) == expected


def entries(data: str | bytes, include: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = shown(feeds.decode(_bytes(data), None, include))["entries"]
    return found


def problems(data: str | bytes, include: tuple[str, ...] = ()) -> list[str]:
    found: list[str] = shown(feeds.decode(_bytes(data), None, include))["problems"]
    return found


def _bytes(data: str | bytes) -> bytes:
    return data.encode() if isinstance(data, str) else data


def rss(*items: str, head: str = "") -> str:
    """Return a feed of these items."""
    return f"{head}<rss version='2.0'><channel><title>Hall</title>{''.join(items)}</channel></rss>"


def item(title: str, **fields: str) -> str:
    inside = "".join(f"<{name}>{words}</{name}>" for name, words in fields.items())
    return f"<item><title>{title}</title>{inside}</item>"


def wxr(*items: str) -> str:
    return rss("<wp:wxr_version>1.2</wp:wxr_version>", *items).replace(
        "<rss",
        "<rss xmlns:wp='http://wordpress.org/export/1.2/' xmlns:content='http://purl.org/rss/1.0/modules/content/'",
    )


def post(title: str, body: str = "Words.", **fields: str) -> str:
    inside = "".join(f"<wp:{name}>{words}</wp:{name}>" for name, words in fields.items())
    return (
        f"<item><title>{title}</title><content:encoded><![CDATA[{body}]]></content:encoded>"
        f"<wp:post_type>post</wp:post_type><wp:status>publish</wp:status>{inside}</item>"
    )


WORDPRESS = (FILES / "wordpress.wxr").read_bytes()


@pytest.mark.parametrize(
    ("name", "include", "expected"),
    [
        ("wordpress.wxr", ("comments",), [
            ("blog post", "who-took-the-kettle", ""),
            ("comment", "who-took-the-kettle-comment-31", "who-took-the-kettle"),
            ("page", "about", ""),
        ]),
        ("wordpress.wxr", ("drafts",), [
            ("blog post", "who-took-the-kettle", ""), ("page", "about", ""), ("blog post", "p-8", ""),
            ("blog post", "for-the-committee", ""),
        ]),
        ("blogger.xml", ("comments", "drafts"), [
            ("blog post", "who-took-kettle", ""), ("blog post", "post-102", ""), ("page", "about", ""),
            ("comment", "who-took-kettle-comment-201", "who-took-kettle"),
        ]),
        ("blogger-takeout.atom", ("comments",), [
            ("comment", "who-took-kettle-comment-201", "who-took-kettle"), ("blog post", "who-took-kettle", ""),
        ]),
        ("atom-1.0.atom", ("comments",), [
            ("blog post", "stands", ""), ("blog post", "tegell", ""), ("comment", "stands-comment-3", "stands"),
        ]),
    ],
    ids=["WordPress comments", "WordPress drafts", "Blogger", "Takeout", "Atom"],
)  # fmt: skip
def test_include(name: str, include: tuple[str, ...], expected: list[tuple[str, str, str]]) -> None:
    """Drafts and comments are read where a declaration asks for them, and a comment names the post that it answers."""
    found = [each["said"] for each in entries((FILES / name).read_bytes(), include)]
    assert [(said["kind"], said["name"], said.get("replies_to", "")) for said in found] == expected


def test_left_out(tmp_path: Path) -> None:
    """What no reader of the blog sees is in no byte of the archive: drafts, comments, passwords, addresses of machines."""
    db = built(tmp_path, blog__wxr=WORDPRESS)
    found = everything(db)
    for hidden in ("unfinished", "words behind", "192.0.2.7", "buy now", "on the left", "aq77", "mood"):
        assert hidden not in found
    assert rows(db, "select id, kind, title, published_date, date_basis, url from documents") == [
        ("blog-who-took-the-kettle", "blog post", "Who took the kettle", "2019-03-11", "export",
         "https://hall.example/2019/03/who-took-the-kettle/"),
        ("blog-about", "page", "About the hall", "2018-01-01", "export", "https://hall.example/about/"),
    ]  # fmt: skip


def test_withheld_title(tmp_path: Path) -> None:
    """What is withheld in a title is withheld wherever the title stands."""
    declaration = "withhold:\n  - pattern: Fenn\n    reason: privacy\n"
    db = built(tmp_path, blog__rss=rss(item("A word with Fenn", description="Nothing.")), blog__yml=declaration)
    assert "fenn" not in everything(db)
    assert rows(db, "select title from documents") == [("A word with ████",)]


@pytest.mark.parametrize("name", NAMES)
def test_built(tmp_path: Path, name: str) -> None:
    """A whole archive is built of every kind of file, and every character of it is in a segment."""
    file_name = f"blog{Path(name).suffix.replace('.', '__')}"
    declaration = "include: [drafts, comments]\n"
    db = built(tmp_path, **{file_name: (FILES / name).read_bytes(), "blog__yml": declaration})
    assert rows(db, "select count(*) from documents")[0][0] >= 1
    assert rows(db, "select count(*) from segments where discard = 'unread'") == [(0,)]


@pytest.mark.parametrize("name", NAMES)
def test_bytes(name: str) -> None:
    """Each entry says which bytes of the file it was made of."""
    data = (FILES / name).read_bytes()
    found = feeds.decode(data, None, ("drafts", "comments"))
    assert found.split is not None
    assert [(run.start, run.end) for run in found.runs] == [(each.start, each.end) for each in found.split.items]
    for run in found.runs:
        element = data[run.byte_start : run.byte_end]
        assert element.startswith((b"<item", b"<entry", b"<wp:comment"))
        assert element.endswith((b"</item>", b"</entry>", b"</wp:comment>"))


def test_ids_stay() -> None:
    """An entry keeps its name when the blog is exported again with more posts, even with one of the same name."""
    old = [
        post("Kettle", post_name="kettle", post_date="2019-03-10"),
        post("Tea", post_name="tea", post_date="2019-03-11"),
    ]
    new = [post("Kettle", post_name="kettle", post_date="2020-01-01"), post("Soup", post_name="soup")]
    names = [each["said"]["name"] for each in entries(wxr(*old))]
    assert names == ["kettle", "tea"]
    assert [each["said"]["name"] for each in entries(wxr(*new, *old))] == ["kettle-2020-01-01", "soup", *names]


def test_same_id_twice(tmp_path: Path) -> None:
    """Two entries with one id are two documents with ids of their own, and told."""
    twice = [item("One", guid="urn:x:1", pubDate="2019-03-10"), item("Two", guid="urn:x:1", pubDate="2019-03-10")]
    db = built(tmp_path, blog__rss=rss(*twice))
    assert rows(db, "select id, title from documents") == [("blog-1", "One"), ("blog-1-2019-03-10", "Two")]
    assert rows(db, 'select reason, "start" > 0 from problems') == [
        ("an entry above has the same id; both are read: withhold the one that is not wanted", 1),
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Tue, 12 Mar 2019 23:59:59 -0800", "2019-03-12"), ("12 March 2019", "2019-03-12"), ("12 Mar 19 08:00 GMT", "2019-03-12"),
        ("Tues, 12-Mar-2019 08:00", "2019-03-12"), ("Fri, 31 Dec 99 23:00 EST", "1999-12-31"), ("2019-03-12T23:30:00Z", "2019-03-12"),
        ("2019-03-12 23:30:00", "2019-03-12"), ("20190312T233000", "2019-03-12"), ("2019-03", "2019-03"), ("2019", "2019"),
        ("March 12, 2019", "2019-03-12"), ("Wed, 12 Mar 2019", None), ("30 Feb 2019", None), ("2019-13-01", None),
        ("2019-02-30T00:00:00Z", None), ("0000-00-00 00:00:00", None), ("yesterday", None), ("12 Mär 2019", None), ("", None),
        ("1552435200", None), ("12/03/2019", "12/03/2019"), ("25/03/2019", "2019-03-25"), ("0000", None), ("2019-03-00", None),
    ],
)  # fmt: skip
def test_days(words: str, expected: str | None) -> None:
    """The day is the one printed, in the zone in which it is printed; what is no day is none."""
    assert day_of(words) == expected


@pytest.mark.parametrize(
    ("data", "titles", "problem"),
    [
        (rss(item("One"), item("Two"))[:-31], ["One", "Two"],
         "its XML is not well formed, and it breaks off at its end: in line 1, column 95 stands the end of the file, where </title> is due"),
        (rss(item("One", description="a <b>c"), item("Two")), ["One", "Two"], "stands </description>, where </b> is due"),
        (rss("<item><title>One</title>", item("Two")), ["One", "Two"], "stands <item>, where </item> is due"),
        (rss("<item><title>One</item>", item("Two")), ["One", "Two"], "stands </item>, where </title> is due"),
        (rss(item("One</b>"), item("Two")), ["One", "Two"], "stands </b>, which closes nothing"),
        (rss(item("Salt & tea"), item("Two")), ["Salt & tea", "Two"], "stands “&”, which is no character of XML"),
        (rss(item("a&nbsp;b &bogus; c"), item("Two")), ["a b &bogus; c", "Two"], "stands “&nbsp;”, which is no character of XML"),
        (rss(item("1 < 2"), item("Two")), ["1 < 2", "Two"], "stands a < that begins no tag"),
        (rss(item("One\x03x\x0by"), item("Two")), ["One\ufffdx y", "Two"], "it holds control characters, which XML does not allow"),
        (rss(item("One&#3;")), ["One\ufffd"], None),
        (rss(item("One")) + "\n" + rss(item("Two")), ["One", "Two"], "2 feeds stand in it one behind the other, the second from line 2"),
        ("<br />\n<b>Warning</b>: no kettle in shelf.php\n" + rss(item("One")), ["One"], None),
        (rss(item("<![CDATA[One"), item("Two")), ["One</title></item><item><title>Two</title></item></channel></rss>"],
         "stands “<![CDATA[”, which nothing ends"),
    ],
    ids=["cut off", "tag in a text", "item not closed", "title not closed", "stray end", "bare &", "entities", "bare <",
         "control characters", "number of a control character", "two feeds", "words before it", "CDATA not closed"],
)  # fmt: skip
def test_broken(data: str, titles: list[str], problem: str | None) -> None:
    """XML that is not well formed is read as far as it goes and beyond, and a problem says where it breaks."""
    found = shown(feeds.decode(data.encode(), None, ()))
    assert [each["blocks"][0]["heading 1"] for each in found["entries"]] == titles
    assert [each for each in found["problems"] if (problem or "nothing") in each] or problem is None


def test_break_is_told_whole() -> None:
    """The problem says the line, the column, what stands there, how often, how much was read, and what to do."""
    assert problems("<rss>\n<channel>\n<item><title>Tea & salt</title></item></b>\n</channel></rss>") == [
        "its XML is not well formed: in line 3, column 18 stands “&”, which is no character of XML; there are 1 more such places. "
        "1 entries were read; compare them with the blog, or have it exported again"
    ]


def test_words_outside() -> None:
    """Words outside every entry and every element are kept, by name."""
    found = shown(
        feeds.decode(f"Notice: no kettle\n{rss('<item>stray <title>One</title> words</item>')}".encode(), None, ())
    )
    assert found["outside"] == [{"(outside the feed)": "Notice: no kettle"}, {"(feed header)": "title: Hall"}]
    assert found["entries"][0]["blocks"] == [{"heading 1": "One"}, {"(entry fields)": "stray\nwords"}]


def test_cut_off_export() -> None:
    """The last post of an export that breaks off may yet have been a draft, and is left out as one."""
    whole = wxr(post("One"), post("Two", body="Secret words."))
    cut = whole[: whole.index("Secret words.") + 5]
    assert [each["blocks"][0] for each in entries(cut)] == [{"heading 1": "One"}]
    assert "not read: 1 draft; declare include: [drafts] to have them" in problems(cut)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "it holds no XML element"),
        (b"just words", "it holds no XML element"),
        (
            b"<?xml version='1.0'?><opml><body/></opml>",
            "its XML is <opml>, which is not read; what is read is RSS, Atom",
        ),
        (b"<html><body><p>x</p></body></html>", "it is a web page in XML; give it the name of its format, .html."),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "it holds no XML element"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "it holds control characters and is not XML"),
    ],
    ids=["nothing", "no XML", "OPML", "a web page", "JSON", "a picture"],
)
def test_unreadable(data: bytes, sentence: str) -> None:
    """XML that is no feed is refused with a sentence that says which kinds are read."""
    with pytest.raises(UnreadableError, match=sentence):
        feeds.decode(data, None, ())


UMLAUT = "“Kettle” – café"


@pytest.mark.parametrize(
    ("label", "encoding", "problem"),
    [
        (None, "utf-8", None), (None, "utf-8-sig", None), (None, "utf-16", None), (None, "utf-16-le", None), (None, "utf-16-be", None),
        ("utf-8", "utf-8", None), ("windows-1252", "cp1252", None), ("ISO-8859-1", "cp1252", None), ("utf-16", "utf-16", None),
        ("utf-16", "utf-8", None), ("koi8-r", "utf-8", "declared to be in koi8-r, but its bytes are UTF-8"),
        ("utf-8", "cp1252", "declared to be in utf-8, but its bytes are Windows-1252"),
        ("us-ascii", "cp1252", "declared to be in us-ascii, but its bytes are Windows-1252"),
        ("x-unheard-of", "utf-8", "declared to be in x-unheard-of, but its bytes are UTF-8"),
        ("unicode_escape", "utf-8", "declared to be in unicode_escape, but its bytes are UTF-8"), ("utf-8", "utf-16-le", None),
    ],
)  # fmt: skip
def test_encodings(label: str | None, encoding: str, problem: str | None) -> None:
    """The words are those that were written, whatever a file says of its encoding."""
    head = f"<?xml version='1.0' encoding='{label}'?>" if label else ""
    data = rss(item(UMLAUT), head=head).encode(encoding)
    assert entries(data)[0]["blocks"][0] == {"heading 1": UMLAUT}
    assert [each for each in problems(data) if (problem or "declared to be") in each] == problems(data)
    assert bool(problems(data)) == bool(problem)


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("Чайник вернулся", "koi8-r"),
        ("やかんが戻った", "euc-jp"),
        ("やかんが戻った", "shift_jis"),
        ("水壶回来了", "gb18030"),
        ("กาต้มน้ำกลับมาแล้ว", "tis-620"),
        ("水壺回來了", "big5hkscs"),
    ],
)
def test_declared_in_its_first_line(words: str, encoding: str) -> None:
    """An encoding that the file declares is believed where the bytes are in it; nothing else is made of them."""
    data = rss(item(words), head=f"<?xml version='1.0' encoding='{encoding}'?>").encode(encoding)
    assert entries(data)[0]["blocks"][0] == {"heading 1": words}
    undeclared = rss(item(words)).encode(encoding)
    assert "\ufffd" in entries(undeclared)[0]["blocks"][0]["heading 1"]
    assert "U+FFFD stands for them" in problems(undeclared)[0]
    again = feeds.decode(undeclared, encoding, ())
    assert words in again.text


def test_declared_encoding_must_fit() -> None:
    """An encoding that a person declares and the bytes are not in is refused."""
    with pytest.raises(DeclarationError, match="encoding: it cannot be read as utf-8"):
        feeds.decode(b"<rss>\xff</rss>", "utf-8", ())


def test_bytes_that_are_no_characters() -> None:
    """Bytes that are not UTF-8 among many that are spoil no other word, and are told."""
    data = rss(item("café A"), item("B")).encode().replace(b"B", b"\xe9 B")
    assert [each["blocks"][0]["heading 1"] for each in entries(data)] == ["café A", "\ufffd B"]
    assert problems(data) == [
        "some of its bytes are not UTF-8, the first in line 1; U+FFFD stands for them (1 times); if it is in another encoding, "
        "declare `encoding:`"
    ]


LAUGHS = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 12))


@pytest.mark.parametrize(
    "subset",
    [f"<!ENTITY l0 'ha'>{LAUGHS}", f"<!ENTITY l11 '{'ha' * 50_000}'>", "<!ENTITY l11 SYSTEM 'file:///etc/passwd'>",
     "<!ENTITY % d SYSTEM 'http://192.0.2.1/x.dtd'> %d; <!ENTITY l11 'x'>"],
    ids=["a billion laughs", "quadratic", "a file", "a DTD elsewhere"],
)  # fmt: skip
def test_bombs(subset: str) -> None:
    """No entity is expanded and nothing is fetched: what a file would make of itself stays as it stands, and is told."""
    data = rss(item("&l11;" * 1000, description="Words."), head=f"<!DOCTYPE rss [{subset}]>")
    found = shown(feeds.decode(data.encode(), None, ()))
    assert found["entries"][0]["blocks"][0] == {"heading 1": "&l11;" * 1000}
    assert found["outside"] == [{"(feed header)": "title: Hall"}]
    assert found["problems"][0].startswith("it declares entities of its own, which are not expanded")


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("one\n\ntwo", ["one", "two"]),
        ("one\ntwo", ["one\ntwo"]),
        ("one\r\n\r\n  \r\ntwo", ["one", "two"]),
        ("one <em>a\n\nb</em> two", ["one a", "b two"]),
        ("one\n<ul>\n<li>a</li>\n\n<li>b</li>\n</ul>\ntwo", ["one", "a", "b", "two"]),
        ("<pre>a\n\nb</pre>two\n\nthree", ["a\n\nb", "two", "three"]),
        ("<pre>a\n\nb", ["a\n\nb"]),
        ("<!-- wp:paragraph -->\n<p>one\ntwo</p>\n\n<p>three</p>", ["one two", "three"]),
        ("[gallery ids=\"1,2\"]\n\n[embed]https://x.example/v[/embed]", ["https://x.example/v"]),
        ("one\n[caption id='a']<img> Two[/caption]\nthree [sic]", ["one", "Two", "three [sic]"]),
        ("[caption id='a' caption='Two']<img>[/caption]", ["[caption id='a' caption='Two']"]),
        ("a < b & c", ["a < b & c"]),
    ],
)  # fmt: skip
def test_wordpress_paragraphs(markup: str, expected: list[str]) -> None:
    """Empty lines part the paragraphs of a WordPress post unless it is written in blocks; short codes are no text."""
    (found,) = entries(wxr(post("One", markup)))
    assert [next(iter(words.values())) for words in found["blocks"] if "(" not in next(iter(words))][1:] == expected
    kept = [next(iter(words.values())) for words in found["blocks"]]
    assert "".join("".join(kept).split()).count("[") == markup.count("[")


PIECES = [
    "<item>", "</item>", "<title>", "</title>", "<![CDATA[", "]]>", "<!--", "-->", "&amp;", "&nbsp;", "&#8217;", "&#xD800;", "&", "<",
    ">", "words", " ", "\n", "é", "\x00", "\x0b", "<entry>", "</entry>", "<feed>", "<rss>", "<?xml ", "?>", "<!DOCTYPE a [", "]", "<a b='",
    "'/>", '"', "<wp:comment>", "<wp:status>draft</wp:status>", "<content:encoded>", "</content:encoded>", "<div xmlns='x'>", "</div>",
    "<pubDate>Tue, 12 Mar 2019</pubDate>", "<link>https://x.example/a</link>", "<p>", "</p>", "<pre>", "\ufeff", "\u2028", "</",
]  # fmt: skip
SOUP = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


def safe(data: bytes, include: tuple[str, ...] = ("drafts", "comments")) -> None:
    """Read bytes, or refuse them with a sentence; what is read is tiled."""
    with suppress(ArchiveError):
        found = feeds.decode(data, None, include)
        assert found.split is not None
        check_tiling(found.split, found.text)


@given(
    st.binary() | SOUP.map(lambda text: text.encode()) | SOUP.map(lambda text: f"<rss><channel>{text}".encode("utf-16"))
)
@settings(deadline=None, max_examples=300)
def test_any_bytes(data: bytes) -> None:
    """Whatever the bytes are, they are read or refused, and nothing read is lost."""
    safe(data)


@given(SOUP, st.sampled_from(["<rss><channel>{}", "<feed>{}</feed>", "<rss><channel><item>{}</item></channel></rss>"]))
@settings(deadline=None, max_examples=300)
def test_any_markup(text: str, around: str) -> None:
    """Whatever stands in a feed, nothing of it fails or is lost."""
    safe(around.format(text).encode())


@pytest.mark.parametrize("name", NAMES)
def test_cut_off_anywhere(name: str) -> None:
    """A file that breaks off anywhere is read as far as it goes, and never holds more words than the whole."""
    data = (FILES / name).read_bytes()
    for end in range(0, len(data), 50):
        safe(data[:end])


@pytest.mark.parametrize("name", NAMES)
@given(st.data())
@settings(deadline=None, max_examples=60)
def test_mutated(name: str, data: st.DataObject) -> None:
    """A file in which bytes are changed, doubled or gone is read or refused."""
    content = (FILES / name).read_bytes()
    at = data.draw(st.integers(0, len(content)))
    gone = data.draw(st.integers(0, 40))
    safe(content[:at] + data.draw(st.binary(max_size=8)) + content[at + gone :])


NAME = st.sampled_from(["item", "title", "b", "c:d", "wp:x", "E"])
LEAF = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12)
ELEMENTS = st.recursive(
    st.tuples(NAME, LEAF), lambda below: st.tuples(NAME, st.lists(below, max_size=4)), max_leaves=12
)


def written(element: Any) -> str:
    name, inside = element
    if isinstance(inside, str):
        return f"<{name} a='{escape(inside, {chr(39): '&#39;'})}'>{escape(inside)}<!-- x --><![CDATA[<{inside.replace(']', '')}]]></{name}>"
    return f"<{name}>{''.join(written(each) for each in inside)}</{name}>"


@given(ELEMENTS)
@settings(deadline=None)
def test_like_a_strict_parser(element: Any) -> None:
    """Well-formed XML is read as a strict parser reads it: the same elements, attributes and characters, and no fault."""
    xml = f"<r xmlns:c='urn:c' xmlns:wp='urn:w'>{written(element)}</r>"
    tree = read_elements(xml, frozenset())
    assert tree.faults == []

    def compare(ours: Element, theirs: Any, depth: int) -> None:
        local = theirs.tag.rpartition("}")[2]
        assert ours.name.rpartition(":")[2] == local.lower()
        assert ours.attributes.get("a", "").split() == theirs.get("a", "").split()
        if not ours.children and depth >= DEEPEST:
            return
        children = theirs.xpath("*")
        if not children:
            assert words(xml, ours) == "".join(theirs.itertext(with_tail=False)).replace(" x ", "", 0)
        assert len(ours.children) == len(children) or depth >= DEEPEST
        for a, b in zip(ours.children, children, strict=False):
            compare(a, b, depth + 1)

    compare(tree.roots[0], lxml.etree.fromstring(xml, lxml.etree.XMLParser(remove_comments=True)), 1)


def test_linear() -> None:
    """An export of 3 MB takes about four times as long as a quarter of it."""
    body = "\n\n".join(f"{n}. The kettle was <em>returned</em> to its shelf, & it boiled." for n in range(60))
    comment = "<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_content>Tea</wp:comment_content></wp:comment>"
    posts = [post(f"Post {n}", body, post_id=str(n), post_name="same") + comment for n in range(720)]
    assert len(wxr(*posts).encode()) > 2_900_000
    assert_linear(lambda count: safe(wxr(*posts[:count]).encode()), 180)


def test_entries_without_words() -> None:
    """An entry that has no words to read is told, where others have some; its fields are kept by name."""
    items = "<item><link>https://x.example/1</link></item><item><title>Tea</title></item><item><category>c</category></item>"
    found = feeds.decode(f"<rss><channel>{items}</channel></rss>".encode(), None, ())
    assert found.split
    (reason,) = [reason for reason, _, _ in found.split.problems]
    assert reason == "2 entries have no words and are no documents; this is the first"


def test_linear_in_entries() -> None:
    """A feed of as many entries as one likes, all with one id, takes as long as they are many: its author is asked for once."""
    entry = "<entry><id>x</id><title>T</title><published>2019-03-12T00:00:00Z</published><content>Tea</content></entry>"
    head = '<feed xmlns="http://www.w3.org/2005/Atom"><author><name>Ada</name></author>'
    assert_linear(lambda count: safe(f"{head}{entry * count}</feed>".encode()), 1_000)


@pytest.mark.parametrize(
    "hostile",
    ["<a>", "<item>", "</b>", "<a '", '<a b="', "<![CDATA[", "<!--", "<!DOCTYPE ", "&", "&a", "<pre", "<item><title>", "]]>", "<a xmlns:b='c'>",
     "<?x", "a@", "<wp:comment>", "&lt;div", "&lt;pre>", "&lt;!--", "\n", "<entry/>", "<author>a@b (", "<b a=b ", "<item/>", "<item>a</item>"],
)  # fmt: skip
def test_hostile(hostile: str) -> None:
    """Signs that make a parser look far ahead, or build without end, cost no more than they are long."""
    head = "<rss><channel><wp:wxr_version/><item><wp:post_id>1</wp:post_id><content:encoded>"
    assert_linear(lambda size: safe(f"{head}{hostile * (size // len(hostile))}".encode()), 10_000)
