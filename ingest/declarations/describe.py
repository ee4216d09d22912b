"""The declaration that the parser would propose for a file, for a person to review."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import yaml

from ingest.containers import kind_of
from ingest.declarations.archive import Archive
from ingest.grammar.edition_marks import name_of_rules
from ingest.parse import Parsed, parse
from ingest.sources.folder import digest_of
from ingest.sources.received import Received
from ingest.terminal.row_words import row_words

HEAD = """\
# Proposed by `ingest describe`: review every line, fill in what you know, delete what does not hold.
# Known keys and their meaning: docs/declarations.md
"""
PACKED = """\
# It lies in {}, whose declaration speaks of every file in it: to declare it by itself, unpack it as {} beside this one.
"""
LONGEST_TITLE = 120  # characters
# what only a person can know, as comments to fill in
ASKED = ("publisher", "creator", "url", "licence", "retrieved_date", "language")
PROPOSED_POST = "title of another post"
# "another document may begin on page 4 of the file"
PROPOSED_DOCUMENT = re.compile(r"another document may begin on page (\d+)")


def describe(received: Received, archive: Archive) -> str:
    """Return a YAML declaration of a file: what is certain as keys, what is only possible as comments."""
    parsed = parse(received, archive)
    documents, said = parsed.rows.get("documents", []), received.declaration
    file = Path(received.path.name if _is_whole(received) else received.file_name).name
    known = {
        "title": said.title or (documents[0].title if len(documents) == 1 else None) or Path(received.file_name).stem,
        "file": file,
        "sha256": digest_of(received.path) if _is_whole(received) else sha256(received.load()).hexdigest(),
    }
    kinds = {document.kind for document in documents}
    if len(kinds) == 1:
        known["kind"] = kinds.pop()
    asked = [f"# {key}: " for key in ASKED if getattr(said, key) is None]
    kept = {key: getattr(said, key) for key in ASKED if getattr(said, key) is not None}
    head = HEAD + ("" if _is_whole(received) else PACKED.format(received.container, file))
    return "\n".join([head + _yaml(known | kept).rstrip(), *asked, *_hints(parsed), *_notes(parsed), ""])


def _is_whole(received: Received) -> bool:
    """Tell whether a declaration can lie beside the file: it is in no container, or alone in one that packs a single file."""
    return not received.within or (len(received.within) == 1 and kind_of(received.path.name).is_one)


def _yaml(data: object) -> str:
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=1000)


def _hints(parsed: Parsed) -> list[str]:
    """Return the documents and posts that may begin, and the editions that are quoted, as hints to take up."""
    problems = parsed.rows.get("problems", [])
    titles = [_line(parsed, problem.start) for problem in problems if PROPOSED_POST in problem.reason]
    begins = [
        (match[1], _line(parsed, each.start)) for each in problems if (match := PROPOSED_DOCUMENT.match(each.reason))
    ]
    editions = [edition.title for edition in parsed.rows.get("rule_editions", []) if edition.title]
    lines = []
    if begins:
        lines += ["# hints:", "#   documents:  # if others begin on these pages of the file"]
        lines += [
            f"#     - page: {page}\n#       title: {_scalar(' '.join(line.split())[:LONGEST_TITLE])}"
            for page, line in begins
        ]
    if titles:
        lines += ["# hints:" if not lines else "#   # and", "#   posts:  # if these lines are titles of posts"]
        lines += [f"#     - title: {_scalar(title)}" for title in titles]
    if editions:
        lines += ["# hints:" if not lines else "#   # and", "#   editions:  # which rules these are editions of"]
        lines += [
            f"#     - title: {_scalar(title)}\n#       instrument: {_scalar(name_of_rules(title))}"
            for title in dict.fromkeys(editions)
        ]
    return lines


def _line(parsed: Parsed, start: int | None) -> str:
    return next((p.text for p in parsed.rows.get("passages", []) if p.start == start), "")


def _scalar(words: str) -> str:
    return yaml.safe_dump(words, allow_unicode=True, width=10_000, default_style='"').strip()


def _notes(parsed: Parsed) -> list[str]:
    found = {
        table: len(rows) for table, rows in parsed.rows.items() if table not in ("segments", "passages", "problems")
    }
    counts = ", ".join(row_words(table, count) for table, count in found.items())
    notes = [f"# Found in it: {counts or 'nothing'}."]
    for row in parsed.rows.get("withheld", []):
        where = f"{row.kind} in {row.locator or 'a discard'}"
        is_default = row.kind in ("e-mail address", "telephone number")
        notes.append(
            f"# Withheld by default: {where} (take it out with `release:`)."
            if is_default
            else f"# Withheld as declared: {where}."
        )
    for problem in parsed.rows.get("problems", []):
        if PROPOSED_POST not in problem.reason and not PROPOSED_DOCUMENT.match(problem.reason):
            notes.append(f"# Problem at character {problem.start}: {' '.join(problem.reason.split())}")
    return notes
