"""Reuse: words that stand in several documents are found with their places, in order of date, and copies count once."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.links.reuse import OPEN, _earliest
from ingest.matching import seeds
from ingest.matching.seeds import Corpus
from ingest.matching.shared_words import Shared, shared
from ingest.matching.word_hashes import words
from tests.archives import built, rows
from tests.cases import Case, cases
from tests.conftest import Query
from tests.growth import assert_linear
from tests.site import Site

SENTENCE = "the kettle in the packing hall was put back on its shelf by nobody whom the council knew"
PLAIN = st.text("abcdefgh", min_size=1, max_size=6)


def _corpus(*documents: str) -> Corpus:
    """Return documents of one passage each as numbers."""
    hashes = [words(text).hashes for text in documents]
    bounds = np.cumsum([0, *map(len, hashes)])
    return Corpus(np.concatenate(hashes), bounds, np.arange(len(documents), dtype=np.int32))


@pytest.mark.parametrize("case", cases("reuse"))
def test_clusters(tmp_path: Path, case: Case) -> None:
    """Every copy is found in its document, with the words changed since the copy before it; texts are slices."""
    texts = case.text.split("\n====\n")
    db = built(tmp_path, **{f"day_{n}__txt": text for n, text in enumerate(texts, 1)})
    found: dict[str, list[list[str]]] = {}
    for cluster, document, text, start, end, changed in rows(
        db,
        'select cluster_id, document_id, text, "start", "end", words_changed from reuse order by cluster_id, position',
    ):
        number = document.removeprefix("day-")
        assert text == texts[int(number) - 1][start:end]
        said = [] if changed is None else [str(changed)]
        found.setdefault(cluster, []).append([number, text, *said])
    assert list(found.values()) == case.expected


@settings(deadline=None)  # the first call makes the table of letters
@given(st.lists(PLAIN, max_size=40), st.lists(PLAIN, max_size=40), st.lists(PLAIN, max_size=40), st.integers(3, 14))
def test_planted(before: list[str], after: list[str], other: list[str], changed: int) -> None:
    """Words put into two documents are found where they stand, also if one of them is another word."""
    planted = [f"{word}z" for word in SENTENCE.split()]
    copy = [*planted[:changed], "Q", *planted[changed + 1 :]]
    first, second = [*before, "x", *planted, "x1", *after], [*other, "y", *copy, "y1"]
    found = list(shared(_corpus(" ".join(first), " ".join(second))))
    end = len(planted)
    begin, there = len(before) + 1, len(other) + 1
    assert any(
        each.first_start <= begin and each.first_end >= begin + end and each.second_start <= there
        and each.second_end >= there + end
        for each in found
    )  # fmt: skip


@settings(deadline=None)  # the first call makes the table of letters
@given(st.text(), st.text())
def test_any_text(one: str, other: str) -> None:
    """Any two texts can be compared; words lie in their text, in order, and what is shared lies in both."""
    corpus = _corpus(one, other)
    for text in (one, other):
        read = words(text)
        assert len(read.hashes) == len(read.starts) == len(read.ends)
        assert all(start < end <= len(text) for start, end in zip(read.starts, read.ends, strict=True))
        assert all(end <= start for end, start in zip(read.ends[:-1], read.starts[1:], strict=True))
    for each in shared(corpus):
        assert 0 <= each.first_start < each.first_end <= corpus.bounds[1]
        assert 0 <= each.second_start < each.second_end <= corpus.bounds[2] - corpus.bounds[1]


def test_in_shares(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many fingerprints are made and sorted at once, the same stretches are found."""
    chance = random.Random(3)
    drawn = [chance.choice("abcdefghijklmnop") * chance.randint(1, 4) for _ in range(900)]
    texts = [" ".join(drawn[at : at + 300]) for at in (0, 100, 450, 500)]
    whole = list(shared(_corpus(*texts)))
    assert len(whole) > 1
    monkeypatch.setattr(seeds, "SHARE", 100)
    monkeypatch.setattr(seeds, "STRIDE", 37)
    assert list(shared(_corpus(*texts))) == whole


