"""Every change leaves an event, chained to the one before."""

from datetime import datetime

import pytest
from django.conf import settings
from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.audit import chain
from luoshi.duban.audit.models import Event, Head
from luoshi.duban.audit.recording import About, coming_from, record, record_many
from luoshi.duban.audit.verification import verify


def _record(cast, verb="unit.renamed", **more):
    with transaction.atomic():
        return record(verb, cast.unit("青禾县水利局"), office="qinghe", actor=cast.chen.actor, **more)


def test_an_event_says_who_what_and_from_where(cast):
    with coming_from("127.0.0.1"):
        event = _record(cast, before={"name": "县水务局"}, after={"name": "县水利局"}, reason="机构改革")
    stored = Event.objects.get(pk=event.pk)
    assert (stored.actor_name, stored.origin, stored.verb) == ("陈明", "127.0.0.1", "unit.renamed")
    assert stored.before == {"name": "县水务局"}
    assert stored.mac == chain.event_mac(stored, settings.AUDIT_KEY.encode())


def test_each_event_points_to_the_one_before(cast):
    first, second = _record(cast), _record(cast)
    assert (first.sequence, first.previous) == (1, "")
    assert (second.sequence, second.previous) == (2, first.mac)


def test_a_new_day_seals_the_one_before(cast):
    with clock.standing_at(datetime(2026, 7, 10, 23, 0, tzinfo=clock.ZONE)):
        last = _record(cast)
    with clock.standing_at(datetime(2026, 7, 11, 8, 0, tzinfo=clock.ZONE)):
        first = _record(cast)
    head = Head.objects.get()
    assert (head.day.isoformat(), head.events, head.last) == ("2026-07-10", 1, last.mac)
    assert (first.sequence, first.previous) == (1, "")


def test_a_day_on_which_nothing_happened_yet_is_not_begun(cast):
    """Recorded about nobody, the day was sealed and not begun: every record after that was refused."""
    with clock.standing_at(datetime(2026, 7, 10, 23, 0, tzinfo=clock.ZONE)):
        _record(cast)
    with clock.standing_at(datetime(2026, 7, 11, 8, 0, tzinfo=clock.ZONE)):
        with transaction.atomic():
            assert record_many("unit.added", [], office="qinghe", actor=cast.chen.actor) == []
        assert _record(cast).sequence == 1
    assert Head.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_no_record_without_the_transaction_of_its_change(cast):
    with pytest.raises(transaction.TransactionManagementError):
        record("unit.renamed", cast.office, office="qinghe", actor=cast.chen.actor)


def test_many_events_are_chained_like_single_ones(cast):
    first = _record(cast)
    units = [About(unit, after={"name": unit.name}, reason="导入") for unit in cast.units.values()]
    with transaction.atomic():
        many = record_many("unit.added", units, office="qinghe", actor=cast.chen.actor)
    last = _record(cast)
    assert [event.sequence for event in many] == list(range(2, len(units) + 2))
    assert (many[0].previous, last.previous) == (first.mac, many[-1].mac)
    stored = Event.objects.get(pk=many[3].pk)
    assert stored.mac == chain.event_mac(stored, settings.AUDIT_KEY.encode())
    assert not list(verify())


def test_many_events_cost_no_more_queries_than_a_few(cast, django_assert_max_num_queries):
    about = [About(unit) for unit in cast.units.values()] * 50
    with django_assert_max_num_queries(20), transaction.atomic():  # SQLite takes some sixty rows at once
        record_many("unit.added", about, office="qinghe", actor=cast.chen.actor)
    assert Event.objects.count() == len(about)


def test_nothing_to_record_leaves_the_chain_as_it_is(cast):
    with transaction.atomic():
        assert record_many("unit.added", [], office="qinghe", actor=cast.chen.actor) == []
    assert _record(cast).sequence == 1


@pytest.mark.django_db(transaction=True)
def test_many_events_need_the_transaction_of_their_change_too(cast):
    with pytest.raises(transaction.TransactionManagementError):
        record_many("unit.added", [About(cast.office)], office="qinghe", actor=cast.chen.actor)
