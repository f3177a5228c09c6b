"""Nothing issued is deleted: neither through the models nor through the database."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from luoshi.duban import clock
from luoshi.duban.documents.models import SourceFile
from luoshi.duban.tasks.keeping import PARTS
from luoshi.duban.tasks.models import Assignment, Change, LedgerRow, Limit, Plan, Takeover, Task, TaskSource


@pytest.fixture
def task(cast):
    plan = Plan.objects.create(office=cast.office, register=cast.register, title="分解方案")
    task = Task.objects.create(office=cast.office, register=cast.register, plan=plan, title="清淤", text="完成清淤。")
    Limit.objects.create(task=task, kind="date")
    TaskSource.objects.create(task=task, kind="oral", said_by="赵县长")
    Assignment.objects.create(task=task, unit=cast.unit("青禾县水利局"), name="县水利局", role="lead")
    Change.objects.create(task=task, basis_kind="oral", basis="会上明确", made_by=cast.chen)
    source = SourceFile.objects.create(office=cast.office, sha256="a" * 64, name="台账.xlsx", size=1, stored="x")
    takeover = Takeover.objects.create(
        office=cast.office, register=cast.register, source=source, sheet="台账", made_by=cast.chen
    )
    LedgerRow.objects.create(task=task, takeover=takeover, row=5)
    return task


@pytest.fixture
def issued(task):
    for model, key in ((Plan, task.plan_id), (Task, task.pk)):
        model.objects.filter(pk=key).update(issued_at=clock.now())
    task.refresh_from_db()
    return task


def _by_sql(table):
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")


@pytest.mark.parametrize("model", [Task, *PARTS])
def test_the_models_refuse(issued, model):
    with pytest.raises(ProtectedError), transaction.atomic():
        model.objects.all().delete()


def test_the_refusal_says_that_only_withdrawal_remains(issued):
    with pytest.raises(ProtectedError, match="只能撤销"), transaction.atomic():
        Limit.objects.all().delete()


@pytest.mark.parametrize("model", [*PARTS])
def test_the_database_refuses(issued, model):
    with pytest.raises(IntegrityError, match="nothing issued is deleted"), transaction.atomic():
        _by_sql(model._meta.db_table)


@pytest.mark.parametrize("model", [Task, Plan])
def test_the_database_refuses_to_remove_an_issued_task_or_plan(cast, model):
    place = {"office": cast.office, "register": cast.register, "issued_at": clock.now()}
    Plan.objects.create(**place, title="分解方案")
    Task.objects.create(**place, title="清淤", text="完成清淤。")
    with pytest.raises(IntegrityError, match="nothing issued is deleted"), transaction.atomic():
        _by_sql(model._meta.db_table)


@pytest.mark.parametrize("model", [Task, Plan])
def test_nobody_can_make_an_issue_undone(issued, model):
    with pytest.raises(IntegrityError, match="nothing issued is undone"), transaction.atomic():
        model.objects.update(issued_at=None)


def test_a_draft_can_be_thrown_away(task):
    Change.objects.all().delete()
    task.delete()
    assert not Task.objects.exists()
    assert not Limit.objects.exists()
