"""What a name means: one name, one unit, in an office and on a day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from luoshi.duban.accounts.models import Office
from luoshi.duban.organisations.models import Alias, Unit
from luoshi.duban.organisations.queries import units_in
from luoshi.duban.problems import Refused

_SPACE = re.compile(r"\s+")
_SEPARATOR = re.compile(r"[、，,；;\n|]+")
#: A unit merged into one that was merged later on is followed that far; a circle cannot be longer.
_FURTHEST = 20


@dataclass(frozen=True, slots=True)
class Found:
    """A unit that a search found; ``through`` is the alias that matched, where it was not the name itself."""

    unit: Unit
    through: str = ""


def tidy(name: str) -> str:
    """A name as it is kept: without any white space, which no unit's name has."""
    return _SPACE.sub("", name)


def parts(words: str) -> list[str]:
    """The names in *words*, parted by 、 or another separator, each once, in their order."""
    return list(dict.fromkeys(name for word in _SEPARATOR.split(words) if (name := tidy(word))))


def resolve(office: Office, name: str, on: date) -> Unit | None:
    """The unit that *name* meant on a day, or ``None`` where none or more than one could be meant.

    Tried in turn: the official name, an alias or former name, a short name that only one unit has.
    A unit that had been merged by that day stands for the one it was merged into.
    """
    key = tidy(name)
    if not key:
        return None
    exact = units_in(office, on).filter(name=key).first()
    if exact is not None:
        return exact
    alias = Alias.objects.filter(office=office, name=key).select_related("unit__merged_into").first()
    if alias is not None:
        return survivor(alias.unit, on)
    short = list(units_in(office, on).filter(short_name=key)[:2])
    return short[0] if len(short) == 1 else None


def survivor(unit: Unit, on: date) -> Unit | None:
    """*unit*, or what it had become by a day; ``None`` where it was dissolved by then or not yet founded."""
    for _ in range(_FURTHEST):
        if unit.ends is None or unit.ends > on:
            return unit if unit.starts is None or unit.starts <= on else None
        if unit.merged_into is None:
            return None
        unit = unit.merged_into
    return None


def search(office: Office, words: str, on: date, *, kind: str = "", limit: int = 12) -> list[Found]:
    """The units whose name, short name or an alias holds *words*; those that are it or begin with it come first.

    Two queries, whatever the number of units; without words the first units in their order.
    """
    key = tidy(words)
    units = matching(office, key, on)
    found = list((units.filter(kind=kind) if kind else units)[:limit])
    if not key:
        return [Found(unit) for unit in found]
    by_alias: dict[int, str] = {}
    for alias in Alias.objects.filter(unit__in=found, name__icontains=key).order_by("-name"):
        by_alias[alias.unit_id] = alias.name
    return [Found(unit, "" if _holds(unit, key) else by_alias.get(unit.pk, "")) for unit in found]


def matching(office: Office, key: str, on: date) -> QuerySet[Unit]:
    """The office's units on a day in which *key* occurs, best first."""
    units = units_in(office, on).select_related("parent")
    if not key:
        return units
    # Subqueries that do not look at each unit again: a database without statistics would scan all aliases for each.
    aliases = Alias.objects.filter(office=office).values("unit")
    whole = Q(name=key) | Q(short_name=key) | Q(pk__in=aliases.filter(name=key))
    opening = (
        Q(name__istartswith=key) | Q(short_name__istartswith=key) | Q(pk__in=aliases.filter(name__istartswith=key))
    )
    inside = Q(name__icontains=key) | Q(short_name__icontains=key) | Q(pk__in=aliases.filter(name__icontains=key))
    rank = Case(When(whole, then=Value(0)), When(opening, then=Value(1)), default=Value(2), output_field=IntegerField())
    return units.filter(inside).annotate(rank=rank).order_by("rank", "position", "pk")


def _holds(unit: Unit, key: str) -> bool:
    return key.lower() in unit.name.lower() or key.lower() in unit.short_name.lower()


def require_free(office: Office, name: str, *, but: Unit | None = None) -> None:
    """Raise :class:`Refused` where *name* already means another unit than *but*."""
    taken = holder(office, name)
    if taken is not None and taken != but:
        raise Refused(
            "name-taken",
            f"“{name}”已是“{taken.name}”的名称或别名，一个名称只能对应一个单位。",
            f"{name} is already a name or alias of {taken.name}; one name means one unit.",
        )


def holder(office: Office, name: str) -> Unit | None:
    """The unit that has *name* as its official name now, or as an alias."""
    unit = Unit.objects.filter(office=office, name=name, ends__isnull=True).first()
    if unit is not None:
        return unit
    alias = Alias.objects.filter(office=office, name=name).select_related("unit").first()
    return None if alias is None else alias.unit


def require_name(name: str) -> str:
    """*name* as it is kept; raises :class:`Refused` where nothing is left, or too much."""
    kept = tidy(name)
    if not kept:
        raise Refused("no-name", "请填写名称。", "A name is required.")
    if len(kept) > 100:
        raise Refused(
            "long-name", f"名称“{kept[:20]}……”超过100字。", f"The name {kept[:20]}… has more than 100 characters."
        )
    return kept


def names_over_time(unit: Unit, aliases: Iterable[Alias]) -> list[tuple[str, date | None, date | None]]:
    """The official names of *unit* with the first day and the first day without, newest first; *aliases* are its."""
    former = sorted((alias.until, alias.name) for alias in aliases if alias.until is not None)
    own = [(until, name) for until, name in former if unit.starts is None or until > unit.starts]
    spans: list[tuple[str, date | None, date | None]] = []
    since = unit.starts
    for until, name in own:
        spans.append((name, since, until))
        since = until
    spans.append((unit.name, since, unit.ends))
    return spans[::-1]
