"""What pages count of all tasks stands in an index: the rows themselves are not read."""

from datetime import date

import pytest
from django.db import connection

from luoshi.duban.oversight.dashboards.shares import IN_HAND
from luoshi.duban.tasks.lateness import overdue
from luoshi.duban.tasks.models import OVER, Assignment, State, Task

TODAY = date(2026, 7, 30)
ISSUED = Task.objects.filter(office=1, issued_at__isnull=False).order_by()


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL chooses by what there is")
@pytest.mark.parametrize(
    ("rows", "index"),
    [
        (ISSUED.filter(overdue(TODAY)).values("pk"), "task_by_due"),
        (ISSUED.filter(register=1).exclude(state__in=OVER).order_by("number", "id").values("pk"), "task_in_register"),
        (Task.objects.filter(office=1, suspended_since__isnull=False).exclude(state__in=OVER).values("pk").order_by(),
         "task_suspended"),
        (Assignment.objects.filter(IN_HAND, unit=1).values("task", "due", "done_on").order_by(),
         "assignment_answering"),
        (Assignment.objects.filter(state=State.ISSUED).exclude(role="part").values("unit", "state_since").order_by(),
         "assignment_by_age"),
    ],
)  # fmt: skip
def test_an_index_holds_what_is_counted(rows, index):
    assert f"COVERING INDEX {index} " in rows.explain()
