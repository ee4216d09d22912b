"""Bad input gets a sentence, exit status 2 and an untouched archive.db."""

from __future__ import annotations

import fcntl
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from ingest.rebuild import replace
from tests.archives import DUMP, LETTER, ROOT, built, ended, folder, rows, run, start
from tests.forked import building, seconds

BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
DIGEST = "0" * 64


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """An archive that stands already, and that no mistake may touch."""
    return built(tmp_path / "old", letter__txt=LETTER)


@contextmanager
def untouched(db: Path) -> Iterator[None]:
    """Assert that `db` keeps its bytes, and that nothing new lies beside it."""
    before = db.read_bytes() if db.is_file() else None
    beside = sorted(db.parent.iterdir())
    yield
    assert (db.read_bytes() if db.is_file() else None) == before
    assert sorted(db.parent.iterdir()) == beside


def refused(sources: Path, db: Path, *words: str, options: tuple[str | Path, ...] = ()) -> str:
    """Build, expect exit status 2 and every one of the words, and return what was said."""
    with untouched(db):
        result = run("build", sources, "--db", db, *options)
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    for each in words:
        assert each in result.output
    return result.output


# allegations.yml beside day.txt and letter.txt, and what must be said of it
ALLEGED = {
    "unknown key": (
        "allegations:\n  - {title: T, made_by: A, evidnce: []}\n",
        ["allegations.yml: line 2: unknown key `evidnce`", "did you mean `evidence`?"],
    ),
    "unknown key of evidence": (
        "allegations:\n  - {title: T, made_by: A, evidence: [{role: reply, zzz: x}]}\n",
        ["allegations.yml: line 2: unknown key `zzz`", "known keys: role, passage, clause, quote, in, note"],
    ),
    "nobody alleges it": ("allegations:\n  - {title: T}\n", ["allegations.yml: line 2:", "`made_by`"]),
    "no such role": (
        "allegations:\n  - {title: T, made_by: A, evidence: [{role: proof, passage: day-p1}]}\n",
        ["allegations.yml: line 2: allegations[0].evidence[0].role: ", "proof"],
    ),
    "no such day": (
        "allegations:\n  - {title: T, made_by: A, made_date: 2019-02-30}\n",
        ["allegations.yml: line 2:", "made_date: there is no such date as 2019-02-30"],
    ),
    "verdict": (
        "allegations:\n  - {title: T, made_by: A, status: proven at last}\n",
        ["allegations.yml: line 2:", "status: `proven` is a verdict, and the archive gives none", "`decided`"],
    ),
    "pointing at nothing": (
        "allegations:\n  - {title: T, made_by: A, evidence: [{role: reply}]}\n",
        ["allegations.yml: line 2:", "point at one thing: `passage:`, `clause:` or `quote:`"],
    ),
    "pointing at two things": (
        "allegations:\n  - {title: T, made_by: A, evidence: [{role: reply, quote: a, clause: b}]}\n",
        ["allegations.yml: line 2:", "point at one thing"],
    ),
    "in without a quotation": (
        "allegations:\n  - {title: T, made_by: A, evidence: [{role: reply, passage: a, in: b}]}\n",
        ["allegations.yml: line 2:", "in: it says where the words of a `quote:` stand"],
    ),
    "made in two places": (
        "allegations:\n  - {title: T, made_by: A, passage: a, quote: b}\n",
        ["allegations.yml: line 2:", "say once where it is made"],
    ),
    "unknown passage": (
        "allegations:\n  - {title: T, made_by: A, passage: day-p99}\n",
        ["allegations.yml: `T`: passage: there is no `day-p99` in this archive", "ingest parse"],
    ),
    "unknown passage of evidence": (
        "allegations:\n  - {title: T, made_by: A, evidence: [{role: reply, passage: day-p99}]}\n",
        ["allegations.yml: `T`: evidence 1: passage: there is no `day-p99`"],
    ),
    "unknown clause": (
        "allegations:\n  - {title: T, made_by: A, evidence: [{role: rule applied, clause: rules-cl-9}]}\n",
        ["allegations.yml: `T`: evidence 1: clause: there is no `rules-cl-9`", "the page of the clause"],
    ),
    "words that stand nowhere": (
        "allegations:\n  - {title: T, made_by: A, quote: the teapot of the hall}\n",
        ["allegations.yml: `T`: quote: `the teapot of the hall` stands in no passage", "copy whole words"],
    ),
    "words that are no words": (
        "allegations:\n  - {title: T, made_by: A, quote: '”\"'}\n",
        ["allegations.yml: `T`: quote: ", "stands in no passage"],
    ),
    "words that stand elsewhere": (
        "allegations:\n  - {title: T, made_by: A, quote: Yours faithfully, in: day}\n",
        ["allegations.yml: `T`: quote: `Yours faithfully` stands in no passage of `day`"],
    ),
    "words in several places": (
        "allegations:\n  - {title: T, made_by: A, quote: kettle}\n",
        ["allegations.yml: `T`: quote: `kettle` stands in 4 places", "say with `in:`"],
    ),
    "words within nothing": (
        "allegations:\n  - {title: T, made_by: A, quote: kettle, in: dya}\n",
        ["allegations.yml: `T`: in: there is no passage, document or source `dya`", "mend the id"],
    ),
    "unknown person": (
        "allegations:\n  - {title: T, made_by: ada-qill}\n",
        ["allegations.yml: `T`: made_by: `ada-qill` is no id under people: or organisations:", "write a name"],
    ),
    "id that stands twice": (
        "allegations:\n  - {title: T, made_by: A}\n  - {title: t, made_by: B}\n",
        ["allegations.yml: `t`: the id `t` stands twice", "declare another `id:`"],
    ),
    "title that gives no id": (
        "allegations:\n  - {title: Ω, made_by: A}\n",
        ["allegations.yml: `Ω`: no id can be made of this title"],
    ),
}

