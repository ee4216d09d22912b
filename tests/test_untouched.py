"""Quotations of an archive that is built again: looked for again only where something of theirs changed, and the same as ever."""

from __future__ import annotations

import random
import re
import sqlite3
import tracemalloc
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager, closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.build import build
from ingest.links import as_before
from ingest.matching import asking, at_once, positions, untouched
from ingest.matching.asking import Index
from ingest.matching.at_once import Asked
from ingest.matching.candidates import LONGEST_ROW
from ingest.matching.finding import Claim
from ingest.matching.parts import keys
from ingest.matching.untouched import Untouched, came_or_went, words_of
from ingest.rebuild import changed, previous
from ingest.search import frequent
from ingest.search.apart import Counted
from ingest.search.stems import Stems
from ingest.writing import fulltext
from tests.archives import rows

WORDS = [
    *["of", "the", "and", "hall", "was"],
    *(f"{a}{b}" for a in ("kettle", "ballot", "lantern") for b in "abcdefghijklmnopq"),
]
NAMES = ["Ada Quill", "Bert Fenn", "Cleo Marsh"]
Change = Callable[[Path, random.Random], object]


def _words(chance: random.Random, count: int) -> str:
    weights = [1 / (n + 1) for n in range(len(WORDS))]
    return " ".join(chance.choices(WORDS, weights, k=count))


def _source(chance: random.Random, said: list[str]) -> str:
    """Return a post of some paragraphs; some repeat words of other posts, altered or not, or say something short in marks."""
    lines = []
    for _ in range(chance.randint(3, 8)):
        words = (chance.choice(said) if said and chance.random() < 0.6 else _words(chance, 30)).split()
        start = chance.randrange(max(1, len(words) - 6))
        part = words[start : start + chance.choice([2, 3, 8, 14])]
        for _ in range(chance.choice([0, 0, 1, 2])):
            part[chance.randrange(len(part))] = chance.choice([*WORDS, "[the]", "…", "don’t", "Ünder"])
        lines.append(f"{_words(chance, 12)}. {chance.choice(NAMES)} wrote: “{' '.join(part)}.”")
        said.append(_words(chance, 40))
        lines.append(f"{said[-1]}.")
    title = _words(chance, 3)
    return (
        f"---\ntitle: {title}\nauthor: {chance.choice(NAMES)}\ndate: 2016-05-{chance.randint(10, 28)}\n---\n\n"
        + "\n\n".join(lines)
    )


def _write(folder: Path, chance: random.Random) -> list[str]:
    folder.mkdir()
    (folder / "archive.yml").write_text("title: A pile\n", encoding="utf-8")
    said: list[str] = []
    for n in range(40):
        (folder / f"post-{n:02}.md").write_text(_source(chance, said), encoding="utf-8")
    return said


def _edit(path: Path, chance: random.Random, said: list[str]) -> None:
    text = path.read_text(encoding="utf-8")
    paragraphs = text.split("\n\n")
    at = chance.randrange(1, len(paragraphs))
    paragraphs[at] = chance.choice([_words(chance, 9), chance.choice(said), chance.choice(paragraphs[1:])])
    path.write_text("\n\n".join(paragraphs), encoding="utf-8")


def describe(post: Path, chance: random.Random) -> None:
    """Give a post another title, author or date, above its words or in a declaration beside it."""
    at = chance.choice(["title", "author", "date"])
    said = {"title": _words(chance, 3), "author": chance.choice(NAMES), "date": f"2016-05-{chance.randint(10, 28)}"}[at]
    if chance.random() < 0.5:
        post.write_text(re.sub(rf"(?m)^{at}: .*", f"{at}: {said}", post.read_text(encoding="utf-8"), count=1))
    else:
        key = {"title": "title", "author": "creator", "date": "published_date"}[at]
        post.with_suffix(".yml").write_text(f"{key}: {said}\n", encoding="utf-8")


