"""Word documents by what they are: many a file called `.doc` is a newer one, RTF or a web page, and some called `.docx` are old."""

from __future__ import annotations

from collections.abc import Collection
from importlib import import_module

from ingest.errors import UnreadableError
from ingest.formats import Decode, compound
from ingest.formats.decode import Decoded

TOO_OLD = "it is of a Word before 6.0; save it as .docx."
NONE = "it is no Word document; give it the name of its format, or save it as .docx."
WORD_2 = b"\xdb\xa5"
# how a file begins, and the module that reads it
READ_BY = {compound.MAGIC: "word.doc", b"PK\x03\x04": "word.docx", b"{\\rtf": "word.rtf", b"<": "html.html"}


def decode(data: bytes, declared: str | None = None, include: Collection[str] = ()) -> Decoded:
    """Return the text of a Word document and its blocks. Raises UnreadableError for a file that is none, or is locked."""
    if data.startswith(WORD_2):
        raise UnreadableError(TOO_OLD)
    head = data[:1_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    for begins, module in READ_BY.items():
        if head.startswith(begins):
            read: Decode = import_module(f"ingest.formats.{module}").decode
            return read(data, declared, include)
    raise UnreadableError(NONE)
