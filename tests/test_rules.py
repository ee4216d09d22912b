"""Rules: what was in force when, who quoted which wording, and editions side by side on a page, in SQL and on a terminal."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from ingest.build import build
from ingest.comparing.editions import clause_at
from tests.archives import LETTER, built, folder, rows, run
from tests.conftest import Query
from tests.site import Site

NAME = "Rules of the “Hall” & <b>/50%+1</b> ~?#"
EDITIONS = {
    "2015": ("2015-02-01", "The branch committee", "seven"),
    "2017": ("2017-02", "The branch committee", "ten"),
    "2019": ("2019-02-01", "The regional secretary", "ten"),
}
RULES = """\
RULES OF THE HALL, {year} EDITION

1.  {who} may let the packing hall to any candidate who asks for it in writing.

2.  A complaint about the letting of the hall shall be made within {days} days of the matter complained of.

3.  Nobody shall stand a kettle upon the scales of the packing hall, whatever the weather.
"""
DECLARED = """\
title: "Rules of the Hall, {year} edition"
file: rules-{year}.txt
kind: rules
hints:
  editions:
    - instrument: '{name}'
      from_date: "{from_date}"
"""
POST = """\
The letter said: “{quoted}”

That was all it said, and nobody in the branch had asked for more.
"""
OLD = "A complaint about the letting of the hall shall be made within seven days of the matter complained of."
SAME = "Nobody shall stand a kettle upon the scales of the packing hall, whatever the weather."
SECOND = "The branch committee may let the packing hall to any candidate who asks for it in writing."


def _rulebook(at: Path, **posts: tuple[str, str]) -> Path:
    """Build an archive of three editions, and of posts that each quote something on a day."""
    files: dict[str, str | bytes] = {}
    for year, (from_date, who, days) in EDITIONS.items():
        files[f"rules-{year}__txt"] = RULES.format(year=year, who=who, days=days)
        files[f"rules-{year}__yml"] = DECLARED.format(year=year, from_date=from_date, name=NAME)
    for name, (date, quoted) in posts.items():
        files[f"{name}__txt"] = POST.format(quoted=quoted)
        files[f"{name}__yml"] = f"title: A post\nfile: {name}.txt\n" + (f"published_date: '{date}'\n" if date else "")
    return built(at, **files)


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three editions: clause 2 changed in February 2017, clause 1 in 2019, clause 3 never."""
    return _rulebook(
        tmp_path_factory.mktemp("rulebook"),
        early=("2016-05-03", OLD),
        late=("2018-05", OLD),
        much_later=("2020-05-03", OLD),
        unclear=("2017-02-10", OLD),
        kettle=("2020-05-03", SAME),
        numbered=("2020-05-03", f"1. {SECOND}"),
        undated=("", OLD),
        short=("2020-05-03", "seven days"),
        altered=("2020-05-03", SAME.replace("shall", "may")),
    )


WORDINGS = {
    "by the first edition": ("2", "2016-05-03", "seven", None),
    "by the second": ("2", "2018", "ten", None),
    "by the third": ("1", "2020-01-01", "regional", None),
    "with a dot behind the number": (" 2. ", "2016-05-03", "seven", None),
    "before all of them": ("2", "2014", None, "No edition that is held was in force by 2014"),
    "in the month in which one began": ("2", "2017-02-10", None, "leave open which was in force on 2017-02-10"),
    "in a year of two": ("2", "2017", None, "leave open"),
    "no such number": ("9", "2018", None, "has no clause 9"),
    "no date": ("2", "yesterday", None, "is not a date"),
    "an empty date": ("2", "", None, "is not a date"),
}


