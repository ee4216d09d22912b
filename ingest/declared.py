"""YAML to declarations: what is wrong is said with its file, its line, its key and its remedy."""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from ingest.errors import DeclarationError

Declared = TypeVar("Declared", bound=msgspec.Struct)

LARGEST = 4_000_000  # bytes of YAML that a person may have written
DEEPEST = 20  # mappings and lists within one another; a declaration has five
# msgspec ends its sentences with the place: "… - at `$.hints.posts[0]`"
PLACE = re.compile(r" - at `\$([^`]*)`$")
UNKNOWN = re.compile(r"unknown field `([^`]*)`")
STEP = re.compile(r"\.(\w+)|\[(\d+)\]|\[\.\.\.\]")
# "until: there is no such date as 2017-02-30"
OF_A_KEY = re.compile(r"(?P<key>[a-z_]+): (?P<fault>.*)", re.DOTALL)
# "\0", "\ud800": YAML can spell them, no text has them
STRANGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def load(path: Path, kind: type[Declared]) -> Declared:
    """Read one YAML file as `kind`. Raises DeclarationError with file, line, key and remedy."""
    lines: dict[str, int] = {}
    data = _plain(_compose(path), "", lines, path)
    if not isinstance(data, dict):
        raise DeclarationError(f"{path}: it holds no `key: value` lines; see docs/declarations.md for an example.")
    try:
        return msgspec.convert(data, kind, strict=False)
    except msgspec.ValidationError as error:
        raise DeclarationError(_sentence(path, str(error), kind, lines)) from None


def _compose(path: Path) -> yaml.Node:
    try:
        if path.stat().st_size > LARGEST:
            raise DeclarationError(f"{path}: it is larger than {LARGEST:,} bytes, which no declaration is.")
        text = path.read_bytes().decode("utf-8-sig")
        node = _node(text, path)
    except OSError as error:
        raise DeclarationError(f"{path}: it cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError as error:
        raise DeclarationError(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8.") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"line {mark.line + 1}: " if mark else ""
        raise DeclarationError(
            f"{path}: {where}not valid YAML ({error.problem or error.context}); mend the line, and put text with a colon in quotes."
        ) from None
    except yaml.YAMLError as error:
        raise DeclarationError(f"{path}: not valid YAML ({error}).") from None
    if node is None:
        raise DeclarationError(f"{path}: it is empty; write at least a `title:`, or remove the file.")
    return node


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


def _sentence(path: Path, message: str, kind: type[msgspec.Struct], lines: dict[str, int]) -> str:
    match = PLACE.search(message)
    place = match.group(1) if match else ""
    fault = PLACE.sub("", message)
    unknown = UNKNOWN.search(fault)
    if unknown:
        known = _fields_at(kind, place)
        near = difflib.get_close_matches(unknown.group(1), known, 1)
        remedy = f"did you mean `{near[0]}`?" if near else f"known keys: {', '.join(known)}."
        line = lines.get(f"{place}.{unknown.group(1)}", 1)
        return f"{path}: line {line}: unknown key `{unknown.group(1)}`; {remedy}"
    own = OF_A_KEY.fullmatch(fault)
    if own:
        place, fault = f"{place}.{own['key']}", own["fault"]
    line = next((lines[part] for part in _upwards(place) if part in lines), 1)
    key = place.lstrip(".") or "the file"
    return f"{path}: line {line}: {key}: {fault[0].lower()}{fault[1:]}; see docs/declarations.md."


def _upwards(place: str) -> list[str]:
    steps = [match.end() for match in STEP.finditer(place)]
    return [place[:end] for end in reversed(steps)] + [""]


def _fields_at(kind: Any, place: str) -> list[str]:
    """Return the keys that are known at a place: `.hints.posts[0]` of a Declaration gives those of a PostHint."""
    for name, *_ in STEP.findall(place):
        if name:
            kind = next(field.type for field in msgspec.structs.fields(kind) if field.encode_name == name)
        args = [arg for arg in getattr(kind, "__args__", ()) if arg not in (type(None), Ellipsis)]
        kind = args[0] if args else kind
    return [field.encode_name for field in msgspec.structs.fields(kind)]
