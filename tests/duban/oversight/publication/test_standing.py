"""Where a released task stands, and how it got there, as everybody is told."""

from datetime import date, datetime, timedelta

import pytest

from luoshi.duban import clock
from luoshi.duban.oversight.publication.actions.release import add_note
from luoshi.duban.oversight.publication.standing import Standing, standing
from luoshi.duban.tasks.actions.close_out import close_out
from luoshi.duban.tasks.actions.file_report import file_report
from luoshi.duban.tasks.actions.merge_tasks import Seen, merge_tasks
from luoshi.duban.tasks.actions.verify_report import verify_report
from luoshi.duban.tasks.actions.withdraw_task import withdraw_task
from luoshi.duban.tasks.models import Limit, LimitKind, State, Suspension, Task
from tests.duban.oversight.publication.given import as_shown, released
from tests.duban.tasks.life.given import HOUSING, an_issued_task, by_page, done, the
from tests.duban.tasks.life.office import BY_WORD, ON_SITE

TODAY = date(2026, 7, 28)
DUE = date(2026, 9, 30)


@pytest.mark.parametrize(
    ("facts", "stands"),
    [
        ({"state": State.ISSUED, "due": DUE}, Standing.UNDER_WAY),
        ({"state": State.IN_PROGRESS, "due": TODAY}, Standing.UNDER_WAY),
        ({"state": State.IN_PROGRESS, "due": TODAY - timedelta(days=1)}, Standing.OVERDUE),
        ({"state": State.SENT_BACK, "due": TODAY - timedelta(days=1)}, Standing.OVERDUE),
        ({"state": State.IN_PROGRESS, "limit_kind": LimitKind.LONG_TERM}, Standing.LONG_TERM),
        ({"state": State.SUBMITTED, "due": DUE, "done_on": TODAY}, Standing.CHECKED),
        ({"state": State.SUBMITTED, "due": date(2026, 7, 1), "done_on": TODAY}, Standing.OVERDUE),
        ({"state": State.IN_PROGRESS, "due": date(2026, 7, 1), "suspended_since": date(2026, 6, 1)}, Standing.STOPPED),
        ({"state": State.CLOSED_OUT, "due": DUE, "done_on": TODAY}, Standing.DONE),
        ({"state": State.CLOSED_OUT, "due": date(2026, 7, 1), "done_on": TODAY}, Standing.DONE_LATE),
        ({"state": State.CLOSED_OUT, "due": DUE, "done_on": TODAY, "late_before": 3}, Standing.DONE_LATE),
        ({"state": State.WITHDRAWN, "due": date(2026, 7, 1)}, Standing.ENDED),
        ({"state": State.WITHDRAWN, "merged_into": Task(pk=1)}, Standing.MERGED),
    ],
)
def test_where_it_stands(facts, stands):
    task = Task(issued_at=datetime(2026, 7, 1, 9, 0, tzinfo=clock.ZONE), **facts)
    assert standing(task, TODAY) is stands


@pytest.fixture
def at(db):
    with clock.standing_at(datetime(2026, 7, 28, 10, 0, tzinfo=clock.ZONE)):
        yield


def told(row):
    return [(step.day.isoformat(), step.words) for step in row.course]


def test_the_course_follows_from_dates(cast, at):
    task = an_issued_task(cast)
    Limit.objects.filter(task=task).update(is_current=False)
    moved = datetime(2026, 7, 20, 9, 0, tzinfo=clock.ZONE)
    Limit.objects.create(
        task=task, kind=LimitKind.DATE, text="10月底前", due=date(2026, 10, 31), set_by=cast.wang, set_at=moved
    )
    basis = {"basis_kind": "meeting", "basis": "调度会", "suspended_by": cast.wang}
    Suspension.objects.create(task=task, starts=date(2026, 7, 21), ends=date(2026, 7, 25), **basis)
    release = released(cast, task)
    add_note(release, day=date(2026, 7, 26), words="大坝主体完工。", actor=cast.chen)
    row = as_shown(release)
    assert told(row) == [
        ("2026-07-15", "列入督办。"),
        ("2026-07-20", "完成时限由2026-09-30调整为2026-10-31。"),
        ("2026-07-21", "暂停办理，时限顺延。"),
        ("2026-07-25", "恢复办理。"),
        ("2026-07-26", "大坝主体完工。"),
    ]
    assert (row.first_limit, row.limit, row.moved) == ("2026-09-30", "2026-10-31", True)


def test_late_then_done_stays_late(cast, at):
    task = an_issued_task(cast, due=date(2026, 7, 20))
    release = released(cast, task)
    file_report(the(task), actor=cast.sun, said=done(), came=by_page())
    assert as_shown(release).standing is Standing.OVERDUE
    verify_report(the(task), actor=cast.chen, version=the(task).version, checked=ON_SITE)
    close_out(the(task), actor=cast.wang, version=the(task).version, reasons="完工。")
    row = as_shown(release)
    assert (row.standing, row.late) == (Standing.DONE_LATE, 8)
    assert told(row)[-1] == ("2026-07-28", "核查属实，予以销号；比时限晚8天。")


def test_the_units_own_figure_is_told_only_where_it_was_released(cast, at):
    task = an_issued_task(cast)
    task.assignments.update(percent=40)
    release = released(cast, task)
    assert as_shown(release).percent is None
    type(release).objects.update(shows_percent=True)
    assert as_shown(release).percent == 40


def test_what_is_no_longer_done_still_says_who_had_promised_it(cast, at):
    task = an_issued_task(cast)
    release = released(cast, task)
    before = as_shown(release).lead
    withdraw_task(task, actor=cast.wang, version=task.version, basis=BY_WORD)
    row = as_shown(release)
    assert (row.lead, row.standing) == (before, Standing.ENDED)
    assert told(row)[-1] == ("2026-07-28", "不再作为督办事项。")


def test_what_was_merged_goes_on_and_says_so(cast, at):
    task, other = an_issued_task(cast), an_issued_task(cast, "水库移民安置。", lead=HOUSING)
    release = released(cast, task)
    merge_tasks(Seen(other, other.version, task, task.version), actor=cast.wang, basis=BY_WORD)
    row = as_shown(release)
    assert (row.name, told(row)[-1][1]) == ("并入其他事项办理", "并入其他事项，继续办理。")