# declaration of day.txt, and what must be said of it
DECLARATIONS = {
    "unknown key": (
        "title: Day\npublishr: The Courier\n",
        ["day.yml: line 2:", "`publishr`", "did you mean `publisher`?"],
    ),
    "unknown key of a hint": (
        "hints:\n  posts:\n    - titel: X\n",
        ["day.yml: line 3:", "`titel`", "did you mean `title`?"],
    ),
    "unknown key like the end of a sentence": (
        "title: Day\n'zzz` - at `$.foo': 1\n",
        ["day.yml: line 2: unknown key `zzz` - at `$.foo`; known keys: id, file, sha256"],
    ),
    "empty key": ("title: Day\n'': 1\n", ["day.yml: line 2: a key is empty; known keys: id, file, sha256"]),
    "endless key": (f"{'z' * 1000}: 1\n", [f"day.yml: line 1: unknown key `{'z' * 60}…`; known keys"]),
    "unknown key like no other": ("zzz: 1\n", ["day.yml: line 1:", "`zzz`", "known keys: id, file, sha256"]),
    "key of another name": ("date: 2016\n", ["day.yml: line 1: unknown key `date`", "did you mean `published_date`?"]),
    "key in capitals": ("Title: Day\n", ["unknown key `Title`", "did you mean `title`?"]),
    "part of a key": ("hints: {editions: [{from: 2016}]}\n", ["unknown key `from`", "did you mean `from_date`?"]),
    "key that belongs further in": (
        "posts: [{title: Day}]\n",
        ["unknown key `posts`; it belongs below `hints:`, further to the right."],
    ),
    "key that belongs two steps further in": (
        "instrument: Rules\n",
        ["line 1: unknown key `instrument`; it belongs below `hints:` and there `editions:`, further to the right."],
    ),
    "key that belongs elsewhere, and is written like another": (
        "until: 2030-01-01\n",
        ["unknown key `until`; it belongs below `withhold:`, further to the right."],
    ),
    "key that belongs further out": (
        "hints:\n  year: 2016\n  licence: CC0\n",
        ["day.yml: line 3: unknown key `licence`; it stands too far to the right"],
    ),
    "wrong type": ("title: Day\nhints: [a, b]\n", ["day.yml: line 2: hints:", "object", "`key: value` lines"]),
    "list for words": ("title: [a, b]\n", ["day.yml: line 1: title: it must be words, not a list"]),
    "wrong kind": ("kind: pamphlet\n", ["day.yml: line 1: kind:", "`pamphlet`", "one of blog post, article, witness"]),
    "half a kind": ("kind: blog\n", ["day.yml: line 1: kind: `blog` is not known; did you mean `blog post`?"]),
    "no value": ("title: #1\n", ["day.yml: line 1: title: it is empty", "take the key out"]),
    "no date": (
        "published_date: last spring\n",
        ["day.yml: line 1: published_date: `last spring` does not fit", "as 2016, 2016-12 or 2016-12-05"],
    ),
    "date and time": (
        "retrieved_date: 2016-07-01T10:00:00Z\n",
        ["retrieved_date: `2016-07-01T10:00:00Z` does not fit"],
    ),
    "null for a date": ("retrieved_date: null\n", ["day.yml: line 1: retrieved_date: it is empty", "take the key out"]),
    "edition that ends before it begins": (
        "hints: {editions: [{from_date: 2016, to_date: 2015}]}\n",
        ["day.yml: line 1: hints.editions[0].to_date: 2015 is before 2016"],
    ),
    "edition of nothing": (
        "hints: {editions: [{title: Rules of 2015, from_date: 2015}]}\n",
        [
            "day.yml: hints: editions: no edition here is titled `Rules of 2015`",
            "copy the title that `ingest parse` prints (none has a title that is read).",
        ],
    ),
    "two editions without a title": (
        "kind: rules\nhints: {editions: [{from_date: 2015}, {from_date: 2016}]}\n",
        ["day.yml: hints: editions: more than one has no `title:`"],
    ),
    "edition of no rules": (
        "hints: {editions: [{instrument: Rules, from_date: 2015}]}\n",
        ["day.yml: hints: editions: this file is not read as rules", "`kind: rules`"],
    ),
    "a country that there is not": ("region: UK\n", ["day.yml: line 1: region: no country has the code UK"]),
    "correction of nothing into itself": (
        "corrections:\n  - {before: its shelf, after: its shelf, reason: misprint}\n",
        ["day.yml: line 2: corrections[0].after: it is the same as `before:`"],
    ),
    "missing key": ("withhold: [{pattern: x}]\n", ["day.yml: line 1: withhold[0]: `reason` is missing; add a line"]),
    "pattern that the title tells": (
        "title: How its shelf was left\nwithhold: [{pattern: its shelf, reason: privacy}]\n",
        ["day.yml: title: it says what the pattern `its shelf` withholds"],
    ),
    "pattern that a correction tells": (
        "withhold: [{pattern: its shelf, reason: privacy}]\n"
        "corrections: [{before: which nobody, after: its shelf, reason: misprint}]\n",
        ["day.yml: corrections[0].after: it says what the pattern `its shelf` withholds"],
    ),
    "pattern that its note tells": (
        "withhold: [{pattern: its shelf, reason: privacy, note: of its shelf}]\n",
        ["day.yml: withhold[0].note: it says what the pattern `its shelf` withholds"],
    ),
    "no such day": (
        "title: Day\npublished_date: '2019-02-30'\n",
        ["day.yml: line 2: published_date:", "no such date as 2019-02-30"],
    ),
    "no such month": ("withhold:\n  - pattern: x\n    reason: privacy\n    until: '2019-13'\n", ["line 4:", "until:"]),
    "no url": ("url: courier.example\n", ["day.yml: line 1: url: `courier.example` does not fit", "http://"]),
    "broken YAML": ("title: Day: the first\n", ["day.yml: line 1:", "not valid YAML", "in quotes"]),
    "tab": ("hints:\n\tposts: []\n", ["day.yml: line 2: not valid YAML", "a tab stands there; write blanks"]),
    "sign that YAML keeps": ("title: @day\n", ["day.yml: line 1: not valid YAML", "put the text in quotes"]),
    "backslash in quotes": (
        'withhold: [{pattern: "\\d", reason: privacy}]\n',
        ["day.yml: line 1: not valid YAML", "put the text in single quotes"],
    ),
    "no blank behind the colon": ("title:Day\nkind: article\n", ["day.yml: line 2:", "this line or the one above"]),
    "quotes that are not closed": ('title: "Day\ncreator: "Ada"\n', ["day.yml: line 2:", "close quotes"]),
    "broken YAML further down": ("title: Day\nhints: [\n", ["day.yml: line 3:", "not valid YAML"]),
    "duplicate key": ("title: Day\ntitle: Night\n", ["day.yml: line 2:", "`title` stands twice", "keep one"]),
    "alias bomb": (BOMB, ["day.yml:", "aliases", "write the value out"]),
    "nested too deeply": ("hints: " + "[" * 5000, ["day.yml:", "nested too deeply"]),
    "empty": ("", ["day.yml: it is empty", "title:"]),
    "only a comment": ("# later\n", ["day.yml: it is empty"]),
    "a list": ("- title: Day\n", ["day.yml:", "key: value"]),
    "not UTF-8": (b"title: caf\xe9\n", ["day.yml: byte 10", "save the file as UTF-8"]),
    "control characters": ('title: "a\\0b"\n', ["day.yml: line 1: title:", "control characters"]),
    "half a character": ('title: "a\\ud800b"\n', ["day.yml: line 1: title:", "control characters"]),
    "wrong sha256": (f"sha256: '{DIGEST}'\n", ["day.yml: sha256 of day.txt is ", "declared 000000000000…", "update"]),
    "sha256 that is none": ("sha256: abc\n", ["day.yml: line 1: sha256:"]),
    "misspelt file": ("file: Dey.txt\n", ["day.yml: file: `Dey.txt` is not there; did you mean `day.txt`?"]),
    "vanished file": ("file: gone.txt\n", ["day.yml: file: `gone.txt` is not there", "remove this declaration"]),
    "folder for a file": ("file: shelf\n", ["day.yml: file: `shelf` is a folder", "name a file in it"]),
    "file that no format reads": ("file: day.xyz\n", ["day.yml: file: `day.xyz`: no format reads this file"]),
    "unknown encoding": ("encoding: klingon\n", ["day.yml: encoding:", "klingon", "take the key out"]),
    "wrong encoding": ("encoding: utf-16\n", ["day.yml: encoding:", "utf-16"]),
    "encoding of no text": ("encoding: rot13\n", ["day.yml: encoding:", "rot13"]),
    "encoding of names": ("encoding: idna\n", ["day.yml: encoding: there is none of the name idna"]),
    "encoding of programs": ("encoding: Unicode_Escape\n", ["day.yml: encoding: there is none of the name Unicode_E"]),
    "pattern that finds nothing": (
        "withhold:\n  - pattern: Zebedee\n    reason: privacy\n",
        ["day.yml: withhold: the pattern `Zebedee` finds nothing", "take it out"],
    ),
    "name that finds nothing": (
        "withhold:\n  - name: Zebedee\n    reason: privacy\n",
        ["day.yml: withhold: the name `Zebedee` finds nothing", "take it out"],
    ),
    "name that the title tells": (
        "title: Its Shelf was left\nwithhold: [{name: its shelf, reason: privacy}]\n",
        ["day.yml: title: it says what the name `its shelf` withholds"],
    ),
    "pattern that is none": (
        "withhold:\n  - pattern: '(Ada'\n    reason: privacy\n",
        ["day.yml: withhold: `(Ada` is no regular expression", "mend it"],
    ),
    "pattern that repeats too often": (
        "withhold:\n  - pattern: 'a{99999999999}'\n    reason: privacy\n",
        ["day.yml: withhold: `a{99999999999}` is no regular expression", "mend it"],
    ),
    "pattern nested too deeply": (
        f"withhold:\n  - pattern: '{'(' * 3000}a{')' * 3000}'\n    reason: privacy\n",
        ["day.yml: withhold: `((((", "nested too deeply for a regular expression"],
    ),
    "withholding nothing": ("withhold:\n  - reason: privacy\n", ["day.yml: line 2:", "`passage:`"]),
    "withholding two things": (
        "withhold:\n  - {pattern: a, document: b, reason: privacy}\n",
        ["day.yml: line 2:", "name one thing to withhold"],
    ),
    "unknown document": (
        "withhold:\n  - document: day-1999\n    reason: privacy\n",
        ["day.yml: withhold: document: `day-1999` is not in this source", "ingest parse"],
    ),
    "unknown passage": (
        "withhold:\n  - passage: day-p99\n    reason: privacy\n",
        ["day.yml: withhold: passage: `day-p99` is not in this source", "ingest parse"],
    ),
    "release of nothing": ("release: [zoe@post.example]\n", ["day.yml: release: `zoe@post.example` is not withheld"]),
    "correction of nothing": (
        "corrections:\n  - {before: keddle, after: kettle, reason: misprint}\n",
        ["day.yml: corrections: `keddle` stands 0 times", "check its spelling"],
    ),
    "correction of two": (
        "corrections:\n  - {before: kettle, after: the Kettle, reason: misprint}\n",
        ["day.yml: corrections: `kettle` stands 3 times", "more of the words around it"],
    ),
    "corrections that overlap": (
        "corrections:\n  - {before: its shelf on, after: a, reason: b}\n  - {before: on Monday, after: a, reason: b}\n",
        ["day.yml: corrections: `on Monday` overlaps another"],
    ),
    "correction that parts a paragraph": (
        'corrections:\n  - {before: "which nobody", after: "a\\n\\nb", reason: c}\n',
        ["day.yml: corrections: one of them cuts a paragraph in two", "fewer words"],
    ),
    "title that fits nothing": (
        "hints: {posts: [{title: The kettle is gone}]}\n",
        ["day.yml: hints: posts: no line reads `The kettle is gone`", "copy the title"],
    ),
    "discard that fits nothing": (
        "hints: {discard: [{text: Menu, name: navigation}]}\n",
        ["day.yml: hints: discard: no line reads `Menu`", "copy it"],
    ),
}


