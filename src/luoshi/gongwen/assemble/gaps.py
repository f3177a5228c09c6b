"""What a supervisor would have to ask back before a directive can be issued."""

from __future__ import annotations

from collections.abc import Sequence

from luoshi.gongwen.model import Assigned, Gap, GapKind, LimitKind, Modality, Quantity, Span, TimeLimit

_UNDATED = frozenset({LimitKind.OPEN, LimitKind.MILESTONE})


def find_gaps(
    *,
    responsible: Sequence[Assigned],
    limits: Sequence[TimeLimit],
    measures: Sequence[Quantity],
    modality: Modality,
    aim: Span | None,
    with_register: bool,
    contradictory: Span | None,
) -> tuple[Gap, ...]:
    """The questions that the directive leaves open, the most pressing first."""
    gaps: list[Gap] = []
    if not responsible:
        gaps.append(Gap(GapKind.NO_UNIT))
    elif with_register:
        gaps += [Gap(GapKind.UNKNOWN_UNIT, one.mention.span) for one in responsible if one.mention.unit is None]
    if not limits:
        gaps.append(Gap(GapKind.NO_LIMIT))
    for limit in limits:
        if limit.masked:
            gaps.append(Gap(GapKind.MASKED_LIMIT, limit.span))
        elif limit.problem or limit.kind in _UNDATED:
            gaps.append(Gap(GapKind.UNRESOLVED_LIMIT, limit.span))
    if contradictory is not None:
        gaps.append(Gap(GapKind.CONTRADICTORY_LIMITS, contradictory))
    gaps += [Gap(GapKind.MASKED_QUANTITY, measure.span) for measure in measures if measure.masked]
    if modality is Modality.AIM:
        gaps.append(Gap(GapKind.ONLY_AIM, aim))
    return tuple(gaps)
