"""The scores of one unit."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.lookups import Exact

from luoshi.duban.organisations.models import Unit
from luoshi.duban.oversight.appraisal.frozen import corrected
from luoshi.duban.oversight.appraisal.models import FormulaVersion, ScoresState, UnitScore
from luoshi.duban.registers.models import Register


def scoring(register: str) -> Q:
    """A condition for rows whose *register* (the name of the way to it, ``pk`` for itself) scores now."""
    newest = FormulaVersion.objects.filter(register=OuterRef(register)).order_by("-number").values("is_on")[:1]
    return Q(Exact(Subquery(newest), Value(value=True)))


def scoring_registers(office: int) -> list[int]:
    """The keys of the office's registers that score now."""
    return list(Register.objects.filter(scoring("pk"), office=office).values_list("pk", flat=True))


def scores_of(unit: Unit) -> list[tuple[UnitScore, Decimal | None]]:
    """The issued scores of *unit* in registers that score, the newest first, with what appeals made of them."""
    rows = UnitScore.objects.filter(
        unit=unit, scores__state=ScoresState.ISSUED, scores__register__in=scoring_registers(unit.office_id)
    )
    found = list(rows.select_related("scores__register").order_by("-scores__starts", "-pk"))
    after = corrected(found)
    return [(one, after.get(one.pk)) for one in found]


def registers_on(unit: Unit) -> list[Register]:
    """The registers that score now and in which *unit* has tasks."""
    rows = Register.objects.filter(pk__in=scoring_registers(unit.office_id), tasks__assignments__unit=unit)
    return list(rows.distinct())
