"""Mentions: where a passage names someone or something that archive.yml declares.

A name is linked to the only one it can mean. Where it can mean more than one, or a surname stands by itself in a document that
has not given the whole name, the mention is a row without a link, with those it may mean.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from json import dumps
from typing import ClassVar

from ingest.grammar import name_context as context
from ingest.ids import join
from ingest.links.names import Form, Found, Names
from ingest.model import Document, Passage, Segment
from ingest.parse import Parsed

SHORTEST_CAPITALS = 4  # letters of a surname that is told from an abbreviation: WARD, but not LI


@dataclass(slots=True)
class Mention:
    """A name in a passage; `candidates` is a JSON array of ids, empty where it is linked to a person or an organisation.

    `kind` says what it rests on: name, alias, title and surname, surname.
    """

    table: ClassVar[str] = "mentions"
    id: str
    document_id: str
    passage_id: str
    person_id: str | None
    organisation_id: str | None
    candidates: str
    kind: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a stretch of a text names: people and organisations, linked if there is but one and it is certain."""

    start: int
    end: int
    kind: str
    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    certain: bool = True

    @property
    def is_linked(self) -> bool:
        return self.certain and len(self.people) + len(self.organisations) == 1


def link(parsed: Parsed, names: Names) -> Iterator[Mention]:
    """Yield the mentions of one source, document by document, in order."""
    if not names:
        return
    passages: dict[str, list[Passage]] = defaultdict(list)
    for passage in parsed.rows.get("passages", []):
        passages[passage.document_id].append(passage)
    witnesses: dict[str, list[str | None]] = defaultdict(list)
    for statement in parsed.rows.get("witness_statements", []):
        witnesses[statement.document_id].append(statement.witness)
    pieces = _Pieces(parsed.rows.get("segments", []))
    for document in parsed.rows.get("documents", []):
        spoken = dict.fromkeys(each.speaker for each in passages[document.id] if each.speaker)
        said = [each for each in (document.author, *witnesses[document.id], *spoken) if each]
        yield from _in_document(document, passages[document.id], said, names, pieces)


def _in_document(
    document: Document, passages: Iterable[Passage], said: Iterable[str], names: Names, pieces: _Pieces
) -> Iterator[Mention]:
    named = {id for words in said for each in meant(words, names, set()) if each.is_linked for id in each.people}
    position = 0
    for passage in passages:
        for each in meant(passage.text, names, named):
            position += 1
            start, end = pieces.place(passage, each.start, each.end)
            ids = [] if each.is_linked else [*each.people, *each.organisations]
            yield Mention(
                join(document.id, "mention", position), document.id, passage.id,
                each.people[0] if each.is_linked and each.people else None,
                each.organisations[0] if each.is_linked and each.organisations else None,
                dumps(ids), each.kind, start, end, passage.text[each.start : each.end],
            )  # fmt: skip


def meant(text: str, names: Names, named: set[str]) -> Iterator[Meant]:
    """Yield whom the names in a text mean, in order; `named` are the people named whole above, and takes in those named here."""
    for found in names.find(text):
        each = _meant(text, found, names, named)
        if each and not context.is_in_address(text, each.start, each.end):
            yield each
            if each.is_linked and each.kind in ("name", "alias", "title and surname"):
                named.update(each.people)


def _meant(text: str, found: Found, names: Names, named: set[str]) -> Meant | None:
    start, end, form = found
    title = context.title_before(text, start)
    if title and (form.people or form.bearers):
        if not context.is_ended(text, start, end):
            return None
        if form.is_word or form.bearers:
            return _titled(form, title.start(), end, title["title"].casefold(), names, named)
        if not any(names.can_be(id, title["title"].casefold()) for id in form.people):
            return None
    body = not (form.people or form.bearers)
    abbreviation = body and form.is_plain and form.is_word and form.words.isupper()
    if not context.is_whole(text, start, end, body=body, abbreviation=abbreviation):
        return None
    if form.bearers or (form.is_word and form.people):
        return _alone(text, found, names, named)
    if form.is_word and context.is_common(form.words) and context.begins_sentence(text, start):
        return None
    kind = "name" if form.is_name else "alias"
    return Meant(start, end, kind, tuple(sorted(form.people)), tuple(sorted(form.organisations)))


def _titled(form: Form, start: int, end: int, title: str, names: Names, named: set[str]) -> Meant | None:
    """Return whom "Ms Quill" means: the only one of that name who can be called so, if declared so or named whole above."""
    able = {id for id in form.bearers | form.people if names.can_be(id, title)}
    if not able:
        return None
    certain = able <= form.titled.get(title, set()) | form.people | named
    return Meant(start, end, "title and surname", tuple(sorted(able)), certain=certain)


def _alone(text: str, found: Found, names: Names, named: set[str]) -> Meant | None:
    """Return whom "Quill" means: the only one who can bear the name, if it is declared or the whole name stands above."""
    start, end, form = found
    people = form.people | form.bearers
    if not form.is_plain and len(form.words) < SHORTEST_CAPITALS:
        return None
    certain = people <= form.people | named
    if context.is_common(form.words):
        opens = context.begins_sentence(text, start)
        if not form.is_plain or context.is_date(text, start, end) or (opens and not people & named):
            return None
        certain = certain and not opens
    people = people | names.given.get(form.words.casefold(), set())
    kind = "name" if form.is_name else "alias" if form.people else "surname"
    return Meant(start, end, kind, tuple(sorted(people)), tuple(sorted(form.organisations)), certain)


@dataclass(slots=True)
class _Pieces:
    """The stretches of a source that passages are made of, for those that page furniture interrupts."""

    segments: Iterable[Segment]
    _places: dict[str, tuple[list[int], list[int]]] = field(default_factory=dict)

    def place(self, passage: Passage, start: int, end: int) -> tuple[int, int]:
        """Return the places in the source of a stretch of the text of a passage."""
        if passage.end - passage.start == len(passage.text):
            return passage.start + start, passage.start + end
        if not self._places:
            self._read()
        begins, lengths = self._places[passage.id]
        first, last = bisect_right(lengths, start) - 1, bisect_right(lengths, end - 1) - 1
        return begins[first] + start - lengths[first], begins[last] + end - lengths[last]

    def _read(self) -> None:
        pieces: dict[str, list[Segment]] = defaultdict(list)
        for segment in self.segments:
            if segment.passage_id:
                pieces[segment.passage_id].append(segment)
        for id, several in pieces.items():
            lengths = accumulate((each.end - each.start for each in several), initial=0)
            self._places[id] = [each.start for each in several], list(lengths)[:-1]
