"""Runs the tables of cases: what is found, what it resolves to, and what limits."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from luoshi.gongwen.times import find_times, limits_in, resolve

CASES = Path(__file__).parents[1] / "cases"
FOUND = sorted(set(CASES.glob("times_*.toml")) - {CASES / "times_limits.toml"})


def cases(*files: Path) -> list[Any]:
    rows = [(file, row) for file in files for row in tomllib.loads(file.read_text("utf-8"))["case"]]
    return [pytest.param(row, id=f"{file.stem}-{row['text']}") for file, row in rows]


def described(text: str, issued: date) -> list[dict[str, Any]]:
    rows = []
    for mention in find_times(text):
        limit = resolve(mention, issued_on=issued)
        assert limit.span.of(text) == limit.text == mention.text
        row = {"quote": limit.text, "kind": limit.kind.value, "start": limit.start, "due": limit.due}
        row |= {"rule": limit.rule, "problem": limit.problem}
        rows.append({key: value for key, value in row.items() if value})
    return rows


@pytest.mark.parametrize("case", cases(*FOUND))
def test_a_text_says_these_times(case: dict[str, Any]):
    assert described(case["text"], case["issued"]) == case["expect"]


@pytest.mark.parametrize("case", cases(CASES / "times_limits.toml"))
def test_a_directive_is_limited_by(case: dict[str, Any]):
    text = case["text"]
    assert [mention.text for mention in limits_in(text, 0, len(text), find_times(text))] == case["limits"]


@pytest.mark.parametrize("case", cases(*FOUND))
def test_a_time_reads_the_same_inside_a_longer_text(case: dict[str, Any]):
    before, after = "第一段没有时限。\n", "\n后文另起一段。"
    text = before + case["text"] + after
    inside = [mention.text for mention in find_times(text, len(before), len(text) - len(after))]
    assert inside == [row["quote"] for row in case["expect"]]
