"""What a bulletin of a quarter costs with many tasks: drafting it, counting anew, and setting it in print."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from luoshi.duban import clock
from luoshi.duban.oversight.bulletins.actions.draft_bulletin import draft_bulletin
from luoshi.duban.oversight.bulletins.actions.renew_figures import differences
from luoshi.duban.oversight.bulletins.models import BulletinRow, PeriodKind
from luoshi.duban.oversight.bulletins.paper import copies_of, made, official
from luoshi.duban.oversight.bulletins.periods import period_of
from luoshi.duban.oversight.bulletins.reading import Reading
from luoshi.duban.oversight.lights.renewing import renew
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.models import Task

#: So many tasks a quarter's bulletin tells of, at most.
TASKS = 5_000
BUDGET = 5_000  # milliseconds for the draft
#: In the third quarter; three days after it the clerk drafts.
_DRAFTED = datetime(2026, 10, 3, 9, 0, tzinfo=clock.ZONE)
_QUARTER = period_of(PeriodKind.QUARTER, date(2026, 9, 1))


def measured(there: Any) -> Iterator[tuple[str, float, int]]:
    """What each step took, in milliseconds, and its budget (0: none); the tasks are those of a register of its own."""
    register = Register.objects.create(office=there.office, name="季度任务台账", year=2026, prefix="季")
    keys = list(Task.objects.filter(office=there.office).order_by("pk").values_list("pk", flat=True)[:TASKS])
    Task.objects.filter(pk__gte=keys[0], pk__lte=keys[-1], register=there.register).update(register=register)
    with clock.standing_at(_DRAFTED):
        renew(keys)
        spent, bulletin = _timed(lambda: draft_bulletin(_QUARTER, [register], actor=there.supervisor))
        count = BulletinRow.objects.filter(bulletin=bulletin).count()
        yield f"draft the bulletin of a quarter, {count:,} tasks", spent, BUDGET
        yield "what counting anew would change", _timed(lambda: differences(bulletin, actor=there.supervisor))[0], 0
        reading = Reading.of(bulletin)
        document = official(reading, serial=1, day=_QUARTER.ends, copies=copies_of(bulletin))
        yield "set it in print, Word and PDF", _timed(lambda: made(document))[0], 0


def pages(there: Any) -> list[tuple[str, Any, str]]:
    """The pages of the bulletin that :func:`measured` drafted."""
    pk = BulletinRow.objects.values_list("bulletin", flat=True).first()
    return [
        ("a bulletin", there.supervisor, f"/bulletins/{pk}/"),
        ("its editor", there.supervisor, f"/bulletins/{pk}/edit/"),
        ("the rows behind a number", there.supervisor, f"/bulletins/{pk}/lists/total/"),
    ]


def _timed(call: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    made_of_it = call()
    return (time.perf_counter() - start) * 1e3, made_of_it
