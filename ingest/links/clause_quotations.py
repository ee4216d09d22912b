"""Who quotes which clause, and whether that wording was in force when they did, or had been replaced."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from operator import itemgetter
from typing import ClassVar, NamedTuple

from ingest.comparing.clause_parts import FEWEST_WORDS
from ingest.comparing.clauses import folded
from ingest.comparing.editions import Edition, distinct, edition_at, editions, in_order
from ingest.declarations.archive import Archive
from ingest.ids import join

# Where quotations stand in clauses, in those very words; what editions of the same rules say of one another is no quotation of them.
FOUND = """
with places as (
  select quotations.id, 1 as position, matched_passage_id as passage_id, matched_start as "start", matched_end as "end"
  from quotations where matched_passage_id is not null and state in ('exact', 'exact after folding')
  union all
  select quotation_id, position, quotation_places.passage_id, quotation_places."start", quotation_places."end"
  from quotation_places join quotations on quotations.id = quotation_id
  where not exists (select 1 from json_each(flags) where value = 'variant')
)
select quotations.id, quotations.text, quotations.document_id, documents.published_date, rule_clauses.id, rule_clauses.text,
  rule_clauses.edition_id, rule_editions.instrument
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
# What a clause became as a whole from one edition to the next, where the dates of the editions tell their order.
BECAME = """
select from_clause_id, to_clause_id, to_edition_id from clause_changes
where order_basis = 'dates' and from_clause_id is not null and to_clause_id is not null and kind not in ('split', 'merged')
order by rowid"""
# where a quotation leaves words out, or puts in others: "…", "...", "[of the branch]"
LEFT_OUT = re.compile(r"…|\.\s?\.\s?\.|\[[^\]]*\]")
# the label of a clause, which stands before its words and is none of them: "31. ", "(a) ", "iv) "
LABEL = re.compile(r"(?:^|(?<=\s))(?:[0-9]+(?:\.[0-9]+)*\.?|\(?(?:[0-9]+|[a-z]|[ivxlc]+)\)|[a-z]\.)(?=\s)")


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
    clause_text: str
    edition_id: str
    instrument: str | None


class Said(NamedTuple):
    """The words of an edition in a row, and those of each of its clauses."""

    words: str
    clauses: frozenset[str]


class Standing(NamedTuple):
    """`in force`, `superseded`, `not yet in force` or `not known`; when what was in force began, and its edition."""

    words: str
    replaced_date: str | None = None
    edition: Edition | None = None


def link(connection: sqlite3.Connection, _: Archive) -> Iterator[ClauseQuotation]:
    """Yield every quotation of at least a few words for each clause in which they stand."""
    rules = Rules(connection)
    rows = (Found(*row) for row in connection.execute(FOUND))
    for quotation_id, group in groupby(rows, key=itemgetter(0)):
        places = list({each.clause_id: each for each in group}.values())
        if len(folded(places[0].text)) < FEWEST_WORDS:
            continue
        for n, each in enumerate(places, 1):
            mine = {other.edition_id for other in places if other.instrument == each.instrument}
            standing = rules.standing(each, mine)
            replaced = standing.words == "superseded"
            yield ClauseQuotation(
                join(quotation_id, "rule", n), quotation_id, each.document_id, each.instrument, each.edition_id,
                each.clause_id, standing.words, standing.replaced_date, standing.edition and standing.edition.id,
                rules.became(each.clause_id, standing.edition) if replaced else None,
            )  # fmt: skip


@dataclass(slots=True)
class Rules:
    """The sets of rules of an archive, asked whether words stand in an edition of theirs."""

    connection: sqlite3.Connection
    _editions: dict[str, list[Edition]] = field(default_factory=dict)
    _said: dict[str, Said] = field(default_factory=dict)
    _next: dict[str, list[tuple[str, str]]] | None = None

    def standing(self, found: Found, mine: set[str]) -> Standing:
        """Tell how words that stand in the editions `mine` stood when they were quoted."""
        held = self._of(found.instrument)
        then = edition_at(held, found.published_date) if found.published_date else None
        if then is None:
            return Standing("not known")
        quoted = [each for each in held if each.id in mine]
        if any(each.dates == then.dates for each in quoted) or self._stands(found, then):
            return Standing("in force", None, then)
        # words that are not found where they certainly stand may be missed in the other edition too
        if self._stands(found, then) is None or not any(self._stands(found, each) for each in quoted):
            return Standing("not known")
        if all(in_order(then, each) for each in quoted):
            return Standing("not yet in force", None, then)
        if all(in_order(each, then) for each in quoted):
            return Standing("superseded", self._replaced(found, distinct(held), then), then)
        return Standing("not known")

    def became(self, clause_id: str, edition: Edition | None) -> str | None:
        """Return the one clause of an edition that a clause became."""
        if self._next is None:
            self._next = defaultdict(list)
            for before, after, after_edition in self.connection.execute(BECAME):
                self._next[before].append((after, after_edition))
        found, left = {clause_id: ""}, [clause_id]
        while left:
            for after, after_edition in self._next.get(left.pop(), ()):
                if after not in found:
                    found[after] = after_edition
                    left.append(after)
        there = [id for id, of in found.items() if edition and of == edition.id]
        return there[0] if len(there) == 1 else None

    def _replaced(self, found: Found, held: list[Edition], then: Edition) -> str | None:
        """Return when the words went out of force for the last time before `then`, if that is certain."""
        ordered = sorted(held, key=lambda each: each.from_date or "")
        for after, before in pairwise(reversed(ordered[: ordered.index(then) + 1])):
            stands = self._stands(found, before) if in_order(before, after) else None
            if stands is not False:
                return after.from_date if stands else None
        return None

    def _stands(self, found: Found, edition: Edition) -> bool | None:
        """Tell whether what is quoted stands in an edition, its labels or what is left out aside; None if that is not certain.

        A whole clause stands there only as a clause: its words may follow one another by chance in what it became.
        """
        if not edition.whole and found.edition_id != edition.id:
            return None
        said = self._words_of(edition.id)
        bare = _words(LABEL.sub("", found.text))
        if not any(
            all(_words(part) in said.words for part in LEFT_OUT.split(text) if folded(part))
            for text in (found.text, LABEL.sub("", found.text))
        ):
            return False
        if bare != _words(found.clause_text) or bare in said.clauses:
            return True
        return False if self.became(found.clause_id, edition) else None

    def _of(self, instrument: str | None) -> list[Edition]:
        if instrument is None:
            return []
        if instrument not in self._editions:
            self._editions[instrument] = editions(self.connection, instrument)
        return self._editions[instrument]

    def _words_of(self, edition_id: str) -> Said:
        if edition_id not in self._said:
            texts = [text for (text,) in self.connection.execute(CLAUSES, (edition_id,))]
            self._said[edition_id] = Said(_words(" ".join(texts)), frozenset(map(_words, texts)))
        return self._said[edition_id]


def _words(text: str) -> str:
    return f" {' '.join(folded(text))} "
