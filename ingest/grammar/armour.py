"""What OpenPGP puts around the words of a message, or makes of them (RFC 9580, section 6.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

SIGNED, ENCRYPTED = "digital signature", "encrypted text"

BEGIN = "-----BEGIN PGP "
# "-----BEGIN PGP SIGNATURE-----" and the like
BEGINS = re.compile(rf"{BEGIN}(?P<what>SIGNED MESSAGE|SIGNATURE|MESSAGE|PUBLIC KEY BLOCK)-----\Z")
# "Hash: SHA256", "Version: GnuPG v2": above the words, or the signs, of a signed message
HEADER = re.compile(r"(?:Hash|Version|Comment|Charset|MessageID): ")


def armour(lines: Iterator[str]) -> tuple[str, int]:
    """Return what the first lines are, SIGNED or ENCRYPTED, and how many; 0 where they are words, or never end."""
    found = BEGINS.match(next(lines))
    if found is None:
        return "", 0
    if found["what"] == "SIGNED MESSAGE":
        return SIGNED, next((n for n, words in enumerate(lines, 1) if not HEADER.match(words)), 1)
    end = f"-----END PGP {found['what']}-----"
    for count, words in enumerate(lines, 2):
        if words == end:
            return ENCRYPTED if found["what"] == "MESSAGE" else SIGNED, count
        if words.startswith(BEGIN):
            break
    return "", 0
