"""The lines of a page of a PDF: words set where they stand on it, in columns of one width, each line with its distance from the one above.

What is turned, as a note along the margin, is laid out by itself, behind the rest.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median, median_low

from ingest.formats.pdf import narrow as pdf_narrow
from ingest.formats.pdf.columns import Spaced
from ingest.formats.pdf.letters import whole
from ingest.formats.pdf.order import parts
from ingest.formats.pdf.rows import goes_on
from ingest.formats.pdf.words import LARGE, Word, is_from_the_right

FINE = 0.8  # of the width of a letter: a column, so that a line seldom needs more of them than it has
MOST_COLUMNS = 400  # what stands further to the right is set behind the rest of its line
APART = 4  # blanks between words that stand apart, at the least
WIDE = 0.9  # of the height of a letter: room between words that is no blank
STRETCHED = 1.2  # of it: room that is none where too few blanks tell how far a line is stretched
EDGE = 1.0  # point: words that begin so near to each other begin at one place
MANY_BEGIN = 8  # lines in which a column begins at one place, beside another
AS_LARGE = 0.95  # times the height of a word: no smaller than that
MANY = 4  # blanks in a line that tell how far it is stretched
LEVEL = 4  # steps of a point within which words stand level
OTHER = 0.85  # times the height of letters: those of another size
OF_OTHERS = 30  # tenths: how far a paragraph in letters of another size stands below one
FARTHEST = 1_000  # tenths of the height of a letter
BESIDE = 1.2  # of its height: how far behind its left edge these begin
NARROW = 0.4  # of its height: how wide a blank is at the least
CAPITAL = 0.8  # of its height: how far it stands above its line
MOST_LARGE = 20  # on a page
ASIDE = 100  # tenths: how far what is turned stands from what is not


def laid_out(words: Iterable[Word]) -> list[Spaced]:
    """Return the lines of a page from above, with their distances in tenths of the height of their letters."""
    by_turn: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        by_turn[word.turn].append(word)
    found: list[Spaced] = []
    for turned in sorted(by_turn.values(), key=len, reverse=True):
        for n, ((first, _), *rest) in enumerate(_laid(turned)):
            goes_on_here = n > 0 and goes_on(found[-1][0], first)
            found += [(first, found[-1][1] if goes_on_here else ASIDE if found else 1), *rest]
    return found


def _laid(words: Sequence[Word]) -> Iterator[list[Spaced]]:
    """Yield the lines of each part of a page."""
    read = parts(_with_large_letters(words))
    laid = [[(_row(part.cells), 1)] if part.cells else list(_lines(part.words)) for part in read]
    width = max(len(line) for part, lines in zip(read, laid, strict=True) for line, _ in lines if not part.is_note)
    for part, lines in zip(read, laid, strict=True):
        yield pdf_narrow.refilled(lines, width) if part.is_note else lines


def _row(cells: Sequence[Sequence[Word]]) -> str:
    """Return a row of a table on one line: the lines of each cell behind each other."""
    return (" " * APART).join(" ".join(line.strip() for line, _ in _lines(cell)) for cell in cells)


def _lines(words: Sequence[Word]) -> Iterator[Spaced]:
    page = _Grid(words)
    lines = [whole(sorted(line, key=lambda word: word.left)) for line in page.level(words)]
    edges = _edges(lines)
    above: Word | None = None
    last = ""
    for line in lines:
        longest = max(line, key=lambda word: len(word.text))
        # those on the right may stand a little lower, in another column, and a note's number at the front a little higher
        first = next(word for word in line if word.height >= longest.height * AS_LARGE)
        down = 0.0 if above is None else (above.line - first.line) * 10 / first.height
        text = page.set(line, edges)
        if above and _is_other(above.height, first.height) and not goes_on(last, text):
            down = max(down, OF_OTHERS)  # a note below the text
        yield text, round(min(max(down, 1), FARTHEST))
        above, last = first, text


def _is_other(height: float, below: float) -> bool:
    """Tell letters of another size."""
    return min(height, below) < max(height, below) * OTHER


def _edges(lines: Sequence[Sequence[Word]]) -> frozenset[int]:
    """Return where columns may begin, in steps of EDGE: where words of several lines do, behind more room than a blank."""
    begins = Counter(
        round(after.left / EDGE)
        for line in lines
        for before, after in pairwise(line)
        if after.left - before.right >= after.height * WIDE
    )
    return frozenset(at for at in begins if sum(begins[near] for near in (at - 1, at, at + 1)) >= MANY_BEGIN)


class _Grid:
    """A page, or what is turned alike on it, in columns of one width."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._left = min(word.left for word in words)
        letters = sum(len(word.text) for word in words)
        self._letter = sum(max(word.right - word.left, 0.0) for word in words) / letters or 1.0

    def level(self, words: Sequence[Word]) -> Iterator[list[Word]]:
        """Yield the words of each line from above: those that stand level, and smaller ones a little above or below, as of notes."""
        line: list[Word] = []
        taken: set[int] = set()
        for _, group in groupby(sorted(words, key=_down), _down):
            here = list(group)
            columns = {column for word in here for column in self._columns(word)}
            if line and not (_is_near(line[0], here[0]) and taken.isdisjoint(columns)):
                yield line
                line, taken = [], set()
            line += here
            taken |= columns
        yield line

    def set(self, line: list[Word], edges: frozenset[int]) -> str:
        """Return the words of a line, from the left, with the blanks before and between them; `edges` is where columns may begin."""
        if any(not word.text.isascii() for word in line):
            if not _is_from_the_left(line):
                return " ".join(word.text for word in reversed(_turned(line, is_from_the_right)))
            line = _turned(line, lambda sign: sign.isalpha() and not is_from_the_right(sign))
        room = [after.left - before.right for before, after in pairwise(line)]
        wide = _wide(line, room)
        text = " " * self._column(line[0].left) + line[0].text
        for gap, word in zip(room, line[1:], strict=True):
            letter = max(self._letter, word.height * NARROW)  # of a title, or of the text
            blanks = max(round(min(gap / letter, MOST_COLUMNS)), 1)
            if gap >= wide or (gap >= word.height * WIDE and round(word.left / EDGE) in edges):
                blanks = max(self._column(word.left) - len(text), APART)
            text += " " * blanks + word.text
        return text

    def _column(self, x: float) -> int:
        return int(min((x - self._left) / (self._letter * FINE), MOST_COLUMNS))

    def _columns(self, word: Word) -> range:
        """Return the columns that a word covers, but those that it only touches."""
        touched = self._letter * FINE / 2
        return range(
            self._column(word.left + touched), self._column(max(word.right, word.left + touched) - touched) + 1
        )


