"""Own words: the page of a person leads to what that person wrote and said, under the names that nobody else here bears."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from json import dumps
from typing import Any
from urllib.parse import urlencode

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils.asgi import Request

from ingest.pages.asked_together import Ask, at_once
from ingest.pages.served import is_archive

TITLES = ("Mr", "Mrs", "Ms", "Miss", "Dr")
NAMES = """
select own.value as name from people, json_each(json_insert(people.aliases, '$[#]', people.name)) as own
where people.id = :id and not exists (
  select 1 from people as other, json_each(json_insert(other.aliases, '$[#]', other.name)) as borne
  where other.id <> :id and borne.value = own.value)"""
# what is counted, in which table and column, and one of it
COUNTED = {"wrote": ("documents", "author"), "said": ("passages", "speaker")}
FOUND = "select {column} as name, count(*) as count from {table} where {column} in (select value from json_each(:forms)) group by 1"


@hookimpl
def extra_template_vars(
    database: str | None, table: str | None, view_name: str | None, request: Request | None, datasette: Datasette
) -> Callable[[], Awaitable[dict[str, Any]]] | None:
    """Give the page of a person `own_words`: how many documents they wrote and passages they say, each with its address."""
    if view_name != "row" or table != "people" or request is None or not is_archive(datasette.databases, database):
        return None
    db, id = datasette.get_database(database), request.url_vars["pks"]

    async def counted() -> dict[str, Any]:
        held = await at_once(db, lambda ask: _held(ask, id))
        told = {}
        for what, found in held.items():
            where, column = COUNTED[what]
            asked = urlencode({f"{column}__in": dumps([each["name"] for each in found], ensure_ascii=False)})
            address = f"{datasette.urls.table(db.name, where)}?{asked}"
            told[what] = {"count": sum(each["count"] for each in found), "address": address}
        return {"own_words": told}

    return counted


def _held(ask: Ask, id: str) -> dict[str, Any]:
    forms = dumps(forms_of([row["name"] for row in ask(NAMES, {"id": id})]))
    found = {
        what: ask(FOUND.format(table=table, column=column), {"forms": forms})
        for what, (table, column) in COUNTED.items()
    }
    return {what: rows for what, rows in found.items() if rows}


def forms_of(names: list[str]) -> list[str]:
    """Return how names stand above or before words: as they are and in capitals, whole ones behind a title too."""
    titled = [f"{title} {name}" for name in names if len(name.split()) > 1 for title in TITLES]
    return [*dict.fromkeys(form for name in [*names, *titled] for form in (name, name.upper()))]
