"""Bundles: several documents in one file, each on pages of its own: a person declares where they begin, and is told where they may."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import ArchiveError
from tests.archives import built, rows, run
from tests.formats.pdf.writer import pdf, set_page

INDEX = ["TRIAL BUNDLE: INDEX", "", "1. Letter to the works council", "2. Exhibit AQ1", "3. Minutes"]
LETTER = [
    "3 April 2019",
    "",
    "Dear Mr Fenn,",
    "",
    "The kettle is still gone, and nobody has said where.",
    "",
    "Ada Quill",
]
SLIP = ["", "", "Exhibit AQ1"]
MAIL = [
    "From: Ada Quill <ada@quay.example>",
    "Sent: 05 April 2019 22:10",
    "To: Tobias Fenn",
    "Subject: Kettle",
    "",
    "I have looked in the loft.",
]
MINUTES = [
    "Minutes of the meeting of the works council held on 9 April 2019",
    "",
    "Present: Mr Fenn (chair), Ms Quill, Mr Lomax.",
    "",
    "1. Kettle. It was resolved that a kettle be bought.",
]
GO_ON = ["It stood beside the scales for eleven years.", "", "On Friday it was gone."]
DECLARED = """\
title: Trial bundle
file: bundle.pdf
hints:
  documents:
    - {page: 2, title: Letter to the works council}
    - {page: 3, kind: e-mail}
    - {page: 5, kind: minutes, date: 2019-04-09}
"""


def bundle(*pages: list[str]) -> bytes:
    return pdf([set_page(page) for page in pages])


WHOLE = bundle(INDEX, LETTER, SLIP, MAIL, MINUTES)


def test_declared(tmp_path: Path) -> None:
    """Each document that is declared is one, with an id made of its page; what stands above the first is one too."""
    db = built(tmp_path, bundle__pdf=WHOLE, bundle__yml=DECLARED)
    assert rows(db, "select id, kind, title, published_date from documents order by position") == [
        ("bundle", "document", None, None),
        ("bundle-page-2", "document", "Letter to the works council", "2019-04-03"),
        ("bundle-page-3", "e-mail", None, None),
        ("bundle-page-5", "minutes", "Minutes of the meeting of the works council held on 9 April 2019", "2019-04-09"),
    ]
    assert rows(db, "select text, locator from passages where document_id = 'bundle-page-2' order by position") == [
        ("3 April 2019", "p 2"),
        ("Dear Mr Fenn,", "p 2"),
        ("The kettle is still gone, and nobody has said where.", "p 2"),
        ("Ada Quill", "p 2"),
    ]
    assert run("verify", db).exit_code == 0


def test_mails_within(tmp_path: Path) -> None:
    """E-mails that stand in a bundle are read as e-mails that are printed by themselves are."""
    declared = "title: Trial bundle\nfile: bundle.pdf\nhints: {documents: [{page: 2}, {page: 4}, {page: 5}]}\n"
    db = built(tmp_path, bundle__pdf=WHOLE, bundle__yml=declared)
    assert rows(db, "select id, title, author, published_date from documents where kind = 'e-mail'") == [
        ("bundle-page-4-2019-04-05-221000", "Kettle", "Ada Quill", "2019-04-05")
    ]


def test_proposed(tmp_path: Path) -> None:
    """Pages on which another document may begin are told, and proposed as hints; a page that only goes on is not."""
    file = tmp_path / "bundle.pdf"
    file.write_bytes(bundle(INDEX, LETTER, GO_ON, SLIP, MAIL, MINUTES))
    told = run("describe", file).stdout
    assert [line.split()[-1] for line in told.splitlines() if "- page:" in line] == ["2", "4", "5", "6"]
    assert "problem" not in told.casefold()
    db = built(tmp_path, bundle__pdf=file.read_bytes())
    assert rows(db, "select count(*) from problems where reason like 'another document may begin on page%'") == [(4,)]


@pytest.mark.parametrize(
    "pages",
    [
        pytest.param([LETTER, GO_ON, GO_ON], id="a letter of three pages"),
        pytest.param([MINUTES, [MINUTES[0], *GO_ON]], id="a head that stands on both pages"),
        pytest.param([GO_ON, ["Appendix 1", *GO_ON]], id="an appendix of a report"),
    ],
)
def test_not_proposed(pages: list[list[str]], tmp_path: Path) -> None:
    """Nothing is proposed for one document of several pages."""
    file = tmp_path / "one.pdf"
    file.write_bytes(bundle(*pages))
    assert "page:" not in run("describe", file).stdout


@pytest.mark.parametrize(
    ("hints", "fault"),
    [
        ("[{page: 9}]", "hints: documents: it has no page 9; count its pages from 1, as a program shows them."),
        ("[{page: 3}, {page: 2}]", "page 2 stands below page 3; name each page once, in order"),
    ],
    ids=["too far", "not in order"],
)
def test_wrong_pages(hints: str, fault: str, tmp_path: Path) -> None:
    """A page that there is not, or one that stands below a later one, is a mistake."""
    declared = f"title: Trial bundle\nfile: bundle.pdf\nhints: {{documents: {hints}}}\n"
    with pytest.raises(ArchiveError, match=fault):
        built(tmp_path, bundle__pdf=WHOLE, bundle__yml=declared)


def test_no_pages(tmp_path: Path) -> None:
    """A text without pages cannot be divided so."""
    declared = "title: Note\nfile: note.txt\nhints: {documents: [{page: 1}]}\n"
    with pytest.raises(ArchiveError, match="its text has no pages"):
        built(tmp_path, note__txt="It is back.\n", note__yml=declared)


def test_a_page_without_words(tmp_path: Path) -> None:
    """Where a document should begin on a page that has no words, that is told."""
    declared = "title: Trial bundle\nfile: bundle.pdf\nhints: {documents: [{page: 2}, {page: 3}]}\n"
    db = built(tmp_path, bundle__pdf=bundle(INDEX, [], LETTER), bundle__yml=declared)
    assert rows(db, "select id from documents") == [("bundle",), ("bundle-page-3",)]
    ((reason,),) = rows(db, "select reason from problems")
    assert reason.startswith("hints: documents: nothing is read on page 2")


def test_posts_in_a_bundle(tmp_path: Path) -> None:
    """The titles of posts may be declared beside the documents: each is looked for where it stands, and one that stands nowhere is told."""
    blog = ["Friday, 12 April 2019", "", "The kettle", "", "It is back.", "", "Rust", "", "There is rust in it."]
    declared = "title: B\nfile: bundle.pdf\nhints: {documents: [{page: 2}], posts: [{title: Rust}]}\n"
    built(tmp_path / "a", bundle__pdf=bundle(INDEX, blog), bundle__yml=declared)
    with pytest.raises(ArchiveError, match="no line reads `Moss`"):
        built(tmp_path / "b", bundle__pdf=bundle(INDEX, blog), bundle__yml=declared.replace("Rust", "Moss"))
