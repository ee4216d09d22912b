"""E-mails: a message as it was sent, with who sent it, to whom, when, and which message it answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from ingest.grammar.mail_dates import Sent, read_printed, read_sent
from ingest.grammar.mail_heads import fields_of
from ingest.ids import join
from ingest.model import Problem, Reading
from ingest.waiting import Joinable
from ingest.withholding.withhold import MASK

# "<█████>"
ADDRESS = re.compile(r"<[^<>]*>")
# "█████ (Ada Quill)"
COMMENT = re.compile(r"\(([^()]*)\)")
# "Committee: Ada Quill": the name of a group
GROUP = re.compile(r"[^\":]*:(?!//)")
# addresses that are masked, or not
BARE = re.compile(rf"{MASK}+(?:[.@][\w.{MASK}-]*)?|\S*@\S*")
# "Quill, Ada", "van der Berg, Ada J.", "Quill, Ada (Works)"
SURNAME_FIRST = re.compile(r"[^\W\d_][\w’' .-]{1,40}, [^\W\d_][\w’' .-]{0,40}(?:\([\w ]{1,40}\))?")
BASIS = "e-mail header"

TWICE = "the header {name} stands in it more than once and says different things; none of them is taken"
NO_DATE = "what its Date header says is not understood; the message stays undated until a correction says it plainly"
OTHER_WEEKDAY = "the weekday of its Date header is not that of the day; the message stays undated until a correction says which is right"
MAY_ANSWER = "its subject says that it answers a message, and no header says which; it may be {id}"
COPIES = "the message that it answers is held {count} times; delete the copies to have it linked"


def find(reading: Reading) -> Iterator[Joinable | Problem]:
    """Yield the message that a document of the kind `e-mail` is, and what is uncertain about it."""
    document, said = reading.document, reading.said
    if document.kind != "e-mail":
        return
    headers = _headers(reading)
    problems: list[str] = []
    subject, sender, date = (_one(headers, name, problems) for name in ("subject", "from", "date"))
    names = _names(sender or "") or _surname_first(sender or "")
    sent = (read_sent(date) or read_printed(date, reading.hints.date_order)) if date else None
    if date:
        problems += [NO_DATE] if sent is None else [] if sent.consistent else [OTHER_WEEKDAY]
    if headers or said:
        document.title = subject or said.get("title")
        document.author = ", ".join(names) or document.author
        _date(reading, sent)
    problems += _unlinked(reading)
    first = reading.passages[0]
    yield from (reading.problem(reason, first.start, first.end) for reason in problems)
    answers = said.get("replies_to")
    yield Joinable(
        document.id, document.id, subject or document.title, ", ".join(names) or None,
        _json(_names(", ".join(headers.get("to", [])))), _json(_names(", ".join(headers.get("cc", [])))),
        document.published_date, (sent.time or None) if sent and sent.consistent else None,
        join(document.source_id, answers) if answers else None, join(document.source_id, said.get("thread")) if said.get("thread") else document.id,
        None if MASK in (date or first.text) else said.get("sent_at"), sum(passage.kind == "quote" for passage in reading.passages),
        sum(each.kind == "attachment" for each in reading.discards),
        document.word_count, document.start, document.end, said.get("message_id"), _json(said.get("names", "").split()),
    )  # fmt: skip


def _headers(reading: Reading) -> dict[str, list[str]]:
    """Return what each header says, by its name in small letters; the names of other languages are those of English."""
    first = reading.passages[0]
    return fields_of(first.text) if first.kind == "header" else {}


def _one(headers: dict[str, list[str]], name: str, problems: list[str]) -> str | None:
    """Return what a header says that a message has once (RFC 5322); nothing if it says two things."""
    said = list(dict.fromkeys(words for words in headers.get(name, []) if words))
    if len(said) > 1:
        problems.append(TWICE.format(name=name.capitalize()))
    return said[0] if len(said) == 1 else None


def _names(words: str) -> list[str]:
    """Return the names in a list of addresses, as printed; of an address without a name there is none."""
    if ";" in words and ":" not in words and "<" in words:  # as Outlook parts people of whom some have no address
        return [name for each in words.split(";") for name in (_names(each) or _surname_first(each))]
    pieces = ADDRESS.split(words)
    found = [GROUP.sub("", piece, count=1) for piece in pieces[:-1]] or _commented(words) or _apart(words)
    return [name for name in map(_name, found) if name]


def _surname_first(words: str) -> list[str]:
    """Return the one sender "Quill, Ada", as Outlook prints whom it knows."""
    name = _name(words) if SURNAME_FIRST.fullmatch(words) else None
    return [name] if name else []


def _commented(words: str) -> list[str]:
    """Return the names in brackets behind addresses; those behind a name ("Quill, Ada (Works)") are none."""
    beside = BARE.sub("", COMMENT.sub("", words))
    return [] if any(map(str.isalpha, beside)) else COMMENT.findall(words)


def _apart(words: str) -> list[str]:
    """Return names without addresses: a semicolon parts them, and a comma may, or may part a surname from a first name."""
    names = words.split(";") if ":" not in words else [""]  # "undisclosed-recipients:;" is a group of nobody
    return names if len(names) > 1 or not ("," in words or ";" in words) else []


def _name(words: str) -> str | None:
    """Return a name without quotation marks, or None where nothing but an address stands there."""
    name = BARE.sub("", words).strip(" ,;\t")
    while len(name) > 1 and name[0] == name[-1] and name[0] in "\"'":
        name = name[1:-1].strip()
    name = name.replace('\\"', '"')
    return name if any(sign.isalpha() for sign in name) else None


def _date(reading: Reading, sent: Sent | None) -> None:
    """Date the document by its header, unless it was declared."""
    document = reading.document
    if document.date_basis == "declared":
        return
    known = sent is not None and sent.consistent
    basis = reading.said.get("date_basis", BASIS)
    document.published_date, document.date_basis = (sent.day, basis) if sent and known else (None, None)


def _unlinked(reading: Reading) -> Iterator[str]:
    said, source_id = reading.said, reading.document.source_id
    if "may_answer" in said:
        yield MAY_ANSWER.format(id=join(source_id, said["may_answer"]))
    if "replies_to_copies" in said:
        yield COPIES.format(count=said["replies_to_copies"])


def _json(names: list[str]) -> str:
    return json.dumps(names, ensure_ascii=False)
