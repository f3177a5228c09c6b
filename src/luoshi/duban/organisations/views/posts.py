"""Posts: who holds which, since when, and who did before."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luoshi.duban import clock
from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import ADMINISTRATORS, Right, Role
from luoshi.duban.organisations.access import UNIT_ROLES, may_fill
from luoshi.duban.organisations.models import Post
from luoshi.duban.organisations.queries import current, holders, post_for, posts_visible_to
from luoshi.duban.organisations.views.units import PAGE, office_or_404

_ROLES = sorted(set(Role) - ADMINISTRATORS, key=lambda role: (role not in UNIT_ROLES, list(Role).index(role)))


@require_GET
@needs(Right.SEE_UNITS)
def posts(request: SignedIn) -> HttpResponse:
    """Open posts of a role, or those of one person; ticked ones are handed over together."""
    office, today = office_or_404(request), clock.today()
    shown = request.GET.get("role", Role.LIAISON.value)
    role = Role(shown) if shown in _ROLES else Role.LIAISON
    words = request.GET.get("q", "").strip()
    found = posts_visible_to(request.user).filter(office=office, is_open=True)
    if words:
        by_person = found.filter(current(today, "tenures__"), tenures__person__name__icontains=words)
        found = found.filter(pk__in=by_person.values("pk")) | found.filter(unit__name__icontains=words)
    else:
        found = found.filter(role=role)
    page = Paginator(found.order_by("unit__position", "pk"), PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    held = holders(rows, today)
    tabs = [
        {"title": one.label, "url": f"?role={one.value}", "here": one is role and not words, "count": None}
        for one in _ROLES
    ]
    context = {
        "page": page,
        "rows": [(post, held.get(post.pk, []), may_fill(request.user, Role(post.role))) for post in rows],
        "tabs": tabs,
        "query": words,
        "role": role,
        "has_units": bool(words) or role in {Role.LIAISON, Role.UNIT_HEAD},
        "may_post": may(request.user, Right.MANAGE_UNIT_POSTS),
        "may_hand_over": any(may_fill(request.user, Role(post.role)) for post in rows),
    }
    return render(request, "organisations/posts.html", context)


@require_GET
@needs(Right.SEE_UNITS)
def post(request: SignedIn, post: int) -> HttpResponse:
    """One post with everybody who held it."""
    shown, today = post_for(request.user, post), clock.today()
    tenures = list(shown.tenures.select_related("person").order_by("-starts", "-pk"))
    context = {
        "post": shown,
        "tenures": [
            (tenure, _when(tenure.starts > today, tenure.ends is None or tenure.ends > today)) for tenure in tenures
        ],
        "fields": list(shown.fields.order_by("position")) if shown.role == Role.ACCOUNTABLE_LEADER else None,
        "may_fill": may_fill(request.user, Role(shown.role)) and shown.is_open,
        "may_set_fields": may(request.user, Right.GRANT_ROLES) and shown.is_open,
    }
    return render(request, "organisations/post.html", context)


def _when(is_future: bool, is_running: bool) -> str:
    if is_future:
        return _("待任")
    return _("在任") if is_running else ""


def open_posts_of(request: SignedIn, keys: list[str]) -> list[Post]:
    """The posts with these keys that the person may fill, in the order of their units."""
    found = posts_visible_to(request.user).filter(is_open=True, pk__in=[key for key in keys if key.isdigit()])
    return [post for post in found.order_by("unit__position", "pk") if may_fill(request.user, Role(post.role))]
