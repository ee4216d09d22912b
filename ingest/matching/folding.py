"""Folding: a text as words and signs that can be compared, each with its place in the text as it stands.

What is folded is what a printer or a keyboard decides: the shape of quotation marks and dashes, white space, soft
hyphens, marks of emphasis, the capital of the first word and the punctuation at the ends. No word is ever folded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
LONG = 5_000  # characters of a text that is not kept
JOINER = "\u200b"  # stands where a bracket within a word stood
APOSTROPHES = "'’‘ʼ‛"
MARKS = '"“”„‟«»‹›‚' + APOSTROPHES
DASHES = "-‐‑‒–—―−"
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
CLOSERS = frozenset('.,;:-"')  # signs at the ends of a quotation that belong to the sentence around it

# a word with the marks inside it: "don’t", "elec<soft hyphen>tion"
LETTER = r"(?:[^\W_]|[\u0300-\u036f])"
_REST = rf"{LETTER}*(?:[{INVISIBLE}{APOSTROPHES}]{{1,3}}{LETTER}+)*"
# No group is possessive: in Python before 3.11.5 one keeps what it began to match in vain (the mark of "'it wasn’t me' -").
# "1,250.50", "12th" (the group is "th")  "don’t"  "…"  ". . ."  "--"  ","
TOKEN = re.compile(
    rf"\d++(?:[.,:/]\d++)*([^\W_]{_REST})?|{LETTER}{_REST}|…|\.(?:[ \u00a0]?\.){{2,3}}|[{DASHES}]+|[^\w\s]"
)
# "." in "1.2b", which is no number
POINT = re.compile(r"[.,:/]")
# "> ", ">> " in front of a quoted line
QUOTE_MARK = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
# the mark that opens each paragraph of a long quotation again
OPENED_AGAIN = re.compile(r"(?<=[\r\n])[ \t]*[“\"‘](?=\w)")
# "*so*", "_so_", "`so`"
EMPHASIS = re.compile(r"[*_`]+")
# "…", "...", ". . ."
DOTS = re.compile(r"…|\.(?:[ \u00a0]?\.){2,3}")
# "[the branch]"; "[T]" in "[T]he"
BRACKETS = re.compile(r"\[[^\[\]]{0,300}\]")
BRACKETS_APART = re.compile(rf"[ \u00a0]?{BRACKETS.pattern}")
LETTERS_IN_BRACKETS = re.compile(r"\[(\w{1,3})\](?=\w)")
_MARKS = str.maketrans(dict.fromkeys(MARKS, '"'))
_UNSEEN = str.maketrans(dict.fromkeys(INVISIBLE))
_APOSTROPHES = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_LIGATURES = str.maketrans(LIGATURES)


@dataclass(slots=True)
class Folded:
    """The words and signs of a text: `tokens` as they are compared, the place of each in the text as it stands."""

    tokens: list[str]
    starts: list[int]
    ends: list[int]

    def words(self) -> list[int]:
        """Return the numbers of the tokens that are words."""
        return [n for n, token in enumerate(self.tokens) if token[0].isalnum()]


def fold(text: str, offset: int = 0) -> Folded:
    """Return `text` folded, not to be changed; `offset` is the place of its first character."""
    return _fold_again(text, offset) if len(text) <= LONG else _fold(text, offset)


def _fold(text: str, offset: int) -> Folded:
    folded = Folded([], [], [])
    apart = {match.end() - 1 for match in OPENED_AGAIN.finditer(text)} if "\n" in text else set()
    if ">" in text:
        apart |= {at for match in QUOTE_MARK.finditer(text) for at in range(*match.span())}
    for match in TOKEN.finditer(text):
        start, end = match.span()
        for point in POINT.finditer(text, start, match.start(1)) if match.lastindex else ():
            _add(folded, text, start, point.start(), offset)
            _add(folded, text, point.start(), point.end(), offset)
            start = point.end()
        if start not in apart:
            _add(folded, text, start, end, offset)
    return folded


# the same passages are held against every quotation of the same words
_fold_again = lru_cache(256)(_fold)


def key(token: str) -> str:
    """Return a word as it is found whatever its capitals."""
    return token.casefold()


def plain(text: str) -> str | None:
    """Return a text in which every word stands as `key` has it, whatever lies between; None where that is not certain."""
    return _plain_again(text) if len(text) <= LONG else _plain(text)


def _plain(text: str) -> str | None:
    if not text.isascii():
        text = text.translate(_UNSEEN).translate(_APOSTROPHES).translate(_LIGATURES)
        if not unicodedata.is_normalized("NFC", text):
            return None
    return text.casefold()


_plain_again = lru_cache(2048)(_plain)


def uncapped(token: str) -> str:
    """Return a word without the capital that begins a sentence."""
    return token[:1].lower() + token[1:]


def without_brackets(text: str) -> str:
    """Return `text`, as long as before, without what its quoter says in square brackets; "[T]he" is "The"."""
    if "[" not in text:
        return text
    text = LETTERS_IN_BRACKETS.sub(f"{JOINER}\\1{JOINER}", text)
    return BRACKETS.sub(lambda match: " " * len(match.group()), text)


@lru_cache(256)
def folds(quoted: str, held: str) -> tuple[str, ...]:
    """Return the names of the folds that make two texts the same, "fold: quote marks" …; none where they are."""
    if quoted == held:
        return ()
    needed = [name for name in FOLDS if _all(quoted, without=name) != _all(held, without=name)]
    if not needed:
        needed = [name for name, change in FOLDS.items() if change(quoted) != quoted or change(held) != held]
    return tuple(f"fold: {name}" for name in needed)


def _add(folded: Folded, text: str, start: int, end: int, offset: int) -> None:
    token = _folded(text[start:end])
    if token:
        folded.tokens.append(token)
        folded.starts.append(start + offset)
        folded.ends.append(end + offset)


def _folded(token: str) -> str:
    if token[0].isalnum():
        if token.isascii():
            return token
        return unicodedata.normalize("NFC", token.translate(_UNSEEN).translate(_APOSTROPHES).translate(_LIGATURES))
    if token[0] in DASHES:
        return "-"
    if token[0] in MARKS:
        return '"'
    if len(token) > 1 or token == "…":
        return "…"
    return "" if token in INVISIBLE or token in "*`" else token


def _all(text: str, without: str) -> str:
    for name, change in FOLDS.items():
        if name != without:
            text = change(text)
    return text


def _first_small(text: str) -> str:
    at = next((n for n, sign in enumerate(text) if sign.isalnum()), 0)
    return text[:at] + text[at : at + 1].lower() + text[at + 1 :]


# In the order in which they are done.
FOLDS: dict[str, Callable[[str], str]] = {
    "words in brackets": lambda text: (
        BRACKETS_APART.sub("", LETTERS_IN_BRACKETS.sub(r"\1", text)) if "[" in text else text
    ),
    "marks that open again": lambda text: OPENED_AGAIN.sub("", text),
    "quoted lines": lambda text: QUOTE_MARK.sub("", text),
    "soft hyphens": lambda text: text.translate(_UNSEEN),
    "letters": lambda text: unicodedata.normalize("NFC", text.translate(_LIGATURES)),
    "emphasis": lambda text: EMPHASIS.sub("", text),
    "quote marks": lambda text: text.translate(_MARKS),
    "dots": lambda text: DOTS.sub("…", text),
    "dashes": lambda text: re.sub(f"[{DASHES}]+", "-", text),
    "white space": lambda text: "".join(text.split()),
    "capital at the start": _first_small,
    "punctuation at the ends": lambda text: text.strip(' \u00a0.,;:-–—"“”'),
}
