"""PDF: the text layer, page by page, as it stands on the page; comments, links and form fields behind it.

Nothing is taken from the properties of the file: titles and authors there are those of templates and typists, and
the date is not one of publication.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from io import BytesIO

from pypdf import PdfReader
from pypdfium2 import PdfDocument, PdfiumError, raw

from ingest.errors import UnreadableError
from ingest.formats import browser_heads, pages
from ingest.formats.blocks import Block, Split
from ingest.formats.decode import Decoded
from ingest.formats.pdf import annotations as pdf_annotations
from ingest.formats.pdf import blanks as pdf_blanks
from ingest.formats.pdf import bookmarks as pdf_bookmarks
from ingest.formats.pdf import drawing as pdf_drawing
from ingest.formats.pdf import edges as pdf_edges
from ingest.formats.pdf import faces as pdf_faces
from ingest.formats.pdf import fields as pdf_fields
from ingest.formats.pdf import headings as pdf_headings
from ingest.formats.pdf import layout as pdf_layout
from ingest.formats.pdf import lines as pdf_lines
from ingest.formats.pdf import problems as pdf_problems
from ingest.formats.pdf import pulled as pdf_pulled
from ingest.formats.pdf import words as pdf_words
from ingest.formats.pdf.bookmarks import Bookmark
from ingest.formats.pdf.columns import Spaced
from ingest.formats.pdf.faces import Drawn
from ingest.formats.pdf.fields import Filled
from ingest.formats.pdf.tags import Tags
from ingest.formats.pdf.words import ONE_AT_A_TIME

MOST_PAGES = 10_000
MOST_ON_A_PAGE = 5_000_000  # bytes of drawing; some two seconds
MOST_DRAWN = 100_000_000  # bytes of drawing in the whole file
LITTLE_DRAWN = 2_000  # bytes of drawing: less is a blank page, or a line on it
NONE = "no object of a PDF stands in it; give it the name of its format, or save it again."
LOCKED = "it is locked with a password; save it without (qpdf --decrypt)."


@dataclass(slots=True)
class Read:
    """What is read so far: the lines of each page, as they are laid out and as they are drawn, and the numbers of those that could not be read, by reason."""

    tags: Tags
    pages: list[list[Spaced]] = field(default_factory=list)
    drawn_lines: list[list[Drawn]] = field(default_factory=list)
    unread: dict[str, list[int]] = field(default_factory=dict)
    drawn: int = 0

    def fail(self, reason: str) -> None:
        """Note that the page that is read has no text, and why."""
        self.unread.setdefault(reason, []).append(len(self.pages) + 1)


def decode(data: bytes, declared: str | None = None, include: Collection[str] = ()) -> Decoded:  # noqa: ARG001
    """Return the text of a PDF, its pages parted by form feeds.

    Raises UnreadableError for a file that is locked, broken, or a scan without a text layer.
    """
    if b"obj" not in data:  # pypdf looks for the end of a PDF byte by byte
        raise UnreadableError(NONE)
    with _quiet(), ONE_AT_A_TIME:
        try:
            with closing(_opened(data)) as document:
                return _decode(document, _reader(document, data))
        except UnreadableError:
            raise
        except Exception as error:  # pypdf documents no errors for broken files: KeyError, RecursionError … may come
            raise UnreadableError(
                f"it is no PDF that can be read ({_short(error)}); mend it, or save it again."
            ) from None


def _opened(data: bytes) -> PdfDocument:
    try:
        return PdfDocument(data)
    except PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise UnreadableError(LOCKED) from None
        raise


def _reader(document: PdfDocument, data: bytes) -> PdfReader:
    """Return what reads a file beside PDFium: a copy that PDFium makes, where the file is encrypted, or pypdf cannot mend it."""
    if raw.FPDF_GetSecurityHandlerRevision(document.raw) < 0:
        with suppress(Exception):  # pypdf documents no errors for broken files
            reader = PdfReader(BytesIO(data))
            if len(reader.pages) == len(document):
                return reader
    copy = BytesIO()
    document.save(copy, flags=raw.FPDF_REMOVE_SECURITY)
    return PdfReader(copy)


def _decode(document: PdfDocument, reader: PdfReader) -> Decoded:
    read = Read(Tags(document))
    for number in range(max(len(document), len(reader.pages))):
        if number == MOST_PAGES or read.drawn > MOST_DRAWN:
            read.fail(f"were not read, as the file is too long (read are {number:,} pages); part it")
            break
        laid, drawn = _lines(document, reader, read)
        read.pages.append(laid)
        read.drawn_lines.append(drawn)
    if not any(read.pages):
        raise UnreadableError(pdf_problems.why_empty(read.unread))
    lined = pdf_lines.lined(read.pages)
    text = "\n\f".join(lined)
    height = pdf_pulled.usual_height(read.drawn_lines)
    known = pdf_pulled.find(lined, read.drawn_lines, height) | pdf_edges.find(lined, read.drawn_lines, height)
    found = pages.paged(text, _labels(reader, len(lined)), known)
    marks = _bookmarks(document)
    top = next((text[cut.start : cut.end] for cut in found.cuts[:1] if cut.name == "running head"), "")
    every = list(pdf_headings.find(lined, read.drawn_lines, found.cuts, marks))
    headings = pdf_headings.below_site(every, text, browser_heads.title_in(top))
    behind, blocks = _behind(reader, pdf_bookmarks.unseen(marks, lined), len(text))
    problems = [*pdf_problems.problems(read.unread, lined), *_attached(reader)]
    split = Split(blocks, problems=problems, marked=pdf_bookmarks.first_pages(marks))
    return Decoded(text + behind, None, split, pages=found, headings=headings)


def _lines(document: PdfDocument, reader: PdfReader, read: Read) -> tuple[list[Spaced], list[Drawn]]:
    """Return the lines of the next page, as it is laid out, and as it is drawn; none where it cannot be read, which is noted."""
    number = len(read.pages)
    try:
        page = reader.pages[number]
        drawn = pdf_drawing.drawn(page, MOST_ON_A_PAGE)
        read.drawn += min(drawn.size, MOST_ON_A_PAGE)
        if drawn.size > MOST_ON_A_PAGE:
            read.fail("hold too much drawing to be read; print their text to another file, and put it beside this one")
            return [], []
        found, lines, is_scan = _laid_out(document, number, read.tags, pdf_fields.filled(page))
        if drawn.is_cut:
            read.fail(
                "hold a string so long that its end is not read; print their text to another file, and put it beside this one"
            )
        if is_scan and (drawn.size > LITTLE_DRAWN or pdf_drawing.has_images(page)):
            read.fail(f"have no text layer; {pdf_problems.OCR}")
    except Exception as error:  # a page that is broken: pypdf documents no errors
        read.fail(f"could not be read ({_short(error)}); save the file again")
        return [], []
    return found, lines


def _laid_out(
    document: PdfDocument, number: int, tags: Tags, fields: Sequence[Filled]
) -> tuple[list[Spaced], list[Drawn], bool]:
    """Return the lines of a page, as it is laid out, and as it is drawn, and whether nothing but what is filled in is text."""
    with closing(document[number]) as page, closing(page.get_textpage()) as text_page:
        words = pdf_words.upright(list(pdf_words.words(text_page, may_be_moved=pdf_blanks.are_moved(document))))
        every = pdf_fields.with_fields(words, fields) if fields else words
        return pdf_layout.laid_out(every), list(pdf_faces.drawn(every, text_page, tags.headings(page.raw))), not words


def _bookmarks(document: PdfDocument) -> list[Bookmark]:
    try:
        return pdf_bookmarks.bookmarks(document)
    except Exception:  # bookmarks that cannot be read are none
        return []


def _labels(reader: PdfReader, count: int) -> list[str]:
    """Return what the file calls its pages; nothing where it only counts them, as what is printed on them says more."""
    try:
        labels = [" ".join(label.split()) for label in reader.page_labels[:count]]
    except Exception:  # labels that cannot be read are none
        return []
    return [] if labels == [str(n) for n in range(1, count + 1)] or len(labels) != count or not all(labels) else labels


def _behind(reader: PdfReader, marks: Iterable[str], start: int) -> tuple[str, list[Block]]:
    """Return the words of comments, links, form fields and bookmarks, to stand behind the pages, each a named discard."""
    parts, blocks = [], []
    said = (("bookmark of the file", words) for words in marks)
    for name, words in (*pdf_annotations.find(reader), *said):
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
def _quiet() -> Iterator[None]:
    """Keep what pypdf and pypdfium2 log from the terminal."""
    loggers, nothing = [logging.getLogger(name) for name in ("pypdf", "pypdfium2")], logging.NullHandler()
    before = [logger.propagate for logger in loggers]
    for logger in loggers:
        logger.addHandler(nothing)
        logger.propagate = False
    try:
        yield
    finally:
        for logger, propagate in zip(loggers, before, strict=True):
            logger.removeHandler(nothing)
            logger.propagate = propagate
