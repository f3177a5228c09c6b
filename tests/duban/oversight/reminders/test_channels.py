"""Every kind of channel, against a receiver on loopback: what it sends, how it signs, what it says of failures."""

import base64
import hashlib
import hmac
import json
from datetime import date
from email.header import decode_header, make_header
from importlib import import_module

import pytest

from luoshi.duban.oversight.reminders.models import Channel, ChannelKind
from luoshi.duban.oversight.reminders.sending.credentials import sealed
from luoshi.duban.oversight.reminders.sending.message import Message
from luoshi.duban.oversight.reminders.sending.problems import NotSent
from luoshi.duban.oversight.reminders.sending.ways import send
from tests.duban.oversight.reminders.given import at
from tests.duban.oversight.reminders.receivers import mail_receiver, web_receiver

DAY = date(2026, 7, 28)
MESSAGE = Message(
    "luoshi-7-3",
    "孙联络",
    "13900000001",
    "sun@example.cn",
    "督办提醒",
    "逾期1项。",
    "http://duban.example/reminders/7/",
)
#: Nobody listens on the port of a service that is gone.
GONE = "http://127.0.0.1:9"


@pytest.fixture
def web():
    with web_receiver() as there:
        yield there


@pytest.fixture
def post():
    with mail_receiver() as there:
        yield there


def channel(kind, address="", **more):
    kept = {part: sealed(part, more.pop(part, usual)) for part, usual in (("token", "abc123"), ("secret", ""))}
    return Channel(kind=kind, name="群机器人", address=address, **kept, **more)


def go(one, message=MESSAGE):
    with at(DAY):
        send(one, message)


def digest(key, words):
    return base64.b64encode(hmac.new(key.encode(), words.encode(), hashlib.sha256).digest()).decode()


class TestDingTalk:
    def test_a_private_installation_is_signed_as_dingtalk_defines_it(self, web):
        web.answer = {"errcode": 0, "errmsg": "ok"}
        go(channel(ChannelKind.DINGTALK, f"{web.address}/gateway/", secret="SECabc"))
        (came,) = web.came
        assert came.path == "/gateway/robot/send"
        assert came.query["access_token"] == "abc123"
        stamp = came.query["timestamp"]
        assert came.query["sign"] == digest("SECabc", f"{stamp}\nSECabc")
        assert len(stamp) == 13
        assert came.values["at"]["atMobiles"] == ["13900000001"]
        assert came.values["text"]["content"] == "逾期1项。\nhttp://duban.example/reminders/7/ @13900000001"

    def test_what_it_says_no_to_is_told(self, web):
        web.answer = {"errcode": 310000, "errmsg": "sign not match"}
        with pytest.raises(NotSent, match="群机器人没有接收消息：sign not match") as refused:
            go(channel(ChannelKind.DINGTALK, web.address))
        assert not refused.value.unreachable

    def test_the_public_service_goes_through_apprise(self, web, monkeypatch):
        plugin = import_module("apprise.plugins.dingtalk").NotifyDingTalk
        monkeypatch.setattr(plugin, "notify_url", f"{web.address}/robot/send?access_token={{token}}")
        go(channel(ChannelKind.DINGTALK))
        (came,) = web.came
        assert came.query == {"access_token": "abc123"}
        assert "逾期1项" in came.values["text"]["content"]
        assert came.values["at"]["atMobiles"] == ["13900000001"]

    def test_a_public_robot_that_signs_is_signed_by_us(self, web, monkeypatch):
        private = import_module("luoshi.duban.oversight.reminders.sending.private")
        monkeypatch.setitem(private._PUBLIC, ChannelKind.DINGTALK, web.address)
        web.answer = {"errcode": 0}
        go(channel(ChannelKind.DINGTALK, secret="SECabc"))
        assert web.came[0].query["sign"] == digest("SECabc", f"{web.came[0].query['timestamp']}\nSECabc")


class TestWeCom:
    def test_a_private_installation(self, web):
        web.answer = {"errcode": 0}
        go(channel(ChannelKind.WECOM, web.address))
        (came,) = web.came
        assert (came.path, came.query) == ("/cgi-bin/webhook/send", {"key": "abc123"})
        assert came.values["text"]["mentioned_mobile_list"] == ["13900000001"]

    def test_the_public_service_goes_through_apprise(self, web, monkeypatch):
        plugin = import_module("apprise.plugins.wecombot").NotifyWeComBot
        monkeypatch.setattr(plugin, "notify_url", f"{web.address}/cgi-bin/webhook/send?key={{key}}")
        go(channel(ChannelKind.WECOM, token="693axxx6-7aoc-4bc4-97a0-0ec2sifa5aaa"))
        assert web.came[0].query == {"key": "693axxx6-7aoc-4bc4-97a0-0ec2sifa5aaa"}
        assert "逾期1项" in json.dumps(web.came[0].values, ensure_ascii=False)