def change(folder: Path, chance: random.Random, said: list[str]) -> None:
    """Edit, add, remove, rename or describe some posts."""
    for _ in range(chance.choice([1, 1, 2])):
        post = chance.choice(sorted(folder.glob("*.md")))
        match chance.choice(["edit", "edit", "add", "remove", "rename", "describe", "describe"]):
            case "edit":
                _edit(post, chance, said)
            case "add":
                (folder / f"post-{chance.randint(10, 39)}-{chance.randint(0, 9)}.md").write_text(
                    _source(chance, said), encoding="utf-8"
                )
            case "remove":
                post.unlink()
                post.with_suffix(".yml").unlink(missing_ok=True)
            case "describe":
                describe(post, chance)
            case _:
                post.with_suffix(".yml").unlink(missing_ok=True)
                post.rename(folder / f"post-{chance.randint(10, 39)}-again.md")


@pytest.fixture
def looked_for(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Take few passages for many, and count the quotations that are looked for in each build."""
    for module in (frequent, asking):
        monkeypatch.setattr(module, "FREQUENT", 12)
    monkeypatch.setattr(untouched, "MOST_SHARE", 1.0)
    counts: list[int] = []

    def findings(connection, asked):  # type: ignore[no-untyped-def]
        counts.append(len(asked))
        return at_once.findings(connection, asked)

    monkeypatch.setattr(as_before, "findings", findings)
    return counts


@pytest.mark.parametrize("seed", range(3))
def test_the_same_as_a_fresh_build(tmp_path: Path, looked_for: list[int], seed: int) -> None:
    """After any change the archive is the one that a build without the old makes, and not every quotation is looked for again."""
    chance = random.Random(seed)
    folder = tmp_path / "sources"
    said = _write(folder, chance)
    build(folder, tmp_path / "a.db")
    every = sum(looked_for)
    for _ in range(3):
        change(folder, chance, said)
        looked_for.clear()
        build(folder, tmp_path / "a.db")
        again = sum(looked_for)
        (tmp_path / "b.db").unlink(missing_ok=True)
        build(folder, tmp_path / "b.db")
        assert (tmp_path / "a.db").read_bytes() == (tmp_path / "b.db").read_bytes()
        assert 0 < again < every


@pytest.mark.parametrize("above", [True, False], ids=["front matter", "a declaration"])
def test_a_source_that_is_described_otherwise(
    tmp_path: Path, looked_for: list[int], monkeypatch: pytest.MonkeyPatch, above: bool
) -> None:
    """Where no word has changed the index of the passages is that of before, and only what speaks of the source is looked for."""
    folder, chance = tmp_path / "sources", random.Random(3)
    said = _write(folder, chance)
    post, quoting = folder / "post-07.md", folder / "zz.md"
    words = f"{said[0]}."
    post.write_text(f"---\ntitle: Lamps\nauthor: Dora Wick\ndate: 2016-05-12\n---\n\n{words}\n", encoding="utf-8")
    quoting.write_text(
        f"Once more:\n\nOn 12 May 2016 Dora Wick posted “Lamps”\n\n“{words}”\n\nSo far.\n", encoding="utf-8"
    )
    build(folder, tmp_path / "a.db")
    every = sum(looked_for)
    filled: list[Path] = []
    filling = fulltext.filling

    def noted(path: Path, columns: tuple[str, ...]) -> AbstractContextManager[Future[Path]]:
        filled.append(path)
        return filling(path, columns)

    monkeypatch.setattr(fulltext, "filling", noted)
    if above:
        post.write_text(post.read_text(encoding="utf-8").replace("Lamps", "Wicks and lanterns"), encoding="utf-8")
    else:
        post.with_suffix(".yml").write_text("title: Wicks and lanterns\n", encoding="utf-8")
    looked_for.clear()
    build(folder, tmp_path / "a.db")
    assert not filled
    assert 0 < sum(looked_for) < every / 4
    build(folder, tmp_path / "b.db")
    assert filled
    assert (tmp_path / "a.db").read_bytes() == (tmp_path / "b.db").read_bytes()


def test_sources_are_compared_without_looking_through_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where four times as many sources are described otherwise, about four times as much of the database is looked at."""
    note, steps = changed.note, dict[int, int]()

    def counted(connection: sqlite3.Connection, *said: Any, count: int) -> None:
        def step() -> None:
            steps[count] += 1

        connection.set_progress_handler(step, 50)
        note(connection, *said)
        connection.set_progress_handler(None, 0)
        assert connection.execute("select count(*), sum(is_reworded) from temp.changed").fetchone() == (2 * count, 0)

    for count in (20, 80):
        folder, steps[count] = tmp_path / f"sources-{count}", 0
        folder.mkdir()
        words = "\n\n".join(f"The kettle is “blue{n}”." for n in range(6))
        for n in range(count + 1):
            (folder / f"post-{n}.md").write_text(f"---\ntitle: Post\n---\n\n{words}", encoding="utf-8")
        build(folder, tmp_path / f"{count}.db")
        for n in range(count):
            (folder / f"post-{n}.yml").write_text("title: Letter\n", encoding="utf-8")
        monkeypatch.setattr(changed, "note", partial(counted, count=count))
        build(folder, tmp_path / f"{count}.db")
    assert 0 < steps[80] < 6 * steps[20]


def test_an_index_of_other_code_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive of which no source is copied may have been made by other code: its full-text index is made again."""
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "a.md").write_text("A kettle.", encoding="utf-8")
    build(folder, tmp_path / "a.db")
    filled: list[Path] = []
    filling = fulltext.filling
    monkeypatch.setattr(fulltext, "filling", lambda path, columns: filled.append(path) or filling(path, columns))
    monkeypatch.setattr(previous, "code_sha256", lambda: "another")
    build(folder, tmp_path / "a.db")
    assert len(filled) == 1


def test_extracts_stand_as_before(tmp_path: Path, looked_for: list[int]) -> None:
    """Extracts, exact, changed, with a paragraph left out and in several places, come to the same without being looked for."""
    folder, chance = tmp_path / "sources", random.Random(2)
    folder.mkdir()
    paragraphs = [f"{_words(chance, 30)} pot{n}." for n in range(12)]
    for n, (first, title) in enumerate([(0, "One"), (3, "Two"), (6, "Three"), (6, "Four"), (9, "Five")]):
        head = f"---\ntitle: {title}\nauthor: Ada Quill\ndate: 2016-05-{n + 10}\ntype: article\n---\n\n"
        (folder / f"article-{n}.md").write_text(head + "\n\n".join(paragraphs[first : first + 3]), encoding="utf-8")
    altered = paragraphs[3].replace("pot3", "pan3")
    quoted = [paragraphs[0:3], [altered, *paragraphs[4:6]], paragraphs[6:9], paragraphs[9:12:2]]
    titles = ["One", "Two", "Some", "Five"]
    (folder / "round-up.txt").write_text(
        "20 March 2019\n\n"
        + "\n\n".join(
            f"On 10 May 2016 Ada Quill posted “{title}”\n\n" + "\n\n".join(f"“{each}" for each in some) + "”\n\nSo far."
            for title, some in zip(titles, quoted, strict=True)
        ),
        encoding="utf-8",
    )
    build(folder, tmp_path / "a.db")
    assert [row for (row,) in rows(tmp_path / "a.db", "select state from article_extracts order by rowid")] == [
        "exact after folding",
        "variant",
        "ambiguous",
        "variant",
    ]
    (folder / "zz.md").write_text("Nothing of it.", encoding="utf-8")
    looked_for.clear()
    build(folder, tmp_path / "a.db")
    assert not any(looked_for)
    build(folder, tmp_path / "b.db")
    assert (tmp_path / "a.db").read_bytes() == (tmp_path / "b.db").read_bytes()


def test_what_came_into_a_long_source(tmp_path: Path, looked_for: list[int]) -> None:
    """Of a source to which a paragraph was added, all others stand as they did: what quotes their words is not looked for again."""
    folder, chance = tmp_path / "sources", random.Random(6)
    said = _write(folder, chance)
    paragraphs = [*said, *(f"pot{n} pan{n} jug{n} urn{n}." for n in range(40))]
    (folder / "long.md").write_text("\n\n".join(paragraphs), encoding="utf-8")
    build(folder, tmp_path / "a.db")
    every = sum(looked_for)
    (folder / "long.md").write_text("\n\n".join([*paragraphs, "A teapot."]), encoding="utf-8")
    looked_for.clear()
    build(folder, tmp_path / "a.db")
    # the quotations that are there too: their place may be another
    placed = "select quotation_id from quotation_places where passage_id glob 'long-*'"
    held = rows(
        tmp_path / "a.db",
        f"select count(*) from quotations where matched_passage_id glob 'long-*' or id in ({placed})",
    )
    assert sum(looked_for) <= every / 20 + held[0][0]
    build(folder, tmp_path / "b.db")
    assert (tmp_path / "a.db").read_bytes() == (tmp_path / "b.db").read_bytes()


@given(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3), st.integers(0, 3))
def test_came_or_went(above: int, went: int, came: int, below: int) -> None:
    """What stands at both ends of a source as before has neither come nor gone, but for a passage on each side of what has."""
    head, before, now, tail = (
        [("document", "paragraph", None, f"{name}{n}") for n in range(count)]
        for name, count in (("above", above), ("went", went), ("came", came), ("below", below))
    )
    found = came_or_went(head + before + tail, head + now + tail)
    beside = (head[-1:], tail[:1])
    both = [row for rows in (before, now) for row in (*beside[0], *rows, *beside[1])]
    assert found == (both if before or now else [])


def _told(folder: Path, added: str, claim: Claim) -> tuple[bool, Index]:
    """Tell whether a quotation is untouched when a post is added behind the others, and give the index that was asked."""
    (folder / "sources" / "archive.yml").write_text("title: A pile\n", encoding="utf-8")
    build(folder / "sources", folder / "before.db")
    (folder / "sources" / "zz.md").write_text(added, encoding="utf-8")
    build(folder / "sources", folder / "now.db")
    with closing(sqlite3.connect(folder / "now.db")) as now, closing(sqlite3.connect(folder / "before.db")) as before:
        now.execute("attach ? as previous", (str(folder / "before.db"),))
        now.execute(changed.TABLE)
        now.execute(
            "insert into temp.changed select 'zz', 'main', min(rowid), max(rowid), 1 from passages where source_id = 'zz'"
        )
        indexes = Index(before), Index(now)
        return Untouched(now, *indexes).among([Asked(claim)])[0], indexes[1]


@pytest.mark.usefixtures("looked_for")
@pytest.mark.parametrize(("added", "same"), [("it", False), ("of", True)])
def test_a_word_that_is_two_to_the_index(tmp_path: Path, added: str, same: bool) -> None:
    """A quotation with "it's" is looked for again where "it", the rarer part of it, is counted otherwise."""
    (tmp_path / "sources").mkdir()
    posts = {"a": ["it’s here", *["it’s kettle"] * 12, "of scales"], "b": ["the cup’s lid"] * 30}
    for name, paragraphs in posts.items():
        (tmp_path / "sources" / f"{name}.md").write_text("\n\n".join(paragraphs), encoding="utf-8")
    more = "\n\n".join(f"{added} teapot{n}" for n in range(4))
    assert _told(tmp_path, more, Claim("it’s ballot lantern scales"))[0] is same


@pytest.mark.usefixtures("looked_for")
@pytest.mark.parametrize(("title", "same"), [("“?!”", False), ("Another", True)])
def test_a_title_of_signs(tmp_path: Path, title: str, same: bool) -> None:
    """A quotation whose source is called "***" is looked for again where a document came that has no word in its title either."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.md").write_text("The kettle is blue.", encoding="utf-8")
    added = f"---\ntitle: {title}\n---\n\nA teapot."
    assert _told(tmp_path, added, Claim("ballot lantern scales", title="***"))[0] is same


