"""Page furniture: the lines around a text that a web page puts there, each discarded by its name.

Only a whole paragraph is furniture, never a part of one; its words stay in the segments of the archive.
A sentence is no furniture ("Share this with every member you know."), but for the few that web pages print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ingest.declarations.source import DiscardHint
from ingest.formats.blocks import Block
from ingest.grammar import abroad
from ingest.grammar.menus import menu_end
from ingest.grammar.post_feet import ANSWERED
from ingest.grammar.titles import folded, title_like

KINDS = ("article", "blog post", "comment")  # the documents that come from web pages
LONGEST = 200  # characters; furniture is short
FEWEST_OF_NEWSLETTER = 3  # blocks above the thanks of a newsletter: its name, the title, words


class Furniture(NamedTuple):
    """A kind of furniture: where it stands (head, tail or anywhere) and what the whole line looks like."""

    name: str
    zone: str
    shape: re.Pattern[str]
    may_be_sentence: bool = False


ARCHIVE = re.compile(r"blog archive\b", re.IGNORECASE)
# "Share this with every member you know.": five words and more, and the mark that ends a sentence
SENTENCE = re.compile(r"(?:\S+\s+){4}\S.*(?<!\.)[.!?][”’\"')]*$", re.DOTALL)

# "Comments", and what a paper asks of its readers there
BESIDE = re.compile(
    r"\W*(?:comments?|your support (?:helps us to tell the story|makes all the difference))\W*\Z", re.IGNORECASE
)


def _lines(*shapes: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(shapes)})\W*$", re.IGNORECASE)


FURNITURE = (
    # "Downloading PDF. Please wait... Issue 12"   "Loading…"
    Furniture("download notice", "any", _lines(r"download(?:ing)? (?:the |as )?pdf\b.*", r"loading\W*(?:please wait.*)?")),
    # "This article is over 3 years old"   "This article is more than 2 years, 1 month old"
    Furniture("age notice", "any", _lines(r"this (?:article|post|story|page) is (?:over|more than) .{1,40} old"), True),
    # "Issue 2491"   "Issue No. 14"   "Issue #1,204"   "Vol. 3, No. 2"
    Furniture("issue line", "head", _lines(r"issue:? (?:no\.? ?|number |#)?\d[\d,]*", r"vol(?:ume|\.)? ?\d+,? (?:no|issue)\.? ?\d+")),
    # "Stay up to date with notifications from The Paper"   "Quaytalk logo"   "story category"
    Furniture(
        "navigation",
        "head",
        _lines(
            r"stay up to date with notifications from .{2,40}", r"notifications can be managed in browser preferences",
            r"[\w.-]{3,30} logo", r"story category",
        ),
        True,
    ),
    # "Skip to content"   "Back to top"   "Older posts"
    Furniture(
        "navigation",
        "any",
        _lines(
            r"skip to (?:main )?(?:content|navigation)", r"back to (?:top|home.*)", r"(?:main )?menu", r"home",
            r"[←«‹ ]*(?:(?:(?:newer|older|next|previous) (?:posts?|entries|article|story|page)|home)[ |·»«←→‹›]*)+", r"[▼►▶▾▸]\s*\w.{0,40}\(\d+\)",
            r"view my complete profile", r"article image", r"jump to .{1,30}", r"search(?: this (?:site|blog))?",
            r"breadcrumb.*", r"you are here.*", r"view (?:web|mobile) version",
            r"\[ ?<< previous \d+(?: ?\| ?next \d+ ?>>)? ?\]", r"about livejournal\.com",
            *abroad.NAVIGATION,
        ),
    ),
    # "Below are the 20 most recent journal entries recorded in ada_quill's LiveJournal:"
    Furniture("navigation", "any", _lines(r"below are (?:the )?\d+ (?:most recent )?(?:journal|friends[’']?) entries,? .{0,80}"), True),
    # "Latest News"   "Related articles"   "More from this author"   "Most read"
    Furniture(
        "related links",
        "tail",
        _lines(
            r"latest (?:news|posts|articles|stories)", r"related (?:articles?|stories|posts?|links|topics|content)",
            r"more (?:from|in|on) .{1,40}", r"most (?:read|popular|shared|viewed)", r"you (?:may|might) also like.*",
            r"recommended(?: for you| from .{1,40})?", r"see also", r"(?:recent|popular|top) (?:posts?|comments)", r"archives?",
            r"read (?:more|next)", r"top stories", r"more stories",
            r"related", r"topics", r"(?:read|see) (?:more|also): .*", r"tags?: .*", r"topics?: .*",
            *abroad.RELATED,
        ),
    ),
    # "Sign up for our weekly letter"   "Subscribe to our newsletter"
    Furniture(
        "newsletter sign-up",
        "any",
        _lines(r"sign up (?:for|to) .*", r"subscribe(?: (?:to|now|today|here|by)\b.*)?", r"get (?:the|our) .{1,40}newsletter.*"),
    ),
    # "Thanks for reading The Kettle! Subscribe for free to receive new posts"
    Furniture(
        "newsletter sign-up",
        "any",
        _lines(r"thanks for reading .{2,80}! subscribe\b.*", r".{2,80} is a reader-supported publication\. .*subscriber.*"),
        True,
    ),
    # "Make a donation"   "Help fund our work"   "Become a supporter"
    Furniture(
        "appeal",
        "tail",
        _lines(
            r"(?:please )?(?:make a |consider a )?donat(?:e|ion|ing)\b.*", r"(?:help (?:to )?)?fund (?:the|our|us)\b.*",
            r"support (?:us|our (?:work|journalism))\b.*", r"become a (?:member|supporter|subscriber|friend)\b.*",
            r"buy (?:me|us) a coffee.*", r"your support (?:helps us to tell the story|makes all the difference)",
        ),
    ),
    # "Share this article"   "Tweet"   "Email This BlogThis! Share to Twitter Share to Facebook"   "Print"
    Furniture(
        "sharing",
        "any",
        _lines(
            r"share(?: (?:this|on|to|via)\b.*)?", r"email ?this(?:\b|blog).*", r"blogthis.*", r"tweet(?: this)?", r"print(?: this.*)?",
            r"(?:facebook|twitter|whatsapp|linkedin|reddit|pinterest|e-?mail|copy link)(?:[ |,/·]+(?:facebook|twitter|"
            r"whatsapp|linkedin|reddit|pinterest|e-?mail|print|copy link))*", r"follow(?: (?:us|me)\b.*)?", r"like (?:us|this)(?: on)?.{0,20}", r"listen",
            r"like loading", r"wordpress", *abroad.SHARING,
        ),
    ),
    # "Advertisement"   "Sponsored content"
    Furniture("advertisement", "any", _lines(r"advertisements?", r"advert", r"sponsored(?: content| by .*)?", r"promoted", r"ads by .*")),
    # "We use cookies to …"   "Accept all cookies"
    Furniture(
        "cookie notice",
        "any",
        _lines(
            r"(?:we|(?:this|our) (?:web)?sites?)\b.{0,30}\buses? cookies\b.*", r"accept(?: all)? cookies",
            r"cookie (?:policy|settings|preferences)",
        ),
        True,
    ),
    # "© 2016 The Paper"   "All rights reserved"
    Furniture(
        "copyright notice",
        "tail",
        _lines(
            r"(?:copyright )?(?:©|\(c\)).*", r"copyright .{0,60}\d{4}.*", r".{0,80}all rights reserved", r"(?:proudly )?powered by \w.{0,40}",
            r"privacy policy.*", r"terms (?:of|and) .*",
        ),
        True,
    ),
    # "Posted by A. Writer at 10:32"   "Labels: housing, rent"   "3 comments:"   "No comments"   "Leave a reply"
    Furniture(
        "post footer",
        "any",
        _lines(
            r"posted by .{1,60} at \d.*", r"labels: .*", r"filed under:? .*", r"categor(?:y|ies): .*", r"(?:no|\d+) comments?(?: so far)?:?", r"tags: ·",
            r"(?:leave|post|add|write) a (?:comment|reply)", r"\d+ notes", r"permalink", r"reactions:.*", r"blog archive",
            r"\( ?(?:\d+ comments? ?\| ?)?leave a comment ?\)",
            r"posted in .{1,60}(?:\|.*|,? (?:no|\d+) comments?|leave a (?:comment|reply))", r"#[\w-]+(?:[\s,]+#[\w-]+)+",
            r"\d+ (?:likes?|followers)", r"[♡♥❤] ?\d+", ANSWERED.pattern, *abroad.POST_FOOTER,
        ),
    ),
    # "This entry was posted in News and tagged kettle. Bookmark the permalink."
    Furniture("post footer", "tail", _lines(r"this entry was (?:posted|filed|tagged)\b.{0,200}", r"bookmark the permalink"), True),
    # "3 min read"   "Reading time: 4 minutes"
    Furniture("reading time", "head", _lines(r"(?:reading time:? )?\d+[ -]min(?:ute)?s?(?: read)?", abroad.READING_TIME)),
)  # fmt: skip


def hinted(blocks: list[Block], text: str, hints: tuple[DiscardHint, ...]) -> tuple[dict[int, str], list[DiscardHint]]:
    """Return the names of the blocks that a person said to discard, by start, and the hints that fit no block."""
    names = {folded(hint.text): hint.name for hint in hints}
    found = {block.start: folded(text[block.start : block.end]) for block in blocks if names}
    named = {start: names[words] for start, words in found.items() if words in names}
    return named, [hint for hint in hints if folded(hint.text) not in found.values()]


def find(blocks: list[Block], text: str) -> Iterator[tuple[Block, str]]:
    """Yield the blocks of one document that are furniture, and its name.

    The head of a document ends with its first paragraph of prose; its tail begins after the last.
    """
    first, last = _prose(blocks, text)
    menu = menu_end(blocks, text)
    listed = False
    if blocks and menu == 0 and _is_newsletter(blocks, text):
        yield blocks[0], "masthead"
    for index, block in enumerate(blocks):
        if index < menu:
            yield block, "navigation"
            continue
        zones = {"any", "head" if index < first else "tail" if index > last else "body"}
        name = _name(text[block.start : block.end], zones)
        if name:
            # "▼ October (3)" stands among the titles below "Blog Archive"
            listed = (
                name == "related links" or bool(ARCHIVE.match(text, block.start)) or (listed and name == "navigation")
            )
            yield block, name
        elif listed and index > last and title_like(text[block.start : block.end]):
            yield block, "related links"  # the headlines listed below "Latest news", the months below "Archives"
        else:
            listed = False


def _is_newsletter(blocks: list[Block], text: str) -> bool:
    """Tell the name of a newsletter above the title of one of its posts: "Thanks for reading The Kettle!" below repeats it."""
    name = text[blocks[0].start : blocks[0].end]
    if len(name) > LONGEST // 2 or len(blocks) < FEWEST_OF_NEWSLETTER or "\n" in name:
        return False
    thanks = (f"Thanks for reading {name}!", f"{name} is a reader-supported publication.")
    return any(text.startswith(thanks, block.start) for block in blocks[FEWEST_OF_NEWSLETTER:])


def is_of_web_page(words: str) -> bool:
    """Tell what only web pages print near the top of a text: "Share", "6 min read", "Comments"."""
    return _name(words, {"any", "head"}) in ("sharing", "reading time") or BESIDE.match(words) is not None


def _name(words: str, zones: set[str]) -> str | None:
    if len(words) > LONGEST:
        return None
    found = next((each for each in FURNITURE if each.zone in zones and each.shape.match(words)), None)
    return found.name if found and (found.may_be_sentence or not SENTENCE.search(words)) else None


def _prose(blocks: list[Block], text: str) -> tuple[int, int]:
    """Return the index of the first and of the last block that is prose: long, or a sentence."""
    prose = [index for index, block in enumerate(blocks) if _is_prose(text[block.start : block.end])]
    prose = prose or [n for n, block in enumerate(blocks) if SENTENCE.search(text, block.start, block.end)]
    return (prose[0], prose[-1]) if prose else (len(blocks), len(blocks))


def _is_prose(words: str) -> bool:
    return len(words) > LONGEST or (len(words) > 80 and words.rstrip("”’\"')").endswith((".", "?", "!")))
