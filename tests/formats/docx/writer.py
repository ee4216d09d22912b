"""Small Word files for tests, written part by part."""

from __future__ import annotations

import zipfile
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'


def docx(body: str, links: tuple[str, ...] = (), **parts: str) -> bytes:
    """Return a Word file with this body; `parts` are its other parts (numbering, styles, footnotes, header1 …)."""
    related = [(name.rstrip("0123456789"), f"{name}.xml", "") for name in parts]
    related += [("hyperlink", address, ' TargetMode="External"') for address in links]
    files: dict[str, str | bytes] = {
        "_rels/.rels": f'<Relationships {RELATIONS}><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f"<Relationships {RELATIONS}>"
        + "".join(
            f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
            for n, (kind, target, mode) in enumerate(related, 1)
        )
        + "</Relationships>",
    }
    for name, inner in parts.items():
        root = {"header": "hdr", "footer": "ftr"}.get(name.rstrip("0123456789"), name)
        files[f"word/{name}.xml"] = f"<w:{root} {NAMES}>{inner}</w:{root}>"
    return package(files)


def package(files: dict[str, str | bytes], packed: int = zipfile.ZIP_STORED) -> bytes:
    """Return a package; as it is not packed if not asked for, it is the same bytes on every machine."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as written:
        for name, words in files.items():
            written.writestr(zipfile.ZipInfo(name), words, packed)
    return held.getvalue()


def p(words: str, style: str = "", numbered: tuple[int, int] | None = None) -> str:
    """Return a paragraph; `words` may be runs, `numbered` is its list and its level."""
    inner = words if words.startswith("<") else f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbered:
        named += f'<w:numPr><w:ilvl w:val="{numbered[1]}"/><w:numId w:val="{numbered[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{named}</w:pPr>{inner}</w:p>"


def t(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def levels(*shapes: tuple[str, str], id: int = 1, more: str = "") -> str:
    """Return a list, `shapes` being the form and the pattern of each of its levels; `more` goes into every level."""
    return (
        f'<w:abstractNum w:abstractNumId="{id}">'
        + "".join(
            f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/>{more}</w:lvl>'
            for n, (form, pattern) in enumerate(shapes)
        )
        + "</w:abstractNum>"
    )


def num(id: int, abstract: int = 1, inner: str = "") -> str:
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{abstract}"/>{inner}</w:num>'
