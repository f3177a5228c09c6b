"""答复退回: the right unit gets it in the same act, or it stays with the one that has it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.actions.decide_return import grant_return, refuse_return
from luoshi.duban.tasks.lateness import late_days
from luoshi.duban.tasks.models import Assignment, AssignmentRole, Change, Decision, Notice, NoticeKind, Return, State
from tests.duban.tasks.life.given import FINANCE, HOUSING, WATER, an_issued_task, the
from tests.duban.tasks.life.office import BY_WORD, a_return, fresh, on

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_july():
    with on(7, 20):
        yield


@pytest.fixture
def task(cast):
    return an_issued_task(cast, supporting=(FINANCE,))


def seen(asked):
    row = Return.objects.select_related("assignment__task__register", "assignment__task__office", "assignment__unit")
    return row.get(pk=asked.pk)


def grant(cast, asked, unit=HOUSING, who="chen", **more):
    asked = seen(asked)
    chosen = None if unit is None else cast.unit(unit)
    return grant_return(
        asked, actor=getattr(cast, who), version=more.pop("version", asked.version), unit=chosen, **more
    )


def refuse(cast, asked, answer="物业专项整治由你局牵头。", who="chen"):
    asked = seen(asked)
    return refuse_return(asked, actor=getattr(cast, who), version=asked.version, answer=answer)


class TestGranted:
    def test_the_right_unit_has_it_in_its_place_and_starts_clean(self, cast, task):
        asked = grant(cast, a_return(task), basis=BY_WORD)
        old, new = the(task), the(task, HOUSING)
        assert (asked.decision, asked.decided_by) == (Decision.GRANTED, cast.chen)
        assert (old.state, old.ended_on) == (State.WITHDRAWN, date(2026, 7, 20))
        assert (new.state, new.role, new.position) == (State.ISSUED, AssignmentRole.LEAD, 1)
        assert (new.due, new.counts_from, new.late_before) == (date(2026, 9, 30), date(2026, 7, 20), 0)
        assert the(task, FINANCE).role == AssignmentRole.SUPPORTING
        assert fresh(task).state == State.ISSUED

    def test_the_change_has_its_basis_and_both_sides_are_told(self, cast, task):
        grant(cast, a_return(task), basis=BY_WORD)
        assert Change.objects.get().basis == BY_WORD.text
        told = {(one.unit.name, one.kind) for one in Notice.objects.all()}
        assert {(WATER, NoticeKind.TAKEN_OFF), (HOUSING, NoticeKind.GIVEN), (FINANCE, NoticeKind.CHANGED)} == told
        event = Event.objects.get(verb="return.decided")
        assert (event.after["given"], event.after["decision"]) == (HOUSING, "granted")

    def test_without_a_basis_of_its_own_the_request_is_one(self, cast, task):
        grant(cast, a_return(task))
        assert Change.objects.get().basis == "青禾县水利局申请退回：物业管理不属我局职责。"

    def test_a_supporting_unit_becomes_the_lead_and_keeps_its_state(self, cast, task):
        Assignment.objects.filter(task=task, unit__name=FINANCE).update(state=State.ACKNOWLEDGED)
        grant(cast, a_return(task), FINANCE)
        row = the(task, FINANCE)
        assert (row.role, row.state, row.answers) == (AssignmentRole.LEAD, State.ACKNOWLEDGED, True)

    def test_a_supporting_unit_leaves_without_anybody_in_its_place(self, cast, task):
        grant(cast, a_return(task, FINANCE), None)
        assert the(task, FINANCE).state == State.WITHDRAWN
        assert the(task).state == State.ISSUED

    def test_the_clock_of_the_wrong_unit_stops_on_the_day_it_asked(self, cast, task):
        with on(9, 29):
            asked = a_return(task)
        with on(10, 20):
            grant(cast, asked)
            assert late_days(the(task), fresh(task), clock.today()) == 0
            assert fresh(task).late_before == 0


class TestRefused:
    def test_it_is_issued_again_with_the_answer(self, cast, task):
        asked = refuse(cast, a_return(task))
        assert asked.decision == Decision.REFUSED
        assert the(task).state == fresh(task).state == State.ISSUED
        notice = Notice.objects.get()
        assert (notice.kind, notice.text) == (NoticeKind.RETURN, "不同意退回。物业专项整治由你局牵头。")

    def test_the_clock_has_run_on(self, cast, task):
        with on(9, 29):
            asked = a_return(task)
        with on(10, 20):
            refuse(cast, asked)
            assert late_days(the(task), fresh(task), clock.today()) == 20

    def test_not_without_a_reason(self, cast, task):
        with pytest.raises(Refused, match="写明理由"):
            refuse(cast, a_return(task), "")
        assert the(task).state == State.RETURNED


class TestWhoMayNot:
    @pytest.mark.parametrize("who", ["sun", "zhou", "wu", "qian", "zhao", "jiang", "feng", "shen"])
    @pytest.mark.parametrize("decide", [grant, refuse])
    def test_only_the_supervision_office(self, cast, task, who, decide):
        asked = a_return(task)
        with pytest.raises(PermissionDenied):
            decide(cast, asked, who=who)
        assert the(task).state == State.RETURNED

    @pytest.mark.parametrize("decide", [grant, refuse])
    def test_not_who_typed_it_for_the_unit(self, cast, task, decide):
        asked = a_return(task, typed_by=cast.chen)
        with pytest.raises(Refused) as refused:
            decide(cast, asked)
        assert refused.value.code == "own-request"

    @pytest.mark.parametrize(("unit", "code"), [(None, "no-unit"), (WATER, "same-unit"), ("各乡镇", "group")])
    def test_nobody_would_answer(self, cast, task, unit, code):
        asked = a_return(task)
        with pytest.raises(Refused) as refused:
            grant(cast, asked, unit)
        assert refused.value.code == code
        assert Return.objects.get().decision == Decision.OPEN
        assert the(task).state == State.RETURNED

    def test_what_was_not_returned(self, cast, task):
        asked = a_return(task)
        Assignment.objects.filter(task=task).update(state=State.IN_PROGRESS)
        with pytest.raises(Refused, match="不在退回待处理之列"):
            grant(cast, asked)

    def test_not_twice(self, cast, task):
        asked = a_return(task)
        refuse(cast, asked)
        with pytest.raises(Refused, match="已经答复"):
            refuse(cast, asked)

    def test_who_looked_at_an_older_version(self, cast, task):
        with pytest.raises(ChangedMeanwhile):
            grant(cast, a_return(task), version=7)
