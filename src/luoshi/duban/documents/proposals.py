"""What the ledger could take over from what was found: a limit, a target, in the ledger's own terms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from luoshi.duban.documents.content import Content, LimitFound, MeasureFound, QualityFound

_YEAR_END = re.compile(r"年[底末终内]|全年|年度内|年前")
_KINDS = {"recurring": "recurring", "long-term": "long-term", "milestone": "milestones", "open": "open"}


@dataclass(frozen=True, slots=True)
class LimitProposal:
    """A limit as the ledger keeps it; ``kind`` is a value of ``tasks.models.LimitKind``.

    ``problem`` is the library's word for why no day is known: masked, no-issue-date, impossible-date, no-calendar.
    """

    kind: str
    text: str
    starts: date | None = None
    due: date | None = None
    rule: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class TargetProposal:
    """A target as the ledger keeps it (``tasks.models.Target``)."""

    words: str
    comparator: str = "="
    value: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    measured: str = ""
    is_figure: bool = True
    masked: bool = False


def propose_limit(limits: Sequence[LimitFound]) -> LimitProposal | None:
    """The one limit that several come to: by milestones where they name several days; ``None`` without any."""
    if not limits:
        return None
    dated = [limit for limit in limits if limit.due is not None]
    if len({limit.due for limit in dated}) > 1:
        text = "、".join(dict.fromkeys(limit.text for limit in dated))
        return LimitProposal("milestones", text, due=max(limit.due for limit in dated if limit.due is not None))
    return _one_limit(dated[0] if dated else limits[0])


def propose_targets(content: Content) -> list[TargetProposal]:
    """The figures and the targets in words, in the order of the text."""
    found: list[MeasureFound | QualityFound] = sorted(
        (*content.measures, *content.targets), key=lambda one: (one.start, one.end)
    )
    return [propose_target(one) for one in found]


def propose_target(found: MeasureFound | QualityFound) -> TargetProposal:
    """One of them."""
    if isinstance(found, QualityFound):
        return TargetProposal(found.text, value=found.value, unit=found.unit, is_figure=False)
    return TargetProposal(
        found.text, found.comparator, found.value, found.upper, found.unit, found.of, masked=found.masked
    )


def _one_limit(limit: LimitFound) -> LimitProposal:
    kind = _KINDS.get(limit.kind, "date")
    if kind == "date" and limit.due is None:
        # From a day on, or not to be resolved: there is no day that it could be late after.
        kind = "open"
    elif kind == "date" and limit.due is not None and (limit.due.month, limit.due.day) == (12, 31):
        kind = "year-end" if _YEAR_END.search(limit.text) else "date"
    return LimitProposal(kind, limit.text, limit.starts, limit.due, limit.rule or "", limit.problem)
