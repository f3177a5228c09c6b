"""Robots and interfaces at any address, with the messages and signatures that the services define.

They serve private installations, and the public services where messages are signed: Apprise encodes DingTalk's
signature twice and signs nothing for Feishu.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from luoshi.duban import clock
from luoshi.duban.oversight.reminders.models import Channel, ChannelKind
from luoshi.duban.oversight.reminders.sending.credentials import Credentials
from luoshi.duban.oversight.reminders.sending.http import post_bytes, post_json
from luoshi.duban.oversight.reminders.sending.message import Message
from luoshi.duban.oversight.reminders.sending.problems import refused

_PUBLIC = {ChannelKind.DINGTALK: "https://oapi.dingtalk.com", ChannelKind.FEISHU: "https://open.feishu.cn"}


def send_dingtalk(channel: Channel, credentials: Credentials, message: Message) -> None:
    """DingTalk's robot: ``/robot/send``, signed with HMAC-SHA256 over ``timestamp\\nsecret`` in milliseconds."""
    query = {"access_token": credentials.token}
    if credentials.secret:
        stamp = str(int(clock.now().timestamp() * 1000))
        query |= {"timestamp": stamp, "sign": _base64(credentials.secret, f"{stamp}\n{credentials.secret}")}
    telephones = [message.telephone] if message.telephone else []
    at = "".join(f" @{one}" for one in telephones)
    values = {
        "msgtype": "text",
        "text": {"content": f"{message.whole}{at}"},
        "at": {"atMobiles": telephones, "isAtAll": False},
    }
    answer = _post(channel, f"/robot/send?{urlencode(query)}", values)
    _accepted(channel, credentials, answer, "errcode", "errmsg")


def send_wecom(channel: Channel, credentials: Credentials, message: Message) -> None:
    """WeCom's robot: ``/cgi-bin/webhook/send``; its key is all that it asks for."""
    mentioned = [message.telephone] if message.telephone else []
    values = {"msgtype": "text", "text": {"content": message.whole, "mentioned_mobile_list": mentioned}}
    answer = _post(channel, f"/cgi-bin/webhook/send?{urlencode({'key': credentials.token})}", values)
    _accepted(channel, credentials, answer, "errcode", "errmsg")


def send_feishu(channel: Channel, credentials: Credentials, message: Message) -> None:
    """Feishu's robot: ``/open-apis/bot/v2/hook/TOKEN``; the key of its HMAC-SHA256 is ``timestamp\\nsecret``."""
    values: dict[str, Any] = {"msg_type": "text", "content": {"text": message.whole}}
    if credentials.secret:
        stamp = str(int(clock.now().timestamp()))
        values |= {"timestamp": stamp, "sign": _base64(f"{stamp}\n{credentials.secret}", "")}
    answer = _post(channel, f"/open-apis/bot/v2/hook/{credentials.token}", values)
    _accepted(channel, credentials, answer, "code" if "code" in answer else "StatusCode", "msg")


def send_webhook(channel: Channel, credentials: Credentials, message: Message) -> None:
    """An interface of one's own: JSON, with a key against doubles and, where there is a secret, a signature.

    ``X-Luoshi-Signature`` is ``sha256=`` and HMAC-SHA256, in hexadecimal, over ``X-Luoshi-Timestamp`` (seconds), a full
    stop and the body.
    """
    values = {
        "key": message.key,
        "to": {"name": message.person, "telephone": message.telephone, "email": message.email},
        "title": message.title,
        "text": message.text,
        "link": message.link,
    }
    body = json.dumps(values, ensure_ascii=False).encode()
    headers = {"Idempotency-Key": message.key}
    if credentials.token:
        headers["Authorization"] = f"Bearer {credentials.token}"
    if credentials.secret:
        stamp = str(int(clock.now().timestamp()))
        signed = hmac.new(credentials.secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
        headers |= {"X-Luoshi-Timestamp": stamp, "X-Luoshi-Signature": f"sha256={signed}"}
    post_bytes(str(channel), channel.address, body, headers)


def _post(channel: Channel, path: str, values: Mapping[str, Any]) -> dict[str, Any]:
    base = channel.address.rstrip("/") or _PUBLIC[ChannelKind(channel.kind)]
    return post_json(str(channel), f"{base}{path}", values, outside=not channel.address)


def _base64(key: str, words: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), words.encode(), hashlib.sha256).digest()).decode()


def _accepted(channel: Channel, credentials: Credentials, answer: Mapping[str, Any], code: str, words: str) -> None:
    """These services say 200 to everything; whether they took it stands in the answer."""
    if answer.get(code) != 0:
        raise refused(str(channel), credentials.hidden_in(str(answer.get(words) or answer.get(code) or "—")))
