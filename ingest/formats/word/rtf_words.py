"""What the control words of RTF do that are no signs: they begin groups, name fonts, code pages and styles, and end paragraphs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ingest.formats.word.rtf_text import ABOUT, FIELD, FONTS, NUMBER, SHOWN, SKIPPED, STYLES, TITLE
from ingest.formats.word.rtf_tokens import CHARSETS, SYMBOL, SYMBOL_CHARSET, codec_of

if TYPE_CHECKING:
    from ingest.formats.word.rtf_reader import Reader

Action = Callable[["Reader", int | None], None]
MOST_SKIPPED = 100  # characters that stand for one
# what the words of a group are that begins with these
TARGETS = {
    "fonttbl": FONTS, "stylesheet": STYLES, "listtext": NUMBER, "pntext": NUMBER, "fldinst": FIELD, "info": ABOUT, "title": TITLE, "ud": SHOWN,
}  # fmt: skip
# texts of their own, and what they are
TEXTS = {
    "footnote": "note", "annotation": "comment of the file", "shptxt": "box", "dptxbxtext": "box",
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "page header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "page footer"),
}  # fmt: skip
NOT_READ = frozenset(
    (
        "colortbl", "pict", "objdata", "objclass", "objname", "nonshppict", "listtable", "listoverridetable", "filetbl", "revtbl", "template",
        "fchars", "lchars", "bkmkstart", "bkmkend", "xe", "tc", "tcn", "sp", "shprslt", "nonesttables", "upr", "pn", "private", "pntxta", "pntxtb",
        "atnid", "atnauthor", "atndate", "atnref", "atntime", "atnicn", "atrfstart", "atrfend", "ftnsep", "ftnsepc", "ftncn", "aftnsep",
        "aftnsepc", "aftncn", "mmathPict", "ffname", "ffdeftext", "ffformat", "ffhelptext", "ffstattext",
    )
)  # fmt: skip
# groups that programs may pass over (\*), and that are looked into
LOOKED_INTO = frozenset(("shpinst", "shppict", "moMath", "moMathPara", "do", *TARGETS, *TEXTS))


def _paragraph(reader: Reader, _: int | None) -> None:
    reader.end_paragraph()


def _cell(reader: Reader, _: int | None) -> None:
    if reader.state.target == SHOWN:
        reader.state.in_table = True
        reader.end_paragraph()
        reader.text.row.append(reader.text.cell)
        reader.text.cell = []


def _inner_cell(reader: Reader, _: int | None) -> None:
    reader.state.in_table = True
    reader.end_paragraph()


def _row(reader: Reader, _: int | None) -> None:
    if not reader.text.row:
        return
    if "".join(reader.text.here.shown).strip():  # the last cell has no end
        reader.state.in_table = True
        reader.end_paragraph()
    reader.text.end_row()


def _character(reader: Reader, value: int | None) -> None:
    """Take half of a character of UTF-16; what is said for programs that do not know it is passed over."""
    if value is not None and reader.state.target not in (SKIPPED, FONTS, ABOUT):
        reader.units.append(value & 0xFFFF)
        reader.placed()
    reader.skip = reader.state.skips


def _skips(reader: Reader, value: int | None) -> None:
    reader.state.skips = min(max(value if value is not None else 1, 0), MOST_SKIPPED)


def _font(reader: Reader, value: int | None) -> None:
    reader.state.font = value


def _usual_font(reader: Reader, value: int | None) -> None:
    reader.usual = value or 0


def _charset(reader: Reader, value: int | None) -> None:
    _know(reader, SYMBOL if value == SYMBOL_CHARSET else CHARSETS.get(-1 if value is None else value))


def _font_page(reader: Reader, value: int | None) -> None:
    _know(reader, codec_of(value))


def _know(reader: Reader, codec: str | None) -> None:
    if reader.state.target == FONTS and reader.state.font is not None and codec:
        reader.fonts[reader.state.font] = codec


def _page(reader: Reader, value: int | None) -> None:
    reader.codec = codec_of(value) or reader.codec


def _style(reader: Reader, value: int | None) -> None:
    reader.state.style = value or 0


def _outline(reader: Reader, value: int | None) -> None:
    reader.state.outline = value
    if reader.state.target == STYLES and value is not None:
        reader.outlines[reader.state.style] = value


def _usual_paragraph(reader: Reader, _: int | None) -> None:
    reader.state.style, reader.state.outline, reader.state.in_table = 0, None, False


def _usual_words(reader: Reader, _: int | None) -> None:
    state = reader.state
    state.hidden = state.deleted = state.inserted = False
    state.font = None


def _switch(name: str) -> Action:
    """Return what switches something on, and off with a 0 behind it."""
    return lambda reader, value: setattr(reader.state, name, value != 0)


def _codec(name: str) -> Action:
    return lambda reader, _: setattr(reader, "codec", name)


WORDS: dict[str, Action] = {
    "par": _paragraph, "sect": _paragraph, "cell": _cell, "nestcell": _inner_cell, "row": _row, "u": _character, "uc": _skips,
    "f": _font, "deff": _usual_font, "fcharset": _charset, "cpg": _font_page, "ansicpg": _page,
    "mac": _codec("mac_roman"), "pc": _codec("cp437"), "pca": _codec("cp850"), "s": _style, "outlinelevel": _outline,
    "pard": _usual_paragraph, "plain": _usual_words, "intbl": _switch("in_table"), "v": _switch("hidden"),
    "deleted": _switch("deleted"), "revised": _switch("inserted"),
}  # fmt: skip
