"""How a page says what it shows, for search engines and Zotero: as JSON-LD of schema.org, and in meta elements."""

from __future__ import annotations

from json import dumps

from ingest.pages.citations import Citation, kind_of, line_of, parts_of


def json_ld(cited: Citation) -> str:
    """Return what schema.org says of it, as it may stand in a script element: no sign in it can end one."""
    fields = {
        "@context": "https://schema.org",
        "@type": kind_of(cited)[3],
        "@id": cited.address,
        "url": cited.address,
        "name": cited.name,
        "headline": cited.name if kind_of(cited)[3] in ("NewsArticle", "BlogPosting") else None,
        "author": {"@type": "Thing", "name": line_of(cited.author)} if cited.author else None,
        "publisher": {"@type": "Organization", "name": line_of(cited.publisher)} if cited.publisher else None,
        "datePublished": cited.date if parts_of(cited.date) and "/" not in (cited.date or "") else None,
        "inLanguage": cited.language,
        "isBasedOn": cited.published_url,
        "license": cited.licence if (cited.licence or "").startswith("https://") else None,
        "text": cited.quoted,
        "isPartOf": {"@type": "Collection", "name": line_of(cited.archive), "version": line_of(cited.edition)},
    }
    found = dumps({name: value for name, value in fields.items() if value}, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        found = found.replace(sign, f"\\u{ord(sign):04x}")
    return found


def meta(cited: Citation) -> list[tuple[str, str]]:
    """Return the names and contents of meta elements, by which Zotero and search engines know what a page is.

    They are those of Highwire Press (https://scholar.google.com/intl/en/scholar/inclusion.html) and Dublin Core.
    """
    parts = parts_of(cited.date)
    day = "/".join(filter(None, parts[0])) if parts else None
    fields = [
        ("citation_title", cited.name),
        ("citation_author", cited.author),
        ("citation_publication_date", day),
        ("citation_publisher", cited.publisher),
        ("citation_language", cited.language),
        ("citation_public_url", cited.address),
        ("DC.title", cited.name),
        ("DC.creator", cited.author),
        ("DC.date", cited.date),
        ("DC.publisher", cited.publisher),
        ("DC.language", cited.language),
        ("DC.identifier", cited.address),
        ("DC.source", cited.published_url),
        ("DC.rights", cited.licence),
        ("DC.isPartOf", cited.held_in),
    ]
    return [(name, line_of(value)) for name, value in fields if value]
