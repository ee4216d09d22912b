"""What became of a motion, from the words of its minutes: carried, lost, withdrawn, remitted or fallen, and by how many votes.

Nothing is worked out: without a word for it there is no result, whatever the numbers are, for what majority it takes is a matter of rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

RESULTS = {
    "lost": r"not (?:carried|passed|approved|accepted|adopted|agreed)|lost|defeated|rejected|failed|negatived|abgelehnt|verworpen|rejetée?",
    "withdrawn": r"withdrawn|zurückgezogen|ingetrokken|retirée?",
    "remitted": r"remitted|referred|deferred|vertagt",
    "fallen": r"fell|fallen|lapsed|died",
    "carried": (
        r"carried|passed|adopted|approved|accepted|agreed|resolved|all in favou?r|unanimous(?:ly)?|nem\.? ?con|angenommen|beschlossen|einstimmig|"
        r"aangenomen|adoptée?"
    ),
}  # fmt: skip
RESULT = re.compile(r"\b(?:" + "|".join(f"(?P<{name}>{words})" for name, words in RESULTS.items()) + r")\b", re.I)
NOT = re.compile(r"\b(?:not|nor|neither|nicht|niet|amendments?)\b", re.IGNORECASE)
FOR = r"(?P<{0}for>for|in favou?r|ayes?|yeas?|yes|pros?|ja|voor|pour)"
AGAINST = r"(?P<{0}against>against|opposed|noes|nays?|no|cons?|nein|tegen|contre)"
ABSTAINED = r"(?P<{0}abstained>abstentions?|abstain(?:ed|ing|s)?|enthaltungen?|onthoudingen)"
WHO = rf"(?:{FOR}|{AGAINST}|{ABSTAINED})"
NUMBER = r"(?P<{0}number>\d{{1,5}})"
# what makes a number one of years, of a share, of a date
NO_SPAN = r"(?!\w|\.\d|\s?(?:%|/|years?\b|months?\b|weeks?\b|days?\b|hours?\b|per\b))"
# "For 22, against 9, abstentions 2", "For: 3", "Yes – 4"
LABEL_FIRST = re.compile(
    rf"\b{WHO.format('')}\b(?P<sure> votes?)?(?P<sign>\s?[:=–-])?\s?{NUMBER.format('')}{NO_SPAN}", re.IGNORECASE
)
# "22 for, 9 against", "29 Ja", "4 votes in favour"
NUMBER_FIRST = re.compile(
    rf"(?<![\w.£$€]){NUMBER.format('')}(?P<sure> votes?| members?)?(?P<sign>(?!))?\s{WHO.format('')}\b", re.IGNORECASE
)
# "+5 −0"
SIGNED = re.compile(r"(?<!\w)\+(?P<for>\d{1,5})(?:\s?[,/]\s?|\s)[-−–](?P<against>\d{1,5})(?![\w.])")
# "CARRIED, 33 - 6", "carried 4-1", "Approved, 7-0-1", "lost, 9 votes to 15", "by 3 votes to 1": right behind what became of it
BETWEEN = re.compile(
    rf"\b(?:{'|'.join(RESULTS.values())}|votes?|by)[\s,:;(*_–-]{{1,5}}(?P<for>\d{{1,5}})(?:\s?[-–]\s?|(?: votes?)? to )(?P<against>\d{{1,5}})"
    r"(?:\s?[-–]\s?(?P<abstained>\d{1,3}))?(?![\w/–-]|\.\d)",
    re.IGNORECASE,
)


class Outcome(NamedTuple):
    """What became of a motion; None where the words do not say it, or say two things."""

    result: str | None = None
    votes_for: int | None = None
    votes_against: int | None = None
    votes_abstained: int | None = None


def read_outcome(words: str) -> Outcome:
    """Return what the words of an outcome say."""
    found = {each.lastgroup for each in RESULT.finditer(words)}
    unsure = len(found) != 1 or NOT.search(RESULT.sub("", words))
    result = None if unsure else found.pop()
    numbers = _labelled(words) or _signed(words) or _between(words, result)
    return Outcome(result, *(numbers or (None, None, None)))


Numbers = tuple[int | None, int | None, int | None]


def _labelled(words: str) -> Numbers | None:
    """Return the numbers that stand beside "for", "against", "abstentions"; none where one of them has two."""
    first, second = list(LABEL_FIRST.finditer(words)), list(NUMBER_FIRST.finditer(words))
    shapes = (first, second) if first and (not second or first[0].start() <= second[0].start()) else (second, first)
    for shape in shapes:
        told = list(_told(shape))
        said = dict(told)
        if told and len(said) == len(told) and (len(said) > 1 or _is_sure(shape[0])):
            return said.get("for"), said.get("against"), said.get("abstained")
    return None


def _is_sure(alone: re.Match[str]) -> bool:
    """Tell a number that counts votes though no other does: "For: 22", "38 votes in favour", "1 abstention"; not "Carried for 3 years"."""
    return bool(alone["sign"] or alone["sure"] or alone["abstained"])


def _told(found: list[re.Match[str]]) -> Iterator[tuple[str, int]]:
    for match in found:
        name = next(each for each in ("for", "against", "abstained") if match[each])
        yield name, int(match["number"])


def _signed(words: str) -> Numbers | None:
    found = list(SIGNED.finditer(words))
    return (int(found[0]["for"]), int(found[0]["against"]), None) if len(found) == 1 else None


def _between(words: str, result: str | None) -> Numbers | None:
    """Return the numbers of "33 - 6", if they fit what became of the motion: more for it than against, or as many or fewer where it was lost."""
    found = list(BETWEEN.finditer(words))
    if len(found) != 1 or result not in ("carried", "lost"):
        return None
    ayes, noes = int(found[0]["for"]), int(found[0]["against"])
    fits = ayes > noes if result == "carried" else ayes <= noes
    abstained = found[0]["abstained"]
    return (ayes, noes, int(abstained) if abstained else None) if fits else None
