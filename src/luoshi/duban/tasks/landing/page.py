"""A document as its plan decided it: each statement with what became of it, under the headings of the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Value

from luoshi.duban.documents.models import Statement, StatementKind
from luoshi.duban.tasks import wording
from luoshi.duban.tasks.landing.fates import Fate, Fated, Totals, fated, totals
from luoshi.duban.tasks.models import Outcome, Plan, StatementDecision, Task

#: Statements a page: what speeches and work reports have fits on one.
PART = 500
#: How often a task may have been merged into the next one before the way is given up.
_HOPS = 4
_LEADING = (Outcome.TASK, Outcome.STEP)


@dataclass(frozen=True, slots=True)
class Said:
    """A statement's place in the text, and what a person decided; ``outcome`` is empty while nobody has."""

    index: int
    start: int
    end: int
    kind: str
    outcome: str
    task: int | None

    @property
    def is_heading(self) -> bool:
        """Whether it opens a section; before the decision, whether the machine thinks so."""
        return (self.outcome or self.kind) == Outcome.HEADING


@dataclass(slots=True)
class Line:
    """Neighbouring statements with the same lot.  ``merged`` is the task that *task* was merged into, if it was."""

    first: Said
    words: str
    label: str
    count: int = 1
    level: int = 0
    task: Fated | None = None
    merged: Fated | None = None
    under: Totals | None = None

    @property
    def outcome(self) -> str:
        """What was decided."""
        return self.first.outcome

    @property
    def is_heading(self) -> bool:
        """Whether the line opens a section."""
        return self.first.is_heading


@dataclass(slots=True)
class Landing:
    """The page: its lines, and what stands above them."""

    page: Page[Said]
    lines: list[Line]
    totals: Totals
    statements: int
    undecided: int
    unlanded: int
    merged: int
    beside: int
    by_outcome: list[tuple[str, int]]


def look_at(plan: Plan, seen: QuerySet[Task] | None, *, today: date, only_open: bool, number: str) -> Landing:
    """What became of the statements of *plan* up to *today*: page *number*, all or only what has not landed.

    *seen* are the tasks that the person may see (``None``: all); of others the page tells no more than how far they
    have come.
    """
    said = _said(plan)
    tasks = _tasks(plan, seen)
    lots = {key: fated(task, today, is_seen=task.is_seen) for key, task in tasks.items()}  # type: ignore[attr-defined]  # annotated
    ends = {key: lots[_end(task, tasks)] for key, task in tasks.items()}
    waiting = [one for one in said if _waits(one, ends)]
    page = Paginator(_with_headings(said, waiting) if only_open else said, PART).get_page(number)
    led = {one.task for one in said if one.task is not None}
    landing = Landing(
        page=page,
        lines=_lines(plan, list(page.object_list), lots, ends),
        totals=totals(ends[key] for key in led if key in ends),
        statements=len(said),
        undecided=sum(not one.outcome for one in said),
        unlanded=len(waiting),
        merged=sum(ends[key] is not lots[key] for key in led if key in ends),
        beside=sum(task.plan_id == plan.pk and key not in led for key, task in tasks.items()),
        by_outcome=[(str(kind.label), sum(one.outcome == kind for one in said)) for kind in Outcome],
    )
    _count_sections(plan, said, landing.lines, ends)
    wording.fetch_units([one.task for line in landing.lines for one in (line.task, line.merged) if one and one.is_seen])
    return landing


def _said(plan: Plan) -> list[Said]:
    """Every statement with its decision: one light query, however long the text."""
    rows = Statement.objects.filter(reading=plan.reading_id).annotate(
        own=FilteredRelation("decisions", condition=Q(decisions__plan=plan.pk))
    )
    values = rows.order_by("index").values_list("index", "start", "end", "kind", F("own__outcome"), F("own__task_id"))
    return [Said(index, start, end, kind, outcome or "", task) for index, start, end, kind, outcome, task in values]


