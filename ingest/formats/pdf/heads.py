"""Which lines of a PDF are headings, by their letters: larger than those of the text, or heavier, and by themselves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ingest.formats.page_lines import SENTENCE_END
from ingest.formats.paragraphs import ITEM
from ingest.formats.pdf.body import NEAR, WORDY, Body, Standing, distance
from ingest.formats.pdf.faces import Drawn
from ingest.formats.pdf.slanted import slanted
from ingest.formats.pdf.titles import HONORIFIC, NO_TITLE, NUMBERED, is_title

LARGER = 1.25  # times the letters of the text: those of a heading, if they are not bold
LARGER_BOLD = 1.1  # times them, if they are
AS_LARGE = 0.95  # times them: no smaller
MOST_LINES = 4  # of a heading
LONGEST = 200  # characters
LEADING = 1.7  # times its height: how far the next line of a heading stands below
ABOVE = 1.2  # times the distance of lines: room above a heading in letters of the size of the text
BRIEF = 10  # letters of an item
IN_A_ROW = 3  # headings of one kind with nothing below them: more are a list, or a poster
MOST_ROWS = 5  # lines below the head of a column
MOST_ABOVE = 20  # lines below a heading within which text begins
OFTEN = 3  # times that a line returns that is the name of a speaker
# "Dear Ms Quill,": what stands above is the head of a letter
DEAR = re.compile(
    r"(?:Dear (?:[A-Z]|all\b|colleague|friend|comrade|member|editor|sir|madam)|Sehr geehrte|Liebe[rs]? [A-Z]|Madame|Monsieur|Chère?s? |Estimad[oa]s? )"
)


class Head(NamedTuple):
    """Lines from `first` to `last` that are a heading, in letters of a height; `level` is that of a bookmark, or 0."""

    first: int
    last: int
    words: str
    height: float
    is_bold: bool
    level: int = 0


def heads(
    lines: Sequence[Standing], body: Body, marked: Mapping[int, tuple[int, int]], least: float = 0.0
) -> list[Head]:
    """Return the headings of a text, in order.

    `marked` are the lines that the file names, with their levels; no others are headings but those in letters higher than `least`.
    """
    taken = {n for first, (last, _) in marked.items() for n in range(first, last + 1)}
    found = [_head(lines, first, last, level) for first, (last, level) in marked.items()]
    if body.height:
        runs = [
            run for run in _runs(lines, body, taken) if _is_higher(lines[run[0]], least) and _may_be(run, lines, body)
        ]
        found = sorted([*found, *(_head(lines, first, last) for first, last in runs)])
        found = list(_with_text(found, lines, body))
        taken = {n for head in found for n in range(head.first, head.last + 1)}
        more = [_head(lines, n, n) for n in slanted(lines, body, taken) if _is_higher(lines[n], least)]
        found = sorted([*found, *more])
    return found


def _is_higher(line: Standing, least: float) -> bool:
    return line.drawn is not None and line.drawn.height > least * (1 + NEAR)


def _head(lines: Sequence[Standing], first: int, last: int, level: int = 0) -> Head:
    drawn = lines[first].drawn
    words = " ".join(" ".join(line.words.split()) for line in lines[first : last + 1])
    return Head(first, last, words, drawn.height if drawn else 0.0, bool(drawn and drawn.is_bold), level)


def _runs(lines: Sequence[Standing], body: Body, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the lines that stand out, those of one heading together."""
    first = -1
    begin = _first_of_text(lines)
    for n, line in enumerate(lines):
        if first >= 0:
            if n not in taken and _goes_on(lines[n - 1], line, body):
                continue
            yield first, n - 1
            first = -1
        if n >= begin and n not in taken and _stands_out(line.drawn, body):
            first = n
    if first >= 0:
        yield first, len(lines) - 1


def _first_of_text(lines: Sequence[Standing]) -> int:
    """Return where a text begins: behind the head of a letter."""
    for n, line in enumerate(lines):
        if line.page:
            break
        if DEAR.match(line.words):
            return n
    return 0


def _stands_out(drawn: Drawn | None, body: Body) -> bool:
    if drawn is None:
        return False
    if drawn.height >= body.height * LARGER:
        return True
    return _is_heavy(drawn, body) and drawn.height >= body.height * AS_LARGE


def _is_heavy(drawn: Drawn, body: Body) -> bool:
    return drawn.is_bold and not body.is_bold and (body.is_typed or not drawn.is_typed)


