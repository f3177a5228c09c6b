"""退办: not good enough; the clock has run on as if it had never stopped."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.actions.file_report import Came, file_report
from luoshi.duban.tasks.actions.resume_task import resume_task
from luoshi.duban.tasks.actions.send_back import send_back
from luoshi.duban.tasks.actions.suspend_task import suspend_task
from luoshi.duban.tasks.lateness import late_days
from luoshi.duban.tasks.models import Assignment, Channel, Notice, NoticeKind, State, Verification
from tests.duban.tasks.life.given import an_issued_task, by_page, done, progress, the
from tests.duban.tasks.life.office import BY_PAPER, fresh, on, submitted, verified

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(cast):
    return an_issued_task(cast)


def back(cast, task, who="chen", reason="溢洪道尚未完工。"):
    one = the(task)
    return send_back(one, actor=getattr(cast, who), version=one.version, reason=reason)


def test_the_clock_has_run_on_as_if_it_had_never_stopped(cast, task):
    with on(9, 28):
        submitted(cast, task)
    with on(10, 12):
        assert late_days(the(task), fresh(task), clock.today()) == 0
        back(cast, task)
        row = the(task)
        assert (row.state, row.done_on) == (State.SENT_BACK, None)
        assert late_days(row, fresh(task), clock.today()) == 12
        assert fresh(task).done_on is None


def test_the_unit_is_told_why_and_the_record_keeps_what_was_checked(cast, task):
    with on(9, 28):
        submitted(cast, task)
        checked = back(cast, task)
    assert (checked.outcome, checked.conclusion) == ("sent-back", "溢洪道尚未完工。")
    assert checked.findings[0]["what"] == "完成日期"
    notice = Notice.objects.get(kind=NoticeKind.SENT_BACK)
    assert (notice.unit.name, notice.text) == ("青禾县水利局", "溢洪道尚未完工。")
    assert Event.objects.get(verb="assignment.sent-back").reason == "溢洪道尚未完工。"


def test_what_was_verified_is_sent_back_before_it_is_closed_out(cast, task):
    with on(9, 28):
        verified(cast, task)
        back(cast, task, "wang")
    assert the(task).state == State.SENT_BACK


def test_the_unit_goes_on_and_hands_it_in_again(cast, task):
    with on(9, 28):
        submitted(cast, task)
        back(cast, task)
        file_report(the(task), actor=cast.sun, said=progress(), came=by_page(on=clock.today()))
        assert the(task).state == State.IN_PROGRESS
        submitted(cast, task)
    assert the(task).state == State.SUBMITTED
    assert Verification.objects.count() == 1


def test_a_suspension_after_it_was_said_to_be_done_counts_after_all(cast, task):
    """Done on 28 September in time, suspended from 5 to 15 October, sent back on the 20th: ten days stood still."""
    with on(9, 28):
        submitted(cast, task)
    with on(10, 5):
        suspend_task(fresh(task), actor=cast.chen, version=1, basis=BY_PAPER)
    with on(10, 15):
        resume_task(fresh(task), actor=cast.chen, version=2, basis=BY_PAPER)
        assert the(task).due == date(2026, 9, 30)
    with on(10, 20):
        back(cast, task)
        assert late_days(the(task), fresh(task), clock.today()) == 10


class TestRefusals:
    @pytest.fixture(autouse=True)
    def late_september(self):
        with on(9, 28):
            yield

    @pytest.mark.parametrize("who", ["sun", "zhou", "qian", "zhao", "jiang", "feng", "shen"])
    def test_only_the_supervision_office(self, cast, task, who):
        submitted(cast, task)
        with pytest.raises(PermissionDenied):
            back(cast, task, who)

    def test_not_without_a_reason(self, cast, task):
        submitted(cast, task)
        with pytest.raises(Refused, match="退办理由"):
            back(cast, task, reason=" ")

    def test_not_by_who_typed_it(self, cast, task):
        file_report(the(task), actor=cast.chen, said=done(), came=Came("孙联络", clock.today(), Channel.PAPER))
        with pytest.raises(Refused, match="另一人"):
            back(cast, task)

    @pytest.mark.parametrize("state", [state for state in State if state not in (State.SUBMITTED, State.VERIFIED)])
    def test_only_what_was_handed_in(self, cast, task, state):
        Assignment.objects.filter(task=task).update(state=state)
        with pytest.raises(Refused) as refused:
            back(cast, task)
        assert refused.value.code == "no-such-transition"

    def test_who_looked_at_an_older_version(self, cast, task):
        submitted(cast, task)
        with pytest.raises(ChangedMeanwhile):
            send_back(the(task), actor=cast.chen, version=1, reason="溢洪道尚未完工。")
