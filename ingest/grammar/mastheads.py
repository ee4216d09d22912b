"""Mastheads: the name of a paper and of its section, which stand above a headline and are none."""

from __future__ import annotations

import re

# "News", "UK news", "LOCAL", "Opinion | Letters": the section of a paper, not a headline
SECTION = re.compile(
    r"(?:(?:(?:\w+ )?news|local|national|world|regional|sports?|politics|business|opinion|comment|features?|exclusive|"
    r"breaking|society|culture|law|crime|education|health|environment|money|letters|unions?|work|housing)[ |/>»·,&]*)+",
    re.IGNORECASE,
)
# "THE FALLON COUNTY COURIER", "The Shannon Examiner": the name of a paper
MASTHEAD = re.compile(
    r"(?:the )?(?:[\w’'&-]+ ){0,3}(?:courier|times|gazette|examiner|herald|post|mail|echo|star|journal|chronicle|guardian|"
    r"telegraph|tribune|standard|observer|advertiser|express|argus|bulletin|independent|mirror|mercury|sentinel|dispatch)",
    re.IGNORECASE,
)


def is_masthead(words: str) -> bool:
    """Tell whether a line could be the name of a paper, and no more."""
    return MASTHEAD.fullmatch(words) is not None


def is_section(words: str) -> bool:
    """Tell whether a line is the name of a section of a paper."""
    return SECTION.fullmatch(words) is not None
