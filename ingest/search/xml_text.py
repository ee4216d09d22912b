"""Text that may stand in XML 1.0: without the control characters that no XML can hold."""

from __future__ import annotations

import re

# https://www.w3.org/TR/xml/#charsets
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(text: str) -> str:
    """Return a text with each sign that XML cannot hold replaced."""
    return FORBIDDEN.sub("\ufffd", text)
