"""For the office and its leaders: what turned yellow, orange or red this week, the most urgent first, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When, Window
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.lights.block import is_of_the_office
from luoshi.duban.oversight.lights.turning import ALARMS, monday, turned
from luoshi.duban.oversight.lights.wording import NAMES, why
from luoshi.duban.ui.awaiting import SHOWN, Awaiting, Item
from luoshi.duban.ui.navigation import address
from luoshi.duban.ui.wording import short_day


def lights(user: User) -> Iterator[Awaiting]:
    """The turns since Monday: one query, whatever there is."""
    if not is_of_the_office(user):
        return
    rows = list(_most_urgent(user))
    if rows:
        items = tuple(Item(str(row.task), address("tasks:task", row.task_id), _note(row)) for row in rows)
        url = address("oversight:light-changes")
        yield Awaiting(
            _("本周转黄、转红的任务"), rows[0].every, url, Right.SEE_TASKS, items, icon="alert-triangle", tone="wait"
        )


def _most_urgent(user: User) -> QuerySet[Any]:
    urgency = Case(
        *(When(colour=str(colour), then=Value(place)) for place, colour in enumerate(ALARMS)),
        output_field=IntegerField(),
    )
    found = turned(user, monday(clock.today())).annotate(every=Window(Count("pk")), urgency=urgency)
    return found.select_related("task").order_by("urgency", "-on", "-pk")[:SHOWN]


def _note(row: Any) -> str:  # noqa: ANN401 -- a change with what was added to it
    light = row.shown
    return f"{short_day(row.on)} {NAMES[light.colour]} · {why(light)}"
