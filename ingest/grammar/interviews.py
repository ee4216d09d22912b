"""Interviews whose questions stand in bold, each above its answer, with no name at either: "**What changed your mind?**"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.grammar.speeches import ANSWER, QUESTION, Speech
from ingest.model import Passage, Reading

FEWEST = 3  # questions
LONGEST = 400  # characters of one
HEAD = 4  # passages in which it is said that somebody was interviewed
LONGEST_HEAD = 600  # characters of one of them that are looked at
# "**What changed your mind?**", "__Is it?__"
BOLD = re.compile(r"(?P<mark>\*\*|__)(?P<words>[^*_\s](?:(?!\*\*|__)[^\n])*[^*_\s])(?P=mark)\s*\Z")
# "*This interview has been edited for length.*"
NOTE = re.compile(r"[*_(\[].*[*_)\]]\Z", re.DOTALL)
SAID = re.compile(r"\b(?:interview(?:s|ed|er)?|in conversation with|q\s?&\s?a with)\b", re.IGNORECASE)
# "Ann Bee talks to Karl Dow": of an interview in its title; in a text people talk to one another about anything
TALKS = re.compile(
    r"\b(?:talk(?:s|ed) (?:to|with)|sp(?:oke|eaks) (?:to|with)|sat down with|we (?:first )?met)\b", re.IGNORECASE
)


def interview(reading: Reading) -> Iterator[tuple[Speech, Speech]]:
    """Yield the questions of an interview, each with its answer: all that stands between it and the next. Nobody is named."""
    asked = [n for n, each in enumerate(reading.passages) if _is_bold(each)]
    if len(asked) < FEWEST or not _is_said(reading):
        return
    questions = sum("?" in reading.passages[n].text for n in asked)
    if questions * 2 < len(asked):
        return  # headings in bold
    for n, following in pairwise([*asked, len(reading.passages)]):
        last = _last(reading.passages, n, following)
        match = BOLD.match(reading.passages[n].text)
        if match and last > n:
            start = reading.passages[n].start
            question = (start + match.start("words"), start + match.end("words"))
            answer = (reading.passages[n + 1].start, reading.passages[last].end)
            yield (
                Speech(QUESTION, None, *question, n, n, n, True),
                Speech(ANSWER, None, *answer, n + 1, last, n + 1, True),
            )


def _is_bold(passage: Passage) -> bool:
    words = passage.text
    return (
        passage.kind == "paragraph"
        and words[:2] in ("**", "__")
        and len(words) <= LONGEST
        and BOLD.match(words) is not None
    )


def _is_said(reading: Reading) -> bool:
    """Tell whether the title, or the first lines, say that somebody was interviewed."""
    title = reading.document.title or ""
    lines = [title, *(each.text[:LONGEST_HEAD] for each in reading.passages[:HEAD])]
    return TALKS.search(title) is not None or any(SAID.search(words) for words in lines)


def _last(passages: Sequence[Passage], n: int, following: int) -> int:
    """Return the number of the last passage of an answer: before a heading, and before a note in italics or brackets."""
    last = n
    for at in range(n + 1, following):
        if passages[at].kind not in ("paragraph", "list item", "quote") or NOTE.match(passages[at].text):
            break
        last = at
    return last
