"""Who may change a register."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.accounts.roles import Right


def require_manager(actor: User, office: Office) -> None:
    """Raise :class:`PermissionDenied` where *actor* may not set registers, or only in another office."""
    require(actor, Right.MANAGE_REGISTERS)
    if actor.office_id != office.pk:
        raise PermissionDenied(_("这不属于您所在的机构。"))
