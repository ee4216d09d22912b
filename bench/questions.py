"""What readers ask in bench.site: addresses of ours, and the same asked of stock Datasette and of a bare handler as SQL."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

# The answer of a search in one statement: the twenty best passages by BM25 with their snippets, how many there are, and the
# five facets of their documents, in the order of joins, and with the heap of twenty, that was the quickest of those tried.
SEARCH = """
with hits as materialized (select rowid as at from passages_fts where passages_fts match :q),
held as materialized (
  select document_id, count(*) as passage_count
  from hits cross join passages on passages.rowid = hits.at group by document_id),
facets as materialized (
  select kind, author, publisher, published_year, passage_count
  from held cross join documents on documents.id = document_id),
best as materialized (
  select rowid as at, bm25(passages_fts) as score from passages_fts where passages_fts match :q
  order by bm25(passages_fts) limit 20),
named as materialized (
  select person_id, count(distinct mentions.passage_id) as passage_count
  from hits cross join passages on passages.rowid = hits.at cross join mentions on mentions.passage_id = passages.id
  where person_id is not null group by person_id)
select 'kind' as part, kind as value, sum(passage_count) as number from facets group by 2
union all select 'author', author, sum(passage_count) from facets group by 2
union all select 'publisher', publisher, sum(passage_count) from facets group by 2
union all select 'year', published_year, sum(passage_count) from facets group by 2
union all select 'person', people.name, passage_count from named cross join people on people.id = person_id
union all select 'total', null, count(*) from hits
union all select passages.id, snippet(passages_fts, 0, char(2), char(3), '…', 45), best.score
  from best cross join passages_fts on passages_fts.rowid = best.at cross join passages on passages.rowid = best.at
  where passages_fts match :q"""
HOME = "select title, (select count(*) from documents), (select count(*) from passages) from about"
DOCUMENT = (
    "select documents.title, passages.locator, passages.speaker, passages.text from documents "
    "join passages on passages.document_id = documents.id where documents.id = :id order by passages.position"
)
ROW = "select * from passages where id = :id"
SHARES = {"rare word": (0.00001, 0.0005), "1 % word": (0.007, 0.02), "10 % word": (0.07, 0.2), "50 % word": (0.3, 1)}
SIZES = range(
    15, 26
)  # results on a page: a word is asked for at another size each time, so that no answer is remembered

Typed = tuple[str, str]  # as a reader types it, and as FTS5 has it


class Words:
    """Words of the archive by how many passages hold them, stretches of its passages, and ids of its rows."""

    def __init__(self, db: Path) -> None:
        self.chance = random.Random(11)
        with closing(sqlite3.connect(f"{db.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute("create virtual table temp.words using fts5vocab (main, passages_fts, row)")
            (self.total,) = connection.execute("select count(*) from passages").fetchone()
            counted = connection.execute("select term, doc from temp.words").fetchall()
            rows = sorted(self.chance.sample(range(1, self.total + 1), min(5_000, self.total)))
            held = [
                connection.execute("select id, document_id, text from passages where rowid = ?", (row,)).fetchone()
                for row in rows
            ]
        self.chance.shuffle(held)
        self.by_share = {
            name: [term for term, count in counted if low * self.total <= count <= high * self.total]
            for name, (low, high) in SHARES.items()
        }
        self.passages = [id for id, _, _ in held]
        self.documents = list(dict.fromkeys(id for _, id, _ in held))
        self.texts = [text.replace('"', " ").split() for _, _, text in held]

    def word(self, share: str) -> Typed:
        word = self.chance.choice(self.by_share[share])
        return word, f'"{word}"'

    def both(self, one: str, other: str) -> Typed:
        first, second = self.word(one), self.word(other)
        return f"{first[0]} {second[0]}", f"{first[1]} {second[1]}"

    def two_of_a_passage(self) -> Typed:
        one, other = self.chance.sample(self.chance.choice(self.texts), 2)
        return f"{one} {other}", f'"{one}" "{other}"'

    def phrase(self, length: int) -> Typed:
        words = f'"{" ".join(self._run(length))}"'
        return words, words

    def beginning(self, share: str, letters: int) -> Typed:
        word = self.chance.choice([word for word in self.by_share[share] if len(word) >= letters])[:letters]
        return f"{word}*", f'"{word}"*'

    def sentence(self, length: int) -> Typed:
        words = self._run(length)
        return " ".join(words), " OR ".join(f'"{word}"' for word in words)

    def _run(self, length: int) -> list[str]:
        words = self.chance.choice([text for text in self.texts if len(text) > length])
        start = self.chance.randrange(len(words) - length)
        return words[start : start + length]


def searches(words: Words) -> dict[str, Callable[[], Typed]]:
    """Return what makes a search of each kind."""
    return {
        **{share: (lambda share=share: words.word(share)) for share in SHARES},
        "50 % and 10 %": lambda: words.both("50 % word", "10 % word"),
        "two 50 %": lambda: words.both("50 % word", "50 % word"),
        "two of a passage": words.two_of_a_passage,
        "phrase of two": lambda: words.phrase(2),
        "phrase of four": lambda: words.phrase(4),
        "prefix of three": lambda: words.beginning("1 % word", 3),
        "prefix of five": lambda: words.beginning("rare word", 5),
        "sentence of twelve": lambda: words.sentence(12),
    }  # fmt: skip


def asked(make: Callable[[], Typed], whom: str, words: Words) -> Iterator[str]:
    """Yield the addresses of searches of one kind: of "ours", its "page", "stock", or the "limit"."""
    while True:
        typed, match = make()
        if whom in ("ours", "page"):
            size = words.chance.choice(SIZES)
            yield f"/search{'.json' if whom == 'ours' else ''}?{urlencode({'q': typed, 'size': size})}"
        elif whom == "stock":
            yield f"/archive/found.json?{urlencode({'q': match, '_shape': 'arrays'})}"
        else:
            yield f"/search?{urlencode({'q': match})}"
