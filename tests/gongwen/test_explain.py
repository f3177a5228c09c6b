"""Why statements are read as they are."""

from math import isclose, log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.gongwen.explain import Explanation, explain, explain_all
from luoshi.gongwen.extract import extract
from luoshi.gongwen.model import Cell, Document, Kind, Span, Table
from luoshi.gongwen.statements.evidence import Aspect
from luoshi.gongwen.statements.forced import Form

TEXT = """青禾县人民政府工作报告
一、2025年工作回顾
去年，全县粮食总产量达到3.5亿斤，比上年增长2.3%。新建高标准农田1.2万亩，完成投资3.1亿元。
二、2026年工作安排
县水务局要在3月底前全面完成石桥灌区渠道清淤，清淤长度不少于18公里。
农业农村部门牵头，重点抓好以下工作：一是备足种子；二是培训农民2000人次。
（责任单位：县供销社、县市场监管局）
“一村一策”：是指每个村制定一个方案。
责任单位：县水务局
"""
DOCUMENT = Document(TEXT)
OFFICIAL = [
    "一、",
    "（一）",
    "一是",
    "县水务局要",
    "去年",
    "完成",
    "18公里",
    "（县水务局负责）",
    "以下工作：",
    "，",
    "。",
    "；",
    "\n",
    "🙂",
]


def why(words: str) -> Explanation:
    (found,) = [one for one in explain_all(DOCUMENT) if words in one.span.of(TEXT)]
    return found


@pytest.mark.parametrize(
    ("words", "form", "kind"),
    [
        ("一、2025年", Form.HEADING, Kind.HEADING),
        ("以下工作：", Form.OPENER, Kind.CONTEXT),
        ("（责任单位", Form.BRACKET, Kind.CONTEXT),
        ("“一村一策”", Form.DEFINITION, Kind.CONTEXT),
        ("责任单位：县水务局", Form.LABEL, Kind.CONTEXT),
    ],
)
def test_a_form_that_decides_is_named_and_nothing_is_weighed(words, form, kind):
    found = why(words)
    assert (found.form, found.kind, found.confidence) == (form, kind, 1.0)
    assert (found.alone, found.together, found.rival, found.stretches, found.contributions) == (
        None,
        None,
        None,
        (),
        (),
    )


def test_a_cell_of_a_table_is_decided_by_its_column():
    text = "工作任务\t责任单位\n疏通渠道\t县水务局\n"
    words = [["工作任务", "责任单位"], ["疏通渠道", "县水务局"]]
    grid = []
    for row, line in enumerate(words):
        at = [text.index(word) for word in line]
        grid.append(tuple(Cell(Span(s, s + 4), row, column) for column, s in enumerate(at)))
    found = list(explain_all(Document(text, tables=(Table(Span(0, len(text) - 1), tuple(grid)),))))
    assert {one.form for one in found} == {Form.TABLE}


def test_a_task_is_told_by_the_words_that_direct():
    found = why("石桥灌区")
    assert (found.kind, found.form) == (Kind.DIRECTIVE, None)
    best = max(found.stretches, key=lambda one: one.amount)
    assert best.amount > 0.5
    assert any(word in best.text for word in ("要", "完成", "不少于"))
    assert all(one.span.of(TEXT) == one.text for one in found.stretches)


def test_a_review_is_told_by_its_heading_too():
    found = why("高标准农田")
    assert found.kind is Kind.ACHIEVEMENT
    (above,) = [one for one in found.contributions if one.aspect is Aspect.HEADINGS]
    assert above.amount > 0
    assert [span.of(TEXT) for span in above.words][-1] == "一、2025年工作回顾"
    assert found.together[Kind.ACHIEVEMENT] > found.alone[Kind.ACHIEVEMENT]


def test_what_an_aspect_was_read_from_is_told():
    told = {one.aspect: one for one in why("培训农民").contributions}
    assert [span.of(TEXT) for span in told[Aspect.OPENER].words] == ["农业农村部门牵头，重点抓好以下工作："]
    assert [span.of(TEXT) for span in told[Aspect.MARK].words] == ["二是"]
    assert told[Aspect.GENRE].value == "report"
    assert "due" in {one.aspect: one for one in why("石桥灌区").contributions}[Aspect.CUES].value


def test_one_alone_is_explained_as_among_all():
    assert [explain(DOCUMENT, one.index) for one in explain_all(DOCUMENT)] == list(explain_all(DOCUMENT))


@pytest.mark.parametrize("index", [-1, 99])
def test_a_statement_that_is_not_there_is_refused(index):
    with pytest.raises(IndexError, match="no statement"):
        explain(DOCUMENT, index)


def holds(document: Document) -> None:
    """The explanations are those of the plan, and what they add up is the odds of the verdict."""
    plan = extract(document, issued_on=None)
    for one, statement in zip(explain_all(document), plan.statements, strict=True):
        assert (one.kind, one.confidence, one.span) == (statement.kind, statement.confidence, statement.span)
        assert statement.reasons == ((f"form:{one.form}",) if one.form else ("model",))
        assert all(one.span.covers(stretch.span) for stretch in one.stretches)
        if one.form is None and one.together[one.rival] > 1e-12:
            amounts = [stretch.amount for stretch in one.stretches] + [part.amount for part in one.contributions]
            odds = log(one.together[one.kind] / one.together[one.rival])
            assert isclose(sum(amounts) + one.neighbours, odds, rel_tol=1e-6, abs_tol=1e-6)
            assert isclose(sum(one.alone.values()), 1.0, rel_tol=1e-6)


def test_an_explanation_is_of_the_verdict_and_adds_up_to_it():
    holds(DOCUMENT)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(OFFICIAL), max_size=40).map("".join))
def test_so_it_is_for_any_text(text):
    holds(Document(text))


def test_a_statement_without_an_end_is_explained_by_its_two_ends():
    text = "县水务局要完成" + "石桥灌区渠道清淤18公里并修复临川镇泵站" * 400 + "任务。"
    holds(Document(text))
    found = explain(Document(text), 0)
    assert found.stretches[0].span.start < 1000
    assert found.stretches[-1].span.end > len(text) - 1000
    assert sum(len(one.span) > 200 for one in found.stretches) <= 1


def test_an_empty_document_has_nothing_to_explain():
    assert list(explain_all(Document(""))) == []