@pytest.mark.parametrize(("number", "date", "word", "why"), WORDINGS.values(), ids=WORDINGS)
def test_clause_at(rulebook: Path, number: str, date: str, word: str | None, why: str | None) -> None:
    """A clause is told as it stood on a date, or a sentence says why the archive does not know."""
    with closing(sqlite3.connect(rulebook)) as connection:
        found = clause_at(connection, NAME, number, date)
    assert (word in (found.text or "")) if word else found.text is None
    assert (why in (found.why or "")) if why else found.why is None


def test_clause_at_of_quoted_editions(published_db: Path, unisongate: Query) -> None:
    """An edition that is also quoted is one edition; where no edition bears a date, nothing is known."""
    with closing(sqlite3.connect(published_db)) as connection:
        assert clause_at(connection, "Election Procedures", "37", "2018").clause_id == "procedures-2017-cl-37"
        assert clause_at(connection, "Election Procedures", "34", "2020").clause_id == "procedures-2019-cl-34"
        assert "No set of rules" in (clause_at(connection, "nothing", "1", "2020").why or "")
    ((path,),) = unisongate("select file from pragma_database_list where name = 'main'")
    with closing(sqlite3.connect(path)) as connection:
        found = clause_at(connection, "UNISON election procedures", "49", "2015")
    assert found.text is None
    assert "is not known, so that no edition is certain" in (found.why or "")


def _dated(at: Path, *terms: tuple[str, str]) -> Path:
    """Build an archive of editions that were in force from a day and, where one is given, to a day."""
    files: dict[str, str | bytes] = {}
    for n, (begins, ends) in enumerate(terms, 1):
        files[f"r{n}__txt"] = RULES.format(year=n, who="The branch committee", days="seven" * n)
        said = f"{{instrument: Hall Rules, from_date: '{begins}'" + (f", to_date: '{ends}'" if ends else "") + "}"
        files[f"r{n}__yml"] = f"title: Edition {n}\nkind: rules\nhints: {{editions: [{said}]}}\n"
    return built(at, **files)


@pytest.mark.parametrize(
    ("terms", "days"),
    [
        ([("2015-02-01", "2017-03-31"), ("2017-02-01", "")], ["r2: from 2017-02-01 to 2017-03-31, Edition 1, Edition 2"]),
        ([("2015-02-01", "2017-02-01"), ("2017-02-01", "")], ["r2: on 2017-02-01, Edition 1, Edition 2"]),
        ([("2015", "2019"), ("2016", "2017"), ("2018-05", "")], [
            "r2: from 2016-12-31 to 2017-01-01, Edition 1, Edition 2", "r3: from 2018-05-31 to 2019-01-01, Edition 1, Edition 3",
        ]),
        ([("2015-02-01", "2017-01-31"), ("2017-02-01", "")], []),
        ([("2015-02-01", "2017-02"), ("2017-02", "")], []),
        ([("2015-02-01", ""), ("2017-02-01", "2017-05-01"), ("2018", "")], []),
    ],
    ids=["weeks", "a day", "one over two", "one after the other", "a month of both", "no end"],
)  # fmt: skip
def test_two_editions_at_once(tmp_path: Path, terms: list[tuple[str, str]], days: list[str]) -> None:
    """Editions that were in force at once are a problem that names both; which dates leave open is none."""
    told = rows(
        _dated(tmp_path, *terms),
        "select source_id, reason from problems where reason like '%in force%' order by source_id",
    )
    found = [
        (id, re.search(r"were in force (.*), as their dates say: (.*) \(.*and (.*) \(from", why)) for id, why in told
    ]
    assert [f"{id}: {', '.join(match.groups())}" for id, match in found if match] == days


def test_clause_at_of_two_editions_at_once(tmp_path: Path) -> None:
    """Of a day on which two editions were in force, both are named, and neither is chosen."""
    with closing(sqlite3.connect(_dated(tmp_path, ("2015-02-01", "2017-03-31"), ("2017-02-01", "")))) as connection:
        found = clause_at(connection, "Hall Rules", "2", "2017-02-27")
        after = clause_at(connection, "Hall Rules", "2", "2017-04-01")
    assert (found.text, found.why) == (
        None,
        "Two editions were in force on 2017-02-27, as their dates say: Edition 1 (from 2015-02-01 to 2017-03-31), "
        "and Edition 2 (from 2017-02-01).",
    )
    assert after.clause_id == "r2-cl-2"


