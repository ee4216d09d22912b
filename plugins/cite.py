"""Cite: the permanent address of a passage, which says whether its words are as received, corrected, moved or withheld."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import NotFound, Request

from ingest.served import archive

PASSAGE = """
select passages.*, documents.title, documents.author, documents.publisher, documents.published_date,
  documents.kind as document_kind, documents.url, sources.media_type, sources.licence, sources.title as source_title
from passages
join documents on documents.id = passages.document_id join sources on sources.id = passages.source_id
where passages.id = :id"""
CORRECTIONS = (
    'select * from corrections where source_id = :source_id and "start" < :end and "end" > :start order by "start"'
)
WITHHELD = """
select kind, reason, note, until from withheld
where source_id = :source_id and "start" < :end and "end" > :start order by "start" """
# What kept a document back, of which the passage asked for was one: its id is that of the document, and -p4.
WITHHELD_DOCUMENT = """
select reason, note, until, source_id from withheld
where kind = 'document' and substr(:id, 1, length(locator) + 2) = locator || '-p'
  and substr(:id, length(locator) + 3) <> '' and substr(:id, length(locator) + 3) not glob '*[^0-9]*'"""
RETIRED = "select became_id, reason from retired_ids where id = :id"
GONE = 410  # https://www.rfc-editor.org/rfc/rfc9110#name-410-gone


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Answer /cite/<passage id>."""
    return [(r"^/cite/(?P<id>[^/]+)$", cite)]


async def cite(datasette: Datasette, request: Request) -> Response:
    """Show the passage of an id with its citation, or where it went and why. Raises NotFound for an id that never was."""
    db = archive(datasette.databases)
    id = request.url_vars["id"]
    found = await _found(db, id) if db and await db.table_exists("retired_ids") else None
    if found is None:
        raise NotFound(
            f"No passage of this archive is, or ever was, called “{id[:80]}”. Check the address, or search for its words."
        )
    html = await datasette.render_template("cite.html", {"id": id, **found}, request=request)
    return Response.html(html, status=200 if found["passage"] else GONE)


async def _found(db: Database, id: str) -> dict[str, Any] | None:
    """Return the passage that an id leads to, or why there is none; None for an id that is not known."""
    passage = await _passage(db, id)
    if passage:
        return {"passage": passage, "retired": None, "withheld": None}
    retired = (await db.execute(RETIRED, {"id": id})).first()
    if retired:
        became = await _passage(db, retired["became_id"])
        return {"passage": became, "retired": dict(retired), "withheld": None}
    withheld = (await db.execute(WITHHELD_DOCUMENT, {"id": id})).first()
    return {"passage": None, "retired": None, "withheld": dict(withheld)} if withheld else None


async def _passage(db: Database, id: str | None) -> dict[str, Any] | None:
    """Return a passage with its document, why parts of it are withheld, and its words as received and as corrected."""
    row = (await db.execute(PASSAGE, {"id": id})).first()
    if row is None:
        return None
    place = {name: row[name] for name in ("source_id", "start", "end")}
    corrections = [dict(each) for each in await db.execute(CORRECTIONS, place)]
    return dict(row) | {
        "gaps": [dict(each) for each in await db.execute(WITHHELD, place)],
        "corrections": corrections,
        "parts": parts(row["text"], row["start"], row["end"], corrections),
    }


def parts(text: str, start: int, end: int, corrections: list[dict[str, Any]]) -> list[tuple[str, str]] | None:
    """Return the words of a passage as pairs: as received, and as corrected; None where they cannot be told apart.

    That is where page furniture lies in the passage, or a correction begins or ends outside it.
    """
    inside = [each for each in corrections if start <= each["start"] and each["end"] <= end]
    if not inside or len(inside) < len(corrections) or len(text) != end - start:
        return None
    found: list[tuple[str, str]] = []
    edges = [(start, start, "", "")] + [(each["start"], each["end"], each["before"], each["after"]) for each in inside]
    for (_, above, *_), (begins, _, before, after) in pairwise(edges):
        same = text[above - start : begins - start]
        found += [(same, same), (before, after)]
    rest = text[edges[-1][1] - start :]
    return [*found, (rest, rest)]
