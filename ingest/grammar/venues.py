"""Venues: which words near a date say where something takes place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.grammar.dates import find_dates
from ingest.grammar.postcodes import find_postcode
from ingest.grammar.times import find_times
from ingest.model import Reading

Span = tuple[int, int]

LONGEST_ADDRESS = 200
LONGEST_LINE = 70
MOST_LINES = 9

# words that a street, a building or a room has in its name
VENUE = re.compile(
    r"\b(?:Academy|Annexe?|Arcade|Arena|Arms|Avenue|Ave|Barracks|Bridge|Building|Buildings|Boathouse|Campus|Castle|Cathedral|Clubhouse|"
    r"Chambers|Chapel|Church|Cinema|Close|Club|College|Common|Corner|Cottage|Court|Courthouse|Crescent|Drive|Embassy|"
    r"Exchange|Factory|Floor|Gallery|Gardens?|Gates?|Green|Grove|Guildhall|Halls?|Headquarters|HQ|Highway|Hospital|Hostel|"
    r"Hotel|House|Hut|Inn|Institute|Lane|Library|Lodge|Mall|Mansions?|Market|Monument|Mosque|Museum|Office|Offices|"
    r"Palace|Park|Parliament|Pavilion|Pier|Place|Plaza|Pub|Quay|Road|Rd|Rooms?|Row|School|Square|Sq|Stadium|Station|"
    r"St|Street|Suite|Synagogue|Temple|Terrace|Theatre|Theater|Tower|Tribunal|University|Way|Wharf|Yard|"
    r"(?:Community|Conference|Civic|Town|Leisure|Sports|Exhibition|Convention|Arts|Health|Shopping)\s+Cent(?:re|er)|"
    r"Centre|Center)\b"
)
# "at ", "outside the ", "@ ", "venue: ", "to be held in the ": what stands before a venue
AT = re.compile(
    r"(?:(?i:\b(?:at|outside|inside|venue\s?:|location\s?:|where\s?:))|(?<!\w)@)\s+(?:the\s+)?(?=[\w“‘\"'#])"
)
IN = re.compile(r"\bin\s+(?:the\s+)?(?=[A-Z\d])")
# "Regent’s", "(Annexe)", "25a", "12-14", "&"
WORD = r"(?:[A-Z][\w’'&./-]*|\d[\w/-]*|\([A-Z][^()\n]{0,40}\))"
# "Holborn Hall", "Museum of the Home", "25 Some St"
NAME = rf"{WORD}(?:[^\S\r\n](?:(?:of|and|the|&|for|on|upon|le|de)[^\S\r\n]){{0,2}}{WORD}){{0,8}}"
# "Holborn Hall, 25 Some St, London": commas between names, and nothing in lower case after the last
ADDRESS = re.compile(rf"{NAME}(?:,\s{{0,2}}{NAME}(?![^\S\r\n]?[\w’']))*")
# ", " or " – " between a date or a time and a venue
MARK = re.compile(r"[^\S\r\n]?[,:;(|–—-][^\S\r\n]?(?:the\s|The\s)?(?=[A-Z\d])")
# what parts an address, and what may stand at the end of a part
PARTS = (",", "\n", ";", "–", "—", "|", ":")
SEPARATORS = " \t\r\n\xa0,;–—|:-*_"
# the first part of an address: "we meet at the Holborn Hall", "in Leeds", or a whole part "25 Some St"
START = re.compile(
    rf"(?:(?P<before>(?:.*\b)?(?i:at|outside|inside|in|from)\s+|.*@\s*)|\s*)(?:(?:the|The)\s+)?(?P<name>{NAME})", re.S
)
# "School | library", "Village | hall": a name that goes on in small letters
GOES_ON = re.compile(r" (?:library|halls?|rooms?|centre|center|hut|pavilion|club|chapel|canteen|gym|annexe?)\b")
# "In The", "At": words of a line in capitals that are no names
SMALL = re.compile(r"\b(?:In|At|The|Of|And|On|Held|To|From|For)\b")
# a line of an address: "Hotel (Annexe)", "25 Some St,", "London" ; never a sentence
ADDRESS_LINE = re.compile(r"[A-Z\d#“‘(*][^.!?:…]*[\w)’',.*]|[A-Z]")
NEW_LINE = re.compile(r"\s*[\r\n]\s*")
NOT_AN_ADDRESS = re.compile(r"\b(?:Dear|http|www\.|Tel|Email|E-mail|Yours|From|To|Subject)\b|@|https?:")


def find_venue(text: str, start: int, end: int) -> Span | None:
    """Return the stretch of `text[start:end]` that says where something takes place; it ends with a postcode if any."""
    postcode = find_postcode(text, start, end, any_case=True)
    if not postcode:
        return _named(text, start, end)
    begins = _start(text, start, postcode.start())
    if postcode[0].isupper() or begins < postcode.start():
        return begins, postcode.end()
    return None


def find_address_below(reading: Reading, index: int) -> Span | None:
    """Return the address that stands in the short lines below a passage, up to its postcode.

    Without a postcode it takes two lines or more, with no blank line above or between, one of them with the word
    of a venue in it. Lines that tell the time may stand above it.
    """
    text, together = reading.text, 0
    lines: list[Span] = []
    for start, end in _lines(reading, index + 1):
        if not lines and find_times(text, start, end):
            continue
        above = lines[-1][1] if lines else reading.passages[index].end
        if text.count("\n", above, start) <= 2 - bool(lines) and together == len(lines):
            together += 1
        postcode = find_postcode(text, start, end, any_case=True)
        if postcode and is_address_line(text[start : postcode.end()]):
            return (lines[0][0] if lines else start), postcode.end()
        if postcode or not is_address_line(text[start:end]):
            break
        lines.append((start, end))
    together = min(together, len(lines))
    if together < 2 or not any(VENUE.search(text, *line) for line in lines[:together]):
        return None
    return lines[0][0], lines[together - 1][1]


def address_lines(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the lines of `text[start:end]` that are not blank."""
    at = start
    while at < end:
        gap = NEW_LINE.search(text, at, end)
        stop = gap.start() if gap else end
        if stop > at:
            yield at, stop
        at = gap.end() if gap else end


