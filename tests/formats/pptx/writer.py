"""Small presentations for tests, written part by part."""

from __future__ import annotations

from dataclasses import dataclass, field
from zipfile import ZIP_STORED

from tests.formats.docx.writer import OFFICE, RELATIONS, package

NAMES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{OFFICE}" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
Relation = tuple[str, str]  # what it is, and its target


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide: its shapes, what its speaker noted, what is said of it in comments, further parts, and addresses that it links to."""

    shapes: str
    notes: str = ""
    comments: str = ""
    parts: dict[str, str] = field(default_factory=dict)  # "diagramData", "chart" -> what stands in it
    links: tuple[str, ...] = ()
    more: str = ""  # attributes: 'show="0"'


def pptx(*slides: Slide | str, layout: str = "", master: str = "", first: str = "", packed: int = ZIP_STORED) -> bytes:
    """Return a presentation; `layout` and `master` are the shapes of the layout that all slides have, and of the master above it."""
    files: dict[str, str | bytes] = {
        "_rels/.rels": _relations(("officeDocument", "ppt/presentation.xml")),
        "ppt/slideLayouts/layout1.xml": _tree("sldLayout", layout),
        "ppt/slideLayouts/_rels/layout1.xml.rels": _relations(("slideMaster", "../slideMasters/master1.xml")),
        "ppt/slideMasters/master1.xml": _tree("sldMaster", master),
    }
    for n, given in enumerate(slides, 1):
        slide = given if isinstance(given, Slide) else Slide(given)
        related = [("slideLayout", "../slideLayouts/layout1.xml"), *(("hyperlink", each) for each in slide.links)]
        parts = {f"ppt/slides/{kind}{n}.xml": (kind, inner) for kind, inner in slide.parts.items()}
        if slide.notes:
            parts[f"ppt/slides/notes{n}.xml"] = ("notesSlide", _tree("notes", slide.notes))
        if slide.comments:
            parts[f"ppt/slides/comments{n}.xml"] = ("comments", f"<p:cmLst {NAMES}>{slide.comments}</p:cmLst>")
        files |= {name: inner for name, (_, inner) in parts.items()}
        files[f"ppt/slides/slide{n}.xml"] = _tree("sld", slide.shapes, slide.more)
        files[f"ppt/slides/_rels/slide{n}.xml.rels"] = _relations(
            *related, *((kind, f"/{name}") for name, (kind, _) in parts.items())
        )
    ids = "".join(f'<p:sldId id="{255 + n}" r:id="r{n}"/>' for n in range(1, len(slides) + 1))
    files["ppt/presentation.xml"] = f"<p:presentation {NAMES} {first}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>"
    files["ppt/_rels/presentation.xml.rels"] = _relations(
        *(("slide", f"slides/slide{n}.xml") for n in range(1, len(slides) + 1))
    )
    return package(files, packed)


def _relations(*related: Relation) -> str:
    away = ' TargetMode="External"'
    each = (
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{target}"{away if kind == "hyperlink" else ""}/>'
        for n, (kind, target) in enumerate(related, 1)
    )
    return f"<Relationships {RELATIONS}>{''.join(each)}</Relationships>"


def _tree(name: str, shapes: str, more: str = "") -> str:
    if shapes.startswith("<p:cSld"):
        return f"<p:{name} {NAMES} {more}>{shapes}</p:{name}>"
    return f"<p:{name} {NAMES} {more}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:{name}>"


def shape(*paragraphs: str, role: str | None = None, index: str = "", style: str = "") -> str:
    """Return a shape; `role` is the place of the layout that it fills, an empty one for that of any content."""
    named = (f' type="{role}"' if role else "") + (f' idx="{index}"' if index else "")
    place = "" if role is None else f"<p:ph{named}/>"
    inner = "".join(each if each.startswith("<a:p>") else p(each) for each in paragraphs)
    return f"<p:sp><p:nvSpPr><p:nvPr>{place}</p:nvPr></p:nvSpPr><p:txBody><a:bodyPr/><a:lstStyle>{style}</a:lstStyle>{inner}</p:txBody></p:sp>"


def p(words: str, level: int = 0, mark: str = "") -> str:
    """Return a paragraph; `words` may be runs, `mark` says how it is marked ("buNone/", 'buAutoNum type="arabicPeriod"/')."""
    inner = words if words.startswith("<") else f"<a:r><a:t>{words}</a:t></a:r>"
    said = f"<a:{mark}>" if mark else ""
    return f'<a:p><a:pPr lvl="{level}">{said}</a:pPr>{inner}</a:p>'


def table(*rows: tuple[str, ...]) -> str:
    """Return a table; a cell that begins with `<` is written as it is."""
    cells = (
        "".join(each if each.startswith("<a:tc") else f"<a:tc><a:txBody>{p(each)}</a:txBody></a:tc>" for each in row)
        for row in rows
    )
    inner = "".join(f"<a:tr>{each}</a:tr>" for each in cells)
    return (
        f"<p:graphicFrame><a:graphic><a:graphicData><a:tbl>{inner}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )
