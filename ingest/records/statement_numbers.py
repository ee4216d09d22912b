"""The numbers that a statement prints before its paragraphs, told from those of the lists and letters it quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.grammar.pairs import Span
from ingest.grammar.spans import spans
from ingest.model import Passage

# "12. I was", "12) I was", "[12] I was", "(12) I was", "4.1 I was", "**12.** I was", "12 I was", "12" alone
NUMBER = re.compile(
    r"[“\"‘*_>\s]{0,6}(?P<open>[\[(]?)(?P<number>\d{1,4}(?:\.\d{1,3}){0,3})(?P<sign>[.)\]]*)[*_]*(?:(?=\s)|(?P<alone>\Z))"
)
# "(a) in May", "(iv) in June", "b) in July", "(2) in August"
PART = re.compile(r"[*_>\s]{0,6}(?:\((?P<part>[a-z]{1,4}|\d{1,2})\)|(?P<letter>[a-z]|[ivx]{2,4})[.)])\s")
# "“12. ": the number of what is quoted, unless the first paragraph begins so too
OPENS = re.compile(r"[*_>\s]{0,6}[“\"‘]")
# "12 I was": a number without a mark stands before the first word of a sentence
SENTENCE = re.compile(r"\s+[A-ZÀ-Þ“\"‘]")
WIDEST_STEP = 3  # between the numbers of two paragraphs, where some are left out
AHEAD = 60  # numbers below a paragraph that are looked at for its own number again


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number printed at the front of a paragraph: its place in the list, how it looks ("1.", "(1)"), and as printed."""

    at: int
    value: int
    style: str
    printed: str


def numbers(paragraphs: list[Passage], text: str) -> dict[int, str]:
    """Return the numbers of the paragraphs of a statement, as printed, by place in the list.

    Numbers are those of the statement if they look like its first one and go on from the one above; those inside a
    quotation, or of a list within a paragraph, are not.
    """
    printed = [each for each in _printed(paragraphs, text) if each]
    first = next((n for n, each in enumerate(printed) if _may_be_first(printed, n)), None)
    if first is None:
        return {}
    found, above = {}, 0
    run = printed[first:]
    for n, each in enumerate(run):
        dotted = "." in each.printed
        follows = above < each.value <= above + (1 if each.style == "1 " else WIDEST_STEP) or (
            each.value == above and dotted
        )
        if not (follows or n == 0) or (each.style != run[0].style and not (dotted and each.value <= above + 1)):
            continue
        if n and not dotted and _is_of_a_list(run, n, above):
            continue
        found[each.at], above = each.printed, each.value
    return found


def locators(paragraphs: list[Passage], text: str) -> list[str]:
    """Return "para 12" as numbered in print, "para 12(a)" for its parts; or counted from 1 where nothing is numbered.

    A paragraph that prints no number keeps the page and line that its format found.
    """
    found = numbers(paragraphs, text)
    if not found:
        return [
            f"para {n}" if passage.locator.startswith("para ") else passage.locator
            for n, passage in enumerate(paragraphs, 1)
        ]
    names, name = [], None
    for n, passage in enumerate(paragraphs):
        name = found.get(n, name)
        part = PART.match(passage.text) if name and n not in found else None
        inside = f"{name}({part['part'] or part['letter']})" if part else name
        names.append(f"para {inside}" if inside else f"para {n + 1}")
    return names


def _printed(paragraphs: list[Passage], text: str) -> Iterator[Numbered | None]:
    quoted = _quoted(paragraphs, text)
    marked = OPENS.match(paragraphs[0].text) is not None
    for at, passage in enumerate(paragraphs):
        match = NUMBER.match(passage.text) if at not in quoted else None
        if match is None or (not marked and OPENS.match(passage.text)):
            continue
        sign, alone = match["sign"], match["alone"] is not None
        if not (sign or alone or "." in match["number"] or SENTENCE.match(passage.text, match.end())):
            continue
        style = "1|" if alone else f"{match['open']}1{sign[:1] or ' '}"
        yield Numbered(at, int(match["number"].split(".")[0]), style, match["number"])


def _may_be_first(printed: list[Numbered], n: int) -> bool:
    """Tell whether a number can begin the count: one with a mark, or a bare 1 that a bare 2 follows."""
    each = printed[n]
    if each.style not in ("1 ", "1|"):
        return True
    if "." in each.printed:
        return True
    return each.value == 1 and any(other.style == each.style and other.value == 2 for other in printed[n + 1 :])


def _is_of_a_list(run: list[Numbered], n: int, above: int) -> bool:
    """Tell whether a number that could follow is one of a list inside the paragraph above, which began again at 1.

    It is if the numbers right before it run up from 1 to it, and the same number comes again by itself.
    """
    each = run[n]
    if not (run[n - 1].value == each.value - 1 and run[n - 1].at == each.at - 1):
        return False
    start = n - 1
    while start > 0 and run[start].value > 1 and run[start - 1].value == run[start].value - 1:
        start -= 1
    if start == 0 or run[start].value != 1 or run[start].at != each.at - (each.value - 1):
        return False
    again = (m for m in range(n + 1, min(n + AHEAD, len(run))) if run[m].value == above + 1)
    return any(run[m - 1].value != above or run[m - 1].at != run[m].at - 1 for m in again)


def _quoted(paragraphs: list[Passage], text: str) -> set[int]:
    """Return the places of the paragraphs that stand in a quotation, unless it is that of the whole statement."""
    inside = {
        n
        for n, passage in enumerate(paragraphs)
        if n and passage.text.startswith(">") and paragraphs[0].text[:1] != ">"
    }
    inside |= {n for n, passage in enumerate(paragraphs) if passage.kind == "quote" and paragraphs[0].kind != "quote"}
    if not any(sign in text[paragraphs[0].start : paragraphs[-1].end] for sign in '“"„«‘'):
        return inside
    at = 0
    for span in sorted(
        (each for each in spans(paragraphs, text) if isinstance(each, Span)), key=lambda each: each.opened
    ):
        while at + 1 < len(paragraphs) and paragraphs[at + 1].start <= span.opened:
            at += 1
        if at == 0 or span.closed is None:
            continue
        begins = at if text[paragraphs[at].start : span.opened].strip("*_> ") == "" else at + 1
        last = at
        while last + 1 < len(paragraphs) and paragraphs[last + 1].start < span.end:
            last += 1
        if last > at:
            inside |= set(range(begins, last + 1))
    return inside
