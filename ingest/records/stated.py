"""What front matter states of a document, under whatever key its site generator has for it, as words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ingest.grammar.date_headings import read_date_heading
from ingest.grammar.date_parts import BY_CONVENTION
from ingest.grammar.edtf import earliest_latest
from ingest.records.parts import AUTHOR, Given

Fault = tuple[str, int, int]

# the keys of the day of publication, the surest first; `updated` and `lastmod` are none
DATE = (
    "date", "published", "published_date", "date_published", "publish_date", "publishdate", "pubdate", "pub_date",
    "publication_date", "published_at", "posted", "posted_date", "date_posted", "issued", "created", "created_at", "created_time",
    "date_created", "created_date", "creation_date",
)  # fmt: skip
WITHIN = ("taxonomies", "extra", "params")  # where Zola and Hugo keep what they have no key for
URL = ("url", "link", "canonical", "canonical_url", "permalink")
NO_DATE = (
    "true",
    "false",
    "yes",
    "no",
    "last modified",
    "git last modified",
)  # `published: false`; `date: Last Modified` of Eleventy
# 2019-03-12-the-kettle.md, "2019-03-12 The kettle.md"
DATED_NAME = re.compile(r"(?:.*/)?(?P<date>(?:1[5-9]|20)\d\d-\d\d-\d\d)(?=[-_ .])[^/]*\Z", re.DOTALL)
# blog/2019/03/12/the-kettle.md: year, month and day, each a folder
DATED_FOLDERS = re.compile(r"(?:.*/)?(?P<year>(?:1[5-9]|20)\d\d)/(?P<month>\d\d)/(?P<day>\d\d)/[^/]+\Z", re.DOTALL)
MARKDOWN = (".md", ".markdown")
# "Video meeting transcript (2021-09-02).txt", "minutes_2021-09-02.docx": the day of what was held
DAY_IN_NAME = re.compile(r"(?<![\d-])(?:19|20)\d\d-\d\d-\d\d(?![\d-])")
HELD = ("hearing", "minutes")
# "2014-07-11 Election activities", "2019-03-12: The kettle"
DATED_TITLE = re.compile(r"(?P<date>(?:19|20)\d\d-\d\d-\d\d)(?:\s[–—-]|[:–—])?\s+\S")
# "20140711-election-activities.rst", "2014-07-11.txt"
DAY_OF_FILE = re.compile(r"(?:.*/)?(?P<year>(?:19|20)\d\d)-?(?P<month>\d\d)-?(?P<day>\d\d)(?!\d)[^/]*\Z", re.DOTALL)


def said(front_matter: dict[str, Any]) -> dict[str, Any]:
    """Return the values that are words or numbers, by key in small letters; of lists, those of authors."""
    found: dict[str, Any] = {}
    for key, value in front_matter.items():
        name = key.casefold().replace("-", "_").replace(" ", "_")
        words = value if isinstance(value, str | int | float) else ", ".join(_names(value)) if name in AUTHOR else ""
        if words != "":
            found.setdefault(name, words)
        if name in WITHIN and isinstance(value, dict):
            for inner in AUTHOR:
                if named := ", ".join(_names(value.get(inner))):
                    found.setdefault(inner, named)
    return found


def _names(value: Any) -> Iterator[str]:
    """Yield the names in a list of authors, or in a mapping with a name: "Ada", {name: Ada}, [{name: Ada}, Tobias]."""
    if isinstance(value, str) and value.strip():
        yield " ".join(value.split())
    elif isinstance(value, dict):
        yield from _names(value.get("name") or "")
    elif isinstance(value, list):
        for each in value:
            if not isinstance(each, list):
                yield from _names(each)


def stated_date(given: Given, kind: str) -> tuple[str | None, str | None, list[Fault]]:
    """Return the date of publication as declared, as front matter or the name of the file has it, and what is unsure."""
    if given.declaration.published_date:
        return given.declaration.published_date, "declared", []
    words = next((word for key in DATE if (word := given.first(key)) and word.casefold() not in NO_DATE), None)
    if not words:
        date = date_of_name(given.file_name) if given.said or kind != "article" else None
        if date is None and kind in HELD:
            date = _only_day(given.file_name)
        return date, "file name" if date else None, []
    basis = str(given.said.get("date_basis", "front matter"))
    if earliest_latest(words)[0]:  # 2016, 2016-12: as far as it is known
        return words, basis, []
    line = read_date_heading(words, given.declaration.hints.date_order)
    date_words = line.date if line and not line.title and line.author is None else None
    if date_words and date_words.edtf and date_words.consistent and date_words.flag != BY_CONVENTION:
        reason = f"day and month of “{date_words.words}” could be either way round; declare hints: date_order"
        return date_words.edtf, basis, [] if date_words.month else [(reason, 0, 0)]
    reason = f"the date “{words[:60]}” of the {basis} is not understood; declare published_date"
    return None, None, [(reason, 0, 0)]


def date_of_title(title: str, given: Given) -> tuple[str | None, list[Fault]]:
    """Return the day that a title begins with, unless the name of the file begins with another."""
    found = DATED_TITLE.match(title)
    if found is None or not _is_day(found["date"]):
        return None, []
    named = DAY_OF_FILE.match(given.file_name)
    if named is None and title[found.end() - 1].islower() and ":" not in found[0] and "–" not in found[0]:
        return None, []  # "1999-12-31 bug: what we learned": a day that is spoken of
    other = "-".join(named.groups()) if named else found["date"]
    if other != found["date"] and _is_day(other):
        reason = f"its title says {found['date']}, and the name of its file {other}; declare published_date"
        return None, [(reason, 0, 0)]
    return found["date"], []


def _only_day(file_name: str) -> str | None:
    """Return the only day in the name of a file."""
    days = {day for day in DAY_IN_NAME.findall(file_name.rpartition("/")[2]) if _is_day(day)}
    return days.pop() if len(days) == 1 else None


def stated_url(given: Given) -> str | None:
    """Return the address that front matter states, if it is a whole one: "/kettle/" is not."""
    return next((url for key in URL if (url := given.first(key)) and url.startswith(("https://", "http://"))), None)


def unpublished(given: Given) -> Iterator[Fault]:
    """Yield what front matter says against publication: `draft: true`, `published: false`, `status: draft`."""
    for key, values in (("draft", ("true", "yes")), ("published", ("false", "no")), ("status", ("draft", "hidden"))):
        words = given.first(key)
        if words and words.casefold() in values:
            yield f"the front matter says `{key}: {words}`: this text may never have been published", 0, 0
            return


def date_of_name(file_name: str) -> str | None:
    """Return the day with which the name of a Markdown file begins, or that of its folders, if there is such a day."""
    if not file_name.lower().endswith(MARKDOWN):
        return None
    named, folders = DATED_NAME.match(file_name), DATED_FOLDERS.match(file_name)
    date = named["date"] if named else "-".join(folders.groups()) if folders else None
    return date if date and _is_day(date) else None


def _is_day(date: str) -> bool:
    line = read_date_heading(date)
    return line is not None and line.date.edtf == date and line.date.consistent
