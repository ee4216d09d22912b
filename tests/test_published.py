"""What is published is described, and every table, view and question answers as a page, as JSON and as CSV."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from contextlib import closing
from typing import Any

import pytest
import yaml

from ingest.pages.date_words import date_words
from tests.site import ROOT, Site

METADATA = yaml.load((ROOT / "metadata.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)["databases"]["archive"]
TABLES: dict[str, dict[str, Any]] = {name: told for name, told in METADATA["tables"].items() if not told.get("hidden")}
QUERIES: dict[str, dict[str, Any]] = METADATA["queries"]
RECORDS = [
    "articles", "article_extracts", "blog_posts", "chat_messages", "documents", "emails", "events", "exchanges", "links", "motion_resolves",
    "motions", "passages", "places", "quotations", "rule_clauses", "rule_editions", "segments", "sources", "withheld",
    "witness_statements",
]  # fmt: skip
SHOWN = (
    "select name from sqlite_master where type in ('table', 'view') and name not glob '*_fts*' and name not glob 'sqlite_*' "
    "and name not glob 'search_*'"
)

# What to ask each question on the sample: the SQL finds a value that must find something.
FILLED = {
    "search": {"q": "select '“' || title || '”' from documents where title is not null order by id limit 1"},
    "what_a_person_said": {"name": "select witness from witness_statements where witness is not null limit 1"},
    "passages_that_mention": {"person": "select name from people join mentions on person_id = people.id limit 1"},
    "the_same_words_in_two_places": {"words": "select text from reuse limit 1"},
    "who_is_mentioned_with": {"name": "select name from people join mentions on person_id = people.id limit 1"},
    "posts_by_month": {"author": "select author from blog_posts where author is not null limit 1"},
    "extracts_by_author": {
        "author": "select author from article_extracts where author is not null and published_date is not null limit 1",
        "from_date": "select '1900'",
        "to_date": "select '2100-01'",
    },
    "statement_by_paragraph": {"witness": "select witness from witness_statements where witness is not null limit 1"},
    "clause_across_editions": {
        "number": "select number from rule_clauses group by number order by count(*) desc limit 1",
        "instrument": "select instrument from rule_editions where instrument is not null limit 1",
    },
    "what_changed_between_editions": {
        "instrument": "select instrument from clause_changes limit 1",
        "kind": "select 'changed'",
    },
    "wording_at_a_date": {
        "number": "select number from rule_clauses join rule_editions on rule_editions.id = edition_id "
        "where rule_editions.passage_id is null and length(from_date) = 10 limit 1",
        "date": "select from_date from rule_editions where passage_id is null and length(from_date) = 10 order by 1 limit 1",
        "instrument": "select instrument from rule_editions where instrument is not null limit 1",
    },
    "who_quotes_a_clause": {
        "number": "select number from clause_quotations join rule_clauses on rule_clauses.id = clause_id limit 1",
        "instrument": "select instrument from clause_quotations where instrument is not null limit 1",
    },
    "quotations_of_superseded_rules": {
        "instrument": "select instrument from clause_quotations where standing = 'superseded' limit 1",
    },
    "exchanges_with_a_word": {
        "words": "select '\"' || question || '\"' from exchanges where question is not null limit 1"
    },
    "events_between": {
        "from_date": "select event_date from events where event_date is not null order by event_date limit 1",
        "to_date": "select '2100'",
    },
    "messages_between": {
        "author": "select author from chat_messages where author is not null limit 1",
        "from_date": "select min(sent_date) from chat_messages",
        "to_date": "select '2100'",
    },
    "quotations_in_a_document": {"document": "select document_id from quotations limit 1"},
    "quotations_that_differ": {"flag": "select 'negation'"},
    "links_by_host": {"host": "select host from links limit 1"},
    "passages_near_a_place": {
        "place": "select name from places join events on place_id = places.id where latitude is not null limit 1",
        "km": "select '1'",
    },
    "passages_near_a_date": {
        "date": "select date_earliest from events where date_earliest is not null limit 1",
        "days": "select '3'",
    },
    "what_bears_on_an_allegation": {
        "allegation": "select title from allegations limit 1",
        "role": "select role from allegation_evidence limit 1",
    },
    "withheld_and_why": {"reason": "select reason from withheld limit 1"},
    "what_could_not_be_read": {"source": "select source_id from problems where source_id is not null limit 1"},
    "coverage_of_a_source": {"source": "select id from sources limit 1"},
    "timeline_of_a_case": {"word": "select title from timeline where title is not null limit 1"},
    "same_words_in_two_places": {"letters": "select '10'"},
}

NASTY = [
    "", " ", '"', '""', "'", "''", '"""', "“", "”", "“”", "«»", "*", "**", "-", "--", "-*", "- -", "(", ")", "()", "(((",
    "AND", "OR", "NOT", "NEAR", "AND OR NOT", "OR OR", "NOT NOT a", "a OR", "OR a", "a AND", "NEAR(a b, 2)", "a NEAR b",
    "title:a", "text : a", "{text}:a", "^a", "a^", "a + b", "+", "a:b:c", ":", "::", "%", "%%", "_", "__", "\\", "\\\\",
    "/", "//", "a/b", "#", "?", "&", "a&b", "=", "a=b", "<script>", "</mark>", "don't", "o’brien", "C++", "12.3(a)",
    "post-office", "-post-office", "--drop", "; drop table passages", "' or 1=1 --", '" or ""="', "a\x00b", "\x00", "\x01\x02\x03",
    "\t\n\r", "\ufeff", "\u200b", "🐙", "e\u0301", "ﬁ", "ß", "İ", "日本語", "a" * 5000, '"' * 999, "(" * 500, "a OR " * 300,
    "-a " * 300, "a* " * 300, "“unclosed", '"unclosed', "„so“", "-“not these words”", "elect*", '"elect"*', "elect**", "*elect",
    "null", "select", "rank", "passages_fts", "1", "0", "-1", "1e309", "٣",
]  # fmt: skip


