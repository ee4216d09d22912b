"""What an element is on its page by its name, role, class or id: navigation, a footer, comments, an advertisement."""

from __future__ import annotations

import re

# where the text of a page stands, which its headers and footers are part of
ARTICLE = "article"
# a quotation or a figure: its footer says who said it
QUOTED = "quoted"
# it closes an article, or says above it by whom it is
ARTICLE_FOOTER = "article footer"
# a box beside a text, which may well be part of it
BOX = "box"
TEXT = (None, ARTICLE, QUOTED)
ELEMENTS = {"nav": "navigation", "aside": "sidebar", "footer": "footer", "header": "page header", "form": "form"}
ROLES = {
    "navigation": "navigation", "menu": "navigation", "menubar": "navigation", "banner": "page header",
    "contentinfo": "footer", "complementary": "sidebar", "search": "form", "dialog": "notice", "alertdialog": "notice",
}  # fmt: skip
NOT_FOR = frozenset(("html", "body", "main", "article", "blockquote", "figure", "td", "tr", "tbody", "table"))
# "no-sidebar", "has-ads", "with-nav": they tell what stands elsewhere
ELSEWHERE = re.compile(r"(?:no|has|have|with|is|hide|without|content|page|main|layout)[-_]", re.IGNORECASE)
# "comment-list", "siteNav", "ad_slot_3": the words in a class
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
NAMES = (
    ("comments", "comments commentlist commentarea disqus respond replies"),
    ("sharing", "share sharing sharebar social sharedaddy addtoany addthis"),
    ("related links", "related recommended recommendations trending outbrain taboola mostread readnext morefrom jp-relatedposts"),
    ("advertisement", "ad ads advert adverts advertisement advertising adsbygoogle sponsored dfp"),
    ("newsletter sign-up", "newsletter subscribe signup mailchimp"),
    ("notice", "cookie cookies gdpr cookiebar cookiebanner consent paywall"),
    ("navigation", "nav navbar navigation menu submenu breadcrumb breadcrumbs pagination pager navlinks navheader navfooter skiplink"),
    ("sidebar", "sidebar sphinxsidebar widget widgets"),
    ("footer", "footer colophon"),
    ("page header", "masthead topbar"),
)  # fmt: skip
# two words that are said together
PAIRS = {
    ("site", "header"): "page header", ("page", "header"): "page header", ("global", "header"): "page header",
    ("most", "read"): "related links", ("most", "popular"): "related links", ("read", "next"): "related links",
    ("sign", "up"): "newsletter sign-up", ("comment", "list"): "comments", ("comments", "area"): "comments",
    ("comment", "form"): "comments", ("blog", "archive"): "sidebar", ("mw", "panel"): "sidebar", ("tag", "cloud"): "sidebar",
}  # fmt: skip
BY_WORD = {word: name for name, words in NAMES for word in words.split()}


def place_of(name: str, attributes: dict[str, str], outer: str | None) -> str | None:
    """Return what an element is, or what it stands in: a name for a discard, ARTICLE, or None where nothing tells."""
    if name == "main" or attributes.get("role") == "main":
        return ARTICLE
    if name == "article":
        return ARTICLE if outer in (*TEXT, "form", "page header") else outer
    if name in ("blockquote", "figure"):
        return QUOTED if outer in TEXT else outer
    if outer == QUOTED or (name == "header" and outer == ARTICLE):
        return outer
    if name == "footer" and outer == ARTICLE:
        return ARTICLE_FOOTER
    found = ELEMENTS.get(name) or ROLES.get(attributes.get("role", ""))
    if attributes and (found is None or name in ("aside", "form")) and name not in NOT_FOR:
        found = _by_words(attributes) or found
        if found == "sidebar" and (outer == ARTICLE or name != "aside"):
            return BOX if outer in TEXT else outer
    return found or outer


def _by_words(attributes: dict[str, str]) -> str | None:
    """Return the name that a class or an id says: its first or its last word, or two together."""
    for token in f"{attributes.get('id', '')} {attributes.get('class', '')}"[:1000].split():
        words = [word.casefold() for word in WORD.findall(token)]
        if not words or ELSEWHERE.match(token):
            continue
        found = PAIRS.get((words[0], words[1])) if len(words) > 1 else None
        found = found or BY_WORD.get(token.casefold()) or BY_WORD.get(words[0]) or BY_WORD.get(words[-1])
        if found:
            return found
    return None
