"""反馈: what a unit says, whatever way it came; who reports and who typed it are kept apart."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.registers.models import Completion, Register
from luoshi.duban.tasks.actions.file_report import Came, Said, file_report
from luoshi.duban.tasks.models import Approval, Assignment, Channel, Notice, Report, State, Target, Task
from tests.duban.tasks.life.given import (
    HOUSING,
    an_issued_task,
    by_page,
    by_telephone,
    done,
    no_change,
    progress,
    the,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def late_july():
    with clock.standing_at(datetime(2026, 7, 28, 10, 0, tzinfo=clock.ZONE)):
        yield


def test_a_report_puts_the_task_under_way_and_covers_the_month(cast):
    task = an_issued_task(cast)
    report = file_report(the(task), actor=cast.sun, said=progress(percent=Decimal(40)), came=by_page())
    row = the(task)
    assert (row.state, row.percent, row.reported_through) == (State.IN_PROGRESS, Decimal(40), date(2026, 7, 31))
    assert row.latest == report
    assert report.filed_at is not None
    task.refresh_from_db()
    assert task.state == State.IN_PROGRESS
    event = Event.objects.get(verb="report.filed")
    assert event.actor_name == "孙联络"
    assert event.after["text"] == progress().text


def test_no_change_is_a_report_of_one_click(cast):
    task = an_issued_task(cast)
    file_report(the(task), actor=cast.sun, said=no_change(), came=by_page())
    assert the(task).reported_through == date(2026, 7, 31)


def test_asking_for_close_out_stops_the_clock_on_the_day_it_was_done(cast):
    task = an_issued_task(cast)
    file_report(the(task), actor=cast.sun, said=done(done_on=date(2026, 7, 25)), came=by_page())
    row = the(task)
    assert (row.state, row.done_on) == (State.SUBMITTED, date(2026, 7, 25))
    task.refresh_from_db()
    assert (task.state, task.done_on) == (State.SUBMITTED, date(2026, 7, 25))


def test_the_office_types_what_was_said_on_the_telephone_and_the_unit_is_told(cast):
    task = an_issued_task(cast)
    report = file_report(the(task), actor=cast.chen, said=progress(), came=by_telephone())
    assert (report.reported_by, report.typed_by, report.channel) == ("孙联络", cast.chen, Channel.TELEPHONE)
    assert Notice.objects.get(task=task).unit.name == "青禾县水利局"


def test_figures_stand_beside_their_targets(cast):
    task = an_issued_task(cast)
    target = Target.objects.create(task=task, words="3座", measured="水库", value=3, unit="座")
    report = file_report(the(task), actor=cast.sun, said=progress(figures={target.pk: Decimal(2)}), came=by_page())
    assert [(one.target, one.value) for one in report.figures.all()] == [(target, Decimal(2))]


def test_where_each_reports_the_task_waits_for_the_last(cast):
    task = an_issued_task(cast, supporting=(HOUSING,))
    Task.objects.filter(pk=task.pk).update(completion=Completion.EACH_REPORTS)
    file_report(the(task), actor=cast.sun, said=done(), came=by_page())
    task.refresh_from_db()
    assert task.state == State.ISSUED
    assert task.done_on is None


class TestTheHeadApproves:
    @pytest.fixture(autouse=True)
    def asked(self, cast):
        Register.objects.update(unit_head_approves=True)

    def test_a_liaisons_report_waits_and_counts_for_nothing_yet(self, cast):
        task = an_issued_task(cast)
        report = file_report(the(task), actor=cast.sun, said=progress(), came=by_page())
        assert (report.approval, report.filed_at) == (Approval.AWAITING, None)
        assert the(task).state == State.ISSUED
        assert Event.objects.filter(verb="report.submitted").exists()

    def test_what_the_head_types_needs_no_approval(self, cast):
        task = an_issued_task(cast)
        file_report(the(task), actor=cast.zhou, said=progress(), came=by_page("周局长"))
        assert the(task).state == State.IN_PROGRESS

    def test_what_came_on_paper_was_signed(self, cast):
        task = an_issued_task(cast)
        came = Came("周局长", date(2026, 7, 27), Channel.PAPER)
        file_report(the(task), actor=cast.chen, said=progress(), came=came)
        assert the(task).state == State.IN_PROGRESS


class TestRefusals:
    @pytest.mark.parametrize(
        ("said", "came", "code"),
        [
            (Said(text="  "), by_page(), "no-text"),
            (done(""), by_page(), "no-text"),
            (progress(), by_page(" "), "no-reporter"),
            (progress(percent=Decimal(101)), by_page(), "percent"),
            (progress(percent=Decimal(-1)), by_page(), "percent"),
            (progress(), by_page(on=date(2026, 7, 29)), "day-to-come"),
            (progress(), by_page(on=date(2024, 7, 1)), "day-long-ago"),
            (done(done_on=date(2026, 8, 1)), by_page(), "day-to-come"),
            (progress(figures={999_999: Decimal(1)}), by_page(), "no-such-target"),
        ],
    )
    def test_a_report_that_cannot_count(self, cast, said, came, code):
        task = an_issued_task(cast)
        with pytest.raises(Refused) as refused:
            file_report(the(task), actor=cast.sun, said=said, came=came)
        assert refused.value.code == code
        assert not Report.objects.exists()

    @pytest.mark.parametrize(
        "state", [State.SUBMITTED, State.VERIFIED, State.CLOSED_OUT, State.RETURNED, State.WITHDRAWN]
    )
    def test_where_nothing_is_reported(self, cast, state):
        task = an_issued_task(cast)
        Assignment.objects.filter(task=task).update(state=state)
        with pytest.raises(Refused, match="现在不能反馈"):
            file_report(the(task), actor=cast.sun, said=progress(), came=by_page())

    @pytest.mark.parametrize("who", ["wu", "qian", "jiang", "chu", "feng", "chen"])
    def test_nobody_reports_for_another_unit_in_the_page(self, cast, who):
        task = an_issued_task(cast)
        with pytest.raises(PermissionDenied):
            file_report(the(task), actor=getattr(cast, who), said=progress(), came=by_page())

    @pytest.mark.parametrize("who", ["sun", "zhou", "qian", "zhao", "shen", "jiang"])
    def test_only_the_office_types_for_a_unit(self, cast, who):
        task = an_issued_task(cast)
        with pytest.raises(PermissionDenied):
            file_report(the(task), actor=getattr(cast, who), said=progress(), came=by_telephone())

    def test_two_people_report_at_once(self, cast):
        task = an_issued_task(cast)
        seen = the(task)
        file_report(the(task), actor=cast.sun, said=progress(), came=by_page())
        with pytest.raises(ChangedMeanwhile):
            file_report(seen, actor=cast.zhou, said=progress("另一份"), came=by_page("周局长"))
        assert Report.objects.count() == 1


class TestWhatWasSaidStays:
    def test_no_report_is_rewritten(self, cast):
        task = an_issued_task(cast)
        report = file_report(the(task), actor=cast.sun, said=progress(), came=by_page())
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.filter(pk=report.pk).update(text="改写")

    def test_no_report_is_deleted(self, cast):
        task = an_issued_task(cast)
        report = file_report(the(task), actor=cast.sun, said=progress(), came=by_page())
        with pytest.raises(ProtectedError):
            report.delete()
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.filter(pk=report.pk)._raw_delete(using="default")
