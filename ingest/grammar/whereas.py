"""Resolutions in the American form: "WHEREAS, the pier is old; and", "RESOLVED, That the pier be mended."."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.grammar.motion_points import Point, Unit

# "WHEREAS, the pier", "Whereas the pier"
WHEREAS = re.compile(r"[>*_\s]*(?:AND\s+)?(?:WHEREAS|Whereas)[*_]*(?:[,:][*_]*)?\s+")
# "NOW, THEREFORE, BE IT RESOLVED, That", "RESOLVED, That", "Be it further resolved that"; never "Resolved: that"
RESOLVED = re.compile(
    r"[>*_\s]*(?:(?:AND|Now|NOW),?\s+)?(?:(?:THEREFORE|Therefore|therefore),?\s+)?"
    r"(?:(?:AND\s+)?(?:BE\s+IT|Be\s+it|be\s+it)\s+(?:(?:FINALLY|FURTHER|ALSO|finally|further|also)\s+)?(?:RESOLVED|resolved)|RESOLVED)"
    r"[*_]*(?:,[*_]*)?\s+(?:that\b|That\b|THAT\b|by\b)[,\s]*"
)


def resolution_from(found: Sequence[Unit], at: int, text: str) -> list[tuple[str, Point]]:
    """Return the recitals and resolves of the resolution that begins with unit `at`, each with its part and place.

    A run of recitals is read once, from its first.
    """
    if at and WHEREAS.match(text, found[at - 1].start, found[at - 1].end):
        return []
    read: list[tuple[str, Point]] = []
    counts = {"whereas": 0, "resolved": 0}
    for index in range(at, len(found)):
        unit = found[index]
        recital = WHEREAS.match(text, unit.start, unit.end) if not counts["resolved"] else None
        match = recital or RESOLVED.match(text, unit.start, unit.end)
        if match is None or match.end() >= unit.end:
            break
        part = "whereas" if recital else "resolved"
        counts[part] += 1
        read.append((part, Point(str(counts[part]), None, index, index, match.end(), unit.end)))
    return read if counts["resolved"] and len(read) > 1 else []
