"""What stands around the provisions of acts: recitals above them, and below them who signed, with notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.grammar.numbering import Marker
from ingest.grammar.rule_headings import is_part
from ingest.grammar.rule_parts import Stretch

# "Whereas:", "BETWEEN:", "PARTIES", and "HAVE ADOPTED THIS REGULATION:", "Hereby agree:" (not "Hereby signed by"), "IT IS AGREED:" or
# "AGREED TERMS" below the recitals of a regulation or a directive, and below the parties to an agreement
WHEREAS = re.compile(r"\W*(?:whereas|between|(?:the )?parties|background|recitals)\W*\Z", re.IGNORECASE)
ADOPTED = re.compile(
    r"\W*(?:now,? )?(?:therefore,? )?(?:(?:it is |the parties have )?(?:hereby )?agreed(?: as follows| terms)?\W*\Z|"
    r"(?:has|have) (?:adopted|agreed|decided)\b|(?:the parties )?(?:hereby )?agree as follows|"
    r"(?:we )?hereby,?\s+(?:agree|adopt|resolve|decide|enact|ordain|establish|make|order|declare|proclaim|approve)s?\b)",
    re.IGNORECASE,
)
# "Done at Brussels, 9 March 2011.", "Fait à Lyon, le": who signs, and below it notes
DONE_AT = re.compile(
    r"[*_\s]*(?:Done (?:at|in) [A-Z]|Fait (?:à|en) [A-ZÀ-Þ]|Hecho en [A-ZÀ-Þ]|Fatto a [A-Z]|Gedaan te [A-Z]|Geschehen zu [A-Z]|Feito em [A-Z])"
)
LONGEST_TITLE = 120  # characters

Numbered = tuple[int, Marker]  # the index of a stretch, and a number in it


def without_recitals(numbers: list[Numbered], stretches: Sequence[Stretch], text: str) -> Iterator[Numbered]:
    """Yield the numbers but for those of recitals, which give reasons and are no provisions."""
    within = recitals(stretches, text)
    yield from ((at, marker) for at, marker in numbers if at not in within)


def recitals(stretches: Sequence[Stretch], text: str) -> range:
    """Return the indexes of what stands between "Whereas:" and "HAVE ADOPTED THIS REGULATION:"."""
    first = end = -1
    for at, stretch in enumerate(stretches):
        if stretch.end - stretch.start > LONGEST_TITLE:
            continue
        if first < 0 and WHEREAS.match(text, stretch.start, stretch.end):
            first = at
        elif first >= 0 and ADOPTED.match(text, stretch.start, stretch.end):
            end = at
            break
    return range(first + 1, end)


def signatures(stretches: Sequence[Stretch], text: str) -> range:
    """Return the indexes of what stands from "Done at Brussels, …" to the annex below it, or to the end."""
    signed = next((at for at, each in enumerate(stretches) if DONE_AT.match(text, each.start, each.end)), None)
    if signed is None:
        return range(0)
    parts = (at for at in range(signed + 1, len(stretches)) if _is_part(stretches[at], text))
    return range(signed, next(parts, len(stretches)))


def _is_part(stretch: Stretch, text: str) -> bool:
    return stretch.end - stretch.start <= LONGEST_TITLE and is_part(text[stretch.start : stretch.end].strip("#*_ "))
