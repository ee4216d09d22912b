"""What is kept back: found before anything is parsed, and replaced sign for sign, so that no parser ever sees it.

A withheld stretch keeps its length: offsets hold, sources still tile, and a reader sees how much is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.declarations.source import Declaration, Withhold
from ingest.errors import mistake
from ingest.formats import hyphenation
from ingest.formats.blocks import Cut
from ingest.parsing.correct import Corrected, correct
from ingest.withholding.e_mail_addresses import e_mail_addresses
from ingest.withholding.patterns import places
from ingest.withholding.plain_spelling import EMPHASIS, UNSEEN, in_addresses, plainly, reads_on, spelt
from ingest.withholding.rejoined_lines import pieces, rejoined
from ingest.withholding.telephone_numbers import telephone_numbers

MASK = "█"
SOFT_HYPHEN = "\u00ad"
NOT_A_LINE_END = re.compile(r"[^\r\n]")
# what parts the cells of a row is not withheld, or it would have fewer: "Sam | Lark", '"Lark";"";"Sam"'; "Lark, Sam" is a sentence
IN_ROWS = re.compile(r"(?<!\\)[|\t]")
IN_VALUES = re.compile(r'"{0,3}(?:(?<!\\)[|\t]|[,;](?!\s))"{0,3}')
IN_SEPARATED = re.compile(r'"{0,3}[|\t,;]"{0,3}')  # where all of a source is rows of separated values
NOT_SAID = f"{MASK}{hyphenation.HYPHENS}{UNSEEN}{EMPHASIS}>’' \xa0\t\r\n\f"  # tells nothing of what is withheld


@dataclass(slots=True)
class Stretch:
    """A stretch of a source that is kept back, and why; `words` are what is read there, where the end of a line or a page parts it."""

    start: int
    end: int
    kind: str
    reason: str
    note: str | None = None
    until: str | None = None
    locator: str | None = None
    words: str | None = None


def find_withheld(
    text: str,
    declaration: Declaration,
    region: str = "GB",
    unfit: list[str] | None = None,
    cuts_of: Callable[[str], Sequence[Cut]] = lambda _: (),
    is_rows: bool = False,
) -> list[Stretch]:
    """Return the stretches of `text` that patterns and the defaults withhold, in order, none overlapping.

    They are withheld too where the end of a line or of a page parts them, and in another spelling: `cuts_of` says what of a text
    is not read, `is_rows` that all of it is separated values. Raises
    DeclarationError for a pattern that is no regular expression, that takes too long, or that finds nothing: it would give
    a false sense of safety; and for words to release that are not withheld. With `unfit`, the sentences about what
    finds nothing are added to it instead.
    """
    unused = _Unused.of(declaration)
    found = apart(_found(text, declaration, region, unused))
    masked = mask(text, found)
    while read := rejoined(text, cuts_of(masked)):
        parted = [*_parted(read, masked, _found(read.text, declaration, region, unused))]
        if not parted:
            break
        found = apart([*found, *parted])
        masked = mask(text, found)
    if any(each.sought for each in declaration.withhold):
        found = apart([*found, *_spelt(text, masked, cuts_of(masked), declaration, unused)])
    unused.tell(unfit)
    return [part for each in found for part in _in_cells(text, each, is_rows)]


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


def _in_cells(text: str, each: Stretch, is_rows: bool) -> Iterator[Stretch]:
    """Yield the parts of a stretch in cells, each under the words of the whole."""
    held = text[each.start : each.end]
    shape = IN_ROWS if each.kind != "pattern" else IN_SEPARATED if is_rows else IN_VALUES
    ends = [match.span() for match in shape.finditer(held)]
    if not ends:
        yield each
        return
    for here, there in zip([0, *(end for _, end in ends)], [*(start for start, _ in ends), len(held)], strict=True):
        part = held[here:there]
        if bare := part.strip():
            start = each.start + here + len(part) - len(part.lstrip())
            yield replace(each, start=start, end=start + len(bare), words=each.words or held)


def _found(text: str, declaration: Declaration, region: str, unused: _Unused) -> list[Stretch]:
    found = addresses(text)
    found += [Stretch(start, end, "telephone number", "privacy") for start, end in telephone_numbers(text, region)]
    return [*_declared(text, declaration.withhold, unused), *_unreleased(text, found, unused)]


def _spelt(text: str, masked: str, cuts: Sequence[Cut], declaration: Declaration, unused: _Unused) -> Iterator[Stretch]:
    """Yield what patterns fit only in a text that is spelt plainly: between the ends of two lines, with a soft hyphen, a ligature."""
    readings = [rejoined(text, cuts) or correct(text, ())]
    if SOFT_HYPHEN in text:  # at the end of a line it may part a word, or stand behind one
        readings.append(correct(text, (), cuts))
    for read in readings:
        for lines in (True, False):
            patterns = [each for each in declaration.withhold if each.sought and reads_on(each.sought) is not lines]
            plain = spelt(read.text, lines) if patterns else None
            if plain:
                found = _parted(plain, read.text, [*_declared(plain.text, patterns, unused, plainly)])
                yield from _parted(read, masked, found)
        yield from _parted(read, masked, _addressed(read.text, declaration, unused))


def _addressed(text: str, declaration: Declaration, unused: _Unused) -> Iterator[Stretch]:
    """Yield what patterns fit in the addresses of pages: names are written otherwise there."""
    for each in declaration.withhold:
        for start, end in in_addresses(each.sought, text) if each.sought else ():
            unused.patterns.pop(each.sought or "", None)
            yield Stretch(start, end, "pattern", each.reason, each.note, each.until)


def _parted(read: Corrected, masked: str, found: Iterable[Stretch]) -> Iterator[Stretch]:
    """Yield the stretches that are found only where the ends of lines and page furniture are left out."""
    for each in found:
        words = each.words or read.text[each.start : each.end]
        for start, end in pieces(read, each.start, each.end):
            part = masked[start:end]
            if part.strip(NOT_SAID):
                begin = start + len(part) - len(part.lstrip())
                yield replace(each, start=begin, end=begin + len(part.strip()), words=words)


def _declared(
    text: str, withhold: Iterable[Withhold], unused: _Unused, spelling: Callable[[str], str] = str
) -> Iterator[Stretch]:
    for each in withhold:
        if each.sought is None:
            continue
        found = places(spelling(each.sought), text)
        if found:
            unused.patterns.pop(each.sought, None)
        for start, end in found:
            yield Stretch(start, end, "pattern", each.reason, each.note, each.until)


def _unreleased(text: str, found: list[Stretch], unused: _Unused) -> Iterator[Stretch]:
    """Yield what is not released."""
    for each in found:
        words = text[each.start : each.end].casefold()
        if words not in unused.released:
            yield each
        unused.release.pop(words, None)


@dataclass(slots=True)
class _Unused:
    """What of a declaration was not found so far: its patterns and what they are called, and its words to release by their folded form."""

    patterns: dict[str, str]
    release: dict[str, str]
    released: frozenset[str]

    @classmethod
    def of(cls, declaration: Declaration) -> _Unused:
        release = {words.casefold(): words for words in declaration.release}
        return cls(
            {each.sought: each.called for each in declaration.withhold if each.sought}, release, frozenset(release)
        )

    def tell(self, unfit: list[str] | None) -> None:
        """Raise DeclarationError, or add to `unfit`, that something finds nothing."""
        for called in self.patterns.values():
            mistake(f"withhold: {called} finds nothing; mend it or take it out.", unfit)
        for words in self.release.values():
            mistake(f"release: `{words}` is not withheld; copy it as it stands in the file, or take it out.", unfit)
