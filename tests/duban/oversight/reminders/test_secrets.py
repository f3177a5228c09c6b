"""Tokens, passwords and signing secrets: sealed in the database, open on the wire alone, entered again when lost."""

import base64
import hashlib
import hmac
import json
import logging
from datetime import date

import pytest
from django.db import connection

from luoshi.duban.audit.models import Event
from luoshi.duban.oversight.reminders.actions.set_channel import Setting, add_channel, change_channel, send_test
from luoshi.duban.oversight.reminders.models import Channel, ChannelKind, Delivery, OfficeRules
from luoshi.duban.oversight.reminders.sending.credentials import credentials_of
from luoshi.duban.oversight.reminders.sending.problems import NotSent
from luoshi.duban.problems import Refused
from luoshi.duban.registers.models import Rhythm
from tests.duban.oversight.reminders.given import at, remind, work
from tests.duban.oversight.reminders.receivers import mail_receiver, web_receiver
from tests.duban.oversight.reminders.test_pages import client_of, words
from tests.duban.tasks.life.given import an_issued_task

pytestmark = pytest.mark.django_db
DAY, DUE = date(2026, 9, 16), date(2026, 9, 30)
TOKEN, SECRET = "geheim-token-8f3a", "geheim-SEC-77c1"
OTHER_KEY = "the key of another installation"


@pytest.fixture
def web():
    with web_receiver() as there:
        there.answer = {"errcode": 0, "code": 0}
        yield there


@pytest.fixture
def task(cast):
    cast.register.rhythm = Rhythm.NONE
    cast.register.save()
    OfficeRules.objects.create(office=cast.office, rules={}, site="http://duban.example")
    return an_issued_task(cast, due=DUE)


def a_channel(cast, web, kind=ChannelKind.WEBHOOK, name="政务通道", **more):
    setting = Setting(**{"name": name, "address": web.address, "token": TOKEN, "secret": SECRET, **more})
    channel = add_channel(kind, setting, actor=cast.wang)
    Channel.objects.filter(pk=channel.pk).update(is_on=True)
    return channel


def everything_stored():
    """Every row of every table, as the database keeps it."""
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows += cursor.fetchall()
    return repr(rows)


def raw(channel):
    with connection.cursor() as cursor:
        cursor.execute("SELECT token, secret FROM reminders_channel WHERE id = %s", [channel.pk])
        return cursor.fetchone()


def signature(key, words_signed):
    return base64.b64encode(hmac.new(key.encode(), words_signed.encode(), hashlib.sha256).digest()).decode()


class TestStored:
    def test_no_row_of_the_database_holds_what_was_typed(self, cast, web):
        chief = client_of(cast.wang)
        given = {"name": "政务通道", "address": web.address, "token": TOKEN, "secret": SECRET}
        chief.post("/reminders/channels/new/webhook/", given)
        channel = Channel.objects.get()
        chief.post(f"/reminders/channels/{channel.pk}/act/", {"act": "test"})
        chief.post(f"/reminders/channels/{channel.pk}/", {**given, "name": "改名", "version": channel.version})
        assert web.came[0].headers["Authorization"] == f"Bearer {TOKEN}"
        assert "改名" in everything_stored()
        assert "geheim" not in everything_stored()
        assert all(column.startswith("sealed-1:") for column in raw(channel))

    def test_one_secret_in_two_channels_does_not_show_as_one(self, cast, web):
        first, second = a_channel(cast, web), a_channel(cast, web, name="另一通道")
        assert not set(raw(first)) & set(raw(second))

    def test_a_change_of_something_else_leaves_it_as_it_is(self, cast, web):
        channel = a_channel(cast, web)
        before = raw(channel)
        change_channel(channel, Setting(name="改名", address=web.address), actor=cast.wang, version=channel.version)
        assert raw(channel) == before

    def test_it_is_open_in_no_word_about_it(self, cast, web):
        channel = a_channel(cast, web)
        assert "geheim" not in f"{credentials_of(channel)!r} {Setting('甲', token=TOKEN, secret=SECRET)!r}"

    @pytest.mark.parametrize("typed", ["geheim\nX-Header: 1", "geheim\x00", "geheim\tmore"])
    def test_what_a_library_would_repeat_in_its_error_is_refused(self, cast, web, typed):
        with pytest.raises(Refused, match="不能含换行或控制字符") as refused:
            a_channel(cast, web, token=typed)
        assert "geheim" not in str(refused.value)


