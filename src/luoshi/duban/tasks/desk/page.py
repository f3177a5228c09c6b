"""What the review desk shows: the source, section by section, with the proposals and tasks beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from luoshi.duban import clock
from luoshi.duban.documents.models import Statement, StatementKind
from luoshi.duban.tasks.desk.cards import Card, card_of_draft, cards_of_tasks
from luoshi.duban.tasks.desk.drafts import Drafting
from luoshi.duban.tasks.desk.gaps import Gap, count_of_tasks, gaps_of_proposal, in_order
from luoshi.duban.tasks.desk.keys import among
from luoshi.duban.tasks.desk.names import UnitNames
from luoshi.duban.tasks.desk.overview import Overview
from luoshi.duban.tasks.desk.sections import Section
from luoshi.duban.tasks.desk.why import MARKS
from luoshi.duban.tasks.models import Outcome, Plan, SourceKind, Task, TaskSource

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


@dataclass(frozen=True, slots=True)
class Counts:
    """What the bar says of the whole plan: statements, tasks, and how many items leave which question open."""

    total: int
    undecided: int
    tasks: int
    gaps: Mapping[Gap, int]

    @property
    def decided(self) -> int:
        """How many statements are decided."""
        return self.total - self.undecided


@dataclass(slots=True)
class Desk:
    """A plan as the desk shows it, or some parts of it.  ``beside`` are the tasks that stand in no text, ``None`` where
    nobody looked at them.  ``more`` is the section to go on with where not all that was asked for is here."""

    plan: Plan
    parts: list[Part]
    beside: list[Card] | None
    counts: Counts
    more: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where to look: around these statements, by their index, and at the tasks that stand in no text."""

    statements: frozenset[int] = frozenset()
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Slice:
    """So much of what was asked for: sections from the one with this index on, until they have so many statements."""

    first: int = 0
    most: int = 50

    def of(self, sections: Sequence[Section]) -> tuple[list[Section], int | None]:
        """The sections to show now, and the index of the next."""
        left = [one for one in sections if one.index >= self.first]
        said = 0
        for place, one in enumerate(left):
            said += one.last - one.first
            if place and said > self.most:
                return left[:place], one.index
        return left, None


def look_at(plan: Plan, place: Callable[[Overview], Place] | None = None, cut: Slice | None = None) -> Desk:
    """Read the desk of *plan*, all of it or what stands at *place*, and of that a slice where one is *cut*: a fixed
    number of questions to the database, however long the document is."""
    overview = Overview(plan, whole=place is None and cut is None)
    names = UnitNames(plan.office, clock.today())
    gaps = {one.index: gaps_of_proposal(one.found, names) for one in overview.open_proposals}
    tasks, counts = count_of_tasks(plan)
    counts.update(gap for asked in gaps.values() for gap in asked)
    where = place(overview) if place else None
    sections = overview.sections if where is None else overview.sections_around(where.statements)
    sections, more = cut.of(sections) if cut else (sections, None)
    beside_too = (where is None or where.beside) and not (cut and cut.first)
    shown = _Shown(overview, sections, beside=beside_too)
    cards = [*shown.tasks(), *shown.proposals(names, gaps)]
    parts = [Part(section) for section in shown.sections]
    _fill(plan, parts, shown.statements, shown.items(cards))
    beside = _place(parts, cards)
    return Desk(
        plan=plan,
        parts=parts,
        beside=beside if beside_too else None,
        counts=Counts(len(overview.keys), len(overview.waiting), tasks, in_order(counts)),
        more=more,
    )


class _Shown:
    """What stands in the sections that are looked at."""

    def __init__(self, overview: Overview, sections: list[Section], *, beside: bool) -> None:
        self.overview, self.plan, self.sections = overview, overview.plan, sections
        self.indices = {index for one in self.sections for index in range(one.first, one.last)}
        self.all, self.beside = overview.whole, beside
        self._open = [one for one in overview.open_proposals if one.left[0] in self.indices]
        rows = overview.statements_in(self.sections, (index for one in self._open for index in one.left))
        self.statements = {one.index: one for one in rows}

    def tasks(self) -> list[Card]:
        """The cards of the tasks whose first statement stands here, and of those that stand in no text."""
        said: dict[int, list[int]] = {}
        oral: set[int] = set()
        index_of = self.overview.index_of
        rows = TaskSource.objects.filter(task__plan=self.plan).order_by("position", "id")
        for task, kind, statement in rows.values_list("task", "kind", "statement"):
            own = said.setdefault(task, [])
            if kind == SourceKind.STATEMENT and statement in index_of:
                own.append(index_of[statement])
            elif kind == SourceKind.ORAL:
                oral.add(task)
        here = [task for task, own in said.items() if (min(own) in self.indices if own else self.beside)]
        tasks = Task.objects.filter(plan=self.plan)
        cards = cards_of_tasks(tasks if self.all else tasks.filter(among("pk", here))) if here else []
        for card in cards:
            card.said = said.get(card.task, [])
        told = TaskSource.objects.filter(task__in=oral.intersection(here), kind=SourceKind.ORAL).order_by("position")
        by_task = {source.task_id: source for source in told} if oral else {}
        for card in cards:
            card.oral = by_task.get(card.task)
        return cards

    def proposals(self, names: UnitNames, gaps: Mapping[int, tuple[Gap, ...]]) -> list[Card]:
        """The cards of the directives that still have an undecided statement, the first of them here."""
        reading = self.plan.reading
        if reading is None or not self._open:
            return []
        drafting = Drafting(reading, names, first_leads=self.plan.register.first_leads)
        left = {one.index: one.left for one in self._open}
        cards = []
        for directive in self.overview.directives_of(self._open):
            parts = [self.statements[index] for index in left.get(directive.index, ())]
            if parts:
                cards.append(card_of_draft(directive, drafting.of(directive, parts), gaps[directive.index]))
        return cards

    def items(self, cards: Iterable[Card]) -> dict[int, str]:
        """Which card, here or elsewhere, each statement belongs to, by its index."""
        ours = {card.task for card in cards if card.is_task}
        led = {one.leads_to for one in self.statements.values() if one.leads_to} - ours  # type: ignore[attr-defined]  # annotated
        if led and not self.all:
            ours.update(Task.objects.filter(among("pk", led), plan=self.plan).values_list("pk", flat=True))
        found = {index: f"d{one.index}" for one in self.overview.open_proposals for index in one.left}
        for index, one in self.statements.items():
            task = one.leads_to  # type: ignore[attr-defined]  # annotated
            if task:
                found[index] = f"{'t' if task in ours else 'm'}{task}"
        return found


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


def _fill(plan: Plan, parts: Sequence[Part], statements: Mapping[int, Statement], items: Mapping[int, str]) -> None:
    """Put the statements into their sections, paragraph by paragraph."""
    text = plan.reading.text if plan.reading else ""
    names = _Names.of_this_page()
    for part in parts:
        paragraph: list[Said] = []
        for index in range(part.section.first, part.section.last):
            one = statements[index]
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
