"""Merge units into one: names, groups, posts and open work go with them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.locking import change_seen
from luoshi.duban.organisations.access import require_in
from luoshi.duban.organisations.actions.close_post import shut
from luoshi.duban.organisations.actions.dissolve_unit import leave_groups
from luoshi.duban.organisations.dates import require_not_later, require_there
from luoshi.duban.organisations.models import Alias, Membership, Post, Unit, UnitKind
from luoshi.duban.organisations.moving import Count, move_open_work, open_work
from luoshi.duban.organisations.names import holder
from luoshi.duban.problems import Refused


@dataclass(frozen=True, slots=True)
class Merger:
    """What a merger moves, before or after it happened."""

    names: list[str]
    posts: list[Post]
    groups: list[str]
    children: list[Unit]
    fields: list[Post]
    work: list[Count]


def foresee(sources: Sequence[Unit], into: Unit) -> Merger:
    """What :func:`merge_units` would move; changes nothing."""
    aliases = Alias.objects.filter(unit__in=sources).order_by("name").values_list("name", flat=True)
    groups = Membership.objects.filter(member__in=sources, ends__isnull=True).values_list("group__name", flat=True)
    return Merger(
        names=[*(unit.name for unit in sources), *aliases],
        posts=list(
            Post.objects.filter(unit__in=sources, is_open=True)
            .select_related("unit")
            .prefetch_related("tenures__person")
        ),
        groups=sorted(set(groups)),
        children=list(Unit.objects.filter(parent__in=sources, ends__isnull=True).exclude(pk=into.pk)),
        fields=list(Post.objects.filter(fields__in=sources, is_open=True).distinct()),
        work=open_work(sources),
    )


@transaction.atomic
def merge_units(  # noqa: PLR0913 -- who, what, when and why
    sources: Sequence[Unit],
    into: Unit,
    *,
    on: date,
    actor: User,
    ending: Collection[Post] = (),
    reason: str = "",
) -> Merger:
    """Merge *sources* into *into* on a day, today at the latest.

    Their names and aliases mean the new unit from then on; groups, units below them, posts (but for those in
    *ending*, which close), fields of accountable leaders and open work move.  The merged units stay on record.
    Raises :class:`Refused` where units cannot be merged, :class:`ChangedMeanwhile` where one has changed.
    """
    require_in(actor, Right.MANAGE_UNITS, into.office)
    _require_mergeable(sources, into, on)
    merger = foresee(sources, into)
    change_seen(into, into.version, parent=_above(sources, into))
    for post in merger.posts:
        if post in ending:
            shut(post, on)
        else:
            change_seen(post, post.version, unit=into)
    for unit in sources:
        _take_over(unit, into, on, actor)
    for post in merger.fields:
        post.fields.remove(*sources)
        post.fields.add(into)
    work = move_open_work(sources, into, actor=actor, on=on)
    merger.work[:] = work
    record(
        "unit.took-over",
        into,
        office=into.office.key,
        actor=actor.actor,
        after={
            "units": [unit.name for unit in sources],
            "on": on.isoformat(),
            "names": merger.names,
            "posts": [post.pk for post in merger.posts],
            "closed_posts": [post.pk for post in merger.posts if post in ending],
            "groups": merger.groups,
            "work": {count.what: count.number for count in work},
        },
        reason=reason,
    )
    return merger


def _require_mergeable(sources: Sequence[Unit], into: Unit, on: date) -> None:
    require_not_later(on, "合并日期", "The day of the merger")
    if not sources:
        raise Refused("nothing", "请选择要并入的单位。", "Choose the units to be merged.")
    require_there(into, on)
    for unit in sources:
        require_there(unit, on)
        if unit.pk == into.pk or unit.office_id != into.office_id:
            raise Refused("itself", f"“{unit.name}”不能并入自身。", f"{unit.name} cannot be merged into itself.")
        if (unit.kind == UnitKind.GROUP) != (into.kind == UnitKind.GROUP):
            raise Refused(
                "group-and-unit",
                f"“{unit.name}”和“{into.name}”一个是单位组、一个不是，不能合并。",
                f"Only one of {unit.name} and {into.name} is a group; they cannot be merged.",
            )


def _above(sources: Sequence[Unit], into: Unit) -> Unit | None:
    """The parent of *into* once its own parent may have been merged into it."""
    merged = {unit.pk for unit in sources}
    above = into.parent
    while above is not None and above.pk in merged:
        above = above.parent
    return above


def _take_over(unit: Unit, into: Unit, on: date, actor: User) -> None:
    """Let *into* stand in the place of *unit*: names, groups, the units below."""
    office = into.office
    change_seen(unit, unit.version, ends=on, merged_into=into)
    Alias.objects.filter(unit=unit).update(unit=into, until=None)
    for name in (unit.name, unit.short_name):
        if name and holder(office, name) is None:
            Alias.objects.create(office=office, unit=into, name=name, noted_by=actor)
    _join_groups(unit, into, on)
    leave_groups(unit, on)
    for child in Unit.objects.filter(parent=unit, ends__isnull=True).exclude(pk=into.pk):
        change_seen(child, child.version, parent=into)
    record(
        "unit.merged",
        unit,
        office=office.key,
        actor=actor.actor,
        before={"ends": None},
        after={"ends": on.isoformat(), "into": into.name},
    )


def _join_groups(unit: Unit, into: Unit, on: date) -> None:
    """The groups of *unit*, and its members where it is a group, become those of *into*."""
    there = set(Membership.objects.filter(member=into, ends__isnull=True).values_list("group", flat=True))
    for key in Membership.objects.filter(member=unit, ends__isnull=True).values_list("group", flat=True):
        if key not in there:
            Membership.objects.create(group_id=key, member=into, starts=on)
    members = set(Membership.objects.filter(group=into, ends__isnull=True).values_list("member", flat=True))
    for key in Membership.objects.filter(group=unit, ends__isnull=True).values_list("member", flat=True):
        if key not in members:
            Membership.objects.create(group=into, member_id=key, starts=on)
