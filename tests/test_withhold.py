"""What is withheld is absent from every byte of the archive, and its absence is listed."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.declarations.source import Declaration, Withhold
from ingest.verify import verify
from ingest.withholding.e_mail_addresses import e_mail_addresses
from ingest.withholding.in_declarations import name_without
from ingest.withholding.plain_spelling import spelt
from ingest.withholding.telephone_numbers import telephone_numbers
from ingest.withholding.withhold import MASK, Stretch, apart, find_withheld, mask
from tests.archives import DUMP, LETTER, built, everything, folder, rows, run
from tests.formats.pages.paper import paragraphs, set_on_pages
from tests.growth import assert_linear
from tests.packed import zipped

PRIVATE = [
    "020 7946 0018", "(020) 7946 0018", "+44 (0)20 7946 0018", "+44 20 7946 0018", "0044 20 7946 0018",
    "020.7946.0018", "020-7946-0018", "0113 496 0123", "01632 960123", "(01632) 960 123", "01905 12 34 56",
    "07700 900123", "07700-900-123", "07700900123", "+447700900123", "(+44) 7700 900123", "07700\xa0900\xa0123",
    "07700\u2009900\u2011123", "+33 1 42 68 53 00", "00 33 1 42 68 53 00",
]  # fmt: skip
PUBLIC = [
    "0800 1111", "0800 00 1066", "0808 157 0123", "0300 123 4567", "0330 123 4567", "0845 123 4567", "0870 123 4567",
    "0906 123 4567", "116 123", "101", "999", "118 118",
    "19/02/2017 10:30", "01/02/2017 09 30", "2017-02-19", "05.06.2017 – 07.06.2017", "20170219", "2015 2016 2017 2018",
    "10.00-12.00", "£1,234,567", "£07 700 900 123", "10 000 000", "12345678", "0.123 0.456 0.789",
    "ISBN 978-0-19-852663-6", "ISBN 0-19-852663-6", "ISBN 0198526636", "ISBN-10: 0207946001",
    "D/35-36/2015-6", "case no. 2302345/2017", "EAT/0012/17", "UN0207946001", "LTS02079460018", "B2T02079460018", "order02079460018", "x_02079460018",
    "1 2 3 4 5 6 7 8 9 10 11", "4.1.3.2.1.1.1.1",
]  # fmt: skip


@pytest.mark.parametrize("number", PRIVATE)
@pytest.mark.parametrize(
    "around", ["{}", "Ring {}.", "Tel:{},", "({})", "12345 – {}", "{} / 2019", "1 {} 12", "{}\n{}", "T{}", "desk, tel{}.", "t{}/m{}"],
    ids=[
        "alone", "sentence", "colon", "brackets", "a number before", "a year after", "in a row", "two lines", "right behind a letter",
        "right behind a word", "two behind letters",
    ],
)  # fmt: skip
def test_private_number(number: str, around: str) -> None:
    """A private telephone number is found in every form it is written in, whatever digits stand beside it."""
    text = around.format(number, number)
    found = [text[start:end] for start, end in telephone_numbers(text, "GB")]
    bare = number.lstrip("(") if around == "({})" else number
    assert [each.lstrip("(") for each in found] == [bare.lstrip("(")] * text.count(number)


@pytest.mark.parametrize("number", PUBLIC)
def test_public_number(number: str) -> None:
    """Numbers of services, dates, times, sums, references and book numbers stay."""
    assert list(telephone_numbers(f"See {number} for more.", "GB")) == []


def test_region() -> None:
    """Where numbers are dialled otherwise, they are read otherwise."""
    assert list(telephone_numbers("Call (212) 736-5000 now", "US")) == [(5, 19)]
    assert list(telephone_numbers("Call (212) 736-5000 now", "GB")) == []


ADDRESSES = [
    "ada@post.example", "Ada.Quill+kettle@post.works.example", "o'neill@post.example", "o’neill@post.example",
    "zoë@post.example", "ada_quill@sub-domain.post.example", "100%@post.example", "a@b.co", "ольга@почта.рф",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("around", ["{}", "Write to {}.", "<{}>", "mailto:{},", "“{}”", "[{}]({})", "x {};{} y"])
def test_address(address: str, around: str) -> None:
    """An e-mail address is found whole, and nothing around it."""
    text = around.format(address, address)
    assert [text[start:end] for start, end in e_mail_addresses(text)] == [address] * text.count(address)


@pytest.mark.parametrize("words", ["@adaquill", "5 @ 3.50", "a@b", "ada at post dot example", "@", "ada@", "1@2"])
def test_no_address(words: str) -> None:
    """What only looks a little like an address stays."""
    assert list(e_mail_addresses(words)) == []


@given(
    st.lists(st.sampled_from([*PRIVATE, *PUBLIC, *ADDRESSES, " ", "\n", "0", "+", "(", "@", ".", "x", "█"])).map(
        "".join
    )
)
def test_stretches(text: str) -> None:
    """Stretches lie in order, apart and within any text, and a mask keeps its length and hides them all."""
    found = find_withheld(text, Declaration())
    ends = [0, *(each.end for each in found)]
    assert all(before <= each.start < each.end <= len(text) for before, each in zip(ends, found, strict=False))
    masked = mask(text, found)
    assert len(masked) == len(text)
    assert all(set(masked[each.start : each.end]) == {"█"} for each in found)
    assert not list(e_mail_addresses(masked))


PARTS_OF_A_NAME = [
    "Ed", "na", "Edna", "Lark", "’s", "O'", " ", "  ", "\n", "\n> ", "\r\n", "\r", "\f", "\t", "\xa0", "\xad", "\u200b", "-", "-\n", "*", "_", "''", "e\u0301",
    "ﬁ", "’", "a@b.co", "https://x.example/", "%20", "+", "█", "\n\n",
]  # fmt: skip


@given(st.lists(st.sampled_from(PARTS_OF_A_NAME), max_size=40).map("".join))
def test_no_spelling_of_a_name_is_left(text: str) -> None:
    """However a name is parted and set, it cannot be read in what is published, and every stretch lies in its place."""
    declaration = Declaration(withhold=(Withhold(pattern="Edna (?:O')?Lark", reason="privacy"),))
    found = find_withheld(text, declaration, unfit=[])
    ends = [0, *(each.end for each in found)]
    assert all(before <= each.start < each.end <= len(text) for before, each in zip(ends, found, strict=False))
    masked = mask(text, found)
    assert len(masked) == len(text)
    for read in (masked, getattr(spelt(masked), "text", "")):
        assert not re.search("Edna (?:O')?Lark", read)


@given(st.lists(st.sampled_from([*PARTS_OF_A_NAME, "EDNA", "lark", ", ", ",", "@"]), max_size=40).map("".join))
def test_no_spelling_of_a_declared_name_is_left(text: str) -> None:
    """However a name that is declared as a name is written, parted and set, it cannot be read in what is published."""
    declared = Withhold(name="Edna Lark", reason="privacy")
    found = find_withheld(text, Declaration(withhold=(declared,)), unfit=[])
    masked = mask(text, found)
    assert len(masked) == len(text)
    for read in (masked, getattr(spelt(masked), "text", "")):
        assert not re.search(declared.sought or "", read)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20))))
def test_apart(places: list[tuple[int, int]]) -> None:
    """Stretches that overlap are parted, and cover what they covered."""
    stretches = [Stretch(start, start + size, "pattern", "privacy") for start, size in places]
    found = apart(stretches)
    covered = [n for each in found for n in range(each.start, each.end)]
    assert covered == sorted({n for each in stretches for n in range(each.start, each.end)})


def absent(db: Path, *words: str, but: tuple[str, ...] = ()) -> None:
    """Assert that words are nowhere in the archive, in any case: no row has them, no byte, nor parts of five letters.

    Parts that stand elsewhere too are those of `but`, and those of the schema: names of columns, and of months in a view.
    """
    data, values = db.read_bytes(), everything(db)
    names = "".join(row[0] for row in rows(db, "select sql from sqlite_master where sql is not null")).casefold()
    for each in words:
        parts = {part for part in re.findall(r"[^\W_]{5,}", each) if part not in but and part.lower() not in names}
        for part in {each, *parts}:
            assert part.casefold() not in values
            for form in {part, part.lower(), part.upper()}:
                assert all(form.encode(encoding) not in data for encoding in ("utf-8", "utf-16-le", "utf-16-be")), form


def listed(db: Path) -> list[tuple[object, ...]]:
    return rows(db, "select kind, locator, reason, note, until, passage_id from withheld order by id")


def test_defaults(tmp_path: Path) -> None:
    """E-mail addresses and private telephone numbers are withheld unasked, and the gap is listed."""
    db = built(tmp_path, day__txt=DUMP)
    absent(db, "ada.quill@post.example", "quill@post", "07700 900123", but=("quill",))
    assert listed(db) == [
        ("e-mail address", "para 3", "privacy", None, None, "day-2019-03-12-p3"),
        ("telephone number", "para 3", "privacy", None, None, "day-2019-03-12-p3"),
    ]
    assert rows(
        db,
        "select count(*) from passages where text like '%at ██████████████████████ or ring her on ████████████ before%'",
    ) == [(1,)]
    assert run("verify", db).exit_code == 0


def test_front_matter(tmp_path: Path) -> None:
    """An address in the front matter goes too, as a value and as text."""
    db = built(tmp_path, day__md="---\ntitle: Kettle\nauthor: ada.quill@post.example\n---\n\nText of the day.\n")
    absent(db, "ada.quill@post.example", "quill")
    assert run("verify", db).exit_code == 0


def test_release(tmp_path: Path) -> None:
    """What a person releases stays, and only that."""
    db = built(tmp_path, day__txt=DUMP, day__yml="release: [Ada.Quill@post.example]\n")
    absent(db, "07700 900123")
    assert [row[0] for row in listed(db)] == ["telephone number"]
    assert rows(db, "select count(*) from passages where text like '%ada.quill@post.example%'") == [(1,)]


def test_paragraph_over_two_pages(tmp_path: Path) -> None:
    """An address on the second page of a paragraph is withheld, and the paragraph is held against its own words."""
    others = "\n\n".join(
        ["The keeper of the lamps wrote down on each night which of them had been lit, and by whom."] * 6
    )
    first = "Whoever saw on any night of that winter a lamp of the long pier that did not burn as it should was to write at once to the"
    second = "keeper of the pier at ada.fenn@post.example and to nobody else, who was to answer by the end of the week."
    pages = [f"{others}\n\n{first}", f"{second}\n\n{others}", others, others]
    text = "\f".join(f"HARBOUR LAMPS INQUIRY\n\n{page}\n\n{n}\n" for n, page in enumerate(pages, 1))
    db = built(tmp_path, lamps__txt=text)
    absent(db, "ada.fenn@post.example")
    assert rows(db, "select locator, text from passages where text like '%█%'") == [
        ("pp 1–2", f"{first}\n{second.replace('ada.fenn@post.example', '█' * 21)}")
    ]
    assert run("verify", db).exit_code == 0


def test_pattern(tmp_path: Path) -> None:
    """Every match of a pattern is withheld, wherever it stands, a title and its search index included."""
    declared = "withhold: [{pattern: '(?i)kettle', reason: court order, note: By order., until: '2030'}]\n"
    db = built(tmp_path, day__txt=DUMP, day__yml=declared)
    absent(db, "kettle", "kettl")
    found = listed(db)
    assert [row[:5] for row in found if row[0] == "pattern"] == [
        ("pattern", f"para {n}", "court order", "By order.", "2030") for n in (1, 2, 1)
    ]
    assert rows(db, "select id, title from documents") == [
        ("day-2019-03-12", "The ██████ is back"),
        ("day-2019-03-10", "Who took the ██████"),
    ]
    assert run("verify", db).exit_code == 0


THREE = f"""{DUMP}
Friday, 8 March 2019

