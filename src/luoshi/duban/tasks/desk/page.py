"""What the review desk shows: the source, section by section, with the proposals and tasks beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import F, FilteredRelation, OuterRef, Prefetch, Q, QuerySet, Subquery

from luoshi.duban import clock
from luoshi.duban.documents.models import Directive, Statement, StatementKind
from luoshi.duban.tasks.desk.cards import Card, card_of_draft, card_of_task
from luoshi.duban.tasks.desk.drafts import draft_of_directive
from luoshi.duban.tasks.desk.gaps import Gap, counted
from luoshi.duban.tasks.desk.names import UnitNames
from luoshi.duban.tasks.desk.sections import Section, sections_of
from luoshi.duban.tasks.desk.why import MARKS
from luoshi.duban.tasks.models import Assignment, Limit, Outcome, Plan, SourceKind, Task, TaskSource

#: Below this the machine is not sure what a statement is, and the desk says so.
UNSURE = 0.75


@dataclass(slots=True)
class Said:
    """A statement: ``kind`` is its outcome, or what the machine found while nobody has decided it."""

    index: int
    key: int
    words: str
    kind: str
    mark: str
    label: str
    decided: bool
    stamp: int
    item: str = ""
    unsure: bool = False
    confidence: int = 100
    found: str = ""

    @property
    def reference(self) -> str:
        """How an action names it (:mod:`luoshi.duban.tasks.desk.items`)."""
        return f"s{self.index}:{self.stamp}"


@dataclass(slots=True)
class Part:
    """A section: its paragraphs of statements, and what stands beside them."""

    section: Section
    paragraphs: list[list[Said]] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)

    @property
    def said(self) -> list[Said]:
        """Its statements in order."""
        return [one for paragraph in self.paragraphs for one in paragraph]

    @property
    def undecided(self) -> int:
        """How many of its statements wait."""
        return sum(not one.decided for one in self.said)

    @property
    def proposals(self) -> int:
        """How many of its cards are only proposed."""
        return sum(not card.is_task for card in self.cards)

    @property
    def other(self) -> int:
        """How many undecided statements are no task in the machine's eyes: they are confirmed with the section."""
        return sum(not one.decided and not one.item for one in self.said)

    @property
    def unsure(self) -> int:
        """How many undecided statements the machine is not sure about."""
        return sum(not one.decided and one.unsure for one in self.said)

    @property
    def title(self) -> str:
        """Its own heading."""
        return self.section.titles[-1] if self.section.titles else ""

    @property
    def above(self) -> str:
        """The headings above its own."""
        return " / ".join(self.section.titles[:-1])


@dataclass(slots=True)
class Desk:
    """A plan as the desk shows it.  ``beside`` are the tasks that stand in no text."""

    plan: Plan
    parts: list[Part]
    beside: list[Card]
    total: int
    undecided: int
    tasks: int
    gaps: Mapping[Gap, int]

    @property
    def decided(self) -> int:
        """How many statements are decided."""
        return self.total - self.undecided


def look_at(plan: Plan) -> Desk:
    """Read the whole desk of *plan*: ten questions to the database, however long the document is."""
    statements = _statements(plan)
    kinds = [one.kind for one in statements]
    outline = plan.reading.outline if plan.reading else []
    parts = [Part(section) for section in sections_of(outline, kinds)]
    tasks = list(_tasks(plan))
    cards = [card_of_task(task) for task in tasks]
    lead = _items_of_tasks(plan, statements, cards)
    cards += _proposals(plan, statements)
    items = {**lead, **{index: card.key for card in cards if not card.is_task for index in card.said}}
    _fill(plan, parts, statements, items)
    beside = _place(parts, cards)
    return Desk(
        plan=plan,
        parts=parts,
        beside=beside,
        total=len(statements),
        undecided=sum(one.decision_key is None for one in statements),  # type: ignore[attr-defined]  # annotated
        tasks=len(tasks),
        gaps=counted(card.gaps for card in cards),
    )


def _statements(plan: Plan) -> list[Statement]:
    if plan.reading_id is None:
        return []
    rows = Statement.objects.filter(reading=plan.reading_id).annotate(
        own=FilteredRelation("decisions", condition=Q(decisions__plan=plan.pk))
    )
    return list(
        rows.annotate(decision_key=F("own__pk"), outcome=F("own__outcome"), leads_to=F("own__task_id")).defer("reasons")
    )


