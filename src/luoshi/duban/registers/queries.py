"""The one door to registers."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.registers.models import Register


def visible_to(user: User) -> QuerySet[Register]:
    """The registers whose settings *user* may see: those of the own office, the newest year first."""
    if user.office is None or not may(user, Right.SEE_REGISTERS):
        return Register.objects.none()
    return Register.objects.filter(office=user.office)


def register_for(user: User, pk: int) -> Register:
    """The register, or 404: never a hint that it exists."""
    register = visible_to(user).select_related("office").filter(pk=pk).first()
    if register is None:
        raise Http404
    return register


def open_registers(office: Office) -> QuerySet[Register]:
    """The registers into which tasks may still go, the newest year first."""
    return Register.objects.filter(office=office, is_open=True)