def test_the_same_text_twice() -> None:
    """Two copies of a text are one stretch from the first word to the last."""
    text = " ".join(f"word{n}" for n in range(500))
    assert list(shared(_corpus(text, text))) == [Shared(0, 0, 500, 1, 0, 500, 500)]


@pytest.mark.parametrize(
    ("days", "told"),
    [
        pytest.param([("2019-03-01",) * 2, ("2019-03-02",) * 2], [1, 0], id="one is earlier"),
        pytest.param([("2019-03-01",) * 2, ("2019-03-01",) * 2], [None, None], id="both on one day"),
        pytest.param([("2019-03-01", "2019-03-31"), ("2019-03-05",) * 2], [None, None], id="a month and a day in it"),
        pytest.param([("2019-03-01",) * 2, (None, None)], [None, None], id="one without a date"),
        pytest.param(
            [("2019-03-01",) * 2, ("2019-04-01",) * 2, (None, None)],
            [None, 0, None],
            id="one is certainly not the first",
        ),
        pytest.param([(None, None), (None, None)], [None, None], id="no dates"),
        pytest.param(
            [("2019-03-10", OPEN), ("2019-03-12",) * 2], [None, None], id="minutes, and a letter after the meeting"
        ),
        pytest.param(
            [("2019-03-10", OPEN), ("2019-03-01",) * 2], [0, 1], id="minutes, and a letter before the meeting"
        ),
    ],
)
def test_earliest(days: list[Any], told: list[int | None]) -> None:
    """A copy is the earliest only if no other may be."""
    assert _earliest(days) == told


def test_copies_count_once(tmp_path: Path) -> None:
    """Three documents hold a sentence, two of them are the same letter: there are two origins."""
    letter = f"4 March 2019\n\nDear Ms Quill,\n\nWe have found that {SENTENCE}, and are glad.\n\nTobias Fenn\n"
    db = built(
        tmp_path, a__txt=letter, b__txt=letter, c__txt=f"It is no secret that {SENTENCE}. But what else is known?"
    )
    assert rows(db, "select document_id, copy_of_id, kind, word_share from document_copies") == [
        ("b", "a", "copy", 1.0)
    ]
    assert rows(
        db, "select count(*), count(distinct origin_id) from reuse join origins using (document_id) group by cluster_id"
    ) == [(3, 2)]


def test_minutes_are_written_after_their_meeting(tmp_path: Path) -> None:
    """A letter of the day after a meeting may be older than its minutes; the notice of nine days before is older than both."""
    minutes = f"QUAYSIDE BRANCH\n\nMinutes of the meeting held on 10 March 2019\n\nPresent: Ada Quill\n\n1. The kettle\nIt was said that {SENTENCE}.\n"
    letter = (
        "{day} March 2019\n\nDear Ms Quill,\n\nWe have read that " + SENTENCE + ".\n\nYours sincerely,\n\nTobias Fenn\n"
    )
    db = built(tmp_path, a__txt=minutes, b__txt=letter.format(day=11))
    assert rows(db, "select document_id, published_date, is_earliest from reuse order by position") == [
        ("a", "2019-03-10", None),
        ("b", "2019-03-11", None),
    ]
    db = built(tmp_path / "again", a__txt=minutes, b__txt=letter.format(day=11), c__txt=letter.format(day=1))
    assert rows(db, "select document_id, is_earliest from reuse order by position") == [("c", 1), ("a", 0), ("b", 0)]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("2019-03-10-agm__md", "# Notice of the annual general meeting\n\n1 March 2019\n\nIt is said that {said}.\n"),
        ("agm__txt", "2019-03-10 Annual General Meeting\n\nNotice, 1 March 2019\n\nIt is said that {said}.\n"),
    ],
)
def test_a_notice_is_written_before_its_meeting(tmp_path: Path, name: str, words: str) -> None:
    """A file or a title that is called by the day of a meeting does not say when its words were written."""
    letter = f"5 March 2019\n\nDear Ms Quill,\n\nWe have read that {SENTENCE}.\n\nYours sincerely,\n\nTobias Fenn\n"
    db = built(tmp_path, **{name: words.format(said=SENTENCE), "letter__txt": letter})
    assert rows(db, "select published_date, is_earliest from reuse order by published_date") == [
        ("2019-03-05", None),
        ("2019-03-10", None),
    ]


