"""One proposal or task as the desk shows it, whichever it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import QuerySet

from luoshi.duban.documents.models import Directive
from luoshi.duban.documents.proposals import LimitProposal
from luoshi.duban.tasks.desk.accept import STRIDE
from luoshi.duban.tasks.desk.drafts import Draft
from luoshi.duban.tasks.desk.gaps import Facts, Gap, gaps_of, with_limit_problem
from luoshi.duban.tasks.desk.keys import among
from luoshi.duban.tasks.desk.why import label_of, why
from luoshi.duban.tasks.models import Assignment, AssignmentRole, LimitKind, Step, Target, Task, TaskSource
from luoshi.duban.tasks.wording import ANSWERING, comparing, target

#: Stands between a figure that the document masks and what a person filled in.
_FILLED = " → "


@dataclass(frozen=True, slots=True)
class CardUnit:
    """A unit with its role, by the name that tables use; ``key`` is empty where the office does not know it.

    ``said`` is what the document calls it.
    """

    name: str
    role: str
    label: str
    why: str
    key: int | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class CardTarget:
    """A target; ``at`` is its place among the task's."""

    at: int
    words: str
    measured: str
    masked: bool
    comparator: str = ""

    @property
    def compared(self) -> str:
        """The words with their comparator, as the table prints them."""
        return comparing(self.words, self.comparator)

    @property
    def line(self) -> str:
        """The whole target in one line, as it is typed."""
        return target(self.words.partition(_FILLED)[0], self.measured, self.comparator)


@dataclass(slots=True)
class Card:
    """``key`` names it in the page (``d5``, ``t12``), ``version`` is what was seen of a task."""

    key: str
    number: int
    is_task: bool
    text: str
    position: int
    units: list[CardUnit] = field(default_factory=list)
    limit: str = ""
    due: str = ""
    targets: list[CardTarget] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    gaps: tuple[Gap, ...] = ()
    said: list[int] = field(default_factory=list)
    oral: TaskSource | None = None
    version: int | None = None

    @property
    def task(self) -> int:
        """The task's key; 0 for a proposal."""
        return self.number if self.is_task else 0

    @property
    def reference(self) -> str:
        """How an action names it (:mod:`luoshi.duban.tasks.desk.items`)."""
        return self.key if self.version is None else f"{self.key}:{self.version}"

    @property
    def first(self) -> int | None:
        """Its first statement, which the page scrolls to."""
        return min(self.said) if self.said else None

    @property
    def unknown(self) -> list[str]:
        """The names that the office does not know."""
        return [unit.name for unit in self.units if unit.key is None]


def card_of_draft(directive: Directive, draft: Draft, gaps: tuple[Gap, ...]) -> Card:
    """A proposal, with its open questions."""
    said = [source.statement.index for source in draft.sources]
    return Card(
        key=f"d{directive.index}",
        number=directive.index,
        is_task=False,
        text=draft.text,
        position=(said[0] + 1) * STRIDE,
        units=[
            CardUnit(
                one.unit.short_name or one.unit.name if one.unit else one.name,
                one.role,
                label_of(one.role),
                why(one.why),
                one.unit.pk if one.unit else None,
                one.name,
            )
            for one in draft.units
        ],
        limit=draft.limit.text if draft.limit else "",
        due=_due(draft.limit),
        targets=[
            CardTarget(at, one.words, one.measured, one.masked and one.value is None, one.comparator)
            for at, one in enumerate(draft.targets)
        ],
        gaps=gaps,
        said=said,
    )


def cards_of_tasks(tasks: QuerySet[Task]) -> list[Card]:
    """Tasks in their order, from four questions to the database: only the columns that a card shows."""
    columns = ("pk", "text", "position", "version", "aim_only", "limit_kind", "limit_text", "due", "limit_problem")
    rows = list(with_limit_problem(tasks).values_list(*columns))
    keys = [row[0] for row in rows]
    units, targets, steps = _units_of(keys), _targets_of(keys), _steps_of(keys)
    cards = []
    for key, text, position, version, aim_only, kind, limit, due, problem in rows:
        own, aims = units.get(key, []), targets.get(key, [])
        facts = Facts(
            has_unit=any(unit.role in ANSWERING for unit in own),
            knows_units=all(unit.key for unit in own),
            limit_kind=kind,
            due=due,
            problem=problem,
            masked=any(target.masked for target in aims),
            aim_only=aim_only,
        )
        cards.append(
            Card(
                key=f"t{key}",
                number=key,
                is_task=True,
                text=text,
                position=position,
                units=own,
                limit=limit,
                due=_due(LimitProposal(kind, limit, due=due)),
                targets=aims,
                steps=steps.get(key, []),
                gaps=gaps_of(facts),
                version=version,
            )
        )
    return cards


def _units_of(tasks: Sequence[int]) -> dict[int, list[CardUnit]]:
    """The units of each task, by the names that tables use (:func:`luoshi.duban.tasks.wording.unit_name`)."""
    found: dict[int, list[CardUnit]] = {}
    labels = {role.value: str(role.label) for role in AssignmentRole}
    rows = Assignment.objects.filter(among("task_id", tasks)).order_by("position", "id")
    names = ("through__name", "unit__short_name", "unit__name", "name")
    for task, role, reason, unit, *called in rows.values_list("task", "role", "why", "unit", *names) if tasks else ():
        name = next(filter(None, called), "")
        found.setdefault(task, []).append(CardUnit(name, role, labels[role], why(reason), unit, called[-1]))
    return found


def _targets_of(tasks: Sequence[int]) -> dict[int, list[CardTarget]]:
    found: dict[int, list[CardTarget]] = {}
    rows = Target.objects.filter(among("task_id", tasks)).order_by("position", "id")
    columns = ("task", "words", "measured", "comparator", "value", "masked")
    for task, words, measured, comparator, value, masked in rows.values_list(*columns) if tasks else ():
        own = found.setdefault(task, [])
        shown = _figure(words, value) if masked else words
        own.append(CardTarget(len(own), shown, measured, masked and value is None, comparator))
    return found


def _steps_of(tasks: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = Step.objects.filter(among("task_id", tasks)).order_by("position", "id")
    for task, text in rows.values_list("task", "text") if tasks else ():
        found.setdefault(task, []).append(text)
    return found


def _figure(words: str, value: Decimal | None) -> str:
    """The words with the figure that a person filled in."""
    return words if value is None else f"{words}{_FILLED}{value.normalize():f}"


def _due(limit: LimitProposal | None) -> str:
    """The day, where the words do not name it already."""
    if limit is None or limit.due is None or limit.kind == LimitKind.LONG_TERM:
        return ""
    day = limit.due
    return "" if f"{day.year}年{day.month}月{day.day}日" in limit.text else day.isoformat()
