"""A container as the sources in it: each file that a format reads, with what the container says of it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from msgspec import structs

from ingest import containers
from ingest.containers.member import LARGEST_CONTAINER, Member, Unread
from ingest.declarations.source import Declaration
from ingest.errors import DeclarationError, UnreadableError
from ingest.ids import join
from ingest.sources import source_ids
from ingest.sources.folder import digest_of
from ingest.sources.received import Received, check_sha256, opened, seen_of
from ingest.withholding.in_declarations import told_name

Ids = tuple[str, ...]  # the ids that a source may have, the plainest first
# what can only be said of one file, and of no container that holds several
OF_ONE_FILE = ("corrections",)


def unpack(received: Received, place: str, unread: list[Unread]) -> Iterator[tuple[Ids, Received]]:
    """Yield the files in the container `received`, and the ids that each may have; `place` is its path in the folder.

    What is not read is added to `unread`. Raises DeclarationError for a key that makes no sense for several files, SourceError
    where the container is not the one declared.
    """
    is_one = containers.kind_of(received.path.name).is_one
    if not is_one:
        _check(received)
    if received.declaration.sha256:
        check_sha256(received.name, received.path, digest_of(received.path) or "", received.declaration.sha256)
    said = structs.replace(received.declaration, id=None, file=None, sha256=None)
    if not is_one:
        said = structs.replace(said, title=None)
    same: Counter[str] = Counter()  # files of one name and the same bytes can be told apart by nothing but their order
    try:
        with opened(received.path, LARGEST_CONTAINER) as file:
            seen = seen_of(os.fstat(file.fileno()))
            for each in containers.members(file, received.path.name):
                if isinstance(each, Unread):
                    locator = "/".join(part for part in (place, each.locator) if part)
                    unread.append(replace(each, locator=told_name(locator, received)))
                    continue
                ids = source_ids.of_member(received.id, place, each)
                if is_one:
                    ids = (received.id,) if received.declared else source_ids.of_path(place)
                same[ids[-1]] += 1
                if same[ids[-1]] > 1:
                    ids = (join(ids[-1], same[ids[-1]]),)
                yield ids, replace(received, declaration=_of(each[-1], said), within=each, seen=seen)
    except UnreadableError as error:
        unread.append(Unread(place, str(error)))


def _of(member: Member, said: Declaration) -> Declaration:
    """Return what is said of a member: by its container where that knows its address and its day."""
    if member.url is None and member.retrieved_date is None:
        return said
    return structs.replace(
        said, url=member.url or said.url, retrieved_date=member.retrieved_date or said.retrieved_date
    )


def _check(received: Received) -> None:
    said = received.declaration
    wrong = [key for key in OF_ONE_FILE if getattr(said, key)]
    wrong += [f"hints: {key}" for key in ("posts", "editions") if getattr(said.hints, key)]
    if wrong:
        raise DeclarationError(
            f"{received.name}: {wrong[0]}: this speaks of one file, and {received.path.name} holds several; "
            "unpack it and declare the file by itself."
        )
