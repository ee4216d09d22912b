"""What a declaration itself says against its own patterns: a title, a note or a name of a file with the words to be withheld."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from ingest.declarations.source import Declaration
from ingest.errors import DeclarationError
from ingest.sources.received import Received
from ingest.withholding.plain_spelling import places_in
from ingest.withholding.withhold import MASK

NAMES = ("title", "publisher", "creator", "url", "licence", "submitted_to")
# "edna_marlowe.jpg", "edna%20marlowe.jpg": what stands for a blank in the names of files
BLANK = re.compile(r"[-_+.]|%20")


def check_said(declaration: Declaration) -> None:
    """Raise DeclarationError where a declaration publishes words that one of its patterns withholds."""
    patterns = {each.sought: each.called for each in declaration.withhold if each.sought}
    said: dict[str, str] = {}  # many gaps have the same note
    for key, value in _published(declaration) if patterns else ():
        said.setdefault(value, key)
    for pattern, called in patterns.items():
        for value, key in said.items():
            if value and places_in(pattern, value):
                raise DeclarationError(
                    f"{key}: it says what {called} withholds, and would be published; "
                    "use other words, or a pattern that fits fewer."
                )


def name_without(name: str, declaration: Declaration) -> str:
    """Return the name of a file that is not read with what the patterns of its declaration withhold masked, part by part."""
    for each in declaration.withhold:
        if each.sought:
            name = "/".join(_masked(part, each.sought) for part in name.split("/"))
    return name


def told_name(name: str, received: Received) -> str:
    """Return such a name of a file that cannot be read, or of one in it. Raises DeclarationError where a pattern takes too long."""
    try:
        return name_without(name, received.declaration)
    except DeclarationError as error:
        raise DeclarationError(f"{received.name}: {error}") from None


def _published(declaration: Declaration) -> Iterator[tuple[str, str]]:
    """Yield the words of a declaration that readers see, each with its key."""
    for key in NAMES:
        yield key, getattr(declaration, key) or ""
    for n, correction in enumerate(declaration.corrections):
        yield f"corrections[{n}].after", correction.after
        yield f"corrections[{n}].reason", correction.reason
    for n, withhold in enumerate(declaration.withhold):
        yield f"withhold[{n}].note", withhold.note or ""
    for n, document in enumerate(declaration.hints.documents):
        yield f"hints.documents[{n}].title", document.title or ""
    for n, edition in enumerate(declaration.hints.editions):
        yield f"hints.editions[{n}].instrument", edition.instrument or ""
        yield f"hints.editions[{n}].organisation", edition.organisation or ""


def _masked(part: str, pattern: str) -> str:
    stem, ending = os.path.splitext(part)
    spaced = BLANK.sub(" ", stem)
    found = places_in(pattern, spaced, re.IGNORECASE) or places_in(pattern, part)
    return MASK * len(stem) + ending if found else part
