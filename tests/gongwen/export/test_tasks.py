"""The wording of a task: the sentence without its list mark and closing bracket."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.gongwen.export.tasks import wording
from luoshi.gongwen.model import Assigned, Directive, Document, Outline, Plan, Span, UnitKind, UnitMention, Why


def read(text: str, *units: str) -> str:
    assigned = tuple(
        Assigned(
            UnitMention(Span(text.index(name), text.index(name) + len(name)), name, UnitKind.ORGANISATION),
            Why.BRACKET,
            0,
        )
        for name in units
    )
    directive = Directive(0, Span(0, len(text)), (0,), "", None, (), responsible=assigned)
    return wording(Plan(Document(text), None, Outline(), (), (directive,)), directive)


@pytest.mark.parametrize(
    ("text", "units", "expected"),
    [
        ("1.修好水渠。", (), "修好水渠。"),
        ("一是修好水渠；", (), "修好水渠。"),
        ("（二）修好水渠。", (), "修好水渠。"),
        ("——修好水渠。", (), "修好水渠。"),
        ("修好水渠。（县水利局负责）", ("县水利局",), "修好水渠。"),
        ("修好水渠（县水利局、各乡（镇）负责）。", ("县水利局",), "修好水渠。"),
        ("县水利局修好水渠（含支渠）。", ("县水利局",), "县水利局修好水渠（含支渠）。"),
        ("修好水渠！", (), "修好水渠！"),
        ("修好水渠", (), "修好水渠"),
        ("修好\n水　渠。", (), "修好 水渠。"),
        ("推广 Wi-Fi 6 网络。", (), "推广Wi-Fi 6网络。"),
        ("（县水利局负责）", ("县水利局",), "（县水利局负责）"),
        ("修好水渠）。", (), "修好水渠）。"),
        ("1.", (), "1."),
    ],
)
def test_a_task_is_worded_as_the_sentence(text, units, expected):
    assert read(text, *units) == expected


@given(st.text(alphabet="修渠。；（）(1.、一是 \n\t", max_size=40))
def test_no_text_is_too_odd(text):
    words = read(text)
    assert "\n" not in words
    assert len(words) <= len(text) + 1