def test_words_that_differ_from_several_places_alike_are_among_those_that_differ(published: Site) -> None:
    """A quotation that is as near to three editions of a clause, and in none of their words, differs from its source."""
    ((key, flags),) = published.sql(
        "select id, flags from quotations where state = 'ambiguous' and instr(flags, '\"variant\"') and instr(flags, '\"number\"')"
    )
    found = published.get("/archive/quotations_that_differ.json?flag=number&_shape=array").json()
    assert flags in [each["flags"] for each in found if each["quotation_id"] == key]


def test_every_table_view_and_column_is_described_and_no_other(published: Site) -> None:
    """metadata.yml says of each table, view and column what it is, and describes nothing that is not there."""
    shown = {
        name: {row[1] for row in published.sql(f'pragma table_xinfo("{name}")')} for (name,) in published.sql(SHOWN)
    }
    assert {name: set(told["columns"]) for name, told in TABLES.items()} == shown
    untold = [name for name, told in TABLES.items() if not told.get("title") or not told.get("description")]
    assert untold == []
    assert [(t, c) for t, told in TABLES.items() for c, words in told["columns"].items() if not words] == []


def test_settings_of_tables_name_columns_that_are_there() -> None:
    """Sort orders, labels and facets name columns; no facet is on a day."""
    for name, told in TABLES.items():
        named = [told[key] for key in ("sort", "sort_desc", "label_column") if key in told]
        named += told.get("facets", []) + told.get("first", []) + told.get("leads_to", [])
        named += [told["lead"]] if "lead" in told else []
        assert set(named) <= set(told["columns"]), name
        assert not [column for column in told.get("facets", []) if column.endswith("_date")], name


def test_every_question_has_a_title_of_its_own() -> None:
    """A reader who chooses among the questions by their titles never meets the same twice."""
    titles = [told["title"] for told in QUERIES.values()]
    assert sorted(titles) == sorted(set(titles))


@pytest.mark.parametrize("table", list(TABLES))
def test_a_table_answers_whole_as_page_json_and_csv(published: Site, table: str) -> None:
    """The page answers, JSON gives the first thousand rows, CSV every row with every column."""
    (count,) = published.sql(f'select count(*) from "{table}"')[0]
    assert published.get(f"/archive/{table}").status_code == 200
    assert len(published.rows(f"/archive/{table}.json", _size="max")) == min(count, 1000)
    answer = published.get(f"/archive/{table}.csv", _stream="on", _size="max")
    assert answer.status_code == 200
    header, *rows = csv.reader(io.StringIO(answer.text))
    assert set(header) == set(TABLES[table]["columns"])
    assert len(rows) == count


