"""分管领导: who they are and which units are in the field of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from luoshi.duban.accounts.roles import Role
from luoshi.duban.organisations.models import Post, Unit
from luoshi.duban.organisations.queries import current


@dataclass(frozen=True, slots=True)
class Leader:
    """A post of an accountable leader with the name of who holds it today, and the units in its field."""

    post: int
    name: str
    units: frozenset[int]


def leaders_of(office: int, today: date) -> list[Leader]:
    """The accountable leaders of an office in the order of their posts: two queries.

    Units below those of the field belong to it.
    """
    held = Q(tenures__isnull=True) | current(today, "tenures__")
    posts = Post.objects.filter(office=office, role=Role.ACCOUNTABLE_LEADER, is_open=True).filter(held)
    names: dict[int, str] = {}
    fields: dict[int, set[int]] = defaultdict(set)
    rows = posts.order_by("pk").values_list("pk", "title", "tenures__person__name", "fields")
    for post, title, person, unit in rows:
        names[post] = f"{person}（{title}）" if person and person != title else title
        if unit is not None:
            fields[post].add(unit)
    below = _tree(office)
    return [Leader(post, name, frozenset(_with_below(fields[post], below))) for post, name in names.items()]


def leader_units(office: int, today: date) -> Mapping[int, set[int]]:
    """The units in the field of each leader's post, by its key."""
    return {one.post: set(one.units) for one in leaders_of(office, today)}


def _tree(office: int) -> Mapping[int, list[int]]:
    children: dict[int, list[int]] = defaultdict(list)
    rows = Unit.objects.filter(office=office, parent__isnull=False).values_list("pk", "parent_id")
    for pk, parent in rows:
        children[parent or 0].append(pk)
    return children


def _with_below(units: set[int], children: Mapping[int, list[int]]) -> set[int]:
    found, waiting = set(units), list(units)
    while waiting:
        fresh = [child for child in children.get(waiting.pop(), ()) if child not in found]
        found.update(fresh)
        waiting.extend(fresh)
    return found
