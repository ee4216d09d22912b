"""What makes a dump: dates above prose; not the notes of a release, the minutes of meetings, or a table of dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from ingest.formats.blocks import Block
from ingest.grammar import comments
from ingest.grammar.date_headings import COUNTED, behind_time
from ingest.grammar.furniture import FURNITURE
from ingest.grammar.hearing_lines import is_stage
from ingest.grammar.titles import title_like
from ingest.records.date_series import is_prose
from ingest.records.heading_days import Heading
from ingest.records.hearings import is_hearing
from ingest.records.parts import Given
from ingest.records.post_layouts import MOST_ABOVE, dates_below

FEWEST = 3  # dates that make a dump wherever they stand
LAST_AT_TOP = 2  # the block in which the first post may begin, below the name of the blog
MOST_OF_BLOG = 6  # blocks above the only post of a page: the name of the blog, a motto, what its author sells
MOST_AROUND = 50  # blocks above the first date and below the last
LONGEST_TITLE = 60  # characters on the line of a date; more, with a full stop, are an entry
SHORT = 200  # characters of a sentence in a table of dates

# "Changelog", "Release notes for 2.1", "What's new": what stands above the notes of a release
CHANGES = re.compile(
    r"\W*(?:\w+ ){0,3}(?:change ?-?logs?|changes|release notes|releases|(?:version|revision|release|change|update) history|"
    r"what[’']?s new|errata)\b.{0,40}\Z",
    re.IGNORECASE,
)
# "What's on", "Forthcoming events", "Dates for your diary", "Programme": what stands above what is to be held
PROGRAMME = re.compile(
    r"\W*(?:\w+ ){0,3}(?:what[’']?s on|events?|(?:dates|meetings) (?:for|in) your diary|diary dates|key dates|programme|timetable|calendar|"
    r"fixtures?|forthcoming \w+|upcoming \w+)\b.{0,30}\Z",
    re.IGNORECASE,
)
# "v1.2", "1.2.0", "Version 3", "released version 2.14"
VERSION = re.compile(r"(?<![\w.])(?:v?\d+\.\d+(?:\.\d+)*(?:[a-z]+\d*)?(?![\w%])|(?i:version|release|v)\s?\d)")
# "7.14", "10.30": as a version, or a time of day
TIME_OF_DAY = re.compile(r"(?<![\w.])(?:[01]?\d|2[0-3])\.[0-5]\d(?![\w.%]*\d)")
# five words and more, and the mark that ends them
SENTENCE = re.compile(r"(?:\S+\s+){4}\S.*[.!?]\W*\Z")
# "* ", "- ", "+ ", "• ", "(3) ", "[fix]", "2. ", "o "
BULLET = re.compile(r"(?:[*+•‣◦–—-]+|o|\(?\d{1,3}[.)]|\[\w[^\]]{0,20}\])\s+\S")
# "Present: …", "In attendance", "Apologies for absence"
MINUTES = re.compile(
    r"\W*(?:present|in attendance|attendance|attendees|attending|apologies|minutes|agenda|quorum)\b", re.IGNORECASE
)
# "From: Ada", "To: Bob", "commit 9f3c…", "Author: Ada <ada@…>": what stands beside the date of an e-mail, or of a change
HEADER = re.compile(
    r"(?:(?:from|to|sent|cc|message-id|in-reply-to|author|commit|commitdate|authordate):"
    r"|commit [0-9a-f]{7,40}\b|revision \d)",
    re.IGNORECASE,
)
# "Posted by Ada on 12 March 2019", "12 March 2019 · Posted by Ada", "Posted on 12 March 2019 by ada_q": no newspaper says so above an article
POSTED = re.compile(r"\b(?:posted|filed) by\b|\bposted on\b.* by\b", re.IGNORECASE)
# "Day 2 – 5 March 2019", "SESSION 3: "
OF_DAYS = re.compile(rf"\W*{COUNTED}\b", re.IGNORECASE)
# "Signed: A Quill", "Sworn at Zennor"
SIGNED = re.compile(r"[*_\s]*(?:signed|signature|sworn|affirmed|executed)\b", re.IGNORECASE)
# what each post of a blog ends with: "3 comments", "Posted by Ada at 10:32"
FOOTER = next(each.shape for each in FURNITURE if each.name == "post footer")

# "It was gone. Nobody", "灯がともった。誰": where another sentence begins
ANOTHER = re.compile(r"[.!?][”’\"')]?\s+[A-Z“‘가-힣]|[。！？][^\s”’」』）)]")


def is_dump(headings: list[Heading], blocks: list[Block], given: Given) -> bool:
    """Tell whether date headings divide a source into posts: the first opens it, or three and more stand in it.

    A letter has its date at the top, and may have one at the end above a line or two: that is no second post. Dates
    with nothing but a line below each are a table of dates, unless a person says otherwise.
    """
    declaration = given.declaration
    if declaration.kind not in (None, "blog post", "hearing"):
        return False
    ends = [*(each.index for each in headings), len(blocks)]
    below = dates_below(blocks, headings, given)
    spans = pairwise([-1, *ends[:-1]] if below else ends)
    sections = [blocks[a + 1 : b] for a, b in spans if b - a > 1]
    if not sections or (not declaration.kind and _is_other(headings, sections, blocks, given)):
        return False
    if len(sections) > 1 and is_sitting(headings, blocks, given):
        return True
    prose = [any(map(is_prose, section)) for section in sections]
    if len(sections) >= FEWEST:
        return declaration.kind is not None or _is_written(prose, sections, headings, blocks, given)
    opens = below or headings[0].index <= LAST_AT_TOP or _are_signed(headings)
    if declaration.kind == "blog post" or len(sections) == 1:
        is_post = declaration.kind == "blog post" or _is_post(sections[0], given)
        is_post = is_post or any(comments.MADE_WITH.match(given.words(block)) for block in blocks[: headings[0].index])
        opens = opens or (is_post and headings[0].index <= MOST_OF_BLOG and headings[0].line.date.weekday is not None)
        return bool(opens) and (is_post or (prose[0] and _is_posted(headings[0], blocks, given)))
    if not prose[0] and len({each.date for each in headings if each.date}) == 1:
        return False  # a page says twice of which day it is
    newest_first = any(prose) and _run_back(headings) and (prose[0] or _are_titled(sections, given))
    return bool(opens) and (all(prose) or _are_signed(headings) or newest_first)


def _are_titled(sections: list[list[Block]], given: Given) -> bool:
    """Tell posts of which some are no more than their titles."""
    return all(not is_prose(section[0]) and title_like(given.words(section[0])) for section in sections)


def _run_back(headings: list[Heading]) -> bool:
    """Tell the newest post above the one before it: no letter ends with a day before that at its top."""
    days = [each.date for each in headings if each.line.date.weekday is not None]
    return len(headings) == 2 and len(days) == 2 and bool(days[0] and days[1] and days[1] < days[0])


def is_sitting(headings: list[Heading], blocks: list[Block], given: Given) -> bool:
    """Tell the days of one hearing, "Day 1 – 5 March 2019" above each: a short one has too few speeches to show what it is."""
    if given.declaration.kind not in (None, "hearing") or not headings:
        return False
    return all(OF_DAYS.match(given.words(blocks[each.index])) for each in headings) and is_hearing(blocks, given.text)


def _is_post(section: list[Block], given: Given) -> bool:
    """Tell one post by what a blog prints below its words: "No comments:", "Posted by Ada at 10:32"."""
    last = max((n for n, block in enumerate(section) if is_prose(block)), default=len(section))
    if any(FOOTER.match(given.words(block)) for block in section[last + 1 :]):
        return True
    if any(comments.SAYS.match(words) and comments.OF_BLOGGER.match(words) for words in map(given.words, section[1:])):
        return True
    pairs = ((given.words(above), given.words(below)) for above, below in pairwise(section) if not is_prose(above))
    return any(comments.COUNTED.match(above) and comments.SAYS.match(below) for above, below in pairs)


def _is_posted(heading: Heading, blocks: list[Block], given: Given) -> bool:
    """Tell one post by the line below its title that says who posted it, and when."""
    words = given.words(blocks[heading.index])
    return heading.line.author is not None and heading.index <= MOST_ABOVE and POSTED.search(words) is not None


def _is_written(
    prose: list[bool], sections: list[list[Block]], headings: list[Heading], blocks: list[Block], given: Given
) -> bool:
    """Tell posts from a table of dates: prose below most of the dates, or what a blog prints below each post."""
    days = sum(each.is_day for each in headings)
    if _are_signed(headings):
        return True
    if any(each.line.title for each in headings):
        told = sum(_is_told(given.words(blocks[each.index]), each) for each in headings)
        return max(sum(prose), told) * 4 >= days * 3
    if sum(prose) * 2 >= len(prose):
        return not _is_timeline(sections, headings, given)
    return (
        any(prose) and _share(any(FOOTER.match(given.words(block)) for block in section) for section in sections) > 0.5
    )


def _is_told(words: str, heading: Heading) -> bool:
    """Tell "5 January – The kettle is gone. Nobody will say who took it.", where the entry begins on the line of its date."""
    begins, ends = heading.line.title or (0, 0)
    return ends - begins > LONGEST_TITLE and not title_like(words[begins:ends])


def _are_signed(headings: list[Heading]) -> bool:
    """Tell "Posted by Ada on 12 March 2019", each time."""
    return all(each.line.author and each.line.style == "labelled" for each in headings)


def _is_timeline(sections: list[list[Block]], headings: list[Heading], given: Given) -> bool:
    """Tell a table of dates, with a sentence for each: nobody prints a weekday, and nobody writes a second paragraph."""
    return (
        all(each.line.date.weekday is None and each.line.style == "plain" for each in headings)
        and all(len(section) == 1 for section in sections)
        and all(_is_sentence(given.words(section[0])) for section in sections)
    )


def _is_sentence(words: str) -> bool:
    return len(words) <= SHORT and not ANOTHER.search(words)


def _is_other(headings: list[Heading], sections: list[list[Block]], blocks: list[Block], given: Given) -> bool:
    """Tell the notes of a release, the minutes of meetings, and a book in which some dates stand by the way."""
    if _is_by_the_way(headings, blocks):
        return True
    if any(
        CHANGES.match(words) or PROGRAMME.match(words)
        for words in map(given.words, blocks[: min(headings[0].index, 6)])
    ):
        return True
    if _share(_names_version(each, given, blocks) for each in headings if each.is_day) > 0.3:
        return True
    if _share(_is_header(each, given, blocks) for each in headings if each.is_day) > 0.3:
        return True
    if _share(_is_signed(each, given, blocks) for each in headings if each.is_day) > 0.3:
        return True
    if _share(any(MINUTES.match(given.words(block)) for block in section[:3]) for section in sections) >= 0.5:
        return True
    listed = [block for section in sections for block in section]
    bullets = _share(block.kind == "list item" or bool(BULLET.match(given.text, block.start)) for block in listed)
    if bullets <= 0.5 or any(each.line.style == "labelled" for each in headings):
        return False
    return len(sections) > 1 or not _is_post(sections[0], given)  # a post may be a list of links


def _is_by_the_way(headings: list[Heading], blocks: list[Block]) -> bool:
    """Tell some dates in a book: nearly all of it stands around them. Weekdays from its top on are a blog with a long last post."""
    if headings[0].index <= LAST_AT_TOP and all(each.line.date.weekday is not None for each in headings):
        return False
    around = headings[0].index + len(blocks) - headings[-1].index
    return around > MOST_AROUND and around * 4 > len(blocks) * 3


def _is_header(heading: Heading, given: Given, blocks: list[Block]) -> bool:
    """Tell whether a date is a line among those of an e-mail, or of a change in a log."""
    near = blocks[max(0, heading.index - 2) : heading.index + 3]
    return any(HEADER.match(given.text, block.start, block.end) for block in near)


def _is_signed(heading: Heading, given: Given, blocks: list[Block]) -> bool:
    """Tell whether a date stands below a signature: statements, or letters, one after the other."""
    above = blocks[heading.index - 1] if heading.index else None
    return above is not None and SIGNED.match(given.text, above.start, above.end) is not None


def _names_version(heading: Heading, given: Given, blocks: list[Block]) -> bool:
    """Tell whether a version stands on the line of a date, or on the line above or below it."""
    near = blocks[max(0, heading.index - 1) : heading.index + 2]
    date = heading.line.date
    for block in near:
        words = given.words(block)
        if block is blocks[heading.index]:
            words = words[: date.start] + " " + words[behind_time(words, date.end) :]
        if block.end - block.start <= SHORT / 2 and VERSION.search(words) and not (is_stage(words) or _is_timed(words)):
            return True
    return False


def _is_timed(words: str) -> bool:
    """Tell "The 7.14 from Skipton, change at Keighley.": in a sentence, what may be a time is no version."""
    return SENTENCE.search(words) is not None and VERSION.search(TIME_OF_DAY.sub("", words)) is None


def _share(answers: Iterable[bool]) -> float:
    told = list(answers)
    return sum(told) / len(told) if told else 0.0


def apart(within: list[Block], begin: int, dates: set[int]) -> list[Block]:
    """Return what of a section that begins at a block is no words of a post: the headings that date it, then what its format has set aside."""
    headings = [replace(each, kind="date heading", discard=True) for n, each in enumerate(within, begin) if n in dates]
    return headings + [each for n, each in enumerate(within, begin) if each.discard and n not in dates]