class TestFeishu:
    def test_a_private_installation_is_signed_as_feishu_defines_it(self, web):
        web.answer = {"code": 0, "msg": "success"}
        go(channel(ChannelKind.FEISHU, web.address, secret="geheim"))
        (came,) = web.came
        assert came.path == "/open-apis/bot/v2/hook/abc123"
        assert came.values["sign"] == digest(f"{came.values['timestamp']}\ngeheim", "")
        assert came.values["content"]["text"].startswith("逾期1项。")

    def test_what_it_says_no_to_is_told(self, web):
        web.answer = {"code": 19021, "msg": "sign match fail"}
        with pytest.raises(NotSent, match="sign match fail"):
            go(channel(ChannelKind.FEISHU, web.address))

    def test_the_public_service_goes_through_apprise(self, web, monkeypatch):
        plugin = import_module("apprise.plugins.feishu").NotifyFeishu
        monkeypatch.setattr(plugin, "notify_url", f"{web.address}/open-apis/bot/v2/hook/{{token}}/")
        web.answer = {"code": 0}
        go(channel(ChannelKind.FEISHU, token="a1b2c3d4-e5f6-7890-abcd-ef0123456789"))
        assert web.came[0].path == "/open-apis/bot/v2/hook/a1b2c3d4-e5f6-7890-abcd-ef0123456789/"
        assert "逾期1项" in json.dumps(web.came[0].values, ensure_ascii=False)


class TestWebhook:
    def test_json_with_a_key_and_a_signature_over_the_body(self, web):
        go(channel(ChannelKind.WEBHOOK, f"{web.address}/in", secret="geheim"))
        (came,) = web.came
        assert came.headers["Idempotency-Key"] == came.values["key"] == "luoshi-7-3"
        assert came.headers["Authorization"] == "Bearer abc123"
        signed = came.headers["X-Luoshi-Timestamp"].encode() + b"." + came.body
        expected = hmac.new(b"geheim", signed, hashlib.sha256).hexdigest()
        assert came.headers["X-Luoshi-Signature"] == f"sha256={expected}"
        assert came.values["to"]["name"] == "孙联络"

    @pytest.mark.parametrize("status", [400, 401, 500])
    def test_a_status_that_says_no(self, web, status):
        web.status = status
        with pytest.raises(NotSent, match=f"HTTP {status}"):
            go(channel(ChannelKind.WEBHOOK, web.address))

    def test_a_redirect_is_not_followed(self, web):
        web.status = 302
        with pytest.raises(NotSent, match="HTTP 302"):
            go(channel(ChannelKind.WEBHOOK, web.address))
        assert [came.path for came in web.came] == [""] or [came.path for came in web.came] == ["/"]

    def test_a_service_that_is_gone(self):
        with pytest.raises(NotSent, match="连接不上群机器人") as away:
            go(channel(ChannelKind.WEBHOOK, GONE))
        assert away.value.unreachable

    @pytest.mark.parametrize("address", ["", "file:///etc/passwd", "http://", "ftp://example.cn/"])
    def test_an_address_that_is_none(self, address):
        with pytest.raises(NotSent, match="地址无效"):
            go(channel(ChannelKind.WEBHOOK, address))


class TestMail:
    def test_it_goes_to_the_persons_own_address_with_a_steady_identifier(self, post):
        go(channel(ChannelKind.EMAIL, post.address, sender="duban@example.cn", token=""))
        (mail,) = post.mails
        assert (mail["To"], mail["From"], mail["Message-ID"]) == (
            "sun@example.cn",
            "duban@example.cn",
            "<luoshi-7-3@example.cn>",
        )
        assert str(make_header(decode_header(mail["Subject"]))) == "督办提醒"
        assert "逾期1项。" in mail.get_payload(decode=True).decode()

    def test_who_has_no_address(self, post):
        nobody = Message("k", "孙联络", "", "", "督办提醒", "逾期1项。", "")
        with pytest.raises(NotSent, match="孙联络没有登记邮箱"):
            go(channel(ChannelKind.EMAIL, post.address, sender="duban@example.cn"), nobody)

    def test_a_box_that_the_server_does_not_know(self, post):
        post.refuses = True
        with pytest.raises(NotSent, match=r"收件地址sun@example\.cn被拒绝"):
            go(channel(ChannelKind.EMAIL, post.address, sender="duban@example.cn", token=""))

    def test_a_server_that_is_gone(self):
        with pytest.raises(NotSent, match="连接不上群机器人") as away:
            go(channel(ChannelKind.EMAIL, "smtp://127.0.0.1:9", sender="duban@example.cn"))
        assert away.value.unreachable

    def test_a_server_that_is_none(self):
        with pytest.raises(NotSent, match="服务器地址无效"):
            go(channel(ChannelKind.EMAIL, "mail.example.cn", sender="duban@example.cn"))
