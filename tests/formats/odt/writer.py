"""Small OpenDocument texts for tests, written part by part."""

from __future__ import annotations

from zipfile import ZIP_STORED

from tests.formats.docx.writer import package

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = " ".join(
    [
        *(f'xmlns:{name}="{OASIS}:{name}:1.0"' for name in ("text", "table", "office", "style", "meta", "manifest")),
        f'xmlns:draw="{OASIS}:drawing:1.0"', f'xmlns:fo="{OASIS}:xsl-fo-compatible:1.0"', 'xmlns:dc="http://purl.org/dc/elements/1.1/"',
        'xmlns:xlink="http://www.w3.org/1999/xlink"', 'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"',
    ]
)  # fmt: skip


def odt(
    body: str, own: str = "", styles: str = "", masters: str = "", meta: str = "", packed: int = ZIP_STORED
) -> bytes:
    """Return a text with this body; `own` are its automatic styles, `styles` the others, `masters` its headers and footers."""
    return package(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {NAMES}><office:automatic-styles>{own}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {NAMES}><office:styles>{styles}</office:styles>"
            f"<office:master-styles>{masters}</office:master-styles></office:document-styles>",
            "meta.xml": f"<office:document-meta {NAMES}><office:meta>{meta}</office:meta></office:document-meta>",
            "META-INF/manifest.xml": f"<manifest:manifest {NAMES}/>",
        },
        packed,
    )


def fodt(body: str, own: str = "", styles: str = "", meta: str = "") -> bytes:
    """Return a text in one file of XML."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {NAMES}><office:meta>{meta}</office:meta>'
        f"<office:styles>{styles}</office:styles><office:automatic-styles>{own}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    ).encode()


def p(words: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def h(words: str, level: int = 1, more: str = "") -> str:
    return f'<text:h text:outline-level="{level}" {more}>{words}</text:h>'


def items(*inner: str, style: str = "", more: str = "") -> str:
    """Return a list with one item for each of `inner`."""
    named = f' text:style-name="{style}"' if style else ""
    return (
        f"<text:list{named} {more}>"
        + "".join(f"<text:list-item>{each}</text:list-item>" for each in inner)
        + "</text:list>"
    )


def levels(name: str, *shapes: str, kind: str = "list") -> str:
    """Return a kind of list, `shapes` being the attributes of each of its levels; one that begins with `•` is a bullet."""
    inner = ""
    for n, shape in enumerate(shapes, 1):
        if kind == "outline":
            inner += f'<text:outline-level-style text:level="{n}" {shape}/>'
        elif shape.startswith("•"):
            inner += f'<text:list-level-style-bullet text:level="{n}" text:bullet-char="{shape[1:]}"/>'
        else:
            inner += f'<text:list-level-style-number text:level="{n}" {shape}/>'
    return f'<text:{kind}-style style:name="{name}">{inner}</text:{kind}-style>'


def number(form: str, behind: str = "", before: str = "", more: str = "") -> str:
    """Return the attributes of a level."""
    return f'style:num-format="{form}" style:num-suffix="{behind}" style:num-prefix="{before}" {more}'


def style(name: str, based: str = "", more: str = "", inner: str = "", family: str = "paragraph") -> str:
    parent = f'style:parent-style-name="{based}"' if based else ""
    return f'<style:style style:name="{name}" style:family="{family}" {parent} {more}>{inner}</style:style>'
