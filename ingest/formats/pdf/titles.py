"""What the words of a heading of a PDF look like: a title, and no caption, label, address, day, or line of a table of contents."""

from __future__ import annotations

import re

from ingest.formats.page_lines import SENTENCE_END
from ingest.grammar.bylines import read_byline
from ingest.grammar.date_headings import read_date_heading
from ingest.grammar.labels import SPEECH

# "Table 2", "Fig. 3:", "Photograph: D. Rowe"
CAPTION = re.compile(
    r"(?:fig(?:ure|\.)?|tab(?:le|\.)?|abb(?:ildung|\.)?|tableau|plate|chart|box|map)\s*\d|(?:photo|photograph|picture|source|image|quelle|foto)s?\s*(?::|by\b)",
    re.IGNORECASE,
)
# "Warning", "Note 3": above words that are set apart from the text
LABEL = re.compile(
    r"(?:note|warning|important|caution|tip|example|question|hinweis|achtung|beispiel|remarque|attention|exemple|nota)s?\W*\d*\W*\Z",
    re.IGNORECASE,
)
# "12", "12.1", "§ 3", "(a)", "Article 4": a heading that has a number begins with it
NUMBERED = re.compile(
    r"(?:§+\s*)?\d{1,3}(?:\.\d{1,3})*\.?\s|\(\w{1,4}\)\s|(?=[A-Z])(?i:article|chapter|part|section|schedule|appendix|annex|teil|titre|artikel)\s"
)
OPENING = "§¿¡#&"  # with which a heading may begin; quotation marks begin what stands out to be read first, brackets what happens
# "1. The shelf . . . . . 12", "The shelf        12": a line of a table of contents
OF_CONTENTS = re.compile(r"(?:\. ?){5}|\S {4,}\d{1,4}\Z")
# "12 Harbour Street, Hythe", "Ada Quill, harbour pilot", "Please do not park": an address, who said or signs, what is asked
NO_TITLE = re.compile(
    r"\d{1,4}[A-Za-z]?,? (?:[A-Z][\w’']+ ){1,4}(?:Street|Road|Lane|Avenue|Square|Terrace|Place|Court|Quay|Close|Drive|Way|St\.?|Rd\.?)\b|"
    r"(?:[A-Z][\w.’'-]*\s){1,3}[A-Z][\w.’'-]+, [a-z]|(?:Please|Do not|Don[’']t|We|You|I|They|He|She) [a-z’']"
)
# "THE HONOURABLE MRS JUSTICE BEE", "Lord Justice Fenn", "His Honour Judge Lomax": who decided, below the parties
HONORIFIC = re.compile(
    r"(?:before\W+)?(?:(?:the )?(?:right |rt\.? )?hon(?:ourable|\.)? |(?:his|her) honour |"
    r"(?:mr|mrs|ms|miss|lord|lady|sir) justice |(?:district|employment) judge )",
    re.IGNORECASE,
)
# "e. V.", "& Co."
ABBREVIATED = re.compile(r"\b[A-Z]\w{0,2}\.\Z")
LONGEST_DAY = 60  # characters


def is_title(words: str) -> bool:
    if (
        not (words[0].isalnum() or words[0] in OPENING or NUMBERED.match(words))
        or words[0].islower()
        or sum(map(str.isalpha, words)) < 2
    ):
        return False
    if "@" in words or _is_day(words):
        return False
    is_sentence = SENTENCE_END.search(words) and words[-1] != "?" and not ABBREVIATED.search(words)
    if is_sentence or words.endswith((":", ",", ";")):
        return False
    return not (
        CAPTION.match(words)
        or OF_CONTENTS.search(words)
        or LABEL.match(words)
        or SPEECH.match(words)
        or read_byline(words)
    )


def _is_day(words: str) -> bool:
    """Tell the day below a title: "6 February 2023"."""
    line = read_date_heading(words) if len(words) <= LONGEST_DAY else None
    return line is not None and line.is_day and not line.title
