"""What a supervisor would have to ask back before a directive can be issued, the most pressing first."""

from __future__ import annotations

from collections.abc import Sequence

from luoshi.gongwen.model import Assigned, Gap, GapKind, LimitKind, Modality, Quantity, Span, TimeLimit

_NO_UNIT, _NO_LIMIT = Gap(GapKind.NO_UNIT), Gap(GapKind.NO_LIMIT)
_UNDATED = frozenset({LimitKind.OPEN, LimitKind.MILESTONE})


def unit_gaps(responsible: Sequence[Assigned], *, with_register: bool) -> list[Gap]:
    """Nobody answers, or somebody whom the register (if there is one) does not know."""
    if not responsible:
        return [_NO_UNIT]
    unknown = [one.mention.span for one in responsible if with_register and one.mention.unit is None]
    return [Gap(GapKind.UNKNOWN_UNIT, span) for span in unknown]


def limit_gaps(limits: Sequence[TimeLimit], contradictory: Span | None) -> list[Gap]:
    """No limit, one that cannot be resolved to a day, or two that contradict each other."""
    if not limits:
        return [_NO_LIMIT]
    gaps: list[Gap] = []
    for limit in limits:
        if limit.masked:
            gaps.append(Gap(GapKind.MASKED_LIMIT, limit.span))
        elif limit.problem or limit.kind in _UNDATED:
            gaps.append(Gap(GapKind.UNRESOLVED_LIMIT, limit.span))
    if contradictory is not None:
        gaps.append(Gap(GapKind.CONTRADICTORY_LIMITS, contradictory))
    return gaps


def figure_gaps(measures: Sequence[Quantity], modality: Modality, aim: Span | None) -> list[Gap]:
    """A hidden figure, or a task that only aims."""
    gaps = [Gap(GapKind.MASKED_QUANTITY, measure.span) for measure in measures if measure.masked]
    return [*gaps, Gap(GapKind.ONLY_AIM, aim)] if modality is Modality.AIM else gaps
