"""The units of the office, and one unit."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import select_template
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from luoshi.duban import clock
from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.models import Office
from luoshi.duban.accounts.roles import Right, Role
from luoshi.duban.organisations import tree
from luoshi.duban.organisations.access import may_fill, office_of
from luoshi.duban.organisations.models import Membership, Post, Unit, UnitKind
from luoshi.duban.organisations.names import matching, names_over_time, tidy
from luoshi.duban.organisations.queries import current, holders, unit_for, units_in

PAGE = 50
#: The app above fills these in: the way to a unit's work.
_ACTIONS = ("tasks/components/unit_actions.html", "organisations/components/no_actions.html")
#: What the list can be narrowed to: the tab's key and its name.
TABS = (
    ("", gettext_lazy("全部单位")),
    ("groups", gettext_lazy("单位组")),
    ("no-liaison", gettext_lazy("缺联络员")),
    ("no-head", gettext_lazy("缺负责人")),
)


def office_or_404(request: SignedIn) -> Office:
    """The office whose units are shown; an administrator of the installation may name one (``?office=``)."""
    office = office_of(request.user, request.GET.get("office", ""))
    if office is None:
        raise Http404
    return office


@require_GET
@needs(Right.SEE_UNITS)
def units(request: SignedIn) -> HttpResponse:
    """The tree; searched, narrowed to groups or to units in which a post is vacant, a flat list."""
    office, today = office_or_404(request), clock.today()
    words, here = request.GET.get("q", "").strip(), request.GET.get("show", "")
    vacant = {"no-liaison": Role.LIAISON, "no-head": Role.UNIT_HEAD}
    if words:
        keys = [(pk, 0) for pk in matching(office, tidy(words), today).values_list("pk", flat=True)]
    elif here == "groups":
        keys = [(pk, 0) for pk in units_in(office, today).filter(kind=UnitKind.GROUP).values_list("pk", flat=True)]
    elif here in vacant:
        keys = [(pk, 0) for pk in tree.without(vacant[here], office, today).values_list("pk", flat=True)]
    else:
        here, keys = "", tree.ordered(office, today)
    page = Paginator(keys, PAGE).get_page(request.GET.get("page"))
    empty = tree.vacancies(vacant.values(), office, today)
    tabs = [
        {
            "title": title,
            "url": f"?show={key}" if key else reverse("organisations:units"),
            "here": key == here and not words,
            "count": empty[vacant[key]] if key in vacant else None,
        }
        for key, title in TABS
    ]
    context = {
        "office": office,
        "page": page,
        "lines": tree.lines(list(page.object_list), today),
        "query": words,
        "tabs": tabs,
        "is_flat": bool(words or here),
        "may_manage": may(request.user, Right.MANAGE_UNITS),
        "may_post": may(request.user, Right.MANAGE_UNIT_POSTS),
    }
    return render(request, "organisations/units.html", context)


@require_GET
@needs(Right.SEE_UNITS)
def unit(request: SignedIn, unit: int) -> HttpResponse:
    """One unit: its names, posts, groups, the units below it, and what became of it."""
    shown, today = unit_for(request.user, unit), clock.today()
    posts = list(
        Post.objects.filter(Q(unit=shown) | Q(fields=shown, is_open=True))
        .distinct()
        .select_related("unit", "office")
        .order_by("-is_open", "role", "pk")
    )
    own = [post for post in posts if post.unit_id == shown.pk]
    held = holders(posts, today)
    aliases = list(shown.aliases.order_by("pk"))
    memberships = Membership.objects.filter(Q(member=shown) | Q(group=shown), current(today))
    linked = list(memberships.select_related("group", "member").order_by("member__position", "pk"))
    around = list(Unit.objects.filter(Q(parent=shown, ends__isnull=True) | Q(merged_into=shown)))
    manages = may(request.user, Right.MANAGE_UNITS)
    context = {
        "unit": shown,
        "names": names_over_time(shown, aliases),
        "aliases": [alias for alias in aliases if alias.until is None],
        "posts": [(post, held.get(post.pk, []), may_fill(request.user, Role(post.role))) for post in own],
        "leaders": [(post, held.get(post.pk, [])) for post in posts if post.unit_id != shown.pk],
        "groups": [row.group for row in linked if row.member_id == shown.pk],
        "members": [row.member for row in linked if row.group_id == shown.pk],
        "children": [other for other in around if other.parent_id == shown.pk and other.ends is None],
        "merged": [other for other in around if other.merged_into_id == shown.pk],
        "is_group": shown.kind == UnitKind.GROUP,
        "actions_template": select_template(_ACTIONS).template,
        "may_manage": manages and shown.ends is None,
        "may_post": may(request.user, Right.MANAGE_UNIT_POSTS) and shown.ends is None,
    }
    return render(request, "organisations/unit.html", context)
