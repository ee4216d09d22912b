"""Words of a workbook of Excel that stand beside its cells: in comments, boxes, charts, above and below each page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.formats.package import Element, Package
from ingest.formats.sheets.sheet import COMMENT, Sheet
from ingest.formats.slides.pptx_shapes import inside, name_of, words_in

# "_x000D_": a character that XML has no room for (ECMA-376, part 1, 22.9.2.19)
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# "&L", '&"Arial,Bold"', "&12", "&P": where what stands in a header, how, and what a program puts there
CODE = re.compile(r'&(?:"[^"]*"|\d+|K[0-9A-F]{6}|.)', re.IGNORECASE)
CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
RUNNING = {"Header": "page header", "Footer": "page footer"}
DIAGRAM = "diagram"
OBJECTS = ("oleObject", "package")  # other documents in a sheet


def plain(words: str) -> str:
    """Return words without the escapes that Excel writes for signs that XML has no room for."""
    if "_x" not in words:
        return words
    return CONTROL.sub("\ufffd", ESCAPED.sub(lambda found: chr(int(found[1], 16)), words).replace("\r\n", "\n"))


def runs(item: Element) -> Iterator[str]:
    """Yield the words of a string, without those that only say how they are spoken."""
    for each in item:
        if name_of(each) == "t":
            yield plain(each.text or "")
        elif name_of(each) == "r":
            yield from (plain(words.text or "") for words in inside(each, "t"))


def running(element: Element) -> Iterator[tuple[str, str]]:
    """Yield what stands above and below the pages of a sheet, each once."""
    told: dict[tuple[str, str], None] = {}
    for each in element:
        name = next((name for end, name in RUNNING.items() if name_of(each).endswith(end)), None)
        words = " ".join(CODE.sub(" ", (each.text or "").replace("&&", "＆")).replace("＆", "&").split())
        if name and words:
            told[name, words] = None
    yield from told


def beside(sheet: Sheet, part: str, package: Package) -> None:
    """Add to a sheet what its comments, boxes, charts and links say."""
    for name in package.related(part, "comments"):
        root = package.part(name)
        for each in inside(root, "commentList", "comment") if root is not None else ():
            _comment(sheet, each)
    for name in package.related(part, "threadedComment"):
        root = package.part(name)
        for each in inside(root, "threadedComment") if root is not None else ():
            _comment(sheet, each)
    for name in package.related(part, "drawing"):
        _drawing(sheet, name, package)
    sheet.objects += sum(len(package.related(part, kind)) for kind in OBJECTS)
    for address in dict.fromkeys(package.related(part, "hyperlink")):
        sheet.behind.append(("link of the file", " ".join(address.split())))


def _comment(sheet: Sheet, comment: Element) -> None:
    words = "".join(each.text or "" for each in comment.iter("{*}t", "{*}text") if not len(each)).strip()
    if words:
        sheet.behind.append((COMMENT, f"{comment.get('ref', '')}: {plain(words)}"))


def _drawing(sheet: Sheet, name: str, package: Package) -> None:
    root = package.part(name)
    if root is None:
        return
    for shape in root.iter("{*}sp"):
        sheet.texts += [words for body in inside(shape, "txBody") if (words := words_in(body).strip())]
    sheet.pictures += sum(1 for _ in root.iter("{*}blip"))
    for part in package.related(name, "chart"):
        chart = package.part(part)
        if chart is not None:
            lines = [words_in(each) if name_of(each) == "p" else each.text or "" for each in chart.iter("{*}p", "{*}v")]
            sheet.behind.append((DIAGRAM, " ".join(" ".join(lines).split())))
