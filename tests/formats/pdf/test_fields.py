"""PDF: what is filled in on a form stands where a person sees it, and boxes to tick stand apart."""

from __future__ import annotations

from ingest.formats.pdf import pdf as pdf_format
from ingest.formats.pdf.fields import Filled, with_fields
from ingest.formats.pdf.words import Word
from tests.formats.pdf.test_pdf import read
from tests.formats.pdf.writer import content, pdf
from tests.growth import assert_linear

TEXT = "<< /Subtype /Widget /FT /Tx /T (name) /V ({}) /Rect [{} {} {} {}] >>"
BOX = "<< /Subtype /Widget /FT /Btn /T (box) /AS /{} /Rect [60 {} 72 {}] >>"


def form(*fields: str, page: str = "") -> bytes:
    lines = [(72.0, 700.0, "Name"), (90.0, 660.0, "The kettle is gone"), (90.0, 640.0, "The kettle is back")]
    return pdf([content(lines)], page=f"/Annots [{' '.join(fields)}] {page}")


def test_where_they_stand() -> None:
    """A value stands behind its label, and a box before what it says, ticked or not."""
    found = read(
        form(TEXT.format("Ada Quill", 160, 694, 400, 712), BOX.format("Yes", 656, 668), BOX.format("Off", 636, 648))
    )
    assert found[0] == ["Name Ada Quill", "☒ The kettle is gone", "☐ The kettle is back"]


def test_a_field_of_several_lines() -> None:
    """Words that are filled into a high field are set within it, line by line."""
    found = read(form(TEXT.format(r"On Friday it was gone.\rOn Monday it was back.", 72, 500, 540, 600)))
    assert found[0][-1] == "On Friday it was gone. On Monday it was back."


def test_not_seen() -> None:
    """What is hidden, a password and what a button says are not set on the page; a field without a place stands behind it."""
    hidden = TEXT.format("Ada Quill", 160, 694, 400, 712).replace("/T (name)", "/T (name) /F 2")
    button = BOX.format("Off", 656, 668).replace("/FT /Btn", "/FT /Btn /Ff 65536")
    assert read(form(hidden, button))[0] == [
        "Name", "The kettle is gone", "The kettle is back", "name: Ada Quill",
    ]  # fmt: skip
    decoded = pdf_format.decode(form(hidden))
    assert decoded.split is not None
    assert [(each.kind, each.discard) for each in decoded.split.blocks] == [("form field", True)]


def test_a_scan_with_fields() -> None:
    """What is filled in does not hide that the page itself is a scan."""
    data = pdf([b" " * 3000], page=f"/Annots [{TEXT.format('Ada Quill', 160, 694, 400, 712)}]")
    texts, _, problems = read(data)
    assert texts == ["Ada Quill"]
    assert [words.split(";")[0] for words in problems] == ["page 1 has no text layer"]


def test_boxes_side_by_side() -> None:
    """Boxes that stand side by side are each a block of their own."""
    fields = [BOX.format("Off", 656, 668), BOX.format("Yes", 656, 668).replace("[60 656 72", "[290 656 302")]
    lines = [(80.0, 660.0, "Fish"), (310.0, 660.0, "Fruit")]
    assert read(pdf([content(lines)], page=f"/Annots [{' '.join(fields)}]"))[0] == ["☐ Fish", "☒ Fruit"]


def test_many_fields() -> None:
    """Many fields among many words take no more than their share of time."""

    def work(size: int) -> object:
        words = [Word("kettle", 60.0, 90.0, 700.0 - n, 10.0, 0, n) for n in range(size)]
        return with_fields(words, [Filled("Ada", 100.0, 690.0 - n, 130.0, 702.0 - n) for n in range(size // 4)])

    assert_linear(work, 20_000)