Marigold Thistlewood

On Friday Marigold Thistlewood of Zennor wept over the kettel, and everyone in the canteen saw it.
"""


def test_document(tmp_path: Path) -> None:
    """A withheld document leaves its place alone: no words, no title, no date of its own, no problem about it."""
    declared = """\
corrections: [{before: kettel, after: kettle, reason: misprint}]
withhold: [{document: day-2019-03-08, reason: request, note: She asked.}]
"""
    open_, db = built(tmp_path / "open", day__txt=THREE), built(tmp_path / "shut", day__txt=THREE, day__yml=declared)
    absent(db, "Marigold Thistlewood", "Zennor", "kettel", "canteen saw")
    assert rows(
        db, "select kind, locator, reason, note, document_id, passage_id from withheld where kind = 'document'"
    ) == [("document", "day-2019-03-08", "request", "She asked.", None, None)]
    assert rows(db, "select discard, count(*) from segments where discard = 'withheld'") == [("withheld", 1)]
    assert rows(db, "select id, text from passages") == rows(
        open_, "select id, text from passages where document_id <> 'day-2019-03-08'"
    )
    assert run("verify", db).exit_code == 0


def test_only_document(tmp_path: Path) -> None:
    """A source whose only document is withheld is still a source, with nothing in it."""
    db = built(tmp_path, letter__txt=LETTER, letter__yml="withhold: [{document: letter, reason: safety}]\n")
    absent(db, "Quill", "inventory", "Tobias", "Yours faithfully")
    assert rows(db, "select count(*) from sources union all select count(*) from documents") == [(1,), (0,)]
    assert run("verify", db).exit_code == 0


STATEMENT = """\
WITNESS STATEMENT OF MARIGOLD THISTLEWOOD

