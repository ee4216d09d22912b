"""Retired ids: every id that was published once leads to a passage, or says where that went and why."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from ingest.declarations.archive import Archive, Whole
from ingest.declarations.retired import Retired
from ingest.errors import ArchiveError, ArchiveErrors, DeclarationError
from ingest.sources.register import noted

MOST_NAMED = 5  # ids named in the sentence about those that are lost
# "early-shift-2019-03-23-p4": a passage of the document before it
PASSAGE = re.compile(r"(.+)-p\d+")


@dataclass(slots=True)
class RetiredId:
    """An id that was published once, which passage it became, if one, and why."""

    table: ClassVar[str] = "retired_ids"
    id: str
    became_id: str | None
    reason: str


def link(connection: sqlite3.Connection, archive: Archive) -> Iterator[RetiredId]:
    """Yield what retired.yml says, in order of id.

    Raises ArchiveErrors for an id that is not retired after all, or became nothing that there is; and for those in the register
    that are neither in the archive nor retired nor withheld.
    """
    if not isinstance(archive, Whole):
        return
    faults = list(_faults(connection, archive.retired))
    if archive.register:
        faults += _lost(connection, Path(archive.register), {each.id for each in archive.retired})
    if faults:
        raise ArchiveErrors(faults)
    for each in sorted(archive.retired, key=lambda each: each.id):
        yield RetiredId(each.id, each.became, each.reason)


def _faults(connection: sqlite3.Connection, retired: tuple[Retired, ...]) -> Iterator[ArchiveError]:
    seen: set[str] = set()
    for each in retired:
        where = f"retired.yml: `{each.id}`"
        if each.id in seen:
            yield DeclarationError(f"{where}: it stands twice; keep one.")
        seen.add(each.id)
        if _is_passage(connection, each.id):
            yield DeclarationError(f"{where}: it is the id of a passage of this archive; take the entry out.")
        if each.became and not _is_passage(connection, each.became):
            yield DeclarationError(
                f"{where}: became: there is no passage `{each.became}` in this archive; name the one that it is, or leave `became:` out."
            )


def _is_passage(connection: sqlite3.Connection, id: str) -> bool:
    return connection.execute("select 1 from passages where id = ?", (id,)).fetchone() is not None


def _lost(connection: sqlite3.Connection, register: Path, retired: set[str]) -> Iterator[ArchiveError]:
    """Yield one sentence about the ids of the register that lead nowhere; a withheld document answers for its passages."""
    withheld = {id for (id,) in connection.execute("select locator from withheld where kind = 'document'")}
    lost = [
        id
        for id in noted(register)
        if id not in retired and not _is_passage(connection, id) and _document(id) not in withheld
    ]
    if lost:
        named = ", ".join(f"`{id}`" for id in lost[:MOST_NAMED]) + (" …" if len(lost) > MOST_NAMED else "")
        count = f"{len(lost):,} ids that were published are" if len(lost) > 1 else "an id that was published is"
        yield DeclarationError(
            f"{register}: {count} in this archive no more ({named}); mend what changed, or say in retired.yml what each "
            "`became:`, with the `reason:`."
        )


def _document(id: str) -> str | None:
    found = PASSAGE.fullmatch(id)
    return found[1] if found else None
