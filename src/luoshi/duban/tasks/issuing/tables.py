"""The tables that go out: the whole 任务分解表 of a plan, and the extract of one unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.db.models import Exists, OuterRef, QuerySet

from luoshi.duban.language import in_chinese
from luoshi.duban.organisations.models import Unit
from luoshi.duban.tasks import wording
from luoshi.duban.tasks.models import Assignment, AssignmentRole, Plan, State, Task
from luoshi.layout.grid import Align, Cell, Column, Grid, Row, Section

COLUMNS = (
    Column("序号", 12, Align.CENTRE, numeric=True),
    Column("工作任务", 90),
    Column("目标", 44),
    Column("牵头（责任）单位", 36, Align.CENTRE),
    Column("配合单位", 33, Align.CENTRE),
    Column("完成时限", 42, Align.CENTRE),
)
#: In the extract of a unit its own part stands in place of who else supports.
EXTRACT_COLUMNS = (
    Column("序号", 12, Align.CENTRE, numeric=True),
    Column("编号", 24, Align.CENTRE),
    Column("工作任务", 74),
    Column("目标", 37),
    Column("本单位职责", 21, Align.CENTRE),
    Column("牵头（责任）单位", 30, Align.CENTRE),
    Column("配合单位", 28, Align.CENTRE),
    Column("完成时限", 42, Align.CENTRE),
)
#: Two levels of headings at most stand in a table of their own.
_LEVELS = 2
#: What parts the headings of a section (``Task.section``).
_BETWEEN = " / "


@in_chinese
def plan_table(plan: Plan) -> Grid:
    """The 任务分解表 of *plan*, grouped under the headings of its document."""
    tasks = list(wording.for_tables(_standing(plan.tasks.all())))
    return Grid("任务分解表", _title(plan), COLUMNS, tuple(_rows(tasks, _cells)))


@in_chinese
def unit_table(plan: Plan, unit: Unit) -> Grid:
    """The extract of *plan* for *unit*: the tasks that it answers for or supports, itself or as part of a group."""
    tasks = list(wording.for_tables(_standing(plan.tasks.filter(_names(unit)))))
    roles = _roles(tasks, unit)
    rows = _rows(tasks, lambda place, task: _extract_cells(place, task, roles[task.pk]))
    note = f"单位：{unit.name}" + (f"　　文号：{plan.number}" if plan.number else "")
    return Grid("任务分解表", f"{_title(plan)}\n（{unit.short_name or unit.name}）", EXTRACT_COLUMNS, tuple(rows), note)


def units_of(plan: Plan) -> list[tuple[Unit, int]]:
    """The units that *plan* gives tasks to, in the order of the register, with how many each has.

    Before the plan is issued a group counts for each of its members.
    """
    counts: dict[int, set[int]] = {}
    rows = Assignment.objects.filter(task__plan=plan, unit__isnull=False).exclude(state=State.WITHDRAWN)
    for unit, task in rows.values_list("unit_id", "task_id"):
        counts.setdefault(unit, set()).add(task)
    for member, task in rows.filter(unit__kind="group", unit__memberships__ends__isnull=True).values_list(
        "unit__memberships__member_id", "task_id"
    ):
        if member is not None:
            counts.setdefault(member, set()).add(task)
    units = Unit.objects.filter(pk__in=counts).exclude(kind="group").order_by("position", "id")
    return [(unit, len(counts[unit.pk])) for unit in units]


def _standing(tasks: QuerySet[Task]) -> QuerySet[Task]:
    return tasks.exclude(state=State.WITHDRAWN)


def _names(unit: Unit) -> Exists:
    groups = unit.groups.filter(ends__isnull=True).values_list("group_id", flat=True)
    return Exists(
        Assignment.objects.filter(task=OuterRef("pk"), unit__in=[unit.pk, *groups]).exclude(state=State.WITHDRAWN)
    )


def _roles(tasks: Iterable[Task], unit: Unit) -> dict[int, str]:
    """What *unit* is in each task: its own role, else that of the group that it belongs to."""
    groups = set(unit.groups.filter(ends__isnull=True).values_list("group_id", flat=True))
    found = {}
    for task in tasks:
        rows = [row for row in task.assignments.all() if row.unit_id == unit.pk or row.unit_id in groups]
        own = [row for row in rows if row.unit_id == unit.pk] or rows
        found[task.pk] = str(AssignmentRole(own[0].role).label) if own else ""
    return found


def _title(plan: Plan) -> str:
    return plan.title if plan.title.endswith("表") else f"{plan.title}任务分解表".replace("任务分解任务", "任务")


def _rows(tasks: Sequence[Task], cells: Callable[[int, Task], tuple[Cell, ...]]) -> list[Row | Section]:
    rows: list[Row | Section] = []
    before: tuple[str, ...] = ()
    for place, task in enumerate(tasks, 1):
        now = headings(task)
        rows += opened(before, now)
        rows.append(Row(cells(place, task)))
        before = now
    return rows


def headings(task: Task) -> tuple[str, ...]:
    """The headings of its document that *task* stands under."""
    return tuple(task.section.split(_BETWEEN)[:_LEVELS]) if task.section else ()


def opened(before: tuple[str, ...], now: tuple[str, ...]) -> list[Section]:
    """The section rows that open where the headings change from *before* to *now*."""
    same = 0
    while same < min(len(before), len(now)) and before[same] == now[same]:
        same += 1
    return [Section(title, level) for level, title in enumerate(now[same:], same + 1)]


def _cells(place: int, task: Task) -> tuple[Cell, ...]:
    who, when = wording.answering(task), wording.limit(task)
    return (
        Cell(str(place)),
        Cell(wording.wording(task)),
        Cell(wording.targets(task)),
        Cell(who or wording.OPEN, open=not who),
        Cell(wording.supporting(task)),
        Cell(when or wording.OPEN, open=not when),
    )


def _extract_cells(place: int, task: Task, role: str) -> tuple[Cell, ...]:
    number, words, aims, who, others, when = _cells(place, task)
    return (number, Cell(task.number), words, aims, Cell(role), who, others, when)
