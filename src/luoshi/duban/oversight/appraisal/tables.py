"""What the pages and papers show: rows of a table and lines of an explanation, frozen or as the facts stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from luoshi.duban.oversight.appraisal.current import Ranked
from luoshi.duban.oversight.appraisal.formula import Formula, Kind
from luoshi.duban.oversight.appraisal.frozen import corrected, corrected_ranks
from luoshi.duban.oversight.appraisal.models import Appeal, ScoreLine, Scores, UnitScore
from luoshi.duban.oversight.appraisal.scoring import Line
from luoshi.duban.oversight.appraisal.wording import NAMES, counted, why


@dataclass(frozen=True, slots=True)
class TableRow:
    """A unit in the table.  ``key`` leads to its explanation; ``after`` and ``rank_after`` are set where an appeal
    corrected something."""

    key: int
    unit: int
    name: str
    items: int
    points: Decimal
    rank: int | None
    lines: tuple[Decimal | None, ...]
    after: Decimal | None = None
    rank_after: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Who is ranked, and apart from them who has few items."""

    rows: tuple[TableRow, ...]
    few: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Costs:
    """A task that cost points."""

    task: int
    number: str
    title: str
    off: Decimal
    why: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of an explanation.  ``capped``: the tasks would have cost more than the whole weight."""

    key: int
    kind: Kind
    name: str
    weight: Decimal
    points: Decimal
    counted: str
    costs: tuple[Costs, ...]
    capped: bool
    appeal: Appeal | None = None


def standing(rows: Sequence[Ranked]) -> Table:
    """The table as the facts stand."""
    shown = [
        TableRow(
            row.score.unit, row.score.unit, row.name, row.score.items, row.score.points, row.rank,
            tuple(line.points for line in row.score.lines),
        )
        for row in rows
    ]  # fmt: skip
    return _parted(shown)


def frozen(scores: Scores, formula: Formula) -> Table:
    """The table as it was frozen, with corrections: three queries."""
    units = list(scores.units.all())
    points: dict[int, dict[str, Decimal]] = {one.pk: {} for one in units}
    for key, kind, reached in ScoreLine.objects.filter(score__scores=scores).values_list("score", "kind", "points"):
        points[key][kind] = reached
    after = corrected(units)
    places = corrected_ranks(units, after, formula.few) if after else {}
    kinds = [str(one.kind) for one in formula.counting]
    shown = [
        TableRow(
            one.pk, one.unit_id, one.name, one.items, one.points, one.rank,
            tuple(points[one.pk].get(kind) for kind in kinds), after.get(one.pk),
            places.get(one.pk) if places.get(one.pk) != one.rank else None,
        )
        for one in units
    ]  # fmt: skip
    return _parted(sorted(shown, key=lambda row: (row.rank or 0, row.name)))


def _parted(rows: Sequence[TableRow]) -> Table:
    ranked = tuple(row for row in rows if row.rank is not None)
    return Table(ranked, tuple(row for row in rows if row.rank is None))


def lines_standing(lines: Sequence[Line]) -> list[ShownLine]:
    """The lines of a score as the facts stand."""
    return [
        ShownLine(
            0, line.criterion.kind, str(NAMES[line.criterion.kind]), line.criterion.weight, line.points,
            counted(line.criterion.kind, line.good, line.total),
            tuple(
                Costs(one.task, one.number, one.title, one.off, why(line.criterion.kind, one.cases, one.days))
                for one in line.costs
            ),
            line.taken > line.criterion.weight,
        )
        for line in lines
    ]  # fmt: skip


def lines_frozen(score: UnitScore) -> list[ShownLine]:
    """The lines of a frozen score, with their appeals: two queries."""
    rows = list(score.lines.all())
    appeals: Mapping[int, Appeal] = {
        one.line_id: one
        for one in Appeal.objects.filter(line__in=rows).select_related("made_by", "decided_by")
    }  # fmt: skip
    return [_line_frozen(row, appeals.get(row.pk)) for row in rows]


def _line_frozen(row: ScoreLine, appeal: Appeal | None) -> ShownLine:
    kind = Kind(row.kind)
    costs = tuple(
        Costs(one["task"], one["number"], one["title"], Decimal(one["off"]), why(kind, one["cases"], one["days"]))
        for one in row.costs
    )
    name, said = str(NAMES[kind]), counted(kind, row.good, row.total)
    return ShownLine(row.pk, kind, name, row.weight, row.points, said, costs, row.taken > row.weight, appeal)
