"""What a page says of itself in JSON-LD (schema.org): any shape of JSON, of which only what is asked for is looked at."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from ingest.formats.html.tokens import resolved

# "2019-03-12T10:00:00+00:00", "2019-03", "2019-03-12 10:00"; not "0001-01-01", nor the beginning of Unix time
DATE = re.compile(r"\s*([12]\d{3}(?:-\d\d(?:-\d\d)?)?)(?!\d|-\d|/)(?<!^1970-01-01)")
LONGEST = 500_000  # characters
MOST_NODES = 5_000
LONGEST_VALUE = 500  # characters
# what schema.org calls articles, and what we do
KINDS = {
    "newsarticle": "article", "reportagenewsarticle": "article", "analysisnewsarticle": "article",
    "opinionnewsarticle": "article", "backgroundnewsarticle": "article", "reviewnewsarticle": "article",
    "blogposting": "blog post", "liveblogposting": "blog post", "article": None, "report": None,
    "scholarlyarticle": None, "socialmediaposting": None, "discussionforumposting": None, "webpage": None,
}  # fmt: skip

UNREAD = "the JSON-LD of this page cannot be read; declare its published_date and creator if it has them"


def articles(scripts: Iterable[str]) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the articles that the JSON-LD of a page speaks of, each once, and what could not be read."""
    found: list[dict[str, Any]] = []
    problems: list[str] = []
    for words in scripts:
        try:
            found += [node for node in _nodes(_json(words)) if set(map(str.casefold, types(node))) & KINDS.keys()]
        except (ValueError, RecursionError):
            problems.append(UNREAD)
    told = [each for each in found if "webpage" not in map(str.casefold, types(each))]
    return _distinct(told) or [each for each in found if "datePublished" in each][:1], list(dict.fromkeys(problems))


def kind(article: dict[str, Any]) -> str | None:
    """Return what an article is, where its type says more than that."""
    kinds = [KINDS.get(each.casefold()) for each in types(article)]
    return next((each for each in kinds if each), None)


def _json(words: str) -> Any:
    """Return JSON, with the line ends in its strings that many pages have."""
    words = (
        words.strip().removeprefix("<!--").removesuffix("-->").removeprefix("//<![CDATA[").removesuffix("//]]>").strip()
    )
    if len(words) > LONGEST:
        raise ValueError("too long")
    return json.loads(words, strict=False) if words else None


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the things that JSON-LD speaks of at its top: of a list, of a @graph, and what the page is about."""
    waiting, seen = [value], 0
    while waiting and seen < MOST_NODES:
        here, seen = waiting.pop(0), seen + 1
        if isinstance(here, list):
            waiting = [*here[:MOST_NODES], *waiting][:MOST_NODES]
        elif isinstance(here, dict):
            yield here
            waiting += [here[key] for key in ("@graph", "mainEntity") if key in here]


def types(node: dict[str, Any]) -> list[str]:
    """Return what a thing is: the last parts of the addresses of its types."""
    held = node.get("@type")
    held = held if isinstance(held, list) else [held]
    return [each.rsplit("/", 1)[-1] for each in held[:20] if isinstance(each, str)]


def _distinct(articles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the articles without those that say again what one before them says."""
    found: dict[tuple[str | None, str | None], dict[str, Any]] = {}
    for each in articles:
        found.setdefault((text(each.get("headline")), day(each.get("datePublished"))), each)
    return list(found.values())


def name(value: Any) -> str | None:
    """Return the name of a person or an organisation, or of several."""
    held = value if isinstance(value, list) else [value]
    names = [text(each.get("name") if isinstance(each, dict) else each) for each in held[:50]]
    return ", ".join(dict.fromkeys(each for each in names if each and "://" not in each)) or None


def text(value: Any) -> str | None:
    """Return words, where a value is words, or a list of one."""
    if isinstance(value, list):
        value = value[0] if len(value) == 1 else None
    words = " ".join(resolved(value).split()) if isinstance(value, str) else ""
    return words if 0 < len(words) <= LONGEST_VALUE else None


def day(value: Any) -> str | None:
    """Return the day, month or year that a date in ISO 8601 begins with."""
    match = DATE.match(value) if isinstance(value, str) else None
    return match[1] if match else None
