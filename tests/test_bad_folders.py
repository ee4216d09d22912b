"""A mistake in a folder of sources, or a file that cannot be read, gets a sentence, exit status 2 and an untouched archive.db."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.archives import DUMP, LETTER, built, ended, folder, run, start
from tests.refusals import DIGEST, WITHOUT_RIGHTS, refused

# files of a folder, and what must be said of it
FOLDERS: dict[str, tuple[dict[str, str | bytes], list[str]]] = {
    "empty": ({}, ["sources: no source in it", ".txt", ".yml"]),
    "only a licence": ({"LICENSE": "CC0"}, ["sources: no source in it"]),
    "two of one id": (
        {"day__txt": DUMP, "day__yml": "title: Day\n", "night__txt": LETTER, "night__yml": "id: day\n"},
        ["its id `day` is already that of", "day.yml", "night.yml", "declare another"],
    ),
    "a document of one id with a source": (
        {"day__txt": DUMP, "day-2019-03-12__txt": LETTER, "day-2019-03-12__yml": "title: A letter\n"},
        ["day-2019-03-12.yml: its id `day-2019-03-12` is already that of", "day.txt"],
    ),
    "a declaration whose name has no letters": (
        {"….txt": LETTER, "….yml": "title: Day\n"},
        ["….yml: no id can be made of this name", "id:"],
    ),
    "one file declared twice": (
        {"day__txt": DUMP, "day__yml": "title: Day\n", "night__yml": "file: day.txt\n"},
        ["night.yml: day.txt is declared already, in", "day.yml", "join the two declarations"],
    ),
    "a copy of what is withheld": (
        {"day__txt": DUMP, "day__yml": "withhold: [{pattern: its shelf, reason: privacy}]\n", "night__txt": DUMP},
        ["night.txt: it has the very bytes of day.txt, of which", "day.yml withholds something"],
    ),
    "a copy of which something else is withheld": (
        {
            "day__txt": DUMP,
            "day__yml": "withhold: [{pattern: its shelf, reason: privacy}]\n",
            "night__txt": DUMP,
            "night__yml": "withhold: [{pattern: works council, reason: privacy}]\n",
        },
        [
            "night.yml: it has the very bytes of day.txt, of which",
            "day.yml: it has the very bytes of night.txt, of which",
        ],
    ),
    "archive.yaml": (
        {"day__txt": DUMP, "archive__yaml": "title: A\npeople: []\n"},
        ["archive.yaml: what it says is read from archive.yml alone; rename it"],
    ),
    "a declaration alone": ({"day__yml": "title: Day\n"}, ["day.yml: no file of this name lies beside it", "file:"]),
    "a declaration with the longest name": (
        {"d" * 251 + "__yml": "title: Day\n"},
        ["ddd.yml: no file of this name lies beside it", "file:"],
    ),
    "a declaration by sha256 alone": (
        {"day__yml": f"sha256: '{DIGEST}'\n"},
        ["day.yml: no file with sha256 000000000000…", "--files"],
    ),
    "junk named .txt": ({"day__txt": bytes(range(256))}, ["day.txt: it holds control characters and is not text"]),
    "an archive named .txt": ({"day__txt": b"PK\x03\x04\x14\x00"}, ["day.txt: it holds control characters"]),
    "no encoding known": ({"day__txt": b"caf\x81\x8d"}, ["day.txt: its encoding is not known", "`encoding:`"]),
    "broken UTF-16": ({"day__txt": b"\xff\xfea\x00\x00\xd8"}, ["day.txt: it holds control characters"]),
    "a link to nothing": ({}, ["lost.txt: it is a link to nothing; put the file there"]),
    "a folder for a file": ({"day__yml": "title: Day\n"}, ["day.yml: `day.txt` beside it is a folder"]),
    "a name that is not UTF-8": ({}, ["its name is not UTF-8", "rename the file"]),
    "archive.yml in a folder below": ({"day__txt": DUMP}, ["archive.yml: there is one archive.yml", "move"]),
}


@pytest.mark.parametrize(("files", "words"), FOLDERS.values(), ids=FOLDERS.keys())
def test_folder(tmp_path: Path, old: Path, files: dict[str, str | bytes], words: list[str], request: Any) -> None:
    """A mistake in a folder is told with the file and what to do."""
    sources = folder(tmp_path / "sources", **files)
    case = request.node.callspec.id
    if case == "a link to nothing":
        (sources / "lost.txt").symlink_to("nowhere.txt")
    elif case == "a folder for a file":
        (sources / "day.txt").mkdir()
    elif case == "a name that is not UTF-8":
        Path(os.fsdecode(os.fsencode(sources) + b"/caf\xe9.txt")).write_text(LETTER)
    elif case == "archive.yml in a folder below":
        folder(sources / "below", archive__yml="title: Below\n")
    refused(sources, old, *words)


def test_missing_folder(tmp_path: Path, old: Path) -> None:
    """A folder that is not there is named, and so is a file given in its place."""
    refused(tmp_path / "nowhere", old, "nowhere: there is no such folder; create it")
    refused(old, old, "archive.db: it is a file, not a folder")
    day = folder(tmp_path / "sources", day__txt=DUMP)
    refused(day, old, "elsewhere: there is no such folder", "--files", options=("--files", tmp_path / "elsewhere"))


def test_pipe(tmp_path: Path) -> None:
    """A pipe among the sources is not waited on."""
    sources = folder(tmp_path / "sources", day__txt=DUMP)
    os.mkfifo(sources / "pipe.txt")
    assert run("build", sources, "--db", tmp_path / "new.db").exit_code == 0


@pytest.mark.parametrize(
    ("path", "mode", "words"),
    [
        pytest.param("sources", 0o000, ["sources: the folder cannot be read (Permission denied)"], id="folder"),
        pytest.param("sources", 0o444, ["cannot be read"], id="folder without leave to enter"),
        pytest.param("sources/day.yml", 0o000, ["day.yml: it cannot be read (Permission denied)"], id="declaration"),
        pytest.param(
            "out", 0o555, ["archive.db.building: it cannot be written (Permission denied)"], id="target folder"
        ),
        pytest.param("out/archive.db", 0o000, ["archive.db: it cannot be opened", "permissions"], id="archive"),
    ],
)
def test_permissions(tmp_path: Path, path: str, mode: int, words: list[str]) -> None:
    """What may not be read or written is named; tried without the rights of root."""
    db = built(tmp_path / "out", letter__txt=LETTER)
    sources = folder(tmp_path / "sources", day__txt=DUMP, day__yml="title: Day\n")
    folder(sources / "below", letter__txt=LETTER)
    before = db.read_bytes()
    (tmp_path / path).chmod(mode)
    try:
        status, said = ended(start("build", sources, "--db", db, before=WITHOUT_RIGHTS))
    finally:
        (tmp_path / path).chmod(0o777)
    assert status == 2, said
    assert "Traceback" not in said
    for each in words:
        assert each in said
    assert db.read_bytes() == before
    assert not (tmp_path / "out" / "archive.db.building").exists()


@pytest.mark.parametrize("command", ["parse", "describe"])
@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("nowhere.txt", "nowhere.txt: there is no such file", id="missing"),
        pytest.param("", "sources: it is a folder, not a file", id="folder"),
        pytest.param("junk.txt", "junk.txt: it holds control characters", id="junk"),
        pytest.param("day.xyz", "day.xyz: no format reads this file", id="unknown format"),
        pytest.param("day.wpd", "day.wpd: no format reads this file; save it as .docx", id="advice"),
        pytest.param("day.numbers", "day.numbers: no format reads this file; save it as .xlsx", id="a spreadsheet"),
        pytest.param(
            "note.yml", "note.yml: it is a declaration; give the file that it speaks of", id="its declaration"
        ),
        pytest.param("bad.txt", "bad.yml: line 1: unknown key `titel`", id="declaration"),
    ],
)
def test_one_file(tmp_path: Path, command: str, name: str, words: str) -> None:
    """The commands that look at one file say what is wrong with it."""
    sources = folder(
        tmp_path / "sources",
        junk__txt=bytes(range(256)),
        day__xyz="?",
        day__wpd="?",
        day__numbers="?",
        note__yml="title: A note\n",
        bad__txt=DUMP,
        bad__yml="titel: Bad\n",
    )
    result = run(command, sources / name)
    assert (result.exit_code, words in result.output) == (2, True), result.output
