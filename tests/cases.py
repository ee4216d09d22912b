"""Text fixtures that anyone can edit, and a document opened for reading from one of them.

A file under `tests/records/` is a list of cases. Each is a title line, a line with a single dot, the text, a dot,
what is expected as YAML, and a dot. Lines of the form `% field: value` above the text set fields of the document.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from ingest.declarations.source import Declaration
from ingest.formats import plain
from ingest.model import Document, Passage, Reading

RECORDS = Path(__file__).parent / "records"
PLACES = ("id", "start", "end")


class Case(NamedTuple):
    title: str
    fields: dict[str, Any]
    text: str
    expected: Any


def cases(name: str, folder: Path = RECORDS) -> list[Any]:
    """Return the cases of `tests/records/<name>.txt`, or of a file in another folder, as parameters, the title as id."""
    found = list(_cases((folder / f"{name}.txt").read_text(encoding="utf-8")))
    assert found, f"no case in {name}.txt"
    return [pytest.param(case, id=case.title) for case in found]


def _cases(text: str) -> Iterator[Case]:
    parts = text.split("\n.\n")
    assert len(parts) % 3 == 1, "a case is title, text and expected, each closed by a line with a dot"
    assert not parts[-1].strip(), "the last case is not closed"
    for title, body, expected in zip(parts[0::3], parts[1::3], parts[2::3], strict=False):
        lines = body.split("\n")
        head = [line for line in lines if line.startswith("% ")]
        fields = dict(line[2:].split(": ", 1) for line in head)
        text = "\n".join(line for line in lines if not line.startswith("% "))
        yield Case(title.strip().splitlines()[-1], fields, text, yaml.load(expected, yaml.CBaseLoader) or [])


def reading(text: str, declaration: Declaration | None = None, **fields: Any) -> Reading:
    """Return `text` as one document open for reading, its blocks those of plain text."""
    document = Document("doc", "doc", 1, fields.pop("kind", "document"), start=0, end=len(text), **fields)
    blocks = [block for block in plain.split(text).blocks if not block.discard]
    passages = [
        Passage(
            f"doc-p{n}", "doc", "doc", n, block.kind, None, f"para {n}", block.start, block.end,
            text[block.start : block.end], block.level,
        )
        for n, block in enumerate(blocks, 1)
    ]  # fmt: skip
    return Reading(document, passages, text, declaration or Declaration())


def shown(record: Any) -> dict[str, str]:
    """Return the fields of a record that say something, as text: no ids, no places, nothing empty."""
    return {
        name: str(value)
        for name, value in dataclasses.asdict(record).items()
        if value not in (None, "", [], ()) and not name.endswith(("id", "start", "end"))
    }


def check_slices(record: Any, text: str) -> None:
    """Assert law 2: a text with a start and an end is that slice of the source."""
    for name in (field.name for field in dataclasses.fields(record)):
        start, end = ("start", "end") if name == "text" else (f"{name}_start", f"{name}_end")
        value = getattr(record, name)
        if value is not None and hasattr(record, start) and hasattr(record, end):
            assert value == text[getattr(record, start) : getattr(record, end)]
