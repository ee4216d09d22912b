"""What finds the posts in a copy of a page of a forum, of comments or of a guest book: one finder for each program that makes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.grammar import forums
from ingest.grammar.date_headings import read_date_heading
from ingest.grammar.titles import folded, title_like

MOST_PROFILE = 12  # lines of a profile
LONGEST_NAME = 40
MOST_NAMES = 4  # words of a name, less one
HEAD_OF_POST = 2  # lines above the words of a post: a name and a day

Lines = list[str]


@dataclass(slots=True)
class Post:
    """A post: where it begins, the lines of its author and of its date, the date as printed, and the lines that are no words of it.

    The author of a field left empty is "". One that is `titled` begins with its title.
    """

    begin: int
    author: str
    name_at: int | None = None
    date_at: int | None = None
    printed: str | None = None
    dropped: set[int] = field(default_factory=set)
    titled: bool = False

    def has_words(self, end: int) -> bool:
        """Tell whether a line of it is left between its begin and `end`."""
        return any(
            n not in self.dropped and n not in (self.name_at, self.date_at)
            for n in range(self.begin + self.titled, end)
        )


def found_in(lines: Lines, finders: list[Callable[[Lines], Iterator[Post]]], fewest: int) -> list[Post]:
    """Return the posts of the first program that finds as many as there must be, each with words."""
    for find in finders:
        found = list(find(lines))
        ends = [*(each.begin for each in found[1:]), len(lines)]
        if len(found) >= fewest and all(each.has_words(end) for each, end in zip(found, ends, strict=True)):
            return found
    return []


def _phpbb(lines: Lines) -> Iterator[Post]:
    """Yield the posts below "Postby gritstone » Wed Nov 30, 2016 8:12 pm", each with the title above that line."""
    topic: str | None = None
    for n, line in enumerate(lines):
        match = forums.POST_BY.match(line)
        if match is None:
            continue
        above = lines[n - 1] if n else ""
        topic = topic or folded(above.removeprefix("Re: "))
        titled = bool(above) and title_like(above) and folded(above.removeprefix("Re: ")) == topic
        yield Post(n - titled, match["name"].strip(), None, n, match["date"], titled=titled)


def _invision(lines: Lines) -> Iterator[Post]:
    """Yield the posts below "Posted April 3, 2009" and, above that, a profile and a name."""
    for n, line in enumerate(lines):
        match = forums.POSTED.match(line)
        at = n - 1
        while match and at > max(0, n - MOST_PROFILE) and forums.PROFILE.match(lines[at]):
            at -= 1
        counted = forums.COUNTED.match(lines[n - 1]) if match and n else None
        if match and counted:
            yield Post(n - 1, counted["name"].strip(), n - 1, n, match["date"])
        elif match and 0 <= at < n - 1 and _is_name(lines[at]):
            yield Post(at, lines[at], at, n, match["date"], set(range(at + 1, n)))


def _vbulletin(lines: Lines) -> Iterator[Post]:
    """Yield the posts below "Old 03-07-2007, 09:15 AM", "Mick T Mick T is offline" and a profile."""
    for n, line in enumerate(lines[:-1]):
        match = forums.OLD.match(line)
        named = forums.OFFLINE.match(lines[n + 1]) if match else None
        if match is None or named is None:
            continue
        begin = next(
            (at for at in (n - 1, n - 2) if at >= 0 and lines[at][:1] == "#" and forums.PROFILE.match(lines[at])), n
        )
        last = n + 1
        while last + 1 < len(lines) and last < n + MOST_PROFILE and forums.PROFILE.match(lines[last + 1]):
            last += 1
        yield Post(begin, named["name"], n + 1, n, match["date"], {*range(begin, n), *range(n + 2, last + 1)})


def _disqus(lines: Lines) -> Iterator[Post]:
    """Yield the comments below "Eastgater • 8 years ago", above "Reply • Share"."""
    if not any(map(forums.SHARE.match, lines)):
        return
    for n, line in enumerate(lines):
        match = forums.SINCE.match(line)
        if match and not forums.SHARE.match(line):
            yield Post(n, match["name"].strip(), n, None, match["date"])


def _facebook(lines: Lines) -> Iterator[Post]:
    """Yield the post at the top and the comments, each between a name and "Like · Reply · 3y"."""
    ends = [n for n, line in enumerate(lines) if forums.LIKE.match(line)]
    if not ends:
        return
    floor = next((n + 1 for n in range(ends[0] - 1, -1, -1) if forums.BUTTON.match(lines[n])), 0)
    shared = forums.SHARED.match(lines[1]) if floor > HEAD_OF_POST else None
    found = [Post(0, lines[0], 0, 1, shared["date"])] if shared else []
    for end in ends:
        while floor < end and forums.BUTTON.match(lines[floor]):
            floor += 1
        if floor >= end:
            return  # nobody wrote what is liked
        tail = forums.LIKE.match(lines[end])
        badge = {floor + 1} if floor + 1 < end and forums.BADGE.match(lines[floor + 1]) else set()
        found.append(Post(floor, lines[floor], floor, None, tail["date"] if tail else None, {end, *badge}))
        floor = end + 1
    yield from found if all(_is_name(each.author) for each in found) else ()


def _wordpress(lines: Lines) -> Iterator[Post]:
    """Yield the comments between a name above the day and the time, and "Reply"."""
    floor, found = 0, list[Post]()
    for end in (n for n, line in enumerate(lines) if forums.REPLY.match(line)):
        at = next(
            (n for n in range(floor + 1, end) if forums.AT_TIME.match(lines[n]) and read_date_heading(lines[n])), None
        )
        if at is None or (floor and at != floor + 1) or not _is_name(lines[at - 1].removesuffix(" says:")):
            return  # one that cannot be told would be taken for words of the one above it
        found.append(Post(at - 1, lines[at - 1].removesuffix(" says:"), at - 1, at, lines[at], {end}))
        floor = end + 1
    things = sum(bool(forums.THING.search(each.author)) for each in found)
    yield from found if things * 2 <= len(found) else ()


def _guest_book(lines: Lines) -> Iterator[Post]:
    """Yield the entries of a guest book, each a run of fields: "Name: …", "Date: …", "Comments: …".

    So are lists of events, of ships and of things; but who writes in a guest book speaks to somebody, or of what moves them.
    """
    if not any(forums.SPEAKS.search(line) for line in lines):
        return
    fields = {n: match for n, line in enumerate(lines) if (match := forums.FIELD.match(line))}
    first = next((match["label"].casefold() for match in fields.values()), None)
    begins = [n for n, match in fields.items() if match["label"].casefold() == first]
    found: list[Post] = []
    for begin, end in pairwise([*begins, len(lines)]):
        of = {fields[n]["label"].casefold(): n for n in range(end - 1, begin - 1, -1) if n in fields}
        name = of.get("name", of.get("from"))
        said = {of[label] for label in forums.SAID if label in of}
        if name is None or not said or "subject" in of:
            return
        days = [of[label] for label in forums.DATED if label in of]
        day = days[0] if len(days) == 1 else None
        dropped = {n for n in range(begin, end) if n in fields and n not in (name, day, *said)}
        printed = fields[day]["value"] if day is not None else None
        found.append(Post(begin, fields[name]["value"].strip(), name, day, printed, dropped))
    yield from found


def _is_name(words: str) -> bool:
    """Tell what may be a name or a handle: a few words without the mark of a sentence."""
    return (
        0 < len(words) <= LONGEST_NAME
        and words[-1] not in ".!?:;,"
        and words.count(" ") <= MOST_NAMES
        and any(map(str.isalpha, words))
    )


# what stands in a page of each program, the rarest first, and what finds the posts in it
SHAPES: tuple[tuple[tuple[str, ...], Callable[[Lines], Iterator[Post]]], ...] = (
    (("»", "y"), _phpbb),
    (("Posted ",), _invision),
    ((" is o", "Old "), _vbulletin),
    (("•", "Reply"), _disqus),
    (("›", "Reply"), _disqus),
    (("·", "Reply"), _facebook),
    (("•", "Reply"), _facebook),
    (("\nReply",), _wordpress),
    (("omment", "Name"), _guest_book),
    (("essage:", "Name"), _guest_book),
)


def finders_for(text: str, start: int, end: int) -> list[Callable[[Lines], Iterator[Post]]]:
    """Return those that may find something between two places, told in a moment."""
    return [find for cues, find in SHAPES if all(text.find(cue, start, end) >= 0 for cue in cues)]
