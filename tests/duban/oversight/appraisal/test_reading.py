"""Facts from the ledger: whose lateness it is, what does not count, and that activity never does."""

from datetime import date

import pytest

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.oversight.appraisal.facts import Period
from luoshi.duban.oversight.appraisal.formula import Kind
from luoshi.duban.oversight.appraisal.periods import key_of, offered, period_of
from luoshi.duban.oversight.appraisal.reading import read_items
from luoshi.duban.registers.models import Register, Rhythm
from luoshi.duban.tasks.actions.decide_extension import Answer, decide_extension
from luoshi.duban.tasks.actions.file_report import file_report
from luoshi.duban.tasks.actions.send_back import send_back
from luoshi.duban.tasks.models import Assignment, State, Task
from tests.duban.oversight.appraisal.given import LATE, D, line_of, only, score_of
from tests.duban.tasks.life.given import HOUSING, WATER, an_issued_task, by_page, progress, the
from tests.duban.tasks.life.office import an_extension, closed, on, submitted

pytestmark = pytest.mark.django_db
Q3, Q4 = period_of("2026Q3", date(2026, 12, 31)), period_of("2026Q4", date(2026, 12, 31))


class TestPeriods:
    def test_a_year_goes_as_far_as_today_and_a_quarter_to_its_end(self):
        assert period_of("2026", LATE) == Period(date(2026, 1, 1), date(2026, 12, 31), LATE)
        assert period_of("2026Q2", LATE) == Period(date(2026, 4, 1), date(2026, 6, 30), date(2026, 6, 30))
        assert offered(2026, LATE) == ["2026", "2026Q1", "2026Q2", "2026Q3", "2026Q4"]

    @pytest.mark.parametrize("words", ["2027", "2026Q5", "", "二〇二六", "1026"])
    def test_what_is_none_or_still_to_come(self, words):
        assert period_of(words, LATE) is None

    @pytest.mark.parametrize("words", ["2026", "2026Q1", "2026Q2", "2026Q3", "2026Q4"])
    def test_every_period_has_its_name(self, words):
        found = period_of(words, LATE)
        assert key_of(found.starts, found.ends) == words


class TestOnTime:
    def test_what_is_done_in_time_and_what_is_late(self, cast):
        with on(9, 20):
            submitted(cast, an_issued_task(cast))
        an_issued_task(cast, "整治隐患。")
        an_issued_task(cast, "疏浚河道。", due=date(2026, 12, 31))
        line = line_of(cast, WATER, Kind.ON_TIME)
        assert (line.good, line.total, line.points) == (1, 2, 20)
        (cost,) = line.costs
        assert (cost.title, cost.cases, cost.off) == ("整治隐患", 15, 20)
        assert score_of(cast, WATER).items == 3

    def test_an_item_is_judged_in_one_period_only(self, cast):
        task = an_issued_task(cast)
        with on(10, 5):
            submitted(cast, task)
        (quarter,), (next_one,) = read_items(cast.register, Q3), read_items(cast.register, Q4)
        assert (quarter.judged, next_one.judged, next_one.late) == (False, True, 5)

    def test_days_late_fall_into_the_period_in_which_they_were(self, cast):
        an_issued_task(cast, due=date(2026, 9, 20))
        (quarter,) = read_items(cast.register, Q3)
        (next_one,) = read_items(cast.register, period_of("2026Q4", LATE))
        assert (quarter.judged, quarter.late_in_period) == (True, 10)
        assert (next_one.judged, next_one.late_in_period) == (False, 15)

    def test_a_suspended_task_is_not_late_and_not_judged(self, cast):
        task = an_issued_task(cast)
        Task.objects.filter(pk=task.pk).update(suspended_since=date(2026, 9, 1))
        line = line_of(cast, WATER, Kind.ON_TIME)
        assert (line.total, line.points) == (0, 40)
        assert line_of(cast, WATER, Kind.DAYS_LATE).points == 10

    def test_a_withdrawn_task_is_nobodys(self, cast):
        task = an_issued_task(cast)
        Task.objects.filter(pk=task.pk).update(withdrawn_on=LATE, state=State.WITHDRAWN)
        assert score_of(cast, WATER) is None

    def test_lateness_belongs_to_the_unit_that_was_responsible_then(self, cast):
        task = an_issued_task(cast)
        one = the(task)
        Assignment.objects.filter(pk=one.pk).update(state=State.WITHDRAWN, ended_on=date(2026, 10, 4), answers=True)
        Assignment.objects.create(
            task=task, unit=cast.unit(HOUSING), name=HOUSING, role="lead", state=State.ISSUED, answers=True,
            due=date(2026, 9, 30), counts_from=date(2026, 10, 4),
        )  # fmt: skip
        assert line_of(cast, WATER, Kind.DAYS_LATE).costs[0].cases == 4
        assert line_of(cast, HOUSING, Kind.DAYS_LATE).costs[0].cases == 11

    def test_who_was_freed_in_time_is_not_judged(self, cast):
        task = an_issued_task(cast)
        Assignment.objects.filter(task=task).update(state=State.WITHDRAWN, ended_on=date(2026, 9, 4))
        assert line_of(cast, WATER, Kind.ON_TIME).total == 0

    def test_supporting_units_count_where_the_criterion_says_so(self, cast):
        an_issued_task(cast, supporting=(HOUSING,))
        assert score_of(cast, HOUSING) is None
        assert score_of(cast, HOUSING, only(Kind.ON_TIME, supporting=True)).points == 0

    def test_another_register_and_another_period_do_not_count(self, cast):
        an_issued_task(cast)
        other = Register.objects.create(office=cast.office, name="民生实事台账", year=2026, prefix="民")
        assert read_items(other, period_of("2026", LATE)) == []
        assert score_of(cast, WATER, words="2026Q2") is None


