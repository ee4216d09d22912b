"""What came of a quotation in the previous archive, where the same is sure to come of it again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from json import loads
from pathlib import Path
from typing import Any

from ingest.matching.asking import Index
from ingest.matching.at_once import Asked, findings
from ingest.matching.diff import Piece
from ingest.matching.finding import Finding, Place
from ingest.matching.untouched import Untouched

PREVIOUS = "select file from pragma_database_list where name = 'previous' and exists (select 1 from temp.kept_sources)"
# those that wait and are in a source that was copied, as are the places found for them, by their number from 0, and what came of
# each before
FOUND = """
select waiting.rowid - 1, before.id, before.state, before.flags, before.diff,
  passages.id, passages.document_id, before.matched_start, before.matched_end
from temp."{table}_read" as waiting
join main.documents on documents.id = waiting.document_id
join temp.kept_sources on kept_sources.id = documents.source_id
join previous."{table}" as before on before.id = waiting.id
left join previous.passages on passages.id = before.matched_passage_id
where (passages.id is null or passages.source_id in (select id from temp.kept_sources)) and not exists (
  select 1 from previous."{places}" as places join previous.passages as other on other.id = places.passage_id
  where places."{column}" = before.id and other.source_id not in (select id from temp.kept_sources)
)
order by waiting.rowid"""
PLACES = """
select passage_id, document_id, "start", "end" from previous."{places}" where "{column}" = ? order by position"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Rows that wait, in temp.<table>_read, for what comes of them; `column` of `places` says whose a place is."""

    table: str
    places: str
    column: str

    def findings(self, connection: sqlite3.Connection, asked: Sequence[Asked]) -> Iterator[Finding]:
        """Yield what comes of each row, in their order; `asked` is what is to be looked for."""
        known = self._untouched(connection, asked)
        rest = findings(connection, [each for n, each in enumerate(asked) if n not in known])
        for n in range(len(asked)):
            yield self._as_before(connection, *known[n]) if n in known else next(rest)

    def _untouched(self, connection: sqlite3.Connection, asked: Sequence[Asked]) -> dict[int, tuple[Any, ...]]:
        """Return the rows of the previous archive that stand as they are, by their number."""
        (file,) = connection.execute(PREVIOUS).fetchone() or (None,)
        if not asked or not file:
            return {}
        rows = {
            n: row
            for n, *row in connection.execute(FOUND.format(table=self.table, places=self.places, column=self.column))
        }
        with closing(sqlite3.connect(f"{Path(file).as_uri()}?mode=ro&immutable=1", uri=True)) as previous:
            untouched = Untouched(connection, Index(previous), Index(connection, reading=True))
            told = untouched.among([asked[n] for n in rows])
        return {n: tuple(row) for (n, row), same in zip(rows.items(), told, strict=True) if same}

    def _as_before(
        self, connection: sqlite3.Connection, id: str, state: str, flags: str | None, diff: str | None, *at: Any
    ) -> Finding:
        asked = PLACES.format(places=self.places, column=self.column)
        places = tuple(Place(*row) for row in connection.execute(asked, (id,)))
        pieces = tuple(Piece(*piece) for piece in loads(diff or "[]"))
        return Finding(state, Place(*at) if at[0] else None, places, tuple(loads(flags or "[]")), pieces)
