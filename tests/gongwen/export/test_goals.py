"""Figures with what they measure, in the document's own words."""

from decimal import Decimal

import pytest

from luoshi.gongwen.export.goals import goals
from luoshi.gongwen.model import (
    Directive,
    Document,
    LimitKind,
    Outline,
    Phrase,
    Plan,
    Quantity,
    Span,
    Target,
    TimeLimit,
)


def read(
    text: str, *figures: tuple[str, str, str], targets: tuple[str, ...] = (), masked: bool = False, limit: str = ""
):
    """The goals of a one-sentence document; a figure is its words, what is measured and its verb."""

    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    def phrase(words: str) -> Phrase | None:
        return Phrase(span(words), words) if words else None

    measures = tuple(
        Quantity(
            span(words), words, None if masked else Decimal(1), "", masked=masked, of=phrase(of), verb=phrase(verb)
        )
        for words, of, verb in figures
    )
    named = tuple(Target(span(words), words) for words in targets)
    limits = (TimeLimit(span(limit), limit, LimitKind.MILESTONE),) if limit else ()
    directive = Directive(0, Span(0, len(text)), (0,), "", None, (), limits=limits, measures=measures, targets=named)
    return goals(Plan(Document(text), None, Outline(), (), (directive,)), directive)


@pytest.mark.parametrize(
    ("text", "figures", "expected"),
    [
        ("新建高标准农田37万亩。", [("37万亩", "高标准农田", "新建")], ("新建高标准农田37万亩",)),
        ("绿化面积不少于5公顷。", [("5公顷", "绿化面积", "")], ("绿化面积不少于5公顷",)),
        ("培训不少于300人次。", [("300人次", "", "")], ("不少于300人次",)),
        ("入园率稳定在95%以上。", [("95%以上", "入园率", "")], ("入园率稳定在95%以上",)),
        (
            "新建水渠12公里、改造8公里。",
            [("12公里", "水渠", "新建"), ("8公里", "水渠", "改造")],
            ("新建水渠12公里", "水渠改造8公里"),
        ),
        ("水渠，按图施工，新建12公里。", [("12公里", "水渠", "新建")], ("水渠新建12公里",)),
        ("完成投资\n3亿元。", [("3亿元", "投资", "完成")], ("完成投资3亿元",)),
        ("种树100棵，再种树100棵。", [("100棵", "", ""), ("100棵", "", "")], ("100棵",)),
    ],
)
def test_a_figure_stands_with_what_it_measures(text, figures, expected):
    assert read(text, *figures) == expected


def test_targets_and_figures_keep_the_order_of_the_text():
    text = "隐患全部清零，培训20场，欠薪零拖欠。"
    assert read(text, ("20场", "", "培训"), targets=("零拖欠", "全部清零")) == ("全部清零", "培训20场", "零拖欠")


def test_a_target_inside_a_figures_stretch_is_not_told_twice():
    text = "15个村全部完成规划编制，隐患全部清零。"
    found = read(text, ("15个", "村全部完成规划编制", ""), targets=("全部完成", "全部清零"))
    assert found == ("15个村全部完成规划编制", "全部清零")


@pytest.mark.parametrize(
    ("text", "figure", "expected"),
    [
        ("入冬前更新管网13处。", ("13处", "入冬前更新管网", ""), "更新管网13处"),
        ("入冬前对13处管网完成整改。", ("13处", "入冬前对", ""), "13处"),
        ("入冬前，更新13处。", ("13处", "入冬前", "更新"), "更新13处"),
    ],
)
def test_a_time_limit_is_no_part_of_a_goal(text, figure, expected):
    assert read(text, figure, limit="入冬前") == (expected,)


def test_a_masked_figure_is_marked():
    assert read("清淤x公里。", ("x公里", "", "清淤"), masked=True) == ("清淤x公里（数字待明确）",)


def test_words_far_apart_are_joined_without_what_stands_between():
    text = f"水渠{'很' * 60}要新建12公里。"
    assert read(text, ("12公里", "水渠", "新建")) == ("水渠新建12公里",)


def test_a_directive_without_figures_has_no_goals():
    assert read("抓好落实。") == ()
