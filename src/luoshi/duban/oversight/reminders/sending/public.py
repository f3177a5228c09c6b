"""The public services of DingTalk, WeCom and Feishu, through Apprise; loaded when it is first needed."""

from __future__ import annotations

from importlib import import_module
from typing import Any
from urllib.parse import quote

from luoshi.duban.oversight.reminders.models import Channel, ChannelKind
from luoshi.duban.oversight.reminders.sending.credentials import Credentials
from luoshi.duban.oversight.reminders.sending.message import Message
from luoshi.duban.oversight.reminders.sending.problems import away, refused


def apprise_address(channel: Channel, credentials: Credentials, message: Message) -> str:
    """The channel in Apprise's own addresses; it holds the token and is never shown or logged."""
    token = quote(credentials.token, safe="")
    if channel.kind == ChannelKind.DINGTALK:
        return f"dingtalk://{token}/{quote(message.telephone, safe='')}"
    return f"wecombot://{token}/" if channel.kind == ChannelKind.WECOM else f"feishu://{token}/"


def send_public(channel: Channel, credentials: Credentials, message: Message) -> None:
    """Send by the public service; Apprise says only whether it went, so the sentence says no more."""
    apprise: Any = import_module("apprise")
    sender = apprise.Apprise(asset=apprise.AppriseAsset(async_mode=False, secure_logging=True))
    if not sender.add(apprise_address(channel, credentials, message)):
        raise refused(str(channel), "令牌格式不对", "malformed token")
    if not sender.notify(body=message.whole, title=""):
        raise away(str(channel), "公有服务没有应答或没有接收", "the public service gave no answer or said no")
