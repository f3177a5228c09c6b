"""One's own account: password, second factor, sessions."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from luoshi.duban.accounts import one_time, sessions
from luoshi.duban.accounts.actions import second_factor as factors
from luoshi.duban.accounts.actions.change_password import change_password
from luoshi.duban.accounts.actions.sign_in import end_other_sessions
from luoshi.duban.accounts.forms import typed
from luoshi.duban.accounts.forms.password import PasswordForm
from luoshi.duban.accounts.forms.sign_in import CodeForm
from luoshi.duban.accounts.guards import SignedIn, needs, open_to_all
from luoshi.duban.accounts.middleware import seconds_left
from luoshi.duban.accounts.models import RecoveryCode, User
from luoshi.duban.accounts.passwords import must_change
from luoshi.duban.accounts.roles import Right
from luoshi.duban.accounts.second_factor import factor_of, is_required
from luoshi.duban.problems import Refused, sentence


@needs(Right.SEE_OWN_ACCOUNT)
def me(request: SignedIn) -> HttpResponse:
    """The account, its second factor and its sessions."""
    shown = {
        "factor": factor_of(request.user),
        "factor_required": is_required(request.user),
        "codes_left": RecoveryCode.objects.filter(user=request.user, used_at=None).count(),
        "sessions": sessions.running(request.user),
        "this_session": request.session.session_key,
        "password_days": settings.PASSWORD_DAYS,
    }
    return render(request, "accounts/me.html", shown)


@needs(Right.SEE_OWN_ACCOUNT)
@sensitive_post_parameters()
def change_password_page(request: SignedIn) -> HttpResponseBase:
    """A new password; also the first page of who must choose one."""
    form = PasswordForm(typed(request), user=request.user)
    if request.method == "POST" and form.is_valid():
        change_password(request, request.user, form.cleaned_data["new"])
        messages.success(request, _("密码已修改，其他地方的登录已退出。"))
        return redirect("ui:home")
    first = request.user.must_change_password
    return render(
        request, "accounts/change_password.html", {"form": form, "first": first, "due": must_change(request.user)}
    )


@needs(Right.SEE_OWN_ACCOUNT)
def second_factor_page(request: SignedIn) -> HttpResponseBase:
    """Set up the second factor: a code to scan, and the first one-time password as proof."""
    if factor_of(request.user) is not None:
        return redirect("accounts:me")
    form = CodeForm(typed(request))
    if request.method == "POST" and form.is_valid():
        codes = factors.confirm(request, request.user, form.cleaned_data["code"])
        if codes is not None:
            return _codes_once(request, codes)
        form.add_error("code", _("验证码不对：请核对手机时间，输入最新的 6 位数字。"))
    factor = factors.begin_set_up(request.user)
    size, path = one_time.qr_path(one_time.provisioning_uri(factor))
    secret = one_time.secret_of(factor)
    shown = {"form": form, "qr_size": size, "qr_path": path, "required": is_required(request.user)}
    shown["secret"] = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return _not_kept(render(request, "accounts/second_factor.html", shown))


@needs(Right.SEE_OWN_ACCOUNT)
@require_POST
def renew_codes(request: SignedIn) -> HttpResponseBase:
    """Fresh recovery codes, shown once."""
    if factor_of(request.user) is None:
        return redirect("accounts:second-factor")
    return _codes_once(request, factors.renew_codes(request.user))


@needs(Right.SEE_OWN_ACCOUNT)
@require_POST
def remove_factor(request: SignedIn) -> HttpResponseBase:
    """Do without the second factor again; the password is asked for once more."""
    if not request.user.check_password(request.POST.get("password", "")):
        messages.error(request, _("密码不对，二次验证没有停用。"))
        return redirect("accounts:me")
    try:
        factors.remove(request.user)
        messages.success(request, _("二次验证已停用。"))
    except Refused as refused:
        messages.error(request, sentence(refused))
    return redirect("accounts:me")


@needs(Right.SEE_OWN_ACCOUNT)
@require_POST
def end_sessions(request: SignedIn) -> HttpResponseBase:
    """End another session of the account, or all others."""
    chosen = request.POST.get("session", "")
    only = int(chosen) if chosen.isdecimal() else None
    count = end_other_sessions(request.user, keep=request.session.session_key, only=only)
    messages.success(request, _("已退出 %(count)s 处登录。") % {"count": count})
    return redirect("accounts:me")


@open_to_all
def alive(request: HttpRequest) -> JsonResponse:
    """For the page's script: who is signed in, for how many seconds yet, and the token for its forms."""
    if not isinstance(request.user, User):
        return JsonResponse({"person": None}, headers={"Cache-Control": "no-store"})
    known = {"person": request.user.pk, "left": seconds_left(request), "token": get_token(request)}
    return JsonResponse(known, headers={"Cache-Control": "no-store"})


def _codes_once(request: HttpRequest, codes: list[str]) -> HttpResponse:
    return _not_kept(render(request, "accounts/recovery_codes.html", {"codes": codes}))


def _not_kept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
