"""The Word file of the sample archive: `python -m tests.formats.docx.directions > sources/directions.docx`."""

from __future__ import annotations

import sys

from tests.formats.docx.writer import docx, levels, num, p, t

STYLES = """\
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>
"""
NOTE = '<w:r><w:footnoteReference w:id="1"/></w:r>'


def _row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in cells) + "</w:tr>"


ROTAS = "The Federation shall search for the rotas of the Humber and Tyne region for October and November 2018"
BODY = "".join(
    [
        p("Directions for the hearing", "Title"),
        p("Ollerton, Bains and Petrie v Federation of Harbour and Market Workers"),
        p("Before Mrs Hilary Penhallow, Adjudicator, on 4 February 2019"),
        p("What the parties shall do", "Heading1"),
        p("Each party shall send the others, by noon on Monday 18 February 2019:", numbered=(1, 0)),
        p("every statement on which it means to rely, signed;", numbered=(1, 1)),
        p("one bundle, with its pages numbered, and one only.", numbered=(1, 1)),
        p(t(ROTAS) + NOTE + t(", and shall say where it has looked."), numbered=(1, 0)),
        p("How the hearing will go", "Heading1"),
        p(
            "The hearing is in public, as far as there are chairs. A witness who cannot come should say why. "
            "A witness who would rather not come has not said why. The time is divided as follows:"
        ),
        "<w:tbl>",
        _row("Day", "Whose witnesses", "Hours"),
        _row("1", "The complainants’", "5"),
        _row("2", "Fairlead’s", "4"),
        _row("3", "The Federation’s", "5"),
        "</w:tbl>",
        p("The radiators in the room are not under the control of the Adjudicator."),
        p("Hilary Penhallow"),
    ]
)


def written() -> bytes:
    """Return the bytes of the file, the same on every machine."""
    return docx(
        BODY,
        numbering=levels(("decimal", "%1."), ("lowerLetter", "(%2)")) + num(1),
        styles=STYLES,
        footnotes=f'<w:footnote w:id="1">{p("Asked for by the complainants on 21 January 2019.")}</w:footnote>',
        header1=p("Office of the Adjudicator for Union Elections"),
        footer1=p("Directions of 4 February 2019"),
    )


if __name__ == "__main__":
    sys.stdout.buffer.write(written())
