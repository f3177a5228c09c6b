"""What a light is computed from: dates and figures of one task, and nothing that anybody chose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Node:
    """A point of an entered plan (季度节点): by this day so much is to be done, in per cent."""

    day: date
    percent: float


@dataclass(frozen=True, slots=True)
class Facts:
    """One issued task as it stands.

    ``starts`` is the day it was issued, ``due`` the last day (empty where none is set), ``percent`` the unit's own
    figure (empty where it never gave one), ``nodes`` an entered plan in the order of its days.  ``masked``: a figure
    of its target is not known yet.  ``done_on`` is the day on which the unit said it was done.  ``late_before`` are
    days under limits that were replaced.
    """

    starts: date
    due: date | None = None
    is_long_term: bool = False
    masked: bool = False
    percent: float | None = None
    nodes: tuple[Node, ...] = ()
    done_on: date | None = None
    suspended_since: date | None = None
    is_closed: bool = False
    is_withdrawn: bool = False
    late_before: int = 0
