"""Many write at once: no two events take one place, and none is lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from luoshi.duban.accounts.models import Office
from luoshi.duban.audit.models import Event
from luoshi.duban.audit.recording import Actor, record
from luoshi.duban.audit.verification import verify

WRITERS, EACH = 6, 15


def _write(writer: int) -> None:
    try:
        office = Office.objects.get(key="qinghe")
        for turn in range(EACH):
            with transaction.atomic():
                record("unit.renamed", office, office="qinghe", actor=Actor(str(writer), "陈明"), after={"turn": turn})
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_people_who_write_at_once_take_different_places():
    """The first event of an office is among them: its tip is made once."""
    Office.objects.create(key="qinghe", name="青禾县督查室")
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(_write, range(WRITERS)))
    places = list(Event.objects.order_by("day", "sequence").values_list("day", "sequence"))
    assert len(places) == WRITERS * EACH
    assert sorted(set(places)) == places
    assert list(verify()) == []


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_leaves_no_gap():
    office = Office.objects.create(key="qinghe", name="青禾县督查室")
    for turn in range(6):
        with transaction.atomic():
            record("unit.renamed", office, office="qinghe", actor=Actor("1", "陈明"))
            transaction.set_rollback(turn % 2 == 1)
    assert list(Event.objects.order_by("id").values_list("sequence", flat=True)) == [1, 2, 3]
    assert list(verify()) == []
