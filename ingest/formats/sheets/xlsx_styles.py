"""Styles of a workbook of Excel: the number format of each cell by the number of its style (ECMA-376, part 1, 18.8)."""

from __future__ import annotations

from ingest.formats.package import Element
from ingest.formats.sheets.number_formats import BUILT_IN
from ingest.formats.slides.pptx_shapes import inside

GENERAL = "General"


def codes_of(styles: Element | None) -> list[str]:
    """Return the formats of the styles of cells, in their order."""
    if styles is None:
        return []
    own = {each.get("numFmtId", ""): each.get("formatCode", "") for each in inside(styles, "numFmts", "numFmt")}
    known = {str(number): code for number, code in BUILT_IN.items()} | own
    return [known.get(each.get("numFmtId", "0"), GENERAL) or GENERAL for each in inside(styles, "cellXfs", "xf")]
