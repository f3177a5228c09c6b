"""What units are called in a ledger."""

import pytest

from luoshi.gongwen.export.names import unit_names
from luoshi.gongwen.model import Assigned, Gap, GapKind, Span, UnitKind, UnitMention, Why


def called(text: str, *units: str, **official: str) -> str:
    """The ledger's names for units that stand in *text*, written as words|name where the two differ."""
    assigned = []
    for unit in units:
        words, _, name = unit.partition("|")
        start = text.index(words)
        span = Span(start, start + len(words))
        mention = UnitMention(span, name or words, UnitKind.ORGANISATION, official.get(words))
        assigned.append(Assigned(mention, Why.SUBJECT, 0))
    return unit_names(text, assigned)


@pytest.mark.parametrize(
    ("text", "units", "expected"),
    [
        ("县水务局要疏通渠道。", ["县水务局"], "县水务局"),
        ("水务部门要疏通渠道。", ["水务部门|水务"], "水务部门"),
        ("专班成员单位要报送进度。", ["专班成员单位|专班成员"], "专班成员单位"),
        ("公安、司法等部门要配合。", ["公安", "司法"], "公安部门、司法部门"),
        ("农牧、水务部门要配合。", ["农牧", "水务部门|水务"], "农牧部门、水务部门"),
        ("民委、水务等有关部门要配合。", ["民委", "水务"], "民委、水务部门"),
        ("县水务局、县财政局等部门要配合。", ["县水务局", "县财政局"], "县水务局、县财政局"),
        ("工会要配合，有关部门要支持。", ["工会"], "工会"),
        ("乐民集团要配合。水务部门要支持。", ["乐民集团"], "乐民集团"),
    ],
)
def test_a_bare_field_of_work_keeps_its_department(text, units, expected):
    assert called(text, *units) == expected


def test_the_register_has_the_last_word():
    assert called("水务部门要疏通渠道。", "水务部门|水务", 水务部门="青禾县水务局") == "青禾县水务局"


def test_a_gap_elsewhere_marks_nobody():
    text = "县水务局要疏通渠道。"
    unit = Assigned(UnitMention(Span(0, 4), "县水务局", UnitKind.ORGANISATION), Why.SUBJECT, 0)
    assert unit_names(text, [unit], [Gap(GapKind.UNKNOWN_UNIT, Span(5, 7))]) == "县水务局"
    assert unit_names(text, [unit], [Gap(GapKind.UNKNOWN_UNIT, Span(0, 4))]) == "县水务局（待核实）"
