"""任务进展表: a unit's open tasks with how far they are, on paper for its signature and stamp."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from luoshi.duban.language import in_chinese
from luoshi.duban.organisations.models import Unit
from luoshi.duban.tasks import wording
from luoshi.duban.tasks.models import DOING, OVER, Assignment, Report, State
from luoshi.duban.tasks.owed import fetch_nodes
from luoshi.duban.tasks.reporting.listing import Owed, as_item, with_course
from luoshi.duban.tasks.returning.naming import plain_name
from luoshi.layout import pdf, word_official
from luoshi.layout.grid import Align, Cell, Column, Grid, Row
from luoshi.layout.official import ReportSignOff, date_words

_COLUMNS = (
    Column("序号", 12, Align.CENTRE, numeric=True),
    Column("编号", 25, Align.CENTRE),
    Column("工作任务", 58),
    Column("完成时限", 36, Align.CENTRE),
    Column("目前进展", 68),
    Column("存在问题和下步措施", 42),
    Column("状态", 18, Align.CENTRE),
)


def paper_name(unit: Unit, kind: str) -> str:
    """What the file is called."""
    return f"{plain_name(unit.name)}-任务进展表.{kind}"


def papers(units: Collection[Unit], kind: str, today: date) -> Iterator[tuple[str, bytes]]:
    """The paper of each of *units* that has open tasks, as docx or pdf, with its name."""
    found: dict[int, list[Owed]] = {unit.pk: [] for unit in units}
    rows = Assignment.objects.filter(unit__in=found, role__in=DOING, task__issued_at__isnull=False)
    rows = rows.exclude(state__in=("", State.RETURNED, *OVER)).prefetch_related("latest__figures__target")
    shown = list(with_course(rows))
    fetch_nodes(shown)
    for row in shown:
        found[row.unit_id or 0].append(as_item(row, today))
    for unit in units:
        if found[unit.pk]:
            yield paper_name(unit, kind), _made(unit, found[unit.pk], kind, today)


@in_chinese
def _made(unit: Unit, items: list[Owed], kind: str, today: date) -> bytes:
    grid = Grid(
        "任务进展表",
        f"{unit.name}任务进展表",
        _COLUMNS,
        tuple(_row(number, item) for number, item in enumerate(items, 1)),
        f"报送：{unit.office.name}　　截至{date_words(today)}",
    )
    sign_off = ReportSignOff(unit=unit.name)
    if kind == "pdf":
        return pdf.render_table(grid, sign_off=sign_off)
    return word_official.render_table(grid, sign_off=sign_off)


def _row(number: int, item: Owed) -> Row:
    assignment = item.assignment
    late, due = f"\n逾期{item.late}天" if item.late else "", assignment.due
    return Row(
        (
            Cell(str(number)),
            Cell(assignment.task.number),
            Cell(assignment.task.text),
            Cell(f"{date_words(due) if due else item.limit or wording.OPEN}{late}"),
            Cell(_progress(item) or "尚未反馈", open=item.said_on is None and assignment.latest is None),
            Cell(_problem(assignment.latest)),
            Cell(str(State(assignment.state).label)),
        )
    )


def _progress(item: Owed) -> str:
    """The last words about progress, with the figures and the share, and who reported when."""
    latest, lines = item.assignment.latest, [item.said]
    if latest is not None:
        lines += [
            f"{wording.target_of(one.target)}：已完成{one.value.normalize():f}{one.target.unit}"
            for one in latest.figures.all()
        ]
        percent = item.assignment.percent
        share = f"完成{percent.normalize():f}%；" if percent is not None else ""
        day = latest.reported_on
        kind = "无变化，" if not latest.text else ""
        lines.append(f"（{share}{kind}{latest.reported_by}{day.month}月{day.day}日反馈）")
    return "\n".join(line for line in lines if line)


def _problem(latest: Report | None) -> str:
    if latest is None:
        return ""
    help_words = "，".join(part for part in (latest.help_from, latest.help_needed) if part)
    parts = (("问题", latest.problem), ("需协调", help_words), ("下步", latest.next_step))
    return "\n".join(f"{name}：{words}" for name, words in parts if words)
