"""By which channels a person is told: as the office set it, or as the person chose; the inbox always."""

from datetime import date

import pytest
from django.test import Client

from luoshi.duban.audit.models import Event
from luoshi.duban.oversight.reminders.actions import deliver as delivering
from luoshi.duban.oversight.reminders.actions.choose_channels import choose_channels
from luoshi.duban.oversight.reminders.models import Channel, ChannelKind, ChannelWish, Delivery, Digest, Reach
from luoshi.duban.registers.models import Rhythm
from tests.duban.oversight.reminders.given import at, remind, work
from tests.duban.tasks.life.given import an_issued_task

pytestmark = pytest.mark.django_db
DAY, DUE = date(2026, 9, 16), date(2026, 9, 30)


@pytest.fixture(autouse=True)
def left(cast, monkeypatch):
    cast.register.rhythm = Rhythm.NONE
    cast.register.save()
    an_issued_task(cast, due=DUE)
    left = []
    monkeypatch.setattr(delivering, "send", lambda channel, message: left.append((channel.name, message.person)))
    return left


def a_channel(cast, name, reach=Reach.USUAL, **more):
    return Channel.objects.create(
        office=cast.office, kind=ChannelKind.DINGTALK, name=name, token="t", reach=reach, is_on=True, **more
    )


def page(person, **posted):
    client = Client()
    client.force_login(person)
    response = client.post("/reminders/ways/", posted, follow=True) if posted else client.get("/reminders/ways/")
    return response.content.decode()


def send():
    remind(DAY)
    with at(DAY):
        work()


@pytest.mark.parametrize(
    ("reach", "wish", "by"),
    [
        (Reach.USUAL, None, "office"),
        (Reach.USUAL, False, None),
        (Reach.WISHED, None, None),
        (Reach.WISHED, True, "person"),
        (Reach.ALWAYS, None, "always"),
        (Reach.ALWAYS, False, "always"),
    ],
)
def test_a_person_is_told_as_the_office_set_it_unless_they_chose(cast, left, reach, wish, by):
    one = a_channel(cast, "政务钉钉", reach)
    if wish is not None:
        choose_channels([one.pk] if wish else [], actor=cast.sun)
    send()
    assert Digest.objects.count() == 1, "the inbox has it always"
    assert left == ([("政务钉钉", "孙联络")] if by else [])
    assert list(Delivery.objects.values_list("chosen", flat=True)) == ([by] if by else [])


def test_what_is_as_the_office_set_it_goes_on_following_the_office(cast, left):
    one = a_channel(cast, "政务钉钉")
    choose_channels([], actor=cast.sun)
    choose_channels([one.pk], actor=cast.sun)
    assert not ChannelWish.objects.exists()
    Channel.objects.update(reach=Reach.WISHED)
    send()
    assert left == []


def test_one_that_was_declined_after_the_digest_sends_nothing_more(cast, left):
    a_channel(cast, "政务钉钉")
    remind(DAY)
    choose_channels([], actor=cast.sun)
    with at(DAY):
        work()
    assert left == []
    assert Delivery.objects.get().problem.startswith("本人已停用这一渠道。")


def test_it_is_on_the_record_and_the_same_again_changes_nothing(cast):
    a_channel(cast, "政务钉钉")
    mail = a_channel(cast, "邮件", Reach.WISHED)
    assert choose_channels([mail.pk], actor=cast.sun)
    assert not choose_channels([mail.pk], actor=cast.sun)
    event = Event.objects.get(verb="channels.chosen")
    assert (event.before, event.after) == ({"政务钉钉": True, "邮件": False}, {"政务钉钉": False, "邮件": True})


class TestPage:
    def test_a_person_chooses(self, cast):
        one = a_channel(cast, "政务钉钉")
        always = a_channel(cast, "县府邮件", Reach.ALWAYS)
        Channel.objects.create(office=cast.office, kind=ChannelKind.WEBHOOK, name="没有启用的")
        text = page(cast.sun)
        assert "系统内提醒" in text
        assert "督查室设为始终发送" in text
        assert "没有启用的" not in text
        assert f'value="{one.pk}" checked>' in text
        assert f'value="{always.pk}" checked disabled>' in text
        assert "已保存" in page(cast.sun, act="save")
        assert f'value="{one.pk}">' in page(cast.sun)
        assert f'value="{one.pk}" checked>' in page(cast.zhou), "of each person their own"

    def test_who_has_no_address_is_told_so(self, cast):
        a_channel(cast, "县府邮件")
        Channel.objects.update(kind=ChannelKind.EMAIL)
        type(cast.sun).objects.filter(pk=cast.sun.pk).update(email="")
        assert "没有登记邮箱" in page(cast.sun)
        type(cast.sun).objects.filter(pk=cast.sun.pk).update(email="sun@qinghe.example")
        assert "发到 sun@qinghe.example" in page(cast.sun)

    def test_nobody_chooses_for_another_office(self, cast):
        other = Channel.objects.create(office=cast.other_office, kind="webhook", name="他县", is_on=True)
        page(cast.sun, channel=other.pk)
        assert not ChannelWish.objects.exists()
        assert "还没有启用其他渠道" in page(cast.sun)
        assert "还没有启用其他渠道" in page(cast.chu), "an administrator belongs to no office"

    def test_the_office_sees_by_whose_word_it_went(self, cast):
        one = a_channel(cast, "政务钉钉", Reach.WISHED)
        choose_channels([one.pk], actor=cast.sun)
        send()
        client = Client()
        client.force_login(cast.chen)
        text = client.get("/reminders/sending/?state=sent").content.decode()
        assert "本人启用" in text

    def test_the_office_sets_whom_a_channel_reaches(self, cast):
        client = Client()
        client.force_login(cast.wang)
        client.post("/reminders/channels/new/wecom/", {"name": "企业微信", "token": "k", "reach": "always"})
        assert Channel.objects.get().reach == Reach.ALWAYS
        assert "始终发送，本人不能停用" in client.get("/reminders/settings/").content.decode()
        assert Event.objects.get(verb="channel.added").after["reach"] == "always"

    def test_it_costs_few_queries(self, cast, django_assert_max_num_queries):
        for number in range(8):
            a_channel(cast, f"渠道{number}")
        client = Client()
        client.force_login(cast.sun)
        with django_assert_max_num_queries(12):
            client.get("/reminders/ways/")
