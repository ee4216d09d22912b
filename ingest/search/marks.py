"""The words of a search in a text that is read: where they stand in its passages, for a reader who came from the results."""

from __future__ import annotations

import re
from collections import defaultdict

from ingest.search.common_words import COMMON_WORDS
from ingest.search.query import MOST_TERMS, Query, Term

START, END = "\x02", "\x03"
# The passages of a text that hold the words, in their order; the text of those that are shown, with signs around what was found
HIGHLIGHTED = f"""
select passages.id, passages.position,
  case when passages.position between :first and :last then highlight(passages_fts, 0, '{START}', '{END}') end as highlighted
from passages_fts join passages on passages.rowid = passages_fts.rowid
where passages_fts match :words and passages_fts.rowid between :first_rowid and :last_rowid
  and passages.document_id = :document_id order by passages.position"""
WORD = re.compile(r"\w+")


def telling(query: Query) -> list[Term]:
    """Return the terms that are worth a mark: all but function words, unless there are no others."""
    terms = [term for group in query.wanted for term in group][:MOST_TERMS]
    return [term for term in terms if term.kind != "word" or term.text.lower() not in COMMON_WORDS] or terms


def expression(query: Query) -> str | None:
    """Return the FTS5 query that finds any of the words of a search, None where it has none."""
    found = (f'"{term.text}"' + ("*" if term.kind == "prefix" else "") for term in telling(query))
    return " OR ".join(dict.fromkeys(found)) or None


def places(highlighted: list[tuple[str, str]]) -> dict[str, list[tuple[int, int]]]:
    """Return where each word found stands, by passage, from its id and its text with the signs around what was found."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for id, text in highlighted:
        at = 0
        for n, piece in enumerate(text.split(START)):
            inside, end, after = piece.partition(END)
            if n and end:
                found[id] += [(at + word.start(), at + word.end()) for word in WORD.finditer(inside)]
            at += len(inside) + len(after)
    return found
