"""Every figure of the overview is what somebody would count by hand, and its address leads to just those rows."""

from collections import Counter
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.duban import clock
from luoshi.duban.oversight.dashboards import bottlenecks, trend
from luoshi.duban.oversight.dashboards.landed import By, Fate, scan, standing
from luoshi.duban.oversight.dashboards.overview import landed_chart, overview, trend_chart
from luoshi.duban.oversight.dashboards.seen import Seen
from luoshi.duban.oversight.dashboards.since import last_monday
from luoshi.duban.oversight.dashboards.turned import news, news_counts
from luoshi.duban.oversight.dashboards.wanted import Wanted, address
from luoshi.duban.oversight.dashboards.workload import workload_chart
from luoshi.duban.oversight.lights.renewing import renew_all
from luoshi.duban.oversight.models import LightTally, TaskLight
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.actions.file_report import file_report
from luoshi.duban.tasks.actions.withdraw_task import withdraw_task
from luoshi.duban.tasks.lateness import is_overdue, overdue_days
from luoshi.duban.tasks.ledger.asked import Asked
from luoshi.duban.tasks.models import OVER, Assignment, State, Task
from luoshi.duban.tasks.owed import owes
from tests.duban.oversight.dashboards.given import DRILL, GAUGES, MONDAY, PIPES, RESERVOIRS, ROOFS, TODAY, a_monday, at
from tests.duban.tasks.given import a_plan, a_task
from tests.duban.tasks.landing.given import closed_out, withdrawn
from tests.duban.tasks.life.given import FINANCE, HOUSING, WATER, by_page, progress, the
from tests.duban.tasks.life.office import BY_WORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(cast):
    made = a_monday(cast)
    with clock.standing_at(MONDAY):
        yield made


def seen(cast, who="wang", query=""):
    return Seen(cast.people[who], Asked.parse(query), TODAY)


def rows_of(address: str, user) -> set[int]:
    """The tasks that the list behind a figure shows."""
    return set(Wanted.of(QueryDict(urlsplit(address).query)).tasks(user, TODAY).values_list("pk", flat=True))


def by_hand(task: Task) -> Fate:
    if task.state == State.CLOSED_OUT:
        late = task.late_before or (task.due and task.done_on and task.done_on > task.due)
        return Fate.LATE if late else Fate.ON_TIME
    return Fate.OVERDUE if is_overdue(task, TODAY) else Fate.UNDER_WAY


DAYS = st.integers(-60, 60).map(lambda days: TODAY + timedelta(days=days))
KINDS = st.tuples(
    st.sampled_from(["under way", "closed", "withdrawn", "suspended", "reopened", "submitted"]),
    st.one_of(st.none(), DAYS),
    DAYS,
    st.sampled_from([WATER, HOUSING, FINANCE, None]),
    st.sampled_from(["", "河长制", "城乡供水保障"]),
)


def put(cast, registers, number, kind, due, day, unit, topic):
    task = a_task(cast, None, f"第{number}项工作。", lead=unit or WATER, due=due, issued=True)
    Task.objects.filter(pk=task.pk).update(campaign=topic, register=registers[number % 2])
    if kind == "closed":
        closed_out(task, on=day)
    elif kind == "withdrawn":
        withdrawn(task)
    elif kind == "suspended":
        Task.objects.filter(pk=task.pk).update(suspended_since=day)
    elif kind == "reopened":
        Task.objects.filter(pk=task.pk).update(late_before=3)
    elif kind == "submitted":
        Assignment.objects.filter(task=task).update(state=State.SUBMITTED, done_on=day)
        Task.objects.filter(pk=task.pk).update(state=State.SUBMITTED, done_on=day)
    if unit is None:
        Task.objects.filter(pk=task.pk).update(lead=None)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kinds=st.lists(KINDS, min_size=1, max_size=9))
def test_what_has_landed_is_what_one_counts_by_hand(cast, kinds):
    with transaction.atomic():
        _count(cast, kinds)
        transaction.set_rollback(True)


def _count(cast, kinds):
    other = Register.objects.create(office=cast.office, name="整改台账", year=2026, prefix="整")
    for number, (kind, due, day, unit, topic) in enumerate(kinds):
        put(cast, (cast.register, other), number, kind, due, day, unit, topic)
    mine = seen(cast)
    standing_ones = [task for task in Task.objects.all() if task.state != State.WITHDRAWN]
    expected = Counter(by_hand(task) for task in standing_ones)
    for by in By:
        chart = landed_chart(mine, by, scan(mine.tasks, by, TODAY))
        if by is not By.LEADER:  # a unit in several fields counts for each of them
            sums = [sum(row.values[place] for row in chart.rows) for place in range(4)]
            assert sums == [expected[fate] for fate in Fate]
        for row in chart.rows:
            for place, fate in enumerate(Fate):
                tasks = rows_of(row.urls[place], cast.wang)
                assert len(tasks) == row.values[place]
                assert {by_hand(task) for task in standing_ones if task.pk in tasks} <= {fate}


