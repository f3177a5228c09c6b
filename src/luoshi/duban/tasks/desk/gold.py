"""The decisions of a plan as a gold annotation: what people decided teaches and measures the reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from luoshi.duban.documents.content import Content, LimitFound, MeasureFound
from luoshi.duban.documents.extraction import gold_file
from luoshi.duban.documents.gold import Label
from luoshi.duban.documents.models import Directive, Statement
from luoshi.duban.tasks.models import Assignment, AssignmentRole, Outcome, Plan, StatementDecision

_LETTERS = {
    Outcome.TASK: "D",
    Outcome.STEP: "D",
    Outcome.HEADING: "H",
    Outcome.ACHIEVEMENT: "A",
    Outcome.CONTEXT: "C",
}
_ANSWERING = frozenset({AssignmentRole.LEAD, AssignmentRole.RESPONSIBLE})


def gold_tsv(plan: Plan) -> str:
    """The annotation, in the form of the annotation guide; empty without a document.

    A statement that nobody has decided is ``O``, which is not scored.
    """
    if plan.reading is None:
        return ""
    decisions = {one.statement_id: one for one in StatementDecision.objects.filter(plan=plan)}
    units: dict[int, list[Assignment]] = {}
    for row in Assignment.objects.filter(task__plan=plan).order_by("position", "id"):
        units.setdefault(row.task_id, []).append(row)
    found: dict[int, Content] = {}
    for directive in Directive.objects.filter(reading=plan.reading):
        found.update(dict.fromkeys(directive.statements, directive.found))
    labels = [
        _label(statement, decisions.get(statement.pk), units, found.get(statement.index))
        for statement in Statement.objects.filter(reading=plan.reading)
    ]
    return gold_file(plan.reading.text, labels, [plan.title])


def _label(
    statement: Statement,
    decision: StatementDecision | None,
    units: Mapping[int, list[Assignment]],
    found: Content | None,
) -> Label:
    if decision is None:
        return Label(statement.start, statement.end, "O")
    is_task = decision.outcome in {Outcome.TASK, Outcome.STEP}
    rows = units.get(decision.task_id or 0, []) if is_task else []
    return Label(
        start=statement.start,
        end=statement.end,
        kind=_LETTERS[Outcome(decision.outcome)],
        responsible=tuple(row.name for row in rows if row.role in _ANSWERING),
        supporting=tuple(row.name for row in rows if row.role == AssignmentRole.SUPPORTING),
        due=_within(statement, found.limits if found and is_task else ()),
        measures=_within(statement, found.measures if found and is_task else ()),
    )


def _within(statement: Statement, found: Sequence[LimitFound | MeasureFound]) -> tuple[str, ...]:
    return tuple(one.text for one in found if statement.start <= one.start and one.end <= statement.end)
