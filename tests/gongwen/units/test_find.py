"""Units where they stand in a text, with and without a register."""

from __future__ import annotations

import pytest

from luoshi.gongwen.model import UnitKind
from luoshi.gongwen.units import Register, Unit, find_units

TEXT = (
    "青禾县2030年工作要点\n"
    "一、抓好水利。县水务局牵头，各乡镇配合，6月底前完成清淤。\n"
    "支持企业发展。（责任单位：县工信局、县财政局）\n"
    "重大事项要及时报送县政府。\n"
)


def test_units_are_found_in_the_order_of_the_text():
    found = find_units(TEXT)
    assert [unit.name for unit in found] == ["县水务局", "各乡镇", "县工信局", "县财政局"]
    assert [unit.kind for unit in found][:2] == [UnitKind.ORGANISATION, UnitKind.GROUP]


def test_each_span_is_a_slice_of_the_text():
    for unit in find_units(TEXT):
        assert unit.span.of(TEXT).startswith(unit.name)


def test_with_a_register_a_known_name_carries_its_official_one():
    register = Register([Unit("青禾县水务局"), Unit("青禾县财政局")])
    found = {unit.name: unit.unit for unit in find_units(TEXT, register)}
    assert found == {"县水务局": "青禾县水务局", "各乡镇": None, "县工信局": None, "县财政局": "青禾县财政局"}


@pytest.mark.parametrize("text", ["", "\n", "　", "。", "（", "）", "hello, world", "￿\U0010ffff", "、、、", "要要要"])
def test_a_text_without_units_has_none(text):
    assert find_units(text) == []


def test_line_ends_of_every_kind_part_statements():
    assert [unit.name for unit in find_units("县水务局要巡河。\r\n县林业局要护林。")] == ["县水务局", "县林业局"]
