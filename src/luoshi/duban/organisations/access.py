"""Who may change which unit and which post."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from luoshi.duban.accounts.access import may, require
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.accounts.roles import ADMINISTRATORS, Right, Role

#: The posts that belong to a unit; every other post is of the office, and filling it grants a sensitive role.
UNIT_ROLES = frozenset({Role.LIAISON, Role.UNIT_HEAD})
OFFICE_ROLES = frozenset(Role) - UNIT_ROLES - ADMINISTRATORS


def right_for(role: Role) -> Right:
    """The right that opening and filling a post of *role* takes."""
    return Right.MANAGE_UNIT_POSTS if role in UNIT_ROLES else Right.GRANT_ROLES


def may_fill(actor: User, role: Role) -> bool:
    """Whether *actor* may open and fill posts of *role*."""
    return may(actor, right_for(role))


def require_in(actor: User, right: Right, office: Office) -> None:
    """Raise :class:`PermissionDenied` where *actor* lacks *right*, or has it in another office only."""
    require(actor, right)
    if actor.office_id is not None and actor.office_id != office.pk:
        raise PermissionDenied(_("这不属于您所在的机构。"))


def office_of(user: User, key: str = "") -> Office | None:
    """The office whose units *user* works with: their own.

    An administrator of the installation has none: the office that *key* names, else the first.
    """
    if user.office is not None:
        return user.office
    offices = Office.objects.order_by("pk")
    return (offices.filter(key=key).first() if key else None) or offices.first()
