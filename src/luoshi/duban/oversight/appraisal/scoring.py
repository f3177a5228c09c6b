"""From facts to a score: pure, exact, and explained line by line down to the tasks.

Points are exact fractions until a line is finished; a line has one decimal, rounded half up, and the score is the sum
of its lines, so that what is printed adds up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from luoshi.duban.oversight.appraisal.facts import Item
from luoshi.duban.oversight.appraisal.formula import Criterion, Formula, Kind

_TENTH, _HUNDREDTH = Decimal("0.1"), Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Cost:
    """A task that cost points: how many (two decimals, half up), for how many cases; ``days`` of missed reports."""

    task: int
    number: str
    title: str
    off: Decimal
    cases: int
    days: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """What one criterion came to.

    ``total`` is what was looked at (tasks that were to be judged, verified tasks, owed reports; cases for criteria
    that take points off), ``good`` what of it was as it should be.  ``taken`` are the points off before the weight
    ended them.
    """

    criterion: Criterion
    points: Decimal
    good: int
    total: int
    taken: Decimal
    costs: tuple[Cost, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """A unit's score with its lines; ``items`` is the number of its tasks in the period that some criterion counts."""

    unit: int
    items: int
    points: Decimal
    lines: tuple[Line, ...]


def rounded(value: Fraction, place: Decimal = _TENTH) -> Decimal:
    """*value* to one decimal, half up."""
    scaled = value / Fraction(place)
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return (whole * place).quantize(place, ROUND_HALF_UP)


def scores(items: Iterable[Item], formula: Formula) -> list[Score]:
    """The score of every unit that has an item that counts, by the unit's key."""
    of: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        of[item.unit].append(item)
    found = (score(unit, of[unit], formula) for unit in sorted(of))
    return [one for one in found if one.items]


def score(unit: int, items: Sequence[Item], formula: Formula) -> Score:
    """The score of one unit from its own items alone; who did not have anything to do has all points and 0 items."""
    ordered = sorted(items, key=lambda one: (one.number, one.task))
    lines = tuple(_line(criterion, ordered) for criterion in formula.counting)
    supporting = any(criterion.supporting for criterion in formula.counting)
    count = sum(1 for item in ordered if supporting or not item.supports)
    return Score(unit, count, sum((line.points for line in lines), Decimal(0)), lines)


def _line(criterion: Criterion, items: Sequence[Item]) -> Line:
    own = [item for item in items if criterion.supporting or not item.supports]
    return _share(criterion, own) if criterion.is_share else _taken_off(criterion, own)


def _share(criterion: Criterion, items: Sequence[Item]) -> Line:
    counted = [(item, *_looked_at(criterion.kind, item)) for item in items]
    total = sum(number for _item, number, _bad in counted)
    bad = sum(bad for _item, _number, bad in counted)
    weight = Fraction(criterion.weight)
    lost = weight * bad / total if total else Fraction(0)
    costs = tuple(
        _cost(item, weight * wrong / total, wrong, criterion.kind) for item, _number, wrong in counted if wrong
    )
    return Line(criterion, rounded(weight - lost), total - bad, total, rounded(lost, _HUNDREDTH), costs)


def _looked_at(kind: Kind, item: Item) -> tuple[int, int]:
    """How much of *item* a share looks at, and how much of that was not as it should be."""
    if kind is Kind.ON_TIME:
        return int(item.judged), int(item.judged and item.late > 0)
    if kind is Kind.QUALITY:
        return int(bool(item.checks)), int(not all(item.checks))
    return item.asked, len(item.missed)


def _taken_off(criterion: Criterion, items: Sequence[Item]) -> Line:
    costs, lost, total = [], Fraction(0), 0
    for item in items:
        cases = _cases(criterion.kind, item)
        total += cases
        counting = max(0, cases - criterion.free)
        off = min(counting * Fraction(criterion.each), Fraction(criterion.cap))
        if off:
            lost += off
            costs.append(_cost(item, off, cases, criterion.kind))
    points = max(Fraction(0), Fraction(criterion.weight) - lost)
    return Line(criterion, rounded(points), 0, total, rounded(lost, _HUNDREDTH), tuple(costs))


def _cases(kind: Kind, item: Item) -> int:
    if kind is Kind.EXTENSIONS:
        return item.extensions
    if kind is Kind.SEND_BACKS:
        return sum(1 for passed in item.checks if not passed)
    return item.late_in_period


def _cost(item: Item, off: Fraction, cases: int, kind: Kind) -> Cost:
    if kind is Kind.ON_TIME:
        cases = item.late
    days = tuple(day.isoformat() for day in item.missed) if kind is Kind.REPORTS else ()
    return Cost(item.task, item.number, item.title, rounded(off, _HUNDREDTH), cases, days)
