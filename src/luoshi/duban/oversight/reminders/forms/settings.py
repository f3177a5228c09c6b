"""The rules of reminding and the channels, as they are typed."""

from __future__ import annotations

import re
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.duban.oversight.reminders.actions.set_channel import Setting
from luoshi.duban.oversight.reminders.models import Channel, ChannelKind, Reach
from luoshi.duban.oversight.reminders.rules import FARTHEST, LONGEST_PAUSE, Rules
from luoshi.duban.oversight.reminders.sending.credentials import PARTS, has_foreign

_PARTS = re.compile(r"[\s,，、;；]+")


class TimeInput(forms.TimeInput):
    """A time of the day, chosen in the browser's own control."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class RulesForm(forms.Form):
    """The rules; ``version`` is 0 where the office has none of its own yet."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    before = forms.CharField(
        label=_("时限前提醒"),
        required=False,
        max_length=60,
        help_text=_("时限前几个工作日提醒，可填几个，用逗号分开；留空则时限前不提醒。"),
    )
    on_the_day = forms.BooleanField(label=_("时限当日提醒"), required=False)
    overdue_every = forms.IntegerField(
        label=_("逾期后每隔几个工作日催办"),
        min_value=1,
        max_value=LONGEST_PAUSE,
        help_text=_("逾期第1个工作日催办一次，之后按这个间隔，直到办结或报送。"),
    )
    head_from = forms.IntegerField(
        label=_("从第几个逾期工作日起通知单位负责人"),
        min_value=-FARTHEST,
        max_value=250,
        help_text=_("0 为时限当日，负数为时限前。"),
    )
    leader_from = forms.IntegerField(
        label=_("从第几个逾期工作日起通知分管领导"),
        min_value=-FARTHEST,
        max_value=250,
        help_text=_("不能早于单位负责人。"),
    )
    quiet_until = forms.TimeField(label=_("每天几点以后发出"), widget=TimeInput())
    quiet_from = forms.TimeField(
        label=_("每天几点以后不再发出"), widget=TimeInput(), help_text=_("节假日和周末不发，顺延到下一个工作日早上。")
    )
    site = forms.CharField(
        label=_("系统访问地址"),
        required=False,
        max_length=200,
        help_text=_("单位打开本系统的网址，发出的消息里的链接以它开头。"),
    )
    content_leaves = forms.BooleanField(
        label=_("发到系统外的消息带任务内容"),
        required=False,
        help_text=_(
            "不勾选时，短消息和邮件只有件数和链接。勾选后会写出任务编号和标题，请先按保密要求确认；改动会记入记录。"
        ),
    )

    @staticmethod
    def of(rules: Rules, site: str, version: int) -> dict[str, Any]:
        """What the form begins with."""
        return {
            "version": version,
            "before": "，".join(map(str, rules.before)),
            "on_the_day": rules.on_the_day,
            "overdue_every": rules.overdue_every,
            "head_from": rules.head_from,
            "leader_from": rules.leader_from,
            "quiet_from": rules.quiet_from,
            "quiet_until": rules.quiet_until,
            "site": site,
            "content_leaves": rules.content_leaves,
        }

    def clean_before(self) -> str:
        """Numbers parted by commas."""
        words = str(self.cleaned_data["before"]).strip()
        parts = [part for part in _PARTS.split(words) if part]
        if any(not (part.isascii() and part.isdigit() and len(part) < 4) for part in parts):
            raise forms.ValidationError(_("请填工作日数，用逗号分开，如：10，3"))
        return "，".join(parts)

    def rules(self) -> Rules:
        """The rules that were typed."""
        data = self.cleaned_data
        quiet_from: time = data["quiet_from"]
        quiet_until: time = data["quiet_until"]
        return Rules(
            before=tuple(int(part) for part in data["before"].split("，") if part),
            on_the_day=data["on_the_day"],
            overdue_every=data["overdue_every"],
            head_from=data["head_from"],
            leader_from=data["leader_from"],
            quiet_from=quiet_from,
            quiet_until=quiet_until,
            content_leaves=data["content_leaves"],
        )


