"""An inspection in September: 陈明 plans it, 王主任 approves, the water bureau and the housing bureau are visited."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, datetime

from luoshi.duban import clock
from luoshi.duban.oversight.inspections.actions.conclude import issue_conclusion, propose_conclusion
from luoshi.duban.oversight.inspections.actions.decide_plan import approve_inspection, propose_inspection
from luoshi.duban.oversight.inspections.actions.end_inspection import end_inspection
from luoshi.duban.oversight.inspections.actions.plan_inspection import Details, draft_inspection
from luoshi.duban.oversight.inspections.actions.record_finding import Found, record_finding
from luoshi.duban.oversight.inspections.drafting import usual_conclusion
from luoshi.duban.oversight.inspections.models import Conclusion, Inspection, Item, Outcome, Stop
from luoshi.duban.oversight.inspections.queries import with_tasks
from tests.duban.tasks.life.given import HOUSING, WATER, an_issued_task

PLANNED, FIRST, LAST = date(2026, 9, 10), date(2026, 9, 14), date(2026, 9, 16)
AFTERWARDS = date(2026, 9, 18)
TITLE = "9月重点工作督查"


@contextmanager
def on(day: date, hour: int = 10):
    """The application's clock stands in the morning of that day."""
    with clock.standing_at(datetime(day.year, day.month, day.day, hour, 0, tzinfo=clock.ZONE)):
        yield


def three_tasks(cast):
    """Two of the water bureau, one of the housing bureau."""
    return [
        an_issued_task(cast, "完成3座水库除险加固。"),
        an_issued_task(cast, "清淤渠道18公里。"),
        an_issued_task(cast, "改造老旧小区12个。", lead=HOUSING),
    ]


def details(cast, **more) -> Details:
    given = {
        "title": TITLE,
        "basis": "县政府第12次常务会议要求",
        "focus": "核对实际进度与上报是否一致。",
        "starts": FIRST,
        "ends": LAST,
        "leader": "王主任",
        "team": [cast.chen],
        "others": "梁工（水利专家）",
    }
    return Details(**{**given, **more})


def drafted(cast, tasks=None, *, units=None, day=PLANNED, **more) -> Inspection:
    """Planned by 陈明."""
    with on(day):
        return draft_inspection(
            details(cast, **more), actor=cast.chen, tasks=three_tasks(cast) if tasks is None else tasks, units=units
        )


def approved(cast, tasks=None, *, day=PLANNED, **more) -> Inspection:
    """Proposed by 陈明, approved by 王主任."""
    inspection = drafted(cast, tasks, day=day, **more)
    with on(day, 11):
        propose_inspection(inspection, actor=cast.chen, version=inspection.version)
        approve_inspection(inspection, actor=cast.wang, version=inspection.version)
    return inspection


def stop_of(inspection: Inspection, unit: str = WATER) -> Stop:
    rows = Stop.objects.select_related("inspection__office", "unit", "conclusion__review")
    return rows.get(inspection=inspection, unit__name=unit)


def item_of(inspection: Inspection, text: str) -> Item:
    """The matter about the task with these words, as the database has it now."""
    return with_tasks(Item.objects.filter(inspection=inspection, task__text=text)).get()


def saw(
    cast, item: Item, outcome: Outcome = Outcome.DONE, finding: str = "现场查看，已完工。", *, who=None, **more
) -> Item:
    """Written down by 陈明 on the second day."""
    with on(LAST):
        found = Found(outcome, finding, seen_on=FIRST, seen_by="陈明", **more)
        return record_finding(item, found, actor=who or cast.chen, version=item.version)


def saw_all(cast, inspection: Inspection) -> None:
    for item in with_tasks(inspection.items.all()):
        saw(cast, item)


def concluded(cast, stop: Stop, words: str = "") -> Conclusion:
    """Written by 陈明, issued by 王主任."""
    with on(AFTERWARDS):
        items = list(with_tasks(stop.items.all()))
        conclusion = propose_conclusion(stop, words or usual_conclusion(stop, items), actor=cast.chen)
        return issue_conclusion(conclusion, actor=cast.wang, version=conclusion.version)


def ended(cast, inspection: Inspection, **more) -> Inspection:
    """Ended by 陈明, who wrote the report."""
    with on(AFTERWARDS, 16):
        inspection.refresh_from_db()
        return end_inspection(inspection, actor=cast.chen, version=inspection.version, opening="总体推进较好。", **more)
