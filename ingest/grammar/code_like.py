"""Lines of a program or of a table of data, in which a straight mark is a sign of a syntax and quotes no one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ingest.grammar.cells import BARS, QUOTE, SEPARATOR
from ingest.grammar.marks import MARKUP
from ingest.model import Passage, Reading

# print("lit")   NAME = "lamp"   x['a']   "a" + b   a == 'b'   {"key": "value"}   $name   a && b   });
CODE = re.compile(
    r"[\w$]\(\s?[\"']|(?:[+*/%!]?=|[+])\s?[a-z]?[\"'](?!\s)|[\w\])]\[[\"']|[\"']\s?[+%]\s?[\w\"']|[\"']\s?:\s?[\"'\[{\d]|[\"']\s?[=!]=\s|"
    r"[=!]==?\s[\"']|=>\s?[\"']|&&|\|\||[\"']?[)}\]];\s*$|[\"'];\s*$|[{}]\s*$|\$\w+[\"']|[\"']\$\w",
    re.MULTILINE,
)
# the sign about which each of these turns, with what stands right beside it: a regex that begins with one set of characters is
# looked for many times as fast as one that begins with a choice
TURNS = re.compile(
    r"[\"'&|;{}$](?:(?<=[\"'])(?:(?<=[(\[=+>].)|(?<=[(=+>]\s.)|(?<=[=+][a-z].)|(?<=[=+]\s[a-z].)|\s?[+%:=!]|;)"
    r"|(?<=&)&|(?<=\|)\||(?<=[)}\]];)|(?<=[{}$]))"
)
# 1,"Ann Bee","lit the lamp"   "a";"b"   'a','b'
DATA = re.compile(r"[\"'][,;\t](?=[\"'\w.-])|(?:^|[\w\"'][,;\t])\"(?=[^\"\n]*\"(?:[,;\t]|\s*$))", re.MULTILINE)
# what each of these has
IN_DATA = tuple(mark + sign for mark in "\"'" for sign in ",;\t") + tuple(sign + '"' for sign in ",;\t\n")
# "… was lit. The keeper", "… was lit.”": the end of a sentence
SENTENCE = re.compile(r"[a-z]{2}[.!?][\"'”’)]*(?:\s+[\"'“‘(]?[A-Z]|\s*\Z)")
# "@@ -205,7 +205,7 @@": below it stand lines of a program with what was changed in them, to the end of a message
PATCH = "@@ -"
HUNK = re.compile(r"@@ -\d{1,7}(?:,\d{1,7})? \+\d{1,7}(?:,\d{1,7})? @@")
MOST_IN_PROSE = 3  # signs of a syntax in a paragraph that also has sentences


def code_like(reading: Reading) -> frozenset[int]:
    """Return the numbers (from 0) of the passages whose straight marks belong to a syntax.

    Where that holds of half the passages with such marks, the text is a program or a table, and it holds of all of them. Around the
    cells of separated values they always do.
    """
    if code_like not in reading.known:  # asked for exchanges and for quotations
        marks = reading.anchors.marks
        is_separated = reading.known.get(SEPARATOR, BARS) != BARS
        around = (n for n in marks if _has_cell_marks(reading.passages[n]))
        reading.known[code_like] = frozenset(around if is_separated else _found(reading.passages, marks))
    found: frozenset[int] = reading.known[code_like]
    return found


def _has_cell_marks(passage: Passage) -> bool:
    return QUOTE in passage.text and "“" not in passage.text


def _found(passages: Sequence[Passage], quoting: Iterable[int]) -> set[int]:
    marked = [n for n in quoting if '"' in passages[n].text or "'" in passages[n].text]
    patched = _patch_begins(passages)
    found = {n for n in marked if n >= patched or _is_syntax(passages[n].text)}
    return set(marked) if found and len(found) * 2 >= len(marked) else found


def _patch_begins(passages: Sequence[Passage]) -> int:
    """Return the number of the first passage of a patch, or that behind the last passage."""
    begins = (n for n, each in enumerate(passages) if each.text.startswith(PATCH) and HUNK.match(each.text))
    return next(begins, len(passages))


def _is_syntax(words: str) -> bool:
    words = MARKUP.sub("", words) if "`" in words or "<" in words else words
    if (words.startswith('"') or any(map(words.__contains__, IN_DATA))) and len(DATA.findall(words)) >= 2:
        return True
    first = CODE.search(words) if TURNS.search(words) else None
    return bool(first) and (not SENTENCE.search(words) or len(CODE.findall(words)) >= MOST_IN_PROSE)
