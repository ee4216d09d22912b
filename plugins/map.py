"""Map: the places of this archive as a picture, `/map`, with what happened at each beside it; a part of it as `box`.

The picture is drawn here, of coasts that are served with the pages; static/map.js puts one that can be moved in its place.
"""

from __future__ import annotations

import json
import math
from collections.abc import Awaitable, Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from datasette import Response, hookimpl
from datasette.app import Datasette
from datasette.database import Database
from datasette.utils.asgi import Request

from ingest.pages.served import archive_with
from ingest.pages.told_elsewhere import ELSEWHERE, ONCE_AT_PLACE, asked, tell
from ingest.pictures import land
from ingest.pictures.kept import ask

STATIC = Path(__file__).parent.parent / "static"
PER_PAGE = 25
MOST_DOTS = 1_000
MOST_EVENTS = 3  # told of one place
NEAR = (-11.0, 48.0, 9.0, 61.0)  # where land-near.json holds finer coasts: west, south, east, north

IN_BOX = "latitude between :south and :north and longitude between :west and :east"
COUNTS = f"""
select count(*) as held, count(latitude) as located, coalesce(sum({IN_BOX}), 0) as seen from places"""
DOTS = f"""
select id, name, latitude, longitude, (select count(*) from events where place_id = places.id and {ONCE_AT_PLACE}) as count
from places where latitude is not null and {IN_BOX} order by count desc, name limit {MOST_DOTS}"""
PLACES = f"""
select places.*, (select count(*) from events where place_id = places.id and {ONCE_AT_PLACE}) as count
from places where case when :all then 1 else coalesce({IN_BOX}, 0) end
order by latitude is null, count desc, name limit :limit offset :offset"""
EVENTS = f"""
select * from (
  select id, title, kind, event_date, start_time, status, place_id, row_number() over (partition by place_id order by event_date) as n
  from events where place_id in (select value from json_each(:places)) and {ONCE_AT_PLACE}
) where n <= :most order by place_id, n"""
WORLD = {"west": -180.0, "south": -90.0, "east": 180.0, "north": 90.0}


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Answer /map."""
    return [(r"^/map$", places_on_a_map)]


@hookimpl
def extra_template_vars(datasette: Datasette, view_name: str | None) -> Callable[[], Awaitable[dict[str, Any]]] | None:
    """Give the home page `picture_of_places`."""
    if view_name != "index":
        return None

    async def drawn() -> dict[str, Any]:
        db = await archive_with(datasette.databases, "places")
        return {"picture_of_places": await picture(db) if db else None}

    return drawn


async def places_on_a_map(datasette: Datasette, request: Request) -> Response:
    """Show the places, or those in a part of the map, and a list of them."""
    db = await archive_with(datasette.databases, "places")
    shown = await _shown(db, request) if db else {"held": 0}
    return Response.html(await datasette.render_template("map.html", shown, request=request))


async def _shown(db: Database, request: Request) -> dict[str, Any]:
    box = _box(request.args.get("box"))
    number = request.args.get("page") or "1"
    page = int(number) if number.isascii() and number.isdigit() and 0 < len(number) < 6 and int(number) else 1
    (counts,) = await ask(db, COUNTS, patient=box is None, **(box or WORLD))
    values = {**(box or WORLD), "all": box is None, "limit": PER_PAGE + 1, "offset": (page - 1) * PER_PAGE}
    places = await ask(db, PLACES, patient=box is None and page == 1, **values)
    listed = places[:PER_PAGE]
    events = await ask(
        db,
        EVENTS,
        patient=box is None and page == 1,
        places=json.dumps([each["id"] for each in listed]),
        most=MOST_EVENTS,
    )
    tell(events, await ask(db, ELSEWHERE, events=asked(events)))
    for place in listed:
        place["events"] = [each for each in events if each["place_id"] == place["id"]]
    return {
        **counts,
        "box": box,
        "page": page,
        "more": len(places) > PER_PAGE,
        "places": listed,
        "picture": await picture(db, box),
        "on_page": {each["id"] for each in listed},
    }


async def picture(db: Database, box: dict[str, float] | None = None) -> dict[str, Any] | None:
    """Return what is drawn: coasts, dots, names of towns; None where no place has coordinates."""
    places = await ask(db, DOTS, patient=box is None, **(box or WORLD))
    if not places:
        return None
    least = land.LEAST_CLOSER if box else land.LEAST_DEGREES
    seen = land.window([(each["latitude"], each["longitude"]) for each in places], least)
    dots = land.dots(places, seen)
    taken = [(dot.x, dot.y) for dot in dots]
    return {
        **_ground(seen),
        "dots": [{"x": dot.x, "y": dot.y, "r": dot.radius, "count": dot.count, "places": dot.places,
            "box": _around(dot)} for dot in dots],
        "towns": land.names(_towns(), seen, taken),
        "towns_in_small": land.names(_towns(), seen, taken, most=5, sign=2.6),
        "points": [[each["name"], each["latitude"], each["longitude"], each["count"], each["id"]] for each in places],
    }  # fmt: skip


def _around(dot: land.Dot) -> str | None:
    """Return the part of the map that a dot of several places stands for; None where they lie on one spot."""
    latitudes = [each["latitude"] for each in dot.places]
    longitudes = [each["longitude"] for each in dot.places]
    if (min(latitudes), min(longitudes)) == (max(latitudes), max(longitudes)):
        return None
    edges = min(longitudes), min(latitudes), max(longitudes), max(latitudes)
    # outwards, so that those on the edge are in it
    return ",".join(f"{math.floor(edge * 1e4) / 1e4:.4f}" for edge in edges[:2]) + "," + ",".join(
        f"{math.ceil(edge * 1e4) / 1e4:.4f}" for edge in edges[2:]
    )  # fmt: skip


def _box(asked: str | None) -> dict[str, float] | None:
    """Return `west,south,east,north` in degrees; None of anything else."""
    try:
        edges = [float(each) for each in (asked or "").split(",")]
    except ValueError:
        return None
    if len(edges) != 4 or not all(math.isfinite(each) for each in edges):
        return None
    west, south, east, north = edges
    good = -180 <= west <= east <= 180 and -90 <= south <= north <= 90
    return {"west": west, "south": south, "east": east, "north": north} if good else None


@lru_cache(maxsize=32)
def _ground(seen: land.Window) -> dict[str, Any]:
    """Return the coasts: those of the world, and where it is closer the finer ones, over a stretch of sea."""
    left, top = seen.place(NEAR[3], NEAR[0])
    right, bottom = seen.place(NEAR[1], NEAR[2])
    overlaps = left < 100 and right > 0 and top < 100 and bottom > 0
    inside = left <= 0 and top <= 0 and right >= 100 and bottom >= 100
    near = overlaps and seen.east - seen.west < 60
    return {
        "world": "" if inside else land.path(_shapes("land-world.json"), seen),
        "near": land.path(_shapes("land-near.json"), seen) if near else "",
        "sea": {"x": left, "y": top, "width": right - left, "height": bottom - top} if near and not inside else None,
        "height": round(1000 / land.ASPECT),
    }


@lru_cache(maxsize=2)
def _shapes(name: str) -> dict[str, Any]:
    shapes: dict[str, Any] = json.loads((STATIC / name).read_text(encoding="utf-8"))
    return shapes


@lru_cache(maxsize=1)
def _towns() -> list[list[Any]]:
    towns: list[list[Any]] = json.loads((STATIC / "towns.json").read_text(encoding="utf-8"))
    return towns