def test_monday_morning(cast, county):
    page = overview(seen(cast), By.REGISTER, last_monday(TODAY))
    assert [(one.task, one.colour, one.was, one.why) for one in page.news.turned] == [
        (county[ROOFS], "red", "yellow", "已过时限4天。")
    ]
    assert [one.task for one in page.news.missing] == [county[PIPES], county[GAUGES]]
    assert page.news.missing[0].forecast == "照目前进度，要到2027-02-12才能完成，赶不上时限。"
    assert (page.totals.new, page.totals.missing, page.totals.all) == (1, 2, 7)
    assert page.totals.fates == {Fate.ON_TIME: 1, Fate.LATE: 1, Fate.UNDER_WAY: 3, Fate.OVERDUE: 2}


def test_who_was_asked_when_stands_beside_it(cast, county):
    (first, _roofs, *_rest) = news(seen(cast).tasks, date(2026, 9, 28)).turned
    by_task = {one.task: one.asked for one in news(seen(cast).tasks, date(2026, 9, 28)).turned}
    assert first is not None
    asking = by_task[county[RESERVOIRS]]
    assert (asking.how, asking.by, asking.whom, asking.words) == (
        "批示", "赵县长", (WATER, FINANCE), "请水利局倒排工期，本月底前完成。",
    )  # fmt: skip
    assert by_task[county[ROOFS]] is None


@pytest.mark.parametrize("since", [date(2026, 9, 28), date(2026, 10, 1), date(2026, 10, 9), TODAY])
def test_what_turned_is_counted_from_the_changes(cast, county, since):
    expected = Counter(
        light.colour
        for light in TaskLight.objects.all()
        if light.since >= since and light.colour in {"red", "orange", "yellow"}
    )
    counts, missing = news_counts(seen(cast).tasks, since)
    assert counts == expected
    assert len(news(seen(cast).tasks, since).turned) == expected.total()
    assert missing == Counter(one for one in TaskLight.objects.values_list("forecast", flat=True) if "miss" in one)


def test_a_light_that_turned_twice_a_day_is_told_once(cast, county):
    with clock.standing_at(MONDAY):
        for due in (TODAY - timedelta(days=1), date(2026, 12, 20), TODAY - timedelta(days=1)):
            Task.objects.filter(pk=county[GAUGES].pk).update(due=due)
            renew_all(TODAY)
    told = [one.task.text for one in news(seen(cast).tasks, TODAY).turned]
    assert told == [GAUGES]
    assert news_counts(seen(cast).tasks, TODAY)[0] == {"red": 1}


def test_a_leader_sees_the_own_field_alone(cast, county):
    page = overview(seen(cast, "qian"), By.UNIT, last_monday(TODAY))
    assert [row.label for row in page.landed.rows] == [HOUSING, WATER]
    assert page.totals.all == 5
    assert [row.label for row in workload_chart(seen(cast, "qian")).rows] == [HOUSING, WATER]
    assert rows_of("/overview/tasks/", cast.qian) == {
        county[one].pk for one in (RESERVOIRS, ROOFS, GAUGES, PIPES, DRILL)
    }


def test_by_leader_each_unit_counts_for_whose_field_it_is_in(cast, county):
    chart = landed_chart(seen(cast), By.LEADER, scan(seen(cast).tasks, By.LEADER, TODAY))
    assert {row.label: sum(row.values) for row in chart.rows} == {"钱副县长（分管领导）": 5, "未明确分管领导": 2}


def test_the_trend_from_changes_equals_the_trend_from_tallies(cast, county):
    tasks = standing(Task.objects.all())
    tallies = {week.monday: week for week in trend.of_office(cast.office.pk, TODAY)}
    changes = {week.monday: week for week in trend.of_tasks(tasks, TODAY)}
    assert len(changes) == trend.WEEKS
    for monday, week in tallies.items():
        assert {key: value for key, value in changes[monday].counts.items() if value} == dict(week.counts)


def test_a_week_is_told_by_its_last_morning(cast, county):
    LightTally.objects.create(register=cast.register, day=date(2026, 9, 8), colour="green", count=5)
    weeks = trend.of_office(cast.office.pk, TODAY)
    assert [(week.monday, week.day) for week in weeks] == [
        (date(2026, 9, 7), date(2026, 9, 8)),
        (date(2026, 9, 28), date(2026, 10, 4)),
        (date(2026, 10, 5), date(2026, 10, 11)),
        (TODAY, TODAY),
    ]