@pytest.mark.parametrize("table", RECORDS)
def test_facets_count_on_every_record_table(published: Site, table: str) -> None:
    """Each declared facet is counted in time, at least one has something to count, and its link shows as many."""
    answer = published.get(f"/archive/{table}.json", _size="1").json()
    counted = {name: facet["results"] for name, facet in answer["facet_results"].items()}
    assert set(counted) == set(TABLES[table]["facets"])
    assert any(counted.values())
    for name, results in counted.items():
        if results:
            filtered = published.get(f"/archive/{table}.json?" + results[0]["toggle_url"].partition("?")[2]).json()
            assert filtered["filtered_table_rows_count"] == results[0]["count"], name


def test_there_are_questions_each_told_and_each_with_words_to_ask_it_with() -> None:
    """At least fourteen questions, none named like a table, each with a title, a description and labels."""
    assert len(QUERIES) >= 14
    assert not set(QUERIES) & set(TABLES)
    assert set(QUERIES) == set(FILLED)
    for name, query in QUERIES.items():
        assert query["hide_sql"] is True
        assert query["title"], name
        assert query["description"], name
        assert set(query["labels"]) == set(FILLED[name]), name


@pytest.mark.parametrize("query", list(QUERIES))
def test_a_question_may_be_asked_with_nothing_filled_in(published: Site, query: str) -> None:
    """With every field empty a question answers: with everything, or with what it needs to be told first."""
    needs = QUERIES[query].get("needs", [])
    rows = published.rows(f"/archive/{query}.json")
    assert bool(rows) is (query != "search" and not needs)
    answer = published.get(f"/archive/{query}")
    assert answer.status_code == (302 if query == "search" else 200)
    for field in needs:
        assert f"Fill in “{QUERIES[query]['labels'][field]}”" in answer.text


@pytest.mark.parametrize("query", list(QUERIES))
def test_a_question_finds_what_is_there(published: Site, query: str) -> None:
    """Filled in with something that is in the sample it finds it: as a page, as JSON, and as many rows as CSV."""
    asked = {name: str(published.sql(sql)[0][0]) for name, sql in FILLED[query].items()}
    rows = published.rows(f"/archive/{query}.json", **asked)
    assert rows
    answer = published.get(f"/archive/{query}.csv", **asked)
    assert answer.status_code == 200
    assert len(list(csv.DictReader(io.StringIO(answer.text)))) == len(rows)
    assert published.get(f"/archive/{query}", **asked).status_code == (302 if query == "search" else 200)


@pytest.mark.parametrize("typed", NASTY, ids=lambda typed: repr(typed[:20]))
def test_whatever_is_typed_search_answers(published: Site, typed: str) -> None:
    """No sign, word or length is an error, and nothing that is typed comes back as markup."""
    answer = published.get("/search", q=typed)
    assert answer.status_code == 200
    assert "<script>" not in answer.text
    for form in ("json", "csv", "atom"):
        assert published.get(f"/search.{form}", q=typed, size="2").status_code == 200
    assert published.get("/archive/search.json", q=typed).status_code == 200
    assert published.get("/archive/exchanges_with_a_word.json", words=typed).status_code == 200


@pytest.mark.parametrize("query", [name for name in QUERIES if name != "search"])
@pytest.mark.parametrize("typed", ["'", '"', "%", "\\", "\x00", "x' or '1'='1", "9" * 400, "2021-13-45", "-5", "nan"])
def test_whatever_is_typed_a_question_answers(published: Site, query: str, typed: str) -> None:
    """A field takes anything: at worst nothing is found."""
    asked = dict.fromkeys(QUERIES[query]["labels"], typed)
    assert published.get(f"/archive/{query}.json", **asked).status_code == 200


