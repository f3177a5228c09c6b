"""May this person do that?  Asks the table in :mod:`.roles` and the providers of roles."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import RoleGrant, User
from luoshi.duban.accounts.roles import ALLOWED, Right, Role

#: Gives the roles of people on a day, each with the person's key.
Provider = Callable[[Collection[User], date], Iterable[tuple[int, Role]]]
_providers: list[Provider] = []


def provide_roles(provider: Provider) -> None:
    """Let an app above this one say which roles a person has (posts, :mod:`luoshi.duban.organisations`)."""
    if provider not in _providers:
        _providers.append(provider)


def roles_of(user: User, on: date | None = None) -> frozenset[Role]:
    """The roles of *user* on a day, today by default.  Asked once a request and kept on the person."""
    if on is not None:
        return _read(user, on)
    day = clock.today()
    kept: tuple[date, frozenset[Role]] | None = user.__dict__.get("_roles")
    if kept is None or kept[0] != day:
        kept = (day, _read(user, day))
        user.__dict__["_roles"] = kept
    return kept[1]


def roles_of_many(people: Collection[User], on: date) -> dict[int, frozenset[Role]]:
    """The roles of many people on a day, by the people's keys, in as many queries as for one."""
    active = [user for user in people if user.is_active]
    held: dict[int, set[Role]] = {user.pk: set() for user in people}
    current = RoleGrant.objects.filter(Q(ends__isnull=True) | Q(ends__gt=on), starts__lte=on, user__in=active)
    for key, role in current.values_list("user", "role"):
        held[key].add(Role(role))
    for provider in _providers:
        for key, role in provider(active, on):
            held[key].add(role)
    return {key: frozenset(roles) for key, roles in held.items()}


def _read(user: User, on: date) -> frozenset[Role]:
    return roles_of_many([user], on)[user.pk] if user.is_active else frozenset()


def may(user: User | AnonymousUser, right: Right) -> bool:
    """Whether one of the person's roles has *right*.  One's own account is open also to who has no role yet."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return right is Right.SEE_OWN_ACCOUNT or not ALLOWED[right].isdisjoint(roles_of(user))


def require(user: User | AnonymousUser, right: Right) -> None:
    """Raise :class:`PermissionDenied` where *user* lacks *right*."""
    if not may(user, right):
        raise PermissionDenied(_("您没有“%(right)s”的权限。") % {"right": right.label})
