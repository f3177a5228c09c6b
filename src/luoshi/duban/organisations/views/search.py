"""What the pickers ask for while somebody types."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from luoshi.duban import clock
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.organisations.access import office_of
from luoshi.duban.organisations.models import UnitKind
from luoshi.duban.organisations.names import Found, search
from luoshi.duban.organisations.people import search_people


@needs(Right.SEE_UNITS)
def search_units(request: SignedIn) -> HttpResponse:
    """``?q=`` → ``{"results": [{"id", "name", "hint"}]}``: twelve units at most, the best first."""
    office = office_of(request.user, request.GET.get("office", ""))
    words = request.GET.get("q", "")
    found = [] if office is None else search(office, words, clock.today(), kind=request.GET.get("kind", ""))
    results = [{"id": one.unit.pk, "name": one.unit.name, "hint": _hint(one)} for one in found]
    return JsonResponse({"results": results})


def _hint(found: Found) -> str:
    if found.through:
        return _("别名：%(name)s") % {"name": found.through}
    if found.unit.kind == UnitKind.GROUP:
        return _("单位组")
    return found.unit.parent.name if found.unit.parent else ""


@needs(Right.MANAGE_UNIT_POSTS)
def search_for_people(request: SignedIn) -> HttpResponse:
    """``?q=`` → people of the office by name or user name, with the posts they hold."""
    office = office_of(request.user, request.GET.get("office", ""))
    found = [] if office is None else search_people(office, request.GET.get("q", ""), clock.today())
    return JsonResponse(
        {"results": [{"id": one.person.pk, "name": str(one.person), "hint": one.posts} for one in found]}
    )
