"""What a stretch of a text says of one thing that takes place: its days, its title, its time, its place."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.grammar.dates import DateWords
from ingest.grammar.times import TimeWords
from ingest.grammar.venues import Span


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a stretch `start:end` says of one thing that takes place on the days of `dates`.

    `in_passing` is true where a sentence about something else names it: "the film of the meeting held on …".
    """

    dates: tuple[DateWords, ...]
    start: int
    end: int
    title: str
    time: TimeWords | None = None
    place: Span | None = None
    in_passing: bool = False

    @property
    def spans(self) -> list[Span]:
        """Where its time and its place stand."""
        time = [(self.time.start, self.time.end)] if self.time else []
        return [*time, *([self.place] if self.place else [])]
