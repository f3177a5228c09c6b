"""The one door to people: which accounts an administrator manages."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office, RoleGrant, Session, User
from luoshi.duban.accounts.roles import Role


def people_visible_to(user: User) -> QuerySet[User]:
    """The accounts of the administrator's office; an administrator of the installation manages all."""
    people = User.objects.select_related("office")
    return people if user.office_id is None else people.filter(office=user.office_id)


def person_for(user: User, pk: int) -> User:
    """The account, or 404: never a hint that it exists."""
    person = people_visible_to(user).filter(pk=pk).first()
    if person is None:
        raise Http404
    return person


def offices_visible_to(user: User) -> QuerySet[Office]:
    """The offices whose accounts *user* manages."""
    offices = Office.objects.order_by("name")
    return offices if user.office_id is None else offices.filter(pk=user.office_id)


def recorded_offices() -> list[str]:
    """The keys of the offices that must have a record, from their opening on; empty: the installation's own."""
    keys = list(Office.objects.order_by("key").values_list("key", flat=True))
    return [*keys, ""] if User.objects.filter(office=None).exists() else keys


def search(people: QuerySet[User], words: str, state: str) -> QuerySet[User]:
    """Narrow a list of people by name, login name or telephone, and by state: ``active``, ``off``, ``never``."""
    for word in words.split():
        people = people.filter(Q(name__icontains=word) | Q(username__icontains=word) | Q(telephone__contains=word))
    if state == "active":
        people = people.filter(is_active=True)
    elif state == "off":
        people = people.filter(is_active=False)
    elif state == "never":
        people = people.filter(last_login=None)
    return people.annotate(signed_in=Exists(Session.objects.filter(user=OuterRef("pk")))).order_by(
        "-is_active", "office__name", "name", "pk"
    )


def grant_of(person: User) -> RoleGrant | None:
    """The administrator's role that *person* holds today."""
    today = clock.today()
    held = person.grants.filter(Q(ends__isnull=True) | Q(ends__gt=today), starts__lte=today)
    return held.order_by("-starts").first()


def granted_role(person: User) -> Role | None:
    """The same, as a role."""
    grant = grant_of(person)
    return None if grant is None else Role(grant.role)
