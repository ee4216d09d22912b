"""The two real documents: facts that must come out of them, with declarations and without."""

from __future__ import annotations

import pytest

from tests.conftest import Query

POSTS = [("2017-02-19", 1), ("2017-02-13", 1), ("2017-02-07", 2), ("2017-02-06", 2), ("2017-02-05", 1)]
EXTRACTS = [
    ("David Hencke", "2016-12-15", "Unison: Union Democracy on Trial"),
    ("David Hencke", "2016-12-20", "Unison election: Now Electoral Reform Services on trial"),
    (
        "David Hencke",
        "2016-12-21",
        "Unison: A libel threat, a database and a “cut and paste” email – all to help Dave Prentis win?",
    ),
    (
        "David Hencke",
        "2017-01-03",
        "Unison: Former senior official says “anti democratic practices” used to elect Dave Prentis in three "
        "previous contests.",
    ),
]
EDITIONS = [
    ("49", "GENERAL SECRETARY 2015 ELECTION PROCEDURES"),
    ("60", "Service Group Executive, 2016 - 2018 By-election procedures"),
    ("55", "National Executive Council, 2017–2019 election procedures"),
]


@pytest.fixture(params=["declared", "undeclared"])
def either(request: pytest.FixtureRequest) -> Query:
    """Both archives in turn: what follows must not depend on a declaration."""
    query: Query = request.getfixturevalue({"declared": "unisongate", "undeclared": "undeclared"}[request.param])
    return query


def test_posts(unisongate: Query) -> None:
    """Seven posts stand under five dates, newest first, two each on two of them."""
    rows = unisongate("select published_date, count(*) from blog_posts group by 1 order by 1 desc")
    assert rows == POSTS


def test_undeclared_posts(undeclared: Query) -> None:
    """Without a declaration only the second posts of a day are missed, and they are proposed."""
    assert undeclared("select published_date from blog_posts order by 1 desc") == [(date,) for date, _ in POSTS]
    proposed = undeclared(
        "select count(*) from problems join passages on passages.id = problems.locator "
        "where problems.reason like '%title of another post%' and (text like 'A brief roundup%' or text like '£3 Billion%')"
    )
    assert proposed == [(2,)]


def test_extracts(either: Query) -> None:
    """Four extracts of one journalist are found, with the title and the date that the blog gives them."""
    assert either("select author, published_date, title from article_extracts order by 2") == EXTRACTS


def test_statement(either: Query) -> None:
    """The statement inside the last extract has its witness, his capacity and its ten paragraphs."""
    ((witness, capacity, count, first, last),) = either(
        "select witness, capacity, paragraph_count, a.position, b.position from witness_statements "
        "join passages a on a.id = first_passage_id join passages b on b.id = last_passage_id"
    )
    assert witness.upper() == "MIKE JACKSON"
    assert capacity.startswith("FORMERLY UNISON REGIONAL ORGANISER")
    assert capacity.endswith("2004 – 2011")
    assert (count, last - first + 1) == (10, 10)
    assert either(
        "select count(*), count(distinct locator) from passages p join witness_statements s on s.document_id = p.document_id "
        "where p.speaker = s.witness"
    ) == [(10, 10)]


def test_statement_lies_in_the_last_extract(either: Query) -> None:
    """The statement is part of the article that published it."""
    assert either(
        'select e.published_date from witness_statements s join article_extracts e on e."start" <= s."start" '
        'and e."end" >= s."end" and e.document_id = s.document_id'
    ) == [("2017-01-03",)]


def test_clauses(either: Query) -> None:
    """Three clauses stand each in an edition of its own procedures, in the order in which they are quoted."""
    rows = either(
        "select number, title from rule_clauses join rule_editions on rule_editions.id = edition_id "
        'order by rule_clauses."start"'
    )
    assert rows == EDITIONS


def test_clause_texts(either: Query) -> None:
    """The words of clauses 49 and 60 are the same; clause 55 has two words more and ends alike."""
    texts = dict(either("select number, text from rule_clauses"))
    assert texts["49"] == texts["60"]
    assert len(texts["55"].split()) == len(texts["49"].split()) + 3
    assert texts["49"].startswith("Candidates must not")
    assert texts["49"].endswith("candidates.")


def test_instrument(unisongate: Query) -> None:
    """The declaration makes the three editions those of one instrument."""
    assert unisongate("select instrument, count(*) from rule_editions group by 1") == [
        ("UNISON election procedures", 3)
    ]


def test_motion(either: Query) -> None:
    """The motion has its four numbered points."""
    assert either("select count(*) from motions") == [(1,)]
    assert either('select number from motion_resolves order by "start"') == [("1",), ("2",), ("3",), ("4",)]


