"""The table of a period and a unit's explanation as Word and Excel."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.appraisal.access import is_office, scores_for, unit_score_for
from luoshi.duban.oversight.appraisal.papers import KINDS, explanation_grid, paper, table_grid
from luoshi.duban.tasks.issuing.papers import response
from luoshi.layout.grid import Grid


@require_GET
@needs(Right.SEE_SCORES)
def table(request: SignedIn, pk: int, kind: str) -> HttpResponse:
    """The table of all units, with what each reached by criterion: for the office alone."""
    if not is_office(request.user):
        raise Http404
    return _made(table_grid(scores_for(request.user, pk)), kind)


@require_GET
@needs(Right.SEE_SCORES)
def explanation(request: SignedIn, pk: int, kind: str) -> HttpResponse:
    """A unit's score, line by line."""
    return _made(explanation_grid(unit_score_for(request.user, pk)), kind)


def _made(grid: Grid, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    return response(paper(grid, kind), f"{grid.title}.{kind}")
