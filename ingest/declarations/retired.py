"""retired.yml: the ids of passages that are in the archive no more, and where these went."""

from __future__ import annotations

from ingest.declarations.values import LongId, Strict, Words


class Retired(Strict, frozen=True, kw_only=True):
    """The id of a passage that is in the archive no more: which passage it became, if one, and why."""

    id: LongId
    became: LongId | None = None
    reason: Words


class RetiredIds(Strict, frozen=True):
    """retired.yml: where the passages went whose ids were published once."""

    retired: tuple[Retired, ...] = ()