def is_address_line(words: str) -> bool:
    """Tell whether a line may be part of an address by its shape: short, in capitals or digits, no sentence."""
    if len(words) > LONGEST_LINE or not ADDRESS_LINE.fullmatch(words) or NOT_AN_ADDRESS.search(words):
        return False
    return find_times(words) is None and next(find_dates(words), None) is None


def _start(text: str, after: int, postcode: int) -> int:
    """Return where the address before a postcode starts: as far back as its parts are names or numbers."""
    begins = end = postcode
    while end > after and postcode - begins < LONGEST_ADDRESS:
        while end > after and text[end - 1] in SEPARATORS:
            end -= 1
        start = max(after, *(text.rfind(mark, after, end) + 1 for mark in PARTS))
        part = START.fullmatch(text, start, end)
        if not part:
            return begins
        begins = part.start("name")
        if part["before"]:
            return begins
        end = start
    return begins


def _named(text: str, start: int, end: int) -> Span | None:
    """Return a venue named without a postcode, if a word in it says that it is one; in a line of capitals too."""
    words = text[start:end]
    if not words.isupper():
        return _in_small_letters(text, start, end)
    spelt = SMALL.sub(lambda word: word[0].lower(), words.title())
    found = _in_small_letters(spelt, 0, len(spelt)) if len(spelt) == len(words) else None
    return (found[0] + start, found[1] + start) if found else None


def _in_small_letters(text: str, start: int, end: int) -> Span | None:
    right_after = MARK.match(text, start, end)
    befores = [*([right_after] if right_after else []), *AT.finditer(text, start, end), *IN.finditer(text, start, end)]
    for before in befores:
        found = ADDRESS.match(text, before.end(), end)
        if found and VENUE.search(found[0]):
            stop = found.start() + _length(found[0])
            more = GOES_ON.match(text, stop, end)
            return found.start(), more.end() if more else stop
    return None


def _length(venue: str) -> int:
    """Return the length of a venue without a full stop, and without what "and" adds: "Town Hall and | Ann Lee"."""
    head, joined, _ = venue.partition(" and ")
    return len((head if joined and VENUE.search(head) else venue).rstrip(".,/-"))


def _lines(reading: Reading, index: int) -> Iterator[Span]:
    """Yield the first lines of the passages from `index` on, as many as an address may have."""
    for passage in reading.passages[index : index + MOST_LINES]:
        if passage.end - passage.start > MOST_LINES * LONGEST_LINE:
            return
        yield from address_lines(reading.text, passage.start, passage.end)
