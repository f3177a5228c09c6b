"""催办 by hand: who is told, when, and that the same is asked once."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban.audit.models import Event
from luoshi.duban.oversight.reminders.actions.chase import chase_tasks
from luoshi.duban.oversight.reminders.models import Chase, Digest, Reminder, Vacancy
from luoshi.duban.problems import Refused
from luoshi.duban.registers.models import Rhythm
from luoshi.duban.tasks.models import Assignment
from luoshi.duban.tasks.story import tell_story
from tests.duban.oversight.reminders.given import at, leaves, remind
from tests.duban.tasks.life.given import FINANCE, HOUSING, an_issued_task

pytestmark = pytest.mark.django_db
TUESDAY, WEDNESDAY, FRIDAY = date(2026, 7, 28), date(2026, 7, 29), date(2026, 7, 31)


@pytest.fixture
def task(cast):
    cast.register.rhythm = Rhythm.NONE
    cast.register.save()
    return an_issued_task(cast)


def chase(task, by, day=TUESDAY, hour=15, minute=0, **more):
    with at(day, hour, minute):
        return chase_tasks([task], actor=by, **more)


def test_it_is_told_at_once_and_stands_in_the_story(cast, task):
    chase(task, cast.chen, words="请抓紧招标。")
    digest = Digest.objects.get()
    assert (digest.person, digest.chase.words, digest.day) == (cast.sun, "请抓紧招标。", TUESDAY)
    (event,) = Event.objects.filter(verb="task.chased")
    (line,) = tell_story([event])
    assert line.sentence == "陈明 催办，通知青禾县水利局孙联络：请抓紧招标。"
    assert not Event.objects.filter(verb="task.reminded").exists(), "once on the record"


def test_the_head_is_told_as_well_where_that_is_wanted(cast, task):
    chase(task, cast.chen, with_head=True)
    assert {one.person.name for one in Digest.objects.select_related("person")} == {"孙联络", "周局长"}


def test_the_same_is_asked_once_within_a_working_day(cast, task):
    chase(task, cast.chen)
    with pytest.raises(Refused) as refused:
        chase(task, cast.li, hour=17)
    assert refused.value.chinese == "“督2026-001”已由陈明于7月28日15:00催办过，一个工作日内不重复催办。"
    assert Chase.objects.count() == 1
    chase(task, cast.li, day=WEDNESDAY)
    assert Chase.objects.count() == 2


def test_what_was_asked_on_a_friday_is_not_asked_again_over_the_weekend(cast, task):
    chase(task, cast.chen, day=FRIDAY)
    with pytest.raises(Refused, match="催办过"):
        chase(task, cast.chen, day=date(2026, 8, 2))
    chase(task, cast.chen, day=date(2026, 8, 3))


def test_of_a_selection_what_was_asked_already_is_left_out(cast, task):
    other = an_issued_task(cast, "清理违建12处。", lead=HOUSING)
    chase(task, cast.chen)
    with at(TUESDAY, 16):
        _chase, found = chase_tasks([task, other], actor=cast.chen)
    assert [one.refusal is None for one in found] == [False, True]
    assert Event.objects.filter(verb="task.chased").count() == 2


def test_tasks_of_one_person_are_one_message(cast, task):
    other = an_issued_task(cast, "清淤渠道18公里。")
    with at(TUESDAY, 15):
        chase_tasks([task, other], actor=cast.chen)
    assert Digest.objects.get().reminders.count() == 2


def test_in_the_evening_it_waits_for_the_next_mornings_digest(cast, task):
    chase(task, cast.chen, hour=19, words="请抓紧。")
    assert not Digest.objects.exists()
    remind(WEDNESDAY)
    digest = Digest.objects.get()
    assert (digest.day, digest.chase) == (WEDNESDAY, None)
    assert Event.objects.get(verb="task.reminded").after["what"] == ["督查室催办：请抓紧。"]


def test_what_was_done_overnight_is_not_asked_for(cast, task):
    chase(task, cast.chen, hour=19)
    Assignment.objects.filter(task=task).update(state="submitted")
    remind(WEDNESDAY)
    assert not Digest.objects.exists()


def test_whoever_takes_the_post_overnight_is_told(cast, task):
    chase(task, cast.chen, hour=19)
    post = cast.sun.tenures.get().post
    leaves(cast.sun, WEDNESDAY)
    cast.wu.tenures.create(post=post, starts=WEDNESDAY)
    remind(WEDNESDAY, 8)
    remind(WEDNESDAY, 9)
    remind(WEDNESDAY, 14)
    assert [one.person.name for one in Digest.objects.select_related("person")] == ["吴联络"]
    assert Reminder.objects.get(person=cast.sun).left_out == "left"


def test_a_vacant_post_goes_up_with_a_note(cast, task):
    leaves(cast.sun, date(2026, 7, 1))
    chase(task, cast.chen)
    assert Digest.objects.get().person == cast.zhou
    assert Vacancy.objects.get().passed_to == "unit-head"


class TestRefused:
    def test_where_nobody_can_be_told(self, cast):
        task = an_issued_task(cast, lead=FINANCE)
        with pytest.raises(Refused, match="无人任职"):
            chase(task, cast.chen)
        assert not Chase.objects.exists()

    def test_where_nobody_has_it_to_do(self, cast, task):
        Assignment.objects.filter(task=task).update(state="closed-out")
        with pytest.raises(Refused, match="没有需要办理的单位"):
            chase(task, cast.chen)

    def test_nothing_chosen(self, cast):
        with at(TUESDAY, 15), pytest.raises(Refused, match="请先选择"):
            chase_tasks([], actor=cast.chen)

    @pytest.mark.parametrize("who", ["sun", "zhou", "qian", "jiang", "feng"])
    def test_to_whoever_does_not_supervise(self, cast, task, who):
        with pytest.raises(PermissionDenied):
            chase(task, cast.people[who])

    def test_to_another_office(self, cast, task):
        with pytest.raises(PermissionDenied):
            chase(task, cast.shen)
