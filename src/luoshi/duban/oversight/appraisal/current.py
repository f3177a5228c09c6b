"""The formula that counts for a register, and its scores as the facts stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from luoshi.duban.oversight.appraisal.facts import Item, Period
from luoshi.duban.oversight.appraisal.formula import USUAL, Formula
from luoshi.duban.oversight.appraisal.models import FormulaVersion
from luoshi.duban.oversight.appraisal.ranking import ranks
from luoshi.duban.oversight.appraisal.reading import read_items
from luoshi.duban.oversight.appraisal.scoring import Score, scores
from luoshi.duban.registers.models import Register


@dataclass(frozen=True, slots=True)
class Current:
    """What counts: *number* is 0 where the register never set anything, and it is off."""

    formula: Formula = USUAL
    number: int = 0
    is_on: bool = False
    ranking_to_units: bool = False
    row: FormulaVersion | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A unit's score with its rank, none where it has few items."""

    score: Score
    name: str
    rank: int | None


def current(register: Register) -> Current:
    """The newest version of the register's formula."""
    row = FormulaVersion.objects.filter(register=register).select_related("set_by").order_by("-number").first()
    if row is None:
        return Current()
    return Current(row.read, row.number, row.is_on, row.ranking_to_units, row)


def ranked(items: list[Item], formula: Formula, names: Mapping[int, str]) -> list[Ranked]:
    """The scores of all units, the first first; who has few items stands at the end, by name."""
    found = scores(items, formula)
    places = ranks(found, formula.few)
    rows = [Ranked(one, names.get(one.unit, ""), places.get(one.unit)) for one in found]
    return sorted(rows, key=lambda one: (one.rank is None, one.rank or 0, one.name))


def names_of(items: list[Item]) -> dict[int, str]:
    """The names of the units, by their keys."""
    return {item.unit: item.unit_name for item in items}


def scored(register: Register, formula: Formula, period: Period) -> list[Ranked]:
    """The scores of *register* in *period* by *formula* as the facts stand."""
    items = read_items(register, period)
    return ranked(items, formula, names_of(items))
