"""节点: a plan that is no straight line; the trajectory follows at once."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban.audit.models import Event
from luoshi.duban.oversight.actions.set_milestones import Planned, set_milestones
from luoshi.duban.oversight.forms.milestones import filled
from luoshi.duban.oversight.lights.renewing import renew
from luoshi.duban.oversight.models import Milestone
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.basis import Basis
from luoshi.duban.tasks.models import BasisKind, Notice, State, Task
from tests.duban.oversight.given import BASIS, MIDWAY, fresh, light, reported
from tests.duban.tasks.life.given import an_issued_task

pytestmark = pytest.mark.django_db


def node(month, day, percent, words="", year=2026):
    return Planned(date(year, month, day), Decimal(percent), words)


PLAN = (node(7, 31, 5, "完成设计"), node(8, 31, 20, "开工"), node(9, 30, 100))


def enter(cast, task, nodes=PLAN, **more):
    return set_milestones(task, nodes, **{"actor": cast.chen, "version": task.version, "basis": BASIS, **more})


def test_the_light_follows_the_entered_plan_at_once(cast, standing):
    standing(MIDWAY)
    task = reported(cast, 16)
    assert light(task).colour == "yellow"
    enter(cast, fresh(task))
    assert (light(task).colour, light(task).expected) == ("green", 15.7)
    enter(cast, fresh(task), [])
    assert light(task).colour == "yellow", "the line is straight again"


def test_the_basis_stays_on_the_record_and_the_units_are_told(cast):
    task = an_issued_task(cast)
    enter(cast, task, PLAN[:2])
    enter(cast, fresh(task))
    event = Event.objects.filter(verb="task.milestones-set").latest("pk")
    assert event.before == {"milestones": "2026-07-31 5% 完成设计；2026-08-31 20% 开工"}
    assert event.after == {"milestones": "2026-07-31 5% 完成设计；2026-08-31 20% 开工；2026-09-30 100%"}
    assert event.reason == "会议：第5次调度会"
    assert Notice.objects.filter(task=task, kind="changed").count() == 2
    change = task.changes.latest("pk")
    assert (change.basis, change.made_by) == ("第5次调度会", cast.chen)


@pytest.mark.parametrize(
    ("nodes", "code", "said"),
    [
        ([node(7, 15, 5)], "outside", "第1个节点（2026-07-15）应在交办日期2026-07-15之后"),
        ([node(8, 1, 5), node(10, 1, 50)], "outside", "第2个节点（2026-10-01）"),
        ([node(9, 30, 90)], "not-whole", "到时限2026-09-30应完成100%"),
        ([node(8, 1, 5), node(8, 1, 6)], "days", "第2个节点的日期2026-08-01应晚于前一个"),
        ([node(8, 1, 30), node(8, 5, 30)], "shares", "第2个节点的比例30%应高于前一个（30%）"),
        ([node(8, 1, 30), node(8, 5, 20)], "shares", "第2个节点的比例20%"),
        ([node(8, 1, 101)], "percent", "第1个节点的比例应在0到100之间"),
        ([node(8, 1, 1)] * 61, "too-many", "最多60个"),
        ([], "unchanged", "没有变化"),
    ],
)
def test_each_refusal_is_a_sentence(cast, nodes, code, said):
    task = an_issued_task(cast)
    with pytest.raises(Refused) as refused:
        enter(cast, task, nodes)
    assert refused.value.code == code
    assert said in refused.value.chinese
    assert not Milestone.objects.exists()
    assert fresh(task).version == task.version


def test_without_a_limit_there_is_no_plan(cast):
    task = an_issued_task(cast, due=None)
    with pytest.raises(Refused, match="先定时限"):
        enter(cast, task)


def test_without_a_basis_there_is_none(cast):
    with pytest.raises(Refused, match="请填写节点计划依据"):
        enter(cast, an_issued_task(cast), basis=Basis(BasisKind.ORAL, " "))


def test_what_is_over_gets_none(cast):
    task = an_issued_task(cast)
    Task.objects.filter(pk=task.pk).update(state=State.WITHDRAWN)
    with pytest.raises(Refused, match="不在办理中"):
        enter(cast, fresh(task))


def test_who_saw_an_older_version_overwrites_nothing(cast):
    task = an_issued_task(cast)
    enter(cast, fresh(task))
    with pytest.raises(ChangedMeanwhile):
        enter(cast, task, PLAN[:1], version=task.version)
    assert Milestone.objects.count() == 3


@pytest.mark.parametrize("who", ["sun", "zhou", "qian", "zhao", "jiang", "shen"])
def test_the_office_alone_enters_them(cast, who):
    with pytest.raises(PermissionDenied):
        enter(cast, an_issued_task(cast), actor=cast.people[who])


def test_nodes_behind_a_limit_that_was_brought_forward_say_nothing(cast, standing):
    standing(MIDWAY)
    task = an_issued_task(cast)
    enter(cast, task)
    Task.objects.filter(pk=task.pk).update(due=date(2026, 8, 25))
    renew([task.pk])
    assert light(task).expected > 80


@pytest.mark.parametrize(
    ("step", "due", "days"),
    [
        ("quarters", date(2026, 12, 31), [date(2026, 9, 30), date(2026, 12, 31)]),
        ("quarters", date(2026, 9, 30), [date(2026, 9, 30)]),
        ("quarters", date(2027, 5, 10), [date(2026, 9, 30), date(2026, 12, 31), date(2027, 3, 31), date(2027, 5, 10)]),
        ("months", date(2026, 9, 30), [date(2026, 7, 31), date(2026, 8, 31), date(2026, 9, 30)]),
        ("months", date(2026, 7, 20), [date(2026, 7, 20)]),
    ],
)
def test_rows_are_filled_in_by_quarters_and_months(cast, step, due, days):
    task = an_issued_task(cast, due=due)
    nodes = filled(task, step)
    assert [one.day for one in nodes] == days
    assert nodes[-1].percent == 100
    enter(cast, task, nodes)


class TestThePage:
    @pytest.fixture
    def task(self, cast, client):
        client.force_login(cast.chen)
        return an_issued_task(cast)

    def sent(self, task, *nodes, **more):
        rows = {"node-TOTAL_FORMS": str(len(nodes) + 1), "node-INITIAL_FORMS": "0"}
        for place, (day, percent, words) in enumerate((*nodes, ("", "", ""))):
            rows |= {f"node-{place}-day": day, f"node-{place}-percent": percent, f"node-{place}-words": words}
        return {**rows, "basis_kind": "meeting", "basis": "第5次调度会", "version": task.version, **more}

    def test_rows_that_were_typed_are_the_plan(self, client, task):
        data = self.sent(task, ("2026-08-31", "60", "主体完工"), ("2026-07-31", "20", ""))
        page = client.post(f"/tasks/{task.pk}/milestones/", data, follow=True).content.decode()
        assert "已保存2个节点" in page
        assert page.index("2026-07-31") < page.index("2026-08-31")
        assert "主体完工" in page
        shown = client.get(f"/tasks/{task.pk}/milestones/").content.decode()
        assert 'value="2026-07-31"' in shown
        assert 'value="60"' in shown
        assert "填写节点计划：2026-07-31 20%" in client.get(f"/tasks/{task.pk}/story/").content.decode()
        assert "节点" in client.get(f"/tasks/{task.pk}/decisions/").content.decode()

    def test_a_button_fills_rows_in_and_saves_nothing(self, client, task):
        page = client.post(f"/tasks/{task.pk}/milestones/", self.sent(task, fill="months")).content.decode()
        assert 'value="2026-08-31"' in page
        assert "第5次调度会" in page
        assert not Milestone.objects.exists()

    @pytest.mark.parametrize(
        ("row", "said"),
        [
            (("2026-08-31", "", ""), "请填应完成的比例。"),
            (("", "50", ""), "请填节点日期。"),
            (("", "", "主体完工"), "请填节点日期。"),
            (("2026-08-31", "101", ""), "100"),
            (("31/8", "50", ""), "有效的日期"),
        ],
    )
    def test_half_a_row_is_said_in_its_cell(self, client, task, row, said):
        answer = client.post(f"/tasks/{task.pk}/milestones/", self.sent(task, row))
        assert answer.status_code == 422
        assert said in answer.content.decode()

    def test_what_the_action_refuses_stands_above_what_was_typed(self, client, task):
        answer = client.post(f"/tasks/{task.pk}/milestones/", self.sent(task, ("2026-10-31", "50", "主体完工")))
        assert answer.status_code == 409
        page = answer.content.decode()
        assert "应在交办日期2026-07-15之后、时限2026-09-30之前" in page
        assert "主体完工" in page

    def test_two_at_once_see_both_versions(self, cast, client, task):
        enter(cast, fresh(task))
        answer = client.post(f"/tasks/{task.pk}/milestones/", self.sent(task, ("2026-08-31", "70", "")))
        assert answer.status_code == 409
        page = answer.content.decode()
        assert "2026-07-31 5% 完成设计" in page
        assert "2026-08-31 70%" in page
        assert f'name="version" value="{fresh(task).version}"' in page

    def test_without_a_limit_the_page_says_what_comes_first(self, cast, client, task):
        other = an_issued_task(cast, "建设口袋公园。", due=None)
        assert "先定时限，再填节点。" in client.get(f"/tasks/{other.pk}/milestones/").content.decode()
