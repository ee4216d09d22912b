"""Exports of services in JSON: every message with who wrote it and when, nothing lost, and what is no such export left alone."""

from __future__ import annotations

import json
import random
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.build import build
from ingest.errors import OtherKindError, UnreadableError
from ingest.formats.decode import Decoded
from ingest.formats.exports import exports
from ingest.formats.exports.json_places import Elements, read
from ingest.formats.html import html
from tests.archives import built, everything, folder, rows, run
from tests.growth import assert_linear
from tests.packed import zipped
from tests.test_feeds import shown

FILES = Path(__file__).parent / "formats" / "exports"
NAMES = sorted(path.name for path in FILES.iterdir() if path.suffix != ".yml")
MESSAGE = '{"id": 2, "type": "message", "date": "2023-05-06T14:03:11", "from": "Ada", "text": "The kettle\\n\\nis \\u00e9 back"}'
CHAT = f'{{"name": "Kettle", "type": "private_group", "id": 1, "messages": [{MESSAGE}]}}'
SENT = "select author, sent_date, sent_time, date_basis, text from chat_messages"


def _decoded(name: str, data: bytes) -> Decoded:
    return (html if name.endswith(".html") else exports).decode(data, None, ())


@pytest.mark.parametrize("name", NAMES)
def test_services(name: str) -> None:
    """An export of every service is read as the file beside it says."""
    expected = yaml.load((FILES / f"{name}.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
    assert shown(_decoded(name, (FILES / name).read_bytes())) == expected


@pytest.mark.parametrize("name", NAMES)
def test_bytes(name: str) -> None:
    """What an export is read as says of which of its bytes each stretch was made, in order, and these hold the words."""
    data = (FILES / name).read_bytes()
    found = _decoded(name, data)
    assert found.runs
    assert [each.start for each in found.runs] == sorted(each.start for each in found.runs)
    for each in found.runs:
        made = data[each.byte_start : each.byte_end].decode()
        assert made.startswith('<div class="message') or json.loads(made)
        tokens = [word.strip("#.:") for word in found.text[each.start : each.end].split() if word.isascii()]
        assert tokens[-1] in made


def test_messages_have_their_day(tmp_path: Path) -> None:
    """A message of an export has the author, the day and the time that the export states."""
    db = built(tmp_path, kettle__json=CHAT)
    assert rows(db, SENT) == [("Ada", "2023-05-06", "14:03:11", "export", "The kettle\n\nis é back")]
    assert rows(db, "select id, title, kind from documents") == [("kettle-json", "Kettle", "chat")]
    assert rows(db, "select speaker, locator from passages") == [("Ada", "2023-05-06 14:03")] * 2


@pytest.mark.parametrize(
    "date", ["2023-13-45T10:00:00", "2023-02-30T10:00:00", "0000-00-00", "2023-05-06T10:61", "2023-05-06T24:10:00", "٢٠٢٣-٠٥-٠٦T10:00:00"]
)  # fmt: skip
def test_what_is_no_day_or_time_is_none(tmp_path: Path, date: str) -> None:
    """A message that states a day or a time that there is not has none, and the archive is built."""
    db = built(tmp_path, kettle__json=CHAT.replace("2023-05-06T14:03:11", date))
    assert rows(db, SENT) == [("Ada", None, None, None, "The kettle\n\nis é back")]


def test_a_withheld_name_is_no_author(tmp_path: Path) -> None:
    """Who is withheld is so in the column of authors, as speaker, and in every byte."""
    withheld = "withhold:\n  - {pattern: Ada, reason: privacy}\n  - {pattern: Kettle, reason: privacy}\n"
    db = built(tmp_path, kettle__json=CHAT, day__yml=f"file: kettle.json\n{withheld}")
    assert rows(db, "select author, sent_date from chat_messages") == [(None, "2023-05-06")]
    assert rows(db, "select distinct speaker from passages") == [(None,)]
    assert "Ada" not in everything(db)


def test_a_withheld_message_is_gone(tmp_path: Path) -> None:
    """Of a message that is withheld nothing is left in the table; the others keep their place."""
    chat = CHAT.replace(MESSAGE, f"{MESSAGE}, {MESSAGE.replace('14:03', '14:05').replace('kettle', 'teapot')}")
    withheld = "withhold:\n  - {passage: day-p1, reason: privacy}\n  - {passage: day-p2, reason: privacy}\n"
    db = built(tmp_path, kettle__json=chat, day__yml=f"file: kettle.json\n{withheld}")
    assert rows(db, "select position, author, sent_time, text from chat_messages where text like '%teapot%'") == [
        (2, "Ada", "14:05:11", "The teapot\n\nis é back")
    ]
    assert "The kettle" not in everything(db)


def test_slack_has_its_names_in_the_zip(tmp_path: Path) -> None:
    """In the zip that Slack gives, ids are names, a day is called after its channel, and lists of channels are no sources."""
    folder = tmp_path / "sources"
    folder.mkdir()
    users = [{"id": "U02", "name": "bob", "profile": {"real_name": "Bob Fenn"}}]
    with zipfile.ZipFile(folder / "tea.zip", "w") as file:
        file.writestr("channels.json", "[]")
        file.writestr("users.json", json.dumps(users))
        file.writestr("general/2023-05-06.json", (FILES / "slack.json").read_bytes())
        file.writestr("general/2023-05-07.json", "[]")
        file.writestr("general/2023-05-08.json", "[\n]\n")
    db = built(tmp_path)
    assert rows(db, "select id, title from documents") == [("tea-general-2023-05-06-json", "#general, 2023-05-06")]
    assert rows(db, "select author, sent_date, sent_time, text from chat_messages") == [
        (
            "Ada Quill",
            "2023-05-06",
            "12:03:11Z",
            "Where is it, @Bob Fenn? See the page (https://kettle.example/a) & #tea",
        ),
        ("Bob Fenn", "2023-05-06", "12:05:00Z", "gone"),
    ]
    assert rows(db, "select reason, locator from problems") == []
    # a day on which nobody wrote anything is a file like the others, with nothing in it
    assert rows(db, "select file_name, character_count > 0 from sources order by id") == [
        ("general/2023-05-06.json", 1), ("general/2023-05-07.json", 0), ("general/2023-05-08.json", 0),
    ]  # fmt: skip
    assert run("verify", db, "--files", folder).exit_code == 0


def test_other_json_is_told_and_is_no_fault(tmp_path: Path) -> None:
    """JSON of another kind is a problem that says what to do, and what lies beside it keeps its id."""
    db = built(tmp_path, kettle__json='{"name": "kettle", "version": "1"}', kettle__txt="The kettle is back.\n")
    assert rows(db, "select id from sources") == [("kettle",)]
    ((reason, locator),) = rows(db, "select reason, locator from problems")
    assert (locator, reason.partition(";")[2]) == ("kettle.json", " save what it says as a page or a text")


@pytest.mark.parametrize("name", ["papers.zip", "kettle.json"])
def test_other_json_in_a_container_is_no_fault(tmp_path: Path, name: str) -> None:
    """A declaration of a container asks for none of its files by name, as one of a file does: what is no export there is no fault."""
    other = '{"name": "kettle"}'
    held = zipped({"kettle.json": other, "kettle.txt": "The kettle is back.\n"}) if name.endswith(".zip") else other
    sources = folder(tmp_path / "sources", day__txt="The scales are gone.\n", papers__yml=f"file: {name}\n")
    folder(sources, **{name.replace(".", "__"): held})
    report = build(sources, tmp_path / "archive.db")
    assert len(report.unread) == (name == "kettle.json")


@pytest.mark.parametrize(
    "text",
    [
        "", "{}", "[]", "null", "7", '"messages"', '{"messages": []}', '{"messages": {}, "type": "x", "id": 1}', '[{"ts": "messages"}]',
        '{"type": "talk", "id": 1, "messages": [{"role": "user", "content": "Tea?"}]}',
        '{"orderedItems": [], "type": []}', '{"post_stream": {"posts": []}}', '[{"kind": "Listing"}, {"kind": "Listing"}]',
        '[{"tweet": []}]', '{"chats": {"list": [{"messages": 1}]}}', '{"chats": {"list": {"messages": []}}}',
    ],
)  # fmt: skip
def test_what_is_none(text: str) -> None:
    """What only looks like an export is told to be none."""
    with pytest.raises(OtherKindError):
        exports.decode(text.encode(), None, ())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16-le", "utf-16-be"])
def test_encodings(encoding: str) -> None:
    """An export that begins with the mark of its encoding, as Windows saves it, is read in that."""
    data = (CHAT if encoding == "utf-8-sig" else f"\ufeff{CHAT}").encode(encoding)
    found = exports.decode(data, None, ())
    assert shown(found) == shown(exports.decode(CHAT.encode(), None, ()))
    (run,) = found.runs
    codec = encoding.removesuffix("-sig")
    assert json.loads(data[run.byte_start : run.byte_end].decode(codec)) == json.loads(MESSAGE)
    assert found.split
    assert found.split.problems == []


@pytest.mark.parametrize(("count", "told"), [("3", "3"), ('"x"', ""), ("1.5", ""), ("9" * 5_000, ""), ("-2", "")])
def test_comments_that_are_left_out(count: str, told: str) -> None:
    """A thread of Reddit says how many comments are left out; whatever else stands there is no number of them."""
    post = '{"kind": "Listing", "data": {"children": [{"kind": "t3", "data": {"id": "a", "title": "Tea"}}]}}'
    more = f'{{"kind": "Listing", "data": {{"children": [{{"kind": "more", "data": {{"count": {count}}}}}]}}}}'
    found = exports.decode(f"[{post}, {more}]".encode(), None, ())
    assert found.split
    said = [reason.partition(" comments")[0] for reason, *_ in found.split.problems if "are not in the file" in reason]
    assert said == ([told] if told else [])


@pytest.mark.parametrize("name", NAMES)
def test_broken_off(name: str) -> None:
    """An export that breaks off anywhere is read as far as it goes, or told; none of it ends the program."""
    data = (FILES / name).read_bytes()
    for size in range(0, len(data), 7):
        with suppress(UnreadableError):
            shown(_decoded(name, data[:size]))


def test_where_it_breaks_off_is_told() -> None:
    """The messages before the break are read, and the line of it is named."""
    found = shown(exports.decode(f"{CHAT[:-2]},\n {MESSAGE[:40]}".encode(), None, ()))
    assert found["problems"] == ["its JSON is broken in line 2, and what follows is not read; have it exported again"]
    assert len(found["outside"]) > 2


@pytest.mark.parametrize("sign", ["[", '{"replies":', '{"messages":[', '{"a":[{"a":'])
def test_depth(sign: str) -> None:
    """JSON that is nested without end is told."""
    with pytest.raises(UnreadableError, match=r"nested deeper|no export"):
        exports.decode(f'{{"type": "x", "id": 1, "messages": [{sign * 100_000}'.encode(), None, ())


KEYS = st.sampled_from([
    "messages", "type", "id", "name", "from", "text", "date", "guild", "channel", "author", "content", "timestamp", "ts", "user",
    "subtype", "orderedItems", "object", "to", "cc", "published", "tweet", "full_text", "created_at", "post_stream", "posts",
    "cooked", "post_number", "stream", "kind", "data", "children", "replies", "body", "created_utc", "chats", "list", "actor",
    "entities", "urls", "files",
])  # fmt: skip
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=12)
    | st.sampled_from(["message", "Listing", "t1", "t3", "Create", "Note", "1683374400.0001"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=25,
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(KEYS, VALUES, max_size=8) | st.lists(VALUES, max_size=3))
def test_any_values(value: Any) -> None:
    """Whatever stands where a message, a name or a time is expected: it is read, or told."""
    with suppress(UnreadableError):
        shown(exports.decode(json.dumps(value).encode() + b' "messages"', None, ()))


@settings(max_examples=150, deadline=None)
@given(VALUES, st.sampled_from([name for name in NAMES if not name.endswith(".html")]), st.integers())
def test_any_value_in_an_export(value: Any, name: str, seed: int) -> None:
    """Any value of an export may be any other."""
    text = (FILES / name).read_text(encoding="utf-8")
    prefix, _, rest = text.rpartition("part0 = ")
    whole = json.loads(rest)
    _put(whole, value, random.Random(seed))
    with suppress(UnreadableError):
        shown(
            exports.decode(
                f"{prefix}part0 = {json.dumps(whole)}".encode() if prefix else json.dumps(whole).encode(), None, ()
            )
        )


def _put(whole: Any, value: Any, random: random.Random) -> None:
    """Put a value somewhere in an export."""
    while True:
        key = random.choice(list(whole if isinstance(whole, dict) else range(len(whole))))
        if not isinstance(whole[key], dict | list) or not whole[key] or random.random() < 0.1:
            whole[key] = value
            return
        whole = whole[key]


@given(VALUES)
def test_places(value: Any) -> None:
    """JSON is read as Python reads it, numbers as they are written; the elements of wanted lists are where their places say."""
    text = json.dumps({"messages": [value, value]})
    found = read(text, 0, [("messages",)])
    elements = found.value["messages"]
    assert isinstance(elements, Elements)
    assert found.fault is None
    for each, start, end in elements:
        assert text[start:end] == json.dumps(value)
        assert each == json.loads(text[start:end], parse_int=str)


@pytest.mark.alone
@pytest.mark.parametrize(
    ("before", "message", "behind"),
    [
        ('{"name": "K", "type": "x", "id": 1, "messages": [', MESSAGE, "]}"),
        ("[", '{"type": "message", "ts": "1683374400.1", "user": "U1", "text": "<@U1> &amp; <https://a|b>"}', "]"),
        ("[", '{"type": "message", "ts": "1683374400.1", "user": "U1", "text": "<<<<@<!<#<"}', "]"),
        ('{"type": "OrderedCollection", "orderedItems": [', '{"type": "Create", "object": {"type": "Note", "content": "<p>b", "to": "Public"}}', "]}"),
        ('{"participants": [], "messages": [', '{"sender_name": "A", "timestamp_ms": 1683374591123, "content": "tea \\u00c3\\u00a9"}', "]}"),
        ('window.YTD.tweets.part0 = [', '{"tweet": {"id_str": "1", "full_text": "tea"}}', "]"),
        ('{"post_stream": {"posts": [', '{"cooked": "<p>a", "post_number": 2}', "]}}"),
        (
            '[{"kind": "Listing", "data": {"children": [{"kind": "t3", "data": {"title": "T"}}]}}, {"kind": "Listing", "data": {"children": [',
            '{"kind": "t1", "data": {"id": "b", "body": "tea"}}', "]}}]"
        ),
        ('{"name": "K", "type": "x", "id": 1, "messages": [], ', '"messages": [{"date": "", "text": "a"}]', "}"),
        ('{"name": "K", "type": "x", "id": 1, "messages": [{"date": "", "text": "', "a \\n\\n b\\n", '"}]}'),
    ],
)  # fmt: skip
def test_time_grows_with_messages(before: str, message: str, behind: str) -> None:
    """Four times the messages take about four times as long."""
    joint = ", " if message[0] in '{"' else ""
    assert_linear(
        lambda count: exports.decode(f"{before}{joint.join([message] * count)}{behind}".encode(), None, ()), 3_000
    )


PAGE = '<div class="page_header"><div class="content"><div class="text bold">K</div></div></div><div class="history">'
BEGUN = '<div class="message default clearfix" id="message2"><div class="body"><div class="from_name">Ada</div>'


def test_words_within_words_are_read_once() -> None:
    """Words of a message of Telegram that stand in an element within its words are read with these, and not again."""
    page = f'<html>{PAGE}{BEGUN}<div class="text">Tea <div class="text">is</div> back</div></div></div></html>'
    assert html.decode(page.encode(), None, ()).text.split().count("is") == 1


@pytest.mark.alone
@pytest.mark.parametrize(
    ("before", "message"),
    [
        (PAGE, f'{BEGUN}<div class="text">Tea<br>no</div></div></div>'),
        (PAGE, f'{BEGUN}<div class="text">'),
        (PAGE + BEGUN, '<div class="text">Tea'),
        (PAGE + BEGUN, '<div class="text">Tea</div>'),
        (PAGE + BEGUN, "Ada </div><div> <"),
        (PAGE, '<div class="message service" id="message'),
    ],
)
def test_time_grows_with_a_page(before: str, message: str) -> None:
    """Four times as long a page of Telegram takes about four times as long."""
    assert_linear(lambda count: html.decode(f"<html>{before}{message * count}".encode(), None, ()), 2_000)
