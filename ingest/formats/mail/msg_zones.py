"""Zones as Outlook keeps them beside an appointment: by how much its clocks differ from Greenwich, and when they change ([MS-OXOCAL] 2.2.1.39, 2.2.1.41)."""

from __future__ import annotations

import struct
from contextlib import suppress
from datetime import datetime, timedelta
from typing import NamedTuple

RULES_HEAD = struct.Struct("<BBHHH")  # versions, size of the header, reserved, length of the name
COUNT = struct.Struct("<H")
RULE = struct.Struct("<BBHHH14siii16s16s")  # versions, size, flags, year, nothing, three biases, two changes
PLAIN = struct.Struct(
    "<iiiH16sH16s"
)  # of a meeting that comes again: three biases, and the two changes with their years
CHANGE = struct.Struct("<8H")  # year, month, day of the week, which of them, hour, minute, second, thousandths
IN_EFFECT = 0x0002
MOST_RULES = 200
LAST = 5  # of "the last Sunday"


class Zone(NamedTuple):
    """Minutes to be added to a local time for that of Greenwich, in winter and in summer, and when each begins; no month, no change."""

    standard: int
    daylight: int
    to_standard: tuple[int, ...]
    to_daylight: tuple[int, ...]

    def local(self, when: datetime) -> datetime:
        """Return a moment of Greenwich by the clocks of the zone."""
        return when - timedelta(minutes=self.daylight if self._is_summer(when) else self.standard)

    def _is_summer(self, when: datetime) -> bool:
        begins, ends = (
            _moment(self.to_daylight, when, self.standard),
            _moment(self.to_standard, when, self.daylight),
        )
        if begins is None or ends is None:
            return False
        return begins <= when < ends if begins < ends else not ends <= when < begins


def zone_of(definition: bytes, plain: bytes) -> Zone | None:
    """Return the zone that a definition gives, or the plain structure of a meeting that comes again; None where neither can be read."""
    for read, data in ((_defined, definition), (_plain, plain)):
        with suppress(struct.error):
            if found := read(data):
                return found
    return None


def _defined(data: bytes) -> Zone | None:
    if len(data) < RULES_HEAD.size:
        return None
    length = RULES_HEAD.unpack_from(data)[-1]
    at = RULES_HEAD.size + 2 * length
    (count,) = COUNT.unpack_from(data, at)
    for n in range(min(count, MOST_RULES)):
        *_, flags, _, _, bias, standard, daylight, to_standard, to_daylight = RULE.unpack_from(
            data, at + COUNT.size + n * RULE.size
        )
        if flags & IN_EFFECT:
            return _zone(bias, standard, daylight, to_standard, to_daylight)
    return None


def _plain(data: bytes) -> Zone | None:
    if len(data) < PLAIN.size:
        return None
    bias, standard, daylight, _, to_standard, _, to_daylight = PLAIN.unpack_from(data)
    return _zone(bias, standard, daylight, to_standard, to_daylight)


def _zone(bias: int, standard: int, daylight: int, to_standard: bytes, to_daylight: bytes) -> Zone | None:
    most = 24 * 60
    if abs(bias + standard) > most or abs(bias + daylight) > most:
        return None
    return Zone(bias + standard, bias + daylight, CHANGE.unpack(to_standard), CHANGE.unpack(to_daylight))


def _moment(change: tuple[int, ...], when: datetime, bias: int) -> datetime | None:
    """Return when the clocks change in the year of a moment, in the time of Greenwich."""
    year, month, weekday, which, hour, minute, *_ = change
    if not 1 <= month <= 12 or weekday > 6 or not 1 <= which <= 31 or hour > 23 or minute > 59:
        return None
    first = when.replace(month=month, day=1, hour=hour, minute=minute, second=0, microsecond=0)
    if year:
        day = which if which <= 28 else 0
        return first.replace(day=day) + timedelta(minutes=bias) if day and year == when.year else None
    ahead = ((weekday + 6) % 7 - first.weekday()) % 7
    found = first + timedelta(days=ahead + 7 * (min(which, LAST) - 1))
    found -= timedelta(days=7) if found.month != month else timedelta(0)
    return found + timedelta(minutes=bias)
