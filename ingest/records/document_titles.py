"""Titles of documents, as they stand in the text: where each kind has its own."""

from __future__ import annotations

from dataclasses import replace

from ingest.formats.blocks import Block
from ingest.grammar.motion_headings import title_in
from ingest.grammar.rule_names import is_named
from ingest.records.hearing_captions import hearing_title
from ingest.records.judgments import judgment_title
from ingest.records.kinds import statement_title
from ingest.records.minutes import minutes_title
from ingest.records.parts import Given, title_of
from ingest.records.rule_shapes import TITLED_SECTION
from ingest.records.rule_titles import instrument_title
from ingest.records.sheets import SPREADSHEET, sheet_title

# the kinds with a place of their own for the title
TITLES = {
    "witness statement": statement_title, "hearing": hearing_title, "judgment": judgment_title, "rules": instrument_title,
    "minutes": minutes_title, SPREADSHEET: sheet_title,
}  # fmt: skip
# an article's headline is found when the article is read; a calendar has a name or none
LATER = ("article", "calendar")
HEAD_OF_A_MOTION = 4  # blocks in which its title stands
LONGEST_MOTION_TITLE = 160  # characters


def printed_title(blocks: list[Block], kind: str, given: Given) -> str | None:
    """Return the title that a document of this kind prints, or None."""
    if kind in LATER:
        return None
    own = TITLES.get(kind)
    title = own(blocks, given.text) if own else None
    if not title and kind != SPREADSHEET:  # whose first row is no line of a text
        title = title_of(blocks, given.text)
    if kind == "rules" and title and TITLED_SECTION.match(title) and not is_named(title):
        title = _above_heading(blocks, given.text)  # that was the heading of the first article
    if not title and kind == "motion":
        title = next(filter(None, map(_motion_title, map(given.words, blocks[:HEAD_OF_A_MOTION]))), None)
    return " ".join(map(str.strip, title.splitlines())) if title else _amended(given)


def _amended(given: Given) -> str | None:
    """Return what front matter says that an amendment amends, and its number: "The kettle, amendment 2"."""
    title, number = given.first("motion_title"), given.first("amendment_number")
    return f"{title}, amendment {number}" if title and number else title


def _motion_title(words: str) -> str | None:
    """Return "Keep the kettle" of "Motion 12: Keep the kettle"."""
    is_heading, title = title_in(words) if len(words) <= LONGEST_MOTION_TITLE else (False, None)
    return title if is_heading else None


def _above_heading(blocks: list[Block], text: str) -> str | None:
    """Return the title that stands above the first heading."""
    at = next((n for n, block in enumerate(blocks) if block.kind == "heading"), 0)
    return title_of([*blocks[:at], replace(blocks[at], kind="paragraph")], text) if at else None
