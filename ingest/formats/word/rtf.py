"""Rich Text Format (RTF): paragraphs with their numbers, headings, tables, notes; what is not shown stays as named discards.

Of the properties of the file nothing is taken but a title that its text has too, as in other documents of word processors.
"""

from __future__ import annotations

from collections.abc import Collection

from ingest.errors import DeclarationError, UnreadableError
from ingest.formats.blocks import Split
from ingest.formats.decode import IN_TEXT, LOST, Decoded
from ingest.formats.word.rtf_reader import Reader
from ingest.formats.word.word_flow import Writing, write
from ingest.formats.written import PICTURES

MAGIC = b"{\\rtf"
NONE = "it is no RTF, which begins with {\\rtf; give it the name of its format, or save it again."
CUT_OFF = "it breaks off before its end; get the whole"
BROKEN = f"{{}} of its bytes or signs are no characters; {LOST} stands for each; declare the right `encoding:`, or look at it in its program"
BEHIND = "something stands behind its end, and is kept as a discard: look at it"


def decode(data: bytes, declared: str | None = None, include: Collection[str] = ()) -> Decoded:  # noqa: ARG001
    """Return the text of an RTF file and its blocks. Raises UnreadableError for a file that is none, DeclarationError for no encoding."""
    start = len(data) - len(data.lstrip(b"\xef\xbb\xbf \t\r\n\0"))
    if not data.startswith(MAGIC, start):
        raise UnreadableError(NONE)
    if declared is not None and not _is_known(declared):
        raise DeclarationError(
            f"encoding: there is none of the name {declared}; declare the right one, or take the key out."
        )
    reader = Reader(data, declared)
    writing = Writing(styles=reader.styles, outlines=reader.outlines)
    write(reader.read(), writing)
    if not writing.blocks and writing.pictures:
        raise UnreadableError(PICTURES)
    writing.place = (-1, -1)
    for name, words in reader.apart:
        writing.add(name, words, discard=True)
    for address in reader.links:
        writing.add("link of the file", " ".join(address.split()), discard=True)
    problems = writing.changes()
    if reader.behind >= 0 and (words := _readable(data[reader.behind :])):
        writing.place = (reader.behind, len(data))
        writing.add("behind the text", words, discard=True)
        problems.append((BEHIND, writing.blocks[-1].start, writing.length))
    if not reader.is_whole:
        problems.append((CUT_OFF, 0, 0))
    if reader.lost:
        problems.append((BROKEN.format(reader.lost), 0, 0))
    title = " ".join(reader.title.split())
    said = {"title": title} if title and writing.says(title) else {}
    return Decoded(writing.text, None, Split(writing.blocks, said, problems), tuple(writing.runs))


def _readable(data: bytes) -> str:
    return IN_TEXT.sub(LOST, data.strip(b"\0 \t\r\n").decode("cp1252", "replace"))


def _is_known(encoding: str) -> bool:
    try:
        return bool(b" ".decode(encoding))
    except (LookupError, ValueError):
        return False