I, Marigold Thistlewood, will say as follows:

1. I have worked in the packing hall for nine years, and I know the kettle well.

2. On 8 March 2019 Mr Fenn said to me: “The kettle is going to Zennor.” I wrote to http://zennor.example/kettle about it.

3. I asked him why, and he said nothing that I could make any sense of.

Dated 21 June 2019
"""


def test_passage(tmp_path: Path) -> None:
    """A withheld passage keeps its place and number, loses its words and all that was found in them."""
    declared = "kind: witness statement\nwithhold: [{passage: s-p4, reason: privacy, note: A third person.}]\n"
    open_ = built(tmp_path / "open", s__txt=STATEMENT, s__yml="kind: witness statement\n")
    db = built(tmp_path / "shut", s__txt=STATEMENT, s__yml=declared)
    absent(db, "Zennor", "8 March 2019", "Mr Fenn", "2019-03-08", "http://zennor.example")
    assert listed(db) == [
        (
            "passage",
            rows(db, "select locator from passages where id = 's-p4'")[0][0],
            "privacy",
            "A third person.",
            None,
            "s-p4",
        )
    ]
    assert rows(db, "select kind, speaker, trim(text, '█') from passages where id = 's-p4'") == [("withheld", None, "")]
    for table in ("documents", "passages", "witness_statements"):
        assert rows(db, f"select id from {table}") == rows(open_, f"select id from {table}"), table
    for table in ("links", "quotations", "events"):
        assert not rows(db, f"select id from {table} where passage_id = 's-p4'"), table
    assert run("verify", db).exit_code == 0


def test_name_and_date_in_withheld_words(tmp_path: Path) -> None:
    """A title, a name or a date that is printed in withheld words alone is forgotten in every form of it."""
    names = "withhold: [{passage: s-p1, reason: privacy}, {passage: s-p2, reason: privacy}, {passage: s-p6, reason: privacy}]\n"
    db = built(tmp_path, s__txt=STATEMENT, s__yml=f"kind: witness statement\n{names}")
    absent(db, "Marigold Thistlewood", "21 June", "2019-06-21")
    assert rows(db, "select title, author, published_date from documents") == [(None, None, None)]
    assert run("verify", db).exit_code == 0


ARTICLE = """\
Kettle vanishes from packing hall

By Marigold Thistlewood

Published 9 March 2019

A kettle of eleven years’ standing vanished from the packing hall on Friday, and the works council is looking into it.

