"""A mistake in a declaration or in archive.yml gets a sentence, exit status 2 and an untouched archive.db."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.archives import DUMP, LETTER, folder
from tests.refusals import DIGEST, refused

BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


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
