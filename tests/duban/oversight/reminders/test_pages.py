"""The pages of reminders: what each person sees and does there."""

from datetime import date

import pytest
from django.test import Client

from luoshi.duban.audit.models import Event
from luoshi.duban.oversight.reminders.models import Channel, ChannelKind, Delivery, Digest, OfficeRules
from luoshi.duban.oversight.reminders.office import rules_of
from luoshi.duban.oversight.reminders.sending.credentials import credentials_of
from luoshi.duban.registers.models import Rhythm
from tests.duban.oversight.reminders.given import at, leaves, remind, work
from tests.duban.oversight.reminders.receivers import web_receiver
from tests.duban.tasks.life.given import FINANCE, an_issued_task

pytestmark = pytest.mark.django_db
DAY, DUE = date(2026, 9, 16), date(2026, 9, 30)
RULES = {
    "before": "10，3", "on_the_day": "on", "overdue_every": "5", "head_from": "1", "leader_from": "6",
    "quiet_until": "08:30", "quiet_from": "18:00", "site": "http://testserver/", "version": "0",
}  # fmt: skip


@pytest.fixture
def task(cast):
    cast.register.rhythm = Rhythm.NONE
    cast.register.save()
    return an_issued_task(cast, due=DUE)


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def words(response):
    return response.content.decode()


class TestInbox:
    def test_a_person_reads_what_they_were_reminded_of(self, cast, task):
        remind(DAY)
        sun = client_of(cast.sun)
        assert "1 条未读" in words(sun.get("/reminders/unread/"))
        page = words(sun.get("/reminders/"))
        assert "距时限10个工作日" in page
        assert f'href="/tasks/{task.pk}/"' in page
        sun.post("/reminders/read/", {"digest": Digest.objects.get().pk})
        assert words(sun.get("/reminders/unread/")).strip() == ""
        assert Event.objects.filter(verb="reminder.read").count() == 1
        sun.post("/reminders/read/")
        assert Event.objects.filter(verb="reminder.read").count() == 1, "nothing was new"

    def test_nobody_reads_anothers(self, cast, task):
        remind(DAY)
        digest = Digest.objects.get()
        wu = client_of(cast.wu)
        assert wu.get(f"/reminders/{digest.pk}/").status_code == 404
        wu.post("/reminders/read/", {"digest": digest.pk})
        assert Digest.objects.get().read_at is None
        assert client_of(cast.sun).get(f"/reminders/{digest.pk}/").status_code == 200

    def test_an_inbox_without_anything(self, cast):
        assert "还没有提醒" in words(client_of(cast.feng).get("/reminders/"))

    def test_it_costs_few_queries(self, cast, task, django_assert_max_num_queries):
        for number in range(15):
            an_issued_task(cast, f"办理事项{number}。", due=DUE)
        remind(DAY)
        client = client_of(cast.sun)
        with django_assert_max_num_queries(12):
            client.get("/reminders/")


class TestChasing:
    def test_from_the_tasks_page(self, cast, task):
        chen = client_of(cast.chen)
        with at(DAY, 15):
            assert f"/reminders/chase/?task={task.pk}" in words(chen.get(f"/tasks/{task.pk}/"))
            assert "孙联络" in words(chen.get(f"/reminders/chase/?task={task.pk}"))
            response = chen.post(
                "/reminders/chase/", {"task": task.pk, "confirm": "1", "words": "请抓紧。"}, follow=True
            )
        assert "已催办1项，通知孙联络。" in words(response)
        with at(DAY, 16):
            page = words(chen.get(f"/reminders/chase/?task={task.pk}"))
            assert "已由陈明于9月16日15:30催办过" in page
            again = chen.post("/reminders/chase/", {"task": task.pk, "confirm": "1"})
        assert again.status_code == 409

    def test_from_the_ledger(self, cast, task):
        other = an_issued_task(cast, "拨付资金。", lead=FINANCE, due=DUE)
        chen = client_of(cast.chen)
        with at(DAY, 15):
            assert "催办" in words(chen.get("/tasks/?view=all"))
            page = words(chen.post("/reminders/chase/?q=", {"task": [task.pk, other.pk], "all": ""}))
            assert "催办1项" in page
            assert "无人任职" in page
            everything = words(chen.post("/reminders/chase/?view=all", {"all": "1"}))
        assert "清淤" not in everything
        assert everything.count('name="task"') == 2

    def test_a_unit_sees_no_such_button(self, cast, task):
        assert "/reminders/chase/" not in words(client_of(cast.sun).get(f"/tasks/{task.pk}/"))


