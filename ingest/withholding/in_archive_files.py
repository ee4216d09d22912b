"""What is said of the archive as a whole against what a source withholds: archive.yml, allegations.yml and retired.yml are published too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, NamedTuple

import msgspec

from ingest.declarations.archive import Archive
from ingest.declarations.made_once import once
from ingest.declarations.source import Declaration
from ingest.errors import DeclarationError
from ingest.sources.received import Received
from ingest.withholding.e_mail_addresses import e_mail_addresses
from ingest.withholding.in_declarations import BLANK
from ingest.withholding.plain_spelling import means_words, places_in
from ingest.withholding.telephone_numbers import telephone_numbers
from ingest.withholding.withhold import Stretch

FILES = {"allegations": "allegations.yml", "retired": "retired.yml"}
# pointers, and values of which there are only so many: none has words of its own
NOT_WORDS = {"register", "region", "quote", "in", "passage", "clause", "role", "person", "organisation", "made_date"}
WORD = re.compile(r"[^\W_]+")
# "AB123456": one word that is enough to tell whom it speaks of; "Leeds" is withheld in one text, and may be said in all others
NUMBERED = re.compile(r"(?=.*\d)\S{6,}")
ID = ".id"
LAST = 9  # digits of a telephone number that stay, whatever stands before them


class Saying(NamedTuple):
    """Words that readers see, and where they are declared: `archive.yml: people[0].description`."""

    where: str
    words: str


class Private(NamedTuple):
    """An e-mail address or a telephone number that is said, in the form in which two are compared."""

    where: str
    form: str


def told_of_patterns(archive: Archive, sources: Iterable[Received]) -> Iterator[DeclarationError]:
    """Yield a sentence for each saying that fits a pattern of a source."""
    patterns: dict[str, tuple[Received, str]] = {}
    for source in sources:
        for each in source.declaration.withhold:
            if each.sought:
                patterns.setdefault(each.sought, (source, each.called))
    for pattern, (source, called) in patterns.items():
        try:
            if not means_words(pattern):
                continue
            found = next((said for said in sayings(archive) if _fits(pattern, said)), None)
        except DeclarationError as error:
            yield DeclarationError(f"{source.name}: {error}")
            continue
        if found:
            yield DeclarationError(
                f"{found.where}: it says what {called} of {source.name} withholds, and would be published; "
                f"{_remedy(found.where)}, or a pattern that fits fewer."
            )


def check_said_of_all(archive: Archive, text: str, stretches: Iterable[Stretch]) -> None:
    """Raise DeclarationError where the archive as a whole says the very words that are withheld of a text."""
    said = {private.form: private.where for private in privately(archive)}
    seen: set[str] = set()
    for each in stretches:
        words = each.words or text[each.start : each.end]
        if words in seen:
            continue
        seen.add(words)
        if each.kind == "pattern":
            where, remedy = _where(archive, words), "or a pattern that fits fewer"
        else:
            where, remedy = said.get(form_of(words)), "or add it under `release:`, if it is meant to be public"
        if where:
            raise DeclarationError(
                f"{where}: it says `{words}`, which is withheld here, and would be published; {_remedy(where)}, {remedy}."
            )


def said_sha256(archive: Archive, declaration: Declaration) -> str:
    """Return a digest of what such a check of a source depends on."""
    patterns = any(each.sought for each in declaration.withhold)
    said = (privately(archive), sayings(archive) if patterns else None)
    return sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()


@once
def sayings(archive: Archive) -> tuple[Saying, ...]:
    """Return the words that are declared of the archive as a whole, in order."""
    return tuple(_sayings(archive, "", ""))


@once
def privately(archive: Archive) -> tuple[Private, ...]:
    """Return the e-mail addresses and telephone numbers in those words."""
    return tuple(
        Private(said.where, form_of(said.words[start:end]))
        for said in sayings(archive)
        for found in (e_mail_addresses(said.words), telephone_numbers(said.words, archive.region))
        for start, end in found
    )


def form_of(words: str) -> str:
    """Return the form in which an address or a number is compared, however it is spaced."""
    return words.casefold() if "@" in words else "".join(filter(str.isdecimal, words))[-LAST:]


def _fits(pattern: str, said: Saying) -> bool:
    """Tell whether a pattern fits a saying; of an id, in the spelling of ids too."""
    return bool(places_in(pattern, said.words)) or (
        said.where.endswith(ID) and bool(places_in(pattern, BLANK.sub(" ", said.words), re.IGNORECASE))
    )


def _sayings(value: Any, file: str, place: str) -> Iterator[Saying]:
    if isinstance(value, str):
        yield Saying(f"{file or 'archive.yml'}: {place}", value)
    elif isinstance(value, tuple):
        for n, each in enumerate(value):
            yield from _sayings(each, file, f"{place}[{n}]")
    elif isinstance(value, msgspec.Struct):
        for field in msgspec.structs.fields(value):
            key = field.encode_name
            if key not in NOT_WORDS and not key.endswith("_date"):
                at = f"{place}.{key}" if place else key
                yield from _sayings(getattr(value, field.name), file or FILES.get(key, ""), at)


def _where(archive: Archive, words: str) -> str | None:
    """Return where these words are said first, however they are parted and capitalised; of one word alone only where it has digits."""
    wanted = _plain(words)
    if " " not in wanted.strip() and not NUMBERED.fullmatch(wanted.strip()):
        return None
    every = _plainly(archive)
    if wanted not in every.joined:
        return None
    return next(where for where, plain in every.each if wanted in plain)


class _Plainly(NamedTuple):
    """The sayings in the form in which words are compared, each with its place, and all in one text."""

    each: list[tuple[str, str]]
    joined: str


@once
def _plainly(archive: Archive) -> _Plainly:
    each = [(said.where, _plain(said.words)) for said in sayings(archive)]
    return _Plainly(each, "\n".join(plain for _, plain in each))


def _plain(words: str) -> str:
    return f" {' '.join(WORD.findall(words.casefold()))} "


def _remedy(where: str) -> str:
    if where.startswith(FILES["retired"]) and where.endswith(ID):
        return "take the id out of it and of published-ids.txt, so that its address leads nowhere"
    return "use other words there"
