"""What people decided about a stretch of text, as a gold annotation takes it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """``[start, end)`` is of ``kind`` H (heading), D (directive), A (achievement), C (context) or O (either).

    For a directive the names of its units, the words of its limits and of its figures as they stand in the
    text; a limit or a figure is entered only for the unit of text that holds it.
    """

    start: int
    end: int
    kind: str
    responsible: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    due: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