def test_what_turned_since_this_morning_is_in_todays_column_of_the_trend(cast, county):
    before = trend.of_office(cast.office.pk, TODAY)[-1]
    roofs = Task.objects.get(pk=county[ROOFS].pk)
    withdraw_task(roofs, actor=cast.wang, version=roofs.version, basis=BY_WORD)
    now = trend.of_office(cast.office.pk, TODAY)[-1]
    assert (before.day, now.day) == (TODAY, TODAY)
    assert sum(now.counts.values()) == sum(before.counts.values())
    assert now.counts["withdrawn"] == before.counts.get("withdrawn", 0) + 1
    chart = trend_chart(seen(cast))
    for one, value, url in zip(chart.series, chart.rows[-1].values, chart.rows[-1].urls, strict=True):
        assert value == TaskLight.objects.filter(colour=one.key).count()
        assert url.startswith("/tasks/")


def test_what_a_unit_has_in_hand(cast, county):
    Task.objects.filter(pk=county[PIPES].pk).update(rhythm="weekly")
    chart = workload_chart(seen(cast))
    rows = {row.label: dict(zip((one.key for one in chart.series), row.values, strict=True)) for row in chart.rows}
    for name, counts in rows.items():
        mine = list(Assignment.objects.filter(unit__name=name, answers=True).select_related("task__register"))
        hand = [one for one in mine if one.state not in OVER]
        assert counts["open"] == len(hand)
        assert counts["late"] == sum(overdue_days(one, one.task, TODAY) > 0 for one in hand)
        assert counts["owed"] == sum(owes(one, one.task, TODAY) is not None for one in mine)
        assert counts["soon"] == sum(one.due and TODAY <= one.due <= TODAY + timedelta(days=30) for one in hand)
    # Of the weeks that end on 4, 11, 18, 25 October and 1 November the first asked before the holiday, in September.
    assert rows[HOUSING]["reports"] == 1 + 4
    for row in chart.rows:
        for place in range(4):
            assert len(rows_of(row.urls[place], cast.wang)) == row.values[place]


def test_where_work_waits_and_for_whom(cast, county):
    Assignment.objects.filter(task=county[RESERVOIRS], unit__name=WATER).update(
        state=State.SUBMITTED, state_since=at(date(2026, 10, 2))
    )
    asks = progress(help_needed="征地还差两户。", help_from="县自然资源局")
    file_report(the(county[GAUGES]), actor=cast.sun, said=asks, came=by_page(on=TODAY))
    found = {one.wait: one for one in bottlenecks.held(seen(cast))}
    unsigned = found[bottlenecks.Wait.UNSIGNED]
    assert (unsigned.count, unsigned.median, unsigned.longest) == (3, 60, 60)
    assert [(name, count) for name, count, _key in unsigned.whom] == [(FINANCE, 2), (HOUSING, 1)]
    verify = found[bottlenecks.Wait.VERIFY]
    assert (verify.count, verify.longest, verify.whom) == (1, 10, [("督查员", 1, "")])
    assert found[bottlenecks.Wait.HELP].whom == [("县自然资源局", 1, "县自然资源局")]
    for wait, one in found.items():
        assert bottlenecks.waiting(seen(cast), wait).count() == one.count


@pytest.mark.parametrize(("days", "median"), [([1], 1), ([1, 3], 3), ([1, 5, 9], 5), ([2, 4, 6, 30], 6)])
def test_the_median_wait_is_that_of_the_middle_one(cast, days, median):
    plan = a_plan(cast)
    for number, ago in enumerate(days):
        task = a_task(cast, plan, f"第{number}项工作。", issued=True)
        since = at(TODAY - timedelta(days=ago))
        Assignment.objects.filter(task=task).update(state_since=since)
    with clock.standing_at(MONDAY):
        (unsigned,) = bottlenecks.held(seen(cast))
    assert (unsigned.median, unsigned.longest) == (median, max(days))


def test_the_lists_behind_what_is_new_hold_as_many(cast, county):
    first = date(2026, 9, 28)
    totals = overview(seen(cast), By.REGISTER, first).totals
    turned = address(Asked(), turned=first, light=["red", "orange", "yellow"])
    missing = address(Asked(), forecast=["will-miss", "not-begun"])
    assert len(rows_of(turned, cast.wang)) == totals.new == 2
    assert rows_of(missing, cast.wang) == {county[PIPES].pk, county[GAUGES].pk}
    for colour, count in totals.turned.items():
        assert len(rows_of(address(Asked(), turned=first, light=colour), cast.wang)) == count
