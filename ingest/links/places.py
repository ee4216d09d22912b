"""Places: the venue of each event, as declared in archive.yml or, failing that, as the source prints it.

An event is linked to a declared place only if one place alone fits. Nothing is located here: coordinates come from
declarations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ingest.declarations import archive, curated
from ingest.declarations.curated import Place
from ingest.grammar.postcodes import find_postcode, normalised
from ingest.grammar.venues import VENUE
from ingest.ids import join, slug
from ingest.records.events import Event

# the line ends and commas between the parts of an address
BETWEEN = re.compile(r"\s*[,;\r\n|]\s*|\s+[–—-]\s+")
# "25", "12-14a": a house number that stands in a part of its own
NUMBER = re.compile(r"\d+[a-zA-Z]?(?:[-–]\d+[a-zA-Z]?)?")
# "Town Hall", "Committee Room 3": venues that many towns and buildings have
COMMON = re.compile(
    r"(?i:(?:the|main|small|large|great|first|second|third|ground|old|new|lower|upper|city|town|village|county|civic|council"
    r"|church|parish|school|community|conference|committee|meeting|lecture|court|court-?house|tribunal|head|regional|union"
    r"|branch|sports|arts|leisure|shopping|health|student|students|public|central|local|high|market|hall|room|centre|"
    r"center|office|offices|chambers?|building|library|theatre|floor|street|square|park|club|station|street|road|"
    r"university|college|hospital|hotel|house|pub|gates?|of|\d+\w?|[a-z])\b[\s.,]*)+"
)


def link(events: Iterable[Event], declared: Sequence[archive.Place]) -> list[Place]:
    """Set the `place_id` of the events, and return the places that they add to the declared ones, each once."""
    places: dict[str, Place] = {}
    known = {curated.id_of(place) for place in declared}
    for event in events:
        if not event.place_words:
            continue
        fitting = _fitting(event.place_words, declared)
        if len(fitting) == 1:
            event.place_id = curated.id_of(fitting[0])
        elif not fitting and (place := _printed(event.place_words)) and place.id not in known:
            event.place_id = places.setdefault(place.id, place).id
    return list(places.values())


def _fitting(words: str, declared: Sequence[archive.Place]) -> list[archive.Place]:
    """Return the declared places that the words may mean: by postcode, then among several, or without one, by name."""
    postcode = _postcode(words)
    near = [place for place in declared if postcode and _postcode(place.postcode or "") == postcode]
    if len(near) == 1:
        return near
    apart = [place for place in declared if not postcode or not place.postcode]
    named = [place for place in near or apart if _is_named(place, words)]
    return named or near


def _is_named(place: archive.Place, words: str) -> bool:
    """Tell whether the name or an alias of a place stands in the words, whole and in any case."""
    plain = _plain(words)
    return any(f" {_plain(name)} " in f" {plain} " for name in (place.name, *place.aliases) if _plain(name))


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.replace("’", "").replace("'", "").casefold()))


def _printed(words: str) -> Place | None:
    """Return a place as the source prints it, or None where the words could mean more than one place."""
    found = find_postcode(words, any_case=True)
    parts = [" ".join(part.split()) for part in BETWEEN.split(words[: found.start()] if found else words)]
    parts = [part.strip(" .*_") for part in parts if part.strip(" .*_")]
    if len(parts) > 1 and NUMBER.fullmatch(parts[0]):
        parts[:2] = [f"{parts[0]} {parts[1]}"]
    if not found and (not parts or not VENUE.search(words) or (len(parts) == 1 and COMMON.fullmatch(parts[0]))):
        return None
    postcode = normalised(found[0]) if found else None
    name = parts[0] if parts else postcode or ""
    rest = ", ".join(parts[1:]) or None
    place_id = slug(join(name if parts else None, postcode or rest), limit=80)
    return Place(place_id, name, rest, postcode) if place_id else None


def _postcode(words: str) -> str | None:
    found = find_postcode(words, any_case=True)
    return normalised(found[0]) if found else None
