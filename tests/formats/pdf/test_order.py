"""PDF: columns, notes in the margin and tables are read as they were drawn; what stands alone is read from above."""

from __future__ import annotations

import pytest

from ingest.formats.pdf.layout import laid_out
from ingest.formats.pdf.lines import lined
from ingest.formats.pdf.words import Word
from tests.growth import assert_linear

LEFT = ["The keeper let the oil run out", "in the night, and told nobody", "of it until the boats were in."]
RIGHT = ["The council says", "that the cask was", "never full, and", "that its store was", "locked."]
TEXT = ["14. Every ferryman shall carry at the bow of his boat a lamp", "of such a pattern as the justices approve."]
MORE = [
    "15. The tolls shall not be increased without notice, which is",
    "to be affixed to a post at each landing place.",
]


def block(lines: list[str], left: float, top: float, height: float = 10, apart: float = 1.2) -> list[Word]:
    """Return the words of lines that are drawn one below the other."""
    words = []
    for n, line in enumerate(lines):
        x = left
        for text in line.split():
            words.append(Word(text, x, x + len(text) * height / 2, top - n * height * apart, height, 0))
            x += (len(text) + 0.6) * height / 2
    return words


def read(*blocks: list[Word]) -> list[str]:
    """Return the lines of a page that are no blank ones, as they are read, with single blanks."""
    text = lined([laid_out(word for words in blocks for word in words)])[0]
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def test_columns_that_do_not_stand_level() -> None:
    """Columns of few lines, of letters of two sizes, are read one after the other, and what is drawn below both behind them."""
    head, foot = block(["Skeleton of the two cases"], 50, 700, 16), block(["The tribunal is asked."], 50, 500)
    columns = block(LEFT, 50, 650), block(RIGHT, 300, 645, 8)
    assert read(head, *columns, foot) == ["Skeleton of the two cases", *LEFT, *RIGHT, "The tribunal is asked."]


def test_a_head_that_is_drawn_last() -> None:
    """The head of a page and its foot stand above and below the columns, whenever they are drawn."""
    head, foot = block(["The Harbour Inquiry"], 200, 760), block(["7"], 260, 40)
    found = read(block(LEFT, 50, 650), block(RIGHT, 300, 650), foot, head)
    assert found == ["The Harbour Inquiry", *LEFT, *RIGHT, "7"]


def test_a_title_over_columns_of_its_size() -> None:
    """A title is not read as the first line of the first column, though it is drawn as one."""
    title = block(["The keeper, and what the council says that he has done to its lamps"], 50, 662)
    assert read([*title, *block(LEFT, 50, 650)], block(RIGHT, 300, 650))[1:] == [*LEFT, *RIGHT]


@pytest.mark.parametrize("left", [380, 5], ids=["on the right", "on the left"])
def test_notes_in_the_margin(left: float) -> None:
    """A note of a statute is read before the words beside which it begins, whether it is drawn behind them or at the end."""
    texts = block(TEXT, 60, 700), block(MORE, 60, 676)
    notes = block(["Lamp."], left, 700, 7), block(["Tolls not to be", "increased."], left, 676, 7)
    expected = ["Lamp.", *TEXT, "Tolls not to be increased.", *MORE]
    assert read(texts[0], notes[0], texts[1], notes[1]) == expected
    assert read(*texts, *notes) == expected


def test_a_note_beside_a_note() -> None:
    """Letters of three sizes: what stands beside a note in the margin is read too, each word once."""
    lines = [
        "The keeper shall carry at the bow a lamp of such a pattern",
        "as the justices approve, and light it by night in fog.",
        "and so on for ever and ever until the end of it all.",
    ]
    text, small, upon = (
        block(lines, 200, 700, 14),
        block(["See 4.", "Lamp"], 100, 657, 6),
        block(["Nobody lit it."], 200, 690, 14),
    )
    margin = block(
        ["Lamps and lantern", "lanterns of brass.", "Oil in casks here.", "Wicks, too, here."], 130, 690, 7, 2.2
    )
    drawn = [text, small, upon, margin]
    assert sorted(" ".join(read(*drawn)).split()) == sorted(word.text for words in drawn for word in words)


def test_rows_of_a_table() -> None:
    """Each row of a table whose cells are wrapped is one line, and one of single lines is read as it stands."""
    cells = [
        [["Item"], ["Work allowed"], ["Sum"]],
        [["A-101"], ["Renewal of the lead", "flashing to the north", "transept"], ["4,310"]],
        [["A-102"], ["Plaster"], ["612"]],
        [["A-103"], ["Survey of the", "bell frame"], ["1,950"]],
    ]
    top, drawn = 700.0, []
    for row in cells:
        drawn += [block(lines, x, top) for x, lines in zip((50, 110, 300), row, strict=True)]
        top -= max(map(len, row)) * 12 + 6
    assert read(*drawn) == [" ".join(line for cell in row for line in cell) for row in cells]


