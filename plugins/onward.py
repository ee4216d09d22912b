"""Onward: where a reader goes from a document - to the one before and after it, to its author, its publisher, its month."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request

from ingest.pages.asked_together import Ask, Rows, at_once
from ingest.pages.served import is_archive

THIS = """
select documents.rowid as number, source_id, published_date, author, publisher,
  (select count(*) from documents as other where other.source_id = documents.source_id) as in_source,
  (select count(*) from documents as other where other.author = documents.author) as by_author,
  (select count(*) from documents as other where other.publisher = documents.publisher) as by_publisher
from documents where id = :id"""
# Within a source that holds several documents its own, else all; of one without a date those beside it in its source.
SAME_DAY = """
select id, title, kind, published_date from documents
where {among} and {date} = :date and rowid {side} :number order by rowid {order} limit 1"""
NEAR = """
select id, title, kind, published_date from documents
where {among} and {date} {side} :date order by {date} {order}, rowid {order} limit 1"""
NEAR_UNDATED = """
select id, title, kind, published_date from documents
where source_id = :source_id and published_date is null and rowid {side} :number order by rowid {order} limit 1"""
FEW = 5_000  # documents of a source
SIDES = {"before": {"side": "<", "order": "desc"}, "after": {"side": ">", "order": "asc"}}
# A name that is one person's alone
PERSON = """
select id, name from people where name = :author or exists (select 1 from json_each(aliases) where value = :author) limit 2"""
MONTH = re.compile(r"\d{4}(?:-\d\d)?")  # of "2019-03-12", of "2019-03-12/2019-03-14"


@hookimpl
def extra_template_vars(
    database: str | None, table: str | None, view_name: str | None, request: Request | None, datasette: Datasette
) -> Callable[[], Awaitable[dict[str, Any]]] | None:
    """Give the pages of documents `onward`: the documents `before` and `after`, and what is known of where each leads."""
    if view_name != "row" or table != "documents" or request is None or not is_archive(datasette.databases, database):
        return None
    db, id = datasette.get_database(database), request.url_vars["pks"]

    async def led() -> dict[str, Any]:
        return {"onward": await at_once(db, lambda ask: _onward(ask, id))}

    return led


def _onward(ask: Ask, id: str) -> dict[str, Any]:
    rows = ask(THIS, {"id": id})
    if not rows:
        return {}
    (this,) = rows
    date = this["published_date"]
    people = ask(PERSON, {"author": this["author"]}) if this["author"] else []
    month = MONTH.match(date or "")
    return {
        **this,
        **{name: next(iter(_near(ask, this, side)), None) for name, side in SIDES.items()},
        "person": people[0] if len(people) == 1 else None,
        "month": month[0] if month else None,
        "day": (date or "").replace("/", "-to-"),
    }


def _near(ask: Ask, this: dict[str, Any], side: dict[str, str]) -> Rows:
    """Return the document beside one, on one side, if there is any."""
    values = {"source_id": this["source_id"], "date": this["published_date"], "number": this["number"]}
    if not this["published_date"]:
        return ask(NEAR_UNDATED.format(**side), values)
    # a plus keeps SQLite from an index: few documents are sorted, of many the next in the index of dates is taken
    few = 1 < this["in_source"] <= FEW
    among = "source_id = :source_id" if few else "+source_id = :source_id" if this["in_source"] > 1 else "true"
    found = {"among": among, "date": "+published_date" if few else "published_date", **side}
    return ask(SAME_DAY.format(**found), values) or ask(NEAR.format(**found), values)
