"""Forms that change units: each hands what was typed to its action."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from luoshi.duban import clock
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.organisations.actions.add_alias import add_alias
from luoshi.duban.organisations.actions.add_unit import add_unit
from luoshi.duban.organisations.actions.dissolve_unit import dissolve_unit
from luoshi.duban.organisations.actions.edit_unit import edit_unit
from luoshi.duban.organisations.actions.move_unit import move_unit
from luoshi.duban.organisations.actions.remove_alias import remove_alias
from luoshi.duban.organisations.actions.rename_unit import rename_unit
from luoshi.duban.organisations.actions.set_group_members import set_group_members
from luoshi.duban.organisations.forms import units as forms
from luoshi.duban.organisations.models import Alias, Unit, UnitKind
from luoshi.duban.organisations.names import parts
from luoshi.duban.organisations.queries import unit_for, visible_to
from luoshi.duban.organisations.views.form_page import FormPage, answer
from luoshi.duban.organisations.views.units import office_or_404
from luoshi.duban.problems import sentence
from luoshi.errors import LuoshiError

_BOTH = require_http_methods(["GET", "POST"])


def _page_of(unit: Unit) -> str:
    return reverse("organisations:unit", args=[unit.pk])


@_BOTH
@needs(Right.MANAGE_UNITS)
def new(request: SignedIn) -> HttpResponse:
    """新增单位."""
    office = office_or_404(request)

    def do(data: dict[str, Any]) -> str:
        unit = add_unit(
            office,
            data["name"],
            actor=request.user,
            kind=UnitKind(data["kind"]),
            short_name=data["short_name"],
            parent=data["parent"],
            starts=data["starts"],
            aliases=parts(data["aliases"]),
        )
        return _page_of(unit)

    page = FormPage(
        heading=_("新增单位"),
        submit=_("新增"),
        back=reverse("organisations:units"),
        done=_("已新增单位。"),
        make=lambda data, initial: forms.UnitForm(data, initial=initial, office=office),
        initial=dict,
        do=do,
    )
    return answer(request, page)


@_BOTH
@needs(Right.MANAGE_UNITS)
def edit(request: SignedIn, unit: int) -> HttpResponse:
    """简称、类型、排序."""

    def initial() -> dict[str, Any]:
        now = unit_for(request.user, unit)
        return {"version": now.version, "short_name": now.short_name, "kind": now.kind, "position": now.position}

    def do(data: dict[str, Any]) -> None:
        edit_unit(
            unit_for(request.user, unit),
            actor=request.user,
            version=data["version"],
            short_name=data["short_name"],
            kind=UnitKind(data["kind"]),
            position=data["position"],
        )

    shown = unit_for(request.user, unit)
    page = FormPage(
        heading=_("修改“%(name)s”") % {"name": shown.name},
        submit=_("保存"),
        back=_page_of(shown),
        done=_("已保存。"),
        make=lambda data, initial: forms.EditForm(data, initial=initial),
        initial=initial,
        do=do,
    )
    return answer(request, page)


@_BOTH
@needs(Right.MANAGE_UNITS)
def rename(request: SignedIn, unit: int) -> HttpResponse:
    """更名."""

    def initial() -> dict[str, Any]:
        now = unit_for(request.user, unit)
        return {"version": now.version, "name": now.name, "on": clock.today()}

    def do(data: dict[str, Any]) -> None:
        rename_unit(unit_for(request.user, unit), actor=request.user, **data)

    shown = unit_for(request.user, unit)
    page = FormPage(
        heading=_("“%(name)s”更名") % {"name": shown.name},
        lead=_("原名称自动成为曾用名，公文里写原名的仍能认出该单位；已印发的文件不变。"),
        submit=_("更名"),
        back=_page_of(shown),
        done=_("已更名，原名称保留为曾用名。"),
        make=lambda data, initial: forms.RenameForm(data, initial=initial),
        initial=initial,
        do=do,
    )
    return answer(request, page)


@_BOTH
@needs(Right.MANAGE_UNITS)
def move(request: SignedIn, unit: int) -> HttpResponse:
    """调整隶属."""

    def initial() -> dict[str, Any]:
        now = unit_for(request.user, unit)
        return {"version": now.version, "parent": now.parent}

    def do(data: dict[str, Any]) -> None:
        move_unit(unit_for(request.user, unit), actor=request.user, **data)

    shown = unit_for(request.user, unit)
    page = FormPage(
        heading=_("调整“%(name)s”的上级") % {"name": shown.name},
        lead=_("上级单位的联络员和负责人能看到下级单位的任务。"),
        submit=_("调整"),
        back=_page_of(shown),
        done=_("已调整。"),
        make=lambda data, initial: forms.MoveForm(data, initial=initial, office=shown.office),
        initial=initial,
        do=do,
    )
    return answer(request, page)


@_BOTH
@needs(Right.MANAGE_UNITS)
def dissolve(request: SignedIn, unit: int) -> HttpResponse:
    """撤销."""

    def initial() -> dict[str, Any]:
        return {"version": unit_for(request.user, unit).version, "on": clock.today()}

    def do(data: dict[str, Any]) -> None:
        dissolve_unit(unit_for(request.user, unit), actor=request.user, **data)

    shown = unit_for(request.user, unit)
    page = FormPage(
        heading=_("撤销“%(name)s”") % {"name": shown.name},
        lead=_("没有承接单位时才用撤销：岗位同时停用，单位保留在记录中。有未办结工作的，请用合并。"),
        submit=_("撤销单位"),
        back=_page_of(shown),
        done=_("已撤销，保留在记录中。"),
        make=lambda data, initial: forms.DissolveForm(data, initial=initial),
        initial=initial,
        do=do,
        danger=True,
    )
    return answer(request, page)


@_BOTH
@needs(Right.MANAGE_UNITS)
def members(request: SignedIn, unit: int) -> HttpResponse:
    """单位组的成员."""

    def initial() -> dict[str, Any]:
        now = unit_for(request.user, unit)
        there = now.memberships.filter(ends__isnull=True).order_by("member__position").select_related("member")
        return {"version": now.version, "members": [row.member for row in there], "on": clock.today()}

    def do(data: dict[str, Any]) -> None:
        set_group_members(unit_for(request.user, unit), actor=request.user, **data)

    shown = unit_for(request.user, unit)
    if shown.kind != UnitKind.GROUP:
        raise Http404
    page = FormPage(
        heading=_("“%(name)s”的成员") % {"name": shown.name},
        lead=_("交办给组的任务，分给当天的全体成员；已交办的任务不变。"),
        submit=_("保存成员"),
        back=_page_of(shown),
        done=_("已保存成员。"),
        make=lambda data, initial: forms.MembersForm(data, initial=initial, office=shown.office),
        initial=initial,
        do=do,
    )
    return answer(request, page)


@require_POST
@needs(Right.MANAGE_UNITS)
def alias(request: SignedIn, unit: int) -> HttpResponse:
    """加一个别名."""
    shown = unit_for(request.user, unit)
    form = forms.AliasForm(request.POST)
    try:
        for name in parts(form.data.get("name", "")):
            add_alias(shown, name, actor=request.user)
    except LuoshiError as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, _("已加别名。"))
    return redirect(_page_of(shown))


@require_POST
@needs(Right.MANAGE_UNITS)
def forget_alias(request: SignedIn, alias: int) -> HttpResponse:
    """删一个别名."""
    found = Alias.objects.select_related("unit", "office").filter(pk=alias, unit__in=visible_to(request.user)).first()
    if found is None:
        raise Http404
    try:
        remove_alias(found, actor=request.user)
    except LuoshiError as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, _("已删除别名。"))
    return redirect(_page_of(found.unit))
