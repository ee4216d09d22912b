"""Passages as they are laid out for reading: the levels of headings, who begins to speak, what is shown together.

A passage is a row of the archive as a mapping by column, to which what is found is added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from ingest.grammar.cells import BARS, separator_of
from ingest.grammar.cells import cells as places
from ingest.grammar.cells import words as words_of
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


def stretches(passages: list[dict[str, Any]], headed: bool, media_type: str | None = None) -> Iterator[dict[str, Any]]:
    """Yield what is shown together: the rows of a table, the items of a list, else one paragraph by itself."""
    for form, run in groupby(passages, lambda passage: _form(passage, media_type)):
        together = list(run)
        if form == "table":
            rows = [cells(passage["text"], media_type) for passage in together]
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


def name_columns(stretches: list[dict[str, Any]], above: str | None, media_type: str | None) -> None:
    """Give each table of a spreadsheet the names of its `columns`, or the position of the row in it that names them, as its `head`.

    `above` is the row that names the columns of the first, where it stands above the page.
    """
    for stretch in stretches:
        if stretch["form"] != "table":
            above = None if stretch["passages"][0]["kind"] == "heading" else above
            continue
        head = next((passage for passage in stretch["passages"] if passage["level"]), None)
        stretch["headed"] = False
        if head:
            stretch["head"], above = head["position"], head["text"]
        elif above:
            stretch["columns"] = cells(above, media_type)


def named_cells(text: str, columns: str, media_type: str | None) -> list[tuple[str, str]]:
    """Return the cells of a row that have words, each with the name of its column."""
    held, names = cells(text, media_type), cells(columns, media_type)
    names += [""] * (len(held) - len(names))
    return [(name, words) for name, words in zip(names, held, strict=False) if words]


def _form(passage: dict[str, Any], media_type: str | None) -> str:
    if is_row(passage["kind"], passage["text"], media_type):
        return "table"
    return "list" if passage["kind"] in LISTS else "one"


def is_row(kind: str, text: str, media_type: str | None = None) -> bool:
    """Tell whether a passage is one row of a table: between bars, or in a source of separated values."""
    return kind == "table" and separator_of(text, media_type) is not None


def alone(text: str, kind: str, media_type: str | None = None) -> str:
    """Return the words of a passage that stands by itself: a row of a table cell by cell, a quotation without its marks."""
    if is_row(kind, text, media_type):
        return BETWEEN_CELLS.join(cell for cell in cells(text, media_type) if cell)
    return QUOTE_MARK.sub("", text) if kind == "quote" else text


def cells(text: str, media_type: str | None = None) -> list[str]:
    """Return the cells of one row of a table."""
    separator = separator_of(text, media_type) or BARS
    return [words_of(text, cell, separator) for cell in places(text, 0, len(text), separator)]


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