def test_a_table_drawn_column_by_column() -> None:
    """Lines that stand level, and of which none goes on, are read across."""
    names, paid = [f"Paid to keeper {n}" for n in range(6)], [f"In the month of May {n}" for n in range(6)]
    assert read(block(names, 50, 700), block(paid, 300, 700)) == [
        f"{one} {other}" for one, other in zip(names, paid, strict=True)
    ]


def test_numbers_before_paragraphs() -> None:
    """What is drawn before a paragraph as its number, or behind its line as the mark of a note, stays in its line."""
    mark = block(["4"], 215, 704, 6)
    assert read(block(["12."], 30, 700), block(LEFT[:1], 50, 700), mark, block(LEFT[1:], 50, 688)) == [
        f"12. {LEFT[0]} 4",
        *LEFT[1:],
    ]


def test_pages_of_a_transcript_side_by_side() -> None:
    """Two pages of a transcript on one are read one after the other, with the numbers of their lines."""
    pages = [
        [
            "Q. Did you sign?",
            "A. I signed whatever was",
            "in front of me.",
            "Q. Is that your hand?",
            "A. It is like it.",
        ],
        ["Q. Like it, or it is it?", "A. Like it.", "THE COURT: You may", "step down.", "(Witness excused.)"],
    ]
    drawn = [
        part
        for left, lines in zip((50, 300), pages, strict=True)
        for n, line in enumerate(lines)
        for part in (block([str(n + 1)], left, 700 - 12 * n), block([line], left + 20, 700 - 12 * n))
    ]
    expected = [f"{n} {line}" for lines in pages for n, line in enumerate(lines, 1)]
    assert read(*drawn) == expected


def test_a_formula() -> None:
    """Signs above and beside each other are no columns."""
    signs = block(["x k", "L 2"], 100, 700), block(["y k", "L 2"], 160, 700), block(["z", "n"], 220, 706)
    assert len(read(*signs)) < 6


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        pytest.param([("the 1", 0, 10), ("st", 4, 7), ("of June", 0, 10)], "the 1st of June", id="raised letters"),
        pytest.param([("seen.", 0, 10), ("4", 4, 7), ("Then", 0, 10)], "seen. 4 Then", id="the mark of a note"),
        pytest.param(
            [("rule 12", 0, 10), ("4", 4, 7), ("is", 0, 10)], "rule 12 4 is", id="such a mark behind a number"
        ),
        pytest.param([("M I N U T E S", 0, 10)], "MINUTES", id="letters set apart"),
        pytest.param([("A B C D E F", 0, 10)], "A B C D E F", id="choices"),
        pytest.param([("R E S O L V E D T H A T", 0, 10)], "R E S O L V E D T H A T", id="nothing tells the words"),
        pytest.param([("J R R T", 0, 10)], "J R R T", id="initials"),
    ],
)
def test_words_put_together(drawn: list[tuple[str, float, float]], expected: str) -> None:
    """The letters of an ordinal belong to its number, and those of a heading that are set apart are one word."""
    x, words = 50.0, []
    for text, up, height in drawn:
        words += block([text], x, 700 + up, height)
        x = words[-1].right + (0.5 if up or text[-1].isdigit() else 5)
    assert read(words) == [expected]


def test_letters_set_apart_in_words() -> None:
    """More room tells where a word of a heading ends."""
    assert read(block(["R U L E S"], 50, 700) + block(["O F"], 95, 700) + block(["T H E"], 116, 700)) == [
        "RULES OF THE"
    ]


@pytest.mark.alone
def test_growth_of_columns() -> None:
    """A page of many blocks side by side is laid out in time that grows with them alone."""
    words = [word for n in range(800) for word in block(RIGHT, 50 + 100 * (n % 5), 1e5 - 80 * (n // 5))]
    assert_linear(lambda size: laid_out(words[:size]), len(words) // 4)


@pytest.mark.alone
@pytest.mark.parametrize("right", [0, 90], ids=["upon each other", "beside each other"])
def test_growth_of_blocks_at_one_height(right: float) -> None:
    """So is one of many blocks at one height, up to where it is taken for no prose."""
    words = [word for n in range(800) for word in block(RIGHT, 50 + right * n, 700 + n / 10)]
    assert_linear(lambda size: laid_out(words[:size]), len(words) // 4)
