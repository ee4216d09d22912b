"""Old Word documents: numbers as Word shows them, what is shown as text, and what is not shown under its name."""

from __future__ import annotations

import struct
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings

from ingest.errors import UnreadableError
from ingest.formats.word import doc_file, doc_numbers, doc_styles, word
from tests.archives import built, rows, run
from tests.compound import compound
from tests.formats.doc.writer import P, Run, deleted, doc, hidden, inserted, level, old, p, row, sign, style
from tests.formats.docx.writer import docx
from tests.formats.docx.writer import p as new_p
from tests.formats.mutated import mutated
from tests.formats.shown import as_fixtures
from tests.growth import assert_linear

DECIMAL, UPPER_ROMAN, LOWER_ROMAN, UPPER_LETTER, LOWER_LETTER, ORDINAL, CARDINAL, ZERO, BULLET, NONE = (
    0,
    1,
    2,
    3,
    4,
    5,
    6,
    22,
    23,
    255,
)
LEGAL, NEVER_RESTARTS, NOTHING_FOLLOWS = 4, 8, 2
RULES = (level(DECIMAL, "%1."), level(LOWER_LETTER, "(%2)"), level(LOWER_ROMAN, "(%3)"))
DOTTED = (level(DECIMAL, "%1"), level(DECIMAL, "%1.%2"), level(DECIMAL, "%1.%2.%3"))
STYLES = (
    style(0, "Normal"), style(1, "Überschrift 1", 0), style(0xFFE, "Mine", 1), style(62, "Titel", 0), style(0xFFE, "Quote", 0),
    style(0xFFE, "Deep", 0, struct.pack("<HB", 0x2640, 2)), style(0xFFE, "Rule", 0, struct.pack("<HH", 0x460B, 1)),
    style(0xFFE, "Sub", 6, struct.pack("<HB", 0x260A, 1)), style(0xFFE, "Gone", 0, characters=struct.pack("<HB", 0x083C, 1)),
    style(65, "Absatz-Schrift", kind=2), b"",
)  # fmt: skip
NORMAL, H1, MINE, TITLE, QUOTE, DEEP, RULE, SUB, GONE = range(9)


def read(data: bytes) -> tuple[list[dict[str, str]], list[str]]:
    """Return the blocks of a Word file as text fixtures show them, and its problems."""
    return as_fixtures(word.decode(data))


def shown(data: bytes) -> list[str]:
    return [words for block in read(data)[0] for words in block.values()]


@pytest.mark.parametrize(
    ("levels", "depths", "numbers"),
    [
        pytest.param(RULES, [0, 1, 1, 2, 2, 1, 0, 1], ["1.", "(a)", "(b)", "(i)", "(ii)", "(c)", "2.", "(a)"], id="points"),
        pytest.param(DOTTED, [0, 1, 1, 2, 0, 1], ["1", "1.1", "1.2", "1.2.1", "2", "2.1"], id="dotted"),
        pytest.param(DOTTED, [2, 1], ["1.1.1", "1.2"], id="a level above is missing"),
        pytest.param((level(DECIMAL, "Schedule %1"),), [0, 0], ["Schedule 1", "Schedule 2"], id="schedules"),
        pytest.param((level(UPPER_ROMAN, "Part %1"), level(DECIMAL, "%1.%2", flags=LEGAL)), [0, 1], ["Part I", "1.1"], id="legal"),
        pytest.param((level(UPPER_LETTER, "%1)"),), [0] * 27, [*(f"{chr(65 + n)})" for n in range(26)), "AA)"], id="letters"),
        pytest.param((level(ORDINAL, "%1"),), [0] * 3, ["1st", "2nd", "3rd"], id="ordinals"),
        pytest.param((level(CARDINAL, "%1"),), [0] * 2, ["One", "Two"], id="words"),
        pytest.param((level(ZERO, "%1", start=9),), [0] * 2, ["09", "10"], id="zero"),
        pytest.param((level(BULLET, "\uf0b7"), level(BULLET, "–")), [0, 1], ["•", "–"], id="bullets"),
        pytest.param((level(NONE, ""),), [0], [""], id="none"),
        pytest.param((level(DECIMAL, "%1."), level(DECIMAL, "%2.", flags=NEVER_RESTARTS)), [0, 1, 0, 1], ["1.", "1.", "2.", "2."], id="never"),
    ],
)  # fmt: skip
def test_numbers(levels: tuple[bytes, ...], depths: list[int], numbers: list[str]) -> None:
    """The number of a paragraph is the one that Word shows."""
    data = doc(*(p("it", numbered=(1, depth)) for depth in depths), lists=(levels,), uses=((0, {}),))
    assert shown(data) == [f"{number} it".strip() for number in numbers]


