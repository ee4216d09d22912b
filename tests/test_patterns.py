"""Patterns read alike in every Python that is supported, and in time that grows with the text."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from ingest.formats.html.tokens import attributes_of, tokens
from ingest.formats.xml_elements import read_elements
from tests.growth import assert_linear
from tests.site import ROOT

FILES = sorted(
    path for path in (*ROOT.glob("ingest/**/*.py"), *ROOT.glob("plugins/*.py")) if path.name != "__main__.py"
)
SINGLE = (codes.LITERAL, codes.NOT_LITERAL, codes.IN, codes.ANY, codes.CATEGORY)
# ")*+", "){0,3}+": a group that is never given back
POSSESSIVE = re.compile(r"\)(?:[*+?]|\{\d*,?\d*\})\+")


def _possessive_groups(parsed: Any) -> Iterator[Any]:
    """Yield what is repeated possessively in a parsed pattern and is more than one sign."""
    if isinstance(parsed, tuple) and parsed[:1] == (codes.POSSESSIVE_REPEAT,):
        inner = list(parsed[1][2])
        if len(inner) != 1 or inner[0][0] not in SINGLE:
            yield inner
    if isinstance(parsed, (tuple, list, parser.SubPattern)):
        for each in parsed:
            yield from _possessive_groups(each)


def _patterns(value: Any) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from _patterns(list(value.values()))
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _patterns(each)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_group_is_possessive(path: Path) -> None:
    """Python before 3.11.5 takes wrong matches for possessive groups (python/cpython#106052); single signs are read rightly."""
    module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    for name, value in vars(module).items():
        for pattern in _patterns(value):
            assert not list(_possessive_groups(parser.parse(pattern.pattern, pattern.flags))), name
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert not POSSESSIVE.search(node.value), f"line {node.lineno}"


@pytest.mark.parametrize(
    ("pattern", "found"),
    [("a*+", 0), ("[^b]++", 0), ("(?:ab)*+", 1), ("(a)?+", 1), ("x(?:y(?:ab|c)++)", 1), ("(?>ab*)", 0)],
)
def test_such_a_group_is_seen(pattern: str, found: int) -> None:
    """The look at patterns tells a group from a sign, at any depth."""
    assert len(list(_possessive_groups(parser.parse(pattern)))) == found


HOSTILE = ["<a x ", '<a x="y" ', '<a "', "<a '", '<a x="', "<a =", "<a ", "<", '"', "<a x=y/", '<a x="<"', "</a "]


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("head", ["", "<a "], ids=["", "in a tag"])
def test_tags_that_nothing_closes_take_linear_time(head: str, hostile: str) -> None:
    """Two hundred thousand characters of tags without an end are read in time that grows with them."""
    assert_linear(lambda size: list(tokens(head + hostile * (size // len(hostile)))), 50_000)
    assert_linear(lambda size: read_elements(head + hostile * (size // len(hostile)), frozenset()), 50_000)


@pytest.mark.parametrize("count", [3, 4_999, 5_000, 5_001, 12_000])
def test_a_tag_of_many_attributes(count: int) -> None:
    """However many attributes a tag has, it ends where it ends; where the file ends first, it is no tag."""
    words = "".join(f' a{n}="{n}>"' for n in range(count))
    first, second = tokens(f"x<p{words}>y<b>")
    assert (first.name, first.attributes, second.name) == ("p", words, "b")
    assert len(attributes_of(first.attributes)) == count
    assert [token.name for token in tokens(f"x<p{words}")] == [""]
