"""Every change leaves an event, chained to the one before."""

from datetime import datetime

import pytest
from django.conf import settings
from django.db import transaction

from luoshi.duban import clock
from luoshi.duban.audit import chain
from luoshi.duban.audit.models import Event, Head
from luoshi.duban.audit.recording import coming_from, record


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


@pytest.mark.django_db(transaction=True)
def test_no_record_without_the_transaction_of_its_change(cast):
    with pytest.raises(transaction.TransactionManagementError):
        record("unit.renamed", cast.office, office="qinghe", actor=cast.chen.actor)
