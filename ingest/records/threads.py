"""Threads: posts of a forum, and comments below a post, by several people, each under a name and the time at which it was written.

"Ada Quill" above "3 March 2015, 10:15"; "Ada Quill says:" above it; "Ada Quill said..." with the time below the words;
"by Ada Quill » Tue Mar 03, 2015 10:15 am"; and as `headed_posts` finds them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.formats.blocks import Block
from ingest.grammar.bylines import is_no_person
from ingest.grammar.comments import SAYS
from ingest.grammar.date_headings import DateHeading, behind_time, may_be, read_date_heading
from ingest.grammar.titles import title_like
from ingest.records.date_series import is_prose
from ingest.records.dumps import Taken, post
from ingest.records.headed_posts import headed
from ingest.records.heading_days import Heading
from ingest.records.kinds import classify
from ingest.records.parts import Given, Part

# "Ada Quill", "tobias_f", "O. Harper 2"
NAME = re.compile(r"[^\W_]\w*(?:[.'’ _-]{1,2}\w+){0,4}\.?\Z")
# "tobias_f", "ada99": no word, and no name of a person
HANDLE = re.compile(r"(?=\S{3,30}\Z)(?:\w*_\w+|[a-z]+\d+\w*)\Z")
# "Joined: 3 Jan 2014", "Posts: 212", "Senior Member": what a forum prints below a name
PROFILE = re.compile(
    r"(?:(?:joined|posts?|messages|location|from|registered|member since|likes|thanks|reputation|rank|status|age|threads)\s*:.{0,60}|"
    r"(?:(?:senior|junior|full|new|active|registered) )?member|moderator|administrator|newbie|guest)\W*\Z",
    re.IGNORECASE,
)
# "Topic: The kettle": what a forum prints above a thread
TOPIC = re.compile(r"(?:topic|thread|subject)\s*:\s+(?=\S)", re.IGNORECASE)
MOST_PROFILE = 6  # such lines
# small words within names
PARTICLES = frozenset(
    ("af", "al", "ap", "av", "bin", "da", "de", "del", "den", "der", "di", "do", "dos", "du", "el", "ibn", "la", "le", "of",
     "ten", "ter", "van", "von", "y", "zu")
)  # fmt: skip
LONGEST_NAME = 60  # characters of the line with a name
FEWEST = 2  # comments
FEWEST_NAMED = 3  # posts under a name alone
MOST_BELOW = 2  # lines below the time at the end of a comment: "Reply", "Delete"
HEAD_AND_WORDS = 3  # the least lines of a comment: a name, a time, words
HEAD = 4  # lines of the post above comments in which its date may stand


@dataclass(frozen=True, slots=True)
class Head:
    """Where a comment begins, who wrote it, and its date; its first line is the name, if that is not beside the date."""

    begin: int
    author: str | None
    heading: Heading
    named: bool = True


def thread(blocks: list[Block], headings: list[Heading], given: Given) -> list[Part]:
    """Return the post and its comments, or the posts of a thread; none where the text is no thread."""
    if len(headings) < FEWEST or given.declaration.kind not in (None, "blog post", "comment"):
        return []
    return _parts(blocks, list(_heads(blocks, headings, given)), given)


def headed_thread(blocks: list[Block], given: Given) -> list[Part]:
    """Return the posts of a thread whose names and times stand on one line; none where the text is no thread."""
    if given.declaration.kind not in (None, "blog post", "comment") or not blocks:
        return []
    parted, dated = headed(blocks, given)
    return _parts(parted, [Head(each.index, author, each, False) for author, each in dated], given)


def _parts(blocks: list[Block], heads: list[Head], given: Given) -> list[Part]:
    if len(heads) < FEWEST or len({each.author for each in heads if each.author}) < 2:
        return []
    taken = Taken()
    above = blocks[: heads[0].begin]
    first = _above(above, given, taken)
    ends = _ends(heads, blocks)
    if any(end - head.begin < HEAD_AND_WORDS - (not head.named) for head, end in zip(heads, ends, strict=True)):
        return []
    parts = [_comment(blocks, head, end, given, taken) for head, end in zip(heads, ends, strict=True)]
    if first is None:
        opened_by(parts[0], above, given)
    return [first, *parts] if first else parts


def opened_by(part: Part, above: list[Block], given: Given) -> None:
    """Give what stands above a thread to its first post: what the thread is about as the heading of it, all else as a discard."""
    topic = next((each for each in reversed(above) if each.kind == "heading" or TOPIC.match(given.words(each))), None)
    if topic:
        label = TOPIC.match(given.words(topic)) if topic.kind != "heading" else None
        part.document.title = given.words(topic)[label.end() if label else 0 :]
        part.blocks = [replace(topic, kind="heading", level=topic.level or 1), *part.blocks]
    others = (replace(each, kind="masthead", discard=True) for each in above if each is not topic)
    part.discards = [*others, *part.discards]


def _ends(heads: list[Head], blocks: list[Block]) -> list[int]:
    return [*(each.begin for each in heads[1:]), len(blocks)]


def _heads(blocks: list[Block], headings: list[Heading], given: Given) -> Iterator[Head]:
    """Yield the heads of a thread, if every date with its time from the first of them on is that of one."""
    timed = [each for each in headings if _is_timed(each, blocks, given)]
    if len(timed) < FEWEST:
        return
    said = {n: words for n, block in enumerate(blocks) if (words := _says(block, given))}
    if said:
        found = list(_of_comments(said, timed, blocks))
    elif all("»" in given.words(blocks[each.index]) and each.line.author for each in timed):
        found = [Head(_title_above(each.index, blocks, given), each.line.author, each, False) for each in timed]
    else:
        found = list(_under_names(timed, blocks, given))
        found = found if len(found) == len(headings) and _is_talk(found, blocks) else []
    begins = found[0].begin if found else 0
    if found and sum(each.index >= begins for each in headings) == len(found):
        yield from found


def _is_timed(heading: Heading, blocks: list[Block], given: Given) -> bool:
    date, words = heading.line.date, given.words(blocks[heading.index])
    return heading.is_day and not heading.line.title and behind_time(words, date.end) > date.end


def _says(block: Block, given: Given) -> str | None:
    """Return who "says:" something below a line."""
    if block.end - block.start > LONGEST_NAME or given.text[block.end - 1] not in ":….":
        return None
    found = SAYS.match(given.words(block))
    return found["name"] if found else None


def _of_comments(said: dict[int, str], timed: list[Heading], blocks: list[Block]) -> Iterator[Head]:
    """Yield the comments below lines "Ada Quill says:", each with the time right below the line, or at its end."""
    dates = {each.index: each for each in timed}
    indexes = list(dates)
    for n, end in pairwise([*said, len(blocks)]):
        if n + 1 in dates:
            yield Head(n, said[n], dates[n + 1])
            continue
        before = bisect_left(indexes, end)
        last = indexes[before - 1] if before else -1
        if (
            last <= n
            or any(map(is_prose, blocks[last + 1 : end]))
            or (end < len(blocks) and end - last > MOST_BELOW + 1)
        ):
            return
        yield Head(n, said[n], dates[last])


def _title_above(index: int, blocks: list[Block], given: Given) -> int:
    """Return where a post begins: at the title right above "by Ada Quill » …", if there is one."""
    above = blocks[index - 1] if index else None
    fits = above and not is_prose(above) and title_like(given.words(above))
    return index - 1 if fits else index


def _under_names(timed: list[Heading], blocks: list[Block], given: Given) -> Iterator[Head]:
    """Yield the posts that begin with a name on the line above the time; that of the first may have been taken for a link around a page."""
    for n, each in enumerate(timed):
        at = each.index - 1
        while at > max(0, each.index - 1 - MOST_PROFILE) and PROFILE.match(
            given.text, blocks[at].start, blocks[at].end
        ):
            at -= 1
        words = given.words(blocks[at]) if at >= 0 else ""
        if (
            words
            and len(words) <= LONGEST_NAME
            and NAME.match(words)
            and not is_no_person(words)
            and not _is_phrase(words)
            and not each.line.author
        ):
            yield Head(at, words, each)
        elif n == 0 and not each.line.author:
            yield Head(each.index, None, each, False)
        else:
            return


def _is_phrase(words: str) -> bool:
    """Tell "Morning session" from "Ada Quill", "Ada van der Berg" and "red kettle"."""
    first, *others = words.split()
    return first[0].isupper() and any(each.islower() and each not in PARTICLES for each in others)


def _is_talk(heads: list[Head], blocks: list[Block]) -> bool:
    """Tell people who answer each other from a list of dates, each below the name of what there is: one writes again, or has no name."""
    names = [each.author for each in heads if each.author]
    days = [each.heading.date or "" for each in heads]
    ends = _ends(heads, blocks)
    prose = [any(map(is_prose, blocks[each.heading.index + 1 : end])) for each, end in zip(heads, ends, strict=True)]
    talk = len(set(names)) < len(names) or any(HANDLE.match(name) for name in names)
    return (
        len(heads) >= FEWEST_NAMED
        and talk
        and sum(prose) * 2 >= len(prose)
        and days in (sorted(days), sorted(days)[::-1])
    )


def _above(above: list[Block], given: Given, taken: Taken) -> Part | None:
    """Return the post above its comments; None where there are lines alone."""
    if not any(map(is_prose, above)):
        return None
    heading = next(_dated(above, given), None)
    kind = "article" if heading is None and classify(above, given.text) == "article" else "blog post"
    run = [each for n, each in enumerate(above) if heading is None or n != heading.index]
    part = post(run, kind, None, heading, given, taken)
    if kind == "article":
        part.document.title = None  # its headline is found when it is read
    if heading:
        block = above[heading.index]
        part.discards.append(replace(block, kind="date heading", discard=True))
    return part


def _dated(above: list[Block], given: Given) -> Iterator[Heading]:
    for index, block in enumerate(above[:HEAD]):
        line: DateHeading | None = None
        if may_be(given.text, block.start, block.end):
            line = read_date_heading(given.words(block), given.declaration.hints.date_order)
        if line and line.is_day and not line.title and line.date.edtf and line.date.consistent and not line.date.flag:
            yield Heading(index, line, line.date.edtf)


def _comment(blocks: list[Block], head: Head, end: int, given: Given, taken: Taken) -> Part:
    """Return one comment: its words, the name above them as their byline, and its date as a discard."""
    at, fault = head.heading.index, head.heading.fault
    run = [block for n, block in enumerate(blocks[head.begin : end], head.begin) if n != at]
    if head.named:
        run[0] = replace(run[0], kind="byline")
    part = post(run, "comment", None, head.heading, given, taken)
    part.document.author = head.author
    part.document.title = None if head.named else part.document.title
    part.discards.append(replace(blocks[at], kind="date heading", discard=True))
    part.problems += [(fault, blocks[at].start, blocks[at].end)] if fault else []
    return part
