"""The pages of a unit's work: who sees them, what they say, and what they cost."""

from datetime import date, datetime

import pytest

from luoshi.duban import clock
from luoshi.duban.tasks.desk.similar import sign
from luoshi.duban.tasks.models import Assignment, Report, SourceKind, State, Task, TaskSource
from luoshi.duban.tasks.unit_page.same_matter import from_several_sources, resembling_pairs
from tests.duban.documents.given import document_of
from tests.duban.tasks.given import a_plan, a_task
from tests.duban.tasks.landing.given import closed_out
from tests.duban.tasks.life.given import FINANCE, HOUSING, WATER, the

OCTOBER = datetime(2026, 10, 8, 9, 0, tzinfo=clock.ZONE)
CENTRE = "青禾县水利局河湖中心"
PARTS = ("", "burden/", "matters/")


@pytest.fixture
def plan(cast):
    return a_plan(cast)


@pytest.fixture
def water(cast):
    return cast.unit(WATER)


def get(client, person, unit, part="", query=""):
    client.force_login(person)
    with clock.standing_at(OCTOBER):
        return client.get(f"/units/{unit.pk}/tasks/{part}{query}")


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize(
    ("person", "unit", "status"),
    [
        ("chen", HOUSING, 200),
        ("zhao", WATER, 200),
        ("jiang", WATER, 200),
        ("qian", WATER, 200),
        ("qian", CENTRE, 200),
        ("qian", FINANCE, 404),
        ("sun", WATER, 200),
        ("sun", CENTRE, 200),
        ("zhou", WATER, 200),
        ("sun", HOUSING, 404),
        ("shen", WATER, 404),
        ("feng", WATER, 403),
        ("wei", WATER, 403),
    ],
)
def test_who_sees_the_work_of_a_unit(client, cast, person, unit, status, part):
    assert get(client, cast.people[person], cast.unit(unit), part).status_code == status


def test_a_group_has_no_work_of_its_own(client, cast):
    assert get(client, cast.chen, cast.unit("各乡镇")).status_code == 404


def test_the_way_there_stands_on_the_units_page_for_who_may_go_it(client, cast):
    for person, unit, there in (("chen", WATER, True), ("sun", WATER, True), ("sun", HOUSING, False)):
        client.force_login(cast.people[person])
        pk = cast.unit(unit).pk
        assert (f'href="/units/{pk}/tasks/"' in client.get(f"/units/{pk}/").content.decode()) is there
    client.force_login(cast.wei)
    assert "/tasks/" not in client.get(f"/units/{cast.unit(WATER).pk}/?office=qinghe").content.decode()


def test_its_tasks_its_record_and_the_next_limit_first(client, cast, plan, water):
    a_task(cast, plan, "疏浚河道18公里。", due=date(2026, 11, 30), issued=True)
    row = the(a_task(cast, plan, issued=True))
    said = Report.objects.create(assignment=row, kind="progress", reported_by="孙联络", reported_on=date(2026, 9, 28))
    Assignment.objects.filter(pk=row.pk).update(state=State.IN_PROGRESS, latest=said, percent=60)
    closed_out(a_task(cast, plan, "备足防汛物资。", issued=True), on=date(2026, 10, 3))
    answer = get(client, cast.sun, water)
    page = answer.content.decode()
    assert [one.task.title for one, _late in answer.context["assignments"]] == ["完成3座水库除险加固", "疏浚河道18公里"]
    for words in ("未办结 2 项", "逾期 1 项", "逾期8天", "2026-09-28", "60%", "办理记录", "不排名"):
        assert words in page


def test_a_cell_narrows_the_list(client, cast, plan, water):
    a_task(cast, plan, issued=True)
    a_task(cast, plan, "疏浚河道18公里。", due=None, issued=True)
    page = get(client, cast.chen, water, query="?state=issued&when=late").content.decode()
    assert "已交办、逾期" in page
    assert "疏浚河道" not in page


