"""What a format finds, as text fixtures show it."""

from __future__ import annotations

from ingest.formats.decode import Decoded
from tests.test_markdown import check_tiling, described


def as_fixtures(decoded: Decoded) -> tuple[list[dict[str, str]], list[str]]:
    """Return the blocks of a text, which lie in it in order and apart, and its problems."""
    assert decoded.split is not None
    check_tiling(decoded.split, decoded.text)
    blocks = [described(each, decoded.text) for each in decoded.split.blocks]
    return blocks, [words for words, _, _ in decoded.split.problems]
