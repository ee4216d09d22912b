"""Search over the sample: what it finds, how it counts, and that its page, JSON, CSV and feed say the same."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree

import pytest

from tests.site import Site

ATOM = "{http://www.w3.org/2005/Atom}"
WORDS = ["branch", "the branch", "“the branch”", "elect* -ballot", "tea OR clause", "kind:article", "speaker:lodhi", "year:2018..2019 tea"]  # fmt: skip


def found(site: Site, q: str, **params: str) -> dict[str, Any]:
    answer = site.get("/search.json", q=q, **params)
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()
    return told


def passages(site: Site, q: str, **params: str) -> list[str]:
    """Return the passages found, page for page."""
    ids: list[str] = []
    page = 1
    while True:
        answer = found(site, q, group="passages", size="50", page=str(page), **params)
        ids += [each["passage_id"] for each in answer["results"]]
        if answer["next"] is None:
            return ids
        page += 1


@pytest.mark.parametrize("word", ["branch", "ballot", "election", "tea"])
def test_a_word_finds_what_the_index_holds(published: Site, word: str) -> None:
    """A word finds the passages that SQL finds, and those that begin a document with it in its title."""
    held = {id for (id,) in published.sql(
        "select passages.id from passages_fts join passages on passages.rowid = passages_fts.rowid where passages_fts match ?", word
    )}  # fmt: skip
    titled = {id for (id,) in published.sql(
        "select passages.id from documents_fts join documents on documents.rowid = documents_fts.rowid "
        "join passages on document_id = documents.id where documents_fts match ? "
        "and passages.position = (select min(position) from passages where document_id = documents.id)", word
    )}  # fmt: skip
    every = passages(published, word)
    assert len(every) == len(set(every))
    assert set(every) == held | titled


@pytest.mark.parametrize("q", WORDS)
def test_every_form_says_the_same(published: Site, q: str) -> None:
    """JSON counts what its pages hold, CSV has a row for every passage, and the facets add up."""
    told = found(published, q, size="1000")
    assert told["total"]
    assert len(told["results"]) == told["documents"]
    assert len({each["document_id"] for each in told["results"]}) == told["documents"]
    assert sum(each["passage_count"] for each in told["results"]) == told["total"]
    every = passages(published, q)
    assert len(every) == told["total"]
    rows = list(csv.DictReader(io.StringIO(published.get("/search.csv", q=q).text)))
    assert [row["passage_id"] for row in rows] == every
    assert sum(each["count"] for each in told["facets"]["kind"]) == told["total"]


@pytest.mark.parametrize("facet", ["kind", "author", "publisher", "year", "person"])
def test_a_facet_counts_exactly(published: Site, facet: str) -> None:
    """Choosing a value finds as many passages as are counted for it, and says so; several values are alternatives."""
    values = found(published, "the")["facets"][facet]
    assert len(values) > 1
    for each in values:
        narrowed = found(published, "the", **{facet: each["value"]})
        assert narrowed["total"] == each["count"]
        assert {"value": each["value"], "count": each["count"], "chosen": True} in narrowed["facets"][facet]


def test_the_page_can_be_narrowed_and_widened_again(published: Site) -> None:
    """The links of the facets lead to as many passages as they say, and the way back is on the page."""
    page = published.get("/search", q="the branch").text
    address = unescape(re.findall(r'href="(/search\?[^"]*kind=blog[^"]*)"', page)[0])
    narrowed = published.get(address).text
    assert re.search(r"<h2>\d+ passages in \d+ documents</h2>", narrowed)
    back = unescape(re.findall(r'href="(/search\?[^"]*)"[^>]*aria-label="Take off Kind blog post"', narrowed)[0])
    assert dict(parse_qsl(urlsplit(back).query)) == {"q": "the branch"}


def test_every_value_can_be_listed(published: Site) -> None:
    """The first eight values lead to all of them, which stay listed on the next pages until fewer are asked for."""
    values = [each["value"] for each in found(published, "the")["facets"]["author"]]
    assert len(values) > 10

    def listed(page: str) -> list[str]:
        (part,) = re.findall(r'<ul aria-labelledby="wide-author">(.*?)</ul>', page, re.DOTALL)
        return [unescape(each) for each in re.findall(r'rel="nofollow">([^<]*)</a> <span class="count">', part)]

    def leads(page: str, words: str) -> str:
        return unescape(re.findall(rf'href="([^"]*)"[^>]*>{words}', page)[-1])

    page = published.get("/search?q=the&page=2").text
    assert listed(page) == values[:8]
    more = leads(page, f'{len(values) - 8} more<span class="unseen"> of Author')
    assert dict(parse_qsl(urlsplit(more).query)) == {"q": "the", "page": "2", "more": "author"}
    assert urlsplit(more).fragment == "wide-author"
    page = published.get(more).text
    assert listed(page) == values
    narrowed = leads(page, "blog post")
    assert dict(parse_qsl(urlsplit(narrowed).query)) == {"q": "the", "kind": "blog post", "more": "author"}
    assert listed(published.get(leads(page, "fewer")).text) == values[:8]


def test_what_the_page_proposes_finds_something(published: Site) -> None:
    """The examples of narrowing are names that this archive knows."""
    examples = [unescape(each) for each in re.findall(r"<kbd>(\w+:[^<]+)</kbd>", published.get("/search").text)]
    assert [each.partition(":")[0] for each in examples] == ["speaker", "by", "kind", "year", "near", "near"]
    assert [each for each in examples if each != "near:5" and not found(published, each)["total"]] == []


def test_a_place_is_known_by_its_address(published: Site) -> None:
    """A town finds what happened there, though the name of the hall does not say it."""
    ((address, text),) = published.sql(
        "select address, passages.text from places join events on place_id = places.id join passages on passages.id = passage_id "
        "where address like '%Leith%' and places.name not like '%Leith%' and passage_id is not null limit 1"
    )
    assert "Leith" in address
    assert text in [each["text"] for each in found(published, "near:leith", group="passages")["results"]]


def test_few_hits_are_made_more_and_it_says_so(published: Site) -> None:
    """Where no passage holds every word those with some stand there, those with all of them first."""
    told = found(published, "lantern turnout zebra")
    assert told["with_every_word"] == 0
    assert told["total"] > 0
    assert "No passage holds all of these words" in published.get("/search", q="lantern turnout zebra").text
    few = found(published, "kettle branch")
    if few["with_every_word"]:
        first = few["results"][0]["passages"][0]["text"].lower()
        assert "kettle" in first
        assert "branch" in first
    only = found(published, "lantern turnout zebra", words="all")
    assert (only["total"], only["with_every_word"]) == (0, None)


def test_a_misspelt_word_is_suggested(published: Site) -> None:
    """The spelling is one that stands in the archive."""
    assert found(published, "turnot")["suggestion"] == "turnout"
    assert found(published, "the comittee")["suggestion"] == "the committee"
    assert found(published, "committee")["suggestion"] is None
    assert "Did you mean" in published.get("/search", q="turnot").text


def test_a_phrase_stands_as_typed(published: Site) -> None:
    """A phrase finds its words in this order, without other endings; a single word finds every ending."""
    for text in [each["text"] for each in found(published, "“the branches”", size="100")["results"]]:
        assert re.search(r"the\W+branches", text, re.IGNORECASE)
    assert found(published, "branches")["total"] == found(published, "branch")["total"]
    assert found(published, "“the branches”")["total"] < found(published, "“the branch”")["total"]


def test_sorting_by_date(published: Site) -> None:
    """Newest and oldest first; what bears no date comes last in both."""
    newest = [each["published_date"] for each in found(published, "the", sort="newest", size="500")["results"]]
    oldest = [each["published_date"] for each in found(published, "the", sort="oldest", size="500")["results"]]
    dated = [each for each in newest if each]
    assert [each[:4] for each in dated] == sorted((each[:4] for each in dated), reverse=True)
    assert newest[: len(dated)] == dated
    assert oldest[: len(dated)] == [each for each in oldest if each]


def test_a_whole_question_is_answered(published: Site) -> None:
    """A question in plain words finds passages with its rare words, whatever else is in it."""
    told = found(published, "who was it that took photographs of the ballot boxes in Leith, and why?")
    assert told["total"] > 0
    assert told["read_as"] == "some of took, photographs, ballot, boxes, Leith"
    scores = [each["score"] for each in told["results"]]
    assert scores == sorted(scores, reverse=True)
    best = " ".join(passage["text"] for each in told["results"][:5] for passage in each["passages"]).lower()
    assert [word for word in ("photograph", "ballot", "leith") if word not in best] == []


def test_a_quotation_in_a_long_text_only_counts(published: Site) -> None:
    """Beside five words or more a quotation need not be there; beside fewer it must."""
    assert found(published, "“zebra crossing” ballot boxes photographs counted Leith")["total"] > 0
    held = passages(published, "“the branch”")
    found_with_more = passages(published, "“the branch” photographs lantern")
    assert found_with_more
    assert set(found_with_more) <= set(held)
    assert found(published, "“zebra zebra” qwertyuiop")["total"] == 0


def test_a_word_of_several_counts_by_each(published: Site) -> None:
    """Where nothing holds them side by side, the parts of a word with a hyphen are found one by one."""
    assert found(published, "ballot-zebra")["total"] == found(published, "ballot")["total"]


def test_what_comes_from_elsewhere_is_let_be(published: Site) -> None:
    """Unknown arguments, and those that follow readers, change nothing; wrong ones are as if they were not there."""
    plain = found(published, "tea")
    odd = found(
        published, "tea", utm_source="x", colour="red", page="-1", size="many", sort="up", group="?", words="none"
    )
    assert odd == plain
    assert found(published, "tea", page="999")["page"] == plain["pages"]


def test_the_feed_is_one(published: Site) -> None:
    """The feed parses, and every entry has what RFC 4287 wants."""
    root = ElementTree.fromstring(published.get("/search.atom", q="branch <&> \x01").content)
    assert root.tag == f"{ATOM}feed"
    for each in [root, *root.findall(f"{ATOM}entry")]:
        assert each.findtext(f"{ATOM}id")
        assert each.findtext(f"{ATOM}title")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", each.findtext(f"{ATOM}updated") or "")
    assert len(root.findall(f"{ATOM}entry")) == 20


def test_the_old_address_leads_to_the_page(published: Site) -> None:
    """With whatever was asked."""
    answer = published.get("/archive/search?q=%22a+b%22&x=1")
    assert (answer.status_code, answer.headers["location"]) == (302, "/search?q=%22a+b%22&x=1")


def test_the_page_leads_to_the_same_in_sql(published: Site) -> None:
    """The link opens the query with the words filled in, and it finds what the search finds."""
    page = published.get("/search", q="branch").text
    address = unescape(re.findall(r'href="(/archive\?sql=[^"]+)"', page)[0])
    answer = published.get(address)
    assert answer.status_code == 200
    assert "<mark>" in answer.text


@pytest.mark.parametrize("group", ["documents", "passages"])
@pytest.mark.parametrize(
    "typed", ["branch secretary ballot", "the rota at Leith", "who asked for the rota of the market visits"]
)
def test_results_stand_in_the_order_of_their_scores(published: Site, typed: str, group: str) -> None:
    """Whoever reads the data and sorts by score gets the order of the page."""
    told = found(published, typed, group=group, size="100")
    scores = [each["score"] for each in told["results"]]
    assert len(scores) > 5
    assert scores == sorted(scores, reverse=True)
