"""Pages of look-back checks: draws and rates, one draw, one look."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luoshi.duban import clock
from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.locking import version_sent
from luoshi.duban.oversight.lookback.actions.draw_sample import draw_sample
from luoshi.duban.oversight.lookback.actions.record_look import record_look, reopen_found
from luoshi.duban.oversight.lookback.forms import DrawForm, LookForm
from luoshi.duban.oversight.lookback.models import Draw, Look, Outcome
from luoshi.duban.oversight.lookback.rates import FEW, rates
from luoshi.duban.oversight.lookback.risk import BASE, NAMES, WEIGHTS, Reason
from luoshi.duban.oversight.lookback.sampling import draw as draw_again
from luoshi.duban.problems import sentence
from luoshi.duban.tasks.models import CloseOut, Means, Report, ReportKind, Verification, VerificationOutcome
from luoshi.errors import LuoshiError

PAGE = 20


@dataclass(frozen=True, slots=True)
class _Row:
    """A look as a list shows it."""

    look: Look
    reasons: list[str]
    means: list[str]

    @property
    def overdue(self) -> int:
        """The days by which nobody has looked."""
        if self.look.outcome:
            return 0
        return max(0, (clock.today() - self.look.draw.look_by).days)


@require_GET
@needs(Right.LOOK_BACK)
def draws(request: SignedIn) -> HttpResponse:
    """The draws, the newest first, and how often each unit's work did not hold."""
    office = request.user.office
    if office is None:
        raise Http404
    done, failed = ~Q(looks__outcome=Outcome.OPEN), Q(looks__outcome=Outcome.FAILS)
    counted = Draw.objects.filter(office=office).select_related("register", "made_by")
    counted = counted.annotate(
        all=Count("looks"), done=Count("looks", filter=done), failed=Count("looks", filter=failed)
    )
    page = Paginator(counted.order_by("-id"), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rates": rates(office),
        "few": FEW,
        "may_draw": may(request.user, Right.DRAW_SAMPLE),
        "today": clock.today(),
    }
    return render(request, "lookback/draws.html", context)


@require_http_methods(["GET", "POST"])
@needs(Right.DRAW_SAMPLE)
def new(request: SignedIn) -> HttpResponse:
    """抽样: the days, the size; what makes one more likely stands beside it."""
    form = DrawForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            made = draw_sample(form.wanted(), actor=request.user)
        except LuoshiError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("已抽取%(count)s项。") % {"count": made.looks.count()})
            return redirect("lookback:draw", made.pk)
    weights = [(NAMES[reason], weight) for reason, weight in WEIGHTS.items()]
    context = {"form": form, "weights": weights, "base": BASE}
    return render(request, "lookback/new.html", context, status=422 if form.is_bound and form.errors else 200)


@require_GET
@needs(Right.LOOK_BACK)
def draw(request: SignedIn, draw: int) -> HttpResponse:
    """One draw: its seed, what it was drawn from, and what was found; the same is drawn again to compare."""
    one = get_object_or_404(Draw.objects.select_related("register", "made_by"), office=request.user.office_id, pk=draw)
    looks = list(_looks().filter(draw=one))
    again = draw_again([(key, weight) for key, weight in one.pool], one.size, one.seed)
    context = {
        "draw": one,
        "rows": [_row(look) for look in looks],
        "holds_again": again == [look.assignment_id for look in looks],
        "pool": len(one.pool),
    }
    return render(request, "lookback/draw.html", context)


@require_http_methods(["GET", "POST"])
@needs(Right.LOOK_BACK)
def look(request: SignedIn, look: int) -> HttpResponse:
    """One look: what was reported, verified and closed out, and what is found now."""
    one = _look_for(request, look)
    form = LookForm(request.POST or None, initial={"version": one.version})
    if request.method == "POST" and form.is_valid():
        try:
            done = record_look(one, form.found(), actor=request.user, version=form.cleaned_data["version"])
        except LuoshiError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("已记录：属实。") if done.outcome == Outcome.HOLDS else _("已记录：不实。"))
            return redirect("lookback:look", one.pk)
    before = one.assignment
    handed_in = Report.objects.filter(assignment=before, kind=ReportKind.COMPLETION)
    context = {
        "row": _row(one),
        "form": form,
        "report": handed_in.select_related("typed_by").first(),
        "verification": Verification.objects.filter(assignment=before, outcome=VerificationOutcome.PASSED)
        .select_related("verified_by")
        .first(),
        "close_out": CloseOut.objects.filter(assignment=before).select_related("closed_by").first(),
        "may_reopen": may(request.user, Right.CLOSE_OUT) and one.outcome == Outcome.FAILS and one.reopened_at is None,
    }
    return render(request, "lookback/look.html", context, status=422 if form.is_bound and form.errors else 200)


@require_POST
@needs(Right.CLOSE_OUT)
def reopen(request: SignedIn, look: int) -> HttpResponse:
    """What does not hold goes on."""
    one = _look_for(request, look)
    try:
        reopen_found(one, actor=request.user, version=version_sent(request.POST))
    except LuoshiError as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, _("已重新办理，承办单位已收到通知。"))
    return redirect("lookback:look", one.pk)


def _look_for(request: SignedIn, look: int) -> Look:
    return get_object_or_404(_looks(), pk=look, draw__office=request.user.office_id)


def _looks() -> QuerySet[Look]:
    return Look.objects.select_related(
        "draw", "assignment__task", "assignment__unit", "looked_by", "reopened_by"
    ).order_by("place")


def _row(look: Look) -> _Row:
    reasons = [str(NAMES[Reason(one)]) for one in look.reasons if one in set(Reason)]
    return _Row(look, reasons, [str(Means(one).label) for one in look.means if one in Means.values])
