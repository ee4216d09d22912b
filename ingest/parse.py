"""One source, from bytes to rows: decoded, withheld, corrected, cut into documents and passages, searched for records.

What comes out holds no text that is withheld, speaks in places of the text as received, and can be sent to
another process.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from itertools import groupby
from operator import attrgetter
from typing import Any

from ingest.containers.other_formats import why_not_read
from ingest.declarations.archive import Archive
from ingest.declarations.source import Declaration
from ingest.errors import ArchiveError, DeclarationError, PatternError, SourceError, UnreadableError
from ingest.formats import Format, archived, pasted
from ingest.formats.blocks import Pages
from ingest.formats.decode import Decoded
from ingest.grammar.cells import SEPARATORS
from ingest.grammar.chats import WITHOUT_NAME
from ingest.ids import join
from ingest.model import Correction, Problem, Reading, Source, Withheld
from ingest.parsing.correct import Corrected, correct
from ingest.parsing.decoded import decode, located, made_of
from ingest.parsing.opened import Opened, as_received, find, passage_at, read_split
from ingest.parsing.segments import tile
from ingest.parsing.spans import Slices, move, slice_again
from ingest.sources.received import Received
from ingest.withholding.in_archive_files import check_said_of_all
from ingest.withholding.in_declarations import check_said
from ingest.withholding.in_metadata import Names, check_id, named, told_of, unsaid, without
from ingest.withholding.withdraw import withdraw
from ingest.withholding.withhold import Stretch, apart, find_withheld, mask

LONGEST = 64_000_000  # characters of one text: parsing it takes some sixteen bytes for each


@dataclass(slots=True)
class Parsed:
    """All that one source gives: its row, and the rows of every other table in the order they are written.

    `unfit` is what its declaration says without fitting it, where that speaks of other files too.
    """

    source: Source
    rows: dict[str, list[Any]] = field(default_factory=dict)
    unfit: tuple[str, ...] = ()

    def add(self, rows: Iterable[Any]) -> None:
        for table, found in groupby(rows, attrgetter("table")):
            self.rows.setdefault(table, []).extend(found)


def parse(received: Received, archive: Archive, data: bytes | None = None) -> Parsed:
    """Read one source; `data` are its bytes where they were loaded elsewhere.

    Raises ArchiveError, its sentence beginning with the file, where it cannot be used.
    """
    try:
        return _parse(received, archive, received.load() if data is None else data)
    except SourceError as error:
        raise type(error)(_named(error, received.where, received)) from None
    except PatternError as error:
        raise DeclarationError(f"{received.name}: {received.where}: {error}") from None
    except DeclarationError as error:
        raise DeclarationError(_named(error, received.name, received)) from None


def _named(error: ArchiveError, name: str, received: Received) -> str:
    named = str(error).startswith((f"{received.where}: ", f"{received.name}: "))
    return str(error) if named else f"{name}: {error}"


def _parse(received: Received, archive: Archive, data: bytes) -> Parsed:
    format, decoded = _decoded(received, data)
    # what a declaration says of several files need not fit each of them
    unfit: list[str] | None = [] if received.is_one_of_many else None
    region = received.declaration.region or archive.region
    stretches, pages, corrected = _readable(format, decoded, received.declaration, region, unfit)
    check_said(received.declaration)
    check_said_of_all(archive, decoded.text, stretches)
    withheld = unsaid(decoded.text, stretches, received.declaration, region)
    check_id(received, withheld)
    received = told_of(received, withheld)
    names = named(received, withheld)
    made = made_of(format, decoded, corrected, received.declaration, unfit)
    made = without(located(made, pages, corrected), withheld)
    opened = read_split(made, corrected.text, received.id, received.declaration, _place(names), unfit)
    parts = _withdrawn(opened, received.declaration, corrected, unfit)
    stretches = apart([*stretches, *parts])
    published = Slices(mask(decoded.text, stretches), [(cut.start, cut.end) for cut in corrected.cuts])
    source = _source(received, names, format, data, decoded.encoding, published.text, stretches)
    gone = [each for each in parts if each.kind == "document"]
    segments, untold = tile(source, decoded, published, opened.readings, opened.discards, gone, corrected)
    parsed = Parsed(source, unfit=tuple(unfit or ()))
    for reading in opened.readings:
        slice_again([*reading.passages, *reading.records], published)
        parsed.add([reading.document, *reading.passages, *reading.records])
    parsed.add(segments)
    parsed.add(_corrections(source.id, corrected, opened.readings, published.text))
    parsed.add(_withheld(source.id, stretches, opened.readings))
    parsed.add(_numbered(source.id, [*opened.problems, *untold]))
    return parsed


def _decoded(received: Received, data: bytes) -> tuple[Format, Decoded]:
    """Return the text of a file, and the format that reads it. Raises SourceError where there is none, or too much of it."""
    if received.format is None:
        raise SourceError(f"{why_not_read(received.file_name)}; see docs/containers.md for what is read.")
    format = archived(received.format, data)
    decoded = decode(received, format, data)
    if len(decoded.text) > LONGEST:
        raise UnreadableError(
            f"its text has more than {LONGEST:,} characters, the most that is read of one file; part it."
        )
    return pasted(format, decoded.text), decoded


def _readable(
    format: Format, decoded: Decoded, said: Declaration, region: str, unfit: list[str] | None
) -> tuple[list[Stretch], Pages, Corrected]:
    """Return what is withheld of a text, its page furniture, and the text as the parser reads it: masked and corrected.

    What is withheld may be parted by the end of a page or a line, and what is masked says nothing of these.
    """
    pages_of = lru_cache(1)(lambda masked: decoded.pages or (format.pages(masked) if format.pages else Pages()))
    stretches = find_withheld(
        decoded.text, said, region, unfit, lambda text: pages_of(text).cuts, format.media_type in SEPARATORS
    )
    masked = mask(decoded.text, stretches)
    pages = pages_of(masked)
    return stretches, pages, correct(masked, said.corrections, pages.cuts)


def _withdrawn(opened: Opened, said: Declaration, corrected: Corrected, unfit: list[str] | None) -> list[Stretch]:
    """Take out of what was found the documents and passages that are withheld, and return their stretches; all in places as received."""
    parts = withdraw(opened.readings, said, corrected.text, find, unfit)
    opened.problems = [each for each in opened.problems if not _is_within(each, parts)]
    as_received(opened, corrected)
    move(parts, corrected)
    return parts


def _place(names: Names) -> str:
    """Return the name of a file, or where it says nothing that of its container before it."""
    says_nothing = names.container and names.file_name == WITHOUT_NAME
    return f"{names.container}/{names.file_name}" if says_nothing else names.file_name


def _source(
    received: Received,
    names: Names,
    format: Format,
    data: bytes,
    encoding: str | None,
    published: str,
    stretches: list[Stretch],
) -> Source:
    said, given, encoded = received.declaration, sha256(data).hexdigest(), published.encode("utf-8")
    return Source(
        received.id, names.title, said.publisher, said.creator, said.url, said.licence,
        said.kind, said.language, format.media_type, encoding, said.retrieved_date, names.file_name,
        names.container,
        int(received.declared is not None), len(data), len(published), None if stretches else given,
        given if encoded == data else sha256(encoded).hexdigest(), len(stretches),
    )  # fmt: skip


def _is_within(problem: Problem, parts: list[Stretch]) -> bool:
    """Tell whether a problem speaks of words that are withheld."""
    start, end = problem.start, problem.end
    return start is not None and end is not None and any(each.start < end and start < each.end for each in parts)


def _corrections(source_id: str, corrected: Corrected, readings: list[Reading], published: str) -> Iterable[Correction]:
    for n, (start, end, hint) in enumerate(corrected.spans, 1):
        if published[start:end] != hint.before:
            continue  # it is withheld
        passage = passage_at(readings, start)
        yield Correction(
            join(source_id, "correction", n), source_id, passage.id if passage else None,
            passage.locator if passage else None, start, end, hint.before, hint.after, hint.reason,
        )  # fmt: skip


def _withheld(source_id: str, stretches: list[Stretch], readings: list[Reading]) -> Iterable[Withheld]:
    for n, each in enumerate(stretches, 1):
        passage = passage_at(readings, each.start)
        yield Withheld(
            join(source_id, "withheld", n), source_id, passage.document_id if passage else None,
            passage.id if passage else None, each.kind, each.locator or (passage.locator if passage else None),
            each.reason, each.note, each.until, each.start, each.end,
        )  # fmt: skip


def _numbered(source_id: str, problems: list[Problem]) -> Iterable[Problem]:
    for n, problem in enumerate(sorted(problems, key=lambda each: (each.start or 0, each.reason)), 1):
        problem.id = join(source_id, "problem", n)
        yield problem
