"""The system administrator's pages: the accounts, and nothing of the business."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from luoshi.duban.accounts import locking, sessions
from luoshi.duban.accounts.access import roles_of
from luoshi.duban.accounts.actions import look_after_account as care
from luoshi.duban.accounts.actions.create_account import create_account
from luoshi.duban.accounts.actions.edit_account import edit_account
from luoshi.duban.accounts.forms import typed
from luoshi.duban.accounts.forms.people import NewPersonForm, PersonForm, SearchForm
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.queries import offices_visible_to, people_visible_to, person_for, search
from luoshi.duban.accounts.roles import Right, Role
from luoshi.duban.accounts.second_factor import factor_of
from luoshi.duban.problems import ChangedMeanwhile, Refused, sentence

PAGE = 50


@needs(Right.MANAGE_ACCOUNTS)
def people(request: SignedIn) -> HttpResponse:
    """The accounts, fifty a page."""
    words, state = request.GET.get("q", ""), request.GET.get("state", "")
    found = search(people_visible_to(request.user), words, state)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(
        request, "accounts/people.html", {"page": page, "query": words, "filters": SearchForm(request.GET or None)}
    )


@needs(Right.MANAGE_ACCOUNTS)
def new_person(request: SignedIn) -> HttpResponse:
    """Create an account; its first password is shown once."""
    form = NewPersonForm(typed(request), actor=request.user, initial={"office": _only_office(request.user)})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            person, password = create_account(
                username=said["username"],
                name=said["name"],
                office=said["office"],
                telephone=said["telephone"],
                actor=request.user,
            )
        except Refused as refused:
            form.add_error("username", sentence(refused))
        else:
            return _password_once(request, person, password, created=True)
    return render(request, "accounts/new_person.html", {"form": form})


@needs(Right.MANAGE_ACCOUNTS)
def person_page(request: SignedIn, person: int) -> HttpResponseBase:
    """One account: its facts to correct, its state, what can be done for it."""
    one = person_for(request.user, person)
    seen: dict[str, object] = {
        "name": one.name,
        "telephone": one.telephone,
        "office": one.office_id,
        "version": one.version,
    }
    form = PersonForm(typed(request), actor=request.user, initial=seen)
    rows: list[dict[str, object]] = []
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            edit_account(
                one, name=said["name"], telephone=said["telephone"], office=said["office"],
                version=said["version"] or 0, actor=request.user,
            )  # fmt: skip
        except ChangedMeanwhile:
            rows = _both_versions(one, form)
            again = request.POST.copy()
            again["version"] = str(one.version)
            form = PersonForm(again, actor=request.user)
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("已保存。"))
            return redirect("accounts:person", person=one.pk)
    shown = {
        "person": one,
        "form": form,
        "rows": rows,
        "is_locked": locking.is_locked(one),
        "factor": factor_of(one),
        "sessions": sessions.running(one),
        "roles": [role.label for role in Role if role in roles_of(one)],
        "is_self": one.pk == request.user.pk,
    }
    return render(request, "accounts/person.html", shown, status=409 if rows else 200)


@needs(Right.MANAGE_ACCOUNTS)
@require_POST
def reset_password(request: SignedIn, person: int) -> HttpResponseBase:
    """A new first password, shown once."""
    one = person_for(request.user, person)
    try:
        password = care.reset_password(one, actor=request.user)
    except Refused as refused:
        messages.error(request, sentence(refused))
        return redirect("accounts:person", person=one.pk)
    return _password_once(request, one, password, created=False)


@needs(Right.MANAGE_ACCOUNTS)
@require_POST
def look_after(request: SignedIn, person: int, what: str) -> HttpResponseBase:
    """Switch off or on, unlock, end the sessions, remove the second factor."""
    one = person_for(request.user, person)
    deeds: dict[str, tuple[Callable[[], object], str]] = {
        "off": (lambda: care.switch(one, on=False, actor=request.user), _("账号已停用，已退出所有登录。")),
        "on": (lambda: care.switch(one, on=True, actor=request.user), _("账号已启用。")),
        "unlock": (lambda: care.unlock(one, actor=request.user), _("已解除锁定。")),
        "end-sessions": (lambda: care.end_sessions(one, actor=request.user), _("已退出所有登录。")),
        "remove-factor": (lambda: care.remove_second_factor(one, actor=request.user), _("二次验证已撤销。")),
    }
    deed, done = deeds[what]
    try:
        deed()
        messages.success(request, done)
    except Refused as refused:
        messages.error(request, sentence(refused))
    return redirect("accounts:person", person=one.pk)


def _only_office(user: User) -> int | None:
    """The office that a new account most likely belongs to: the administrator's, or the only one there is."""
    keys = list(offices_visible_to(user).values_list("pk", flat=True)[:2])
    return keys[0] if len(keys) == 1 else None


def _both_versions(one: User, form: PersonForm) -> list[dict[str, object]]:
    """What stands there now beside what was typed."""
    one.refresh_from_db()
    said = form.cleaned_data
    return [
        {"label": _("姓名"), "theirs": one.name, "mine": said["name"]},
        {"label": _("电话"), "theirs": one.telephone, "mine": said["telephone"]},
        {"label": _("所属机构"), "theirs": str(one.office or ""), "mine": str(said["office"] or "")},
    ]


def _password_once(request: SignedIn, person: User, password: str, *, created: bool) -> HttpResponse:
    shown = {"person": person, "password": password, "created": created}
    response = render(request, "accounts/first_password.html", shown)
    response["Cache-Control"] = "no-store"
    return response
