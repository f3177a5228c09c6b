"""考评办法: let a register score by other weights from now on, switch it on or off, show units the ranking or not."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from luoshi.duban.accounts.models import User
from luoshi.duban.audit.recording import record
from luoshi.duban.oversight.appraisal.current import Current, current
from luoshi.duban.oversight.appraisal.formula import Formula, read_formula
from luoshi.duban.oversight.appraisal.models import FormulaVersion
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.registers.actions.access import require_manager
from luoshi.duban.registers.models import Register


@dataclass(frozen=True, slots=True)
class Wanted:
    """What shall count."""

    formula: Formula
    ranking_to_units: bool = False


def set_formula(register: Register, wanted: Wanted, *, actor: User, number: int) -> FormulaVersion | None:
    """Let *wanted* count as a new version; *number* is that of the version the person saw, 0 for none.

    What was issued keeps its version.  Nothing happens where it counts already.  Refused for a closed register, for
    weights and parameters that cannot be (:func:`~luoshi.duban.oversight.appraisal.formula.read_formula`), and where
    somebody else was first.
    """
    formula = read_formula(wanted.formula.as_data())
    before = current(register)
    if before.number == number and (before.formula, before.ranking_to_units) == (formula, wanted.ranking_to_units):
        require_manager(actor, register.office)
        return before.row
    after = Current(formula, number, before.is_on, wanted.ranking_to_units)
    return _next(register, before, after, actor=actor, verb="register.appraisal-formula-set")


def switch(register: Register, *, on: bool, actor: User, number: int) -> FormulaVersion | None:
    """Begin or stop to score in *register*.  While it is off no score of it is shown anywhere."""
    before = current(register)
    if before.is_on == on and before.number == number:
        require_manager(actor, register.office)
        return before.row
    after = Current(before.formula, number, on, before.ranking_to_units)
    verb = "register.appraisal-switched-on" if on else "register.appraisal-switched-off"
    return _next(register, before, after, actor=actor, verb=verb)


@transaction.atomic
def _next(register: Register, before: Current, after: Current, *, actor: User, verb: str) -> FormulaVersion:
    require_manager(actor, register.office)
    if not register.is_open:
        raise Refused("closed", f"“{register}”已停用，不能修改。", f"{register} is closed and cannot be changed.")
    if before.number != after.number:
        raise ChangedMeanwhile(str(register))
    try:
        with transaction.atomic():
            row = FormulaVersion.objects.create(
                register=register,
                number=after.number + 1,
                formula=after.formula.as_data(),
                is_on=after.is_on,
                ranking_to_units=after.ranking_to_units,
                set_by=actor,
            )
    except IntegrityError as error:
        raise ChangedMeanwhile(str(register)) from error
    office = register.office.key
    record(verb, register, office=office, actor=actor.actor, before=_recorded(before), after=_recorded(after, 1))
    return row


def _recorded(one: Current, step: int = 0) -> dict[str, object]:
    kept = {"version": one.number + step, "on": one.is_on, "ranking_to_units": one.ranking_to_units}
    return {**kept, **one.formula.as_data()}
