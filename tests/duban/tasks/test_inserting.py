"""Many rows at once: what is read back is what Django's own way would have written."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy

from luoshi.duban.tasks import inserting
from luoshi.duban.tasks.inserting import insert_values
from luoshi.duban.tasks.models import Assignment, AssignmentRole, Comparator, DeskChange, Limit, LimitKind, Target, Task
from tests.duban.tasks.given import a_plan, a_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(cast):
    return a_task(cast, a_plan(cast))


def _targets(task, count=5):
    """Figures of every kind, with and without values."""
    for number in range(count):
        yield Target(
            task_id=task.pk,
            position=number + 10,
            words=f"{number}座",
            comparator=Comparator.AT_LEAST if number % 2 else Comparator.EXACTLY,
            value=Decimal(number) / 4 if number else None,
            unit=gettext_lazy("座"),
            masked=not number,
        )


def _limits(task):
    yield Limit(task_id=task.pk, kind=LimitKind.DATE, text="9月底前", due=date(2026, 9, 30), is_current=False)
    yield Limit(task_id=task.pk, kind=LimitKind.LONG_TERM, text="长期坚持", is_current=False)


def _tasks(task):
    for number in range(3):
        yield Task(
            office_id=task.office_id,
            register_id=task.register_id,
            plan_id=task.plan_id,
            position=number,
            title=f"“引号”、%和'撇号'{number}",
            text="办实事。\n",
            completion=task.completion,
            made_by_id=task.made_by_id,
        )


def _columns(model, keys):
    rows = model.objects.filter(pk__in=keys).order_by("pk").values()
    return [{name: value for name, value in row.items() if name not in ("id", "set_at", "made_at")} for row in rows]


def _values(model, rows, left_out=()):
    """What is given of each row: every column but the key, or but those *left_out* as well."""
    fields = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    return [{name: getattr(row, name) for name in fields if name not in left_out} for row in rows]


@pytest.mark.parametrize(("model", "made"), [(Target, _targets), (Limit, _limits), (Task, _tasks)])
@pytest.mark.parametrize("most", [30_000, 50])
def test_the_rows_are_those_that_django_writes(task, monkeypatch, model, made, most):
    monkeypatch.setattr(inserting, "_MOST", most)
    ours = insert_values(model, _values(model, made(task))).keys
    theirs = model.objects.bulk_create(made(task))
    assert _columns(model, ours) == _columns(model, [row.pk for row in theirs])
    assert ours == sorted(set(ours)), "keys in their order"
    model.objects.get(pk=ours[0]).save()


def test_a_key_leads_to_its_own_row(task):
    """Also among more rows than one list of values is usually read for."""
    keys = insert_values(Target, _values(Target, _targets(task, 700))).keys
    kept = dict(Target.objects.filter(pk__in=keys).values_list("pk", "words"))
    assert [kept[key] for key in keys] == [f"{number}座" for number in range(700)]


def test_rows_keep_the_keys_that_they_have(task):
    (key,) = insert_values(Target, _values(Target, _targets(task, 1))).keys
    before = Target.objects.get(pk=key)
    Target.objects.filter(pk=key).delete()
    (again,) = insert_values(Target, [{"id": key, **_values(Target, [before])[0]}]).keys
    assert again == key
    assert Target.objects.get(pk=key).words == before.words


def test_a_column_that_is_not_named_holds_its_default(task, monkeypatch):
    monkeypatch.setattr(inserting, "_MOST", 50)
    named = ("task_id", "position", "words", "comparator", "value", "unit", "masked")
    rows = [{name: getattr(row, name) for name in named} for row in _targets(task)]
    made = insert_values(Target, rows)
    theirs = Target.objects.bulk_create(_targets(task))
    assert _columns(Target, made.keys) == _columns(Target, [row.pk for row in theirs])
    assert made.named == rows
    assert made.usual == {"measured": "", "upper": None, "is_figure": True}


def test_or_what_is_said_to_be_usual(cast, task):
    some = ("limit_kind", "limit_text", "due", "completion", "extra", "issued_at")
    rows = _values(Task, _tasks(task), left_out=some)
    usual = {"limit_kind": "date", "due": date(2026, 9, 30), "completion": "each", "extra": {"投资": "1%"}}
    keys = insert_values(Task, rows, usual).keys
    wanted = {**usual, "limit_text": "", "issued_at": None}
    assert [{name: row[name] for name in some} for row in Task.objects.filter(pk__in=keys).values()] == [wanted] * 3


def test_words_in_a_column_of_json_stay_json(cast, task):
    change = {"plan_id": task.plan_id, "number": 1, "verb": "desk.x", "label": "改", "made_by_id": cast.chen.pk}
    (key,) = insert_values(DeskChange, [{**change, "before": "词", "after": {"一": [1, None]}}]).keys
    kept = DeskChange.objects.get(pk=key)
    assert (kept.before, kept.after) == ("词", {"一": [1, None]})


def test_nothing_is_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert insert_values(Target, []).keys == []


def test_what_the_database_refuses_is_refused(task):
    rows = [{"task_id": None, "name": "县财政局", "role": AssignmentRole.SUPPORTING}]
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_values(Assignment, rows)
