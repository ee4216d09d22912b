"""Conversations: the messages of all sources joined with those that they answer, whether these lie in the same mailbox or in a file of their own."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import attrgetter

from ingest.declarations.archive import Archive
from ingest.waiting import Email, Joinable
from ingest.workers.pack import columns

LAST = "9999"  # after every instant


def link(connection: sqlite3.Connection, _: Archive) -> Iterator[Email]:
    """Yield every message of the archive in its order, with the only message that it answers and the first of its thread.

    Of copies of a message that of the same source is the one that is answered; among several others none is.
    """
    names = ", ".join(f'"{name}"' for name in columns(Joinable))
    rows = [Joinable(*row) for row in connection.execute(f"select {names} from temp.emails_read order by rowid")]
    sources = dict(connection.execute("select id, source_id from documents where kind = 'e-mail'"))
    named = [json.loads(row.names_sha256) for row in rows]
    shared = _shared(rows)
    held: dict[tuple[str, str | None], list[Joinable]] = defaultdict(list)  # by id, and by id and source
    for row in rows:
        if row.message_sha256:
            held[row.message_sha256, None].append(row)
            held[row.message_sha256, sources.get(row.document_id)].append(row)
    for row, keys in zip(rows, named, strict=True):
        places = [(keys[0], sources.get(row.document_id))] if keys else []
        places += [(key, None) for key in keys[:1] if key not in shared]
        chosen = next(filter(None, (_others(held.get(place, []), row) for place in places)), [])
        row.in_reply_to_id = chosen[0].document_id if len(chosen) == 1 else None
    for thread in _threads(rows, named, shared):
        first = min(thread, key=lambda row: (row.in_reply_to_id is not None, row.sent_at or LAST, row.id))
        for row in thread:
            row.thread_id = first.document_id
    published = attrgetter(*columns(Email))
    yield from (Email(*published(row)) for row in rows)


def _others(found: Sequence[Joinable], row: Joinable) -> list[Joinable]:
    """Return the messages of an id that are not this one; of many no more than tell that they are several."""
    return [other for other in found[:3] if other is not row]


def _shared(rows: Sequence[Joinable]) -> set[str]:
    """Return the ids that messages of different instants have: they are no copies, and such an id, "<1@localhost>", says nothing."""
    sent: dict[str, str] = {}
    return {
        row.message_sha256
        for row in rows
        if row.message_sha256 and row.sent_at and sent.setdefault(row.message_sha256, row.sent_at) != row.sent_at
    }


def _threads(rows: Sequence[Joinable], named: Sequence[Sequence[str]], shared: set[str]) -> Iterator[list[Joinable]]:
    """Yield messages that name each other, or a message that is not held, together; each of the others alone."""
    above: dict[int | str, int | str] = {}

    def top(one: int | str) -> int | str:
        path = []
        while (higher := above.get(one, one)) != one:
            path.append(one)
            one = higher
        for each in path:
            above[each] = one
        return one

    for n, (row, keys) in enumerate(zip(rows, named, strict=True)):
        answered = (row.document_id, row.in_reply_to_id)  # that of a mailbox, by whatever id
        for key in (row.message_sha256, *keys, *answered):
            if key and key not in shared:
                above[top(key)] = top(n)
    threads: dict[int | str, list[Joinable]] = defaultdict(list)
    for n, row in enumerate(rows):
        threads[top(n)].append(row)
    yield from threads.values()
