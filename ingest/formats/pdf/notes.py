"""Notes in the margin of a page of a PDF, as statutes have them: each is read before the words beside which it begins.

They are of smaller letters, and nothing of the size of the text stands above or below them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.formats.page_lines import SENTENCE_END
from ingest.formats.pdf.blocks import Group

SMALLER = 0.9  # times the height of the text beside it
NARROWER = 2  # times: the text is so much wider than the notes
LONGER = 2  # times: the text has so many more words
FEWEST = 3  # letters of a word, which a number of a note or of a line is not
LONGEST = 60  # words
HALF = 0.5  # of the room between two blocks as they are drawn


def with_notes(found: Sequence[Group]) -> list[Group]:
    """Return the blocks of a page, as they are read: a text parted where a note begins beside it."""
    largest = max((group.height for group in found), default=0)
    small = [group for group in found if group.height < largest * SMALLER]
    notes = [(note, text) for note in small if (text := _text_beside(note, found))]
    kept = [group for group in found if group not in {note for note, _ in notes}]
    for note, text in notes:
        beside = next(
            (each for each in kept if not each.is_note and each.is_level(note) and each.is_across(text)), None
        )
        n = _begins(note, beside) if beside else 0
        first = beside.first + sum(len(row.words) for row in beside.rows[:n]) if beside else text.first
        kept.append(Group(first - HALF, note.rows, is_note=True))
        if beside and n:
            kept.remove(beside)
            kept += [replace(beside, rows=beside.rows[:n]), Group(first, beside.rows[n:])]
    return sorted(kept, key=lambda each: each.first)


def _text_beside(note: Group, found: Sequence[Group]) -> Group | None:
    """Return the text beside which a note stands; None where it is no note."""
    if len(note.words) > LONGEST or not any(
        word.text[:FEWEST].isalpha() and len(word.text) > FEWEST for word in note.words
    ):
        return None
    height = note.height
    beside = [each for each in found if each.is_beside(note) and each.height * SMALLER > height]
    text = max(beside, key=lambda each: (len(each.words), -each.first), default=None)
    if text is None or len(text.words) < len(note.words) * LONGER:
        return None
    column = [each for each in found if each.is_across(note) and not each.is_across(text)]
    width = max(each.right for each in column) - min(each.left for each in column)
    is_small = all(each.height < text.height * SMALLER for each in column)
    return text if is_small and width * NARROWER < text.right - text.left else None


def _begins(note: Group, text: Group) -> int:
    """Return the line of a text at which a note begins, if a paragraph begins there; 0 where none does."""
    n = min(range(len(text.rows)), key=lambda n: abs(text.rows[n].top - note.rows[0].top))
    is_level = abs(text.rows[n].top - note.rows[0].top) < text.height
    return n if n and is_level and SENTENCE_END.search(text.rows[n - 1].words[-1].text) else 0
