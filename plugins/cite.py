"""Cite: the permanent address of a passage, which says whether its words are as received, corrected, moved or withheld.

`/cite/<passage id>` for people, `/cite/<passage id>.json` for programs.
"""

from __future__ import annotations

from collections.abc import Iterator
from json import dumps
from sqlite3 import Row
from typing import Any

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import NotFound, Request

from ingest.matching.as_corrected import wordings
from ingest.matching.pieces import OF_PASSAGES, Pieces, by_passage, is_parted
from ingest.pages import laid_out, reading
from ingest.pages.citations import of, text
from ingest.pages.parts import paragraph
from ingest.pages.served import archive_with

PASSAGE = """
select passages.rowid, passages.*, documents.title, documents.author, documents.publisher, documents.published_date,
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
ABOUT = "select title, edition from about"
RETIRED = "select became_id, reason from retired_ids where id = :id"
GONE = 410  # https://www.rfc-editor.org/rfc/rfc9110#name-410-gone


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Answer /cite/<passage id> and the same as JSON."""
    return [(r"^/cite/(?P<id>[^/]+)\.json$", cite_json), (r"^/cite/(?P<id>[^/]+)$", cite)]


async def cite(datasette: Datasette, request: Request) -> Response:
    """Show the passage of an id with its citation, or where it went and why. Raises NotFound for an id that never was."""
    id = request.url_vars["id"]
    found = await _found(datasette, request, id)
    if found is None:
        raise NotFound(_unknown(id))
    shown = {"id": id, "alternate_url_json": _address(datasette, request, id) + ".json", **found}
    html = await datasette.render_template("cite.html", shown, request=request)
    return Response.html(html, status=200 if found["passage"] else GONE)


async def cite_json(datasette: Datasette, request: Request) -> Response:
    """Answer with the state of an id, the passage, its citation and where it leads, as JSON; 404 for an id that never was."""
    id = request.url_vars["id"]
    found = await _found(datasette, request, id)
    if found is None:
        refusal = {"ok": False, "id": id, "state": "unknown", "error": _unknown(id), "status": 404}
        return Response.json(refusal, status=404)
    return Response.json(_told(datasette, request, id, found), status=200 if found["passage"] else GONE)


def _unknown(id: str) -> str:
    return (
        f"No passage of this archive is, or ever was, called “{id[:80]}”. Check the address, or search for its words."
    )


def _address(datasette: Datasette, request: Request, id: str) -> str:
    return str(datasette.absolute_url(request, datasette.urls.path(f"/cite/{id}")))


async def _found(datasette: Datasette, request: Request, id: str) -> dict[str, Any] | None:
    """Return where an id leads, with the `citation` of the passage; None for an id that is not known."""
    db = await archive_with(datasette.databases, "retired_ids")
    found = await _led(db, id) if db else None
    if db and found and found["passage"]:
        about = (await db.execute(ABOUT)).first()
        passage, address = found["passage"], _address(datasette, request, found["passage"]["id"])
        found["database"] = db.name
        found["citation"] = text(of(passage, dict(about), address, passage=passage))
    return found


def _told(datasette: Datasette, request: Request, id: str, found: dict[str, Any]) -> dict[str, Any]:
    """Return what the page says as one object: `state` is that of the id, `passage` has its own."""
    passage, why = found["passage"], found["retired"] or found["withheld"] or {}
    gone = "retired" if found["retired"] else "withheld"
    state = ("moved" if found["retired"] else _state(passage)) if passage else gone
    return {
        "ok": passage is not None,
        "id": id,
        "state": state,
        "reason": why.get("reason"),
        "note": why.get("note"),
        "until": why.get("until"),
        "moved_to": passage["id"] if passage and state == "moved" else None,
        "passage": _passage_told(passage) if passage else None,
        "citation": found["citation"] if passage else None,
        "links": _links(datasette, request, found["database"], passage) if passage else {},
    }


def _passage_told(passage: dict[str, Any]) -> dict[str, Any]:
    """Return the words of a passage as received and, where they are corrected, as corrected, with what differs."""
    both = passage["parts"]
    return {
        "state": _state(passage),
        **{
            name: passage[name] for name in ("id", "document_id", "source_id", "position", "kind", "locator", "speaker")
        },
        "text": passage["text"],
        "text_corrected": "".join(after for _, after in both) if both else None,
        "diff": list(_pieces(both)) if both else None,
        "corrections": [
            {name: each[name] for name in ("before", "after", "reason")} for each in passage["corrections"]
        ],
        "withheld": passage["gaps"],
    }


def _state(passage: dict[str, Any]) -> str:
    if passage["kind"] == "withheld":
        return "withheld"
    return "corrected" if passage["corrections"] else "partly withheld" if passage["gaps"] else "unchanged"


def _pieces(both: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield words as received and as corrected as `diff` of other answers has them: same, removed, added."""
    for before, after in both:
        changed = (("removed", before), ("added", after)) if before != after else (("same", before),)
        yield from (piece for piece in changed if piece[1])


def _links(datasette: Datasette, request: Request, name: str, passage: dict[str, Any]) -> dict[str, str | None]:
    """Return where a passage can be read: here, in its document, in its source, and where it was published."""
    document, source = (datasette.absolute_url(request, datasette.urls.row(name, table, passage[key]))
        for table, key in (("documents", "document_id"), ("sources", "source_id")))  # fmt: skip
    return {
        "cite": _address(datasette, request, passage["id"]),
        "document": f"{document}{paragraph(passage['position'])}",
        "source": source,
        "published": passage["url"],
    }


async def _led(db: Database, id: str) -> dict[str, Any] | None:
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
    pieces: Pieces = ((row["start"], row["end"]),)
    if is_parted(row["text"], row["start"], row["end"]):
        pieces = by_passage(map(tuple, await db.execute(OF_PASSAGES, {"ids": dumps([id])})))[row["id"]]
    return dict(row) | {
        "named": await _named(db, row),
        "gaps": [dict(each) for each in await db.execute(WITHHELD, place)],
        "corrections": corrections,
        "parts": wordings(row["text"], pieces, corrections),
    }


async def _named(db: Database, row: Row) -> list[tuple[str, str]]:
    """Return the cells of a row of a spreadsheet with the names of their columns; none where they have no names."""
    if row["document_kind"] != reading.SPREADSHEET or row["kind"] != "table" or row["level"]:
        return []
    above = (await db.execute(reading.COLUMNS, {"document_id": row["document_id"], "before": row["rowid"]})).first()
    named = above is not None and above["kind"] == "table"
    return laid_out.named_cells(row["text"], above["text"], row["media_type"]) if named else []
