"""What stands in the margin of a text: what its passages quote, who quotes them, and where else their words stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from ingest.pages.asked_together import Ask

MOST = 3  # quotations told beside one passage

# What the passages of a stretch quote: a row for each clause that has the words, or one for the passage that has them.
QUOTES = """
select quotations.passage_id, quotations.id, quotations.state, there.id as there_id, there.position, there.locator,
  other.id as document_id, other.title, other.kind, other.published_date, rule_clauses.number, rule_clauses.id as clause_id,
  rule_editions.instrument, rule_editions.title as edition, standing
from quotations
left join passages as there on there.id = matched_passage_id
left join documents as other on other.id = there.document_id
left join clause_quotations on quotation_id = quotations.id
left join rule_clauses on rule_clauses.id = clause_id
left join rule_editions on rule_editions.id = clause_quotations.edition_id
where quotations.document_id = :document_id and quotations."start" < :end and quotations."end" > :start
  and (matched_passage_id is not null or clause_id is not null)
order by quotations.rowid, clause_quotations.rowid"""
# How often each passage is quoted, with one of those who do; what could be from several places is from none of them.
QUOTED = """
select here.id as passage_id, count(*) as times, count(distinct quotations.document_id) as documents,
  min(quotations.passage_id) as by_passage_id
from passages as here join quotations on matched_passage_id = here.id
where here.document_id = :document_id and here."start" < :end and here."end" > :start group by here.id"""
BY = """
select passages.id as by_passage_id, passages.position, documents.id as document_id, documents.title, documents.kind,
  documents.published_date
from passages join documents on documents.id = document_id where passages.id = :id"""
# the copy of each passage that stands in most other documents
AGAIN = """
select here.passage_id, here.cluster_id, max(counted.others) as others
from reuse as here
join (select cluster_id, count(distinct document_id) - 1 as others from reuse
  where cluster_id in (select cluster_id from reuse where document_id = :document_id) group by cluster_id) as counted
  using (cluster_id)
where here.document_id = :document_id and here."start" < :end and here."end" > :start
group by here.passage_id"""


def margin(ask: Ask, stretch: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what to tell beside each passage of a stretch of a document, by passage: `quotes`, `quoted`, `again`.

    `ask(sql, values)` gives the rows of a query, `stretch` has `document_id`, `start` and `end`.
    """
    found: dict[str, dict[str, Any]] = defaultdict(lambda: {"quotes": [], "quoted": None, "again": None})
    for passage_id, rows in _by(ask(QUOTES, stretch), "passage_id").items():
        quotes = _quoted(rows)
        if quotes:
            found[passage_id] |= {"quotes": quotes[:MOST], "more": max(0, len(quotes) - MOST)}
    for row in ask(QUOTED, stretch):
        by = ask(BY, {"id": row["by_passage_id"]}) if row["times"] == 1 else []
        found[row["passage_id"]]["quoted"] = row | (by[0] if by else {})
    for row in ask(AGAIN, stretch):
        found[row["passage_id"]]["again"] = row
    return dict(found)


def _quoted(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what one passage quotes, each clause and each passage once.

    Of the clauses that have the words those in force come instead of others; where they had been replaced, that is told
    below the passage, at length.
    """
    found: dict[Any, dict[str, Any]] = {}
    for same in _by(rows, "id").values():
        standings = {row["standing"] for row in same}
        if "in force" not in standings and "superseded" in standings:
            continue
        for row in same:
            if row["standing"] == "in force" or "in force" not in standings:
                place = (row["instrument"], row["number"]) if row["instrument"] else row["clause_id"] or row["there_id"]
                found.setdefault(place, row)
    return list(found.values())


def _by(rows: Iterable[dict[str, Any]], column: str) -> dict[Any, list[dict[str, Any]]]:
    found: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return found
