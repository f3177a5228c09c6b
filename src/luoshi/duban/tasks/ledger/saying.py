"""What the columns of the ledger say of a task; every function works on a line that was fetched before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from luoshi.duban import clock
from luoshi.duban.language import is_chinese
from luoshi.duban.registers.models import Rhythm
from luoshi.duban.registers.schema import ColumnKind
from luoshi.duban.tasks import wording
from luoshi.duban.tasks.lateness import task_overdue_days
from luoshi.duban.tasks.ledger.rows import Line
from luoshi.duban.tasks.models import Assignment, AssignmentRole, Report, ReportKind, SourceKind, State


def day(value: date | None) -> str:
    """2026-07-10."""
    return "" if value is None else value.isoformat()


def figure(value: int) -> str:
    """A figure; nothing for none."""
    return str(value) if value else ""


def _listed(words: Iterable[str]) -> str:
    return ("、" if is_chinese() else ", ").join(words)


def steps(line: Line) -> str:
    """具体举措, numbered."""
    return "\n".join(f"（{place}）{text}" for place, text in enumerate(step_list(line), 1))


def step_list(line: Line) -> list[str]:
    """The same as a list."""
    return [step.text for step in line.task.steps.all()]


def target_list(line: Line) -> list[dict[str, object]]:
    """The targets with their figures, which stay text so that no decimal is lost."""
    return [
        {
            "words": one.words,
            "measured": one.measured,
            "comparator": one.comparator,
            "value": _plain(one.value),
            "upper": _plain(one.upper),
            "unit": one.unit,
        }
        for one in line.task.targets.all()
    ]


def _plain(value: Decimal | int | None) -> str | None:
    return None if value is None else f"{Decimal(value).normalize():f}"


def register(line: Line) -> str:
    """台账."""
    return str(line.task.register)


def rhythm(line: Line) -> str:
    """汇报频次: the task's own, else the register's."""
    return str(Rhythm(line.task.rhythm or line.task.register.rhythm).label)


def issued_on(line: Line) -> str:
    """交办时间."""
    moment = line.task.issued_at
    return "" if moment is None else day(moment.astimezone(clock.ZONE).date())


def source(line: Line) -> str:
    """任务来源: documents, who said it, yesterday's ledger; a line each."""
    named = dict.fromkeys(_source(**one) for one in line.sources)
    if not any(named) and line.task.plan is not None:
        named = {line.task.plan.title: None}
    return "\n".join(words for words in named if words)


def _source(  # noqa: PLR0913 -- a source has that many sides
    *, kind: str, said_by: str, said_on: str | None, paper: str, title: str | None, document_number: str | None,
    file: str | None,
) -> str:  # fmt: skip
    if file is not None:
        return f"《{title or file}》" + (f"（{document_number}）" if document_number else "")
    if kind == SourceKind.ORAL:
        return " ".join(part for part in (said_by, said_on, str(SourceKind.ORAL.label)) if part)
    return paper or str(SourceKind(kind).label)


def units(line: Line) -> str:
    """承办单位, each with what it is."""
    return _listed(f"{wording.unit_name(row)}（{row.get_role_display()}）" for row in _doing(line))


def unit_list(line: Line) -> list[dict[str, object]]:
    """Every unit by itself, a group by its members."""
    return [
        {
            "name": row.unit.name if row.unit is not None else row.name,
            "role": row.role,
            "state": row.state,
            "due": day(row.due) or None,
            "done_on": day(row.done_on) or None,
        }
        for row in line.shares
    ]


def _doing(line: Line) -> list[Assignment]:
    """The units that have something to do, a group once."""
    seen: dict[tuple[str, str], Assignment] = {}
    for row in line.shares:
        if row.role != AssignmentRole.PART:
            seen.setdefault((wording.unit_name(row), row.role), row)
    return list(seen.values())


def accountable(line: Line) -> str:
    """分管领导: in whose field the leading unit is today."""
    return _listed(line.people.leaders.get(line.task.lead_id or 0, ()))


def liaison(line: Line) -> str:
    """联系人: the liaisons of the leading unit."""
    return _listed(line.people.liaisons.get(line.task.lead_id or 0, ()))