def test_standing_of_quotations(rulebook: Path) -> None:
    """Words are superseded only where dates and words leave no doubt, with the day on which they were replaced."""
    found = rows(
        rulebook,
        "select distinct q.document_id, standing, replaced_date, became_clause_id from clause_quotations "
        "join quotations q on q.id = quotation_id order by 1, 2",
    )
    assert found == [
        ("early", "in force", None, None),
        ("kettle", "in force", None, None),
        ("late", "superseded", "2017-02", "rules-2017-cl-2"),
        ("much-later", "superseded", "2017-02", "rules-2019-cl-2"),
        ("numbered", "superseded", "2019-02-01", "rules-2019-cl-1"),
        ("unclear", "not known", None, None),
        ("undated", "not known", None, None),
    ]


def test_a_sentence_that_was_kept_is_in_force(rulebook: Path) -> None:
    """A quotation that stands alike in several editions is one of each of their clauses."""
    found = rows(
        rulebook, "select clause_id, standing from clause_quotations where document_id = 'kettle' order by clause_id"
    )
    assert found == [(f"rules-{year}-cl-3", "in force") for year in EDITIONS]


def test_other_words_are_no_quotation_of_a_clause(rulebook: Path) -> None:
    """Words that differ from a clause stand in no edition, however many have that clause."""
    assert rows(rulebook, "select state, flags from quotations where document_id = 'altered'") == [
        ("ambiguous", '["stands in 3 places", "variant", "modal verb"]')
    ]
    assert rows(rulebook, "select * from clause_quotations where document_id = 'altered'") == []


def test_a_whole_and_a_quoted_edition(tmp_path: Path) -> None:
    """An edition that is only quoted is held against the whole one after it; nothing is added or removed by that."""
    post = (
        "3 March 2016\n\nRules of the Hall, 2013 edition, said otherwise:\n\n"
        "“2. A complaint about the letting of the hall shall be made within three days of the matter complained of.” "
        "(Rules of the Hall, 2013 edition)\n"
    )
    declared = (
        "title: A post\nfile: post.txt\nhints:\n  editions:\n    - title: Rules of the Hall, 2013 edition\n"
        f"      instrument: '{NAME}'\n      from_date: '2013'\n"
    )
    files: dict[str, str | bytes] = {
        "rules-2015__txt": RULES.format(year="2015", who="The branch committee", days="seven"),
        "rules-2015__yml": DECLARED.format(year="2015", from_date="2015-02-01", name=NAME),
        "post__txt": post,
        "post__yml": declared,
    }
    db = built(tmp_path, **files)
    assert rows(
        db, "select to_clause_id, kind, words_added, words_removed, order_basis from clause_changes order by rowid"
    ) == [("rules-2015-cl-2", "changed", 1, 1, "dates")]


def test_functions(published: Site) -> None:
    """clause_diff marks what changed and is null for an id that is none; clause_at is null where it is not known, and why is told."""
    sql = (
        "select clause_diff('procedures-2015-cl-31', 'procedures-2017-cl-37') as changed, clause_diff('x', 'procedures-2017-cl-37') "
        "as unknown, clause_diff(null, null) as neither, clause_at('Election Procedures', '37', '2018') as stood, "
        "clause_at('Election Procedures', '37', '2017') as unclear, clause_at_why('Election Procedures', '37', '2017') as why, "
        "clause_at_why('Election Procedures', '37', '2018') as known, clause_at(null, 1, 2) as unasked"
    )
    (row,) = published.rows("/archive.json", sql=sql)
    assert row["changed"].startswith("A candidate{+, or any person acting for a candidate,+} must not go into")
    assert row["stood"].startswith("A candidate, or any person acting for a candidate, must not go into")
    assert "leave open which was in force on 2017" in row["why"]
    assert [row[name] for name in ("unknown", "neither", "unclear", "known", "unasked")] == [None] * 5


