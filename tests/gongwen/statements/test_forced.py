"""Statements whose form says what they are."""

import pytest

from luoshi.gongwen.model import Kind
from luoshi.gongwen.statements.forced import Form, forced_kind
from tests.gongwen.statements.pieces import place_of, read


def form_of(text, words):
    pieces, _ = read(text)
    found = forced_kind(text, pieces, place_of(text, pieces, words))
    assert found is None or found.reason == f"form:{found.form}"
    return None if found is None else (found.kind, found.form)


def test_a_heading_on_its_own_line_is_one():
    assert form_of("一、主要任务\n疏通渠道。", "主要任务") == (Kind.HEADING, Form.HEADING)


def test_a_topic_and_nothing_more_is_a_heading():
    assert form_of("渠道疏通方面。一是清淤。二是护坡。", "渠道疏通方面") == (Kind.HEADING, Form.HEADING)


@pytest.mark.parametrize(
    "bracket",
    [
        "（县水务局负责）",
        "（县水务局、各乡镇按职责分工负责）。",
        "（县水务局牵头，县财政局配合）",
        "（责任单位：县水务局；配合单位：各乡镇）",
        "〔县水务局牵头〕",
        "【责任单位：县水务局】",
        "（省教育厅、各设区市人民政府）",
    ],
)
def test_a_bracket_that_only_names_units_is_context(bracket):
    assert form_of(f"疏通渠道。{bracket}", bracket) == (Kind.CONTEXT, Form.BRACKET)


@pytest.mark.parametrize(
    "words", ["（2026年3月2日青禾县人民代表大会通过）", "（此处鼓掌）", "（一）疏通渠道，由县水务局负责（落实）"]
)
def test_another_bracket_is_left_to_the_model(words):
    assert form_of(f"疏通水渠。\n{words}\n备足种子。备足化肥。", words) is None


@pytest.mark.parametrize(
    "label", ["责任单位：县水务局", "牵头单位：县水务局；配合单位：各乡镇", "牵头领导：分管副县长", "配合部门:县财政局"]
)
def test_a_label_line_is_context(label):
    assert form_of(f"疏通渠道。\n{label}", label[-3:]) == (Kind.CONTEXT, Form.LABEL)


@pytest.mark.parametrize(
    "words", ["责任单位要疏通渠道。", "配合县水务局疏通渠道：全线。", "支持合作社购机。", "实施单位缺乏经验。"]
)
def test_words_that_only_begin_like_a_label_are_left_to_the_model(words):
    assert form_of(f"修好泵站。\n{words}", words) is None


@pytest.mark.parametrize(
    "opener",
    [
        "重点抓好以下工作：",
        "要做到：",
        "全县今年和今后一个时期要在巩固成果的基础上统筹安排、压实责任，着力抓好以下三个方面的工作：",
    ],
)
def test_a_sentence_that_only_opens_a_list_is_context(opener):
    assert form_of(f"{opener}一是疏通渠道。", opener) == (Kind.CONTEXT, Form.OPENER)


@pytest.mark.parametrize(
    "announcement",
    [
        "下面，我讲三点意见。",
        "重点抓好四个方面。",
        "同时，还要推进两项重点工作。",
        "当前要做好以下工作。",
        "突出抓好五件事：",
    ],
)
def test_a_sentence_that_announces_a_list_is_context(announcement):
    assert form_of(f"{announcement}\n一是疏通渠道。", announcement) == (Kind.CONTEXT, Form.OPENER)


@pytest.mark.parametrize(
    "words",
    ["完成十项重点工作。", "年内办成10件民生实事。", "新建三个泵站。", "抓好石桥灌区渠道疏通三期工程的18公里。"],
)
def test_a_task_with_a_number_is_left_to_the_model(words):
    assert form_of(f"{words}\n疏通渠道。", words) is None


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("县财政局、县住建局等部门要抓紧拨款。", Form.ORDER),
        ("疏通渠道18公里（县水务局）。", Form.ANSWERED),
    ],
)
def test_who_is_told_by_name_makes_a_directive(words, form):
    assert form_of(f"修好泵站。\n{words}", words) == (Kind.DIRECTIVE, form)


def test_a_long_sentence_that_tells_before_its_colon_is_left_to_the_model():
    long = "县水务局要在汛前全面疏通石桥灌区渠道，抓紧修好临川镇泵站，逐户建立用水巡查台账："
    assert form_of(f"{long}一是清淤。", long) is None


def test_a_colon_without_items_after_it_is_left_to_the_model():
    assert form_of("要做到：\n疏通渠道。", "要做到") is None


def test_what_a_table_says_goes_before_the_form():
    text = "一、主要任务\n疏通渠道。"
    pieces, _ = read(text)
    pieces[0].heading, pieces[0].given = False, Kind.DIRECTIVE
    assert forced_kind(text, pieces, 0) == (Kind.DIRECTIVE, Form.TABLE, "form:table")


@pytest.mark.parametrize("words", ["疏通渠道。", "疏通渠道", "县水务局负责疏通渠道。"])
def test_a_sentence_is_left_to_the_model(words):
    assert form_of(f"修好泵站。{words}", words) is None


@pytest.mark.parametrize("words", ["“一村一策”：是指每个村制定一个方案。", "本办法所称大户，耕地在五十亩以上。"])
def test_a_definition_is_context(words):
    assert form_of(f"修好泵站。\n{words}", words) == (Kind.CONTEXT, Form.DEFINITION)


def test_a_heading_in_a_table_is_told_by_the_table():
    text = "一、主要任务\n疏通渠道。"
    pieces, _ = read(text)
    pieces[0].given = Kind.HEADING
    assert forced_kind(text, pieces, 0) == (Kind.HEADING, Form.TABLE, "form:table")
