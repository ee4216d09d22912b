"""Signs that finders cannot do without: found fast, and none missed."""

import re
import sys

from ingest.grammar.anchors import Anchors, anchors
from ingest.grammar.digits import DIGIT


def test_a_digit_of_any_script_is_a_digit() -> None:
    """The regex that is looked for fast finds every digit that `\\d` finds, and nothing else."""
    signs = "".join(map(chr, range(sys.maxunicode + 1)))
    assert re.findall(DIGIT, signs) == re.findall(r"\d", signs)


def test_passages_are_told_by_their_signs() -> None:
    """A passage has a digit, a mark, both or none."""
    words = ["The lamp is lit.", "On 3 May", "“Lit,” she said", "the keeper's 2 lamps", "٣ مايو", ""]
    assert anchors(words) == Anchors(frozenset({1, 3, 4}), frozenset({2, 3}))
