"""Files that hold words which no format reads, and what to do so that they are read."""

from __future__ import annotations

import os

NO_FORMAT = "no format reads this file"
AS_DOCX = "save it as .docx"
UNPACK = "unpack it, or pack it as .zip"

# what to do with a file of words, by its suffix
ADVICE = {
    **dict.fromkeys((".pages", ".wpd", ".wps", ".sxw"), AS_DOCX),
    **dict.fromkeys((".7z", ".rar", ".lzma", ".lz", ".lz4", ".z", ".br", ".cab", ".sit", ".sitx", ".dmg"), UNPACK),
    **dict.fromkeys((".mobi", ".azw", ".azw3", ".fb2", ".lit"), "save it as .epub"),
    **dict.fromkeys((".numbers", ".xlsb", ".sxc", ".wks", ".wk1", ".123"), "save it as .xlsx"),
    ".pst": "export it as .mbox",
    ".djvu": "make a PDF with a text layer of it",
    ".tex": "make a PDF or a plain text of it",
    ".ipynb": "save it as .md or .html",
    **dict.fromkeys((".ppt", ".pps", ".pot", ".key"), "save it as .pptx"),
    **dict.fromkeys((".textile", ".creole", ".docbook", ".dbk"), "save it as .md or .html"),
}


def why_not_read(file_name: str) -> str:
    """Return why no format reads a file of this name, and what to do where it holds words."""
    advice = ADVICE.get(os.path.splitext(file_name)[1].lower())
    return f"{NO_FORMAT}; {advice}" if advice else NO_FORMAT
