"""OpenDocument texts (ODT, FODT): paragraphs with their numbers, headings, tables, notes; what is not shown stays as named discards.

Of the properties of the file nothing is taken but a title that its text has too: others are often those of a template, and who
made a file and when is not who wrote its text and when that was published.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from ingest.errors import UnreadableError
from ingest.formats.blocks import Split
from ingest.formats.decode import Decoded
from ingest.formats.package import Element
from ingest.formats.paragraphs import ITEM
from ingest.formats.word import odt_lists, odt_pages, odt_styles
from ingest.formats.word.odt_flow import HIDDEN, NOTHING, PARAGRAPHS, Item, cells_of, flow, rows_of
from ingest.formats.word.odt_parts import Parts, parts_of
from ingest.formats.word.odt_text import DRAW, OFFICE, STYLE, TABLE, XLINK, T, Words, mark_of, words_of
from ingest.formats.written import PICTURES, TOO_DEEP, UNKNOWN_NUMBERS, Written, add_table

DELETED, COMMENT = "deleted text", "comment of the file"
RUNNING = {"header": "page header", "footer": "page footer"}
OBJECTS = "formulas, charts or sheets in it are not read ({} of them); save them as files of their own"


@dataclass(slots=True, kw_only=True)
class Writing(Written):
    """The text that is made of a document, and what it is made with."""

    styles: odt_styles.Styles
    lists: odt_lists.Lists
    pages: odt_pages.Pages
    deletions: dict[str, Element] = field(default_factory=dict)
    comments: list[Element] = field(default_factory=list)
    links: dict[str, None] = field(default_factory=dict)
    objects: int = 0


def decode(data: bytes, declared: str | None = None, include: Collection[str] = ()) -> Decoded:  # noqa: ARG001
    """Return the text of an OpenDocument and its blocks. Raises UnreadableError for a file that is none, or is locked."""
    parts = parts_of(data)
    pages = odt_pages.read(parts.body, parts.roots)
    writing = Writing(styles=odt_styles.read(parts.roots), lists=odt_lists.read(parts.roots), pages=pages)
    writing.lists.of_styles = {name: each.list for name, each in writing.styles.paragraphs.items() if each.list}
    try:
        return _decoded(parts, writing)
    except RecursionError:
        raise UnreadableError(TOO_DEEP) from None


def _decoded(parts: Parts, writing: Writing) -> Decoded:
    for each in parts.body.iter(f"{T}changed-region"):
        for deletion in each.findall(f"{T}deletion"):
            id = each.get(f"{T}id") or each.get(odt_lists.XML_ID) or ""
            writing.deletions[id] = deletion
    write_out(parts.body, writing)
    if not writing.blocks and writing.pictures:
        raise UnreadableError(PICTURES)
    behind(parts, writing)
    problems = writing.changes()
    if writing.lists.unknown:
        problems.append((UNKNOWN_NUMBERS.format(", ".join(sorted(writing.lists.unknown))), 0, 0))
    if writing.objects:
        problems.append((OBJECTS.format(writing.objects), 0, 0))
    said = {"title": parts.title} if parts.title and writing.says(parts.title) else {}
    return Decoded(writing.text, None, Split(writing.blocks, said, problems))


def write_out(root: Element, writing: Writing, item: Item = NOTHING) -> None:
    """Write the paragraphs, lists and tables of a body, of a section, of a text box, of a note."""
    for each, here in flow(root, writing.lists, item):
        if each.tag in PARAGRAPHS:
            _paragraph(each, writing, here)
        elif each.tag == odt_pages.SOFT:
            writing.pages.turn()
        else:
            _inside(each, writing, here)


def _inside(each: Element, writing: Writing, item: Item) -> None:
    """Write a table, or what stands between two paragraphs."""
    if each.tag == f"{TABLE}table":
        _table(each, writing, item)
    else:
        _aside(each, writing)


def _paragraph(paragraph: Element, writing: Writing, item: Item) -> None:
    words = _read(paragraph, writing)
    style = _style(paragraph, writing)
    is_hidden = style.hidden or item.name == HIDDEN
    writing.page = None if is_hidden else writing.pages.paragraph(paragraph)
    text = "".join(words.shown).strip()
    number = item.number or (_heading_number(paragraph, style, writing) if paragraph.tag == f"{T}h" and text else "")
    name = HIDDEN if style.hidden and item.name is None else item.name
    level = _level(paragraph, style)
    if name:
        writing.add(name, number + text, discard=True)
    elif level:
        writing.add("heading", number + text, level)
    elif item.number or ITEM.match(text):
        writing.add("list item", number + text, item.depth)
    else:
        writing.add(style.kind or "paragraph", text)
    _behind_paragraph(words, writing)


def _style(paragraph: Element, writing: Writing) -> odt_styles.Style:
    return writing.styles.paragraphs.get(paragraph.get(f"{T}style-name", ""), odt_styles.NONE)


def _level(paragraph: Element, style: odt_styles.Style) -> int:
    if paragraph.tag != f"{T}h":
        return style.title
    said = paragraph.get(f"{T}outline-level", "1")
    return min(int(said), odt_lists.LEVELS) if said in map(str, range(1, 100)) else 1


def _heading_number(paragraph: Element, style: odt_styles.Style, writing: Writing) -> str:
    """Return the number that the outline of a document sets before a heading."""
    if style.list == "" or paragraph.get(f"{T}is-list-header") == "true":
        return ""
    start = paragraph.get(f"{T}start-value") if paragraph.get(f"{T}restart-numbering") == "true" else None
    return writing.lists.next(writing.lists.outline, odt_lists.OUTLINE, _level(paragraph, style), start)


def _read(paragraph: Element, writing: Writing) -> Words:
    words = words_of(paragraph, writing.styles.hidden)
    for id in words.changes:
        deletion = writing.deletions.pop(id, None)
        if deletion is not None:
            words.add(plain(deletion), DELETED)
    writing.count(words)
    writing.links |= {each.get(XLINK, "").strip(): None for each in paragraph.iter(f"{T}a")}
    return words


def _behind_paragraph(words: Words, writing: Writing) -> None:
    """Write what belongs to a paragraph and is not part of it: deleted and hidden words, text boxes, notes."""
    for name, apart in words.apart.items():
        writing.add(name, "".join(apart), discard=True)
    for box in words.boxes:
        writing.pages.aside += 1
        write_out(box, writing)
        writing.pages.aside -= 1
    for note in words.notes:
        _note(note, writing)
    writing.comments += words.comments


def _note(note: Element, writing: Writing) -> None:
    """Write a note behind its mark, whatever its body consists of."""
    mark = f"[{mark_of(note)}] "
    for body in (each for each in note if each.tag == f"{T}note-body"):
        for each, item in flow(body, writing.lists):
            if each.tag not in PARAGRAPHS:
                _inside(each, writing, item)
                continue
            words = _read(each, writing)
            text = item.number + "".join(words.shown).strip()
            if item.name or _style(each, writing).hidden:
                writing.add(item.name or HIDDEN, text, discard=True)
            else:
                writing.add("paragraph", mark + text)
                mark = ""
            _behind_paragraph(words, writing)


def _aside(each: Element, writing: Writing) -> None:
    """Write what stands between two paragraphs: the place of a deletion, a comment."""
    writing.inserted += each.tag == f"{T}change-start"
    writing.pictures += each.tag == f"{DRAW}image"
    writing.objects += each.tag == f"{DRAW}object"
    if each.tag == f"{OFFICE}annotation":
        writing.comments.append(each)
    elif each.tag == f"{T}change" and each.get(f"{T}change-id") in writing.deletions:
        _deleted(writing.deletions.pop(each.get(f"{T}change-id")), writing)


def _deleted(deletion: Element, writing: Writing) -> None:
    writing.deleted += 1
    writing.add(DELETED, plain(deletion), discard=True)


def plain(root: Element) -> str:
    """Return the words of the paragraphs in an element, one on each line."""
    lines = ["".join(words_of(each, ()).shown).strip() for each in root.iter(*PARAGRAPHS)]
    return "\n".join(line for line in lines if line)


def _table(table: Element, writing: Writing, item: Item) -> None:
    rows = [list(cells_of(row)) for row in rows_of(table)]
    if item.name:  # it is not shown as a table
        rows = [[cell] for row in rows for cell in row]
    writing.pages.begin(table, "table")

    def write(cell: Element) -> None:
        writing.pages.enter(cell, is_frame=True)
        write_out(cell, writing, Item(name=item.name))

    def read(cell: Element) -> tuple[str, list[Words]]:
        writing.page = writing.pages.enter(cell)
        return _cell(cell, writing)

    add_table(writing, rows, write, read, lambda words: _behind_paragraph(words, writing))


def _cell(cell: Element, writing: Writing) -> tuple[str, list[Words]]:
    """Return the text of a cell on one line, and what belongs to its paragraphs."""
    texts, found = list[str](), list[Words]()
    for each, item in flow(cell, writing.lists):
        if each.tag == f"{TABLE}table":
            for inner in (inner for row in rows_of(each) for inner in cells_of(row)):
                text, words = _cell(inner, writing)
                texts.append(text)
                found += words
        elif each.tag in PARAGRAPHS:
            found.append(_read(each, writing))
            name = HIDDEN if _style(each, writing).hidden else item.name
            if name:
                found[-1].apart.setdefault(name, []).extend(found[-1].shown)
            else:
                texts.append(item.number + "".join(found[-1].shown))
        else:
            _aside(each, writing)
    return " ".join(" ".join(texts).split()), found


def behind(parts: Parts, writing: Writing) -> None:
    """Write the words of deletions that have no place, of comments, of headers and footers, and the addresses of links."""
    writing.page = None
    for deletion in writing.deletions.values():
        _deleted(deletion, writing)
    for comment in writing.comments:
        writing.add(COMMENT, plain(comment), discard=True)
    told: dict[tuple[str, str], None] = {}
    for root in parts.roots:
        for page in root.iter(f"{STYLE}master-page"):
            for each in page:
                kind = each.tag.removeprefix(STYLE).partition("-")[0] if isinstance(each.tag, str) else ""
                if kind in RUNNING:
                    told[RUNNING[kind], plain(each)] = None
    for name, words in told:
        writing.add(name, words, discard=True)
    for address in writing.links:
        if address and not address.startswith("#"):
            writing.add("link of the file", " ".join(address.split()), discard=True)
