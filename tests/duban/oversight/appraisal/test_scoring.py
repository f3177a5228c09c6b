"""The score as a pure function of facts: properties that hold whatever the facts are, and naive counts beside it."""

import random
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.duban.oversight.appraisal.formula import SHARES, USUAL, Criterion, Formula, Kind
from luoshi.duban.oversight.appraisal.ranking import ranks
from luoshi.duban.oversight.appraisal.scoring import Score, rounded, score, scores
from tests.duban.oversight.appraisal.given import D, an_item, only

ITEMS = st.lists(
    st.builds(
        an_item,
        task=st.integers(1, 60),
        unit=st.integers(1, 4),
        supports=st.booleans(),
        judged=st.booleans(),
        late=st.integers(0, 400),
        late_in_period=st.integers(0, 400),
        checks=st.lists(st.booleans(), max_size=4).map(tuple),
        extensions=st.integers(0, 9),
        asked=st.just(3),
        missed=st.lists(st.just(date(2026, 9, 30)), max_size=3).map(tuple),
    ),
    max_size=20,
)


def _formula(weights, few):
    total = sum(weights) or 1
    whole = [weight * 100 // total for weight in weights]
    whole[0] += 100 - sum(whole)
    return Formula(
        tuple(
            Criterion(kind, D(weight), *((D("0.5"), D(weight)) if kind not in SHARES else ()))
            for kind, weight in zip(Kind, whole, strict=True)
        ),
        few,
    )


FORMULAS = st.builds(_formula, st.lists(st.integers(0, 50), min_size=6, max_size=6), st.integers(1, 9))


@given(ITEMS, FORMULAS)
def test_a_score_lies_between_nought_and_a_hundred_and_is_the_sum_of_its_lines(items, formula):
    for one in scores(items, formula):
        assert 0 <= one.points <= 100
        assert one.points == sum(line.points for line in one.lines)
        assert all(0 <= line.points <= line.criterion.weight for line in one.lines)
        assert one.points == one.points.quantize(D("0.1"))


@given(ITEMS, FORMULAS, st.randoms())
def test_the_order_of_units_and_items_does_not_matter(items, formula, chance: random.Random):
    shuffled = items[:]
    chance.shuffle(shuffled)
    before, after = scores(items, formula), scores(shuffled, formula)
    assert [(one.unit, one.points) for one in before] == [(one.unit, one.points) for one in after]
    chance.shuffle(after)
    assert ranks(before, formula.few) == ranks(after, formula.few)


@given(ITEMS)
def test_a_formula_of_one_criterion_is_the_naive_count(items):
    own = [item for item in items if item.unit == 1 and not item.supports]
    judged = [item for item in own if item.judged]
    checked = [item for item in own if item.checks]
    if judged:
        good = sum(1 for item in judged if not item.late)
        assert score(1, own, only(Kind.ON_TIME)).points == rounded(Fraction(100 * good, len(judged)))
    if checked:
        good = sum(1 for item in checked if all(item.checks))
        assert score(1, own, only(Kind.QUALITY)).points == rounded(Fraction(100 * good, len(checked)))
    taken = sum(min(2 * item.extensions, 10) for item in own)
    assert score(1, own, only(Kind.EXTENSIONS)).points == max(0, 100 - taken)
    days = sum(min(2 * item.late_in_period, 10) for item in own)
    assert score(1, own, only(Kind.DAYS_LATE)).points == max(0, 100 - days)


@given(ITEMS, FORMULAS)
def test_a_unit_is_scored_by_its_own_items_alone(items, formula):
    for one in scores(items, formula):
        assert one == score(one.unit, [item for item in items if item.unit == one.unit], formula)


@pytest.mark.parametrize(
    ("value", "tenth"), [("0.05", "0.1"), ("0.04", "0"), ("99.95", "100"), ("66.65", "66.7"), ("66.649", "66.6")]
)
def test_half_goes_up(value, tenth):
    assert rounded(Fraction(value)) == D(tenth)


def test_48_of_49_is_98_percent_of_the_weight():
    items = [an_item(number, judged=True, late=int(number == 1)) for number in range(1, 50)]
    found = score(1, items, only(Kind.ON_TIME))
    assert found.points == D("98.0")
    (line,) = found.lines
    assert (line.good, line.total) == (48, 49)
    (cost,) = line.costs
    assert (cost.task, cost.number, cost.off, cost.cases) == (1, "督2026-001", D("2.04"), 1)


def test_every_case_costs_up_to_the_cap_and_the_first_ones_may_be_free():
    items = [an_item(1, extensions=1), an_item(2, extensions=9), an_item(3)]
    (line,) = score(1, items, only(Kind.EXTENSIONS, free=1)).lines
    assert [(cost.task, cost.off, cost.cases) for cost in line.costs] == [(2, D("10.00"), 9)]
    assert (line.points, line.total) == (90, 10)


def test_a_criterion_never_costs_more_than_its_weight():
    items = [an_item(number, late_in_period=300) for number in range(30)]
    (line,) = score(1, items, only(Kind.DAYS_LATE)).lines
    assert (line.points, line.taken) == (0, 300)


def test_where_nothing_was_to_be_judged_nothing_is_lost():
    found = score(1, [an_item()], USUAL)
    assert found.points == 100
    assert found.items == 1


def test_supporting_counts_only_where_the_criterion_says_so():
    items = [an_item(1, judged=True), an_item(2, judged=True, late=3, supports=True)]
    assert score(1, items, only(Kind.ON_TIME)).points == 100
    assert score(1, items, only(Kind.ON_TIME)).items == 1
    assert score(1, items, only(Kind.ON_TIME, supporting=True)).points == 50
    assert scores([items[1]], only(Kind.ON_TIME)) == []


class TestRanks:
    def scored(self, *points, items=5):
        return [Score(unit, items, Decimal(one), ()) for unit, one in enumerate(points, 1)]

    def test_ties_share_a_rank_and_the_next_is_left_out(self):
        assert ranks(self.scored("90.1", "95", "90.1", "80"), 5) == {2: 1, 1: 2, 3: 2, 4: 4}

    def test_who_has_few_items_stands_apart(self):
        found = [*self.scored("80"), Score(9, 4, Decimal(100), ())]
        assert ranks(found, 5) == {1: 1}
        assert ranks(found, 4) == {9: 1, 1: 2}