def test_lists_that_go_on_and_begin_again() -> None:
    """Two uses of one list count on together; one that changes the start begins again."""
    data = doc(
        *(p("it", numbered=(n, 0)) for n in (1, 1, 2, 3, 3, 9)), lists=(RULES,), uses=((0, {}), (0, {}), (0, {0: 5}))
    )
    assert shown(data) == ["1. it", "2. it", "3. it", "5. it", "6. it", "it"]


def test_numbers_of_styles() -> None:
    """A style may number its paragraphs, with a level that it takes from another or sets, and a heading may be numbered."""
    paragraphs = (
        p("Candidates", style=RULE),
        p("may speak", style=SUB),
        p("Ballots", style=H1, numbered=(1, 0)),
        p("plain", style=RULE, numbered=(0, 0)),
    )
    assert read(doc(*paragraphs, styles=STYLES, lists=(RULES,), uses=((0, {}),)))[0] == [
        {"list item 1": "1. Candidates"}, {"list item 2": "(a) may speak"}, {"heading 1": "2. Ballots"}, {"paragraph": "plain"},
    ]  # fmt: skip


def test_unknown_numbers() -> None:
    """Numbers of a form that is not known are counted, and that is told."""
    _, problems = read(doc(p("it", numbered=(1, 0)), lists=((level(45, "%1"),),), uses=((0, {}),)))
    assert problems == [
        "numbers of the form number 45 are shown as 1, 2, 3; check them against the document as its program shows it"
    ]


def test_kinds() -> None:
    """Headings are known by the numbers of their styles, in whatever language, or by their outline; quotations by the name."""
    paragraphs = (
        p("The kettle", style=TITLE), p("One", style=H1), p("Two", style=MINE), p("Three", style=DEEP), p("Back!", style=QUOTE),
        p("(a) it is"), p("Four", outline=3), p("five", style=99),
    )  # fmt: skip
    assert read(doc(*paragraphs, styles=STYLES))[0] == [
        {"heading 1": "The kettle"}, {"heading 1": "One"}, {"heading 1": "Two"}, {"heading 3": "Three"}, {"quote": "Back!"},
        {"list item": "(a) it is"}, {"heading 4": "Four"}, {"paragraph": "five"},
    ]  # fmt: skip


def test_tracked_changes() -> None:
    """What was inserted is shown, what was deleted is a discard, and a problem tells of both."""
    blocks, problems = read(doc(p("The kettle ", inserted("is back"), deleted("was never gone"), ".")))
    assert blocks == [{"paragraph": "The kettle is back."}, {"(deleted text)": "was never gone"}]
    assert [words[:22] for words in problems] == ["it has tracked changes"]


def test_what_is_not_shown() -> None:
    """Hidden words, headers, footers, comments, what fields say to Word and the addresses of links are not in the text."""
    link = '\x13 HYPERLINK "http://a.example/\x13 PAGE \x141\x15" \x14the log\x15'
    data = doc(
        p("open door", hidden("secret"), " and ", link, ", page \x13 PAGE \x147\x15"), p("not seen", style=GONE), styles=STYLES,
        headers=("", "Works council", "Page 7", "Page 7", "Works council", "Cover"), comments=("Why?",),
    )  # fmt: skip
    assert read(data)[0] == [
        {"paragraph": "open door and the log, page 7"}, {"(hidden text)": "secret"}, {"(hidden text)": "not seen"},
        {"(page header)": "Works council"}, {"(page footer)": "Page 7"}, {"(page footer)": "Cover"}, {"(comment of the file)": "Why?"},
        {"(link of the file)": "http://a.example/1"},
    ]  # fmt: skip


