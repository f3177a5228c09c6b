"""What is reminded of, whom, and once."""

from datetime import date, timedelta

import pytest

from luoshi.duban.audit.models import Event
from luoshi.duban.oversight.reminders.models import Digest, Kind, LeftOut, OfficeRules, Reminder, Vacancy
from luoshi.duban.oversight.reminders.wording import words_of
from luoshi.duban.problems import Refused
from luoshi.duban.registers.models import Rhythm
from luoshi.duban.tasks.actions.file_report import file_report
from luoshi.duban.tasks.models import Assignment, Limit, Task
from luoshi.duban.tasks.story import tell_story
from tests.duban.oversight.reminders.given import all_told, at, leaves, moment, remind, told
from tests.duban.tasks.life.given import FINANCE, WATER, an_issued_task, by_page, done, progress, the

pytestmark = pytest.mark.django_db
DUE = date(2026, 9, 30)


@pytest.fixture(autouse=True)
def _no_rhythm(cast):
    cast.register.rhythm = Rhythm.NONE
    cast.register.save()


@pytest.fixture
def task(cast):
    return an_issued_task(cast, due=DUE)


@pytest.mark.parametrize(
    ("day", "who"),
    [
        (date(2026, 9, 15), set()),
        (date(2026, 9, 16), {("孙联络", "limit", -10)}),
        (date(2026, 9, 25), set()),  # the Mid-Autumn holiday
        (date(2026, 9, 30), {("孙联络", "limit", 0)}),
        (date(2026, 10, 4), set()),
        (date(2026, 10, 8), {("孙联络", "limit", 1), ("周局长", "limit", 1)}),
    ],
)
def test_a_limit_is_reminded_of_at_its_steps(task, day, who):
    remind(day)
    assert told(day) == who


def test_what_is_long_overdue_reaches_the_accountable_leader(task):
    remind(date(2026, 10, 15))
    assert told(date(2026, 10, 15)) == {(name, "limit", 6) for name in ("孙联络", "周局长", "钱副县长")}


def test_each_is_told_once_however_often_it_runs(task):
    for hour in (9, 10, 14):
        remind(date(2026, 9, 16), hour)
    remind(date(2026, 9, 17))
    assert all_told() == [("09-16", "孙联络", "limit", -10)]
    assert Digest.objects.count() == 1


def test_nothing_goes_out_in_quiet_hours(task):
    assert remind(date(2026, 9, 16), 8, 29) == 0
    assert remind(date(2026, 9, 16), 18, 0) == 0
    assert remind(date(2026, 9, 19)) == 0, "a Saturday"
    assert not Reminder.objects.exists()


def test_a_step_that_nobody_was_there_for_is_caught_up_with_and_only_the_newest(task):
    remind(date(2026, 10, 8))
    assert told(date(2026, 10, 8)) == {("孙联络", "limit", 1), ("周局长", "limit", 1)}


def test_a_task_given_after_a_step_is_not_chased_for_it(cast):
    """Issued on 15 July with three working days to go: its tenth day before came before it was given."""
    an_issued_task(cast, due=date(2026, 7, 21))
    remind(date(2026, 7, 15), 10)
    assert all_told() == []
    remind(date(2026, 7, 16))
    assert all_told() == [("07-16", "孙联络", "limit", -3)]


def test_a_persons_day_is_one_digest(cast):
    for text in ("完成3座水库除险加固。", "清淤渠道18公里。"):
        an_issued_task(cast, text, due=DUE)
    assert remind(date(2026, 9, 16)) == 1
    assert Digest.objects.get().reminders.count() == 2


def test_what_was_done_meanwhile_is_left_out_and_never_an_empty_digest(cast, task):
    with at(date(2026, 9, 16), 8, 0):
        row = the(task)
        Reminder.objects.create(
            office=cast.office, assignment=row, kind=Kind.LIMIT, due=DUE, step=-10, level="liaison", person=cast.sun
        )
        file_report(row, actor=cast.sun, said=done(), came=by_page(on=date(2026, 9, 16)))
    assert remind(date(2026, 9, 16)) == 0
    assert Reminder.objects.get().left_out == LeftOut.RESOLVED
    assert not Digest.objects.exists()


@pytest.mark.parametrize("change", [{"due": DUE + timedelta(days=60)}, {"state": "submitted"}, {"answers": False}])
def test_nobody_is_reminded_of_what_no_longer_stands(task, change):
    Assignment.objects.filter(task=task).update(**change)
    remind(date(2026, 9, 16))
    assert all_told() == []


def test_the_clock_of_a_suspended_task_stands_still(task):
    Task.objects.filter(pk=task.pk).update(suspended_since=date(2026, 9, 1))
    remind(date(2026, 9, 16))
    assert all_told() == []


def test_a_later_limit_begins_anew(task):
    remind(date(2026, 9, 16))
    Assignment.objects.filter(task=task).update(due=date(2026, 10, 30))
    Limit.objects.filter(task=task).update(due=date(2026, 10, 30), set_at=moment(date(2026, 9, 28)))
    remind(date(2026, 10, 16))
    assert [row[0] for row in all_told()] == ["09-16", "10-16"]


def test_a_limit_that_was_moved_to_the_day_after_tomorrow_is_not_chased_for_steps_long_gone(task):
    Assignment.objects.filter(task=task).update(due=date(2026, 9, 18))
    Limit.objects.filter(task=task).update(due=date(2026, 9, 18), set_at=moment(date(2026, 9, 16)))
    remind(date(2026, 9, 17))
    assert all_told() == []
    remind(date(2026, 9, 18))
    assert all_told() == [("09-18", "孙联络", "limit", 0)]


