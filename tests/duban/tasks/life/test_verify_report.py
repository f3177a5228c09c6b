"""核查: by another than who typed or reported; what was set beside what is kept."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils.translation import override

from luoshi.duban.audit.models import Event
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.registers.models import Completion
from luoshi.duban.tasks.actions.file_report import Came, file_report
from luoshi.duban.tasks.actions.verify_report import Checked, verify_report, verify_several
from luoshi.duban.tasks.models import (
    Assignment,
    AssignmentRole,
    Channel,
    Means,
    Report,
    State,
    Target,
    Task,
    Verification,
    VerificationOutcome,
)
from tests.duban.tasks.life.given import HOUSING, an_issued_task, by_page, done, progress, the
from tests.duban.tasks.life.office import ON_SITE, fresh, on, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def late_september():
    with on(9, 28):
        yield


@pytest.fixture
def task(cast):
    return an_issued_task(cast)


def check(cast, task, who="chen", checked=ON_SITE, unit="青禾县水利局", version=None):
    one = the(task, unit)
    return verify_report(one, actor=getattr(cast, who), version=version or one.version, checked=checked)


def test_a_supervisor_verifies_what_the_unit_reported(cast, task):
    submitted(cast, task)
    done_check = check(cast, task)
    assert the(task).state == State.VERIFIED
    assert fresh(task).state == State.VERIFIED
    assert done_check.outcome == VerificationOutcome.PASSED
    assert (done_check.means, done_check.verified_by) == (["on-site"], cast.chen)
    assert done_check.report == Report.objects.get()
    event = Event.objects.get(verb="assignment.verified")
    assert event.after["conclusion"] == ON_SITE.conclusion
    assert event.after["means"] == ["实地检查、走访、暗访"]


def test_verifying_stops_no_clock_and_starts_none(cast, task):
    submitted(cast, task, done_on=date(2026, 9, 20))
    check(cast, task)
    assert the(task).done_on == date(2026, 9, 20)


def test_figures_and_days_are_kept_beside_what_was_wanted(cast, task):
    target = Target.objects.create(task=task, words="3座", measured="水库", value=3, unit="座")
    Target.objects.create(task=task, words="资料归档", is_figure=False, position=1)
    submitted(cast, task, said=done(figures={target.pk: Decimal(2)}))
    kept = check(cast, task).findings
    assert [(one["wanted"], one["reported"], one["holds"]) for one in kept] == [
        ("水库3座", "2座", False),
        ("资料归档", "", None),
        ("2026-09-30", "2026-09-28", True),
    ]


def test_a_figure_counts_until_another_is_reported(cast, task):
    target = Target.objects.create(task=task, words="3座", measured="水库", value=3, unit="座")
    for value in (1, 2, 3):
        said = progress(figures={target.pk: Decimal(value)})
        file_report(the(task), actor=cast.sun, said=said, came=by_page(on=date(2026, 9, 20)))
    submitted(cast, task)
    assert check(cast, task).findings[0]["holds"] is True


def test_what_goes_on_record_is_chinese_on_an_english_page(cast, task):
    submitted(cast, task)
    with override("en"):
        assert check(cast, task).findings[0]["what"] == "完成日期"
    assert Event.objects.get(verb="assignment.verified").after["findings"][0]["what"] == "完成日期"


def test_where_several_answer_a_common_target_is_not_held_against_one(cast):
    task = an_issued_task(cast, supporting=(HOUSING,))
    Task.objects.filter(pk=task.pk).update(completion=Completion.EACH_REPORTS)
    Assignment.objects.filter(task=task).update(answers=True)
    target = Target.objects.create(task=task, words="3座", measured="水库", value=3, unit="座")
    submitted(cast, task, said=done(figures={target.pk: Decimal(1)}))
    assert check(cast, task).findings[0]["note"] == "几家共同的目标"
    assert fresh(task).state == State.ISSUED


def test_what_an_old_ledger_says_is_done_is_verified_without_a_report(cast, task):
    Assignment.objects.filter(task=task).update(state=State.SUBMITTED)
    assert check(cast, task).report is None
    assert the(task).state == State.VERIFIED


class TestFourEyes:
    def test_who_typed_it_after_a_telephone_call_does_not_verify_it(self, cast, task):
        came = Came("孙联络", date(2026, 9, 28), Channel.TELEPHONE)
        file_report(the(task), actor=cast.chen, said=done(), came=came)
        with pytest.raises(Refused) as refused:
            check(cast, task, "chen")
        assert refused.value.code == "own-report"
        assert the(task).state == State.SUBMITTED
        check(cast, task, "li")
        assert the(task).state == State.VERIFIED

    def test_who_reported_it_does_not_verify_it(self, cast, task):
        came = Came("陈明", date(2026, 9, 28), Channel.TELEPHONE)
        file_report(the(task), actor=cast.li, said=done(), came=came)
        with pytest.raises(Refused, match="另一人"):
            check(cast, task, "chen")

    def test_who_approved_it_for_the_unit_does_not_verify_it(self, cast, task):
        submitted(cast, task)
        Report.objects.update(approved_by=cast.chen)
        with pytest.raises(Refused, match="另一人"):
            check(cast, task, "chen")


class TestRefusals:
    @pytest.mark.parametrize("who", ["sun", "zhou", "wu", "qian", "zhao", "jiang", "feng", "shen"])
    def test_only_the_supervision_office_verifies(self, cast, task, who):
        submitted(cast, task)
        with pytest.raises(PermissionDenied):
            check(cast, task, who)
        assert the(task).state == State.SUBMITTED

    @pytest.mark.parametrize(
        ("checked", "code"),
        [
            (Checked((), "现场查看。"), "no-means"),
            (Checked((Means.RECORDS,), "  "), "no-conclusion"),
        ],
    )
    def test_no_verification_without_means_and_conclusion(self, cast, task, checked, code):
        submitted(cast, task)
        with pytest.raises(Refused) as refused:
            check(cast, task, checked=checked)
        assert refused.value.code == code

    @pytest.mark.parametrize("state", [state for state in State if state != State.SUBMITTED])
    def test_only_what_was_handed_in(self, cast, task, state):
        Assignment.objects.filter(task=task).update(state=state)
        with pytest.raises(Refused) as refused:
            check(cast, task)
        assert refused.value.code == "no-such-transition"
        assert not Verification.objects.exists()

    def test_a_part_is_for_the_unit_that_gave_it(self, cast, task):
        Assignment.objects.filter(task=task).update(state=State.SUBMITTED, role=AssignmentRole.PART)
        with pytest.raises(Refused, match="由该单位办结"):
            check(cast, task)

    def test_who_looked_at_an_older_version(self, cast, task):
        submitted(cast, task)
        with pytest.raises(ChangedMeanwhile):
            check(cast, task, version=1)

    def test_two_verify_at_once(self, cast, task):
        submitted(cast, task)
        seen = the(task)
        check(cast, task)
        with pytest.raises((Refused, ChangedMeanwhile)):
            verify_report(seen, actor=cast.li, version=seen.version, checked=ON_SITE)
        assert Verification.objects.count() == 1


class TestSeveral:
    def handed_in(self, cast, *reported):
        found = []
        for number, value in enumerate(reported):
            task = an_issued_task(cast, f"整治第{number}处隐患。")
            target = Target.objects.create(task=task, words="3座", measured="水库", value=3, unit="座")
            submitted(cast, task, said=done(figures={} if value is None else {target.pk: Decimal(value)}))
            found.append(the(task))
        return found

    def test_where_the_figures_hold_one_conclusion_does_for_all(self, cast):
        rows = self.handed_in(cast, 3, 3)
        made = verify_several([(one, one.version) for one in rows], actor=cast.chen, checked=ON_SITE)
        assert len(made) == 2
        assert {fresh(one.task).state for one in rows} == {State.VERIFIED}
        assert Event.objects.filter(verb="assignment.verified").count() == 2

    @pytest.mark.parametrize("other", [2, 4, None])
    def test_a_figure_that_differs_or_is_missing_stops_all(self, cast, other):
        rows = self.handed_in(cast, 3, other)
        with pytest.raises(Refused) as refused:
            verify_several([(one, one.version) for one in rows], actor=cast.chen, checked=ON_SITE)
        assert refused.value.code == "figures-differ"
        assert "整治第1处隐患" in refused.value.chinese
        assert not Verification.objects.exists()
        assert {the(one.task).state for one in rows} == {State.SUBMITTED}

    def test_nothing_chosen(self, cast):
        with pytest.raises(Refused, match="先勾选"):
            verify_several([], actor=cast.chen, checked=ON_SITE)


def test_a_verification_is_never_rewritten(cast, task):
    submitted(cast, task)
    check(cast, task)
    with pytest.raises(Exception, match="not rewritten"), connection.cursor() as cursor:
        cursor.execute("UPDATE tasks_verification SET conclusion = '改'")