class TestSent:
    def test_a_webhook_is_signed_with_the_secret_that_was_typed(self, cast, web):
        send_test(a_channel(cast, web), actor=cast.wang)
        (came,) = web.came
        signed = came.headers["X-Luoshi-Timestamp"].encode() + b"." + came.body
        assert came.headers["Authorization"] == f"Bearer {TOKEN}"
        expected = hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
        assert came.headers["X-Luoshi-Signature"] == f"sha256={expected}"

    def test_a_robot_of_dingtalk(self, cast, web):
        send_test(a_channel(cast, web, ChannelKind.DINGTALK), actor=cast.wang)
        (came,) = web.came
        assert came.query["access_token"] == TOKEN
        assert came.query["sign"] == signature(SECRET, f"{came.query['timestamp']}\n{SECRET}")

    def test_a_robot_of_feishu(self, cast, web):
        send_test(a_channel(cast, web, ChannelKind.FEISHU), actor=cast.wang)
        (came,) = web.came
        assert came.path == f"/open-apis/bot/v2/hook/{TOKEN}"
        assert came.values["sign"] == signature(f"{came.values['timestamp']}\n{SECRET}", "")

    def test_a_mailbox_signs_in_with_its_password(self, cast):
        with mail_receiver() as post:
            post.knows = ("duban", TOKEN)
            setting = {"user": "duban", "sender": "duban@example.cn", "secret": ""}
            cast.wang.email = "wang@example.cn"
            send_test(a_channel(cast, post, ChannelKind.EMAIL, **setting), actor=cast.wang)
            assert post.signed_in == [("duban", TOKEN)]
            assert [mail["To"] for mail in post.mails] == ["wang@example.cn"]

    def test_a_service_that_repeats_the_token_in_its_answer(self, cast, web, task, caplog):
        a_channel(cast, web, ChannelKind.DINGTALK)
        web.answer = {"errcode": 300005, "errmsg": f"token {TOKEN} is not exist"}
        remind(DAY)
        with at(DAY), caplog.at_level(logging.WARNING):
            work()
        assert Delivery.objects.get().problem.startswith("政务通道没有接收消息：token … is not exist。")
        assert "geheim" not in everything_stored() + caplog.text


class TestLost:
    """The installation's key was changed or lost: what it sealed must be entered again, and nothing else."""

    SAID = "渠道“政务通道”保存的令牌已无法读取，请在催办设置中重新填写。"

    def test_the_message_counts_as_failed_at_once_with_one_sentence(self, cast, web, task, settings, caplog):
        a_channel(cast, web)
        settings.SECRET_KEY = OTHER_KEY
        remind(DAY)
        with at(DAY):
            work()
        one = Delivery.objects.get()
        assert (one.state, one.next_at, one.tries) == ("failed", None, 1)
        assert one.problem.split("\n") == [
            self.SAID,
            "The token of the channel 政务通道 can no longer be read; enter it again in the settings.",
        ]
        assert web.came == []
        assert caplog.text == ""
        assert self.SAID in words(client_of(cast.chen).get("/reminders/sending/"))

    def test_other_channels_go_on(self, cast, web, task, settings):
        a_channel(cast, web)
        settings.SECRET_KEY = OTHER_KEY
        a_channel(cast, web, name="新设的通道")
        remind(DAY)
        with at(DAY):
            work()
        states = dict(Delivery.objects.values_list("channel__name", "state"))
        assert states == {"政务通道": "failed", "新设的通道": "sent"}

    def test_pages_say_so_and_entering_it_again_is_enough(self, cast, web, task, settings):
        channel = a_channel(cast, web)
        settings.SECRET_KEY = OTHER_KEY
        remind(DAY)
        with at(DAY):
            work()
        chief, address = client_of(cast.wang), f"/reminders/channels/{channel.pk}/"
        assert "保存的令牌、密码或密钥已无法读取，请重新填写。" in words(chief.get("/reminders/settings/"))
        assert words(chief.get(address)).count("已保存的无法读取，请重新填写。") == 2
        assert self.SAID in words(chief.post(f"{address}act/", {"act": "test"}, follow=True))
        given = {"name": "政务通道", "address": web.address, "version": channel.version}
        chief.post(address, {**given, "token": "geheim-new", "secret": SECRET})
        assert "无法读取" not in words(chief.get("/reminders/settings/"))
        with at(DAY, 15):
            client_of(cast.chen).post("/reminders/sending/retry/")
            work()
        assert Delivery.objects.get().state == "sent"
        assert web.came[0].headers["Authorization"] == "Bearer geheim-new"
        assert "geheim" not in json.dumps([event.after for event in Event.objects.all()])

    def test_the_channel_can_still_be_renamed_and_its_secret_forgotten(self, cast, web, settings):
        channel = a_channel(cast, web)
        settings.SECRET_KEY = OTHER_KEY
        given = {"name": "旧通道", "address": web.address, "version": channel.version, "forget_secret": "on"}
        client_of(cast.wang).post(f"/reminders/channels/{channel.pk}/", given)
        channel.refresh_from_db()
        assert (channel.name, channel.secret) == ("旧通道", "")

    def test_a_mailbox_is_asked_for_its_password(self, cast, settings):
        with mail_receiver() as post:
            channel = a_channel(cast, post, ChannelKind.EMAIL, sender="duban@example.cn", user="duban", secret="")
            settings.SECRET_KEY = OTHER_KEY
            with pytest.raises(NotSent, match="渠道“政务通道”保存的密码已无法读取"):
                send_test(channel, actor=cast.wang)

    @pytest.mark.parametrize("stands", ["cut", "swapped", "plain"])
    def test_what_was_tampered_with_is_not_sent(self, cast, web, stands):
        channel = a_channel(cast, web)
        token, secret = raw(channel)
        found = {"cut": token[:-8], "swapped": secret, "plain": "geheim-plain"}[stands]
        Channel.objects.filter(pk=channel.pk).update(token=found)
        with pytest.raises(NotSent, match="已无法读取") as refused:
            send_test(Channel.objects.get(), actor=cast.wang)
        assert "geheim" not in str(refused.value)
        assert web.came == []