def test_a_task_in_which_it_supports_stands_apart(client, cast, plan):
    a_task(cast, plan, supporting=(HOUSING,), issued=True)
    assert "没有未办结的任务" in get(client, cast.chen, cast.unit(HOUSING)).content.decode()
    page = get(client, cast.chen, cast.unit(HOUSING), query="?others").content.decode()
    assert "配合、知悉和分办的任务" in page
    assert "完成3座水库除险加固" in page
    assert "逾期8天" not in page


def test_the_burden_month_by_month(client, cast, plan, water):
    a_task(cast, plan, issued=True)
    page = get(client, cast.sun, water, "burden/").content.decode()
    for words in ("2026年10月", "2025年11月", "每月", "重点工作任务台账（2026）", "应报（件）"):
        assert words in page


def test_a_unit_without_tasks_has_no_burden(client, cast):
    assert "没有要这个单位反馈的任务" in get(client, cast.chen, cast.unit(FINANCE), "burden/").content.decode()


def alike(cast, plan):
    one = a_task(cast, plan, "年底前完成3座水库除险加固并通过验收。", issued=True)
    other = a_task(cast, plan, "完成3座水库除险加固，年底前通过验收。", issued=True)
    third = a_task(cast, plan, "新建高标准农田2万亩。", issued=True)
    sign([one, other, third])
    return one, other


def test_open_tasks_that_resemble_one_another(client, cast, plan, water):
    one, other = alike(cast, plan)
    (pair,) = resembling_pairs(water)
    assert (pair.one, pair.other) == (one, other)
    page = get(client, cast.chen, water, "matters/").content.decode()
    assert "表述相近的任务（1）" in page
    assert f"相近 {pair.score}%" in page


def test_what_is_over_resembles_nothing(cast, plan, water):
    _one, other = alike(cast, plan)
    closed_out(other, on=date(2026, 9, 1))
    assert resembling_pairs(water) == []


def test_tasks_of_different_units_are_no_pair(cast, plan, water):
    _one, other = alike(cast, plan)
    Assignment.objects.filter(task=other).update(unit=cast.unit(HOUSING))
    assert resembling_pairs(water) == []


def test_a_task_with_several_sources_names_them(client, cast, plan, water):
    task = a_task(cast, plan, issued=True)
    document = document_of(cast.office, title="市政府督办通知")
    TaskSource.objects.create(task=task, kind=SourceKind.STATEMENT, document=document, position=1)
    TaskSource.objects.create(task=task, kind=SourceKind.LEDGER, paper="上年台账", position=2)
    a_task(cast, plan, "只有一个来源。", issued=True)
    assert [one.task for one in from_several_sources(water)] == [task]
    page = get(client, cast.chen, water, "matters/").content.decode()
    for words in ("有多个来源的任务（1）", "口头交办 赵县长", "市政府督办通知", "上年台账"):
        assert words in page


def test_only_who_changes_tasks_is_sent_to_merge(client, cast, plan, water):
    alike(cast, plan)
    assert "并案后只反馈一次" in get(client, cast.sun, water, "matters/").content.decode()
    assert get(client, cast.sun, water, "matters/").context["may_merge"] is False
    assert get(client, cast.chen, water, "matters/").context["may_merge"] is True


@pytest.mark.parametrize("count", [3, 60])
@pytest.mark.parametrize("person", ["chen", "qian", "sun"])
@pytest.mark.parametrize("part", PARTS)
def test_the_pages_cost_the_same_with_many_tasks(
    client, cast, plan, water, person, part, count, django_assert_max_num_queries
):
    tasks = [a_task(cast, plan, f"完成第{place % 20}处隐患整治并通过验收。", issued=True) for place in range(count)]
    sign(tasks)
    for task in tasks:
        TaskSource.objects.create(task=task, kind=SourceKind.ORAL, said_by="县长", position=1)
    Task.objects.filter(pk=tasks[0].pk).update(suspended_since=date(2026, 9, 1))
    client.force_login(cast.people[person])
    with clock.standing_at(OCTOBER), django_assert_max_num_queries(12):
        assert client.get(f"/units/{water.pk}/tasks/{part}").status_code == 200
