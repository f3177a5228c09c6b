"""What another formula would do to the units' scores, from the same facts; nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from luoshi.duban.oversight.appraisal.current import current, names_of, ranked
from luoshi.duban.oversight.appraisal.formula import Formula
from luoshi.duban.oversight.appraisal.periods import period_of
from luoshi.duban.oversight.appraisal.reading import read_items
from luoshi.duban.registers.models import Register


@dataclass(frozen=True, slots=True)
class Change:
    """A unit's score and rank by the formula that counts and by the other; empty where it has none."""

    name: str
    was: Decimal | None
    now: Decimal | None
    rank_was: int | None
    rank_now: int | None

    @property
    def is_same(self) -> bool:
        """Whether neither score nor rank would change."""
        return (self.was, self.rank_was) == (self.now, self.rank_now)


def preview(register: Register, formula: Formula, today: date) -> list[Change]:
    """Every unit of the year so far, by the rank it would have."""
    period = period_of(str(today.year), today)
    items = read_items(register, period) if period else []
    names = names_of(items)
    before = {row.score.unit: row for row in ranked(items, current(register).formula, names)}
    after = {row.score.unit: row for row in ranked(items, formula, names)}
    changes = []
    for unit in [*after, *(key for key in before if key not in after)]:
        was, now = before.get(unit), after.get(unit)
        changes.append(
            Change(
                names.get(unit, ""),
                was.score.points if was else None,
                now.score.points if now else None,
                was.rank if was else None,
                now.rank if now else None,
            )
        )
    return changes
