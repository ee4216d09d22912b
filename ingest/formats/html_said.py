"""What a page says of itself for programs: its title, author, date, publisher, address, language and kind.

Where standards disagree the one that says most about articles counts: JSON-LD (schema.org), then Open Graph and the like
in <meta>, then <time>. A date is taken from markup only, never from prose.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from ingest.formats.html_places import TEXT
from ingest.formats.html_tables import Stretch
from ingest.formats.html_tokens import ENDS, Token, attributes_of, resolved

# "2019-03-12T10:00:00+00:00", "2019-03", "2019-03-12 10:00"; not "0001-01-01", nor the beginning of Unix time
DATE = re.compile(r"\s*([12]\d{3}(?:-\d\d(?:-\d\d)?)?)(?!\d|-\d|/)(?<!^1970-01-01)")
# " | ", " - ", " – ", " :: ": between the title of a page and the name of its site
SEAM = re.compile(r"\s+(?:[|·•»«]|::|[-–—:])\s+")
WORD = re.compile(r"\w+")

LONGEST_JSON = 500_000  # characters
MOST_NODES = 5_000
DEEPEST_JSON = 100
LONGEST_VALUE = 500
# what schema.org calls articles, and what we do
KINDS = {
    "newsarticle": "article", "reportagenewsarticle": "article", "analysisnewsarticle": "article",
    "opinionnewsarticle": "article", "backgroundnewsarticle": "article", "reviewnewsarticle": "article",
    "blogposting": "blog post", "liveblogposting": "blog post", "article": None, "report": None,
    "scholarlyarticle": None, "socialmediaposting": None, "discussionforumposting": None, "webpage": None,
}  # fmt: skip
META_DATES = (
    "article:published_time", "og:published_time", "datepublished", "dc.date.issued", "dcterms.issued", "dc.date",
    "dcterms.date", "dc.date.created", "dcterms.created", "citation_publication_date", "parsely-pub-date", "sailthru.date", "date",
    "pubdate", "publishdate", "publish-date", "publication_date", "og:article:published_time",
)  # fmt: skip
META_AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "citation_author", "parsely-author", "byl")
META_PUBLISHERS = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "citation_journal_title")
# "published", "entry-date": what a <time> in an article is the time of
PUBLISHED = re.compile(
    r"(?:^|[\s_-])(?:dt-published|published|entry-date|pubdate|post-date|date-published)(?:$|[\s_-])", re.I
)

Tag = tuple[Token, str | None]


def said_by(markup: str, stated: list[Tag], stretches: Iterable[Stretch]) -> tuple[dict[str, str], list[str]]:
    """Return what a page states of itself, and sentences about what it states twice."""
    tags = [(token, place, attributes_of(token.attributes)) for token, place in stated]
    metas = _metas(tags)
    articles, problems = _articles(markup, tags)
    article = articles[0] if len(articles) == 1 else {}
    publisher = _name(article.get("publisher")) or _first(metas, META_PUBLISHERS)
    headings = [each for each in stretches if each.kind == "heading" and each.level == 1 and not each.part]
    in_text = [each.words for each in headings if each.place in TEXT and each.words != publisher]
    title = _text(article.get("headline")) or _first(metas, ("og:title", "headline"))
    title = title or (in_text[0] if len(in_text) == 1 else None) or _title(markup, tags)
    title = title or next((each.words for each in headings), None)
    title = title and title.rstrip("¶ ")  # the mark of a link to a heading
    said = {
        "title": _without_site(title, in_text, [each.words for each in headings], publisher),
        "author": _name(article.get("author")) or _person(metas),
        "publisher": publisher,
        "url": _address(article, metas, tags),
        "language": next(
            (each.get("lang") or each.get("xml:lang") for token, _, each in tags if token.name == "html"), None
        ),
        "kind": _kind(article),
    } | _date(article, metas, tags, problems)
    return {key: value for key, value in said.items() if value}, problems


def _metas(tags: list[tuple[Token, str | None, dict[str, str]]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for token, _, attributes in tags:
        value = " ".join(attributes.get("content", "").split())
        if token.name == "meta" and value and len(value) <= LONGEST_VALUE:
            for key in ("property", "name", "itemprop"):
                if key in attributes:
                    found.setdefault(attributes[key].strip().casefold(), []).append(value)
    return found


def _first(metas: dict[str, list[str]], names: Iterable[str]) -> str | None:
    return next((metas[name][0] for name in names if name in metas), None)


def _person(metas: dict[str, list[str]]) -> str | None:
    """Return the authors in <meta>; an address of a profile is no name."""
    for name in META_AUTHORS:
        people = [each for each in metas.get(name, []) if "://" not in each]
        if people:
            return ", ".join(dict.fromkeys(people))
    return None


def _title(markup: str, tags: list[tuple[Token, str | None, dict[str, str]]]) -> str | None:
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
    words = WORD.findall(title.casefold())
    parts = [WORD.findall(part.casefold()) for part in SEAM.split(title)]
    for heading in headings:
        if len(parts) > 1 and WORD.findall(heading.casefold()) == parts[0]:
            return " ".join(heading.split())
    for heading in in_text:
        there = WORD.findall(heading.casefold())
        if there and len(parts) > 1 and (there in parts or words[: len(there)] == there):
            return " ".join(heading.split())
    if publisher and len(parts) > 1 and parts[-1] == WORD.findall(publisher.casefold()):
        *_, seam = SEAM.finditer(title)
        return title[: seam.start()]
    return title


def _address(
    article: dict[str, Any], metas: dict[str, list[str]], tags: list[tuple[Token, str | None, dict[str, str]]]
) -> str | None:
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


def _kind(article: dict[str, Any]) -> str | None:
    kinds = [KINDS.get(each.casefold()) for each in _types(article)]
    return next((kind for kind in kinds if kind), None)


def _date(
    article: dict[str, Any],
    metas: dict[str, list[str]],
    tags: list[tuple[Token, str | None, dict[str, str]]],
    problems: list[str],
) -> dict[str, str | None]:
    """Return the date of publication and where it stands: that of the first standard that has one."""
    times = [
        each["datetime"]
        for token, place, each in tags
        if token.name == "time" and "datetime" in each and _is_published(place, each)
    ]
    standards: tuple[tuple[str, list[Any]], ...] = (
        ("JSON-LD", [article.get("datePublished")]),
        *(("meta tag", metas.get(name, [])) for name in META_DATES),
        ("time element", times),
    )
    for basis, values in standards:
        dates = list(dict.fromkeys(date for value in values if (date := _day(value))))
        if len(dates) == 1:
            return {"date": dates[0], "date_basis": basis}
        if dates:
            problems.append(
                f"the {basis} gives several dates of publication ({', '.join(dates[:4])}); declare published_date"
            )
            return {}
    return {}


def _is_published(place: str | None, attributes: dict[str, str]) -> bool:
    if place not in TEXT:
        return False
    stated = "pubdate" in attributes or attributes.get("itemprop", "").casefold() == "datepublished"
    return stated or bool(PUBLISHED.search(attributes.get("class", "")))


def _day(value: Any) -> str | None:
    match = DATE.match(value) if isinstance(value, str) else None
    return match[1] if match else None


# JSON-LD: any shape of JSON, of which only what is asked for is looked at


def _articles(
    markup: str, tags: list[tuple[Token, str | None, dict[str, str]]]
) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the articles that the JSON-LD of a page speaks of, each once, and what could not be read."""
    found: list[dict[str, Any]] = []
    problems: list[str] = []
    for token, _, attributes in tags:
        if (
            token.name != "script"
            or attributes.get("type", "").split(";")[0].strip().casefold() != "application/ld+json"
        ):
            continue
        end = ENDS["script"].search(markup, token.end)
        words = markup[token.end : end.start() if end else token.end]
        try:
            found += [node for node in _nodes(_json(words)) if set(map(str.casefold, _types(node))) & KINDS.keys()]
        except (ValueError, RecursionError):
            problems.append(
                "the JSON-LD of this page cannot be read; declare its published_date and creator if it has them"
            )
    articles = [each for each in found if "webpage" not in map(str.casefold, _types(each))]
    return _distinct(articles) or [each for each in found if "datePublished" in each][:1], problems


