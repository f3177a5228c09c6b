"""Whose scores somebody may see or touch."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.organisations.queries import acting_units, acts_for, of_units
from luoshi.duban.oversight.appraisal.current import current
from luoshi.duban.oversight.appraisal.models import Appeal, ScoreLine, Scores, ScoresState, UnitScore
from luoshi.duban.registers.models import Register


def is_office(user: User) -> bool:
    """Whether somebody sees the scores of all units of the office: who computes, approves or decides about them."""
    return may(user, Right.APPRAISE) or may(user, Right.ISSUE_SCORES) or may(user, Right.DECIDE_SCORE_APPEAL)


def require_own(user: User, register: Register) -> None:
    """Raise :class:`PermissionDenied` for a register of another office."""
    if user.office_id != register.office_id:
        raise PermissionDenied(_("这不属于您所在的机构。"))


def register_scored(user: User, pk: int) -> Register:
    """A register of the own office, or 404."""
    register = Register.objects.select_related("office").filter(pk=pk, office=user.office_id).first()
    if register is None:
        raise Http404
    return register


def scores_for(user: User, pk: int) -> Scores:
    """The scores of a period that *user* may look at, or 404: those of a register that is off are hidden.

    A unit sees issued ones only where the register shows it the ranking and it has a score of its own there.
    """
    rows = Scores.objects.select_related("register__office", "formula", "proposed_by", "decided_by")
    found = rows.filter(pk=pk, register__office=user.office_id).first()
    if found is None:
        raise Http404
    now = current(found.register)
    shown = now.is_on and (is_office(user) or (now.ranking_to_units and _took_part(user, found)))
    if not shown:
        raise Http404
    return found


def _took_part(user: User, scores: Scores) -> bool:
    own = UnitScore.objects.filter(of_units(acting_units(user)), scores=scores)
    return scores.state == ScoresState.ISSUED and own.exists()


def unit_score_for(user: User, pk: int) -> UnitScore:
    """A unit's frozen score with its explanation: for the office, and once issued for the unit itself; or 404."""
    rows = UnitScore.objects.select_related(
        "scores__register__office", "scores__formula", "scores__proposed_by", "scores__decided_by", "unit"
    )
    found = rows.filter(pk=pk, scores__register__office=user.office_id).first()
    if found is None or not current(found.scores.register).is_on:
        raise Http404
    own = found.scores.state == ScoresState.ISSUED and acts_for(user, found.unit)
    if not (own or is_office(user)):
        raise Http404
    return found


def line_for(user: User, pk: int) -> ScoreLine:
    """A line of a score that *user* may see, or 404."""
    found = ScoreLine.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    found.score = unit_score_for(user, found.score_id)
    return found


def appeal_for(user: User, pk: int) -> Appeal:
    """An appeal that *user* may see, or 404."""
    found = Appeal.objects.filter(pk=pk).select_related("made_by", "decided_by").first()
    if found is None:
        raise Http404
    found.line = line_for(user, found.line_id)
    return found