It was last seen beside the scales. Nobody has claimed it, and nobody has said that they miss it more than the rest of us.
"""


@pytest.mark.parametrize(
    ("n", "gone"),
    [(1, {"title": None}), (2, {"author": None}), (3, {"published_date": None}), (5, {})],
    ids=["headline", "byline", "date line", "paragraph"],
)
def test_head_of_an_article(tmp_path: Path, n: int, gone: dict[str, None]) -> None:
    """What an article says of itself goes with the line that says it, and the rest stays as it was, ids too."""
    said = "select id, document_id, title, author, published_date from articles"
    open_ = built(tmp_path / "open", a__txt=ARTICLE, a__yml="kind: article\n")
    db = built(
        tmp_path / "shut", a__txt=ARTICLE, a__yml=f"kind: article\nwithhold: [{{passage: a-p{n}, reason: copyright}}]\n"
    )
    names = ("id", "document_id", "title", "author", "published_date")
    expected = dict(zip(names, rows(open_, said)[0], strict=True))
    assert expected["author"] == "Marigold Thistlewood"
    assert expected["published_date"] == "2019-03-09"
    assert dict(zip(names, rows(db, said)[0], strict=True)) == expected | gone
    absent(db, ARTICLE.split("\n\n")[n - 1].removesuffix("\n"), but=("Kettle", "packing"))
    assert rows(db, "select id from passages") == rows(open_, "select id from passages")
    assert run("verify", db).exit_code == 0


def test_words_that_name_kinds(tmp_path: Path) -> None:
    """Words of ours that stand in withheld text are no words of the source: ids and kinds stay."""
    text = "The heading\n\nThis article and its paragraph are a document of kind letter: en-GB, para, day.\n\nA last line of the text.\n"
    db = built(tmp_path, day__txt=text, day__yml="language: en-GB\nwithhold: [{passage: day-p2, reason: privacy}]\n")
    assert rows(db, "select id, source_id, kind, language from documents") == [("day", "day", "document", "en-GB")]
    assert rows(db, "select id, kind, locator from passages where position <> 2") == [
        ("day-p1", "paragraph", "para 1"), ("day-p3", "paragraph", "para 3"),
    ]  # fmt: skip
    assert run("verify", db).exit_code == 0


def test_overlaps(tmp_path: Path) -> None:
    """A pattern that runs across a withheld passage, and an address within one, part the gap and leave no words."""
    declared = (
        r"withhold: [{passage: day-2019-03-12-p2, reason: privacy}, {pattern: 'is back\s+The kettle', reason: safety}]"
    )
    db = built(tmp_path, day__txt=DUMP, day__yml=declared)
    absent(db, "packing", "is back", "ada.quill@post.example", but=("quill",))
    assert run("verify", db).exit_code == 0


def test_describe(tmp_path: Path) -> None:
    """The proposal of a declaration, and what is printed of a file, hold no withheld word either."""
    built(tmp_path, day__txt=DUMP)
    for command in ("describe", "parse"):
        said = run(command, tmp_path / "sources" / "day.txt").output
        assert "quill@" not in said
        assert "900123" not in said
    assert "# Withheld by default: e-mail address in para" in run("describe", tmp_path / "sources" / "day.txt").output


def test_described_as_declared(tmp_path: Path) -> None:
    """What a declaration withholds is not proposed for release, as what is withheld by default may be."""
    (tmp_path / "day.txt").write_text("Sam Lark came: 07700 900123.\n")
    (tmp_path / "day.yml").write_text(LARK)
    told = [line for line in run("describe", tmp_path / "day.txt").output.splitlines() if line.startswith("# Withheld")]
    assert told == [
        "# Withheld as declared: pattern in para 1.",
        "# Withheld by default: telephone number in para 1 (take it out with `release:`).",
    ]


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("author: Sam Lark", id="author"),
        pytest.param("author: [Ada Quill, Sam Lark]", id="one of two authors"),
        pytest.param("title: What SAM LARK saw", id="title in capitals"),
        pytest.param("url: https://scales.example/sam-lark/", id="address"),
        pytest.param("url: https://scales.example/?to=sam@post.example", id="address with an e-mail address"),
        pytest.param("publisher: {name: Sam Lark}", id="mapping"),
        pytest.param("author: ring 07700 900123", id="telephone number"),
        pytest.param("author: sam@post.example", id="e-mail address"),
    ],
)
def test_front_matter_says_nothing_withheld(tmp_path: Path, said: str) -> None:
    """What front matter, a feed or a page states of itself is left out where it says what is withheld."""
    declared = "withhold: [{pattern: '(?i)sam[ -]lark', reason: privacy}]\n"
    text = f"---\n{said}\n---\n\nIt was Sam Lark who saw the kettle go.\n"
    db = built(tmp_path, day__md=text, day__yml=declared)
    for words in ("lark", "sam@", "900123"):
        assert words not in everything(db).replace("larks", "")


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://scales.example/2018/kettle?to=sam@post.example&day=3", "https://scales.example/2018/kettle?to=████████████████&day=3"),
        ("https://scales.example/a/sam%40post.example/1.html", "https://scales.example/a/██████████████████/1.html"),
        ("https://sam@post.example/kettle", None),
        ("https://sam-lark.example/kettle", None),
        ("https://scales.example/what-sam-lark-saw/3", None),
        ("https://scales.example/sam/lark", None),
    ],
)  # fmt: skip
def test_address_of_a_page_is_kept_but_for_addresses_of_people(tmp_path: Path, url: str, kept: str | None) -> None:
    """Of the address of a page the parts with an e-mail address are masked; it is left out where its host has one, or it has words of a pattern."""
    page = f'<html><head><title>Kettle</title><link rel="canonical" href="{url}"></head><body><p>It was Sam Lark who saw it go.</p></body></html>'
    db = built(tmp_path, day__html=page, day__yml="withhold: [{pattern: '(?i)sam[ -]lark', reason: privacy}]\n")
    assert rows(db, "select url from documents") == [(kept,)]
    for words in ("lark", "sam@", "sam%40"):
        assert words not in everything(db)


def test_released_words_stay_in_front_matter(tmp_path: Path) -> None:
    """An address that is meant to be public is not left out of what a file states of itself."""
    text = "---\nauthor: press@scales.example\n---\n\nWrite to press@scales.example for more.\n"
    db = built(tmp_path, day__md=text, day__yml="release: [press@scales.example]\n")
    assert rows(db, "select author from documents") == [("press@scales.example",)]


def test_entries_say_nothing_withheld(tmp_path: Path) -> None:
    """The author, the address and the id of an entry of a feed say nothing that is withheld."""
    feed = """<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
      <title>Scales</title><link>https://scales.example/</link><description>x</description>
      <item><title>The kettle</title><link>https://scales.example/sam-lark-took-it</link><dc:creator>Sam Lark</dc:creator>
      <description>It was Sam Lark who took it.</description></item></channel></rss>"""
    db = built(tmp_path, day__rss=feed, day__yml="withhold: [{pattern: '(?i)sam[ -]lark', reason: safety}]\n")
    assert "lark" not in everything(db)
    assert rows(db, "select id, title, author, url from documents") == [("day-undated", "The kettle", None, None)]


def test_posts_of_a_page_say_nothing_withheld(tmp_path: Path) -> None:
    """The title, the author, the address and the id of a post on a web page say nothing that is withheld."""
    words = "words of a paragraph that is long enough to be told as prose, on what was taken"
    post = "<div class=hentry><h2><a href='https://scales.example/{0}'>{1} took it</a></h2><a rel=author>{1}</a><p>{2} by {1}.</p></div>"
    page = post.format("sam-lark-took-it", "Sam Lark", words) + post.format("ann-bee", "Ann Bee", words)
    db = built(tmp_path, day__html=page, day__yml="withhold: [{pattern: '(?i)sam[ -]lark', reason: safety}]\n")
    assert "lark" not in everything(db)
    assert rows(db, "select id, author from documents order by position") == [
        ("day-undated", None),
        ("day-ann-bee", "Ann Bee"),
    ]


def test_white_space_that_is_withheld(tmp_path: Path) -> None:
    """An address that a page break cuts in two is withheld with the break, which is blank all the same."""
    message = "From: Ada Quill\nSubject: Kettle\n\nAsk <ada\fquill@post.example> where it is.\n"
    db = built(tmp_path, day__eml=message)
    assert rows(db, "select discard, text from segments where discard is not null and text <> '\n\n'") == [
        ("blank", MASK)
    ]
    verify(db, tmp_path / "sources").or_raise()


LARK = "withhold: [{pattern: Sam Lark, reason: privacy}]\n"


@pytest.mark.parametrize("name", ["sam-lark", "Sam Lark 2016", "letter_of_sam_lark"])
def test_a_file_whose_name_says_what_is_withheld(tmp_path: Path, name: str) -> None:
    """Its id would say it too: the build stops until a person declares another, and masks the name itself."""
    sources = folder(tmp_path / "sources")
    (sources / f"{name}.txt").write_text("Sam Lark was on the quay.", encoding="utf-8")
    (sources / f"{name}.yml").write_text(LARK, encoding="utf-8")
    refused = run("build", sources, "--db", tmp_path / "archive.db")
    assert (refused.exit_code, "declare another with `id:`" in refused.output) == (2, True)
    assert not (tmp_path / "archive.db").exists()
    (sources / f"{name}.yml").write_text(f"id: from-the-quay\n{LARK}", encoding="utf-8")
    assert run("build", sources, "--db", tmp_path / "archive.db").exit_code == 0
    assert re.search(b"sam.?lark", (tmp_path / "archive.db").read_bytes(), re.IGNORECASE) is None
    ((file_name, title),) = rows(tmp_path / "archive.db", "select file_name, title from sources")
    assert file_name == title
    assert MASK in file_name
    assert file_name.endswith(".txt")


def test_a_file_whose_name_has_such_letters_in_another_word(tmp_path: Path) -> None:
    """An id that holds the letters of a withheld word within another word does not say it."""
    db = built(tmp_path, skylarks__txt="A lark sang.", skylarks__yml="withhold: [{pattern: lark, reason: privacy}]\n")
    assert rows(db, "select id from sources") == [("skylarks",)]


def test_a_member_whose_name_says_what_is_withheld(tmp_path: Path) -> None:
    """A file in a container has no declaration of its own: the sentence says what to do."""
    (tmp_path / "sources").mkdir()
    with ZipFile(tmp_path / "sources" / "letters.zip", "w") as archive:
        archive.writestr("sam-lark.txt", "Sam Lark was on the quay.")
    (tmp_path / "sources" / "letters.yml").write_text(f"file: letters.zip\n{LARK}", encoding="utf-8")
    refused = run("build", tmp_path / "sources", "--db", tmp_path / "archive.db")
    assert (refused.exit_code, "unpack it first" in refused.output) == (2, True)


PARTED = """The members met, for example in the hall. The harbour is known.

