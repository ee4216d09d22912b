"""Mentions: the page of a person or an organisation says in which documents they are named, and which offices are theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable
from json import dumps, loads
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import Request

from ingest.pages.served import is_archive
from ingest.pictures.kept import ask
from ingest.search.snippet import as_read

# the column of mentions that is the key of a table
KEYS = {"people": "person_id", "organisations": "organisation_id"}
SHOWN_DOCUMENTS = 50
SHOWN_PASSAGES = 12  # of each document
BEFORE, AFTER = 90, 130  # characters shown on both sides of a name
# what prose.snippet() shows as <mark>
HIT_START, HIT_END = "\x02", "\x03"
COUNTS = """
select count(*) as times, count(distinct passage_id) as passages, count(distinct document_id) as documents
from mentions where {key} = :id"""
UNDECIDED = "select count(*) as count from mentions where candidates < '[]' and instr(candidates, :quoted)"
DOCUMENTS = """
select *, (select count(distinct passage_id) from mentions where {key} = :id and document_id = first.id) as passages from (
  select documents.id, title, documents.kind, author, published_date, times
  from (select document_id, count(*) as times from mentions where {key} = :id group by document_id)
  join documents on documents.id = document_id order by published_date is null, published_date, documents.id limit :most
) first"""
PASSAGES = """
select * from (
  select passages.id, passages.document_id, position, locator, mentions.text as name,
    min(mentions."start") - passages."start" as place,
    row_number() over (partition by passages.document_id order by position) as n
  from mentions join passages on passages.id = mentions.passage_id
  where {key} = :id and mentions.document_id in (select value from json_each(:documents)) group by passages.id
) where n <= :most order by document_id, n"""
TEXTS = """
select passages.id, passages.text, passages.kind, media_type from passages join sources on sources.id = source_id
where passages.id in (select value from json_each(:passages))"""
ROLES = """
select roles.title, roles.from_date, roles.to_date, person_id, organisation_id, people.name as person,
  organisations.name as organisation
from roles join people on people.id = person_id join organisations on organisations.id = organisation_id
where {key} = :id order by from_date is null, from_date, roles.title, people.name limit 200"""


@hookimpl
def extra_template_vars(
    database: str | None,
    table: str | None,
    view_name: str | None,
    request: Request | None,
    datasette: Datasette,
) -> Callable[[], Awaitable[dict[str, Any]]] | None:
    """Give the pages of people and organisations their `aliases`, `roles`, and the documents that name them, as `mentioned`."""
    if view_name != "row" or table not in KEYS or request is None or not is_archive(datasette.databases, database):
        return None

    async def told() -> dict[str, Any]:
        return await _told(datasette.get_database(database), table, request.url_vars["pks"])

    return told


async def _told(db: Database, table: str, id: str) -> dict[str, Any]:
    key = KEYS[table]
    row = (await db.execute(f"select aliases from {table} where id = :id", {"id": id})).first()
    if row is None:
        return {}

    async def rows(sql: str, **values: Any) -> list[dict[str, Any]]:
        return await ask(db, sql.format(key=key), **values, id=id)

    documents = await rows(DOCUMENTS, most=SHOWN_DOCUMENTS)
    passages = await rows(PASSAGES, documents=dumps([each["id"] for each in documents]), most=SHOWN_PASSAGES)
    within: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for each in passages:
        within[each["document_id"]].append(each)
    firsts = [found[0]["id"] for found in within.values()]
    texts = {each["id"]: each for each in await rows(TEXTS, passages=dumps(firsts))}
    for document in documents:
        document["within"] = within[document["id"]]
        first = document["within"][0]
        read = texts[first["id"]]
        document["snippet"] = _snippet(read["text"], first["name"], first["place"], read["kind"], read["media_type"])
    (counts,) = await rows(COUNTS)
    undecided = (await ask(db, UNDECIDED, quoted=f'"{id}"'))[0]["count"]
    return {
        "aliases": loads(row["aliases"]),
        "roles": await rows(ROLES),
        "mentioned": {**counts, "key": key, "shown": documents, "undecided": undecided},
    }


def _snippet(text: str, name: str, place: int, kind: str = "paragraph", media_type: str | None = None) -> str:
    """Return what is read around a name on one line, cut between words, the name between the signs of a hit."""
    at = place if text.startswith(name, place) else text.find(name)
    before, after = text[:at], text[at + len(name) :]
    read = as_read(f"{before}{HIT_START}{name}{HIT_END}{after}", kind, media_type)
    if read.count(HIT_START) == read.count(HIT_END) == 1:  # else the name stands in the target of a link
        before, _, rest = read.partition(HIT_START)
        name, _, after = rest.partition(HIT_END)
    if len(before) > BEFORE:
        before = "… " + before[-BEFORE:].partition(" ")[2]
    if len(after) > AFTER:
        after = after[:AFTER].rpartition(" ")[0] + " …"
    lead, tail = " " if before[-1:].isspace() else "", " " if after[:1].isspace() else ""
    hit = HIT_START + " ".join(name.split()) + HIT_END
    return f"{' '.join(before.split())}{lead}{hit}{tail}{' '.join(after.split())}"
