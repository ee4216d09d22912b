"""Headings in rules: on a line above a provision, or run in before its words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.grammar import eastern_articles
from ingest.grammar.numbering import CODES
from ingest.grammar.rule_parts import BELONGS, PART, Provision, Stretch
from ingest.grammar.titles import folded, title_like

LONGEST = 100  # characters
MOST_WORDS = 12
CONTENTS = frozenset(("contents", "table of contents", "index", "list of rules", "arrangement of rules"))
# headings below which numbers are those of notes
NOTES = frozenset(("notes", "footnotes", "endnotes", "references", "bibliography"))
# ": Fees", " – CONDUCT", "Fees" behind "Schedule 1"
PART_TITLE = re.compile(r"\s*(?:[:–—.(-].*|[A-Z“].*)?\Z")
# what may end the words above a heading
SENTENCE_END = frozenset(".!?)”\"’'];*_:")
DIGIT = re.compile(r"\d")
# words that make a sentence of a line: "The chair shall", but not "Boats to have lights"
VERBS = re.compile(r"(?<!\bto )\b(?:shall|must|may|will|is|are|was|were|has|have|should|can|be)\b", re.IGNORECASE)
# "What you may not do", "How we use your data": a heading for all its verb
ASKS = re.compile(r"(?:What|How|When|Where|Who|Which|Why)\b")
# "**Canvassing.** " with or without its opening marks
BOLD = re.compile(
    r"[*_]{0,3}(?P<words>[^*_\n]{2,100}?)(?P<end>[.:]?)[*_]{1,3}(?P<after>[.:]?)(?:\s+[–—-])?(?=\s|\Z)\s*"
)
# a line under the end of a line
UNDER = re.compile(r"[*_]*[ \t\xa0]*(?:\r\n?|\n)\s*(?P<words>\S[^\r\n]{1,100})(?=[\r\n]|\Z)")
# "Name. The club …", "Third Party Claims.", "Effect of Votes.—", "Head Office: The office …": each word of weight has a capital
TITLE_CASE = re.compile(
    r"(?P<words>[A-Z][\w'’/-]*(?:,?\s(?:[A-Z][\w'’/-]*|of|the|and|in|to|for|or|on|by|with|a|an|from|at|as|&|under|upon)){0,9})"
    r"(?:\.(?:\s*[–—-]+\s*|\s+)|:\s+)(?=[A-Z“\"(§*\[])"
)
# "Artículo 3.- Voto telemático. Los socios": a few words in small letters behind the mark of an article, as Spanish and Portuguese ones have it
OF_ARTICLE = re.compile(
    r"[>#*_\s]*(?:Art[ií]culo|Artigo|Articolo|Article|ART[ÍI]CULO|ARTIGO)\s[^\n]{1,12}?(?:\.\s?[-–—]|[º°]\s?[-–—.])"
)
SMALL = re.compile(
    r"(?P<words>(?!(?:El|La|Los|Las|Un|Una|Se|Lo|Le|Les|Il|I|Gli|Os?|As?|No)\s)[A-ZÀ-Þ][^\s.:;,\n]*(?:\s[^\s.:;,\n]+){0,3})\.\s+(?=[A-ZÀ-Þ«“])"
)
# "Power to make rules.—The Government": a full stop and a dash behind the heading, as in Acts of India
DASHED = re.compile(r"(?P<words>[A-Z][^.\n—–]{2,120})\.\s?[—–]+\s*(?=[A-Z“\"(\[])")
ABBREVIATED = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|No|Nos|Art|Sec|Prof|Rev|Hon|Ltd|Inc|Co|vs?|[A-Z]))\Z")
# "-----", "=====", "* ---- *": lines that only draw
DRAWN = re.compile(r"\s*(?:[-=*_~^#+.\"'`:|]{3,}[ \t]*(?:[\r\n]+|\Z)\s*)+")
# "Name\n----": a heading in a plain text
UNDERLINE = re.compile(r"[ \t\n]*(?P<mark>[-=~*^#\"'`+._])(?P=mark){2,}[ \t]*(?:[\r\n]|\Z)")
# "§ 12.3", "RCW 64.99.010"
OF_CODE = re.compile(rf"[>#*_\s]*(?:§|(?:{'|'.join(CODES)})\s)")
# "CANVASSING. ", "CONDUCT OF VOTES – "
CAPITALS = re.compile(r"(?P<words>[A-Z][A-Z'’&,() -]{3,80})(?:[.:]\s+|\s[–—-]\s+)(?=[A-Z“(])")

RUN_IN = (CAPITALS, TITLE_CASE, DASHED)


def heading_at(stretch: Stretch, text: str, above: str, below: bool) -> str | None:
    """Return the words of a stretch if they are a heading.

    `above` is the last character before it, empty above the first number; `below` says that a number or another
    heading follows.
    """
    if stretch.kind in ("code", "html", "table") or stretch.end - stretch.start > LONGEST + 20:
        return None
    words = text[stretch.start : stretch.end].strip("#*_ \t\xa0")
    if stretch.kind == "heading":
        return words or None
    if not words or len(words) > LONGEST or not title_like(words) or len(words.split()) > MOST_WORDS:
        return None
    if is_part(words) or folded(words) in CONTENTS:
        return words
    if stretch.kind == "list item" or not below or not words[0].isupper():
        return None
    fits = above in SENTENCE_END if above else not DIGIT.search(words)
    return words if fits else None


def underlined(text: str, start: int) -> int:
    """Return where the line ends that goes on at `start`, if dashes or the like stand below it; else 0."""
    end = text.find("\n", start, start + LONGEST + 60)
    return end if end > 0 and not text[end + 1 : end + 2].isalnum() and UNDERLINE.match(text, end) else 0


def without_drawings(text: str, start: int, end: int) -> int:
    """Return where the words of a provision begin below lines that only draw."""
    match = DRAWN.match(text, start, end) if not text[start : start + 1].isalnum() else None
    return match.end() if match else start


def is_part(words: str) -> bool:
    """Tell whether a line names a part: "PART 3 – CONDUCT", "Schedule 1", "第一章 总则", but not "Part of the pier"."""
    if not words.isascii() and eastern_articles.PART.match(words):
        return True
    match = BELONGS.match(words)
    if match and not VERBS.search(words):
        return True
    match = PART.match(words)
    return bool(match and PART_TITLE.match(words, match.end()))


def is_title(words: str) -> bool:
    """Tell whether what stands behind a number is a title and nothing else: "RULE 3 MEMBERSHIP", "2 Offences"."""
    words = words.strip("*_ \t\r\n\xa0")
    if not words or not words[0].isupper() or len(words.split()) > MOST_WORDS or VERBS.search(words):
        return False
    return title_like(words)


# "[ 2018 c 277 § 102; 2011 c 14 § 1.]", "[Added 1998; amended 2004]": where a section comes from
HISTORY = re.compile(
    r"\[ ?(?=[^\[\]]{0,80}\b(?:18|19|20)\d\d\b)"
    r"(?=[^\[\]]{0,200}(?:\bc\b\.?|§|(?i:\b(?:chapter|acts?|added|amended|eff|effective|laws|repealed)\b)))[^\[\]]{3,1500}\]\W*\Z"
)
LONGEST_HISTORY = 1500  # characters
# "This Regulation shall be binding in its entirety", "Done at Brussels, …", "Fait à Lyon, le …", "© 2018", "Signed: …": below the last rule
BELOW_ALL = re.compile(
    r"[*_\s]*(?:This (?:Regulation|Directive|Decision) (?:shall be|is) (?:binding|addressed)\b|Done (?:at|in) [A-Z]|Fait (?:à|en) [A-ZÀ-Þ]|"
    r"Hecho en [A-ZÀ-Þ]|Fatto a [A-Z]|Gedaan te [A-Z]|Geschehen zu [A-Z]|Feito em [A-Z]|In witness whereof\b|IN WITNESS WHEREOF\b|©|\(c\) (?:19|20)\d\d|"
    r"Copyright (?:©|\(c\)|(?:19|20)\d\d)|Signed(?::|\s*[._]{3}| (?:by|on) )|Last (?:updated|amended|revised|reviewed)\b)"
)


def is_history(stretch: Stretch, text: str) -> bool:
    """Tell a note in brackets that says from which Acts a section comes."""
    if text[stretch.start] != "[" or stretch.end - stretch.start > LONGEST_HISTORY:
        return False
    return HISTORY.match(text, stretch.start, stretch.end) is not None


def closes(stretch: Stretch, text: str) -> bool:
    """Tell whether a line behind the last number ends the rules: "END OF THE RULES", "Done at Brussels, …"."""
    if stretch.kind == "paragraph" and BELOW_ALL.match(text, stretch.start, stretch.end):
        return True
    words = text[stretch.start : stretch.end].strip("#*_ \t\xa0:")
    if stretch.kind not in ("paragraph", "heading") or not title_like(words) or len(words.split()) > MOST_WORDS:
        return False
    return len(words.split()) > 1 and _in_capitals(words) and not VERBS.search(words)


def _in_capitals(words: str) -> bool:
    """Tell whether each word of weight begins with a capital: "How to Apply These Rules"."""
    return all(word[0].isupper() for word in words.split() if len(word) > 3)


def run_in(
    text: str, provision: Provision, stretches: Sequence[Stretch], below: Provision | None
) -> tuple[str | None, int]:
    """Return the heading that stands between the number of a provision and its words, and where the words start."""
    stretch = stretches[provision.stretch]
    end = min(provision.end, stretch.end) if provision.end > provision.start else provision.start
    line_end = underlined(text, provision.start)
    if line_end and line_end <= provision.end:
        return text[provision.start : line_end].strip(), line_end
    bold = _bold(text, provision, end)
    if bold:
        return bold
    match = next((m for shape in RUN_IN if (m := shape.match(text, provision.start, end))), None)
    if match is None and OF_ARTICLE.match(text, provision.line, provision.start):
        match = SMALL.match(text, provision.start, end)
    if match and not ABBREVIATED.search(match["words"]) and not VERBS.search(match["words"]):
        return " ".join(match["words"].split()), match.end()
    if _alone(text, provision, stretch, end, below):
        return text[provision.start : end].strip("*_ \t\r\n.:#"), end
    under = _under(text, provision, below)
    if under:
        return under
    return None, provision.start


def _bold(text: str, provision: Provision, end: int) -> tuple[str, int] | None:
    """Return a heading in emphasis: "**49. Canvassing.** …", "49. **Canvassing:** …"."""
    opened = text[provision.line : provision.start].count("*") + text[provision.line : provision.start].count("_")
    inside = text[provision.start : provision.start + 1] in ("*", "_")
    match = BOLD.match(text, provision.start, end) if inside or opened in (1, 2, 3) else None
    if match is None:
        return None
    if match.end() >= provision.end and VERBS.search(match["words"]):
        return None  # the whole of it is in bold
    ends = match["end"] or match["after"] or match.end() == end or "–" in match.group() or "—" in match.group()
    words = match["words"].strip()
    return (words, match.end()) if (ends or not inside) and len(words.split()) <= MOST_WORDS else None


def _alone(text: str, provision: Provision, stretch: Stretch, end: int, below: Provision | None) -> bool:
    """Tell whether what follows the number on its line is a heading: short, no sentence, and with words below it."""
    words = text[provision.start : end].strip()
    if not words or end < stretch.end:
        return False
    if stretch.kind == "heading" or underlined(text, provision.start):
        return True
    parted = below is not None and text.startswith(("(1)", "(a)"), below.line) and not text[end : provision.end].strip()
    section = (
        text[provision.line : provision.start].lstrip("> #*_").startswith("§") and text[end : provision.end].strip()
    )
    if words.endswith(".") and (parted or section or _in_capitals(words)):
        words = words[:-1]  # "1. Definitions.", "§ 12.3 Supply of oil.", and "2 Duty to light lamps." right above "(1)"
    if not title_like(words) or len(words.split()) > MOST_WORDS or not words[0].isupper():
        return False
    if VERBS.search(words) and not ASKS.match(words):
        return False
    more = text[end : provision.end].lstrip('> \t\r\n\xa0*_“"‘#')
    if more:
        return not more[0].islower()
    first = text[below.start : below.start + 1] if below else ""
    return first.isupper() or first in ("“", '"', "*")


def _under(text: str, provision: Provision, below: Provision | None) -> tuple[str, int] | None:
    """Return the heading on the line under a number that stands alone: "ARTICLE I", "Name"."""
    match = UNDER.match(text, provision.start, max(provision.start, provision.end))
    words = match["words"].strip("*_ \t\xa0") if match else ""
    if words.endswith(".") and OF_CODE.match(text, provision.line, provision.start):
        words = words[:-1]  # "RCW 64.99.010" above "Definitions."
    if words[:1] == "(" and words[-1:] == ")":
        words = words[1:-1]  # "(Quórum)" below "Artigo 2.º"
    if not match or not words or not title_like(words) or len(words.split()) > MOST_WORDS or VERBS.search(words):
        return None
    more = text[match.end() : provision.end].strip()
    if not words[0].isupper() or not (more or below) or more[:1].islower():
        return None
    return words, match.end()
