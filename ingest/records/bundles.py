"""Bundles: several documents in one file, each beginning on a page of its own, as parties put them together for a hearing.

Where one begins is for a person to declare; what is found here are the pages on which one may.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise

import msgspec

from ingest.declarations.source import Declaration, DocumentHint, PostHint
from ingest.formats.blocks import Block, Item, Split
from ingest.grammar.minutes import announces
from ingest.grammar.statement_headings import heading
from ingest.ids import join
from ingest.records.dumps import Taken
from ingest.records.parts import OF_A_LETTER, Given, Part

Divide = Callable[[list[Block], list[Item], Given], list[Part]]

MOST = 200  # pages that are told
HEAD = 6  # blocks at the top of a page
HEAD_OF_A_LETTER = 15  # among them the addresses of both, a date, a reference
FEWEST = 2  # of them on a page
MOST_ON_A_SLIP = 3  # blocks of a sheet that only says what lies behind it
LONGEST = 160  # characters of a line that says what a document is
REASON = "another document may begin on page {} of the file; if it does, declare it under hints: documents:"
NOTHING = (
    "hints: documents: nothing is read on page {}, on which a document should begin; see the file, or take the page out"
)
MARK = r"(?:marked )?[“\"']?[A-Z]{0,4}[ /-]?\d{0,3}[A-Za-z]?[”\"']?\.?\Z"
# "Exhibit AB1", "TAB 3", "This is the exhibit marked “GPM1”": alone on a sheet before what is exhibited
SLIP = re.compile(rf"(?:this is )?(?:the )?(?:exhibit|tab|divider)s?\b[\s:–—-]*{MARK}", re.IGNORECASE)
# "Appendix 2": alone on such a sheet of a bundle, or on a page of a report
BEHIND = re.compile(rf"(?:annex(?:ure)?|appendix|enclosure|attachment)\b[\s:–—-]*{MARK}", re.IGNORECASE)
# "Page 1 of 3", "1/3"
FIRST_PAGE = re.compile(r"(?:page\s)?1\s?(?:of|/)\s?\d{1,3}\Z", re.IGNORECASE)
# "TRIAL BUNDLE: INDEX", "Bundle of documents"
BUNDLE = re.compile(r"\bbundle\b", re.IGNORECASE)
# "From: ", "Sent: "
FIELDS = re.compile(r"(?:From|To|Sent|Date|Subject):\s", re.IGNORECASE)
# in the heading of a witness statement
STATES = ("tatement", "TATEMENT", "ffidavit", "FFIDAVIT", "ffirmation", "FFIRMATION")


def declared(blocks: list[Block], made: Split, given: Given, divide: Divide) -> list[Part]:
    """Return the documents that a person declares, and what stands above the first; an id is made of the page on which each begins.

    `divide` returns the documents that stand in some blocks, and are told apart by some items.
    """
    taken, hints, found = Taken(), given.declaration.hints, list[Part]()
    starts = [block.start for block in blocks]
    stretches = list(pairwise([0, *made.starts, len(given.text) + 1]))
    titled = [_stretch_of(post, given.text, stretches) for post in hints.posts]
    empty: list[tuple[str, int, int]] = []
    for n, (hint, (start, end)) in enumerate(zip((None, *hints.documents), stretches, strict=True)):
        within = blocks[bisect_left(starts, start) : bisect_left(starts, end)]
        items = [item for item in made.items if start <= item.start < end]
        posts = tuple(post for post, at in zip(hints.posts, titled, strict=True) if at == n)
        of_each = replace(given, declaration=_said_of(hint, given.declaration, posts))
        for part in divide(within, items, of_each) if within else ():
            behind = part.document.id.removeprefix(given.source_id)
            part.document.id = taken.id(
                join(given.source_id, f"page-{hint.page}") + behind if hint else part.document.id
            )
            found.append(part)
        empty += [(NOTHING.format(hint.page), start, start)] if hint and not within else []
    if found:
        found[0].problems += empty
    return found


def _stretch_of(post: PostHint, text: str, stretches: Sequence[tuple[int, int]]) -> int:
    """Return which stretch has the title of a post; where none has, the first with words says that it stands nowhere."""
    title = " ".join(post.title.split())
    held = (n for n, (start, end) in enumerate(stretches) if title in " ".join(text[start:end].split()))
    return next(held, next((n for n, (start, end) in enumerate(stretches) if text[start:end].strip()), 0))


def _said_of(hint: DocumentHint | None, declaration: Declaration, posts: tuple[PostHint, ...]) -> Declaration:
    """Return what is declared of one of several documents: of the source only what is so of each of them."""
    hints = msgspec.structs.replace(declaration.hints, documents=(), posts=posts)
    title, kind, date = (hint.title, hint.kind, hint.date) if hint else (None, None, None)
    return msgspec.structs.replace(
        declaration, hints=hints, title=title, kind=kind, published_date=date, url=None, creator=None
    )


def with_rest(items: list[Item], starts: list[int]) -> Iterator[Item]:
    """Yield the items in order, and the stretches with blocks that are of none, of which nothing is said."""
    at = 0
    for item in items:
        if at < (begin := bisect_left(starts, item.start)):
            yield Item(starts[at], item.start)
        yield item
        at = max(begin, bisect_left(starts, item.end))
    if at < len(starts):
        yield Item(starts[at], starts[-1] + 1)


def proposed(blocks: Sequence[Block], made: Split, text: str) -> Iterator[tuple[str, int, int]]:
    """Yield a problem for each page on which another document may begin."""
    pages = list(_pages(blocks, made.pages))
    seen: set[str] = set()
    begins: set[int] = set()
    for number, page in pages:
        head = _head(page, text)
        if _begins(page, [words for words in head if words not in seen], text):
            begins.add(number)
        seen.update(head)
    if begins - {1} or (pages and _is_bundle(pages[0][1], text)):
        begins.update(made.marked, (number for number, page in pages if _is_slip(page, text, BEHIND)))
    found = ((number, page[0]) for number, page in pages if number in begins - {1})
    for number, block in islice(found, MOST):
        yield REASON.format(number), block.start, block.end


def _head(page: Sequence[Block], text: str) -> list[str]:
    return [text[block.start : min(block.end, block.start + LONGEST)] for block in page[:HEAD_OF_A_LETTER]]


def _pages(blocks: Sequence[Block], starts: Sequence[int]) -> Iterator[tuple[int, Sequence[Block]]]:
    """Yield the number of each page with the blocks that begin on it."""
    places = [block.start for block in blocks]
    for number, (start, end) in enumerate(pairwise([*starts, blocks[-1].end if blocks else 0]), 1):
        page = blocks[bisect_left(places, start) : bisect_left(places, end)]
        if page:
            yield number, page


def _is_bundle(page: Sequence[Block], text: str) -> bool:
    return any(BUNDLE.search(text, block.start, min(block.end, block.start + LONGEST)) for block in page[:HEAD])


def _is_slip(page: Sequence[Block], text: str, slip: re.Pattern[str]) -> bool:
    """Tell a sheet that only says what lies behind it."""
    return len(page) <= MOST_ON_A_SLIP and any(slip.match(words) for words in _head(page, text))


def _begins(page: Sequence[Block], head: Sequence[str], text: str) -> bool:
    """Tell a page that looks like the first one of something; `head` are the lines at its top that stand at that of none before."""
    if _is_slip(page, text, SLIP):
        return True
    if any(FIRST_PAGE.match(text[block.start : block.end]) for block in (*page[:2], *page[-2:])):
        return True
    if any(announces(words) for words in head[:HEAD]) or _is_mail(head[:HEAD]):
        return True
    if any(words.startswith("Dear") and OF_A_LETTER.match(words) for words in head):
        return True
    stating = (words for words in head if any(each in words for each in STATES))
    return any((found := heading(words)) is not None and found.sure for words in stating)


def _is_mail(head: Sequence[str]) -> bool:
    """Tell the head of an e-mail, or of a memorandum."""
    lines = [line for words in head for line in words.split("\n")]
    return sum(FIELDS.match(line.strip()) is not None for line in lines) > FEWEST
