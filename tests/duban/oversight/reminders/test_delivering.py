"""Messages leave once, come again where they failed, and never hold one another up."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from luoshi.duban import clock
from luoshi.duban.oversight.reminders.actions import deliver as delivering
from luoshi.duban.oversight.reminders.actions.deliver import BACK_OFF, deliver
from luoshi.duban.oversight.reminders.actions.try_again import try_again
from luoshi.duban.oversight.reminders.models import Channel, ChannelKind, Delivery, Digest, OfficeRules
from luoshi.duban.oversight.reminders.sending.problems import away, refused
from luoshi.duban.problems import Refused
from luoshi.duban.registers.models import Rhythm
from luoshi.duban.tasks.actions.file_report import file_report
from tests.duban.oversight.reminders.given import at, moment, remind, work
from tests.duban.tasks.life.given import HOUSING, an_issued_task, by_page, done, the

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 16)
DUE = date(2026, 9, 30)


class Wire:
    """Stands where the services are: keeps what went out, and fails as told."""

    def __init__(self):
        self.sent: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.fails: dict[str, list] = {}

    def __call__(self, channel, message):
        problems = self.fails.get(channel.name, [])
        if problems:
            problem = problems[0] if len(problems) == 1 else problems.pop(0)
            if problem is not None:
                raise problem
        self.sent.append((channel.name, message.key))
        self.texts.append(message.whole)


@pytest.fixture
def wire(monkeypatch):
    wire = Wire()
    monkeypatch.setattr(delivering, "send", wire)
    return wire


@pytest.fixture
def channel(cast):
    cast.register.rhythm = Rhythm.NONE
    cast.register.save()
    return a_channel(cast)


def a_channel(cast, name="政务钉钉", **more):
    return Channel.objects.create(
        office=cast.office, kind=ChannelKind.WEBHOOK, name=name, address="http://127.0.0.1:9", is_on=True, **more
    )


def test_a_digest_goes_out_once_by_each_channel(cast, channel, wire):
    a_channel(cast, "邮件")
    an_issued_task(cast, due=DUE)
    remind(DAY)
    with at(DAY):
        assert work() == 2
        for one in Delivery.objects.all():
            deliver(one.pk)
    digest = Digest.objects.get()
    assert sorted(name for name, _key in wire.sent) == ["政务钉钉", "邮件"]
    assert len({key for _name, key in wire.sent}) == 2
    assert all(key.startswith(f"luoshi-{digest.pk}-") for _name, key in wire.sent)
    assert {one.state for one in Delivery.objects.all()} == {"sent"}


def test_a_channel_that_is_off_sends_nothing(cast, channel, wire):
    Channel.objects.update(is_on=False)
    an_issued_task(cast, due=DUE)
    remind(DAY)
    assert not Delivery.objects.exists()
    assert Digest.objects.exists(), "the inbox has it all the same"


def test_a_channel_switched_off_meanwhile_sends_nothing(cast, channel, wire):
    an_issued_task(cast, due=DUE)
    remind(DAY)
    Channel.objects.update(is_on=False)
    with at(DAY):
        work()
    assert (Delivery.objects.get().state, wire.sent) == ("over", [])


def test_messages_hold_counts_and_a_link_and_no_content(cast, channel, wire):
    OfficeRules.objects.create(office=cast.office, site="https://duban.example/")
    an_issued_task(cast, due=DUE)
    remind(DAY)
    with at(DAY):
        work()
    link = f"https://duban.example/reminders/{Digest.objects.get().pk}/"
    assert wire.texts == [f"【青禾县督查室督办提醒】孙联络：临近时限1项。\n请登录系统查看和办理。\n{link}"]


def test_content_leaves_where_the_office_decided_so(cast, channel, wire):
    OfficeRules.objects.create(office=cast.office, rules={"content_leaves": True})
    an_issued_task(cast, due=DUE)
    remind(DAY)
    with at(DAY):
        work()
    assert "1. 督2026-001 完成3座水库除险加固（距时限10个工作日）" in wire.texts[0]


def test_what_was_done_before_it_was_sent_is_left_out(cast, channel, wire):
    task = an_issued_task(cast, due=DUE)
    remind(DAY)
    with at(DAY, 9):
        file_report(the(task), actor=cast.sun, said=done(), came=by_page(on=DAY))
        work()
    assert wire.sent == []
    assert Delivery.objects.get().problem.startswith("所提醒的事项都已办理。")


def test_a_failure_is_tried_again_later_each_time_and_shown_in_the_end(cast, channel, wire):
    wire.fails["政务钉钉"] = [refused("政务钉钉", "sign not match")]
    an_issued_task(cast, due=DUE)
    remind(DAY)
    now = moment(DAY)
    waits = []
    for _turn in range(len(BACK_OFF) + 3):  # those that would come at night wait for the morning
        with clock.standing_at(now):
            work()
        one = Delivery.objects.get()
        if one.next_at is not None:
            waits.append(one.next_at - now)
            now = one.next_at
    assert waits[:4] == [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60)]
    assert (one.state, one.tries) == ("failed", len(BACK_OFF) + 1)
    assert one.problem.startswith("政务钉钉没有接收消息：sign not match。")
    wire.fails.clear()
    with clock.standing_at(now):
        try_again(one, actor=cast.chen)
        with pytest.raises(Refused, match="已在重发或已发出"):
            try_again(one, actor=cast.chen)
        with pytest.raises(PermissionDenied):
            try_again(one, actor=cast.sun)
        work()
    assert Delivery.objects.get().state == "sent"
    assert len(wire.sent) == 1


def test_a_retry_does_not_go_out_at_night(cast, channel, wire):
    wire.fails["政务钉钉"] = [away("政务钉钉", "超时", "timeout")]
    an_issued_task(cast, due=DUE)
    remind(DAY, 14)
    with at(DAY, 17, 59):
        work()
    assert Delivery.objects.get().next_at.astimezone(clock.ZONE) == moment(DAY, 18, 0)
    with at(DAY, 18, 0):
        work()
    one = Delivery.objects.get()
    assert one.next_at.astimezone(clock.ZONE) == moment(date(2026, 9, 17))
    assert one.tries == 1


def test_a_dead_channel_blocks_nobody(cast, channel, wire):
    """Four people, two channels: the dead one is tried once and rests; the other has sent to all at once."""
    a_channel(cast, "邮件")
    wire.fails["政务钉钉"] = [away("政务钉钉", "超时", "timeout")]
    an_issued_task(cast, due=date(2026, 9, 15))
    an_issued_task(cast, "清理违建12处。", lead=HOUSING, due=date(2026, 9, 15))
    remind(DAY)
    with at(DAY):
        work()
    assert [name for name, _key in wire.sent] == ["邮件"] * 4
    dead = Delivery.objects.filter(channel=channel)
    assert sorted(one.tries for one in dead) == [0, 0, 0, 1]
    assert {one.state for one in dead} == {"waiting"}
    wire.fails.clear()
    with at(DAY, 9):
        work()
    assert len(wire.sent) == 8
    assert Channel.objects.get(pk=channel.pk).resting_until is None


def test_a_worker_that_dies_while_it_sends_neither_loses_nor_is_overtaken(cast, channel, wire):
    wire.fails["政务钉钉"] = [RuntimeError("the power went"), None]
    an_issued_task(cast, due=DUE)
    remind(DAY)
    with at(DAY):
        work()
        assert wire.sent == []
        deliver(Delivery.objects.get().pk)
        assert wire.sent == [], "another worker leaves it to the one that has it, for a while"
    with at(DAY, 8, 40):
        work()
    assert len(wire.sent) == 1
    assert Delivery.objects.get().state == "sent"


def test_a_message_that_crashes_every_time_is_shown_as_failed(cast, channel, wire):
    wire.fails["政务钉钉"] = [RuntimeError("a mistake of ours")]
    an_issued_task(cast, due=DUE)
    remind(DAY)
    now = moment(DAY)
    for _turn in range(12):
        with clock.standing_at(now):
            work()
        now += timedelta(minutes=6)
    one = Delivery.objects.get()
    assert one.state == "failed"
    assert one.problem.startswith("处理时程序出错（RuntimeError），详情已写入日志。")
