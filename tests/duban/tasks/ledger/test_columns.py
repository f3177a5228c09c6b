"""What each column of the ledger says of a task, and how many queries a page of all of them costs."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from luoshi.duban import clock
from luoshi.duban.documents.models import SourceFile
from luoshi.duban.registers.models import Completion
from luoshi.duban.tasks.actions.file_report import file_report
from luoshi.duban.tasks.derivation import refresh
from luoshi.duban.tasks.ledger import cells
from luoshi.duban.tasks.ledger.columns import COLUMNS, DEFAULT, Column, choosable, chosen, needs_of, offer
from luoshi.duban.tasks.ledger.rows import Needs, lines, stream
from luoshi.duban.tasks.models import (
    AssignmentRole,
    Comparator,
    Decision,
    Evidence,
    Extension,
    LedgerRow,
    SourceKind,
    State,
    Step,
    Takeover,
    Target,
    Task,
    TaskSource,
    Verification,
)
from tests.duban.documents.given import document_of
from tests.duban.tasks.given import a_plan, a_task
from tests.duban.tasks.life.given import by_page, done, no_change, progress, the

TODAY = date(2026, 10, 8)
WATER, HOUSING, FINANCE = "青禾县水利局", "青禾县住房和城乡建设局", "青禾县财政局"


@pytest.fixture
def task(cast):
    return a_task(cast, a_plan(cast, "县政府工作报告任务分解"), supporting=(FINANCE,), issued=True)


def line_of(task, *keys, today=TODAY):
    (line,) = lines([task.pk], needs_of(chosen(keys)), today)
    return line


def said(task, key, today=TODAY):
    return COLUMNS[key].words(line_of(task, key, today=today))


def value(task, key):
    return COLUMNS[key].said(line_of(task, key))


def report(cast, task, what, on=date(2026, 7, 28), unit=WATER, who=None):
    with clock.standing_at(datetime(on.year, on.month, on.day, 15, 0, tzinfo=clock.ZONE)):
        return file_report(the(task, unit), actor=who or cast.sun, said=what, came=by_page(on=on))


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("number", "督2026-001"),
        ("title", "完成3座水库除险加固"),
        ("text", "完成3座水库除险加固。"),
        ("steps", ""),
        ("targets", ""),
        ("register", "重点工作任务台账（2026）"),
        ("source", "赵县长 2026-07-10 口头交办"),
        ("section", ""),
        ("campaign", ""),
        ("issued", "2026-07-15"),
        ("units", "青禾县水利局（牵头）、青禾县财政局（配合）"),
        ("answering", "青禾县水利局"),
        ("supporting", "青禾县财政局"),
        ("leader", ""),
        ("accountable", "钱副县长"),
        ("head", "周局长"),
        ("liaison", "孙联络"),
        ("completion", "牵头汇总"),
        ("limit", "9月底前\n（2026年9月30日）"),
        ("due", "2026-09-30"),
        ("first_due", "2026-09-30"),
        ("rhythm", "每月"),
        ("state", "已交办"),
        ("late_days", "8"),
        ("outcome", "未完成，已逾期8天"),
        ("progress", ""),
        ("percent", ""),
        ("reported", ""),
        ("problem", ""),
        ("help", ""),
        ("next_step", ""),
        ("done", ""),
        ("extensions", ""),
        ("extension_reason", ""),
        ("evidence", ""),
        ("verification", ""),
        ("deliverables", ""),
        ("note", ""),
    ],
)
def test_a_column_says(task, key, words):
    assert said(task, key) == words


def test_the_table_above_leaves_no_column_out():
    parameters = test_a_column_says.pytestmark[0].args[1]
    own = {key for key, column in COLUMNS.items() if column.needs <= set(Needs)}  # apps above have rows of their own
    assert {key for key, _words in parameters} == own


def test_what_the_units_last_reported(cast, task):
    report(cast, task, progress("先做坝体。", percent=Decimal(20)), on=date(2026, 7, 20))
    report(
        cast,
        task,
        progress(
            "坝体完成。",
            percent=Decimal(60),
            problem="征地未完。",
            help_needed="协调用地",
            help_from="自然资源局",
            next_step="浇筑溢洪道。",
        ),
    )
    told = {key: said(task, key) for key in ("progress", "percent", "problem", "help", "next_step", "reported")}
    assert told == {
        "progress": "坝体完成。",
        "percent": "60%",
        "problem": "征地未完。",
        "help": "协调用地（自然资源局）",
        "next_step": "浇筑溢洪道。",
        "reported": "2026-07-28",
    }
    assert value(task, "percent") == "60"


def test_no_change_is_said(cast, task):
    report(cast, task, no_change())
    assert said(task, "progress") == "无变化"


def test_where_each_reports_each_is_named(cast, task):
    Task.objects.filter(pk=task.pk).update(completion=Completion.EACH_REPORTS)
    task.refresh_from_db()
    task.assignments.filter(unit__name=FINANCE).update(unit=cast.unit(HOUSING), name=HOUSING)
    refresh(task)
    report(cast, task, progress("坝体完成。", percent=Decimal(60)))
    assert said(task, "progress") == "青禾县水利局：坝体完成。"
    report(cast, task, progress("资金到位。", percent=Decimal(30)), unit=HOUSING, who=cast.wu)
    assert said(task, "progress") == "青禾县水利局：坝体完成。\n青禾县住房和城乡建设局：资金到位。"
    # the one that is least far
    assert said(task, "percent") == "30%"


def test_done_late_and_closed_out_late_stay_known(cast, task):
    report(cast, task, done("全部完工。", done_on=date(2026, 10, 3)), on=date(2026, 10, 5))
    assert said(task, "done") == "2026-10-03"
    assert said(task, "outcome") == "已报完成（申请销号），逾期3天"
    Task.objects.filter(pk=task.pk).update(state=State.CLOSED_OUT)
    assert said(task, "outcome", today=date(2027, 3, 1)) == "已完成，逾期3天"
    assert said(task, "late_days", today=date(2027, 3, 1)) == "3"
    Task.objects.filter(pk=task.pk).update(state=State.WITHDRAWN)
    assert said(task, "outcome") == "已撤销"


def test_days_under_earlier_limits_count_as_well(task):
    Task.objects.filter(pk=task.pk).update(late_before=5)
    assert said(task, "late_days") == "13"
    assert value(task, "late_days") == 13
    assert said(task, "late_days", today=date(2026, 9, 1)) == "5"


def test_steps_and_targets(task):
    Step.objects.create(task=task, position=1, text="编制方案")
    Step.objects.create(task=task, position=2, text="组织施工")
    Target.objects.create(
        task=task, words="3座", measured="水库", comparator=Comparator.AT_LEAST, value=Decimal("3.50"), unit="座"
    )
    assert said(task, "steps") == "（1）编制方案\n（2）组织施工"
    assert value(task, "steps") == ["编制方案", "组织施工"]
    assert said(task, "text") == "完成3座水库除险加固。\n（1）编制方案\n（2）组织施工"
    assert said(task, "targets") == "水库不少于3座"
    assert value(task, "targets")[0]["value"] == "3.5"


def test_every_source_is_named_once(cast, task):
    document = document_of(cast.office)
    document.title, document.number = "县政府工作报告", "青政〔2026〕1号"
    document.save()
    for place in (1, 2):
        TaskSource.objects.create(task=task, kind=SourceKind.STATEMENT, document=document, position=place)
    TaskSource.objects.create(task=task, kind=SourceKind.LEDGER, paper="2025年重点任务", position=3)
    TaskSource.objects.create(task=task, kind=SourceKind.LEDGER, position=4)
    assert said(task, "source").split("\n") == [
        "赵县长 2026-07-10 口头交办",
        "《县政府工作报告》（青政〔2026〕1号）",
        "2025年重点任务",
        "原有台账",
    ]
    task.sources.all().update(said_by="", said_on=None)
    assert said(task, "source").startswith("口头交办\n")


def test_a_task_without_sources_is_named_by_its_plan(cast):
    plan = a_plan(cast, "县政府工作报告任务分解")
    task = a_task(cast, plan)
    task.sources.all().delete()
    assert said(task, "source") == "县政府工作报告任务分解"


def test_extensions_granted_and_those_of_yesterdays_ledger(cast, task):
    common = {"assignment": the(task), "asked_by": "孙联络", "asked_on": TODAY, "progress": "六成"}
    days = {"due_then": task.due, "due_wanted": date(2026, 12, 31)}
    Extension.objects.create(**common, **days, reason="征地", decision=Decision.REFUSED)
    Extension.objects.create(**common, **days, reason="汛期停工", decision=Decision.GRANTED)
    assert (said(task, "extensions"), said(task, "extension_reason")) == ("1", "汛期停工")
    a_row(cast, task, extensions=2, extension_reason="资金未到位")
    assert (value(task, "extensions"), said(task, "extension_reason")) == (3, "汛期停工")


def a_row(cast, task, **values):
    source = SourceFile.objects.create(office=cast.office, sha256="1" * 64, name="台账.xlsx", size=1, stored="x")
    takeover = Takeover.objects.create(
        office=cast.office, register=cast.register, source=source, sheet="表", made_by=cast.chen
    )
    return LedgerRow.objects.create(task=task, takeover=takeover, row=2, **values)


def test_before_the_first_report_yesterdays_ledger_is_heard(cast, task):
    a_row(cast, task, progress="已完成三成", problems="资金缺口", next_step="争取资金")
    assert said(task, "progress") == "已完成三成"
    assert said(task, "problem") == "资金缺口"
    report(cast, task, progress("坝体完成。"))
    assert said(task, "progress") == "坝体完成。"
    assert said(task, "problem") == ""


def test_verification_and_evidence(cast, task):
    filed = report(cast, task, done())
    common = {"assignment": the(task), "report": filed, "verified_by": cast.chen}
    Verification.objects.create(**common, outcome="sent-back", conclusion="缺验收资料")
    Verification.objects.create(**common, outcome="passed", conclusion="实地核查属实")
    source = SourceFile.objects.create(office=cast.office, sha256="2" * 64, name="验收.pdf", size=1, stored="y")
    Evidence.objects.create(assignment=the(task), source=source, name="验收.pdf")
    assert said(task, "verification") == "实地核查属实"
    assert (said(task, "evidence"), value(task, "evidence")) == ("1件", 1)


def test_a_group_stands_as_a_group_and_a_withdrawn_unit_not_at_all(cast, task):
    group = cast.unit("各乡镇")
    for name in ("临川镇人民政府", "石桥乡人民政府"):
        task.assignments.create(
            unit=cast.unit(name), name=name, role=AssignmentRole.SUPPORTING, position=3, through=group, state="issued"
        )
    task.assignments.filter(unit__name=FINANCE).update(state=State.WITHDRAWN)
    assert said(task, "supporting") == "各乡镇"
    assert said(task, "units") == "青禾县水利局（牵头）、各乡镇（配合）"
    assert [one["name"] for one in value(task, "units")] == ["青禾县水利局", "临川镇人民政府", "石桥乡人民政府"]


def test_the_columns_of_a_register(cast, task):
    cast.register.schema = {
        "columns": [
            {"key": "c1", "name": "责任科室", "kind": "text"},
            {"key": "c2", "name": "需督导", "kind": "flag"},
            {"key": "c3", "name": "内部编码", "kind": "text", "show": False},
        ]
    }
    cast.register.save()
    Task.objects.filter(pk=task.pk).update(extra={"c1": "工程科", "c2": True})
    there = choosable(cast.register)
    line = line_of(task)
    assert [there[key].words(line) for key in ("extra-c1", "extra-c2")] == ["工程科", "是"]
    assert there["extra-c2"].said(line) is True
    assert "extra-c3" not in there
    assert "extra-c1" not in choosable(None)


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ((), DEFAULT),
        (("nonsense",), DEFAULT),
        (("number", "title", "state"), ("number", "title", "state")),
        # each once, in the order asked for, and never without the title
        (("state", "number", "state"), ("title", "state", "number")),
    ],
)
def test_columns_are_chosen(asked, shown):
    assert tuple(column.key for column in chosen(asked)) == tuple(shown)


def test_an_app_above_adds_a_column(monkeypatch, task):
    monkeypatch.setattr("luoshi.duban.tasks.ledger.columns.COLUMNS", dict(COLUMNS))
    offer(Column("light", "亮灯", lambda line: "红" if line.task.due < TODAY else "绿"))
    (column,) = [one for one in chosen(("title", "light")) if one.key == "light"]
    assert column.words(line_of(task)) == "红"


def test_all_columns_of_many_tasks_cost_the_same(cast, task, django_assert_max_num_queries):
    plan = task.plan
    keys = [task.pk, *(a_task(cast, plan, f"第{place}处隐患。", issued=True).pk for place in range(30))]
    with django_assert_max_num_queries(3):
        for line in lines(keys, needs_of(COLUMNS.values()), TODAY):
            for column in COLUMNS.values():
                column.words(line)
                column.said(line)
    with django_assert_max_num_queries(2):
        for line in lines(keys, needs_of(chosen(())), TODAY):
            for column in chosen(()):
                column.words(line)


def test_lines_keep_the_order_and_pass_over_what_is_gone(cast, task):
    other = a_task(cast, task.plan, "另一项", issued=True)
    found = list(stream([other.pk, 999_999, task.pk], frozenset(), TODAY))
    assert [line.task.pk for line in found] == [other.pk, task.pk]
    assert [line.place for line in found] == [1, 2]


@pytest.mark.parametrize(
    ("values", "today", "tones"),
    [
        ({}, date(2026, 9, 1), []),
        ({}, TODAY, [("bad", "已逾期8天")]),
        ({"late_before": 4}, date(2026, 9, 1), [("wait", "曾逾期4天")]),
        ({"done_on": date(2026, 10, 1), "state": "closed-out"}, TODAY, [("wait", "曾逾期1天")]),
        ({"done_on": date(2026, 9, 30), "state": "closed-out"}, TODAY, []),
        ({"suspended_since": date(2026, 9, 20)}, TODAY, [("plain", "已中止")]),
        ({"suspended_since": date(2026, 10, 3)}, TODAY, [("bad", "已逾期3天"), ("plain", "已中止")]),
        ({"state": "withdrawn"}, TODAY, []),
    ],
)
def test_lateness_stands_beside_the_state(task, values, today, tones):
    Task.objects.filter(pk=task.pk).update(**values)
    line = line_of(task, today=today)
    assert [(mark.tone, mark.words) for mark in cells.marks(line)] == tones
    (row,) = cells.rows([line], chosen(("title", "state")))
    assert all(words in row.cells for _tone, words in tones)
    assert str(State(line.task.state).label) in row.cells


@pytest.mark.parametrize(
    ("today", "words"),
    [(date(2026, 9, 22), ""), (date(2026, 9, 23), "还剩7天"), (date(2026, 9, 30), "今天到期"), (date(2026, 10, 1), "")],
)
def test_few_days_left_are_counted(task, today, words):
    (row,) = cells.rows([line_of(task, today=today)], chosen(("title", "limit")))
    assert words in row.cells
    assert ("mark-wait" in row.cells) is bool(words)


def test_words_of_people_are_never_html(cast, task):
    Task.objects.filter(pk=task.pk).update(title="<b>粗</b>", note="一\n<script>", leader='"赵"')
    report(cast, task, progress("<i>斜</i>"))
    columns = chosen(("title", "note", "leader", "progress"))
    (row,) = cells.rows([line_of(task, "progress")], columns)
    assert "<b>" not in row.cells
    assert "一<br>&lt;script&gt;" in row.cells
    assert "&lt;i&gt;" in row.cells


def test_in_english_the_page_is_english(cast, task):
    with translation.override("en"):
        assert said(task, "state") != "已交办"
        assert said(task, "limit") == "9月底前\n(2026-09-30)"
