"""Set up a channel, change it, switch it on and off, and send a test by it.

What is secret is sealed before it is written: it goes neither into the record nor back to a page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from unicodedata import category

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.duban import clock
from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.locking import change_seen
from luoshi.duban.oversight.reminders.models import Channel, ChannelKind, Reach
from luoshi.duban.oversight.reminders.office import site_of
from luoshi.duban.oversight.reminders.sending.credentials import sealed
from luoshi.duban.oversight.reminders.sending.http import is_address
from luoshi.duban.oversight.reminders.sending.mail import server_of
from luoshi.duban.oversight.reminders.sending.message import Message, test_message
from luoshi.duban.oversight.reminders.sending.ways import PUBLIC, send
from luoshi.duban.problems import Refused


@dataclass(frozen=True, slots=True)
class Setting:
    """What a channel is set to; an empty ``token``, ``secret`` or ``reach`` leaves the one that is there."""

    name: str
    address: str = ""
    user: str = ""
    sender: str = ""
    token: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)
    forget_secret: bool = False
    reach: str = ""


@transaction.atomic
def add_channel(kind: ChannelKind, setting: Setting, *, actor: User) -> Channel:
    """A new channel of the actor's office; it is off."""
    office = _office(actor)
    channel = Channel(office=office, kind=kind, **_values(setting, None))
    _check(channel)
    channel.save(force_insert=True)
    record("channel.added", channel, office=office.key, actor=actor.actor, after=_shown(channel))
    return channel


@transaction.atomic
def change_channel(channel: Channel, setting: Setting, *, actor: User, version: int) -> Channel:
    """Change *channel* over the *version* that was seen."""
    _own(channel, actor)
    before = _shown(channel)
    values = _values(setting, channel)
    for name, value in values.items():
        setattr(channel, name, value)
    _check(channel)
    changed = sorted(name for name in ("token", "secret") if getattr(setting, name) or setting.forget_secret)
    change_seen(channel, version, **values, resting_until=None)
    after = {**_shown(channel), "renewed": changed}
    record("channel.changed", channel, office=actor.office_key, actor=actor.actor, before=before, after=after)
    return channel


@transaction.atomic
def switch_channel(channel: Channel, *, actor: User, on: bool, version: int) -> None:
    """Switch *channel* on or off."""
    _own(channel, actor)
    if on and not site_of(channel.office_id):
        raise Refused(
            "no-site",
            "请先填写系统访问地址：发出的消息要带链接。",
            "Set the address of the system first: messages carry a link.",
        )
    change_seen(channel, version, is_on=on, resting_until=None)
    verb = "channel.switched-on" if on else "channel.switched-off"
    record(verb, channel, office=actor.office_key, actor=actor.actor)


def send_test(channel: Channel, *, actor: User) -> None:
    """Send a test to the actor by *channel*, whether it is on or off; raises the reason where it did not go."""
    _own(channel, actor)
    key = f"luoshi-test-{channel.pk}-{int(clock.now().timestamp())}"
    message = test_message(channel.office.name, actor.name, key, site_of(channel.office_id))
    send(channel, _to(message, actor))
    with transaction.atomic():
        Channel.objects.filter(pk=channel.pk).update(resting_until=None)
        record("channel.tested", channel, office=actor.office_key, actor=actor.actor)


def _to(message: Message, actor: User) -> Message:
    return Message(message.key, actor.name, actor.telephone, actor.email, message.title, message.text, message.link)


def _office(actor: User) -> Any:  # noqa: ANN401 -- the actor's office, which is there
    require(actor, Right.MANAGE_REGISTERS)
    if actor.office is None:
        raise PermissionDenied(_("这不属于您所在的机构。"))
    return actor.office


def _own(channel: Channel, actor: User) -> None:
    if _office(actor).pk != channel.office_id:
        raise PermissionDenied(_("这不属于您所在的机构。"))


def _values(setting: Setting, channel: Channel | None) -> dict[str, Any]:
    kept_secret = "" if channel is None or setting.forget_secret else channel.secret
    return {
        "name": setting.name.strip(),
        "address": setting.address.strip(),
        "user": setting.user.strip(),
        "sender": setting.sender.strip(),
        "reach": setting.reach or (channel.reach if channel is not None else Reach.USUAL),
        "token": sealed("token", _line(setting.token)) or (channel.token if channel is not None else ""),
        "secret": sealed("secret", _line(setting.secret)) or kept_secret,
    }


def _line(typed: str) -> str:
    """What was typed, within one line: a library would repeat in its error what cannot stand in an address."""
    line = typed.strip()
    if any(category(character) == "Cc" for character in line):
        raise Refused(
            "not-one-line",
            "令牌、密码和密钥不能含换行或控制字符。",
            "Tokens, passwords and secrets hold no line breaks or control characters.",
        )
    return line


def _check(channel: Channel) -> None:
    """Refused where the channel could never send."""
    if not channel.name:
        raise Refused("no-name", "请填写渠道名称。", "Give the channel a name.")
    if Channel.objects.filter(office=channel.office_id, name=channel.name).exclude(pk=channel.pk).exists():
        raise Refused("name-taken", f"已有名为“{channel.name}”的渠道。", f"There is a channel {channel.name} already.")
    if channel.kind == ChannelKind.EMAIL:
        if server_of(channel.address) is None:
            raise Refused(
                "no-server",
                "邮件服务器应形如 smtp://10.0.0.9:25（加密的写 smtps:// 或 smtp+tls://）。",
                "The mail server looks like smtp://10.0.0.9:25 (with TLS smtps:// or smtp+tls://).",
            )
        if not channel.sender:
            raise Refused("no-sender", "请填写发件邮箱。", "Give the address that mail is sent from.")
        return
    if (channel.address or channel.kind not in PUBLIC) and not is_address(channel.address):
        raise Refused(
            "no-address",
            "服务地址应以 http:// 或 https:// 开头。",
            "The address of the service begins with http:// or https://.",
        )
    if channel.kind in PUBLIC and not channel.token:
        raise Refused("no-token", "请填写机器人的令牌。", "Give the robot's token.")


def _shown(channel: Channel) -> dict[str, object]:
    """What the record may say of a channel."""
    return {
        "kind": channel.kind,
        "name": channel.name,
        "address": channel.address,
        "user": channel.user,
        "sender": channel.sender,
        "reach": channel.reach,
    }
