"""Ids of sources that nobody has given one: made of where a file lies, so that they stay when others come or go."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from urllib.parse import urlsplit

from ingest.containers import container_of, kind_of
from ingest.containers.member import Member
from ingest.formats import DELIVERED, format_of
from ingest.ids import join, slug

LONGEST = 120
KEPT = (".json", ".js")
# ":2,RS": what a Maildir notes of a message, which changes when somebody reads it
FLAGS = re.compile(r"[:;!]2,[A-Za-z]{0,52}\Z")
# "cur/1571234567.M1P2.post": it lay in "new" before that
READ_OR_NOT = re.compile(r"(?:\A|(?<=/))(?:cur|new)/(?=[^/]*\Z)")
# "page.html", "index.php": how the last part of an address ends
ENDING = re.compile(r"\.[A-Za-z]{2,5}\Z")


def of_path(path: str) -> tuple[str, ...]:
    """Return the ids that a file may have, the plainest first: `2015/index.md` is `2015-index`, then `2015-index-md`."""
    plain = slug(_plain(path), LONGEST)
    digest = _digest(path)
    return (plain, slug(path, LONGEST), join(plain, digest)) if plain else (join("source", digest),)


def of_member(container_id: str, path: str, within: Sequence[Member]) -> tuple[str, ...]:
    """Return the ids that a file in a container may have; `path` is that of the container."""
    *outer, last = within
    if outer and kind_of(outer[-1].name).is_one:  # it is that file, unpacked
        words, exact = slug(stem(outer[-1].name), LONGEST), slug(outer[-1].name, LONGEST)
    elif last.media_type is not None:
        words = join(_address(last.name), last.retrieved_date)
        exact = join(_address(last.name), slug(last.stamp))
    else:
        words, exact = slug(_plain(last.name), LONGEST), slug(last.name, LONGEST)
    above = join(container_id, *(slug(stem(each.name)) for each in outer if not kind_of(each.name).is_one))
    digest = _digest("\0".join([path, *(each.name for each in within), last.stamp]))
    plain = (join(above, words), join(above, exact)) if words else ()
    return (*plain, join(above, words, digest))


def apart(wanted: Sequence[tuple[str, ...]]) -> list[str]:
    """Return an id for each: the plainest that no other wants. Where two want the same, neither gets it.

    What has no further ids to fall back on keeps its last, even where another has it.
    """
    chosen = [0] * len(wanted)
    again = True
    while again:
        counts = Counter(ids[n] for ids, n in zip(wanted, chosen, strict=True))
        again = False
        for at, ids in enumerate(wanted):
            if counts[ids[chosen[at]]] > 1 and chosen[at] + 1 < len(ids):
                chosen[at] += 1
                again = True
    return [ids[n] for ids, n in zip(wanted, chosen, strict=True)]


def _plain(path: str) -> str:
    """Return a path without its ending, but for one that most files have which are no source: what lies beside these keeps its id."""
    if FLAGS.search(path) or DELIVERED.fullmatch(os.path.basename(path)):
        return READ_OR_NOT.sub("", stem(path))
    return path if path.lower().endswith(KEPT) else stem(path)


def stem(path: str) -> str:
    """Return a path without its ending, which is two words long for `crawl.warc.gz` and `letter.txt.gz`."""
    kind = container_of(path)
    if kind is None:
        # the host at the end of such a name is no ending
        is_message = FLAGS.search(path) or DELIVERED.fullmatch(os.path.basename(path))
        return FLAGS.sub("", path) if is_message else os.path.splitext(path)[0]
    low = path.lower()
    whole = path[: -max(len(each) for each in kind.suffixes if low.endswith(each))]
    return stem(whole) if kind.is_one and (format_of(whole) or container_of(whole)) else whole


def _address(url: str) -> str:
    """Return the words of an address: its path and question, or its host where there is neither."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return slug(url, LONGEST)
    return slug(join(ENDING.sub("", parts.path), parts.query), LONGEST) or slug(parts.netloc, LONGEST)


def _digest(words: str) -> str:
    return sha256(words.encode("utf-8", "surrogateescape")).hexdigest()[:8]
