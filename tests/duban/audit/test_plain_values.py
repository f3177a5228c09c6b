"""A column of plain values hands back what it was given, and what somebody else wrote into it as it stands."""

import json

import pytest
from django.core import serializers
from django.db import connection

from luoshi.duban.audit.canonical import Canonical, canonical, joined
from luoshi.duban.tasks.models import DeskChange
from tests.duban.tasks.given import a_plan

pytestmark = pytest.mark.django_db

SNAPSHOT = {"tasks": {"7": {"task": {"id": 7, "title": "清淤8公里"}}, "9": None}, "decisions": {}}


def _kept(cast, value, **more):
    change = DeskChange.objects.create(plan=a_plan(cast), number=1, made_by=cast.chen, after=value, **more)
    return DeskChange.objects.get(pk=change.pk)


@pytest.mark.parametrize(
    "value", [{}, [], "词", 3, 0.5, {"a": {"b": 0.5}}, {"a": {"b": "\0"}}, {"a": [1, {"b": None}]}]
)
def test_what_is_plain_comes_back(cast, value):
    assert _kept(cast, value).after == value


def test_a_snapshot_comes_back_with_the_text_of_each_state(cast):
    after = _kept(cast, joined({name: joined(states) for name, states in SNAPSHOT.items()})).after
    assert after == SNAPSHOT
    state = after["tasks"]["7"]
    assert isinstance(state, Canonical)
    assert state.text == canonical(SNAPSHOT["tasks"]["7"]).text


def test_a_change_can_be_copied_to_another_installation(cast):
    change = _kept(cast, SNAPSHOT)
    text = serializers.serialize("json", [change])
    DeskChange.objects.all().delete()
    for one in serializers.deserialize("json", text):
        one.save()
    assert DeskChange.objects.get(pk=change.pk).after == SNAPSHOT


def test_what_is_no_json_stands_as_it_is(cast):
    change = _kept(cast, SNAPSHOT, before={"a": 1})
    with connection.cursor() as cursor:
        cursor.execute("UPDATE tasks_deskchange SET before = %s", ["改过的文字"])
        cursor.execute("SELECT after FROM tasks_deskchange")
        assert json.loads(cursor.fetchone()[0]) == SNAPSHOT
    assert DeskChange.objects.get(pk=change.pk).before == "改过的文字"
