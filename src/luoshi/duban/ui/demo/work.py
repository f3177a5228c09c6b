"""Work under way in the demonstration's county: issued months ago, by the same actions and in the order of the days."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.audit.recording import coming_from
from luoshi.duban.documents.proposals import LimitProposal, TargetProposal
from luoshi.duban.oversight.actions.give_confidence import give_confidence
from luoshi.duban.oversight.actions.set_milestones import Planned, set_milestones
from luoshi.duban.oversight.lights.renewing import renew_all
from luoshi.duban.tasks.actions.acknowledge import acknowledge
from luoshi.duban.tasks.actions.add_oral_task import Instruction, add_oral_task
from luoshi.duban.tasks.actions.approve_plan import approve_plan
from luoshi.duban.tasks.actions.ask_extension import Wish, ask_extension
from luoshi.duban.tasks.actions.ask_return import ask_return
from luoshi.duban.tasks.actions.close_out import close_out
from luoshi.duban.tasks.actions.file_report import Came, Said, file_report
from luoshi.duban.tasks.actions.issue_plan import issue_plan
from luoshi.duban.tasks.actions.open_plan import open_empty_plan
from luoshi.duban.tasks.actions.propose_plan import propose_plan
from luoshi.duban.tasks.actions.reassign import reassign
from luoshi.duban.tasks.actions.send_back import send_back
from luoshi.duban.tasks.actions.set_targets import set_targets
from luoshi.duban.tasks.actions.verify_report import Checked, verify_report
from luoshi.duban.tasks.basis import Basis
from luoshi.duban.tasks.desk.items import Reference
from luoshi.duban.tasks.models import Assignment, AssignmentRole, BasisKind, Channel, Means, Plan, ReportKind, Task
from luoshi.duban.ui.demo import oversight
from luoshi.duban.ui.demo.county import County
from luoshi.duban.ui.demo.stage import Course, Stage, standing_in_the_morning_of

#: A register's work belongs to the year in which it had most of its days.
_MIDDLE = 39


@cache
def description() -> Mapping[str, Any]:
    """The work as ``work.toml`` describes it."""
    return tomllib.loads(resources.files("luoshi.duban.ui.demo").joinpath("work.toml").read_text("utf-8"))


def founding_day(today: date) -> date:
    """The day on which the county has to be there already."""
    return today + timedelta(days=int(description()["opened"]) - 1)


def year_of_work(today: date) -> int:
    """The year of the register that the work stands in."""
    return (today - timedelta(days=_MIDDLE)).year


def do_the_work(county: County, today: date) -> None:
    """Open, issue and follow the work, day by day up to *today*; every morning the lights turn."""
    told = description()
    stage = Stage(county, today)
    with coming_from("command"):
        with _standing(today, told["opened"]):
            plan, tasks = _propose(stage)
        with _standing(today, told["issued"]):
            approve_plan(plan, actor=stage.head, opinion="同意。")
            number = told["number"].format(year=clock.today().year)
            issue_plan(plan, actor=stage.head, number=number, issued_on=clock.today())
        steps = sorted(_steps(today, tasks), key=lambda step: step.told["on"])
        courses = [Course(story) for story in oversight.stories(stage)]
        for days in range(told["issued"], 1):
            with _standing(today, days):
                renew_all(clock.today())
                for step in steps:
                    if step.told["on"] == days:
                        _DOING[step.told["do"]](step, stage)
                for course in courses:
                    course.go_on(clock.today())


@dataclass(frozen=True, slots=True)
class _Step:
    """One thing that happens to a task on a day."""

    task: int
    told: Mapping[str, Any]
    today: date

    @property
    def assignment(self) -> Assignment:
        rows = Assignment.objects.select_related("task__register", "task__office", "unit")
        return rows.get(task=self.task, role=AssignmentRole.LEAD)

    def said(self, kind: ReportKind) -> Said:
        figures = {target.pk: Decimal(str(self.told["figure"])) for target in self._targets() if "figure" in self.told}
        return Said(
            kind,
            text=self.told["text"],
            problem=self.told.get("problem", ""),
            help_needed=self.told.get("help", ""),
            help_from=self.told.get("from", ""),
            percent=Decimal(self.told["percent"]) if "percent" in self.told else None,
            figures=figures,
        )

    def _targets(self) -> Iterator[Any]:
        yield from Task.objects.get(pk=self.task).targets.filter(is_figure=True)


def _standing(today: date, days: int) -> Any:  # noqa: ANN401 -- a context manager
    return standing_in_the_morning_of(today + timedelta(days=days))


def _steps(today: date, tasks: Mapping[int, Mapping[str, Any]]) -> Iterator[_Step]:
    for task, told in tasks.items():
        for step in told["course"]:
            yield _Step(task, step, today)


def _propose(stage: Stage) -> tuple[Plan, dict[int, Mapping[str, Any]]]:
    """The plan with its tasks before its approver."""
    told = description()
    plan = open_empty_plan(told["title"], stage.register, actor=stage.drafter)
    made: dict[int, Mapping[str, Any]] = {}
    for one in told["tasks"]:
        limit = _limit(stage.today, one)
        instruction = Instruction(one["text"], told["said_by"], clock.today(), paper=told["basis"])
        task, _change = add_oral_task(plan, instruction, actor=stage.drafter, lead=one["lead"], limit=limit)
        units = [(one["lead"], AssignmentRole.LEAD)]
        units += [(name, AssignmentRole.SUPPORTING) for name in one.get("supporting", ())]
        reassign(plan, Reference("t", task.pk), units, actor=stage.drafter)
        if "target" in one:
            aim = one["target"]
            target = TargetProposal(
                words=aim["words"], measured=aim["measured"], value=Decimal(aim["value"]), unit=aim["unit"]
            )
            set_targets(plan, Reference("t", task.pk), [target], actor=stage.drafter)
        made[task.pk] = one
    plan.refresh_from_db()
    propose_plan(plan, actor=stage.drafter, basis=told["basis"])
    return plan, made


def _limit(today: date, one: Mapping[str, Any]) -> LimitProposal:
    """So many days from *today*, or the words of a limit without a day."""
    if "due" not in one:
        return LimitProposal(one["limit_kind"], one["limit"])
    due = today + timedelta(days=one["due"])
    return LimitProposal("date", f"{due.month}月{due.day}日前", due=due)


def _came(step: _Step, person: User, channel: Channel = Channel.PAGE) -> Came:
    return Came(step.told.get("by", person.name), clock.today(), channel)


def _of(step: _Step, stage: Stage) -> tuple[Assignment, User]:
    row = step.assignment
    if row.unit is None:
        raise LookupError(row.name)
    return row, stage.liaison(row.unit)


def _sign(step: _Step, stage: Stage) -> None:
    row, person = _of(step, stage)
    acknowledge([row], actor=person)
    for other in Assignment.objects.filter(task=step.task, role=AssignmentRole.SUPPORTING).select_related(
        "task", "unit"
    ):
        if other.unit is not None:
            acknowledge([other], actor=stage.liaison(other.unit))


def _report(step: _Step, stage: Stage) -> None:
    row, person = _of(step, stage)
    file_report(row, actor=person, said=step.said(ReportKind.PROGRESS), came=_came(step, person))


def _done(step: _Step, stage: Stage) -> None:
    row, person = _of(step, stage)
    file_report(row, actor=person, said=step.said(ReportKind.COMPLETION), came=_came(step, person))


def _telephone(step: _Step, stage: Stage) -> None:
    row, person = _of(step, stage)
    came = _came(step, person, Channel.TELEPHONE)
    file_report(row, actor=stage.drafter, said=step.said(ReportKind.PROGRESS), came=came)


def _verify(step: _Step, stage: Stage) -> None:
    row = step.assignment
    if "send_back" in step.told:
        send_back(row, actor=stage.checker, version=row.version, reason=step.told["send_back"])
        return
    checked = Checked((Means.ON_SITE, Means.RECORDS), step.told["text"])
    verify_report(row, actor=stage.checker, version=row.version, checked=checked)


def _close(step: _Step, stage: Stage) -> None:
    row = step.assignment
    close_out(row, actor=stage.head, version=row.version, reasons=step.told["text"])


def _extend(step: _Step, stage: Stage) -> None:
    row, person = _of(step, stage)
    due = (row.due or step.today) + timedelta(days=step.told["days"])
    wish = Wish(due, step.told["text"], step.told["progress"])
    ask_extension(row, actor=person, wish=wish, came=_came(step, person))


def _return(step: _Step, stage: Stage) -> None:
    row, person = _of(step, stage)
    right = stage.county.units[step.told["right"]]
    ask_return(row, actor=person, reason=step.told["text"], came=_came(step, person), right_unit=right)


def _confide(step: _Step, stage: Stage) -> None:
    task = step.assignment.task
    give_confidence(task, actor=stage.checker, percent=step.told["percent"], note=step.told["text"])


def _plan(step: _Step, stage: Stage) -> None:
    task = step.assignment.task
    nodes = [
        Planned(step.today + timedelta(days=one["on"]), Decimal(one["percent"]), one["words"])
        for one in step.told["nodes"]
    ]
    basis = Basis(BasisKind.MEETING, step.told["text"])
    set_milestones(task, nodes, actor=stage.drafter, version=task.version, basis=basis)


_DOING: Mapping[str, Callable[[_Step, Stage], None]] = {
    "sign": _sign,
    "report": _report,
    "done": _done,
    "telephone": _telephone,
    "verify": _verify,
    "close": _close,
    "extend": _extend,
    "return": _return,
    "confide": _confide,
    "plan": _plan,
}
