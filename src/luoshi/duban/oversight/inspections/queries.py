"""The one door to inspections: the office and its leaders see all of their own; a unit what concerns it; else 404."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.organisations import queries as organisations
from luoshi.duban.oversight.inspections.models import (
    Conclusion,
    ConclusionReview,
    ConclusionState,
    Inspection,
    InspectionState,
    Item,
    Outcome,
    ReviewOutcome,
    Stop,
)
from luoshi.duban.oversight.inspections.standing import freeze

_UNDER_WAY = (InspectionState.APPROVED, InspectionState.ENDED)


def inspections_of(user: User) -> QuerySet[Inspection]:
    """The inspections that *user* may see whole, the newest first."""
    if user.office_id is None or not may(user, Right.SEE_INSPECTIONS):
        return Inspection.objects.none()
    return Inspection.objects.filter(office=user.office_id).order_by("-starts", "-id")


def inspection_for(user: User, pk: int) -> Inspection:
    """The inspection, or 404: never a hint that it exists."""
    people = ("office", "made_by", "proposed_by", "approved_by", "ended_by", "follow_up")
    found = inspections_of(user).select_related(*people).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def stops_of_units(user: User) -> QuerySet[Stop]:
    """Where the units that *user* acts for are visited: announced visits once they are approved, and every visit whose
    conclusion went out."""
    if user.office_id is None or not may(user, Right.REPORT):
        return Stop.objects.none()
    told = Q(inspection__announced=True, inspection__state__in=_UNDER_WAY)
    told |= Q(conclusion__state=ConclusionState.ISSUED)
    ours = organisations.of_units(organisations.acting_units(user))
    return Stop.objects.filter(told, ours, inspection__office=user.office_id).order_by("-day", "-pk")


def acts_for(user: User, stop: Stop) -> bool:
    """Whether *user* acts for the unit that was visited, or for the one that it merged into."""
    return organisations.acts_for(user, stop.unit)


def stop_for(user: User, pk: int) -> Stop:
    """The stop of a unit, or 404."""
    rows = Stop.objects.filter(pk=pk).select_related("inspection__office", "unit", "conclusion__review")
    whole = rows.filter(inspection__office=user.office_id or 0).first() if may(user, Right.SEE_INSPECTIONS) else None
    found = whole or rows.filter(pk__in=stops_of_units(user).values("pk")).first()
    if found is None:
        raise Http404
    return found


def conclusion_of(stop: Stop) -> Conclusion | None:
    """The conclusion about *stop*, where there is one."""
    return getattr(stop, "conclusion", None)


def review_of(conclusion: Conclusion | None) -> ConclusionReview | None:
    """Its review, where one was asked for."""
    return getattr(conclusion, "review", None)


def item_for(user: User, pk: int) -> Item:
    """A matter of an inspection that *user* sees whole, or 404."""
    found = with_tasks(Item.objects.filter(pk=pk, inspection__in=inspections_of(user).values("pk"))).first()
    if found is None:
        raise Http404
    return found


def with_tasks(items: QuerySet[Item]) -> QuerySet[Item]:
    """*items* with all that a page or paper says of them: one query."""
    return items.select_related(
        "inspection__office", "stop__unit", "task", "assignment__task", "assignment__unit", "assignment__latest",
        "typed_by", "made_task",
    )  # fmt: skip


def items_shown(items: QuerySet[Item], inspection: Inspection, today: date) -> list[Item]:
    """*items* in the order of the route; of a plan that is not approved yet as they stand today."""
    found = list(with_tasks(items).order_by("stop__position", "stop__number", "number"))
    if inspection.approved_at is None:
        freeze(found, today)
    return found


def stops_shown(inspection: Inspection) -> list[Stop]:
    """The route of *inspection* with its conclusions, and how much was looked at: one query."""
    rows = inspection.stops.select_related("unit", "conclusion__review")
    rows = rows.annotate(all=Count("items"), seen=Count("items", filter=~Q(items__outcome=Outcome.OPEN)))
    return list(rows.order_by("position", "number"))


def earlier_visits(inspection: Inspection, units: Iterable[int]) -> dict[int, list[Stop]]:
    """Other inspections of these units in the year of this one, approved or under way, by the unit: one query.

    No repeated or many-headed inspection (政府督查工作条例, art. 15): who approves a plan sees it.
    """
    year = inspection.starts.year
    rows = Stop.objects.filter(unit__in=list(units), inspection__office=inspection.office_id)
    rows = rows.filter(inspection__state__in=(*_UNDER_WAY, InspectionState.PROPOSED), inspection__starts__year=year)
    found: dict[int, list[Stop]] = {}
    for stop in rows.exclude(inspection=inspection).select_related("inspection").order_by("-day", "-pk"):
        found.setdefault(stop.unit_id, []).append(stop)
    return found


def looked_at_before(inspection: Inspection) -> dict[int, Item]:
    """The tasks of this inspection that another of the same year looked at, by the item's key: one query."""
    mine = {
        (item.stop.unit_id, item.task_id): item.pk for item in inspection.items.select_related("stop") if item.task_id
    }
    rows = Item.objects.filter(
        task__in=[task for _unit, task in mine], inspection__office=inspection.office_id,
        inspection__state__in=_UNDER_WAY, inspection__starts__year=inspection.starts.year,
    )  # fmt: skip
    rows = rows.exclude(inspection=inspection).exclude(outcome=Outcome.OPEN).select_related("inspection", "stop")
    found = {(item.stop.unit_id, item.task_id): item for item in rows.order_by("seen_on", "pk")}
    return {mine[key]: item for key, item in found.items() if key in mine}


def took_part(inspection: Inspection) -> set[int]:
    """The keys of everybody who planned, approved, looked, wrote a conclusion or issued it."""
    people = {inspection.made_by_id, inspection.proposed_by_id, inspection.approved_by_id, inspection.ended_by_id}
    people |= set(inspection.team.values_list("pk", flat=True))
    people |= set(inspection.items.values_list("typed_by", flat=True))
    for pair in Conclusion.objects.filter(stop__inspection=inspection).values_list("drafted_by", "issued_by"):
        people |= set(pair)
    return {person for person in people if person is not None}


def plans_to_approve(user: User) -> QuerySet[Inspection]:
    """The plans that wait for another person's approval."""
    return Inspection.objects.filter(office=user.office_id or 0, state=InspectionState.PROPOSED)


def conclusions_to_issue(user: User) -> QuerySet[Conclusion]:
    """The conclusions that wait for another person than who wrote them."""
    waiting = Conclusion.objects.filter(state=ConclusionState.PROPOSED, stop__inspection__office=user.office_id or 0)
    return waiting.select_related("stop__inspection", "stop__unit", "drafted_by").order_by("pk")


def reviews_to_decide(user: User) -> QuerySet[ConclusionReview]:
    """The reviews that nobody has decided yet."""
    waiting = ConclusionReview.objects.filter(outcome=ReviewOutcome.OPEN)
    return waiting.filter(conclusion__stop__inspection__office=user.office_id or 0).order_by("decide_by", "pk")


def unfinished(user: User, today: date) -> QuerySet[Inspection]:
    """Inspections whose days are over and in which somebody still has to look or to conclude."""
    concluded = Conclusion.objects.filter(stop=OuterRef("pk"), state=ConclusionState.ISSUED)
    open_stops = Stop.objects.filter(~Exists(concluded), inspection=OuterRef("pk"))
    rows = Inspection.objects.filter(office=user.office_id or 0, state=InspectionState.APPROVED, ends__lt=today)
    return rows.filter(Exists(open_stops))
