"""What stands around a number of rules: whether the next of its list follows, or the first of those below it."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.grammar.numbering import Marker
from ingest.grammar.signs import Sign, gap

AHEAD = 12  # numbers looked at to find out which list an `(i)` belongs to


def follower(sign: Sign, ahead: Sequence[Marker]) -> bool:
    """Tell whether one of the next numbers is the one after `sign`."""
    return any(
        other.style == sign.style and gap(sign, other) == 0 for marker in ahead[:AHEAD] for other in marker.chain[0]
    )


def heads(sign: Sign, ahead: Sequence[Marker]) -> bool:
    """Tell whether the next number is the first of those below `sign`: 2.1 after 2, A.0 after A."""
    if not ahead or not (sign.counted or sign.style == "A."):
        return False
    firsts = ((*sign.path, 1), (*sign.path, 0))
    return any(other.dotted and other.value[:-1] in firsts for other in ahead[0].signs)


def precedes(sign: Sign, ahead: Sequence[Marker]) -> bool:
    """Tell whether a later section of the same chapter follows: § 64.99.020 after § 64.99.010."""
    if not (sign.named or is_spaced(sign)):
        return False
    others = [other for marker in ahead[:AHEAD] for other in marker.chain[0] if other.named or is_spaced(other)]
    return any(other.value[:-2] == sign.value[:-2] and other.value > sign.value for other in others)


def is_spaced(sign: Sign) -> bool:
    """Tell a section of a code whose sections are numbered by tens: 64.99.010."""
    return sign.dotted and sign.label[-4:-3] == "." and sign.label.endswith("0")


def is_lowest(sign: Sign, ahead: Sequence[Marker]) -> bool:
    """Tell whether no number of this kind that follows is lower: "Section 99." ends an Act, a mention is followed by the next section."""
    following = [each for marker in ahead[:AHEAD] for each in marker.signs if each.style == sign.style]
    return all(each.value > sign.value for each in following)