@pytest.mark.parametrize(("declaration", "words"), DECLARATIONS.values(), ids=DECLARATIONS.keys())
def test_declaration(tmp_path: Path, old: Path, declaration: str | bytes, words: list[str]) -> None:
    """A mistake in a declaration is told with its file, its line or key, and what to do."""
    sources = folder(tmp_path / "sources", day__txt=DUMP, day__yml=declaration, day__xyz="?")
    (sources / "shelf").mkdir()
    refused(sources, old, *words)


ARCHIVES = {
    "unknown key": ("title: A\npeopel: []\n", ["archive.yml: line 2:", "`people`"]),
    "wrong latitude": ("title: A\nplaces: [{name: Quay, latitude: 91}]\n", ["archive.yml: line 2:", "latitude"]),
    "no title": ("description: A\n", ["archive.yml:", "`title`"]),
    "person twice": (
        "title: A\npeople: [{name: Ada}, {name: ADA}]\n",
        ["archive.yml: line 2: people: the id `ada` stands twice"],
    ),
    "person without an id": (
        "title: A\npeople: [{name: Ольга}]\n",
        ["archive.yml: line 2: ", "`Ольга`", "declare one with `id:`"],
    ),
    "role of nobody": (
        "title: A\norganisations: [{name: Works}]\nroles: [{person: ada, organisation: works, title: Clerk}]\n",
        ["archive.yml: line 3: roles: `Clerk`: ada is no id under people:", "use the id declared there"],
    ),
    "role in a misspelt organisation": (
        "title: A\npeople: [{name: Ada}]\norganisations: [{name: Works}]\n"
        "roles:\n- person: ada\n  title: Clerk\n  organisation: work\n",
        ["archive.yml: line 7: roles: `Clerk`: work is no id under organisations:", "did you mean `works`?"],
    ),
    "role that ends before it begins": (
        "title: A\nroles: [{person: ada, organisation: works, title: Clerk, from_date: 2016-03, to_date: 2015}]\n",
        ["archive.yml: line 2: roles[0].to_date: 2015 is before 2016-03"],
    ),
    "a country that there is not": (
        "title: A\nregion: UK\n",
        ["archive.yml: line 2: region: no country has the code UK", "GB (the United Kingdom)"],
    ),
    "words for a number": (
        "title: A\nplaces: [{name: Quay, latitude: 50 57 N}]\n",
        ["archive.yml: line 2: places[0].latitude: it must be a number"],
    ),
    "half of a place": (
        "title: A\nplaces: [{name: Quay, latitude: 50.95}]\n",
        ["archive.yml: line 2: places[0].latitude: one number is no place on a map; add `longitude:`, or take it out"],
    ),
    "the other half": (
        "title: A\nplaces: [{name: Quay, longitude: -1.4}]\n",
        ["archive.yml: line 2: places[0].longitude:", "add `latitude:`"],
    ),
    "words for a list": (
        "title: A\npeople: [{name: Ada, aliases: Ms Quill}]\n",
        ["archive.yml: line 2: people[0].aliases: it must be a list", "`[one, two]`"],
    ),
}