def test_notes_and_signs() -> None:
    """Notes stand behind their paragraph; breaks, tabs and signs are as they are seen, a letter of two halves is one."""
    data = doc(
        p("Taken\x02"), p("x\ta\x0bb\x1e", sign(0xF0B7), " \U0001d518\x1f", sign(0x2713)), p("Again\x02"),
        notes=((p("\x02 On Friday."), p("Or Saturday.")), (p("\x02 See the log."),)),
    )  # fmt: skip
    assert shown(data) == [
        "Taken[1]",
        "[1] On Friday.",
        "Or Saturday.",
        "x\ta\nb\u2011• \U0001d518✓",
        "Again[2]",
        "[2] See the log.",
    ]


def test_tables() -> None:
    """A table is its rows; a table of one column is a frame around paragraphs."""
    cell = P((Run("Quill"),), 0, struct.pack("<HB", 0x2416, 1))
    data = doc(*row("Name", "Shelf"), cell, *row("Ada", "12"), p("between"), *row("A frame"))
    assert read(data)[0] == [
        {"table": "| Name | Shelf |"}, {"table": "| Quill Ada | 12 |"}, {"paragraph": "between"}, {"paragraph": "A frame"},
    ]  # fmt: skip


def test_one_byte_a_character() -> None:
    """A text that needs no more is kept in one byte a character."""
    assert shown(doc(p("The kettle’s “back” – café"), p("it"), is_narrow=True)) == ["The kettle’s “back” – café", "it"]


def test_word_6() -> None:
    """Of Word 6 and 95 the words are read, and that their headings, tables and numbers are not is told; a Mac wrote them its own way."""
    blocks, problems = read(old("The café\rclosed\x07early\x07\x07\r"))
    assert blocks == [{"paragraph": "The café"}, {"paragraph": "closed"}, {"paragraph": "early"}]
    assert [words[:23] for words in problems] == ["it is of Word 6 or 95: "]
    assert shown(old("Le café\r", encoding="mac_roman", of_mac=True)) == ["Le café"]
    assert as_fixtures(word.decode(old("Чайник\r", encoding="cp1251"), "cp1251"))[0] == [{"paragraph": "Чайник"}]


def test_other_files_of_the_name() -> None:
    """A new document, RTF or a page that is called `.doc` is read as what it is, and an old one that is called `.docx` as well."""
    assert shown(docx(new_p("it is back"))) == ["it is back"]
    assert shown(rb"{\rtf1 it is back\par}") == ["it is back"]
    assert shown(b"\xef\xbb\xbf<html><body><p>it is back</p></body></html>") == ["it is back"]
    assert word.decode(doc(p("it is back"))).text == "it is back"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"", "no Word document", id="nothing"),
        pytest.param(b"Dear Sir", "no Word document", id="a letter"),
        pytest.param(b"\xdb\xa5\x2d\0" + bytes(2_000), "a Word before 6", id="Word 2"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "damaged", id="a head alone"),
        pytest.param(compound({"Workbook": b"x"}), "another old program", id="another program"),
        pytest.param(compound({"EncryptedPackage": b"x"}), "locked with a password", id="a new one, locked"),
        pytest.param(doc(p("it"), flags=0x0100), "locked with a password", id="locked"),
        pytest.param(doc(p("\x01", "\x08")), "pictures and no text", id="pictures alone"),
    ],
)
def test_refused(data: bytes, words: str) -> None:
    """What cannot be read is refused with a sentence that says what to do."""
    with pytest.raises(UnreadableError, match=words):
        word.decode(data)


RUSSIAN = "Мы видели, как старый чайник стоял на столе у окна, и никто не знал, чей он.\r"


def test_other_alphabets() -> None:
    """An old document whose letters are of another alphabet is read in the encoding that is declared, and is not made Western letters of."""
    data = old(RUSSIAN, encoding="cp1251")
    with pytest.raises(UnreadableError, match=r"declare it with `encoding:` \(it may be in cp1251\)"):
        word.decode(data)
    assert word.decode(data, "cp1251").text == RUSSIAN.strip()


def test_other_encodings() -> None:
    """Words that are none in Windows-1252 are read in the only encoding that makes words of them, and that is told."""
    polish = "Zażółć gęślą jaźń: łódź płynęła, gdyż żółw źle śpiewał. Środą wzięła się świeża woda, choć późno.\r"
    blocks, problems = read(old(polish, encoding="cp1250"))
    assert blocks == [{"paragraph": polish.strip()}]
    assert "it is read as cp1250" in problems[1]


