"""Words of a line of a PDF whose letters are drawn one by one, set apart, or raised: they are put together as they are read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ingest.formats.pdf.words import Word, is_from_the_right

FEWEST_LETTERS = 4  # of a line that may be drawn letter by letter
TOUCHING = 0.15  # of the height: less room than a blank
RAISED = 0.2  # of the height: how far the letters of "1st" stand above its number, at the least
SMALLER = 0.9  # times the height of the number: their height, at the most
LONGEST_RAISED = 4  # letters, as in "2ème"
FEWEST_APART = 5  # letters of a line whose words are set letter by letter: fewer may be initials, or choices
JOINS = "-–’'&"  # what may stand among such letters
FARTHEST = 1.2  # of the height: room between letters that are set apart; columns have more
OF_A_WORD = 1.6  # times the room between letters: the room between words, at the least
LONGEST_APART = 10  # letters of a line in which no room tells where a word ends


def whole(line: list[Word]) -> list[Word]:
    """Return a line from the left with its words whole."""
    heights = {word.height for word in line}
    if len(heights) > 1 and min(heights) < max(heights) * SMALLER:
        line = _with_raised(line)
    if len(line) < FEWEST_LETTERS or sum(len(word.text) == 1 for word in line) * 2 < len(line):
        return line
    found = line[:1]
    for word in line[1:]:
        last = found[-1]
        if word.left - last.right < last.height * TOUCHING and abs(word.line - last.line) < last.height * TOUCHING:
            found[-1] = _one(last, word)
        else:
            found.append(word)
    return _put_together(found)


def _with_raised(line: Sequence[Word]) -> list[Word]:
    """Return a line in which the small letters behind a number that stand higher belong to it: "1st", "2e"; not the number of a note."""
    found = [line[0]]
    for word in line[1:]:
        last = found[-1]
        is_near = word.left - last.right < last.height * TOUCHING and word.line - last.line > last.height * RAISED
        if (
            is_near
            and word.height < last.height * SMALLER
            and last.text[-1].isdigit()
            and word.text.isalpha()
            and len(word.text) <= LONGEST_RAISED
        ):
            found[-1] = _one(last, word)
        else:
            found.append(word)
    return found


def _put_together(line: list[Word]) -> list[Word]:
    """Return a line of single letters, as of "M I N U T E S", as its words; where nothing tells the words, the line as it is."""
    # "W" and "A" stand so near that they are drawn as one
    if len(line) < FEWEST_APART or any(len(word.text) > 2 for word in line):
        return line
    letters = [word.text for word in line]
    if sum(map(len, letters)) * 5 > len(letters) * 6 or letters == sorted(set(letters)):
        return line
    if not all((letter.isalpha() and letter.isupper()) or letter in JOINS for letter in letters):
        return line
    room = [after.left - before.right for before, after in pairwise(line)]
    between, height = median(room), line[0].height
    if not 0 < between < height * FARTHEST or max(room) > height * FARTHEST * 2:
        return line
    found = line[:1]
    for gap, word in zip(room, line[1:], strict=True):
        if gap > between * OF_A_WORD:
            found.append(word)
        else:
            found[-1] = _one(found[-1], word)
    return found if all(len(word.text) <= LONGEST_APART for word in found) else line


def _one(last: Word, word: Word) -> Word:
    """Return two parts of a word as one."""
    is_turned = is_from_the_right(word.text[0]) and is_from_the_right(last.text[0])
    text = word.text + last.text if is_turned else last.text + word.text
    return last._replace(text=text, right=max(last.right, word.right))
