"""A county in the middle of its year: tasks done on time and late, under way, overdue, behind, of many units."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from luoshi.duban import clock
from luoshi.duban.oversight.lights.renewing import renew_all
from luoshi.duban.tasks.actions.add_remark import write_instruction
from luoshi.duban.tasks.actions.file_report import file_report
from luoshi.duban.tasks.models import Assignment, State, Task
from tests.duban.tasks.given import MOMENT, a_plan, a_task
from tests.duban.tasks.landing.given import closed_out
from tests.duban.tasks.life.given import FINANCE, HOUSING, by_page, progress, the

#: A Monday.
MONDAY = datetime(2026, 10, 12, 8, 30, tzinfo=clock.ZONE)
TODAY = MONDAY.date()
RESERVOIRS, ROOFS, BUDGET, GAUGES = (
    "完成3座水库除险加固。",
    "改造农村危房400户。",
    "拨付水毁修复资金。",
    "安装水位监测设备20处。",
)
PIPES, DRILL, LIST = "更新城区供水管网6公里。", "开展防汛演练。", "印发责任清单。"


def a_monday(cast) -> dict[str, Task]:
    """Seven tasks issued in July: one done in time, one late, two overdue (one since Friday), one behind, two on
    the way; 水库 got an instruction.  Lights were computed every morning since 28 September."""
    with clock.standing_at(MOMENT):
        made = _july(cast)
    Task.objects.filter(pk__in=[made[GAUGES].pk, made[PIPES].pk]).update(campaign="城乡供水保障")
    Assignment.objects.exclude(state__in=(State.CLOSED_OUT, "")).update(state_since=MONDAY - timedelta(days=60))
    with clock.standing_at(at(date(2026, 9, 25))):
        file_report(the(made[GAUGES]), actor=cast.sun, said=said(30), came=by_page(on=date(2026, 9, 25)))
        file_report(the(made[PIPES], HOUSING), actor=cast.wu, said=said(40), came=by_page("吴联络", date(2026, 9, 25)))
    for count in range(15):
        day = date(2026, 9, 28) + timedelta(days=count)
        with clock.standing_at(at(day)):
            renew_all(day)
    with clock.standing_at(at(date(2026, 10, 9))):
        write_instruction(made[RESERVOIRS], actor=cast.zhao, text="请水利局倒排工期，本月底前完成。")
    return {words: Task.objects.get(pk=task.pk) for words, task in made.items()}


def said(percent: int):
    """A report of progress with a figure."""
    return progress("已完成一部分，正在施工。", percent=Decimal(percent))


def at(day: date) -> datetime:
    """Seven in the morning of a day."""
    return datetime(day.year, day.month, day.day, 7, 0, tzinfo=clock.ZONE)


def _july(cast) -> dict[str, Task]:
    plan = a_plan(cast)
    return {
        RESERVOIRS: a_task(cast, plan, RESERVOIRS, supporting=(FINANCE,), due=date(2026, 9, 30), issued=True),
        ROOFS: a_task(cast, plan, ROOFS, lead=HOUSING, due=date(2026, 10, 8), issued=True),
        BUDGET: a_task(cast, plan, BUDGET, lead=FINANCE, due=date(2026, 12, 31), issued=True),
        GAUGES: a_task(cast, plan, GAUGES, due=date(2026, 11, 30), issued=True),
        PIPES: a_task(cast, plan, PIPES, lead=HOUSING, due=date(2026, 11, 20), issued=True),
        DRILL: closed_out(a_task(cast, plan, DRILL, due=date(2026, 8, 20), issued=True), on=date(2026, 8, 10)),
        LIST: closed_out(
            a_task(cast, plan, LIST, lead=FINANCE, due=date(2026, 8, 20), issued=True), on=date(2026, 9, 1)
        ),
    }
