"""The office's units as a tree, and what is missing in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from luoshi.duban.accounts.models import Office
from luoshi.duban.accounts.roles import Role
from luoshi.duban.organisations.models import Alias, Membership, Tenure, Unit, UnitKind
from luoshi.duban.organisations.queries import current, units_in


@dataclass(slots=True)
class Line:
    """A unit in a list: how deep it stands, its other names, who holds its posts, how many members it has."""

    unit: Unit
    depth: int
    aliases: list[str]
    liaisons: list[str]
    heads: list[str]
    members: int = 0


def ordered(office: Office, on: date) -> list[tuple[int, int]]:
    """The keys of the units with their depth, each below its parent, in the office's order: one query."""
    rows = list(units_in(office, on).order_by("position", "pk").values_list("pk", "parent_id"))
    there = {pk for pk, _parent in rows}
    children: dict[int | None, list[int]] = {}
    for pk, parent in rows:
        children.setdefault(parent if parent in there else None, []).append(pk)
    found: list[tuple[int, int]] = []
    waiting = [(pk, 0) for pk in reversed(children.get(None, []))]
    while waiting:
        pk, depth = waiting.pop()
        found.append((pk, depth))
        waiting += [(child, depth + 1) for child in reversed(children.get(pk, []))]
    return found


def lines(page: list[tuple[int, int]], on: date) -> list[Line]:
    """The units of a page with what is shown of them: four queries, whatever their number."""
    keys = [pk for pk, _depth in page]
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=keys).select_related("parent")}
    found = {pk: Line(units[pk], depth, [], [], []) for pk, depth in page}
    for alias in Alias.objects.filter(unit__in=keys, until__isnull=True).order_by("pk"):
        found[alias.unit_id].aliases.append(alias.name)
    tenures = Tenure.objects.filter(current(on), post__unit__in=keys, post__is_open=True)
    for unit, role, name in tenures.order_by("starts", "pk").values_list("post__unit_id", "post__role", "person__name"):
        names = found[unit].liaisons if role == Role.LIAISON else found[unit].heads
        names.append(name)
    for group in Membership.objects.filter(current(on), group__in=keys).values_list("group_id", flat=True):
        found[group].members += 1
    return [found[pk] for pk in keys]


def without(role: Role, office: Office, on: date) -> QuerySet[Unit]:
    """The units that tasks may be given to (no groups) in which nobody holds a post of *role* on a day."""
    return units_in(office, on).exclude(kind=UnitKind.GROUP).exclude(pk__in=_held(role, on))


def vacancies(roles: Iterable[Role], office: Office, on: date) -> dict[Role, int]:
    """In how many units nobody holds a post of each role: one query."""
    wanted = list(roles)
    counts = {role.value.replace("-", "_"): Count("pk", filter=~Q(pk__in=_held(role, on))) for role in wanted}
    found = units_in(office, on).exclude(kind=UnitKind.GROUP).order_by().aggregate(**counts)
    return {role: found[role.value.replace("-", "_")] for role in wanted}


def _held(role: Role, on: date) -> QuerySet[Tenure, int | None]:
    """The units in which somebody holds such a post, for a subquery that does not look at each unit again."""
    held = Tenure.objects.filter(current(on), post__role=role, post__is_open=True, post__unit__isnull=False)
    return held.order_by().values_list("post__unit", flat=True)
