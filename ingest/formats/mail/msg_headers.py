"""Headers of a message of Outlook: those that it was sent with, or else what its properties say of who sent it, to whom, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from ingest.formats.mail.msg_properties import ABOVE_OTHERS, RECIPIENT, Properties, properties_of
from ingest.formats.mail.parts import Header, read_message
from ingest.grammar.mail_dates import DAYS, MONTHS

TRANSPORT = 0x007D
SUBJECT, SENT, DELIVERED, TO, CC = 0x0037, 0x0039, 0x0E06, 0x0E04, 0x0E03
FLAGS, UNSENT = 0x0E07, 8
MESSAGE_ID, ANSWERS, REFERENCES = 0x1035, 0x1042, 0x1039
# a person: the name, and where the address may stand, the best place first
WROTE = (0x0042, (0x5D02, 0x0065))  # on whose behalf
SENT_BY = (0x0C1A, (0x5D01, 0x0C1F))
RECEIVES = (0x3001, (0x39FE, 0x3003))
KIND_OF_RECIPIENT = 0x0C15
KINDS = {1: "To", 2: "Cc", 3: "Bcc"}
MOST_RECIPIENTS = 20_000
# "ada@post.example"
ADDRESS = re.compile(r"[^\s<>@\"]{1,320}@[^\s<>@\"]{1,255}\Z")
# "/O=FISH LANDINGS/OU=…/CN=ADA", "IMCEAEX-_O=FISH+20LANDINGS_…@": how Exchange calls people among its servers
FOR_SERVERS = re.compile(r"['\"]?(?:/o=|IMCEAEX-)", re.IGNORECASE)
# a header, and the lines below it that go on with it
FIELD = re.compile(r"[!-9;-~]{1,200}[ \t]*:")
# what says how the bytes of a message were written on the way, which are no longer those of the file
ON_THE_WAY = ("content-", "mime-version:")


def headers_of(properties: Properties) -> list[Header]:
    """Return the headers of a message; what those that it was sent with lack is taken from its properties."""
    lines = list(_sent_with(properties.text(TRANSPORT)))
    names = {line.partition(":")[0].strip().casefold() for line in lines}
    # without a sender they are notes of servers, and not what was sent
    for name, words in _said(properties, "from" in names):
        if words and name.casefold() not in names:
            lines.append(f"{name}: {words}")
    data = "\n".join(lines).encode("utf-8", "replace") + b"\n\n"
    return read_message(data, 0, len(data)).headers


def _without(words: str) -> str:
    """Return the name of a person; one for servers is none."""
    return "" if FOR_SERVERS.match(words) else words


def is_dated(properties: Properties) -> bool:
    """Tell whether the headers that a message was sent with say when that was."""
    return any(line.casefold().startswith("date:") for line in _sent_with(properties.text(TRANSPORT)))


def is_draft(properties: Properties) -> bool:
    """Tell whether a message says that it was not sent; it has a time all the same, when it was last saved."""
    return bool(properties.numbers.get(FLAGS, 0) & UNSENT) and not properties.text(TRANSPORT)


def _sent_with(words: str) -> Iterator[str]:
    """Yield the headers of the message, those of its parts left out, which Outlook keeps below an empty line."""
    kept = begun = False
    for line in words.replace("\r\n", "\n").split("\n"):
        if not line.strip():
            if begun:
                return
            continue
        if line[0] not in " \t":
            kept = bool(FIELD.match(line)) and not line.casefold().startswith(ON_THE_WAY)
            begun |= kept
        if kept:
            yield line


def _said(properties: Properties, was_sent: bool) -> Iterator[tuple[str, str]]:
    """Yield what the properties say, as headers."""
    wrote, sent_by = _person(properties, *WROTE), _person(properties, *SENT_BY)
    yield "From", wrote or sent_by
    if not was_sent and wrote and sent_by and _name(wrote) != _name(sent_by):
        yield "Sender", sent_by
    if not was_sent:
        yield from _recipients(properties)
    subject = properties.line(SUBJECT)
    # old programs write first how long "RE: " in it is: a sign 1, and another whose number is the length
    yield "Subject", subject[2:] if subject.startswith("\x01") else subject
    when = None if is_draft(properties) else properties.times.get(SENT) or properties.times.get(DELIVERED)
    yield "Date", written(when) if when else ""
    yield "Message-ID", properties.line(MESSAGE_ID)
    yield "In-Reply-To", properties.line(ANSWERS)
    yield "References", properties.line(REFERENCES)


def written(when: datetime) -> str:
    """Return a moment as a header has it (RFC 5322)."""
    day, month = DAYS[when.weekday()].capitalize(), MONTHS[when.month - 1].capitalize()
    return f"{day}, {when.day} {month} {when.year} {when:%H:%M:%S} +0000"


def _person(properties: Properties, name: int, places: tuple[int, ...]) -> str:
    """Return a person as a header has them: a name with an address, or either; names for servers are none."""
    address = next((words for place in places if ADDRESS.match(words := properties.line(place).strip("<>'\" "))), "")
    words = _without(properties.line(name)).strip(" '\"")
    if words.casefold() == address.casefold():
        return address
    shown = f'"{words}"' if "," in words and address else words
    return f"{shown} <{address}>" if shown and address else shown or address


def _name(person: str) -> str:
    return person.partition(" <")[0].strip('"')


def _recipients(properties: Properties) -> Iterator[tuple[str, str]]:
    """Yield the recipients by kind, a semicolon between any two as Outlook prints them, as the names may hold commas."""
    found: dict[str, list[str]] = {name: [] for name in KINDS.values()}
    for entry in properties.storages(RECIPIENT)[:MOST_RECIPIENTS]:
        each = properties_of(properties.file, entry, ABOVE_OTHERS, properties.page)
        if each is None:
            continue
        kind = KINDS.get(each.numbers.get(KIND_OF_RECIPIENT, 1) & 0xF)
        person = _person(each, *RECEIVES)
        if kind and person:
            found[kind].append(person)
    shown = {"To": properties.line(TO), "Cc": properties.line(CC), "Bcc": ""}
    for name, people in found.items():
        yield name, "; ".join(people) or _without(shown[name]).strip(" ;")
