"""Parts of a source: the blocks of one document, with what the source says of it outside and inside them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from ingest.declarations.source import Declaration
from ingest.formats.blocks import Block
from ingest.grammar.bylines import read_byline
from ingest.grammar.dates import read_date
from ingest.grammar.furniture import KINDS as FROM_WEB_PAGES
from ingest.grammar.furniture import find as find_furniture
from ingest.grammar.labels import begins_speech, label
from ingest.grammar.mastheads import is_masthead, is_masthead_abroad, is_section
from ingest.grammar.menus import are_topics, menu_end
from ingest.grammar.titles import title_like
from ingest.model import Document

# "PRESS RELEASE", "Contact: Ann Smith", "For immediate release: 5 May 2018", "By our industrial correspondent Ann Smith", "Published 5 May"
LABEL = re.compile(
    r"(?:(?:entry tags|current (?:mood|music|location)|contact|tel|telephone|e-?mail|ref|our ref|your ref|date|time|venue|issued by)\s*:.*|"
    r"(?:press|news|media) (?:release|statement)\b.{0,30}|petition|"
    r"(?:(?:verbatim|full|meeting) )?transcript|(?:for|not for) immediate release\b.*|embargo(?:ed)?\b.*|"
    r"by (?:our|a|an|the|(?:\w+ ){0,3}(?:reporter|correspondent|editor))\b.*|"
    r"(?:first )?(?:published|posted|updated|last modified)\b.*|"
    r"(?:approved|adopted|amended|revised|effective|ratified)\b[^.]*\d{4}|pages? \d{1,3}|home(?: [/|>»].*| (?:news|sport|about)\b.*)?)\Z",
    re.IGNORECASE,
)
# "Metadata-Version: 2.1" above "Name: kettle": lines of keys are no title
KEY = re.compile(r"[A-Z][\w-]{1,24}: \S")
# "grumpy_digger Site owner Posts: 41": who wrote what stands below the date, as forums print it
POSTER = re.compile(r"\S[^\n]{0,80}\sPosts: \d[\d,.]{0,9}\Z")
# "Dear Ms Quill,", "From: Ada Quill": what a letter has near its top
OF_A_LETTER = re.compile(r"(?:Dear (?:[A-Z]|all\b|colleague|friend|comrade)|(?i:From|To|Subject|Sent|Cc): \S)")
# "An open letter to the board": above "Dear …"
OPEN_LETTER = re.compile(r"(?:an )?open letter\b", re.IGNORECASE)
# the keys of front matter
AUTHOR = ("author", "authors", "byline", "creator")
PUBLISHER = ("publisher", "publication", "source")
LANGUAGE = ("lang", "language")
# "\ud800": YAML can spell it, no text has it
CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")

HEAD_OF_A_LETTER = 15  # blocks: two addresses, a date, a reference
FEWEST_GAPS = 5  # between the words of a sentence
MOST_LABELS = 3  # lines above a title that are a byline, or "Press release"
QUOTES = {"“": "”", '"': '"', "‘": "’", "'": "'"}


@dataclass(slots=True)
class Part:
    """The blocks of one document, what the source says of it outside them, and the furniture taken from among them.

    `said` is what the format states of it, where the format tells documents apart.
    """

    document: Document
    blocks: list[Block]
    discards: list[Block] = field(default_factory=list)
    problems: list[tuple[str, int, int]] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Given:
    """What a source is divided by: its text, its declaration, and what its front matter says (keys in small letters)."""

    text: str
    source_id: str
    declaration: Declaration
    said: dict[str, Any]
    file_name: str = ""

    def words(self, block: Block) -> str:
        return self.text[block.start : block.end]

    def first(self, *keys: str) -> str | None:
        """Return the first value the front matter has, on one line; one that holds control characters says nothing."""
        for key in keys if self.said else ():
            words = " ".join(str(self.said.get(key, "")).split())
            if words and not CONTROL.search(words):
                return words
        return None


COLUMNS = " " * 8  # between what stands at the left of a line and what at its right
NO_TITLES = ("list item", "quote", "message", "notice")
TIME = re.compile(r"\d\d+:\d\d")  # "00:04:12", "04:12": where a caption is said
# "(These minutes are published subject to approval)", "[This is a draft.]": above the title of a text
NOTE_ABOVE = re.compile(r"\([^()]{30,400}\)|\[[^\[\]]{30,400}\]")


# "MPC(19)M04", "Cou/285/07-08": the reference of a text
REFERENCE = re.compile(r"[A-Za-z]{2,6}(?:\(\d{1,4}\)|/\d)[\w/().-]{0,20}\Z")


def without_furniture(part: Part, text: str) -> Part:
    """Take the furniture of web pages from among the blocks of a part."""
    if part.document.kind not in FROM_WEB_PAGES:
        return part
    named = {block.start: name for block, name in find_furniture(part.blocks, text)}
    part.discards += [
        replace(block, kind=named[block.start], discard=True) for block in part.blocks if block.start in named
    ]
    part.blocks = [block for block in part.blocks if block.start not in named]
    return part


def title_of(blocks: list[Block], text: str) -> str | None:
    """Return the first heading, or the first line that is no label if it is like a title and stands above something.

    The name of a paper in capitals ("THE ZENNOR COURIER") is a label.
    """
    heading = next((block for block in blocks[:4] if block.kind == "heading"), None)
    if heading and not any(_is_prose(text[each.start : each.end]) for each in blocks[: blocks.index(heading)]):
        return text[heading.start : heading.end]
    if blocks and OPEN_LETTER.match(text, blocks[0].start) and title_like(text[blocks[0].start : blocks[0].end]):
        return text[blocks[0].start : blocks[0].end]
    if any(_is_of_a_letter(blocks, n, text) for n in range(min(len(blocks), HEAD_OF_A_LETTER))):
        return None
    if len(blocks) > 1 and all(KEY.match(text, block.start, block.end) for block in blocks[:2]):
        return None
    if are_topics(blocks, text):
        return None
    top = menu_end(blocks, text)
    if blocks[top:] and NOTE_ABOVE.fullmatch(text, blocks[top].start, blocks[top].end):
        top += 1
    named = False  # by the name of a paper right above
    for block, below in zip(blocks[top : top + MOST_LABELS + 1], blocks[top + 1 :], strict=False):
        words = text[block.start : block.end]
        if (is_masthead_abroad(words) or (named and is_section(words))) and title_like(text[below.start : below.end]):
            named = True
            continue
        if REFERENCE.match(words):
            continue
        if not is_label(words) and not (words.isupper() and is_masthead(words)):
            return words if block.kind not in NO_TITLES and not _is_said(block) and _is_title(words) else None
    return None


def _is_of_a_letter(blocks: list[Block], n: int, text: str) -> bool:
    """Tell a line of the head of a letter from that of one that is quoted: "His reply in full:" above "Dear Mr Dow"."""
    is_line = OF_A_LETTER.match(text, blocks[n].start, blocks[n].end) is not None
    return is_line and not (
        n and text[blocks[n - 1].end - 1] == ":" and _is_prose(text[blocks[n - 1].start : blocks[n - 1].end - 1] + ".")
    )


def _is_said(block: Block) -> bool:
    """Tell what somebody says in a recording: its format names the speaker, or points at it by its time."""
    return block.speaker is not None or bool(TIME.match(block.locator or ""))


def _is_prose(words: str) -> bool:
    """Tell a sentence: a heading below it is that of a section."""
    return words[-1:] == "." and not words.endswith("..") and words.count(" ") >= FEWEST_GAPS and not is_label(words)


def is_label(words: str) -> bool:
    """Tell whether a line says only by whom, when or as what a text was published."""
    return len(words) < 120 and bool(LABEL.match(words) or POSTER.match(words) or read_byline(words))


def _is_title(words: str) -> bool:
    """Tell a title from a speech, a saying with its speaker ("“…” – Ann Bee"), from a date and from the first line of data."""
    if begins_speech(words) or not title_like(words) or not (words[0].isalnum() or words[0] in QUOTES):
        return False
    if COLUMNS in words.strip():
        return False
    if (speaker := label(words)) and speaker.timed:
        return False  # "Ann Bee  0:03"
    if len(words) < 60 and read_date(words):
        return False
    return not words[0].islower() and (words[0] not in QUOTES or words.endswith(QUOTES[words[0]]))
