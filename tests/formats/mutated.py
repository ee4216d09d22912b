"""Files of which some bytes have changed, as a bad disk or a bad line changes them."""

from __future__ import annotations

from hypothesis import strategies as st


@st.composite
def mutated(draw: st.DrawFn, whole: bytes) -> bytes:
    """Return a file with up to six stretches of at most 40 bytes replaced by others, longer, shorter or none."""
    found = bytearray(whole)
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(found) - 1))
        found[place : place + draw(st.integers(0, 40))] = draw(st.binary(max_size=20))
        if not found:
            break
    return bytes(found)
