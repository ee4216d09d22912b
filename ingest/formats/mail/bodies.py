"""Bodies of e-mails: plain text and HTML as blocks, in which what is quoted is told apart from the author's words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from operator import attrgetter, itemgetter

from ingest.formats.blocks import Block, Split
from ingest.formats.paragraphs import paragraphs
from ingest.grammar import armour, replies
from ingest.grammar.replies import Line, Told, lines_of, tell_apart

# ">From the start": how a mailbox keeps a line from being taken for the beginning of a message
ESCAPED = re.compile(r"^>(?=From )", re.MULTILINE)
# "> > words", and in flowed text " words" stuffed with a space
FLOWED = re.compile(r"(>*) ?(.*)")
# "This e-mail and any attachments are confidential …", "If you are not the intended recipient …"
LEGAL = re.compile(
    r"(?=.{0,600}\b(?:e-?mails?|messages?|communications?|transmissions?|emails?)\b)"
    r".{0,600}\b(?:intended (?:recipient|addressee|only for|solely for)|confidential\b.{0,120}\b(?:privileged|attachments?|addressee)|"
    r"vertrauliche|destinataire|virus(?:es)?\b.{0,80}\b(?:liability|responsib|scann))",
    re.IGNORECASE | re.DOTALL,
)
SHORTEST_LEGAL = 80  # characters
TEXT = (replies.OWN, replies.QUOTE)
DISCARDS = (replies.SIGNATURE, replies.FOOTER, armour.SIGNED, armour.ENCRYPTED)
ENDS = ".:;?!,…"  # a greeting ends with a comma
LAST = 5  # blocks among which what is appended is looked for
MOST_LEVELS = 8  # what is quoted deeper is read as if it stood at this depth

Problems = list[tuple[str, int, int]]


def unescaped(text: str) -> str:
    """Return the text of a message as it was before it was put into a mailbox: `>From` is `From` again.

    Between quoted lines it stays, as there `>` may be the mark of a quotation.
    """
    if ">From " not in text:
        return text
    parts, here = [], 0
    for match in ESCAPED.finditer(text):
        above = text.rfind("\n", 0, max(0, match.start() - 1)) + 1
        below = text.find("\n", match.start()) + 1
        if not (match.start() and text.startswith(">", above)) and not (below and text.startswith(">", below)):
            parts.append(text[here : match.start()])
            here = match.end()
    return "".join([*parts, text[here:]])


def unflowed(text: str, joins_words: bool) -> str:
    """Return flowed text (RFC 3676) with each paragraph on one line; `joins_words` is its parameter DelSp."""
    found: list[str] = []
    flows, depth = False, -1
    for line in text.split("\n"):
        match = FLOWED.match(line)
        marks, words = (match[1], match[2]) if match else ("", line)
        signature = words == "-- "
        if flows and len(marks) == depth and not signature:
            found.append(words)
        else:
            found += ["\n", f"{marks} {words}" if marks else words]
        flows, depth = words.endswith(" ") and not signature, len(marks)
        if flows and joins_words:
            found[-1] = found[-1][:-1]
    return "".join(found[1:])


def plain_blocks(text: str, split: Callable[[str], Split] = paragraphs) -> tuple[list[Block], Problems]:
    """Return the blocks of a plain text, those that are quoted with their depth as `level`; `split` tells its paragraphs."""
    told = list(tell_apart(list(lines_of(text))))
    found = [_named(list(run)) for (role, _), run in groupby(told, itemgetter(1, 2)) if role not in TEXT]
    levels = sorted({_depth(each) for each in told if each.role in TEXT})
    for level in levels:
        lines = [each.line for each in told if each.role in TEXT and _depth(each) == level]
        alone = text if len(lines) == len(told) and not level else _alone(text, lines)
        begins = {line.begins: line.start for line in lines}
        for block in _joined(split(alone).blocks, alone):
            found.append(_quoted(block, begins, level) if level else block)
        found += _bare_marks(lines)
    found.sort(key=attrgetter("start"))
    return _without_legal(found, text), [*_unmarked(told), *_encrypted(told)]


def html_blocks(text: str, blocks: Iterable[Block]) -> list[Block]:
    """Return the blocks of a page that was sent as a message; one in which something else begins is cut there."""
    blocks = list(blocks)
    lines = [
        list(lines_of(text[each.start : each.end], each.start, max(each.level, 1) if each.kind == "quote" else 0))
        for each in blocks
        if not each.discard
    ]
    told = tell_apart([line for some in lines for line in some])
    found: list[Block] = []
    counts = iter(lines)
    for block in blocks:
        if block.discard:
            found.append(block)
            continue
        of_block = [next(told) for _ in next(counts)]
        for (role, level), run in groupby(of_block, itemgetter(1, 2)):
            found.append(_cut(block, role, level, list(run)))
    return _without_legal(found, text)


def _depth(told: Told) -> int:
    return min(told.level, MOST_LEVELS)


def _named(run: list[Told]) -> Block:
    """Return lines that are no paragraphs as one block."""
    role, start, end = run[0].role, run[0].line.start, run[-1].line.end
    if role in DISCARDS:
        return Block(role, start, end, discard=True)
    return Block(role, start, end, run[0].level)


def _cut(block: Block, role: str, level: int, run: list[Told]) -> Block:
    if role not in TEXT:
        return _named(run)
    kind = "quote" if level else block.kind
    return replace(block, kind=kind, level=level or block.level, start=run[0].line.start, end=run[-1].line.end)


def _alone(text: str, lines: Sequence[Line]) -> str:
    """Return the text with nothing but these lines in it, their marks left out, each in its place."""
    kept = iter(lines)
    line = next(kept, None)
    rows, here = [], 0
    for row in text.split("\n"):
        after = here + len(row)
        if line and line.start < after + 1 and line.start >= here:
            blank = line.begins - here
            rows.append(" " * blank + row[blank:] if line.begins > line.start else row)
            line = next(kept, None)
        else:
            rows.append(" " * len(row))
        here = after + 1
    return "\n".join(rows)


def _joined(blocks: list[Block], text: str) -> Iterator[Block]:
    """Yield the blocks, a line that goes on in small letters with the sentence above it in one with it.

    Messages are wrapped when they are sent; in short ones there are too few lines to tell at which margin.
    """
    held: Block | None = None
    for block in blocks:
        if held and _is_one_sentence(held, block, text):
            held = replace(held, end=block.end)
            continue
        if held:
            yield held
        held = block
    if held:
        yield held


def _is_one_sentence(above: Block, below: Block, text: str) -> bool:
    if above.discard or below.kind != "paragraph" or text.count("\n", above.end, below.start) != 1:
        return False
    return text[below.start].islower() and text[above.end - 1] not in ENDS


def _quoted(block: Block, begins: dict[int, int], level: int) -> Block:
    start = begins.get(block.start, block.start)
    return replace(block, start=start) if block.discard else Block("quote", start, block.end, level)


def _bare_marks(lines: Sequence[Line]) -> Iterator[Block]:
    """Yield the marks of quoted lines without words; plain text has no block for them."""
    return (Block("markup", each.start, each.end, discard=True) for each in lines if not each.words)


def _without_legal(blocks: list[Block], text: str) -> list[Block]:
    """Return the blocks, what lawyers make people append to every message named as such."""
    text_of = [n for n, each in enumerate(blocks) if not (each.discard or each.kind in ("attribution", "heading"))]
    for n in text_of[-LAST:]:
        words = text[blocks[n].start : blocks[n].end]
        if len(words) >= SHORTEST_LEGAL and LEGAL.match(words):
            blocks[n] = Block("legal footer", blocks[n].start, blocks[n].end, discard=True)
    return blocks


def _encrypted(told: Sequence[Told]) -> Iterator[tuple[str, int, int]]:
    """Yield a problem for each text that only its receiver can read."""
    for role, run in groupby(told, attrgetter("role")):
        lines = [each.line for each in run] if role == armour.ENCRYPTED else []
        if lines:
            yield replies.IS_ENCRYPTED, lines[0].start, lines[-1].end


def _unmarked(told: Sequence[Told]) -> Iterator[tuple[str, int, int]]:
    """Yield a problem for each line that says whose words follow, where nothing tells them from the author's."""
    for a, b in pairwise(told):
        if a.role == replies.ATTRIBUTION and b.role == replies.OWN:
            yield replies.UNMARKED, a.line.start, a.line.end