@pytest.mark.parametrize(("declaration", "words"), ARCHIVES.values(), ids=ARCHIVES.keys())
def test_archive_yml(tmp_path: Path, old: Path, declaration: str, words: list[str]) -> None:
    """A mistake in archive.yml is told as one in any declaration."""
    refused(folder(tmp_path / "sources", day__txt=DUMP, archive__yml=declaration), old, *words)


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


def test_all_at_once(tmp_path: Path, old: Path) -> None:
    """All mistakes of a folder are told in one go, a line each, and no sentence twice."""
    sources = folder(
        tmp_path / "sources",
        a__txt=DUMP, a__yml="titel: A\n",
        b__txt=DUMP, b__yml="kind: pamphlet\n",
        c__txt=DUMP, c__yml=f"sha256: '{DIGEST}'\n",
        d__txt=DUMP, d__yml="hints: {posts: [{title: Nothing}]}\n",
        e__txt=LETTER, e__yml="title: E\n", f__txt=LETTER, f__yml="id: e\n",
        archive__yml="titl: X\n",
    )  # fmt: skip
    said = refused(sources, old).splitlines()
    found = [line.removeprefix(f"{sources}/").split(":")[0] for line in said]
    assert sorted(found) == ["a.yml", "archive.yml", "b.yml", "c.yml", "d.yml", "f.yml"]


