"""The one door to letters: the office sees all of its own, a unit those that were issued to it; else 404."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from luoshi.duban.accounts.access import may, roles_of
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.accounts.roles import Right, Role
from luoshi.duban.organisations.queries import acting_units, acts_for, of_units
from luoshi.duban.oversight.letters.models import Letter, LetterRules, LetterState

_OFFICE = frozenset({Role.SUPERVISOR, Role.HEAD_OF_SUPERVISION, Role.PRINCIPAL})


def letters_visible_to(user: User) -> QuerySet[Letter]:
    """The letters that *user* may see, the newest first."""
    if user.office_id is None or not may(user, Right.SEE_TASKS):
        return Letter.objects.none()
    letters = Letter.objects.filter(office=user.office_id).select_related("unit", "office", "prepared_by")
    if not _OFFICE.isdisjoint(roles_of(user)):
        return letters
    sent = (LetterState.ISSUED, LetterState.WITHDRAWN)
    return letters.filter(_of_units(user), state__in=sent, issued_on__isnull=False)


def _of_units(user: User) -> Q:
    """A condition for letters to the units that *user* acts for, or to units that merged into them."""
    return of_units(acting_units(user))


def is_for(user: User, letter: Letter) -> bool:
    """Whether *user* acts for the unit that *letter* went to, or for the one that it merged into."""
    return acts_for(user, letter.unit)


def letter_for(user: User, pk: int) -> Letter:
    """The letter, or 404: never a hint that it exists."""
    people = ("approved_by", "issued_by", "signed_by", "answered_by")
    found = letters_visible_to(user).select_related(*people).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def rules_of(office: Office) -> LetterRules:
    """The office's rules; those it begins with where it has set none (not saved)."""
    return LetterRules.objects.filter(office=office).first() or LetterRules(office=office, version=0)


def unanswered(today: date | None = None) -> Q:
    """A condition for letters that wait for their unit; with *today*, those whose limit has passed."""
    open_ones = Q(state=LetterState.ISSUED, answered_at__isnull=True)
    return open_ones if today is None else open_ones & Q(answer_by__lt=today)


def awaiting_unit(user: User) -> QuerySet[Letter]:
    """The letters that wait for the units that *user* acts for."""
    if user.office_id is None or not may(user, Right.REPORT):
        return Letter.objects.none()
    mine = Letter.objects.filter(unanswered(), _of_units(user), office=user.office_id)
    return mine.select_related("unit").order_by("answer_by", "pk")


def awaiting_office(user: User, today: date) -> QuerySet[Letter]:
    """What the office has to see to: letters to approve or to send, and answers that are overdue."""
    if user.office_id is None:
        return Letter.objects.none()
    moving = Q(state__in=(LetterState.PREPARED, LetterState.APPROVED))
    return Letter.objects.filter(moving | unanswered(today), office=user.office_id).order_by("pk")
