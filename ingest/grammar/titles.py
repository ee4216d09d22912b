"""What a title looks like: a short line by itself that is not a sentence."""

import re

LONGEST = 160  # characters; longer lines are paragraphs
SENTENCE_ENDS = (".", ",", ";", ":", "…", "...")
ABBREVIATED = ("etc.", "Ltd.", "Inc.", "INC.", "LTD.", "Co.", "CO.", "No.", "e.V.", "e. V.")


# "J U D G": letters with one blank between them
SPACED = re.compile(r"(?:[^\W\d_] ){3}[^\W\d_](?!\w)")
APART = re.compile(r"(?<!\w\w)(?<=\w) (?=\w(?!\w))")


def title_like(words: str) -> bool:
    """Tell whether a line could be a title: short, on one line, with letters, and not ended as a sentence is."""
    if len(words) > LONGEST or "\n" in words or not any(sign.isalpha() for sign in words):
        return False
    bare = words.rstrip("”’\"')")
    return not bare.endswith(SENTENCE_ENDS) or bare.endswith(ABBREVIATED)


def unspaced(words: str) -> str:
    """Return words that are printed letter by letter as words, for comparing: "J U D G M E N T", "R U L E S   O F"."""
    if words[1:2] != " " or words[3:4] != " " or len(words) > LONGEST or not SPACED.match(words):
        return words
    return " ".join(APART.sub("", words).split())


def folded(words: str) -> str:
    """Return words as titles are compared: white space and case folded, marks straight, dashes as hyphens."""
    plain = words.translate(STRAIGHT)
    return " ".join(plain.casefold().split())


STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-"})
