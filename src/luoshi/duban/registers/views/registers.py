"""The registers of the office, and the settings of one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import select_template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luoshi.duban import clock
from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.organisations.views.form_page import FormPage, answer
from luoshi.duban.problems import sentence
from luoshi.duban.registers.actions.add_register import add_register
from luoshi.duban.registers.actions.change_columns import change_columns
from luoshi.duban.registers.actions.change_register import change_register
from luoshi.duban.registers.actions.close_register import close_register, reopen_register
from luoshi.duban.registers.forms.columns import formset_of, schema_of
from luoshi.duban.registers.forms.settings import SettingsForm
from luoshi.duban.registers.models import Register
from luoshi.duban.registers.queries import register_for, visible_to
from luoshi.duban.registers.schema import Schema
from luoshi.duban.registers.usage import uses_of
from luoshi.errors import LuoshiError

#: What the app above puts beside the settings (buttons) and above them (how the register stands).
_ACTIONS = ("tasks/components/register_actions.html", "registers/components/no_actions.html")
_ABOUT = ("tasks/components/register_about.html", "registers/components/no_actions.html")


@require_GET
@needs(Right.SEE_REGISTERS)
def registers(request: SignedIn) -> HttpResponse:
    """Every register, open ones first."""
    rows = [
        (one, len(one.schema.get("columns", [])))
        for one in visible_to(request.user).order_by("-is_open", "-year", "pk")
    ]
    context = {"rows": rows, "may_manage": may(request.user, Right.MANAGE_REGISTERS)}
    return render(request, "registers/registers.html", context)


@require_http_methods(["GET", "POST"])
@needs(Right.MANAGE_REGISTERS)
def new(request: SignedIn) -> HttpResponse:
    """新建台账; ``?like=`` takes the settings and columns of another one for the next year."""
    office = request.user.office
    if office is None:
        raise Http404
    given = request.GET.get("like", "")
    like = register_for(request.user, int(given)) if given.isdigit() else None

    def initial() -> dict[str, Any]:
        if like is None:
            return {"year": clock.today().year}
        return {**SettingsForm.of(like), "year": like.year + 1, "version": None}

    def make(data: Any, initial: dict[str, Any]) -> SettingsForm:  # noqa: ANN401 -- a query, or none
        return SettingsForm(data, initial=initial)

    def do(_data: dict[str, Any]) -> str:
        form = SettingsForm(request.POST)
        form.full_clean()
        register = add_register(office, form.settings(), actor=request.user, like=like)
        return reverse("registers:register", args=[register.pk])

    page = FormPage(
        heading=_("新建台账"),
        submit=_("新建"),
        back=reverse("registers:list"),
        done=_("已新建台账。"),
        lead="" if like is None else _("沿用“%(like)s”的设置和列。") % {"like": like},
        make=make,
        initial=initial,
        do=do,
    )
    return answer(request, page)


@require_http_methods(["GET", "POST"])
@needs(Right.SEE_REGISTERS)
def register(request: SignedIn, register: int) -> HttpResponse:
    """The settings: to read for who may see them, to change for who may set them."""
    shown = register_for(request.user, register)
    can_change = may(request.user, Right.MANAGE_REGISTERS) and shown.is_open
    if request.method == "POST" or can_change:
        return _change(request, shown)
    form = SettingsForm(initial=SettingsForm.of(shown))
    rows = [(field.label, _shown(shown, field.name), field.help_text) for field in form if not field.is_hidden]
    may_manage = may(request.user, Right.MANAGE_REGISTERS)
    context = {"register": shown, "rows": rows, "may_manage": may_manage, **_slots()}
    return render(request, "registers/register.html", context)


def _slots() -> dict[str, Any]:
    """What an app above this one shows on a register's page."""
    return {
        "actions_template": select_template(_ACTIONS).template,
        "about_template": select_template(_ABOUT).template,
    }


def _change(request: SignedIn, shown: Register) -> HttpResponse:
    def do(data: dict[str, Any]) -> None:
        form = SettingsForm(request.POST)
        form.full_clean()
        change_register(
            register_for(request.user, shown.pk), form.settings(), actor=request.user, version=data["version"] or 0
        )

    page = FormPage(
        heading=str(shown),
        submit=_("保存设置"),
        back=reverse("registers:register", args=[shown.pk]),
        done=_("已保存；从现在起生效，已印发的任务不变。"),
        make=lambda data, initial: SettingsForm(data, initial=initial),
        initial=lambda: SettingsForm.of(register_for(request.user, shown.pk)),
        do=do,
        template="registers/settings.html",
        context={"register": shown, **_slots()},
    )
    return answer(request, page)


def _shown(register: Register, name: str) -> str:
    value = getattr(register, name)
    if isinstance(value, bool):
        return _("是") if value else _("否")
    display = getattr(register, f"get_{name}_display", None)
    return str(display() if display else value)


@require_http_methods(["GET", "POST"])
@needs(Right.MANAGE_REGISTERS)
def columns(request: SignedIn, register: int) -> HttpResponse:
    """The columns of its own: added, renamed, ordered, removed where nothing stands in them."""
    shown = register_for(request.user, register)
    before = Schema.of(shown)
    formset = formset_of(before, request.POST if request.method == "POST" else None)
    error, status = "", 200
    if request.method == "POST":
        status = 422
        if formset.is_valid():
            version = request.POST.get("version", "")
            try:
                change_columns(
                    shown,
                    schema_of(formset, before),
                    actor=request.user,
                    version=int(version) if version.isdigit() else 0,
                )
            except LuoshiError as problem:
                error, status = sentence(problem), 409
            else:
                messages.success(request, _("已保存列。"))
                return redirect("registers:columns", shown.pk)
    uses = {column.key: uses_of(shown, column.key) for column in before.columns}
    rows = [(form, uses.get(str(form["key"].value() or ""), 0)) for form in formset]
    context = {"register": shown, "formset": formset, "rows": rows, "error": error}
    return render(request, "registers/columns.html", context, status=status)


@require_POST
@needs(Right.MANAGE_REGISTERS)
def close(request: SignedIn, register: int) -> HttpResponse:
    """停用, or with ``reopen`` 恢复."""
    shown = register_for(request.user, register)
    do, done = (
        (reopen_register, _("已恢复。"))
        if "reopen" in request.POST
        else (close_register, _("已停用，不再接收新任务。"))
    )
    try:
        do(shown, actor=request.user, version=shown.version)
    except LuoshiError as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, done)
    return redirect("registers:register", shown.pk)
