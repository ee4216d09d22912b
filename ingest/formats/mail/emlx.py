"""Messages as Apple Mail keeps them (`.emlx`): a line with the count of bytes of the message, the message, and what Mail notes of it.

The notes (read, answered, where the account has it) are no words of the message, and may name whose Mac it was: nothing is taken of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from ingest.errors import UnreadableError
from ingest.formats.blocks import Split
from ingest.formats.decode import Decoded
from ingest.formats.mail import mail

# "1234      " above the message
COUNT = re.compile(rb"[ \t]*(\d{1,12})[ \t]*\r?\n")
NOTES = b"<?xml"
# "<?xml …?>" and "<!DOCTYPE plist …>" behind the message
LIST = re.compile(rb"^<\?xml [^>]{0,200}\?>\s{0,99}<!DOCTYPE plist\b", re.MULTILINE)
NONE = "no count of bytes stands at its top, nor the headers of an e-mail; give it the name of its format, or export the message as .eml."
CUT_OFF = "the message is shorter than its first line says; if there is more of it, get the whole"
WRONG = "the message does not end where its first line says; it is read up to the notes of the program that kept it"


def decode(data: bytes, declared: str | None, include: Collection[str]) -> Decoded:
    """Return the text of one message, its places those of the file. Raises UnreadableError where none stands in it."""
    count = COUNT.match(data)
    if count is None:
        try:
            return mail.decode_message(data, declared, include)
        except UnreadableError:
            raise UnreadableError(NONE) from None
    start, end, fault = count.end(), count.end() + int(count[1]), ""
    if end > len(data):
        fault = CUT_OFF
    elif data[end:].strip() and not data[end : end + 99].lstrip().startswith(NOTES):
        fault = WRONG
        end = max((each.start() for each in LIST.finditer(data, start)), default=len(data))
    return _moved(mail.decode_message(data[start:end], declared, include), start, fault)


def _moved(decoded: Decoded, by: int, fault: str) -> Decoded:
    """Return a text with the bytes it is made of that many further on, and a problem more where there is a fault."""
    runs = tuple(replace(each, byte_start=each.byte_start + by, byte_end=each.byte_end + by) for each in decoded.runs)
    split = decoded.split or Split([])
    problems = [*split.problems, (fault, 0, 0)] if fault else split.problems
    return replace(decoded, runs=runs, split=replace(split, problems=problems))
