"""Comments below a post: the lines by which a blog counts them, names who wrote one, and asks for another."""

from __future__ import annotations

import re

# "Ada Quill says:", "tobias_f said...", "Owen wrote:", "Anonymous Ada Quill said...", "At 11:23 pm, Blogger tobias_f said..."
SAYS = re.compile(
    r"(?:At \d{1,2}:\d\d [ap]m, )?(?:(?:Blogger|Anonymous|OpenID) )?(?P<name>[^\W_][^:\n]{1,38}?)\s"
    r"(?:said|says|wrote|writes|replied|commented)\s?(?:\.{3}|…|:)\Z"
)
# "Ada Quill said...", "Anonymous said…": as Blogger prints it; but "As the poet said..." is of a sentence
OF_BLOGGER = re.compile(
    r"(?!(?i:as|and|but|then|so|or|if|when|what|who|because|my|his|her|our|their|your|the|an|he|she|it|they|we|you|i|this|that|somebody|someone|nobody|everybody)\s)"
    r".* said(?:\.{3}|…)\Z"
)
# "This page is powered by Blogger. Isn't yours?", "Powered by WordPress"
MADE_WITH = re.compile(
    r".*\bpowered by (?:blogger|blogspot|wordpress|movable type|typepad|livejournal|ghost)\b", re.IGNORECASE
)
# "No comments:", "1 comment", "12 Comments so far"
COUNTED = re.compile(r"\W*(?:no|\d+) comments?(?: so far)?\W*\Z", re.IGNORECASE)
# "Post a Comment", "Leave a reply"
ASKED_FOR = re.compile(r"\W*(?:leave|post|add|write) a (?:comment|reply)\W*\Z", re.IGNORECASE)
# "1. Ada Quill said:", "12. tobias_f says:": a comment in a numbered list, with its day below it
NUMBERED = re.compile(r"\d{1,4}[.)]\s+[^:\n]{2,40}\s(?:said|says|wrote|writes):\Z")
FOOT = 8  # lines at the end of a page


def are_asked_for(lines: list[str]) -> bool:
    """Tell the page of a post by its last lines: "No comments:", and below that "Post a Comment"."""
    counted = next((n for n, words in enumerate(lines) if COUNTED.match(words)), len(lines))
    return any(ASKED_FOR.match(words) for words in lines[counted + 1 :])
