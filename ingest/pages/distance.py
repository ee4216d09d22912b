"""Distance: how far two places are from each other, in kilometres along the surface of the earth."""

from __future__ import annotations

import math

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG


def kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float | None:
    """Return the great-circle distance by the haversine formula, None where a coordinate is missing."""
    try:
        degrees = [float(value) for value in (latitude, longitude, other_latitude, other_longitude)]
    except (TypeError, ValueError):
        return None
    a, b, c, d = map(math.radians, degrees)
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return round(2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, half))), 3)