def _json(words: str) -> Any:
    """Return JSON, with the line ends in its strings that many pages have."""
    words = (
        words.strip().removeprefix("<!--").removesuffix("-->").removeprefix("//<![CDATA[").removesuffix("//]]>").strip()
    )
    if len(words) > LONGEST_JSON:
        raise ValueError("too long")
    return json.loads(words, strict=False) if words else None


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the things that JSON-LD speaks of at its top: of a list, of a @graph, and what the page is about."""
    waiting, seen = [value], 0
    while waiting and seen < MOST_NODES:
        here, seen = waiting.pop(0), seen + 1
        if isinstance(here, list):
            waiting[:0] = here[:MOST_NODES]
        elif isinstance(here, dict):
            yield here
            waiting += [here[key] for key in ("@graph", "mainEntity") if key in here]


def _types(node: dict[str, Any]) -> list[str]:
    held = node.get("@type")
    held = held if isinstance(held, list) else [held]
    return [each.rsplit("/", 1)[-1] for each in held[:20] if isinstance(each, str)]


def _distinct(articles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the articles without those that say again what one before them says."""
    found: dict[tuple[str | None, str | None], dict[str, Any]] = {}
    for each in articles:
        found.setdefault((_text(each.get("headline")), _day(each.get("datePublished"))), each)
    return list(found.values())


def _name(value: Any) -> str | None:
    """Return the name of a person or an organisation, or of several."""
    held = value if isinstance(value, list) else [value]
    names = [_text(each.get("name") if isinstance(each, dict) else each) for each in held[:50]]
    return ", ".join(dict.fromkeys(name for name in names if name and "://" not in name)) or None


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if len(value) == 1 else None
    words = " ".join(resolved(value).split()) if isinstance(value, str) else ""
    return words if 0 < len(words) <= LONGEST_VALUE else None
