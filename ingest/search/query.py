"""Reading a search: `“ballot papers” -leaflet elect* by:"Ada Quill" year:2016..2017` becomes a small tree, never an error.

Pure: it knows no archive. `read` takes any text whatever; `told` says in plain words how it was read.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

LONGEST = 2000  # characters of a query that are read
MOST_TERMS = 80
SHORTEST_PREFIX = 2  # letters before a star

FIELDS = {
    "speaker": "said by",
    "by": "by",
    "author": "by",
    "publisher": "published by",
    "kind": "of the kind",
    "year": "of",
    "near": "near",
    "person": "that name",
    "title": "under a title with",
    "document": "in the document",
    "source": "in the source",
}
# speaker:   -kind:
FIELD = rf"(?:(?P<field>{'|'.join(FIELDS)}):\s*)?"
# “ballot papers”   "ballot papers   „ballot papers“   «ballot papers»
DOUBLE = r"[\"“”„«»](?P<double>[^\"“”„«»]*)(?:[\"“”»]|$)"
# ‘ballot papers’
SINGLE = r"‘(?P<single>[^‘’]+)’(?=\W|$)"
# ballot   12.3(a)   o’brien
WORD = r"(?P<word>[^\s\"“”„«»]+)"
TERM = re.compile(rf"(?P<minus>[-−–]?){FIELD}(?:{DOUBLE}|{SINGLE}|{WORD})(?P<star>\*?)", re.IGNORECASE)
# 2016   2016..2017   2016-2017   2016..   ..2017
YEARS = re.compile(r"(?P<first>\d{4})?(?P<range>\.\.+|…|-|–)?(?P<last>\d{4})?")
OPERATORS = ("AND", "OR", "NOT")
# "why?", "(Leith,": signs around a word, which the index leaves out
EDGES = re.compile(r"^\W+|\W+$")


@dataclass(frozen=True)
class Term:
    """What a passage must hold: a `word` in any of its endings, a `phrase` as it stands, a `prefix` with any ending."""

    kind: str
    text: str


@dataclass(frozen=True)
class Filter:
    """What the passage, or its document, must be; `wanted` is false for what it must not."""

    field: str
    value: str
    wanted: bool = True


@dataclass(frozen=True)
class Query:
    """A search as read: every group of `wanted` must be there by one of its terms, none of `unwanted`."""

    typed: str = ""
    wanted: tuple[tuple[Term, ...], ...] = ()
    unwanted: tuple[Term, ...] = ()
    filters: tuple[Filter, ...] = ()
    within: int | None = None  # words that all of `wanted` lie apart at most
    notes: tuple[str, ...] = ()  # sentences about what was read otherwise than typed

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is asked for."""
        return not (self.wanted or self.unwanted or self.filters)


def read(typed: str | None) -> Query:
    """Return `typed` as a search; whatever cannot be meant as a sign of the syntax is taken as text."""
    text = clean(typed)[:LONGEST]
    found = list(TERM.finditer(text))
    query = Query(text.strip(), notes=_cut(typed, len(found)))
    groups: list[list[Term]] = []
    mode = ""
    for match in found[:MOST_TERMS]:
        if match["word"] in OPERATORS and not match["minus"] and not match["field"]:
            mode = match["word"]
            continue
        words = next((match[name] for name in ("double", "single", "word") if match[name] is not None), "")
        wanted = not match["minus"] and mode != "NOT"
        if match["field"] and (narrowed := _narrowed(query, match["field"].lower(), words, wanted)):
            query, mode = narrowed, ""
            continue
        if match["field"]:
            words = f"{match['field']} {words}"
        term = _term(words, is_quoted=match["word"] is None and not match["field"], starred=bool(match["star"]))
        if term is None:
            continue
        if not wanted:
            query = replace(query, unwanted=(*query.unwanted, term))
        elif mode == "OR" and groups:
            groups[-1].append(term)
        else:
            groups.append([term])
        mode = ""
    return replace(query, wanted=tuple(dict.fromkeys(tuple(dict.fromkeys(group)) for group in groups)))


