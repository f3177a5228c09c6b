"""The people of an office, found by a part of their name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from luoshi.duban.accounts.models import Office, User
from luoshi.duban.organisations.models import Tenure
from luoshi.duban.organisations.queries import current


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person, and what they are on that day (``青禾县水利局 联络员``)."""

    person: User
    posts: str


def search_people(office: Office, words: str, on: date, *, limit: int = 12) -> list[FoundPerson]:
    """The office's people with an account in use whose name or user name holds *words*, by name."""
    key = words.strip()
    people = User.objects.filter(office=office, is_active=True)
    if key:
        people = people.filter(Q(name__icontains=key) | Q(username__icontains=key) | Q(telephone__startswith=key))
    found = list(people.order_by("name", "pk")[:limit])
    held: dict[int, list[str]] = {}
    tenures = Tenure.objects.filter(current(on), person__in=found, post__is_open=True)
    for tenure in tenures.select_related("post__unit", "post__office"):
        held.setdefault(tenure.person_id, []).append(str(tenure.post))
    return [FoundPerson(person, "、".join(held.get(person.pk, []))) for person in found]
