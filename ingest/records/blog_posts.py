"""Blog posts: a dated entry of someone's blog, with its title."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from ingest.grammar.bylines import read_byline
from ingest.model import Reading

HEAD = 4  # passages in which a byline may stand
LONGEST = 120  # characters of it


@dataclass(slots=True)
class BlogPost:
    """A post: one row for each document of the kind `blog post`."""

    table: ClassVar[str] = "blog_posts"
    id: str
    document_id: str
    title: str | None
    author: str | None
    publisher: str | None
    published_date: str | None
    url: str | None
    word_count: int
    start: int
    end: int


def find(reading: Reading) -> Iterator[BlogPost]:
    """Yield the post that a document of the kind `blog post` is."""
    post = reading.document
    if post.kind != "blog post":
        return
    first = reading.passages[0]
    if post.title == first.text:
        first.kind = "heading"
        first.level = first.level or 1
    if post.author is None:
        post.author = _signed(reading)
    yield BlogPost(
        post.id, post.id, post.title, post.author, post.publisher, post.published_date, post.url,
        post.word_count, post.start, post.end,
    )  # fmt: skip


def _signed(reading: Reading) -> str | None:
    """Return whom a byline near the top names."""
    for passage in reading.passages[:HEAD]:
        byline = read_byline(passage.text) if passage.end - passage.start <= LONGEST else None
        if byline and byline.author and passage.kind in ("paragraph", "byline"):
            passage.kind = "byline"
            return byline.author
    return None
