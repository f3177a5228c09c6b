"""An inspection as its page shows it: units in their order with their matters, what was looked at before, figures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from luoshi.duban.accounts.models import User
from luoshi.duban.oversight.inspections.models import (
    Conclusion,
    ConclusionReview,
    ConclusionState,
    Inspection,
    InspectionState,
    Item,
    Outcome,
    Stop,
)
from luoshi.duban.oversight.inspections.queries import (
    conclusion_of,
    earlier_visits,
    items_shown,
    looked_at_before,
    review_of,
    stops_shown,
)
from luoshi.duban.tasks.models import Means

#: How each outcome looks: the tone of a badge.
TONES = {
    Outcome.OPEN: "wait",
    Outcome.DONE: "good",
    Outcome.UNDER_WAY: "todo",
    Outcome.BEHIND: "wait",
    Outcome.NOT_DONE: "bad",
    Outcome.UNTRUE: "bad",
    Outcome.NOT_SEEN: "plain",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A matter in a list; ``before`` is what another inspection of the year found about it."""

    item: Item
    before: Item | None = None

    @property
    def tone(self) -> str:
        """How its outcome looks."""
        return TONES[Outcome(self.item.outcome)]


@dataclass(slots=True)
class Visited:
    """A unit with its matters, its conclusion, and the other inspections of the year that went there."""

    stop: Stop
    lines: list[Line] = field(default_factory=list)
    earlier: list[Stop] = field(default_factory=list)

    @property
    def conclusion(self) -> Conclusion | None:
        """Its conclusion, where there is one."""
        return conclusion_of(self.stop)

    @property
    def review(self) -> ConclusionReview | None:
        """The review of it, where one was asked for."""
        return review_of(self.conclusion)

    @property
    def seen(self) -> int:
        """How many of its matters were looked at."""
        return sum(bool(line.item.outcome) for line in self.lines)

    @property
    def times(self) -> int:
        """Which inspection of the year this is for the unit."""
        return len(self.earlier) + 1


@dataclass(slots=True)
class Shown:
    """The whole page."""

    inspection: Inspection
    visited: list[Visited]
    team: list[User]

    @property
    def items(self) -> int:
        """How many matters there are."""
        return sum(len(one.lines) for one in self.visited)

    @property
    def seen(self) -> int:
        """How many of them were looked at."""
        return sum(one.seen for one in self.visited)

    @property
    def repeated(self) -> list[Visited]:
        """Units to which another inspection of the year went or goes (政府督查工作条例, art. 15)."""
        return [one for one in self.visited if one.earlier]

    @property
    def again(self) -> list[Line]:
        """Matters that were looked at before in this year."""
        return [line for one in self.visited for line in one.lines if line.before is not None]

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """How many matters were found how: tone, words, number."""
        counted = Counter(Outcome(line.item.outcome) for one in self.visited for line in one.lines)
        return [(TONES[one], str(one.label), counted[one]) for one in Outcome if counted[one]]

    @property
    def means(self) -> list[str]:
        """By which means, in words."""
        return [str(Means(one).label) for one in self.inspection.means if one in Means.values]

    @property
    def can_end(self) -> bool:
        """Whether every unit has its conclusion, or nothing could be seen there."""
        return self.inspection.state == InspectionState.APPROVED and all(_is_over(one) for one in self.visited)


def _is_over(one: Visited) -> bool:
    if all(line.item.outcome == Outcome.NOT_SEEN for line in one.lines):
        return True
    return one.conclusion is not None and one.conclusion.state == ConclusionState.ISSUED


def as_shown(inspection: Inspection, today: date) -> Shown:
    """The page of *inspection*: six queries, whatever its size."""
    stops = stops_shown(inspection)
    items = items_shown(inspection.items.all(), inspection, today)
    planning = inspection.state in (InspectionState.DRAFT, InspectionState.PROPOSED)
    earlier = earlier_visits(inspection, [stop.unit_id for stop in stops]) if planning else {}
    before = looked_at_before(inspection) if planning else {}
    visited = {stop.pk: Visited(stop, earlier=earlier.get(stop.unit_id, [])) for stop in stops}
    for item in items:
        visited[item.stop_id].lines.append(Line(item, before.get(item.pk)))
    return Shown(inspection, list(visited.values()), list(inspection.team.order_by("pk")))
