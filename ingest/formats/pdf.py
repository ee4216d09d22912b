"""PDF: the text layer, page by page, as it stands on the page; comments, links and form fields behind it.

Nothing is taken from the properties of the file: titles and authors there are those of templates and typists, and
the date is not one of publication.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, LimitReachedError
from pypdf.generic import StreamObject

from ingest.errors import UnreadableError
from ingest.formats import pages, pdf_annotations, pdf_lines
from ingest.formats.blocks import Block, Split
from ingest.formats.decode import Decoded

MOST_PAGES = 10_000
MOST_ON_A_PAGE = 5_000_000  # bytes of drawing; about 15 seconds
MOST_DRAWN = 100_000_000  # bytes of drawing in the whole file
LITTLE_DRAWN = 2_000  # bytes of drawing: less is a blank page, or a line on it
NONE = "no object of a PDF stands in it; give it the name of its format, or save it again."
LOCKED = "it is locked with a password, or encrypted with AES; save it without (qpdf --decrypt)."
OCR = "run OCR over it (ocrmypdf) and put the result in its place"


@dataclass(slots=True)
class Read:
    """What is read so far: the text of each page, and the numbers of those that could not be read, by reason."""

    texts: list[str] = field(default_factory=list)
    unread: dict[str, list[int]] = field(default_factory=dict)
    drawn: int = 0

    def fail(self, reason: str) -> None:
        """Note that the page that is read has no text, and why."""
        self.unread.setdefault(reason, []).append(len(self.texts) + 1)


def decode(data: bytes, declared: str | None = None, include: Collection[str] = ()) -> Decoded:  # noqa: ARG001
    """Return the text of a PDF, its pages parted by form feeds.

    Raises UnreadableError for a file that is locked, broken, or a scan without a text layer.
    """
    if b"obj" not in data:  # pypdf looks for the end of a PDF byte by byte
        raise UnreadableError(NONE)
    with _quiet() as told:
        try:
            return _decode(_opened(data), told)
        except UnreadableError:
            raise
        except DependencyError:
            raise UnreadableError(LOCKED) from None
        except Exception as error:  # pypdf documents no errors for broken files: KeyError, RecursionError … may come
            raise UnreadableError(
                f"it is no PDF that can be read ({_short(error)}); mend it, or save it again."
            ) from None


def _opened(data: bytes) -> PdfReader:
    try:
        reader = PdfReader(BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
    except DependencyError:
        locked = True
    if locked:
        raise UnreadableError(LOCKED)
    return reader


def _decode(reader: PdfReader, told: list[str]) -> Decoded:
    read = Read()
    for page in _pages(reader, read):
        read.texts.append(_text(page, read, told))
    if not any(text.strip() for text in read.texts):
        raise UnreadableError(_why_empty(read))
    lined = pdf_lines.lined(read.texts)
    text = "\n\f".join(lined)
    found = pages.paged(text, _labels(reader, len(lined)))
    behind, blocks = _behind(reader, len(text))
    problems = [*_problems(read, lined), *_attached(reader)]
    return Decoded(text + behind, None, Split(blocks, problems=problems), pages=found)


def _pages(reader: PdfReader, read: Read) -> Iterator[PageObject]:
    for number, page in enumerate(reader.pages):
        if number == MOST_PAGES or read.drawn > MOST_DRAWN:
            read.fail(f"were not read, as the file is too long (read are {number:,} pages); part it")
            return
        yield page


def _text(page: PageObject, read: Read, told: list[str]) -> str:
    """Return the text of a page: as it is laid out or, where that leaves words out, in the order of drawing."""
    told.clear()
    try:
        drawn = _drawn(page)
        read.drawn += min(drawn, MOST_ON_A_PAGE)
        if drawn > MOST_ON_A_PAGE:
            read.fail("hold too much drawing to be read; print their text to another file, and put it beside this one")
            return ""
        laid_out = page.extract_text(extraction_mode="layout", layout_mode_font_height_weight=pdf_lines.WEIGHT)
        if told or pdf_annotations.has_forms(page):
            ordered = page.extract_text()
            if _letters(ordered) > _letters(laid_out):
                laid_out = pdf_lines.unspaced(ordered)
    except DependencyError:
        raise
    except LimitReachedError as error:
        read.fail(f"could not be read ({_short(error)}); save the file again")
        return ""
    except Exception as error:  # a page that is broken: pypdf documents no errors
        read.fail(f"could not be read ({_short(error)}); save the file again")
        return ""
    if not laid_out.strip() and (drawn > LITTLE_DRAWN or pdf_annotations.has_images(page)):
        read.fail(f"have no text layer; {OCR}")
    return laid_out


def _drawn(page: PageObject) -> int:
    """Return how many bytes draw a page."""
    contents = page.get_contents()
    return len(contents.get_data()) if isinstance(contents, StreamObject) else 0


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _why_empty(read: Read) -> str:
    if not read.unread:
        return "there is no text in it; put a file that has some in its place."
    scans = f"have no text layer; {OCR}"
    if scans in read.unread:
        return f"none of its pages has a text layer; {OCR}."
    return f"its pages {next(iter(read.unread))}."


def _problems(read: Read, lined: list[str]) -> Iterator[tuple[str, int, int]]:
    """Yield a sentence for each run of pages without text, with the place where it should stand."""
    starts = [0]
    for text in lined:
        starts.append(starts[-1] + len(text) + 2)
    end = starts[-1] - 2
    for reason, numbers in read.unread.items():
        for first, last in _runs(numbers):
            which = f"pages {first} to {last}" if last > first else f"page {first}"
            at = min(starts[min(first, len(starts)) - 1], end)
            yield f"{which} {reason if last > first else _of_one(reason)}", at, at
    if sum(text.count("\ufffd") for text in lined) * 20 > end:
        yield f"its fonts do not say which letters they draw, so many are \ufffd; {OCR}", 0, end


def _of_one(reason: str) -> str:
    first, _, rest = reason.partition(" ")
    return f"{ {'have': 'has', 'hold': 'holds', 'were': 'was'}.get(first, first) } {rest}"


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    first = last = numbers[0]
    for number in numbers[1:]:
        if number > last + 1:
            yield first, last
            first = number
        last = number
    yield first, last


def _labels(reader: PdfReader, count: int) -> list[str]:
    """Return what the file calls its pages; nothing where it only counts them, as what is printed on them says more."""
    try:
        labels = [" ".join(label.split()) for label in reader.page_labels[:count]]
    except Exception:  # labels that cannot be read are none
        return []
    return [] if labels == [str(n) for n in range(1, count + 1)] or len(labels) != count or not all(labels) else labels


def _behind(reader: PdfReader, start: int) -> tuple[str, list[Block]]:
    """Return the words of comments, links and form fields, to stand behind the pages, each a named discard."""
    parts, blocks = [], []
    for name, words in pdf_annotations.find(reader):
        start += 2
        parts.append(f"\n\n{words}")
        blocks.append(Block(name, start, start + len(words), discard=True))
        start += len(words)
    return "".join(parts), blocks


def _attached(reader: PdfReader) -> Iterator[tuple[str, int, int]]:
    names = pdf_annotations.attached(reader)
    if names:
        yield f"it holds files that are not read ({', '.join(names)}); save them beside it", 0, 0


def _short(error: Exception) -> str:
    words = " ".join(str(error).split()) or type(error).__name__
    return words if len(words) < 120 else f"{words[:119]}…"


@contextmanager
def _quiet() -> Iterator[list[str]]:
    """Keep what pypdf logs from the terminal, and note it."""
    told: list[str] = []
    logger, noting = logging.getLogger("pypdf"), _Noting(told)
    before = logger.propagate
    logger.addHandler(noting)
    logger.propagate = False
    try:
        yield told
    finally:
        logger.removeHandler(noting)
        logger.propagate = before


class _Noting(logging.Handler):
    """Notes that words were left out of the layout of a page."""

    def __init__(self, told: list[str]) -> None:
        super().__init__()
        self.told = told

    def emit(self, record: logging.LogRecord) -> None:
        message: Any = record.msg
        if "Output will be incomplete" in str(message):
            self.told.append(str(message))
