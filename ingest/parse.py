"""One source, from bytes to rows: decoded, withheld, corrected, cut into documents and passages, searched for records.

What comes out holds no text that is withheld, speaks in places of the text as received, and can be sent to
another process.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from typing import Any

from ingest.containers.other_formats import why_not_read
from ingest.correct import Corrected, correct
from ingest.declare import Archive, Declaration
from ingest.errors import ArchiveError, DeclarationError, SourceError, UnreadableError, mistake
from ingest.formats import Format
from ingest.formats.blocks import Block, Pages, Split
from ingest.formats.decode import Decoded
from ingest.grammar import furniture
from ingest.ids import join
from ingest.model import Correction, Passage, Problem, Reading, Source, Withheld
from ingest.place import Slices, move, slice_again
from ingest.received import Received
from ingest.records import RECORDS, documents
from ingest.segments import tile
from ingest.unsaid import unsaid, without
from ingest.withdraw import withdraw
from ingest.withhold import Stretch, apart, find_withheld, mask

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
        for row in rows:
            self.rows.setdefault(row.table, []).append(row)


@dataclass(slots=True)
class Opened:
    """A source while it is read: its documents, the named discards outside passages, and its problems."""

    readings: list[Reading]
    discards: list[Block]
    problems: list[Problem]


def parse(received: Received, archive: Archive, data: bytes | None = None) -> Parsed:
    """Read one source; `data` are its bytes where they were loaded elsewhere.

    Raises ArchiveError, its sentence beginning with the file, where it cannot be used.
    """
    try:
        return _parse(received, archive, received.load() if data is None else data)
    except SourceError as error:
        raise type(error)(_named(error, received.where, received)) from None
    except DeclarationError as error:
        raise DeclarationError(_named(error, received.name, received)) from None


def _named(error: ArchiveError, name: str, received: Received) -> str:
    named = str(error).startswith((f"{received.where}: ", f"{received.name}: "))
    return str(error) if named else f"{name}: {error}"


def _parse(received: Received, archive: Archive, data: bytes) -> Parsed:
    format = _format(received)
    decoded = _decoded(received, format, data)
    if len(decoded.text) > LONGEST:
        raise UnreadableError(
            f"its text has more than {LONGEST:,} characters, the most that is read of one file; part it."
        )
    # what a declaration says of several files need not fit each of them
    unfit: list[str] | None = [] if received.is_one_of_many else None
    region = received.declaration.region or archive.region
    stretches = find_withheld(decoded.text, received.declaration, region, unfit)
    masked = mask(decoded.text, stretches)
    pages = decoded.pages or (format.pages(masked) if format.pages else Pages())
    corrected = correct(masked, received.declaration.corrections, pages.cuts)
    withheld = unsaid(decoded.text, stretches, received.declaration.release, region)
    made = without(_located(_made(format, decoded, corrected), pages, corrected), withheld)
    opened = read_split(made, corrected.text, received.id, received.declaration, received.file_name, unfit)
    parts = withdraw(opened.readings, received.declaration, corrected.text, _find, unfit)
    opened.problems = [each for each in opened.problems if not _is_within(each, parts)]
    _as_received(opened, corrected)
    move(parts, corrected)
    stretches = apart([*stretches, *parts])
    published = Slices(mask(decoded.text, stretches), [(cut.start, cut.end) for cut in corrected.cuts])
    source = _source(received, format, data, decoded.encoding, published.text, stretches)
    parsed = Parsed(source, unfit=tuple(unfit or ()))
    gone = [each for each in parts if each.kind == "document"]
    segments, untold = tile(source, decoded, published, opened.readings, opened.discards, gone, corrected)
    for reading in opened.readings:
        slice_again([*reading.passages, *reading.records], published)
        parsed.add([reading.document, *reading.passages, *reading.records])
    parsed.add(segments)
    parsed.add(_corrections(source.id, corrected, opened.readings, published.text))
    parsed.add(_withheld(source.id, stretches, opened.readings))
    parsed.add(_numbered(source.id, [*opened.problems, *untold]))
    return parsed


def _made(format: Format, decoded: Decoded, corrected: Corrected) -> Split:
    """Return the blocks of the corrected text, those that the format found while it decoded at their end."""
    own = moved(decoded.split or Split([]), corrected)
    if format.split is None:
        return own
    if decoded.split is None:
        return format.split(corrected.text)
    made = format.split(corrected.text[: own.blocks[0].start] if own.blocks else corrected.text)
    return replace(made, blocks=[*made.blocks, *own.blocks], problems=[*made.problems, *own.problems])


def moved(made: Split, corrected: Corrected) -> Split:
    """Return what a format found while it decoded, in places of the corrected text."""
    if corrected.is_same:
        return made
    here, ends = corrected.corrected, partial(corrected.corrected, end=True)
    blocks = [replace(each, start=here(each.start), end=ends(each.end)) for each in made.blocks]
    items = [replace(each, start=here(each.start), end=ends(each.end)) for each in made.items]
    problems = [(reason, here(start), ends(end)) for reason, start, end in made.problems]
    return Split([block for block in blocks if block.start < block.end], made.front_matter, problems, items)


def _located(made: Split, pages: Pages, corrected: Corrected) -> Split:
    """Return the blocks with the pages, and the lines, on which they stand."""
    if not pages.places:
        return made
    blocks = [
        replace(
            block,
            locator=block.locator
            or pages.locator(corrected.received(block.start), corrected.received(block.end, end=True)),
        )
        for block in made.blocks
    ]
    return replace(made, blocks=blocks)


def read_split(
    made: Split,
    text: str,
    source_id: str,
    declaration: Declaration,
    file_name: str = "",
    unfit: list[str] | None = None,
) -> Opened:
    """Make documents and passages of the blocks of a text and find what is in them; places are places of `text`.

    Raises DeclarationError for a hint that fits nothing, or adds its sentence to `unfit` where that is given.
    """
    problems = [Problem(source_id, reason, None, start, end) for reason, start, end in made.problems]
    names, unused = furniture.hinted(made.blocks, text, declaration.hints.discard)
    for hint in unused:
        mistake(f"hints: discard: no line reads `{hint.text}`; copy it as it stands in the file.", unfit)
    named = [_discard(block, names.get(block.start)) for block in made.blocks if block.discard or block.start in names]
    blocks = [block for block in made.blocks if not (block.discard or block.start in names)]
    starts, discards = [block.start for block in named], list(named)
    readings: list[Reading] = []
    for part in documents.split(blocks, text, source_id, declaration, made, file_name):
        within = named[bisect_left(starts, part.document.start) : bisect_left(starts, part.document.end)]
        discards += part.discards
        if not part.blocks:
            continue
        part.document.position = len(readings) + 1
        reading = _open(part, [*within, *part.discards], text, declaration)
        problems += [reading.problem(*problem) for problem in part.problems]
        problems += _find(reading)
        readings.append(reading)
    return Opened(readings, discards, problems)


def _discard(block: Block, name: str | None) -> Block:
    return Block(name or block.kind, block.start, block.end, discard=True)


def _open(part: documents.Part, discards: list[Block], text: str, declaration: Declaration) -> Reading:
    document = part.document
    document.start, document.end = part.blocks[0].start, part.blocks[-1].end
    prefix = join(document.id, "p")
    passages = [
        Passage(
            f"{prefix}{n}", document.id, document.source_id, n, block.kind, None, block.locator or f"para {n}",
            block.start, block.end, text[block.start : block.end], block.level,
        )
        for n, block in enumerate(part.blocks, 1)
    ]  # fmt: skip
    document.word_count = sum(len(passage.text.split()) for passage in passages)
    discards = sorted(discards, key=lambda block: block.start)
    return Reading(document, passages, text, declaration, discards, stated=replace(document), said=part.said)


def _find(reading: Reading) -> list[Problem]:
    """Run every finder on a document; its records go into the reading, its problems come back."""
    problems = []
    for find in RECORDS:
        for row in find(reading):
            if isinstance(row, Problem):
                problems.append(row)
            else:
                reading.records.append(row)
    return problems


def _as_received(opened: Opened, corrected: Corrected) -> None:
    """Move every place from the corrected text to the text as received."""
    if corrected.is_same:
        return
    for reading in opened.readings:
        move([reading.document, *reading.passages, *reading.records], corrected)
        reading.moved()
    move(opened.problems, corrected)
    opened.discards = [
        Block(each.kind, corrected.received(each.start), corrected.received(each.end, end=True), discard=True)
        for each in opened.discards
    ]


def _decoded(received: Received, format: Format, data: bytes) -> Decoded:
    """Return the text of a file: in the encoding declared, in the one that its container names, or as its bytes say."""
    said = received.declaration
    if said.encoding is None and received.encoding:
        try:
            return format.decode(data, received.encoding, said.include)
        except DeclarationError:
            pass  # servers are often wrong about it
    return format.decode(data, said.encoding, said.include)


def _format(received: Received) -> Format:
    format = received.format
    if format is None:
        raise SourceError(f"{why_not_read(received.file_name)}; see docs/containers.md for what is read.")
    return format


def _source(
    received: Received, format: Format, data: bytes, encoding: str | None, published: str, stretches: list[Stretch]
) -> Source:
    said = received.declaration
    return Source(
        received.id, received.title, said.publisher, said.creator, said.url, said.licence,
        said.kind, said.language, format.media_type, encoding, said.retrieved_date, received.file_name, received.container,
        int(received.declared is not None), len(data), len(published), None if stretches else sha256(data).hexdigest(),
        sha256(published.encode("utf-8")).hexdigest(), len(stretches),
    )  # fmt: skip


def _is_within(problem: Problem, parts: list[Stretch]) -> bool:
    """Tell whether a problem speaks of words that are withheld."""
    start, end = problem.start, problem.end
    return start is not None and end is not None and any(each.start < end and start < each.end for each in parts)


def _corrections(source_id: str, corrected: Corrected, readings: list[Reading], published: str) -> Iterable[Correction]:
    for n, (start, end, hint) in enumerate(corrected.spans, 1):
        if published[start:end] != hint.before:
            continue  # it is withheld
        passage = _passage_at(readings, start)
        yield Correction(
            join(source_id, "correction", n), source_id, passage.id if passage else None,
            passage.locator if passage else None, start, end, hint.before, hint.after, hint.reason,
        )  # fmt: skip


def _withheld(source_id: str, stretches: list[Stretch], readings: list[Reading]) -> Iterable[Withheld]:
    for n, each in enumerate(stretches, 1):
        passage = _passage_at(readings, each.start)
        yield Withheld(
            join(source_id, "withheld", n), source_id, passage.document_id if passage else None,
            passage.id if passage else None, each.kind, each.locator or (passage.locator if passage else None),
            each.reason, each.note, each.until, each.start, each.end,
        )  # fmt: skip


def _passage_at(readings: list[Reading], offset: int) -> Passage | None:
    index = bisect_right(readings, offset, key=lambda reading: reading.document.start) - 1
    return readings[index].passage_at(offset) if index >= 0 else None


def _numbered(source_id: str, problems: list[Problem]) -> Iterable[Problem]:
    for n, problem in enumerate(sorted(problems, key=lambda each: (each.start or 0, each.reason)), 1):
        problem.id = join(source_id, "problem", n)
        yield problem
