"""Who quotes which clause, and whether that wording was in force when they did, or had been replaced."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import ClassVar, NamedTuple

from ingest.declare import Archive
from ingest.grammar.edtf import earliest_latest
from ingest.ids import join
from ingest.matching.clauses import FEWEST_WORDS, folded
from ingest.matching.editions import Edition, distinct, edition_at, editions

# Where quotations stand in clauses; what editions of the same rules say of one another is no quotation of them.
FOUND = """
with places as (
  select quotations.id, 1 as position, matched_passage_id as passage_id, matched_start as "start", matched_end as "end"
  from quotations where matched_passage_id is not null and state in ('exact', 'exact after folding')
  union all
  select quotation_id, position, passage_id, "start", "end" from quotation_places
)
select quotations.id, quotations.text, quotations.document_id, documents.published_date, rule_clauses.id, rule_clauses.edition_id,
  rule_editions.instrument
from places
join quotations on quotations.id = places.id
join documents on documents.id = quotations.document_id
join passages on passages.id = places.passage_id
join rule_clauses on rule_clauses.document_id = passages.document_id
  and rule_clauses."start" < places."end" and rule_clauses."end" > places."start"
join rule_editions on rule_editions.id = rule_clauses.edition_id
where not exists (select 1 from rule_editions as own where own.document_id = quotations.document_id
  and own.passage_id is null and own.instrument is rule_editions.instrument)
order by quotations.rowid, places.position, rule_clauses.position"""
CLAUSES = "select text from rule_clauses where edition_id = ? order by position"
# What a clause became, one edition after the other, as far as the dates of the editions tell their order.
BECAME = """
with recursive became(id, edition_id) as (
  select id, edition_id from rule_clauses where id = :clause
  union
  select to_clause_id, to_edition_id from clause_changes join became on from_clause_id = became.id
  where order_basis = 'dates' and to_clause_id is not null
)
select id from became where edition_id = :edition"""
# where a quotation leaves words out, or puts in others: "…", "...", "[of the branch]"
LEFT_OUT = re.compile(r"…|\.\s?\.\s?\.|\[[^\]]*\]")
# what may be the label of a clause, which its words are held without: 31, a, iv
LABEL = re.compile(r"[0-9]+|[a-z]|[ivxlc]+")


@dataclass(slots=True)
class ClauseQuotation:
    """A quotation of words that stand in a clause, and how they stood at the date of the document that quotes them."""

    table: ClassVar[str] = "clause_quotations"
    id: str
    quotation_id: str
    document_id: str
    instrument: str | None
    edition_id: str
    clause_id: str
    standing: str
    replaced_date: str | None
    in_force_edition_id: str | None
    became_clause_id: str | None


class Found(NamedTuple):
    quotation_id: str
    text: str
    document_id: str
    published_date: str | None
    clause_id: str
    edition_id: str
    instrument: str | None


class Said(NamedTuple):
    """The words of an edition in a row, and the same without what may be labels."""

    words: str
    bare: str


class Standing(NamedTuple):
    """`in force`, `superseded`, `not yet in force` or `not known`; when what was in force began, and its edition."""

    words: str
    replaced_date: str | None = None
    edition: Edition | None = None


def link(connection: sqlite3.Connection, _: Archive) -> Iterator[ClauseQuotation]:
    """Yield every quotation of at least a few words for each clause in which they stand."""

    @cache
    def of(instrument: str) -> list[Edition]:
        return editions(connection, instrument)

    @cache
    def said(edition_id: str) -> Said:
        return _said(" ".join(text for (text,) in connection.execute(CLAUSES, (edition_id,))))

    rows = (Found(*row) for row in connection.execute(FOUND))
    for quotation_id, group in groupby(rows, key=itemgetter(0)):
        places = list({each.clause_id: each for each in group}.values())
        if len(folded(places[0].text)) < FEWEST_WORDS:
            continue
        for n, each in enumerate(places, 1):
            mine = {other.edition_id for other in places if other.instrument == each.instrument}
            standing = _standing(each, of(each.instrument) if each.instrument else [], mine, said)
            became = _became(connection, each.clause_id, standing.edition) if standing.words == "superseded" else None
            yield ClauseQuotation(
                join(quotation_id, "rule", n), quotation_id, each.document_id, each.instrument, each.edition_id,
                each.clause_id, standing.words, standing.replaced_date, standing.edition and standing.edition.id, became,
            )  # fmt: skip


def _standing(found: Found, held: list[Edition], mine: set[str], said: Callable[[str], Said]) -> Standing:
    """Tell how words that stand in the editions `mine` stood when they were quoted."""
    then = edition_at(held, found.published_date) if found.published_date else None
    if then is None:
        return Standing("not known")
    quoted = [each for each in held if each.id in mine]
    if any(each.dates == then.dates for each in quoted) or (
        then.whole and _stands(found.text, said(then.id), bare=False)
    ):
        return Standing("in force", None, then)
    first, last = earliest_latest(then.from_date)
    begun = [earliest_latest(each.from_date) for each in quoted]
    if not then.whole or not first or not last or _stands(found.text, said(then.id), bare=True):
        return Standing("not known")
    if all(earliest and earliest > last for earliest, _ in begun):
        return Standing("not yet in force", None, then)
    if all(latest and latest < first for _, latest in begun) and any(
        _stands(found.text, said(each.id), bare=True) for each in quoted
    ):
        return Standing("superseded", _replaced(found.text, distinct(held), then, said), then)
    return Standing("not known")


def _replaced(text: str, held: list[Edition], then: Edition, said: Callable[[str], Said]) -> str | None:
    """Return when the words went out of force for the last time before `then`, if every edition in between is held whole."""
    since: str | None = None
    ordered = sorted(held, key=lambda each: each.from_date or "")
    for each in reversed(ordered[: ordered.index(then) + 1]):
        if not each.whole:
            return None
        if _stands(text, said(each.id), bare=True):
            return since
        since = each.from_date
    return None


def _said(text: str) -> Said:
    words = folded(text)
    return Said(f" {' '.join(words)} ", f" {' '.join(_without_labels(words))} ")


def _stands(text: str, said: Said, *, bare: bool) -> bool:
    """Tell whether all that is quoted stands in an edition, between what is left out; `bare` looks past labels."""
    parts = [folded(part) for part in LEFT_OUT.split(text)]
    wanted = [_without_labels(part) if bare else part for part in parts]
    return all(f" {' '.join(part)} " in (said.bare if bare else said.words) for part in wanted if part)


def _without_labels(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if not LABEL.fullmatch(word))


def _became(connection: sqlite3.Connection, clause_id: str, edition: Edition | None) -> str | None:
    """Return the one clause of an edition that a clause became."""
    found = connection.execute(BECAME, {"clause": clause_id, "edition": edition and edition.id}).fetchall()
    return found[0][0] if len(found) == 1 else None
