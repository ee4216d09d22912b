"""Formulas: what a spreadsheet would compute, or run, when it opens a CSV, and the apostrophe that makes it text.

https://owasp.org/www-community/attacks/CSV_Injection. A text that begins with an apostrophe gets one too, so that taking one off
each cell that begins with one gives back what was there.
"""

from __future__ import annotations

SIGNS = "=+@\t\r\n'＝＋－＠-"  # with which one begins, after spaces; the hyphen last, for GLOB
# {0} is the SQL of a text
GUARDED_SQL = (
    "case when ltrim({0}) glob '[" + SIGNS.replace("'", "''") + "]*' then '''' || {0} else ifnull({0}, '') end"
)


def guarded(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula; what is no text is no formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(tuple(SIGNS)) else cell
