"""What the archive holds of a text to read: its passages, or those of one part of it, and all that is told of them."""

from __future__ import annotations

from json import dumps
from typing import Any

from ingest.matching.pieces import OF_PASSAGES, by_passage, is_parted
from ingest.pages import parts
from ingest.pages.asked_together import Ask
from ingest.pages.margin_notes import margin
from ingest.search import marks as search_marks
from ingest.search.query import read

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
SPREADSHEET = "spreadsheet"
# A plus keeps SQLite from the index of positions, which are those of all documents together.
SPREAD = """
select count(*) as passages, min(position) as first, max(position) as last, min(rowid) as first_rowid, max(rowid) as last_rowid
from passages where document_id = :document_id and "start" < :end and "end" > :start"""
HEADINGS = """
select position, level, text, null as number from passages
where document_id = :document_id and "start" < :end and "end" > :start and kind = 'heading' order by +position"""
# Of rules those of clauses, too: a passage with the number of a clause whose words, if it has any, begin in the passage below.
HEADINGS_OF_RULES = """
select here.position, here.level, here.text, case when here.kind = 'clause' then coalesce(
    (select number from rule_clauses where passage_id = here.id order by position limit 1),
    (select number from rule_clauses join passages as below on below.id = passage_id
      where below.document_id = :document_id and below.position = here.position + 1 order by rule_clauses.position limit 1),
    '') end as number
from passages as here
where here.document_id = :document_id and here."start" < :end and here."end" > :start and (here.kind = 'heading'
  or here.kind = 'clause' and not exists (select 1 from rule_clauses where passage_id = here.id and rule_clauses.text <> ''))
order by +here.position"""
PASSAGES = """
select rowid, id, position, kind, speaker, locator, level, text, "start", "end" from passages
where document_id = :document_id and "start" < :end and "end" > :start and +position between :first and :last
order by +position"""
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
# The row that names the columns of rows further down, or the heading between: the rows of a document are numbered one after the other.
COLUMNS = """
select position, kind, text from passages
where rowid < :before and rowid >= (select min(rowid) from passages where document_id = :document_id)
  and (kind = 'heading' or kind = 'table' and level = 1) order by rowid desc limit 1"""
DOCUMENT = """
select documents.*, sources.media_type, sources.title as source_title, sources.licence
from documents join sources on sources.id = documents.source_id where documents.id = :document_id"""


def held(ask: Ask, table: str, key: str, asked: str, part: str) -> dict[str, Any] | None:
    """Return what the archive holds of a row that is a stretch of text; None where there is none of this name.

    `asked` are words to find in all of it, `part` which part of it to read if it is too long for one page (parts.py).
    """
    places = ask(STRETCHES[table], {"id": key})
    if not places:
        return None
    (document,) = ask(DOCUMENT, {"document_id": places[0]["document_id"]})
    whole = {**places[0], "source_id": document["source_id"]}
    (spread,) = ask(SPREAD, whole)
    text = range(spread["first"] or 1, (spread["last"] or 0) + 1)
    numbers = parts.numbers(text)
    number = parts.chosen(numbers, part)
    here = parts.within(text, number)
    passages = ask(PASSAGES, {**whole, "first": here[0], "last": here[-1]}) if here else []
    where = whole | _bounds(passages) if number and passages else whole
    _note_pieces(ask, passages)
    return {
        "place": places[0],
        "document": document,
        "passages": passages,
        "count": spread["passages"],
        "parts": {"numbers": numbers, "number": number, "text": text, "here": here, "most": parts.MOST},
        "columns": _columns(ask, document, passages[0]) if passages else None,
        "headings": ask(HEADINGS_OF_RULES if document["kind"] == "rules" else HEADINGS, whole),
        "corrections": ask(CORRECTIONS, whole),
        "withheld": ask(WITHHELD, where),
        "mentions": ask(MENTIONS, where),
        **_hits(ask, whole | spread, here, asked),
        "alleged": ask(ALLEGED, where),
        "beside": margin(ask, where),
        "superseded": ask(SUPERSEDED, where),
    }


def _columns(ask: Ask, document: dict[str, Any], first: dict[str, Any]) -> str | None:
    """Return the row that names the columns of the row with which a page of a spreadsheet begins, if it stands above the page."""
    if document["kind"] != SPREADSHEET or first["kind"] != "table" or first["level"]:
        return None
    found = ask(COLUMNS, {"document_id": document["id"], "before": first["rowid"]})
    return found[0]["text"] if found and found[0]["kind"] == "table" else None


def _bounds(passages: list[dict[str, Any]]) -> dict[str, int]:
    return {"start": min(each["start"] for each in passages), "end": max(each["end"] for each in passages)}


def _note_pieces(ask: Ask, passages: list[dict[str, Any]]) -> None:
    """Note where the text of each passage stands in its source, for its marks and its parts."""
    parted = [each["id"] for each in passages if is_parted(each["text"], each["start"], each["end"])]
    rows = ask(OF_PASSAGES, {"ids": dumps(parted)}) if parted else []
    pieces = by_passage(tuple(row.values()) for row in rows)
    for each in passages:
        each["pieces"] = pieces.get(each["id"], ((each["start"], each["end"]),))


def _hits(ask: Ask, text: dict[str, Any], here: range, asked: str) -> dict[str, Any]:
    """Return the positions of the passages with words that a reader searched for, and where these stand in those that are `here`."""
    words = search_marks.expression(read(asked)) if asked and here else None
    if words is None:
        return {"found": [], "hits": {}}
    rows = ask(search_marks.HIGHLIGHTED, {**text, "words": words, "first": here[0], "last": here[-1]})
    shown = [(row["id"], row["highlighted"]) for row in rows if row["highlighted"] is not None]
    return {
        "found": [row["position"] for row in rows if text["first"] <= row["position"] <= text["last"]],
        "hits": search_marks.places(shown),
    }
