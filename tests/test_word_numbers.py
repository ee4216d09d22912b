"""Words as numbers: each word has one, whatever slots there are for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.search import word_numbers
from ingest.search.word_numbers import WordNumbers

# words as long as one number, as two and longer, some alike up to there, and letters of two to four bytes
SYLLABLES = ["a", "ab", "kettle", "sixteen", "é", "ж", "한", "\U00010400", "0"]
WORD = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=5).map("".join)
LINE = st.lists(WORD, max_size=8).flatmap(lambda words: st.sampled_from([" ".join(words), f"  {'  '.join(words)} "]))
TEXTS = st.lists(st.lists(LINE, min_size=1, max_size=6), max_size=4)


@pytest.mark.parametrize("slots", [1, 3, 18])
@given(texts=TEXTS)
def test_numbers_tell_words(slots: int, texts: list[list[str]]) -> None:
    """The numbers stand for the words that they are of, in text after text, and every line has its count."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(word_numbers, "SLOTS", slots)
        every = WordNumbers()
        told = [every.numbered("\n".join(lines)) for lines in texts]
    words = [*every.of]
    assert [every.of[word] for word in words] == [*range(len(words))]
    assert [[words[number] for number in numbers] for numbers, _ in told] == [
        "\n".join(lines).split() for lines in texts
    ]
    assert [counts for _, counts in told] == [[len(line.split()) for line in lines] for lines in texts]


def test_no_words() -> None:
    """A line without words has none."""
    numbers, counts = WordNumbers().numbered("")
    assert (numbers.tolist(), counts) == ([], [0])