class TestSending:
    @pytest.fixture
    def failed(self, cast, task):
        channel = Channel.objects.create(
            office=cast.office, kind=ChannelKind.WEBHOOK, name="政务通道", address="http://127.0.0.1:9", is_on=True
        )
        remind(DAY)
        Delivery.objects.update(state="failed", tries=7, problem="连接不上政务通道。\nIt cannot be reached.")
        return channel

    def test_what_failed_is_shown_and_tried_again(self, cast, failed):
        chen, one = client_of(cast.chen), Delivery.objects.get()
        page = words(chen.get("/reminders/sending/"))
        assert "连接不上政务通道。" in page
        assert "孙联络" in page
        assert "催办情况" in words(chen.get("/supervision/"))
        with web_receiver() as web:
            Channel.objects.update(address=web.address)
            with at(DAY, 15):
                chen.post(f"/reminders/sending/{one.pk}/retry/")
                work()
            assert len(web.came) == 1
        assert Delivery.objects.get().state == "sent"
        assert "已在重发或已发出" in words(chen.post(f"/reminders/sending/{one.pk}/retry/", follow=True))

    def test_all_that_failed_is_tried_again(self, cast, failed):
        chen = client_of(cast.chen)
        assert "1 条消息已重新排队发送。" in words(chen.post("/reminders/sending/retry/", follow=True))
        assert "没有可重试的消息" in words(chen.post("/reminders/sending/retry/", follow=True))
        assert Delivery.objects.get().state == "waiting"

    def test_a_channel_that_is_off_is_not_tried(self, cast, failed):
        Channel.objects.update(is_on=False)
        response = client_of(cast.chen).post(f"/reminders/sending/{Delivery.objects.get().pk}/retry/", follow=True)
        assert "已停用，启用后才能重发" in words(response)

    def test_posts_that_nobody_holds_are_shown(self, cast, task):
        leaves(cast.sun, date(2026, 9, 1))
        remind(DAY)
        page = words(client_of(cast.chen).get("/reminders/sending/"))
        assert "青禾县水利局" in page
        assert "已改发给单位负责人" in page

    def test_it_costs_few_queries(self, cast, failed, django_assert_max_num_queries):
        client = client_of(cast.wang)
        for address in ("/reminders/sending/", "/supervision/"):
            with django_assert_max_num_queries(12):
                client.get(address)


