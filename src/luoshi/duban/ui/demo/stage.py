"""Where the demonstration plays: its county, who acts there, and the days that it counts from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Role
from luoshi.duban.organisations.models import Post, Unit
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.models import Task
from luoshi.duban.tasks.owed import working_day_before
from luoshi.duban.ui.demo.county import County

_MORNING = time(9, 30)

#: What happens over several days: it gives the day on which it goes on, and goes on when it is asked for the next.
Story = Iterator[date]


@dataclass(frozen=True, slots=True)
class Stage:
    """The county, and the day on which the demonstration is set up, from which all others are counted."""

    county: County
    today: date

    @property
    def drafter(self) -> User:
        """The supervisor who drafts."""
        return self.county.people["chenming"]

    @property
    def checker(self) -> User:
        """The supervisor who verifies."""
        return self.county.people["lijing"]

    @property
    def head(self) -> User:
        """The head of supervision."""
        return self.county.people["wangjianguo"]

    @property
    def principal(self) -> User:
        """The principal of the county."""
        return self.county.people["zhaowenhe"]

    @property
    def register(self) -> Register:
        """The register that everything stands in."""
        if self.county.register is None:
            raise LookupError("the county has no register")
        return self.county.register

    def liaison(self, unit: Unit) -> User:
        """Who reports for *unit*."""
        return Post.objects.get(unit=unit, role=Role.LIAISON).tenures.get().person

    def day(self, on: int) -> date:
        """The last working day up to *on* days from today: an office does nothing on a Sunday."""
        return working_day_before(self.today + timedelta(days=on), 1)

    def task(self, words: str) -> Task:
        """The task whose text begins with *words*."""
        return Task.objects.select_related("office", "register").get(office=self.county.office, text__startswith=words)


def standing_in_the_morning_of(day: date) -> Any:  # noqa: ANN401 -- a context manager
    """Let the clock stand in the morning of *day*; on the day that has only begun, now: nothing comes from ahead."""
    moment, now = datetime.combine(day, _MORNING, tzinfo=clock.ZONE), clock.now()
    return clock.standing_at(now if now.date() == day and now < moment else moment)


class Course:
    """A story with the day on which it goes on."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._next = next(story, None)

    def go_on(self, today: date) -> None:
        """Let happen what is to happen by *today*."""
        while self._next is not None and self._next <= today:
            self._next = next(self._story, None)
