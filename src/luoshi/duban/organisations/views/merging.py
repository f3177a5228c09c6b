"""The wizard of a merger: which units, what will move, then one click."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luoshi.duban import clock
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right, Role
from luoshi.duban.organisations.actions.merge_units import Merger, foresee, merge_units
from luoshi.duban.organisations.forms.units import MergeForm
from luoshi.duban.organisations.models import Unit
from luoshi.duban.organisations.queries import visible_to
from luoshi.duban.organisations.views.units import office_or_404
from luoshi.duban.problems import sentence
from luoshi.errors import LuoshiError


@require_http_methods(["GET", "POST"])
@needs(Right.MANAGE_UNITS)
def merge(request: SignedIn) -> HttpResponse:
    """合并单位: the form, then (``look``) what it would move, then (``merge``) the merger itself."""
    office = office_or_404(request)
    start = visible_to(request.user).filter(pk__in=[key for key in request.GET.getlist("unit") if key.isdigit()])
    initial = {"sources": list(start), "on": clock.today()}
    form = MergeForm(request.POST if request.method == "POST" else None, office=office, initial=initial)
    if request.method != "POST":
        return render(request, "organisations/merge.html", {"form": form})
    if not form.is_valid():
        return render(request, "organisations/merge.html", {"form": form}, status=422)
    data = form.cleaned_data
    sources, into = data["sources"], data["into"]
    merger = foresee(sources, into)
    if "merge" not in request.POST:
        return _look(request, form, merger)
    _as_seen(request, [*sources, into])
    ending = [post for post in merger.posts if request.POST.get(f"post-{post.pk}") == "close"]
    try:
        done = merge_units(sources, into, on=data["on"], actor=request.user, ending=ending, reason=data["reason"])
    except LuoshiError as error:
        form.add_error(None, sentence(error))
        return _look(request, form, foresee(sources, into), status=409)
    moved = _("、").join(
        _("%(what)s%(number)s项") % {"what": count.what, "number": count.number} for count in done.work if count.number
    )
    messages.success(
        request,
        _("已合并，移交%(moved)s。") % {"moved": moved} if moved else _("已合并；没有未办结的工作需要移交。"),
    )
    return redirect("organisations:unit", into.pk)


def _look(request: SignedIn, form: MergeForm, merger: Merger, *, status: int = 200) -> HttpResponse:
    """What would move, before it does."""
    data = form.cleaned_data
    units = Unit.objects.filter(pk__in=[unit.pk for unit in (*data["sources"], data["into"])])
    context = {
        "form": form,
        "merger": merger,
        "sources": data["sources"],
        "into": data["into"],
        "versions": {f"version-{unit.pk}": unit.version for unit in units},
        "closing": Role.UNIT_HEAD,
    }
    return render(request, "organisations/merge_look.html", context, status=status)


def _as_seen(request: SignedIn, units: list[Unit]) -> None:
    """Let a unit that changed since the look be refused."""
    for unit in units:
        version = request.POST.get(f"version-{unit.pk}", "")
        unit.version = int(version) if version.isdigit() else 0
