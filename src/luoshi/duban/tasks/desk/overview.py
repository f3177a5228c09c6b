"""The whole desk at a glance: what waits, which proposals stand, and which sections belong together.

Each action asks for it, so it reads a few columns of every row; whoever shows the whole desk reads them in full.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet

from luoshi.duban.documents.kept import directives_of
from luoshi.duban.documents.models import Directive, Statement
from luoshi.duban.tasks.desk.keys import among
from luoshi.duban.tasks.desk.sections import Section, sections_of
from luoshi.duban.tasks.models import Plan


@dataclass(frozen=True, slots=True)
class Proposal:
    """A directive, with its content as it is stored.

    ``left`` are those of its statements that wait for a decision: without one it is none any more.
    """

    index: int
    statements: tuple[int, ...]
    left: tuple[int, ...]
    found: Mapping[str, Any]


class Overview:
    """The statements of a plan by their index, with what was proposed of them; *whole* reads all of every row."""

    def __init__(self, plan: Plan, *, whole: bool = False) -> None:
        self.plan, self.whole = plan, whole
        if whole:
            rows = [(one.pk, one.kind, one.decision_key) for one in self._statements]  # type: ignore[attr-defined]
        else:
            rows = list(decided_here(plan).values_list("pk", "kind", F("own__pk")))
        self.keys = [key for key, _kind, _decision in rows]
        self.waiting = frozenset(index for index, (_key, _kind, decision) in enumerate(rows) if decision is None)
        outline = plan.reading.outline if plan.reading else []
        self.sections = sections_of(outline, [kind for _key, kind, _decision in rows])

    @cached_property
    def _statements(self) -> list[Statement]:
        return list(decided_here(self.plan).defer("reasons"))

    @cached_property
    def _directives(self) -> tuple[Directive, ...]:
        reading = self.plan.reading
        return directives_of(reading) if reading is not None else ()

    @cached_property
    def index_of(self) -> dict[int, int]:
        """The index of each statement, by its key."""
        return {key: index for index, key in enumerate(self.keys)}

    @cached_property
    def proposals(self) -> list[Proposal]:
        """All directives, in their order."""
        waiting = self.waiting
        return [
            Proposal(one.index, tuple(one.statements), tuple(at for at in one.statements if at in waiting), one.content)
            for one in self._directives
        ]

    @cached_property
    def open_proposals(self) -> list[Proposal]:
        """Those that still stand."""
        return [one for one in self.proposals if one.left]

    def sections_around(self, indices: Collection[int]) -> list[Section]:
        """The sections that show something of these statements, or of a proposal that one of them belongs to."""
        wanted = set(indices)
        for one in self.proposals:
            if not wanted.isdisjoint(one.statements):
                wanted.update(one.statements)
        return [one for one in self.sections if not wanted.isdisjoint(range(one.first, one.last))]

    def statements_in(self, sections: Sequence[Section], more: Iterable[int] = ()) -> list[Statement]:
        """The statements of these sections, and those with the indices *more*, with what was decided of them."""
        if self.whole or not sections:
            return self._statements if sections else []
        wanted = {*more, *(index for one in sections for index in range(one.first, one.last))}
        return list(decided_here(self.plan).filter(among("index", wanted)).defer("reasons"))

    def directives_of(self, proposals: Iterable[Proposal]) -> list[Directive]:
        """The rows of *proposals*, in their order."""
        wanted = {one.index for one in proposals}
        return [one for one in self._directives if one.index in wanted]


def decided_here(plan: Plan) -> QuerySet[Statement]:
    """The statements of the plan's reading with ``decision_key``, ``outcome`` and ``leads_to`` (a task): what this
    plan decided of them."""
    own = FilteredRelation("decisions", condition=Q(decisions__plan=plan.pk))
    rows = Statement.objects.filter(reading=plan.reading_id).annotate(
        own=own, decision_key=F("own__pk"), outcome=F("own__outcome"), leads_to=F("own__task_id")
    )
    return rows if plan.reading_id else rows.none()
