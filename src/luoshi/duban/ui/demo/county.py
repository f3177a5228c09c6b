"""Put the demonstration's county into an empty installation, by the same actions that people use."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.accounts.founding import appoint_administrators, open_office
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.accounts.roles import Role
from luoshi.duban.audit.recording import coming_from
from luoshi.duban.organisations.access import right_for
from luoshi.duban.organisations.actions.add_alias import add_alias
from luoshi.duban.organisations.actions.add_person import add_person
from luoshi.duban.organisations.actions.add_unit import add_unit
from luoshi.duban.organisations.actions.appoint import appoint
from luoshi.duban.organisations.actions.open_post import open_post
from luoshi.duban.organisations.actions.set_fields import set_fields
from luoshi.duban.organisations.actions.set_group_members import set_group_members
from luoshi.duban.organisations.models import Post, Unit, UnitKind
from luoshi.duban.registers.actions.add_register import add_register
from luoshi.duban.registers.models import Register
from luoshi.duban.registers.settings import Settings


@cache
def description() -> Mapping[str, Any]:
    """The county as ``county.toml`` describes it."""
    return tomllib.loads(resources.files("luoshi.duban.ui.demo").joinpath("county.toml").read_text("utf-8"))


@dataclass
class County:
    """What was made: the units by name, the people and their first passwords by login name."""

    office: Office
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    passwords: dict[str, str] = field(default_factory=dict)
    register: Register | None = None


@transaction.atomic
def raise_county(year: int | None = None) -> County:
    """The county with its units, posts and people, and the register of *year*, this one where none is given."""
    told = description()
    with coming_from("command"):
        county = County(open_office(**told["office"]))
        security = _appoint_administrators(county, told["administrators"])
        posts = [(one, _appoint(county, one, Role(one["role"]), security)) for one in told["people"]]
        head = next(county.people[one["username"]] for one in told["people"] if one["role"] == Role.HEAD_OF_SUPERVISION)
        _add_units(county, told["units"], head)
        _add_groups(county, told["groups"], told["units"], head)
        for one, post in posts:
            if fields := [county.units[name] for name in one.get("fields", ())]:
                post.refresh_from_db()
                set_fields(post, fields, actor=security, version=post.version)
        settings = _register_of(clock.today().year if year is None else year, told["register"])
        county.register = add_register(county.office, settings, actor=head)
    return county


def _register_of(year: int, told: Mapping[str, Any]) -> Settings:
    return Settings(**{**told, "name": told["name"].format(year=year), "year": year})


def _appoint_administrators(county: County, told: Sequence[Mapping[str, Any]]) -> User:
    """The three administrators; gives the one who fills posts."""
    newcomers = appoint_administrators((one["username"], one["name"], Role(one["role"])) for one in told)
    for newcomer in newcomers:
        county.passwords[newcomer.person.username] = newcomer.password
    return next(newcomer.person for newcomer in newcomers if newcomer.role is Role.SECURITY_ADMINISTRATOR)


def _appoint(county: County, one: Mapping[str, Any], role: Role, actor: User, unit: Unit | None = None) -> Post:
    """Open a post and appoint a new person to it, since the county's first day; gives the post."""
    post = open_post(county.office, role, actor=actor, unit=unit, title=one.get("title", ""))
    newcomer = add_person(county.office, one["name"], actor=actor, right=right_for(role), username=one["username"])
    appoint(post, newcomer.person, starts=_since(), actor=actor, version=post.version)
    county.people[one["username"]] = newcomer.person
    county.passwords[one["username"]] = newcomer.password
    return post


def _add_units(county: County, units: Sequence[Mapping[str, Any]], actor: User) -> None:
    for one in units:
        kind = UnitKind(one.get("kind", UnitKind.ORGANISATION))
        unit = add_unit(
            county.office, one["name"], actor=actor, kind=kind, short_name=one.get("short", ""), starts=_since()
        )
        county.units[unit.name] = unit
        for alias in (*([one["short"]] if "short" in one else []), *one.get("aliases", ())):
            add_alias(unit, alias, actor=actor)
        for role, key in ((Role.LIAISON, "liaison"), (Role.UNIT_HEAD, "head")):
            if key in one:
                _appoint(county, one[key], role, actor, unit)


def _add_groups(
    county: County, groups: Sequence[Mapping[str, Any]], units: Sequence[Mapping[str, Any]], actor: User
) -> None:
    towns = [one["name"] for one in units if one.get("town")]
    departments = [one["name"] for one in units if one["name"].startswith("青禾县") and "kind" not in one]
    members = {"towns": towns, "departments": departments}
    for one in groups:
        group = add_unit(county.office, one["name"], actor=actor, kind=UnitKind.GROUP, starts=_since())
        county.units[group.name] = group
        for alias in one["aliases"]:
            add_alias(group, alias, actor=actor)
        group.refresh_from_db()
        set_group_members(
            group,
            [county.units[name] for name in members[one["members"]]],
            on=clock.today(),
            actor=actor,
            version=group.version,
        )


def _since() -> date:
    since = description()["since"]
    if not isinstance(since, date):
        raise TypeError("county.toml: since is no date")
    return since