def test_functions_on_the_real_example(unisongate: Query) -> None:
    """Between clauses 49, 60 and 55 exactly three words were inserted."""
    ((path,),) = unisongate("select file from pragma_database_list where name = 'main'")
    out = run("compare", "unison", "--db", path).stdout
    assert re.findall(r"\{\+.*?\+\}|\[-.*?-\]", out) == ["{+or their representatives+}"]


def test_compare(published_db: Path) -> None:
    """A clause is printed edition by edition, word by word; a date asks what it said then."""
    out = run("compare", "procedures", "34", "--changed", "--db", published_db).stdout
    assert (
        "2. 37 (renumbered and changed, was 31)\n     A candidate{+, or any person acting for a candidate,+} must"
        in out
    )
    out = run("compare", "procedures", "--from", "2015", "--to", "procedures-2019", "--db", published_db).stdout
    assert "2 editions" in out
    out = run("compare", "procedures", "37", "--at", "2018", "--db", published_db).stdout
    assert out.startswith("Election Procedures, 37, on 2018: Election Procedures, 2017 edition")
    out = run("compare", "procedures", "37", "--at", "2017", "--db", published_db).stdout
    assert out.startswith(
        "The archive does not know what 37 of Election Procedures said on 2017. The dates of the editions"
    )


MISTAKES = {
    "no such rules": (["nothing"], "No set of rules is called so: nothing. There is “Election Procedures”."),
    "no such clause": (["procedures", "999"], "is numbered 999"),
    "no such edition": (
        ["procedures", "--from", "1066", "--to", "2019"],
        "No edition is called so: 1066. There is\n  ",
    ),
    "one edition": (["procedures", "--from", "2015"], "Give both editions"),
    "two of a name": (["procedures", "--from", "edition", "--to", "2019"], "More than one edition is called so"),
    "a date without a clause": (["procedures", "--at", "2018"], "Which clause?"),
    "no date": (["procedures", "1", "--at", "soon"], "soon is not a date"),
}


@pytest.mark.parametrize(("asked", "words"), MISTAKES.values(), ids=MISTAKES)
def test_mistakes(published_db: Path, asked: list[str], words: str) -> None:
    """What cannot be answered is told in a sentence, with exit status 2."""
    answer = run("compare", *asked, "--db", published_db)
    assert answer.exit_code == 2
    assert words in answer.stderr
    assert "Traceback" not in answer.output


def test_compare_without_rules(tmp_path: Path) -> None:
    """An archive without rules, a file that is no archive and no file at all are told in a sentence."""
    db = built(tmp_path, letter__txt=LETTER)
    (tmp_path / "text.db").write_text("no database")
    for path, words in (
        (db, "holds no set of rules"),
        (tmp_path / "text.db", "not an archive"),
        (tmp_path / "none.db", "no archive"),
    ):
        answer = run("compare", "rules", "--db", path)
        assert (answer.exit_code, words in answer.stderr) == (2, True)


