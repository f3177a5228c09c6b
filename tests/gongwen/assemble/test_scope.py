"""Who answers for each directive; the kinds of the statements are given."""

import tomllib
from pathlib import Path

import pytest

from tests.gongwen.assemble.counted import steps
from tests.gongwen.assemble.given import names, read

FOLDER = Path(__file__).parents[1] / "cases"
CASES = [
    case
    for file in ("scope_inherited", "scope_brackets", "scope_sections")
    for case in tomllib.loads((FOLDER / f"{file}.toml").read_text("utf-8"))["case"]
]
KINDS = ("context", "achievement", "run_in")


def params(key="who"):
    """The cases that hold *key*."""
    return [pytest.param(case, id=case["about"]) for case in CASES if key in case]


def reading(case):
    return read(case["text"], **{name: case[name] for name in KINDS if name in case})


def told(answer):
    """Who answers, and after a stroke who supports."""
    parts = [names(answer.responsible) or "-"]
    return " / ".join([*parts, names(answer.supporting)] if answer.supporting else parts)


@pytest.mark.parametrize("case", list(params()))
def test_who_answers(case):
    found = reading(case)
    assert {words: told(found.answer(words)) for words in case["who"]} == case["who"]


@pytest.mark.parametrize("case", list(params("why")))
def test_the_reason_is_told(case):
    found = reading(case)
    reasons = {words: [one.why.value for one in found.answer(words).responsible] for words in case["why"]}
    assert {words: "、".join(reason) for words, reason in reasons.items()} == case["why"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_each_unit_is_quoted_from_the_statement_that_names_it(case):
    found = reading(case)
    for answer in found.answers:
        for one in (*answer.responsible, *answer.supporting):
            span = found.pieces[one.statement]
            assert span.start <= one.mention.span.start < one.mention.span.end <= span.end
            assert one.mention.span.of(found.text).startswith(one.mention.name)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_nobody_both_answers_and_supports_or_is_named_twice(case):
    for answer in reading(case).answers:
        everyone = [one.mention.name for one in (*answer.responsible, *answer.supporting)]
        assert len(everyone) == len(set(everyone))


def test_only_directives_are_answered_for():
    found = read("县水务局牵头抓好下列工作：一是清淤；二是护岸。去年完成清淤。", achievement=["去年"])
    assert found.answer("下列").responsible == ()
    assert found.answer("去年").responsible == ()


def test_the_bracket_that_speaks_is_pointed_at():
    found = read("一是清淤。二是护岸。（县水务局负责，6月底前完成）")
    assert [span.of(found.text) for span in found.answer("护岸").brackets] == ["（县水务局负责，6月底前完成）"]


def test_leaders_of_a_label_line_are_kept():
    found = read("（一）渠道清淤\n疏通石桥渠道。\n牵头领导：分管副县长\n责任单位：县水务局")
    answer = found.answer("疏通")
    assert names(answer.responsible) == "县水务局"
    assert [leader.text for leader in answer.leaders] == ["分管副县长"]


def test_mentions_are_the_units_alone():
    found = read("县水务局要清淤。")
    assert [mention.name for mention in (one.mention for one in found.answer("清淤").responsible)] == ["县水务局"]


def test_no_text_has_no_answers():
    assert read("").answers == []


SHAPES = [
    "疏通渠道。修好泵站。（县水务局负责）\n",
    "县水务局要疏通渠道。修好泵站。\n",
    "县水务局牵头抓好下列工作：一是清淤；二是护岸。\n",
    "（一）春灌\n疏通渠道。\n责任单位：县水务局\n",
    "以上任务由县水务局负责。\n",
    "疏通渠道（县水务局负责，列第一位的单位牵头，下同）；",
    "疏通渠道。\n",
]
LABELS = [
    "疏通渠道。\n责任单位：县水务局\n",
    "责任单位：县水务局；",
]


def work(head, part, times):
    return steps(lambda: read(head + part * times))


@pytest.mark.parametrize("part", SHAPES)
def test_four_times_the_statements_take_four_times_the_work(part):
    assert work("", part, 160) <= 4.5 * work("", part, 40)


@pytest.mark.parametrize("part", LABELS)
def test_four_times_the_labels_under_a_heading_take_four_times_the_work(part):
    assert work("一、春灌\n", part, 400) <= 4.5 * work("一、春灌\n", part, 100)


def test_a_long_item_takes_no_more():
    assert work("一、春灌\n", "疏通渠道；", 800) <= 4.5 * work("一、春灌\n", "疏通渠道；", 200)
