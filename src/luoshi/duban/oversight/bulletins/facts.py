"""How a task stood at the end of a day, as a bulletin counts it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Fact:
    """One issued task.

    ``done_on`` is the day on which the unit said it was done, ``closed_on`` that on which it was closed out,
    ``withdrawn_on`` that on which it was withdrawn; each empty where it came later than the day that is counted to.
    ``overdue_days`` are those past the present limit up to that day (:func:`~luoshi.duban.tasks.lateness`),
    ``late_days`` those under earlier limits as well: they stay once it is done.  ``percent`` is the unit's own figure,
    ``expected`` the time-proportional one.  ``turned`` are the colours that its light turned to in the period,
    ``extended`` and ``sent_back`` how often that happened in it.
    """

    task: int
    number: str
    title: str
    lead: int | None
    lead_name: str
    limit: str
    due: date | None
    issued_on: date
    is_long_term: bool
    state: str
    done_on: date | None = None
    closed_on: date | None = None
    withdrawn_on: date | None = None
    is_suspended: bool = False
    overdue_days: int = 0
    late_days: int = 0
    percent: Decimal | None = None
    expected: Decimal | None = None
    colour: str = ""
    turned: frozenset[str] = frozenset()
    extended: int = 0
    sent_back: int = 0
    problem: str = ""

    @property
    def is_withdrawn(self) -> bool:
        """Counted apart."""
        return self.withdrawn_on is not None

    @property
    def is_closed(self) -> bool:
        """销号."""
        return self.closed_on is not None and not self.is_withdrawn

    @property
    def is_submitted(self) -> bool:
        """The unit says it is done; nobody has closed it out."""
        return not self.is_withdrawn and self.closed_on is None and self.done_on is not None

    @property
    def is_under_way(self) -> bool:
        """Neither closed out nor said to be done."""
        return not self.is_withdrawn and self.closed_on is None and self.done_on is None

    @property
    def is_measured(self) -> bool:
        """Whether time asks something of it: it has a limit and its clock runs."""
        return self.is_under_way and self.due is not None and not self.is_long_term and not self.is_suspended
