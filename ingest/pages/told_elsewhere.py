"""Where the same events are told elsewhere: they stand once on pages, with the documents that tell of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

# events that stand for others, and each of these with its document
ELSEWHERE = """
select same_as_id, events.id, events.document_id, events.passage_id, documents.title, documents.kind, documents.published_date, basis
from same_events join events on events.id = event_id join documents on documents.id = events.document_id
where same_as_id in (select value from json_each(:events)) order by same_events.rowid"""
# what is left of events where each stands once; an index finds it
ONCE = "not exists (select 1 from same_events where event_id = events.id)"
# what is left of the events of a place: that which stands for one may have no place, and of the others the first of a place stands at it
ONCE_AT_PLACE = """not exists (
  select 1 from same_events as same join events as first on first.id = same.same_as_id
  where same.event_id = events.id and (first.place_id = events.place_id or exists (
    select 1 from same_events as above join events as at on at.id = above.event_id
    where above.same_as_id = first.id and above.rowid < same.rowid and at.place_id = events.place_id)))"""


def asked(items: Iterable[dict[str, Any]]) -> str:
    """Return the ids of events as the query is given them."""
    return json.dumps([each["id"] for each in items if each.get("what", "event") == "event"])


def tell(items: Sequence[dict[str, Any]], rows: Iterable[dict[str, Any]]) -> None:
    """Give each event, as `also`, where else it is told."""
    also: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        also.setdefault(row["same_as_id"], []).append(row)
    for each in items:
        each["also"] = also.get(each["id"], []) if each.get("what", "event") == "event" else []
