"""How a document or a passage is cited: in words, as RIS, BibTeX and CSL-JSON.

Dates stay as partial as they are. Names stay as printed: which of the words is a surname is not guessed, so every format gets
them whole, as the name of an institution would be.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ingest.pages.date_words import date_words

# What documents of a kind are called in CSL, RIS, BibTeX and by schema.org; others are documents and no more.
KINDS = {
    "article": ("article-newspaper", "NEWS", "article", "NewsArticle"),
    "blog post": ("post-weblog", "BLOG", "online", "BlogPosting"),
    "comment": ("post", "BLOG", "online", "Comment"),
    "chat": ("personal_communication", "PCOMM", "misc", "Conversation"),
    "e-mail": ("personal_communication", "PCOMM", "misc", "EmailMessage"),
    "hearing": ("hearing", "HEAR", "misc", "CreativeWork"),
    "judgment": ("legal_case", "CASE", "misc", "CreativeWork"),
    "page": ("webpage", "ELEC", "online", "WebPage"),
}
OTHERS = ("document", "GEN", "misc", "CreativeWork")
# 2016, 2016-12, 2016-12-05
DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
WITHHELD = re.compile(r"█+(?:\s+█+)*")
# Line ends and control characters, those of Unicode included: none may end a field of a line format.
WHITE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
BIBTEX = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",  # BibTeX counts even escaped braces
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Citation:
    """What is cited: a document, or the passage of it at `locator`; `address` is where this archive keeps it for good."""

    id: str
    kind: str
    title: str | None
    author: str | None
    publisher: str | None
    date: str | None  # EDTF
    language: str | None
    published_url: str | None
    address: str
    archive: str
    edition: str
    licence: str | None = None
    locator: str | None = None
    words: str | None = None

    @property
    def name(self) -> str:
        """The title, or what sort of document it is."""
        return line_of(self.title or "") or line_of(self.kind).capitalize()

    @property
    def held_in(self) -> str:
        """The archive and its edition."""
        return f"{line_of(self.archive)}, edition {line_of(self.edition)}"

    @property
    def quoted(self) -> str | None:
        """The words of a passage in one line; what is withheld is said to be."""
        return line_of(WITHHELD.sub("[withheld]", self.words)) if self.words else None


def of(document: Row, about: Row, address: str, *, passage: Row | None = None) -> Citation:
    """Return the citation of a document, or of the passage of it that is given, from rows of the archive by column."""
    return Citation(
        id=(passage or document)["id"],
        kind=document.get("document_kind") or document["kind"],
        title=document["title"],
        author=document["author"],
        publisher=document["publisher"],
        date=document["published_date"],
        language=document.get("language"),
        published_url=document["url"],
        address=address,
        archive=about.get("title") or "Evidence archive",
        edition=about.get("edition") or "",
        licence=document.get("licence"),
        locator=passage["locator"] if passage else None,
        words=passage["text"] if passage else None,
    )


def text(cited: Citation) -> str:
    """Return a citation in words."""
    parts = [cited.author, f"“{cited.name}”", cited.publisher, date_words(cited.date), cited.locator]
    return f"{', '.join(line_of(part) for part in parts if part)}. {cited.held_in}, {cited.address}"


def ris(cited: Citation) -> str:
    """Return a reference as RIS: https://en.wikipedia.org/wiki/RIS_(file_format)."""
    year, month, day = parts_of(cited.date)[0] if parts_of(cited.date) else ("", "", "")
    fields = [
        ("TY", kind_of(cited)[1]),
        ("ID", cited.id),
        ("TI", cited.name),
        ("AU", cited.author),
        ("PB", cited.publisher),
        ("PY", year),
        ("DA", f"{year}/{month}/{day}/{cited.date if '/' in (cited.date or '') else ''}" if year else cited.date),
        ("LA", cited.language),
        ("N1", cited.locator),
        ("AB", cited.quoted),
        ("DB", cited.held_in),
        ("UR", cited.address),
        ("L2", cited.published_url),
    ]
    lines = [f"{tag}  - {line_of(value)}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def bibtex(cited: Citation) -> str:
    """Return an entry for BibTeX and biblatex, which reads `date` as EDTF and keeps it partial."""
    parts = parts_of(cited.date)
    published = f"published at {cited.published_url}" if cited.published_url else None
    fields = {
        "title": _bibtex(cited.name),
        "author": _bibtex(cited.author),
        "publisher": _bibtex(cited.publisher),
        "year": parts[0][0] if parts else None,
        "date": cited.date if parts else None,
        "language": _bibtex(cited.language),
        "url": _address(cited.address),
        "howpublished": _bibtex(cited.held_in),
        "note": _bibtex("; ".join(filter(None, [cited.locator, cited.date if not parts else None, published]))),
        "abstract": _bibtex(cited.quoted),
    }
    plain = ("year", "date", "url")
    lines = [
        f"  {name} = {{{value}}}," if name in plain else f"  {name} = {{{{{value}}}}},"
        for name, value in fields.items()
        if value
    ]
    return "\n".join([f"@{kind_of(cited)[2]}{{{cited.id},", *lines, "}", ""])


def csl(cited: Citation) -> list[dict[str, Any]]:
    """Return an item of CSL-JSON: https://github.com/citation-style-language/schema."""
    fields = {
        "id": cited.id,
        "type": kind_of(cited)[0],
        "title": cited.name,
        "author": [{"literal": line_of(cited.author)}] if cited.author else None,
        "publisher": line_of(cited.publisher or ""),
        "issued": _issued(cited.date),
        "language": cited.language,
        "archive": cited.held_in,
        "URL": cited.address,
        "note": cited.locator,
        "abstract": cited.quoted,
    }
    return [{name: value for name, value in fields.items() if value}]


def kind_of(cited: Citation) -> tuple[str, str, str, str]:
    """Return what a document of its kind is called in CSL, RIS and BibTeX, and by schema.org."""
    return KINDS.get(cited.kind, OTHERS)


def parts_of(date: str | None) -> list[tuple[str, str, str]]:
    """Return year, month and day of an EDTF date as far as they are known, of an interval both; none if it is another."""
    matches = [DATE.fullmatch(part) for part in (date or "").split("/")]
    found = [match.groups("") for match in matches if match]
    return [(year, month, day) for year, month, day in found] if len(found) == len(matches) <= 2 else []


def _issued(date: str | None) -> dict[str, Any] | None:
    if not date:
        return None
    parts = [[int(number) for number in part if number] for part in parts_of(date)]
    return {"date-parts": parts} if parts else {"literal": line_of(date)}


def line_of(words: str) -> str:
    """Return words on one line, without control characters."""
    return WHITE.sub(" ", words).strip()


def _bibtex(words: str | None) -> str | None:
    return "".join(BIBTEX.get(sign, sign) for sign in line_of(words)) if words else None


def _address(url: str | None) -> str | None:
    """Return an address as it may stand in braces."""
    return WHITE.sub("%20", url).replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C") if url else None
