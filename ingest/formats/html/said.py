"""What a page says of itself for programs: its title, author, date, publisher, address, language and kind.

Where standards disagree the one that says most about articles counts: JSON-LD (schema.org), then Open Graph and the like
in <meta>, then <time>. A date is taken from markup, or from the line right below the headline, never from prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ingest.formats.html.align import words_of
from ingest.formats.html.headline import day_below
from ingest.formats.html.json import LONGEST_VALUE, articles, kind, name, text
from ingest.formats.html.marks import Attributed, author_in, dates_in, day_of_address, told_day
from ingest.formats.html.places import ARTICLE_FOOTER, TEXT
from ingest.formats.html.tables import Stretch
from ingest.formats.html.tokens import ENDS, Token, attributes_of, resolved

# " | ", " - ", " – ", " -- ", " :: ": between the title of a page and the name of its site
SEAM = re.compile(r"\s+(?:[|·•»«]|::|--|[-–—:])\s+")

# "-新华网", "_Quay Courier" behind a headline
SITE_BEHIND = re.compile(r"[-_|–—]\S[^-_|–—]{0,30}\Z")
SHORTEST = 8  # characters of a headline
# "thequay.example", "www.thequay.example"
SITE = re.compile(r"(?:[a-z0-9-]{1,40}\.){1,3}[a-z]{2,8}\Z", re.IGNORECASE)
# "By  Ada Quill": in front of a name
BY = re.compile(r"by\s+(?=[^\W\d_])", re.IGNORECASE)

META_DATES = (
    "article:published_time", "og:published_time", "datepublished", "dc.date.issued", "dcterms.issued", "dc.date",
    "dcterms.date", "dc.date.created", "dcterms.created", "citation_publication_date", "date",
    "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "og:article:published_time",
    "article_date_original", "article-published-date", "dateposted", "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
)  # fmt: skip
# those of programs that count readers, which have the day in Greenwich
COUNTED_DATES = ("parsely-pub-date", "sailthru.date")
META_AUTHORS = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "parsely-author",
    "byl",
    "byline",
)
META_PUBLISHERS = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "citation_journal_title")

Tag = tuple[Token, str | None]


def attributed(stated: list[Tag]) -> Attributed:
    """Return the tags that state something of a page with their attributes."""
    return [(token, place, attributes_of(token.attributes)) for token, place in stated]


def said_by(markup: str, tags: Attributed, stretches: Sequence[Stretch]) -> tuple[dict[str, str], list[str]]:
    """Return what a page states of itself, and sentences about what it states twice."""
    metas = _metas(tags)
    told, problems = articles(_scripts(markup, tags))
    article = told[0] if len(told) == 1 else _about_the_page(told, metas)
    publisher = name(article.get("publisher")) or _first(metas, META_PUBLISHERS)
    headings = [each for each in stretches if each.kind == "heading" and each.level == 1 and not each.part]
    in_text = [each.words for each in headings if each.place in TEXT and each.words != publisher]
    title = text(article.get("headline")) or _first(metas, ("og:title", "headline"))
    title = title or (in_text[0] if len(in_text) == 1 else None) or title_in(markup, tags)
    title = title or next((each.words for each in headings), None)
    title = title and title.rstrip("¶ ")  # the mark of a link to a heading
    url = _address(article, metas, tags)
    said = {
        "title": _without_site(title, in_text, [each.words for each in headings], publisher),
        "author": name(article.get("author"))
        or _person(metas)
        or author_in(_of_text(tags), markup)
        or author_in(_of_footer(tags), markup),
        "publisher": publisher,
        "url": url,
        "language": next(
            (each.get("lang") or each.get("xml:lang") for token, _, each in tags if token.name == "html"), None
        ),
        "kind": kind(article),
    } | (_date(article, metas, markup, tags, problems) or _of_address(url, problems))
    if not problems and "date" not in said and (day := day_below(stretches, said["title"])):
        said |= {"date": day, "date_basis": "line below the headline"}
    return {key: value for key, value in said.items() if value}, problems


def _scripts(markup: str, tags: Attributed) -> Iterator[str]:
    """Yield the JSON-LD of a page."""
    for token, _, attributes in tags:
        media_type = attributes.get("type", "").split(";")[0].strip().casefold()
        if token.name == "script" and media_type == "application/ld+json":
            end = ENDS["script"].search(markup, token.end)
            yield markup[token.end : end.start() if end else token.end]


def _about_the_page(told: list[dict[str, Any]], metas: dict[str, list[str]]) -> dict[str, Any]:
    """Return the one of several articles that has the title of the page, or nothing: they are what it leads to."""
    titles = metas.get("og:title", [])
    found = [each for each in told if text(each.get("headline")) in titles]
    return found[0] if len(found) == 1 else {}


def _metas(tags: Attributed) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for token, _, attributes in tags:
        value = " ".join(attributes.get("content", "").split())
        if token.name == "meta" and value and len(value) <= LONGEST_VALUE:
            for key in ("property", "name", "itemprop"):
                if key in attributes:
                    found.setdefault(attributes[key].strip().casefold(), []).append(value)
    return found


def _first(metas: dict[str, list[str]], names: Iterable[str]) -> str | None:
    return next((metas[key][0] for key in names if key in metas), None)


def _person(metas: dict[str, list[str]]) -> str | None:
    """Return the authors in <meta>; an address, of a profile or of the site itself, is no name."""
    for key in META_AUTHORS:
        people = [BY.sub("", each) for each in metas.get(key, []) if "://" not in each and not SITE.match(each)]
        people = [each for each in people if each]
        if people:
            return ", ".join(dict.fromkeys(people))
    return None


def title_in(markup: str, tags: Attributed) -> str | None:
    """Return what a page is called in its <title>."""
    for token, _, _ in tags:
        if token.name == "title":
            end = ENDS["title"].search(markup, token.end)
            return (
                " ".join(resolved(markup[token.end : end.start() if end else token.end]).split())[:LONGEST_VALUE]
                or None
            )
    return None


def _without_site(title: str | None, in_text: list[str], headings: list[str], publisher: str | None) -> str | None:
    """Return the title of a page without the name of its site, where a heading or that name tells which it is."""
    if not title:
        return None
    words = words_of(title)
    parts = [words_of(part) for part in SEAM.split(title)]
    for heading in headings:
        shown = " ".join(heading.split())
        behind = SITE_BEHIND.match(title, len(shown)) if title.startswith(shown) and len(shown) >= SHORTEST else None
        if behind or (len(parts) > 1 and words_of(heading) == parts[0]):
            return shown
    for heading in in_text:
        there = words_of(heading)
        if there and len(parts) > 1 and (there in parts or words[: len(there)] == there):
            return " ".join(heading.split())
    if publisher and len(parts) > 1 and parts[-1] == words_of(publisher):
        *_, seam = SEAM.finditer(title)
        return title[: seam.start()]
    return title


def _address(article: dict[str, Any], metas: dict[str, list[str]], tags: Attributed) -> str | None:
    links = [
        each.get("href")
        for token, _, each in tags
        if token.name == "link" and "canonical" in each.get("rel", "").lower().split()
    ]
    page = article.get("mainEntityOfPage")
    held = [*links, *metas.get("og:url", []), article.get("url"), page.get("@id") if isinstance(page, dict) else page]
    return next(
        (
            each.strip()
            for each in held
            if isinstance(each, str) and each.strip().lower().startswith(("http://", "https://"))
        ),
        None,
    )


def _date(
    article: dict[str, Any],
    metas: dict[str, list[str]],
    markup: str,
    tags: Attributed,
    problems: list[str],
) -> dict[str, str | None]:
    """Return the date of publication and where it stands: that of the first standard that has one."""
    times = [each for each in _of_text(tags) if each[0].name == "time"]
    others = [each for each in _of_text(tags) if each[0].name != "time"]
    standards: tuple[tuple[str, list[Any]], ...] = (
        ("JSON-LD", [article.get("datePublished")]),
        *(("meta tag", metas.get(key, [])) for key in META_DATES),
        ("time element", dates_in(times, markup)),
        ("mark of the page", dates_in(others, markup)),
        *(("meta tag", metas.get(key, [])) for key in COUNTED_DATES),
    )
    for basis, values in standards:
        dates = list(dict.fromkeys(date for value in values if (date := told_day(value))))
        if len(dates) == 1:
            return {"date": dates[0], "date_basis": basis}
        if dates:
            problems.append(
                f"the {basis} gives several dates of publication ({', '.join(dates[:4])}); declare published_date"
            )
            return {}
    below = dates_in(_of_footer(tags), markup)
    return {"date": below[0], "date_basis": "mark of the page"} if len(below) == 1 else {}


def _of_footer(tags: Attributed) -> Attributed:
    """Return the tags below the words of an article, where themes say by whom and when it was published."""
    return [each for each in tags if each[1] == ARTICLE_FOOTER]


def _of_address(url: str | None, problems: list[str]) -> dict[str, str | None]:
    date = None if problems else day_of_address(url)
    return {"date": date, "date_basis": "permanent address"} if date else {}


def _of_text(tags: Attributed) -> Attributed:
    """Return the tags that stand in the text of a page, not in what is around it."""
    return [each for each in tags if each[1] in TEXT]