def head(line: Line) -> str:
    """责任人: the head of the leading unit."""
    return _listed(line.people.heads.get(line.task.lead_id or 0, ()))


def first_due(line: Line) -> str:
    """首次时限: the earliest that a unit which reports was given first."""
    return day(min((row.first_due for row in line.answering if row.first_due is not None), default=None))


def state(line: Line) -> str:
    """状态."""
    return str(State(line.task.state).label) if line.task.state else ""


def late(line: Line) -> int:
    """逾期天数: every day by which it was late, under earlier limits too."""
    return line.task.late_before + task_overdue_days(line.task, line.today)


def outcome(line: Line) -> str:
    """完成情况: the state as a ledger on paper says it, with the lateness beside it."""
    now = State(line.task.state)
    if now is State.WITHDRAWN:
        return str(now.label)
    days = late(line)
    if line.task.done_on is not None or now is State.CLOSED_OUT:
        words = _("已完成") if now is State.CLOSED_OUT else _("已报完成（%(state)s）") % {"state": now.label}
        return words + (_("，逾期%(days)s天") % {"days": days} if days else "")
    return _("未完成") + (_("，已逾期%(days)s天") % {"days": days} if days else "")


def _told(line: Line, words: Callable[[Report], str], before: str) -> str:
    """What the last report of each unit says, named where there are several; else what yesterday's ledger said."""
    told = [(row, words(report)) for row, report in line.reports]
    told = [(row, text) for row, text in told if text]
    if not told:
        return str(getattr(line.before, before, "")) if before and not line.reports else ""
    if len(told) == 1 and len(line.answering) == 1:
        return told[0][1]
    return "\n".join(f"{wording.unit_name(row)}：{text}" for row, text in told)


def progress(line: Line) -> str:
    """当前进度."""
    return _told(line, _progress, "progress")


def _progress(report: Report) -> str:
    return report.text or (str(ReportKind.NO_CHANGE.label) if report.kind == ReportKind.NO_CHANGE else "")


def problem(line: Line) -> str:
    """存在问题."""
    return _told(line, lambda report: report.problem, "problems")


def next_step(line: Line) -> str:
    """下步措施."""
    return _told(line, lambda report: report.next_step, "next_step")


def help_needed(line: Line) -> str:
    """需要协调的事项, and of whom."""
    return _told(line, _help, "")


def _help(report: Report) -> str:
    return report.help_needed + (f"（{report.help_from}）" if report.help_needed and report.help_from else "")


def reported_on(line: Line) -> str:
    """最近反馈: the day of the newest report."""
    return day(max((report.reported_on for _row, report in line.reports), default=None))


def percent_value(line: Line) -> str | None:
    """完成比例: of the unit that is least far; empty where none gave one."""
    return _plain(min((row.percent for row in line.answering if row.percent is not None), default=None))


def percent(line: Line) -> str:
    """The same in words."""
    value = percent_value(line)
    return "" if value is None else f"{value}%"


def extensions(line: Line) -> int:
    """延期次数: those granted, and those that yesterday's ledger counted."""
    before = line.before.extensions if line.before is not None else 0
    return int(line.task.__dict__["extended"]) + before


def extension_reason(line: Line) -> str:
    """延期原因: of the last one."""
    reason = line.task.__dict__["extension_reason"]
    return str(reason or getattr(line.before, "extension_reason", ""))


def evidence_count(line: Line) -> int:
    """佐证: how many files there are."""
    return int(line.task.__dict__["files"])


def evidence(line: Line) -> str:
    """The same in words."""
    count = evidence_count(line)
    return _("%(count)s件") % {"count": count} if count else ""


def verification(line: Line) -> str:
    """核查意见: the conclusion of the last one."""
    return str(line.task.__dict__["conclusion"] or "")


def own_value(key: str) -> Callable[[Line], object]:
    """What a task holds in a column of its register's own."""
    return lambda line: line.task.extra.get(key)


def own(key: str, kind: ColumnKind) -> Callable[[Line], str]:
    """The same in words."""

    def words(line: Line) -> str:
        value = line.task.extra.get(key)
        if kind is ColumnKind.FLAG:
            return _("是") if value else ""
        return "" if value is None else str(value)

    return words
