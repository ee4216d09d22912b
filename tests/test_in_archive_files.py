"""What archive.yml, allegations.yml and retired.yml say is published: a build stops where that is what a source withholds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.archives import DUMP, LETTER, built, folder, rows, run

NAME = "withhold: [{pattern: 'Tobias \\w+', reason: privacy}]\n"
# the name is told by what stands above it alone
SIGNED = "withhold: [{pattern: '(?<=faithfully,\\n\\n)\\w+ \\w+', reason: privacy}]\n"
CLOSE = "withhold: [{pattern: '(?<=the matter of the )\\w+', reason: privacy}]\n"
ALLEGED = "allegations: [{title: That it was taken, made_by: Ada%s}]\n"
# declaration of the letter, other files, what is told
TOLD = {
    "title": (NAME, {"archive.yml": "title: The affair of Tobias Fenn\n"}, "archive.yml: title: "),
    "notice": (NAME, {"archive.yml": "title: A\nnotice: Not by Tobias Fenn.\n"}, "archive.yml: notice: "),
    "person": (NAME, {"archive.yml": "title: A\npeople: [{name: Tobias Fenn}]\n"}, "archive.yml: people[0].name: "),
    "alias": (NAME, {"archive.yml": "title: A\npeople: [{name: T. F., id: tf, aliases: [Tobias Fenn]}]\n"}, "archive.yml: people[0].aliases[0]: "),
    "id": (NAME, {"archive.yml": "title: A\npeople: [{name: Someone, id: tobias-fenn}]\n"}, "archive.yml: people[0].id: "),
    "place": (NAME, {"archive.yml": "title: A\nplaces: [{name: Hall, how_located: by Tobias Fenn}]\n"}, "archive.yml: places[0].how_located: "),
    "allegation": (NAME, {"allegations.yml": ALLEGED % ", against: Tobias Fenn"}, "allegations.yml: allegations[0].against: "),
    "note of evidence": (
        NAME, {"allegations.yml": ALLEGED % ", evidence: [{role: reply, quote: scales, note: by Tobias Fenn}]"},
        "allegations.yml: allegations[0].evidence[0].note: ",
    ),
    "reason": (NAME, {"retired.yml": "retired: [{id: x-p1, reason: Tobias Fenn asked}]\n"}, "retired.yml: retired[0].reason: "),
    "retired id": (NAME, {"retired.yml": "retired: [{id: tobias-fenn-p1, reason: asked}]\n"}, "retired.yml: retired[0].id: "),
    "very words": (SIGNED, {"archive.yml": "title: Letters of tobias  FENN\n"}, "archive.yml: title: it says `Tobias Fenn`, which is withheld here"),
    "very words in an id": (SIGNED, {"retired.yml": "retired: [{id: tobias-fenn-p1, reason: asked}]\n"}, "take the id out of it and of published-ids.txt"),
    "address": ("", {"archive.yml": "title: A\nnotice: Write to Ada.Quill@post.example\n"}, "add it under `release:`"),
    "number": ("", {"archive.yml": "title: A\ndescription: or ring +44 7700 900-123\n"}, "archive.yml: description: it says `07700 900123`"),
}  # fmt: skip


@pytest.mark.parametrize(("declared", "others", "words"), TOLD.values(), ids=TOLD)
def test_told(tmp_path: Path, declared: str, others: dict[str, str], words: str) -> None:
    """What is said of the archive as a whole and withheld in one text is told with its key, whoever says it."""
    sources = folder(tmp_path / "sources", day__txt=DUMP, letter__txt=LETTER, **others)
    if declared:
        folder(sources, letter__yml=declared)
    found = run("build", sources, "--db", tmp_path / "archive.db")
    assert (found.exit_code, (tmp_path / "archive.db").exists()) == (2, False)
    assert words in found.output


@pytest.mark.parametrize(
    ("declared", "others"),
    [
        (NAME, {"archive.yml": "title: Tobiah Fenn\npeople: [{name: Edna Fenn}]\n"}),
        (CLOSE, {"archive.yml": "title: The kettle\n"}),
        (NAME, {"archive.yml": "title: A\nnotice: Write to press@post.example\n"}),
        ("withhold: [{pattern: '(?s).+', reason: privacy}]\n", {"archive.yml": "title: Tobiah Fenn\n"}),
        ("release: []\n", {"archive.yml": "title: A\nnotice: Write to Ada Quill.\n"}),
    ],
    ids=["other words", "one word, elsewhere", "another address", "the whole text withheld", "nothing withheld"],
)
def test_may_be_said(tmp_path: Path, declared: str, others: dict[str, str]) -> None:
    """Other words may be said, and so may a common word that is withheld where it tells something."""
    built(tmp_path, day__txt=DUMP, letter__txt=LETTER, letter__yml=declared, **others)


def test_released(tmp_path: Path) -> None:
    """An address that is public may be said."""
    said = {"archive.yml": "title: A\nnotice: Write to Ada.Quill@post.example\n"}
    db = built(tmp_path, day__txt=DUMP, day__yml="release: [ada.quill@post.example]\n", **said)
    assert rows(db, "select notice from about") == [("Write to Ada.Quill@post.example",)]


def test_said_later(tmp_path: Path) -> None:
    """A source that has not changed is held against what is said since."""
    built(tmp_path, day__txt=DUMP, letter__txt=LETTER, letter__yml=SIGNED)
    (tmp_path / "sources" / "retired.yml").write_text("retired: [{id: x-p1, reason: Tobias Fenn asked}]\n")
    found = run("build", tmp_path / "sources", "--db", tmp_path / "archive.db")
    assert (found.exit_code, "retired.yml: retired[0].reason: it says `Tobias Fenn`" in found.output) == (2, True)
