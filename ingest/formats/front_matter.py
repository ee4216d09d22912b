"""Front matter: the lines at the top of a Markdown file that say what it is, in any of the ways that site generators read.

YAML between two lines of `---`, TOML between two lines of `+++`, a JSON object, or "Title: …" lines without fences.
Values stay what is printed: a date is its words, `no` is "no", and a number is a number only if it can be
printed back as it stood. Aliases and repeated keys are refused: a value is in one place, none hides another.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

# "---", a line that is not empty, whatever, "---" or "..."
FENCED = re.compile(
    r"---[ \t]*(?:\r\n?|\n)(?=[^\r\n]*\S)"
    r"(?P<yaml>(?:(?!(?:---|\.\.\.)[ \t]*(?:[\r\n]|\Z))[^\r\n]*(?:\r\n?|\n))*)"
    r"(?:---|\.\.\.)[ \t]*(?=[\r\n]|\Z)"
)
# "+++", whatever, "+++"
PLUSES = re.compile(
    r"\+\+\+[ \t]*(?:\r\n?|\n)(?P<toml>(?:(?!\+\+\+[ \t]*(?:[\r\n]|\Z))[^\r\n]*(?:\r\n?|\n))*)\+\+\+[ \t]*(?=[\r\n]|\Z)"
)
# "title:", "published date: …", "# a comment above the first key"
KEY = re.compile(r"(?:#[^\r\n]*[\r\n]+)*[\"']?[A-Za-z_][\w .-]{0,40}[\"']?[ \t]*:(?:\s|\Z)")
# "title = …", "# a comment", "[params]"
TOML_KEY = re.compile(r"(?:\s*#[^\r\n]*[\r\n]+)*\s*(?:\[?[\"']?[A-Za-z_][\w.-]{0,40}[\"']?\]?)[ \t]*[=\r\n]")
# an empty line: prose between two separators has them, broken front matter hardly ever
EMPTY_LINE = re.compile(r"(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)")
# 2016, -3, 0.5: as YAML 1.2 writes them
NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,14})?")
# "title: Kettles: a history", in broken YAML; the value begins with a letter or digit, or is quoted whole
PLAIN_LINE = re.compile(
    r"(?P<key>[A-Za-z_][\w.-]{0,40}):[ \t]+(?P<value>[^\W_][^\r\n]*|\"[^\"\\\r\n]*\"|'[^'\r\n]*')[ \t]*\Z"
)
# "Title: The kettle", "Tags:": a line of headers without fences
HEADER = re.compile(r"(?P<key>[A-Za-z][\w -]{0,30}?):(?:[ \t]+(?P<value>[^\r\n]*))?\Z")
# "comments = true": a line of another dialect among them
SETTING = re.compile(r"(?P<key>[A-Za-z][\w-]{0,30}) = (?P<value>[^\r\n]{1,60})\Z")
# "2014-08-01T15:36:40Z|title: …", "August Newsletter|Summary:…", "July|date: 2015-07-01": lines that have lost their ends; not "Update: 2015-07-01"
RUN_ON = re.compile(
    r"(?<=[\dZ\"'])(?=(?:[Tt]itle|[Dd]ate|[Mm]odified|[Ss]ummary|[Cc]ategory|[Tt]ags|[Ss]lug|[Aa]uthor):)|"
    r"(?<=[a-z])(?=(?:Title|Date|Modified|Summary|Category|Tags|Slug|Author):)|"
    r"(?<=[a-z])(?<!up)(?<!Up)(?=(?:date|modified):[ ]?(?:19|20)\d\d-\d\d-\d\d)"
)
# "\"A voice from the past\"", whole
QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")
LINE = re.compile(r"([^\r\n]*)(\r\n?|\n|\Z)")

LONGEST = 65_536  # characters; longer stretches between two separators are text
# the headers of MultiMarkdown and Pelican, two of which must be there; others may be, but for those of letters
HEADERS = frozenset((
    "title", "subtitle", "author", "authors", "date", "modified", "category", "categories", "tags", "tag", "slug", "summary",
    "description", "keywords", "lang", "language", "status", "template", "save_as", "url", "copyright", "affiliation", "css",
    "layout", "publisher", "type", "series", "translation", "revision", "version",
))  # fmt: skip
OF_LETTERS = frozenset(("from", "to", "cc", "bcc", "subject", "sent", "re", "dear"))
UNREADABLE = "it is nested too deep or holds characters that YAML has not"


class FrontMatter(NamedTuple):
    """The values, where the block ends (its closing line included), and what is wrong with it, or None."""

    values: dict[str, Any]
    end: int
    fault: str | None = None


def read(text: str, start: int = 0) -> FrontMatter | None:
    """Return the front matter that begins at `start`, or None where the text begins there."""
    if text.startswith("---", start):
        return _yaml(text, start)
    if text.startswith("+++", start):
        return _toml(text, start)
    return _json(text, start) if text.startswith("{", start) else _headers(text, start)


def _yaml(text: str, start: int) -> FrontMatter | None:
    match = FENCED.match(text, start, start + LONGEST)
    if match is None:
        return None
    try:
        values = _value(yaml.compose(match["yaml"], yaml.CBaseLoader), set())
    except (yaml.YAMLError, RecursionError) as error:
        return _broken(match, error)
    return FrontMatter(values, match.end()) if isinstance(values, dict) else None


def _broken(match: re.Match[str], error: Exception) -> FrontMatter | None:
    """Return what stands on lines of its own, if this was meant as front matter; prose between two separators is not."""
    if not KEY.match(match["yaml"]) or EMPTY_LINE.search(match["yaml"]):
        return None
    why = getattr(error, "problem", None) or UNREADABLE
    values = _plain_lines(match["yaml"])
    kept = f"; {', '.join(f'`{key}`' for key in values)} could be read" if values else ""
    return FrontMatter(
        values, match.end(), f"the front matter cannot be read as YAML ({why}){kept}; mend it in the source"
    )


def _plain_lines(words: str) -> dict[str, Any]:
    """Return the values that are certain in broken YAML: "key: words" on one line, with nothing hanging from it."""
    lines = words.splitlines()
    found: dict[str, list[str]] = {}
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if not line[:1].isalpha():
            continue
        match = PLAIN_LINE.match(line)
        certain = match is not None and " #" not in line and not below.startswith((" ", "\t", "- "))
        found.setdefault(line.split(":", 1)[0], []).append(match["value"] if match and certain else "")
    return {key: values[0].strip("\"'") for key, values in found.items() if len(values) == 1 and values[0]}


def _toml(text: str, start: int) -> FrontMatter | None:
    match = PLUSES.match(text, start, start + LONGEST)
    if match is None or (match["toml"].strip() and not TOML_KEY.match(match["toml"])):
        return None
    try:
        values = tomllib.loads(re.sub(r"\r\n?", "\n", match["toml"]))
    except (ValueError, RecursionError) as error:  # a TOMLDecodeError is a ValueError, as is a number too long
        why = str(error).splitlines()[0] if isinstance(error, tomllib.TOMLDecodeError) else "it is nested too deep"
        return FrontMatter({}, match.end(), f"the front matter cannot be read as TOML ({why}); mend it in the source")
    return FrontMatter({key: _printed(value) for key, value in values.items()}, match.end())


def _json(text: str, start: int) -> FrontMatter | None:
    """Return a JSON object with a title or a date at the top of a text that goes on below it."""
    words = text[start : start + LONGEST]
    try:
        values, end = json.JSONDecoder(object_pairs_hook=_once).raw_decode(words)
    except (ValueError, RecursionError):
        return None
    if not isinstance(values, dict) or not {"title", "date"} & values.keys() or words[end : end + 1].strip():
        return None
    return FrontMatter({key: _printed(value) for key, value in values.items()}, start + end)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _printed(value: Any) -> Any:
    """Return a value of TOML or JSON as it is printed: a date as words, `true` as "true"."""
    if isinstance(value, dict):
        return {key: _printed(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_printed(each) for each in value]
    if isinstance(value, bool):
        return str(value).lower()
    if value is None or isinstance(value, str | int | float):
        return value
    return str(value.isoformat())


def _headers(text: str, start: int) -> FrontMatter | None:
    """Return lines such as "Title: …" and "Date: …" at the top, ended by an empty line: MultiMarkdown, Pelican."""
    values: dict[str, Any] = {}
    last, end = "", start
    for match in LINE.finditer(text, start, min(len(text), start + LONGEST)):
        if not match[1].strip():
            break
        header = HEADER.match(match[1]) or (SETTING.match(match[1]) if last else None)
        if header and header["key"].casefold() not in OF_LETTERS and header["key"] not in values:
            last = header["key"]
            for key, value in _told(last, (header["value"] or "").strip()):
                last = key
                values[key] = value if key not in values else ""  # said twice: neither is taken
        elif last and match[1][0] in " \t":
            values[last] = f"{values[last]} {match[1].strip()}".strip()
        else:
            return None
        end = match.start() + len(match[1].rstrip())
    known = [key.casefold() for key in values if key.casefold() in HEADERS]
    return FrontMatter(_unquoted(values), end) if "title" in known and len(known) > 1 else None


def _told(key: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield what a line says, and what the lines say that have run on in it."""
    first, *others = RUN_ON.split(value) if ":" in value else [value]
    yield key, first.strip()
    for each in others:
        name, _, words = each.partition(":")
        yield name, words.strip()


def _unquoted(values: dict[str, Any]) -> dict[str, Any]:
    """Return values without the quotation marks around the whole of them."""
    return {
        key: found[1] or found[2] or "" if value[:1] in "\"'" and (found := QUOTED.fullmatch(value)) else value
        for key, value in values.items()
    }


def _value(node: yaml.Node | None, seen: set[int]) -> Any:
    if node is None or isinstance(node, yaml.ScalarNode):
        return _scalar(node) if node else None
    if id(node) in seen:
        raise yaml.constructor.ConstructorError(problem="it uses an alias")
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [_value(each, seen) for each in node.value]
    found: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise yaml.constructor.ConstructorError(problem="a key is not a word")
        if key.value in found:
            raise yaml.constructor.ConstructorError(problem=f"the key `{key.value}` stands twice")
        found[key.value] = _value(value, seen)
    return found


def _scalar(node: yaml.ScalarNode) -> str | int | float:
    words: str = node.value
    if node.style or not NUMBER.fullmatch(words):
        return words
    number = float(words) if "." in words else int(words)
    return number if str(number) == words else words