def test_pages(published: Site) -> None:
    """Each set of rules is listed with its editions; its page shows each change, who quoted the wording, and when it was in force."""
    listed = published.get("/rules").text
    assert 'href="/rules/Election+Procedures"' in listed
    assert "19 the same, 6 changed, 22 renumbered only" in listed
    assert "5 more editions" in listed
    body = re.sub(
        r'</?(?:span class="day"|span|time)[^>]*>', "", published.get("/rules/Election+Procedures?clause=34").text
    )
    for words in (
        '<a href="#quoted-procedures-2017-cl-37">, or any person acting for a candidate,</a></ins>',
        "These words: in force from 1 February 2017 to 31 January 2019",
        "These words had been replaced by then.",
        'id="procedures-2019-cl-34"',
        'href="/archive/documents/procedures-2017#p59"',
        "As clause 34 in <a",
    ):
        assert words in body, words
    assert published.get("/rules/Election%20Procedures").status_code == 200
    assert published.get("/rules/").status_code == 200
    for written in ("election+procedures", "ELECTION%20PROCEDURES", "election-procedures"):
        answer = published.get(f"/rules/{written}?clause=37")
        assert (answer.status_code, answer.headers["location"]) == (302, "/rules/Election+Procedures?clause=37"), (
            written
        )
    assert published.get("/rules/nothing").status_code == 404
    assert "No clause is numbered 999" in published.get("/rules/Election+Procedures?clause=999").text


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("clause=37&at=2018", "In 2018 clause 37 said, in Election Procedures, 2017 edition:"),
        (
            "clause=37&at=2017",
            "<b>The archive does not know</b> what clause 37 said in 2017. The dates of the editions",
        ),
        (
            "clause=99&at=2018",
            "<b>The archive does not know</b> what clause 99 said in 2018. Election Procedures, 2017 edition",
        ),
        ("at=2018-05", "In May 2018 Election Procedures, 2017 edition was in force."),
        ("at=soon", "<b>The archive does not know</b> which edition was in force on soon. “soon” is not a date"),
        ("at=<b>", "on &lt;b&gt;. “&lt;b&gt;” is not a date"),
    ],
)
def test_the_page_tells_what_stood_on_a_date(published: Site, asked: str, words: str) -> None:
    """Asked for a date the page says which edition was in force and what the clause said, or why that is not known."""
    assert words in published.get(f"/rules/Election+Procedures?{asked}").text


def test_the_page_of_the_real_example(unisongate: Query, serve: Callable[..., Any]) -> None:
    """Clauses 49, 60 and 55 stand beside each other, and three inserted words are all that is marked."""
    ((path,),) = unisongate("select file from pragma_database_list where name = 'main'")
    with serve(Path(path), {}) as site:
        body = site.get("/rules/UNISON+election+procedures").text
    compared = body[body.index('<div class="compared of-3">') : body.index("struck out")]
    assert re.findall(r"<ins>\s*(.*?)\s*</ins>", compared) == ["or their representatives"]
    assert "<del>" not in compared.removesuffix("<del>")
    assert re.findall(r'<h3><a href="#[^"]+">(\d+)</a>', compared) == ["49", "60", "55"]
    assert "their dates do not tell" in body


def test_only_what_changed(published: Site) -> None:
    """On request clauses that are the same in all editions are left out, and no other."""
    every = set(re.findall(r'<div class="clause" id="([^"]+)"', published.get("/rules/Election+Procedures").text))
    changed = set(
        re.findall(r'<div class="clause" id="([^"]+)"', published.get("/rules/Election+Procedures?changed=1").text)
    )
    same = {
        id
        for pair in published.sql(
            "select a.from_clause_id, a.to_clause_id, b.to_clause_id from clause_changes a "
            "join clause_changes b on b.from_clause_id = a.to_clause_id where a.kind = 'same' and b.kind = 'same'"
        )
        for id in pair
    }
    assert every - changed == same
    assert len(every) == published.sql("select count(*) from rule_clauses join rule_editions e on e.id = edition_id "
        "where e.instrument = 'Election Procedures' and e.passage_id is null")[0][0]  # fmt: skip


