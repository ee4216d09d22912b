"""Passages as they are laid out for reading."""

from __future__ import annotations

import pytest

from ingest.pages.laid_out import is_wrapped, level, opens_with


@pytest.mark.parametrize(
    ("text", "speaker", "expected"),
    [
        ("MR OKORO: It is back.", "Mr Okoro", True),
        ("Okoro asked: is it back?", "Ben Okoro", True),
        ("It is back: Okoro saw it.", "Ben Okoro", False),
        ("It is back.", "Ben Okoro", False),
        ("[12/03/2019, 18:07:15] Ada Quill: It is back.", "Ada Quill", True),
        ("\u200e[12/03/2019, 18:07:15] Ada Quill: It is back.", "Ada Quill", True),
        ("3/8/22, 8:16 AM - Ada: It is back.", "Ada", True),
        ("18:07 <ada> It is back.", "ada", True),
        ("18:07 It is back: ada said so.", "ada", False),
        ("18:07 <tobias> ada: it is back.", "ada", False),
        ("2019: Ada went.", "Ada", False),
        ("Ada Quill", "Ada Quill", True),
    ],
)
def test_opens_with(text: str, speaker: str, expected: bool) -> None:
    """Words that open with the name of who says them, behind a time or not, need none above them."""
    assert opens_with(text, speaker) is expected


@pytest.mark.parametrize(
    ("text", "locator", "expected"),
    [
        ("It was on its shelf on Monday night, as was said\nin the hall.", "para 1", True),
        ("Ada Quill\n4 Quay Street", "para 1", False),
        ("Mr F. Fenn,\n\ndone in two copies, of which one went\n\nto the works council", "para 1", True),
        ("did you take the kettle\nfrom the hall?", "00:00:04", True),
        ("It was on its shelf on Monday night, as was said.", "00:00:04", False),
    ],
)
def test_is_wrapped(text: str, locator: str, expected: bool) -> None:
    """Lines were broken at a margin where they are long, and in captions; an address has lines of its own."""
    assert is_wrapped(text, locator) is expected


@pytest.mark.parametrize(
    ("headings", "levels"),
    [
        ([(1, None), (2, None), (4, None), (1, None)], [2, 3, 4, 2]),
        ([(2, None), (2, None)], [2, 2]),
        # "Part I", "Article 1", "1.1", "(a)" of that, "Part II", "Article 2"
        ([(1, None), (2, "1"), (0, "1.1"), (0, "1.1(a)"), (1, None), (2, "2")], [2, 3, 4, 5, 2, 3]),
        ([(0, "I"), (0, "I, Section 1"), (0, "II")], [2, 3, 2]),
        ([(0, "4.1.3"), (0, "")], [2, 2]),
    ],
)
def test_levels_of_headings(headings: list[tuple[int, str | None]], levels: list[int]) -> None:
    """None is left out on the way down; that of a clause stands below that of its section, as deep as its number goes."""
    rows = [{"level": depth, "number": number} for depth, number in headings]
    level(rows)
    assert [each["heading"] for each in rows] == levels
