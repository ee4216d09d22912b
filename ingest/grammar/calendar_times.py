"""Times as calendars keep them (RFC 5545, 3.3): days, moments of a zone or of none, and how long something lasts."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple
from zoneinfo import ZoneInfo

# passages that are a line of an entry, "DTSTART:20190503T100000"; discards that are its frame; what is kept for programs
LINE, MARKUP, PROPERTY = "calendar line", "calendar markup", "calendar property"
# "20190503", "20190503T100000Z", "2019-05-03T10:00:00"
STAMP = re.compile(
    r"\s*(?P<year>\d{4})(?P<dash>-?)(?P<month>\d\d)(?P=dash)(?P<day>\d\d)"
    r"(?:[T ](?P<hour>\d\d):?(?P<minute>\d\d)(?::?\d\d(?:\.\d{1,9})?)?(?P<utc>Z)?)?\s*",
    re.ASCII,
)
# "PT1H30M", "P1D", "P2W"
DURATION = re.compile(
    r"\s*\+?P(?:(?P<weeks>\d{1,4})W|(?:(?P<days>\d{1,5})D)?(?:T(?:(?P<hours>\d{1,5})H)?(?:(?P<minutes>\d{1,6})M)?(?:\d{1,8}S)?)?)\s*",
    re.ASCII,
)
# "Europe/London", "America/Argentina/Ushuaia", "UTC"
ZONE = re.compile(r"[A-Za-z_+-]{1,30}(?:/[A-Za-z0-9_+-]{1,30}){0,2}")


class Stamp(NamedTuple):
    """A day, or a moment of it: `time` is HH:MM as kept, `is_utc` says that it is that of Greenwich."""

    day: date
    time: str | None = None
    is_utc: bool = False

    @property
    def words(self) -> str:
        """The day and the time, as they are kept: "2019-05-03 10:00", "2019-05-03 10:00 UTC"."""
        return f"{self.day}" + (f" {self.time}" if self.time else "") + (" UTC" if self.is_utc else "")

    @property
    def moment(self) -> datetime:
        hour, minute = map(int, (self.time or "00:00").split(":"))
        return datetime(self.day.year, self.day.month, self.day.day, hour, minute)


def read_stamp(words: str, is_day: bool = False) -> Stamp | None:
    """Return the day or the moment that a value is; None where there is none such. `is_day` says that nothing but a day is meant."""
    found = STAMP.fullmatch(words)
    if found is None:
        return None
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
    if found["hour"] is None or is_day:
        return Stamp(day)
    is_time = found["hour"] < "24" and found["minute"] < "60"
    return Stamp(day, f"{found['hour']}:{found['minute']}", bool(found["utc"])) if is_time else None


def later(stamp: Stamp, duration: str) -> Stamp | None:
    """Return the stamp so much later; None where the words are no duration."""
    found = DURATION.fullmatch(duration)
    if found is None or not any(found.groups()):
        return None
    weeks, days, hours, minutes = (int(each or 0) for each in found.groups())
    try:
        when = stamp.moment + timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
    except OverflowError:
        return None
    return stamp._replace(day=when.date(), time=f"{when:%H:%M}" if stamp.time else None)


def told_in(stamp: Stamp, zone: str) -> Stamp | None:
    """Return a moment of Greenwich as the clocks of a zone told it; None where no zone has this name."""
    there = _zone(zone)
    if there is None:
        return None
    try:
        when = stamp.moment.replace(tzinfo=UTC).astimezone(there)
    except OverflowError:
        return None
    return Stamp(when.date(), f"{when:%H:%M}")


def in_utc(stamp: Stamp, zone: str) -> Stamp | None:
    """Return a moment of a zone as Greenwich told it; None of a day, of what is told so already, and where no zone has this name."""
    there = _zone(zone) if stamp.time and not stamp.is_utc else None
    if there is None:
        return None
    try:
        when = stamp.moment.replace(tzinfo=there).astimezone(UTC)
    except OverflowError:
        return None
    return Stamp(when.date(), f"{when:%H:%M}", is_utc=True)


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo | None:
    """Return a zone as the package of them has it: that of a machine may be older, or another."""
    if ZONE.fullmatch(name) is None:
        return None
    try:
        with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
            return ZoneInfo.from_file(file, key=name)
    except (ValueError, OSError):  # a folder of zones is none
        return None
