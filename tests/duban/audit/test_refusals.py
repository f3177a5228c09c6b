"""The database itself refuses to change or remove what was recorded, whoever asks."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from luoshi.duban.audit import triggers
from luoshi.duban.audit.models import Event, Head
from luoshi.duban.audit.recording import SYSTEM, record


@pytest.fixture
def rows(cast):
    with transaction.atomic():
        event = record("unit.renamed", cast.office, office="qinghe", actor=SYSTEM)
    head = Head.objects.create(office="qinghe", day="2026-01-01", events=1, last="", previous="", mac="")
    return {Event: event, Head: head}


@pytest.mark.parametrize("model", [Event, Head])
def test_an_update_is_refused(rows, model):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        model.objects.filter(pk=rows[model].pk).update(office="other")


@pytest.mark.parametrize("model", [Event, Head])
def test_a_deletion_is_refused(rows, model):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        model.objects.all().delete()
    assert model.objects.count() == 1


@pytest.mark.parametrize("table", ["audit_event", "audit_head"])
def test_emptying_a_table_is_refused(rows, table):
    words = f"TRUNCATE {table}" if connection.vendor == "postgresql" else f"DELETE FROM {table}"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(words)


def test_every_name_is_one_that_postgresql_keeps_whole():
    columns = "UPDATE OF assignment_id, kind, text, problem, help_needed, help_from, next_step, percent, reported_by"
    named = [triggers.Refusal(table, columns, "").name for table in ("tasks_report", "tasks_remark")]
    assert max(len(name) for name in named) < 64
    assert len(set(named)) == 2
    assert triggers.Refusal("tasks_report", columns + ", came", "").name not in named


def test_putting_the_triggers_up_twice_is_the_same_as_once(db):
    triggers.put_up("default")
    triggers.put_up("default")
    assert triggers.missing("default") == []


@pytest.mark.django_db(transaction=True)
def test_a_migration_brings_a_dropped_trigger_back():
    triggers.take_down("default")
    call_command("migrate", verbosity=0)
    assert triggers.missing("default") == []
