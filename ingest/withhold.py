"""What is kept back: found before anything is parsed, and replaced sign for sign, so that no parser ever sees it.

A withheld stretch keeps its length: offsets hold, sources still tile, and a reader sees how much is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.declare import Declaration
from ingest.errors import DeclarationError, mistake
from ingest.privacy import e_mail_addresses, telephone_numbers

MASK = "█"
NOT_A_LINE_END = re.compile(r"[^\r\n]")


@dataclass(slots=True)
class Stretch:
    """A stretch of a source that is kept back, and why."""

    start: int
    end: int
    kind: str
    reason: str
    note: str | None = None
    until: str | None = None
    locator: str | None = None


def find_withheld(
    text: str, declaration: Declaration, region: str = "GB", unfit: list[str] | None = None
) -> list[Stretch]:
    """Return the stretches of `text` that patterns and the defaults withhold, in order, none overlapping.

    Raises DeclarationError for a pattern that is no regular expression or that finds nothing: it would give
    a false sense of safety; and for words to release that are not withheld. With `unfit`, the sentences about what
    finds nothing are added to it instead.
    """
    found = addresses(text)
    found += [Stretch(start, end, "telephone number", "privacy") for start, end in telephone_numbers(text, region)]
    return apart([*_declared(text, declaration, unfit), *_unreleased(text, found, declaration.release, unfit)])


def addresses(text: str) -> list[Stretch]:
    """Return the stretches of `text` that are e-mail addresses."""
    return [Stretch(start, end, "e-mail address", "privacy") for start, end in e_mail_addresses(text)]


def mask(text: str, stretches: list[Stretch]) -> str:
    """Return `text` with every withheld character replaced by `█`; line ends stay, so that paragraphs do."""
    parts, here = [], 0
    for stretch in stretches:
        parts += [text[here : stretch.start], NOT_A_LINE_END.sub(MASK, text[stretch.start : stretch.end])]
        here = stretch.end
    return "".join([*parts, text[here:]])


def apart(stretches: list[Stretch]) -> list[Stretch]:
    """Return the stretches in order; one that lies within another is left out, one that overlaps is shortened."""
    found: list[Stretch] = []
    here = 0
    for each in sorted(stretches, key=lambda stretch: (stretch.start, -stretch.end)):
        if each.end > here:
            found.append(replace(each, start=max(each.start, here)))
            here = each.end
    return found


def _declared(text: str, declaration: Declaration, unfit: list[str] | None) -> Iterator[Stretch]:
    for each in declaration.withhold:
        if each.pattern is None:
            continue
        try:
            matches = [match for match in re.finditer(each.pattern, text) if match[0].strip()]
        except re.error as error:
            raise DeclarationError(f"withhold: `{each.pattern}` is no regular expression ({error}); mend it.") from None
        if not matches:
            mistake(f"withhold: the pattern `{each.pattern}` finds nothing; mend it or take it out.", unfit)
        for match in matches:
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            yield Stretch(start, start + len(match[0].strip()), "pattern", each.reason, each.note, each.until)


def _unreleased(
    text: str, found: list[Stretch], release: tuple[str, ...], unfit: list[str] | None
) -> Iterator[Stretch]:
    """Yield what is not released. Raises DeclarationError for words to release that are not among them."""
    released = {words.casefold(): words for words in release}
    unused = dict(released)
    for each in found:
        words = text[each.start : each.end].casefold()
        if words not in released:
            yield each
        unused.pop(words, None)
    for words in unused.values():
        mistake(f"release: `{words}` is not withheld; copy it as it stands in the file, or take it out.", unfit)