def _tasks(plan: Plan, seen: QuerySet[Task] | None) -> dict[int, Task]:
    """The tasks of the plan, those that its statements lead to, and those that they were merged into."""
    is_seen = Value(True) if seen is None else Exists(seen.filter(pk=OuterRef("pk")))
    rows = Task.objects.annotate(is_seen=is_seen).defer("text", "conditions", "deliverables", "note", "extra")
    led = StatementDecision.objects.filter(plan=plan, task__isnull=False).values("task")
    found: dict[int, Task] = {task.pk: task for task in rows.filter(Q(plan=plan) | Q(pk__in=led))}
    for _hop in range(_HOPS):
        missing = {task.merged_into_id for task in found.values() if task.merged_into_id} - found.keys()
        if not missing:
            break
        found.update({task.pk: task for task in rows.filter(pk__in=missing)})
    return found


def _end(task: Task, tasks: Mapping[int, Task]) -> int:
    """The key of the task that goes on for *task*: itself, unless it was merged."""
    for _hop in range(_HOPS):
        if task.merged_into_id is None or task.merged_into_id not in tasks:
            break
        task = tasks[task.merged_into_id]
    return task.pk


def _waits(one: Said, ends: Mapping[int, Fated]) -> bool:
    """Whether something is still to be done about a statement: it is undecided, or its task is not over."""
    if not one.outcome:
        return True
    end = ends.get(one.task) if one.task is not None and one.outcome in _LEADING else None
    return end is not None and end.fate in (Fate.OPEN, Fate.DRAFT)


def _with_headings(said: Sequence[Said], waiting: Iterable[Said]) -> list[Said]:
    """What waits, each with the last heading before it."""
    wanted = {one.index for one in waiting}
    found: list[Said] = []
    heading: Said | None = None
    for one in said:
        if one.is_heading:
            heading = one
        if one.index in wanted:
            found += [heading, one] if heading is not None and heading is not one else [one]
            heading = None
    return found


def _lines(plan: Plan, said: Sequence[Said], lots: Mapping[int, Fated], ends: Mapping[int, Fated]) -> list[Line]:
    text = plan.reading.text if plan.reading is not None else ""
    levels = {node["statement"]: node["depth"] for node in _headings(plan)}
    labels = {outcome.value: str(outcome.label) for outcome in Outcome}
    kinds = {kind.value: str(kind.label) for kind in StatementKind}
    lines: list[Line] = []
    last = -1
    for one in said:
        line = lines[-1] if lines else None
        if line is not None and one.index == last + 1 and _same(line.first, one):
            line.words, line.count = text[line.first.start : one.end], line.count + 1
        else:
            line = Line(one, text[one.start : one.end], labels.get(one.outcome) or kinds[one.kind])
            line.level = levels.get(one.index, 0)
            if one.task is not None and one.task in lots:
                line.task, end = lots[one.task], ends[one.task]
                line.merged = end if end is not line.task else None
            lines.append(line)
        last = one.index
    return lines


def _same(one: Said, other: Said) -> bool:
    return not one.is_heading and (one.outcome, one.task) == (other.outcome, other.task)


def _headings(plan: Plan) -> list[Mapping[str, int]]:
    """The nodes of the outline that are headings of their own, with their statement and depth."""
    outline = plan.reading.outline if plan.reading is not None else []
    return [node for node in outline if node["statement"] is not None and not node.get("is_item")]


def _count_sections(plan: Plan, said: Sequence[Said], lines: Iterable[Line], ends: Mapping[int, Fated]) -> None:
    """Give each heading the totals of the tasks between it and the next heading of its level or above."""
    closes = _closes(_headings(plan), len(said))
    for line in lines:
        first = line.first.index
        if line.is_heading and first in closes:
            inside = {one.task for one in said[first : closes[first]] if one.task is not None}
            line.under = totals(ends[key] for key in inside if key in ends)


def _closes(nodes: Sequence[Mapping[str, int]], end: int) -> dict[int, int]:
    """For each heading, by its statement, the statement with which its part is over."""
    closes: dict[int, int] = {}
    still: list[Mapping[str, int]] = []
    for node in nodes:
        while still and still[-1]["depth"] >= node["depth"]:
            closes[still.pop()["statement"]] = node["statement"]
        still.append(node)
    return closes | {node["statement"]: end for node in still}
