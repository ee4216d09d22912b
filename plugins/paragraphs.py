"""Paragraphs: a text is read on its row page as numbered paragraphs, each with an address (`#p12`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from itertools import groupby
from json import dumps
from operator import itemgetter
from typing import Any

from datasette import hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import Request

from ingest import laid_out
from ingest.at_once import Ask, at_once
from ingest.margin import margin
from ingest.marked import cut, marked, with_marks
from ingest.pieces import OF_PASSAGES, by_passage, is_parted
from ingest.search import marks as search_marks
from ingest.search.query import read
from ingest.served import is_archive

# The stretch of a document that a row is, by table. The passages table shows a passage among its neighbours.
STRETCHES = {
    table: f'select document_id, "start", "end" from {table} where id = :id'
    for table in (
        "article_extracts", "articles", "blog_posts", "chat_messages", "emails", "motions", "rule_editions", "witness_statements",
    )
} | {
    "documents": 'select id as document_id, "start", "end" from documents where id = :id',
    "passages": """
        select here.document_id, min(near."start") as "start", max(near."end") as "end"
        from passages here join passages near
          on near.document_id = here.document_id
          and near.position between here.position - 2 and here.position + 2
        where here.id = :id group by here.document_id""",
}  # fmt: skip
HIT_SIGNS = (search_marks.START, search_marks.END)
PASSAGES = """
select rowid, id, position, kind, speaker, locator, level, text, "start", "end" from passages
where document_id = :document_id and "start" < :end and "end" > :start order by position"""
CORRECTIONS = """
select corrections.*, passages.position from corrections
left join passages on passages.id = corrections.passage_id
where corrections.source_id = :source_id and corrections."start" < :end and corrections."end" > :start
order by corrections."start" """
WITHHELD = """
select reason, "start", "end" from withheld
where source_id = :source_id and "start" < :end and "end" > :start order by "start" """
MENTIONS = """
select passage_id, "start", "end", person_id, organisation_id from mentions
where document_id = :document_id and "start" < :end and "end" > :start
  and (person_id is not null or organisation_id is not null) order by "start" """
# The allegations that rest on the passages of a stretch, or on clauses that begin in them.
ALLEGED = """
select passages.id as passage_id, found.allegation_id, found.role, allegations.title
from passages
join (
  select passage_id, id as allegation_id, 0 as position, 'made here' as role from allegations
  union all
  select coalesce(evidence.passage_id, rule_clauses.passage_id), allegation_id, evidence.position, role
  from allegation_evidence evidence left join rule_clauses on rule_clauses.id = evidence.clause_id
) as found on found.passage_id = passages.id
join allegations on allegations.id = found.allegation_id
where passages.document_id = :document_id and passages."start" < :end and passages."end" > :start
order by passages.position, allegations.rowid, found.position"""
# quotations of rules in words that had been replaced when the document was published
SUPERSEDED = """
select quotations.passage_id, quotations.id, replaced_date, rule_clauses.number, rule_editions.title, rule_editions.instrument,
  max(rule_editions.from_date) as latest  -- of several editions with these words, this one
from clause_quotations
join quotations on quotations.id = quotation_id
join rule_clauses on rule_clauses.id = clause_id
join rule_editions on rule_editions.id = clause_quotations.edition_id
where clause_quotations.document_id = :document_id and standing = 'superseded'
  and quotations."start" < :end and quotations."end" > :start
