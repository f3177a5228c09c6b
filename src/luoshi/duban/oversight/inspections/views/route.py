"""督查路线: days, times and places of all units in one table."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.inspections.actions.set_route import Visit, set_route
from luoshi.duban.oversight.inspections.forms.plan import RouteForm
from luoshi.duban.oversight.inspections.queries import inspection_for, stops_shown
from luoshi.duban.problems import sentence
from luoshi.errors import LuoshiError


@require_http_methods(["GET", "POST"])
@needs(Right.INSPECT)
def route(request: SignedIn, inspection: int) -> HttpResponse:
    """In which order, on which day, at which time and where."""
    shown = inspection_for(request.user, inspection)
    stops = stops_shown(shown)
    form = RouteForm(stops, request.POST if request.method == "POST" else None, version=shown.version)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        visits = {
            stop.pk: Visit(
                data[f"day_{stop.pk}"], data[f"order_{stop.pk}"], data[f"time_{stop.pk}"], data[f"place_{stop.pk}"]
            )
            for stop in stops
        }
        try:
            set_route(shown, visits, actor=request.user, version=data["version"])
        except LuoshiError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("路线已安排。"))
            return redirect("inspections:inspection", shown.pk)
    context = {"inspection": shown, "form": form}
    return render(request, "inspections/route.html", context, status=422 if form.errors else 200)
