"""Lists of units are read whole or not at all."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from luoshi.gongwen.units import read_unit_list
from luoshi.gongwen.units.lists import read_list

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "units_lists.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_a_list_is_read(case):
    found = read_list(case["text"], 0, len(case["text"])) or ()
    assert [unit.name for unit in found] == case["names"]


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_each_name_stands_at_its_span(case):
    text = "前文。" + case["text"]
    for unit in read_list(text, 3, len(text)) or ():
        assert unit.span.of(text).startswith(unit.name)


def test_a_label_admits_names_that_are_not_built_like_one():
    assert read_list("青禾草原之旅", 0, 6) is None
    assert [unit.name for unit in read_list("青禾草原之旅", 0, 6, liberal=True) or ()] == ["青禾草原之旅"]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("县住建局", ["县住建局"]),
        ("县住建局、各乡镇", ["县住建局", "各乡镇"]),
        ("县住建局，各乡镇", ["县住建局", "各乡镇"]),
        ("县住建局 各乡镇", ["县住建局", "各乡镇"]),
        ("县住建局\v各乡镇", ["县住建局", "各乡镇"]),
        ("县住建局；各乡镇（街道）", ["县住建局", "各乡镇（街道）"]),
        ("县住建局/县水务局", ["县住建局", "县水务局"]),
        ("各省、自治区、直辖市商务厅", ["各省、自治区、直辖市商务厅"]),
        ("", []),
        ("——", []),
    ],
)
def test_a_cell_of_a_task_table_holds_units(cell, names):
    assert [unit.name for unit in read_unit_list(cell, 0, len(cell))] == names
