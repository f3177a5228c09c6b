"""What a person points at on the desk: tasks, proposals and statements, with the state in which they saw them.

A reference is a letter and a number: ``t12:3`` is the task with key 12 in version 3, ``d5`` the proposal (directive)
with index 5, ``s33:91`` the statement with index 33 whose decision has the key 91 (``s33``: nobody has decided it).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from luoshi.duban.documents.kept import directives_of
from luoshi.duban.documents.models import Directive, Statement
from luoshi.duban.problems import ChangedMeanwhile, Refused
from luoshi.duban.tasks.desk.accept import make_tasks
from luoshi.duban.tasks.desk.changing import DeskEdit
from luoshi.duban.tasks.desk.drafts import Draft, Drafting, draft_of_statement
from luoshi.duban.tasks.desk.keys import among
from luoshi.duban.tasks.desk.sections import section_at, sections_of
from luoshi.duban.tasks.models import Plan, StatementDecision, Task

_REFERENCE = re.compile(r"([tds])(\d{1,9})(?::(\d{1,18}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Reference:
    """One thing pointed at; ``seen`` is the version or decision that was on the screen, if any."""

    letter: str
    number: int
    seen: int | None = None

    def __str__(self) -> str:
        return f"{self.letter}{self.number}" + ("" if self.seen is None else f":{self.seen}")


def parse(words: Iterable[str]) -> list[Reference]:
    """References from their written form, each once; :class:`Refused` where one cannot be read."""
    found: dict[tuple[str, int], Reference] = {}
    for word in words:
        match = _REFERENCE.fullmatch(word.strip())
        if match is None:
            raise Refused("bad-reference", f"无法识别“{word[:40]}”。", f"“{word[:40]}” names nothing on the desk.")
        letter, number, seen = match.groups()
        found[letter, int(number)] = Reference(letter, int(number), int(seen) if seen else None)
    return list(found.values())


def references(tasks: Iterable[Task]) -> list[Reference]:
    """References to tasks as they were read."""
    return [Reference("t", task.pk, task.version) for task in tasks]


@dataclass(slots=True)
class Items:
    """What references of a plan point at; ``decisions`` by the key of the statement."""

    tasks: list[Task] = field(default_factory=list)
    directives: list[Directive] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    decisions: dict[int, StatementDecision] = field(default_factory=dict)


def look_up(plan: Plan, wanted: Sequence[Reference]) -> Items:
    """What *wanted* points at, in the order of the plan.

    Raises :class:`ChangedMeanwhile` where a task or a decision is no longer what was seen, :class:`Refused` where
    something is not of this plan.
    """
    items = Items()
    by_letter = {letter: {one.number: one for one in wanted if one.letter == letter} for letter in "tds"}
    if by_letter["t"]:
        items.tasks = list(Task.objects.filter(among("pk", by_letter["t"]), plan=plan))
        _all_there(len(items.tasks), len(by_letter["t"]))
        for task in items.tasks:
            seen = by_letter["t"][task.pk].seen
            if seen is not None and seen != task.version:
                raise ChangedMeanwhile(task.title)
    if by_letter["d"]:
        every = directives_of(plan.reading) if plan.reading is not None else ()
        items.directives = [one for one in every if one.index in by_letter["d"]]
        _all_there(len(items.directives), len(by_letter["d"]))
    indices = {*by_letter["s"], *(index for one in items.directives for index in one.statements)}
    if indices:
        rows = Statement.objects.filter(among("index", indices), reading=plan.reading_id)
        items.statements = list(rows.defer("reasons"))
        _all_there(len(items.statements), len(indices))
        keys = [one.pk for one in items.statements]
        found = StatementDecision.objects.filter(among("statement_id", keys), plan=plan)
        items.decisions = {one.statement_id: one for one in found}
    for statement in items.statements:
        reference = by_letter["s"].get(statement.index)
        decision = items.decisions.get(statement.pk)
        if reference and reference.seen is not None and reference.seen != (decision.pk if decision else 0):
            raise ChangedMeanwhile(plan.reading.text[statement.start : statement.end][:30] if plan.reading else "")
    return items


def _all_there(found: int, wanted: int) -> None:
    if found != wanted:
        raise Refused(
            "gone",
            "所选内容中有的已不存在，可能被他人合并或撤销，请核对后重试。",
            "Something you chose is gone; it may have been merged or undone by somebody else.",
        )


def tasks_of(edit: DeskEdit, wanted: Sequence[Reference]) -> list[Task]:
    """The tasks pointed at, in the order of the plan; proposals and statements pointed at become tasks first.

    Raises :class:`ChangedMeanwhile` where a proposal or statement was decided since it was on the screen.
    """
    items = look_up(edit.plan, wanted)
    for statement in items.statements:
        if statement.pk in items.decisions:
            raise ChangedMeanwhile(edit.plan.reading.text[statement.start : statement.end][:30])  # type: ignore[union-attr]  # statements have a reading
    edit.touch(tasks=items.tasks)
    keys = make_tasks(edit, drafts(edit, items.directives, items.statements))["tasks"]
    made = Task.objects.filter(among("pk", map(int, keys)), plan=edit.plan) if keys else ()
    return sorted([*items.tasks, *made], key=lambda task: (task.position, task.pk))


def drafts(edit: DeskEdit, directives: Iterable[Directive], statements: Sequence[Statement]) -> list[Draft]:
    """What these directives would become, made of *statements*; statements of no directive stand alone."""
    reading = edit.plan.reading
    if reading is None or not statements:
        return []
    left = {one.index: one for one in statements}
    found: list[Draft] = []
    drafting = Drafting(reading, edit.names, first_leads=edit.plan.register.first_leads)
    for directive in directives:
        parts = [left.pop(index) for index in directive.statements if index in left]
        if parts:
            found.append(drafting.of(directive, parts))
    if left:
        kinds = Statement.objects.filter(reading=reading).order_by("index").values_list("kind", flat=True)
        sections = sections_of(reading.outline, list(kinds))
        found += [draft_of_statement(reading, one, section_at(sections, one.index).titles) for one in left.values()]
    return sorted(found, key=lambda draft: draft.sources[0].statement.index)
