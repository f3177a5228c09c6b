"""Which buttons a unit is shown on the page of a task, and that they do what they say."""

from datetime import date, datetime

import pytest

from luoshi.duban import clock
from luoshi.duban.organisations.models import Post, Tenure
from luoshi.duban.tasks.actions.ask_extension import Wish, ask_extension
from luoshi.duban.tasks.actions.break_down import Part, break_down
from luoshi.duban.tasks.actions.file_report import file_report
from luoshi.duban.tasks.models import Assignment, AssignmentRole, State, Task
from luoshi.duban.tasks.unit_side import unit_sides
from tests.duban.tasks.life.given import HOUSING, WATER, an_issued_task, by_page, by_telephone, progress, the

pytestmark = pytest.mark.django_db
DUE = date(2026, 9, 30)
CENTRE = "青禾县水利局河湖中心"


@pytest.fixture(autouse=True)
def july():
    with clock.standing_at(datetime(2026, 7, 28, 10, 0, tzinfo=clock.ZONE)):
        yield


@pytest.fixture
def task(cast):
    return an_issued_task(cast, due=DUE)


def side(cast, task, who="sun"):
    (one,) = unit_sides(getattr(cast, who), Task.objects.select_related("register").get(pk=task.pk))
    return one


#: state, what may be done: sign, report, extension, return, take back, break down
BUTTONS = {
    State.ISSUED: "sign report extension return break",
    State.ACKNOWLEDGED: "report extension return break",
    State.IN_PROGRESS: "report extension break",
    State.SENT_BACK: "report extension break",
    State.SUBMITTED: "back",
    State.VERIFIED: "",
    State.RETURNED: "",
    State.CLOSED_OUT: "",
    State.WITHDRAWN: "",
}


def shown(one):
    said = {
        "sign": one.may_sign,
        "report": one.may_report,
        "extension": one.may_ask_extension,
        "return": one.may_return,
        "back": one.may_take_back,
        "break": one.may_break_down,
    }
    return " ".join(word for word, may in said.items() if may)


@pytest.mark.parametrize("state", State)
def test_what_is_offered_in_each_state(cast, task, state):
    Assignment.objects.update(state=state)
    assert shown(side(cast, task)) == BUTTONS[state]


def test_who_only_takes_note_reports_nothing(cast, task):
    Assignment.objects.update(role=AssignmentRole.INFORMED)
    assert shown(side(cast, task)) == "sign return"


def test_after_the_limit_there_is_no_extension(cast, task):
    with clock.standing_at(datetime(2026, 10, 1, 9, 0, tzinfo=clock.ZONE)):
        one = side(cast, task)
        assert not one.may_ask_extension
        assert one.overdue == 1


def test_one_request_at_a_time(cast, task):
    wish = Wish(date(2026, 11, 15), "汛期停工。", "七成。")
    ask_extension(the(task), actor=cast.sun, wish=wish, came=by_page(on=date(2026, 7, 28)))
    one = side(cast, task)
    assert one.asked.due_wanted == date(2026, 11, 15)
    assert not one.may_ask_extension


def test_without_units_below_nothing_is_given_on(cast):
    assert not side(cast, an_issued_task(cast, lead=HOUSING), "wu").may_break_down


def test_a_report_that_waits_for_the_head(cast, task):
    task.register.unit_head_approves = True
    task.register.save()
    file_report(the(task), actor=cast.sun, said=progress(), came=by_page())
    assert side(cast, task).waiting.text == progress().text
    assert not side(cast, task).heads
    assert side(cast, task, "zhou").heads


def test_what_the_office_typed_last_can_be_objected_to(cast, task):
    file_report(the(task), actor=cast.chen, said=progress("电话里说的。"), came=by_telephone())
    assert side(cast, task).entered.text == "电话里说的。"
    file_report(the(task), actor=cast.sun, said=progress(), came=by_page())
    assert side(cast, task).entered is None, "the unit's own report puts it right"


def test_parts_are_rolled_up(cast, task):
    break_down(the(task), actor=cast.sun, part=Part(cast.unit(CENTRE), "巡查河道。"))
    one = side(cast, task)
    assert [part.name for part in one.parts] == [CENTRE]
    assert (one.progress.done, one.progress.total) == (0, 1)


def test_a_person_with_several_units_sees_all(cast, task):
    Assignment.objects.create(
        task=task, unit=cast.unit(HOUSING), name=HOUSING, role="supporting", position=2, state=State.ISSUED
    )
    post = Post.objects.create(office=cast.office, role="liaison", title="联络员", unit=cast.unit(HOUSING))
    Tenure.objects.create(post=post, person=cast.sun, starts=date(2020, 1, 1))
    assert [one.assignment.name for one in unit_sides(cast.sun, the(task).task)] == [WATER, HOUSING]


@pytest.mark.parametrize("who", ["chen", "wang", "zhao", "qian", "wu", "jiang"])
def test_nobody_else_is_offered_anything(cast, task, who):
    assert unit_sides(getattr(cast, who), task) == []


def test_a_draft_offers_nothing(cast, task):
    task.issued_at = None
    assert unit_sides(cast.sun, task) == []


class TestThePageOfTheTask:
    def page(self, client, who, task):
        client.force_login(who)
        return client.get(f"/tasks/{task.pk}/").content.decode()

    def test_a_unit_finds_its_buttons(self, cast, client, task):
        page = self.page(client, cast.sun, task)
        for words in ("签收", "反馈", "申请延期", "申请退回", "分办"):
            assert words in page

    def test_others_find_none(self, cast, client, task):
        assert "申请延期" not in self.page(client, cast.chen, task)

    def test_signing_comes_back_to_the_page(self, cast, client, task):
        client.force_login(cast.sun)
        answer = client.post("/my-work/sign/", {"assignment": the(task).pk, "back": f"/tasks/{task.pk}/"})
        assert answer["Location"] == f"/tasks/{task.pk}/"
        assert the(task).state == State.ACKNOWLEDGED

    def test_nothing_changed_in_one_click(self, cast, client, task):
        Assignment.objects.update(state=State.IN_PROGRESS)
        assert "无变化" in self.page(client, cast.sun, task)
        client.post("/my-work/no-change/", {"assignment": the(task).pk, "back": f"/tasks/{task.pk}/"})
        assert "待反馈" not in self.page(client, cast.sun, task)

    def test_what_the_office_typed_stands_there(self, cast, client, task):
        file_report(the(task), actor=cast.chen, said=progress("电话里说的。"), came=by_telephone())
        page = self.page(client, cast.sun, task)
        assert "督查室代录了本单位的反馈" in page
        assert "提出异议" in page

    def test_the_number_of_questions_does_not_grow(self, cast, client, task, django_assert_max_num_queries):
        break_down(the(task), actor=cast.sun, part=Part(cast.unit(CENTRE), "巡查。"))
        with django_assert_max_num_queries(4):
            assert unit_sides(cast.sun, the(task).task)
