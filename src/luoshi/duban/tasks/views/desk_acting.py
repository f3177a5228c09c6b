"""What the buttons and keys of the review desk do: read what was sent, act, answer with what has changed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.organisations.models import Unit
from luoshi.duban.organisations.names import parts as names_in
from luoshi.duban.problems import ChangedMeanwhile, Refused, sentence
from luoshi.duban.tasks.actions import add_oral_task as oral_action
from luoshi.duban.tasks.actions import combine as combining
from luoshi.duban.tasks.actions import decide as deciding
from luoshi.duban.tasks.actions import keep_alias as aliases
from luoshi.duban.tasks.actions import merge_into_existing as merging
from luoshi.duban.tasks.actions import reassign as assigning
from luoshi.duban.tasks.actions import remove_task as removing
from luoshi.duban.tasks.actions import reorder as ordering
from luoshi.duban.tasks.actions import reword as wording
from luoshi.duban.tasks.actions import set_limit as limits
from luoshi.duban.tasks.actions import set_targets as targets
from luoshi.duban.tasks.actions import split as splitting
from luoshi.duban.tasks.actions import undo as undoing
from luoshi.duban.tasks.desk.items import Reference, parse
from luoshi.duban.tasks.desk.news import pile, since
from luoshi.duban.tasks.forms.desk import OralForm, limit_in, targets_in
from luoshi.duban.tasks.models import AssignmentRole, DeskChange, Outcome, Plan
from luoshi.duban.tasks.queries import plan_for, task_for
from luoshi.duban.tasks.views.desk import Sliced, changed
from luoshi.duban.tasks.views.desk_conflict import conflict
from luoshi.errors import LuoshiError

Action = Callable[[Plan], DeskChange | None]


def _act(request: SignedIn, pk: int, action: Action, *, everywhere: bool = False) -> HttpResponse:
    """Do it and answer with the sections that changed, or all where it shows *everywhere*; with the page again where
    htmx did not ask.  A page that says what it has seen gets the first of many sections and fetches the others."""
    plan = plan_for(request.user, pk)
    try:
        change = action(plan)
    except LuoshiError as error:
        return _refuse(request, plan, error)
    if not request.htmx:  # type: ignore[attr-defined]  # set by the middleware
        return redirect("tasks:desk", plan.pk)
    stands = pile(plan)
    if "since" not in request.POST:
        return changed(request, plan, None if everywhere else [change] if change else [], stands)
    seen = request.POST["since"]
    changes = None if everywhere else since(plan, seen, change)
    return changed(request, plan, changes, stands, Sliced(seen))


def _refuse(request: SignedIn, plan: Plan, error: LuoshiError) -> HttpResponse:
    if not request.htmx:  # type: ignore[attr-defined]  # set by the middleware
        messages.error(request, sentence(error))
        return HttpResponseRedirect(plan_address(plan))
    if isinstance(error, ChangedMeanwhile) or error.code == "gone":
        return conflict(request, plan, error)
    return render(request, "ui/components/alert.html", {"level": "error", "error": error}, status=422)


def plan_address(plan: Plan) -> str:
    """The desk of a plan."""
    return redirect("tasks:desk", plan.pk).url


def _references(request: SignedIn) -> list[Reference]:
    """What is pointed at: items by ``ref``, a whole section by ``section``."""
    found = parse(request.POST.getlist("ref"))
    first, _, last = request.POST.get("section", "").partition("-")
    if first.isdigit() and last.isdigit():
        found += [Reference("s", index) for index in range(int(first), min(int(last), int(first) + 5000))]
    return found


def _one(request: SignedIn) -> Reference:
    found = _references(request)
    if len(found) != 1:
        raise Refused("one-item", "请先选一项。", "Choose one item.")
    return found[0]


def _unit(request: SignedIn, plan: Plan) -> Unit:
    unit = Unit.objects.filter(office=plan.office_id, pk=_number(request.POST.get("unit", ""))).first()
    if unit is None:
        raise Refused("no-unit", "请从名录中选择单位。", "Choose a unit of the register.")
    return unit


def _number(words: str) -> int:
    return int(words) if words.isdigit() and len(words) < 19 else 0


def _role(words: str) -> AssignmentRole:
    return AssignmentRole(words) if words in AssignmentRole.values else AssignmentRole.RESPONSIBLE


@require_POST
@needs(Right.DECIDE_STATEMENTS)
def accept(request: SignedIn, pk: int) -> HttpResponse:
    """列为任务, 确认本节: as the machine proposed."""
    return _act(request, pk, lambda plan: deciding.accept(plan, _references(request), actor=request.user))


@require_POST
@needs(Right.DECIDE_STATEMENTS)
def decide(request: SignedIn, pk: int) -> HttpResponse:
    """Change the kind."""
    words = request.POST.get("outcome", "")
    outcome = Outcome(words) if words in Outcome.values else Outcome.CONTEXT
    return _act(request, pk, lambda plan: deciding.decide(plan, _references(request), outcome, actor=request.user))


@require_POST
@needs(Right.DECIDE_STATEMENTS)
def reopen(request: SignedIn, pk: int) -> HttpResponse:
    """Take decisions back."""
    return _act(request, pk, lambda plan: deciding.reopen(plan, _references(request), actor=request.user))


@require_POST
@needs(Right.DECIDE_STATEMENTS)
def combine(request: SignedIn, pk: int) -> HttpResponse:
    """合并."""
    return _act(request, pk, lambda plan: combining.combine(plan, _references(request), actor=request.user))


@require_POST
@needs(Right.DECIDE_STATEMENTS)
def split(request: SignedIn, pk: int) -> HttpResponse:
    """拆分."""
    lines = request.POST.get("lines", "").splitlines()
    return _act(request, pk, lambda plan: splitting.split(plan, _one(request), lines, actor=request.user))


@require_POST
@needs(Right.DECIDE_STATEMENTS)
def reword(request: SignedIn, pk: int) -> HttpResponse:
    """改写."""
    sent = request.POST
    more = {name: sent[name] for name in wording.WORDS if name in sent}
    return _act(
        request,
        pk,
        lambda plan: wording.reword(
            plan,
            _one(request),
            actor=request.user,
            text=sent.get("text", ""),
            title=sent.get("title"),
            steps=sent["steps"].splitlines() if "steps" in sent else None,
            more=more,
        ),
    )


@require_POST
@needs(Right.DECIDE_STATEMENTS)
def reassign(request: SignedIn, pk: int) -> HttpResponse:
    """The units of one task, role by role: chosen ones by key, others as they were typed."""

    def action(plan: Plan) -> DeskChange | None:
        units = Unit.objects.filter(office=plan.office_id).in_bulk()
        chosen: list[tuple[str, AssignmentRole]] = []
        for role in AssignmentRole:
            known = [units[key] for key in map(_number, request.POST.getlist(role.value)) if key in units]
            chosen += [(unit.name, role) for unit in known]
            chosen += [(name, role) for name in names_in(request.POST.get(f"{role.value}_typed", ""))]
        return assigning.reassign(plan, _one(request), chosen, actor=request.user)

    return _act(request, pk, action)


@require_POST
@needs(Right.DECIDE_STATEMENTS)
def add_unit(request: SignedIn, pk: int) -> HttpResponse:
    """One unit more for many."""
    return _act(
        request,
        pk,
        lambda plan: assigning.add_unit(
            plan,
            _references(request),
            _unit(request, plan),
            _role(request.POST.get("role", "")),
            actor=request.user,
        ),
    )


@require_POST
@needs(Right.DECIDE_STATEMENTS)
def keep_alias(request: SignedIn, pk: int) -> HttpResponse:
    """记为别名; whatever else stands under that name knows its unit from now on."""
    name = request.POST.get("name", "")
    return _act(
        request,
        pk,
        lambda plan: aliases.keep_alias(plan, name, _unit(request, plan), actor=request.user),
        everywhere=True,
    )


@require_POST
@needs(Right.DECIDE_STATEMENTS)
def set_limit(request: SignedIn, pk: int) -> HttpResponse:
    """时限, for one or for many."""
    return _act(
        request,
        pk,
        lambda plan: limits.set_limit(plan, _references(request), limit_in(request.POST, plan), actor=request.user),
    )


@require_POST
@needs(Right.DECIDE_STATEMENTS)
def set_targets(request: SignedIn, pk: int) -> HttpResponse:
    """指标; a masked figure is filled in here."""

    def action(plan: Plan) -> DeskChange | None:
        wanted = _one(request)
        at, figure = request.POST.get("at", ""), request.POST.get("figure", "").strip()
        if at.isdigit() and figure:
            return targets.fill_masked(plan, wanted, int(at), _figure(figure), actor=request.user)
        return targets.set_targets(plan, wanted, targets_in(request.POST, wanted), actor=request.user)

    return _act(request, pk, action)


def _figure(words: str) -> Decimal:
    try:
        return Decimal(words)
    except ArithmeticError:
        raise Refused("no-figure", f"“{words[:40]}”不是数值。", f"“{words[:40]}” is no figure.") from None


@require_POST
@needs(Right.DECIDE_STATEMENTS)
def add_oral_task(request: SignedIn, pk: int) -> HttpResponse:
    """口头交办."""
    form = OralForm(request.POST)
    plan = plan_for(request.user, pk)
    if not form.is_valid():
        more = {"plan": plan, "form": form}
        answer = render(request, "tasks/desk/editors/oral.html", more, status=422)
        answer["HX-Retarget"], answer["HX-Reswap"] = "#oral-form", "innerHTML"
        return answer
    return _act(
        request,
        pk,
        lambda plan: oral_action.add_oral_task(
            plan, form.instruction, actor=request.user, lead=form.lead(plan), limit=form.limit(plan)
        )[1],
    )


@require_POST
@needs(Right.DECIDE_STATEMENTS)
def remove(request: SignedIn, pk: int) -> HttpResponse:
    """撤掉任务."""
    return _act(request, pk, lambda plan: removing.remove_tasks(plan, _references(request), actor=request.user))


@require_POST
@needs(Right.DECIDE_STATEMENTS)
def merge(request: SignedIn, pk: int) -> HttpResponse:
    """并入已有任务."""
    existing = task_for(request.user, _number(request.POST.get("existing", "")))
    return _act(
        request,
        pk,
        lambda plan: merging.merge_into_existing(plan, _references(request), existing, actor=request.user),
    )


@require_POST
@needs(Right.DECIDE_STATEMENTS)
def move(request: SignedIn, pk: int) -> HttpResponse:
    """Put a task behind another, or first."""

    def action(plan: Plan) -> DeskChange | None:
        after = parse(request.POST.getlist("after"))
        return ordering.reorder(plan, _one(request), after[0] if after else None, actor=request.user)

    return _act(request, pk, action)


@require_POST
@needs(Right.DECIDE_STATEMENTS)
def undo(request: SignedIn, pk: int) -> HttpResponse:
    """撤销."""
    expected = _number(request.POST.get("expected", "")) or None
    return _act(request, pk, lambda plan: undoing.undo(plan, actor=request.user, expected=expected))


@require_POST
@needs(Right.DECIDE_STATEMENTS)
def redo(request: SignedIn, pk: int) -> HttpResponse:
    """重做."""
    return _act(request, pk, lambda plan: undoing.redo(plan, actor=request.user))