def test_pipe(tmp_path: Path) -> None:
    """A pipe among the sources is not waited on."""
    sources = folder(tmp_path / "sources", day__txt=DUMP)
    os.mkfifo(sources / "pipe.txt")
    assert run("build", sources, "--db", tmp_path / "new.db").exit_code == 0


# The rights of root over files are capabilities; a process can lay them down (capset(2), version 3).
WITHOUT_RIGHTS = "import ctypes; ctypes.CDLL(None).capset((ctypes.c_int * 2)(0x20080522, 0), (ctypes.c_int * 6)())"


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


def _locked(db: Path) -> Any:
    connection = sqlite3.connect(db, isolation_level=None)
    connection.execute("begin exclusive")
    return connection


def test_locked(tmp_path: Path, old: Path) -> None:
    """An archive that another program has locked stays, and the remedy is to close that program."""
    sources = folder(tmp_path / "sources", day__txt=DUMP)
    with closing(_locked(old)):
        result = run("build", sources, "--db", old)
    assert (result.exit_code, result.output.count("another program has it locked; close that program")) == (2, 1)
    assert rows(old, "select id from sources") == [("letter",)]


def test_another_build(tmp_path: Path, old: Path) -> None:
    """Two builds of one archive do not mix: the second is told of the first, whose file it leaves alone."""
    sources = folder(tmp_path / "sources", day__txt=DUMP)
    with replace.replacing(old) as building:
        building.write_bytes(b"half a build")
        result = run("build", sources, "--db", old)
        assert building.read_bytes() == b"half a build"
        assert (result.exit_code, "another build is at work on it; wait" in result.output) == (2, True)
        building.write_bytes(old.read_bytes())
    assert rows(old, "select id from sources") == [("letter",)]


