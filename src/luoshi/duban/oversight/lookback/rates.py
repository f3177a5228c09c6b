"""How often a unit's completed work did not hold: a fact, without a rank."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Q

from luoshi.duban.accounts.models import Office
from luoshi.duban.oversight.lookback.models import Look, Outcome

#: A rate of fewer than this says little, and the page says so.
FEW = 5


@dataclass(frozen=True, slots=True)
class Rate:
    """Of *looked* pieces of a unit's work *failed* did not hold."""

    unit: int
    name: str
    looked: int
    failed: int

    @property
    def percent(self) -> Decimal:
        """The share that did not hold, one place, half up."""
        return (Decimal(100 * self.failed) / self.looked).quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def is_few(self) -> bool:
        """Whether it rests on few."""
        return self.looked < FEW


def rates(office: Office, unit: int | None = None) -> list[Rate]:
    """The rate of each unit that was looked at, in the order of the units; of one unit where it is named."""
    rows = Look.objects.filter(draw__office=office).exclude(outcome=Outcome.OPEN)
    if unit is not None:
        rows = rows.filter(assignment__unit=unit)
    counted = (
        rows.filter(assignment__unit__isnull=False)
        .order_by()
        .values("assignment__unit", "assignment__unit__name", "assignment__unit__position")
        .annotate(looked=Count("pk"), failed=Count("pk", filter=Q(outcome=Outcome.FAILS)))
        .order_by("assignment__unit__position", "assignment__unit")
    )
    return [
        Rate(row["assignment__unit"], row["assignment__unit__name"], row["looked"], row["failed"]) for row in counted
    ]