def test_exchanges(either: Query) -> None:
    """The exchanges at the hearing have each speaker's own words, and nobody is named who is not named."""
    rows = either("select asker, answerer, length(question) > 20, answer from exchanges order by position")
    assert [(asker, answerer, asked) for asker, answerer, asked, _ in rows] == [
        (None, "William", 1),
        (None, "Williams", 1),
        (None, "Williams", 1),
    ]
    assert all(answer[0] not in "“‘\"'" and answer[-1] not in "”’\"'" for *_, answer in rows)


def test_speakers(either: Query) -> None:
    """A speaker named before a colon is the speaker of that passage."""
    speakers = {speaker for (speaker,) in either("select distinct speaker from passages where speaker is not null")}
    assert {"Williams", "Yunus Bakhsh"} <= speakers


def test_events(either: Query) -> None:
    """Two events have their day, their times and their postcodes."""
    rows = either(
        "select event_date, start_time, end_time, postcode from events left join places on places.id = place_id order by 1"
    )
    assert rows == [("2017-02-22", None, None, "W1W 5EE"), ("2017-02-27", "10:00", "12:00", "W1S 2QN")]


def test_map(unisongate: Query) -> None:
    """Both events are on the map, at the places that the declaration locates."""
    assert unisongate("select count(*) from events join places on places.id = place_id where latitude is not null") == [
        (2,)
    ]
    assert unisongate("select count(*) from places") == [(2,)]


def test_links(either: Query) -> None:
    """Nine links lead to four addresses."""
    assert either("select count(*), count(distinct url) from links") == [(9, 4)]


def test_article(either: Query) -> None:
    """The article has its byline and issue, and no date of publication, for it states none."""
    assert either("select author, issue, published_date from articles") == [("Raymie Kiernan", "2491", None)]
    assert either("select title from articles") == [
        ("New leak raises concern about Unison union general secretary election",)
    ]


def test_furniture(either: Query) -> None:
    """What the page put around the article is discarded by name."""
    names = either(
        "select discard from segments join documents using (source_id) where kind = 'article' and discard <> 'blank' "
        'order by segments."start"'
    )
    assert [name for (name,) in names] == [
        "download notice",
        "age notice",
        "issue line",
        "newsletter sign-up",
        "related links",
        "appeal",
        "appeal",
    ]


def test_caption(either: Query) -> None:
    """The caption of the picture and its twin without the credit are captions, not text of the article."""
    assert either("select count(*) from passages where kind = 'caption'") == [(2,)]


def test_quotation_that_reopens(either: Query) -> None:
    """A quotation of two paragraphs, each opened and only the last closed, is one quotation."""
    rows = either(
        "select count(*) from quotations q join documents d on d.id = q.document_id "
        'join passages p on p.document_id = d.id and p."start" > q."start" and p."start" < q."end" '
        "where d.kind = 'article' and q.text like 'It may be%' and q.text like '%caution!'"
    )
    assert rows == [(1,)]


def test_mentions(unisongate: Query) -> None:
    """All twelve people and six bodies are named, each under a name of their own; none is left open."""
    assert unisongate("select count(distinct person_id), count(distinct organisation_id) from mentions") == [(12, 6)]
    assert unisongate("select count(*) from mentions where candidates <> '[]'") == [(0,)]
    assert unisongate(
        "select person_id, count(*) from mentions where person_id is not null group by 1 having count(*) > 5 order by 1"
    ) == [("cliff-williams", 13), ("dave-prentis", 43), ("david-hencke", 6), ("linda-perks", 6)]
    assert unisongate(
        "select mentions.text from mentions join people on people.id = person_id "
        "where instr(lower(mentions.text), lower(substr(name, instr(name, ' ') + 1))) = 0"
    ) == []  # fmt: skip


def test_e_mail_addresses_are_withheld(either: Query) -> None:
    """The e-mail address of a campaigner is kept back, and listed."""
    assert either("select kind, reason from withheld") == [("e-mail address", "privacy")]
    assert either("select count(*) from passages where text like '%@unite%'") == [(0,)]


def test_allegations(unisongate: Query) -> None:
    """What the two documents state as alleged points into them; the replies that they do not hold are told as gaps."""
    assert unisongate("select count(*), count(passage_id) from allegations") == [(9, 9)]
    assert unisongate(
        "select allegation_id from allegation_gaps where gap = 'no reply held' order by allegation_id"
    ) == [("earlier-elections",), ("employers",), ("greater-london",), ("nominations",), ("rule-on-visits",)]
    assert unisongate(
        "select number from allegation_evidence join rule_clauses on rule_clauses.id = clause_id order by 1"
    ) == [("49",), ("55",), ("60",)]
    assert unisongate("select count(*) from allegation_evidence where start is not null") == [(0,)]
