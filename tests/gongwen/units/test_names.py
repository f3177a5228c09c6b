"""A name is told by how it is built."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from luoshi.gongwen.model import UnitKind
from luoshi.gongwen.units.names import bare, could_be_listed, is_sector, kind_of

NAMES = tomllib.loads((Path(__file__).parent.parent / "cases" / "units_names.toml").read_text("utf-8"))
KINDS = [(name, UnitKind(kind)) for kind, names in NAMES.items() if kind != "none" for name in names]


@pytest.mark.parametrize(("name", "kind"), KINDS, ids=[name for name, _ in KINDS])
def test_a_name_has_its_kind(name, kind):
    assert kind_of(name) is kind


@pytest.mark.parametrize("words", NAMES["none"])
def test_other_words_are_no_name(words):
    assert kind_of(words) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("县财政部门", "县财政"),
        ("财政等部门", "财政"),
        ("领导小组成员单位", "领导小组成员"),
        ("县财政局", "县财政局"),
        ("各乡镇", "各乡镇"),
        ("各部门", "各部门"),
        ("各级各部门", "各级各部门"),
        ("各有关部门", "各有关部门"),
        ("县直部门", "县直部门"),
        ("市直单位", "市直单位"),
        ("责任部门", "责任部门"),
        ("教育行政部门", "教育行政部门"),
        ("部门", "部门"),
    ],
)
def test_the_word_bumen_at_the_end_is_cut_unless_little_else_is_left(name, expected):
    assert bare(name) == expected


def test_a_field_of_work_stands_for_its_office():
    assert is_sector("发改")
    assert is_sector("县住建")
    assert not is_sector("产业")


def test_a_listed_name_need_not_be_built_like_one_but_holds_no_verb():
    assert could_be_listed("青禾草原之旅")
    assert not could_be_listed("支持青禾草原之旅")
    assert not could_be_listed("的")
