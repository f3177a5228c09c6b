"""The tables behind a bulletin's text: slow items, items on schedule, figures by unit (Chinese in every language)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.duban.oversight.bulletins.drafting import FEW
from luoshi.duban.oversight.bulletins.models import Bulletin, BulletinRow
from luoshi.duban.oversight.bulletins.rates import rate, rate_words
from luoshi.duban.oversight.bulletins.reading import Number, Reading, percent_words, rows_of
from luoshi.layout.grid import Align, Cell, Column, Grid, Row

#: A list that is longer is left out of a new bulletin; a person may put it in.
LONG = 200
SLOW, SLOW_UNNAMED, ON_SCHEDULE, BY_UNIT = "slow", "slow-unnamed", "on-schedule", "by-unit"
_CENTRE = Align.CENTRE
#: The columns of the table by unit: the figure's key and its name on paper.
UNIT_COLUMNS: tuple[tuple[str, str], ...] = (
    ("total", "牵头任务"),
    ("closed", "已销号"),
    ("due-in", "本期到期"),
    ("due-on-time", "按时销号"),
    ("overdue", "逾期未销号"),
    ("behind", "落后序时"),
)


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: its name where it is chosen, its title on paper, its table, and whether it names units for problems."""

    name: str | Promise
    title: str
    grid: Callable[[Reading, str], Grid]
    figure: str = ""
    is_reproach: bool = False


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in the table by unit: its numbers by their keys, its rate, its rank, and whether it has few tasks."""

    unit: int
    name: str
    numbers: tuple[tuple[str, int], ...]
    rate: str
    rank: int | None
    is_few: bool


def unit_lines(numbers: Mapping[str, Number], names: Mapping[int, str], *, ranked: bool) -> list[UnitLine]:
    """The units that lead tasks: by their rate where that is asked for, units with few tasks last and without a rank;
    else in the order of *names*."""
    total, closed = numbers["total"].by_unit, numbers["closed"].by_unit
    units = [unit for unit in names if total.get(unit)]
    if ranked:
        units.sort(key=lambda unit: (total[unit] < FEW, -(rate(closed.get(unit, 0), total[unit]) or 0)))
    found: list[UnitLine] = []
    for unit in units:
        share = rate_words(closed.get(unit, 0), total[unit])
        is_few = total[unit] < FEW
        rank = None
        if ranked and not is_few:
            before = found[-1] if found else None
            rank = before.rank if before and before.rate == share else len(found) + 1
        own = tuple((key, numbers[key].of(unit)) for key, _name in UNIT_COLUMNS)
        found.append(UnitLine(unit, names[unit], own, share, rank, is_few))
    return found


def unit_names(bulletin: Bulletin) -> dict[int, str]:
    """The units that lead its tasks, by their keys, in the order of the register of units, as they were called then."""
    return {int(unit): str(name) for unit, name in bulletin.units}


def chosen(bulletin: Bulletin) -> Iterator[tuple[str, Annex]]:
    """The annexes of *bulletin*, in their order."""
    return ((key, annex) for key, annex in ANNEXES.items() if key in bulletin.annexes)


def usual(figures: Mapping[str, int]) -> list[str]:
    """Which annexes a new bulletin has: what is not empty and not too long."""
    found = [SLOW] if 0 < figures["slow"] <= LONG else []
    found += [ON_SCHEDULE] if 0 < figures["on-schedule"] <= LONG else []
    return [*found, BY_UNIT]


def grids(reading: Reading) -> tuple[Grid, ...]:
    """The annexes of a bulletin as tables; none that is empty."""
    found = (annex.grid(reading, annex.title) for _key, annex in chosen(reading.bulletin))
    return tuple(grid for grid in found if grid.rows)


def _slow(reading: Reading, title: str) -> Grid:
    columns = (
        Column("序号", 12, _CENTRE, numeric=True),
        Column("编号", 26, _CENTRE),
        Column("工作任务", 62),
        Column("牵头单位", 36, _CENTRE),
        Column("完成时限", 34, _CENTRE),
        Column("进展情况", 36, _CENTRE),
        Column("存在问题", 40),
    )
    rows = rows_of(reading.bulletin, "slow")
    return _grid(title, columns, [_slow_cells(place, row) for place, row in enumerate(rows, 1)], reading)


def _slow_cells(place: int, row: BulletinRow) -> list[str]:
    return [str(place), row.number, row.title, row.lead_name, row.limit, standing_words(row), row.problem]


def _slow_unnamed(reading: Reading, title: str) -> Grid:
    columns = (
        Column("序号", 12, _CENTRE, numeric=True),
        Column("编号", 28, _CENTRE),
        Column("工作任务", 90),
        Column("完成时限", 44, _CENTRE),
        Column("进展情况", 50, _CENTRE),
    )
    rows = rows_of(reading.bulletin, "slow")
    cells = [[str(place), row.number, row.title, row.limit, standing_words(row)] for place, row in enumerate(rows, 1)]
    return _grid(title, columns, cells, reading)


def _on_schedule(reading: Reading, title: str) -> Grid:
    columns = (
        Column("序号", 12, _CENTRE, numeric=True),
        Column("编号", 28, _CENTRE),
        Column("工作任务", 80),
        Column("牵头单位", 44, _CENTRE),
        Column("完成时限", 40, _CENTRE),
        Column("进展情况", 44, _CENTRE),
    )
    rows = rows_of(reading.bulletin, "on-schedule")
    cells = [
        [str(place), row.number, row.title, row.lead_name, row.limit, standing_words(row)]
        for place, row in enumerate(rows, 1)
    ]
    return _grid(title, columns, cells, reading)


def _by_unit(reading: Reading, title: str) -> Grid:
    bulletin = reading.bulletin
    heads = [Column(name, 14, _CENTRE, numeric=True) for _key, name in UNIT_COLUMNS]
    first = Column("位次" if bulletin.ranked else "序号", 12, _CENTRE, numeric=True)
    columns = (first, Column("单位", 42), *heads, Column("销号率", 16, _CENTRE))
    lines = unit_lines(reading.numbers, unit_names(bulletin), ranked=bulletin.ranked)
    cells = [
        [
            (str(line.rank or "—") if bulletin.ranked else str(place)),
            f"{line.name}*" if line.is_few else line.name,
            *(str(number) for _key, number in line.numbers),
            line.rate,
        ]
        for place, line in enumerate(lines, 1)
    ]
    remarks = [
        "销号率=已销号任务数÷牵头任务数，保留一位小数，四舍五入；没有全部销号的不写100%。"
        "逾期后办结的仍计为逾期，已撤销的任务不计。"
    ]
    if any(line.is_few for line in lines):
        remarks.append(f"*牵头任务不足{FEW}项，{'不排位次，' if bulletin.ranked else ''}比率仅供参考。")
    if bulletin.ranked:
        remarks.append("位次只按销号率排列，不计入其他因素。")
    return _grid(title, columns, cells, reading, remarks)


def _grid(
    title: str, columns: Sequence[Column], cells: Sequence[Sequence[str]], reading: Reading, remarks: Sequence[str] = ()
) -> Grid:
    day = reading.bulletin.counted_to
    note = f"数据统计截至{day.year}年{day.month}月{day.day}日"
    rows = tuple(Row(tuple(Cell(words) for words in one)) for one in cells)
    return Grid(title, title, tuple(columns), rows, note, tuple(remarks))


def standing_words(row: BulletinRow) -> str:
    """Where a task stands: its lateness, else its progress beside what time asks for."""
    figures = ""
    if row.percent is not None:
        figures = f"进度{percent_words(row.percent)}"
        figures += f"，应达{percent_words(row.expected)}" if row.expected is not None else ""
    if row.overdue_days:
        late = f"逾期{row.overdue_days}天"
        return f"{late}，{figures.partition('，')[0]}" if figures else late
    return figures or row.state


ANNEXES: dict[str, Annex] = {
    SLOW: Annex(_("进展滞后任务清单（点名）"), "进展滞后任务清单", _slow, "slow", is_reproach=True),
    SLOW_UNNAMED: Annex(_("进展滞后任务清单（不列单位）"), "进展滞后任务清单", _slow_unnamed, "slow"),
    ON_SCHEDULE: Annex(_("按序时推进任务清单"), "按序时推进任务清单", _on_schedule, "on-schedule"),
    BY_UNIT: Annex(_("各单位办理情况表"), "各单位办理情况表", _by_unit),
}
