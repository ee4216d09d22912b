"""Quotations with planted changes, by which it is measured how well they are found."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bench import quotes
from bench.quotes import KINDS, Kind
from tests.archives import built


@pytest.mark.parametrize("kind", [each for each in KINDS if "dropped" in each.name], ids=lambda kind: kind.name)
def test_what_is_changed_does_not_stand(tmp_path: Path, kind: Kind) -> None:
    """Of words of which one is dropped none stand so in their passage, though it says a word twice."""
    text = "not not so very very blue was it said it was not not"
    with closing(sqlite3.connect(built(tmp_path, said__txt=f"{text}."))) as connection:
        chance = random.Random(3)
        for _ in range(300):
            assert quotes._planted(connection, chance, 1, kind).text not in text
        assert len(quotes._halves(connection, chance, 1).split()) >= 10
        assert len(quotes._shuffled(connection, chance, 1).split()) >= 10
