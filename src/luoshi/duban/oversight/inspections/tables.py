"""The tables of an inspection: the route, the matters, what is looked at in one unit, what was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from luoshi.duban.language import in_chinese
from luoshi.duban.oversight.inspections.drafting import demand_words
from luoshi.duban.oversight.inspections.models import Inspection, Item, Outcome, Stop
from luoshi.duban.tasks.returning.codes import row_code
from luoshi.layout.grid import Align, Cell, Column, Grid, Row
from luoshi.layout.official import date_words

_CENTRE = Align.CENTRE
_ROUTE = (
    Column("序号", 12, _CENTRE, numeric=True),
    Column("日期", 32, _CENTRE),
    Column("时间", 22, _CENTRE),
    Column("单位", 52),
    Column("地点", 46),
    Column("事项数", 16, _CENTRE, numeric=True),
)
_MATTERS = (
    Column("序号", 12, _CENTRE, numeric=True),
    Column("单位", 38),
    Column("编号", 28, _CENTRE),
    Column("督查事项", 80),
    Column("完成时限", 34, _CENTRE),
    Column("查看要点", 52),
)
_VISIT = (
    Column("编号", 26, _CENTRE),
    Column("督查事项", 62),
    Column("完成时限", 28, _CENTRE),
    Column("上报情况", 46),
    Column("查看要点", 36),
    Column("现场情况、核实数", 46),
    Column("落实情况", 22, _CENTRE),
)
_FOUND = (
    Column("序号", 12, _CENTRE, numeric=True),
    Column("单位", 34),
    Column("任务编号", 28, _CENTRE),
    Column("督查事项", 56),
    Column("完成时限", 30, _CENTRE),
    Column("上报情况", 46),
    Column("查看日期", 26, _CENTRE),
    Column("落实情况", 22, _CENTRE),
    Column("现场情况", 52),
    Column("核实数", 24, _CENTRE),
    Column("存在问题", 44),
    Column("整改要求", 44),
    Column("查看人", 24, _CENTRE),
)


@in_chinese
def route(inspection: Inspection, stops: Sequence[Stop], counts: dict[int, int]) -> Grid:
    """行程表: the units in the order in which they are visited; *counts* are their matters by the stop."""
    rows = [
        _row(
            str(place), date_words(stop.day) if stop.day else "", stop.time, stop.unit.name, stop.place,
            str(counts.get(stop.pk, 0)),
        )
        for place, stop in enumerate(stops, 1)
    ]  # fmt: skip
    return Grid("督查路线", f"{inspection.title}行程表", _ROUTE, tuple(rows))


@in_chinese
def matters(inspection: Inspection, items: Iterable[Item]) -> Grid:
    """督查事项清单: what is looked at where."""
    rows = [
        _row(str(place), item.stop.unit.name, _number(item), item.words, item.limit or "—", item.look_at)
        for place, item in enumerate(items, 1)
    ]
    return Grid("督查事项", f"{inspection.title}事项清单", _MATTERS, tuple(rows))


@in_chinese
def visit(stop: Stop, items: Iterable[Item]) -> Grid:
    """督查单 on paper: room to write what is found, and to sign."""
    inspection = stop.inspection
    rows = [
        _row(code_words(item), item.words, item.limit or "—", item.course or "—", item.look_at,
             _on_the_spot(item), str(item.get_outcome_display()) if item.outcome else "")
        for item in items
    ]  # fmt: skip
    return Grid("督查单", sheet_title(inspection), _VISIT, tuple(rows), note_of(stop))


@in_chinese
def found(inspection: Inspection, items: Iterable[Item]) -> Grid:
    """督查情况汇总表: everything that was found."""
    rows = [
        Row((
            Cell(str(place)), Cell(item.stop.unit.name), Cell(_number(item)), Cell(item.words), Cell(item.limit or "—"),
            Cell(item.course or "—"), Cell(item.seen_on.isoformat() if item.seen_on else ""),
            Cell(str(item.get_outcome_display()), open=not item.outcome), Cell(item.finding), Cell(item.measured),
            Cell(item.problem), Cell(demand_words(item) if item.demand else ""), Cell(item.seen_by),
        ))
        for place, item in enumerate(items, 1)
    ]  # fmt: skip
    return Grid("督查情况", f"{inspection.title}情况汇总表", _FOUND, tuple(rows))


@in_chinese
def problems(inspection: Inspection, items: Iterable[Item]) -> Grid:
    """问题清单: what has not landed, and what is to be put right by when."""
    columns = (
        Column("序号", 12, _CENTRE, numeric=True), Column("单位", 40), Column("督查事项", 72),
        Column("落实情况", 24, _CENTRE),
        Column("存在问题", 60), Column("整改要求", 60),
    )  # fmt: skip
    rows = [
        _row(str(place), item.stop.unit.name, item.words, str(Outcome(item.outcome).label), item.problem,
             demand_words(item) if item.demand else "")
        for place, item in enumerate(items, 1)
    ]  # fmt: skip
    return Grid("问题清单", f"{inspection.title}问题清单", columns, tuple(rows))


def sheet_title(inspection: Inspection) -> str:
    """What a 督查单 is headed: 9月重点工作督查 gives 9月重点工作督查单."""
    return f"{inspection.title.removesuffix('督查')}督查单"


def code_words(item: Item) -> str:
    """The code of a matter's row, and below it the number of its task."""
    number = f"\n{item.task.number}" if item.task is not None else ""
    return f"{row_code(item.inspection.code, item.number)}{number}"


def note_of(stop: Stop) -> str:
    """Whose sheet it is, when and where, and what the team keeps its eye on."""
    parts = [f"被督查单位：{stop.unit.name}"]
    if stop.day is not None:
        parts.append(f"日期：{date_words(stop.day)}{stop.time}")
    if stop.place:
        parts.append(f"地点：{stop.place}")
    return "　　".join(parts)


def _number(item: Item) -> str:
    return item.task.number if item.task is not None else "—"


def _on_the_spot(item: Item) -> str:
    measured = f"核实数：{item.measured}" if item.measured else ""
    return "\n".join(part for part in (item.finding, measured, item.problem) if part)


def _row(*words: str) -> Row:
    return Row(tuple(Cell(one) for one in words))
