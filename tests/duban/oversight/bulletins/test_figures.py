"""Every figure against a count that knows nothing of how the figures are computed, over quarters drawn at random."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.duban import clock
from luoshi.duban.oversight.bulletins.counting import count, read_facts
from luoshi.duban.oversight.bulletins.figures import RULES, Span
from luoshi.duban.oversight.bulletins.snapshot import take
from luoshi.duban.oversight.models import LightChange
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.models import CloseOut, State, Task
from tests.duban.oversight.bulletins.given import HOUSING, LAST_DAY, LATER, QUARTER, WATER, a_quarter, a_task, moment

pytestmark = pytest.mark.django_db
SPAN = Span(QUARTER.starts, QUARTER.ends)
days = st.dates(date(2026, 5, 1), date(2026, 10, 11))


def figures(at=LAST_DAY):
    with clock.standing_at(at):
        return take(Task.objects.all(), QUARTER.starts, QUARTER.ends).figures


def values(at=LAST_DAY):
    return {key: counted.value for key, counted in figures(at).items()}


def test_a_quarter_as_it_was(cast):
    a_quarter(cast)
    found = values()
    expected = {
        "total": 53, "closed": 49, "submitted": 0, "under-way": 4, "due-in": 49, "due-closed": 48, "due-on-time": 48,
        "due-open": 1, "overdue": 1, "late-closed": 1, "was-late": 2, "withdrawn": 1, "long-term": 1, "behind": 1,
        "on-schedule": 1, "slow": 2, "issued-in": 0, "closed-in": 49,
    }  # fmt: skip
    assert {key: found[key] for key in expected} == expected


def test_what_came_after_the_last_day_had_not_happened_yet(cast):
    slow = a_quarter(cast)
    before = values()
    Task.objects.filter(pk=slow.pk).update(state=State.CLOSED_OUT, done_on=date(2026, 10, 5))
    slow.assignments.update(state=State.CLOSED_OUT, done_on=date(2026, 10, 5))
    CloseOut.objects.create(
        assignment=slow.assignments.get(), reasons="完工。", closed_by=cast.wang, closed_at=moment(date(2026, 10, 6))
    )
    a_task(cast, "十月的事", issued=date(2026, 10, 2), due=date(2026, 12, 1))
    assert values(LATER) == before


def test_finished_late_stays_late(cast):
    a_task(cast, "修堤", due=date(2026, 8, 1), done=date(2026, 8, 3), closed=date(2026, 8, 9))
    a_task(cast, "延期后按时", due=date(2026, 8, 20), done=date(2026, 8, 10), closed=date(2026, 8, 11), late_before=4)
    found = values()
    assert (found["closed"], found["late-closed"], found["due-late"], found["due-on-time"]) == (2, 2, 2, 0)
    assert found["overdue"] == 0


def test_what_is_said_to_be_done_too_late_stays_in_the_alarm_until_it_is_closed_out(cast):
    a_task(cast, "修堤", due=date(2026, 8, 1), done=date(2026, 8, 3))
    found = values()
    assert (found["submitted"], found["overdue"], found["under-way"]) == (1, 1, 0)


def test_a_suspended_task_is_not_measured_and_its_clock_stands(cast):
    a_task(cast, "修堤", due=date(2026, 8, 10), suspended_since=date(2026, 8, 1), percent=5)
    found = values()
    assert (found["suspended"], found["overdue"], found["behind"]) == (1, 0, 0)


def test_withdrawn_tasks_stand_in_no_figure_but_their_own(cast):
    task = a_task(cast, "建设平台", state=State.WITHDRAWN, withdrawn_on=date(2026, 8, 1), late_before=7)
    a_task(cast, "修堤", due=date(2026, 12, 1))
    assert {key for key, one in figures().items() if task.pk in one.tasks} == {"withdrawn"}


def test_what_was_withdrawn_before_is_not_told_again(cast):
    a_task(cast, "旧事", state=State.WITHDRAWN, withdrawn_on=date(2026, 6, 20))
    a_task(cast, "修堤", due=date(2026, 12, 1))
    assert values()["withdrawn"] == 0


def test_lights_are_told_as_they_were_on_the_last_day(cast):
    task = a_task(cast, "修堤", due=date(2026, 9, 10))
    for on, colour in ((date(2026, 8, 27), "yellow"), (date(2026, 9, 11), "red"), (date(2026, 10, 5), "closed")):
        LightChange.objects.create(task=task, on=on, colour=colour, reason="overdue")
    found = values(LATER)
    assert (found["red"], found["turned-red"], found["turned-yellow"]) == (1, 1, 1)


def test_progress_is_what_had_been_reported_by_the_last_day(cast):
    task = a_task(cast, "修堤", due=date(2026, 12, 31), percent=10)
    row = task.assignments.get()
    row.reports.create(
        kind="progress", percent=95, reported_by="孙", reported_on=date(2026, 10, 3), filed_at=moment(date(2026, 10, 3))
    )
    row.percent = 95
    row.save()
    assert values(LATER)["behind"] == 1
    with clock.standing_at(LATER):
        now = take(Task.objects.all(), QUARTER.starts, LATER.date()).figures
    assert (now["behind"].value, now["on-schedule"].value) == (0, 1)


def test_what_was_withdrawn_after_the_period_had_reported_by_then(cast):
    withdrawn = {"state": State.WITHDRAWN, "withdrawn_on": date(2026, 10, 1)}
    a_task(cast, "建设平台", due=date(2026, 12, 1), percent=40, **withdrawn)
    found = values(LATER)
    assert (found["under-way"], found["unmeasured"], found["withdrawn"]) == (1, 0, 0)


def test_an_empty_period_is_refused_in_one_sentence(cast):
    with pytest.raises(Refused) as caught, clock.standing_at(LAST_DAY):
        take(Task.objects.all(), QUARTER.starts, QUARTER.ends)
    assert caught.value.code == "empty-period"


@st.composite
def a_course(draw):
    """A task's dates in an order that can happen."""
    issued = draw(days)
    due = draw(st.one_of(st.none(), days))
    done = draw(st.one_of(st.none(), st.dates(issued, date(2026, 10, 11))))
    closed = draw(st.one_of(st.none(), st.dates(done, date(2026, 10, 11)))) if done else None
    withdrawn = draw(st.one_of(st.none(), st.none(), st.dates(issued, date(2026, 10, 11)))) if not closed else None
    return {
        "issued": issued, "due": due, "done": done, "closed": closed, "withdrawn": withdrawn,
        "percent": draw(st.one_of(st.none(), st.integers(0, 100))), "late_before": draw(st.sampled_from([0, 0, 3])),
        "lead": draw(st.sampled_from([WATER, HOUSING])),
    }  # fmt: skip


