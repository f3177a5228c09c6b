"""One of everything of an inspection, for tests that ask for every address."""

from __future__ import annotations

from luoshi.duban import clock
from luoshi.duban.oversight.inspections.models import Conclusion, ConclusionReview, Inspection, Item, Stop
from luoshi.duban.tasks.models import Assignment
from tests.duban.cast import Cast


def a_matter(cast: Cast, assignment: Assignment) -> Item:
    """A matter of an inspection whose conclusion about the unit waits for its review."""
    day = clock.today()
    inspection = Inspection.objects.create(
        office=cast.office, title="防汛督查", basis="县政府常务会议要求", focus="看物资。", starts=day, ends=day,
        leader="王主任", state="approved", code="QWERT", made_by=cast.chen, approved_at=clock.now(),
    )  # fmt: skip
    stop = Stop.objects.create(inspection=inspection, unit=assignment.unit, number=1, position=1, day=day)
    conclusion = Conclusion.objects.create(
        stop=stop, words="物资已备足。", state="issued", drafted_by=cast.chen, issued_on=day
    )
    ConclusionReview.objects.create(conclusion=conclusion, request="请复核。", asked_by=cast.sun, decide_by=day)
    return Item.objects.create(
        inspection=inspection, stop=stop, number=1, task=assignment.task, assignment=assignment, words="备足物资。"
    )
