"""Reuse: the life of a sentence, `/reuse/<cluster>`, every copy of it by date with what changed; and all of them, `/reuse`."""

from __future__ import annotations

from json import loads
from typing import Any

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import NotFound, Request

from ingest.pages.served import archive_with

PER_PAGE = 50
MOST_COPIES = 500  # shown on one page of a cluster
CLUSTERS = """
select reuse.cluster_id, count(*) as documents, count(distinct coalesce(copy_of_id, reuse.document_id)) as origins,
  min(published_date) as from_date, max(published_date) as to_date, sum(words_changed) as words_changed,
  max(case when reuse.position = 1 then reuse.text end) as text,
  max(case when reuse.position = 1 then reuse.passage_id end) as passage_id,
  max(case when reuse.position = 1 then reuse."start" end) as "start",
  max(case when reuse.position = 1 then reuse."end" end) as "end"
from reuse left join document_copies on document_copies.document_id = reuse.document_id
group by reuse.cluster_id order by origins desc, documents desc, length(text) desc, reuse.cluster_id
limit :limit offset :offset"""
COUNTED = """
select count(*) as documents, count(distinct coalesce(copy_of_id, reuse.document_id)) as origins
from reuse left join document_copies on document_copies.document_id = reuse.document_id where cluster_id = :cluster"""
COPIES = """
select reuse.*, documents.title, documents.kind, documents.author, passages.locator, passages.speaker,
  passages.position as paragraph, document_copies.copy_of_id, document_copies.kind as copy_kind, origin.title as origin_title
from reuse
join documents on documents.id = reuse.document_id
join passages on passages.id = reuse.passage_id
left join document_copies on document_copies.document_id = reuse.document_id
left join documents as origin on origin.id = document_copies.copy_of_id
where cluster_id = :cluster order by reuse.position limit :limit"""


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Serve the two pages."""
    return [(r"^/reuse$", all_clusters), (r"^/reuse/(?P<cluster>[a-z0-9-]+)$", one_cluster)]


async def all_clusters(datasette: Datasette, request: Request) -> Response:
    """Answer with the words that stand in most documents first, fifty to a page."""
    db = await _archive(datasette)
    asked = request.args.get("page") or "1"
    page = int(asked) if asked.isdecimal() and asked.isascii() and 0 < len(asked) < 7 and int(asked) else 1
    found = await db.execute(CLUSTERS, {"limit": PER_PAGE + 1, "offset": (page - 1) * PER_PAGE})
    rows = [dict(row) for row in found.rows]
    shown = {"clusters": rows[:PER_PAGE], "page": page, "more": len(rows) > PER_PAGE, "database": db.name}
    return Response.html(await datasette.render_template("reuse.html", shown, request=request))


async def one_cluster(datasette: Datasette, request: Request) -> Response:
    """Answer with every copy of some words in the order of their dates. Raises NotFound where there are none."""
    db = await _archive(datasette)
    cluster = request.url_vars["cluster"]
    found = await db.execute(COPIES, {"cluster": cluster, "limit": MOST_COPIES})
    copies = [dict(row) | {"pieces": loads(row["diff"]) if row["diff"] else []} for row in found.rows]
    if not copies:
        raise NotFound("No words that were used again have this name.")
    counted = (await db.execute(COUNTED, {"cluster": cluster})).first()
    shown = {"copies": copies, "database": db.name, **dict(counted)}
    return Response.html(await datasette.render_template("reuse-cluster.html", shown, request=request))


async def _archive(datasette: Datasette) -> Database:
    """Return the archive. Raises NotFound where it was built without this table."""
    db = await archive_with(datasette.databases, "reuse")
    if db is None:
        raise NotFound("This archive does not compare its documents with one another.")
    return db