def clean(typed: str | None) -> str:
    """Return a text with spaces in the place of what no reader types: control characters, halves of characters."""
    composed = unicodedata.normalize("NFC", (typed or "")[: 4 * LONGEST])
    return "".join(" " if unicodedata.category(sign) in ("Cc", "Cs", "Cn") else sign for sign in composed)


def _cut(typed: str | None, count: int) -> tuple[str, ...]:
    if len(typed or "") > LONGEST:
        return (f"Only the first {LONGEST:,} characters were read.",)
    return (f"Only the first {MOST_TERMS} words were read.",) if count > MOST_TERMS else ()


def _term(words: str, is_quoted: bool, starred: bool) -> Term | None:
    """Return one term, None if there is no letter or digit in it."""
    text = " ".join(words.replace("_", " ").split())
    bare = text.strip("*")
    if not any(sign.isalnum() for sign in bare):
        return None
    if is_quoted and not starred:
        return Term("phrase", bare)
    if (starred or text.endswith("*")) and " " not in bare and not text.startswith("*"):
        if sum(sign.isalnum() for sign in bare) >= SHORTEST_PREFIX:
            return Term("prefix", bare)
        return Term("word", _without_edges(bare))
    return Term("phrase", bare) if is_quoted else Term("word", _without_edges(bare))


def _without_edges(word: str) -> str:
    """Return a word without the signs around it; a bracket that is opened within is closed: "34(2)"."""
    bare = EDGES.sub("", word)
    is_open = bare.count("(") > bare.count(")") and word.partition(bare)[2].startswith(")")
    return f"{bare})" if is_open else bare


def _narrowed(query: Query, field: str, value: str, wanted: bool) -> Query | None:
    """Return the query with a filter, or None where the value cannot be one: then it is words."""
    value = " ".join(value.strip("*,;").split())
    if not any(sign.isalnum() for sign in value):
        return None
    if field == "near" and value.isdecimal() and wanted:
        return replace(query, within=min(int(value[:6]), 1000))
    if field == "year" and years(value) is None:
        return replace(query, notes=(*query.notes, f"“year:{value}” is no year, and was left out."))
    field = "by" if field == "author" else field
    return replace(query, filters=(*query.filters, Filter(field, value, wanted)))


def years(value: str) -> tuple[int, int] | None:
    """Return the first and the last year of `2016`, `2016..2017`, `2016..`, `..2017`; None for anything else."""
    match = YEARS.fullmatch(value)
    if (
        match is None
        or not (match["first"] or match["last"])
        or (match["first"] and match["last"] and not match["range"])
    ):
        return None
    first, last = match["first"], match["last"]
    if not match["range"]:
        last = first = first or last
    low, high = int(first or 0), int(last or 9999)
    return min(low, high), max(low, high)


def told(query: Query, some: bool = False) -> str:
    """Return in plain words how a query was read, for the line above the results; `some` of its words may be enough."""
    parts = []
    if query.wanted:
        groups = [" or ".join(_named(term) for term in group) for group in query.wanted]
        several = ("some of " if some else "all of ") if len(groups) > 1 else ""
        parts.append(several + ", ".join(groups))
    if query.within is not None and len(query.wanted) > 1:
        parts.append(f"within {query.within} words of each other")
    if query.unwanted:
        parts.append("without " + " or ".join(_named(term) for term in query.unwanted))
    parts += [f"{'' if each.wanted else 'not '}{FIELDS[each.field]} {_value(each)}" for each in query.filters]
    return "; ".join(parts)


def _named(term: Term) -> str:
    if term.kind == "phrase":
        return f"“{term.text}” as it stands"
    return f"words that begin with {term.text}" if term.kind == "prefix" else term.text


def _value(filter: Filter) -> str:
    if filter.field != "year":
        return filter.value
    first, last = years(filter.value) or (0, 9999)
    if first == last:
        return str(first)
    if first == 0:
        return f"{last} or before"
    return f"{first} or after" if last == 9999 else f"{first} to {last}"
