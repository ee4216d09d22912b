"""Article extracts: passages taken from someone's article, under a line that says whose, and of which day.

Words repeated without such a line are quotations, not extracts: no one states where they come from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.grammar.dates import complete, read_date
from ingest.grammar.introductions import Introduction, dates_words, introduction, may_introduce, title_place
from ingest.grammar.pairs import Span
from ingest.grammar.spans import spans
from ingest.ids import join
from ingest.model import Passage, Problem, Reading
from ingest.records.indented_quotes import set_off_below
from ingest.waiting import ArticleExtract

# “Quoted …, "Quoted …, **‘Quoted …
BEGINS_QUOTED = re.compile(r"[*_\s]*[“‘„«\"'”’](?=\S)")
# … quoted.”
ENDS_QUOTED = re.compile(r"[”’»\"'][*_.\s]{0,3}\Z")
# "Read the full article here http://…", "[Continue reading](https://…)", "Read on: …"
READ_ON = re.compile(
    r"\W{0,4}(?:read (?:the|more|on|it|full|article|in full|this|all|that|here)|continue reading|the full (?:article|"
    r"story|post|report|text)|full (?:article|story|post|report|text))\b",
    re.IGNORECASE,
)
URL = re.compile(r"https?://[^\s<>()\[\]\"“”]+")
# a heading that may stand inside an extract
STATEMENT = re.compile(r"\b(?:STATEMENT|Statement)\b")
NOT_OF_URL = ".,;:!?’'"

LONGEST_READ_ON = 200  # characters besides the address
WIDEST_GAP = 3  # passages without marks between two that have them


def find(reading: Reading) -> Iterator[ArticleExtract | Problem]:
    """Yield the extracts of a document; the passages they are made of get the kind `extract`."""
    introductions = dict(_introductions(reading))
    for position, (index, intro) in enumerate(introductions.items(), 1):
        for below in set_off_below(reading, index):
            below.kind = "quote"
        first, title = _title(reading, index, intro)
        stop = _stop(reading, first, introductions)
        last = _last(reading, first, stop)
        passage = reading.passages[index]
        if last is None:
            yield reading.problem(
                "this line introduces an extract, but nothing quoted follows", passage.start, passage.end
            )
            continue
        yield from _date_problem(reading, intro)
        yield _extract(reading, intro, position, title, (first, last, stop))


def _introductions(reading: Reading) -> Iterator[tuple[int, Introduction]]:
    for index in sorted(reading.anchors.digits):
        passage = reading.passages[index]
        if passage.kind not in ("heading", "code", "html", "table"):
            found = introduction(reading.text, passage.start, passage.end)
            if found:
                yield index, found


def _title(reading: Reading, index: int, intro: Introduction) -> tuple[int, tuple[int, int] | None]:
    """Return where the extract begins and the place of its title, which may be the line after the introduction."""
    passages, text = reading.passages, reading.text
    if intro.title or not intro.expectant or index + 2 >= len(passages):
        return index + 1, intro.title
    above, below = passages[index + 1], passages[index + 2]
    place = title_place(text, above.start, above.end, loose=not _begins_quoted(above))
    if place and above.kind != "quote" and (_begins_quoted(below) or below.kind == "quote"):
        return index + 2, place
    return index + 1, None


def _stop(reading: Reading, first: int, introductions: dict[int, Introduction]) -> int:
    """Return the number of the passage before which the extract has ended at the latest."""
    passages = reading.passages
    for index in range(first, len(passages)):
        if index in introductions or _is_read_on(passages[index]) or _is_date(passages[index].text):
            return index
        if not _begins_quoted(passages[index]) and may_introduce(
            reading.text, passages[index].start, passages[index].end
        ):
            return index
        if dates_words(reading.text, passages[index].start, passages[index].end):
            return index
        if passages[index].kind == "heading" and not _is_inside(passages, index):
            return index
    return len(passages)


def _is_read_on(passage: Passage) -> bool:
    words = passage.text
    return bool(READ_ON.match(words)) and len(URL.sub("", words)) < LONGEST_READ_ON and not ENDS_QUOTED.search(words)


def _is_date(words: str) -> bool:
    return len(words) < 40 and any(sign.isdigit() for sign in words) and read_date(words) is not None


def _is_inside(passages: list[Passage], index: int) -> bool:
    """Tell whether a heading is one that articles reprint, with what stands under it, in quotation marks."""
    below = passages[index + 1 : index + 3]
    return bool(STATEMENT.search(passages[index].text)) and any(_begins_quoted(each) for each in below)


def _begins_quoted(passage: Passage) -> bool:
    return bool(BEGINS_QUOTED.match(passage.text))


def _last(reading: Reading, first: int, stop: int) -> int | None:
    """Return the number of the last passage that looks quoted; None if not even the first does."""
    run = reading.passages[first:stop]
    if not run or not (run[0].kind == "quote" or _begins_quoted(run[0])):
        return None
    inside = _inside(reading, run)
    last = 0
    for n, passage in enumerate(run):
        if n - last > WIDEST_GAP + 1:
            break
        if n in inside or passage.kind == "quote" or _begins_quoted(passage) or ENDS_QUOTED.search(passage.text):
            last = n
    return first + last


def _inside(reading: Reading, run: list[Passage]) -> set[int]:
    """Return the numbers of the passages over which a quotation goes on."""
    place = {passage.id: n for n, passage in enumerate(run)}
    numbers: set[int] = set()
    for span in spans(run, reading.text):
        if isinstance(span, Span) and span.closed is not None:
            first, last = reading.passage_at(span.opened), reading.passage_at(span.closed)
            if first and last and first is not last:
                numbers.update(range(place[first.id], place[last.id] + 1))
    return numbers


def _date_problem(reading: Reading, intro: Introduction) -> Iterator[Problem]:
    if not intro.date.consistent:
        yield reading.problem("this date does not exist, or has another weekday", intro.date.start, intro.date.end)


def _extract(
    reading: Reading,
    intro: Introduction,
    position: int,
    title: tuple[int, int] | None,
    place: tuple[int, int, int],
) -> ArticleExtract:
    first, last, stop = place
    run = reading.passages[first : last + 1]
    for passage in run:
        if passage.kind != "heading":
            passage.kind = "extract"
    start, end = run[0].start, run[-1].end
    date = complete(intro.date, reading.document.published_date)[0] if intro.date.consistent else None
    return ArticleExtract(
        join(reading.document.id, "extract", position), reading.document.id,
        reading.text[slice(*title)] if title else None, intro.author, intro.publication, date,
        intro.url or _url(reading, last, stop), run[0].id, run[-1].id, start, end, reading.text[start:end],
    )  # fmt: skip


def _url(reading: Reading, last: int, stop: int) -> str | None:
    """Return the address of the line "Read the article … URL" that ended the extract."""
    if stop >= len(reading.passages) or stop - last > WIDEST_GAP or not _is_read_on(reading.passages[stop]):
        return None
    found = URL.search(reading.passages[stop].text)
    return found.group().rstrip(NOT_OF_URL) if found else None
