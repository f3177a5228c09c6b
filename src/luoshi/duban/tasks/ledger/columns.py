"""The columns of the ledger, as a table: what each is called, what it says, how it is printed.

A column of an app above is added by :func:`offer`.  What is special to a register stands in its schema and follows by
itself (:func:`own_columns`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.duban.registers.models import Register
from luoshi.duban.registers.schema import ColumnKind, Schema
from luoshi.duban.tasks import wording
from luoshi.duban.tasks.ledger import saying as say
from luoshi.duban.tasks.ledger.rows import Line, Needs
from luoshi.layout.grid import Align

_CENTRE = Align.CENTRE
_REPORTS = frozenset({Needs.REPORTS})


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``words`` says what stands in it, ``value`` the same for programs where that is no text.

    ``width`` is in millimetres on paper, ``order`` the order that its heading sorts by.  ``cell`` says it as HTML on a
    page, where words alone would not do.
    """

    key: str
    name: str | Promise
    words: Callable[[Line], str]
    width: float = 30.0
    align: Align = Align.LEFT
    needs: frozenset[str] = frozenset()
    value: Callable[[Line], object] | None = None
    numeric: bool = False
    order: str = ""
    cell: Callable[[Line], SafeString] | None = None

    def said(self, line: Line) -> object:
        """What it holds, for programs."""
        return self.words(line) if self.value is None else self.value(line)


#: The column that every table of tasks has, and by which a row is opened.
TITLE = "title"
#: What a person sees who has chosen nothing, with what apps above add to it.
DEFAULT = ["number", TITLE, "answering", "supporting", "limit", "state", "progress"]

_TABLE = (
    Column("number", _("编号"), lambda line: line.task.number, 28, _CENTRE, order="number"),
    Column(TITLE, _("工作任务"), lambda line: line.task.title, 60),
    Column("text", _("任务全文"), lambda line: wording.wording(line.task), 90, needs=frozenset({Needs.STEPS})),
    Column("steps", _("具体举措"), say.steps, 60, needs=frozenset({Needs.STEPS}), value=say.step_list),
    Column(
        "targets",
        _("目标"),
        lambda line: wording.targets(line.task),
        44,
        needs=frozenset({Needs.TARGETS}),
        value=say.target_list,
    ),
    Column("register", pgettext_lazy("one", "台账"), say.register, 34, _CENTRE, frozenset({Needs.REGISTER})),
    Column("source", _("任务来源"), say.source, 44, needs=frozenset({Needs.SOURCES})),
    Column("section", _("所属部分"), lambda line: line.task.section, 40),
    Column("campaign", _("专项工作"), lambda line: line.task.campaign, 30, _CENTRE),
    Column("issued", _("交办时间"), say.issued_on, 24, _CENTRE, order="issued"),
    Column("units", _("承办单位"), say.units, 40, _CENTRE, value=say.unit_list),
    Column("answering", _("牵头（责任）单位"), lambda line: wording.answering(line.task), 36, _CENTRE, order="unit"),
    Column("supporting", _("配合单位"), lambda line: wording.supporting(line.task), 33, _CENTRE),
    Column("leader", _("牵头领导"), lambda line: line.task.leader, 20, _CENTRE),
    Column("accountable", _("分管领导"), say.accountable, 20, _CENTRE, frozenset({Needs.PEOPLE})),
    Column("head", _("责任人"), say.head, 20, _CENTRE, frozenset({Needs.PEOPLE})),
    Column("liaison", _("联系人"), say.liaison, 20, _CENTRE, frozenset({Needs.PEOPLE})),
    Column("completion", _("办结方式"), lambda line: str(line.task.get_completion_display()), 22, _CENTRE),
    Column("limit", _("完成时限"), lambda line: wording.limit(line.task), 36, _CENTRE, order="due"),
    Column("due", _("截止日期"), lambda line: say.day(line.task.due), 24, _CENTRE, order="due"),
    Column("first_due", _("首次时限"), say.first_due, 24, _CENTRE),
    Column("rhythm", _("汇报频次"), say.rhythm, 20, _CENTRE, frozenset({Needs.REGISTER})),
    Column("state", _("状态"), say.state, 22, _CENTRE, order="state"),
    Column(
        "late_days", _("逾期天数"), lambda line: say.figure(say.late(line)), 16, _CENTRE, value=say.late, numeric=True
    ),
    Column("outcome", _("完成情况"), say.outcome, 30, _CENTRE),
    Column("progress", _("当前进度"), say.progress, 60, needs=_REPORTS),
    Column("percent", _("完成比例"), say.percent, 20, _CENTRE, value=say.percent_value),
    Column("reported", _("最近反馈"), say.reported_on, 24, _CENTRE, _REPORTS),
    Column("problem", _("存在问题"), say.problem, 44, needs=_REPORTS),
    Column("help", _("需要协调的事项"), say.help_needed, 40, needs=_REPORTS),
    Column("next_step", _("下步措施"), say.next_step, 44, needs=_REPORTS),
    Column("done", _("实际完成时间"), lambda line: say.day(line.task.done_on), 24, _CENTRE, order="done"),
    Column(
        "extensions",
        _("延期次数"),
        lambda line: say.figure(say.extensions(line)),
        16,
        _CENTRE,
        frozenset({Needs.EXTENSIONS}),
        say.extensions,
        numeric=True,
    ),
    Column("extension_reason", _("延期原因"), say.extension_reason, 36, needs=frozenset({Needs.EXTENSIONS})),
    Column("evidence", _("佐证"), say.evidence, 18, _CENTRE, frozenset({Needs.EVIDENCE}), say.evidence_count),
    Column("verification", _("核查意见"), say.verification, 40, needs=frozenset({Needs.VERIFICATION})),
    Column("deliverables", _("成果形式"), lambda line: line.task.deliverables, 36),
    Column("note", _("备注"), lambda line: line.task.note, 30),
)
COLUMNS: dict[str, Column] = {column.key: column for column in _TABLE}


def offer(column: Column, *, usual_after: str = "") -> None:
    """Let people choose a column of an app above this one.

    With *usual_after* it is among the columns of who has chosen nothing, behind the one with that key.
    """
    COLUMNS[column.key] = column
    if usual_after and column.key not in DEFAULT:
        DEFAULT.insert(DEFAULT.index(usual_after) + 1, column.key)


def own_columns(register: Register | None) -> list[Column]:
    """The columns that the schema of *register* adds, where the ledger shows one register alone."""
    if register is None:
        return []
    return [
        Column(
            f"extra-{own.key}",
            own.name,
            say.own(own.key, own.kind),
            36,
            Align.LEFT if own.kind is ColumnKind.TEXT else _CENTRE,
            value=say.own_value(own.key),
        )
        for own in Schema.of(register).columns
        if own.show
    ]


def choosable(register: Register | None) -> dict[str, Column]:
    """Every column that can be chosen, by its key, in the order in which a table shows them."""
    return {**COLUMNS, **{column.key: column for column in own_columns(register)}}


def chosen(keys: Iterable[str], register: Register | None = None) -> list[Column]:
    """The columns with these *keys*, the usual ones where none is known; the title is always among them."""
    there = choosable(register)
    wanted = [there[key] for key in dict.fromkeys(keys) if key in there]
    if not wanted:
        wanted = [there[key] for key in DEFAULT]
    if all(column.key != TITLE for column in wanted):
        wanted.insert(0, there[TITLE])
    return wanted


def needs_of(columns: Iterable[Column]) -> frozenset[str]:
    """All that *columns* need."""
    return frozenset[str]().union(*(column.needs for column in columns))
