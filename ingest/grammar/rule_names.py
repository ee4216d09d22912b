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
    r"[\W_]*(?!(?:cap[ií]tulo|t[ií]tulo|titolo|chapitre|titre|kapitel|abschnitt|secci[oó]n|sezione|rozdział|art[ií]culo|articolo|artikel|article)\b)"
    r"(?:[\w’'.-]+ ){0,3}(?:(?!tages|besatzung)\w*(?:satzung|ordnung|gesetz(?:buch)?|statut)|statuts|règlement|code|loi|décret|charte|"
    r"statuten|reglement|grondwet|wet|verordening|estatutos?|reglamento|regulamento|regimento|ley|lei|código|constitución|"
    r"constituição|statuto|regolamento|legge|codice|costituzione|stadgar|vedtægter|vedtekter|lov|säännöt|yhdistyssäännöt|statutu|regulamin|"
    r"tüzük|tüzüğü(?:müz)?|yönetmeli(?:k|ği))\b[^!?\n]{0,120}\Z",
    re.IGNORECASE,
)
# "Säännöt", "Satzung des Vereins …", "Statuts", "Dernek Tüzüğü": what only clubs and the like give themselves, and nobody a text on programs
OF_CLUBS = re.compile(
    r"[\W_]*(?:[\w’'.-]+ ){0,3}(?:(?!besatzung)\w*satzung|säännöt|yhdistyssäännöt|statut(?:s|en|er)?|estatutos?|statuto|stadgar|vedtægter|vedtekter|"
    r"tüzük|tüzüğü(?:müz)?)\b[^!?:\n]{0,120}\Z",
    re.IGNORECASE,
)
# "1. Nimi ja kotipaikka", "2. Zweck", "3. Membres": one of the first things that they settle
SETTLED = re.compile(
    r"\b(?:nimi|kotipaikka|tarkoitus|jäsen|name\b|sitz\b|zweck|mitglied|nom\b|objet|siège|membres?\b|nombre\b|domicilio|fines\b|socios|nome\b|sede\b|"
    r"scopo|soci\b|namn|ändamål|medlem|navn|formål|ad[ıi]\b|merkez|ama[cç]|üye|nazwa|siedziba|cel\b|człon|naam|doel|leden\b)",
    re.IGNORECASE,
)
# "沈阳市社会信用条例(草案)", "茨城大学航空技術研究会会則", "동아리 회칙", "النظام الأساسي للجمعية"
EASTERN = re.compile(
    r"[^\n。，,!?！？]{0,60}(?:条例|條例|章程|办法|辦法|规定|規定|规则|規則|细则|細則|规约|規約|定款|会则|会則|准则|準則|[^方做办想看语語]法|회칙|규정|정관|규약|규칙|내규|조례|법률)"
    r"(?:\s?[（(][^()（）\n]{1,20}[)）]|\s?[例案]\d{0,2})?[\W_]*\Z|"
    r"[\W_]*(?:وثيقة\s)?(?:النظام\s(?:الأساسي|الداخلي)|نظام\s|قانون\s|لائحة\s|دستور\s|ميثاق\s)[^.!؟\n]{0,80}\Z"
)

ANYWHERE = re.compile(f"{ABROAD.pattern}|{EASTERN.pattern}", re.IGNORECASE)

LONGEST = 300  # characters of a title, letter-spaced or on two lines; front matter may hold any


def is_named(words: str) -> bool:
    """Tell whether a line is the title of a set of rules."""
    if len(words) > LONGEST:
        return False
    words = unspaced(words)
    return TITLED.match(words) is not None or ONE_OF_MANY.match(words) is not None


def is_named_abroad(words: str) -> bool:
    """Tell whether a line may be such a title in another language; what stands below must be numbered as statutes are."""
    return (ABROAD if words.isascii() else ANYWHERE).match(words) is not None


def is_named_in_the_east(words: str) -> bool:
    """Tell such a title in Chinese, Japanese, Korean or Arabic."""
    return not words.isascii() and len(words) <= LONGEST and EASTERN.match(words) is not None


def settles(heading: str) -> bool:
    """Tell a heading of the rules of a club abroad: its name, its seat, what it is for, its members."""
    return SETTLED.search(heading) is not None


def is_named_by_club(words: str) -> bool:
    """Tell such a title that nothing but the rules of an association, a party or the like has."""
    return len(words) <= LONGEST and OF_CLUBS.match(words) is not None
