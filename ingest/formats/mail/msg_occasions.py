"""When and where: what Outlook keeps of a meeting, an appointment or a task beside its words ([MS-OXOCAL], [MS-OXOTASK])."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from ingest.formats.mail.msg_properties import Properties, names_of
from ingest.formats.mail.msg_zones import Zone, zone_of

# by the class of a message; who answers an invitation invites nobody
INVITES = ("ipm.schedule.meeting",)
ANSWERS = ("ipm.schedule.meeting.resp",)
CANCELS = ("ipm.schedule.meeting.canceled",)
OCCASIONS = ("ipm.appointment", "ipm.task", *INVITES)
MEETINGS = UUID("00062002-0000-0000-c000-000000000046").bytes_le
TASKS = UUID("00062003-0000-0000-c000-000000000046").bytes_le
# a property that a message has by its number, and those of sets of properties
BEGINS, ENDS = 0x0060, 0x0061
PLACE, FROM, UNTIL, ZONE = (MEETINGS, 0x8208), (MEETINGS, 0x820D), (MEETINGS, 0x820E), (MEETINGS, 0x8234)
ALL_DAY, STATE, PATTERN = (MEETINGS, 0x8215), (MEETINGS, 0x8217), (MEETINGS, 0x8232)
DEFINED, PLAIN = (MEETINGS, 0x825E), (MEETINGS, 0x8233)
FIRST_DAY, LAST_DAY = (TASKS, 0x8104), (TASKS, 0x8105)
CANCELLED = 0x0004  # of the state of a meeting


def occasion_of(properties: Properties, kind: str) -> Iterator[str]:
    """Yield a line on each of place, beginning, end, zone and rule that is known; `kind` is the class of the message in small letters.

    Times are kept in that of Greenwich, and told by the clocks of the place where its zone is kept too.
    """
    names, times = names_of(properties), properties.times

    def words(name: tuple[bytes, int]) -> str:
        return properties.line(names[name]) if name in names else ""

    def number(name: tuple[bytes, int]) -> int:
        return properties.numbers.get(names.get(name, 0), 0)

    def data(name: tuple[bytes, int]) -> bytes:
        return properties.bytes_of(names[name]) if name in names else b""

    def time(name: tuple[bytes, int]) -> datetime | None:
        return times.get(names.get(name, 0))

    begins, ends = time(FROM) or times.get(BEGINS), time(UNTIL) or times.get(ENDS)
    zone = zone_of(data(DEFINED), data(PLAIN))
    is_days = bool(number(ALL_DAY))
    if words(PLACE):
        yield f"Location: {words(PLACE)}"
    if begins:
        yield f"Start: {_told(begins, zone, is_days)}"
    if ends:
        is_last = is_days and begins is not None and ends > begins
        yield f"End: {_told(ends - timedelta(days=is_last), zone, is_days)}"
    if is_days and (begins or ends):
        yield "All day: yes"
    if words(ZONE) and (begins or ends):
        yield f"Time zone: {words(ZONE)}"
    if words(PATTERN):
        yield f"Repeats: {words(PATTERN)}"
    if number(STATE) & CANCELLED or kind.startswith(CANCELS):
        yield "Status: cancelled"
    for label, when in (("Start", time(FIRST_DAY)), ("Due", time(LAST_DAY))):
        if when:  # tasks have days, kept as their midnights
            yield f"{label}: {when.day} {when:%B %Y}"


def _told(when: datetime, zone: Zone | None, is_day: bool) -> str:
    """Return "12 June 2019, 10:04 (09:04 UTC)", "12 June 2019" of a whole day, and without a zone "12 June 2019, 09:04 UTC"."""
    local = zone.local(when) if zone else None
    if is_day and (local or when).hour == (local or when).minute == 0:
        when = local or when
        return f"{when.day} {when:%B %Y}"
    if local is None:
        return f"{when.day} {when:%B %Y, %H:%M} UTC"
    return f"{local.day} {local:%B %Y, %H:%M} ({when:%H:%M} UTC)"
