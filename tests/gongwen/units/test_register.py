"""What a name resolves to in a register of units."""

from __future__ import annotations

import pytest

from luoshi.errors import LuoshiError
from luoshi.gongwen.model import UnitKind
from luoshi.gongwen.units import Register, Unit

REGISTER = Register(
    [
        Unit("青禾县人民政府", ("县政府",)),
        Unit("青禾县财政局", parent="青禾县人民政府"),
        Unit("青禾县农业农村局", ("农科部门", "农牧局"), parent="青禾县人民政府"),
        Unit("青禾县住房和城乡建设局", ("住建局",)),
        Unit("青禾县公安局"),
        Unit("云岭县公安局"),
        Unit("临川镇"),
        Unit("清溪乡"),
        Unit("各乡镇", kind=UnitKind.GROUP, members=("临川镇", "清溪乡")),
    ]
)


@pytest.mark.parametrize(
    ("name", "official"),
    [
        ("青禾县财政局", "青禾县财政局"),
        ("县财政局", "青禾县财政局"),
        ("财政局", "青禾县财政局"),
        ("财政部门", "青禾县财政局"),
        ("财政", "青禾县财政局"),
        ("县财政", "青禾县财政局"),
        ("青禾县 财政局", "青禾县财政局"),
        ("农科部门", "青禾县农业农村局"),
        ("农科", "青禾县农业农村局"),
        ("农牧局", "青禾县农业农村局"),
        ("农业农村", "青禾县农业农村局"),
        ("住建", "青禾县住房和城乡建设局"),
        ("县住建局", "青禾县住房和城乡建设局"),
        ("县政府", "青禾县人民政府"),
        ("各乡镇", "各乡镇"),
        ("云岭县公安局", "云岭县公安局"),
        ("省财政厅", None),
        ("市财政局", None),
        ("云岭县财政局", None),
        ("公安局", None),
        ("县公安局", None),
        ("公安", None),
        ("县教育局", None),
        ("", None),
        ("　", None),
    ],
)
def test_a_name_resolves_only_where_one_unit_can_be_meant(name, official):
    found = REGISTER.resolve(name)
    assert (found.name if found else None) == official


def test_a_group_stands_for_its_members():
    group = REGISTER.resolve("各乡镇")
    assert group is not None
    assert [unit.name for unit in REGISTER.members(group)] == ["临川镇", "清溪乡"]


def test_without_members_the_units_below_are_meant():
    parent = REGISTER.resolve("县政府")
    assert parent is not None
    assert [unit.name for unit in REGISTER.members(parent)] == ["青禾县财政局", "青禾县农业农村局"]


def test_an_empty_register_knows_nobody():
    assert len(Register()) == 0
    assert Register().resolve("财政局") is None


@pytest.mark.parametrize(
    ("units", "words"),
    [
        ([Unit("县财政局"), Unit("县财政局")], "第2条"),
        ([Unit("县财政局", ("财政局",)), Unit("市财政局", ("财政局",))], "第2条"),
        ([Unit("县财政局", ("县财政局",))], "第1条"),
        ([Unit("")], "第1条"),
        ([Unit("县财政局", parent="县政府")], "县政府"),
        ([Unit("各乡镇", members=("临川镇",))], "临川镇"),
    ],
)
def test_bad_data_is_refused_with_its_row(units, words):
    with pytest.raises(LuoshiError) as caught:
        Register(units)
    assert words in caught.value.chinese
    assert caught.value.english
    assert caught.value.code == "bad-register"