def _down(word: Word) -> int:
    return -round(min(max(word.line, -1e6), 1e6) * LEVEL)


def _is_near(above: Word, below: Word) -> bool:
    return above.line - below.line < min(above.height, below.height)


def _wide(line: Sequence[Word], room: Sequence[float]) -> float:
    """Return how much room between two words parts them: more than a blank, of which all are as wide in a line that is stretched."""
    if not room:
        return 0.0
    height, usual = max(word.height for word in line), median_low(room)
    return height * max(WIDE, min(usual * 2 / height, STRETCHED) if len(room) < MANY else usual * 2 / height)


def _is_from_the_left(line: Sequence[Word]) -> bool:
    return sum(any(map(is_from_the_right, word.text)) for word in line) * 2 <= len(line)


def _turned(line: Sequence[Word], is_usual: Callable[[str], bool]) -> list[Word]:
    """Return a line in which words in a row that are read the other way stand in the order in which they are read.

    `is_usual` tells the letters that are read as the line is; what has none, as a number between two such words, is read as they are.
    """
    found, first, last = list(line), -1, -1
    for n, word in enumerate(line):
        if any(map(is_usual, word.text)):
            _turn(found, first, last)
            first = -1
        elif any(map(str.isalpha, word.text)):
            first, last = (n if first < 0 else first), n
    _turn(found, first, last)
    return found


def _turn(line: list[Word], first: int, last: int) -> None:
    """Set the texts of words in the opposite order, each word where another stood."""
    if 0 <= first < last:
        texts = [word.text for word in line[first : last + 1]]
        line[first : last + 1] = [
            word._replace(text=text) for word, text in zip(line[first : last + 1], reversed(texts), strict=True)
        ]


def _with_large_letters(words: Sequence[Word]) -> list[Word]:
    """Return the words, and each letter that is as high as several lines at the front of the first of these, as it is read."""
    usual = median(word.height for word in words)
    large = [word for word in words if len(word.text) == 1 and word.text.isalpha() and word.height > usual * LARGE]
    if not large or len(large) > MOST_LARGE:
        return list(words)
    found = [word for word in words if word not in large]
    for letter in large:
        first = {found[n].line: n for n in _beside(letter, found)}
        for line, n in first.items():
            text = letter.text + found[n].text if line == max(first) else found[n].text
            found[n] = found[n]._replace(text=text, left=letter.left)
        if not first:
            found.append(letter)
    return found


def _beside(letter: Word, words: Sequence[Word]) -> list[int]:
    """Return the numbers of the words beside a large letter, those that begin lines last."""
    begins: dict[float, float] = {}
    for word in words:
        begins[word.line] = min(begins.get(word.line, word.left), word.left)
    # a line below the foot of the letter may begin behind it too, where there is room left of another
    beside = [
        n
        for n, word in enumerate(words)
        if _is_beside(letter, word)
        and (word.line > letter.line - word.height / 4 or letter.right <= word.left == begins[word.line])
    ]
    return sorted(beside, key=lambda n: -words[n].left)


def _is_beside(letter: Word, word: Word) -> bool:
    within = letter.line - word.height < word.line < letter.line + letter.height * CAPITAL
    within = within and word.height * LARGE < letter.height
    return within and 0 < word.left - letter.left < letter.height * BESIDE
