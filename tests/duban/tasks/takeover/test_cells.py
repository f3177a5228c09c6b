"""What stands in a cell, and what is understood: tables of cases."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from luoshi.duban.organisations.lookup import Lookup
from luoshi.duban.registers.sheets import SheetRow
from luoshi.duban.tasks.models import AssignmentRole, LimitKind, State, StateWord
from luoshi.duban.tasks.takeover import state_words
from luoshi.duban.tasks.takeover.limits import current_limit, read_limit
from luoshi.duban.tasks.takeover.reading import RowReader, holds_fractions
from luoshi.duban.tasks.takeover.units import read_units

TODAY = date(2026, 7, 15)
YEAR = date(2026, 1, 1)


def row(**values):
    return SheetRow("台账", 5, "", False, values, dict.fromkeys(values, "D"))


def reader(**values):
    return RowReader(row(**values), TODAY)


@pytest.mark.parametrize(
    ("value", "kind", "due"),
    [
        ("年底前", LimitKind.YEAR_END, date(2026, 12, 31)),
        ("2026.9.30", LimitKind.DATE, date(2026, 9, 30)),
        ("2026/9/30 00:00:00", LimitKind.DATE, date(2026, 9, 30)),
        ("2026年9月30日前", LimitKind.DATE, date(2026, 9, 30)),
        (datetime(2026, 9, 30), LimitKind.DATE, date(2026, 9, 30)),
        (date(2026, 9, 30), LimitKind.DATE, date(2026, 9, 30)),
        ("20260930", LimitKind.DATE, date(2026, 9, 30)),
        ("9月底前", LimitKind.DATE, date(2026, 9, 30)),
        ("3月底前", LimitKind.DATE, date(2026, 3, 31)),
        ("2026年9月", LimitKind.DATE, date(2026, 9, 30)),
        ("长期坚持", LimitKind.LONG_TERM, None),
        ("每月底", LimitKind.RECURRING, None),
        ("6月、12月", LimitKind.MILESTONES, date(2026, 12, 31)),
        ("待定", LimitKind.OPEN, None),
        ("按上级要求", LimitKind.OPEN, None),
    ],
)
def test_limits_in_every_form(value, kind, due):
    cell = reader(limit=value)
    found = read_limit(cell, "limit", YEAR)
    assert (found.kind, found.due, cell.problems) == (kind, due, [])


@pytest.mark.parametrize("value", ["", None, "—", "无", "/"])
def test_an_empty_limit_is_none(value):
    cell = reader(limit=value)
    assert read_limit(cell, "limit", YEAR) is None
    assert not cell.problems


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("2026-02-30", "日期“2026-02-30”不存在或无法识别"),
        ("2月30日", "日期“2月30日”不存在或无法识别"),
        ("2026.13.45", "日期“2026.13.45”不存在或无法识别"),
        ("9.30", "日期“9.30”不存在或无法识别"),
        (46295, "“46295”是数字，不是日期，请把单元格格式改为日期"),
        (date(1905, 1, 1), "日期“1905-01-01”不合理"),
        ("2226-09-30", "日期“2226-09-30”不合理"),
        ("长" * 201, "有201字，最多200字"),
    ],
)
def test_what_was_meant_as_a_day_and_is_none_is_a_fault(value, sentence):
    cell = reader(limit=value)
    assert read_limit(cell, "limit", YEAR) is None
    assert [problem.chinese for problem in cell.problems] == [sentence]


def test_an_open_limit_is_told():
    cell = reader(limit="待定")
    read_limit(cell, "limit", YEAR)
    assert [warning.chinese for warning in cell.warnings] == ["“待定”没有写明日期，作为“时限待明确”"]


def test_words_and_day_in_two_columns_are_one_limit():
    found = current_limit(reader(limit="年底前", due=date(2026, 12, 31)), YEAR)
    assert (found.kind, found.text, found.due) == (LimitKind.YEAR_END, "年底前", date(2026, 12, 31))
    assert current_limit(reader(limit="", due=date(2026, 12, 31)), YEAR).due == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("县住建局", [("县住建局", "lead", "青禾县住房和城乡建设局")]),
        ("县住建局\n县财政局", [("县住建局", "lead", "青禾县住房和城乡建设局"), ("县财政局", "lead", "青禾县财政局")]),
        ("县住建局 县财政局", [("县住建局", "lead", "青禾县住房和城乡建设局"), ("县财政局", "lead", "青禾县财政局")]),
        ("县住建局和县财政局", [("县住建局", "lead", "青禾县住房和城乡建设局"), ("县财政局", "lead", "青禾县财政局")]),
        ("县 财 政 局", [("县财政局", "lead", "青禾县财政局")]),
        ("青禾县住房和城乡建设局", [("青禾县住房和城乡建设局", "lead", "青禾县住房和城乡建设局")]),
        ("县住建局（配合）", [("县住建局", "supporting", "青禾县住房和城乡建设局")]),
        (
            "牵头：县住建局；配合：县财政局、县水务局",
            [
                ("县住建局", "lead", "青禾县住房和城乡建设局"),
                ("县财政局", "supporting", "青禾县财政局"),
                ("县水务局", "supporting", "青禾县水利局"),
            ],
        ),
        ("县财政局等部门", [("县财政局", "lead", "青禾县财政局")]),
        ("县卫健委", [("县卫健委", "lead", None)]),
        ("县文旅局和体育局", [("县文旅局和体育局", "lead", None)]),
        ("无", []),
        ("—", []),
        ("", []),
        ("、，\n", []),
    ],
)
def test_units_in_a_cell(cast, words, expected):
    lookup = Lookup.of(cast.office, TODAY)
    found = read_units(words, AssignmentRole.LEAD, lookup, "lead")
    assert [(one.name, one.role, one.unit.name if one.unit else None) for one in found] == expected


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("已完成", State.CLOSED_OUT),
        ("办结", State.CLOSED_OUT),
        ("销号", State.CLOSED_OUT),
        ("是", State.CLOSED_OUT),
        ("√", State.CLOSED_OUT),
        ("100%", State.CLOSED_OUT),
        ("推进中", State.IN_PROGRESS),
        ("正常推进", State.IN_PROGRESS),
        ("滞后", State.IN_PROGRESS),
        ("逾期未完成", State.IN_PROGRESS),
        ("基本完成", State.IN_PROGRESS),
        ("未销号", State.IN_PROGRESS),
        ("否", State.IN_PROGRESS),
        ("黄灯", State.IN_PROGRESS),
        ("60%", State.IN_PROGRESS),
        ("", State.IN_PROGRESS),
        ("未启动", State.ISSUED),
        ("已交办", State.ISSUED),
        ("已签收", State.ACKNOWLEDGED),
        ("申请销号", State.SUBMITTED),
        ("待验收", State.SUBMITTED),
        ("已核查", State.VERIFIED),
        ("退办", State.SENT_BACK),
        ("已取消", State.WITHDRAWN),
        ("待研判", None),
    ],
)
def test_an_offices_words_for_states(word, state):
    assert state_words.guess(word) == state


def test_what_a_word_meant_last_time_goes_before_the_guess(cast):
    state_words.remember(cast.office, {"滞后": State.ISSUED, "办结": State.VERIFIED})
    state_words.remember(cast.office, {"办结": State.CLOSED_OUT})
    assert state_words.meanings(cast.office, ["滞后", "办结", "推进"]) == {
        "滞后": State.ISSUED,
        "办结": State.CLOSED_OUT,
        "推进": State.IN_PROGRESS,
    }
    assert StateWord.objects.count() == 2
    assert state_words.meanings(cast.other_office, ["滞后"])["滞后"] is State.IN_PROGRESS


@pytest.mark.parametrize(
    ("value", "fractions", "percent"),
    [
        (0.45, True, "45"),
        (45, False, "45"),
        ("45%", True, "45"),
        ("45.5％", False, "45.5"),
        (1, True, "100"),
        (0, False, "0"),
    ],
)
def test_percentages(value, fractions, percent):
    assert reader(percent=value).percent("percent", fractions=fractions) == Decimal(percent)


@pytest.mark.parametrize("value", ["150%", "过半", "-5", 450])
def test_what_is_no_percentage_is_a_fault(value):
    cell = reader(percent=value)
    assert cell.percent("percent", fractions=False) is None
    assert len(cell.problems) == 1


def test_a_column_of_fractions_is_told_from_one_of_percentages():
    assert holds_fractions([row(percent=0.45), row(percent=1), row(percent=None)], "percent")
    assert not holds_fractions([row(percent=0.45), row(percent=60)], "percent")
    assert not holds_fractions([row(percent="45%"), row(percent=0)], "percent")


@pytest.mark.parametrize(("value", "count"), [(2, 2), ("2次", 2), ("延期1次", 1), ("否", 0), (None, 0), (0, 0)])
def test_how_many_extensions(value, count):
    assert reader(extensions=value).count("extensions") == count


def test_no_number_of_extensions_is_a_fault():
    cell = reader(extensions="多次")
    cell.count("extensions")
    assert cell.problems[0].chinese == "“多次”不是次数"


def test_a_month_is_its_first_or_last_day_and_that_is_told():
    cell = reader(issued_on="2026年3月", finished_on="2026年6月")
    assert cell.past_day("issued_on") == date(2026, 3, 1)
    assert cell.past_day("finished_on", last=True) == date(2026, 6, 30)
    assert [warning.chinese for warning in cell.warnings] == ["“2026年3月”按第一天计", "“2026年6月”按最后一天计"]
    assert reader(finished_on="2026年7月").past_day("finished_on", last=True) == TODAY


@pytest.mark.parametrize("value", [TODAY + timedelta(days=1), "2027-01-01", "不久", 46000])
def test_a_day_that_is_still_to_come_or_is_none_is_a_fault(value):
    cell = reader(issued_on=value)
    assert cell.past_day("issued_on") is None
    assert len(cell.problems) == 1


@pytest.mark.parametrize("value", ["#REF!", "#N/A", "#DIV/0!", "甲\ud800乙"])
def test_errors_of_excel_and_unstorable_characters_are_faults(value):
    cell = reader(text=value)
    cell.check()
    assert len(cell.problems) == 1
    assert cell.words("text") == ""
