"""What is wrong with a declaration, in words that whoever wrote it can act on: which key, which value, what to write instead."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal, get_args, get_origin

import msgspec

from ingest.declarations.values import LOOKS

# msgspec ends its sentences with the place: "… - at `$.hints.posts[0]`"
PLACE = re.compile(r" - at `\$([^`]*)`$")
UNKNOWN = "Object contains unknown field "
STEP = re.compile(r"\.(\w+)|\[(\d+)\]|\[\.\.\.\]")
# "until: there is no such date as 2017-02-30"
OF_A_KEY = re.compile(r"(?P<key>[a-z_]+): (?P<fault>.*)", re.DOTALL)
# what msgspec says of a value, and what is said here of it; `{0}` is what its brackets hold
FAULTS = (
    (re.compile(r"Object missing required field `(.*)`"), "`{0}` is missing; add a line `{0}: …`"),
    (re.compile(r"Expected `array.*"), "it must be a list; write `[one, two]`, or a line with `- ` for each"),
    (re.compile(r"Expected `object.*"), "it must be an object, of `key: value` lines; write those below it"),
    (re.compile(r"Expected `str.*got `(?:array|object)`"), "it must be words, not a list or lines of keys"),
    (re.compile(r"Expected `str` of length <= (\d+)"), "it is longer than {0} signs; shorten it"),
    (re.compile(r"Expected `(?:float|int).*got .*"), "it must be a number, as 51.4979 or 2016"),
    (re.compile(r"Expected `(?:float|int)` >= ([-\d]+).*"), "it must be {0} or more"),
    (re.compile(r"Expected `(?:float|int)` <= ([-\d]+).*"), "it must be {0} or less"),
)
LONGEST = 60  # signs of a value that are said again
DEEPEST, MOST_PLACES = 1, 3  # keys above one that stands elsewhere; places that are named
EMPTY = ("", "~", "null", "Null", "NULL")
# what people call a key that has another name here
MEANT = {
    **dict.fromkeys(("date", "pubdate", "published", "when"), ("published_date", "made_date", "from_date")),
    **dict.fromkeys(("author", "authors", "by", "byline", "writer"), ("creator", "made_by")),
    **dict.fromkeys(("link", "href", "uri", "address", "website", "web", "source"), ("url", "file")),
    **dict.fromkeys(("type", "format", "category", "genre"), ("kind",)),
    **dict.fromkeys(("name", "headline", "heading", "label"), ("title", "name")),
    **dict.fromkeys(("path", "filename", "files", "document"), ("file",)),
    **dict.fromkeys(("hash", "checksum", "digest", "sha", "sha_256"), ("sha256",)),
    **dict.fromkeys(("rights", "copyright", "license", "terms"), ("licence",)),
    **dict.fromkeys(("country", "phone_region"), ("region",)),
    **dict.fromkeys(("accessed", "downloaded", "fetched", "captured"), ("retrieved_date",)),
    **dict.fromkeys(("redact", "redactions", "redacted", "hide", "private", "remove"), ("withhold",)),
    **dict.fromkeys(("errata", "fixes", "misprints"), ("corrections",)),
    **dict.fromkeys(("persons", "names"), ("people",)),
    **dict.fromkeys(("orgs", "bodies", "groups"), ("organisations",)),
    **dict.fromkeys(("venues", "locations", "sites"), ("places",)),
    **dict.fromkeys(("lng", "lon"), ("longitude",)),
    **dict.fromkeys(("start", "since", "begins"), ("from_date",)),
    **dict.fromkeys(("end", "ends"), ("to_date",)),
    **dict.fromkeys(("old", "wrong", "is"), ("before",)),
    **dict.fromkeys(("new", "right", "should_be"), ("after",)),
    **dict.fromkeys(("why", "because"), ("reason",)),
    **dict.fromkeys(("regex", "regexp", "words", "text", "match"), ("pattern", "quote")),
    **dict.fromkeys(("accuser", "claimant", "who"), ("made_by",)),
    **dict.fromkeys(("post", "paragraph"), ("passage",)),
}  # fmt: skip


def sentence(message: str, kind: type[msgspec.Struct], data: Any, lines: dict[str, int]) -> str:
    """Return what msgspec says of `data`, which is no `kind`, with its line, its key and a remedy; `lines` are those of places."""
    match = PLACE.search(message)
    place = match.group(1) if match else ""
    fault = PLACE.sub("", message)
    # a key may be made to read like the end of a sentence of msgspec: it is looked for in the data
    unknown = next(_unknown(data, kind, ""), None) if fault.startswith(UNKNOWN) else None
    if unknown:
        place, key = unknown
        line = lines.get(f"{place}.{key}", 1)
        return f"line {line}: {f'unknown key `{_short(key)}`' if key.strip() else 'a key is empty'}; {_remedy(key, kind, place)}"
    own = OF_A_KEY.fullmatch(fault)
    if own:
        place, fault = f"{place}.{own['key']}", own["fault"]
    else:
        fault = _fault(fault, _type_at(kind, place), _value_at(data, place))
    line = next((lines[part] for part in upwards(place) if part in lines), 1)
    key = place.lstrip(".") or "the file"
    return f"line {line}: {key}: {fault[0].lower()}{fault[1:]}; see docs/declarations.md."


def _unknown(data: Any, kind: Any, place: str) -> Iterator[tuple[str, str]]:
    """Yield the keys that a type does not have, each with its place."""
    if isinstance(data, list):
        for n, each in enumerate(data):
            yield from _unknown(each, kind, f"{place}[{n}]")
    elif isinstance(data, dict):
        known = _keys(kind)
        for key, value in data.items():
            if key in known:
                yield from _unknown(value, _type_at(kind, f".{key}"), f"{place}.{key}")
            elif known:
                yield place, key


def _remedy(key: str, kind: type[msgspec.Struct], place: str) -> str:
    """Return what to do about an unknown key: the one that is meant, where it belongs, or all that are known."""
    here = _type_at(kind, place)
    known = _keys(here)
    named = _meant(key, known)
    if named:
        return f"did you mean {' or '.join(f'`{each}`' for each in named)}?"
    below = [*_above(here, key)]
    if 0 < len(below) <= MOST_PLACES:
        return f"it belongs below {' or '.join(below)}, further to the right."
    if here is not kind and key in _keys(kind):
        return "it stands too far to the right; begin it where `title:` begins."
    near = difflib.get_close_matches(_plain(key), known, 1)
    if near:
        return f"did you mean `{near[0]}`?"
    return f"known keys: {', '.join(known)}."


def _above(kind: Any, key: str, deep: int = 0) -> Iterator[str]:
    """Yield the keys below which another may stand, those of two lines one below the other as "`hints:` and there `editions:`"."""
    for name in _keys(kind):
        within = _type_at(kind, f".{name}")
        if key in _keys(within):
            yield f"`{name}:`"
        elif deep < DEEPEST:
            yield from (f"`{name}:` and there {each}" for each in _above(within, key, deep + 1))


def _meant(key: str, known: Sequence[str]) -> list[str]:
    """Return the keys that are meant by one that is not known: by another spelling, another name, or a part."""
    plain = _plain(key)
    if plain in known:
        return [plain]
    named = [each for each in MEANT.get(plain, ()) if each in known]
    parts = [each for each in known if plain in each.split("_") or (len(plain) > 2 and each.startswith(plain))]
    return named[:1] or parts


def _plain(key: str) -> str:
    return re.sub(r"[\s-]+", "_", key.strip().lower())


def _fault(fault: str, kind: Any, value: Any) -> str:
    """Return in words what is wrong with a value that should be of a type."""
    looks = next((words for pattern, words in LOOKS.items() if f"'{pattern}'" in fault.replace("\\\\", "\\")), None)
    if value in EMPTY:
        return f"it is empty; {looks or 'write it'}, or take the key out (what stands behind ` #` is a comment)"
    if looks:
        return f"`{_short(value)}` does not fit; {looks}"
    if fault.startswith("Invalid enum value"):
        known = [str(each) for each in _choices(kind)]
        near = difflib.get_close_matches(str(value).lower(), known, 1)
        chosen = near or [each for each in known if str(value).lower() in each.split()][:1]
        remedy = f"did you mean `{chosen[0]}`? It is one of" if chosen else "write one of"
        return f"`{_short(value)}` is not known; {remedy} {', '.join(known)}"
    for pattern, words in FAULTS:
        said = pattern.fullmatch(fault)
        if said:
            return words.format(*said.groups())
    return fault


def _short(value: Any) -> str:
    words = str(value)
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"


def upwards(place: str) -> list[str]:
    """Return a place and those that hold it, from the innermost out: `.roles[0].person`, `.roles[0]`, `.roles` and the file."""
    steps = [match.end() for match in STEP.finditer(place)]
    return [place[:end] for end in reversed(steps)] + [""]


def _value_at(data: Any, place: str) -> Any:
    """Return what stands at a place; None where nothing does."""
    for name, index in STEP.findall(place):
        if name and isinstance(data, dict):
            data = data.get(name)
        elif index and isinstance(data, list) and int(index) < len(data):
            data = data[int(index)]
        else:
            return None
    return data


def _type_at(kind: Any, place: str) -> Any:
    """Return the type of a place: `.hints.posts[0]` of a Declaration gives that of a PostHint."""
    for name, *_ in STEP.findall(place):
        if name:
            kind = next((field.type for field in msgspec.structs.fields(kind) if field.encode_name == name), None)
        args = [arg for arg in get_args(kind) if arg not in (type(None), Ellipsis)]
        kind = args[0] if args and get_origin(kind) is not Literal else kind
    return kind


def _keys(kind: Any) -> list[str]:
    is_mapping = isinstance(kind, type) and issubclass(kind, msgspec.Struct)
    return [field.encode_name for field in msgspec.structs.fields(kind)] if is_mapping else []


def _choices(kind: Any) -> Iterator[Any]:
    """Yield what a value may be, of a type that lists it."""
    for arg in get_args(kind):
        if get_origin(kind) is Literal:
            yield arg
        else:
            yield from _choices(arg)
