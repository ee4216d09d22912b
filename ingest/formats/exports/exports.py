"""What people export from the services they use, in JSON: chats and threads; which service it is, the content says and not its name."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from ingest.errors import OtherKindError, UnreadableError
from ingest.formats.blocks import Split
from ingest.formats.decode import Decoded
from ingest.formats.decode import decode as as_text
from ingest.formats.exports import discord as export_discord
from ingest.formats.exports import discourse as export_discourse
from ingest.formats.exports import mastodon as export_mastodon
from ingest.formats.exports import messenger as export_messenger
from ingest.formats.exports import reddit as export_reddit
from ingest.formats.exports import slack as export_slack
from ingest.formats.exports import telegram as export_telegram
from ingest.formats.exports import tweets as export_tweets
from ingest.formats.exports.chats import Chats, written_chats
from ingest.formats.exports.json_places import TOO_DEEP, Json, read
from ingest.formats.exports.posts import Posts, written_posts

People = Mapping[str, str]  # names by the ids that an export has for people
KINDS: tuple[Callable[[Any, People], Chats | Posts | None], ...] = (
    export_discord.read,
    export_telegram.read,
    export_slack.read,
    export_messenger.read,
    export_mastodon.read,
    export_tweets.read,
    export_discourse.read,
    export_reddit.read,
)
# the lists whose elements are messages: of a day of Slack and the posts of X; of Telegram (one chat, or an account), Discord and Messenger; of
# Mastodon; of Discourse
WANTED = (
    (),
    ("messages",),
    ("chats", "list", "*", "messages"),
    ("left_chats", "list", "*", "messages"),
    ("orderedItems",),
    ("post_stream", "posts"),
)
# a word that each of them has, so that other JSON, however large, is not looked through
MARKS = (b'"messages"', b'"ts"', b'"orderedItems"', b'"tweet"', b'"post_stream"', b'"Listing"')
# "[]"
EMPTY = re.compile(rb"(?:\xef\xbb\xbf)?\s*\[\s*\]\s*")
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # in which a mark is other bytes
# "window.YTD.tweets.part0 = "
SCRIPT = re.compile(r"\ufeff?\s*(?:window\.YTD\.tweets?\.part\d+\s*=\s*)?")
OTHER = (
    "its JSON is of no export that is read: those of Telegram, Slack, Discord, Messenger, Mastodon, X, and threads of Discourse and Reddit are; "
    "save what it says as a page or a text"
)


def decode(data: bytes, declared: str | None, _: Collection[str], people: People | None = None) -> Decoded:
    """Return the text of an export: its chats, or its posts, as items.

    `people` are the names that stand elsewhere in the export. Raises OtherKindError for JSON of another kind, UnreadableError
    where it is no JSON.
    """
    if people and EMPTY.fullmatch(data):  # a day of Slack, on which nobody wrote anything
        return Decoded("", None, Split([]))
    is_utf_8 = declared is None and not data.startswith(UTF_16)
    if is_utf_8 and not any(mark in data for mark in MARKS):
        raise OtherKindError(OTHER)
    found = as_text(data, declared)
    begins = SCRIPT.match(found.text)
    try:
        json = read(found.text, begins.end() if begins else 0, WANTED)
        made = next((made for kind in KINDS if (made := kind(json.value, people or {})) is not None), None)
        if made is None:
            raise OtherKindError(OTHER)
        problems = [reason for reason, *_ in found.split.problems] if found.split else []
        problems += _broken(json, found.text)
        return written_chats(made, found, problems) if isinstance(made, Chats) else written_posts(made, found, problems)
    except RecursionError:
        raise UnreadableError(TOO_DEEP) from None


def _broken(json: Json, text: str) -> list[str]:
    if json.fault is None:
        return []
    line = text.count("\n", 0, json.fault) + 1
    return [f"its JSON is broken in line {line:,}, and what follows is not read; have it exported again"]
