"""Paragraphs: lines of plain text put together, whether each paragraph is one long line or was wrapped at a margin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.formats.blocks import Block, Split
from ingest.formats.margins import WIDEST_MARGIN, Line, Pair, apart, is_adjacent, is_full, is_unfinished, width
from ingest.formats.wrapped import is_inside
from ingest.grammar.bare_letters import begins_turn
from ingest.grammar.bylines import read_byline
from ingest.grammar.date_headings import LONGEST_ALONE, read_date_heading
from ingest.grammar.date_writers import WROTE
from ingest.grammar.eastern_articles import article_at, may_begin
from ingest.grammar.hearing_lines import line_of
from ingest.grammar.labels import begins_speech
from ingest.grammar.post_feet import is_foot

# -----   = = =   * * *   ~~~~~   _____
SEPARATOR = re.compile(r"(?:[-=*_~#.·•–—]\s*){3,}$")
# "1. ", "12) ", "4.1.3 ", "(a) ", "(ii) ", "§ 5 ", "• ", "- ", "a) ", "1)Consult", "(a)To receive"
ITEM = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3})*[.)]|\d{1,3}(?:\.\d{1,3})+|\(\w{1,4}\)|[a-z]\)|§+\s?\d+|[•‣▪◦*-])\s+\S|"
    r"(?:\d{1,2}[.)]|\d{1,3}(?:\.\d{1,3})+|\(\w{1,2}\))(?=[A-Z][a-z])"
)
# "C. Give", "b. Give", "iv) Give": the lines below that stand deeper hang from it
HANGS = re.compile(r"(?:[A-Za-z]|[ivx]{2,4})[.)]\s+\S")
# "12 The club": a number without a mark, which counts if it goes on with those above
BARE = re.compile(r"(\d{1,3})\s+[A-Z“\"(]")

# "(Laughter.)", "[Pause]" on a line of its own, "(Whereupon, at 11.02 am, the" above "court rose.)"
DIRECTION = re.compile(r"\((?:[^()]*\)\.?|[A-Z][^()]*)\Z|\[(?:[^\[\]]*\]\.?|[A-Z][^\[\]]*)\Z")

# a date has a digit, a byline the word
MAY_SAY = re.compile(r"\d|\b[Bb][Yy]\b")

BY = ("By ", "BY ")  # with which a byline on a line of its own begins
LONGEST_BYLINE = 80
LONGEST_SHORT = 60  # characters of a line that may end where nothing forced it to
ENDS = ".:;?!…”)"
STOPS = f'{ENDS},"'
SHORTEST_RAGGED = 30  # characters of a line that breaks off inside a sentence, where no margin tells
FEWEST_RAGGED = 6  # lines with another right below
# words that no list, no address and no heading ends with
BREAKS_OFF = re.compile(
    r"an?|the|of|in|on|at|by|to|for|from|with|and|or|but|as|than|that|which|who|whom|whose|is|are|was|were|be|been|has|have|had|"
    r"will|would|shall|should|may|might|must|can|could|not|no|its|his|her|their|our|my|your|this|these|into|about|between|"
    r"against|under|over|after|before|when|where|while|if|because|said|says|Mrs?|Ms|Dr|Sir|Lord|Lady"
)
WIDEST_TITLE = 66  # titles may all be about so long, each above its date or byline
BOM = "\ufeff"
WHITE = " \t\xa0\f\v\ufeff"

# "ii. moral rights", "b. to share it", below what announces a list or another of its items
LETTERED = re.compile(r"(?:[ivxl]{1,6}|[a-z])\.\s+\S")
ENDS_ITEM = (":", ";", "; and", "; or")


def paragraphs(text: str) -> Split:
    """Return the paragraphs, list items and separators of a text."""
    blocks = [Block("byte order mark", 0, 1, discard=True)] if text.startswith(BOM) else []
    lines = list(lines_of(text, start=len(blocks)))
    pairs = [(a, b) for a, b in pairwise(lines) if is_adjacent(a, b, text)]
    breaks = 1
    if spaced := apart(lines, pairs, text):
        pairs, breaks = spaced, 2
    margin = _margin(pairs)
    ragged = margin is None and _is_ragged(pairs)
    run: list[Line] = []
    number = 0  # the last number without a mark that began a block
    for line in lines:
        bare = BARE.match(line[2]) if line[2][0].isdigit() else None
        counts = bool(bare and int(bare[1]) == number + 1 > 1)
        if run and (counts or not _continues(run, line, text, margin, ragged, breaks)):
            blocks.append(block_of(run))
            run = []
        number = int(bare[1]) if bare and not run else number
        run.append(line)
    if run:
        blocks.append(block_of(run))
    return Split(blocks)


def lines_of(text: str, start: int) -> Iterator[Line]:
    """Yield the lines that are not blank; a form feed ends a line, other odd white space belongs to the lines around it."""
    for line in text[start:].replace("\r", "\n").replace("\f", "\n").split("\n"):
        words = line.strip()
        if words:
            indent = line.index(words[0])
            yield start + indent, start + indent + len(words), words, indent
        start += len(line) + 1


def top_of(text: str, length: int, count: int) -> list[str]:
    """Return the first lines that are not blank, `count` at most, of so many characters."""
    found = []
    for line in text[:length].replace("\r", "\n").split("\n"):
        if words := line.strip(WHITE):
            found.append(words)
            if len(found) == count:
                break
    return found


def _margin(adjacent: list[Pair]) -> int | None:
    """Return the width the text was wrapped at, or None if its lines are paragraphs.

    In wrapped text most lines that have a line right below end because the next word would not have fitted;
    lines above an item or a speech do not count, as those begin on a line of their own anyway; nor do titles above a date.
    """
    pairs = [(a, b) for a, b in adjacent if not _begins(b[2])]
    margin = width(pairs)
    if margin is None or margin > WIDEST_TITLE:
        return margin
    return width([(a, b) for a, b in pairs if not (_says_when(a[2]) or _says_when(b[2]))])


def _is_ragged(pairs: list[Pair]) -> bool:
    """Tell a text wrapped at no margin, as the source of a web page is: of five lines two and more break off inside a sentence."""
    if len(pairs) < FEWEST_RAGGED or sorted(len(a[2]) for a, _ in pairs)[len(pairs) * 9 // 10] > WIDEST_MARGIN:
        return False
    return sum(len(a[2]) >= SHORTEST_RAGGED and is_unfinished(a[2], b[2]) for a, b in pairs) * 5 >= len(pairs) * 2


def _goes_on(above: str, words: str) -> bool:
    """Tell in a text without a margin a line that goes on with the one above; with a name only where that breaks off: not the next of a list."""
    return len(above) >= SHORTEST_RAGGED and (
        is_unfinished(above, words) or BREAKS_OFF.fullmatch(above.rpartition(" ")[2]) is not None
    )


def _says_when(words: str) -> bool:
    """Tell a line that says when, or by whom, a text was written, and no more."""
    if is_foot(words, 0, len(words)):
        return True
    if len(words) > LONGEST_ALONE or not MAY_SAY.search(words):
        return False
    date = read_date_heading(words)
    return (date is not None and date.is_day) or read_byline(words) is not None


def _begins(words: str) -> bool:
    """Tell a line that begins a block whatever stands above it."""
    if words[0].islower() and words[1:2] != ")":
        return False
    if may_begin(words[0]) and article_at(words, 0, len(words)):
        return True
    return bool(ITEM.match(words) or begins_speech(words) or SEPARATOR.match(words))


def _continues(run: list[Line], line: Line, text: str, margin: int | None, ragged: bool, breaks: int) -> bool:
    above = run[-1]
    if not is_adjacent(above, line, text, breaks) or begins_turn(run[0][2], line[2]):
        return False
    if margin is None:
        hangs = _hangs(run, line)
        goes_on = (begins_speech(run[0][2]) or hangs) and is_unfinished(above[2], line[2])
        goes_on = goes_on or (hangs and len(above[2]) > LONGEST_SHORT and above[2][-1] not in ENDS)
        goes_on = goes_on and not ITEM.match(line[2])
        goes_on = goes_on or (ragged and _goes_on(above[2], line[2]) and not _begins(line[2]))
        return goes_on or _is_parted(above[2], line[2]) or _is_open(run, line[2]) or _is_moment(above[2], line[2])
    if is_inside(above[2], line[2]) or _is_open(run, line[2]) or _is_moment(above[2], line[2]):
        return True
    lettered = LETTERED.match(run[0][2]) is not None
    if _is_lettered(above[2], line[2], lettered) or (len(run) == 1 and _is_byline(above[2])):
        return False
    if _begins(line[2]) or SEPARATOR.match(above[2]) or _ends_speech(run, line[2]):
        return False
    hangs = line[3] > run[0][3] and bool(
        lettered or ITEM.match(run[0][2]) or begins_speech(run[0][2]) or HANGS.match(run[0][2])
    )
    if hangs and line[2].isupper() and not run[0][2].isupper():
        return False  # a heading in the middle of the page
    if line[3] > above[3] + 1 and not (hangs and len(run) == 1):
        return False
    # "until" above "3 July 1979", which a no-break space may have held together
    held = breaks > 1 and len(above[2]) * 2 > margin and above[2][-1] not in STOPS and not above[2].isupper()
    return hangs or held or is_full(above, line, margin) or (line[2][0].islower() and above[2][-1] not in '.:;?!”"')


def _is_moment(above: str, words: str) -> bool:
    """Tell "@ 2006-03-03 23:42:00" below "ada_quill ([info]ada_quill) wrote,": the head of an entry of a journal."""
    return words[0] == "@" and WROTE.match(above) is not None


def _is_lettered(above: str, words: str, within: bool) -> bool:
    """Tell an item "ii. …" below the line that announces it, or `within` a list below the item before it."""
    return LETTERED.match(words) is not None and (above.endswith(ENDS_ITEM) or (within and above[-1] in ".,"))


def _is_byline(words: str) -> bool:
    """Tell "By Ada Quill, Local Reporter", below which the date of the text may stand."""
    return words.startswith(BY) and len(words) < LONGEST_BYLINE and read_byline(words) is not None


def _hangs(run: list[Line], line: Line) -> bool:
    """Tell a line that stands below the words of an item, deeper than its number."""
    if line[3] <= run[0][3] + 1 or line[3] < run[-1][3]:
        return False
    return bool(ITEM.match(run[0][2]) or HANGS.match(run[0][2]))


def _ends_speech(run: list[Line], words: str) -> bool:
    """Tell a line about a hearing, below the end of a sentence of a speech."""
    if not begins_speech(run[0][2]) or run[-1][2][-1] not in ".?!-–—…":
        return False
    return DIRECTION.match(words) is not None or line_of(words) is not None


def _is_open(run: list[Line], words: str) -> bool:
    """Tell whether a line closes the bracket that alone holds the lines above: "(The hearing adjourned", "until Wednesday)"."""
    opening = run[0][2][0]
    if opening not in "([" or len(run) > 3 or words[-1] not in ")].":
        return False
    closing = ")" if opening == "(" else "]"
    return not any(closing in each[2] for each in run) and words.rstrip(".")[-1:] == closing


def _is_parted(above: str, words: str) -> bool:
    """Tell a paragraph on one long line that a page break has parted inside a sentence."""
    return len(above) > WIDEST_MARGIN and is_unfinished(above, words)


def block_of(run: list[Line]) -> Block:
    """Return the block that some lines make up."""
    (start, _, words, _), end = run[0], run[-1][1]
    if words[0].isalpha() and words[1:2] != ")":  # neither a line of signs nor a number
        return Block("paragraph", start, end)
    if len(run) == 1 and SEPARATOR.match(words):
        return Block("separator", start, end, discard=True)
    return Block("list item" if ITEM.match(words) else "paragraph", start, end)
