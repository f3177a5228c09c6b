"""From a document to a plan: what holds of every plan, and of small documents as a whole."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import luoshi
from luoshi.calendar import WorkingCalendar
from luoshi.gongwen.extract import extract
from luoshi.gongwen.model import Document, GapKind, Kind, Phrase, Plan
from tests.gongwen.assemble.checks import check
from tests.gongwen.assemble.counted import steps

FOLDER = Path(__file__).parent / "cases"
SECTIONS = tomllib.loads((FOLDER / "outline_sections.toml").read_text("utf-8"))["section"]
ISSUED = date(2026, 3, 2)
NUMBERS = "一二三四五六七八九"

NOTICE = """青禾县人民政府关于做好2026年春灌工作的通知
青禾政发〔2026〕3号
各乡镇人民政府，县直各单位：
为做好今年春灌工作，现就有关事项通知如下：
一、主要任务
（一）疏通河渠。县水务局要在3月底前全面疏通石桥灌区渠道18公里，建立巡查台账。各乡镇要组织群众清理田间沟渠，清淤土方不少于2万方。
（二）保障农资。县供销社牵头，县财政局、县市场监管局配合，年底前储备化肥1.5万吨以上，确保农资供应全覆盖。
二、保障措施
各乡镇、各部门要明确专人负责，每月25日前向县水务局报送进度。
青禾县人民政府
2026年3月2日
"""

OFFICIAL = [
    *"。；：，、！？（）()〔〕【】“”《》—…·%‰★①②\t\n\r\v　 ",
    *"一二三十百千万亿年月日前后内底末初第章条是要不得应须", "县水务局", "各乡镇", "财政部门", "牵头", "配合",
    "负责", "责任单位：", "以上任务由", "列第一位的单位牵头，下同", "一是", "二要", "首先，", "（一）",
    "一、", "1.", "（1）", "附件1：", "第一章 ", "方面，", "如下：", "以下工作：", "6月底前", "x月底前",
    "年底前", "“十五五”末", "10个工作日内", "每季度末", "2月30日", "至", "18公里", "1.2万亩", "１．５亿元",
    "98%", "3成", "不少于", "以上", "左右", "翻一番", "全部清零", "力争", "争取", "待", "制定", "方案", "《",
    "》", "疏通渠道", "去年完成", "同比增长", "青禾县", "人民政府", "关于", "的通知", "工作报告",
    "2026年3月2日", "🙂", "\u200b", "A", "xx",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(OFFICIAL), max_size=60).map("".join)


def plan_of(text: str, issued_on: date | None = ISSUED) -> Plan:
    return extract(Document(text), issued_on=issued_on)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_whatever_an_official_writes_the_plan_holds_together(text):
    check(plan_of(text))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_whatever_anybody_writes_the_plan_holds_together(text):
    check(plan_of(text))


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_the_same_text_gives_the_same_plan(text):
    assert plan_of(text) == plan_of(text)


@pytest.mark.parametrize("text", ["", "\n", "　", "。", "\x00", "\ud800"])
def test_next_to_nothing_is_a_plan(text):
    check(plan_of(text))


def test_mere_punctuation_is_context():
    for text in (
        "。。",
        ";0000",
        "疏通渠道。。",
        "。\n疏通石桥灌区的渠道，修好泵站。",
        "；；；",
        "县水务局要清淤。！。建立台账。",
    ):
        for one in plan_of(text).statements:
            words = text[one.span.start : one.span.end]
            assert one.kind is Kind.CONTEXT or any(map(str.isalnum, words)), text


# ---------------------------------------------------------------------- a small document


def directive(plan, words):
    (found,) = [one for one in plan.directives if words in plan.quote(one)]
    return found


def named(assigned):
    return [one.mention.name for one in assigned]


def worded(found: tuple[Phrase, ...]):
    return [one.text for one in found]


def test_a_notice_is_read_as_a_whole():
    plan = plan_of(NOTICE)
    check(plan)
    assert plan.outline.facts.number is not None
    assert plan.outline.facts.number.text == "青禾政发〔2026〕3号"
    canals = directive(plan, "18公里")
    assert (named(canals.responsible), worded(canals.limits), worded(canals.measures)) == (
        ["县水务局"],
        ["3月底前"],
        ["18公里"],
    )
    assert canals.path[0] == "主要任务"
    assert canals.limits[0].due == date(2026, 3, 31)
    stores = directive(plan, "化肥")
    assert named(stores.responsible) == ["县供销社"]
    assert named(stores.supporting) == ["县财政局", "县市场监管局"]
    assert worded(stores.targets) == ["全覆盖"]
    reports = directive(plan, "报送进度")
    assert named(reports.responsible) == ["各乡镇", "各部门"]
    assert reports.limits[0].rule is not None


def test_head_and_foot_direct_nothing():
    plan = plan_of(NOTICE)
    for words in ("青禾政发", "县直各单位：", "现就有关事项", "2026年3月2日"):
        (statement,) = [one for one in plan.statements if words in plan.quote(one)]
        assert statement.kind is not Kind.DIRECTIVE


def test_without_a_day_of_issue_relative_limits_stay_open():
    plan = plan_of(NOTICE, None)
    assert plan.issued_on is None
    (limit,) = directive(plan, "化肥").limits
    assert (limit.text, limit.due, limit.problem) == ("年底前", None, "no-issue-date")
    assert GapKind.UNRESOLVED_LIMIT in [gap.kind for gap in directive(plan, "化肥").gaps]


def test_the_day_of_issue_changes_what_limits_come_to_and_nothing_else():
    early, late = plan_of(NOTICE, date(2026, 3, 2)), plan_of(NOTICE, date(2030, 3, 2))
    assert early.statements == late.statements
    assert [limit.due for limit in directive(late, "化肥").limits] == [date(2030, 12, 31)]


def test_gaps_are_counted_by_section():
    counts = plan_of(NOTICE).gaps_by_section()
    assert counts[("主要任务",)][GapKind.NO_LIMIT] >= 1


def test_the_public_names_are_the_librarys():
    assert luoshi.extract is extract
    assert {"extract", "read", "Document", "Plan"} <= set(dir(luoshi))


# ---------------------------------------------------------------------- sections apart


def document(sections: list[str]) -> str:
    """The sections as one document, numbered."""
    parts = [f"{NUMBERS[place]}、{section.strip()}\n" for place, section in enumerate(sections)]
    return "青禾县2026年重点工作实施方案\n" + "".join(parts)


def attributes(plan: Plan) -> dict[str, tuple[list[str], ...]]:
    """What each directive says, by its words."""
    return {
        plan.quote(one): (
            named(one.responsible),
            named(one.supporting),
            worded(one.limits),
            worded(one.measures),
            worded(one.targets),
            worded(one.conditions),
        )
        for one in plan.directives
    }


def kinds(plan: Plan) -> dict[str, Kind]:
    return {plan.quote(one): one.kind for one in plan.statements[2:]}


ALONE = [plan_of(document([one["text"]])) for one in SECTIONS]
CHOICES = st.permutations(range(len(SECTIONS))).flatmap(
    lambda order: st.integers(2, min(len(SECTIONS), len(NUMBERS))).map(lambda count: order[:count])
)


@settings(max_examples=60, deadline=None)
@given(CHOICES)
def test_sections_say_the_same_alone_and_together(order):
    together = attributes(plan_of(document([SECTIONS[index]["text"] for index in order])))
    for index in order:
        alone = attributes(ALONE[index])
        both = alone.keys() & together.keys()
        assert {words: together[words] for words in both} == {words: alone[words] for words in both}


@settings(max_examples=60, deadline=None)
@given(CHOICES)
def test_clear_sections_are_of_the_same_kinds_alone_and_together(order):
    together = kinds(plan_of(document([SECTIONS[index]["text"] for index in order])))
    for index in order:
        if SECTIONS[index].get("clear", True):
            for words, kind in kinds(ALONE[index]).items():
                assert together[words] is kind, words


@pytest.mark.parametrize("index", range(len(SECTIONS)), ids=[one["about"] for one in SECTIONS])
def test_a_section_directs_what_it_should(index):
    assert sum(one.kind is Kind.DIRECTIVE for one in ALONE[index].statements) == SECTIONS[index]["directives"]


# ---------------------------------------------------------------------- cost


SHAPES = {
    "a notice": NOTICE,
    "one paragraph": "县水务局要在6月底前疏通渠道18公里。",
    "one sentence": "疏通渠道，修好泵站、水闸，",
    "clauses": "疏通渠道；",
    "headings": "一、春灌\n",
    "items": "1.疏通渠道。\n",
    "items in a line": "一是疏通渠道。",
    "brackets": "疏通渠道。（县水务局负责）",
    "bracket lines": "疏通渠道。\n（县水务局负责）\n",
    "sections closed": "以上任务由县水务局负责。\n",
    "openers": "做好以下工作：\n",
    "short titles": "春灌\n",
    "open brackets": "（",
    "open quotes": "“",
    "units": "县水务局、",
    "annexes": "附件1：清单\n",
}
SLOW = {
    "labels": "责任单位：县水务局\n",
    "label brackets": "（责任单位：县水务局）\n",
    "who stands in": "疏通渠道。（县水务局负责，以下任务均需各乡镇落实）\n",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_the_text_takes_four_times_the_work(shape):
    part = (SHAPES | SLOW)[shape]
    text = part * max(1, 2000 // len(part))
    plan_of(text)
    assert steps(lambda: plan_of(text * 4)) <= 4.5 * steps(lambda: plan_of(text)) + 2000


@pytest.mark.parametrize("shape", SLOW)
def test_four_times_the_labels_take_four_times_the_work(shape):
    test_four_times_the_text_takes_four_times_the_work(shape)


@pytest.mark.parametrize("text", [" ", "\n\n", "\u3000\u2028", "\t\v"])
def test_white_space_alone_is_one_statement(text):
    plan = extract(Document(text), issued_on=None)
    assert [(one.kind, one.extent.of(text)) for one in plan.statements] == [(Kind.CONTEXT, text)]


def test_no_text_has_no_statements():
    assert extract(Document(""), issued_on=None).statements == ()


def test_working_days_follow_the_calendar_that_is_given(tmp_path):
    table = tmp_path / "holidays.txt"
    table.write_text("[2026]\n2026-07-13 休 县庆\n", "utf-8")
    notice = Document("县水务局要在3个工作日内完成石桥渠道复核。")
    due = [
        extract(notice, issued_on=date(2026, 7, 10), calendar=calendar).directives[0].limits[0].due
        for calendar in (None, WorkingCalendar.load(table))
    ]
    assert due == [date(2026, 7, 15), date(2026, 7, 16)]