@pytest.mark.usefixtures("looked_for")
def test_no_more_words_in_a_row_than_are_ever_asked_for(tmp_path: Path) -> None:
    """Words that stand everywhere are not compared at every length: a long notice takes no longer for it."""
    (tmp_path / "sources").mkdir()
    notice = " ".join(WORDS * 3)
    for n in range(13):
        (tmp_path / "sources" / f"a{n}.md").write_text(f"{notice}\n\nkettle", encoding="utf-8")
    same, index = _told(tmp_path, notice, Claim(notice))
    assert same
    assert max(len(words.split()) for words in index._postings) == LONGEST_ROW  # all that was asked of it


@pytest.mark.parametrize(("name", "other"), [("unidata_version", "1.0.0"), ("sqlite3.sqlite_version", "1.0.0")])
def test_another_python_reads_everything_again(monkeypatch: pytest.MonkeyPatch, name: str, other: str) -> None:
    """What was made by a Python that has other letters, or another SQLite, is not taken for what would be made."""
    fresh = previous.code_sha256.__wrapped__
    here = fresh()
    assert here == fresh()
    monkeypatch.setattr(f"ingest.rebuild.previous.{name}", other)
    assert fresh() != here


@pytest.mark.usefixtures("looked_for")
@pytest.mark.parametrize(("word", "same"), [("o’a’b’c", True), ("o’" * 60 + "clock", False)])
def test_a_word_of_very_many(tmp_path: Path, word: str, same: bool) -> None:
    """A word that is very many to the index is looked for again rather than held against rows as long."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.md").write_text("The kettle is blue.", encoding="utf-8")
    assert _told(tmp_path, "A teapot.", Claim(f"{word} lantern scales ballot"))[0] is same


def test_memory_of_what_changed() -> None:
    """Of what came and went only the rows that a quotation has are kept."""
    words = [tuple(f"word{n}" for n in range(start, start + 50)) for start in range(2_000)]
    found = untouched._Changed(words, set(), set())  # no quotation is needed for it
    tracemalloc.start()
    try:
        assert found.among({("word7", "word8"), ("word8", "word7")}, 2) == {("word7", "word8")}
        assert tracemalloc.get_traced_memory()[1] < 200_000  # Python itself keeps some 2,000 pairs for the next ones
    finally:
        tracemalloc.stop()


def test_words_are_taken_apart_again_only_where_much_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a small change the words of the archive are those of the one before, without what went and with what came."""
    chance = random.Random(4)
    folder, db = tmp_path / "sources", tmp_path / "a.db"
    said = _write(folder, chance)
    build(folder, db)
    taken: list[int] = []
    writing = positions.writing

    def noted(connection: sqlite3.Connection, path: Path) -> AbstractContextManager[Counted]:
        taken.append(1)
        return writing(connection, path)

    monkeypatch.setattr(positions, "writing", noted)
    for word in ("quenched", "cauldrons"):
        post = folder / "post-07.md"
        post.write_text(
            post.read_text(encoding="utf-8").replace("the", word).replace("quenched", word), encoding="utf-8"
        )
        build(folder, db)
        assert taken == []
        build(folder, tmp_path / "fresh.db")
        assert taken.pop() == 1
        assert db.read_bytes() == (tmp_path / "fresh.db").read_bytes()
        (tmp_path / "fresh.db").unlink()
        with closing(sqlite3.connect(db)) as connection:
            (words,) = connection.execute("select value from search_arrays where name = 'words'").fetchone()
        assert {word} == {"quenched", "cauldrons"} & set(words.decode().split("\n"))
    for post in sorted(folder.glob("*.md"))[:20]:
        _edit(post, chance, said)
    build(folder, db)
    assert taken == [1]


@given(st.text("ab1é’'“-. […]()*_\u00ad²", max_size=40))
def test_the_words_that_are_asked_for(text: str) -> None:
    """What a quotation is taken for is, to the index, the very words that are asked for when it is looked for."""
    stems = Stems()
    assert stems.of(words_of(text)) == stems.of(" ".join(keys(text)))
    assert stems.of_each(["", text, "a b"]) == [(), stems.of(text), stems.of("a b")]
