"""The chain's probabilities, against a sum over every path."""

from itertools import pairwise, product
from math import exp, inf, isclose, prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.gongwen.statements.chain import posteriors

LABELS = range(5)
FLAT = [[0.0] * 5] * 5
WEIGHTS = st.floats(-6, 6)
ROWS = st.tuples(*[WEIGHTS] * 5)
#: Some labels forbidden, but never all.
SOME = st.tuples(WEIGHTS, *[WEIGHTS | st.just(-inf)] * 4)


def by_every_path(emissions, transitions):
    """The same by adding up each of the 5**n paths."""
    sums = [[0.0] * 5 for _ in emissions]
    for path in product(LABELS, repeat=len(emissions)):
        weight = prod(exp(row[label]) for row, label in zip(emissions, path, strict=True))
        weight *= prod(exp(transitions[one][other]) for one, other in pairwise(path))
        for place, label in enumerate(path):
            sums[place][label] += weight
    return [[one / sum(row) for one in row] for row in sums]


def alike(found, expected):
    return all(
        isclose(one, other, rel_tol=1e-6, abs_tol=1e-9)
        for row, wanted in zip(found, expected, strict=True)
        for one, other in zip(row, wanted, strict=True)
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(SOME, min_size=1, max_size=4), st.lists(ROWS, min_size=5, max_size=5))
def test_the_probabilities_are_those_of_all_paths(emissions, transitions):
    assert alike(posteriors(emissions, transitions), by_every_path(emissions, transitions))


@settings(max_examples=60, deadline=None)
@given(st.lists(SOME, min_size=1, max_size=30), st.lists(ROWS, min_size=5, max_size=5))
def test_the_probabilities_of_a_place_sum_to_one(emissions, transitions):
    for row in posteriors(emissions, transitions):
        assert isclose(sum(row), 1.0, rel_tol=1e-9)
        assert all(0.0 <= one <= 1.0 for one in row)


@settings(max_examples=30, deadline=None)
@given(st.lists(ROWS, min_size=2, max_size=8))
def test_without_transitions_each_place_stands_alone(emissions):
    alone = [posteriors([row], FLAT)[0] for row in emissions]
    assert alike(posteriors(emissions, FLAT), alone)


@settings(max_examples=30, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=8), st.lists(ROWS, min_size=5, max_size=5))
def test_read_backwards_the_chain_says_the_same(emissions, transitions):
    turned = [list(column) for column in zip(*transitions, strict=True)]
    assert alike(posteriors(emissions, transitions), list(reversed(posteriors(emissions[::-1], turned))))


def test_no_statement_has_no_probability():
    assert posteriors([], FLAT) == []


def test_a_forbidden_label_is_never_taken():
    only = (-inf, 0.0, -inf, -inf, -inf)
    assert posteriors([only, (9.0, 0.0, 0.0, 0.0, 0.0)], FLAT)[0] == (0.0, 1.0, 0.0, 0.0, 0.0)


def test_a_certain_neighbour_decides_a_doubtful_one():
    stay = [[2.0 if one == other else 0.0 for other in LABELS] for one in LABELS]
    (_, doubtful) = posteriors([(-inf, -inf, 0.0, -inf, -inf), (0.0,) * 5], stay)
    assert doubtful.index(max(doubtful)) == 2


@pytest.mark.parametrize("count", [1, 3000])
def test_a_long_chain_neither_overflows_nor_fades(count):
    found = posteriors([(700.0, -700.0, 0.0, 3.0, -3.0)] * count, FLAT)
    assert len(found) == count
    assert all(isclose(row[0], 1.0) for row in found)


def test_a_late_certainty_reaches_back():
    """The forward pass alone would not know it."""
    stay = [[5.0 if one == other else -5.0 for other in LABELS] for one in LABELS]
    free = (0.0,) * 5
    found = posteriors([free, free, (-inf, -inf, -inf, 0.0, -inf)], stay)
    assert [row.index(max(row)) for row in found] == [3, 3, 3]
