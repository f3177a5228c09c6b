"""What a score is computed from: facts of the tasks that a unit had in a period, and nothing that anybody typed.

No fact here is about the use of the application: sign-ins, pages, reports beyond those owed are not read at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """From *starts* to *ends*; what is later than *until* has not happened yet."""

    starts: date
    ends: date
    until: date

    def holds(self, day: date | None) -> bool:
        """Whether *day* lies within, and is not to come."""
        return day is not None and self.starts <= day <= min(self.ends, self.until)


@dataclass(frozen=True, slots=True)
class Item:
    """A task in the hands of a unit, as far as the period is concerned.

    ``judged``: whether the period decides if it was done in time; ``late``: all days that the unit was late with it,
    ``late_in_period`` those that fall within.  ``checks`` are the outcomes of its verifications in the period, true
    for passed.  ``extensions`` were granted in the period.  ``asked`` are the owed reports whose last day lies within,
    ``missed`` the last days of those that did not come in time.  ``supports``: the unit only takes part.
    """

    unit: int
    task: int
    number: str = ""
    title: str = ""
    unit_name: str = ""
    supports: bool = False
    judged: bool = False
    late: int = 0
    late_in_period: int = 0
    checks: tuple[bool, ...] = ()
    extensions: int = 0
    asked: int = 0
    missed: tuple[date, ...] = field(default=())