MESSAGE = """\
From sender Mon Mar  4 09:00:00 2019
From: Ada Quill <ada@post.example>
To: Tobias Fenn <fenn@post.example>, Lucy Hale <hale@post.example>, Ron Petty <petty@post.example>
Cc: The Works Council of the Packing Hall <council@post.example>
Subject: The kettle of the packing hall and its flex
Date: Mon, 4 Mar 2019 0{hour}:00:00 +0000

{text}

"""


def test_headers_are_no_repetition(tmp_path: Path) -> None:
    """Two messages to the same people repeat only what is written below their headers; they are copies as wholes all the same."""
    said = [
        f"We hear that {SENTENCE}.",
        f"Again it is said that {SENTENCE}, and more.",
        "Nothing else.",
        "Nothing else.",
    ]
    db = built(tmp_path, post__mbox="".join(MESSAGE.format(hour=n, text=text) for n, text in enumerate(said, 1)))
    assert rows(db, "select distinct passages.kind from reuse join passages on passages.id = passage_id") == [
        ("paragraph",)
    ]
    assert rows(db, "select count(*) from reuse") == [(2,)]
    assert rows(db, "select count(*) from document_copies") > [(0,)]


def test_nothing_to_compare(tmp_path: Path) -> None:
    """An archive of one short note has no words that are used again."""
    db = built(tmp_path, note__txt="Nothing to add.")
    assert rows(db, "select * from reuse union all select * from reuse") == []
    assert rows(db, "select document_id, origin_id from origins") == [("note", "note")]


def _distinct(size: int) -> list[str]:
    chance = random.Random(1)
    return [" ".join(f"w{chance.randrange(20_000)}" for _ in range(60)) for _ in range(size)]


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(_distinct, id="nothing shared"),
        pytest.param(lambda size: [SENTENCE] * size, id="the same everywhere"),
        pytest.param(lambda size: ["a " * 60] * size, id="one word over and over"),
        pytest.param(lambda size: ["a " * 60 * size] * 2, id="one word over and over in two"),
        pytest.param(lambda size: _distinct(size // 2) * 2, id="everything twice"),
    ],
)
def test_linear(texts: Callable[[int], list[str]]) -> None:
    """Four times as many passages take about four times as long, whatever they share."""
    assert_linear(lambda size: list(shared(_corpus(*texts(size)))), 400)


def test_one_letter(unisongate: Query) -> None:
    """An extract that two posts share is found paragraph by paragraph, and the one letter that was changed in it is shown."""
    found = unisongate(
        "select min(document_id), max(document_id), count(*), sum(words_changed) from reuse group by cluster_id"
    )
    assert {row[:3] for row in found} == {("activist-blog-2017-02-05", "activist-blog-2017-02-07-2", 2)}
    assert sum(changed for *_, changed in found) == 1
    assert unisongate("select count(*) from reuse where is_earliest and published_date = '2017-02-05'") == [
        (len(found),)
    ]
    ((before, after),) = unisongate(
        "select max(case when json_extract(value, '$[0]') = 'removed' then json_extract(value, '$[1]') end), "
        "max(case when json_extract(value, '$[0]') = 'added' then json_extract(value, '$[1]') end) "
        "from reuse, json_each(diff) where words_changed = 1"
    )
    assert abs(len(before.strip()) - len(after.strip())) <= 1


def test_pages(published: Site) -> None:
    """The page of a cluster names each document, links each passage and shows what changed; unknown names are not found."""
    cluster = published.sql("select cluster_id from reuse group by 1 order by count(*) desc limit 1")[0][0]
    assert f'href="/reuse/{cluster}"' in published.get("/reuse").text
    body = published.get(f"/reuse/{cluster}").text
    assert "<del>" in body
    assert "<ins>" in body
    for document, position in published.sql(
        f"select r.document_id, p.position from reuse r join passages p on p.id = passage_id where cluster_id = '{cluster}'"
    ):
        assert f'href="/archive/documents/{document}#p{position}"' in body
    assert published.get("/reuse/nothing").status_code == 404
    assert published.get("/reuse?page=999").status_code == 200
    assert published.get("/reuse?page=x").status_code == 200
