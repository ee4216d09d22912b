"""What a set of rules is read from, and into: stretches of its text, numbered provisions, and the parts they stand in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Protocol

from ingest.ids import join, slug

# "Schedule 1", "APPENDIX B", "Part IV", "Chapter One", "Exhibit A"
PART = re.compile(
    r"(?i:(?:the )?(?P<word>part|chapter|schedule|appendix|annexe?|title|division|subdivision|subpart|book|exhibit|"
    r"addendum|attachment))\b(?:\s+(?P<label>\d{1,3}[A-Z]?|[IVXLC]{1,7}|[A-Z]|(?i:one|two|three|four|five|six|seven|eight|"
    r"nine|ten|first|second|third|fourth|fifth))\b)?"
)
# "Schedule to Regulation 3: Order of business"
BELONGS = re.compile(
    r"(?i:(?:the )?(?:schedule|appendix|annexe?) to (?:the )?(?:rules?|articles?|sections?|clauses?|regulations?|by-?laws?|(?:standing )?orders?))\b"
)
SHORT = {"schedule": "sch", "appendix": "app", "annexe": "annex", "chapter": "ch"}
LOWEST = 100  # the rank of a heading that names no part


class Stretch(Protocol):
    """A passage or a block: something of a kind with a place; `level` is that of a heading, or 0."""

    @property
    def kind(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def level(self) -> int: ...


@dataclass(slots=True)
class Provision:
    """A numbered provision: `start` and `end` hold its own words, without its number and what is numbered below it.

    `parent` is the index of the provision above it, `stretch` that of the stretch it begins in, `part` the headings
    under which numbers began again, and `part_id` these as the front of an id.
    """

    number: str
    parent: int | None
    stretch: int
    line: int
    start: int
    end: int
    part: str | None = None
    heading: str | None = None
    part_id: str = ""


def id_of(heading: str) -> str:
    """Return a heading as the front of an id: sch-1, app-b, or its slug."""
    match = PART.match(heading)
    if match and match["label"]:
        word = match["word"].casefold()
        return f"{SHORT.get(word, word)}-{match['label'].casefold()}"
    return slug(heading, 30)


@dataclass(slots=True)
class Headings:
    """The headings that are open at one place of a text, the widest first: Part II, Chapter 3, Voting.

    In Markdown the level of a heading says how wide it is; elsewhere the order in which Part and Chapter first came.
    """

    open: list[tuple[int, str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    taken: dict[str, str] = field(default_factory=dict)

    def enter(self, heading: str, level: int) -> None:
        rank = level or self._rank(heading)
        while self.open and self.open[-1][0] >= rank:
            self.open.pop()
        self.open.append((rank, heading))
        self.taken.setdefault(id_of(heading), self._path(len(self.open)))

    def _path(self, length: int) -> str:
        return "\n".join(words for _, words in self.open[:length])

    def _rank(self, heading: str) -> int:
        match = PART.match(heading)
        if match is None:
            return LOWEST
        word = match["word"].casefold()
        if word not in self.words:
            self.words.append(word)
        return 10 + self.words.index(word)

    @property
    def last(self) -> str | None:
        return self.open[-1][1] if self.open else None

    def restart(self, part: bool) -> tuple[str | None, str]:
        """Return the heading under which numbers begin again and its id; `part` asks for the last that names a part.

        Where another heading of this id stood before, the headings above it are named as well.
        """
        at = len(self.open) - 1
        while part and at > 0 and not PART.match(self.open[at][1]):
            at -= 1
        for first in range(at, -1, -1):
            headings = [words for _, words in self.open[first : at + 1]]
            id = join(*map(id_of, headings))
            path = self._path(at + 1)
            if self.taken.setdefault(id, path) == path or first == 0:
                return ", ".join(headings), id
        return None, ""
