"""One proposal or task as the desk shows it, whichever it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from luoshi.duban.documents.models import Directive
from luoshi.duban.documents.proposals import LimitProposal
from luoshi.duban.tasks.desk.accept import STRIDE
from luoshi.duban.tasks.desk.drafts import Draft
from luoshi.duban.tasks.desk.gaps import Gap, facts_of, gaps_of
from luoshi.duban.tasks.desk.why import why
from luoshi.duban.tasks.models import AssignmentRole, LimitKind, Target, Task, TaskSource
from luoshi.duban.tasks.wording import comparing, target, unit_name

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
                str(one.role.label),
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


def card_of_task(task: Task) -> Card:
    """A task, from its prefetched rows and its annotation ``limit_problem``."""
    units = list(task.assignments.all())
    targets = list(task.targets.all())
    return Card(
        key=f"t{task.pk}",
        number=task.pk,
        is_task=True,
        text=task.text,
        position=task.position,
        units=[
            CardUnit(unit_name(one), one.role, str(AssignmentRole(one.role).label), why(one.why), one.unit_id, one.name)
            for one in units
        ],
        limit=task.limit_text,
        due=_due(LimitProposal(task.limit_kind, task.limit_text, due=task.due)),
        targets=[
            CardTarget(
                at,
                _figure(one.words, one.value) if one.masked else one.words,
                one.measured,
                _hidden(one),
                one.comparator,
            )
            for at, one in enumerate(targets)
        ],
        steps=[step.text for step in task.steps.all()],
        gaps=gaps_of(facts_of(task, task.limit_problem)),  # type: ignore[attr-defined]  # annotated by the page
        version=task.version,
    )


def _hidden(target: Target) -> bool:
    return target.masked and target.value is None


def _figure(words: str, value: Decimal | None) -> str:
    """The words with the figure that a person filled in."""
    return words if value is None else f"{words}{_FILLED}{value.normalize():f}"


def _due(limit: LimitProposal | None) -> str:
    """The day, where the words do not name it already."""
    if limit is None or limit.due is None or limit.kind == LimitKind.LONG_TERM:
        return ""
    day = limit.due
    return "" if f"{day.year}年{day.month}月{day.day}日" in limit.text else day.isoformat()