def _goes_on(above: Standing, below: Standing, body: Body) -> bool:
    """Tell the next line of a heading."""
    down = distance(above, below)
    if down is None or not _stands_out(below.drawn, body) or NUMBERED.match(below.words):
        return False
    assert above.drawn
    assert below.drawn
    one, other = above.drawn, below.drawn
    return (
        down <= one.height * LEADING
        and one.is_bold == other.is_bold
        and abs(one.height - other.height) <= one.height * NEAR
        and one.left < other.right
        and other.left < one.right
        and above.words.isupper() == below.words.isupper()
    )


def _may_be(run: tuple[int, int], lines: Sequence[Standing], body: Body) -> bool:
    """Tell whether lines that stand out could be a heading, by their words and the room around them."""
    first, last = run
    words = " ".join(line.words for line in lines[first : last + 1])
    if last - first >= MOST_LINES or len(words) > LONGEST or not is_title(words):
        return False
    drawn = lines[first].drawn
    assert drawn
    if drawn.height >= body.height * LARGER_BOLD:
        return True
    if (
        NO_TITLE.match(words)
        or HONORIFIC.match(words)
        or _is_aside(lines[last], lines[last + 1 : last + 1 + MOST_ROWS])
    ):
        return False
    if last + 1 < len(lines) and _is_first_line(lines[last], lines[last + 1], body):
        return False
    above = distance(lines[first - 1], lines[first]) if first else None
    has_room = above is None or above >= body.leading * ABOVE or above >= drawn.height * 2
    # "THE PARISH COUNCIL" above "Minutes of the meeting": two titles that only their capitals part
    has_room = has_room or (
        lines[first - 1].words.isupper() != words.isupper() and _stands_out(lines[first - 1].drawn, body)
    )
    return has_room and not (words.endswith("?") and not NUMBERED.match(words))


def _is_aside(line: Standing, below: Sequence[Standing]) -> bool:
    """Tell a line that stands right of all words below it, as the head of a column of a table does."""
    rights = [each.drawn.right for each in below if each.drawn and each.page == line.page]
    return bool(rights) and line.drawn is not None and line.drawn.left >= max(rights)


def _is_first_line(line: Standing, below: Standing, body: Body) -> bool:
    """Tell a paragraph whose first line stands out."""
    down = distance(line, below)
    return below.words[0].islower() and down is not None and down < body.leading * ABOVE


def _with_text(found: Sequence[Head], lines: Sequence[Standing], body: Body) -> Iterator[Head]:
    """Yield the headings that stand above text; names of speakers, lists and the ends of letters do not."""
    names = _names(found, body)
    above_text = [
        _has_text(lines, head.last + 1, end, is_large=head.height >= body.height * LARGER_BOLD)
        for head, end in _followed(found, len(lines))
    ]
    for n, head in enumerate(found):
        run = n
        while (
            not above_text[run]
            and run - n < IN_A_ROW
            and run + 1 < len(found)
            and _is_right_above(*found[run : run + 2])
        ):
            run += 1
        if head.level or (above_text[run] and head not in names):
            yield head


def _names(found: Sequence[Head], body: Body) -> set[Head]:
    """Return what only looks like headings, as names of speakers do: lines that return, and others in the same letters as most of these."""
    small = [head for head in found if head.height < body.height * LARGER_BOLD]
    often = Counter(head.words for head in small)
    names: set[Head] = set()
    for is_capital in (False, True):
        alike = [head for head in small if head.words.isupper() == is_capital]
        again = [head for head in alike if often[head.words] >= OFTEN]
        names.update(alike if len(again) * 2 >= len(alike) else again)
    return names


def _is_right_above(head: Head, below: Head) -> bool:
    """Tell a heading above another one that is no greater."""
    return head.last + 1 == below.first and below.height <= head.height * (1 + NEAR)


def _followed(found: Sequence[Head], end: int) -> Iterator[tuple[Head, int]]:
    """Yield each heading, and where the next one begins."""
    for n, head in enumerate(found):
        yield head, found[n + 1].first if n + 1 < len(found) else end


def _has_text(lines: Sequence[Standing], begin: int, end: int, *, is_large: bool) -> bool:
    """Tell whether some lines are text: long, or ended as sentences are; below large letters any words are."""
    if is_large:
        return begin < end
    return any(
        len(lines[n].words) >= (WORDY if not ITEM.match(lines[n].words) else BRIEF)
        or SENTENCE_END.search(lines[n].words)
        for n in range(begin, min(end, begin + MOST_ABOVE))
    )
