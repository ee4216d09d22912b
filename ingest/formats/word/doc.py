"""Old Word documents (DOC, of Word 97 to 2003): paragraphs with their numbers, headings, tables, notes; discards with names.

Nothing is taken from the properties of the file: its title and author are often those of a template. Of Word 6 and 95 the words are
read alone.
"""

from __future__ import annotations

from collections.abc import Collection

from ingest.errors import UnreadableError
from ingest.formats.blocks import Split
from ingest.formats.decode import Decoded
from ingest.formats.word import doc_file
from ingest.formats.word.doc_reader import Reader
from ingest.formats.word.word_flow import Writing, write
from ingest.formats.written import PICTURES, UNKNOWN_NUMBERS

OLD = "it is of Word 6 or 95: its words are read, but not which are headings or cells of tables, nor the numbers that Word sets; save it as .docx"


def decode(data: bytes, declared: str | None = None, include: Collection[str] = ()) -> Decoded:  # noqa: ARG001
    """Return the text of an old Word document and its blocks. Raises UnreadableError for a file that is none, or is locked."""
    file = doc_file.read(data, declared)
    reader = Reader(file)
    outlines = {number: style.outline for number, style in enumerate(reader.styles) if style.outline is not None}
    writing = Writing(styles={number: style.name for number, style in enumerate(reader.styles)}, outlines=outlines)
    write(reader.read(), writing)
    if not writing.blocks and writing.pictures:
        raise UnreadableError(PICTURES)
    for name, words in reader.apart:
        writing.add(name, words, discard=True)
    for address in reader.links:
        writing.add("link of the file", " ".join(address.split()), discard=True)
    problems = [*writing.changes(), *((words, 0, 0) for words in _problems(reader))]
    return Decoded(writing.text, None, Split(writing.blocks, problems=problems))


def _problems(reader: Reader) -> list[str]:
    found = [OLD, *reader.file.doubts] if reader.file.is_old else []
    if reader.file.missing:
        found.append(doc_file.CUT_OFF.format(reader.file.missing))
    if reader.numbers.unknown:
        found.append(UNKNOWN_NUMBERS.format(", ".join(sorted(reader.numbers.unknown))))
    return found
