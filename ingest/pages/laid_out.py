"""Passages as they are laid out for reading: the levels of headings, who begins to speak, what is shown together.

A passage is a row of the archive as a mapping by column, to which what is found is added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from ingest.matching.folding import QUOTE_MARK

SHORTEST_WRAPPED = 45  # characters of a line that ends where its margin was
LONGEST_LABEL = 60
BETWEEN_CELLS = " · "
LISTS = ("list item", "motion point")
# "Q.", "A:"
QUESTION_OR_ANSWER = re.compile(r"(Q|A)[.:]?\s")
# a printed label of a list item: "1.", "(a)", "•", "iv)"
ITEM_LABEL = re.compile(r"\(?(?:\d+|[a-z]{1,5})[.)]|[•●○■▪◦‣*–—-]\s", re.IGNORECASE)
# "[12/03/2019, 18:07:15] ", "18:07 <", "3/8/22, 8:16 AM - ": the time in front of a message
MOMENT = re.compile(
    r"\A[\u200e\u200f\u202a-\u202e]*[\[(]?\d[\d/.:,T \u202f-]*(?:[AaPp]\.?[ \u202f]?[Mm]\.?)?[\])]?[\s<–-]*"
)
CAPTION = re.compile(r"\d\d+:\d\d:\d\d")  # "00:04:12"
# what in a number stands between that of a clause and that of one below it: 4.1, 49(a), "IV, Section 2"
INNER_NUMBER = re.compile(r"(?<=\w)[.(]|, ")
LABEL_END = re.compile("[:>]")
# what parts the cells of "| a | b |"
CELL_EDGE = re.compile(r"(?<!\\)\|")


def level(headings: list[dict[str, Any]]) -> None:
    """Give each heading its level on the page: h2 for the highest of the document, and none left out on the way down.

    One that is only the `number` and the name of a clause stands below the heading of its section, as deep as its number goes.
    """
    highest = min((each["level"] for each in headings if each["number"] is None and each["level"]), default=1)
    above = section = 1
    for each in headings:
        is_section, number = each["number"] is None, each["number"] or ""
        wanted = max(2, each["level"] - highest + 2) if is_section else section + 1 + len(INNER_NUMBER.findall(number))
        above = min(above + 1, wanted, 6)
        section = above if is_section else section
        each["heading"] = above


def name_speakers(passages: list[dict[str, Any]], alone: bool) -> None:
    """Name a speaker where another begins, unless the words themselves open with the name or with a known Q. or A.

    A statement names its witness above: where nobody else speaks in it, no paragraph need say who does.
    """
    speakers = {passage["speaker"] for passage in passages if passage["speaker"]}
    before: str | None = None
    asked: dict[str, str] = {}
    for passage in passages:
        speaker, text = passage["speaker"], passage["text"]
        label = QUESTION_OR_ANSWER.match(text)
        if not speaker:
            known = True
        elif label:
            known = asked.get(label[1]) == speaker
            asked[label[1]] = speaker
        else:
            known = opens_with(text, speaker)
        silent = known or speaker == before or (alone and len(speakers) == 1)
        passage["new_speaker"] = None if silent else speaker
        if passage["kind"] not in ("heading", "stage direction"):
            before = speaker


def number_hits(passages: list[dict[str, Any]], hits: list[int]) -> None:
    """Give each passage that stands at one of the positions `hits` its `hit`: its number among them, of how many, and those beside it."""
    places = [None, *hits, None]
    numbers = {position: n for n, position in enumerate(hits, 1)}
    for passage in passages:
        if n := numbers.get(passage["position"]):
            passage["hit"] = {"number": n, "of": len(hits), "before": places[n - 1], "after": places[n + 1]}


def stretches(passages: list[dict[str, Any]], headed: bool) -> Iterator[dict[str, Any]]:
    """Yield what is shown together: the rows of a table, the items of a list, else one paragraph by itself."""
    for form, run in groupby(passages, _form):
        together = list(run)
        if form == "table":
            rows = [cells(passage["text"]) for passage in together]
            width = max(map(len, rows))
            for passage, held in zip(together, rows, strict=True):
                passage["cells"] = held + [""] * (width - len(held))
            yield {"form": form, "passages": together, "headed": headed and len(together) > 1}
        elif form == "list":
            for passage in together:
                passage["labelled"] = bool(ITEM_LABEL.match(passage["text"]))
            yield {"form": form, "passages": together}
        else:
            yield from ({"form": "one", "passages": [passage]} for passage in together)


def _form(passage: dict[str, Any]) -> str:
    if is_row(passage["kind"], passage["text"]):
        return "table"
    return "list" if passage["kind"] in LISTS else "one"


def is_row(kind: str, text: str) -> bool:
    """Tell whether a passage is one row of a Markdown table."""
    return kind == "table" and text.startswith("|")


def alone(text: str, kind: str) -> str:
    """Return the words of a passage that stands by itself: a row of a table cell by cell, a quotation without its marks."""
    if is_row(kind, text):
        return BETWEEN_CELLS.join(cell for cell in cells(text) if cell)
    return QUOTE_MARK.sub("", text) if kind == "quote" else text


def cells(text: str) -> list[str]:
    """Return the cells of one row of a Markdown table."""
    return [cell.strip().replace("\\|", "|") for cell in CELL_EDGE.split(text.strip().strip("|"))]


def is_wrapped(text: str, locator: str = "") -> bool:
    """Tell whether the lines were broken at a margin: every one but the last is long, unlike an address or a verse.

    Those of a caption, which is cited by its time, always are: its screen is narrow; and so are those with an empty line below each.
    """
    lines = text.splitlines()
    doubled = len(lines) > 2 and not any(map(str.strip, lines[1::2]))
    return len(lines) > 1 and (
        doubled or bool(CAPTION.match(locator)) or all(len(line) >= SHORTEST_WRAPPED for line in lines[:-1])
    )


def opens_with(text: str, speaker: str) -> bool:
    """Tell whether the words open with the name of who says them: MR OKORO: …, Okoro asked: …, or [18:07] Okoro: …, 18:07 <okoro> …"""
    if text.strip() == speaker:
        return True  # the line with the name of who speaks below it
    label = LABEL_END.split(MOMENT.sub("", text[:LONGEST_LABEL]), 1)
    return len(label) > 1 and speaker.rsplit(maxsplit=1)[-1].casefold() in label[0].casefold()
