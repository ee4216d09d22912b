"""Whoever builds an archive is told what is left of the names that are withheld in it; nobody else is."""

from __future__ import annotations

from json import dumps
from pathlib import Path

import pytest

from tests.archives import everything, folder, run

DECLARED = "withhold: [{name: Edna Larkin, reason: privacy}]\n"
FIRST = "On that day Edna Larkin came to the pier.\n\n"
# the words in another paragraph or file, and what of the name is told
LEFT = {
    "a surname": ("Larkin said so.", ["`Larkin` in day-p2"]),
    "in capitals": ("MR LARKIN: No.", ["`Larkin` in day-p2"]),
    "with an ending": ("The Larkins were seen with Larkinové.", ["`Larkin` in day-p2"]),
    "a first name": ("Then Edna left.", ["`Edna` in day-p2"]),
    "another first name": ("Then Edna Mary Larkin left.", ["`Edna` in day-p2", "`Larkin` in day-p2"]),
    "initials": ("Then E. L. agreed.", ["`E.L.` in day-p2"]),
    "initials without marks": ("EL agreed.", ["`E.L.` in day-p2"]),
    "a longer name": ("Larkinsworth and Ednamode came.", []),
    "a word that is no name": ("A larkin is a kind of bird.", []),
    "nothing": ("The kettle was seen again.", []),
}


@pytest.mark.parametrize(("words", "told"), LEFT.values(), ids=LEFT)
def test_what_is_left_of_a_name(tmp_path: Path, words: str, told: list[str]) -> None:
    """A part of a withheld name that readers still find is told with the passages it stands in."""
    found = run("build", folder(tmp_path, day__txt=f"{FIRST}{words}\n", day__yml=DECLARED), "--db", tmp_path / "a.db")
    assert found.exit_code == 0, found.output
    said = f"day.yml withholds `Edna Larkin`; readers still find {'; '.join(told)}. Where that means the same person"
    assert (said in found.output) == bool(told) == ("still find" in found.output)


def test_a_name_that_another_source_has_whole(tmp_path: Path) -> None:
    """A name is withheld in one source; where others have it whole, in a passage or a title, these are told once."""
    files = {"day.txt": FIRST, "day.yml": DECLARED, "note.txt": "It was Edna Larkin.\n", "a.txt": "Who was it?\n"}
    files["a.yml"] = "title: On Edna M. Larkin\n"
    at = folder(tmp_path, **{name.replace(".", "__"): text for name, text in files.items()})
    found = run("build", at, "--db", tmp_path / "a.db")
    assert "readers still find `Edna Larkin` in note-p1, a. Where" in found.output
    again = run("build", at, "--db", tmp_path / "a.db")
    assert ("nothing has changed since" in again.output, "note-p1, a. Where" in again.output) == (True, True)


def test_many_places_are_counted(tmp_path: Path) -> None:
    """Of many passages the first are named, the rest counted; small words, titles and initials of a name are no names on their own."""
    text = "Dr E. van der Larkin came.\n\n" + "Larkin van der, said Dr E.\n\n" * 9
    declared = DECLARED.replace("Edna Larkin", "Dr E. van der Larkin")
    found = run("build", folder(tmp_path, day__txt=text, day__yml=declared), "--db", tmp_path / "a.db")
    assert "still find `Larkin` in day-p2, day-p3, day-p4, day-p5 and 5 more. Where" in found.output


@pytest.mark.parametrize("name", ["***", "& &", "-", '" OR "', "山田太郎", 'Ada " AND', "(Ada"])
def test_a_name_of_any_signs(tmp_path: Path, name: str) -> None:
    """Whatever is declared as a name, what is left of it can be asked for."""
    said = f"withhold: [{{name: {dumps(name)}, reason: privacy}}]\n"
    found = run("build", folder(tmp_path, day__txt=f"It was {name} again.\n", day__yml=said), "--db", tmp_path / "a.db")
    assert found.exit_code == 0, found.output


def test_it_is_told_to_nobody_else(tmp_path: Path) -> None:
    """What is told stands nowhere in the archive."""
    at = folder(tmp_path, day__txt=f"{FIRST}Larkin said so.\n", day__yml=DECLARED)
    assert "`Larkin`" in run("build", at, "--db", tmp_path / "a.db").output
    whole = everything(tmp_path / "a.db")
    assert "larkin said so" in whole
    assert "edna" not in whole