def test_the_way_to_the_page(published: Site) -> None:
    """Clauses, editions and the documents that hold them lead to their editions side by side; superseded words say so where they stand."""
    clause = published.get("/archive/rule_clauses/procedures-2017-cl-37").text
    assert 'href="/rules/Election+Procedures?clause=37#procedures-2017-cl-37"' in clause
    for path in ("/archive/rule_editions/procedures-2017", "/archive/documents/procedures-2017"):
        assert 'href="/rules/Election+Procedures"' in published.get(path).text
    assert "Superseded wording." in published.get("/archive/documents/letter-lomax").text
    assert "Superseded wording." not in published.get("/archive/documents/market-bell-emails").text
    key = published.sql(
        "select quotation_id from clause_quotations where document_id = 'letter-lomax' and standing = 'superseded'"
    )
    assert (
        'They had been replaced on <time datetime="2017-02-01">1 February 2017</time>'
        in published.get(f"/archive/quotations/{key[0][0]}").text
    )
    (unknown,) = published.sql(
        "select quotation_id from clause_quotations where document_id = 'market-bell-emails' limit 1"
    )
    assert "the archive does not know" in published.get(f"/archive/quotations/{unknown[0]}").text


def test_hostile_names(rulebook: Path, serve: Callable[..., Any]) -> None:
    """A set of rules may be called anything: its address survives, and its name is text on the page."""
    with serve(rulebook, {}) as site:
        (address,) = re.findall(r'<h2><a href="(/rules/[^"]+)"', site.get("/rules").text)
        answer = site.get(address)
        assert answer.status_code == 200
        assert "Rules of the “Hall” &amp; &lt;b&gt;/50%+1&lt;/b&gt; ~?#" in answer.text
        assert "<b>/50" not in answer.text
        quoted = httpx.get(
            f"{site.url}/rules/{httpx.URL('', params={'a': NAME}).query.decode()[2:].replace('+', '%20')}"
        )
        assert quoted.status_code == 200
        for form in set(re.findall(r'href="(/rules/[^"#]+)', answer.text)):
            assert site.get(form.replace("&amp;", "&")).status_code == 200, form
        for odd in (
            "page=x",
            "page=-1",
            "page=99999999999",
            "edition=none",
            "clause=%00",
            "clause='%22<script>",
            "changed=2",
        ):
            assert site.get(f"{address}?{odd}").status_code == 200, odd
            assert "<script>" not in site.get(f"{address}?{odd}").text


def test_an_archive_without_rules(tmp_path: Path, serve: Callable[..., Any]) -> None:
    """The page says that there are none; no question fails."""
    db = built(tmp_path / "a", letter__txt=LETTER)
    (tmp_path / "site").mkdir()
    with serve(db, {}) as site:
        assert "holds no edition of any set of rules" in site.get("/rules").text
        assert site.get("/rules/anything").status_code == 404
        for query in (
            "wording_at_a_date",
            "what_changed_between_editions",
            "quotations_of_superseded_rules",
            "who_quotes_a_clause",
        ):
            assert site.get(f"/archive/{query}").status_code == 200


def test_a_long_rulebook(tmp_path: Path, serve: Callable[..., Any]) -> None:
    """Thousands of clauses are shown a hundred to a page; the last page answers as the first."""
    files: dict[str, str | bytes] = {}
    for year in ("2015", "2017"):
        files[f"rules-{year}__txt"] = f"RULES OF THE HALL, {year} EDITION\n\n" + "\n\n".join(
            f"{n}.  Berth {n} of the market shall be let at {n + int(year) % 7} shillings a day to one who sells fish number {n}."
            for n in range(1, 1501)
        )
        files[f"rules-{year}__yml"] = DECLARED.format(year=year, from_date=f"{year}-01-01", name="Rules of the Hall")
    sources = folder(tmp_path / "sources", **files)
    build(sources, tmp_path / "rulebook.db")
    (tmp_path / "site").mkdir()
    with serve(tmp_path / "rulebook.db", {}) as site:
        first, last = site.get("/rules/Rules+of+the+Hall"), site.get("/rules/Rules+of+the+Hall?page=15")
        assert "Page 1 of 15, 1,500 clauses" in first.text
        assert 'id="rules-2017-cl-1500"' in last.text
        assert len(first.text) < 400_000
