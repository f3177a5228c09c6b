"""A limit or a target that was read or typed, and the rows that the ledger keeps of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from luoshi.duban.documents.proposals import LimitProposal, TargetProposal
from luoshi.duban.tasks.models import Limit, LimitKind, Target, Task
from luoshi.duban.tasks.proposed import limit_columns, limit_of, limit_row, replace_limit, target_of, target_rows
from tests.duban.tasks.given import a_plan, a_task

NOVEMBER = LimitProposal("date", "11月底前", due=date(2026, 11, 30))


@pytest.fixture
def task(cast) -> Task:
    return a_task(cast, a_plan(cast))


@pytest.mark.parametrize(
    "limit",
    [
        NOVEMBER,
        LimitProposal("recurring", "每季度末", rule="FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"),
        LimitProposal("milestones", "6月底前、年底前", date(2026, 6, 1), date(2026, 12, 31)),
        LimitProposal("open", "年底前", problem="no-issue-date"),
        LimitProposal("long-term", "长期坚持"),
    ],
)
def test_a_limit_that_was_set_can_be_set_again(cast, task, limit):
    row = limit_row(task, limit, basis="原文", set_by=cast.chen)
    assert limit_of(row) == limit
    assert (row.basis, row.set_by, row.is_current, row.is_first) == ("原文", cast.chen, True, False)


def test_a_task_repeats_its_limit():
    assert limit_columns(NOVEMBER) == {"limit_kind": "date", "limit_text": "11月底前", "due": date(2026, 11, 30)}
    assert limit_columns(None) == {"limit_kind": LimitKind.NONE, "limit_text": "", "due": None}


def test_words_that_are_too_long_for_their_column_are_cut(cast, task):
    long = LimitProposal("open", "在上级文件下发之后" * 40, rule="X" * 300, problem="x" * 40)
    row = limit_row(task, long, basis="会议决定" * 100, set_by=cast.chen)
    row.clean_fields()
    assert len(limit_columns(long)["limit_text"]) == len(row.text) == 200
    (target,) = target_rows(task, [TargetProposal("完成" * 200, unit="座" * 40, measured="水库" * 200)])
    target.clean_fields()
    assert (len(target.words), len(target.measured), len(target.unit)) == (200, 200, 30)


def test_a_new_limit_becomes_the_current_one_and_the_earlier_ones_stay(cast, task):
    other = a_task(cast, task.plan, due=None)
    replace_limit([task, other], NOVEMBER, basis="会议：专题会", set_by=cast.chen)
    rows = Limit.objects.filter(task=task).values_list("text", "is_current", "basis")
    assert list(rows) == [("9月底前", False, ""), ("11月底前", True, "会议：专题会")]
    assert [(one.limit_kind, one.limit_text, one.due) for one in (task, other)] == [
        ("date", "11月底前", date(2026, 11, 30))
    ] * 2


def test_taking_the_limit_away_leaves_none_that_counts(cast, task):
    replace_limit([task], None, basis="", set_by=cast.chen)
    assert not Limit.objects.filter(task=task, is_current=True).exists()
    assert (task.limit_kind, task.limit_text, task.due) == (LimitKind.NONE, "", None)


def test_a_limit_that_is_only_one_units_stays_its_own(cast, task):
    row = task.assignments.get()
    own = Limit.objects.create(task=task, assignment=row, kind="date", text="12月底前", due=date(2026, 12, 31))
    replace_limit([task], NOVEMBER, basis="", set_by=cast.chen)
    own.refresh_from_db()
    assert own.is_current


def test_a_target_that_was_set_can_be_set_again(task):
    targets = [
        TargetProposal("3座", ">=", Decimal(3), unit="座", measured="水库除险加固"),
        TargetProposal("5%至6%", "between", Decimal(5), Decimal(6), "%"),
        TargetProposal("x张", unit="张", masked=True),
        TargetProposal("全部清零", is_figure=False),
    ]
    Target.objects.bulk_create(target_rows(task, targets))
    assert [target_of(row) for row in Target.objects.filter(task=task)] == targets
