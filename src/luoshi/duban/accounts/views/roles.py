"""The security administrator's pages: who may do what, and who is an administrator."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from luoshi.duban import clock
from luoshi.duban.accounts.access import roles_of_many
from luoshi.duban.accounts.actions.grant_role import end_role, grant_role
from luoshi.duban.accounts.forms import typed
from luoshi.duban.accounts.forms.people import GrantForm
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.models import RoleGrant, User
from luoshi.duban.accounts.queries import people_visible_to, person_for, search
from luoshi.duban.accounts.roles import ADMINISTRATORS, ALLOWED, Right, Role
from luoshi.duban.accounts.views.people import PAGE
from luoshi.duban.problems import Refused, sentence


@needs(Right.GRANT_ROLES)
def roles(request: SignedIn) -> HttpResponseBase:
    """The administrators, with a form to grant a role; and everybody with their roles, fifty a page."""
    form = GrantForm(typed(request))
    if request.method == "POST" and form.is_valid() and _grant(request, form):
        return redirect("accounts:roles")
    words = request.GET.get("q", "")
    page = Paginator(search(people_visible_to(request.user), words, "active"), PAGE).get_page(request.GET.get("page"))
    held = roles_of_many(list(page.object_list), clock.today())
    shown = {
        "form": form,
        "grants": RoleGrant.objects.filter(ends__isnull=True, user__in=people_visible_to(request.user))
        .select_related("user__office", "granted_by")
        .order_by("role", "starts"),
        "page": page,
        "people": [(person, [role for role in Role if role in held[person.pk]]) for person in page.object_list],
        "query": words,
        "administrators": ADMINISTRATORS,
    }
    return render(request, "accounts/roles.html", shown)


def _grant(request: SignedIn, form: GrantForm) -> bool:
    person = people_visible_to(request.user).filter(username=form.cleaned_data["username"].strip()).first()
    if person is None:
        form.add_error("username", _("没有这个登录名。"))
        return False
    try:
        grant = grant_role(person, Role(form.cleaned_data["role"]), actor=request.user)
    except Refused as refused:
        form.add_error(None, sentence(refused))
        return False
    messages.success(request, _("已授予%(name)s“%(role)s”。") % {"name": person.name, "role": grant.get_role_display()})
    return True


@needs(Right.GRANT_ROLES)
@require_POST
def end_role_page(request: SignedIn, person: int) -> HttpResponseBase:
    """Take an administrator's role back."""
    one: User = person_for(request.user, person)
    try:
        end_role(one, actor=request.user)
        messages.success(request, _("已收回%(name)s的管理员角色。") % {"name": one.name})
    except Refused as refused:
        messages.error(request, sentence(refused))
    return redirect("accounts:roles")


@needs(Right.GRANT_ROLES)
def rights(request: SignedIn) -> HttpResponse:
    """The table of rights, as the application itself reads it."""
    rows = [(right, [(role, role in ALLOWED[right]) for role in Role]) for right in Right]
    return render(request, "accounts/rights.html", {"roles": list(Role), "rows": rows})