def naive(course, until):
    """What a clerk would say of one task with the calendar in hand."""
    had = {
        name: course[name] if course[name] and course[name] <= until else None
        for name in ("done", "closed", "withdrawn")
    }
    stop = had["done"] or until
    over = max(0, (stop - course["due"]).days) if course["due"] else 0
    in_time = bool(course["due"]) and QUARTER.starts <= course["due"] <= until
    said = set()
    if had["withdrawn"]:
        return {"withdrawn"} if had["withdrawn"] >= QUARTER.starts else said
    said.add("total")
    late = over + course["late_before"] > 0
    if late:
        said.add("was-late")
    if had["closed"]:
        said |= {"closed", "late-closed" if late else "closed-on-time"}
        said |= {"due-in", "due-closed", "due-late" if late else "due-on-time"} if in_time else set()
        said |= {"closed-in"} if had["closed"] >= QUARTER.starts else set()
    elif had["done"]:
        said |= {"submitted"} | ({"due-in", "due-submitted"} if in_time else set())
    else:
        said |= {"under-way"} | ({"due-in", "due-open"} if in_time else set())
        said |= {"no-limit"} if not course["due"] else set()
        said |= {"due-next"} if course["due"] and until < course["due"] <= until + timedelta(days=30) else set()
        said |= {"unmeasured"} if course["due"] and not over and course["percent"] is None else set()
        said |= {"measured"} if course["due"] and not over else set()
    if over and not had["closed"]:
        said.add("overdue")
    if course["issued"] >= QUARTER.starts:
        said.add("issued-in")
    return said


@given(st.lists(a_course(), min_size=1, max_size=12))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_figures_agree_with_a_naive_count(cast, courses):
    keys = {}
    for course in courses:
        more = {"state": State.WITHDRAWN, "withdrawn_on": course["withdrawn"]} if course["withdrawn"] else {}
        given_done = None if course["withdrawn"] else course["done"]
        task = a_task(
            cast, "一项任务", lead=course["lead"], due=course["due"], issued=course["issued"], done=given_done,
            closed=course["closed"], percent=course["percent"], late_before=course["late_before"],
            reported=course["issued"], **more,
        )  # fmt: skip
        keys[task.pk] = {**course, "done": given_done}
    with clock.standing_at(LATER):
        facts = read_facts(Task.objects.filter(pk__in=keys), SPAN)
    found = count(facts, SPAN)
    there = {pk: course for pk, course in keys.items() if course["issued"] <= QUARTER.ends}
    wanted = {pk: naive(course, QUARTER.ends) for pk, course in there.items()}
    compared = set(RULES) - {"slow", "behind", "on-schedule"}
    for key in compared & set().union(*wanted.values(), {"total"}):
        assert set(found[key].tasks) == {pk for pk, said in wanted.items() if key in said}, key
    for whole, parts in (
        ("total", ("closed", "submitted", "under-way")),
        ("closed", ("closed-on-time", "late-closed")),
        ("due-in", ("due-closed", "due-submitted", "due-open")),
        ("due-closed", ("due-on-time", "due-late")),
        ("measured", ("on-schedule", "behind", "unmeasured")),
    ):
        assert found[whole].value == sum(found[part].value for part in parts), whole
    for one in found.values():
        assert sum(one.by_unit.values()) == one.value
