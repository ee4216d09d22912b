"""allegations.yml: what is alleged, where it is made, and what bears on it."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from ingest.declarations.values import Edtf, Id, LongId, Strict, Words

# "proven", "was false": what a person may think of an allegation
VERDICT = re.compile(
    r"\b(?:un)?(?:true|false|proved|proven|disproved|disproven|refuted|baseless|unfounded|guilty|innocent)\b", re.I
)


class Evidence(Strict, frozen=True, kw_only=True):
    """What bears on an allegation: a passage, a clause, or words that stand in one place; `in` says in which text."""

    role: Literal["supports", "disputes", "reply", "rule applied", "context"]
    passage: LongId | None = None
    clause: LongId | None = None
    quote: Words | None = None
    within: LongId | None = msgspec.field(default=None, name="in")
    note: Words | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if sum(each is not None for each in (self.passage, self.clause, self.quote)) != 1:
            raise ValueError("point at one thing: `passage:`, `clause:` or `quote:`")
        if self.within and not self.quote:
            raise ValueError("in: it says where the words of a `quote:` stand; give those, or take it out")


class Allegation(Strict, frozen=True, kw_only=True):
    """What is alleged, by whom and against whom, where it is made, and what bears on it; never what is to be thought of it."""

    id: Id | None = None
    title: Words
    made_by: Words
    made_date: Edtf | None = None
    against: Words | None = None
    status: Words = "made"
    passage: LongId | None = None
    quote: Words | None = None
    within: LongId | None = msgspec.field(default=None, name="in")
    evidence: tuple[Evidence, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.passage and self.quote:
            raise ValueError("say once where it is made: `passage:` or `quote:`")
        if self.within and not self.quote:
            raise ValueError("in: it says where the words of a `quote:` stand; give those, or take it out")
        if found := VERDICT.search(self.status):
            raise ValueError(
                f"status: `{found[0]}` is a verdict, and the archive gives none; write `made`, `withdrawn` or `decided`"
            )


class Allegations(Strict, frozen=True):
    """allegations.yml: what is alleged in the documents of this archive."""

    allegations: tuple[Allegation, ...] = ()
