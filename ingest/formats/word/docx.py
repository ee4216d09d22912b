"""Word documents (DOCX): paragraphs with their numbers, headings, tables, notes; what is not shown stays as named discards.

Nothing is taken from the properties of the file: its title and author are often those of a template.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from ingest.errors import UnreadableError
from ingest.formats.blocks import Split
from ingest.formats.decode import Decoded
from ingest.formats.package import Element, Package
from ingest.formats.paragraphs import ITEM
from ingest.formats.word import docx_numbers, docx_styles
from ingest.formats.word.docx_text import Marks, Words, paragraphs_of, words_of
from ingest.formats.written import PICTURES, TOO_DEEP, UNKNOWN_NUMBERS, Written, add_table

W = docx_numbers.W
A_T = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
MAIN = "word/document.xml"
BEHIND = (  # parts that are shown elsewhere than in the text, and the name of what they hold
    ("header", "page header"), ("footer", "page footer"), ("comments", "comment of the file"), ("diagramData", "diagram"),
    ("chart", "diagram"),
)  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Writing(Written):
    """The text that is made of a document, and what it is made with."""

    numbers: docx_numbers.Numbers
    styles: dict[str, docx_styles.Style]
    usual: str
    notes: dict[tuple[str, str], Element] = field(default_factory=dict)
    marks: Marks = field(default_factory=dict)


def decode(data: bytes, declared: str | None = None, include: Collection[str] = ()) -> Decoded:  # noqa: ARG001
    """Return the text of a Word document and its blocks. Raises UnreadableError for a file that is none, or is locked."""
    package = Package(data, ".docx")
    main = next(iter(package.related("", "officeDocument")), MAIN)
    root = package.part(main)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise UnreadableError("it holds no Word document; save it again as .docx.")
    try:
        return _decoded(body, _writing(package, main), package, main)
    except RecursionError:
        raise UnreadableError(TOO_DEEP) from None


def _writing(package: Package, main: str) -> Writing:
    def part(kind: str) -> Element | None:
        return next((package.part(name) for name in package.related(main, kind)), None)

    styles, usual = docx_styles.read(part("styles"))
    lists = {id: style.list_id for id, style in styles.items() if style.list_id}
    writing = Writing(numbers=docx_numbers.read(part("numbering"), lists), styles=styles, usual=usual)
    for kind in ("footnote", "endnote"):
        root = part(f"{kind}s")
        for each in root.iter(f"{W}{kind}") if root is not None else ():
            writing.notes[kind, each.get(f"{W}id", "")] = each
    return writing


def _decoded(body: Element, writing: Writing, package: Package, main: str) -> Decoded:
    _write(body, writing)
    if not writing.blocks and writing.pictures:
        raise UnreadableError(PICTURES)
    for name, words in _behind(package, main):
        writing.add(name, words, discard=True)
    problems = [*writing.changes(), *_problems(writing, package, main)]
    return Decoded(writing.text, None, Split(writing.blocks, problems=problems))


def _write(root: Element, writing: Writing) -> None:
    """Write the paragraphs and tables of a body, of a text box, of a note."""
    for each in paragraphs_of(root):
        if each.tag == f"{W}tbl":
            _table(each, writing)
        else:
            _paragraph(each, writing)


def _paragraph(paragraph: Element, writing: Writing) -> None:
    words, number, style = _read(paragraph, writing)
    text = "".join(words.shown).strip()
    heading = style.heading if style.heading and style.heading < 10 else 0
    if style.hidden:
        writing.add("hidden text", number + text, discard=True)
    elif heading:
        writing.add("heading", number + text, heading)
    elif number or ITEM.match(text):
        writing.add("list item", number + text, (style.level or 0) + 1 if number else 0)
    else:
        writing.add(style.kind or "paragraph", text)
    _behind_paragraph(words, writing)


def _read(paragraph: Element, writing: Writing) -> tuple[Words, str, docx_styles.Style]:
    """Return the words of a paragraph, its number, and what its style says."""
    words = words_of(paragraph, writing.marks)
    style = docx_styles.of(paragraph, writing.styles, writing.usual)
    writing.count(words)
    number = ""
    if style.list_id and (any(words.shown) or not words.apart):
        level = style.level
        if level is None:
            level = writing.numbers.level_of(style.list_id, docx_styles.style_of(paragraph, writing.usual))
        number, style = writing.numbers.next(style.list_id, level), replace(style, level=level)
    return words, number, style


def _behind_paragraph(words: Words, writing: Writing) -> None:
    """Write what belongs to a paragraph and is not part of it: deleted and hidden words, text boxes, notes."""
    for name, apart in words.apart.items():
        writing.add(name, "".join(apart), discard=True)
    for box in words.boxes:
        _write(box, writing)
    for kind, id in words.notes:
        note = writing.notes.pop((kind, id), None)
        if note is not None:
            _note(note, writing.marks[kind][id], writing)


def _note(note: Element, mark: str, writing: Writing) -> None:
    for index, paragraph in enumerate(each for each in paragraphs_of(note) if each.tag == f"{W}p"):
        words, number, _ = _read(paragraph, writing)
        text = number + "".join(words.shown).strip()
        writing.add("paragraph", f"[{mark}] {text}" if index == 0 else text)
        _behind_paragraph(words, writing)


def _table(table: Element, writing: Writing) -> None:
    rows = [list(_inside(row, "tc")) for row in _inside(table, "tr")]
    add_table(
        writing,
        rows,
        lambda cell: _write(cell, writing),
        lambda cell: _cell(cell, writing),
        lambda words: _behind_paragraph(words, writing),
    )


def _inside(root: Element, name: str) -> Iterator[Element]:
    """Yield the rows of a table, or the cells of a row, whatever they are wrapped in."""
    for each in root:
        if each.tag == f"{W}{name}":
            yield each
        elif each.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
            yield from _inside(each, name)


def _cell(cell: Element, writing: Writing) -> tuple[str, list[Words]]:
    """Return the text of a cell on one line, and what belongs to its paragraphs."""
    texts, found = [], []
    for paragraph in cell.iter(f"{W}p"):
        if next(paragraph.iterancestors(f"{W}txbxContent"), None) is not None:
            continue
        words, number, style = _read(paragraph, writing)
        if style.hidden:
            words.apart.setdefault("hidden text", []).extend(words.shown)
        else:
            texts.append(number + "".join(words.shown))
        found.append(words)
    return " ".join(" ".join(texts).split()), found


def _behind(package: Package, main: str) -> Iterator[tuple[str, str]]:
    """Yield the words of headers, footers, comments, diagrams, and the addresses of links, each once."""
    told: set[tuple[str, str]] = set()
    for kind, name in BEHIND:
        for part in package.related(main, kind):
            root = package.part(part)
            for words in _plain(root, kind) if root is not None else ():
                if words and (name, words) not in told:
                    told.add((name, words))
                    yield name, words
    for address in dict.fromkeys(package.related(main, "hyperlink")):
        yield "link of the file", " ".join(address.split())


def _plain(root: Element, kind: str) -> Iterator[str]:
    if kind in ("diagramData", "chart"):
        yield " ".join(each.text.strip() for each in root.iter(A_T) if each.text)
        return
    for each in root.iter(f"{W}comment") if kind == "comments" else (root,):
        lines = ["".join(words_of(paragraph, {}).shown).strip() for paragraph in each.iter(f"{W}p")]
        yield "\n".join(line for line in lines if line)


def _problems(writing: Writing, package: Package, main: str) -> Iterator[tuple[str, int, int]]:
    if writing.numbers.unknown:
        yield UNKNOWN_NUMBERS.format(", ".join(sorted(writing.numbers.unknown))), 0, 0
    if package.related(main, "aFChunk") or package.related(main, "subDocument"):
        yield "it holds other documents that are not read; save them as files of their own", 0, 0
