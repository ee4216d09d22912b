"""When and where: what Outlook keeps of a meeting, an appointment or a task beside its words ([MS-OXOCAL], [MS-OXOTASK])."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from ingest.formats.msg_properties import Properties, names_of

# by the class of a message
INVITES = ("ipm.schedule.meeting",)
OCCASIONS = ("ipm.appointment", "ipm.task", *INVITES)
MEETINGS = UUID("00062002-0000-0000-c000-000000000046").bytes_le
TASKS = UUID("00062003-0000-0000-c000-000000000046").bytes_le
# a property that a message has by its number, and those of sets of properties
BEGINS, ENDS = 0x0060, 0x0061
PLACE, FROM, UNTIL, ZONE = (MEETINGS, 0x8208), (MEETINGS, 0x820D), (MEETINGS, 0x820E), (MEETINGS, 0x8234)
FIRST_DAY, LAST_DAY = (TASKS, 0x8104), (TASKS, 0x8105)


def occasion_of(properties: Properties) -> Iterator[str]:
    """Yield a line on each of place, beginning, end and zone that is known; times are those of UTC, as they are kept."""
    names, times = names_of(properties), properties.times

    def words(name: tuple[bytes, int]) -> str:
        return properties.line(names[name]) if name in names else ""

    def time(name: tuple[bytes, int]) -> datetime | None:
        return times.get(names.get(name, 0))

    begins, ends = time(FROM) or times.get(BEGINS), time(UNTIL) or times.get(ENDS)
    if words(PLACE):
        yield f"Location: {words(PLACE)}"
    for label, when in (("Start", begins), ("End", ends)):
        if when:
            yield f"{label}: {when.day} {when:%B %Y, %H:%M} UTC"
    if words(ZONE) and (begins or ends):
        yield f"Time zone: {words(ZONE)}"
    for label, when in (("Start", time(FIRST_DAY)), ("Due", time(LAST_DAY))):
        if when:  # tasks have days, kept as their midnights
            yield f"{label}: {when.day} {when:%B %Y}"