@pytest.mark.parametrize("is_same", [True, False])
def test_build_that_begins_meanwhile(tmp_path: Path, old: Path, monkeypatch: pytest.MonkeyPatch, is_same: bool) -> None:
    """A build that begins where another ends is left alone: what it has written is neither put in place nor removed."""
    building, search = (old.with_name(f"archive.db.building{each}") for each in ("", "-search"))
    sources = folder(tmp_path / "sources", day__txt=DUMP)
    if is_same:
        run("build", sources, "--db", old)
    unlink, sync, built = Path.unlink, replace.sync, []

    def begins() -> None:
        if not built:
            built.append(old.read_bytes())
            building.write_bytes(b"half a build")
            search.write_bytes(b"half an index")

    def unlinked(path: Path, missing_ok: bool = False) -> None:
        unlink(path, missing_ok)
        if path == building:
            begins()

    def synced(path: Path) -> None:
        sync(path)
        if path == old.parent:
            begins()

    monkeypatch.setattr(Path, "unlink", unlinked)
    monkeypatch.setattr(replace, "sync", synced)
    assert run("build", sources, "--db", old).exit_code == 0
    assert built == [old.read_bytes()]
    assert (building.read_bytes(), search.read_bytes()) == (b"half a build", b"half an index")


def test_build_that_ends_meanwhile(tmp_path: Path, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that locks the file just when another has put it in place does not empty the new archive."""
    building = old.with_name("archive.db.building")
    lock = fcntl.flock

    def other_build_ends_first(handle: int, how: int) -> None:
        building.write_bytes(old.read_bytes())
        building.replace(old)
        lock(handle, how)

    monkeypatch.setattr(replace.fcntl, "flock", other_build_ends_first)
    refused(folder(tmp_path / "sources", day__txt=DUMP), old, "another build is at work on it")


def _text(db: Path) -> None:
    db.write_text("shopping list: milk, eggs\n" * 50)


def _foreign(db: Path) -> None:
    with closing(sqlite3.connect(db)) as connection:
        connection.executescript("create table recipes (id)")


def _half(db: Path) -> None:
    db.write_bytes(b"SQLite format 3\x00" + b"\x07" * 2000)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        pytest.param(_text, "archive.db: it is not an SQLite database; move it away", id="not SQLite"),
        pytest.param(_foreign, "archive.db: it is a database, but not an archive built by `ingest`", id="not ours"),
        pytest.param(_half, "archive.db: it ", id="torn"),
        pytest.param(Path.mkdir, "archive.db: it is a folder; name a file with --db", id="folder"),
    ],
)
def test_target(tmp_path: Path, spoil: Callable[[Path], None], words: str) -> None:
    """What is not an archive of ours is never replaced."""
    db = tmp_path / "out" / "archive.db"
    db.parent.mkdir()
    spoil(db)
    refused(folder(tmp_path / "sources", day__txt=DUMP), db, words)


def _socket(at: Path) -> None:
    with closing(socket.socket(socket.AF_UNIX)) as made:
        made.bind(str(at))


@pytest.mark.parametrize("make", [os.mkfifo, _socket], ids=["pipe", "socket"])
def test_target_that_is_no_file(tmp_path: Path, make: Callable[[Path], Any]) -> None:
    """What is no file is told, and stands as it stood: as root, an archive took the place of /dev/null."""
    db = tmp_path / "a"
    make(db)
    mode = db.stat().st_mode
    refused(folder(tmp_path / "sources", day__txt=DUMP), db, "a: it is a pipe, a socket or a device", "--db")
    assert db.stat().st_mode == mode


def test_target_folder(tmp_path: Path) -> None:
    """A target in a folder that is not there is told, and the folder is not made."""
    sources = folder(tmp_path / "sources", day__txt=DUMP)
    result = run("build", sources, "--db", tmp_path / "out" / "archive.db")
    assert (result.exit_code, f"the folder {tmp_path / 'out'} is not there; create it" in result.output) == (2, True)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("part", [0, 0.2, 0.6, 0.9, 0.99])
def test_no_space(tmp_path: Path, old: Path, part: float) -> None:
    """A disk that is full, while rows or search indexes are written, leaves the old archive and no litter."""
    size = int(part * built(tmp_path / "whole", day__txt=DUMP).stat().st_size)
    sources = folder(tmp_path / "sources", day__txt=DUMP)
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))"
    with untouched(old):
        status, said = ended(start("build", sources, "--db", old, before=limit))
    assert (status, "Traceback" in said, "archive.db: it cannot be written" in said, "space" in said) == (
        2,
        False,
        True,
        True,
    )


def test_killed(tmp_path: Path, old: Path) -> None:
    """A build that is killed at any moment leaves the old archive, and the next build works."""
    sources = folder(tmp_path / "sources", **{f"day-{n}__txt": DUMP for n in range(30)})
    before = old.read_bytes()
    whole = seconds(sources, tmp_path / "new.db")
    moments = random.Random(7)
    for _ in range(6):
        process = building(sources, old)
        time.sleep(moments.uniform(0.1, 0.9) * whole)
        process.kill()
        process.join()
        assert old.read_bytes() in (before, (tmp_path / "new.db").read_bytes())
        if old.read_bytes() != before:
            old.write_bytes(before)
    assert run("build", sources, "--db", old).exit_code == 0
    assert old.read_bytes() == (tmp_path / "new.db").read_bytes()
    assert sorted(path.name for path in old.parent.iterdir()) == ["archive.db", "sources"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT], ids=lambda each: each.name)
def test_told_to_end(tmp_path: Path, old: Path, number: signal.Signals) -> None:
    """A build that is told to end says nothing of its insides, and leaves the old archive and nothing beside it."""
    sources = folder(tmp_path / "sources", **{f"day-{n}__txt": DUMP for n in range(300)})
    with untouched(old):
        # what runs the tests may have the signal ignored, as nohup has
        heeding = ["env", f"--default-signal={number.name.removeprefix('SIG')}"]
        process = subprocess.Popen(
            [*heeding, sys.executable, "-m", "ingest", "build", sources, "--db", old, "--workers", "2"],
            stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        half, until = old.with_name("archive.db.building"), time.monotonic() + 60
        while not (half.exists() and half.stat().st_size) and time.monotonic() < until:
            time.sleep(0.01)
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
    assert (process.returncode, "Traceback" in said) == (1 if number == signal.SIGINT else 128 + number, False), said


def test_killed_while_verified(tmp_path: Path, old: Path) -> None:
    """What a killed build leaves behind, journals too, does not harm the next."""
    for suffix in (".building", ".building-journal", ".building-wal"):
        old.with_name(f"archive.db{suffix}").write_bytes(old.read_bytes()[:5000] + b"rubbish")
    assert run("build", folder(tmp_path / "sources", day__txt=DUMP), "--db", old).exit_code == 0
    assert rows(old, "select id from sources") == [("day",)]
    assert sorted(path.name for path in old.parent.iterdir()) == ["archive.db", "sources"]


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


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        pytest.param(Path.exists, "there is no archive; build one", id="missing"),
        pytest.param(_text, "it is not an archive", id="not SQLite"),
        pytest.param(_foreign, "not an archive built by `ingest`", id="not ours"),
        pytest.param(Path.mkdir, "there is no archive", id="folder"),
    ],
)
@pytest.mark.parametrize("command", ["verify"])
def test_verify(tmp_path: Path, command: str, spoil: Callable[[Path], None], words: str) -> None:
    """There is nothing to verify in what is not an archive."""
    spoil(tmp_path / "archive.db")
    result = run(command, tmp_path / "archive.db")
    assert (result.exit_code, words in result.output) == (2, True), result.output


@pytest.mark.parametrize("case", ALLEGED, ids=list(ALLEGED))
def test_allegation(case: str, tmp_path: Path, old: Path) -> None:
    """Every mistake in allegations.yml is told with the allegation, and the archive stays as it was."""
    said, words = ALLEGED[case]
    sources = folder(tmp_path / "sources", day__txt=DUMP, letter__txt=LETTER, allegations__yml=said)
    refused(sources, old, *words)


def test_every_pointer_is_told_at_once(tmp_path: Path, old: Path) -> None:
    """One build names every pointer that leads nowhere."""
    said = (
        "allegations:\n  - {title: T, made_by: A, evidence: [{role: reply, passage: a}, {role: context, clause: b}]}\n"
    )
    sources = folder(tmp_path / "sources", letter__txt=LETTER, allegations__yml=said)
    assert refused(sources, old, "evidence 1: ", "evidence 2: ").count("allegations.yml: ") == 2


def test_allegations_of_another_folder(tmp_path: Path, old: Path) -> None:
    """There is one allegations.yml, and it stands in the folder itself."""
    sources = folder(tmp_path / "sources", letter__txt=LETTER)
    folder(sources / "shelf", allegations__yml="allegations: []\n")
    refused(sources, old, "there is one allegations.yml", "move what it says there")


# retired.yml and published-ids.txt beside letter.txt, and what must be said of them
RETIRED = {
    "unknown key": ("retired:\n  - {id: a-p1, becam: b, reason: c}\n", "", ["retired.yml: line 2: unknown key `becam`"]),
    "no reason": ("retired:\n  - {id: a-p1}\n", "", ["retired.yml: line 2:", "`reason`"]),
    "passage that is there": (
        "retired:\n  - {id: letter-p1, reason: c}\n", "",
        ["retired.yml: `letter-p1`: it is the id of a passage of this archive; take the entry out"],
    ),
    "became nothing": (
        "retired:\n  - {id: a-p1, became: letter-p99, reason: c}\n", "",
        ["retired.yml: `a-p1`: became: there is no passage `letter-p99`", "leave `became:` out"],
    ),
    "twice": (
        "retired:\n  - {id: a-p1, reason: c}\n  - {id: a-p1, reason: d}\n", "",
        ["retired.yml: `a-p1`: it stands twice; keep one"],
    ),
    "lost": (
        "retired: []\n", "letter-p1\nletter-p98\n",
        ["published-ids.txt: an id that was published is in this archive no more (`letter-p98`)", "say in retired.yml"],
    ),
    "several lost": (
        "retired: []\n", "".join(f"gone-p{n}\n" for n in range(1, 8)),
        ["published-ids.txt: 7 ids that were published are", "(`gone-p1`, `gone-p2`, `gone-p3`, `gone-p4`, `gone-p5` …)"],
    ),
    "no id": ("retired: []\n", "letter-p1\nLetter P2\n", ["published-ids.txt: line 2: `Letter P2` is no id", "ingest ids"]),
    "not UTF-8": ("retired: []\n", b"caf\xe9", ["published-ids.txt: it is not UTF-8"]),
}  # fmt: skip


@pytest.mark.parametrize("case", RETIRED, ids=list(RETIRED))
def test_retired(case: str, tmp_path: Path, old: Path) -> None:
    """Every mistake in retired.yml and in the register is told, and so is every id that would be lost."""
    said, register, words = RETIRED[case]
    files = {"letter__txt": LETTER, "retired__yml": said, "published-ids__txt": register}
    refused(folder(tmp_path / "sources", **files), old, *words)


def test_register_of_nothing(tmp_path: Path, old: Path) -> None:
    """`ingest ids` says what is missing, and writes nothing then."""
    for arguments, words in (
        ((tmp_path / "none", "--db", old), "there is no such folder"),
        ((tmp_path, "--db", tmp_path / "none.db"), "there is no archive"),
        ((tmp_path, "--db", Path(__file__)), "is not an archive"),
    ):
        result = run("ids", *arguments)
        assert result.exit_code == 2
        assert words in result.output
    assert not (tmp_path / "published-ids.txt").exists()
