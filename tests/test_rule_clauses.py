"""Rules: the clauses of a rulebook, and the clauses that other documents quote, with their editions."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.declarations.source import Declaration, EditionHint, Hints
from ingest.formats import markdown
from ingest.grammar.numbering import marker_at
from ingest.grammar.provisions import provisions
from ingest.grammar.rule_names import is_named
from ingest.model import Document, Passage, Problem, Reading
from ingest.records import rule_clauses
from ingest.records.kinds import classify
from ingest.records.rule_clauses import RuleClause, RuleEdition
from tests.cases import Case, cases, check_slices, reading, shown
from tests.growth import assert_linear

PIECES = [
    "1. ", "2. ", "3. ", "4.1 ", "4.2 ", "4.1.1 ", "(a) ", "(b) ", "(i) ", "(ii) ", "(h) ", "(j) ", "A. ", "B. ", "I. ", "II. ",
    "§ 1 ", "§ 2 ", "Article 1 ", "Article 2 – ", "Rule 3: ", "49(a) ", "1.—(1) ", "(1A) ", "7 ", "2015. ", "“", "”", '"', "‘", "’",
    "(Handbook 2015)", "[Rule 4, Handbook]", "(Rules 2016, s 2)", "Rule 4 of the Handbook says: “", "— Rule Book 2014", "PART 1",
    "Schedule 2", "Contents", "Boats", "shall have names.", "must not", "**", "*", "> ", "# ", ":", ";", "\n", "\n", "\n", "\n\n",
    "in force from 3 May 2015", "A.1 ", "A.0 ", "B.1 ", "2bis. ", "8–10. ", "§§ 2–4 ", "1000. ", "Rule C ", "0) ", "----\n", "Notes",
    "END OF", "12A.1 ", "Rule 12A.2 ", "12B.1(a) ", "Article I, Section 1. ", "Art. II. § 2. ", "Article II, Section 2(a). ",
    "....... 4", "\t", "\xa0",
]  # fmt: skip
SOUP = st.lists(st.sampled_from(PIECES), max_size=80).map("".join)
KINDS = st.sampled_from(["rules", "document", "blog post"])


def said(record: Any) -> dict[str, str]:
    return {name: value for name, value in shown(record).items() if name not in ("position", "locator")}


def check(document: Reading) -> list[Any]:
    """Assert what holds for all rules: exact slices, ids apart, parents first, clauses in order."""
    records = list(rule_clauses.find(document))
    rows = [record for record in records if not isinstance(record, Problem)]
    ids = [row.id for row in rows]
    assert len(ids) == len(set(ids))
    assert all(id and set(id) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for id in ids)
    passages = {passage.id: passage for passage in document.passages}
    seen: set[str] = set()
    for row in rows:
        check_slices(row, document.text)
        seen.add(row.id)
        if isinstance(row, RuleClause):
            assert row.text == row.text.strip()
            assert row.number
            assert passages[row.passage_id].start <= row.start < passages[row.passage_id].end
            assert row.edition_id in seen
            assert row.parent_id is None or row.parent_id in seen
    return records


@pytest.mark.parametrize("case", cases("rule_clauses"))
def test_rule_clauses(case: Case) -> None:
    """Editions and clauses are found as a person would find them."""
    assert [said(record) for record in check(reading(case.text, **case.fields))] == case.expected


@given(st.text() | SOUP, KINDS)
def test_any_text_is_read(text: str, kind: str) -> None:
    """No text makes the finder fail, and every clause is a slice of it."""
    check(reading(text, kind=kind))


@given(SOUP, KINDS)
def test_any_markdown_is_read(text: str, kind: str) -> None:
    """Passages of Markdown hold several lines, emphasis and quotes; that makes no difference."""
    check(opened(text, kind))


def opened(text: str, kind: str = "rules", title: str | None = None) -> Reading:
    """Return a Markdown text as one document open for reading."""
    blocks = [block for block in markdown.split(text).blocks if not block.discard]
    passages = [
        Passage(f"doc-p{n}", "doc", "doc", n, b.kind, None, f"para {n}", b.start, b.end, text[b.start : b.end], b.level)
        for n, b in enumerate(blocks, 1)
    ]
    return Reading(Document("doc", "doc", 1, kind, title, end=len(text)), passages, text, Declaration())


def test_a_markdown_rulebook() -> None:
    """Headings with and without numbers, list items and continuation paragraphs of Markdown."""
    text = (
        "# Harbour Rules\n\n## 1. Boats\n\n1.1 Boats shall have names.\n\n1.2 Boats shall have\nlights:\n\n"
        "   (a) red;\n   (b) green.\n\n## 2. Nets\n\n2.1 Nets shall be dry.\n\nThey may be hung.\n\n## Appendix A: Forms\n\n"
        "1. A form is blue.\n\n   It may be white.\n2. A form is free.\n"
    )
    found = [said(record) for record in check(opened(text, title="Harbour Rules"))]
    assert found == [
        {"title": "Harbour Rules"},
        {"number": "1", "heading": "Boats"},
        {"number": "1.1", "text": "Boats shall have names."},
        {"number": "1.2", "text": "Boats shall have\nlights:"},
        {"number": "1.2(a)", "text": "red;"},
        {"number": "1.2(b)", "text": "green."},
        {"number": "2", "heading": "Nets"},
        {"number": "2.1", "text": "Nets shall be dry.\n\nThey may be hung."},
        {"number": "1", "heading": "Appendix A: Forms", "text": "A form is blue.\n\n   It may be white."},
        {"number": "2", "heading": "Appendix A: Forms", "text": "A form is free."},
    ]


def test_articles_of_markdown() -> None:
    """Headings of articles are clauses, and of no rules the title; a second list of letters in one of them is no part of the last letter."""
    text = (
        "Article I. Name\n===============\n\nSection 1. Name\n---------------\n\nThe name is Kettle.\n\nSection 2. Purpose\n------------------\n\n"
        "The purposes shall be:\n\na. to boil water;\nb. to share it.\n\nThey shall be pursued by:\n\na. meetings;\nb. letters.\n\n"
        "Article II. Members\n===================\n\nSection 1. Members\n------------------\n\nMembers are listed in the file ``members.md``.\n"
    )
    document = opened(text, title=None)
    assert classify(markdown.split(text).blocks, text) == "rules"
    found = [(each["number"], each.get("text")) for record in check(document) if "number" in (each := said(record))]
    assert found == [
        ("I", None), ("I, Section 1", "The name is Kettle."), ("I, Section 2", "The purposes shall be:"),
        ("I, Section 2(a)", "to boil water;"), ("I, Section 2(b)", "to share it.\n\nThey shall be pursued by:"),
        ("I, Section 2(a)", "meetings;"), ("I, Section 2(b)", "letters."), ("II", None),
        ("II, Section 1", "Members are listed in the file ``members.md``."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "headings", "kind"),
    [
        ("Majakan ystävät ry säännöt", ("Nimi ja kotipaikka", "Tarkoitus", "Jäsenet"), "rules"),
        ("Kerhon säännöt ja minä", ("Aamu", "Päivä", "Ilta"), "document"),
        ("Statutory holidays, as the statutes have it", ("Bank holidays", "Pay", "Members of staff"), "document"),
        ("Die Besatzung der Barkasse", ("Name des Bootes", "Zweck der Fahrt", "Lohn"), "document"),
    ],
)
def test_rules_of_clubs_abroad(title: str, headings: Sequence[str], kind: str) -> None:
    """The title and the headings say so together: what is only about rules, or only looks like their name, is none."""
    text = f"# {title}\n\n" + "".join(f"## {n}. {each}\n\nNiin on.\n\n" for n, each in enumerate(headings, 1))
    assert classify(markdown.split(text).blocks, text) == kind


def test_items_among_chapters_in_headings() -> None:
    """The items of a list are no chapters, whatever follows them: the chapter of their number stands in a heading."""
    text = (
        "# Kettle Policy\n\n## 1. Water\n\n### 1.1 Boiling\n\nIt shall be done so:\n\n1. It is filled.\n\nA lid may be used.\n\n"
        "2. It is heated.\n\n## 2. Tea\n\n### 2.1 Leaves\n\nLeaves shall be dry.\n\n3. It is not shaken.\n\n"
        "## 3. Cups\n\n### 3.1 Size\n\nCups shall be small.\n"
    )
    found = [
        each["number"] for record in check(opened(text, title="Kettle Policy")) if "number" in (each := said(record))
    ]
    assert found == ["1", "1.1", "1.1(1)", "1.1(2)", "2", "2.1", "3", "3.1"]


def test_lists_of_markdown_that_are_written_with_ones() -> None:
    """Items that are all written "1." have the numbers that a page shows; below another heading they begin again."""
    text = (
        "# Bylaw 2\n\n## Directors\n1. A director shall serve.\n1. A director may:\n   1. resign; or\n   1. be removed.\n"
        "1. A director must be a member.\n\n## Officers\n1. There shall be an editor.\n1. The editor shall write.\n"
    )
    found = [said(record) for record in check(opened(text, title="Bylaw 2"))]
    assert found == [
        {"title": "Bylaw 2"},
        {"number": "1", "heading": "Directors", "text": "A director shall serve."},
        {"number": "2", "heading": "Directors", "text": "A director may:"},
        {"number": "2(1)", "text": "resign; or"},
        {"number": "2(2)", "text": "be removed."},
        {"number": "3", "heading": "Directors", "text": "A director must be a member."},
        {"number": "1", "heading": "Officers", "text": "There shall be an editor."},
        {"number": "2", "heading": "Officers", "text": "The editor shall write."},
    ]


def test_ids_and_locators() -> None:
    """Ids and locators are made from the numbers that are printed, and from the part where numbers begin again."""
    document = reading(
        "1. Boats shall:\n(a) float;\n(a) sail;\n(b) sink.\n2. Nets shall:\n(a) be dry.\nSchedule 1\n1. Forms are blue.",
        kind="rules",
    )
    clauses = [row for row in check(document) if isinstance(row, RuleClause)]
    assert [(row.id, row.parent_id) for row in clauses] == [
        ("doc-cl-1", None),
        ("doc-cl-1-a", "doc-cl-1"),
        ("doc-cl-1-a-2", "doc-cl-1"),
        ("doc-cl-1-b", "doc-cl-1"),
        ("doc-cl-2", None),
        ("doc-cl-2-a", "doc-cl-2"),
        ("doc-cl-sch-1-1", None),
    ]
    assert [row.position for row in clauses] == [1, 2, 3, 4, 5, 6, 7]
    assert [(passage.kind, passage.locator) for passage in document.passages] == [
        ("clause", "cl 1"),
        ("clause", "cl 1(a)"),
        ("clause", "cl 1(a)"),
        ("clause", "cl 1(b)"),
        ("clause", "cl 2"),
        ("clause", "cl 2(a)"),
        ("paragraph", "para 7"),
        ("clause", "Schedule 1, cl 1"),
    ]


def test_quoted_clauses_keep_their_place_in_the_document() -> None:
    """A quoted clause is a passage of its kind, cited by its place in the document that quotes it."""
    document = reading("So:\n\n“14. No mooring.”\n(Harbour Procedures 2016)\n")
    edition, clause = check(document)
    assert (edition.id, clause.id) == ("doc-harbour-procedures-2016", "doc-harbour-procedures-2016-cl-14")
    assert (edition.passage_id, clause.passage_id) == ("doc-p3", "doc-p2")
    assert document.text[edition.start : edition.end] == "Harbour Procedures 2016"
    assert [(passage.kind, passage.locator) for passage in document.passages[1:2]] == [("clause", "para 2")]


@pytest.mark.parametrize("printed", ["Harbour  Procedures 2016–18", "HARBOUR PROCEDURES 2016-18"])
def test_hints_say_which_instrument_an_edition_is(printed: str) -> None:
    """What the declaration knows of an edition is told by its title, however its spaces, dashes and case are printed."""
    hint = EditionHint("Harbour Procedures 2016-18", "Mooring Procedures", "Harbour Board", "2016", "2018")
    document = reading(f"“14. No mooring.”\n({printed})\n", Declaration(hints=Hints(editions=(hint,))))
    edition = next(row for row in check(document) if isinstance(row, RuleEdition))
    assert dataclasses.astuple(edition)[3:8] == ("Mooring Procedures", printed, "Harbour Board", "2016", "2018")


def test_hints_for_a_whole_rulebook_need_no_title() -> None:
    """A hint without a title is about the document itself, and goes before what the document prints."""
    hint = EditionHint(None, "Mooring Procedures", "Harbour Board", "2016-05")
    text = "In force from 1 June 2016\n1. Boats shall have names."
    edition = check(reading(text, Declaration(hints=Hints(editions=(hint,))), kind="rules", title="Rules"))[0]
    assert (edition.instrument, edition.organisation, edition.from_date) == (
        "Mooring Procedures",
        "Harbour Board",
        "2016-05",
    )
    assert (edition.id, edition.passage_id, edition.start, edition.end) == ("doc", None, 0, len(text))


@pytest.mark.parametrize(
    ("line", "labels", "words"),
    [
        ("49. Boats", ["49"], "Boats"),
        ("“49. Boats", ["49"], "Boats"),
        ("1.\xa0\xa0 Boats", ["1"], "Boats"),
        ("49.—(1) Boats", ["49", "1"], "Boats"),
        ("49(a)(ii) boats", ["49", "a", "ii"], "boats"),
        ("4.1.3. Boats", ["4.1.3"], "Boats"),
        ("**4.1** Boats", ["4.1"], "Boats"),
        ("> ## 4) Boats", ["4"], "Boats"),
        ("(1A) boats", ["1A"], "boats"),
        ("§5 Boats", ["5"], "Boats"),
        ("ARTICLE IV – BOATS", ["IV"], "BOATS"),
        ("Rule 12: Boats", ["12"], "Boats"),
        ("Section 4. Boats", ["4"], "Boats"),
        ("A. Boats", ["A"], "Boats"),
        ("ii) boats", ["ii"], "boats"),
        ("12\tBoats", ["12"], "Boats"),
        ("A.4.2 Boats", ["A.4.2"], "Boats"),
        ("B12 Boats", ["B12"], "Boats"),
        ("C.7(a) boats", ["C.7", "a"], "boats"),
        ("Rule C Boats", ["C"], "Boats"),
        ("2bis. Boats", ["2bis"], "Boats"),
        ("12a. Boats", ["12a"], "Boats"),
        ("8–10. [Repealed]", ["8–10"], "[Repealed]"),
        ("§§ 5 to 7 [repealed]", ["5–7"], "[repealed]"),
        ("§ 1983 Boats", ["1983"], "Boats"),
        ("1123. Boats", ["1123"], "Boats"),
        ("12 (1) Boats", ["12", "1"], "Boats"),
        ("ARTICLE FIRST. Boats", ["FIRST"], "Boats"),
        ("Article 1er. Boats", ["1er"], "Boats"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_numbers(line: str, labels: list[str], words: str) -> None:
    """A number at the front of a line is read with what it is a part of, and parted from its words."""
    marker = marker_at(line, 0, len(line))
    assert marker is not None
    assert [signs[0].label for signs in marker.chain] == labels
    assert line[marker.words :] == words


@pytest.mark.parametrize(
    "line",
    ["2015. was", "Rule 12 says", "Section 40 and", "I am", "a boat", "(see it)", "1,000 boats", "12 May was", "3.5% of", "2.30pm",
     "Mr. Smith", "Rules 4 and 5 apply", "Rule I think", "12-14 boats", "1st boat", "4x4. Boats", "£5. Boats", ""],
)  # fmt: skip
def test_words_that_are_no_numbers(line: str) -> None:
    """Dates, sums, names and prose do not number anything."""
    assert marker_at(line, 0, len(line)) is None


@pytest.mark.parametrize(
    "piece",
    ["1. a\n", "(a) ", "(i)\n", "“1. a\n", "(a\n", "((((\n", "Rule 1 of the x, ", "a (Handbook\n", "x (Handbook)\n"],
)
@pytest.mark.parametrize("kind", ["rules", "blog post"])
def test_long_texts_take_no_long_time(piece: str, kind: str) -> None:
    """Four times as many such pieces take about four times as long, and what is found in them holds as anywhere."""
    assert_linear(lambda count: check(reading(piece * count, kind=kind)), 1_000)


@pytest.mark.parametrize(
    "chapter",
    [
        "{n}. Boats of kind {n} shall have names:\n(a) in white; or\n(b) in black:\n(i) by day;\n(ii) by night.\n",
        "Part {n}\n1. Boats\n1.1 Boats shall have names.\n1.2 They shall have lights.\n2. Nets\n2.1 Nets shall be dry.\n",
    ],
    ids=["letters", "parts"],
)
def test_long_rulebooks_take_time_in_proportion(chapter: str) -> None:
    """Four times as many clauses take about four times as long."""

    def work(count: int) -> None:
        document = reading("".join(chapter.format(n=n) for n in range(1, count + 1)), kind="rules")
        assert sum(isinstance(row, RuleClause) for row in rule_clauses.find(document)) == 5 * count

    assert_linear(work, 800)


def test_parts_of_one_number_in_two_parts_are_told_apart() -> None:
    """Chapter 1 of Part II has other ids than Chapter 1 of Part I, and names its part."""
    text = "PART I\nCHAPTER 1\n1. Boats shall have names.\nPART II\nCHAPTER 1\n1. Nets shall be dry.\n"
    rows = [row for row in rule_clauses.find(reading(text, kind="rules")) if isinstance(row, RuleClause)]
    assert [(row.id, row.heading) for row in rows] == [
        ("doc-cl-1", "CHAPTER 1"),
        ("doc-cl-part-ii-ch-1-1", "PART II, CHAPTER 1"),
    ]


def test_an_inserted_number_is_no_parent() -> None:
    """4.1.1 stands below 4.1 although 4.1A has been put between them."""
    text = (
        "CANAL RULES\n\n4. Locks\n\n4.1 The keeper opens the gate at six.\n\n4.1A In summer it may be five.\n\n"
        "4.1.1 The gate is closed at dusk.\n\n4.2 Boats wait in line.\n\n5. Tolls are paid at the bridge.\n"
    )
    rows = [row for row in rule_clauses.find(reading(text, kind="rules")) if hasattr(row, "number")]
    assert [(row.number, row.parent_id) for row in rows] == [
        ("4", None),
        ("4.1", "doc-cl-4"),
        ("4.1A", "doc-cl-4"),
        ("4.1.1", "doc-cl-4-1"),
        ("4.2", "doc-cl-4"),
        ("5", None),
    ]


TIPS = {
    "a law is mentioned": [
        "This directive enters into force in May, our lawyer tells us.",
        "Bring a torch, since the quay is dark at that hour.",
        "Leave the kettle on the shelf for the late shift.",
        "Ask the keeper for the key of the oil store.",
        "Wear boots whenever it rains on the stairs.",
        "Tell somebody where you are going before you go.",
    ],
    "tips in German": [
        "Man kann die Lampe am Abend anzünden.",
        "Wer friert, soll eine Decke holen.",
        "Der Kessel kann auf dem Regal stehen.",
        "Das Öl darf ruhig etwas älter sein.",
        "Jeder kann den Wärter nach dem Weg fragen.",
        "Die Treppe kann bei Regen glatt werden.",
    ],
    "tips in French": [
        "On peut allumer la lampe le soir.",
        "La bouilloire peut rester sur son étagère.",
        "Les bottes doivent sécher près du feu.",
        "Le gardien peut montrer le chemin du port.",
        "Chacun peut demander la clé du magasin.",
        "Les marches peuvent glisser sous la pluie.",
    ],
}


@pytest.mark.parametrize("tips", TIPS.values(), ids=TIPS)
def test_lists_that_bind_nobody(tips: list[str]) -> None:
    """A list is no set of rules because it mentions a law, or says in another language what one can do."""
    document = reading("The lamp and the quay\n\n" + "\n\n".join(f"{n}. {tip}" for n, tip in enumerate(tips, 1)))
    assert not rule_clauses.looks_like_rules(document.passages, document.text)


def test_a_statute_of_definitions() -> None:
    """Under the headings of a statute that says it is one, provisions need not bind anyone."""
    said = ["Dieses Gesetz gilt für alle Kessel.", *["Eine Kanne ist jedes Licht im Haus."] * 4]
    text = "Kesselgesetz\n\n" + "\n\n".join(f"§ {n} Begriffe\n\n{words}" for n, words in enumerate(said, 1))
    document = reading(text)
    assert rule_clauses.looks_like_rules(document.passages, document.text)


@pytest.mark.parametrize(("last", "found"), [("This Act may be cited as the Kettles Act.", True), ("", False)])
def test_an_act_of_definitions(last: str, found: bool) -> None:
    """In an Act one provision of six has to bind, elsewhere one of three."""
    said = [
        *["A kettle is a vessel with a lid."] * 5,
        "Every keeper shall light the lamp.",
        "A lamp is a light.",
        last or "A lid is a cover.",
    ]
    document = reading("Kettles\n\n" + "\n\n".join(f"{n}. {words}" for n, words in enumerate(said, 1)))
    assert rule_clauses.looks_like_rules(document.passages, document.text) is found


@pytest.mark.parametrize(("below", "count"), [("Hereby signed by the members:", 5), ("Hereby agree:", 0)])
def test_what_closes_recitals(below: str, count: int) -> None:
    """Words of agreement close the recitals above them; a line for signatures does not make recitals of clauses."""
    clauses = "\n\n".join(f"{n}. Every keeper shall light lamp {n} at dusk." for n in range(1, 6))
    document = reading(f"Agreement of the keepers\n\nWhereas:\n\n{clauses}\n\n{below}\n\nAda Fox", kind="rules")
    assert sum(isinstance(record, RuleClause) for record in rule_clauses.find(document)) == count


@pytest.mark.parametrize(
    "provision", ["1.—(1) The club shall.", "Article I, Section 1. The club shall.", "12A.1(a) The club shall."]
)
def test_time_grows_with_a_number_that_comes_again(provision: str) -> None:
    """The same two numbers on line after line are no list in a list in a list."""

    def work(count: int) -> None:
        rows = list(rule_clauses.find(reading("RULES\n\n" + f"{provision}\n\n" * count, kind="rules")))
        assert max(len(row.number) for row in rows if isinstance(row, RuleClause)) < 40

    assert_linear(work, 400)


def test_a_title_without_end_is_that_of_no_rules() -> None:
    """Front matter may hold any title, and a long one takes a long time to be read."""
    assert [is_named("_" * n + "Rules") for n in (2, 400)] == [True, False]


def test_headings_that_leave_many_numbers_out() -> None:
    """Clauses that stand in headings are clauses, however many between them were repealed: nobody's words are those of the one above."""
    text = "# Bylaws\n\n## Article 5. Board\n\n" + "".join(
        f"### 5.{n} Part {n}\n\nThe board shall keep cup {n}.\n\n" for n in (1, 2, 3, 10, 11, 19)
    )
    blocks = [each for each in markdown.split(text).blocks if not each.discard]
    found = provisions(blocks, text).found
    assert [(each.number, text[each.start : each.end]) for each in found[1:]] == [
        (f"5.{n}", f"The board shall keep cup {n}.") for n in (1, 2, 3, 10, 11, 19)
    ]


PROVISIONS = """\
1. Members shall rinse the kettle after they have used it in the shed or in the yard.

2. Members must not lend the kettle to anyone who is not a member of the branch.

3. The treasurer shall keep the lid in the cupboard, and the key to it.

4. No member may boil milk in the kettle at any time of the day.

5. The committee may amend these provisions at any of its meetings.
"""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param(PROVISIONS, "rules", id="rules"),
        pytest.param("".join(f"> {line}\n" for line in PROVISIONS.splitlines()), "rules", id="whole in a quotation"),
        pytest.param(
            "What we had for years was this.\n\n" + "".join(f"> {line}\n" for line in PROVISIONS.splitlines()), "document",
            id="quoted by somebody"),
    ],
)  # fmt: skip
def test_rules_that_somebody_quotes(text: str, kind: str) -> None:
    """A document is rules by provisions of its own, not by those in a block quotation among other words."""
    blocks = [each for each in markdown.split(text).blocks if not each.discard]
    assert classify(blocks, text) == kind