group by quotations.id order by quotations.rowid"""
DOCUMENT = """
select documents.*, sources.media_type, sources.title as source_title, sources.licence
from documents join sources on sources.id = documents.source_id where documents.id = :document_id"""


@hookimpl
def extra_template_vars(
    database: str | None,
    table: str | None,
    view_name: str | None,
    request: Request | None,
    datasette: Datasette,
) -> Callable[[], Awaitable[dict[str, Any]]] | None:
    """Give the row pages of texts their `document`, `title_passage`, `stretches` of `paragraphs`, and `corrections`.

    With these a page has all it needs, so `is_known` has it put together in one go (whole_pages.py).
    """
    if view_name != "row" or table not in STRETCHES or request is None or not is_archive(datasette.databases, database):
        return None

    async def reading() -> dict[str, Any]:
        asked = request.args.get("q") or ""
        return await _reading(datasette, datasette.get_database(database), table, request.url_vars["pks"], asked)

    return reading


async def _reading(datasette: Datasette, db: Database, table: str, key: str, asked: str) -> dict[str, Any]:
    held = await at_once(db, lambda ask: _held(ask, table, key, asked))
    if held is None:
        return {}
    place, document, hits = held["place"], held["document"], held["hits"]
    named: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in held["mentions"]:
        kind, id = ("people", row["person_id"]) if row["person_id"] else ("organisations", row["organisation_id"])
        named[row["passage_id"]].append({**row, "address": datasette.urls.row(db.name, kind, id)})
    passages = [
        cut(
            marked(passage, named[passage["id"]], hits.get(passage["id"], [])),
            place["start"],
            place["end"],
            held["withheld"],
            held["corrections"],
        )
        for passage in held["passages"]
    ]
    superseded, alleged = (_of_passages(held[what]) for what in ("superseded", "alleged"))
    for passage in passages:
        passage["superseded"] = superseded.get(passage["id"], [])
        passage["alleged"] = _by_allegation(alleged.get(passage["id"], ()))
        passage["beside"] = held["beside"].get(passage["id"], {})
    titles = (document["title"],) if table in ("documents", "articles", "blog_posts", "rule_editions") else ()
    laid_out.number_hits(passages, hits)
    title = passages.pop(0) if passages and _is_title(passages[0], titles) else None
    laid_out.level(passages)
    laid_out.name_speakers(passages, alone=table == "witness_statements" or document["kind"] == "witness statement")
    for passage in passages:
        passage["text"] = passage["marked"]
    if title:  # a title leads nowhere else
        title["text"] = with_marks(title["text"], [each for each in title["marks"] if each[1] in HIT_SIGNS], 0)
    return {
        "document": document,
        "title_passage": title,
        "found_here": _found_here(asked, [each for each in (title, *passages) if each], hits),
        "paragraphs": passages,
        "stretches": list(laid_out.stretches(passages, headed=table != "passages")),
        "corrections": held["corrections"],
        "is_known": True,
    }


def _held(ask: Ask, table: str, key: str, asked: str) -> dict[str, Any] | None:
    """Return what the archive holds of a stretch of text; None where there is none of this name."""
    places = ask(STRETCHES[table], {"id": key})
    if not places:
        return None
    (document,) = ask(DOCUMENT, {"document_id": places[0]["document_id"]})
    where = {**places[0], "source_id": document["source_id"]}
    passages = ask(PASSAGES, where)
    _note_pieces(ask, passages)
    return {
        "place": places[0],
        "document": document,
        "passages": passages,
        "corrections": ask(CORRECTIONS, where),
        "withheld": ask(WITHHELD, where),
        "mentions": ask(MENTIONS, where),
        "hits": _hits(ask, passages, asked),
        "alleged": ask(ALLEGED, where),
        "beside": margin(ask, where),
        "superseded": ask(SUPERSEDED, where),
    }


def _note_pieces(ask: Ask, passages: list[dict[str, Any]]) -> None:
    """Note where the text of each passage stands in its source, for its marks and its parts."""
    parted = [each["id"] for each in passages if is_parted(each["text"], each["start"], each["end"])]
    rows = ask(OF_PASSAGES, {"ids": dumps(parted)}) if parted else []
    pieces = by_passage(tuple(row.values()) for row in rows)
    for each in passages:
        each["pieces"] = pieces.get(each["id"], ((each["start"], each["end"]),))


def _hits(ask: Ask, passages: list[dict[str, Any]], asked: str) -> dict[str, list[tuple[int, int]]]:
    """Return where the words stand that a reader searched for before, by passage."""
    words = search_marks.expression(read(asked)) if asked and passages else None
    if words is None:
        return {}
    rows = sorted(passage["rowid"] for passage in passages)
    found = ask(search_marks.HIGHLIGHTED, {"words": words, "first": rows[0], "last": rows[-1]})
    return search_marks.places([tuple(row.values()) for row in found])


def _found_here(asked: str, passages: list[dict[str, Any]], hits: dict[str, Any]) -> dict[str, Any]:
    """Return what was looked for in the text, whether it is more than a word, and the paragraphs that hold it."""
    query = read(asked)
    return {
        "asked": query.typed,
        "has_words": search_marks.expression(query) is not None,
        "has_several": len(search_marks.telling(query)) > 1,
        "positions": [each["position"] for each in passages if each["id"] in hits],
        "of": len(passages),
    }


def _of_passages(found: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    by_passage: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for each in found:
        by_passage[each["passage_id"]].append(each)
    return by_passage


def _by_allegation(found: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return each allegation once, with everything that the passage is to it."""
    return [
        {"id": id, "title": title, "roles": list(dict.fromkeys(each["role"] for each in same))}
        for (id, title), same in groupby(found, key=itemgetter("allegation_id", "title"))
    ]


def _is_title(passage: dict[str, Any], titles: tuple[str | None, ...]) -> bool:
    """Tell whether a passage is the title itself, which heads the page and need not be said twice."""
    plain = not passage["reasons"] and not any(passage[each] for each in ("corrections", "alleged", "superseded"))
    return plain and passage["kind"] == "heading" and " ".join(passage["text"].split()) in titles
