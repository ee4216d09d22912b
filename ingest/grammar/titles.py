"""What a title looks like: a short line by itself that is not a sentence."""

LONGEST = 160  # characters; longer lines are paragraphs
SENTENCE_ENDS = (".", ",", ";", ":", "…", "...")
ABBREVIATED = ("etc.", "Ltd.", "Inc.", "INC.", "LTD.", "Co.", "CO.", "No.", "e.V.", "e. V.")


def title_like(words: str) -> bool:
    """Tell whether a line could be a title: short, on one line, with letters, and not ended as a sentence is."""
    if len(words) > LONGEST or "\n" in words or not any(sign.isalpha() for sign in words):
        return False
    bare = words.rstrip("”’\"')")
    return not bare.endswith(SENTENCE_ENDS) or bare.endswith(ABBREVIATED)


def folded(words: str) -> str:
    """Return words as titles are compared: white space and case folded, marks straight, dashes as hyphens."""
    plain = words.translate(STRAIGHT)
    return " ".join(plain.casefold().split())


STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-"})
