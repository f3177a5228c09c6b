"""The files of a plan: its table, its extracts, and what it was issued with."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.problems import sentence
from luoshi.duban.tasks.issuing import papers
from luoshi.duban.tasks.issuing.tables import units_of
from luoshi.duban.tasks.queries import plan_for
from luoshi.errors import LuoshiError


@require_GET
@needs(Right.SEE_TASKS)
def table(request: SignedIn, pk: int, kind: str) -> HttpResponse:
    """The 任务分解表 as it stands, as Word, PDF or Excel."""
    plan = plan_for(request.user, pk)
    return _made(request, pk, lambda: papers.table(plan, kind), f"{plan.title}.{kind}")


@require_GET
@needs(Right.SEE_TASKS)
def issued(request: SignedIn, pk: int, kind: str) -> HttpResponse:
    """The paper that went out, byte for byte."""
    plan = plan_for(request.user, pk)
    paper = plan.papers.filter(kind=kind).first()
    if paper is None:
        raise Http404
    return papers.response(bytes(paper.content), f"{plan.number} {plan.title}.{kind}")


@require_GET
@needs(Right.SEE_TASKS)
def extracts(request: SignedIn, pk: int) -> HttpResponse:
    """Every unit of the plan, with its extract to print."""
    plan = plan_for(request.user, pk)
    return render(request, "tasks/issuing/extracts.html", {"plan": plan, "units": units_of(plan)})


@require_GET
@needs(Right.SEE_TASKS)
def extract(request: SignedIn, pk: int, unit: int, kind: str) -> HttpResponse:
    """A unit's extract to sign and stamp."""
    plan = plan_for(request.user, pk)
    asked = next((one for one, _count in units_of(plan) if one.pk == unit), None)
    if asked is None:
        raise Http404
    return _made(request, pk, lambda: papers.extract(plan, asked, kind), f"{plan.title}（{asked.name}）.{kind}")


@require_GET
@needs(Right.SEE_TASKS)
def all_extracts(request: SignedIn, pk: int, kind: str) -> HttpResponse:
    """The extracts of all units, packed."""
    plan = plan_for(request.user, pk)
    return _made(request, pk, lambda: papers.all_extracts(plan, kind), f"{plan.title}（各单位）.zip")


def _made(request: SignedIn, pk: int, make: Callable[[], bytes], name: str) -> HttpResponse:
    """The file, or the plan's page with the reason why it cannot be made (no font with Chinese, say)."""
    try:
        return papers.response(make(), name)
    except LuoshiError as error:
        messages.error(request, sentence(error))
        return redirect("tasks:approval", pk)
