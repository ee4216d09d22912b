"""Ids: made from what the source prints, of `a-z`, `0-9` and `-` alone, so that they survive a rebuild."""

import re
import unicodedata

# anything that is not a letter or digit of the plain alphabet
OTHER = re.compile(r"[^a-z0-9]+")


def slug(words: str, limit: int = 60) -> str:
    """Return `words` as an id part: ASCII, lower case, hyphens, cut at a word before `limit` characters.

    Returns an empty string where nothing of `words` can be spelt with the plain alphabet.
    """
    letters = words.replace("’", "").replace("'", "")
    if not letters.isascii():
        plain = unicodedata.normalize("NFKD", letters)
        letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    joined = OTHER.sub("-", letters.lower()).strip("-")
    if len(joined) <= limit:
        return joined
    return joined[: limit + 1].rpartition("-")[0] or joined[:limit]


def join(*parts: str | int | None) -> str:
    """Return the parts that are there, joined by hyphens: `join("blog", "2017-02-07", 2)`."""
    return "-".join(str(part) for part in parts if part not in (None, ""))
