"""What other rules would change, at today's facts, before anybody saves them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from luoshi.duban.oversight.lights.judging import Light, judge
from luoshi.duban.oversight.lights.reading import read_facts
from luoshi.duban.oversight.lights.renewing import rules_of
from luoshi.duban.oversight.lights.rules import COLOURS, Colour, RuleSet
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.models import OVER, Task


@dataclass(frozen=True, slots=True)
class Turn:
    """A task (by its key) whose light would turn."""

    task: int
    was: Light
    now: Light


@dataclass(frozen=True, slots=True)
class Preview:
    """How many open tasks there are, and which of them would turn, the most urgent first."""

    total: int
    turns: Sequence[Turn]

    @property
    def counts(self) -> list[tuple[Colour, Colour, int]]:
        """From which light to which, how often; the most urgent first."""
        counted = Counter((turn.was.colour, turn.now.colour) for turn in self.turns)
        found = [(was, now, count) for (was, now), count in counted.items()]
        return sorted(found, key=lambda one: (-_urgency(one[1]), -_urgency(one[0])))

    @property
    def unchanged(self) -> int:
        """How many keep their light."""
        return self.total - len(self.turns)


def preview(register: Register, rules: RuleSet, today: date) -> Preview:
    """Compare *rules* with those that count for *register* now; nothing is kept."""
    tasks = Task.objects.filter(register=register, issued_at__isnull=False).exclude(state__in=OVER)
    before = rules_of(register.pk)
    known = read_facts(tasks)
    turns = []
    for one in known:
        was, now = judge(one.facts, before, today), judge(one.facts, rules, today)
        if was.colour is not now.colour:
            turns.append(Turn(one.task, was, now))
    turns.sort(key=lambda turn: (-_urgency(turn.now.colour), turn.task))
    return Preview(len(known), turns)


def _urgency(colour: Colour) -> int:
    return COLOURS.index(colour) if colour in COLOURS else -1
