"""Exports of Slack: a zip with a folder for each channel, a file for each day in it, and the names of all members in a list."""

from __future__ import annotations

import json
import re
from typing import BinaryIO

from ingest.containers import zipped
from ingest.containers.member import Member
from ingest.errors import UnreadableError

People = tuple[tuple[str, str], ...]
# "users.json", "export/org_users.json"
MEMBERS = re.compile(r"(?P<folder>(?:.*/)?)(?:org_)?users\.json")
# "channels.json": what stands beside it, of which there is one at least
CHANNELS = ("channels.json", "groups.json", "dms.json", "mpims.json")
LISTS = frozenset((
    *CHANNELS, "users.json", "org_users.json", "integration_logs.json", "canvases.json", "content_flags.json",
    "file_conversations.json", "lists.json", "huddle_transcripts.json",
))  # fmt: skip
# "general/2023-05-06.json"
DAY = re.compile(r"(?:.*/)?[^/]+/\d{4}-\d\d-\d\d\.json")
LONGEST_LIST = 64 << 20  # bytes


def people(stream: BinaryIO) -> People:
    """Return the names of the members of a workspace by their ids; none where a zip is no export of Slack."""
    found = {each.name: each for each in zipped.members(stream, "") if isinstance(each, Member)}
    listed = next(
        (name for name in found if (at := MEMBERS.fullmatch(name)) and _has_channels(at["folder"], found)), None
    )
    if listed is None or found[listed].size > LONGEST_LIST:
        return ()
    from ingest.formats.exports.slack import people_of  # noqa: PLC0415 # few zips are such exports

    try:
        return tuple(sorted(people_of(json.loads(zipped.load(stream, found[listed]))).items()))
    except (UnreadableError, ValueError, RecursionError):
        return ()


def may_be(name: str) -> bool:
    """Tell a file that may be of an export."""
    return is_list(name) or is_day(name)


def is_list(name: str) -> bool:
    """Tell what belongs to the export and is no conversation: the lists of channels, of members and of programs."""
    return name.rpartition("/")[2] in LISTS


def is_day(name: str) -> bool:
    """Tell the file of one day of a channel by its name."""
    return DAY.fullmatch(name) is not None


def _has_channels(folder: str, found: dict[str, Member]) -> bool:
    return any(f"{folder}{each}" in found for each in CHANNELS)
