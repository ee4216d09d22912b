"""WordPress: the export of a blog (WXR, "WordPress eXtended RSS", 1.0 to 1.2) with its posts, pages and comments.

The elements are those that wp-admin/includes/export.php of WordPress writes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ingest.formats.feeds.entries import Entry, Feed, Words, one_line, said
from ingest.formats.feeds.names import last_part
from ingest.formats.feeds.rss import read as read_rss
from ingest.formats.xml_words import Element, markup, words

KINDS = {"post": "blog post", "page": "page"}
# what is kept among the posts and is none; a type that is not here is a custom one, with texts of its own
NOT_DOCUMENTS = {
    "attachment": "attachment", "nav_menu_item": "menu item", "revision": "revision", "custom_css": "style sheet",
    "customize_changeset": "setting", "oembed_cache": "setting", "user_request": "setting", "wp_block": "template",
    "wp_template": "template", "wp_template_part": "template", "wp_global_styles": "style sheet", "wp_navigation": "menu item",
    "wp_font_family": "style sheet", "wp_font_face": "style sheet",
}  # fmt: skip
# what readers see of the blog's own lists of categories and tags
TERMS = (
    "wp:cat_name",
    "wp:category_description",
    "wp:tag_name",
    "wp:tag_description",
    "wp:term_name",
    "wp:term_description",
)


def is_export(root: Element) -> bool:
    """Tell an export from the feed of a WordPress blog."""
    channels = [root, *root.all("channel")]
    return any(
        each.first("wp:wxr_version") or any(item.first("wp:post_id", "wp:post_type") for item in each.all("item")[:50])
        for each in channels
    )


def read(xml: str, root: Element) -> Feed:
    """Return a blog with its posts, pages and comments; each comment follows the post that it answers."""
    feed = read_rss(xml, root)
    channel = root.first("channel") or root
    authors = dict(_authors(xml, channel))
    feed.lines += [
        f"category: {one_line(words(xml, part))}"
        for each in channel.all("wp:category", "wp:tag", "wp:term")
        for part in each.all(*TERMS)
        if words(xml, part).strip()
    ]
    feed.left_out = Counter("custom field" for entry in feed.entries for _ in _custom_fields(xml, entry.element))
    feed.entries = [each for entry in feed.entries for each in _with_comments(xml, _post(xml, entry, authors))]
    return feed


def _authors(xml: str, channel: Element) -> Iterator[tuple[str, str]]:
    """Yield the name under which each author signs in, and the one that readers see."""
    for author in channel.all("wp:author", "wp:wp_author"):
        shown = said(xml, author, "wp:author_display_name")
        if shown:
            yield said(xml, author, "wp:author_login"), shown


def _post(xml: str, entry: Entry, authors: dict[str, str]) -> Entry:
    item = entry.element
    type, status, id = (said(xml, item, f"wp:{name}") for name in ("post_type", "status", "post_id"))
    entry.kind, entry.date_basis = KINDS.get(type or "post", ""), "export"
    entry.state = NOT_DOCUMENTS.get(type, "") or _state(xml, item, status)
    entry.id = entry.id or id
    # the day on the blog's own clock; pubDate is that of Greenwich
    entry.date = _unless_zero(said(xml, item, "wp:post_date")) or _unless_zero(entry.date)
    if entry.author in authors:  # the name for signing in is no one else's business
        entry.lines = [line for line in entry.lines if line != f"creator: {entry.author}"]
        entry.author = authors[entry.author]
        entry.lines.insert(0, f"author: {entry.author}")
    entry.names = [
        _last(said(xml, item, "wp:post_name")),
        *entry.names[:1],
        f"post-{id}" if id else "",
        *entry.names[1:],
    ]
    _take_words(xml, entry)
    entry.lines += [f"status: {status}"] if entry.state == "draft" else []
    return entry


def _take_words(xml: str, entry: Entry) -> None:
    """Give a post its content, which WordPress makes paragraphs of when it is shown, and its excerpt."""
    content, excerpt = entry.element.first("content:encoded"), entry.element.first("excerpt:encoded")
    texts = [Words(markup(xml, each), "wordpress") if each else Words("", "html") for each in (content, excerpt)]
    others = [each for each in (entry.body, *entry.summaries) if each]
    entry.take([*texts, *others])
    entry.lines = [line for line in entry.lines if not line.startswith("encoded: ")]


def _state(xml: str, item: Element, status: str) -> str:
    """Return what keeps a post from readers; one that the file breaks off may yet have said that it is a draft."""
    if not item.is_whole or status not in ("", "publish", "inherit"):
        return "draft"
    return "protected" if said(xml, item, "wp:post_password") else ""


def _unless_zero(date: str) -> str:
    return "" if date.startswith("0000-00-00") or " -0001 " in date else date


def _last(slug: str) -> str:
    return last_part(f"/{slug}") if slug else ""


def _custom_fields(xml: str, item: Element) -> Iterator[Element]:
    """Yield the fields that a person added: what a theme shows of them is not known. Plugins' own begin with _."""
    for each in item.all("wp:postmeta"):
        key = said(xml, each, "wp:meta_key")
        if key and not key.startswith("_"):
            yield each


def _with_comments(xml: str, post: Entry) -> Iterator[Entry]:
    yield post
    if post.state not in NOT_DOCUMENTS.values():
        for each in post.element.all("wp:comment"):
            yield _comment(xml, each, post)


def _comment(xml: str, element: Element, post: Entry) -> Entry:
    id = said(xml, element, "wp:comment_id")
    approved = said(xml, element, "wp:comment_approved") == "1" and element.is_whole and not post.state
    comment = Entry(element, "comment", "" if approved else "unapproved", replies_to=post.id, date_basis="export")
    comment.author = said(xml, element, "wp:comment_author")
    comment.date = _unless_zero(said(xml, element, "wp:comment_date"))
    comment.names = [id]
    content = element.first("wp:comment_content")
    comment.body = Words(markup(xml, content), "wordpress") if content else None
    type = said(xml, element, "wp:comment_type")
    found = (("author", comment.author), ("date", comment.date), ("in reply to", post.title), ("type", type))
    comment.lines = [f"{name}: {value}" for name, value in found if value]
    return comment
