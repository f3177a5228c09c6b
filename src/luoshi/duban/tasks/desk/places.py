"""Where on the desk to look: what an action touched, one item, one section."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from luoshi.duban.tasks.desk.items import Reference
from luoshi.duban.tasks.desk.overview import Overview
from luoshi.duban.tasks.desk.page import Place
from luoshi.duban.tasks.models import DeskChange, SourceKind, TaskSource

Where = Callable[[Overview], Place]


def touched_by(changes: Iterable[DeskChange]) -> Where:
    """Where what *changes* are about stands now or stood before."""
    keys: set[int] = set()
    beside = False
    for change in changes:
        for snapshot in (change.before, change.after):
            keys.update(map(int, snapshot["decisions"]))
            for state in filter(None, snapshot["tasks"].values()):
                said = {one["statement_id"] for one in state["sources"] if "statement_id" in one}
                keys |= said
                beside = beside or not said
    return lambda overview: Place(frozenset(overview.index_of[key] for key in keys if key in overview.index_of), beside)


def of_item(reference: Reference) -> Where:
    """Where a task, a proposal or a statement stands."""

    def where(overview: Overview) -> Place:
        if reference.letter == "s":
            return Place(frozenset({reference.number}))
        if reference.letter == "d":
            rows = (one for one in overview.proposals if one.index == reference.number)
            return Place(frozenset(index for one in rows for index in one.statements))
        sources = TaskSource.objects.filter(task=reference.number, task__plan=overview.plan, kind=SourceKind.STATEMENT)
        keys = sources.values_list("statement", flat=True)
        said = frozenset(overview.index_of[key] for key in keys if key in overview.index_of)
        return Place(said, beside=not said)

    return where


def in_section(index: int) -> Where:
    """A section, by its place among those of the document."""

    def where(overview: Overview) -> Place:
        found = overview.sections[index : index + 1]
        return Place(frozenset(said for one in found for said in range(one.first, one.last)))

    return where
