"""Who sees which bulletins.

- Who drafts, approves and issues them (supervisors, their head, the principal) see every one of their office.
- Accountable leaders see what is issued, and what was withdrawn after it was issued; readers the same of 通报, since a
  专报 is written for a leader.
- A unit sees no bulletin here, only what is said of it (:func:`naming_for`).
- Nobody sees another office's.
"""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from luoshi.duban.accounts.access import may, roles_of
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right, Role
from luoshi.duban.organisations.queries import acting_units, of_units
from luoshi.duban.oversight.bulletins.models import Bulletin, Kind, Naming

_DRAFTS = frozenset({Role.SUPERVISOR, Role.HEAD_OF_SUPERVISION, Role.PRINCIPAL})
_PEOPLE = ("made_by", "last_editor", "proposed_by", "approved_by", "criticism_approved_by", "issued_by", "withdrawn_by")


def visible_to(user: User) -> QuerySet[Bulletin]:
    """The bulletins that *user* may see, as the module says."""
    if user.office_id is None or not may(user, Right.SEE_BULLETINS):
        return Bulletin.objects.none()
    found, roles = Bulletin.objects.filter(office=user.office_id), roles_of(user)
    if not _DRAFTS.isdisjoint(roles):
        return found
    issued = found.filter(issued_at__isnull=False)
    return issued if Role.ACCOUNTABLE_LEADER in roles else issued.filter(kind=Kind.BULLETIN)


def bulletin_for(user: User, pk: int) -> Bulletin:
    """The bulletin with the people of its course, or 404: never a hint that it exists."""
    found = visible_to(user).select_related("office", *_PEOPLE).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def namings_of(user: User) -> QuerySet[Naming]:
    """What was said of the units that *user* acts for, or of units that merged into them, and told to them."""
    if user.office_id is None or not may(user, Right.ANSWER_CRITICISM):
        return Naming.objects.none()
    found = Naming.objects.filter(of_units(acting_units(user)), is_current=True)
    return found.select_related("unit", "bulletin__office", "review__decided_by", "review__asked_by")


def naming_for(user: User, pk: int) -> Naming:
    """What is said of a unit that *user* acts for, or 404."""
    found = namings_of(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def naming_in_office(user: User, pk: int) -> Naming:
    """What is said of a unit in a bulletin that *user* may see, or 404."""
    found = (
        Naming.objects.filter(pk=pk, is_current=True, bulletin__in=visible_to(user))
        .select_related("unit", "bulletin__office", "review__decided_by", "review__asked_by")
        .first()
    )
    if found is None:
        raise Http404
    return found
