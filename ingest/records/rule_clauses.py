"""Rules: clauses quoted in a document with the edition they come from, and whole rulebooks clause by clause."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.grammar.provisions import provisions
from ingest.grammar.rule_headed import headed
from ingest.grammar.rule_parts import Provision
from ingest.model import Problem, Reading
from ingest.records.rule_editions import Clauses, RuleClause, RuleEdition, edition, in_force_from
from ingest.records.rule_quotes import find as find_quoted
from ingest.records.rule_shapes import looks_like_rules

__all__ = ["RuleClause", "RuleEdition", "find"]


def find(reading: Reading) -> Iterator[RuleEdition | RuleClause | Problem]:
    """Yield the editions of rules in a document, each followed by its clauses."""
    kind = reading.document.kind
    if kind == "rules" or (kind == "document" and looks_like_rules(reading.passages, reading.text)):
        yield from _rulebook(reading)
    else:
        yield from find_quoted(reading)


def _rulebook(reading: Reading) -> Iterator[RuleEdition | RuleClause | Problem]:
    document = reading.document
    result = provisions(reading.passages, reading.text, document.title)
    if not result.found:
        result.found = headed(reading.passages, reading.text)
    row = edition(reading, document.id, document.title, (document.start, document.end), None)
    first = result.found[0].line if result.found else document.end
    date, problems = in_force_from(reading, first)
    row.from_date = row.from_date or date
    yield row
    yield from problems
    if not result.found:
        yield reading.problem("no numbered clause was found in these rules", document.start, document.end)
    clauses = Clauses(row)
    for provision in result.found:
        yield from _add(clauses, provision, reading)
    yield from clauses.rows
    yield from (reading.problem(*problem) for problem in result.problems)


def _add(clauses: Clauses, provision: Provision, reading: Reading) -> Iterator[Problem]:
    passage = reading.passages[provision.stretch]
    parent = clauses.rows[provision.parent].id if provision.parent is not None else None
    yield from clauses.add(reading, provision, parent, passage)
    if provision.line <= passage.start:
        passage.kind = "clause"
        passage.locator = f"cl {provision.number}"
        if provision.part:
            passage.locator = f"{provision.part}, cl {provision.number}"