class TestPosts:
    def test_a_post_that_nobody_holds_passes_it_up_with_a_note(self, cast, task):
        leaves(cast.sun, date(2026, 9, 1))
        remind(date(2026, 9, 16))
        assert told(date(2026, 9, 16)) == {("周局长", "limit", -10)}
        assert Reminder.objects.get().instead_of == "liaison"
        note = Vacancy.objects.get()
        assert (note.unit.name, note.level, note.passed_to) == (WATER, "liaison", "unit-head")

    def test_a_unit_without_anybody_goes_to_the_leader_or_is_shown_at_the_office(self, cast):
        an_issued_task(cast, lead=FINANCE, due=DUE)
        remind(date(2026, 9, 16))
        assert all_told() == []
        note = Vacancy.objects.get()
        assert (note.unit.name, note.passed_to) == (FINANCE, "")

    def test_the_note_ends_when_somebody_takes_the_post(self, cast, task):
        leaves(cast.sun, date(2026, 9, 1))
        remind(date(2026, 9, 16))
        cast.sun.tenures.update(ends=None)
        remind(date(2026, 9, 17))
        assert Vacancy.objects.get().filled_on == date(2026, 9, 17)
        assert told(date(2026, 9, 17)) == {("孙联络", "limit", -10)}

    def test_who_takes_a_post_over_is_not_told_again_what_the_one_before_was(self, cast, task):
        remind(date(2026, 9, 16))
        post = cast.sun.tenures.get().post
        leaves(cast.sun, date(2026, 9, 17))
        cast.wu.tenures.create(post=post, starts=date(2026, 9, 17))
        remind(date(2026, 9, 17))
        assert len(all_told()) == 1
        remind(date(2026, 9, 27))
        assert told(date(2026, 9, 27)) == set(), "a Sunday"
        remind(date(2026, 9, 28))
        assert told(date(2026, 9, 28)) == {("吴联络", "limit", -3)}

    def test_who_holds_two_posts_is_told_once(self, cast, task):
        cast.sun.tenures.create(post=cast.zhou.tenures.get().post, starts=date(2026, 9, 1))
        remind(date(2026, 10, 8))
        assert sorted(all_told()) == [("10-08", "周局长", "limit", 1), ("10-08", "孙联络", "limit", 1)]

    def test_an_account_that_is_switched_off_holds_nothing(self, cast, task):
        cast.sun.is_active = False
        cast.sun.save()
        remind(date(2026, 9, 16))
        assert told(date(2026, 9, 16)) == {("周局长", "limit", -10)}

    def test_a_leader_answers_for_the_units_below_as_well(self, cast):
        an_issued_task(cast, lead="青禾县水利局河湖中心", due=DUE)
        remind(date(2026, 10, 15))
        assert told(date(2026, 10, 15)) == {("钱副县长", "limit", 6)}


class TestOwedReports:
    @pytest.fixture(autouse=True)
    def _monthly(self, cast, _no_rhythm):
        cast.register.rhythm = Rhythm.MONTHLY
        cast.register.save()

    @pytest.mark.parametrize(
        ("day", "step"), [(date(2026, 8, 25), None), (date(2026, 8, 26), -3), (date(2026, 8, 31), 0)]
    )
    def test_a_report_is_reminded_of_from_the_day_it_is_owed(self, cast, day, step):
        an_issued_task(cast, due=None)
        remind(day)
        assert told(day) == ({("孙联络", "owed", step)} if step is not None else set())

    def test_a_report_that_came_is_not_asked_for(self, cast):
        task = an_issued_task(cast, due=None)
        with at(date(2026, 8, 27)):
            file_report(the(task), actor=cast.sun, said=progress(), came=by_page(on=date(2026, 8, 27)))
        remind(date(2026, 8, 31))
        assert all_told() == []

    def test_one_that_is_overdue_goes_up(self, cast):
        an_issued_task(cast, due=None)
        remind(date(2026, 9, 1))
        assert told(date(2026, 9, 1)) == {("孙联络", "owed", 1), ("周局长", "owed", 1)}


def test_it_stands_on_the_tasks_record_and_in_its_story(cast, task):
    remind(date(2026, 9, 25 + 3))
    event = Event.objects.get(verb="task.reminded")
    assert (event.subject_id, event.actor_name) == (str(task.pk), "系统")
    (line,) = tell_story([event])
    assert line.sentence == "系统 向青禾县水利局联络员孙联络发出催办（距时限2个工作日）"


def test_what_is_wrong_with_one_office_keeps_no_other_waiting(cast, task):
    """The other county's rules were spoilt in the database; ours are reminded all the same."""
    OfficeRules.objects.create(office=cast.other_office, rules={"before": [10], "overdue_every": 0})
    with pytest.raises(Refused, match="逾期后的催办间隔"):
        remind(date(2026, 9, 16))
    assert told(date(2026, 9, 16)) == {("孙联络", "limit", -10)}


@pytest.mark.parametrize(
    ("kind", "due", "words"),
    [
        ("limit", date(2026, 9, 30), "距时限10个工作日"),
        ("limit", date(2026, 9, 16), "时限到期"),
        ("limit", date(2026, 9, 10), "逾期6天"),
        ("owed", date(2026, 9, 30), "请于9月30日前报送进展"),
        ("owed", date(2026, 8, 31), "进展欠报16天（应于8月31日前报送）"),
        ("chase", date(2026, 9, 16), "督查室催办"),
    ],
)
def test_what_a_reminder_says(kind, due, words):
    assert words_of(kind, due, date(2026, 9, 16)) == words
