"""What is proposed as the name of a set of rules whose editions have titles."""

from __future__ import annotations

import pytest

from ingest.grammar.edition_marks import name_of_rules


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Constitution for the Harbour Project (v1.9)", "Constitution for the Harbour Project"),
        (
            "Historical version of the Constitution for the Harbour Project (v1.0)",
            "Constitution for the Harbour Project",
        ),
        ("Rule Book 2019", "Rule Book"),
        ("Rule Book 2019-20", "Rule Book"),
        ("2019 Rule Book", "Rule Book"),
        ("Standing Orders, version 2.1", "Standing Orders"),
        ("Election Procedures – third edition, May 2018", "Election Procedures"),
        ("Election Procedures (as amended on 3 May 2018)", "Election Procedures"),
        ("Election Procedures (4th edition, 2018)", "Election Procedures"),
        ("Byelaws as revised in 2016", "Byelaws"),
        ("Revised Byelaws of the Quay", "Byelaws of the Quay"),
        ("Second edition of the Charter", "Charter"),
        ("The Harbour Lamps Regulations 2019", "The Harbour Lamps Regulations"),
        ("Election Procedures", "Election Procedures"),
        # nothing else would be left, or it is no mark
        ("2019", "2019"),
        ("Version 2", "Version 2"),
        ("Draft", "Draft"),
        ("Rule 2019 applies", "Rule 2019 applies"),
        ("Ward 4", "Ward 4"),
        ("Convention of 1789 members", "Convention of 1789 members"),
        ("Rules of Vintage", "Rules of Vintage"),
    ],
)
def test_name_of_rules(title: str, name: str) -> None:
    """The name is the title without the version, the number, the year or the day of the edition."""
    assert name_of_rules(title) == name


def test_long_titles() -> None:
    """Of a title that is none no name is made; it takes no longer for it."""
    assert name_of_rules("2019 " * 20_000) == ("2019 " * 20_000).strip()
    assert name_of_rules("Rules " + "2019 " * 50) == "Rules"
