"""Threads: which message of a mailbox answers which, as their `Message-ID`, `In-Reply-To` and `References` headers say.

A message is named after the second in which it was sent, so that its id stays when the mailbox is exported again, and says
nothing that is withheld. Messages of the same second are numbered in the order of their words, not of their places.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

from ingest.formats.mail.parts import Part
from ingest.grammar.mail_dates import Sent, read_sent

# "<20181002131405.a1@post.example>"
MESSAGE_ID = re.compile(r"<([^<>\s]{1,998})>")
# "Message from Ada Quill <ada@post.example>"
FROM = re.compile(r"\bfrom\s[^<>]{0,80}<([^<>\s]{1,998})>", re.IGNORECASE)
PEOPLE = ("from", "to", "cc", "reply-to", "sender")
# "Re: ", "AW: ", "Fwd: ", "Re[2]: "
REPLY = re.compile(r"\s*(?:re|aw|antw|sv|vs|ref|rif|r)\s*(?:\[\d+\])?\s*:\s*", re.IGNORECASE)
MOST_REFERENCES = 200
LENGTH_OF_DIGEST = 16
LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(slots=True)
class Sending:
    """What is known of the sending of one message; `words` are those of all of it, to tell it from others of its second."""

    key: str | None
    answers: list[str]
    references: list[str]
    subject: str
    sent: Sent | None
    words: str
    name: str = ""
    said: dict[str, str] = field(default_factory=dict)


def sending(message: Part, words: str) -> Sending:
    """Return what the headers of a message say of its sending."""
    ids = {name: _ids(message, name) for name in ("message-id", "in-reply-to", "references")}
    ids["in-reply-to"] = _without_people(ids["in-reply-to"], message)
    subject, date = message.first("subject"), message.first("date")
    return Sending(
        next(iter(ids["message-id"]), None), ids["in-reply-to"], ids["references"][-MOST_REFERENCES:],
        subject.words if subject else "", read_sent(date.words) if date else None, words,
    )  # fmt: skip


def _ids(message: Part, name: str) -> list[str]:
    header = message.first(name)
    return MESSAGE_ID.findall(header.raw) if header else []


def _without_people(ids: list[str], message: Part) -> list[str]:
    """Leave out the addresses of people: "In-Reply-To: Message from Ada Quill <ada@post.example> of Tuesday <1@post.example>"."""
    header = message.first("in-reply-to")
    if header is None or (len(ids) < 2 and header.raw.lstrip().startswith("<")):
        return ids
    people = {each.casefold() for name in PEOPLE for each in _ids(message, name)} | {
        each.casefold() for each in FROM.findall(header.raw)
    }
    return [each for each in ids if each.casefold() not in people]


def tell(sendings: Sequence[Sending]) -> None:
    """Fill in what each message is named, which it answers, and the first of its thread, all by their names."""
    _name(sendings)
    held: dict[str, list[Sending]] = defaultdict(list)
    for each in sendings:
        each.said["name"] = each.name
        each.said |= _for_others(each)
        if each.key:
            held[each.key].append(each)
    for each in sendings:
        _answer(each, held)
    _thread(sendings, {key for key, same in held.items() if len({one.sent.stamp for one in same if one.sent}) > 1})
    _propose(sendings)


def _for_others(each: Sending) -> dict[str, str]:
    """Return what joins a message with those of other sources: digests of its id and of those it names, that which it answers first, and its instant.

    An id may hold an address; a digest holds none.
    """
    told = [*each.answers, *each.references[-1:]][:1]
    named = dict.fromkeys([*told, *each.answers, *each.references])
    said = {
        "message_id": _digest(each.key) if each.key else "",
        "names": " ".join(map(_digest, named)),
        "sent_at": f"{each.sent.instant.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if each.sent and each.sent.instant else "",
    }
    return {key: value for key, value in said.items() if value}


def _digest(message_id: str) -> str:
    return sha256(message_id.encode("utf-8", "surrogateescape")).hexdigest()[:LENGTH_OF_DIGEST]


def _name(sendings: Sequence[Sending]) -> None:
    taken: dict[str, list[Sending]] = defaultdict(list)
    for each in sendings:
        taken[each.sent.stamp if each.sent else "undated"].append(each)
    for stamp, same in taken.items():
        for n, each in enumerate(sorted(same, key=lambda one: one.words), 1):
            each.name = stamp if n == 1 and each.sent else f"{stamp}-{n}"


def _answer(each: Sending, held: dict[str, list[Sending]]) -> None:
    """Say which message this one answers: the one that In-Reply-To names, or the last of its references."""
    for key in [*each.answers, *each.references[-1:]][:1]:
        found = [other for other in held.get(key, []) if other is not each]
        if len(found) == 1:
            each.said["replies_to"] = found[0].name
        elif found:
            each.said["replies_to_copies"] = str(len(found))


def _thread(sendings: Sequence[Sending], shared: Collection[str]) -> None:
    """Say the first message of each thread: those that name each other, or a message that is not held.

    Ids in `shared` are those of several messages, not of copies of one: they join nothing.
    """
    groups = _Groups()
    for n, each in enumerate(sendings):
        for key in (each.key, *each.answers, *each.references):
            if key and key not in shared:
                groups.join(n, key)
    threads: dict[int | str, list[Sending]] = defaultdict(list)
    for n, each in enumerate(sendings):
        threads[groups.of(n)].append(each)
    for same in threads.values():
        first = min(same, key=_order)
        for each in same:
            each.said["thread"] = first.name


def _order(each: Sending) -> tuple[bool, datetime, str]:
    instant = each.sent.instant if each.sent else None
    return "replies_to" in each.said, instant or LAST, each.name


def _propose(sendings: Sequence[Sending]) -> None:
    """Say which message a reply may answer that names none, if one alone opens with its subject."""
    opened: dict[str, list[Sending]] = defaultdict(list)
    for each in sendings:
        if each.subject and not REPLY.match(each.subject):
            opened[each.subject.casefold()].append(each)
    for each in sendings:
        if each.answers or each.references or not REPLY.match(each.subject):
            continue
        subject = each.subject
        while match := REPLY.match(subject):
            subject = subject[match.end() :]
        found = opened.get(subject.casefold(), [])
        if len(found) == 1:
            each.said["may_answer"] = found[0].name


class _Groups:
    """Numbers and message ids that belong together."""

    def __init__(self) -> None:
        self._above: dict[int | str, int | str] = {}

    def of(self, one: int | str) -> int | str:
        path = []
        while (above := self._above.get(one, one)) != one:
            path.append(one)
            one = above
        for each in path:
            self._above[each] = one
        return one

    def join(self, one: int | str, other: int | str) -> None:
        self._above[self.of(other)] = self.of(one)
