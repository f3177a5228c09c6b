"""Which parts of oversight tell units what: bulletins that name them, meetings, look-backs."""

from datetime import date, datetime

import pytest
from django.test import Client

from luoshi.duban import clock
from luoshi.duban.oversight import news
from luoshi.duban.oversight.bulletins.actions.answer_naming import answer_naming
from luoshi.duban.oversight.bulletins.actions.decide_bulletin import send_bulletin_back
from luoshi.duban.oversight.bulletins.actions.propose_bulletin import propose_bulletin
from luoshi.duban.oversight.bulletins.actions.review_naming import ask_review, decide_review
from luoshi.duban.oversight.bulletins.models import Naming, Outcome
from luoshi.duban.oversight.lookback.actions.draw_sample import Wanted, draw_sample
from luoshi.duban.oversight.lookback.actions.record_look import Found, record_look, reopen_found
from luoshi.duban.oversight.lookback.models import Outcome as Look
from luoshi.duban.oversight.meetings.actions.end_meeting import end_meeting
from luoshi.duban.oversight.meetings.models import Meeting
from luoshi.duban.oversight.reminders.models import News, Telling
from luoshi.duban.registers.models import Rhythm
from luoshi.duban.tasks.models import Means
from tests.duban.oversight.bulletins.given import LATER, a_quarter, change, drafted, issued, proposed
from tests.duban.oversight.dashboards.given import MONDAY, RESERVOIRS, a_monday
from tests.duban.oversight.meetings.given import call, item, note
from tests.duban.oversight.reminders.given import remind, work
from tests.duban.tasks.life.given import HOUSING, WATER, an_issued_task
from tests.duban.tasks.life.office import closed, on

pytestmark = pytest.mark.django_db
#: The bulletin is proposed on Wednesday 30 September at four, before the holidays, and issued on Monday 12 October.
FOUR = datetime(2026, 9, 30, 16, 0, tzinfo=clock.ZONE)


@pytest.fixture(autouse=True)
def _quiet_register(cast):
    cast.register.rhythm = Rhythm.NONE
    cast.register.save()


def told(kind):
    rows = Telling.objects.filter(digest__isnull=False, news__kind=kind).select_related("digest", "person")
    return sorted((f"{one.digest.made_at.astimezone(clock.ZONE):%m-%d %H:%M}", one.person.name) for one in rows)


def naming(bulletin, unit=WATER):
    rows = Naming.objects.filter(bulletin=bulletin, is_current=True).select_related("bulletin__office", "unit")
    return rows.get(unit__name=unit)


class TestBulletins:
    @pytest.fixture(autouse=True)
    def _county(self, cast):
        a_quarter(cast)

    def test_a_unit_that_is_named_is_told_at_once_since_it_has_three_days(self, cast):
        proposed(cast)
        with clock.standing_at(FOUR):
            work()
        assert told("naming") == [("09-30 16:00", "周局长"), ("09-30 16:00", "孙联络")]
        assert News.objects.filter(unit__name=WATER).get().answer_by == date(2026, 10, 10)

    def test_changed_words_are_told_anew_and_the_old_ones_no_more(self, cast):
        bulletin = proposed(cast)
        with clock.standing_at(FOUR):
            send_bulletin_back(bulletin, actor=cast.wang, reason="补充")
            mark = f"{{{{c:{cast.unit(WATER).pk}}}}}"
            change(bulletin, cast.chen, body=f"{bulletin.body}\n{mark}水利局须书面说明。")
            propose_bulletin(bulletin, actor=cast.chen)
            work()
        assert [one for _when, one in told("naming")] == ["周局长", "孙联络"]
        assert Telling.objects.filter(digest__isnull=False, news__subject=naming(bulletin).pk).count() == 2

    def test_a_text_that_was_rewritten_after_it_was_told_cannot_be_opened(self, cast):
        bulletin = proposed(cast)
        with clock.standing_at(FOUR):
            work()
            first = Telling.objects.get(person=cast.sun)
            Naming.objects.filter(bulletin=bulletin).update(is_current=False)
            client = Client()
            client.force_login(cast.sun)
            page = client.get(f"/reminders/news/{first.pk}/", follow=True).content.decode()
        assert f"“{bulletin.title}”已撤回、改写" in page

    def test_what_was_answered_in_the_hour_before_is_not_told(self, cast):
        bulletin = proposed(cast)
        with clock.standing_at(FOUR):
            answer_naming(naming(bulletin), actor=cast.sun, answer="汛期停工。")
            work()
        assert told("naming") == []

    def test_that_it_went_out_and_what_became_of_a_review_comes_with_the_digest(self, cast):
        bulletin = issued(cast, drafted(cast))
        remind(LATER.date(), 14)
        assert told("naming-issued") == [("10-12 14:30", "周局长"), ("10-12 14:30", "孙联络")]
        with clock.standing_at(LATER):
            review = ask_review(naming(bulletin), actor=cast.sun, request="工期有批复。")
        with on(10, 20):
            decide_review(review, actor=cast.li, outcome=Outcome.UPHELD, reasons="批复晚于时限。")
        remind(date(2026, 10, 21))
        assert told("review") == [("10-21 08:30", "周局长"), ("10-21 08:30", "孙联络")]


def test_what_a_meeting_decided_is_told_to_the_units_of_the_task(cast):
    a_monday(cast)
    meeting = call(cast)
    note(cast, item(meeting, RESERVOIRS), "十一前全部开工")
    with clock.standing_at(MONDAY):
        fresh = Meeting.objects.get(pk=meeting.pk)
        end_meeting(fresh, actor=cast.wang, version=fresh.version)
    remind(MONDAY.date(), 14)
    assert {one for _when, one in told("meeting")} == {"周局长", "孙联络"}
    told_to = Telling.objects.get(person=cast.sun, news__kind="meeting")
    assert news.kinds()["meeting"].opens(cast.sun, told_to.news.subject).startswith("/tasks/")
    assert news.kinds()["meeting"].opens(cast.shen, told_to.news.subject) == ""


def test_work_that_goes_on_after_a_look_back_is_told(cast):
    task = an_issued_task(cast, lead=HOUSING)
    with on(7, 20):
        closed(cast, task, HOUSING)
    with on(10, 8):
        wanted = Wanted(date(2026, 7, 1), date(2026, 7, 31), 1, date(2026, 10, 31))
        look = draw_sample(wanted, actor=cast.wang).looks.get()
    with on(10, 20):
        record_look(look, Found(Look.FAILS, (Means.ON_SITE,), "墙体开裂。"), actor=cast.li, version=1)
        reopen_found(look, actor=cast.wang, version=2)
    remind(date(2026, 10, 20), 14)
    assert ("10-20 14:30", "吴联络") in told("look-back")
    assert news.kinds()["look-back"].opens(cast.wu, look.pk) == f"/tasks/{task.pk}/"
