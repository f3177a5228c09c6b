"""A month of letters and scores with crashes: everybody is told once, nothing that was over, and no empty message."""

from collections import Counter
from datetime import date, timedelta

import pytest

from luoshi.duban.jobs import recurring
from luoshi.duban.jobs.recurring import queue_rounds
from luoshi.duban.oversight import news
from luoshi.duban.oversight.reminders.models import Channel, ChannelKind, Delivery, Digest, News, Telling
from luoshi.duban.registers.models import Rhythm
from tests.duban.oversight.reminders.given import at, work
from tests.duban.oversight.reminders.test_year import MOMENTS, Power, works
from tests.duban.tasks.life.given import HOUSING, WATER, an_issued_task

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 9, 1), date(2026, 9, 30)
#: The hours at which something happens: before, within and after office hours.
HOURS = (7, 10, 16, 20)


@pytest.fixture
def over(monkeypatch):
    """Two kinds of news about things that are numbered; those in the set that it gives are over."""
    over = set()

    def kind(key, *, is_urgent):
        return news.Kind(
            key, key, lambda count: f"{key}{count}", lambda keys, _today: set(keys) - over, lambda _user, _key: "/",
            is_urgent,
        )  # fmt: skip

    kinds = {"urgent": kind("urgent", is_urgent=True), "calm": kind("calm", is_urgent=False)}
    monkeypatch.setattr(news, "_kinds", kinds)
    return over


def test_each_once_however_often_the_power_goes(cast, over, monkeypatch):
    power = Power(monkeypatch)
    rounds = {name: times for name, times in recurring._rounds.items() if name == "reminders.remind"}
    monkeypatch.setattr(recurring, "_rounds", rounds)
    cast.register.rhythm = Rhythm.NONE
    cast.register.save()
    an_issued_task(cast, due=date(2026, 9, 8))
    Channel.objects.create(office=cast.office, kind=ChannelKind.WEBHOOK, name="通道", address="http://x", is_on=True)
    number, day = 0, FIRST
    while day <= LAST + timedelta(days=9):  # the holidays are over by then
        for hour, minute in sorted({*MOMENTS, *((hour, 5) for hour in HOURS)}):
            with at(day, hour, minute):
                if minute == 5 and day <= LAST and (number := number + 1) % 3:
                    unit = cast.unit(WATER if number % 2 else HOUSING)
                    kind = "urgent" if number % 5 < 2 else "calm"
                    for _twice in "12":
                        news.tell(cast.office, [news.News(kind, number, unit.pk, f"第{number}件")])
                    if number % 7 == 0:
                        over.add(number)
                queue_rounds()
                work()
        day += timedelta(days=1)

    _everybody_once(over)
    assert min(power.crashes[where] for where in ("gather", "gathered", "before", "after")) >= 2
    digests = list(Digest.objects.prefetch_related("tellings", "reminders"))
    assert all(one.tellings.all() or one.reminders.all() for one in digests), "never an empty one"
    usual = Counter((one.person_id, one.day) for one in digests if not one.at_once)
    assert set(usual.values()) == {1}, "one digest a person and day"
    assert all(one.tellings.count() and not one.reminders.count() for one in digests if one.at_once)
    assert any(one.at_once for one in digests)
    assert all(works(one.day) for one in digests)
    assert Counter(Delivery.objects.values_list("state", flat=True)) == {"sent": len(digests)}
    assert len(power.left) == len(digests)


def _everybody_once(over):
    """孙联络 and 周局长 of the water bureau; 吴联络 of housing, and 钱副县长 since nobody heads it."""
    people = {WATER: {"孙联络", "周局长"}, HOUSING: {"吴联络", "钱副县长"}}
    for one in News.objects.select_related("unit"):
        rows = Telling.objects.filter(news=one, digest__isnull=False)
        names = sorted(rows.values_list("person__name", flat=True))
        assert names == ([] if one.subject in over else sorted(people[one.unit.name])), one
    assert News.objects.count() == 80
