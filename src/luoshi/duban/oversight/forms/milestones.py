"""节点: a task's plan as rows of day, share and words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.duban.clock import ZONE
from luoshi.duban.oversight.actions.set_milestones import MOST, Planned
from luoshi.duban.oversight.lights.facts import Facts
from luoshi.duban.oversight.lights.trajectory import expected
from luoshi.duban.tasks.forms.supervising import DayInput, TurnForm
from luoshi.duban.tasks.models import Task

#: Empty rows below those that are there.
NEW_ROWS = 4
#: Each way of filling the rows in, with the months after which a node stands.
STEPS = {"quarters": 3, "months": 1}


class NodeForm(forms.Form):
    """One node; a row without a day and a share is an empty one."""

    day = forms.DateField(label=_("节点日期"), required=False, widget=DayInput())
    percent = forms.DecimalField(
        label=_("应完成（%）"), min_value=0, max_value=100, decimal_places=2, max_digits=5, required=False
    )
    words = forms.CharField(label=_("节点要求"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """A day needs a share, and a share a day."""
        data: dict[str, Any] = super().clean() or {}
        typed = [name for name in ("day", "percent") if data.get(name) is not None]
        if len(typed) == 1 and not self.errors:
            missing = "percent" if typed == ["day"] else "day"
            self.add_error(missing, _("请填应完成的比例。") if missing == "percent" else _("请填节点日期。"))
        elif data.get("words") and not typed and not self.errors:
            self.add_error("day", _("请填节点日期。"))
        return data


Formset = forms.formset_factory(NodeForm, extra=NEW_ROWS, max_num=MOST + NEW_ROWS, absolute_max=MOST + NEW_ROWS)


class MilestonesForm(TurnForm):
    """The basis of a plan of nodes, and the version that was seen."""


def rows_of(nodes: Iterable[Planned], data: Mapping[str, Any] | None = None) -> forms.BaseFormSet[NodeForm]:
    """The rows filled in with *nodes*, or as they were typed."""
    initial = [{"day": node.day, "percent": f"{node.percent.normalize():f}", "words": node.words} for node in nodes]
    return Formset(data, initial=initial, prefix="node")


def typed(rows: forms.BaseFormSet[NodeForm]) -> list[Planned]:
    """The nodes that were typed, by their days."""
    found = [
        Planned(form.cleaned_data["day"], form.cleaned_data["percent"], form.cleaned_data["words"].strip())
        for form in rows
        if form.cleaned_data.get("day") is not None
    ]
    return sorted(found, key=lambda node: node.day)


def filled(task: Task, step: str) -> list[Planned]:
    """A node at the end of each quarter or month within the time of *task*, on the straight line; the limit is last."""
    if task.issued_at is None or task.due is None:
        return []
    starts = task.issued_at.astimezone(ZONE).date()
    line = Facts(starts=starts, due=task.due)
    nodes: list[Planned] = []
    for day in _ends(starts, task.due, STEPS[step]):
        percent = Decimal(round(expected(line, day) or 0))
        if percent > (nodes[-1].percent if nodes else 0) and percent < 100 and len(nodes) < MOST - 1:
            nodes.append(Planned(day, percent))
    return [*nodes, Planned(task.due, Decimal(100))]


def _ends(starts: date, due: date, months: int) -> Iterator[date]:
    """The last days of months or quarters after *starts* and before *due*."""
    year, month = starts.year, starts.month
    while True:
        if month % months == 0:
            day = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
            if day >= due:
                return
            if day > starts:
                yield day
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
