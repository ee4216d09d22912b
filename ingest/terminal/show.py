"""What was found in one file, as text to read in a terminal or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from ingest.parse import Parsed

WIDTH = 100  # characters of a text shown in a line
UNSHOWN = ("id", "document_id", "source_id", "start", "end", "text", "position", "word_count", "level")


def as_json(parsed: Parsed) -> str:
    """Return every row of one source, by table, as JSON."""
    tables = {"sources": [parsed.source], **parsed.rows}
    return json.dumps(
        {name: [asdict(row) for row in rows] for name, rows in tables.items()}, ensure_ascii=False, indent=2
    )


def as_text(parsed: Parsed) -> Iterator[str]:
    """Yield lines: each document with its passages, then every record under its kind."""
    within: dict[str, list[Any]] = {}
    for passage in parsed.rows.get("passages", []):
        within.setdefault(passage.document_id, []).append(passage)
    for document in parsed.rows.get("documents", []):
        said = (document.kind, document.published_date, document.author, document.title)
        yield f"{document.id}: " + " · ".join(str(value) for value in said if value)
        for passage in within.get(document.id, []):
            speaker = f" {passage.speaker}:" if passage.speaker else ""
            yield f"  {passage.position:>4} {passage.kind:<10}{speaker} {_short(passage.text)}"
        yield ""
    for table, rows in parsed.rows.items():
        if table in ("documents", "passages", "segments"):
            continue
        yield f"{table.replace('_', ' ')}: {len(rows)}"
        for row in rows:
            yield f"  {_line(row)}"
        yield ""
    discards = [segment for segment in parsed.rows.get("segments", []) if segment.discard not in (None, "blank")]
    yield f"discarded lines: {len(discards)}"
    for segment in discards:
        yield f"  {segment.discard}: {_short(segment.text)}"


def _line(row: Any) -> str:
    said = [
        f"{name}={value}"
        for name, value in asdict(row).items()
        if value not in (None, "", "[]") and name not in UNSHOWN and not name.endswith(("_start", "_end", "passage_id"))
    ]
    text = getattr(row, "text", None)
    return _short(f"{row.id}: " + "; ".join(said), 160) + (f" | {_short(text, 80)}" if text else "")


def _short(words: str, width: int = WIDTH) -> str:
    line = " ".join(words.split())
    return line if len(line) <= width else line[: width - 1] + "…"