class TestTheOthers:
    def test_sent_back_counts_against_quality_and_as_a_send_back(self, cast):
        good, bad = an_issued_task(cast), an_issued_task(cast, "整治隐患。")
        with on(9, 20):
            closed(cast, good)
            one = submitted(cast, bad)
            send_back(one, actor=cast.chen, version=one.version, reason="现场还有两处没有整治。")
            closed(cast, bad)
        line = line_of(cast, WATER, Kind.QUALITY)
        assert (line.good, line.total, line.points) == (1, 2, 10)
        line = line_of(cast, WATER, Kind.SEND_BACKS)
        assert (line.points, [(cost.task, cost.cases) for cost in line.costs]) == (8, [(bad.pk, 1)])
        assert line_of(cast, WATER, Kind.ON_TIME).points == 40

    def test_granted_extensions_count_and_refused_ones_do_not(self, cast):
        tasks = an_issued_task(cast), an_issued_task(cast, "整治隐患。")
        with on(9, 20):
            for task, due in zip(tasks, (date(2026, 10, 31), None), strict=True):
                asked = an_extension(task)
                decide_extension(asked, actor=cast.wang, version=asked.version, answer=Answer(due, "按会议意见。"))
        line = line_of(cast, WATER, Kind.EXTENSIONS)
        assert [cost.task for cost in line.costs] == [tasks[0].pk]

    def test_an_owed_report_that_did_not_come_in_time_costs_its_share(self, cast):
        task = an_issued_task(cast, due=date(2026, 12, 31))
        with on(8, 28):
            file_report(the(task), actor=cast.sun, said=progress(), came=by_page(on=date(2026, 8, 28)))
        with on(10, 10):
            file_report(the(task), actor=cast.sun, said=progress(), came=by_page(on=date(2026, 10, 10)))
        line = line_of(cast, WATER, Kind.REPORTS)
        assert line.total == 3
        assert line.costs[0].days == ("2026-07-31", "2026-09-30")
        assert line.points == D("3.3")

    def test_who_was_done_owed_no_report_any_more(self, cast):
        cast.register.rhythm = Rhythm.QUARTERLY
        cast.register.save()
        with on(8, 20):
            submitted(cast, an_issued_task(cast))
        line = line_of(cast, WATER, Kind.REPORTS)
        assert (line.total, line.points) == (0, 10)


def test_more_activity_changes_nothing(cast):
    """Signing in, and reports beyond those that are owed, are no merit and no fault."""
    late, open_one = an_issued_task(cast), an_issued_task(cast, "疏浚河道。", due=date(2026, 12, 31))
    with on(9, 28):
        file_report(the(open_one), actor=cast.sun, said=progress(), came=by_page(on=date(2026, 9, 28)))
    before = score_of(cast, WATER)
    for day in range(1, 11):
        with on(10, day):
            for task in (late, open_one):
                said = progress(f"第{day}天又报一次。")
                file_report(the(task), actor=cast.sun, said=said, came=by_page(on=date(2026, 10, day)))
            User.objects.filter(pk=cast.sun.pk).update(last_login=clock.start_of(LATE))
    assert score_of(cast, WATER) == before


def test_reading_takes_the_same_number_of_queries_whatever_there_is(cast, django_assert_max_num_queries):
    for number in range(5):
        an_issued_task(cast, f"整治第{number}处隐患。")
    with django_assert_max_num_queries(8):
        assert len(read_items(cast.register, period_of("2026", LATE))) == 5


def test_a_limit_replaced_after_it_passed_leaves_its_days_where_the_new_one_was_set(cast):
    task = an_issued_task(cast)
    Assignment.objects.filter(task=task).update(late_before=4, due=date(2026, 12, 31))
    Task.objects.filter(pk=task.pk).update(late_before=4, due=date(2026, 12, 31))
    task.limits.update(set_at=clock.start_of(date(2026, 10, 4)))
    (quarter,), (next_one,) = read_items(cast.register, Q3), read_items(cast.register, Q4)
    assert (quarter.late_in_period, next_one.late_in_period) == (0, 4)
