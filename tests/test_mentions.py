"""Mentions: a name is linked to the only one it can mean, or to nobody."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.declarations.archive import Archive, Organisation, Person
from ingest.links.mentions import Mention, link
from ingest.links.names import Names
from ingest.parse import Parsed
from tests.archives import built, rows
from tests.cases import Case, cases, check_slices, reading
from tests.conftest import Query
from tests.growth import assert_linear

PEOPLE = {
    "Ada Quill": ["Ms Quill", "Ada"],
    "Ada Lomax": [],
    "Tobias Fenn": ["Toby"],
    "Moira Ballard-Webb": ["Ballard-Webb"],
    "Siobhán O’Hare": [],
    "Gareth Lomax": ["G. Lomax"],
    "Lena May": [],
    "Ines Young": [],
    "Colin Stoddart": ["Mr Stoddart", "Stoddart"],
    "Maureen Stoddart": ["Sister Stoddart", "Stoddart"],
    "Joost van der Bee": [],
    "Ian Hughes": ["Hughes"],
    "Roger McKellar": [],
    "Ron Pellow": ["Pellow", "Mr Pellow"],
    "José Marín": [],
    "J. R. Hartley": [],
    "Abel Crane Jr": [],
    "Nick d’Arcy": [],
}
BODIES = {
    "Weighers’ Union": ["the Union", "WU"],
    "Harbour Gazette": ["the Gazette"],
    "Quay Gazette": ["the Gazette"],
    "Fairlead Ballot Services": ["Fairlead"],
    "Mind": [],
}
ARCHIVE = Archive(
    title="x",
    people=tuple(Person(name=name, aliases=tuple(aliases)) for name, aliases in PEOPLE.items()),
    organisations=(
        *(Organisation(name=name, aliases=tuple(aliases)) for name, aliases in BODIES.items() if name[0] != "F"),
        Organisation(id="fairlead", name="Fairlead Ballot Services", aliases=("Fairlead",)),
    ),
)
NAMES = Names(ARCHIVE)


def mentions(text: str, names: Names = NAMES, **fields: Any) -> list[Mention]:
    """Return the mentions in a text, read as one document."""
    read = reading(text, **fields)
    return list(link(Parsed(None, {"documents": [read.document], "passages": read.passages}), names))  # type: ignore[arg-type]


def who(mention: Mention) -> Any:
    return mention.person_id or mention.organisation_id or mention.candidates


@pytest.mark.parametrize("case", cases("mentions"))
def test_mentions(case: Case) -> None:
    """The mentions of a text are those the case lists, each with whom it means, or may mean."""
    found = mentions(case.text, **case.fields)
    expected = [
        (words, str(ids).replace("'", '"') if isinstance(ids, list) else ids)
        for each in case.expected
        for words, ids in each.items()
    ]
    assert [(each.text, who(each)) for each in found] == expected


def test_rows() -> None:
    """A mention is a row with its place, its passage, what it rests on, and either a link or candidates."""
    assert mentions("Fenn rang.\n\nWU and Tobias Fenn: Fenn.") == [
        Mention("doc-mention-1", "doc", "doc-p1", None, None, '["tobias-fenn"]', "surname", 0, 4, "Fenn"),
        Mention("doc-mention-2", "doc", "doc-p2", None, "weighers-union", "[]", "alias", 12, 14, "WU"),
        Mention("doc-mention-3", "doc", "doc-p2", "tobias-fenn", None, "[]", "name", 19, 30, "Tobias Fenn"),
        Mention("doc-mention-4", "doc", "doc-p2", "tobias-fenn", None, "[]", "surname", 32, 36, "Fenn"),
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Dr Ada Quill QC", "Ada Quill came."),
        ("ebay", "It was on ebay."),
        ("openPapers", "It was on openPapers."),
        ("38 Scales", "By 38 Scales."),
        ("Fenn & Sons (Hull)", "By Fenn & Sons (Hull), Ltd."),
        ("Квилл Ада", "Это: Квилл Ада."),
        ("עדה קוויל", "זאת עדה קוויל."),
        ("St. Mary’s", "By St. Mary's."),
        ("of the Quay", "men of the Quay."),
    ],
)
def test_any_shape_of_name(name: str, text: str) -> None:
    """A name may have a title, figures, signs, small letters, letters of any script."""
    found = mentions(text, Names(Archive(title="x", organisations=(Organisation(id="it", name=name),))))
    people = mentions(text, Names(Archive(title="x", people=(Person(id="it", name=name),))))
    assert [each.organisation_id for each in found] == (["it"] if "Dr" not in name else [])
    assert [each.person_id for each in people] == ["it"]


def test_nobody_known() -> None:
    """An archive that knows nobody has no mention."""
    assert mentions("Ada Quill rang.", Names(Archive(title="x"))) == []


PIECES = st.sampled_from(
    [*PEOPLE, *BODIES, *(alias for each in (*PEOPLE.values(), *BODIES.values()) for alias in each),
     *("Mr", "Ms", "Dr", "May", "the", "John", "J.", "KC", "and", "█", "-", "’s", "’", ".", ":", "(", "“", "http://", "@", "3"),
     " ", " ", " ", "\n", "\n\n", "\xa0", "\u0301", "ADA QUILL", "MR FENN", "É", "ß"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join), st.lists(PIECES, max_size=30).map(" ".join)))
def test_any_text(text: str) -> None:
    """Any text gives mentions that are slices, in order and apart, each linked once or with candidates."""
    found = mentions(text)
    end = 0
    for each in found:
        check_slices(each, text)
        assert each.start >= end
        assert each.text.strip() == each.text != ""
        assert (each.candidates == "[]") == ((each.person_id is None) != (each.organisation_id is None))
        assert not (each.person_id and each.organisation_id)
        end = each.end


@given(st.lists(st.sampled_from(sorted(PEOPLE)), min_size=1), st.randoms(use_true_random=False))
def test_planted_names_are_found(planted: list[str], chance: random.Random) -> None:
    """Whole names among words in small letters are all found, and linked."""
    words = [[chance.choice(["kettle", "scales", "and", "of", "weighed", "shelf,", "(flex)"])] for _ in planted]
    text = " ".join(" ".join([*before, name]) for before, name in zip(words, planted, strict=True))
    assert [each.text for each in mentions(text) if each.person_id and each.kind == "name"] == planted


def test_linear() -> None:
    """A text four times as long takes about four times as long, whatever stands in it."""
    for piece in (
        "Ada Quill ",
        "Quill-",
        "Ada ",
        "Mr ",
        "Ada" + " " * 50,
        "Pellow",
        "Pellow.",
        "van der ",
        "the\n",
        "May ",
    ):
        assert_linear(lambda n, piece=piece: mentions("said " + piece * n), 4_000)


def test_across_pages(tmp_path: Any) -> None:
    """A name that a page break interrupts is a mention whose place spans the page number, and whose text does not."""
    line = "The works council has considered the matter of the kettle at great length, as it\n"
    first = line * 20 + "was asked to, and has now heard at some length of the inventory of the shelf by Ada\n"
    second = "Quill, who weighed it, and of the saucer of scale that was gone by Tobias Fenn in\n" + line * 20
    text = f"{first}\nPage 1 of 3\n\f{second}\nPage 2 of 3\n\f{line * 18}and so on.\n\nPage 3 of 3\n"
    db = built(tmp_path, papers__txt=text, archive__yml="title: x\npeople: [{name: Ada Quill}, {name: Tobias Fenn}]\n")
    found = rows(db, 'select text, "start", "end" from mentions')
    assert [(words, text[start:end]) for words, start, end in found] == [
        ("Ada\nQuill", "Ada\n\nPage 1 of 3\n\fQuill"),
        ("Tobias Fenn", "Tobias Fenn"),
    ]


def test_known_again(tmp_path: Any) -> None:
    """Whoever is declared later is found in what has not changed since."""
    said = "title: x\npeople: [{name: Tobias Fenn}"
    letter = "Tobias Fenn wrote to Ada Quill about the kettle."
    db = built(tmp_path, letter__txt=letter, archive__yml=f"{said}]\n")
    assert rows(db, "select text from mentions") == [("Tobias Fenn",)]
    db = built(tmp_path, letter__txt=letter, archive__yml=f"{said}, {{name: Ada Quill}}]\n")
    assert rows(db, "select text from mentions") == [("Tobias Fenn",), ("Ada Quill",)]


def test_withheld_names_are_no_mentions(tmp_path: Any) -> None:
    """What is withheld gives no mention, neither by itself nor as the rest of a longer name."""
    db = built(
        tmp_path,
        letter__txt="So wrote Ada Quill of the hall.\n\nAda Quill Jones rang.",
        letter__yml="withhold: [{pattern: Jones, reason: privacy}, {pattern: (?<=So wrote )Ada, reason: privacy}]\n",
        archive__yml="title: x\npeople: [{name: Ada Quill, aliases: [Quill]}]\n",
    )
    assert rows(db, "select text from mentions") == []


def test_sample(sample: Query) -> None:
    """In the sample everyone but those who only give a document their name is mentioned, and one surname is left open."""
    assert sample("select distinct text, candidates from mentions where candidates <> '[]'") == [
        ("Stoddart", '["colin-stoddart", "maureen-stoddart"]')
    ]
    assert sample(
        "select name from people where id not in (select person_id from mentions where person_id is not null)"
    ) == [("Bronwen Sayle",)]
    assert (
        sample(
            "select name from organisations where id not in (select organisation_id from mentions where organisation_id is not null)"
        )
        == []
    )
