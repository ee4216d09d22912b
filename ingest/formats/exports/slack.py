"""A day of a channel in an export of Slack (`general/2023-05-06.json`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

from ingest.formats.exports.chats import Chats, Conversation
from ingest.formats.exports.json_places import Elements, listed, mapping, words
from ingest.formats.exports.text import Message, fields
from ingest.formats.feeds.entries import one_line

# "1683378191.123456": seconds since 1970, and a number
MOMENT = re.compile(r"(\d{9,10})(?:\.\d+)?\Z", re.ASCII)
# "<@U012AB>", "<#C012|general>", "<!here>", "<https://scales.example|the scales>"
MARKED = re.compile(r"<(?P<what>[^<>|]{1,2000})(?:\|(?P<label>[^<>]{0,2000}))?>")
# subtypes of messages that somebody wrote; all others are what Slack says
WRITTEN = ("bot_message", "me_message", "file_share", "thread_broadcast", "file_comment", "reply_broadcast")
# the words a second time, and how things look
UNSAID = (
    "text",
    "blocks",
    "user_profile",
    "ts",
    "icons",
    "avatar_hash",
    "upload",
    "display_as_bot",
    "mode",
    "editable",
    "user_team",
    "source_team",
)
# of a file only what it is called and where it is: not the sizes of its pictures
OF_FILE = ("name", "title", "url_private", "permalink")
NAMELESS = "{} of its messages have an id in the place of a name; the export has the names in users.json: read it as the .zip that Slack gives"


def read(value: Any, people: Mapping[str, str]) -> Chats | None:
    """Return the messages of a day; None where it is none."""
    first = mapping(value.first()) if isinstance(value, Elements) else {}
    if not (first.get("type") == "message" and MOMENT.match(words(first.get("ts")))):
        return None
    names = {id: name for each, *_ in value for id, name in _named(mapping(each))} | dict(people)
    without = sum(_author(mapping(each), names) == "" for each, *_ in value)
    told = [NAMELESS.format(f"{without:,}")] if without else []
    return Chats([Conversation("", (), value)], partial(_message, names=names), told)


def people_of(users: Any) -> dict[str, str]:
    """Return the names in the list of members of a workspace (users.json), by id."""
    found = (
        (words(mapping(each).get("id")), _name(mapping(each) | mapping(mapping(each).get("profile"))))
        for each in listed(users)
    )
    return {id: name for id, name in found if id and name}


def _named(said: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the name that a message gives for its sender."""
    id, name = words(said.get("user")), _name(mapping(said.get("user_profile")))
    return [(id, name)] if id and name else []


def _name(said: dict[str, Any]) -> str:
    return next((name for key in ("real_name", "display_name", "name") if (name := one_line(words(said.get(key))))), "")


def _author(said: dict[str, Any], names: Mapping[str, str]) -> str:
    bot = words(said.get("username")) or words(mapping(said.get("bot_profile")).get("name"))
    return names.get(words(said.get("user"))) or one_line(bot)


def _message(value: Any, names: Mapping[str, str]) -> Message:
    said = mapping(value)
    is_message = said.get("subtype") in (None, *WRITTEN)
    files = [{key: mapping(each).get(key) for key in OF_FILE} for each in listed(said.get("files"))]
    lines = fields(said | {"files": files}, UNSAID)
    return Message(
        _author(said, names), _moment(words(said.get("ts"))), _plain(words(said.get("text")), names),
        "message" if is_message else "notice", lines,
    )  # fmt: skip


def _moment(printed: str) -> str:
    """Return the moment that a message is counted by, in UTC."""
    found = MOMENT.match(printed)
    return datetime.fromtimestamp(int(found[1]), UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if found else ""


def _plain(text: str, names: Mapping[str, str]) -> str:
    """Return the words of a message as Slack shows them: names for ids, and three characters that it writes otherwise."""
    if "<" in text:
        text = MARKED.sub(lambda found: _shown(found["what"], found["label"], names), text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") if "&" in text else text


def _shown(what: str, label: str | None, names: Mapping[str, str]) -> str:
    if what[0] == "@":
        return f"@{label or names.get(what[1:], what[1:])}"
    if what[0] == "#":
        return f"#{label or what[1:]}"
    if what[0] == "!":
        return label or f"@{what[1:]}"
    what = what.removeprefix("mailto:")
    return f"{label} ({what})" if label and label not in what else what
