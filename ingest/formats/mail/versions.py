"""Versions of the same words in an e-mail, as plain text and as HTML: which is read, and what the others say besides.

Of two versions of the same words one is kept; where they do not say the same, both are.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from ingest.formats.mail.piece import Piece, aside, with_problems

# a word, without the signs that plain text sets around words in bold
WORD = re.compile(r"[^\W_]+")
# "https://…", "<mailto:…>": a page has the address of a link behind its words
LINKED = re.compile(r"(?:https?://|www\.|mailto:)\S+|\[(?:cid|image):[^\]]{0,300}\]")

TWO_VERSIONS = "its plain text and its HTML do not say the same words; one is read as its text, the other kept below it: compare them"


def chosen(versions: list[list[Piece]]) -> list[Piece]:
    """Return the version to be read, what all of them hold besides, and other versions that say more as discards."""
    bodies = [[piece for piece in version if piece.is_body] for version in versions]
    besides = [piece for version in versions for piece in version if not piece.is_body]
    written = [body for body in bodies if body]
    if len(written) < 2:
        return [*(piece for body in written for piece in body), *besides]
    counted = [_counted(body) for body in written]
    longest = max(range(len(written)), key=lambda n: (counted[n].total(), -n))
    first = 0 if counted[0].total() * 2 >= counted[longest].total() else longest
    kept = _saying_all(counted, first)
    others = [
        piece for n, body in enumerate(written) if n != kept and not counted[n] <= counted[kept] for piece in body
    ]
    if others:
        with_problems(written[kept][0], [TWO_VERSIONS])
    return [*written[kept], *map(_other_version, others), *besides]


def _saying_all(counted: list[Counter[str]], first: int) -> int:
    """Return the first version if it holds all the words of the others, else one that does, else the first."""
    order = [first, *(n for n in range(len(counted)) if n != first)]
    return next((n for n in order if all(each <= counted[n] for each in counted)), first)


def _counted(body: list[Piece]) -> Counter[str]:
    words = LINKED.sub(" ", "\n".join(piece.text for piece in body))
    return Counter(WORD.findall(words.casefold()))


def _other_version(piece: Piece) -> Piece:
    return replace(aside("other version", piece.text, piece.place), problems=piece.problems)
