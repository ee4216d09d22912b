"""What a browser prints above and below each page of a web page: when it was printed, its title, its address, the number of the page.

All pages say so, and count to their own number; one page alone is enough, as nothing else is set so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.formats.page_lines import Line
from ingest.formats.running_heads import Furniture

DATE = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
DAY = rf"{DATE},?\s\d{{1,2}}[:.]\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\.?)?"
ADDRESS = r"(?:https?|file)://\S+"
# "11/29/26, 8:55 PM          The ferry inquiry", "11/29/2018          The ferry inquiry"
PRINTED = re.compile(rf"(?:{DAY}|{DATE})(?:\s{{2,}}(?P<title>\S.*))?\Z")
# "https://post.example/ferry          1/2"
COUNTED = re.compile(rf"{ADDRESS}\s+(?P<page>\d{{1,4}})/(?P<of>\d{{1,4}})\Z")
# "The ferry inquiry          https://post.example/ferry"
TITLED = re.compile(rf"(?:(?P<title>\S.*)\s{{2,}})?{ADDRESS}\Z")
# "1 of 2          29/11/2026, 20:55"
DATED = re.compile(rf"(?P<page>\d{{1,4}}) (?:of|von|sur|de|di|van) (?P<of>\d{{1,4}})\s+{DAY}\Z")
SHAPES = ((PRINTED, COUNTED), (TITLED, DATED))
LONGEST = 1000  # characters
FEWEST = 2  # lines of a page with text


def find(sheets: Sequence[Sequence[Line]]) -> dict[int, Furniture]:
    """Return the head and the foot of each page, by the place where the line begins; nothing where not all pages have both."""
    for head, foot in SHAPES:
        found: dict[int, Furniture] = {}
        for number, sheet in enumerate(sheets, 1):
            ends = _ends(sheet, head, foot, number, len(sheets))
            if not ends:
                break
            found |= ends
        else:
            return found
    return {}


def title_in(words: str) -> str | None:
    """Return what a web page is called, of the line above its print; the name of its site may stand behind."""
    found = PRINTED.match(words) or TITLED.match(words) if len(words) <= LONGEST else None
    return found["title"] if found else None


def _ends(
    sheet: Sequence[Line], head: re.Pattern[str], foot: re.Pattern[str], number: int, count: int
) -> dict[int, Furniture]:
    if len(sheet) < FEWEST or max(len(sheet[0].words), len(sheet[-1].words)) > LONGEST:
        return {}
    counted = foot.match(sheet[-1].words)
    if not counted or (int(counted["page"]), int(counted["of"])) != (number, count) or not head.match(sheet[0].words):
        return {}
    return {
        sheet[0].start: Furniture("running head"),
        sheet[-1].start: Furniture("running foot", counted["page"]),
    }
