"""Which documents are rules: numbered provisions that bind someone make up most of them, or their title says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from ingest.grammar import eastern_articles
from ingest.grammar.numbering import CODES
from ingest.grammar.provisions import provisions
from ingest.grammar.rule_headed import is_charter
from ingest.grammar.rule_headings import closes, is_history
from ingest.grammar.rule_markers import ends_as_contents
from ingest.grammar.rule_names import is_named, is_named_abroad, is_named_by_club, settles
from ingest.grammar.rule_parts import Provision, Stretch
from ingest.grammar.rule_surroundings import recitals, signatures
from ingest.grammar.signs import ARTICLES

# "Ten things I learned", "7 reasons to join", "How to boil water": lists that bind nobody
LISTED = re.compile(
    r"\b(?:things|tips|reasons|lessons|ways|steps|facts|myths|ideas|mistakes|how (?:to|we|i)|guide|tutorial|recipe|install\w*|"
    r"getting started|readme|faq|frequently asked|questions|agenda|minutes|changelog|release notes|checklist|exercises)\b",
    re.IGNORECASE,
)
FEWEST = 5  # provisions that make a rulebook
FEWEST_TITLED = 3  # where its title says that it is one
MOST = 4000  # passages that are looked at to tell whether a document is one
# "49. …", "(a) …", "§ 5", "Rule 12", "**4.1**"
NUMBERED = re.compile(
    rf"[\s>#*_“\"]*(?:(?:{'|'.join(CODES)})\s\d|"
    rf"\d|{eastern_articles.SECTION}|[Aa](?:rt|RT)\.\s?\d|"
    r"\(\w{1,4}\)|§|(?:[a-zA-Z]|[IVXLC]{2,7})[.)](?:\s|—)|[a-z](?:\t|[ ]{2})|[IVXLC]{1,7}\.\d|[A-Z]\d{1,2}(?:\.\d{1,2})*(?:\t|[ ]{1,8}[A-Z])|"
    r"(?=[RLASCPBrlascpb])(?i:rule|law|article|"
    r"section|clause|canon|regulation|paragraph|standing order|bye?-?law|amendment|art[ií]culo|articolo|artikel|artigo)\.?\s|"
    rf"(?=[СсΆάΑαMmČčAa])(?i:{'|'.join(ARTICLES)})\s\d|"
    r"(?=[FSTEN]\w{3,6}[.:])(?i:first|second|third|(?:four|fif|six|seven|eigh|nin|ten)th)[.:]\s)"
)
# words by which rules bind
BINDING = re.compile(
    r"\b(?:may|(?i:(?=[smirpwan])(?:shall|must|may not|may only|may be|is entitled|are entitled|required|permitted|prohibited|"
    r"will be|is to be|are to be|no (?:member|person|candidate|one))))\b"
)
# what stands in each of them, in small letters
BINDING_WORDS = (
    "may", "shall", "must", "is entitled", "are entitled", "required", "permitted", "prohibited", "will be", "is to be",
    "are to be", "no member", "no person", "no candidate", "no one",
)  # fmt: skip
# those of other languages, which also give advice: they count among the sections of a statute alone
BINDING_ABROAD = re.compile(
    r"\b(?:muss|müssen|darf|dürfen|hat zu|kann|soll|doit|doivent|peut|peuvent|[Nn]ul ne|deben?|deberán?|podrán?|deve|devono|può|possono|"
    r"имеет право|вправе|долж(?:ен|на|но|ны)|обязан[аоы]?|запрещается|не может|не могут|[Нн]икто не|має право|зобов’язаний|"
    r"ma prawo|może|nie wolno|zorunludur|yapamaz|hakkına sahiptir|έχ(?:ει|ουν) (?:το )?δικαίωμα|[Κκ]ανείς δεν|οφείλει|απαγορεύεται)\b"
)
# what a statute says of itself, in the languages of its readers: then the provisions below its headings need not bind
ENACTED = re.compile(
    r"\bbe it (?:further )?enacted\b|\b(?:has|have) adopted this (?:regulation|directive|decision)\b|"
    r"\b(?:this (?:act|order|ordinance|measure|law|code)|these (?:regulations|rules)) may be cited as\b|"
    r"\bthis (?:regulation|directive|act|law|order|ordinance) (?:shall |will )?(?:enters?|comes?) into (?:force|operation)\b|"
    r"\b(?:dieses gesetz(?:es)?|diese[rs]? (?:verordnung|satzung))\b|\bla présente loi\b|\ble présent (?:code|décret|règlement|arrêté)\b|"
    r"\bles présents statuts\b|"
    r"\bla presente ley\b|\bel presente (?:reglamento|decreto|código)\b|\bla presente legge\b",
    re.IGNORECASE,
)
# what nobody writes but who enacts: below it fewer provisions need to bind
FORMULA = re.compile(
    r"\bBe it (?:further )?enacted\b|\bBE IT (?:FURTHER )?ENACTED\b|\b(?:This (?:Act|Order|Measure)|These (?:Regulations|Rules)) may be cited as\b"
)
# "§ 5", "§1983.", "Article L. 111-1": how statutes number
OF_STATUTES = re.compile(rf"[\s>#*_]*(?:§|Article [LRD]\.|(?:{'|'.join(CODES)})\s\d)")
OF_CODE = re.compile(rf"[\s>#*_]*(?:{'|'.join(CODES)})\s\d")
# "§ 4 Inkrafttreten", "Artículo 3", "Article 2 – Names", "SEC. 2. SHORT TITLE": a heading of a statute
SECTION = re.compile(
    rf"[\s>#*_]*(?:§+\s?\d|(?i:{'|'.join(ARTICLES)})\s\d|{eastern_articles.SECTION}|"
    r"(?i:article|artikel|art[ií]culo|articolo|artigo|sec(?:tion|\.))\s(?:[LRD]\.\s?)?(?:\d|premier|[IVX]+\b))"
)
LONGEST_SECTION = 120  # characters of such a heading
FEWEST_ARTICLES = 10  # such headings, by which a declaration or a treaty is told
FEWEST_SECTIONS = 3
TOP = 6  # lines among which the title of a statute may stand below the name and the menu of a site
# "RULES OF THE" above "KETTLE CLUB"
PARTED_TITLE = re.compile(r"\b(?:of|for|of the|for the)\W*\Z", re.IGNORECASE)
# "Article 2 – …", "§ 5 …", "Canon 3. …", "Art. 3 bis": what rules with a title number so need not be a heading
TITLED_SECTION = re.compile(
    rf"[\s>#*_]*(?:§+\s?\d|(?i:{'|'.join(ARTICLES)})\s\d|{eastern_articles.SECTION}|(?i:art\.)\d|"
    r"(?i:articles?|art\.|artikel|art[ií]culo|articolo|artigo|sec(?:tion|\.)|rule|canon|clause|regulation|"
    r"bye?-?law|chapter|standing order)\s(?:\d|premier|[IVX]+\b))"
)
# "We will never charge", "You agree to": how those bind themselves who have given a text such a title
BINDING_TITLED = re.compile(r"\b(?:will|should|do not|agree to|undertake)\b")
# `kettle --boil`, "Click OK", "Press Enter", "Run it": what is told to someone at work
WORKING_WORDS = ("Click", "Press", "Run", "Type", "Download", "Open", "Select", "Add", "Mix", "Stir", "Heat")
WORKING = re.compile(rf"\b(?:{'|'.join(WORKING_WORDS)})\b")
# "That the report be noted": a point of a resolution, which rules have none of
RESOLVED = re.compile(r"\W*[Tt]hat\s")
# words by which people tell what happened, and by which a round-up tells who says what: "Ada Quill asks", "writes Owen Dow"
TELLING = re.compile(
    r"\b(?:I|my|me|was|were|had|said|told|did)\b|\b[A-Z][a-z]+ [A-Z][\w’'-]+ (?:asks|tells|says|writes|argues|explains|tracks|attacks|looks|interviews)\b|"
    r"\b(?:asks|says|writes|argues) [A-Z][a-z]+ [A-Z]"
)
# "I", "yesterday", "he said" in Chinese, Japanese, Korean and Arabic; but "我国" is of statutes
TELLING_IN_THE_EAST = re.compile(
    r"我(?![国國市省县縣区區州校院部厅廳委会會司军軍])|[昨今明]天|记者[问問说說]|記者[問說]|(?:先生|女士|[他她])[说說]|"
    r"私[はがも]|昨日[はのも、]|저는|나는|제가 |어제 |\b(?:يقول|قال|كتب|أمس)\b"
)


class Place(NamedTuple):
    """What makes a passage or a block a stretch of rules, without what a finder may have noted of it since."""

    kind: str
    start: int
    end: int
    level: int


def looks_like_rules(passages: Sequence[Stretch], text: str, title: str | None = None) -> bool:
    """Tell whether numbered provisions that bind someone make up most of a document.

    `passages` are passages or blocks, in order, of `text`; `title` is what is said of it outside them.
    """
    passages = passages[:MOST]
    led = sum(bool(NUMBERED.match(text, each.start, each.end)) for each in passages)
    if not led and is_charter(passages, text):
        return True
    named = title is not None and is_named(title)
    if (
        led < FEWEST_TITLED
        or (led < FEWEST and not named and not _is_titled(passages, text))
        or led * 4 < len(passages)
        or LISTED.search(text, passages[0].start, passages[0].end)
    ):
        return False
    return _bind(tuple(Place(each.kind, each.start, each.end, each.level) for each in passages), text, named)


@lru_cache(maxsize=1)  # it is asked twice of a document: to tell its kind, and when its clauses are looked for
def _bind(passages: tuple[Place, ...], text: str, named: bool) -> bool:
    """Tell whether provisions that bind make up most of the passages."""
    found = provisions(passages, text).found
    words = [text[each.start : each.end] for each in found]
    held = sum(each.end - each.line for each in found)  # with their numbers and headings
    named = named or _is_titled(passages, text)
    if len(found) < (FEWEST_TITLED if named else FEWEST):
        return False
    size = _size(passages, found, text)
    formula = FORMULA.search(text, passages[0].start, passages[-1].end)
    if (5 if named else 3 if formula else 2) * held < size:
        return False
    sentences = list(filter(_is_sentence, words))
    if len(sentences) * 3 < len(found):
        return False  # a list of numbers and titles
    sections = sum(bool(OF_STATUTES.match(text, each.start, each.end)) for each in passages)
    sections += sum(bool(OF_CODE.match(text, each.start, each.end)) for each in passages)
    headings = sum(_is_section(text[each.start : each.end]) for each in passages)
    statute = max(sections, headings) >= FEWEST_SECTIONS
    binding = sum(_binds(each) or bool(statute and BINDING_ABROAD.search(each)) for each in sentences)
    articles = sum(each.kind == "heading" and _is_section(text[each.start : each.end]) for each in passages)
    other = sum(bool(TELLING.search(each)) for each in sentences)
    other += sum(not each.isascii() and bool(TELLING_IN_THE_EAST.search(each)) for each in sentences)
    other += sum(map(_is_told_at_work, sentences)) if articles < FEWEST else 0  # rules may speak of files too
    resolved = sum(bool(RESOLVED.match(each)) for each in sentences)
    is_resolution = resolved * 2 > len(sentences) and not named
    if other * 4 > len(sentences) or is_resolution or _are_repeated(passages, found):
        return False
    if headings >= FEWEST_SECTIONS and ENACTED.search(text, passages[0].start, passages[-1].end):
        return True
    if (named and _has_sections(passages, text)) or _has_headings(passages, text):
        return True
    whole = 10 * held >= 6 * size
    if not (whole or formula or named):
        return False
    if named:
        sentences = _whole(found, words)
        binding = sum(_binds(each) or bool(BINDING_TITLED.search(each)) for each in sentences)
    enacted = formula or sections >= FEWEST_SECTIONS or articles >= FEWEST_ARTICLES
    return binding * (6 if enacted else 3) >= len(sentences) and binding > other


def _are_repeated(passages: tuple[Place, ...], found: list[Provision]) -> bool:
    """Tell provisions that all stand in block quotations, among words of somebody else."""
    quoted = [each.kind == "quote" for each in passages]
    return not all(quoted) and any(quoted) and all(quoted[each.stretch] for each in found)


def _whole(found: list[Provision], words: list[str]) -> list[str]:
    """Return the sentences among the provisions: not what a list below "The club is formed to:" has."""
    listed = (each.parent is not None and words[each.parent].endswith(":") for each in found)
    return [each for each, is_item in zip(words, listed, strict=True) if _is_sentence(each) and not is_item]


def _is_sentence(words: str) -> bool:
    """Tell words from a number or a title alone; where no blanks part words, by their marks."""
    return " " in words or "。" in words or "，" in words or (not words.isascii() and "," in words)


def _size(passages: tuple[Place, ...], found: list[Provision], text: str) -> int:
    """Return how many characters may be those of rules: not contents, recitals, notes of where a section comes from, or what closes."""
    left_out, size = {*recitals(passages, text), *signatures(passages, text)}, 0
    for n, each in enumerate(passages):
        if found and n > found[-1].stretch and closes(each, text):
            break
        if n not in left_out and not is_history(each, text) and not ends_as_contents(text, each.start, each.end):
            size += each.end - each.start
    return size


def _is_titled(passages: Sequence[Stretch], text: str) -> bool:
    """Tell whether one of the first lines is the title of a set of rules; abroad its sections must stand below it."""
    tops = [text[each.start : each.end] for each in passages[:2] if each.end - each.start <= 2 * LONGEST_SECTION]
    lines = [line for words in tops for line in words.splitlines() if len(line) <= LONGEST_SECTION]
    if any(map(is_named, lines)) or (lines and PARTED_TITLE.search(lines[0]) and is_named(" ".join(lines[:2]))):
        return True
    below = [text[each.start : each.end] for each in passages[2:TOP] if each.end - each.start <= LONGEST_SECTION]
    named = any(map(is_named_abroad, [*lines, *below])) and _has_sections(passages, text)
    return named or _has_headings(passages, text)


def _has_headings(passages: Sequence[Stretch], text: str) -> bool:
    """Tell the rules of a club abroad by a title that nothing else has, and numbers in the headings below: "## 1. Nimi ja kotipaikka"."""
    if not any(is_named_by_club(text[each.start : each.end].strip("#*_ ")) for each in passages[:2]):
        return False
    numbered = (each for each in passages if each.kind == "heading" and NUMBERED.match(text, each.start, each.end))
    found = [text[each.start : each.end] for each in islice(numbered, FEWEST_SECTIONS)]
    return len(found) == FEWEST_SECTIONS and any(map(settles, found))


def _has_sections(passages: Sequence[Stretch], text: str) -> bool:
    """Tell whether lines begin as the sections of a statute do."""
    found = (each for each in passages if TITLED_SECTION.match(text, each.start, each.end))
    return sum(1 for _ in islice(found, FEWEST_SECTIONS)) == FEWEST_SECTIONS


def _binds(words: str) -> bool:
    if words.isascii() and not any(map(words.lower().__contains__, BINDING_WORDS)):
        return False
    return BINDING.search(words) is not None


def _is_told_at_work(words: str) -> bool:
    return "`" in words or (any(map(words.__contains__, WORKING_WORDS)) and WORKING.search(words) is not None)


def _is_section(words: str) -> bool:
    """Tell a heading such as "§ 4 Inkrafttreten" from a sentence that begins with one."""
    return len(words) < LONGEST_SECTION and words[-1] not in ",;:?!" and bool(SECTION.match(words))
