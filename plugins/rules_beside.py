"""Rules beside what is read: where a row is shown, the sets of rules that it belongs to and the clauses that it quotes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Any
from urllib.parse import urlencode

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils import tilde_encode
from datasette.utils.asgi import Request
from jinja2 import Environment

from ingest.pages.served import is_archive

# The sets of rules to which a row leads, with the clause that is meant.
HERE = {
    "rule_clauses": """
      select instrument, rule_clauses.number, rule_clauses.id as clause_id, '' as edition_id
      from rule_clauses join rule_editions on rule_editions.id = edition_id
      where rule_clauses.id = :id and instrument is not null""",
    "rule_editions": """
      select instrument, null as number, null as clause_id, id as edition_id from rule_editions
      where id = :id and instrument is not null""",
    "documents": """
      select distinct instrument, null as number, null as clause_id, '' as edition_id from rule_editions
      where document_id = :id and instrument is not null order by 1 limit 10""",
}
CLAUSES_QUOTED = """
select clause_quotations.*, rule_clauses.number, rule_editions.title, rule_editions.from_date, ruling.title as then_title,
  ruling.from_date as then_from_date, became.number as became_number, documents.published_date
from clause_quotations
join rule_clauses on rule_clauses.id = clause_id
join rule_editions on rule_editions.id = clause_quotations.edition_id
join documents on documents.id = clause_quotations.document_id
left join rule_editions as ruling on ruling.id = in_force_edition_id
left join rule_clauses as became on became.id = became_clause_id
where quotation_id = :id order by clause_quotations.rowid limit 20"""


@hookimpl
def extra_template_vars(
    database: str | None, table: str | None, view_name: str | None, request: Request | None, datasette: Datasette
) -> Callable[[], Awaitable[dict[str, Any]]] | None:
    """Give row pages `rules_here`, the sets of rules of which they are an edition or clause, and `clauses_quoted`."""
    if view_name != "row" or request is None or table not in (*HERE, "quotations"):
        return None
    if not is_archive(datasette.databases, database):
        return None
    db, id = datasette.get_database(database), {"id": request.url_vars["pks"]}

    async def beside() -> dict[str, Any]:
        if table == "quotations":
            return {"clauses_quoted": [dict(row) for row in await db.execute(CLAUSES_QUOTED, id)]}
        return {"rules_here": [dict(row) for row in await db.execute(HERE[table], id)]}

    return beside


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Let templates ask `rules_address(instrument, …)`."""
    env.globals["rules_address"] = lambda instrument, **asked: address(datasette, instrument, **asked)


def address(
    datasette: Datasette,
    instrument: str,
    *,
    edition: Iterable[str] = (),
    changed: bool = False,
    clause: str = "",
    page: int = 1,
) -> str:
    """Return where a set of rules is shown: any name survives the way, as Datasette writes the names of its tables."""
    asked: list[tuple[str, str]] = [("edition", each) for each in edition]
    asked += [("changed", "1")] if changed else []
    asked += [("clause", clause)] if clause else []
    asked += [("page", str(page))] if page > 1 else []
    return str(datasette.urls.path(f"/rules/{tilde_encode(instrument)}")) + (f"?{urlencode(asked)}" if asked else "")
