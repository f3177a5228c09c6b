"""结转: what is unfinished goes on with its number, limits and lateness; what is dropped is listed with a reason."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.registers.actions.close_register import close_register
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.actions.approve_plan import approve_plan
from luoshi.duban.tasks.actions.issue_plan import issue_plan
from luoshi.duban.tasks.actions.propose_plan import propose_plan
from luoshi.duban.tasks.carrying.counts import came, went
from luoshi.duban.tasks.carrying.unfinished import following, missing_columns, standing, unfinished
from luoshi.duban.tasks.lateness import is_overdue, task_overdue_days
from luoshi.duban.tasks.models import CarriedTask, CarryOver, Change, Notice, State, Task
from tests.duban.tasks.carrying.given import FARMS, LAST_DAY, ROADS, WATER, a_year, because, carry, facts, the
from tests.duban.tasks.given import a_plan, a_task
from tests.duban.tasks.landing.given import closed_out


@pytest.fixture
def year(cast):
    return a_year(cast)


def later(cast, year=2027, **more):
    return Register.objects.create(
        office=cast.office, **{"name": "重点工作任务台账", "prefix": "督", "year": year, **more}
    )


def issue(cast, register, number, *texts):
    plan = a_plan(cast, "新年度任务分解")
    plan.register = register
    plan.save()
    for text in texts:
        a_task(cast, plan, text)
    plan.tasks.update(register=register)
    propose_plan(plan, actor=cast.chen, basis="县长批示")
    return issue_plan(approve_plan(plan, actor=cast.wang), actor=cast.wang, number=number, issued_on=date(2027, 1, 8))


def test_what_is_unfinished_are_issued_tasks_that_are_not_over(cast, year):
    a_task(cast, a_plan(cast), "草稿任务。")
    assert [task.text for task in unfinished(year)] == [WATER, ROADS, FARMS]
    assert standing(year).drafts == 1


def test_tasks_move_with_number_limits_and_lateness(cast, year):
    before = {words: facts(the(words)) for words in (WATER, ROADS, FARMS)}
    carried = carry(cast, year, later(cast))
    assert {words: facts(the(words)) for words in before} == before
    assert {the(words).register for words in before} == {carried.into}
    task = the(WATER)
    assert task_overdue_days(task, date(2027, 1, 10)) == 102
    assert is_overdue(task, date(2027, 1, 10))


def test_the_list_keeps_how_each_stood_on_that_day(cast, year):
    carried = carry(cast, year, later(cast))
    rows = carried.rows.values_list("task__text", "units", "state", "due", "overdue_days", "late_before", "dropped")
    assert list(rows) == [
        (WATER, "青禾县水利局", State.IN_PROGRESS, date(2026, 9, 30), 92, 4, False),
        (ROADS, "青禾县住房和城乡建设局", State.ISSUED, date(2026, 12, 31), 0, 0, False),
        (FARMS, "青禾县农业农村局", State.ISSUED, None, 0, 0, False),
    ]
    closed_out(the(WATER), on=date(2027, 2, 1))
    assert carried.rows.get(task__text=WATER).late_days == 96
    assert [(way.other, way.went, way.dropped) for way in went(year)] == [(carried.into, 3, 0)]
    assert [(way.other, way.went) for way in came(carried.into)] == [(year, 3)]


def test_what_is_over_stays(cast, year):
    carry(cast, year, later(cast))
    assert set(Task.objects.filter(register=year).values_list("state", flat=True)) == {"closed-out", "withdrawn"}


def test_the_next_register_is_made_with_the_same_settings_and_columns(cast, year):
    Register.objects.filter(pk=year.pk).update(
        rhythm="quarterly", schema={"columns": [{"key": "town", "name": "乡镇", "kind": "text"}]}
    )
    made = carry(cast, year).into
    assert (made.name, made.year, made.prefix, made.rhythm) == ("重点工作任务台账", 2027, "督", "quarterly")
    assert made.schema == {"columns": [{"key": "town", "name": "乡镇", "kind": "text"}]}


def test_a_dropped_task_is_withdrawn_for_its_reason(cast, year):
    roads = the(ROADS)
    carried = carry(cast, year, dropped={roads.pk: because("已列入交通局专项规划")})
    roads.refresh_from_db()
    assert (roads.state, roads.register) == (State.WITHDRAWN, year)
    row = carried.rows.get(dropped=True)
    assert (row.task, row.reason, row.state) == (roads, "已列入交通局专项规划", State.ISSUED)
    assert Change.objects.get(task=roads).basis == "已列入交通局专项规划"
    assert Notice.objects.get(task=roads).unit == cast.unit("青禾县住房和城乡建设局")
    assert {the(words).register for words in (WATER, FARMS)} == {carried.into}


def test_everything_may_be_dropped(cast, year):
    carried = carry(cast, year, dropped={task.pk: because("职能划转") for task in unfinished(year)})
    assert set(carried.rows.values_list("dropped", flat=True)) == {True}
    assert not unfinished(year).exists()


def test_it_is_recorded_once_for_the_register_and_for_each_task(cast, year):
    carried = carry(cast, year, dropped={the(ROADS).pk: because("职能划转")})
    whole = Event.objects.get(verb="register.carried-over")
    assert (whole.subject_id, whole.after) == (
        str(year.pk),
        {"into": "重点工作任务台账（2027）", "carried": 2, "dropped": 1},
    )
    told = Event.objects.filter(verb="task.carried-over").order_by("sequence")
    assert [event.subject_id for event in told] == [str(the(words).pk) for words in (WATER, FARMS)]
    assert told[0].before == {"register": "重点工作任务台账（2026）"}
    assert told[0].after["overdue_days"] == 92
    assert Event.objects.filter(verb="task.withdrawn", subject_id=str(the(ROADS).pk)).count() == 1
    assert carried.made_at == LAST_DAY


def test_a_second_time_finds_nothing(cast, year):
    carry(cast, year)
    with pytest.raises(Refused, match="没有未办结的任务"):
        carry(cast, year)
    assert CarryOver.objects.count() == 1


def test_what_was_issued_afterwards_can_be_carried_later(cast, year):
    into = carry(cast, year).into
    a_task(cast, a_plan(cast), "补发的任务。", issued=True)
    again = carry(cast, year, into)
    assert [row.task.text for row in again.rows.all()] == ["补发的任务。"]
    assert len(went(year)) == 2


def test_what_is_still_unfinished_goes_on_the_year_after(cast, year):
    into = carry(cast, year).into
    second = carry(cast, into)
    assert (second.register, second.into.year) == (into, 2028)
    assert the(WATER).number == "督2026-001"


def test_numbers_of_the_new_register_begin_anew_and_never_clash(cast, year):
    into = carry(cast, year).into
    fresh = issue(cast, into, "青督字〔2027〕1号", "整治黑臭水体。", "提升改造管网。")
    assert [task.number for task in fresh.tasks.all()] == ["督2027-001", "督2027-002"]
    late = issue(cast, year, "青督字〔2027〕2号", "补发的任务。")
    assert [task.number for task in late.tasks.all()] == ["督2026-006"]


def test_a_register_without_prefix_may_follow_one_without(cast, year):
    Register.objects.filter(pk=year.pk).update(prefix="")
    into = carry(cast, year, later(cast, prefix="")).into
    assert [task.number for task in issue(cast, into, "青督字〔2027〕1号", "整治黑臭水体。").tasks.all()] == [
        "2027-001"
    ]


@pytest.mark.parametrize("person", ["chen", "zhao", "sun", "jiang", "feng"])
def test_only_the_head_of_supervision_carries_over(cast, year, person):
    with pytest.raises(PermissionDenied):
        carry(cast, year, later(cast), actor=cast.people[person])
    assert the(WATER).register == year


def test_another_office_has_no_say(cast, year):
    year.office = cast.other_office
    year.save()
    with pytest.raises(PermissionDenied):
        carry(cast, year, later(cast))


def test_two_at_once_the_second_is_refused(cast, year):
    version, seen, into = year.version, standing(year).fingerprint, later(cast)
    carry(cast, year, into)
    with pytest.raises(ChangedMeanwhile):
        carry(cast, year, into, version=version, seen=seen)
    assert CarryOver.objects.count() == 1


def test_a_task_that_was_closed_meanwhile_stops_it(cast, year):
    seen = standing(year).fingerprint
    closed_out(the(WATER), on=date(2026, 12, 31))
    with pytest.raises(Refused, match="刚刚有变动，没有结转任何任务"):
        carry(cast, year, later(cast), seen=seen)
    assert the(ROADS).register == year


def test_a_task_that_is_not_unfinished_cannot_be_dropped(cast, year):
    with pytest.raises(Refused, match="刚刚有变动"):
        carry(cast, year, later(cast), dropped={the("开展汛前检查。").pk: because("职能划转")})


def test_a_dropped_task_needs_a_reason(cast, year):
    with pytest.raises(Refused, match="请填写不再结转“督2026-002 硬化村组道路40公里”的理由"):
        carry(cast, year, dropped={the(ROADS).pk: because("  ")})
    assert the(ROADS).state == State.ISSUED
    assert not Register.objects.filter(year=2027).exists()


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ({"year": 2026, "name": "另一本台账", "prefix": "另"}, "只能结转到本机构以后年度的台账"),
        ({"year": 2025}, "只能结转到本机构以后年度的台账"),
        ({"is_open": False}, "已停用，不能接收任务"),
    ],
)
def test_where_tasks_cannot_go(cast, year, target, words):
    with pytest.raises(Refused, match=words):
        carry(cast, year, later(cast, **target))
    assert the(WATER).register == year


def test_a_register_of_another_office_is_no_target(cast, year):
    foreign = Register.objects.create(office=cast.other_office, name="重点工作任务台账", year=2027)
    with pytest.raises(Refused, match="本机构"):
        carry(cast, year, foreign)


def test_the_next_register_cannot_be_made_twice(cast, year):
    later(cast)
    with pytest.raises(Refused, match="2027年已有名为"):
        carry(cast, year)
    assert the(WATER).register == year


def test_a_closed_register_can_still_be_carried_over(cast, year):
    close_register(year, actor=cast.wang, version=year.version)
    assert carry(cast, year).rows.count() == 3


def test_what_was_carried_is_never_rewritten_nor_deleted(cast, year):
    carried = carry(cast, year)
    with pytest.raises(IntegrityError), transaction.atomic():
        CarriedTask.objects.filter(carry_over=carried).update(overdue_days=0)
    with pytest.raises(ProtectedError), transaction.atomic():
        carried.delete()


def test_registers_that_may_follow(cast, year):
    same, other = later(cast, 2028), later(cast, name="重点项目台账", prefix="项")
    later(cast, 2029, is_open=False)
    later(cast, 2025)
    assert following(year) == ([same, other], False)
    assert following(later(cast, 2030))[0] == []
    later(cast, 2027)
    assert following(year)[1]


def test_a_column_in_use_that_the_next_register_lacks_is_named(cast, year):
    columns = [{"key": key, "name": name, "kind": "text"} for key, name in (("town", "乡镇"), ("note2", "说明"))]
    Register.objects.filter(pk=year.pk).update(schema={"columns": columns})
    Task.objects.filter(text=WATER).update(extra={"town": "临川镇"})
    year.refresh_from_db()
    assert missing_columns(year, later(cast)) == ["乡镇"]


def test_the_day_is_that_of_the_clock(cast, year):
    with clock.standing_at(LAST_DAY):
        assert task_overdue_days(the(WATER), clock.today()) == 92
