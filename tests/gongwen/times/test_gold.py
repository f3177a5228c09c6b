"""How well the limits of annotated directives are told; skipped where the annotations are missing."""

import sys
from collections import Counter
from pathlib import Path

import pytest

from luoshi.gongwen.times import find_times, limits_in

SHARED = Path(__file__).parents[4] / "shared"
GOLD = sorted(SHARED.glob("eval/*.gold.tsv"))


@pytest.mark.skipif(not GOLD, reason="the annotated documents are not here")
def test_the_limits_of_annotated_directives_are_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(SHARED / "eval"))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    score = pytest.importorskip("score")
    counts = Counter()
    for gold in GOLD:
        text = (SHARED / "corpus" / gold.name.replace(".gold.tsv", ".txt")).read_text("utf-8-sig")
        mentions = find_times(text)
        spans = list(score.units(text))
        for number, (kind, cells) in score.read_gold(gold).items():
            want = score.values(cells["due"], "due") if kind == "D" else None
            if want is None:
                continue
            have = Counter(score.words(found.text) for found in limits_in(text, *spans[number - 1], mentions))
            counts["right"] += (want & have).total()
            counts["found"] += have.total()
            counts["wanted"] += want.total()
    assert 2 * counts["right"] / (counts["found"] + counts["wanted"]) >= 0.95
