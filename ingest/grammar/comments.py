"""Comments below a post: the lines by which a blog counts them, names who wrote one, and asks for another."""

from __future__ import annotations

import re

# "Ada Quill says:", "tobias_f said...", "Owen wrote:"
SAYS = re.compile(r"(?P<name>[^\W_][^:\n]{1,38}?)\s(?:said|says|wrote|writes|replied|commented)\s?(?:\.{3}|…|:)\Z")
# "No comments:", "1 comment", "12 Comments so far"
COUNTED = re.compile(r"\W*(?:no|\d+) comments?(?: so far)?\W*\Z", re.IGNORECASE)
# "Post a Comment", "Leave a reply"
ASKED_FOR = re.compile(r"\W*(?:leave|post|add|write) a (?:comment|reply)\W*\Z", re.IGNORECASE)
FOOT = 8  # lines at the end of a page


def are_asked_for(lines: list[str]) -> bool:
    """Tell the page of a post by its last lines: "No comments:", and below that "Post a Comment"."""
    counted = next((n for n, words in enumerate(lines) if COUNTED.match(words)), len(lines))
    return any(ASKED_FOR.match(words) for words in lines[counted + 1 :])
