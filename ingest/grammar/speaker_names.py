"""Names of speakers: the one form in which a document names each, however its labels print it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator

from ingest.grammar.labels import key_of
from ingest.grammar.names import STARTS_WITH_HONORIFIC
from ingest.grammar.turns import Mark


def canonical(marks: Collection[Mark], sworn: Collection[str] = ()) -> dict[str, str]:
    """Return for each name, as compared, the form that the labels of this document print most often.

    Two names are one speaker's where they differ in capitals alone, or where a label prints both, and no label
    prints either of them beside a third: "THE CHAIR (Ms Lodhi)". One who is `sworn`, or stands in brackets, as "MR CARL DOW"
    is the one whose labels are "MR DOW", if nobody else of that surname is named so.
    """
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    places: dict[str, int] = {}
    for mark in marks:
        if mark.label.name:
            forms[mark.key][mark.label.name] += 1
            places.setdefault(mark.label.name, len(places))
    in_short = dict(_in_short({*sworn, *(mark.label.other for mark in marks if mark.label.other)}, forms))
    others: dict[str, set[str]] = defaultdict(set)
    for mark in marks:
        if mark.label.name and mark.label.other:
            other = key_of(mark.label.other)
            others[mark.key].add(in_short.get(other, other))
            others[in_short.get(other, other)].add(mark.key)
    names = {key: _form(_both(key, forms, others), places) for key in forms}
    return names | {full: names[short] for full, short in in_short.items() if full not in names}


def _in_short(full_names: Collection[str], labelled: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the full names, as compared, that labels print without the first names, and those names."""
    every = {*map(key_of, full_names), *labelled}
    surnames = Counter(key.split()[-1] for key in every)
    for name in full_names:
        words = key_of(name).split()
        short = f"{words[0]} {words[-1]}"
        if len(words) > 2 and STARTS_WITH_HONORIFIC.match(name) and short in labelled and surnames[words[-1]] == 2:
            yield key_of(name), short


def _both(key: str, forms: dict[str, Counter[str]], others: dict[str, set[str]]) -> Counter[str]:
    """Return how often each form of a name is printed, with those of the other name of the same speaker."""
    beside = next(iter(others[key])) if len(others[key]) == 1 else key
    return forms[key] + forms[beside] if beside in forms and others[beside] == {key} else forms[key]


def _form(printed: Counter[str], places: dict[str, int]) -> str:
    """Return the form that is printed most often, the first of them where there are several."""
    return max(printed, key=lambda name: (printed[name], -places[name]))
