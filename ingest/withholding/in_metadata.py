"""What a format states of a file beside its text, without what is withheld: titles, authors, addresses, names, problems."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import unquote

from msgspec import structs

from ingest.declarations.source import Declaration
from ingest.errors import DeclarationError
from ingest.formats.blocks import Block, Split
from ingest.ids import slug
from ingest.sources.received import Received
from ingest.withholding.e_mail_addresses import e_mail_addresses
from ingest.withholding.in_declarations import BLANK
from ingest.withholding.plain_spelling import means_words, places_in
from ingest.withholding.telephone_numbers import telephone_numbers
from ingest.withholding.withhold import Stretch, mask

WEB = ("https://", "http://")
# "https:", "/", "", "/", "scales.example", "/", "kettle", "?", "to", "=", "ada@post.example"
OF_SHEET = re.compile(r"(.*”)(, row [\d,]+)?")
PARTS_OF_URL = re.compile(r"([/?&=#;])")
SHORTEST = 2  # signs of a withheld word that is looked for in values: a shorter one stands in every other word


@dataclass(frozen=True, slots=True)
class Unsaid:
    """The words that a declaration withholds, and those that it releases; both folded. What its patterns fit is not said either."""

    words: frozenset[str]
    slugs: frozenset[str]
    released: frozenset[str]
    region: str
    patterns: tuple[str, ...] = ()

    def tells(self, value: str, numbers: bool = True) -> bool:
        """Tell whether a value says what is withheld, in its own spelling or in that of an id; no telephone number without `numbers`."""
        return self._has_words(value) or any(True for _ in self._places(value, numbers))

    def tells_id(self, id: str) -> bool:
        """Tell whether an id has the words of a pattern among its own."""
        if not (self.slugs or self.patterns):
            return False
        if any(f"-{words}-" in f"-{id}-" for words in self.slugs):
            return True
        spaced = f" {BLANK.sub(' ', id)} "
        found = (place for pattern in self.patterns for place in places_in(pattern, spaced, re.IGNORECASE))
        return any(not (spaced[start - 1].isalnum() or spaced[end].isalnum()) for start, end in found)

    def mask(self, value: str, numbers: bool = True) -> str:
        """Return a sentence with what is withheld masked."""
        stretches = [Stretch(start, end, "", "") for start, end in self._places(value, numbers)]
        folded = value.casefold()
        if len(folded) != len(value):  # "ẞ" has two signs when it is folded: no place can be told
            return mask(value, [Stretch(0, len(value), "", "")]) if self.tells(value, numbers) else value
        for word in self.words:
            at = folded.find(word)
            while at >= 0:
                stretches.append(Stretch(at, at + len(word), "", ""))
                at = folded.find(word, at + len(word))
        if not stretches:
            return value
        return "".join("█" if any(s.start <= n < s.end for s in stretches) else sign for n, sign in enumerate(value))

    def mask_url(self, url: str, numbers: bool = True) -> str | None:
        """Return the address of a page with each part masked that is an e-mail address or a telephone number.

        None where its host has one, several parts are one together, or it has words of a pattern: whoever withholds those need not
        tell that the page has them in its address.
        """
        if self._has_words(url) or self.tells_id(unquote(url)):
            return None
        parts = PARTS_OF_URL.split(url)
        masked = ["█" * len(part) if self.tells(part, numbers) else part for part in parts]
        kept = "".join(masked)
        host_ends = 5  # "https:", "/", "", "/", "scales.example"
        return kept if masked[:host_ends] == parts[:host_ends] and not self.tells(kept, numbers) else None

    def _has_words(self, value: str) -> bool:
        folded = value.casefold()
        return any(word in folded for word in self.words) or any(word in slug(value, 1000) for word in self.slugs)

    def _places(self, value: str, numbers: bool) -> Iterable[tuple[int, int]]:
        for pattern in self.patterns:
            yield from places_in(pattern, value)
        yield from self._private(value, numbers)

    def _private(self, value: str, numbers: bool) -> Iterable[tuple[int, int]]:
        for places in (e_mail_addresses(value), telephone_numbers(value, self.region) if numbers else ()):
            yield from (place for place in places if value[slice(*place)].casefold() not in self.released)


class Names(NamedTuple):
    """What a source is called, the name of its file, and that of its container."""

    title: str
    file_name: str
    container: str | None


def unsaid(text: str, stretches: Iterable[Stretch], declaration: Declaration, region: str) -> Unsaid:
    """Return what the withheld stretches of a text say, and what its declaration withholds wherever it is said."""
    words = {(each.words or text[each.start : each.end]).casefold() for each in stretches if each.kind == "pattern"}
    words = {word for word in words if len(word) >= SHORTEST}
    slugs = {slug(word, 1000) for word in words}
    kept = frozenset(word for word in slugs if len(word) >= SHORTEST)
    released = frozenset(word.casefold() for word in declaration.release)
    patterns = tuple(each.sought for each in declaration.withhold if each.sought and means_words(each.sought))
    return Unsaid(frozenset(words), kept, released, region, patterns)


def without(made: Split, withheld: Unsaid) -> Split:
    """Return a split whose values and problems say nothing that is withheld; a value that does is left out whole, of an address its part."""
    if not (made.front_matter or made.items or made.problems):
        return made
    said = _untold(made.front_matter, withheld)
    items = [replace(item, said=_untold(item.said, withheld)) for item in made.items]
    problems = [(withheld.mask(reason), start, end) for reason, start, end in made.problems]
    blocks = list(_unplaced(made.blocks, withheld)) if made.separator else made.blocks
    return replace(made, blocks=blocks, front_matter=said, problems=problems, items=items)


def _unplaced(blocks: Iterable[Block], withheld: Unsaid) -> Iterator[Block]:
    """Yield blocks of sheets, their places without what is withheld: “sheet “Ada Quill”, row 3” names a sheet."""
    masked = lru_cache(maxsize=1000)(lambda place: withheld.mask(place, numbers=False))
    for each in blocks:
        found = OF_SHEET.fullmatch(each.locator or "")
        place = masked(found[1]) + (found[2] or "") if found else each.locator
        yield each if place == each.locator else replace(each, locator=place)


def _untold(said: dict[str, Any], withheld: Unsaid) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for key, value in said.items():
        if not _tells(value, withheld):
            kept[key] = value
        elif isinstance(value, str) and value.startswith(WEB) and (masked := withheld.mask_url(value)):
            kept[key] = masked
    return kept


def told_of(received: Received, withheld: Unsaid) -> Received:
    """Return a source of which its container says nothing that is withheld: the part of its address that tells it, title and name masked.

    The digits of an address are those of a page more often than of a telephone.
    """
    if not received.within:
        return received
    *outer, last = received.within
    said = received.declaration
    if last.url and said.url == last.url and withheld.tells(last.url, numbers=False):
        said = structs.replace(said, url=withheld.mask_url(last.url, numbers=False))
    title = withheld.mask(last.title) if last.title else last.title
    last = replace(last, name=withheld.mask(last.name, numbers=False), title=title)
    return replace(received, declaration=said, within=(*outer, last))


def check_id(received: Received, withheld: Unsaid) -> None:
    """Raise DeclarationError where the id that is made of the names of files says what is withheld; a declared one is a person's choice."""
    if received.id != received.declaration.id and withheld.tells_id(received.id):
        raise DeclarationError(
            f"the name of {received.where} says what is withheld, and so would its id and those of its passages; "
            "declare another with `id:`, or rename the file (one in a container: unpack it first)."
        )


def named(received: Received, withheld: Unsaid) -> Names:
    """Return the names of a source with what is withheld masked."""
    file_name, container = _masked_name(received.file_name, withheld), received.container
    title = file_name if received.title == received.file_name else received.title
    return Names(title, file_name, _masked_name(container, withheld) if container else container)


def _masked_name(name: str, withheld: Unsaid) -> str:
    """Return the name of a file; where it says what is withheld in the spelling of names, nothing but its ending is left."""
    masked = withheld.mask(name, numbers=False)
    if not (withheld.slugs or withheld.patterns) or not withheld.tells_id(slug(masked, 1000)):
        return masked
    stem, ending = os.path.splitext(masked)
    return "█" * len(stem) + ending


def _tells(value: Any, withheld: Unsaid) -> bool:
    if isinstance(value, dict):
        return any(_tells(each, withheld) for pair in value.items() for each in pair)
    if isinstance(value, list | tuple):
        return any(_tells(each, withheld) for each in value)
    return isinstance(value, str | int | float) and withheld.tells(str(value))
