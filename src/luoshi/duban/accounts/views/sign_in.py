"""Signing in, in one step or two, and signing out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from luoshi.duban import clock
from luoshi.duban.accounts.actions import second_factor as factors
from luoshi.duban.accounts.actions.check_password import check_password, count_failure
from luoshi.duban.accounts.actions.sign_in import sign_in, sign_out
from luoshi.duban.accounts.forms import typed
from luoshi.duban.accounts.forms.sign_in import CodeForm, SignInForm
from luoshi.duban.accounts.guards import open_to_all
from luoshi.duban.accounts.locking import locked_for
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.second_factor import factor_of
from luoshi.duban.audit.middleware import address_of

#: In the session: who gave the right password and owes the second factor.
_AWAITING = "awaits-second-factor"
#: Seconds in which the second step must follow the first.
_PATIENCE = 300


@open_to_all
@sensitive_post_parameters("password")
def sign_in_page(request: HttpRequest) -> HttpResponseBase:
    """Name and password."""
    onwards = _next(request)
    if isinstance(request.user, User):
        return redirect(onwards)
    form = SignInForm(typed(request))
    if request.method == "POST" and form.is_valid():
        tried = check_password(request, form.cleaned_data["username"], form.cleaned_data["password"])
        if tried.user is None:
            words = _locked(tried.locked_for) if tried.locked_for else _("登录名或密码不对。")
            form.add_error(None, words)
        elif factor_of(tried.user) is None:
            sign_in(request, tried.user, with_factor=False)
            return redirect(onwards)
        else:
            request.session.cycle_key()
            request.session[_AWAITING] = {"user": tried.user.pk, "since": clock.now().timestamp(), "next": onwards}
            return redirect("accounts:second-step")
    return _page(request, "accounts/sign_in.html", {"form": form, "next": onwards})


@open_to_all
def second_step(request: HttpRequest) -> HttpResponseBase:
    """The one-time password, after the right password."""
    user, onwards = _awaited(request)
    if user is None:
        return redirect("accounts:sign-in")
    form = CodeForm(typed(request))
    if request.method == "POST" and form.is_valid():
        locked = locked_for(user.username, address_of(request))
        if not locked and factors.prove(user, form.cleaned_data["code"]):
            del request.session[_AWAITING]
            sign_in(request, user, with_factor=True)
            return redirect(onwards)
        locked = locked or count_failure(request, user.username, reason=_("二次验证码不对"))
        form.add_error(None if locked else "code", _locked(locked) if locked else _("验证码不对或已用过。"))
    return _page(request, "accounts/second_step.html", {"form": form})


@open_to_all
@require_POST
def sign_out_page(request: HttpRequest) -> HttpResponseBase:
    """Sign out."""
    if isinstance(request.user, User):
        sign_out(request, request.user)
        messages.success(request, _("已退出登录。"))
    return redirect("accounts:sign-in")


def _page(request: HttpRequest, template: str, shown: dict[str, object]) -> HttpResponse:
    response = render(request, template, shown)
    response["Cache-Control"] = "no-store"
    return response


def _awaited(request: HttpRequest) -> tuple[User | None, str]:
    """Who owes the second factor, and where they want to go; nobody where the first step is too long ago."""
    awaiting = request.session.get(_AWAITING)
    if not awaiting or clock.now().timestamp() - awaiting["since"] > _PATIENCE:
        return None, ""
    return User.objects.filter(pk=awaiting["user"], is_active=True).first(), awaiting["next"]


def _next(request: HttpRequest) -> str:
    """Where to go after signing in: only to an address of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else resolve_url("ui:home")


def _locked(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    lasts = _("%(minutes)d 分 %(seconds)d 秒") % {"minutes": minutes, "seconds": rest}
    return _("登录失败次数过多，已暂时锁定，请 %(lasts)s后再试，或联系系统管理员解锁。") % {"lasts": lasts}
