"""What a PDF holds besides the text of its pages: comments, links, form fields, other files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pypdf import PageObject, PdfReader

from ingest.formats.pdf import fields as pdf_fields
from ingest.formats.pdf.lines import clean

MOST = 10_000  # annotations
LONGEST = 100_000  # characters of one


def find(reader: PdfReader) -> Iterator[tuple[str, str]]:
    """Yield the name of each annotation that has words, and the words; not those of form fields that stand on the page."""
    count = 0
    for page in reader.pages:
        placed = pdf_fields.placed(page)
        for n, annotation in enumerate(_annotations(page)):
            count += 1
            if count > MOST:
                return
            if n in placed:
                continue
            name, words = _said(annotation)
            if words:
                yield name, words


def _annotations(page: PageObject) -> list[Any]:
    try:
        return [each.get_object() for each in page.get("/Annots", ()) or ()]
    except Exception:  # a list of annotations that is broken holds none
        return []


def _said(annotation: Any) -> tuple[str, str]:
    try:
        kind = annotation.get("/Subtype")
        if kind == "/Link":
            action = annotation.get("/A")
            return "link of the file", _words(action.get_object().get("/URI") if action else None)
        if kind == "/Widget":
            field, value = (
                _words(pdf_fields.inherited(annotation, "/T")),
                _words(pdf_fields.inherited(annotation, "/V")),
            )
            return "form field", f"{field}: {value}" if field and value else value
        return "comment of the file", _words(annotation.get("/Contents"))
    except Exception:  # an annotation that is broken says nothing
        return "comment of the file", ""


def _words(value: Any) -> str:
    value = value.get_object() if hasattr(value, "get_object") else value
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    words = value if isinstance(value, str) else ""
    return clean(words[:LONGEST].replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")).strip().lstrip("/")


def attached(reader: PdfReader) -> list[str]:
    """Return the names of the files in a PDF."""
    try:
        return sorted(" ".join(clean(str(name)).split())[:80] for name in reader.attachments)[:20]
    except Exception:  # a list of files that is broken holds none
        return []
