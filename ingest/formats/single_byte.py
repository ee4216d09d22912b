"""Which single-byte encoding a text is in that nobody names: the one in which its words have letters of one language, and no sign within them.

Every such text can be read as Windows-1252. Another encoding is taken only where that is no words, and every other that makes
words of it makes the same ones. What is looked at are the words with a byte beyond ASCII, up to `MOST` of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

MOST = 20_000
# letters beyond ASCII, in small letters, that a language has, with those of the words it borrows
WESTERN = (
    "àâæçéèêëîïôœùûüÿ", "äöüßéàè", "áéíñóúüçª", "áâãàçéêíóôõúü", "àèéìíîïòóùú", "éèëïóöüáêàâûôîçí", "æøåéèêóòôàäöü", "åäöéüàšž",
    "áéíóúýþæöðø", "àçèéíïòóúü", "áéíóúàèìòù", "âêîôûëïöáéàèìòùäü", "äöõüšž", "ëç",
)  # fmt: skip
# Polish, Czech, Slovak, Hungarian, Croatian and Slovene, Romanian
CENTRAL = ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîşţ")
TURKISH = ("çğıİöşüâîû",)
BALTIC = ("ąčęėįšųūž", "āčēģīķļņšūž")
# names and borrowed words within a text that has few such letters
BORROWED = ("".join(sorted({*"".join(WESTERN)})),)
ENCODINGS = {
    "cp1250": CENTRAL, "iso8859-2": CENTRAL, "cp852": CENTRAL, "cp850": WESTERN, "cp437": WESTERN, "mac-roman": WESTERN,
    "mac-latin2": CENTRAL, "cp1254": TURKISH, "cp857": TURKISH, "cp1257": BALTIC,
}  # fmt: skip
# the same letters in other alphabets, and the most frequent of each: about half of all, if it is read as it should be
ALPHABETS = {
    "cp1251": "оеаинтрс", "koi8-r": "оеаинтрс", "cp866": "оеаинтрс", "iso8859-5": "оеаинтрс", "cp1253": "αοιετσνη",
    "cp1255": "יוהלאמרת", "cp1256": "اليمونرت",
}  # fmt: skip

LOST = "\ufffd"  # what stands for a byte that an encoding has not
# a byte beyond ASCII, and its word
WORD = re.compile(rb"[\x80-\xff][\x21-\xff]{0,64}")
BEGUN = re.compile(rb"[\x21-\x7f]+\Z")
BEFORE = 16  # bytes of the word before it
LETTERS = bytes(byte for byte in range(256) if not chr(byte).isalpha() or byte > 127)
UPPER = "".join(chr(number) for number in range(0xC0, 0x180) if chr(number).isupper())
WORDS = "įőŐàáèéìíòóùúåäöøæôêÀÁÈÉÌÍÒÓÙÚÅÄÖØÆÔÊªºµ²³¹¼½¾"  # what may stand alone
# "caf‚t", "s³owo": a sign between two letters; "caf‚": a mark that opens, behind a word; "itÕs": a capital
# behind a small letter; "œ40": a letter right before a number; "š": a letter that is no word by itself; "ÄÄÄÄ"; a control character, or a byte that is none
ODD = re.compile(
    r"(?<=[^\W\d_])(?:[¹²³¼½¾]|[^\x00-\x7f\w’‘·\xad\xa0–—…´¨¬°])(?=[^\W\d_])|(?<=[^\W\d_])[‚„](?![^\W\d_])"
    rf"|(?<=[a-zà-öø-ÿ])[{UPPER}]|(?<![\w'’])[^\W\d_\x00-\x7f{WORDS}](?![\w'’])|(?<![^\W_])[À-ÖØ-öø-ſ](?=\d)|([^\x00-\x7f\W])\1{{2,}}|[\x80-\x9f\ufffd]"
)
BEYOND = re.compile(r"[^\x00-\x7f]")
LETTER_BEYOND = re.compile(r"[^\W\d_\x00-\x7fªºµ²³¹¼½¾]")

FEWEST_ODD = 8  # odd signs that say something by themselves
SHARE_ODD = 0.2  # of the characters beyond ASCII
FEW_LETTERS = 12  # that may be of another language
FEWEST_LETTERS = 30  # that surely are
FEWEST_SORTS = 4
DENSE = 0.015  # of all letters: no text in English has more letters beyond ASCII
FREQUENT = 0.4  # of all letters
MOST_ELSE = 0.02  # letters of another language, signs out of place


class Reading(NamedTuple):
    """What the words of a text look like in one encoding: how many characters are beyond ASCII, are odd, are letters."""

    words: str
    beyond: int
    odd: int
    letters: list[str]

    def strange(self, languages: tuple[str, ...]) -> float:
        """Return which share of the letters is of no language, if they are all of the same."""
        most = max(sum(map(language.__contains__, self.letters)) for language in languages)
        return 1 - most / max(1, len(self.letters)) if self.letters else 0.0


def found(data: bytes) -> tuple[str | None, list[str]]:
    """Return the encoding that a text is certainly in if it is another than Windows-1252, or the ones that it may be in."""
    words = list(_words(data))
    if not words:
        return None, []
    western = _reading(words, "cp1252")
    dense = len(western.letters) >= DENSE * (len(western.letters) + len(data.translate(None, LETTERS)))
    odd = western.odd >= SHARE_ODD * western.beyond
    foreign = len(western.letters) >= FEW_LETTERS and western.strange(WESTERN if dense else BORROWED) > MOST_ELSE
    if not (odd or foreign):
        return None, []
    fits: dict[str, tuple[float, str]] = {}  # by the words that an encoding makes
    certain = False
    for encoding, spoken in ENCODINGS.items():
        other = _reading(words, encoding)
        strange = other.strange(spoken if dense or spoken != WESTERN else BORROWED)
        if other.odd > MOST_ELSE * other.beyond or strange > MOST_ELSE:
            continue
        fits.setdefault(other.words, (strange + other.odd / max(1, other.beyond), encoding))
        rich = len(other.letters) >= FEWEST_LETTERS and len(set(other.letters)) >= FEWEST_SORTS
        certain = rich or western.odd >= FEWEST_ODD or (LOST in western.words and western.beyond >= FEWEST_SORTS)
    least = min((fault for fault, _ in fits.values()), default=0)
    names = [encoding for fault, encoding in fits.values() if fault == least]
    if len(names) > 1 or not (names and certain):
        return None, names
    # frames and lines of MS-DOS are what the small letters of KOI8-R look like, and no word that speaks against it
    other_alphabet = of_other_alphabet(data)
    return (None, [other_alphabet]) if other_alphabet else (names[0], names)


def of_other_alphabet(data: bytes) -> str | None:
    """Return the encoding in which the letters of a text are as frequent as those of Russian, Greek, Hebrew or Arabic are."""
    words = list(_words(data))
    shares = {}
    ascii_letters = len(data.translate(None, LETTERS))
    for encoding, frequent in ALPHABETS.items():
        letters = _reading(words, encoding).letters
        if len(letters) > ascii_letters:
            shares[encoding] = sum(map(frequent.__contains__, letters)) / len(letters)
    best = max(shares, key=lambda encoding: shares[encoding], default=None)
    return best if best and shares[best] >= FREQUENT else None


def _words(data: bytes) -> Iterator[bytes]:
    end = 0
    for match in islice(WORD.finditer(data), MOST):
        begun = BEGUN.search(data, max(end, match.start() - BEFORE), match.start())
        yield (begun.group() if begun else b"") + match.group()
        end = match.end()


def _reading(words: list[bytes], encoding: str) -> Reading:
    text = b" ".join(words).decode(encoding, "replace")
    odd = sum(len(match.group()) for match in ODD.finditer(text))
    letters = ["ß" if sign == "ẞ" else sign if sign == "İ" else sign.lower() for sign in LETTER_BEYOND.findall(text)]
    return Reading(text, len(BEYOND.findall(text)), odd, letters)
