"""序时进度: how far a task should be on a day, over working days, by a straight line or by entered nodes."""

from __future__ import annotations

from datetime import date

from luoshi.duban.oversight.lights.facts import Facts
from luoshi.duban.oversight.lights.workdays import working_days

WHOLE = 100.0


def expected(facts: Facts, today: date) -> float | None:
    """The per cent that should be reached on *today*; none without a limit.

    A suspended clock stands still.  Between two nodes the line is straight, too.
    """
    if facts.due is None:
        return None
    day = today if facts.suspended_since is None else min(today, facts.suspended_since)
    start, reached = facts.starts, 0.0
    # A limit that was brought forward leaves nodes behind it: they say nothing any more.
    nodes = [(node.day, node.percent) for node in facts.nodes if facts.starts < node.day < facts.due]
    for node_day, percent in (*nodes, (facts.due, WHOLE)):
        if day <= node_day:
            return reached + (percent - reached) * _share(start, node_day, day)
        start, reached = node_day, percent
    return WHOLE


def _share(start: date, end: date, day: date) -> float:
    """The share of the working days from *start* to *end* that are over at the end of *day*."""
    whole = working_days(start, end)
    if whole <= 0:
        return 1.0 if day >= end else 0.0
    return min(1.0, max(0.0, working_days(start, day) / whole))