_KEPT = _("已保存，不再显示；留空则不变。")
_UNREADABLE = _("已保存的无法读取，请重新填写。")


def _secret(label: Any, **more: Any) -> forms.CharField:  # noqa: ANN401 -- lazy words, Django's options
    widget = forms.PasswordInput(render_value=False, attrs={"autocomplete": "new-password"})
    return forms.CharField(label=label, max_length=300, required=False, widget=widget, **more)


class ChannelForm(forms.Form):
    """A channel; which fields it has follows from its kind.  What is secret is never shown again."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("名称"), max_length=40)
    address = forms.CharField(label=_("服务地址"), max_length=300, required=False)
    user = forms.CharField(label=_("用户名"), max_length=100, required=False)
    sender = forms.EmailField(label=_("发件邮箱"), required=False)
    token = _secret(_("令牌"))
    secret = _secret(_("加签密钥"))
    forget_secret = forms.BooleanField(label=_("清除已存的加签密钥"), required=False)

    reach = forms.ChoiceField(
        label=_("发送范围"),
        choices=Reach.choices,
        initial=Reach.USUAL,
        required=False,
        help_text=_("本人在“接收方式”里选；系统内的提醒始终有。"),
    )

    def __init__(self, *given: Any, kind: ChannelKind, channel: Channel | None = None, **named: Any) -> None:  # noqa: ANN401 -- Django's
        super().__init__(*given, **named)
        for name in _NOT_FOR[kind]:
            del self.fields[name]
        for name, words in _HELP[kind].items():
            self.fields[name].help_text = words
        if kind == ChannelKind.EMAIL:
            self.fields["token"].label = _("密码")
        for part in PARTS:
            if channel is not None and getattr(channel, part):
                self.fields[part].help_text = _UNREADABLE if has_foreign(channel, part) else _KEPT
        if "forget_secret" in self.fields and (channel is None or not channel.secret):
            del self.fields["forget_secret"]

    @staticmethod
    def of(channel: Channel) -> dict[str, Any]:
        """What the form begins with: nothing secret."""
        names = ("version", "name", "address", "user", "sender", "reach")
        return {name: getattr(channel, name) for name in names}

    @property
    def setting(self) -> Setting:
        """What was typed, for the action."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return Setting(**data)


_NOT_FOR: dict[ChannelKind, tuple[str, ...]] = {
    ChannelKind.EMAIL: ("secret", "forget_secret"),
    ChannelKind.DINGTALK: ("user", "sender"),
    ChannelKind.WECOM: ("user", "sender", "secret", "forget_secret"),
    ChannelKind.FEISHU: ("user", "sender"),
    ChannelKind.WEBHOOK: ("user", "sender"),
}
_PRIVATE = _("私有化部署填它的地址，如 https://ding.example.gov.cn；用公有服务则留空。")
_HELP: dict[ChannelKind, dict[str, Any]] = {
    ChannelKind.EMAIL: {
        "address": _("如 smtp://10.0.0.9:25；加密的写 smtps:// 或 smtp+tls://。"),
        "user": _("服务器不需要登录则留空。"),
    },
    ChannelKind.DINGTALK: {"address": _PRIVATE, "token": _("机器人地址中 access_token= 后面的一串。")},
    ChannelKind.WECOM: {"address": _PRIVATE, "token": _("机器人地址中 key= 后面的一串。")},
    ChannelKind.FEISHU: {"address": _PRIVATE, "token": _("机器人地址最后一段。")},
    ChannelKind.WEBHOOK: {
        "address": _("接收 JSON 的网址；格式和签名见说明文档。"),
        "token": _("填写后以 Authorization: Bearer 发送，可不填。"),
        "secret": _("填写后每条消息带签名，可不填。"),
    },
}
