"""Front matter: the few lines of YAML between two lines of `---` at the top of a Markdown file.

Values stay what is printed: a date is its words, `no` is "no", and a number is a number only if it can be
printed back as it stood. Aliases and repeated keys are refused: a value is in one place, none hides another.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import yaml

# "---", a line that is not empty, whatever, "---" or "..."
FENCED = re.compile(
    r"---[ \t]*(?:\r\n?|\n)(?=[^\r\n]*\S)"
    r"(?P<yaml>(?:(?!(?:---|\.\.\.)[ \t]*(?:[\r\n]|\Z))[^\r\n]*(?:\r\n?|\n))*)"
    r"(?:---|\.\.\.)[ \t]*(?=[\r\n]|\Z)"
)
# "title:", "published date: …", "# a comment above the first key"
KEY = re.compile(r"(?:#[^\r\n]*[\r\n]+)*[\"']?[A-Za-z_][\w .-]{0,40}[\"']?[ \t]*:(?:\s|\Z)")
# an empty line: prose between two separators has them, broken front matter hardly ever
EMPTY_LINE = re.compile(r"(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)")
# 2016, -3, 0.5: as YAML 1.2 writes them
NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,14})?")

LONGEST = 65_536  # characters; longer stretches between two separators are text


class FrontMatter(NamedTuple):
    """The values, where the block ends (its closing line included), and what is wrong with it, or None."""

    values: dict[str, Any]
    end: int
    fault: str | None = None


def read(text: str, start: int = 0) -> FrontMatter | None:
    """Return the front matter that begins at `start`, or None where the text begins there."""
    if not text.startswith("---", start):
        return None
    match = FENCED.match(text, start, start + LONGEST)
    if match is None:
        return None
    try:
        values = _value(yaml.compose(match["yaml"], yaml.BaseLoader), set())
    except (yaml.YAMLError, RecursionError) as error:
        return _broken(match, error)
    return FrontMatter(values, match.end()) if isinstance(values, dict) else None


def _broken(match: re.Match[str], error: Exception) -> FrontMatter | None:
    """Return front matter without values if it was meant as such; prose between two separators is not."""
    if not KEY.match(match["yaml"]) or EMPTY_LINE.search(match["yaml"]):
        return None
    why = getattr(error, "problem", None) or "it is nested too deep or holds characters that YAML has not"
    return FrontMatter({}, match.end(), f"the front matter cannot be read as YAML ({why}); mend it in the source")


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
