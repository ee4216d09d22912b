"""Hearings: which documents are transcripts, by how much of them is speech under labels."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from ingest.formats.blocks import Block
from ingest.grammar.bare_letters import bare_letters
from ingest.grammar.eastern_labels import may_begin, said
from ingest.grammar.hearing_lines import LONGEST_STAGE, is_stage
from ingest.grammar.labels import LONGEST_LABEL, NAMED, Label, label
from ingest.grammar.numbered_evidence import is_evidence
from ingest.grammar.speaker_tables import is_transcript
from ingest.grammar.titles import title_like
from ingest.grammar.turns import SPOKEN

# "Transcript of the hearing on 3 May", "Oral evidence: harbour lamps"
TRANSCRIPT = re.compile(
    r"\b(?:transcript of|transcript\b.{0,40}\bhearing|oral evidence|minutes of evidence|verbatim report|deposition of|compte rendu|procès-verbal|"
    r"(?:stenogra(?:f|ph)isches |wort)protokoll|protokoll der (?:vernehmung|anhörung|verhandlung|sitzung))\b",
    re.I,
)
FEWEST_SPEECHES = 6
FEWEST_STAGED = 4  # speeches where the time stands above them: "(10.00 am)"
HEAD = 20  # lines in which a text says what it is

# "FAQ", "Questions and answers": no one is heard there
FAQ = re.compile(r"\bFAQs?\b|\b(?i:frequently asked|questions and answers|q\s?(?:&|and)\s?a)\b")
# "ACT I", "Scene 2. A works by the sea", "A play in one act", "Dramatis personae", "INT. WORKS – NIGHT", "Exeunt": nobody is heard there either
PLAY = re.compile(
    r"[\W_]*(?:(?-i:ACT|SCENE)\b|(?:act|scene) (?:\d|[ivx]+\b|one\b|two\b|three\b)|dramatis personae\b|the curtain (?:rises|falls)|"
    r".{0,40}\b(?:a (?:\w+ )?(?:play|comedy|farce|tragedy|sketch|drama) in|play in)\b|curtain\W*\Z|exeunt\b|"
    r"(?-i:INT|EXT)\. [A-Z]|fade (?:in|out)\b)",
    re.IGNORECASE,
)
LONGEST_SCENE = 120
# words above questions and answers that say that someone was heard
HEARD = re.compile(
    r"\b(?:hearing|tribunal|inquiry|inquest|court|deposition|transcript|examin(?:ed|ation)|committee|evidence|sworn|witness|"
    r"testimony|proceedings|deponent|interview(?:ed)?(?! with\b)|grievance|disciplinary|investigat(?:ion|ory)|"
    r"audition|vernehmung|anhörung|interrogat\w+|declaración|udienza|verbale)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Tally:
    """The labelled blocks of a text: all, with a title of address or a letter, marked as labels, said to someone."""

    speeches: int
    speakers: int
    titled: int
    set_off: int
    said: int
    letters_only: bool

    def is_dense(self, blocks: int, staged: bool) -> bool:
        """Tell whether there are speeches enough: a third of the blocks, fewer where most have a title of address.

        In a transcript that also prints what happens in the room, `staged`, speeches may be long.
        """
        if self.speeches * 3 >= blocks:
            return self.set_off * 3 >= self.speeches
        if self.titled * 2 < self.speeches:
            return False
        return self.speeches * 12 >= blocks if staged else self.titled >= 12 and self.speeches * 6 >= blocks

    def are_all_titled(self) -> bool:
        """Tell whether every speaker has a title of address and comes again."""
        return self.titled == self.speeches and self.speakers * 2 <= self.speeches

    def is_said(self) -> bool:
        """Tell whether speakers come again, or speak to someone; names without a title must."""
        if self.speakers * 2 > self.speeches and self.said * 3 < self.speeches:
            return False
        return self.titled * 3 >= self.speeches or self.said * 6 >= self.speeches


def is_hearing(blocks: list[Block], text: str) -> bool:
    """Tell whether a good part of the blocks are speeches, as in a transcript.

    Letters alone ("Q.", "A.") are a hearing only where a word above them says so, and names without a title only where
    what they say is said to someone.
    """
    if is_evidence(blocks, text) or is_transcript(blocks, text):
        return True
    fronts = [front(block, text) for block in blocks]
    bare = bare_letters(fronts)
    found = [
        (each, blocks[min(n + each.alone, len(blocks) - 1)])  # the words of a label alone stand below it
        for n, words in enumerate(fronts)
        if (each := bare.get(n) or label(words)) and _may_speak(each)
    ]
    if _is_transcript(found, blocks, text):
        return True
    if len(found) < FEWEST_STAGED:
        return False
    tally, staged = _tally(found, text), _is_staged(blocks, text)
    fewest = FEWEST_STAGED if staged and tally.are_all_titled() else FEWEST_SPEECHES
    if tally.speeches < fewest or not tally.is_dense(len(blocks), staged) or not tally.is_said():
        return False
    head = [words for block in blocks[:HEAD] if len(words := text[block.start : block.end]) < LONGEST_LABEL]
    if tally.letters_only and not any(HEARD.search(words) for words in head):
        return False
    if any(PLAY.match(text, block.start, block.end) for block in blocks if block.end - block.start < LONGEST_SCENE):
        return False
    return not any(FAQ.search(words) for words in head[:3] if title_like(words))


def _may_speak(found: Label) -> bool:
    """Tell a label from a name on a line of its own, and from a heading that ends with a full stop."""
    if found.alone:
        return found.titled or found.timed
    return found.titled or found.set_off or not found.stopped


def _is_transcript(found: list[tuple[Label, Block]], blocks: list[Block], text: str) -> bool:
    """Tell whether a text is called a transcript, and two speeches at least have a title of address before them."""
    if sum(each.form == NAMED and each.titled for each, _ in found) < 2:
        return False
    head = [text[block.start : block.end] for block in blocks[:3]]
    return any(TRANSCRIPT.search(words) for words in head if title_like(words))


def _is_staged(blocks: list[Block], text: str) -> bool:
    """Tell whether a line says what happens in the room, "(10.32 am)", or labels are such as only a report has: "主席："."""
    if (
        sum(may_begin(text[block.start]) and said(front(block, text)) is not None for block in blocks)
        >= FEWEST_SPEECHES
    ):
        return True
    return any(block.end - block.start < LONGEST_STAGE and is_stage(text[block.start : block.end]) for block in blocks)


def front(block: Block, text: str) -> str:
    """Return the beginning of a block, in which a label would stand."""
    return text[block.start : min(block.end, block.start + LONGEST_LABEL)]


def _tally(found: list[tuple[Label, Block]], text: str) -> Tally:
    counts = Counter(each.key for each, _ in found)
    found = [
        (each, block)
        for each, block in found
        if counts[each.key] > 1 or (not each.column and (each.titled or each.set_off))
    ]
    labels = [each for each, _ in found]
    letters = sum(each.form != NAMED for each in labels)
    return Tally(
        len(found), len({each.key for each in labels}), sum(each.titled for each in labels),
        sum(each.titled or each.set_off for each in labels),
        sum(bool(SPOKEN.search(text, block.start, block.end)) for _, block in found),
        letters * 10 >= 9 * len(found) and not any(each.titled and each.form == NAMED for each in labels),
    )  # fmt: skip
