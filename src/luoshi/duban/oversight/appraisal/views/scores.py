"""得分: the table of a register, and a unit's score explained, as the facts stand or as they were issued."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from luoshi.duban import clock
from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.organisations.queries import acting_units, acts_for
from luoshi.duban.oversight.appraisal.access import is_office, register_scored, scores_for, unit_score_for
from luoshi.duban.oversight.appraisal.current import current, scored
from luoshi.duban.oversight.appraisal.facts import Period
from luoshi.duban.oversight.appraisal.forms.appeal import AppealForm, DecisionForm, DropForm
from luoshi.duban.oversight.appraisal.formula import Formula, Kind
from luoshi.duban.oversight.appraisal.frozen import corrected
from luoshi.duban.oversight.appraisal.models import Appeal, Outcome, Scores, ScoresState, UnitScore
from luoshi.duban.oversight.appraisal.of_unit import registers_on, scores_of
from luoshi.duban.oversight.appraisal.periods import offered, period_of
from luoshi.duban.oversight.appraisal.tables import frozen, lines_frozen, lines_standing
from luoshi.duban.oversight.appraisal.tables import standing as as_it_stands
from luoshi.duban.oversight.appraisal.wording import NAMES, period_name, rule
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.unit_page.seen import unit_seen


@require_GET
@needs(Right.SEE_SCORES)
def standing(request: SignedIn, register: int) -> HttpResponse:
    """The scores of all units as the facts stand, for the office only; what was frozen is linked beside."""
    shown = _register(request, register)
    now = current(shown)
    words, period = _period(request, shown)
    context: dict[str, Any] = {
        "register": shown,
        "now": now,
        "period": period,
        "words": words,
        "tabs": _tabs(shown, words),
        "may_propose": may(request.user, Right.APPRAISE),
        "may_set": may(request.user, Right.SEE_REGISTERS),
    }
    if now.is_on:
        context |= _about(now.formula)
        context["table"] = as_it_stands(scored(shown, now.formula, period))
        kept = Scores.objects.filter(register=shown, starts=period.starts, ends=period.ends)
        context["kept"] = kept.select_related("proposed_by", "decided_by").exclude(state=ScoresState.DROPPED).first()
        context["period_name"] = period_name(words)
    return render(request, "appraisal/scores.html", context)


@require_GET
@needs(Right.SEE_SCORES)
def unit_standing(request: SignedIn, register: int, unit: int) -> HttpResponse:
    """A unit's score as the facts stand, line by line, for the office only."""
    shown = _register(request, register)
    now = current(shown)
    words, period = _period(request, shown)
    rows = scored(shown, now.formula, period) if now.is_on else []
    row = next((one for one in rows if one.score.unit == unit), None)
    if row is None:
        raise Http404
    context = {
        "register": shown,
        "name": row.name,
        "points": row.score.points,
        "items": row.score.items,
        "rank": row.rank,
        "lines": lines_standing(row.score.lines),
        "period": period,
        "period_name": period_name(words),
        "words": words,
        **_about(now.formula),
    }
    return render(request, "appraisal/explanation.html", context)


@require_GET
@needs(Right.SEE_SCORES)
def issued(request: SignedIn, pk: int) -> HttpResponse:
    """The scores of a period as they were frozen; to units only where the register shows them the ranking."""
    found = scores_for(request.user, pk)
    formula = found.formula.read
    user = request.user
    waits = found.state == ScoresState.PROPOSED
    context = {
        "register": found.register,
        "scores": found,
        "period_name": period_name(found.period),
        "table": frozen(found, formula),
        "office": is_office(user),
        "own": acting_units(user),
        "may_decide": waits and may(user, Right.ISSUE_SCORES) and found.proposed_by_id != user.pk,
        "waits": waits,
        "open_appeals": _open_appeals(found) if is_office(user) else [],
        "drop_form": DropForm(),
        **_about(formula),
    }
    return render(request, "appraisal/issued.html", context)


def _open_appeals(scores: Scores) -> list[tuple[UnitScore, str, int]]:
    """The appeals that wait for a decision: whose, against which line."""
    rows = Appeal.objects.filter(line__score__scores=scores, outcome=Outcome.OPEN).select_related("line__score")
    return [(one.line.score, str(NAMES[Kind(one.line.kind)]), one.line_id) for one in rows]


@require_GET
@needs(Right.SEE_SCORES)
def unit_issued(request: SignedIn, pk: int) -> HttpResponse:
    """A unit's frozen score, line by line, with its appeals: for the unit itself and for the office."""
    return explanation_page(request, pk)


def explanation_page(  # noqa: PLR0913 -- what the page shows
    request: SignedIn, pk: int, *, error: str = "", form: object = None, at: int = 0, status: int = 200
) -> HttpResponse:
    """The page of a frozen score; *error* and *form* are what was refused about the line with key *at*."""
    score = unit_score_for(request.user, pk)
    scores, user = score.scores, request.user
    formula = scores.formula.read
    until = scores.appeal_until
    own = acts_for(user, score.unit)
    took_part = user.pk in (scores.proposed_by_id, scores.decided_by_id)
    context = {
        "register": scores.register,
        "scores": scores,
        "score": score,
        "name": score.name,
        "points": score.points,
        "after": corrected([score]).get(score.pk),
        "items": score.items,
        "rank": score.rank if is_office(user) or current(scores.register).ranking_to_units else None,
        "office": is_office(user),
        "lines": lines_frozen(score),
        "period_name": period_name(scores.period),
        "may_appeal": own and may(user, Right.APPEAL_SCORE) and until is not None and clock.today() <= until,
        "may_decide": may(user, Right.DECIDE_SCORE_APPEAL) and not took_part,
        "error": error,
        "form": form,
        "at": at,
        "appeal_form": AppealForm(),
        "decision_form": DecisionForm(),
        **_about(formula),
    }
    return render(request, "appraisal/explanation.html", context, status=status)


@require_GET
@needs(Right.SEE_SCORES)
def of_unit(request: SignedIn, unit: int) -> HttpResponse:
    """The issued scores of a unit, and for the office the registers in which it is scored now."""
    shown = unit_seen(request.user, unit)
    office = is_office(request.user)
    if not office and not acts_for(request.user, shown):
        raise Http404
    context = {
        "unit": shown,
        "office": office,
        "scores": [(one, period_name(one.scores.period), after) for one, after in scores_of(shown)],
        "registers": registers_on(shown) if office else [],
    }
    return render(request, "appraisal/of_unit.html", context)


def _register(request: SignedIn, pk: int) -> Register:
    if not is_office(request.user):
        raise Http404
    return register_scored(request.user, pk)


def _period(request: SignedIn, register: Register) -> tuple[str, Period]:
    """The period that the address asks for; the register's year, or this year, where it asks for none that is one."""
    today = clock.today()
    for words in (request.GET.get("period", ""), str(register.year), str(today.year)):
        found = period_of(words, today)
        if found is not None:
            return words, found
    raise Http404


def _tabs(register: Register, here: str) -> list[dict[str, object]]:
    address = reverse("appraisal:scores", args=[register.pk])
    words = offered(int(here[:4]), clock.today())
    return [{"title": period_name(one), "url": f"{address}?period={one}", "here": one == here} for one in words]


def _about(formula: Formula) -> dict[str, object]:
    """The formula as every page that shows a score states it."""
    return {
        "criteria": [(str(NAMES[one.kind]), one, rule(one)) for one in formula.counting],
        "few": formula.few,
        "appeal_days": formula.appeal_days,
    }
