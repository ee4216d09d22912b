"""Corrections: a row that holds words of a source shows what is corrected in them, as received and as it should read."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request

from ingest.pages.served import is_archive

# The corrections in the words of a row, by table; tables that are read as paragraphs show them there.
WITHIN = """
select corrections.before, corrections.after, corrections.reason, corrections.passage_id
from {table} here join documents on documents.id = here.document_id
join corrections on corrections.source_id = documents.source_id
  and corrections."start" < here.{end} and corrections."end" > here.{start}
where here.id = :id"""
PLAIN = ("events", "links", "mentions", "reuse", "rule_clauses")
CORRECTIONS = {table: WITHIN.format(table=table, start='"start"', end='"end"') for table in PLAIN} | {
    # what is corrected in the quotation, and in the words that it is held against
    "quotations": WITHIN.format(table="quotations", start='"start"', end='"end"')
    + """ union
select corrections.before, corrections.after, corrections.reason, corrections.passage_id
from quotations here join passages on passages.id = here.matched_passage_id
join corrections on corrections.source_id = passages.source_id
  and corrections."start" < here.matched_end and corrections."end" > here.matched_start
where here.id = :id""",
    "clause_changes": " union ".join(
        WITHIN.format(
            table=f'(select clause_changes.id, document_id, "start", "end" from clause_changes '
            f"join rule_clauses on rule_clauses.id = {clause})",
            start='"start"',
            end='"end"',
        )
        for clause in ("from_clause_id", "to_clause_id")
    ),
    "segments": """
select before, after, reason, corrections.passage_id from segments here join corrections
  on corrections.source_id = here.source_id and corrections."start" < here."end" and corrections."end" > here."start"
where here.source_id = substr(:id, 1, instr(:id, ',') - 1)
  and here."start" = cast(substr(:id, instr(:id, ',') + 1) as integer)""",
    "exchanges": " union ".join(
        WITHIN.format(table="exchanges", start=f"{part}_start", end=f"{part}_end") for part in ("question", "answer")
    ),
    "motion_resolves": WITHIN.format(
        table="(select motion_resolves.*, document_id from motion_resolves join motions on motions.id = motion_id)",
        start='"start"',
        end='"end"',
    ),
}


@hookimpl
def extra_template_vars(
    database: str | None, table: str | None, view_name: str | None, request: Request | None, datasette: Datasette
) -> Callable[[], Awaitable[dict[str, Any]]] | None:
    """Give the row pages of records `corrected_here`: what is corrected in their words."""
    if (
        view_name != "row"
        or table not in CORRECTIONS
        or request is None
        or not is_archive(datasette.databases, database)
    ):
        return None

    async def corrected() -> dict[str, Any]:
        found = await datasette.get_database(database).execute(CORRECTIONS[table], {"id": request.url_vars["pks"]})
        return {"corrected_here": [dict(row) for row in found]}

    return corrected
