"""What was scored and decided stays, whoever asks the database."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from luoshi.duban.audit import triggers
from luoshi.duban.oversight.appraisal.actions.appeal import appeal
from luoshi.duban.oversight.appraisal.actions.decide_appeal import decide_appeal
from luoshi.duban.oversight.appraisal.models import Appeal, FormulaVersion, ScoreLine, Scores, UnitScore
from tests.duban.oversight.appraisal.given import LATE, D, issued, proposed
from tests.duban.tasks.life.given import WATER, an_issued_task

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def county(cast, standing):
    standing(LATE)
    an_issued_task(cast)


def refused(rows, **values):
    with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
        rows.update(**values)


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (ScoreLine, {"points": D(40)}),
        (ScoreLine, {"costs": []}),
        (UnitScore, {"points": D(100)}),
        (UnitScore, {"rank": 1}),
        (Scores, {"computed_on": date(2026, 1, 1)}),
        (Scores, {"formula": 1}),
        (FormulaVersion, {"formula": {}}),
    ],
)
def test_what_was_frozen_is_not_rewritten_even_before_it_is_issued(cast, model, values):
    proposed(cast)
    refused(model.objects, **values)


@pytest.mark.parametrize("model", [ScoreLine, UnitScore, Scores, FormulaVersion, Appeal])
def test_none_of_it_is_deleted(cast, model):
    issued(cast)
    line = ScoreLine.objects.select_related("score__scores__register__office").get(score__name=WATER, position=0)
    appeal(line, actor=cast.sun, reasons="请再核。")
    with pytest.raises(ProtectedError), transaction.atomic():
        model.objects.first().delete()
    words = f"DELETE FROM {model._meta.db_table}"
    with pytest.raises(IntegrityError, match="stays"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(words)
    assert model.objects.exists()


def test_what_was_decided_stays(cast):
    scores = issued(cast)
    refused(Scores.objects, state="proposed")
    refused(Scores.objects, appeal_until=date(2027, 1, 1))
    line = ScoreLine.objects.select_related("score__scores__register__office").get(score__name=WATER, position=0)
    made = appeal(line, actor=cast.sun, reasons="请再核。")
    refused(Appeal.objects, reasons="改写")
    decide_appeal(made, actor=cast.li, version=made.version, points=None, answer="核对无误。")
    refused(Appeal.objects, outcome="upheld")
    refused(Appeal.objects, points=D(10))
    assert scores.state == "issued"


def test_the_triggers_stand(cast):
    assert triggers.missing("default") == []
    names = [one.name for one in triggers._kept if one.table.startswith("appraisal_")]
    assert len(set(names)) == len(names) == 12
    assert max(map(len, names)) <= 63
