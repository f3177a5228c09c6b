"""答复延期: another person gives more time or refuses it; the first limit and what was late stay."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.registers.models import Completion
from luoshi.duban.tasks.actions.decide_extension import Answer, decide_extension
from luoshi.duban.tasks.derivation import refresh
from luoshi.duban.tasks.lateness import late_days
from luoshi.duban.tasks.models import Assignment, Decision, Extension, Limit, LimitKind, Notice, NoticeKind, State, Task
from tests.duban.tasks.life.given import HOUSING, WATER, an_issued_task, the
from tests.duban.tasks.life.office import an_extension, fresh, on

pytestmark = pytest.mark.django_db

NOVEMBER = date(2026, 11, 15)


@pytest.fixture
def task(cast):
    return an_issued_task(cast, supporting=(HOUSING,))


def decide(cast, asked, due=NOVEMBER, words="", who="wang", version=None):
    row = Extension.objects.select_related("assignment__task__register", "assignment__task__office", "assignment__unit")
    asked = row.get(pk=asked.pk)
    return decide_extension(
        asked, actor=getattr(cast, who), version=version or asked.version, answer=Answer(due, words)
    )


class TestGranted:
    @pytest.fixture(autouse=True)
    def late_september(self):
        with on(9, 20):
            yield

    def test_the_answer_states_the_new_day(self, cast, task):
        asked = decide(cast, an_extension(task), words="抓紧施工。")
        assert (asked.decision, asked.due_granted, asked.decided_by) == (Decision.GRANTED, NOVEMBER, cast.wang)
        notice = Notice.objects.get(kind=NoticeKind.EXTENSION)
        assert (notice.unit.name, notice.text) == (WATER, "同意延至2026年11月15日。抓紧施工。")
        event = Event.objects.get(verb="extension.decided")
        assert (event.before["due"], event.after["due"]) == ("2026-09-30", "2026-11-15")

    def test_where_the_lead_gathers_it_is_the_tasks_and_everybodys(self, cast, task):
        decide(cast, an_extension(task))
        assert (the(task).due, the(task, HOUSING).due) == (NOVEMBER, NOVEMBER)
        now = fresh(task)
        assert (now.due, now.limit_text, now.limit_kind) == (NOVEMBER, "2026年11月15日", LimitKind.DATE)
        limits = Limit.objects.filter(task=task).order_by("id")
        assert [(one.due, one.is_first, one.is_current) for one in limits] == [
            (date(2026, 9, 30), True, False),
            (NOVEMBER, False, True),
        ]
        assert the(task).first_due == date(2026, 9, 30)

    def test_where_each_reports_it_is_that_units_alone(self, cast, task):
        Task.objects.filter(pk=task.pk).update(completion=Completion.EACH_REPORTS)
        refresh(fresh(task))
        decide(cast, an_extension(task))
        assert (the(task).due, the(task, HOUSING).due) == (NOVEMBER, date(2026, 9, 30))
        own = Limit.objects.get(assignment=the(task))
        assert (own.due, own.is_current, own.is_first) == (NOVEMBER, True, False)
        assert Limit.objects.get(task=task, assignment=None).is_current
        assert fresh(task).due == date(2026, 9, 30)

    def test_who_was_given_longer_already_keeps_it(self, cast, task):
        Assignment.objects.filter(task=task, unit__name=HOUSING).update(due=date(2026, 12, 31))
        decide(cast, an_extension(task))
        assert the(task, HOUSING).due == date(2026, 12, 31)

    def test_a_limit_by_milestones_goes_on_by_milestones(self, cast, task):
        Limit.objects.filter(task=task).update(kind=LimitKind.MILESTONES, text="6月底前过半，9月底前完成")
        decide(cast, an_extension(task))
        assert (fresh(task).limit_kind, fresh(task).limit_text) == (LimitKind.MILESTONES, "6月底前过半，9月底前完成")

    def test_a_second_extension_leaves_the_first_on_record(self, cast, task):
        decide(cast, an_extension(task), date(2026, 10, 15))
        decide(cast, an_extension(task), date(2026, 11, 30))
        assert [one.due.month for one in Limit.objects.filter(task=task).order_by("id")] == [9, 10, 11]


class TestLateness:
    def test_asked_in_time_and_answered_late_adds_nothing(self, cast, task):
        with on(9, 28):
            asked = an_extension(task)
        with on(10, 9):
            decide(cast, asked)
        with on(11, 20):
            for unit in (WATER, HOUSING):
                row = the(task, unit)
                assert row.late_before == 0
                assert late_days(row, fresh(task), clock.today()) == 5

    def test_asked_too_late_the_days_until_then_stay(self, cast, task):
        with on(10, 9):
            decide(cast, an_extension(task))
            assert the(task).late_before == 9
        with on(11, 20):
            assert late_days(the(task), fresh(task), clock.today()) == 14

    def test_refused_it_is_as_late_as_without(self, cast, task):
        with on(9, 28):
            asked = an_extension(task)
        with on(10, 9):
            decide(cast, asked, None, "工程不受汛期影响。")
            assert late_days(the(task), fresh(task), clock.today()) == 9


class TestRefused:
    @pytest.fixture(autouse=True)
    def late_september(self):
        with on(9, 20):
            yield

    def test_the_limit_stays_and_the_unit_learns_why(self, cast, task):
        asked = decide(cast, an_extension(task), None, "工程不受汛期影响。")
        assert (asked.decision, asked.due_granted) == (Decision.REFUSED, None)
        assert the(task).due == date(2026, 9, 30)
        assert Notice.objects.get().text == "不同意延期。工程不受汛期影响。"
        assert Limit.objects.count() == 1

    def test_not_without_a_reason(self, cast, task):
        with pytest.raises(Refused, match="写明理由"):
            decide(cast, an_extension(task), None, " ")

    def test_it_can_be_asked_for_again(self, cast, task):
        decide(cast, an_extension(task), None, "工程不受汛期影响。")
        decide(cast, an_extension(task))
        assert the(task).due == NOVEMBER


class TestWhoMayNot:
    @pytest.fixture(autouse=True)
    def late_september(self):
        with on(9, 20):
            yield

    @pytest.mark.parametrize("who", ["chen", "li", "sun", "zhou", "qian", "zhao", "jiang", "feng", "shen"])
    def test_only_the_head_of_supervision(self, cast, task, who):
        asked = an_extension(task)
        with pytest.raises(PermissionDenied):
            decide(cast, asked, who=who)
        assert Extension.objects.get().decision == Decision.OPEN

    def test_not_who_typed_it_for_the_unit(self, cast, task):
        asked = an_extension(task, typed_by=cast.wang)
        with pytest.raises(Refused) as refused:
            decide(cast, asked)
        assert refused.value.code == "own-request"

    def test_not_who_asked(self, cast, task):
        with pytest.raises(Refused, match="另一人"):
            decide(cast, an_extension(task, asked_by="王主任"))

    @pytest.mark.parametrize(
        ("due", "code"),
        [
            (date(2026, 9, 30), "not-later"),
            (date(2026, 8, 31), "not-later"),
            (date(2040, 1, 1), "day-far"),
        ],
    )
    def test_a_day_that_is_none(self, cast, task, due, code):
        with pytest.raises(Refused) as refused:
            decide(cast, an_extension(task), due)
        assert refused.value.code == code
        assert Extension.objects.get().decision == Decision.OPEN

    def test_a_day_that_has_passed(self, cast, task):
        asked = an_extension(task)
        with on(10, 20), pytest.raises(Refused, match="已经过去"):
            decide(cast, asked, date(2026, 10, 15))

    @pytest.mark.parametrize("state", [State.CLOSED_OUT, State.WITHDRAWN])
    def test_what_is_over(self, cast, task, state):
        asked = an_extension(task)
        Assignment.objects.filter(task=task).update(state=state)
        with pytest.raises(Refused, match="不能再延期"):
            decide(cast, asked)

    def test_not_twice(self, cast, task):
        asked = an_extension(task)
        decide(cast, asked)
        with pytest.raises(Refused, match="已经答复"):
            decide(cast, asked)

    def test_who_looked_at_an_older_version(self, cast, task):
        with pytest.raises(ChangedMeanwhile):
            decide(cast, an_extension(task), version=7)
