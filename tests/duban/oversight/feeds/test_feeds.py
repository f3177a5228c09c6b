"""日历订阅: whose limits stand in it, what leaves the system, and how its address ends."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from luoshi.duban import clock
from luoshi.duban.audit.models import Event
from luoshi.duban.oversight.feeds import limits
from luoshi.duban.oversight.feeds.actions import make_feed, revoke_feed
from luoshi.duban.oversight.feeds.calendar import Place, as_calendar
from luoshi.duban.oversight.feeds.limits import Due
from luoshi.duban.oversight.feeds.models import CalendarFeed
from luoshi.duban.tasks.actions.withdraw_task import withdraw_task
from luoshi.duban.tasks.limiting import SetBy, set_own_limit, to_the_day
from luoshi.duban.tasks.models import Assignment, AssignmentRole, Limit, LimitKind, State
from tests.duban.tasks.life.given import FINANCE, HOUSING, WATER, an_issued_task, the
from tests.duban.tasks.life.office import BY_PAPER

NOW = datetime(2026, 7, 28, 10, 0, tzinfo=clock.ZONE)


def address_of(task):
    return f"https://luoshi.example/tasks/{task}/"


def unfolded(content):
    """The lines of a calendar with what was folded put together."""
    return content.replace("\r\n ", "").split("\r\n")


class TestTheCalendar:
    def test_an_event_is_a_day(self):
        due = Due("task-7", 7, "督2026-007", "县水利局", date(2026, 9, 30), 1, NOW)
        lines = unfolded(as_calendar("孙联络的任务时限", [due], Place("luoshi.example", address_of), now=NOW))
        assert lines[0] == "BEGIN:VCALENDAR"
        assert lines[-2:] == ["END:VCALENDAR", ""]
        for line in (
            "UID:task-7@luoshi.example",
            "DTSTAMP:20260728T020000Z",
            "SEQUENCE:1",
            "DTSTART;VALUE=DATE:20260930",
            "DTEND;VALUE=DATE:20261001",
            "SUMMARY:督2026-007 时限（县水利局）",
            "URL:https://luoshi.example/tasks/7/",
        ):
            assert line in lines

    def test_what_has_a_meaning_of_its_own_is_escaped(self):
        due = Due("task-1", 1, "督,2026;1\\\n", "", date(2026, 9, 30), 0, NOW)
        assert "SUMMARY:督\\,2026\\;1\\\\\\n 时限" in unfolded(as_calendar("x", [due], Place("h", address_of), now=NOW))

    @given(name=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
    def test_no_line_is_longer_than_75_octets_and_none_is_lost(self, name):
        content = as_calendar(name, [], Place("h", address_of), now=NOW)
        assert max(len(line.encode()) for line in content.split("\r\n")) <= 75
        (called,) = [line for line in unfolded(content) if line.startswith("X-WR-CALNAME:")]
        told = called.removeprefix("X-WR-CALNAME:")
        assert re.sub(r"\\(.)", r"\1", told) == name


@pytest.mark.django_db
class TestWhoseLimits:
    @pytest.fixture(autouse=True)
    def late_july(self):
        with clock.standing_at(NOW):
            yield

    def read(self, person):
        answer = Client().get(f"/calendar/{make_feed(person)}.ics")
        assert answer.status_code == 200
        assert not answer.cookies
        return answer.content.decode()

    def test_a_liaison_has_those_of_the_own_unit(self, cast):
        an_issued_task(cast, "完成3座水库除险加固。", supporting=(FINANCE,))
        an_issued_task(cast, "改造老旧小区12个。", lead=HOUSING)
        text = self.read(cast.sun)
        assert text.count("BEGIN:VEVENT") == 1
        assert "督2026-001" in text
        assert "水库" not in text, "what is to be done stays in the system"
        assert self.read(cast.chen).count("BEGIN:VEVENT") == 2

    def test_what_is_over_far_off_or_stands_still_is_none(self, cast):
        gone = an_issued_task(cast)
        withdraw_task(gone, actor=cast.wang, version=gone.version, basis=BY_PAPER)
        an_issued_task(cast, "编制十年规划。", due=NOW.date() + timedelta(days=200))
        still = an_issued_task(cast, "清淤渠道18公里。")
        type(still).objects.filter(pk=still.pk).update(suspended_since=NOW.date())
        assert "BEGIN:VEVENT" not in self.read(cast.sun)

    def test_what_is_overdue_stays(self, cast):
        an_issued_task(cast, due=date(2026, 7, 1))
        assert "DTSTART;VALUE=DATE:20260701" in self.read(cast.sun)

    def test_a_limit_that_moved_replaces_the_event(self, cast):
        task = an_issued_task(cast)
        Limit.objects.filter(task=task).update(is_current=False)
        Limit.objects.create(task=task, kind=LimitKind.DATE, text="10月底前", due=date(2026, 10, 31), set_by=cast.wang)
        type(task).objects.filter(pk=task.pk).update(due=date(2026, 10, 31))
        Assignment.objects.filter(task=task).update(due=date(2026, 10, 31))
        text = self.read(cast.sun)
        assert "DTSTART;VALUE=DATE:20261031" in text
        assert "SEQUENCE:1" in text
        assert text.count(f"UID:assignment-{the(task).pk}@") == 1

    def test_a_unit_reads_its_own_limit_where_only_its_own_was_extended(self, cast):
        task = an_issued_task(cast, supporting=(FINANCE,))
        own = the(task)
        set_own_limit(own, to_the_day(date(2026, 10, 31)), SetBy(cast.wang, "同意延期"))
        Assignment.objects.filter(pk=own.pk).update(due=date(2026, 10, 31))
        text = self.read(cast.sun)
        assert "DTSTART;VALUE=DATE:20261031" in text
        assert "20260930" not in text
        assert "SEQUENCE:1" in text
        assert "DTSTART;VALUE=DATE:20260930" in self.read(cast.chen), "the task's own limit is the office's"

    def test_a_supporting_unit_reads_its_own_name_and_one_that_is_only_told_reads_nothing(self, cast):
        task = an_issued_task(cast, lead=HOUSING, supporting=(WATER,))
        assert f"（{cast.unit(WATER).short_name or WATER}）" in "".join(unfolded(self.read(cast.sun)))
        Assignment.objects.filter(task=task, unit__name=WATER).update(role=AssignmentRole.INFORMED)
        assert "BEGIN:VEVENT" not in self.read(cast.sun)

    def test_what_the_unit_is_done_with_is_none_though_the_task_goes_on(self, cast):
        task = an_issued_task(cast, supporting=(FINANCE,))
        Assignment.objects.filter(task=task, unit__name=WATER).update(state=State.CLOSED_OUT)
        assert "BEGIN:VEVENT" not in self.read(cast.sun)

    @pytest.mark.parametrize("who", ["sun", "chen"])
    def test_of_too_many_the_next_ones_stay_and_then_the_newest_overdue(self, cast, monkeypatch, who):
        monkeypatch.setattr(limits, "MOST", 3)
        for day in (date(2026, 7, 1), date(2026, 7, 2), date(2026, 7, 3), date(2026, 8, 1), date(2026, 9, 1)):
            an_issued_task(cast, f"办好{day.month}月{day.day}日的事。", due=day)
        days = re.findall(r"DTSTART;VALUE=DATE:(\d+)", self.read(getattr(cast, who)))
        assert days == ["20260703", "20260801", "20260901"]

    def test_an_event_leads_to_its_task(self, cast):
        task = an_issued_task(cast)
        assert f"URL:http://testserver/tasks/{task.pk}/" in unfolded(self.read(cast.sun))

    @pytest.mark.parametrize("count", [2, 40])
    def test_it_costs_so_many_queries(self, cast, count, django_assert_max_num_queries):
        for number in range(count):
            an_issued_task(cast, f"整治第{number}处隐患。")
        token = make_feed(cast.sun)
        with django_assert_max_num_queries(12):
            Client().get(f"/calendar/{token}.ics")


@pytest.mark.django_db
class TestTheAddress:
    def test_only_its_digest_is_kept(self, cast):
        token = make_feed(cast.sun)
        assert token not in str(CalendarFeed.objects.values().get())
        assert token not in str(list(Event.objects.values()))

    def test_a_new_one_ends_the_old_one_and_revoking_both(self, cast):
        old = make_feed(cast.sun)
        new = make_feed(cast.sun)
        assert Client().get(f"/calendar/{old}.ics").status_code == 404
        assert Client().get(f"/calendar/{new}.ics").status_code == 200
        assert revoke_feed(cast.sun)
        assert Client().get(f"/calendar/{new}.ics").status_code == 404
        assert not revoke_feed(cast.sun)
        verbs = list(
            Event.objects.filter(verb__startswith="calendar-feed").order_by("pk").values_list("verb", flat=True)
        )
        assert verbs == ["calendar-feed.made", "calendar-feed.made", "calendar-feed.revoked"]

    def test_it_ends_with_the_account(self, cast):
        token = make_feed(cast.sun)
        type(cast.sun).objects.filter(pk=cast.sun.pk).update(is_active=False)
        assert Client().get(f"/calendar/{token}.ics").status_code == 404

    @pytest.mark.parametrize("who", ["feng", "chu", "wei"])
    def test_administrators_have_none(self, cast, who):
        with pytest.raises(PermissionDenied):
            make_feed(getattr(cast, who))

    @pytest.mark.parametrize("token", ["x", "A" * 43, "水" * 43])
    def test_a_wrong_one_finds_nothing(self, cast, token):
        assert Client().get(f"/calendar/{token}.ics").status_code == 404

    def test_who_guesses_is_stopped(self, cast):
        answers = [Client().get(f"/calendar/{'A' * 43}.ics").status_code for _ in range(31)]
        assert answers[-1] == 429

    def test_the_page_shows_it_once(self, cast, client):
        client.force_login(cast.sun)
        assert "还没有订阅地址" in client.get("/calendar/").content.decode()
        answer = client.post("/calendar/")
        (address,) = re.findall(r'value="(http://testserver/calendar/[^"]+\.ics)"', answer.content.decode())
        assert "no-store" in answer.headers["Cache-Control"]
        assert Client().get(address.removeprefix("http://testserver")).status_code == 200
        assert address not in client.get("/calendar/").content.decode()
        client.post("/calendar/revoke/")
        assert Client().get(address.removeprefix("http://testserver")).status_code == 404
