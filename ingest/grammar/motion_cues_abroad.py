"""Words that announce what a motion asks for, in German, Dutch, French, Spanish and Italian: "Der Parteitag möge beschließen:"."""

from __future__ import annotations

import re

# "Der Landesparteitag möge beschließen:", "Die Versammlung fordert den Vorstand auf:", "Der Stadtrat stellt fest:"
GERMAN = (
    r"(?:der|die|das)\s[^.:;!?]{3,80}?\s(?:(?P<may>möge|mögen|soll)\s(?:folgendes\s)?(?:beschließen|beschliessen)|beschließt|beschliesst|"
    r"fordert\s[^.:;!?]{3,80}?\sauf|stellt\sfest)"
)
# "verzoekt de regering om", "De vergadering besluit:", "constaterende dat"
DUTCH = (
    r"(?:(?:de|het)\s[^.:;!?]{3,60}?\s)?(?:verzoekt\s(?:de|het)\s[^.:;!?]{3,60}?(?:\som)?|"
    r"besluit(?:\som)?|spreekt\suit(?:\sdat)?|roept\s[^.:;!?]{3,60}?\sop(?:\som)?)"
)
# "Le conseil municipal décide de", "L’assemblée demande", "émet le vœu"
FRENCH = r"(?:(?:le|la|les|l[’'])\s?[^.:;!?]{3,80}?\s)?(?:décide|demande|exige|émet\sle\sv(?:œ|oe)u|invite|constate|mandate)(?:nt)?\b[^.:;!?]{0,80}?"
# "El Pleno acuerda", "La asamblea insta al Gobierno a", "Il consiglio impegna la giunta a"
SPANISH = r"(?:(?:el|la|los|las)\s[^.:;!?]{3,80}?\s)?(?:acuerda|resuelve|insta|solicita|exige)\b[^.:;!?]{0,80}?"
ITALIAN = r"(?:(?:il|la|l[’'])\s?[^.:;!?]{3,80}?\s)?(?:impegna|delibera|chiede|invita)\b[^.:;!?]{0,80}?"
ASKS = re.compile(rf"(?:{GERMAN}|{DUTCH}|{FRENCH}|{SPANISH}|{ITALIAN})\s?(?P<colon>:)[\s*_]*\Z", re.IGNORECASE)
# the same without a colon: "verzoekt de regering om" above its points
ASKS_TO = re.compile(r"verzoekt\s(?:de|het)\s[^.:;!?]{3,60}?\som[\s*_]*\Z", re.IGNORECASE)
# what only a motion says: a union may "demand:" anywhere
SURE = re.compile(
    r"\b(?:möge|mögen)\s(?:folgendes\s)?beschlie|\bverzoekt\s(?:de|het)\s(?:regering|college|bestuur|kabinet)\b",
    re.IGNORECASE,
)
# what each of them holds, in small letters
STEMS = (
    "beschlie", "fordert", "stellt fest", "verzoekt", "besluit", "spreekt uit", "roept", "décide", "demande", "exige", "émet", "invite",
    "constate", "mandate", "acuerda", "resuelve", "insta", "solicita", "impegna", "delibera", "chiede", "invita",
)  # fmt: skip
# "Antrag A 7: Mehr Nachtzüge!", "Motie van het lid Pek", "Moción sobre el puerto", "Vœu relatif au canal", "Mozione"
MOTION = re.compile(
    r"(?:nr\.\s?\d{1,4}\s{1,12})?(?P<title>(?:(?:initiativ|dringlichkeits|änderungs|leit)?antrag(?=\s(?:[A-Z]{0,3}\s?-?\d|nr\.|der\b|des\b|an\b|auf\b|zur?\b|zum\b|:))|(?:gewijzigde\s)?motie\b|moción\b|motion\b|"
    r"v(?:œ|oe)u\srelatif\b|mozione\b|proposición\sno\sde\sley\b).{0,120})\Z",
    re.IGNORECASE,
)


def asks_abroad(words: str) -> tuple[str, bool] | None:
    """Return the verb of a line that announces what is asked for, as printed, and whether only a motion asks so."""
    if not words.endswith((":", " om")):
        return None
    small = words.lower()
    if not any(map(small.__contains__, STEMS)):
        return None
    if ASKS.match(words) is None and ASKS_TO.match(words) is None:
        return None
    stem = next(stem for stem in STEMS if stem in small)
    at = small.index(stem)
    return small[at:].split()[0].strip(":*_"), SURE.search(words) is not None


def title_abroad(words: str) -> str | None:
    """Return the heading of a motion without the number of the paper that it is printed in, or None."""
    found = MOTION.match(words)
    return found["title"] if found else None


def is_motion_abroad(words: str) -> bool:
    """Tell whether a line is the heading of a motion; what it asks for must stand below it."""
    return MOTION.match(words) is not None
