"""The old Word document of the sample archive: `python -m tests.formats.samples` writes it."""

from __future__ import annotations

from tests.formats.doc.writer import doc, level, p, row, style

STYLES = (style(0, "Normal"), style(1, "heading 1", 0), style(62, "Title", 0))
HEADING, TITLE = 1, 2
ORDERS = (level(0, "%1."), level(4, "(%2)"))
FIRST, SECOND = (1, 0), (1, 1)


def written() -> bytes:
    """Return the document, the same bytes on every machine."""
    return doc(
        p("Orders for the use of Number Two Shed", style=TITLE),
        p("Humber Fish Dock and Markets Branch, March 2016"),
        p("The stove", style=HEADING),
        p("The stove goes up the stair in October and comes down in May, and:", numbered=FIRST),
        p("whoever carries it up has the choice of chair until Christmas;", numbered=SECOND),
        p("whoever carries it down has the choice of window.", numbered=SECOND),
        p("Nobody dries a coat on it while the treasurer is speaking.\x02", numbered=FIRST),
        p("The keys", style=HEADING),
        p("There are three keys. Whoever has one opens the shed ten minutes before a meeting, and leaves when the last chair is back.", numbered=FIRST),
        *row("Key", "Who has it", "Hangs"),
        *row("Front", "Secretary", "behind the kettle"),
        *row("Stair", "Treasurer", "on the nail"),
        *row("Cupboard", "Whoever had it last", "nowhere"),
        p("A key that is lost is paid for by the branch, once.", numbered=FIRST),
        p("Lucy Fenwick, for the branch committee"),
        styles=STYLES,
        lists=(ORDERS,),
        uses=((0, {}),),
        notes=((p("\x02 Added after the meeting of January 2016."),),),
        headers=("", "", "", "To hang beside the door", "", ""),
    )  # fmt: skip
