"""What a unit asks for: more time before the limit, or that the task goes to the right unit."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.actions.ask_extension import Wish, ask_extension
from luoshi.duban.tasks.actions.ask_return import ask_return
from luoshi.duban.tasks.actions.file_report import file_report
from luoshi.duban.tasks.actions.reopen import reopen_task
from luoshi.duban.tasks.actions.take_back_submission import take_back_submission
from luoshi.duban.tasks.actions.withdraw_task import withdraw_task
from luoshi.duban.tasks.basis import Basis
from luoshi.duban.tasks.models import Assignment, BasisKind, Channel, Decision, Extension, Return, State, Task
from tests.duban.tasks.life.given import HOUSING, WATER, an_issued_task, by_page, by_telephone, done, the

pytestmark = pytest.mark.django_db
DUE, LATER = date(2026, 9, 30), date(2026, 11, 15)


@pytest.fixture(autouse=True)
def september():
    with clock.standing_at(datetime(2026, 9, 21, 10, 0, tzinfo=clock.ZONE)):
        yield


@pytest.fixture
def row(cast):
    return the(an_issued_task(cast, due=DUE))


def wish(due=LATER, reason="汛期停工一个月。", progress="已完成七成。"):
    return Wish(due, reason, progress)


SOON = date(2026, 9, 21)


class TestAnExtension:
    def test_is_asked_for_and_changes_nothing_yet(self, cast, row):
        asked = ask_extension(row, actor=cast.sun, wish=wish(), came=by_page(on=SOON))
        assert (asked.due_then, asked.due_wanted, asked.decision) == (DUE, LATER, "")
        assert the(row.task).due == DUE
        assert Event.objects.get(verb="extension.asked").actor_name == "孙联络"

    def test_by_telephone_the_office_types_it_and_the_unit_asks(self, cast, row):
        asked = ask_extension(row, actor=cast.chen, wish=wish(), came=by_telephone(on=SOON))
        assert (asked.asked_by, asked.typed_by, asked.channel) == ("孙联络", cast.chen, Channel.TELEPHONE)

    def test_what_was_asked_for_in_time_may_be_typed_later(self, cast, row):
        with clock.standing_at(datetime(2026, 10, 9, 10, 0, tzinfo=clock.ZONE)):
            ask_extension(row, actor=cast.chen, wish=wish(), came=by_telephone(on=date(2026, 9, 30)))
        assert Extension.objects.exists()

    @pytest.mark.parametrize(
        ("wanted", "came", "code"),
        [
            (wish(due=DUE), by_page(on=SOON), "not-later"),
            (wish(due=date(2031, 1, 1)), by_page(on=SOON), "too-far"),
            (wish(reason=" "), by_page(on=SOON), "no-reason"),
            (wish(progress=" "), by_page(on=SOON), "no-reason"),
            (wish(), by_page(" ", on=SOON), "no-asker"),
            (wish(), by_page(on=date(2026, 9, 22)), "day-to-come"),
        ],
    )
    def test_refusals(self, cast, row, wanted, came, code):
        with pytest.raises(Refused) as refused:
            ask_extension(row, actor=cast.sun, wish=wanted, came=came)
        assert refused.value.code == code
        assert not Extension.objects.exists()

    def test_after_the_limit_it_is_too_late(self, cast, row):
        with (
            clock.standing_at(datetime(2026, 10, 1, 9, 0, tzinfo=clock.ZONE)),
            pytest.raises(Refused, match="须在时限前提出"),
        ):
            ask_extension(row, actor=cast.sun, wish=wish(), came=by_page(on=date(2026, 10, 1)))

    def test_one_at_a_time(self, cast, row):
        ask_extension(row, actor=cast.sun, wish=wish(), came=by_page(on=SOON))
        with pytest.raises(Refused, match="还没有答复"):
            ask_extension(row, actor=cast.zhou, wish=wish(), came=by_page("周局长", on=SOON))

    @pytest.mark.parametrize("state", [State.SUBMITTED, State.VERIFIED, State.CLOSED_OUT, State.WITHDRAWN])
    def test_only_of_what_is_under_way(self, cast, row, state):
        Assignment.objects.filter(pk=row.pk).update(state=state)
        with pytest.raises(Refused, match="不在办理中"):
            ask_extension(the(row.task), actor=cast.sun, wish=wish(), came=by_page(on=SOON))

    def test_only_of_what_has_a_limit(self, cast):
        row = the(an_issued_task(cast, due=None))
        with pytest.raises(Refused, match="没有明确的时限"):
            ask_extension(row, actor=cast.sun, wish=wish(), came=by_page(on=SOON))

    @pytest.mark.parametrize("who", ["wu", "qian", "jiang", "feng"])
    def test_by_the_unit_alone(self, cast, row, who):
        with pytest.raises(PermissionDenied):
            ask_extension(row, actor=getattr(cast, who), wish=wish(), came=by_page(on=SOON))


class TestAReturn:
    def test_goes_to_the_office_with_the_right_unit(self, cast, row):
        asked = ask_return(
            row, actor=cast.sun, reason="小区改造不归水利。", came=by_page(on=SOON), right_unit=cast.unit(HOUSING)
        )
        assert (the(row.task).state, asked.right_unit.name) == (State.RETURNED, HOUSING)
        assert Task.objects.get().state == State.RETURNED

    @pytest.mark.parametrize("state", [State.IN_PROGRESS, State.SUBMITTED, State.CLOSED_OUT, State.WITHDRAWN])
    def test_only_of_what_was_not_begun(self, cast, row, state):
        Assignment.objects.filter(pk=row.pk).update(state=state)
        with pytest.raises(Refused):
            ask_return(the(row.task), actor=cast.sun, reason="不归本局。", came=by_page(on=SOON))
        assert not Return.objects.exists()

    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ({"reason": " "}, "no-reason"),
            ({"came": by_page(" ", on=SOON)}, "no-asker"),
            ({"came": by_page(on=date(2026, 9, 22))}, "day-to-come"),
        ],
    )
    def test_refusals(self, cast, row, more, code):
        with pytest.raises(Refused) as refused:
            ask_return(row, actor=cast.sun, **{"reason": "不归本局。", "came": by_page(on=SOON), **more})
        assert refused.value.code == code

    def test_the_right_unit_is_another(self, cast, row):
        with pytest.raises(Refused, match="不能填本单位"):
            ask_return(row, actor=cast.sun, reason="不归。", came=by_page(on=SOON), right_unit=cast.unit(WATER))

    def test_two_people_at_once(self, cast, row):
        seen = the(row.task)
        ask_return(row, actor=cast.sun, reason="不归本局。", came=by_page(on=SOON))
        with pytest.raises(ChangedMeanwhile):
            ask_return(seen, actor=cast.zhou, reason="不归本局。", came=by_page("周局长", on=SOON))


class TestTakingBackThatItIsDone:
    @pytest.fixture
    def submitted(self, cast, row):
        file_report(row, actor=cast.sun, said=done(), came=by_page(on=SOON))
        return the(row.task)

    def test_the_clock_runs_on(self, cast, submitted):
        take_back_submission(submitted, actor=cast.sun, reason="验收有遗留问题。")
        row = the(submitted.task)
        assert (row.state, row.done_on) == (State.IN_PROGRESS, None)
        assert Task.objects.get().done_on is None

    def test_needs_a_reason(self, cast, submitted):
        with pytest.raises(Refused, match="撤回理由"):
            take_back_submission(submitted, actor=cast.sun, reason=" ")

    def test_not_once_it_is_verified(self, cast, submitted):
        Assignment.objects.update(state=State.VERIFIED)
        with pytest.raises(Refused, match="没有待核查"):
            take_back_submission(the(submitted.task), actor=cast.sun, reason="有误。")

    def test_by_the_unit_alone(self, cast, submitted):
        with pytest.raises(PermissionDenied):
            take_back_submission(submitted, actor=cast.chen, reason="有误。")


class TestWhatNobodyDecided:
    """A unit that has nothing more to do with a task asks for nothing any more."""

    def test_lapses_with_the_task(self, cast, row):
        asked = ask_extension(row, actor=cast.sun, wish=wish(), came=by_page(on=SOON))
        task = the(row.task).task
        withdraw_task(task, actor=cast.chen, version=task.version, basis=Basis(BasisKind.MEETING, "第5次调度会"))
        asked.refresh_from_db()
        assert (asked.decision, asked.decided_by) == (Decision.LAPSED, None)

    def test_so_that_it_can_be_asked_for_again_when_the_task_is_given_anew(self, cast, row):
        ask_return(row, actor=cast.sun, reason="不归本局。", came=by_page(on=SOON))
        task = the(row.task).task
        withdraw_task(task, actor=cast.chen, version=task.version, basis=Basis(BasisKind.MEETING, "第5次调度会"))
        task.refresh_from_db()
        reopen_task(task, actor=cast.wang, version=task.version, basis=Basis(BasisKind.MEETING, "第6次调度会"))
        ask_return(the(row.task), actor=cast.sun, reason="还是不归本局。", came=by_page(on=SOON))
        assert list(Return.objects.order_by("pk").values_list("decision", flat=True)) == ["lapsed", ""]
