"""Let a spreadsheet of units and people count: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.accounts.roles import Right, Role
from luoshi.duban.audit.recording import record
from luoshi.duban.organisations.access import require_in, right_for
from luoshi.duban.organisations.actions.add_alias import add_alias
from luoshi.duban.organisations.actions.add_person import FirstPassword, Newcomer, add_person, first_passwords
from luoshi.duban.organisations.actions.add_unit import add_unit
from luoshi.duban.organisations.actions.appoint import appoint
from luoshi.duban.organisations.actions.correct_start import correct_start
from luoshi.duban.organisations.actions.edit_unit import edit_unit
from luoshi.duban.organisations.actions.move_unit import move_unit
from luoshi.duban.organisations.actions.open_post import open_post
from luoshi.duban.organisations.actions.set_group_members import set_group_members
from luoshi.duban.organisations.models import Post, Tenure, Unit, UnitKind, UnitSheet
from luoshi.duban.organisations.sheets.compare import differences_of
from luoshi.duban.organisations.sheets.differences import Differences, PersonChange, Status, UnitChange
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.spreadsheets.problems import FaultyCells


def take_over_sheet(sheet: UnitSheet, *, actor: User, digest: str) -> list[Newcomer]:
    """Do what :func:`differences_of` shows; *digest* is that of the differences which were looked at.

    The accounts that were made, with their first passwords.  Raises :class:`FaultyCells` where something is wrong,
    :class:`ChangedMeanwhile` where the file would do something else by now; nothing has changed then.
    """
    require_in(actor, Right.MANAGE_UNITS, sheet.office)
    on = clock.today()
    differences = differences_of(bytes(sheet.content), sheet.name, sheet.office, actor=actor, on=on)
    # Hashing passwords is slow on purpose: it happens before the database is locked.
    return _take_over(sheet, actor, digest, first_passwords(differences.newcomers), on)


@transaction.atomic
def _take_over(sheet: UnitSheet, actor: User, digest: str, passwords: list[FirstPassword], on: date) -> list[Newcomer]:
    kept = UnitSheet.objects.select_for_update().get(pk=sheet.pk)
    if kept.taken_over_at is not None:
        raise Refused("taken-over", f"“{kept.name}”已经导入过。", f"{kept.name} was taken over already.")
    differences = differences_of(bytes(kept.content), kept.name, kept.office, actor=actor, on=on)
    if differences.problems:
        raise FaultyCells(differences.problems)
    if differences.digest != digest:
        raise ChangedMeanwhile(kept.name)
    _write_units(kept.office, differences.units, actor, on)
    newcomers = _write_people(kept.office, differences.people, actor, on, iter(passwords))
    kept.taken_over_at = clock.now()
    kept.save(update_fields=("taken_over_at",))
    _record(kept, differences, actor)
    return newcomers


def _record(sheet: UnitSheet, differences: Differences, actor: User) -> None:
    after = {"sha256": sheet.sha256, **{status: list(pair) for status, pair in differences.counts.items()}}
    record("unit.sheet-taken-over", sheet, office=sheet.office.key, actor=actor.actor, after=after)


def _write_units(office: Office, changes: list[UnitChange], actor: User, on: date) -> None:
    units = {unit.name: unit for unit in Unit.objects.filter(office=office, ends__isnull=True).select_related("office")}
    position = max((unit.position for unit in units.values()), default=-1)
    for change in _parents_first(changes):
        position += 1
        units[change.row.name] = add_unit(
            office,
            change.row.name,
            actor=actor,
            kind=change.row.kind or UnitKind.ORGANISATION,
            short_name=change.row.short_name,
            parent=units[change.parent] if change.parent else None,
            position=position,
            aliases=change.new_aliases,
        )
    for change in changes:
        if change.status is Status.CHANGED:
            _edit(units[change.row.name], change, units, actor)
    for group, members in _joining(changes).items():
        _join(units[group], [units[name] for name in members], actor, on)


def _parents_first(changes: list[UnitChange]) -> list[UnitChange]:
    """The new units so that each stands behind its parent; the order of the sheet otherwise."""
    waiting = {change.row.name: change for change in changes if change.status is Status.NEW}
    found: list[UnitChange] = []
    for change in list(waiting.values()):
        above = [change]
        while above[-1].parent in waiting and above[-1].parent != change.row.name:
            above.append(waiting[above[-1].parent])
        found += [one for one in reversed(above) if waiting.pop(one.row.name, None) is not None]
    return found


def _edit(unit: Unit, change: UnitChange, units: dict[str, Unit], actor: User) -> None:
    row = change.row
    if row.kind or row.short_name:
        kind = row.kind or UnitKind(unit.kind)
        edit_unit(unit, actor=actor, version=unit.version, short_name=row.short_name or unit.short_name, kind=kind)
    if change.parent:
        move_unit(unit, units[change.parent], actor=actor, version=unit.version)
    for alias in change.new_aliases:
        add_alias(unit, alias, actor=actor)


def _joining(changes: list[UnitChange]) -> dict[str, list[str]]:
    joining: dict[str, list[str]] = {}
    for change in changes:
        for group in change.new_groups:
            joining.setdefault(group, []).append(change.row.name)
        if change.new_members:
            joining.setdefault(change.row.name, []).extend(change.new_members)
    return joining


def _join(group: Unit, joining: list[Unit], actor: User, on: date) -> None:
    there = [row.member for row in group.memberships.filter(ends__isnull=True).select_related("member")]
    members = list(dict.fromkeys([*there, *joining]))
    set_group_members(group, members, on=on, actor=actor, version=group.version)


def _write_people(
    office: Office, changes: list[PersonChange], actor: User, on: date, passwords: Iterator[FirstPassword]
) -> list[Newcomer]:
    people = {person.pk: person for person in User.objects.filter(pk__in=[c.person for c in changes if c.person])}
    units = {unit.name: unit for unit in Unit.objects.filter(office=office, ends__isnull=True)}
    newcomers: dict[str, Newcomer] = {}
    for change in changes:
        row = change.row
        if change.status is Status.SAME:
            continue
        if change.person is not None:
            person = people[change.person]
        else:
            if change.key not in newcomers:
                newcomers[change.key] = add_person(
                    office,
                    row.name,
                    actor=actor,
                    right=right_for(row.role),
                    username=change.key,
                    telephone=row.telephone,
                    password=next(passwords, None),
                )
            person = newcomers[change.key].person
        _note_telephone(person, row.telephone, actor, office)
        if change.tenure is not None and row.starts is not None:
            tenure = Tenure.objects.select_related("post__office", "person").get(pk=change.tenure)
            correct_start(tenure, row.starts, actor=actor, version=tenure.post.version)
        if change.status is Status.NEW:
            post = _post_of(change, office, units, actor)
            appoint(post, person, starts=row.starts or on, actor=actor, version=post.version)
    return list(newcomers.values())


def _post_of(change: PersonChange, office: Office, units: dict[str, Unit], actor: User) -> Post:
    if change.post is not None:
        return Post.objects.select_related("office", "unit").get(pk=change.post)
    unit = units.get(change.unit) if change.unit else None
    return open_post(office, Role(change.row.role), actor=actor, unit=unit, title=change.row.title)


def _note_telephone(person: User, telephone: str, actor: User, office: Office) -> None:
    if not telephone or telephone == person.telephone:
        return
    before, person.telephone = person.telephone, telephone
    User.objects.filter(pk=person.pk).update(telephone=telephone, version=person.version + 1)
    record(
        "account.edited",
        person,
        office=office.key,
        actor=actor.actor,
        before={"telephone": before},
        after={"telephone": telephone},
    )
