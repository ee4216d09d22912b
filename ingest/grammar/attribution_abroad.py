"""Who said the words between quotation marks, where the sentence around them is French, German, Spanish or Italian.

`« … », a déclaré Ann Bee`, `„…“, sagte Ann Bee`, `“…”, afirmó el presidente, Juan Bee`, `Ann Bee, la directrice, a répondu : « …`. As in
English, a pronoun or an office alone names no one.
"""

from __future__ import annotations

import re

from ingest.grammar.names import GAP, NAME, UPPER, is_name

SAYS = (
    r"(?:a (?:déclaré|affirmé|expliqué|indiqué|souligné|ajouté|répondu|assuré|dénoncé|lancé|estimé|réagi|précisé|dit|reconnu)|"
    r"(?:déclare|explique|affirme|indique|souligne|ajoute|estime|assure|regrette|rappelle|précise|confie|raconte|résume)|"
    r"(?:sagt|erklärt|betont|meint|kritisiert|berichtet|fordert|warnt|erläutert|ergänzt)e?|"
    r"(?:dijo|afirmó|aseguró|señaló|explicó|añadió|declaró|indicó|denunció|manifestó|sostuvo|respondió|afirma|asegura|señala|explica)|"
    r"ha (?:detto|dichiarato|spiegato|affermato|aggiunto|risposto)|(?:spiega|afferma|dichiara|aggiunge))"
)
AND = rf"(?!\w)(?!{GAP}(?:et|und|y|e|ed){GAP}(?:\w+{GAP}){{0,2}}[{UPPER}])"
NAMED = rf"(?P<name>(?:(?:M\.|Mme|Me){GAP})?(?>{NAME})){AND}"
# ", a déclaré Ann Bee", ", sagte Sprecherin Ann Bee", ", afirmó el presidente de la asociación, Juan Bee"
AFTER = re.compile(
    rf"\A\s?,?\s{{0,3}}{SAYS}{GAP}(?:(?:el|la|le|il|der|die|l[’']){GAP}?[^,.;:“”«»„\"]{{2,60}},{GAP})?{NAMED}"
)
# "Ann Bee, la directrice, a répondu : «"
BEFORE = re.compile(rf"{NAMED}(?:,[^,.;:“”«»„\"]{{2,60}},|,)?{GAP}{SAYS}(?:{GAP}[^\W\d_]+){{0,3}}\s?:\s*\Z")
VERB = re.compile(rf"\b{SAYS}\b")
NEAR = 160  # characters
# "Ein Sprecher der Behörde", "Der Vorsitzende", "La Presidenta": an office, and no one's name
ARTICLES = frozenset(
    (
        "Ein",
        "Eine",
        "Der",
        "Die",
        "Das",
        "Sein",
        "Seine",
        "Ihr",
        "Ihre",
        "Un",
        "Une",
        "Una",
        "Le",
        "La",
        "Les",
        "El",
        "Los",
        "Las",
        "Il",
        "Lo",
        "I",
    )
)


def said_after(words: str) -> str | None:
    """Return whom the words behind a quotation name as who said it."""
    found = AFTER.match(words)
    return _name(found["name"]) if found else None


def said_before(words: str) -> str | None:
    """Return whom the words before a quotation name as who said it."""
    if not words.rstrip().endswith(":") or not VERB.search(words[-NEAR:]):
        return None
    found = BEFORE.search(words[-NEAR:])
    return _name(found["name"]) if found else None


def _name(words: str) -> str | None:
    name = " ".join(words.split())
    bare = name.removeprefix("M. ").removeprefix("Mme ").removeprefix("Me ")
    if name.partition(" ")[0] in ARTICLES:
        return None
    return name if is_name(bare) and (" " in bare or bare != name) else None
