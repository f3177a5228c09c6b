"""The columns of the 报送表 that is sent to a unit and comes back filled in."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.layout.grid import Align

#: What is put into a cell to say yes.
TICK = "✓"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: ``width`` in millimetres; ``answer`` says that the unit fills it in, ``tick`` that it only ticks it.

    ``sought`` columns must be there when the file comes back; ``optional`` ones are left out where no row needs them.
    """

    key: str
    title: str
    width: float
    align: Align = Align.LEFT
    answer: bool = False
    tick: bool = False
    optional: bool = False

    @property
    def sought(self) -> bool:
        """The row's code and what the unit fills in; the rest is only shown."""
        return (self.answer and not self.optional) or self is CODE


_CENTRE = Align.CENTRE
CODE = SheetColumn("code", "编号", 25, _CENTRE)
TASK = SheetColumn("task", "工作任务", 54)
NO_CHANGE = SheetColumn("no_change", "无变化\n（✓）", 12, _CENTRE, answer=True, tick=True)
TEXT = SheetColumn("text", "进展情况", 50, answer=True)
FIGURE = SheetColumn("figure", "指标完成值", 17, _CENTRE, answer=True, optional=True)
PERCENT = SheetColumn("percent", "完成比例\n（%）", 15, _CENTRE, answer=True)
PROBLEM = SheetColumn("problem", "存在问题", 27, answer=True)
HELP = SheetColumn("help_needed", "需协调事项", 27, answer=True)
HELP_FROM = SheetColumn("help_from", "协调单位", 19, answer=True)
NEXT = SheetColumn("next_step", "下步措施", 27, answer=True)
DONE = SheetColumn("done", "申请销号\n（✓）", 14, _CENTRE, answer=True, tick=True)
DONE_ON = SheetColumn("done_on", "完成日期", 21, _CENTRE, answer=True)

COLUMNS = (
    CODE,
    TASK,
    SheetColumn("limit", "完成时限", 24, _CENTRE),
    SheetColumn("last", "上次反馈", 36),
    *(NO_CHANGE, TEXT, FIGURE, PERCENT, PROBLEM, HELP, HELP_FROM, NEXT, DONE, DONE_ON),
)
#: What a row holds beside its ticks, in words.
WORDS = (TEXT, PROBLEM, HELP, HELP_FROM, NEXT)


def columns_for(has_figures: bool) -> tuple[SheetColumn, ...]:
    """The columns of a sheet; the figures' one only where a task has some."""
    return tuple(column for column in COLUMNS if has_figures or not column.optional)
