"""Links: URLs as printed, and nothing of the sentence around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.records.links import find
from tests.cases import Case, cases, check_slices, reading, shown
from tests.growth import assert_linear


@pytest.mark.parametrize("case", cases("links"))
def test_links(case: Case) -> None:
    """The links of a text are those the case lists."""
    assert [shown(link) for link in find(reading(case.text, **case.fields))] == case.expected


def test_places_and_ids() -> None:
    """A link is a slice of the source, in the passage it stands in, with an id of its own."""
    text = "See http://a.example/1.\n\nAnd (www.b.example), and http://a.example/1 once more."
    links = list(find(reading(text)))
    assert [(link.id, link.passage_id, text[link.start : link.end]) for link in links] == [
        ("doc-link-1", "doc-p1", "http://a.example/1"),
        ("doc-link-2", "doc-p2", "www.b.example"),
        ("doc-link-3", "doc-p2", "http://a.example/1"),
    ]


PIECES = st.sampled_from(
    [
        *(
            "http://",
            "https://",
            "www.",
            "HTTP://",
            "a.example",
            "a",
            ".",
            ",",
            "/",
            "(",
            ")",
            "[",
            "]",
            "<",
            ">",
            '"',
            " ",
            "\n",
            "@",
        ),
        *(":80", "?q=1", "#", "’", "**", "_", "192.0.2.1", "xn--a", "é", "…", "”", "](", "|"),
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=20).map("".join)))
def test_any_text(text: str) -> None:
    """Any text gives links that are slices, in order and apart, with a host of two names or more."""
    links = list(find(reading(text)))
    assert len({link.id for link in links}) == len(links)
    end = 0
    for link in links:
        check_slices(link, text)
        assert link.url == text[link.start : link.end]
        assert link.start >= end
        assert "." in link.host
        assert link.host == link.host.lower()
        end = link.end


@pytest.mark.parametrize("part", ["a", "a.", "a-", "("])
def test_host_is_read_in_linear_time(part: str) -> None:
    """A host of a hundred thousand letters or labels is no link, and takes no time."""
    assert list(find(reading(f"http://{part * 100_000}"))) == []
    assert_linear(lambda count: list(find(reading(f"http://{part * count}"))), 100_000)
