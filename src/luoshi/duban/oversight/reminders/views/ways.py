"""接收方式: by which channels a person wants to be told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.reminders.actions.choose_channels import choose_channels
from luoshi.duban.oversight.reminders.choosing import Ways
from luoshi.duban.oversight.reminders.models import Channel, ChannelKind, Reach


@dataclass(frozen=True, slots=True)
class _Row:
    """A channel as the page shows it: whether it is chosen, whether it can be declined, where messages come."""

    channel: Channel
    is_chosen: bool
    is_fixed: bool
    place: str
    is_missing: bool = False


@require_http_methods(["GET", "POST"])
@needs(Right.SEE_OWN_ACCOUNT)
def ways(request: SignedIn) -> HttpResponse:
    """The inbox, which is always there, and the channels that the office has switched on."""
    user = request.user
    if request.method == "POST":
        keys = {
            int(key) for key in request.POST.getlist("channel") if key.isascii() and key.isdigit() and len(key) < 19
        }
        choose_channels(keys, actor=user)
        messages.success(request, _("已保存，从下一条消息起生效。"))
        return redirect("reminders:ways")
    return render(request, "reminders/ways.html", {"rows": list(_rows(user))})


def _rows(user: User) -> Iterator[_Row]:
    if user.office is None:
        return
    found = Ways.of(user.office)
    mine = {channel.pk for channel, _by in found.to(user.pk)}
    for one in found.channels:
        place, is_missing = _place(one, user)
        yield _Row(one, one.pk in mine, one.reach == Reach.ALWAYS, place, is_missing)


def _place(channel: Channel, user: User) -> tuple[str, bool]:
    """Where messages come, and whether something is missing for that."""
    if channel.kind == ChannelKind.EMAIL:
        if not user.email:
            return _("您的账号没有登记邮箱，收不到；请联系系统管理员。"), True
        return _("发到 %(address)s") % {"address": user.email}, False
    if channel.kind == ChannelKind.WEBHOOK:
        return _("由单位自己的接口转发"), False
    if not user.telephone:
        return _("发到群里；您的账号没有登记电话，不会单独提到您。"), False
    return _("发到群里，并提到您（%(telephone)s）") % {"telephone": user.telephone}, False