def test_search_reads_phrases_or_without_and_prefixes(published: Site) -> None:
    """A phrase finds fewer than its words, -word takes off, OR adds, a prefix finds every ending; hits are marked."""

    def found(q: str) -> set[str]:
        return {row["passage_id"] for row in published.rows("/archive/search.json", q=q)}

    # fewer passages than an answer has room for hold them
    assert 0 < len(found('"the recording"')) < len(found("recording")) < len(found("recording OR timetable")) < 100
    assert found("the recording") <= found("recording")
    assert found("“the recording”") == found('"the recording"') <= found("the recording")
    assert found("recording -the") == found("recording") - found("recording the") != set()
    assert found("recording OR timetable") == found("recording") | found("timetable")
    assert found("timetable") < found("time*")


def test_withheld_words_are_nowhere_and_their_place_is_listed(published: Site) -> None:
    """The file holds a mask where something is kept back, and the question says why."""
    rows = published.rows("/archive/withheld_and_why.json")
    assert rows
    assert all(row["reason"] and row["kind"] for row in rows)


def test_the_shares_of_a_source_add_up_to_a_hundred(published: Site) -> None:
    """Coverage leaves no character out."""
    sums = published.sql("select source_id, round(sum(share), 1), sum(characters) from coverage group by source_id")
    counts = dict(published.sql("select id, character_count from sources where character_count > 0"))
    assert {source: characters for source, _, characters in sums} == counts
    assert {share for _, share, _ in sums} <= {99.9, 100.0, 100.1}


def test_the_popup_of_a_place_leads_into_the_archive_only(published: Site) -> None:
    """Every link the map offers is an address of ours that answers."""
    links = {link for (link,) in published.sql("select popup ->> 'link' from map_points")}
    assert links
    assert {link.rpartition("/")[0] for link in links} <= {"/archive/events", "/archive/places"}
    assert {published.get(link).status_code for link in links} == {200}


@pytest.mark.parametrize(
    "date",
    [
        "2019-05-20", "2019-05", "2019", "2019-05-20/2019-05-23", "2019-05-30/2019-06-02", "2019-12-30/2020-01-02", "2018/2019",
        "2019-05/2019-06", "2019-05/2019-05", "2019/2019", "2018/2019-03-01", "2019-05-20/2019-05", "2019~", "2019-05-20/..", None,
    ],
)  # fmt: skip
def test_the_popup_of_an_event_says_its_date_as_pages_do(date: str | None) -> None:
    """In words, as partial as it is known."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(
            "create table places (id, name, address, postcode, latitude, longitude);"
            "create table events (id, title, kind, event_date, start_time, place_id, status);"
            "create table same_events (event_id, same_as_id);"
            "insert into places values ('hall', 'The hall', null, null, 53.7, -0.3);"
        )
        connection.execute("insert into events values ('e', 'A meeting', null, ?, '19:00', 'hall', null)", (date,))
        connection.executescript((ROOT / "ingest" / "views" / "map_points.sql").read_text(encoding="utf-8"))
        ((words,),) = connection.execute("select popup ->> 'description' from map_points").fetchall()
    assert words == (f"{date_words(date)}, 19:00 · The hall" if date else "The hall")


def test_what_follows_readers_is_taken_off_links(published: Site) -> None:
    """A link shared with fbclid or utm_source shows what it showed."""
    plain = published.get("/archive/documents.json", _shape="array").json()
    tracked = published.get("/archive/documents.json", _shape="array", fbclid="x", utm_source="y", **{"utm-z": "1"})
    assert tracked.json() == plain


@pytest.mark.parametrize(
    "path", ["/", "/archive", "/archive/documents", "/archive.json?sql=select+1", "/none", "/archive.db"]
)
def test_every_answer_forbids_other_hosts_and_frames(published: Site, path: str) -> None:
    """The headers stand on pages, data, downloads and errors alike."""
    headers = published.get(path).headers
    assert "default-src 'none'; script-src 'self';" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_quoted_lines_are_shown_without_their_marks(published: Site) -> None:
    """A quotation in an e-mail is set apart; the mark in front of each of its lines is not shown again."""
    ((document,),) = published.sql(
        "select document_id from passages where kind = 'quote' and text like '%' || char(10) || '>%' limit 1"
    )
    page = published.get(f"/archive/documents/{document}").text
    quotes = re.findall(r'<blockquote dir="auto">(.*?)</blockquote>', page, re.S)
    assert quotes
    assert not [each for each in quotes if "&gt;" in each]
