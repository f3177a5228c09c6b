"""Who holds the posts that reminders go to, and what happens where nobody does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from luoshi.duban.accounts.models import Office, User
from luoshi.duban.organisations.models import Tenure, Unit
from luoshi.duban.organisations.queries import current
from luoshi.duban.oversight.reminders.rules import LADDER, Level


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person who is reminded at a level; ``instead_of`` names the level below that nobody holds."""

    person: User
    level: Level
    instead_of: Level | None = None


@dataclass(frozen=True, slots=True)
class Vacant:
    """A level of a unit that nobody holds; ``passed_to`` is the next one above that somebody does."""

    unit: int
    level: Level
    passed_to: Level | None


@dataclass(slots=True)
class Holders:
    """The people of an office on a day, by unit and level."""

    parents: dict[int, int | None] = field(default_factory=dict)
    held: dict[tuple[int, Level], list[User]] = field(default_factory=dict)

    @classmethod
    def of(cls, office: Office, on: date) -> Self:
        """Read from the posts: three queries.  An account that is switched off holds nothing."""
        found = cls(dict(Unit.objects.filter(office=office).values_list("pk", "parent_id")))
        posts = Tenure.objects.filter(
            current(on), post__office=office, post__is_open=True, post__role__in=LADDER, person__is_active=True
        )
        tenures = list(posts.select_related("person", "post").order_by("starts", "pk"))
        leading = [tenure.post_id for tenure in tenures if tenure.post.role == Level.LEADER]
        fields: dict[int, list[int]] = {}
        through = Unit.accountable_posts.through.objects.filter(post__in=leading)
        for row in through.order_by("pk"):
            fields.setdefault(row.post_id, []).append(row.unit_id)
        for tenure in tenures:
            level = Level(tenure.post.role)
            units = fields.get(tenure.post_id, ()) if level is Level.LEADER else (tenure.post.unit_id,)
            for unit in units:
                if unit is not None:
                    found._add(unit, level, tenure.person)
        return found

    def _add(self, unit: int, level: Level, person: User) -> None:
        there = self.held.setdefault((unit, level), [])
        if person not in there:
            there.append(person)

    def at(self, unit: int, level: Level) -> list[User]:
        """Who holds *level* of *unit*; a leader answers for the units below those of the field as well."""
        if level is not Level.LEADER:
            return self.held.get((unit, level), [])
        place: int | None = unit
        while place is not None:
            if (place, level) in self.held:
                return self.held[place, level]
            place = self.parents.get(place)
        return []

    def choose(self, unit: int, levels: Iterable[Level]) -> tuple[list[Recipient], list[Vacant]]:
        """Who is reminded of something of *unit* at *levels*, each person once, and the levels that nobody holds."""
        found: dict[int, Recipient] = {}
        vacant: list[Vacant] = []
        for level in levels:
            people = self.at(unit, level)
            if not people:
                passed = next((above for above in _above(level) if self.at(unit, above)), None)
                vacant.append(Vacant(unit, level, passed))
                for person in self.at(unit, passed) if passed is not None else ():
                    found.setdefault(person.pk, Recipient(person, passed or level, level))
                continue
            for person in people:
                known = found.get(person.pk)
                if known is None or (known.instead_of is not None and known.level == level):
                    found[person.pk] = Recipient(person, level)
        return list(found.values()), vacant


def _above(level: Level) -> Iterator[Level]:
    yield from LADDER[LADDER.index(level) + 1 :]
