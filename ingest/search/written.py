"""Written otherwise: "email" where the archive writes "e-mail", "SE164RH" where it writes "SE16 4RH", "10.30am" for "10.30 am".

Only what occurs nowhere as it was typed is looked for so, and the page says it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from itertools import chain, islice

from ingest.search.index import Index, quoted
from ingest.search.prepare import folded
from ingest.search.query import Query

MOST_WORDS, LONGEST = 8, 40  # of a search that are looked at; letters of one
MOST_CUTS = 6  # of one word that are looked for
MOST_READ = 200  # passages that are read to see what stands between two parts
# what joins the parts of a word: "e-mail", "O’Dowd"
JOINT = "[-‐‑'’]"
# and those of a code: "SE16 4RH"
GAP = "[-‐‑ ]"
# 10.30|am
BEFORE_NOON = re.compile(r"(?<=\d)(?=[ap]m\b)", re.IGNORECASE)


def as_written(index: Index, query: Query) -> tuple[Query, tuple[str, ...]]:
    """Return a search with the words that occur nowhere as the archive writes them, and a sentence about each."""
    notes: list[str] = []
    words = [term for term in dict.fromkeys(chain(*query.wanted)) if term.kind == "word" and len(term.text) <= LONGEST]
    for term in words[:MOST_WORDS]:
        written = _written(index, term.text)
        if written is None:
            continue
        wanted = tuple(
            tuple(replace(each, text=written) if each == term else each for each in group) for group in query.wanted
        )
        # what is typed leads to the texts, where the words are looked for again
        query = replace(query, wanted=wanted, typed=put(query.typed, term.text, written))
        notes.append(f"“{term.text}” stands nowhere here; looked for “{written}” instead.")
    return query, tuple(notes)


def put(typed: str, word: str, other: str) -> str:
    """Return what was typed with another word in the place of one, where that stands by itself."""
    return re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", lambda _: other, typed)


def _written(index: Index, word: str) -> str | None:
    """Return how the archive writes a word, None where it writes it so, or not at all."""
    letters = re.sub(r"[\W_]+", "", folded(word))
    stems, joined = index.stems(word), index.stems(letters)
    if len(stems) == 1:
        return None if _stands(index, word) else _apart(index, letters)
    if _is_code(letters):
        other = BEFORE_NOON.sub(" ", word)
        is_held = other != word and len(index.match(quoted(other))) > 0
    else:
        other, is_held = letters, len(joined) == 1 and len(index.word(joined[0])) > 0
    return other if is_held and not _stands(index, word) else None


def _stands(index: Index, word: str) -> bool:
    """Tell whether a word stands in a passage, or in a title, as it was typed."""
    stems = index.stems(word)
    found = index.word(stems[0]) if len(stems) == 1 else index.match(quoted(word))
    return bool(len(found) or len(index.titles(quoted(word))))


def _apart(index: Index, letters: str) -> str | None:
    """Return the two parts of a word as they stand together in a passage."""
    is_code = _is_code(letters)
    cuts = ((letters[:n], letters[n:]) for n in range(1, len(letters)))
    held = (cut for cut in cuts if all(_holds(index.words, part) for part in cut))
    # of two words that stand everywhere there would be too much to read
    rare = (cut for cut in held if not all(_is_common(index, part) for part in cut))
    for first, second in islice(rare, MOST_CUTS):
        together = rf"(?<![^\W_]){re.escape(first)}{GAP if is_code else JOINT}{re.escape(second)}(?![^\W_])"
        found = index.written(together, f"{first} {second}", MOST_READ)
        if found is not None:
            return found.upper() if is_code else found
    return None


def _is_common(index: Index, word: str) -> bool:
    return any(stem in index.common for stem in index.stems(word))


def _is_code(letters: str) -> bool:
    return any(sign.isdigit() for sign in letters)


def _holds(words: list[str], word: str) -> bool:
    at = bisect_left(words, word)
    return at < len(words) and words[at] == word
