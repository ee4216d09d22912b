"""YAML to declarations: what is wrong is said with its file, its line, its key and its remedy."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from ingest.declarations.mistakes import sentence, upwards
from ingest.errors import DeclarationError

Declared = TypeVar("Declared", bound=msgspec.Struct)

LARGEST = 4_000_000  # bytes of YAML that a person may have written
DEEPEST = 20  # mappings and lists within one another; a declaration has five
MEND = "mend the line, and put text with a colon in quotes"
LINE_ABOVE = (
    "mend this line or the one above: a blank behind the colon of a key, text with a colon in quotes, "
    "keys of one level under one another"
)
# what YAML says of a line, and how it is mended
MENDS = {
    "'\\t'": "a tab stands there; write blanks",
    "cannot start any token": "put the text in quotes",
    "escape character": "put the text in single quotes, in which a backslash is a backslash",
    "mapping values": LINE_ABOVE,
    "expected ':'": LINE_ABOVE,
    "<block end>": "mend this line or one above: close quotes, and begin keys of one level under one another",
}
# "\0", "\ud800": YAML can spell them, no text has them
STRANGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def load(path: Path, kind: type[Declared]) -> Declared:
    """Read one YAML file as `kind`. Raises DeclarationError with file, line, key and remedy."""
    lines: dict[str, int] = {}
    node = _compose(path)
    if node is None:
        keys = kind.__struct_fields__
        first = "title" if "title" in keys else keys[0]
        raise DeclarationError(f"{path}: it is empty; write at least a `{first}:`, or remove the file.")
    data = _plain(node, "", lines, path)
    if not isinstance(data, dict):
        raise DeclarationError(f"{path}: it holds no `key: value` lines; see docs/declarations.md for an example.")
    try:
        return msgspec.convert(data, kind, strict=False)
    except msgspec.ValidationError as error:
        raise DeclarationError(f"{path}: {sentence(str(error), kind, data, lines)}") from None


def line_of(path: Path, place: str) -> int:
    """Return the line on which a place of a file stands, as `roles[0].person`, or the nearest above it that is written."""
    lines: dict[str, int] = {}
    node = _compose(path)
    if node is not None:
        _plain(node, "", lines, path)
    return next((lines[part] for part in upwards(f".{place}") if part in lines), 1)


def _compose(path: Path) -> yaml.Node | None:
    try:
        if path.stat().st_size > LARGEST:
            raise DeclarationError(f"{path}: it is larger than {LARGEST:,} bytes, which no declaration is.")
        text = path.read_bytes().decode("utf-8-sig")
        return _node(text, path)
    except OSError as error:
        raise DeclarationError(f"{path}: it cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError as error:
        raise DeclarationError(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8.") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"line {mark.line + 1}: " if mark else ""
        raise DeclarationError(
            f"{path}: {where}not valid YAML ({error.problem or error.context}); {_mend(error.problem or '')}."
        ) from None
    except yaml.YAMLError as error:
        raise DeclarationError(f"{path}: not valid YAML ({error}).") from None


def _node(text: str, path: Path) -> yaml.Node | None:
    """Return what YAML is made of. libyaml is ten times as fast, and the reader in Python says better what is wrong."""
    try:
        _look_through(text, path, yaml.CBaseLoader)
        return yaml.compose(text, yaml.CBaseLoader)
    except yaml.YAMLError:
        _look_through(text, path, yaml.BaseLoader)
        return yaml.compose(text, yaml.BaseLoader)


def _look_through(text: str, path: Path, loader: Any) -> None:
    """Refuse what would blow up when it is read: aliases, and brackets within brackets without end."""
    depth = 0
    for event in yaml.parse(text, loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise DeclarationError(
                f"{path}: line {line}: anchors and aliases (&, *) are not read; write the value out."
            )
        if depth > DEEPEST:
            raise DeclarationError(
                f"{path}: line {line}: it is nested too deeply to be a declaration; mend the brackets."
            )


def _mend(problem: str) -> str:
    """Return what to do about what is wrong with the YAML."""
    return next((remedy for said, remedy in MENDS.items() if said in problem), MEND)


def _plain(node: yaml.Node, place: str, lines: dict[str, int], path: Path) -> Any:
    """Return a node as strings, lists and mappings, noting the line of each place. YAML's own types are not guessed."""
    lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(each, f"{place}[{n}]", lines, path) for n, each in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        if STRANGE.search(node.value):
            line = node.start_mark.line + 1
            raise DeclarationError(
                f"{path}: line {line}: {place.lstrip('.')}: it holds control characters; take them out."
            )
        return node.value
    found: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise DeclarationError(f"{path}: line {line}: a key must be a word.")
        if key.value in found:
            raise DeclarationError(f"{path}: line {line}: `{key.value}` stands twice; keep one.")
        lines[f"{place}.{key.value}"] = line
        found[key.value] = _plain(value, f"{place}.{key.value}", lines, path)
    return found
