"""Land: the part of the earth that a map shows, its coasts as one path, and the places on it as dots, near ones together.

Mercator's projection, as on the map that can be moved, so that both look alike.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

Point = tuple[float, float]

ASPECT = 1.25  # width to height
LEAST_DEGREES = 2.4  # of longitude that are shown at least, so that there is a coast or a town to tell where it is
LEAST_CLOSER = 0.9  # of a part that a reader chose
MARGIN = 0.16  # of the width, around the outermost places
NEAREST = 0.055  # of the width: places closer to each other are one dot
UNDER = 2.5  # percent: a town that lies so near the middle of a dot is under it
FURTHEST_NORTH = 82.0


@dataclass(frozen=True, slots=True)
class Window:
    """What is shown, in Mercator's coordinates: x in degrees of longitude, y likewise stretched to the north."""

    west: float
    south: float
    east: float
    north: float

    def place(self, latitude: float, longitude: float) -> Point:
        """Return where a place lies, in percent from the left and from the top."""
        x = (longitude - self.west) / (self.east - self.west)
        y = (self.north - _up(latitude)) / (self.north - self.south)
        return round(100 * x, 2), round(100 * y, 2)

    @property
    def zoom(self) -> float:
        """How close it is, as maps of tiles count."""
        return math.log2(1000 * 360 / (256 * (self.east - self.west)))


def window(places: Iterable[Point], least: float = LEAST_DEGREES) -> Window:
    """Return the part of the earth with all places, given as latitude and longitude, and some room around them."""
    points = [(longitude, _up(latitude)) for latitude, longitude in places]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    wide = max(max(xs) - min(xs), (max(ys) - min(ys)) * ASPECT, least)
    wide *= 1 + 2 * MARGIN
    high = wide / ASPECT
    return Window(middle_x - wide / 2, middle_y - high / 2, middle_x + wide / 2, middle_y + high / 2)


def path(land: dict[str, Any], seen: Window, width: int = 1000) -> str:
    """Return a GeoJSON MultiPolygon as the `d` of an SVG path, cut at the edges, no finer than can be seen at `width`."""
    height = width / ASPECT
    rings = (ring for polygon in land["coordinates"] for ring in polygon)
    drawn = []
    for ring in rings:
        points = _cut([(x, _up(y)) for x, y in ring], seen)
        pixels = _thinned(
            [
                (
                    (x - seen.west) / (seen.east - seen.west) * width,
                    (seen.north - y) / (seen.north - seen.south) * height,
                )
                for x, y in points
            ]
        )
        if len(pixels) > 2:
            drawn.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in pixels) + "Z")
    return "".join(drawn)


@dataclass(slots=True)
class Dot:
    """Places that lie so near each other that they are one dot, and where it stands, in percent."""

    x: float
    y: float
    places: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.places = list(self.places)

    @property
    def count(self) -> int:
        """How many things happened there."""
        return sum(place["count"] for place in self.places)

    @property
    def radius(self) -> float:
        """How large it is drawn, in pixels."""
        return round(min(20.0, 7 + 2.4 * math.sqrt(max(self.count, len(self.places) - 1))), 1)


def dots(places: Sequence[dict[str, Any]], seen: Window) -> list[Dot]:
    """Return the places (with `latitude`, `longitude`, `count`) as dots, those with most first."""
    cells: dict[tuple[int, int], list[Dot]] = {}
    found: list[Dot] = []
    size = 100 * NEAREST
    for place in sorted(places, key=lambda each: -each["count"]):
        x, y = seen.place(place["latitude"], place["longitude"])
        if not (0 <= x <= 100 and 0 <= y <= 100):
            continue
        cell = int(x // size), int(y // (size * ASPECT))
        around = (cells.get((cell[0] + i, cell[1] + j), ()) for i in (-1, 0, 1) for j in (-1, 0, 1))
        near = next(
            (dot for some in around for dot in some if math.hypot(dot.x - x, (dot.y - y) / ASPECT) < size), None
        )
        if near is None:
            near = Dot(x, y)
            found.append(near)
            cells.setdefault(cell, []).append(near)
        near.places.append(place)
    return found


def names(
    towns: Sequence[Sequence[Any]], seen: Window, taken: Sequence[Point], most: int = 14, sign: float = 1.5
) -> list[dict[str, Any]]:
    """Return the towns that are named at this closeness, where their names lie on no other and on no dot (`taken`).

    A town that lies under a dot has its name beside that (`dotted`). `sign` is how much of the width a sign of a name takes, in
    percent: more in a small picture.
    """
    kept: list[dict[str, Any]] = []
    held = [(x - 4, y - 4, x + 4, y + 4) for x, y in taken]
    there = [(name, *_under(seen.place(latitude, longitude), taken), zoom) for name, latitude, longitude, zoom in towns]
    for name, (x, y), dotted, zoom in sorted(there, key=lambda each: not each[2]):
        left = x + 4 if dotted else x - 1
        right = left + 3 + sign * len(name)
        if zoom > seen.zoom + 0.5 or not (2 < x < 86 and 3 < y < 97 and right < 99) or len(kept) == most:
            continue
        box = left, y - 2.5, right, y + 2.5
        if any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in held):
            continue
        held.append(box)
        kept.append({"name": name, "x": x, "y": y, "dotted": dotted})
    return kept


def _under(town: Point, dots: Sequence[Point]) -> tuple[Point, bool]:
    """Return the dot under which a town lies, or the town; and which."""
    dot = next((each for each in dots if abs(each[0] - town[0]) < UNDER and abs(each[1] - town[1]) < UNDER), None)
    return dot or town, dot is not None


def _up(latitude: float) -> float:
    """Return how far north a latitude is drawn, in degrees of longitude at the equator."""
    clipped = min(FURTHEST_NORTH, max(-FURTHEST_NORTH, latitude))
    return math.degrees(math.asinh(math.tan(math.radians(clipped))))


def _cut(ring: list[Point], seen: Window) -> list[Point]:
    """Return what of a ring lies in the window, cut at each edge in turn (Sutherland and Hodgman, 1974)."""
    for axis, edge, sign in ((0, seen.west, 1), (0, seen.east, -1), (1, seen.south, 1), (1, seen.north, -1)):
        if all((point[axis] - edge) * sign >= 0 for point in ring):
            continue
        kept: list[Point] = []
        for a, b in pairwise([*ring, ring[0]] if ring else []):
            a_in, b_in = (a[axis] - edge) * sign >= 0, (b[axis] - edge) * sign >= 0
            if a_in:
                kept.append(a)
            if a_in != b_in:
                share = (edge - a[axis]) / (b[axis] - a[axis])
                kept.append((a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])))
        ring = kept
    return ring


def _thinned(points: list[Point]) -> list[Point]:
    """Leave out what lies less than a pixel from what was drawn before."""
    kept: list[Point] = []
    for x, y in points:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= 1.2:
            kept.append((x, y))
    return kept
