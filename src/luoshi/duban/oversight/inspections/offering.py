"""What inspections add to the pages of tasks: a selection's action, a tab at the desk, the story, a unit's matters,
who was asked when."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight import asked
from luoshi.duban.oversight.inspections.models import ConclusionState, InspectionState, Item, Stop
from luoshi.duban.oversight.inspections.queries import (
    conclusions_to_issue,
    plans_to_approve,
    reviews_to_decide,
    stops_of_units,
    unfinished,
)
from luoshi.duban.tasks import work_beside
from luoshi.duban.tasks.ledger import bulk
from luoshi.duban.tasks.story import tell_verb
from luoshi.duban.tasks.supervision import Beside, offer_beside
from luoshi.duban.tasks.work_beside import Matter, Row, as_rows

_QUOTED = 160
_TO_SIGN, _COMING = "conclusion-to-sign", "visit-to-come"


def offer() -> None:
    """Add them."""
    tell_verb("task.inspected", _inspected, tone="todo")
    bulk.offer(bulk.BulkAction(Right.INSPECT, gettext_lazy("列入督查"), "inspections:new", (), "clipboard-list"))
    offer_beside(Beside(gettext_lazy("督查"), "inspections:list", _waiting))
    groups = {_TO_SIGN: gettext_lazy("待签收的督查结论"), _COMING: gettext_lazy("督查组将到")}
    work_beside.offer(work_beside.Source(groups, _rows, _matter))
    columns = asked.Columns(
        task="task_id",
        at="stop__conclusion__issued_on",
        whom="stop__unit__name",
        by="stop__conclusion__issued_by__name",
        words="inspection__title",
    )
    asked.offer(asked.Source("inspection", _demands, columns, lambda _kind: _("督查整改要求")))


def _waiting(user: User) -> tuple[QuerySet[Any], ...]:
    """What the office has to see to: plans and conclusions to approve, reviews, inspections left unfinished."""
    rows = (
        plans_to_approve(user),
        conclusions_to_issue(user),
        reviews_to_decide(user),
        unfinished(user, clock.today()),
    )
    return tuple(one.order_by("pk") for one in rows)


def _demands(tasks: Collection[int]) -> QuerySet[Item]:
    """The newest demand about each task that its unit has received."""
    rows = Item.objects.filter(task__in=tasks, stop__conclusion__state=ConclusionState.ISSUED)
    return asked.newest(rows.exclude(demand=""), "task")


def _rows(user: User) -> Iterator[QuerySet[Stop, Any]]:
    """For a unit: conclusions to sign for, and visits that were announced and are still to come."""
    stops, names = stops_of_units(user), {"called": "inspection__title", "whose": "unit__name", "on": "day"}
    unsigned = stops.filter(conclusion__state=ConclusionState.ISSUED, conclusion__signed_at=None)
    yield as_rows(unsigned, _TO_SIGN, **names)
    coming = stops.filter(inspection__state=InspectionState.APPROVED, day__gte=clock.today(), conclusion=None)
    where = Concat("time", Value(" "), "place", output_field=CharField())
    yield as_rows(coming, _COMING, more=where, **names)


def _matter(row: Row) -> Matter:
    day = row.on.isoformat() if row.on is not None and row.group == _COMING else ""
    facts = (row.whose, " ".join(part for part in (day, *row.more.split()) if part))
    url = reverse("inspections:stop", args=[row.subject])
    return Matter(row.called, url, tuple(one for one in facts if one))


def _inspected(_who: str, _before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    said = " ".join(str(after.get("problem") or after.get("finding") or "").split())
    quoted = said if len(said) <= _QUOTED else f"{said[:_QUOTED]}…"
    told = {
        "inspection": after.get("inspection", ""),
        "unit": after.get("unit", ""),
        "outcome": after.get("outcome", ""),
    }
    words = _("%(inspection)s到%(unit)s查看，结果“%(outcome)s”") % told
    demand = str(after.get("demand") or "")
    sentence = _("%(words)s：%(said)s") % {"words": words, "said": quoted} if quoted else words
    return _("%(words)s 整改要求：%(demand)s") % {"words": sentence, "demand": demand} if demand else sentence
