"""Hand over a whole set of posts at once: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Role
from luoshi.duban.organisations.access import right_for
from luoshi.duban.organisations.actions.add_person import Newcomer, add_person
from luoshi.duban.organisations.actions.appoint import appoint
from luoshi.duban.organisations.models import Post


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who is to hold a post: a person who is there, or the name (and telephone) of one who is not yet."""

    person: User | None = None
    name: str = ""
    username: str = ""
    telephone: str = ""


@dataclass(frozen=True, slots=True)
class PostChange:
    """One post and who holds it next; ``version`` is the post's, as it was seen."""

    post: Post
    candidate: Candidate
    version: int


@transaction.atomic
def change_posts(changes: Sequence[PostChange], *, starts: date, actor: User, reason: str = "") -> list[Newcomer]:
    """Appoint everybody in *changes* from *starts*; those who were given an account, with their first passwords.

    A new name that occurs twice is one person.  Raises as :func:`appoint` and :func:`add_person` do, and then
    nothing has changed.
    """
    newcomers: dict[tuple[str, str], Newcomer] = {}
    for change in changes:
        who = change.candidate
        person = who.person
        if person is None:
            key = ("".join(who.name.split()), who.username)
            if key not in newcomers:
                newcomers[key] = add_person(
                    change.post.office,
                    who.name,
                    actor=actor,
                    right=right_for(Role(change.post.role)),
                    username=who.username,
                    telephone=who.telephone,
                )
            person = newcomers[key].person
        appoint(change.post, person, starts=starts, actor=actor, version=change.version, reason=reason)
    return list(newcomers.values())
