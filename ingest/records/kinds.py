"""Kinds: what a document is, by its shape, or as its front matter calls it."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from ingest.formats.blocks import Block
from ingest.grammar import abroad, comments
from ingest.grammar.bylines import read_above_office, read_byline
from ingest.grammar.dates import read_date
from ingest.grammar.furniture import is_of_web_page
from ingest.grammar.judgment_lines import AGAINST
from ingest.grammar.labels import begins_speech
from ingest.grammar.mastheads import cutting, dateline, is_masthead, is_wire, printed_below
from ingest.grammar.menus import menu_end
from ingest.grammar.signed_days import is_day, is_signed
from ingest.grammar.statement_headings import heading
from ingest.grammar.titles import title_like
from ingest.records.hearings import is_hearing
from ingest.records.judgments import is_judgment
from ingest.records.minutes import is_minutes
from ingest.records.motion_shapes import head, is_motion
from ingest.records.parts import KEY
from ingest.records.rule_shapes import looks_like_rules

__all__ = ["classify", "is_hearing", "statement_title"]

# "Last modified on Wed 15 May 2019 09.10 BST", "Published: Feb. 9, 2021 at 11:15 p.m.": newspapers print the time
STAMP = re.compile(
    rf"(?i:.*\b(?:updated|modified|published|{abroad.PUBLISHED}|{abroad.CHANGED})\b).*"
    r"\b(?:19|20)\d\d\b.*\b\d{1,2}[.:h]\d\d(?![.\d])"
)
# "By state political reporter Ann Smith"
REPORTER = re.compile(r"By (?:our )?[^.:]{0,40}(?:reporter|correspondent|editor)\b[^.:]{0,40}$", re.IGNORECASE)
# "Published: ", "Posted on "
PUBLISHED_ON = re.compile(r"(?:published|posted)(?: on)?:?\s+", re.IGNORECASE)
LONGEST_DAY = 60  # characters of such a line
MOST_REPORTS = 60  # paragraphs: a diary has several that begin with a place and a day
HEAD_OF_PAGE = 10  # lines in which its day and what is printed beside it stand
LONGEST_OF_HEAD = 120  # characters
MOST_KEYS = 3  # "Author: …" and two others, as "Metadata-Version: 2.1": it is no byline among them
# what the front matter of blogs and news sites calls its pages
KINDS = {
    "post": "blog post", "posts": "blog post", "blog": "blog post", "blog post": "blog post", "blogpost": "blog post",
    "article": "article", "news": "article", "story": "article", "press release": "article", "report": "article",
    "statement": "witness statement", "witness statement": "witness statement", "hearing": "hearing", "transcript": "hearing",
    "judgment": "judgment", "judgement": "judgment", "ruling": "judgment",
    "rules": "rules", "rulebook": "rules", "procedures": "rules", "motion": "motion", "document": "document", "page": "page",
    "minutes": "minutes", "e-mail": "e-mail", "email": "e-mail", "message": "e-mail", "comment": "comment", "chat": "chat",
    "calendar": "calendar",
    "spreadsheet": "spreadsheet",
}  # fmt: skip
# "_posts/kettle.md", "content/blog/2019/kettle.md", "2019-03-12-kettle.md": where Jekyll and Hugo have posts
POSTED = re.compile(
    r"(?:\A|/)(?:_posts|posts?|blog)/(?:.*/)?[^/]+\Z|(?:\A|/)(?:19|20)\d\d-\d\d-\d\d-[^/\s]+\.(?:md|markdown)\Z"
)
# "PRESS RELEASE", "For immediate release: 6 March 2019", "MEDIA STATEMENT – 6 March 2019"
RELEASE = re.compile(
    r"\W*(?:(?:press|news|media) (?:release|statement)\b.{0,30}|for immediate release\b.{0,40})\W*\Z", re.IGNORECASE
)
# "I", "My", "me"
FIRST_PERSON = re.compile(r"[IMm](?<!\w.)(?:(?<=I)|(?<=[Mm])y|(?<=m)e)\b")
# "I provide this statement in response to", "(made on behalf of …)": prose that stands above "I, Ann Bee, will say"
TOLD_ABOVE = re.compile(r"\W*(?:I|This|Made|made|On|BETWEEN)\b")
FOOT = 8  # lines below an article in which may stand where it was printed
LONGEST_CITATION = 120  # characters
LONGEST_FOOTER = 60  # characters of "No comments:"
LONGEST_CAPTION = 24  # lines above the heading of a statement: court, number, parties


def classify(blocks: list[Block], text: str, name: str | None = None, title: str | None = None) -> str:
    """Return the kind of a document by its shape; `name` is what its front matter calls it, `title` its title there."""
    if name and name.casefold() in KINDS:
        return KINDS[name.casefold()]
    kind = next((kind for kind, fits in SHAPES if fits(blocks, text)), "document")
    return "rules" if kind == "document" and title and looks_like_rules(blocks, text, title) else kind


def kind_named(said: dict[str, Any]) -> str | None:
    """Return what front matter calls its document, under the first of its keys that says so."""
    named = (str(said[key]) for key in ("kind", "type", "layout") if key in said)
    return next((name for name in map(_of_layout, named) if name.casefold() in KINDS), None)


def _of_layout(name: str) -> str:
    """Return what "layouts/post.njk" and "post.html" lay out: "post"."""
    return name.rpartition("/")[2].partition(".")[0]


def kind_by_name(said: dict[str, Any], file_name: str) -> str | None:
    """Return "blog post" for a page with front matter that site generators keep as a post, by its folder or its name."""
    return "blog post" if said and POSTED.search(file_name) else None


def statement_title(blocks: list[Block], text: str) -> str | None:
    """Return the heading "Witness statement of Ann Bee" below the caption of a case, or None."""
    words = _statement_heading(blocks, text)
    found = heading(words) if words else None
    return words if words and found and found.name and not found.spoken and title_like(words) else None


def _is_statement(blocks: list[Block], text: str) -> bool:
    return _statement_heading(blocks, text) is not None


def _statement_heading(blocks: list[Block], text: str) -> str | None:
    """Return the line that announces a statement, if only short lines stand above it."""
    for n, words in enumerate(head(blocks, text, LONGEST_CAPTION)):
        found = heading(words)
        if found and (found.sure or _is_told(blocks[n : n + 9], text)):
            return words
        if len(words) > 200 or (len(words) > 70 and words.endswith(".") and not TOLD_ABOVE.match(words)):
            return None
    return None


def _is_told(blocks: list[Block], text: str) -> bool:
    """Tell what one person says below a heading from what several say there, each under a label."""
    if len(blocks) > 1 and begins_speech(text[blocks[1].start : blocks[1].end]):
        return False
    return any(FIRST_PERSON.search(text, each.start, each.end) for each in blocks)


def _is_article(blocks: list[Block], text: str) -> bool:
    blocks = blocks[menu_end(blocks, text) :]
    lines = [words for words in head(blocks, text, 8) if len(words) < 120]
    if any(RELEASE.match(words) for words in lines[:4]) or _is_printed(lines, blocks, text):
        return True
    signed = any(read_byline(words) or REPORTER.match(words) or STAMP.match(words) for words in lines)
    signed = (
        signed
        or any(read_above_office(*pair) for pair in pairwise(lines))
        or _is_shared(list(head(blocks, text, HEAD_OF_PAGE)))
    )
    signed = signed or is_signed(list(head(blocks, text, HEAD_OF_PAGE)))
    if not signed or sum(bool(KEY.match(words)) for words in lines) >= MOST_KEYS or any(map(AGAINST.match, lines)):
        return False  # "by Ann BEE" above "against Northland" is no byline
    return not _is_by_several(blocks, text) and not _is_of_days(blocks, text)


def _is_shared(lines: list[str]) -> bool:
    """Tell a page by its day, alone on a line, and by what is printed beside it: "6 min read", "Share"."""
    lines = [words for words in lines if len(words) < LONGEST_OF_HEAD]
    days = [words for words in lines if words[-1:].isdigit() and is_day(words)]
    return bool(days) and any(map(is_of_web_page, lines))


def _is_by_several(blocks: list[Block], text: str) -> bool:
    """Tell an issue, or a collection, of pieces that are each by somebody else, a byline above the words of each."""
    authors: set[str | None] = set()
    for block, below in pairwise(blocks):
        if (
            block.end - block.start < 60
            and text.startswith(("By ", "by ", "BY "), block.start)
            and below.end - below.start > 60
        ):
            byline = read_byline(text[block.start : block.end])
            authors |= {byline.author} if byline else set()
    return len(authors - {None}) > 1


def _is_of_days(blocks: list[Block], text: str) -> bool:
    """Tell a page of posts, each with the day of its own: "Published: Wed 29 February 2012", "Published: Wed 20 April 2011"."""
    lines = (text[each.start : each.end] for each in blocks if each.end - each.start < LONGEST_DAY)
    found = (read_date(line[match.end() :]) for line in lines if (match := PUBLISHED_ON.match(line)))
    return len({date.edtf for date in found if date and date.day}) > 1


def _is_printed(lines: list[str], blocks: list[Block], text: str) -> bool:
    """Tell a cutting by the paper and its day on one line or on two, and a report by its dateline."""
    foot = [text[block.start : block.end] for block in blocks[-FOOT:] if block.end - block.start <= LONGEST_CITATION]
    if any(cutting(words) for words in head(blocks, text, 2)) or printed_below(foot):
        return True
    named = lines and (lines[0].isupper() or lines[0].startswith("The "))
    if len(lines) > 1 and named and is_masthead(lines[0]) and (date := read_date(lines[1])) and date.day:
        return True
    if any(is_wire(words[:80]) for words in head(blocks, text, 5)):
        return True
    reports = (n for n, block in enumerate(blocks[:MOST_REPORTS]) if block.end - block.start > 120)
    found = [n for n in reports if dateline(text[blocks[n].start : blocks[n].start + 120])]
    return len(found) == 1 and found[0] < 5


def _is_blog_page(blocks: list[Block], text: str) -> bool:
    """Tell the page of a post by what a blog prints below it: "No comments:", and below that "Post a Comment"."""
    short = (block for block in blocks[-comments.FOOT :] if block.end - block.start < LONGEST_FOOTER)
    return comments.are_asked_for([text[block.start : block.end] for block in short])


SHAPES: tuple[tuple[str, Callable[[list[Block], str], bool]], ...] = (
    ("hearing", is_hearing),
    ("witness statement", _is_statement),
    ("minutes", is_minutes),
    ("judgment", is_judgment),
    ("motion", is_motion),
    ("rules", looks_like_rules),
    ("article", _is_article),
    ("blog post", _is_blog_page),
)
