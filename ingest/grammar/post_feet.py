"""Feet of posts: the line by which a blog says below the words of a post who wrote it, or how many answered."""

from __future__ import annotations

import re

from ingest.grammar import abroad

LONGEST = 120  # characters of such a line

# "Posted by Ada at 10:32", "Publié par Ada à 22:10", "Eingestellt von Ada um 18:04", "Postado por Ada às 21:14 2 comentários"
POSTED = re.compile(
    rf"(?:[Pp]osted by|{abroad.POSTED_BY}) (?P<author>\w[\w.'’-]*(?: \w[\w.'’-]*){{0,3}}?) (?:at|on|{abroad.AT}) (?:\S+ ){{0,6}}?\d"
)
# "(4 comments | comment on this)", "(comment on this)", "(Leave a comment)"
ANSWERED = re.compile(
    r"\((?:\d+ comments? \| )?(?:comment on this|leave a comment|post a new comment)\)\W*\Z", re.IGNORECASE
)
# what may begin such a line, looked at first
FRONTS = frozenset("PpEeVvGgOoUuIiLlSs(")


def foot_author(text: str, start: int, end: int) -> str | None:
    """Return whom the foot of a post names as its author, or None."""
    if end - start > LONGEST or text[start] not in FRONTS:
        return None
    found = POSTED.match(text, start, end)
    return found["author"] if found else None


def is_foot(text: str, start: int, end: int) -> bool:
    """Tell the line with which the words of a post end."""
    if end - start > LONGEST or text[start] not in FRONTS:
        return False
    return bool(POSTED.match(text, start, end) or ANSWERED.match(text, start, end))
