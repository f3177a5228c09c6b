"""Shares are exact, with one place; never all for less than all, never nothing for some."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.duban.oversight.bulletins.rates import rate, rate_words

parts = st.integers(0, 100_000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (48, 49, "98.0%"),
        (49, 49, "100.0%"),
        (0, 49, "0.0%"),
        (0, 0, "—"),
        (4999, 5000, "99.9%"),
        (1, 5000, "0.1%"),
        (1, 8, "12.5%"),
        (1, 16, "6.3%"),
        (2, 3, "66.7%"),
    ],
)
def test_it_prints_as_it_is(part, whole, words):
    assert rate_words(part, whole) == words


def test_more_than_all_is_no_share():
    with pytest.raises(ValueError, match="no part"):
        rate(50, 49)


@given(parts)
def test_it_is_within_half_a_place_of_the_truth_unless_it_would_say_all_or_nothing(pair):
    part, whole = pair
    found = rate(part, whole)
    if not whole:
        assert found is None
        return
    truth = Fraction(100 * part, whole)
    assert (found == 100) is (part == whole)
    assert (found == 0) is (part == 0)
    near = abs(Fraction(found) - truth) <= Fraction(1, 20)
    assert near or found in (rate(999, 1000), rate(1, 1000))


@given(parts, st.integers(0, 1000))
def test_more_done_never_prints_less(pair, more):
    part, whole = pair
    if whole:
        assert rate(min(whole, part + more), whole) >= rate(part, whole)
