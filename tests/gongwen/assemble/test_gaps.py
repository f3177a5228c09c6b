"""What a supervisor would have to ask back."""

from decimal import Decimal

import pytest

from luoshi.gongwen.assemble.gaps import figure_gaps, limit_gaps, unit_gaps
from luoshi.gongwen.model import (
    Assigned,
    Gap,
    GapKind,
    LimitKind,
    Modality,
    Quantity,
    Span,
    TimeLimit,
    UnitKind,
    UnitMention,
    Why,
)

HERE = Span(3, 7)


def answers(unit=None):
    return Assigned(UnitMention(HERE, "县水务局", UnitKind.ORGANISATION, unit), Why.SUBJECT, 0)


def limit(kind=LimitKind.FIXED, **more):
    return TimeLimit(HERE, "6月底前", kind, **more)


def test_nobody_answers():
    assert unit_gaps([], with_register=False) == [Gap(GapKind.NO_UNIT)]
    assert unit_gaps([], with_register=True) == [Gap(GapKind.NO_UNIT)]


def test_a_unit_is_unknown_only_to_a_register():
    assert unit_gaps([answers()], with_register=False) == []
    assert unit_gaps([answers()], with_register=True) == [Gap(GapKind.UNKNOWN_UNIT, HERE)]
    assert unit_gaps([answers("青禾县水务局")], with_register=True) == []


@pytest.mark.parametrize(
    ("found", "gap"),
    [
        (limit(), None),
        (limit(LimitKind.RELATIVE), None),
        (limit(LimitKind.RECURRING), None),
        (limit(LimitKind.LONG_TERM), None),
        (limit(LimitKind.MILESTONE), GapKind.UNRESOLVED_LIMIT),
        (limit(LimitKind.OPEN), GapKind.UNRESOLVED_LIMIT),
        (limit(LimitKind.RELATIVE, problem="no-issue-date"), GapKind.UNRESOLVED_LIMIT),
        (limit(problem="impossible-date"), GapKind.UNRESOLVED_LIMIT),
        (limit(masked=True, problem="masked"), GapKind.MASKED_LIMIT),
    ],
)
def test_a_limit_that_is_no_day_is_a_gap(found, gap):
    assert limit_gaps([found], None) == ([] if gap is None else [Gap(gap, HERE)])


def test_no_limit_is_a_gap():
    assert limit_gaps([], None) == [Gap(GapKind.NO_LIMIT)]


def test_two_limits_that_contradict_each_other_are_pointed_at():
    assert limit_gaps([limit(), limit()], HERE) == [Gap(GapKind.CONTRADICTORY_LIMITS, HERE)]


def test_every_limit_is_asked_about():
    gaps = limit_gaps([limit(masked=True), limit(), limit(LimitKind.OPEN)], None)
    assert [gap.kind for gap in gaps] == [GapKind.MASKED_LIMIT, GapKind.UNRESOLVED_LIMIT]


def test_a_hidden_figure_and_a_mere_aim_are_gaps():
    figures = [Quantity(HERE, "x公里", None, "公里", masked=True), Quantity(HERE, "18公里", Decimal(18), "公里")]
    assert figure_gaps(figures, Modality.BINDING, None) == [Gap(GapKind.MASKED_QUANTITY, HERE)]
    assert figure_gaps([], Modality.AIM, HERE) == [Gap(GapKind.ONLY_AIM, HERE)]
    assert figure_gaps([], Modality.BINDING, HERE) == []
