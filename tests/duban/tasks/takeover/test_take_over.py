"""A whole sheet becomes issued tasks in one transaction, or nothing of it does."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from luoshi.duban.audit.verification import verify
from luoshi.duban.documents import storage
from luoshi.duban.jobs.models import Job
from luoshi.duban.organisations.actions.merge_units import merge_units
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.registers.models import Completion
from luoshi.duban.spreadsheets.problems import FaultyCells
from luoshi.duban.tasks.actions.receive_ledger import receive_ledger
from luoshi.duban.tasks.actions.set_ledger_aside import set_ledger_aside
from luoshi.duban.tasks.actions.take_over_ledger import take_over_ledger
from luoshi.duban.tasks.jobs import sign_tasks
from luoshi.duban.tasks.models import (
    Assignment,
    LedgerRow,
    Limit,
    LimitKind,
    SourceKind,
    State,
    Takeover,
    Task,
    TaskSignature,
)
from luoshi.duban.tasks.queries import tasks_visible_to
from luoshi.duban.tasks.takeover.review import review
from tests.duban.tasks.given import a_plan, a_task
from tests.duban.tasks.takeover.given import FIRST, HEAD, SECOND, a_file, a_takeover, faults, set_up

NOON = datetime(2026, 7, 15, 12, 0, tzinfo=clock.ZONE)


@pytest.fixture(autouse=True)
def _summer():
    with clock.standing_at(NOON):
        yield


def run(cast, takeover):
    return take_over_ledger(takeover, actor=cast.chen, version=takeover.version)


def test_every_row_becomes_an_issued_task(cast):
    assert run(cast, a_takeover(cast)) == 2
    first, second = Task.objects.order_by("position")
    assert (first.number, first.text, first.due, first.state) == (
        "督2026-001", "完成3座水库除险加固。", date(2026, 9, 30), State.IN_PROGRESS,
    )  # fmt: skip
    assert (second.due, second.limit_kind, second.state) == (date(2026, 6, 30), LimitKind.DATE, State.CLOSED_OUT)
    assert first.issued_at.astimezone(clock.ZONE).date() == date(2026, 1, 1)
    assert first.plan is None


def test_each_unit_gets_its_assignment_in_the_tasks_state(cast):
    run(cast, a_takeover(cast))
    rows = Assignment.objects.filter(task__position=1)
    assert [(row.unit.name, row.role, row.state) for row in rows] == [
        ("青禾县水利局", "lead", "in-progress"),
        ("青禾县财政局", "supporting", "in-progress"),
    ]


def test_a_group_is_spread_over_its_members_and_who_is_named_keeps_the_own_row(cast):
    run(cast, a_takeover(cast, [1, "清理河道。", "县水务局", "各乡镇、临川镇", "年底前", "", "推进中"]))
    rows = Assignment.objects.exclude(role="lead")
    assert [(row.unit.name, row.through and row.through.name) for row in rows] == [
        ("石桥乡人民政府", "各乡镇"),
        ("临川镇人民政府", None),
    ]


def test_the_row_stays_with_the_task_so_that_nothing_is_lost(cast):
    takeover = a_takeover(cast)
    run(cast, takeover)
    row = LedgerRow.objects.get(task__position=1)
    assert (row.row, row.progress) == (3, "已开工")
    assert ["牵头单位", "县水务局"] in row.cells
    source = row.task.sources.get()
    assert (source.kind, source.quote, source.limit_text) == (SourceKind.LEDGER, "完成3座水库除险加固。", "9月底前")
    assert source.section == "台账.xlsx，工作表“台账”第3行"


def test_an_extended_task_keeps_its_first_limit(cast):
    head = [*HEAD, "原定时限", "延期次数", "延期原因"]
    run(cast, a_takeover(cast, [*FIRST, "6月底前", "1次", "汛期停工"], head=head))
    limits = Limit.objects.order_by("id")
    assert [(one.text, one.due, one.is_first, one.is_current) for one in limits] == [
        ("6月底前", date(2026, 6, 30), True, False),
        ("9月底前", date(2026, 9, 30), False, True),
    ]
    assert limits[1].basis == "原有台账，延期1次：汛期停工"


def test_of_an_extended_task_whose_first_limit_is_unknown_none_is_called_first(cast):
    run(cast, a_takeover(cast, [*FIRST, 2], head=[*HEAD, "延期次数"]))
    assert not Limit.objects.get().is_first


def test_what_was_finished_is_closed_out_with_its_day(cast):
    run(cast, a_takeover(cast, [*SECOND, "2026.6.20"], [*FIRST, None], head=[*HEAD, "实际完成时间"]))
    row = Assignment.objects.get(state=State.CLOSED_OUT)
    assert row.state_since.astimezone(clock.ZONE).date() == date(2026, 6, 20)
    assert LedgerRow.objects.get(task=row.task).finished_on == date(2026, 6, 20)


def test_since_when_is_unknown_where_nobody_noted_it(cast):
    run(cast, a_takeover(cast))
    assert Assignment.objects.get(state=State.CLOSED_OUT).state_since is None


def test_steps_targets_leader_section_and_percent_come_along(cast):
    head = ["序号", "类别", *HEAD[1:], "具体举措", "量化指标", "牵头领导", "完成比例", "备注"]
    row = [1, "水利", *FIRST[1:], "1.招标\n2.施工", "加固3座；全部验收", "钱副县长", 0.45, "县重点"]
    run(cast, a_takeover(cast, row, head=head))
    task = Task.objects.get()
    assert (task.section, task.leader, task.note) == ("水利", "钱副县长", "县重点")
    assert [step.text for step in task.steps.all()] == ["招标", "施工"]
    assert [target.words for target in task.targets.all()] == ["3座", "全部验收"]
    assert task.ledger_row.percent == Decimal(45)


def test_rows_under_a_merged_task_are_its_steps(cast):
    head = [*HEAD, "具体举措"]
    rows = ([*FIRST, "招标"], [None, None, "县水务局", None, "9月底前", None, "推进中", "施工"], [*SECOND, ""])
    run(cast, a_takeover(cast, *rows, head=head, merge=("A3:A4", "B3:B4")))
    first, second = Task.objects.order_by("position")
    assert [step.text for step in first.steps.all()] == ["招标", "施工"]
    assert second.text == SECOND[1]


def test_numbers_of_its_own_are_kept_and_the_register_goes_on_behind_them(cast):
    takeover = a_takeover(cast, ["督2026-007", *FIRST[1:]], [None, *SECOND[1:]])
    set_up(cast, takeover, keeps_numbers=True)
    run(cast, takeover)
    assert list(Task.objects.order_by("position").values_list("number", flat=True)) == ["督2026-007", "督2026-008"]


def test_the_registers_numbers_go_on_behind_those_in_use(cast):
    a_task(cast, a_plan(cast), issued=True)
    run(cast, a_takeover(cast))
    assert Task.objects.filter(number="督2026-003").exists()


def test_the_record_tells_of_the_ledger_and_of_every_task(cast):
    run(cast, a_takeover(cast))
    assert Event.objects.filter(verb="ledger.taken-over").count() == 1
    events = Event.objects.filter(verb="task.taken-over")
    assert [event.after["row"] for event in events.order_by("id")] == [3, 4]
    assert not list(verify())


def test_one_faulty_cell_keeps_everything_out(cast):
    takeover = a_takeover(cast, FIRST, [*SECOND[:4], "2026-02-30", *SECOND[5:]])
    with pytest.raises(FaultyCells, match="工作表“台账”第4行E列：日期“2026-02-30”不存在或无法识别。"):
        run(cast, takeover)
    assert not Task.objects.exists()
    assert Takeover.objects.get().is_open


def test_an_unknown_unit_keeps_everything_out(cast):
    takeover = a_takeover(cast, FIRST, [2, "建校。", "县教育局", None, None, None, "推进中"])
    assert faults(takeover) == {"C4": "单位名录中没有“县教育局”"}
    with pytest.raises(FaultyCells):
        run(cast, takeover)
    assert not Task.objects.exists()


def test_a_sheet_is_taken_over_once(cast):
    takeover = a_takeover(cast)
    run(cast, takeover)
    with pytest.raises(Refused, match="已经导入或搁置"):
        run(cast, takeover)
    with pytest.raises(Refused, match="已于2026-07-15由陈明导入"):
        receive_ledger(cast.register, "再来一次.xlsx", storage.content_of(takeover.source), actor=cast.li)
    assert Task.objects.count() == 2


def test_rows_that_came_with_another_file_are_left_out(cast):
    run(cast, a_takeover(cast))
    takeover = a_takeover(cast, FIRST, SECOND, [3, "建校。", "县财政局", None, None, None, "推进中"])
    assert [cell.row for cell in review(takeover).skipped] == [3, 4]
    assert run(cast, takeover) == 1
    assert Task.objects.count() == 3


def test_a_sheet_of_which_every_row_came_before_brings_nothing(cast):
    run(cast, a_takeover(cast))
    takeover = a_takeover(cast, SECOND, FIRST)
    with pytest.raises(Refused, match="没有可以导入的任务"):
        run(cast, takeover)


def test_the_same_number_for_another_task_is_a_fault_and_for_the_same_task_is_left_out(cast):
    takeover = set_up(cast, a_takeover(cast, ["甲-1", *FIRST[1:]], ["甲-2", *SECOND[1:]]), keeps_numbers=True)
    run(cast, takeover)
    rows = (["甲-1", *FIRST[1:]], ["甲-2", "建校。", "县财政局", None, None, None, "推进中"])
    again = set_up(cast, a_takeover(cast, *rows), keeps_numbers=True)
    found = review(again)
    assert [cell.chinese for cell in found.skipped] == ["编号“甲-1”的任务已在台账中，跳过"]
    assert [(cell.row, cell.chinese) for cell in found.problems] == [(4, "编号“甲-2”已用于另一任务")]


def test_a_number_twice_in_the_sheet_is_a_fault(cast):
    takeover = set_up(cast, a_takeover(cast, ["甲-1", *FIRST[1:]], ["甲-1", *SECOND[1:]]), keeps_numbers=True)
    assert faults(takeover) == {"A4": "编号“甲-1”与第3行重复"}


def test_a_mapping_that_changed_meanwhile_is_not_run(cast):
    takeover = a_takeover(cast)
    seen = takeover.version
    set_up(cast, Takeover.objects.get(pk=takeover.pk))
    with pytest.raises(ChangedMeanwhile):
        take_over_ledger(takeover, actor=cast.chen, version=seen)
    assert not Task.objects.exists()


def test_only_who_has_the_right_takes_over(cast):
    takeover = a_takeover(cast)
    for person in (cast.sun, cast.zhao, cast.jiang, cast.feng):
        with pytest.raises(PermissionDenied):
            take_over_ledger(takeover, actor=person, version=takeover.version)
    with pytest.raises(Refused):
        take_over_ledger(takeover, actor=cast.shen, version=takeover.version)
    assert not Task.objects.exists()


def test_what_was_set_aside_can_be_dropped_again(cast):
    content = a_file()
    takeover = a_takeover(cast, content=content)
    set_ledger_aside(takeover, actor=cast.chen)
    with pytest.raises(Refused):
        run(cast, takeover)
    again = a_takeover(cast, content=content)
    assert again.pk != takeover.pk
    assert run(cast, again) == 2


def test_a_thousand_rows_cost_hardly_more_queries_than_ten(cast, django_assert_max_num_queries):
    rows = [[n, f"整治第{n}处隐患。", "县水务局", "县财政局", "年底前", "推进", "推进中"] for n in range(1, 1001)]
    takeover = a_takeover(cast, *rows)
    with django_assert_max_num_queries(120):  # SQLite takes some forty rows at once, PostgreSQL five hundred
        run(cast, takeover)
    assert Task.objects.count() == 1000


def test_who_comes_second_with_the_same_sheet_gets_nothing_in(cast):
    takeover = a_takeover(cast)
    first = Takeover.objects.get(pk=takeover.pk)
    first.pk, first.taken_over_at, first.taken_over_by = None, NOON, cast.li
    first.save(force_insert=True)
    with pytest.raises(Refused, match="刚被他人导入"):
        run(cast, takeover)
    assert not Task.objects.exists()


def test_units_that_merge_take_their_open_tasks_along_though_no_plan_stands_behind_them(cast):
    run(cast, a_takeover(cast))
    merge_units([cast.unit("青禾县水利局")], cast.unit("青禾县农业农村局"), actor=cast.wang, on=clock.today())
    assert Assignment.objects.get(task__position=1, role="lead").unit == cast.unit("青禾县农业农村局")


def test_a_liaison_sees_the_tasks_of_the_own_unit(cast):
    run(cast, a_takeover(cast))
    assert [task.position for task in tasks_visible_to(cast.sun)] == [1]


def test_a_ledger_that_only_passes_on_is_done_as_its_register_says(cast):
    cast.register.completion = Completion.PASS_ON
    cast.register.save()
    run(cast, a_takeover(cast))
    assert [task.state for task in Task.objects.order_by("position")] == [State.CLOSED_OUT, State.CLOSED_OUT]


def test_who_is_listed_first_leads_where_the_register_says_so(cast):
    cast.register.first_leads = True
    cast.register.save()
    run(cast, a_takeover(cast, [1, "修路。", "县财政局、县住建局"], head=["序号", "工作任务", "责任单位"]))
    assert [row.role for row in Assignment.objects.order_by("position")] == ["lead", "responsible"]


def test_a_corrected_file_of_the_same_name_replaces_the_one_before(cast):
    uncorrected = a_takeover(cast, [*FIRST[:4], "2026-02-30", *FIRST[5:]])
    others = a_takeover(cast, SECOND, name="另一份.xlsx")
    a_takeover(cast)
    uncorrected.refresh_from_db()
    others.refresh_from_db()
    assert not uncorrected.is_open
    assert others.is_open
    assert Event.objects.get(verb="ledger.set-aside").reason == "同名文件已重新上传"


def test_what_came_is_signed_in_the_background_so_that_the_desk_finds_it(cast):
    run(cast, a_takeover(cast))
    waiting = Job.objects.get(name="tasks.sign")
    sign_tasks(**waiting.arguments)
    assert TaskSignature.objects.values("task").distinct().count() == 2
