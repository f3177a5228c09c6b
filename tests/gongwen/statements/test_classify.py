"""The kinds of statements in small documents that leave no doubt."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.gongwen.model import Kind
from luoshi.gongwen.statements.classify import classify
from tests.gongwen.statements.pieces import read

PLAN = """青禾县2026年春耕工作实施方案
各乡镇人民政府，县直各单位：
一、主要任务
（一）加强渠道管护。县水务局要在3月底前全面完成石桥灌区渠道清淤，清淤长度不少于18公里。各乡镇要建立巡查台账，每月25日前报送进度。
（二）保障农资供应
县供销社牵头，县市场监管局配合，确保化肥储备达到2万吨以上。
（责任单位：县供销社、县市场监管局）
"""
REPORT = """青禾县人民政府工作报告
一、2025年工作回顾
去年，全县粮食总产量达到3.5亿斤，比上年增长2.3%。新建高标准农田1.2万亩，完成投资3.1亿元。
二、2026年工作安排
全力抓好粮食生产。加快建设高标准农田，年内建成1.5万亩。推进城乡供水一体化，新增集中供水人口2万人。
"""


def kinds(text, title=""):
    pieces, outline = read(text)
    verdicts = classify(text, pieces, outline, title)
    return [(text[piece.start : piece.end], one) for piece, one in zip(pieces, verdicts, strict=True)]


def kind_of(found, words):
    (verdict,) = [one for text, one in found if words in text]
    return verdict.kind


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("一、主要任务", Kind.HEADING),
        ("加强渠道管护", Kind.HEADING),
        ("保障农资供应", Kind.HEADING),
        ("清淤长度", Kind.DIRECTIVE),
        ("巡查台账", Kind.DIRECTIVE),
        ("化肥储备", Kind.DIRECTIVE),
        ("（责任单位", Kind.CONTEXT),
        ("各乡镇人民政府，", Kind.CONTEXT),
    ],
)
def test_a_plan_directs(words, kind):
    assert kind_of(kinds(PLAN, "青禾县2026年春耕工作实施方案"), words) is kind


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("工作回顾", Kind.HEADING),
        ("粮食总产量", Kind.ACHIEVEMENT),
        ("1.2万亩", Kind.ACHIEVEMENT),
        ("工作安排", Kind.HEADING),
        ("1.5万亩", Kind.DIRECTIVE),
        ("供水人口", Kind.DIRECTIVE),
    ],
)
def test_a_report_looks_back_and_then_ahead(words, kind):
    assert kind_of(kinds(REPORT, "青禾县人民政府工作报告"), words) is kind


def test_what_the_form_decides_is_certain_and_says_so():
    for text, verdict in kinds(PLAN):
        form = {"一、主要任务": "form:heading", "（责任单位：县供销社、县市场监管局）": "form:bracket"}.get(text)
        if form is not None:
            assert (verdict.confidence, verdict.reasons) == (1.0, (form,))


def test_what_the_model_weighs_is_a_probability():
    weighed = [verdict for _, verdict in kinds(PLAN) if verdict.reasons == ("model",)]
    assert weighed
    assert all(0.2 <= verdict.confidence <= 1.0 for verdict in weighed)


def test_a_title_that_opens_a_paragraph_is_marked_as_run_in():
    pieces, outline = read(PLAN)
    classify(PLAN, pieces, outline, "")
    assert [PLAN[piece.start : piece.end] for piece in pieces if piece.run_in] == ["（一）加强渠道管护。"]


def test_what_is_given_stays():
    pieces, outline = read(PLAN)
    for piece in pieces:
        piece.given = Kind.ACHIEVEMENT
    assert {one.kind for one in classify(PLAN, pieces, outline, "")} == {Kind.ACHIEVEMENT}


def test_nothing_is_nothing():
    assert kinds("") == []


LAST = [
    "农科部门牵头做好下列工作：一是开展测土；二是发放种子；三是培训农民。",
    "抓好春耕。疏通渠道。备足种子。",
    "1.排查校舍。\n2.修好围墙。",
]


@pytest.mark.parametrize("text", LAST)
def test_the_last_sentence_of_a_paragraph_is_no_title(text):
    assert kinds(text)[-1][1].kind is not Kind.HEADING


def test_a_sentence_before_a_mere_bracket_is_no_title():
    text = (
        "青禾县2026年重点工作实施方案\n（一）建好农田。新建高标准农田1.2万亩。一是县水务局要抓紧清淤渠道18公里。"
        "二是修好泵站。（县农业农村局牵头，县财政局配合，年底前完成）"
    )
    assert kind_of(kinds(text, "青禾县2026年重点工作实施方案"), "泵站") is not Kind.HEADING


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(["一、", "疏通渠道", "。", "；", "：", "\n", "18公里", "（县水务局负责）", "　", "x", "去年"]),
        max_size=40,
    )
)
def test_every_statement_of_any_text_has_a_verdict(parts):
    text = "".join(parts)
    pieces, outline = read(text)
    verdicts = classify(text, pieces, outline, "")
    assert len(verdicts) == len(pieces)
    assert all(piece.run_in <= (one.kind is Kind.HEADING) for piece, one in zip(pieces, verdicts, strict=True))


def test_a_statement_of_a_million_characters_has_a_verdict():
    assert len(kinds("疏通渠道，" * 200_000)) == 1
