"""What rules call themselves, in the languages of their readers: "Rules of the Kettle Club", "Satzung des Vereins"."""

from __future__ import annotations

import re

from ingest.grammar.titles import unspaced

# "Rules of the Kettle Club", "Standing Orders", "CONSTITUTION": a text so called has fewer numbered words beside others
CALLED = (
    r"rules|rule ?book|constitution|by-?laws?|bye-?laws?|standing orders|code of (?:conduct|practice|ethics)|regulations|"
    r"statutes|charter|canons|social contract|covenant|articles of (?:association|incorporation)|terms of reference"
)
TITLED = re.compile(
    rf"[\W_]*(?:the )?(?:[\w’'&@-]+ ){{0,5}}(?:{CALLED})(?: (?:and|&) (?:{CALLED}|[\w’'-]+))?"
    r"(?:\s(?:of|for) [\w’'&, ()-]{3,60})?(?: (?:18|19|20)\d\d)?[\W_]*\Z",
    re.IGNORECASE,
)
# "Bye-Law 3: Elections", "Standing Order 4 – Debates", "ORDINANCE XII": one of several that are kept apart
ONE_OF_MANY = re.compile(
    r"[\W_]*(?:bye?-?law|regulation|standing order|ordinance)\s(?:\d{1,3}[A-Z]?|[IVXL]{1,6})\b(?:[\s.]*[:–—-]\s.{2,80})?[\W_]*\Z",
    re.IGNORECASE,
)
# "Satzung des Kleingartenvereins …", "Statuts de l'association …", "Reglamento de régimen interior", "Vedtægter for foreningen"
ABROAD = re.compile(
    r"[\W_]*(?:[\w’'.-]+ ){0,3}(?:(?!tages)\w*(?:satzung|ordnung|gesetz(?:buch)?|statut)|statuts|règlement|code|loi|décret|charte|"
    r"statuten|reglement|grondwet|wet|verordening|estatutos?|reglamento|regulamento|regimento|ley|lei|código|constitución|"
    r"constituição|statuto|regolamento|legge|codice|costituzione|stadgar|vedtægter|vedtekter|lov)\b[^!?\n]{0,120}\Z",
    re.IGNORECASE,
)

LONGEST = 300  # characters of a title, letter-spaced or on two lines; front matter may hold any


def is_named(words: str) -> bool:
    """Tell whether a line is the title of a set of rules."""
    if len(words) > LONGEST:
        return False
    words = unspaced(words)
    return TITLED.match(words) is not None or ONE_OF_MANY.match(words) is not None


def is_named_abroad(words: str) -> bool:
    """Tell whether a line may be such a title in another language; what stands below must be numbered as statutes are."""
    return ABROAD.match(words) is not None
