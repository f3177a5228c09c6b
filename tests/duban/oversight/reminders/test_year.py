"""A year of a small county, day by day: exactly the reminders that the rules promise, no double, none missed.

The expectation is worked out beside the application, by walking the calendar a day at a time; the runs crash now and
then in the middle, before and after a message has left, and are taken up again by the queue.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

import pytest

from luoshi.calendar import WorkingCalendar
from luoshi.duban.jobs import recurring
from luoshi.duban.jobs.recurring import queue_rounds
from luoshi.duban.oversight.reminders.actions import deliver as delivering
from luoshi.duban.oversight.reminders.actions import gather_digests as gathering
from luoshi.duban.oversight.reminders.models import Channel, ChannelKind, Delivery, Digest, Reminder, Vacancy
from luoshi.duban.tasks.actions.ask_extension import Wish, ask_extension
from luoshi.duban.tasks.actions.close_out import close_out
from luoshi.duban.tasks.actions.decide_extension import Answer, decide_extension
from luoshi.duban.tasks.actions.file_report import file_report
from luoshi.duban.tasks.actions.resume_task import resume_task
from luoshi.duban.tasks.actions.suspend_task import suspend_task
from luoshi.duban.tasks.actions.verify_report import Checked, verify_report
from luoshi.duban.tasks.basis import Basis
from luoshi.duban.tasks.models import Assignment, BasisKind, Limit, Means, Task
from tests.duban.cast import _person
from tests.duban.oversight.reminders.given import at, leaves, moment, work
from tests.duban.tasks.life.given import FINANCE, HOUSING, WATER, an_issued_task, by_page, done, progress, the

pytestmark = pytest.mark.django_db
TOWN = "临川镇人民政府"
CALENDAR = WorkingCalendar.default()
ONE_DAY = timedelta(days=1)
#: The morning's round and what it left in the queue; the same in the afternoon, twice, for what crashed there.
MOMENTS = ((8, 30), (8, 40), (14, 30), (15, 0), (17, 30))


@cache
def works(day):
    return CALENDAR.is_working_day(day) if day.year == 2026 else day.weekday() < 5


def walk(day, count, step):
    """The *count*-th working day from *day* on, in either direction."""
    while count:
        day += step
        count -= works(day)
    return day


def steps_until(reference, today):
    """Each step that the rules name, with its day, as far as it has come."""
    on_the_day = reference
    while not works(on_the_day):
        on_the_day -= ONE_DAY
    days = {-10: walk(on_the_day, 10, -ONE_DAY), -3: walk(on_the_day, 3, -ONE_DAY), 0: on_the_day}
    step, day = 1, walk(reference, 1, ONE_DAY)
    while day <= today:
        days[step] = day
        step, day = step + 5, walk(day, 5, ONE_DAY)
    return {step: day for step, day in days.items() if day <= today}


def month_asked(today):
    """The last day of the newest month whose five last working days have begun, and the first of these."""
    ends = (today.replace(day=28) + timedelta(days=4)).replace(day=1) - ONE_DAY
    while True:
        day = ends if works(ends) else walk(ends, 1, -ONE_DAY)
        opens = walk(day, 4, -ONE_DAY)
        if today >= opens:
            return ends, opens
        ends = ends.replace(day=1) - ONE_DAY


@dataclass
class Expectation:
    """What the rules promise, kept apart from what the application did."""

    posts: dict[tuple[str, str], str]
    since: dict[int, date] = field(default_factory=dict)
    levels: set = field(default_factory=set)
    people: set = field(default_factory=set)
    told: list = field(default_factory=list)
    nobody: set = field(default_factory=set)

    def morning(self, today):
        if not works(today):
            return
        for row in Assignment.objects.select_related("task", "unit").order_by("pk"):
            if row.state not in ("issued", "acknowledged", "in-progress", "sent-back") or row.task.suspended_since:
                continue
            if row.due:
                passed = steps_until(row.due, today)
                self._tell(row, "limit", row.due, passed, self.since[row.pk] + ONE_DAY, today)
            ends, opens = month_asked(today)
            reported = row.reported_through is not None and row.reported_through >= ends
            if not reported and row.counts_from < opens:
                self._tell(row, "owed", ends, steps_until(ends, today), opens, today)

    def _tell(self, row, kind, due, passed, earliest, today):
        if not passed or passed[max(passed)] < earliest:
            return
        step = max(passed)
        ladder = ["liaison", "unit-head", "accountable-leader"]
        for place, begins in enumerate([-99, 1, 6]):
            if step < begins:
                continue
            above = [level for level in ladder[place:] if (row.unit.name, level) in self.posts]
            if above != [] and above[0] == ladder[place]:
                self._once(row, kind, due, step, ladder[place], today)
            else:
                self.nobody.add((row.unit.name, ladder[place]))
                if above:
                    self._once(row, kind, due, step, above[0], today)

    def _once(self, row, kind, due, step, level, today):
        person = self.posts[row.unit.name, level]
        fact = (row.pk, kind, due, step)
        if (fact, level) in self.levels or (fact, person) in self.people:
            return
        self.levels.add((fact, level))
        self.people.add((fact, person))
        self.told.append((today, person, row.task.title, kind, due, step, level))


def issued(cast, text, on, **more):
    with at(on, 8, 0):
        task = an_issued_task(cast, text, **more)
    Task.objects.filter(pk=task.pk).update(issued_at=moment(on, 8, 0))
    Assignment.objects.filter(task=task).update(counts_from=on)
    Limit.objects.filter(task=task).update(set_at=moment(on, 8, 0))
    return task


class Year:
    """What happens in the county, each on its day at eight in the morning."""

    def __init__(self, cast):
        self.cast = cast
        self.he = _person("he", "何联络", cast.office)
        self.expected = Expectation(
            {
                (WATER, "liaison"): "孙联络",
                (WATER, "unit-head"): "周局长",
                (WATER, "accountable-leader"): "钱副县长",
                (HOUSING, "liaison"): "吴联络",
                (HOUSING, "accountable-leader"): "钱副县长",
                (TOWN, "liaison"): "郑联络",
            }
        )
        self.plan = {
            date(2026, 1, 12): self.issue,
            date(2026, 2, 24): self.zheng_hands_over,
            date(2026, 4, 10): self.dam_done,
            date(2026, 4, 15): self.dam_closed,
            date(2026, 5, 25): self.finance_has_a_liaison,
            date(2026, 6, 15): self.houses_ask_for_more_time,
            date(2026, 6, 24): self.houses_get_it,
            date(2026, 8, 10): self.rivers_stop,
            date(2026, 9, 10): self.rivers_go_on,
            date(2026, 9, 28): self.houses_done,
        }

    def begin(self, day):
        if day in self.plan:
            self.plan[day](day)
        if day.day == 27 and day.month in (2, 3, 4, 5, 11):
            self.report(self.rivers, self.cast.sun, day)

    def _new(self, key, day, *given, **more):
        task = issued(self.cast, *given[:1], day, **more)
        setattr(self, key, task)
        self.expected.since[task.assignments.get().pk] = day

    def issue(self, day):
        self._new("dam", day, "完成3座水库除险加固。", due=date(2026, 3, 31))
        self._new("houses", day, "改造老旧小区12个。", lead=HOUSING, due=date(2026, 6, 30))
        self._new("town", day, "清理河道垃圾。", lead=TOWN, due=date(2026, 2, 20))
        self._new("money", day, "拨付专项资金。", lead=FINANCE, due=date(2026, 5, 31))
        self._new("rivers", day, "巡查河湖。", due=None)

    def report(self, task, by, day):
        file_report(the(task), actor=by, said=progress(), came=by_page(who=by.name, on=day))

    def zheng_hands_over(self, day):
        post = self.cast.zheng.tenures.get().post
        leaves(self.cast.zheng, day)
        self.he.tenures.create(post=post, starts=day)
        self.expected.posts[TOWN, "liaison"] = "何联络"

    def dam_done(self, day):
        file_report(the(self.dam), actor=self.cast.sun, said=done(), came=by_page(on=day))

    def dam_closed(self, day):
        row = the(self.dam)
        verify_report(row, actor=self.cast.chen, version=row.version, checked=Checked((Means.ON_SITE,), "已核实。"))
        close_out(row, actor=self.cast.wang, version=row.version, reasons="已办结。")

    def finance_has_a_liaison(self, day):
        office = self.cast.office
        post = office.posts.create(unit=self.cast.unit(FINANCE), role="liaison", title="联络员")
        self.cast.jiang.tenures.create(post=post, starts=day)
        self.expected.posts[FINANCE, "liaison"] = "蒋查阅"

    def houses_ask_for_more_time(self, day):
        wish = Wish(date(2026, 9, 30), "施工招标推迟。", "已开工6个。")
        self.asked = ask_extension(
            the(self.houses, HOUSING), actor=self.cast.wu, wish=wish, came=by_page("吴联络", day)
        )

    def houses_get_it(self, day):
        asked = type(self.asked).objects.select_related("assignment__task", "assignment__unit").get(pk=self.asked.pk)
        row = asked.assignment
        decide_extension(asked, actor=self.cast.wang, version=row.version, answer=Answer(date(2026, 9, 30), "同意。"))
        self.expected.since[row.pk] = day

    def rivers_stop(self, day):
        self._rivers(suspend_task)

    def rivers_go_on(self, day):
        self._rivers(resume_task)

    def _rivers(self, act):
        task = Task.objects.get(pk=self.rivers.pk)
        act(task, actor=self.cast.chen, version=task.version, basis=Basis(BasisKind.ORAL, "汛期"))

    def houses_done(self, day):
        file_report(the(self.houses, HOUSING), actor=self.cast.wu, said=done(), came=by_page("吴联络", day))


class Crash(RuntimeError):
    """The power went."""


class Power:
    """Fails every few times it is asked: in the middle of a run, and before and after a message has left."""

    def __init__(self, monkeypatch):
        self.turns = Counter()
        self.crashes = Counter()
        self.left = Counter()
        hand_out = gathering.hand_out

        def crashing_hand_out(*given, **named):
            self.turn("gather", 5)
            hand_out(*given, **named)
            self.turn("gathered", 7)

        def send(channel, message):
            self.turn("before", 6)
            self.left[message.key] += 1
            self.turn("after", 11)

        monkeypatch.setattr(gathering, "hand_out", crashing_hand_out)
        monkeypatch.setattr(delivering, "send", send)

    def turn(self, where, every):
        self.turns[where] += 1
        if self.turns[where] % every == 0:
            self.crashes[where] += 1
            raise Crash(where)


def told():
    rows = Reminder.objects.filter(digest__isnull=False).select_related("digest", "person", "assignment__task")
    return [
        (one.digest.day, one.person.name, one.assignment.task.title, one.kind, one.due, one.step, one.level)
        for one in rows
    ]


def run_through(cast, monkeypatch):
    only = {name: times for name, times in recurring._rounds.items() if name == "reminders.remind"}
    monkeypatch.setattr(recurring, "_rounds", only)
    Channel.objects.create(
        office=cast.office, kind=ChannelKind.WEBHOOK, name="政务通道", address="http://x", is_on=True
    )
    year, day = Year(cast), date(2026, 1, 1)
    while day.year == 2026:
        with at(day, 8, 0):
            year.begin(day)
        year.expected.morning(day)
        for hour, minute in MOMENTS if works(day) else MOMENTS[:1]:
            with at(day, hour, minute):
                if hour == 8 or day.weekday() == 2:  # on Wednesdays the afternoon's round comes as well
                    queue_rounds()
                work()
        day += ONE_DAY
    with at(date(2026, 12, 31), 16):
        work()
    return year


def test_a_year_without_a_double_and_without_a_gap(cast, monkeypatch):
    power = Power(monkeypatch)
    year = run_through(cast, monkeypatch)
    promised = year.expected.told
    assert sorted(told()) == sorted(promised)
    assert len(promised) > 100
    assert min(power.crashes[where] for where in ("gather", "gathered", "before", "after")) >= 3

    digests = Digest.objects.count()
    assert digests == len({(one[0], one[1]) for one in promised}), "one digest a person and day, never an empty one"
    states = Counter(Delivery.objects.values_list("state", flat=True))
    assert states == {"sent": digests}, "each went out"
    assert len(power.left) == digests
    doubled = sum(power.left.values()) - len(power.left)
    assert doubled == power.crashes["after"], "again only where nobody knew that it had left, under the same key"
    assert {(one.unit.name, one.level) for one in Vacancy.objects.select_related("unit")} == year.expected.nobody
    _the_dam_was_like_this()


def _the_dam_was_like_this():
    """Due 31 March, said to be done on 10 April, closed out on the 15th."""
    mine = sorted(one for one in told() if one[2].startswith("完成3座") and one[3] == "limit")
    assert [(f"{day:%m-%d}", who, step) for day, who, _title, _kind, _due, step, _level in mine] == [
        ("03-17", "孙联络", -10),
        ("03-26", "孙联络", -3),
        ("03-31", "孙联络", 0),
        ("04-01", "周局长", 1),
        ("04-01", "孙联络", 1),
        ("04-09", "周局长", 6),
        ("04-09", "孙联络", 6),
        ("04-09", "钱副县长", 6),
    ]
