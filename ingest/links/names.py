"""Names: the people and organisations of archive.yml, and every stretch of a text that reads like one of their names."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.declarations import curated
from ingest.declarations.archive import Archive, Person
from ingest.declarations.made_once import once
from ingest.grammar.name_words import AFTER_NOMINALS, GENERATIONS, MEN, TITLES, WOMEN

SIGHT = 80  # characters of "the " or "van der " in front of a name, with the white space in them
# "Quill", "38", "McKenzie": a run of letters and digits that begins with no small letter of western Europe
CAPITAL = re.compile(r"[A-Z0-9\u00c0-\u00de\u0100-\u1fff\u2c00-\U0010ffff][^\W_]*")
WORD = re.compile(r"[^\W_]+")
# "Quill", " Quill", "’", " &": a word, with the accents that stand behind its letters, or one other sign
PIECE = re.compile(r"(\s*)((?:[^\W_][\u0300-\u036f]*)+|[^\w\s])")
# "J. R. ", "J.R. ", "J R " in front of a surname; one alone without its point would be the article of "A Crane"
INITIALS = re.compile(r"(?<!\S)(?:[^\W\d_]\. ?|[^\W\d_] ){2,}(?=[^\W\d_]{2})")
LETTER = re.compile(r"[^\W_]|[\u0300-\u036f]")
# "McKenzie" in a heading is McKENZIE
MAC = re.compile(r"\b(Ma?c)(?=[A-Z])")
FOLDS = str.maketrans(dict.fromkeys("’‘ʼ´`′", "'") | dict.fromkeys("\u2010\u2011\u2012–—−", "-"))


@dataclass(slots=True)
class Form:
    """A string of words and what it may name: those it is declared for, and those whose surname it is.

    `titled` are those for whom it is declared behind a title ("Ms Quill"), by that title in small letters.
    """

    words: str
    people: set[str] = field(default_factory=set)
    organisations: set[str] = field(default_factory=set)
    bearers: set[str] = field(default_factory=set)
    titled: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    is_name: bool = False
    is_plain: bool = False

    @property
    def is_word(self) -> bool:
        """Tell whether it is one word, so that it says little by itself."""
        return " " not in self.words


class Found(NamedTuple):
    """A stretch of a text that reads like a known name."""

    start: int
    end: int
    form: Form


@once
def names(archive: Archive) -> Names:
    """Return the names that an archive knows."""
    return Names(archive)


class Names:
    """Every spelling of every name by its words, so that a text is looked through word by word, however many there are."""

    def __init__(self, archive: Archive) -> None:
        self.given: dict[str, set[str]] = defaultdict(set)
        self._titles: dict[str, set[str]] = defaultdict(set)
        # by the words from the first capital letter on: what may stand in front of that ("the ", "van der "), the longest first
        self._known: dict[str, dict[str, Form]] = {}
        self._firsts: set[str] = set()
        self._leads: dict[str, re.Pattern[str]] = {}
        spoken = [name for person in archive.people for name in (person.name, *person.aliases)]
        spoken += [name for body in archive.organisations for name in (body.name, *body.aliases)]
        # a name without any capital letter has every word of a text looked at
        self._words = CAPITAL if all(CAPITAL.search(_folded(name)) for name in spoken) else WORD
        for person in archive.people:
            self._add_person(person)
        for body in archive.organisations:
            for name in (body.name, *body.aliases):
                for form in self._forms(name):
                    form.organisations.add(curated.id_of(body))
                    form.is_name |= name == body.name
        for key, forms in self._known.items():
            self._known[key] = dict(sorted(forms.items(), key=lambda each: -len(each[0])))

    def __bool__(self) -> bool:
        return bool(self._known)

    def find(self, text: str) -> Iterator[Found]:
        """Yield what reads like a known name, the longest at each place, in order and apart."""
        if self._firsts.isdisjoint(self._words.findall(text)):
            return
        end = 0
        for word in self._words.finditer(text):
            if word[0] in self._firsts and word.start() >= end:
                found = self._longest(text, word.start(), end)
                if found:
                    end = found.end
                    yield found

    def can_be(self, person: str, title: str) -> bool:
        """Tell whether nothing declared of a person speaks against a title in small letters: Mr against Ms."""
        declared = self._titles.get(person, set())
        against = WOMEN if title in MEN else MEN if title in WOMEN else frozenset()
        return not declared & against or bool(declared & (MEN | WOMEN) - against)

    def _add_person(self, person: Person) -> None:
        id = curated.id_of(person)
        plain = [_parts(name) for name in (person.name, *person.aliases)]
        surnames = {_surname(plain[0][1])} if " " in plain[0][1] else set()
        for title, words in plain:
            if title:
                self._titles[id].add(title)
            if title and (" " not in words or words in surnames):
                surnames.add(words)
        surnames.discard("")
        for name, (title, words) in zip((person.name, *person.aliases), plain, strict=True):
            if title and words in surnames:
                for form in self._forms(words):
                    form.titled[title].add(id)
                continue
            written = (_folded(name), words) if " " in words else (_folded(name),)
            for spelt in dict.fromkeys(each for one in written for each in _initials(one)):
                for form in self._forms(spelt):
                    form.people.add(id)
                    form.is_name |= name == person.name
        for surname in surnames:
            for form in self._forms(surname):
                form.bearers.add(id)
        if " " in plain[0][1]:
            self.given[plain[0][1].split(" ")[0].casefold()].add(id)

    def _forms(self, name: str) -> Iterator[Form]:
        """Yield the form of a name as it is spelt, and in capitals."""
        plain = _folded(name)
        for spelt in dict.fromkeys((plain, plain.upper(), _capitals(plain))):
            lead, words = self._parted(spelt)
            if not words:
                continue
            key = ""
            for piece in PIECE.finditer(words):
                key += (" " if piece[1] else "") + piece[2]
                self._known.setdefault(key, {})
            form = self._known[key].setdefault(lead, Form(words))
            form.is_plain |= spelt == plain
            for letters in (words, unicodedata.normalize("NFD", words)):
                self._firsts.update(self._words.findall(letters)[:1])
            yield form

    def _parted(self, name: str) -> tuple[str, str]:
        """Return what stands in front of the word by which a name is found, and the rest: ("the ", "Federation")."""
        if name[:4].casefold() == "the " and len(name) > 4:
            before, rest = self._parted(name[4:])
            return f"the {before}", rest
        first = self._words.search(name)
        return (name[: first.start()], name[first.start() :]) if first else ("", "")

    def _longest(self, text: str, start: int, floor: int) -> Found | None:
        key, at, best = "", start, None
        while piece := PIECE.match(text, at):
            plain = piece[2].isascii() and piece[2].isalnum()
            key += (" " if piece[1] else "") + (piece[2] if plain else _folded(piece[2]))
            forms = self._known.get(key)
            if forms is None:
                break
            at = piece.end()
            for lead, form in forms.items():
                begun = self._begin(text, start, lead)
                if begun is not None and begun >= floor:
                    best = Found(begun, at, form)
                    break
        return best

    def _begin(self, text: str, start: int, lead: str) -> int | None:
        """Return where a name begins whose words begin at `start`, if what belongs in front of them stands there."""
        if not lead:
            return None if start and LETTER.match(text, start - 1) else start
        if lead not in self._leads:
            self._leads[lead] = _lead(lead)
        found = self._leads[lead].search(text, max(0, start - SIGHT), start)
        return found.start() if found else None


def _folded(words: str) -> str:
    """Return words in composed letters, with plain apostrophes and hyphens and single blanks."""
    return " ".join(unicodedata.normalize("NFC", words).translate(FOLDS).split())


def _capitals(words: str) -> str:
    return MAC.sub(lambda found: f"\0{found[1]}\0", words).upper().replace("\0MC\0", "Mc").replace("\0MAC\0", "Mac")


def _parts(name: str) -> tuple[str, str]:
    """Return the title of a name in small letters, or "", and the name without it and without letters behind it."""
    words = _folded(name).split(" ")
    title = ""
    while len(words) > 1 and words[0].rstrip(".").casefold() in TITLES:
        title = title or words[0].rstrip(".").casefold()
        del words[0]
    while len(words) > 1 and _is_behind(words[-1].strip(",.")):
        del words[-1]
        words[-1] = words[-1].rstrip(",")
    return title, " ".join(words)


def _is_behind(word: str) -> bool:
    """Tell whether a word is one of the letters behind a name: "MP", "Jr"."""
    return (word.isupper() and word.casefold() in AFTER_NOMINALS) or word in GENERATIONS


def _initials(name: str) -> Iterator[str]:
    """Yield a name as it is spelt, and with other points and blanks behind its initials: "J. R. Hartley" and "JR Hartley"."""
    yield name
    several = INITIALS.search(name)
    if several:
        letters = [letter for letter in several[0] if letter.isalpha()]
        for behind, last in ((". ", ". "), (".", ". "), (" ", " "), ("", " ")):
            yield f"{name[: several.start()]}{behind.join(letters)}{last}{name[several.end() :]}"


def _surname(name: str) -> str:
    """Return the last word of a name with the small words in front of it: "van der Bee"; "" where it begins with an article."""
    words = name.split(" ")
    if words[0].casefold() == "the":
        return ""
    first = len(words) - 1
    while first > 1 and words[first - 1].islower():
        first -= 1
    return " ".join(words[first:])


def _lead(lead: str) -> re.Pattern[str]:
    """Return the shape of what stands in front of a name; an article, or the first word, may begin with a capital letter or not."""
    words = [re.escape(word) for word in lead.split()]
    if words[0][0].isalpha():
        words[0] = f"[{words[0][0].lower()}{words[0][0].upper()}]{words[0][1:]}"
    if lead.startswith("the "):
        words[0] = "(?:[Tt]he|THE)"
    shape = r"\s+".join(words).replace("'", "['’‘]").replace(r"\-", "[-\u2010\u2011–—]")
    gap = r"\s+" if lead.endswith(" ") else ""
    return re.compile(rf"(?<![^\W_]){shape}{gap}\Z")
