"""What was concluded, asked and put on paper stays, whoever writes to the database."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from luoshi.duban.oversight.inspections.actions.review_conclusion import (
    ask_conclusion_review,
    decide_conclusion_review,
)
from luoshi.duban.oversight.inspections.models import Conclusion, ConclusionReview, InspectionPaper, ReviewOutcome
from tests.duban.oversight.inspections.given import AFTERWARDS, approved, concluded, on, saw_all, stop_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided(cast):
    inspection = approved(cast)
    saw_all(cast, inspection)
    conclusion = concluded(cast, stop_of(inspection))
    with on(AFTERWARDS, 15):
        review = ask_conclusion_review(conclusion, actor=cast.sun, request="请复核。")
        return decide_conclusion_review(review, actor=cast.li, outcome=ReviewOutcome.UPHELD, reasons="无误。")


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Conclusion, {"words": "另一个结论。"}),
        (Conclusion, {"state": "back"}),
        (ConclusionReview, {"request": "不复核了。"}),
        (ConclusionReview, {"outcome": "corrected"}),
        (InspectionPaper, {"sha256": "0" * 64}),
    ],
)
def test_it_is_not_rewritten(decided, model, values):
    with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
        model.objects.filter(pk__gt=0).update(**values)


@pytest.mark.parametrize("model", [Conclusion, ConclusionReview, InspectionPaper])
def test_it_is_not_deleted(decided, model):
    with pytest.raises(ProtectedError), transaction.atomic():
        model.objects.first().delete()
    table = model._meta.db_table
    with pytest.raises(IntegrityError, match="stays"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")
