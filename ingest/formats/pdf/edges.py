"""Running heads and feet of a PDF of few pages: lines at the edge of a page that stand at the same place of another.

In a text alone two pages that begin alike are too few to tell; here the same words must be drawn at the same height, from the same
margin and in letters of the same size. What stands at the top of a later page, and repeats the title in smaller letters, is one too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ingest.formats.page_lines import lines_of
from ingest.formats.paragraphs import ITEM
from ingest.formats.pdf.faces import Drawn
from ingest.formats.pdf.lines import clean
from ingest.formats.running_heads import LONGEST, ONLY_NUMBER, Furniture
from ingest.grammar.mail_fields import field

MOST_PAGES = 5  # of more, the words alone tell
DEEPEST = 3  # lines at either edge
LEVEL = 0.3  # of the height: what stands nearer is of one line
NEAR = 2.0  # points between the same places of two pages
LARGER = 1.1  # times the letters of most of the text: those of a letterhead or a title
TITLE = 1.2  # times the letters of a running head: those of the title that it repeats
SHORTEST, LONGEST_HEAD = 4, 70  # letters and digits; a line of prose has more
NUMBER = re.compile(r"\d+")
COUNTS = re.compile(r"#(-?\d+)#")  # what a number is more than that of its page
FEW_PAGES = 2  # on which what stands at the top may be two titles
# words are without blanks here: "Page2of3", "KettleinquiryS.2"
PAGE_WORD = re.compile(
    r"(?:pages?|seite|side|pagina|página|blad|s|p|pg)\.?\W?\d|\d(?:/|of|von|sur|van|de)\d|\A[A-Z]{1,6}\W?\d{5,}\Z",
    re.IGNORECASE,
)
A_TITLE = re.compile(
    r"(?:witnessstatement|statementof|(?:draft)?affidavit|declarationof|exhibit|motion|annex|appendix|schedule|tab\d)",
    re.IGNORECASE,
)
SIGNS = re.compile(r"[\W_]+")


class Edge(NamedTuple):
    """A line at the edge of a page: its words without blanks, where it stands, and its height."""

    words: str
    left: float
    line: float
    height: float


Key = tuple[bool, str, int, int, int]


def find(lined: Sequence[str], drawn: Sequence[Sequence[Drawn]], height: float) -> dict[int, Furniture]:
    """Return the furniture of the pages of a text, which two signs part, by the place where a line begins; `height` is that of most letters."""
    if not 1 < len(lined) <= MOST_PAGES:
        return {}
    edges = [(_edges(rows, False), _edges(rows, True)) for rows in drawn]
    pages: dict[Key, set[int]] = defaultdict(set)
    for number, sides in enumerate(edges):
        for foot, side in enumerate(sides):
            for edge in side:
                for key in _keys(edge, bool(foot), number):
                    pages[key].add(number)
    found: dict[int, Furniture] = {}
    start = 0
    for number, (text, sides) in enumerate(zip(lined, edges, strict=True)):
        for foot, side in enumerate(sides):
            taken = dict(_taken(side, bool(foot), number, pages, height))
            taken |= _title_again(side, drawn[0]) if number and not foot else {}
            for line in lines_of(text) if taken else ():
                words = "".join(line.words.split())
                if words in taken and len(line.words) <= LONGEST * 2:
                    found[start + line.start] = Furniture("running foot" if foot else "running head", taken[words])
        start += len(text) + 2
    return found


def _edges(rows: Iterable[Drawn], foot: bool) -> list[Edge]:
    """Return the outermost lines at the top or at the foot of a page, from the edge inwards."""
    found: list[list[Drawn]] = []
    for row in sorted(rows, key=lambda each: each.line if foot else -each.line):
        if found and abs(found[-1][0].line - row.line) <= row.height * LEVEL:
            found[-1].append(row)
        elif len(found) == DEEPEST:
            break
        else:
            found.append([row])
    edges = []
    for line in found:
        line.sort(key=lambda each: each.left)
        words = clean("".join(row.words for row in line))
        edges.append(Edge(words, line[0].left, line[0].line, max(row.height for row in line)))
    return edges


def _keys(edge: Edge, foot: bool, number: int) -> Iterator[Key]:
    """Yield what may be the same on another page: the words, or the words around a number that counts with the pages."""
    place = round(edge.left / NEAR), round(edge.line / NEAR), round(edge.height * 2)
    yield (foot, edge.words, *place)
    for match in list(NUMBER.finditer(edge.words))[-2:]:
        if len(match[0]) <= len("000000"):
            counts = f"{edge.words[: match.start()]}#{int(match[0]) - number}#{edge.words[match.end() :]}"
            yield (foot, counts, *place)


def _taken(
    side: Sequence[Edge], foot: bool, number: int, pages: dict[Key, set[int]], height: float
) -> Iterator[tuple[str, str | None]]:
    """Yield the words of lines that return, from the edge inwards, with the number by which they count the pages."""
    for edge in side:
        if ONLY_NUMBER.match(NUMBER.sub("#", edge.words, count=1)):
            continue
        returns = [key for key in _keys(edge, foot, number) if len(pages[key]) > 1]
        if not returns or edge.height > height * LARGER or not _is_furniture(edge.words):
            return
        counts = returns[0][1] != edge.words
        if not foot and len(pages[returns[0]]) <= FEW_PAGES and _may_be_titles(edge.words, counts):
            return
        counted = COUNTS.search(returns[0][1]) if returns[0][1] != edge.words else None
        yield edge.words, str(int(counted[1]) + number) if counted else None


def _may_be_titles(words: str, counts: bool) -> bool:
    """Tell words at the top of two pages that may be the titles of two documents: "Motion 1" and "Motion 2", "Witness statement"."""
    return (counts and PAGE_WORD.search(words) is None) or A_TITLE.match(words) is not None


def _is_furniture(words: str) -> bool:
    letters = sum(map(str.isalnum, words)) if any(map(str.isalpha, words)) else 0
    is_prose = len(words) > LONGEST_HEAD or words[0].islower()
    return letters >= SHORTEST and not (is_prose or ITEM.match(words) or field(words.replace(":", ": ", 1)))


def _title_again(side: Sequence[Edge], first: Iterable[Drawn]) -> dict[str, str | None]:
    """Return the words of the line at the top of a page that are those of a line of the first page in larger letters."""
    edge = next((each for each in side if not ONLY_NUMBER.match(NUMBER.sub("#", each.words, count=1))), None)
    if edge is None or len(edge.words) < SHORTEST:
        return {}
    words = SIGNS.sub("", edge.words).casefold()
    again = any(row.height >= edge.height * TITLE and SIGNS.sub("", row.words).casefold() == words for row in first)
    return {edge.words: None} if again else {}