def test_cut_off() -> None:
    """Of a file that breaks off the words are read that are there, and how many are missing is told."""
    blocks, problems = read(old("it is back\r", count=4_000))
    assert blocks == [{"paragraph": "it is back"}]
    assert problems[1:] == ["it breaks off: 928 characters of its text are missing; get the whole"]


WHOLE = doc(
    p("The kettle\x02", style=H1), p("it", numbered=(1, 1)), p("is ", deleted("gone"), "back"), *row("a", "b"), p("\x13 PAGE \x14 7\x15"),
    styles=STYLES, lists=(RULES,), uses=((0, {1: 3}),), notes=((p("\x02 A note."),),), headers=("", "Head"), comments=("Why?",),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(mutated(WHOLE))
def test_mutated(data: bytes) -> None:
    """Whatever bytes change, no error comes out but a sentence."""
    with suppress(UnreadableError):
        read(data)


def test_any_end() -> None:
    """Wherever lists and styles break off, what stands before is read, and nothing else comes of it."""
    file = doc_file.read(WHOLE)
    lists, uses, styles = file.part(73, beyond=True), file.part(74), file.part(1)
    whole = doc_numbers.read(lists, uses)
    assert whole.lists
    assert whole.used
    assert len(doc_styles.read(styles)) == len(STYLES)
    for end in range(len(lists)):
        doc_numbers.read(lists[:end], uses)
    for end in range(len(uses)):
        doc_numbers.read(lists, uses[:end])
    for end in range(len(styles)):
        doc_styles.read(styles[:end])


@pytest.mark.alone
@pytest.mark.parametrize("what", ["words", "paragraphs", "fields", "rows", "notes", "comments", "number", "styles"])
def test_growth(what: str) -> None:
    """A document four times as long takes about four times as long, however its parts are made."""

    def made(size: int) -> bytes:
        long = level(DECIMAL, "??" * 4 * min(size, 4_000)).replace("??".encode("utf-16-le"), "%1".encode("utf-16-le"))
        made_of = {
            "words": lambda: doc(p("kettle " * size)),
            "paragraphs": lambda: doc(
                *[p("kettle ", deleted("cup"), numbered=(1, 1))] * size, lists=(RULES,), uses=((0, {}),)
            ),
            "fields": lambda: doc(p("\x13 PAGE \x14" * size)),
            "rows": lambda: doc(*row("a", "b") * size),
            "notes": lambda: doc(p("kettle\x02" * size), notes=((p("\x02 A note."),),) * size),
            "comments": lambda: doc(p("kettle"), comments=tuple(f"Why {n}?" for n in range(size))),
            "number": lambda: doc(*[p("a", numbered=(1, 0))] * size, lists=((long,),), uses=((0, {}),)),
            "styles": lambda: doc(p("kettle"), styles=tuple(style(0xFFE, "Mine", n + 1) for n in range(size))),
        }
        return made_of[what]()

    sizes = {"words": 20_000, "fields": 20_000}
    held = {size: made(size) for size in (sizes.get(what, 1_000), 4 * sizes.get(what, 1_000))}
    assert_linear(lambda size: read(held[size]), min(held))


def test_archive(tmp_path: Path) -> None:
    """An old Word file in an archive is verified, and its rules have the numbers that Word shows."""
    data = doc(
        p("The kettle", style=H1),
        p("It is filled.", numbered=(1, 0)),
        p("By hand.", numbered=(1, 1)),
        styles=STYLES,
        lists=(RULES,),
        uses=((0, {}),),
    )
    db = built(tmp_path, rules__doc=data, rules__yml="kind: rules\ntitle: Kettle Rules\n")
    assert run("verify", db).exit_code == 0
    assert rows(db, "select text from passages order by position") == [
        ("The kettle",),
        ("1. It is filled.",),
        ("(a) By hand.",),
    ]
    assert rows(db, "select media_type from sources") == [("application/msword",)]
    assert rows(db, "select number from rule_clauses order by rowid") == [("1",), ("1(a)",)]
