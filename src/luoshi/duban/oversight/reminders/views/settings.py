"""The rules of reminding and the channels of an office."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.locking import version_sent
from luoshi.duban.organisations.views.form_page import FormPage, answer
from luoshi.duban.oversight.reminders.actions.set_channel import add_channel, change_channel, send_test, switch_channel
from luoshi.duban.oversight.reminders.actions.set_rules import set_rules
from luoshi.duban.oversight.reminders.forms.settings import ChannelForm, RulesForm
from luoshi.duban.oversight.reminders.models import ChannelKind, OfficeRules
from luoshi.duban.oversight.reminders.queries import channel_for, channels_visible_to
from luoshi.duban.oversight.reminders.rules import USUAL, read_rules
from luoshi.duban.oversight.reminders.sending.credentials import PARTS, has_foreign
from luoshi.duban.problems import sentence
from luoshi.errors import LuoshiError


@require_http_methods(["GET", "POST"])
@needs(Right.MANAGE_REGISTERS)
def settings(request: SignedIn) -> HttpResponse:
    """The rules of the office, and its channels."""
    office = request.user.office
    if office is None:
        raise Http404

    def initial() -> dict[str, Any]:
        row = OfficeRules.objects.filter(office=office).first()
        if row is None:
            return RulesForm.of(USUAL, request.build_absolute_uri("/"), 0)
        return RulesForm.of(read_rules(row.rules), row.site, row.version)

    def do(data: dict[str, Any]) -> None:
        form = RulesForm(request.POST)
        form.full_clean()
        set_rules(form.rules(), actor=request.user, site=data["site"], version=data["version"] or 0)

    channels = list(channels_visible_to(request.user))
    unreadable = {one.pk for one in channels if any(has_foreign(one, part) for part in PARTS)}
    page = FormPage(
        heading=_("催办设置"),
        submit=_("保存规则"),
        back=reverse("reminders:settings"),
        done=_("已保存，从下一次催办起生效。"),
        make=lambda data, initial: RulesForm(data, initial=initial),
        initial=initial,
        do=do,
        template="reminders/settings.html",
        context={"channels": channels, "unreadable": unreadable, "kinds": ChannelKind.choices},
    )
    return answer(request, page)


@require_http_methods(["GET", "POST"])
@needs(Right.MANAGE_REGISTERS)
def new_channel(request: SignedIn, kind: str) -> HttpResponse:
    """A new channel of a kind."""
    if kind not in ChannelKind.values:
        raise Http404
    asked = ChannelKind(kind)

    def do(_data: dict[str, Any]) -> None:
        form = ChannelForm(request.POST, kind=asked)
        form.full_clean()
        add_channel(asked, form.setting, actor=request.user)

    page = FormPage(
        heading=_("新增渠道：%(kind)s") % {"kind": asked.label},
        submit=_("新增"),
        back=reverse("reminders:settings"),
        done=_("已新增，测试后再启用。"),
        make=lambda data, initial: ChannelForm(data, initial=initial, kind=asked),
        initial=lambda: {"name": str(asked.label)},
        do=do,
        template="reminders/channel.html",
    )
    return answer(request, page)


@require_http_methods(["GET", "POST"])
@needs(Right.MANAGE_REGISTERS)
def channel(request: SignedIn, channel: int) -> HttpResponse:
    """A channel as it is set; what is secret stays hidden."""
    shown = channel_for(request.user, channel)
    kind = ChannelKind(shown.kind)

    def do(data: dict[str, Any]) -> None:
        form = ChannelForm(request.POST, kind=kind, channel=shown)
        form.full_clean()
        change_channel(
            channel_for(request.user, channel), form.setting, actor=request.user, version=data["version"] or 0
        )

    page = FormPage(
        heading=str(shown),
        submit=_("保存"),
        back=reverse("reminders:settings"),
        done=_("已保存。"),
        make=lambda data, initial: ChannelForm(data, initial=initial, kind=kind, channel=shown),
        initial=lambda: ChannelForm.of(channel_for(request.user, channel)),
        do=do,
        lead=str(kind.label),
        template="reminders/channel.html",
    )
    return answer(request, page)


@require_POST
@needs(Right.MANAGE_REGISTERS)
def channel_act(request: SignedIn, channel: int) -> HttpResponse:
    """启用, 停用, 测试."""
    one, wanted = channel_for(request.user, channel), request.POST.get("act", "")
    try:
        if wanted == "test":
            send_test(one, actor=request.user)
            messages.success(request, _("测试消息已由“%(name)s”发出，请查收。") % {"name": one})
        elif wanted in {"on", "off"}:
            switch_channel(one, actor=request.user, on=wanted == "on", version=version_sent(request.POST))
            messages.success(request, _("已启用。") if wanted == "on" else _("已停用。"))
    except LuoshiError as error:
        messages.error(request, sentence(error))
    return redirect("reminders:settings")