class TestSettings:
    def test_the_head_sets_the_rules(self, cast):
        wang = client_of(cast.wang)
        assert "http://testserver/" in words(wang.get("/reminders/settings/"))
        wang.post("/reminders/settings/", {**RULES, "before": "5", "content_leaves": "on"})
        rules = rules_of(cast.office.pk)
        assert (rules.before, rules.content_leaves) == ((5,), True)
        event = Event.objects.get(verb="reminder-rules.set")
        assert event.after["content_leaves"] is True

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"leader_from": "0"}, "分管领导不能早于单位负责人"),
            ({"quiet_from": "07:00"}, "免打扰时段应从"),
            ({"before": "十天"}, "请填工作日数"),
            ({"before": "99"}, "每次为时限前1至60个工作日"),
            ({"site": "intranet"}, "不是网址"),
        ],
    )
    def test_rules_that_cannot_be_are_refused(self, cast, change, said):
        response = client_of(cast.wang).post("/reminders/settings/", {**RULES, **change})
        assert response.status_code in (409, 422)
        assert said in words(response)
        assert not OfficeRules.objects.exists()

    def test_of_two_people_the_second_compares(self, cast):
        wang = client_of(cast.wang)
        wang.post("/reminders/settings/", RULES)
        response = wang.post("/reminders/settings/", {**RULES, "overdue_every": "7"})
        assert response.status_code == 409
        assert "已被他人修改" in words(response) or "conflict" in words(response)

    def test_a_channel_is_set_up_tested_and_switched_on(self, cast):
        wang = client_of(cast.wang)
        with web_receiver() as web:
            given = {"name": "政务通道", "address": web.address, "token": "geheim-token", "secret": "geheim-secret"}
            wang.post("/reminders/channels/new/webhook/", given)
            channel = Channel.objects.get()
            assert not channel.is_on
            act = f"/reminders/channels/{channel.pk}/act/"
            assert "请先填写系统访问地址" in words(wang.post(act, {"act": "on", "version": 1}, follow=True))
            wang.post("/reminders/settings/", RULES)
            assert "测试消息已由" in words(wang.post(act, {"act": "test"}, follow=True))
            assert "测试消息" in web.came[0].values["text"]
            web.status = 500
            assert "没有接收消息" in words(wang.post(act, {"act": "test"}, follow=True))
        wang.post(act, {"act": "on", "version": 1})
        assert Channel.objects.get().is_on
        told = [event.verb for event in Event.objects.filter(subject="reminders.channel").order_by("pk")]
        assert told == ["channel.added", "channel.tested", "channel.switched-on"]

    def test_what_is_secret_is_never_shown_again_and_stays_when_left_empty(self, cast):
        wang = client_of(cast.wang)
        given = {"name": "钉钉", "address": "", "token": "geheimtoken", "secret": "geheimsecret"}
        wang.post("/reminders/channels/new/dingtalk/", given)
        channel = Channel.objects.get()
        address = f"/reminders/channels/{channel.pk}/"
        pages = words(wang.get(address)) + words(wang.get("/reminders/settings/"))
        assert "geheim" not in pages
        wang.post(address, {"name": "政务钉钉", "address": "", "version": channel.version})
        channel.refresh_from_db()
        kept = credentials_of(channel)
        assert (channel.name, kept.token, kept.secret) == ("政务钉钉", "geheimtoken", "geheimsecret")
        wang.post(address, {"name": "政务钉钉", "address": "", "forget_secret": "on", "version": channel.version})
        channel.refresh_from_db()
        assert channel.secret == ""
        record = "".join(f"{event.before}{event.after}" for event in Event.objects.all())
        assert "geheim" not in record

    @pytest.mark.parametrize(
        ("kind", "given", "said"),
        [
            ("webhook", {"name": "甲"}, "应以 http://"),
            ("webhook", {"name": "甲", "address": "file:///etc/hosts"}, "应以 http://"),
            ("dingtalk", {"name": "甲"}, "请填写机器人的令牌"),
            ("email", {"name": "甲", "address": "mail.example.cn"}, "邮件服务器应形如"),
            ("email", {"name": "甲", "address": "smtp://10.0.0.9"}, "请填写发件邮箱"),
        ],
    )
    def test_a_channel_that_could_never_send_is_refused(self, cast, kind, given, said):
        response = client_of(cast.wang).post(f"/reminders/channels/new/{kind}/", given)
        assert response.status_code == 409
        assert said in words(response)

    def test_two_channels_of_one_name(self, cast):
        wang = client_of(cast.wang)
        given = {"name": "甲", "token": "abc"}
        wang.post("/reminders/channels/new/wecom/", given)
        assert "已有名为“甲”的渠道" in words(wang.post("/reminders/channels/new/wecom/", given))

    def test_no_such_kind_and_no_such_channel(self, cast):
        wang = client_of(cast.wang)
        assert wang.get("/reminders/channels/new/fax/").status_code == 404
        assert wang.get("/reminders/channels/99/").status_code == 404