Write to jane@exam-
ple.org, to jane.mem-
bers@harbour.org or to jane.pint@har-
bour.org. Ada Mem-
bers took it, and Ada Pint-
Smith. Call 020 7946-
1234 for her.
"""


def test_parted_by_the_ends_of_lines() -> None:
    """What a hyphen at the end of a line parts is withheld whole: nobody reads it joined in a passage."""
    patterns = tuple(Withhold(pattern=each, reason="privacy") for each in ("Ada Members", "Ada PintSmith"))
    found = find_withheld(PARTED, Declaration(withhold=patterns))
    assert [PARTED[each.start : each.end] for each in found] == [
        "jane@exam-\nple.org", "jane.mem-\nbers@harbour.org", "jane.pint@har-\nbour.org", "Ada Mem-\nbers", "Ada Pint-\nSmith",
        "020 7946-\n1234",
    ]  # fmt: skip
    assert find_withheld(PARTED, Declaration(release=("jane@example.org",)))[0].start > PARTED.index("ple.org")


@pytest.mark.alone
@pytest.mark.parametrize("line", ["ada@quay-\nside.example\n", "a@b-\nc.d-\n", "x-\n"])
def test_growth_of_what_is_parted(line: str) -> None:
    """A text of four times as many such lines takes about four times as long."""
    assert_linear(lambda size: find_withheld(line * size, Declaration()), 10_000)


def test_parted_by_the_end_of_a_page(tmp_path: Path) -> None:
    """What stands on two pages is withheld on both, and the head between them is not."""
    sheets = [["The Harbour Inquiry", "", *page] for page in set_on_pages(paragraphs(6), lines=14)]
    sheets[1].append("and they all saw Ada Mem-")
    sheets[2].insert(2, "bers in the hall, they say.")
    said = "file: minutes.txt\nwithhold:\n  - pattern: Ada Members\n    reason: privacy\n"
    db = built(tmp_path, **{"minutes.txt": "\n\f".join(map("\n".join, sheets)), "minutes.yml": said})
    assert run("verify", db).exit_code == 0
    assert rows(db, "select count(*) from withheld") == [(2,)]
    heads = "select count(*) from segments where discard = 'running head' and text like '%Harbour Inquiry%'"
    assert rows(db, heads) == [(len(sheets),)]
    assert b"bers in the hall" not in db.read_bytes()
    assert b"Ada Mem" not in db.read_bytes()


def test_members_that_are_not_read_do_not_say_what_is_withheld(tmp_path: Path) -> None:
    """A problem with a file in a container tells nothing of its name that the declaration withholds."""
    letters = zipped(
        {"a.txt": "Sam Lark", "Sam Lark.jpg": "", "old/to-sam-lark.doc": "", "Sam_Lark.pdf": "x", "hen.jpg": ""}
    )
    db = built(tmp_path, letters__zip=letters, letters__yml=LARK)
    told = [locator for (locator,) in rows(db, "select locator from problems order by locator")]
    assert told == [
        f"letters.zip/{name}" for name in ("hen.jpg", "old/███████████.doc", "████████.jpg", "████████.pdf")
    ]
    assert b"lark" not in db.read_bytes().lower()


def test_a_pattern_that_fits_nothing_hides_no_name() -> None:
    """A pattern that fits no words too hides only the names that have the words."""
    said = Declaration(withhold=(Withhold(pattern="(?:Sam Lark)?", reason="privacy"),))
    assert name_without("letters.zip/hen.jpg", said) == "letters.zip/hen.jpg"
    assert name_without("letters.zip/Sam_Lark.jpg", said) == "letters.zip/████████.jpg"


EDNA = "withhold: [{pattern: Edna O'Mára, reason: privacy}]\n"
# what stands for the name, and what is published of it
SPELLINGS = {
    "as declared": ("Edna O'Mára", "███████████"),
    "over two lines": ("Edna\nO'Mára", "████\n██████"),
    "over two lines with blanks": ("Edna  \n  O'Mára", "██████\n████████"),
    "over two quoted lines": ("\n> was Edna\n> O'Mára then\n", "> was ████\n> ██████ then"),
    "over two lines of Windows": ("Edna\r\nO'Mára", "████\r\n██████"),
    "no-break space": ("Edna\xa0O'Mára", "███████████"),
    "narrow no-break space, twice": ("Edna\u202f\u202fO'Mára", "████████████"),
    "tab": ("Edna\tO'Mára", "████\t██████"),
    "soft hyphen": ("Ed\xadna O'Má\xadra", "█████████████"),
    "zero-width space": ("Edna\u200b O'Mára", "████████████"),
    "curly apostrophe": ("Edna O’Mára", "███████████"),
    "accent of its own": ("Edna O'Ma\u0301ra", "████████████"),
    "emphasis": ("Edna **O'Mára**", "█████████████**"),
    "slanted letters": ("_Edna_ O'Mára", "_████████████"),
    "bold letters of a wiki": ("Edna '''O'Mára'''", "██████████████'''"),
    "in an address": ("https://x.example/edna-o'm%C3%A1ra/1", "https://x.example/████████████████/1"),
    "in an address on the same site": ("see /2019/edna-o'm%C3%A1ra/", "see /2019/████████████████/"),
    "in the address of a file": ("file:///C:/Users/Edna%20O'M%C3%A1ra/a.doc", "file:///C:/Users/██████████████████/a.doc"),
    "in the name of a file": ("Minutes-Edna%20O'M%C3%A1ra.docx", "Minutes-██████████████████.docx"),
    "in a link": ("[her](Edna_O'M%C3%A1ra.html)", "[her](████████████████.html)"),
    "in a link of a wiki": ("[[User:Edna_O'Mára|her]]", "[[User:███████████|her]]"),
    "among tags": ("\ntags: [kettle, edna-o'mára]\n", "\ntags: [kettle, ███████████]\n"),
    "in a slug": ("\nslug: edna-o'mára\n", "\nslug: ███████████\n"),
    "in a list of tags": ("\ntags:\n  - kettle\n  - edna-o'mára\n", "\ntags:\n  - kettle\n  - ███████████\n"),
    "in a list of authors at the margin": ("\nauthors:\r\n- Edna_O'Mára\r\n", "\nauthors:\n- ███████████\n"),
    "in a list with a remark": ("\nauthors: # both\n- edna-o'mára\n", "\nauthors: # both\n- ███████████\n"),
    "in a list within a list": ("\nauthors:\n  - name: E\n    at: edna-o'mára\n", "\nauthors:\n  - name: E\n    at: ███████████\n"),
    "in a list of several lines": ("\ntags: [kettle,\n  edna-o'mára]\n", "\ntags: [kettle,\n  ███████████]\n"),
    "in a question": ("https://x.example/?q=Edna+O'M%c3%a1ra&b", "https://x.example/?q=████████████████&b"),
}  # fmt: skip


@pytest.mark.parametrize(("words", "published"), SPELLINGS.values(), ids=SPELLINGS)
def test_however_it_is_set(tmp_path: Path, words: str, published: str) -> None:
    """A name is withheld however it is set, as it would be read; what stands around it stays."""
    text = f"On that day Edna O'Mára came.\n\nThis is what {words} did to the kettle.\n"
    db = built(tmp_path, day__txt=text, day__yml=EDNA)
    found = "\n".join(words for (words,) in rows(db, "select text from passages order by position"))
    bare = re.sub(r"\s+", " ", found.replace("> ", "")).replace("█\n", "█ ")
    assert bare == re.sub(
        r"\s+", " ", f"On that day ███████████ came. This is what {published.replace('> ', '')} did to the kettle."
    )
    assert run("verify", db, "--files", tmp_path / "sources").exit_code == 0


# what stands for a name that is declared as a name, and what is published of it
WRITTEN = {
    "as declared": ("Edna O'Mára", "███████████"),
    "in capitals": ("EDNA O'MÁRA", "███████████"),
    "in small letters": ("edna o'mára", "███████████"),
    "run together": ("@EdnaO'Mára99", "@██████████99"),
    "joined": ("edna_o'mára and edna-o'mára", "███████████ and ███████████"),
    "surname first": ("O'MÁRA, Edna", "████████████"),
    "whose it is": ("Edna O’Mára’s", "███████████’s"),
    "over two lines": ("EDNA\nO'MÁRA", "████\n██████"),
    "surname first without a comma": ("O'MÁRA Edna, o'mára-edna", "███████████, ███████████"),
    "in two cells": ("O'Mára | Edna", "██████ | ████"),
    "without accents": ("Edna O'Mara, EDNA O'MARA", "███████████, ███████████"),
    "with other accents": ("Édna O'Màra", "███████████"),
    "without its apostrophe": ("Edna OMára and edna-omara", "██████████ and ██████████"),
    "in French quotation marks": ("«Edna O'Mára»", "«███████████»"),
    "with the number of a note": ("Edna O'Mára²", "███████████²"),
    "beside letters that no blank parts": ("Edna O'Máraさん", "███████████さん"),
    "surname on the next line": ("O'Mára,\nEdna", "███████\n████"),
    "in a link": ("[her](edna_o'm%C3%A1ra.html)", "[her](████████████████.html)"),
    "in a longer word": ("Medna O'Mára, Ednas O'Mára", "Medna O'Mára, Ednas O'Mára"),
}  # fmt: skip


@pytest.mark.parametrize(("words", "published"), WRITTEN.values(), ids=WRITTEN)
def test_a_name_however_it_is_written(tmp_path: Path, words: str, published: str) -> None:
    """What is declared as a name is withheld in any capitals, run together and surname first, and nothing within a longer word."""
    text = f"On that day Edna O'Mára came.\n\nThis is what {words} did to the kettle.\n"
    db = built(tmp_path, day__txt=text, day__yml="withhold: [{name: Edna O'Mára, reason: privacy}]\n")
    found = " ".join(words for (words,) in rows(db, "select text from passages order by position"))
    assert found.split() == f"On that day ███████████ came. This is what {published} did to the kettle.".split()
    assert run("verify", db, "--files", tmp_path / "sources").exit_code == 0


# a name as it is declared, and other ways to write it, of all of which nothing is published
NAMED = {
    "a curly apostrophe": ("Edna O’Mara", "Edna O'Mara"),
    "accents of their own": ("Zoe\u0308 Lark", "Zoë Lark, ZOE LARK"),
    "a hyphen": ("Mary-Ann Fox", "Mary Ann Fox, MaryAnn Fox, Fox, Mary-Ann, fox-mary-ann"),
    "a surname of several words": ("Ada van der Quill", "van der Quill, Ada, Quill, Ada van der"),
    "initials": ("J. R. Lark", "J.R. Lark, J R Lark, JR Lark"),
    "letters that are written as two": ("Jörg Strauß", "Joerg Strauss, Jorg Strauß, JÖRG STRAUSS"),
    "initials in between": ("Sam Lark", "Sam J. Lark, Sam J Lark, Sam J.R. Lark, SAM J. R. LARK, Lark, Sam J."),
    "letters that look the same": ("Sam Lark", "Sаm Lаrk, ЅAM LARK, Sam Lαrk"),
    "no blanks around it": ("山田太郎", "は山田太郎さんが"),
    "Greek": ("Σωκράτης", "ΣΩΚΡΑΤΗΣ"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "written"), NAMED.values(), ids=NAMED)
def test_a_name_as_others_write_it(name: str, written: str) -> None:
    """A name is found without its accents, with another apostrophe, without its hyphen, and where no blanks part words."""
    declared = Declaration(withhold=(Withhold(name=name, reason="privacy"),))
    left = mask(written, find_withheld(written, declared))
    assert left.strip("█, はさんが") == ""


# a row in two cells of which a name stands, and what is published of it: it has as many cells
IN_ROWS = {
    "commas": ("Ada,Quill,for", "███,█████,for"),
    "quotation marks": ('"Quill","Ada",for', '"█████","███",for'),
    "semicolons": ("x;Ada;Quill;x", "x;███;█████;x"),
    "an empty cell": ('Ada;"";Quill', '███;"";█████'),
    "an initial": ("Ada,J.,Quill", "███,██,█████"),
    "bars": ("| Ada | Quill | for |", "| ███ | █████ | for |"),
    "bars and an empty cell": ("| Quill |  | Ada |", "| █████ |  | ███ |"),
    "tabs": ("Ada\tQuill\tfor", "███\t█████\tfor"),
    "two tabs": ("Quill\t\tAda", "█████\t\t███"),
    "one cell": ('"Quill, Ada";for', '"██████████";for'),
    "three words": ("| Ada | Quill | Jay |", "| Ada | Quill | Jay |"),
}  # fmt: skip


@pytest.mark.parametrize(("row", "published"), IN_ROWS.values(), ids=IN_ROWS)
def test_a_name_in_two_cells(row: str, published: str) -> None:
    """A name whose parts stand in two cells is withheld, and what parts these is not."""
    name = "Ada Jay Quill" if "Jay" in row else "Ada Quill"
    declared = Declaration(withhold=(Withhold(name=name, reason="privacy"),))
    found = find_withheld(row, declared, unfit=[])
    assert mask(row, found) == published
    assert all(each.words and {*"AdaQuill"} <= {*each.words} for each in found if len(found) > 1)


def test_a_word_between_two_names() -> None:
    """A word is no initial."""
    declared = Declaration(withhold=(Withhold(name="Ann Lee", reason="privacy"),))
    text = "Annalee. Ann is Lee. Ann to Lee. Ann Mary Lee"
    assert mask(text, find_withheld(text, declared, unfit=[])) == text


def test_a_name_within_another() -> None:
    """A name within a longer one is another, whatever its letters."""
    declared = Declaration(withhold=(Withhold(name="Zoe", reason="privacy"),))
    assert mask("Zoey Zoé azoë", find_withheld("Zoey Zoé azoë", declared)) == "Zoey ███ azoë"


NOT_SO_FAR = {
    "the rest of a line": (r"Home: .*", "Home: 1 Pier Row\nTown: Zennor", "Town: Zennor"),
    "blanks among others": (r"Home: [\w ]+", "Home: 1 Pier Row\nTown: Zennor", "Town: Zennor"),
    "another paragraph": ("Pier Row", "It was Pier\n\nRow after row Pier Row", "Row after row"),
    "a word with a hyphen": (
        "(Pier|Row)",
        "Pier Row, the pier-head, and/or the pier",
        "the pier-head, and/or the pier",
    ),
    "a part of a word in an address": ("Pier Row", "https://x.example/pier-rowing Pier Row", "pier-rowing"),
}


@pytest.mark.parametrize(("pattern", "text", "kept"), NOT_SO_FAR.values(), ids=NOT_SO_FAR)
def test_no_more_than_is_meant(tmp_path: Path, pattern: str, text: str, kept: str) -> None:
    """What a pattern does not mean stays: the next line, another paragraph, a longer word."""
    db = built(tmp_path, day__txt=f"{text}\n", day__yml=f"withhold: [{{pattern: '{pattern}', reason: privacy}}]\n")
    assert kept in "\n".join(words for (words,) in rows(db, "select text from passages order by position"))


def test_what_a_format_says_beside_the_text(tmp_path: Path) -> None:
    """A pattern is held against what a format states, and the name of a file in a container, also where the text says nothing like it."""
    said = "withhold: [{pattern: Sam Lark|S\\. L\\., reason: privacy}]\n"
    page = (
        "<title>The kettle</title><meta name=author content='S. L.'><p>Sam Lark took it, and it was not seen again.</p>"
    )
    db = built(tmp_path / "page", page__html=page, page__yml=said)
    assert rows(db, "select title, author from documents") == [("The kettle", None)]
    letters = zipped({"a.txt": "Sam Lark", "to Sam Lark.txt": "It is back."})
    found = run("build", folder(tmp_path / "box", letters__zip=letters, letters__yml=said), "--db", tmp_path / "b.db")
    assert (found.exit_code, "says what is withheld, and so would its id" in found.output) == (2, True)


@pytest.mark.alone
@pytest.mark.parametrize(
    "text",
    [
        "Edna\n",
        "Edna O\n> ",
        "*Edna* _O'_ ",
        "https://x.example/edna-o'mara+a ",
        "/edna",
        "/ ",
        "](",
        "slug: ",
        "slug: [a",
        "tags:\n- a",
        "tags:\n\n- a\n",
        "- a-b\n",
        "Edna, ",
        "E\xaddna\xa0O ",
        "Ed-\nna O'",
    ],
)
def test_spelling_takes_time_that_grows_with_the_text(text: str) -> None:
    """Four times the text takes about four times as long."""
    declared = (Withhold(pattern="Edna O'M[a-z]+", reason="privacy"), Withhold(name="Edna O'Mara", reason="privacy"))
    declaration = Declaration(withhold=declared)
    assert_linear(lambda size: find_withheld(text * size, declaration, unfit=[]), 20_000)
