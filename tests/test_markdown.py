"""Markdown: every word in exactly one block, in its exact place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.formats import front_matter, markdown
from ingest.formats.blocks import Block, Split
from ingest.formats.markdown_places import blocks_of, lines_of
from ingest.formats.markdown_prose import leaves_of
from tests.cases import Case, cases

PIECES = [
    "> ", ">", "- ", "* ", "+ ", "1. ", "12) ", "7.", "# ", "###### ",
    "##", "===", "---", "***", "- - -", "```", "~~~ x", "````", "    ", "\t",
    "  ", " ", "\xa0", "|", "a | b", "|---|:-:|", "-|-", "[a]: ", "[a]: http://b.example", "<!--",
    "-->", "<div>", "</div>", "<b>", "<?", "\\", "`", "**", "_", "~~",
    "word", "two words", "“quoted”", "é", "\u2028", "\x0c", "\x00", "\ufeff", "title: x", "...",
    "\n", "\n", "\n", "\n\n", "\r\n", "\r", "\n\n\n", "&amp;", "http://a.example", "2015. was",
    "(a)", "49. ",
]  # fmt: skip
SOUP = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
LINES = st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), max_size=30).map("\n".join)


def described(block: Block, text: str) -> dict[str, str]:
    name = f"({block.kind})" if block.discard else f"{block.kind} {block.level}" if block.level else block.kind
    return {name: text[block.start : block.end]}


def check_tiling(found: Split, text: str) -> None:
    """Assert law 1 and 2 for the blocks of a text."""
    cursor = 0
    for block in found.blocks:
        assert cursor <= block.start < block.end <= len(text)
        assert not text[cursor : block.start].strip()
        assert text[block.start : block.end] == text[block.start : block.end].strip()
        cursor = block.end
    assert not text[cursor:].strip()


@pytest.mark.parametrize("case", cases("../formats/markdown"))
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_blocks(case: Case, newline: str) -> None:
    """A Markdown text has the blocks that a person would mark in it, whatever its line ends are."""
    text = case.text.replace("\n", newline)
    found = markdown.split(text)
    check_tiling(found, text)
    shown = [described(block, text) for block in found.blocks]
    assert [{name: words.replace(newline, "\n") for name, words in each.items()} for each in shown] == case.expected


@given(st.text() | SOUP | LINES)
def test_nothing_is_lost(text: str) -> None:
    """Every character but white space is in exactly one block; no block begins or ends with white space."""
    check_tiling(markdown.split(text), text)


@given(SOUP | LINES)
def test_nothing_is_lost_after_front_matter(text: str) -> None:
    """Front matter, a byte order mark and what follows are parted without a loss."""
    whole = f"\ufeff---\ntitle: x\n---\n{text}"
    found = markdown.split(whole)
    check_tiling(found, whole)
    assert [block.kind for block in found.blocks[:2]] == ["byte order mark", "front matter"]


@pytest.mark.parametrize("fence", ["---", "+++"])
@given(
    st.lists(
        st.sampled_from([*PIECES, ": ", "- x", "a: b", "&a ", "*a", "!!int ", "{", "]", '"', "a = ", "2019-03-12"])
    ).map("".join)
)
def test_front_matter_never_fails(fence: str, words: str) -> None:
    """Whatever stands between two lines of --- or +++ is read, named as a problem, or text."""
    text = f"{fence}\n{words}\n{fence}\nBody."
    check_tiling(markdown.split(text), text)


@given(
    st.lists(
        st.sampled_from(["Title: ", "Date: x", "From: ", "a", "\n", "\n", "  ", "\r", "é", '{"title": ', "}", '"'])
    ).map("".join)
)
def test_headers_never_fail(text: str) -> None:
    """Whatever stands at the top of a text is front matter whole or text."""
    check_tiling(markdown.split(text), text)


@pytest.mark.parametrize(
    ("yaml", "values"),
    [
        ("title: The Long Meeting", {"title": "The Long Meeting"}),
        ("date: 2016-12-05", {"date": "2016-12-05"}),
        ("when: 2016-12-05T10:00:00Z", {"when": "2016-12-05T10:00:00Z"}),
        ("draft: no\nopen: on\nsure: true", {"draft": "no", "open": "on", "sure": "true"}),
        ("issue: 2491\nshare: 0.5", {"issue": 2491, "share": 0.5}),
        ("version: 1.10\nphone: 0207\ntime: 10:30", {"version": "1.10", "phone": "0207", "time": "10:30"}),
        ('issue: "2491"', {"issue": "2491"}),
        ("tags: [a, b]\nby:\n  name: Ada\n  age: 36", {"tags": ["a", "b"], "by": {"name": "Ada", "age": 36}}),
        ("# a comment\ntitle: x\n\nurl:", {"title": "x", "url": ""}),
        ("note: |\n  two\n  lines", {"note": "two\nlines\n"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.parametrize("close", ["---", "..."])
def test_values(yaml: str, values: dict[str, object], close: str) -> None:
    """Values are what is printed: dates are words, `no` is no, numbers are numbers."""
    text = f"---\n{yaml}\n{close}\nBody."
    found = markdown.split(text)
    assert found.front_matter == values
    assert [described(block, text) for block in found.blocks[1:]] == [{"paragraph": "Body."}]


@pytest.mark.parametrize(
    "yaml",
    [
        "title: [x",
        "title: x\ntitle: y",
        "a: &a [1]\nb: *a",
        "title: [a: b",
        "a: " + "[" * 5000,
        "? [a]\n: b\nc: d",
    ],
    ids=["unclosed", "twice", "alias", "two colons", "nested", "odd key"],
)
def test_invalid_front_matter(yaml: str) -> None:
    """Front matter that is no YAML mapping of words is set aside, and a problem says so."""
    text = f"---\n{yaml}\n---\nBody."
    found = markdown.split(text)
    if not yaml.startswith("?"):
        ((reason, start, end),) = found.problems
        assert reason.startswith("the front matter cannot be read as YAML (")
        assert text[start:end] == f"---\n{yaml}\n---"
    assert found.front_matter == {}
    check_tiling(found, text)


@pytest.mark.parametrize(
    ("yaml", "values"),
    [
        pytest.param("title: a: b\ndate: 2019-03-12", {"title": "a: b", "date": "2019-03-12"}, id="two colons"),
        pytest.param("title: 'a'\ntags: [x\ndate: 2019", {"title": "a", "date": "2019"}, id="quoted"),
        pytest.param("title: a: b\n  and more\ndate: 2019", {"date": "2019"}, id="carried on"),
        pytest.param("date: 2018\ntitle: a: b\ndate: 2019", {"title": "a: b"}, id="twice"),
        pytest.param("title: a: b # c\nby: &x d\nno: |\n  e", {}, id="marks"),
    ],
)
def test_broken_front_matter(yaml: str, values: dict[str, object]) -> None:
    """Of front matter that is no YAML, a value on a line of its own is taken where it can only be that, and the problem says so."""
    found = markdown.split(f"---\n{yaml}\n---\nBody.")
    assert found.front_matter == values
    ((reason, _, _),) = found.problems
    assert reason.startswith("the front matter cannot be read as YAML (")
    assert all(f"`{key}`" in reason for key in values)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param('+++\ntitle = "A"\ndate = 2019-03-12\n+++', {"title": "A", "date": "2019-03-12"}, id="TOML"),
        pytest.param('+++\ndraft = true\nat = 2019-03-12T10:15:00Z\n+++', {"draft": "true", "at": "2019-03-12T10:15:00+00:00"}, id="TOML values"),
        pytest.param('+++\n# note\n[params]\nby = ["A", "B"]\n+++', {"params": {"by": ["A", "B"]}}, id="TOML table"),
        pytest.param('{\n"title": "A",\n"tags": ["x"], "draft": false}', {"title": "A", "tags": ["x"], "draft": "false"}, id="JSON"),
        pytest.param("Title: A\nDate: 2019-03-12 10:15\nTags:", {"Title": "A", "Date": "2019-03-12 10:15", "Tags": ""}, id="headers"),
        pytest.param("title: A\nauthor: B\n    C", {"title": "A", "author": "B C"}, id="a header carried on"),
        pytest.param('title: "A cup"\ndate: 2019\nby: "B" or "C"', {"title": "A cup", "date": "2019", "by": '"B" or "C"'}, id="headers in quotation marks"),
        pytest.param("title: A\ncomments = true\ndate: 2019", {"title": "A", "comments": "true", "date": "2019"}, id="a header set as in TOML"),
        pytest.param(
            'date: 2014-08-01T15:36:40ZTitle: August TeaSummary:"Cups, lids"\ntags: tea',
            {"date": "2014-08-01T15:36:40Z", "Title": "August Tea", "Summary": "Cups, lids", "tags": "tea"}, id="headers run on"),
        pytest.param("title: Julydate: 2015-07-01\nslug: x", {"title": "July", "date": "2015-07-01", "slug": "x"}, id="a date run on"),
        pytest.param("title: Update: 2015-07-01\nslug: x", {"title": "Update: 2015-07-01", "slug": "x"}, id="no date run on"),
        pytest.param('title: "A"title: B\nslug: x', {"title": "", "slug": "x"}, id="a header run on that is said twice"),
    ],
)  # fmt: skip
def test_other_front_matter(text: str, values: dict[str, object]) -> None:
    """Front matter in TOML, in JSON and in headers without fences is read as that in YAML is."""
    whole = f"{text}\n\nBody."
    found = markdown.split(whole)
    assert found.front_matter == values
    assert [described(block, whole) for block in found.blocks] == [{"(front matter)": text}, {"paragraph": "Body."}]
    check_tiling(found, whole)


def test_broken_toml() -> None:
    """Front matter that is no TOML is set aside, and a problem says so."""
    found = markdown.split("+++\ntitle = A\n+++\nBody.")
    ((reason, start, end),) = found.problems
    assert reason.startswith("the front matter cannot be read as TOML (")
    assert (start, end, found.front_matter) == (0, 17, {})


@pytest.mark.parametrize(
    "text",
    [
        "+++\n\nWords between pluses.\n\n+++\nMore.", "+++\ntitle = 1\nnever closed", "{\"a\": 1}\n\nText.", "{{< figure >}}\n\nText.",
        '{"title": 1, "title": 2}\nText.', "{% include x %}\nText.", "Title: A\n\nText.", "Title: A\nFrom: B\n\nText.",
        "Date: 2019\nAuthor: B\n\nText.", "Title: A\nDate: B\ntext at once",
    ],
)  # fmt: skip
def test_no_front_matter(text: str) -> None:
    """Pluses, braces, template tags and letters at the top of a text are text."""
    assert front_matter.read(text) is None
    check_tiling(markdown.split(text), text)


@pytest.mark.parametrize(
    "words",
    [
        "+++\n" + "a." * 30_000 + "a=1\n+++\n", "+++\na=" + "[" * 60_000 + "\n+++\n", "+++\n" + "[a]\n" * 15_000 + "+++\n",
        '{"title":' + "[" * 60_000, '{"title": ' + "1" * 60_000 + "}\n", "Title: a\n" + " b\n" * 20_000, "+++\na=" + "1" * 60_000 + "\n+++\n",
    ],
    ids=lambda words: words[:8],
)  # fmt: skip
@pytest.mark.timeout(20)
def test_absurd_front_matter_ends(words: str) -> None:
    """Front matter made to hold a parser up is read in a moment, and nothing of it is lost."""
    check_tiling(markdown.split(words), words)


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nA first part.\n\n---\n\nA second.",
        "---\nJust words.\n---\nMore.",
        "---\n- a\n- b\n---\nMore.",
        "---\ntitle: x\n\nnever closed",
        "---",
        "---\n---\nText.",
        "----\ntitle: x\n----\n",
        "\n---\ntitle: x\n---\n",
        "---\nSpeaker: [laughs\n\nMuch is said here.\n\n---\nText.",
    ],
)
def test_separators_are_not_front_matter(text: str) -> None:
    """A line of --- at the top is a separator unless a mapping follows it."""
    found = markdown.split(text)
    assert found.front_matter == {}
    assert not [block for block in found.blocks if block.kind == "front matter"]
    assert front_matter.read(text) is None
    check_tiling(found, text)


def test_a_byte_order_mark_hides_nothing() -> None:
    """A heading after a byte order mark is a heading."""
    found = markdown.split("\ufeff# Minutes")
    assert [block.kind for block in found.blocks] == ["byte order mark", "markup", "heading"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (("Many words of one paragraph, " * 9 * 20 + "\n\n") * 2_000, "is longer than 10,000,000 characters"),
        ("- a\n+ a\n" * 100_001, "has more than 200,000 lines"),
        ("> a\r" * 200_001, "has more than 200,000 lines"),
    ],
    ids=["characters", "lines", "CR"],
)
def test_long_texts_are_read_as_plain_text(text: str, why: str) -> None:
    """Ten million characters and 200,000 lines are the limits, beyond them a problem says how the text was read."""
    text = f"---\ntitle: x\n---\n{text}"
    found = markdown.split(text)
    assert found.front_matter == {"title": "x"}
    assert [reason for reason, _, _ in found.problems] == [
        f"this Markdown text {why} and was read as plain text; part it"
    ]
    check_tiling(found, text)


# one on a line: paragraphs, what holds the lines below it, and what does not
WHOLE_LINES = st.lists(
    st.sampled_from((
        "", "", "", "Prose here.", "“Quoted words”", "(a) to mend", "é", "text | more", "word\x00word", "  ", "\xa0", "\x0c",
        "```", "~~~", "    code", "\tcode", "> quote", "> - in it", "- item", "   under it", "1. one", "7.", "# Head", "---", "===",
        "| a | b |", "|---|---|", "<!-- open", "-->", "<div>", "<script>", "</script>", "<?php", "?>", "[a]: http://a.example",
        "[a]: <b", '"title"', "[a", "]: c", "* * *",
    )),
    max_size=14,
)  # fmt: skip


@given(WHOLE_LINES, st.sampled_from(("\n", "\r\n", "\r")))
def test_prose_is_read_as_the_parser_would(lines: list[str], line_end: str) -> None:
    """Paragraphs that do not go through markdown-it are the blocks that it would make of them, whatever stands around."""
    text = line_end.join(lines)
    places = lines_of(text, 0)
    found, whole = (
        list(blocks_of(leaves, text, places, definitions))
        for leaves, definitions in (leaves_of(text, places, markdown.parsed), markdown.parsed(text))
    )
    assert found == whole


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text",
    [
        ">" * 50_000 + "a", "> " * 20_000 + "a", "- " * 20_000 + "a", "1. " * 20_000 + "a\nb", "[" * 50_000,
        "[a]: <b\n" * 5_000, "`" * 50_000 + "\n" + "`" * 49_999, "- " * 20_000 + "*", "<!--\n\n" * 9_000,
        "|" * 9_000 + "\n" + "|-" * 9_000, "a\n> " * 9_000,
    ],
    ids=lambda text: text[:4],
)  # fmt: skip
def test_absurd_input_ends(text: str) -> None:
    """Texts made to hold a parser up are read in a moment, and nothing of them is lost."""
    check_tiling(markdown.split(text), text)


def test_text_that_is_nested_too_deep_is_kept_and_named() -> None:
    """What markdown-it gives up on is a paragraph and a problem."""
    text = "> " * 30 + "far in"
    found = markdown.split(text)
    assert [reason[:32] for reason, _, _ in found.problems] == ["these lines are nested too deep "]
    assert text[found.problems[0][1] : found.problems[0][2]].endswith("far in")
