"""Containers: files that hold files. What is in them is listed without being unpacked, and each is loaded alone.

A new container is one file and one line in `CONTAINERS`.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import BinaryIO, NamedTuple

from ingest.containers import mhtml, packed, slack, tarred, wacz, warc, webarchive, zipped
from ingest.containers.member import LARGEST, MOST_MEMBERS, TOO_LARGE, Member, Unread
from ingest.containers.other_formats import NO_FORMAT, why_not_read
from ingest.errors import UnreadableError
from ingest.formats import format_of

DEEPEST = 2  # containers within one another
# what all files of a container may unpack to: so many times its size, and 1 GiB
SHARE, SPARE = 50, 1 << 30


class Container(NamedTuple):
    """How one kind of container is looked through: its members, the bytes of one, and one opened as a container.

    `ready` unpacks one that is packed as a whole, and leaves any other as it is; all else is asked of what it gives.
    `people` are the names for ids in its members. `is_one` tells of a kind that packs a single file, which then is what its
    declaration speaks of.
    """

    name: str
    suffixes: tuple[str, ...]
    members: Callable[[BinaryIO, str], Iterator[Member | Unread]]
    load: Callable[[BinaryIO, Member], bytes]
    opened: Callable[[BinaryIO, Member], BinaryIO] | None = None
    titles: Callable[[BinaryIO], dict[str, str]] | None = None
    ready: Callable[[BinaryIO], BinaryIO] | None = None
    is_one: bool = False
    people: Callable[[BinaryIO], slack.People] | None = None


TAR = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tbz", ".tar.xz", ".txz", ".tar.zst", ".tzst")
CONTAINERS = (
    Container("zip", (".zip",), zipped.members, zipped.load, zipped.opened, people=slack.people),
    Container("WACZ", (".wacz",), wacz.members, zipped.load, zipped.opened, wacz.titles),
    Container("WARC", (".warc", ".warc.gz"), warc.members, warc.load),
    Container("tar", TAR, tarred.members, tarred.load, tarred.opened, ready=tarred.ready),
    Container("one packed file", tuple(packed.SUFFIXES), packed.members, packed.load, packed.opened, is_one=True),
    Container("MHTML", (".mhtml", ".mht"), mhtml.members, mhtml.load, is_one=True),
    Container("web archive of Safari", (".webarchive",), webarchive.members, webarchive.load, is_one=True),
)
SUFFIXES = tuple(suffix for each in CONTAINERS for suffix in each.suffixes)


def container_of(file_name: str) -> Container | None:
    """Return the kind of container that a file of this name is, or None."""
    name = file_name.lower()
    if not name.endswith(SUFFIXES):
        return None
    return next(each for each in CONTAINERS if name.endswith(each.suffixes))


def members(file: BinaryIO, name: str) -> Iterator[tuple[Member, ...] | Unread]:
    """Yield every file in a container that a format reads: the way to it, from the outermost container inwards.

    What cannot be read comes as Unread, its locator seen from the container ("" for the container itself).
    """
    left = Left(SPARE + SHARE * file.seek(0, io.SEEK_END))
    try:
        file = ready(file, name)
    except UnreadableError as error:
        yield Unread("", str(error))
        return
    yield from _members(file, name, (), {}, left)


def load(file: BinaryIO, name: str, within: tuple[Member, ...]) -> bytes:
    """Return the bytes of a file in a container. Raises UnreadableError where they cannot be had."""
    *outer, last = within
    for each in outer:
        file, name = opened(file, name, each), each.name
    return kind_of(name).load(ready(file, name), last)


def ready(file: BinaryIO, name: str) -> BinaryIO:
    """Return a container as it is looked through: unpacked, if it is packed as a whole. Raises UnreadableError where it cannot be."""
    kind = kind_of(name)
    return kind.ready(file) if kind.ready else file


def opened(file: BinaryIO, name: str, member: Member) -> BinaryIO:
    """Return a container that lies in another as an open file. Raises UnreadableError where it cannot be had."""
    kind = kind_of(name)
    if kind.opened is None:
        raise UnreadableError("a container in it is not looked into; unpack it")
    found = kind.opened(ready(file, name), member)
    return ready(found, member.name) if container_of(member.name) else found


def kind_of(name: str) -> Container:
    """Return the kind of a file that is known to be a container."""
    found = container_of(name)
    if found is None:
        raise UnreadableError("it is no container that is looked into; see docs/containers.md for those that are")
    return found


class Left:
    """How much more may be listed of one container, whatever lies in it."""

    def __init__(self, size: int) -> None:
        self.size, self.count = size, MOST_MEMBERS

    def take(self, size: int) -> str | None:
        """Count one file; tell where it is one too many, or unpacks to too much together with those before."""
        self.count -= 1
        self.size -= size
        if self.count < 0:
            raise UnreadableError(f"more than {MOST_MEMBERS:,} files are in it, and those behind are not read; part it")
        return (
            "the files of this container unpack to far more than its size; unpack it and look at it first"
            if self.size < 0
            else None
        )


def _members(
    file: BinaryIO, name: str, above: tuple[Member, ...], titles: dict[str, str], left: Left
) -> Iterator[tuple[Member, ...] | Unread]:
    kind, count = kind_of(name), 0
    prefix = "".join(f"{each.name}/" for each in above)
    try:
        titles = kind.titles(file) if kind.titles else titles
        people: slack.People | None = None
        for count, each in enumerate(kind.members(file, name), 1):  # noqa: B007 # counted to the end
            if isinstance(each, Unread):
                left.take(0)
                yield replace(each, locator=prefix + each.locator if each.locator else prefix.rstrip("/"))
                continue
            if people is None and slack.may_be(each.name):  # few containers are looked through for it
                people = kind.people(file) if kind.people else ()
            if people and slack.is_list(each.name):
                continue
            why = left.take(each.size) or _why_not(each, kind, len(above))
            if why:
                yield Unread(prefix + each.name, why, is_fault=why != NO_FORMAT)
            elif each.media_type is None and container_of(each.name):
                yield from _members(opened(file, name, each), each.name, (*above, each), titles, left)
            else:
                named = people if people and slack.is_day(each.name) else ()
                yield (*above, replace(each, title=titles.get(each.name), people=named) if titles or named else each)
        if not count:
            yield Unread(prefix.rstrip("/"), "there is nothing in it; get it again")
    except UnreadableError as error:
        yield Unread(prefix.rstrip("/"), str(error))


def _why_not(member: Member, kind: Container, depth: int) -> str | None:
    if member.media_type is not None:
        return None
    if container_of(member.name):
        if depth + 1 >= DEEPEST:
            return "it is a container in a container in a container; unpack the outer one"
        return None
    if member.name.lower().endswith((".yml", ".yaml")):
        return "a declaration in a container is not heeded; unpack the container, or declare it by a file beside it"
    if format_of(member.name) is None:
        return why_not_read(member.name)
    return TOO_LARGE if member.size > LARGEST and not kind.is_one else None
