"""Formats: bytes to text, and text to blocks; what the text means is not known here.

A new format is one file and one line in `FORMATS`; where it takes several, they have a room of their own.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection
from functools import cache, lru_cache
from importlib import import_module
from typing import Any, NamedTuple

from ingest.formats.blocks import Pages, Split
from ingest.formats.decode import Decoded, decode

# bytes, the encoding declared, what else a person asks for ("drafts", "comments") -> text
Decode = Callable[[bytes, str | None, Collection[str]], Decoded]


class Format(NamedTuple):
    """How one kind of file is read: `decode` makes text of bytes, `split` makes blocks of text.

    A format without `split` finds its blocks while it decodes. `pages` finds the page furniture of a text. One that `takes_people`
    is told the names that its container has for ids (`people`).
    """

    name: str
    media_type: str
    suffixes: tuple[str, ...]
    decode: Decode
    split: Callable[[str, Collection[str]], Split] | None = None
    pages: Callable[[str], Pages] | None = None
    takes_people: bool = False


def _text(data: bytes, declared: str | None, _: Collection[str]) -> Decoded:
    return decode(data, declared)


def _later(module: str, name: str) -> Callable[..., Any]:
    """Return a function of a format whose library takes long to load: it is loaded when the first such file is read."""

    @cache
    def loaded() -> Callable[..., Any]:
        function: Callable[..., Any] = getattr(import_module(f"ingest.formats.{module}"), name)
        return function

    def first_loaded(*said: Any, **named: Any) -> Any:
        return loaded()(*said, **named)

    return first_loaded


TXT = ".txt"
SEPARATED = ("CSV", "TSV")
FRONT = 5_000  # characters of a text in which captions have a line of times
CAPTIONS = (_later("captions", "decode"), _later("captions", "split"), _later("captions", "find"))
FORMATS = (
    Format("Markdown", "text/markdown", (".md", ".markdown"), _text, _later("markdown", "split")),
    Format("HTML", "text/html", (".html", ".htm", ".xhtml", ".shtml"), _later("html.html", "decode")),
    Format("plain text", "text/plain", (".txt", ".text"), _text, _later("plain", "split"), _later("pages", "find")),
    Format("PDF", "application/pdf", (".pdf",), _later("pdf.pdf", "decode"), _later("printed", "split")),
    Format(
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        (".docx", ".docm", ".dotx"),
        _later("word.word", "decode"),
    ),
    Format("Word 97", "application/msword", (".doc", ".dot"), _later("word.word", "decode")),
    Format(
        "OpenDocument",
        "application/vnd.oasis.opendocument.text",
        (".odt", ".ott", ".fodt"),
        _later("word.odt", "decode"),
    ),
    Format(
        "PowerPoint",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        (".pptx", ".pptm", ".ppsx", ".potx"),
        _later("slides.pptx", "decode"),
    ),
    Format(
        "OpenDocument presentation",
        "application/vnd.oasis.opendocument.presentation",
        (".odp", ".otp", ".fodp"),
        _later("slides.odp", "decode"),
    ),
    Format(
        "Excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        (".xlsx", ".xlsm", ".xltx"),
        _later("sheets.workbook", "decode"),
    ),
    Format("Excel 97", "application/vnd.ms-excel", (".xls", ".xlt"), _later("sheets.workbook", "decode")),
    Format(
        "OpenDocument spreadsheet",
        "application/vnd.oasis.opendocument.spreadsheet",
        (".ods", ".ots", ".fods"),
        _later("sheets.ods", "decode"),
    ),
    Format(SEPARATED[0], "text/csv", (".csv",), _text, _later("sheets.separated", "split")),
    Format(SEPARATED[1], "text/tab-separated-values", (".tsv", ".tab"), _text, _later("sheets.separated", "split")),
    Format("RTF", "application/rtf", (".rtf",), _later("word.rtf", "decode")),
    Format("EPUB", "application/epub+zip", (".epub",), _later("epub", "decode")),
    Format("RSS", "application/rss+xml", (".rss",), _later("feeds.feeds", "decode")),
    Format("Atom", "application/atom+xml", (".atom",), _later("feeds.feeds", "decode")),
    Format("XML", "application/xml", (".xml", ".wxr"), _later("feeds.feeds", "decode")),
    Format("e-mail", "message/rfc822", (".eml",), _later("mail.mail", "decode_message")),
    Format("message of Apple Mail", "message/x-emlx", (".emlx",), _later("mail.emlx", "decode")),
    Format("message of Outlook", "application/vnd.ms-outlook", (".msg",), _later("mail.msg", "decode")),
    Format("mailbox", "application/mbox", (".mbox", ".mbx"), _later("mail.mail", "decode_mailbox")),
    Format("WebVTT", "text/vtt", (".vtt",), *CAPTIONS),
    Format("SubRip", "application/x-subrip", (".srt",), *CAPTIONS),
    Format(
        "iCalendar",
        "text/calendar",
        (".ics", ".ical", ".vcs"),
        _later("calendars", "decode"),
        _later("calendars", "split"),
        _later("calendars", "find"),
    ),
    Format("reStructuredText", "text/x-rst", (".rst",), _text, _later("rst", "split")),
    Format("AsciiDoc", "text/asciidoc", (".adoc", ".asciidoc"), _text, _later("asciidoc", "split")),
    Format("Org", "text/org", (".org",), _text, _later("org", "split")),
    Format("MediaWiki", "text/x-wiki", (".wiki", ".mediawiki"), _text, _later("mediawiki", "split")),
    Format("JSON", "application/json", (".json",), _later("exports.exports", "decode"), takes_people=True),
)
# what Apple Mail calls the file in a mailbox that it exports as a folder, "Shed.mbox/mbox"
MAILBOX = "mbox"
# what X calls the posts in the archive of an account: JSON in a script
TWEETS = re.compile(r"tweets?(?:-part\d{1,3})?\.js")
# "1571234567.12.jpg": a file that a program named by the second is no message of the host "jpg"
NO_HOST = r"(?:jpe?g|png|gif|webp|heic|mp[34]|mov|m4a|wav|ogg|csv|tsv|log|dat|bak|tmp|zip|tar|t?gz|bz2|xz|zst|7z|rar|xlsx?|db|sqlite)\Z"
# "1571234567.M20046P27389.post:2,S", "04:2,", "1571234567.27389_1.post": a message in a Maildir, with its flags or without
# (https://cr.yp.to/proto/maildir.html; Windows has no ":" in names)
DELIVERED = re.compile(
    r".+[:;!]2,[A-Za-z]{0,52}|"
    rf"(?!.*\.{NO_HOST})\d{{9,11}}\.(?:[A-Z#]\w{{1,60}}|\d{{1,7}}(?:_\d{{1,9}})?)\.[\w.,=+-]+"
)
BY_SUFFIX = {suffix: each for each in reversed(FORMATS) for suffix in each.suffixes}


def format_for(media_type: str) -> Format | None:
    """Return the format of a media type, with or without parameters, or None."""
    bare, _, _ = media_type.partition(";")
    return next((each for each in FORMATS if each.media_type == bare), None)


def archived(format: Format, data: bytes) -> Format:
    """Return the format that reads bytes of this one: the archive of a mailing list is a mailbox, often kept as a `.txt`."""
    if format.suffixes[0] != TXT or not data.startswith((b"From ", b"\xef\xbb\xbfFrom ")):
        return format
    from ingest.formats.mail.mailbox import is_mailbox  # noqa: PLC0415 # few texts are mailboxes

    return BY_SUFFIX[f".{MAILBOX}"] if is_mailbox(data) else format


def pasted(format: Format, text: str) -> Format:
    """Return the format that reads a text of this one: captions are often kept in a `.txt`, and what parts cells is seen in the text."""
    if format.name in SEPARATED:
        from ingest.formats.sheets.separated import read_as  # noqa: PLC0415 # which is made of this module

        return read_as(format, text)
    if format.suffixes[0] != TXT or "-->" not in text[:FRONT]:
        return format
    from ingest.formats.captions import is_pasted  # noqa: PLC0415 # few texts are captions

    return format._replace(split=CAPTIONS[1], pages=CAPTIONS[2]) if is_pasted(text) else format


@lru_cache(maxsize=1024)
def format_of(file_name: str) -> Format | None:
    """Return the format that reads a file of this name, or None."""
    name = os.path.basename(file_name)
    suffix = (
        f".{MAILBOX}" if name == MAILBOX else ".json" if TWEETS.fullmatch(name) else os.path.splitext(name)[1].lower()
    )
    return BY_SUFFIX.get(suffix) or (BY_SUFFIX[".eml"] if DELIVERED.fullmatch(name) else None)
