"""Menus: what a site prints above the text of each of its pages, as a copy of the page out of a browser has it.

One word may be a title ("Events"); several in a row, or one line of several, are the menu of a site.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.formats.blocks import Block
from ingest.grammar.bylines import read_byline
from ingest.grammar.dates import read_date
from ingest.grammar.titles import title_like

LONGEST = 120  # characters of a line
MOST = 24  # lines of a menu
FEWEST = 2  # lines that make one, where each says one thing

# "News", "Sign in", "Search jobs", "Über uns": one of the things that are in a menu
ENTRY = (
    r"(?:skip to (?:main )?(?:content|navigation)|home|news|(?:uk|us|world|local|latest) news|sports?|weather|search(?: jobs| site)?|sign (?:in|up)|"
    r"log (?:in|out)|register|subscribe|support us|my account|opinion|culture|lifestyle|business|politics|travel|more|menu|about(?: us)?|"
    r"contact(?: us)?|archives?|print (?:subscriptions?|edition)|newsletters?|crosswords?|podcasts?|open in app|get (?:the )?app|write|jobs|events|"
    r"gallery|faqs?|this (?:article|post|story|page) is (?:over|more than) .{1,40} old|"
    r"startseite|über uns|impressum|kontakt|suche|anmelden|datenschutz|"
    r"accueil|actualités|à propos|(?:nous )?contact(?:er)?|rechercher|se connecter|s[’']abonner|"
    r"inicio|portada|contacto|quiénes somos|buscar|iniciar sesión|suscríbete|voorpagina|over ons|zoeken|inloggen|chi siamo|contatti|cerca|accedi)"
)
# "News", "News | Sport | Weather", "Startseite   Über uns   Impressum"
LINE = re.compile(rf"\W*{ENTRY}(?P<more>(?:\s{{2,}}|\s*[|·•/]\s*){ENTRY})*\W*\Z", re.IGNORECASE)
# "Home | Archives | Blogroll | Flickr", "Contents Page     Previous Page     Next Page": many short things on a line, some of them of a menu
BETWEEN = re.compile(r"\s*[|·•]\s*|\s{3,}")
OF_A_MENU = re.compile(
    rf"(?:{ENTRY}|rss|tags|blogroll|(?:(?:previous|next|contents?|first|last|home) page|previous|next))\Z",
    re.IGNORECASE,
)
MANY = 3  # things on such a line
# "Startseite > Lokales > Kiel": where a page stands in its site
TRAIL = re.compile(rf"{ENTRY}(?:\s*[>»›]\s*[^>»›.]{{2,40}}){{1,4}}\Z", re.IGNORECASE)
# "Le Courrier - Actualités - Économie": the same behind the name of the site, small words in it aside; "The pier is closed | News" is a title
NAMED_TRAIL = re.compile(
    rf"(?:(?-i:[A-ZÀ-Þ][^\s>»›.]{{0,29}}|[^\s>»›.]{{1,3}})\s){{1,4}}[>»›|–-]\s{ENTRY}\b(?:\s[>»›|–-]\s[^>»›.]{{2,40}}){{0,3}}\Z",
    re.IGNORECASE,
)
# "News|Sport" of "NewsSport"
GLUED = re.compile(r"(?<=[a-z])(?=[A-Z])")
LONGEST_ENTRY = 10  # characters
# "Skip to content", "View this email in your browser", "Open in app", "Back to Main Page / Back to List of Rules", "quaytalk logo": alone, too
SURE = re.compile(
    r"\W*(?:skip to (?:main )?(?:content|navigation)|open in app|"
    r"(?:view|read|open) (?:this|it|the) ?(?:e-?mail|newsletter|message)?\s?(?:online|in (?:your|a) (?:web )?browser)|"
    r"back to (?:main page|contents|index|list of [\w ]{2,30})(?:\s*/\s*back to [\w ]{2,30})*|"
    r"stay up to date with notifications from .{2,40}|notifications can be managed in browser preferences|[\w.-]{3,30} logo|"
    r"(?:having )?trouble (?:viewing|reading) this e-?mail\b.{0,60})\W*\Z",
    re.IGNORECASE,
)


def _is_glued(words: str) -> bool:
    """Tell "NewsSportWhat's OnJobs": the menu of a site whose entries stand without a space between them."""
    parts = GLUED.split(words) if len(words) > LONGEST_ENTRY and words[:1].isupper() else []
    known = sum(LINE.match(part) is not None for part in parts)
    return len(parts) >= FEWEST + 1 and known >= FEWEST + 1 and known * 2 > len(parts)


def is_trail(words: str) -> bool:
    """Tell where a page stands in its site: "Startseite > Lokales > Kiel"."""
    return len(words) <= LONGEST and TRAIL.match(words) is not None


def menu_end(blocks: list[Block], text: str) -> int:
    """Return how many blocks at the top of a page are its menu; 0 where one word may as well be a title."""
    count, sure = 0, False
    for n, block in enumerate(blocks[:MOST]):
        words = text[block.start : block.end] if block.end - block.start <= LONGEST else ""
        is_entry, is_sure = _told(words)
        trail = not (is_entry or is_sure) and _is_trail(blocks, n, words, text)
        if not (is_entry or is_sure or trail):
            break
        count, sure = count + 1, sure or is_sure or trail
    if not sure and count == FEWEST and _is_prose_at(blocks, count, text):
        return 0  # "News" and "Travel" right above the words of a post: what it is about
    return count if sure or count >= FEWEST else 0


@lru_cache(maxsize=256)  # several readers of the top of a page ask the same
def _told(words: str) -> tuple[bool, bool]:
    """Tell whether a line is one of a menu, and whether it can be nothing else."""
    line = LINE.match(words)
    if line:
        return True, bool(line["more"]) or SURE.match(words) is not None
    return False, _is_row(words) or _is_glued(words)


def _is_row(words: str) -> bool:
    """Tell a line of many things, two of which and more are those of a menu, and none a sentence."""
    if not ("|" in words or "·" in words or "•" in words or "   " in words):
        return False
    things = [each for each in BETWEEN.split(words.strip()) if each]
    if len(things) < MANY or any(len(each) > LONGEST / 4 or each.endswith(".") for each in things):
        return False
    return sum(OF_A_MENU.match(each) is not None for each in things) >= FEWEST


def are_topics(blocks: list[Block], text: str) -> bool:
    """Tell two such words right above the words of a post: neither is its title."""
    lines = [text[block.start : block.end] for block in blocks[:FEWEST]]
    return (
        len(lines) == FEWEST
        and all(len(words) <= LONGEST and LINE.match(words) for words in lines)
        and not menu_end(blocks, text)
    )


def _is_prose_at(blocks: list[Block], n: int, text: str) -> bool:
    """Tell whether a sentence stands at a place where a menu has the title of its page below it."""
    if n >= len(blocks):
        return False
    words = text[blocks[n].start : blocks[n].end]
    return len(words) > LONGEST or (len(words) > LONGEST // 2 and words.rstrip("”’\"')").endswith((".", "?", "!")))


def _is_trail(blocks: list[Block], n: int, words: str, text: str) -> bool:
    if TRAIL.match(words) or SURE.match(words):
        return True
    return NAMED_TRAIL.match(words) is not None and _has_title_below(blocks, n, text)


def _has_title_below(blocks: list[Block], n: int, text: str) -> bool:
    """Tell whether the line below another may be a title, and is neither who wrote nor when."""
    below = blocks[n + 1] if n + 1 < len(blocks) else None
    words = text[below.start : below.end] if below and below.end - below.start <= LONGEST else ""
    return title_like(words) and read_byline(words) is None and read_date(words) is None
