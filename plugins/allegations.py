"""Allegations: what is alleged, the rule it names, what supports and what disputes it, and the reply, side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from json import dumps
from typing import Any

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import NotFound, Request

from ingest.matching.pieces import OF_PASSAGES, Pieces, by_passage, in_text, is_parted
from ingest.pages.laid_out import alone
from ingest.pages.served import archive_with

AT_ONCE = 100  # allegations on one page
ROLES = ("rule applied", "supports", "disputes", "reply", "context")
# which gap is told where a list is empty
GAPS = {
    "rule applied": "clause not quoted",
    "supports": "nothing held that supports it",
    "disputes": "nothing held that disputes it",
    "reply": "no reply held",
}

COUNT = "select count(*) from allegations"
SOME = "select * from allegations order by rowid limit :limit offset :skip"
ONE = "select * from allegations where id = :id"
GAPS_OF = "select allegation_id, gap from allegation_gaps where allegation_id in (select value from json_each(:ids))"
PLACE = """
passages.id as passage_id, passages.position as paragraph, passages.locator, passages.speaker, passages.kind,
passages.document_id, passages.text, passages."start" as first, passages."end" as last, documents.title as document,
documents.kind as document_kind, documents.author, documents.published_date, sources.media_type"""
SOURCES = """
join documents on documents.id = passages.document_id join sources on sources.id = passages.source_id"""
MADE = f"""
select allegations.id as allegation_id, allegations."start", allegations."end", {PLACE}
from allegations join passages on passages.id = allegations.passage_id {SOURCES}
where allegations.id in (select value from json_each(:ids))"""
EVIDENCE = f"""
select evidence.allegation_id, evidence.role, evidence.note, evidence."start", evidence."end", evidence.clause_id,
  rule_clauses.number, rule_clauses.heading, rule_clauses.text as clause_text, rule_editions.title as edition,
  rule_editions.instrument, rule_editions.from_date, rule_editions.to_date, {PLACE}
from allegation_evidence evidence
left join rule_clauses on rule_clauses.id = evidence.clause_id
left join rule_editions on rule_editions.id = rule_clauses.edition_id
join passages on passages.id = coalesce(evidence.passage_id, rule_clauses.passage_id) {SOURCES}
where evidence.allegation_id in (select value from json_each(:ids))
order by evidence.allegation_id, evidence.position"""
# The points of a clause, to any depth, in the order of the edition.
POINTS = """
with recursive points(id, number, text, position, passage_id, "start", "end", depth) as (
  select id, number, text, position, passage_id, "start", "end", 1 from rule_clauses where parent_id = :id
  union
  select below.id, below.number, below.text, below.position, below.passage_id, below."start", below."end", depth + 1
  from rule_clauses below join points on below.parent_id = points.id
)
select number, text, passage_id, "start", "end", depth from points order by position limit 200"""
CORRECTIONS = """
select passage_id, before, after, reason from corrections
where passage_id in (select value from json_each(:ids)) order by "start" """
WITHHELD = """
select passage_id, reason from withheld
where passage_id in (select value from json_each(:ids)) order by "start" """


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Answer /allegations and /allegations/<id>."""
    return [(r"^/allegations$", matrix), (r"^/allegations/(?P<id>[^/]+)$", allegation)]


async def matrix(datasette: Datasette, request: Request) -> Response:
    """Show every allegation with what is held of it, some at once."""
    db = await archive_with(datasette.databases, "allegations")
    count = (await db.execute(COUNT)).single_value() if db else 0
    page = _page(request, count)
    found = await db.execute(SOME, {"limit": AT_ONCE, "skip": (page - 1) * AT_ONCE}) if db and count else []
    shown = {
        "allegations": await _with_all(db, found) if db and count else [],
        "count": count,
        "page": page,
        "pages": -(-count // AT_ONCE),
        "gaps_of": GAPS,
    }
    return Response.html(await datasette.render_template("allegations.html", shown, request=request))


async def allegation(datasette: Datasette, request: Request) -> Response:
    """Show one allegation: what is alleged and by whom, and what bears on it in its words."""
    db = await archive_with(datasette.databases, "allegations")
    id = request.url_vars["id"]
    found = (await db.execute(ONE, {"id": id})).rows if db else []
    if not db or not found:
        raise NotFound(f"No allegation is called “{id[:80]}” in this archive.")
    (row,) = await _with_all(db, found)
    for each in row["roles"]["rule applied"] + row["roles"]["context"]:
        if each["clause_id"]:
            each["points"] = [dict(point) for point in await db.execute(POINTS, {"id": each["clause_id"]})]
    shown = {"allegation": row, "gaps_of": GAPS}
    return Response.html(await datasette.render_template("allegation.html", shown, request=request))


def _page(request: Request, count: int) -> int:
    asked = request.args.get("page") or "1"
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    return max(1, min(number, -(-count // AT_ONCE)))


async def _with_all(db: Database, found: Iterable[Any]) -> list[dict[str, Any]]:
    """Return allegations with the passage they are `made` in, what bears on them by `roles`, and their `gaps`."""
    rows = [dict(row) for row in found]
    ids = {"ids": dumps([row["id"] for row in rows])}
    made = {each["allegation_id"]: dict(each) for each in await db.execute(MADE, ids)}
    evidence = [dict(each) for each in await db.execute(EVIDENCE, ids)]
    gaps = defaultdict(list)
    for each in await db.execute(GAPS_OF, ids):
        gaps[each["allegation_id"]].append(each["gap"])
    await _said(db, [*made.values(), *evidence])
    for row in rows:
        row["made"] = made.get(row["id"])
        row["gaps"] = gaps[row["id"]]
        mine = [each for each in evidence if each["allegation_id"] == row["id"]]
        row["roles"] = {role: [each for each in mine if each["role"] == role] for role in ROLES}
    return rows


async def _said(db: Database, places: list[dict[str, Any]]) -> None:
    """Give each place the words that it points at in three `parts`, why some are withheld, and what is corrected in them."""
    ids = {"ids": dumps(sorted({each["passage_id"] for each in places}))}
    corrections, reasons = defaultdict(list), defaultdict(list)
    for row in await db.execute(CORRECTIONS, ids):
        corrections[row["passage_id"]].append(dict(row))
    for row in await db.execute(WITHHELD, ids):
        reasons[row["passage_id"]].append(row["reason"])
    parted = [each["passage_id"] for each in places if is_parted(each["text"], each["first"], each["last"])]
    pieces = by_passage(map(tuple, await db.execute(OF_PASSAGES, {"ids": dumps(parted)}))) if parted else {}
    for each in places:
        whole = ((each["first"], each["last"]),)
        each["parts"] = _parts(each, pieces.get(each["passage_id"], whole))
        each["reasons"] = reasons[each["passage_id"]]
        words = each.get("clause_text") or each["text"]
        each["corrections"] = [one for one in corrections[each["passage_id"]] if one["before"] in words]


def _parts(place: dict[str, Any], pieces: Pieces) -> tuple[str, str, str]:
    """Return the words of a passage or clause in three parts: before those that are quoted, those, and after them."""
    text = place["text"]
    if place.get("clause_text"):
        return place["clause_text"], "", ""
    if place["start"] is None:
        return alone(text, place["kind"], place["media_type"]), "", ""
    start, end = in_text(pieces, place["start"]), in_text(pieces, place["end"])
    return text[:start], text[start:end], text[end:]
