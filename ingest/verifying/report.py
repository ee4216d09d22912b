"""What was found out about an archive: how each source is covered, what was checked, and what does not hold."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.errors import BrokenPromise


@dataclass(slots=True)
class Coverage:
    """How one source is covered: characters in passages, in each kind of discard, and withheld.

    `received` is the name of the file as received, where one was looked for and found, and `elsewhere` are then the passages of
    other sources in which words stand that are withheld in this one.
    """

    source_id: str
    characters: int
    passages: int
    withheld: int
    discards: dict[str, int]
    received: str | None = None
    elsewhere: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Report:
    """What was verified, and the sentences about what does not hold; of a build, those about what could not be read,
    and about what is `left` of withheld names.

    `same` tells of a build that nothing has changed since the one before: the archive stays as it was verified then.
    """

    counts: dict[str, int] = field(default_factory=dict)
    coverage: list[Coverage] = field(default_factory=list)
    checks: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    same: bool = False

    def or_raise(self) -> Report:
        """Return the report. Raises BrokenPromise where a promise does not hold."""
        if self.faults:
            raise BrokenPromise("\n".join(self.faults))
        return self
