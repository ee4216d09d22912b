"""The blocks of a text made into documents and passages, and these searched for records, all in places of that text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from ingest.declarations.source import Declaration
from ingest.errors import mistake
from ingest.formats.blocks import Block, Split, widened
from ingest.grammar import furniture
from ingest.grammar.cells import SEPARATOR
from ingest.grammar.pairs import SLANTED
from ingest.ids import join
from ingest.model import Passage, Problem, Reading
from ingest.parsing.correct import Corrected
from ingest.parsing.spans import move
from ingest.records import RECORDS, documents
from ingest.records.rule_editions import unused_editions

# for every byte of ASCII a blank, if it is white space, or an x
WORDS_AND_BLANKS = bytes(ord(" " if chr(byte).isspace() else "x") for byte in range(0x80)) + bytes(0x80)


@dataclass(slots=True)
class Opened:
    """A source while it is read: its documents, the named discards outside passages, and its problems."""

    readings: list[Reading]
    discards: list[Block]
    problems: list[Problem]


NO_WORDS = "below its front matter stand no words; what that says is no document"


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
    blocks = widened(blocks, text)
    starts, discards = [block.start for block in named], list(named)
    readings: list[Reading] = []
    for part in documents.split(blocks, text, source_id, declaration, made, file_name):
        within = named[bisect_left(starts, part.document.start) : bisect_left(starts, part.document.end)]
        discards += part.discards
        if not part.blocks:
            continue
        part.document.position = len(readings) + 1
        reading = _open(part, [*within, *part.discards], text, declaration)
        reading.known |= {SLANTED: True} if made.slanted else {}
        reading.known |= {SEPARATOR: made.separator} if made.separator else {}
        problems += [reading.problem(*problem) for problem in part.problems]
        problems += find(reading)
        readings.append(reading)
    if not readings and made.front_matter:
        problems += [
            Problem(source_id, NO_WORDS, None, each.start, each.end) for each in named if each.kind == "front matter"
        ]
    for said in unused_editions(declaration, readings):
        mistake(said, unfit)
    return Opened(readings, discards, problems)


def _discard(block: Block, name: str | None) -> Block:
    return Block(name or block.kind, block.start, block.end, discard=True)


def _open(part: documents.Part, discards: list[Block], text: str, declaration: Declaration) -> Reading:
    document = part.document
    document.start, document.end = part.blocks[0].start, part.blocks[-1].end
    prefix = join(document.id, "p")
    passages = [
        Passage(
            f"{prefix}{n}", document.id, document.source_id, n, block.kind, block.speaker, block.locator or f"para {n}",
            block.start, block.end, text[block.start : block.end], block.level,
        )
        for n, block in enumerate(part.blocks, 1)
    ]  # fmt: skip
    document.word_count = sum(word_count(passage.text) for passage in passages)
    discards = sorted(discards, key=lambda block: block.start)
    return Reading(document, passages, text, declaration, discards, stated=replace(document), said=part.said)


def word_count(words: str) -> int:
    """Return how many words white space parts, as `len(words.split())` does in twice the time."""
    if not words.isascii():
        return len(words.split())
    signs = words.encode().translate(WORDS_AND_BLANKS)
    return signs.count(b" x") + signs.startswith(b"x")


def find(reading: Reading) -> list[Problem]:
    """Run every finder on a document; its records go into the reading, its problems come back."""
    problems = []
    for find in RECORDS:
        for row in find(reading):
            if isinstance(row, Problem):
                problems.append(row)
            else:
                reading.records.append(row)
    return problems


def as_received(opened: Opened, corrected: Corrected) -> None:
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


def passage_at(readings: list[Reading], offset: int) -> Passage | None:
    """Return the passage of any document that holds the character at `offset`, or None between passages."""
    index = bisect_right(readings, offset, key=lambda reading: reading.document.start) - 1
    return readings[index].passage_at(offset) if index >= 0 else None