def _tasks(plan: Plan) -> QuerySet[Task]:
    current = Limit.objects.filter(task=OuterRef("pk"), is_current=True)
    with_unit = Assignment.objects.select_related("unit", "through")
    return (
        Task.objects.filter(plan=plan)
        .annotate(limit_problem=Subquery(current.values("problem")[:1]))
        .prefetch_related(Prefetch("assignments", with_unit), "targets", "steps")
    )


def _items_of_tasks(plan: Plan, statements: Iterable[Statement], cards: Sequence[Card]) -> dict[int, str]:
    """Which task each decided statement leads to, by its index; and each card's statements and oral source."""
    by_key = {card.task: card for card in cards}
    index_of = {one.pk: one.index for one in statements}
    for source in TaskSource.objects.filter(task__plan=plan).defer("quote").order_by("position", "id"):
        card = by_key[source.task_id]
        if source.kind == SourceKind.STATEMENT and source.statement_id in index_of:
            card.said.append(index_of[source.statement_id])
        elif source.kind == SourceKind.ORAL:
            card.oral = source
    found: dict[int, str] = {}
    for one in statements:
        task = one.leads_to  # type: ignore[attr-defined]  # annotated
        if task:
            found[one.index] = by_key[task].key if task in by_key else f"m{task}"
    return found


def _proposals(plan: Plan, statements: Sequence[Statement]) -> list[Card]:
    """Cards for the directives that still have an undecided statement."""
    left = {one.index: one for one in statements if one.decision_key is None}  # type: ignore[attr-defined]  # annotated
    if plan.reading is None or not left:
        return []
    names = UnitNames(plan.office, clock.today())
    cards = []
    for directive in Directive.objects.filter(reading=plan.reading_id):
        parts = [left[index] for index in directive.statements if index in left]
        if parts:
            draft = draft_of_directive(plan.reading, directive, parts, names, first_leads=plan.register.first_leads)
            cards.append(card_of_draft(directive, draft))
    return cards


@dataclass(frozen=True, slots=True)
class _Names:
    """What kinds and outcomes are called on this page: asked for once, not for each of some hundred statements."""

    marks: dict[str, str]
    outcomes: dict[str, str]
    kinds: dict[str, str]

    @classmethod
    def of_this_page(cls) -> _Names:
        return cls(
            {kind: str(mark) for kind, mark in MARKS.items()},
            {outcome.value: str(outcome.label) for outcome in Outcome},
            {kind.value: str(kind.label) for kind in StatementKind},
        )


def _fill(plan: Plan, parts: Sequence[Part], statements: Sequence[Statement], items: Mapping[int, str]) -> None:
    """Put the statements into their sections, paragraph by paragraph."""
    text = plan.reading.text if plan.reading else ""
    names = _Names.of_this_page()
    for part in parts:
        paragraph: list[Said] = []
        for one in statements[part.section.first : part.section.last]:
            paragraph.append(_said(one, text, items.get(one.index, ""), names))
            if "\n" in text[one.end : one.extent_end]:
                part.paragraphs.append(paragraph)
                paragraph = []
        if paragraph:
            part.paragraphs.append(paragraph)


def _said(one: Statement, text: str, item: str, names: _Names) -> Said:
    outcome: str | None = one.outcome  # type: ignore[attr-defined]  # annotated
    kind = outcome or one.kind
    found = names.kinds[one.kind]
    return Said(
        index=one.index,
        key=one.pk,
        words=text[one.start : one.end],
        kind=kind,
        mark=names.marks[kind],
        label=names.outcomes[outcome] if outcome else found,
        decided=outcome is not None,
        stamp=one.decision_key or 0,  # type: ignore[attr-defined]  # annotated
        item=item,
        unsure=outcome is None and one.confidence < UNSURE,
        confidence=round(one.confidence * 100),
        found=found,
    )


def _place(parts: Sequence[Part], cards: Sequence[Card]) -> list[Card]:
    """Put each card beside its first statement; give those that stand beside no text."""
    home = {index: part for part in parts for index in range(part.section.first, part.section.last)}
    beside: list[Card] = []
    for card in sorted(cards, key=lambda card: (card.position, card.number)):
        part = home.get(min(card.said)) if card.said else None
        (part.cards if part else beside).append(card)
    return beside
