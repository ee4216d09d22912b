"""A mistake in allegations.yml, retired.yml or the register of ids gets a sentence, exit status 2 and an untouched archive.db."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.archives import DUMP, LETTER, folder, run
from tests.refusals import refused

# allegations.yml beside day.txt and letter.txt, and what must be said of it
ALLEGED = {
    "unknown key": (
        "allegations:\n  - {title: T, made_by: A, evidnce: []}\n",
        ["allegations.yml: line 2: unknown key `evidnce`", "did you mean `evidence`?"],
    ),
    "unknown key of evidence": (
        "allegations:\n  - {title: T, made_by: A, evidence: [{role: reply, zzz: x}]}\n",
        ["allegations.yml: line 2: unknown key `zzz`", "known keys: role, passage, clause, quote, in, note"],
    ),
    "nobody alleges it": ("allegations:\n  - {title: T}\n", ["allegations.yml: line 2:", "`made_by`"]),
    "no such role": (
        "allegations:\n  - {title: T, made_by: A, evidence: [{role: proof, passage: day-p1}]}\n",
        ["allegations.yml: line 2: allegations[0].evidence[0].role: ", "proof"],
    ),
    "no such day": (
        "allegations:\n  - {title: T, made_by: A, made_date: 2019-02-30}\n",
        ["allegations.yml: line 2:", "made_date: there is no such date as 2019-02-30"],
    ),
    "verdict": (
        "allegations:\n  - {title: T, made_by: A, status: proven at last}\n",
        ["allegations.yml: line 2:", "status: `proven` is a verdict, and the archive gives none", "`decided`"],
    ),
    "pointing at nothing": (
        "allegations:\n  - {title: T, made_by: A, evidence: [{role: reply}]}\n",
        ["allegations.yml: line 2:", "point at one thing: `passage:`, `clause:` or `quote:`"],
    ),
    "pointing at two things": (
        "allegations:\n  - {title: T, made_by: A, evidence: [{role: reply, quote: a, clause: b}]}\n",
        ["allegations.yml: line 2:", "point at one thing"],
    ),
    "in without a quotation": (
        "allegations:\n  - {title: T, made_by: A, evidence: [{role: reply, passage: a, in: b}]}\n",
        ["allegations.yml: line 2:", "in: it says where the words of a `quote:` stand"],
    ),
    "made in two places": (
        "allegations:\n  - {title: T, made_by: A, passage: a, quote: b}\n",
        ["allegations.yml: line 2:", "say once where it is made"],
    ),
    "unknown passage": (
        "allegations:\n  - {title: T, made_by: A, passage: day-p99}\n",
        ["allegations.yml: `T`: passage: there is no `day-p99` in this archive", "ingest parse"],
    ),
    "unknown passage of evidence": (
        "allegations:\n  - {title: T, made_by: A, evidence: [{role: reply, passage: day-p99}]}\n",
        ["allegations.yml: `T`: evidence 1: passage: there is no `day-p99`"],
    ),
    "unknown clause": (
        "allegations:\n  - {title: T, made_by: A, evidence: [{role: rule applied, clause: rules-cl-9}]}\n",
        ["allegations.yml: `T`: evidence 1: clause: there is no `rules-cl-9`", "the page of the clause"],
    ),
    "words that stand nowhere": (
        "allegations:\n  - {title: T, made_by: A, quote: the teapot of the hall}\n",
        ["allegations.yml: `T`: quote: `the teapot of the hall` stands in no passage", "copy whole words"],
    ),
    "words that are no words": (
        "allegations:\n  - {title: T, made_by: A, quote: '”\"'}\n",
        ["allegations.yml: `T`: quote: ", "stands in no passage"],
    ),
    "words that stand elsewhere": (
        "allegations:\n  - {title: T, made_by: A, quote: Yours faithfully, in: day}\n",
        ["allegations.yml: `T`: quote: `Yours faithfully` stands in no passage of `day`"],
    ),
    "words in several places": (
        "allegations:\n  - {title: T, made_by: A, quote: kettle}\n",
        ["allegations.yml: `T`: quote: `kettle` stands in 4 places", "say with `in:`"],
    ),
    "words within nothing": (
        "allegations:\n  - {title: T, made_by: A, quote: kettle, in: dya}\n",
        ["allegations.yml: `T`: in: there is no passage, document or source `dya`", "mend the id"],
    ),
    "unknown person": (
        "allegations:\n  - {title: T, made_by: ada-qill}\n",
        ["allegations.yml: `T`: made_by: `ada-qill` is no id under people: or organisations:", "write a name"],
    ),
    "id that stands twice": (
        "allegations:\n  - {title: T, made_by: A}\n  - {title: t, made_by: B}\n",
        ["allegations.yml: `t`: the id `t` stands twice", "declare another `id:`"],
    ),
    "title that gives no id": (
        "allegations:\n  - {title: Ω, made_by: A}\n",
        ["allegations.yml: `Ω`: no id can be made of this title"],
    ),
}


@pytest.mark.parametrize("case", ALLEGED, ids=list(ALLEGED))
def test_allegation(case: str, tmp_path: Path, old: Path) -> None:
    """Every mistake in allegations.yml is told with the allegation, and the archive stays as it was."""
    said, words = ALLEGED[case]
    sources = folder(tmp_path / "sources", day__txt=DUMP, letter__txt=LETTER, allegations__yml=said)
    refused(sources, old, *words)


def test_every_pointer_is_told_at_once(tmp_path: Path, old: Path) -> None:
    """One build names every pointer that leads nowhere."""
    said = (
        "allegations:\n  - {title: T, made_by: A, evidence: [{role: reply, passage: a}, {role: context, clause: b}]}\n"
    )
    sources = folder(tmp_path / "sources", letter__txt=LETTER, allegations__yml=said)
    assert refused(sources, old, "evidence 1: ", "evidence 2: ").count("allegations.yml: ") == 2


def test_allegations_of_another_folder(tmp_path: Path, old: Path) -> None:
    """There is one allegations.yml, and it stands in the folder itself."""
    sources = folder(tmp_path / "sources", letter__txt=LETTER)
    folder(sources / "shelf", allegations__yml="allegations: []\n")
    refused(sources, old, "there is one allegations.yml", "move what it says there")


# retired.yml and published-ids.txt beside letter.txt, and what must be said of them
RETIRED = {
    "unknown key": ("retired:\n  - {id: a-p1, becam: b, reason: c}\n", "", ["retired.yml: line 2: unknown key `becam`"]),
    "no reason": ("retired:\n  - {id: a-p1}\n", "", ["retired.yml: line 2:", "`reason`"]),
    "passage that is there": (
        "retired:\n  - {id: letter-p1, reason: c}\n", "",
        ["retired.yml: `letter-p1`: it is the id of a passage of this archive; take the entry out"],
    ),
    "became nothing": (
        "retired:\n  - {id: a-p1, became: letter-p99, reason: c}\n", "",
        ["retired.yml: `a-p1`: became: there is no passage `letter-p99`", "leave `became:` out"],
    ),
    "twice": (
        "retired:\n  - {id: a-p1, reason: c}\n  - {id: a-p1, reason: d}\n", "",
        ["retired.yml: `a-p1`: it stands twice; keep one"],
    ),
    "lost": (
        "retired: []\n", "letter-p1\nletter-p98\n",
        ["published-ids.txt: an id that was published is in this archive no more (`letter-p98`)", "say in retired.yml"],
    ),
    "several lost": (
        "retired: []\n", "".join(f"gone-p{n}\n" for n in range(1, 8)),
        ["published-ids.txt: 7 ids that were published are", "(`gone-p1`, `gone-p2`, `gone-p3`, `gone-p4`, `gone-p5` …)"],
    ),
    "no id": ("retired: []\n", "letter-p1\nLetter P2\n", ["published-ids.txt: line 2: `Letter P2` is no id", "ingest ids"]),
    "not UTF-8": ("retired: []\n", b"caf\xe9", ["published-ids.txt: it is not UTF-8"]),
}  # fmt: skip


@pytest.mark.parametrize("case", RETIRED, ids=list(RETIRED))
def test_retired(case: str, tmp_path: Path, old: Path) -> None:
    """Every mistake in retired.yml and in the register is told, and so is every id that would be lost."""
    said, register, words = RETIRED[case]
    files = {"letter__txt": LETTER, "retired__yml": said, "published-ids__txt": register}
    refused(folder(tmp_path / "sources", **files), old, *words)


def test_register_of_nothing(tmp_path: Path, old: Path) -> None:
    """`ingest ids` says what is missing, and writes nothing then."""
    for arguments, words in (
        ((tmp_path / "none", "--db", old), "there is no such folder"),
        ((tmp_path, "--db", tmp_path / "none.db"), "there is no archive"),
        ((tmp_path, "--db", Path(__file__)), "is not an archive"),
    ):
        result = run("ids", *arguments)
        assert result.exit_code == 2
        assert words in result.output
    assert not (tmp_path / "published-ids.txt").exists()
