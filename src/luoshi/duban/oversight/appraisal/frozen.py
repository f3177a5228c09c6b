"""Frozen scores with what appeals corrected, which stands beside them and never in their place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal

from luoshi.duban.oversight.appraisal.models import Appeal, Outcome, UnitScore
from luoshi.duban.oversight.appraisal.ranking import ranks


class _Corrected:
    """A frozen score as it would be ranked with its corrections."""

    def __init__(self, score: UnitScore, points: Decimal) -> None:
        self.unit, self.items, self.points = score.pk, score.items, points


def corrected(scores: Collection[UnitScore]) -> dict[int, Decimal]:
    """The score after its upheld appeals, by the key of the frozen one; those without any are left out: one query."""
    upheld = Appeal.objects.filter(line__score__in=scores, outcome=Outcome.UPHELD)
    moved: dict[int, Decimal] = defaultdict(Decimal)
    for key, frozen, points in upheld.values_list("line__score", "line__points", "points"):
        moved[key] += (points or Decimal(0)) - frozen
    return {one.pk: one.points + moved[one.pk] for one in scores if one.pk in moved}


def corrected_ranks(scores: Collection[UnitScore], after: dict[int, Decimal], few: int) -> dict[int, int]:
    """The ranks that follow from the corrections, by the keys of the frozen scores."""
    return ranks([_Corrected(one, after.get(one.pk, one.points)) for one in scores], few)
