"""Mastheads: the name of a paper and of its section, which stand above a headline and are none; what it says of its issue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ingest.grammar.dates import A_DIGIT, find_dates
from ingest.grammar.edtf import DateWords
from ingest.grammar.names import UPPER

LONGEST = 120  # characters

# "News", "UK news", "LOCAL", "Opinion | Letters": the section of a paper, not a headline
SECTION = re.compile(
    r"(?:(?:(?:\w+ )?news|local|national|world|regional|sports?|politics|business|opinion|comment|features?|exclusive|"
    r"breaking|society|culture|law|crime|education|health|environment|money|letters|unions?|work|housing|courts?|"
    r"transport|obituar(?:y|ies)|cronaca|politica|economia|esteri|cultura|société|politique|économie|monde|lokales|politik|wirtschaft|"
    r"gesellschaft|nacional|internacional|economía|sociedad|binnenland|buitenland|"
    r"crime & law|social affairs|social care|charities|scotland|wales|ireland|europe|world|economy|industry|media)[ |/>»·,&]*)+",
    re.IGNORECASE,
)
# "THE FALLON COUNTY COURIER", "The Shannon Examiner": the name of a paper
MASTHEAD = re.compile(
    r"(?:the )?(?:[\w’'&-]+ ){0,3}(?:courier|times|gazette|examiner|herald|post|mail|echo|star|journal|chronicle|guardian|"
    r"telegraph|tribune|standard|observer|advertiser|express|argus|bulletin|independent|mirror|mercury|sentinel|dispatch)",
    re.IGNORECASE,
)
MOST_BLANKS = 4  # in such a name: in most lines there are more
# "El Faro del Puerto", "Le Courrier de l’Estuaire", "Der Kieler Anzeiger": the same abroad, with its article
ABROAD = re.compile(
    r"(?:el|la|le|il|de|het|der|die|das|l[’'])\s?(?:[\w’'-]+ ){0,2}?(?:faro|diario|periódico|correo|heraldo|noticiero|voz|courrier|journal|quotidien|dépêche|"
    r"gazette|corriere|gazzetta|giornale|messaggero|zeitung|tagblatt|tageblatt|anzeiger|rundschau|nachrichten|bote|kurier|courant|dagblad|krant|nieuwsblad)"
    r"(?:\s(?:de|del|des|du|della|di|van|der|den|la|les?|el|il|het|l[’']?)){0,2}(?:[\s’'][\w’'-]+){0,3}",
    re.IGNORECASE,
)
# names that say of themselves neither that they are papers nor what else
KNOWN = re.compile(
    r"(?:BBC|ITV|Sky|Channel 4|CNN|ABC|CBC|RTÉ)(?: News)?|Reuters|Associated Press|Press Association|Bloomberg|The Economist|Private Eye|The Sun|Metro|"
    r"Le Monde|Libération|Le Figaro|El País|El Mundo|La Repubblica|Der Spiegel|Die Zeit|taz|de Volkskrant|Trouw"
)
# "The Herald, ", "ZENNOR COURIER   ", "Zennor Gazette | ": a name, and what parts it from the rest of the line
PAPER = re.compile(r"[*_“\"]{0,3}(?P<name>[A-Z][^,|·•\t()]{3,40}?)[*_”\"]{0,3}(?:\s*[,|·•(]|\s[–—-]\s|\s{2,}|\t)")
# what stands beside the date: "p. 7", "pages 4–5", "No. 1,204", "Vol. 3", "Price 40p", "final edition"
SAID = (
    r"(?:pp?\.?\s?\d{1,3}(?:\s?[-–]\s?\d{1,3})?|pages?\s\d{1,3}(?:\s?[-–]\s?\d{1,3})?|(?:no\.?|number|issue|vol\.?|volume|series)\s?(?:[\d,]{1,9}|[IVXLC]{1,9})|"
    r"price:?\s\S{1,8}|free|(?:first|late|final|city|morning|evening|weekend|north|south)\sedition)"
)
OF_ISSUE = re.compile(rf"(?<!\w){SAID}(?!\w)", re.IGNORECASE)
# "Bibliographic details", "Permanent link to this item", "Word Count: 97"
OF_A_LIBRARY = re.compile(
    r"\W*(?:bibliographic details|permanent link|this article was published|word count|papers past)\b", re.IGNORECASE
)
BESIDE = re.compile(rf"(?:[\s,.;:|·•()*_–—-]|{SAID}(?!\w))*", re.IGNORECASE)
# "Issue 12 · ", "No 45, ", "Volume 3, Number 2, "
ISSUE = re.compile(
    r"(?:[*_#\s]*(?:issue|no\.?|number|vol\.?|volume|edition|bulletin|newsletter)\s?(?:no\.?\s?)?\d{1,5}[\s,.;:|·•()–—-]*){1,3}",
    re.IGNORECASE,
)
PERIODICAL = re.compile(
    r"\b(?:newsletter|newssheet|news-?sheet|bulletin|magazine|circular|gazette|branch news)\b", re.IGNORECASE
)
# "LONDON, 12 March 2019 (Reuters) — ", "ZENNOR, March 12, 2019 –"
DATELINE = re.compile(
    rf"(?:[{UPPER}][{UPPER}.’'-]+(?: [{UPPER}][{UPPER}.’'-]+){{0,3}}), (?=[^—–]{{6,30}}?(?:\([^)]{{2,30}}\) ?)?[–—-] )"
)
# "Zennor, 12 March 2019 – The board"
SMALL = re.compile(rf"[{UPPER}][\w.’'-]+(?: [{UPPER}][\w.’'-]+){{0,2}}, (?=[^—–]{{6,30}}?[–—-] [{UPPER}])")


# "DULUTH, Minn. (AP) - A federal", "LONDON (Reuters) – ": the agency that sent a report
WIRE = re.compile(
    rf"[{UPPER}][{UPPER}.’' -]{{2,30}}(?:,\s[A-Z][\w. ]{{1,16}})?\s\((?:AP|Reuters|REUTERS|AFP|UPI|PA|dpa|ANSA|EFE|Xinhua|Bloomberg|CP|AAP|SAPA|PTI)\)\s?[–—-]"
)


class Cutting(NamedTuple):
    """What a line above a cutting says: the paper, and the date of its issue."""

    paper: str
    date: DateWords


def is_masthead(words: str) -> bool:
    """Tell whether a line could be the name of a paper, and no more."""
    return words.count(" ") <= MOST_BLANKS and MASTHEAD.fullmatch(words) is not None


def is_paper(words: str) -> bool:
    """Tell the name of a paper, of a broadcaster or of an agency whose reports people quote."""
    return is_masthead(words) or KNOWN.fullmatch(words) is not None or is_masthead_abroad(words)


def is_masthead_abroad(words: str) -> bool:
    """Tell whether a line could be the name of a paper in another language; a headline may begin so, but stands above no other."""
    return len(words) <= LONGEST // 2 and ABROAD.fullmatch(words) is not None


def is_section(words: str) -> bool:
    """Tell whether a line is the name of a section of a paper."""
    return SECTION.fullmatch(words) is not None


def cutting(words: str, date_order: str | None = None) -> Cutting | None:
    """Return the paper and the date of a line that says where and when an article was printed, and no more."""
    if len(words) > LONGEST or "\n" in words or not A_DIGIT.search(words):
        return None
    paper = PAPER.match(words)
    if paper is None or not is_masthead(paper["name"]):
        return None
    dates = list(find_dates(words, paper.end("name"), date_order=date_order))
    if len(dates) != 1:
        return None
    rest = words[paper.end("name") : dates[0].start] + " " + words[dates[0].end :]
    sure = (
        paper["name"].isupper() or paper["name"].startswith("The ") or OF_ISSUE.search(rest)
    )  # "Hard Times, 3 March 2015"
    return Cutting(paper["name"], dates[0]) if sure and BESIDE.fullmatch(rest) else None


def printed_below(foot: Sequence[str], date_order: str | None = None) -> Cutting | None:
    """Return the paper and the day that a library of papers prints below a cutting: "Evening Post, Issue 41, 16 August 1941".

    An essay may cite one such line below its words too: what a library prints beside it tells.
    """
    cited = [words for words in foot if len(words) <= LONGEST and cutting(words) and OF_ISSUE.search(words)]
    if len(cited) != 1 or not any(OF_A_LIBRARY.match(words) for words in foot):
        return None
    return cutting(cited[0], date_order)


def is_wire(words: str) -> bool:
    """Tell whether a paragraph begins as the report of an agency does."""
    return words[:2].isupper() and WIRE.match(words) is not None


def newsletter(words: str, date_order: str | None = None) -> DateWords | None:
    """Return the date of a line that numbers an issue, "Issue 12 · March 2016", or says the month beside the name of a newsletter."""
    if len(words) > LONGEST or "\n" in words or not A_DIGIT.search(words):
        return None
    dates = list(find_dates(words, date_order=date_order))
    if len(dates) != 1:
        return None
    before, behind = words[: dates[0].start], words[dates[0].end :]
    return dates[0] if ISSUE.fullmatch(before) and BESIDE.fullmatch(behind) else None


def is_newsletter(words: str) -> bool:
    """Tell a line that names a newsletter: "The Branch Newsletter", "Northfield Branch Bulletin", "Branch News"."""
    return len(words) <= LONGEST and PERIODICAL.search(words) is not None


def dateline(words: str, date_order: str | None = None, small: bool = False) -> DateWords | None:
    """Return the date in "LONDON, 12 March 2019 (Reuters) — …", with which a report begins; the place of a release may be `small`."""
    place = DATELINE.match(words) if words[:2].isupper() else SMALL.match(words) if small else None
    if place is None:
        return None
    date = next(find_dates(words, place.end(), min(len(words), place.end() + 30), date_order), None)
    return date if date and date.start == place.end() and date.day else None
