"""What the bench of ranking reads and counts."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from bench.ranking import Collection, _chance, _measures, collection


def test_a_collection_is_read(tmp_path: Path) -> None:
    """Documents with their titles, questions with a judgement, and judgements above 0."""
    (tmp_path / "qrels").mkdir()
    documents = [{"_id": "a/1", "title": "Turnout", "text": "It fell."}, {"_id": "b", "text": "It rose."}]
    questions = [{"_id": "q1", "text": "did turnout fall"}, {"_id": "q2", "text": "never judged"}]
    (tmp_path / "corpus.jsonl").write_text("\n".join(map(json.dumps, documents)), encoding="utf-8")
    (tmp_path / "queries.jsonl").write_text("\n".join(map(json.dumps, questions)), encoding="utf-8")
    judged = "query-id\tcorpus-id\tscore\nq1\ta/1\t2\nq1\tb\t0\n"
    (tmp_path / "qrels" / "test.tsv").write_text(judged, encoding="utf-8")
    assert collection(tmp_path) == Collection(
        {"a/1": "Turnout\n\nIt fell.", "b": "It rose."}, {"q1": "did turnout fall"}, {"q1": {"a/1": 2}}
    )


def test_measures_are_those_of_the_field() -> None:
    """A perfect order has 1 in all; one document found in second place of two has what the formulas say."""
    assert _measures(["a", "b", "c"], {"a": 2, "b": 1}) == (1.0, 1.0, 1.0)
    gain, reciprocal, recall = _measures(["x", "a"], {"a": 1, "b": 1})
    assert gain == pytest.approx(0.6309 / 1.6309, abs=1e-4)
    assert (reciprocal, recall) == (0.5, 0.5)


def test_chance_is_high_for_noise_and_low_for_what_is_always_so() -> None:
    """Differences that cancel out are chance; the same gain for every question is not."""
    assert _chance(np.array([0.1, -0.1] * 20)) == 1.0
    assert _chance(np.full(40, 0.1)) < 0.01
