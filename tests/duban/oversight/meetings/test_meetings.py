"""调度会: red and yellow tasks one by one, decisions noted as it goes, tasks and instructions at its end."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from docx import Document

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from luoshi.duban.oversight.lights.rules import Colour
from luoshi.duban.oversight.meetings.actions.end_meeting import end_meeting
from luoshi.duban.oversight.meetings.choosing import Choice
from luoshi.duban.oversight.meetings.minutes import minutes
from luoshi.duban.oversight.meetings.models import Becomes, Meeting, MeetingItem, MeetingState
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.actions.remove_task import remove_tasks
from luoshi.duban.tasks.actions.undo import redo, undo
from luoshi.duban.tasks.actions.withdraw_task import withdraw_task
from luoshi.duban.tasks.desk.items import references
from luoshi.duban.tasks.desk.taking_off import forget_taken_off
from luoshi.duban.tasks.ledger.asked import Asked
from luoshi.duban.tasks.models import Notice, Plan, PlanState, Remark, Task, TaskSource
from tests.duban.oversight.dashboards.given import BUDGET, GAUGES, MONDAY, PIPES, RESERVOIRS, ROOFS, a_monday
from tests.duban.oversight.meetings.given import TITLE, call, item, note
from tests.duban.tasks.life.given import HOUSING, WATER
from tests.duban.tasks.life.office import BY_WORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(cast):
    return a_monday(cast)


def texts(meeting):
    return [one.task.text for one in meeting.items.select_related("task")]


def end(cast, meeting, **more):
    with clock.standing_at(MONDAY):
        fresh = Meeting.objects.get(pk=meeting.pk)
        said = {"actor": cast.wang, "version": fresh.version, "register": cast.register, **more}
        return end_meeting(fresh, **said)


def test_red_and_yellow_are_looked_at_unless_somebody_chooses_otherwise(cast, county):
    meeting = call(cast)
    assert texts(meeting) == [RESERVOIRS, ROOFS, GAUGES, PIPES], "red before yellow, then by unit and limit"
    assert meeting.selection == "红灯、橙灯、黄灯"
    first = meeting.items.get(number=1)
    assert (first.colour, first.why) == ("red", "已过时限12天。")


@pytest.mark.parametrize(
    ("asked", "lights", "expected"),
    [
        ("unit={water}", (), [RESERVOIRS, GAUGES]),
        ("unit={water}", (Colour.RED,), [RESERVOIRS]),
        ("post={leader}", (Colour.YELLOW,), [GAUGES, PIPES]),
        ("", (), [RESERVOIRS, ROOFS, GAUGES, PIPES, BUDGET]),
    ],
)
def test_what_is_chosen_counts_together(cast, county, asked, lights, expected):
    leader = cast.qian.tenures.get().post_id
    query = asked.format(water=cast.unit(WATER).pk, leader=leader)
    assert texts(call(cast, Choice(Asked.parse(query), lights))) == expected


def test_a_meeting_about_nothing_is_refused(cast, county):
    with pytest.raises(Refused, match="没有符合条件的未办结任务"):
        call(cast, Choice(Asked(), (Colour.BLUE,)))
    with pytest.raises(Refused, match="请填写会议名称和主持人"):
        call(cast, chair=" ")
    assert not Meeting.objects.exists()


def test_only_who_supervises_calls_one(cast, county):
    as_leader = replace(cast, people={**cast.people, "chen": cast.qian})
    with pytest.raises(PermissionDenied):
        call(as_leader)


def test_a_decision_is_kept_and_recorded(cast, county):
    one = item(call(cast), ROOFS)
    note(cast, one, "住建局每周报一次进度。", unit=cast.unit(HOUSING), due=date(2026, 10, 31))
    kept = item(one.meeting, ROOFS)
    assert (kept.decision, kept.unit, kept.due, kept.noted_by) == (
        "住建局每周报一次进度。", cast.unit(HOUSING), date(2026, 10, 31), cast.chen,
    )  # fmt: skip
    event = Event.objects.get(verb="meeting.decision-noted")
    assert (event.subject_id, event.after["unit"]) == (str(kept.task_id), HOUSING)
    note(cast, kept, "住建局每周报一次进度。", unit=cast.unit(HOUSING), due=date(2026, 10, 31))
    assert Event.objects.filter(verb="meeting.decision-noted").count() == 1, "the same again changes nothing"


def test_of_two_people_the_second_is_refused(cast, county):
    one = item(call(cast), ROOFS)
    note(cast, item(one.meeting, ROOFS), "请财政局先拨付三成。", who=cast.li)
    with pytest.raises(ChangedMeanwhile):
        note(cast, one, "每周报一次。", version=1)
    assert item(one.meeting, ROOFS).decision == "请财政局先拨付三成。"


@pytest.mark.parametrize(
    ("words", "due", "sentence"),
    [
        ("", date(2026, 10, 31), "请填写议定事项"),
        ("每周报一次。", date(2026, 10, 1), "不能早于会议日期"),
    ],
)
def test_half_a_decision_is_refused(cast, county, words, due, sentence):
    with pytest.raises(Refused, match=sentence):
        note(cast, item(call(cast), ROOFS), words, due=due)


def test_at_the_end_decisions_become_drafts_and_instructions(cast, county):
    meeting = call(cast)
    note(
        cast,
        item(meeting, RESERVOIRS),
        "请财政局月底前拨付工程款。",
        becomes=Becomes.TASK,
        unit=cast.unit("青禾县财政局"),
        due=date(2026, 10, 31),
    )
    note(cast, item(meeting, ROOFS), "倒排工期，每周报一次", unit=cast.unit(HOUSING), due=date(2026, 11, 10))
    note(cast, item(meeting, GAUGES), "情况已说明。", becomes=Becomes.NOTE)
    ended = end(cast, meeting)

    assert (ended.state, ended.ended_by) == (MeetingState.ENDED, cast.wang)
    plan = Plan.objects.get(pk=ended.plan_id)
    assert (plan.title, plan.state, plan.register) == (f"{TITLE}议定事项", PlanState.DRAFTING, cast.register)
    task = Task.objects.get(plan=plan)
    assert (task.text, task.due, task.issued_at) == ("请财政局月底前拨付工程款。", date(2026, 10, 31), None)
    assert task.assignments.get().unit == cast.unit("青禾县财政局")
    source = TaskSource.objects.get(task=task)
    assert (source.said_by, source.said_on, source.paper) == ("赵县长", MONDAY.date(), f"{TITLE}（2026年10月12日）")
    assert item(meeting, RESERVOIRS).made_task == task

    words = f"2026年10月12日{TITLE}（赵县长主持）议定：倒排工期，每周报一次。由{HOUSING}办理，2026年11月10日前完成。"
    assert Remark.objects.get(task=county[ROOFS]).text == words
    notice = Notice.objects.get(task=county[ROOFS], unit=cast.unit(HOUSING))
    assert (notice.text, notice.get_kind_display()) == (words, "会议议定"), "the office writes no 批示"
    assert not Remark.objects.filter(task=county[GAUGES]).exists()
    event = Event.objects.get(verb="meeting.ended")
    assert event.after == {"decisions": 3, "tasks": 1, "instructions": 1, "plan": plan.pk}


@pytest.mark.parametrize("how", ["undone", "removed"])
def test_a_draft_that_came_of_a_decision_may_be_taken_off_its_plan_and_come_back(cast, county, how):
    meeting = call(cast)
    note(cast, item(meeting, ROOFS), "另行立项。", becomes=Becomes.TASK)
    note(cast, item(meeting, GAUGES), "情况已说明。", becomes=Becomes.NOTE)
    note(cast, item(meeting, RESERVOIRS), "情况已说明。", becomes=Becomes.NOTE)
    plan = Plan.objects.get(pk=end(cast, meeting).plan_id)
    task = Task.objects.get(plan=plan)
    if how == "undone":
        undo(plan, actor=cast.chen)
    else:
        remove_tasks(plan, references([task]), actor=cast.chen)
    connection.check_constraints()
    assert not Task.objects.filter(plan=plan).exists()

    (redo if how == "undone" else undo)(plan, actor=cast.chen)
    assert item(meeting, ROOFS).made_task == task == Task.objects.get(plan=plan)


def test_a_draft_that_is_forgotten_leaves_the_decision_it_came_of(cast, county):
    meeting = call(cast)
    note(cast, item(meeting, ROOFS), "另行立项。", becomes=Becomes.TASK)
    for words in (GAUGES, RESERVOIRS):
        note(cast, item(meeting, words), "情况已说明。", becomes=Becomes.NOTE)
    plan = Plan.objects.get(pk=end(cast, meeting).plan_id)
    undo(plan, actor=cast.chen)
    with clock.standing_at(clock.now() + timedelta(days=2)):
        assert forget_taken_off() == 1
    left = item(meeting, ROOFS)
    assert (left.decision, left.made_task) == ("另行立项。", None)
    redo(plan, actor=cast.chen)
    assert Task.objects.get(plan=plan).text == "另行立项。"


def test_new_tasks_need_a_register_and_nothing_happens_without(cast, county):
    meeting = call(cast)
    note(cast, item(meeting, ROOFS), "另行立项。", becomes=Becomes.TASK)
    note(cast, item(meeting, GAUGES), "每周报一次。")
    with pytest.raises(Refused, match="请选择列入哪个台账"):
        end(cast, meeting, register=None)
    assert Meeting.objects.get().state == MeetingState.OPEN
    assert not Plan.objects.filter(title__contains="议定事项").exists()
    assert not Remark.objects.filter(task=county[GAUGES]).exists()


def test_a_meeting_ends_once_and_not_before_its_day(cast, county):
    meeting = call(cast)
    with pytest.raises(ChangedMeanwhile):
        end(cast, meeting, version=7)
    end(cast, meeting)
    with pytest.raises(Refused, match="已经结束"):
        note(cast, item(meeting, ROOFS), "再议。")
    with pytest.raises(ChangedMeanwhile):
        end(cast, meeting, version=1)
    later = call(cast, held_on=date(2026, 10, 20))
    with pytest.raises(Refused, match="还没有召开"):
        end(cast, later)


def test_nothing_is_asked_of_a_task_that_ended_before_the_meeting_did(cast, county):
    meeting = call(cast)
    note(cast, item(meeting, ROOFS), "先排险再完工。", becomes=Becomes.INSTRUCTION)
    roofs = item(meeting, ROOFS).task
    with clock.standing_at(MONDAY):
        withdraw_task(roofs, actor=cast.wang, version=roofs.version, basis=BY_WORD)
    before = Remark.objects.count()
    with pytest.raises(Refused, match="nobody would be asked") as refused:
        end(cast, meeting)
    assert "已撤销，没有单位承办" in refused.value.chinese
    assert Remark.objects.count() == before
    note(cast, item(meeting, ROOFS), "先排险再完工。", becomes=Becomes.NOTE)
    assert end(cast, meeting).state == MeetingState.ENDED


def test_another_office_sees_and_ends_nothing(cast, county, client):
    meeting = call(cast)
    client.force_login(cast.shen)
    assert client.get(f"/overview/meetings/{meeting.pk}/").status_code == 404
    with pytest.raises(PermissionDenied):
        end(cast, meeting, actor=cast.shen)


def test_the_minutes_say_what_was_decided(cast, county):
    meeting = call(cast, place="县政府三楼会议室", attendees="水利局、住建局、财政局主要负责人")
    note(cast, item(meeting, ROOFS), "倒排工期，每周报一次", unit=cast.unit(HOUSING), due=date(2026, 11, 10))
    document = Document(io.BytesIO(minutes(Meeting.objects.get(), "docx")))
    told = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert f"赵县长在县政府三楼会议室主持召开{TITLE}，逐项研究4项任务（红灯、橙灯、黄灯），议定事项1项" in told
    assert f"倒排工期，每周报一次。责任单位：{HOUSING}；完成时限：2026年11月10日。" in told
    assert "水利局、住建局、财政局主要负责人" in told
    cells = [cell.text for row in document.tables[-1].rows for cell in row.cells]
    assert "已过时限12天。" in cells


@pytest.mark.parametrize("address", ["", "new/", "{pk}/", "{pk}/items/1/", "{pk}/items/4/"])
def test_every_page_costs_twelve_queries_at_most(cast, county, client, django_assert_max_num_queries, address):
    meeting = call(cast)
    client.force_login(cast.wang)
    with clock.standing_at(MONDAY), django_assert_max_num_queries(12):
        answer = client.get(f"/overview/meetings/{address.format(pk=meeting.pk)}")
    assert answer.status_code == 200


def test_the_second_of_two_sees_both_versions(cast, county, client):
    meeting = call(cast)
    note(cast, item(meeting, RESERVOIRS), "请财政局先拨付三成。", who=cast.li)
    client.force_login(cast.chen)
    with clock.standing_at(MONDAY):
        sent = {"words": "每周报一次。", "becomes": "instruction", "version": "1", "go": "2"}
        answer = client.post(f"/overview/meetings/{meeting.pk}/items/1/", sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "李静" in page
    assert "请财政局先拨付三成。" in page
    assert "每周报一次。" in page
    assert MeetingItem.objects.get(meeting=meeting, number=1).decision == "请财政局先拨付三成。"
