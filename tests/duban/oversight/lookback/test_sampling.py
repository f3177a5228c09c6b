"""The lot: the same seed draws the same, more weight is drawn more often, and nothing is drawn twice."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.duban.oversight.lookback.sampling import draw

POOLS = st.dictionaries(st.integers(1, 10_000), st.floats(0.5, 20), max_size=40).map(
    lambda found: sorted(found.items())
)


@given(pool=POOLS, size=st.integers(1, 50), seed=st.text(min_size=1, max_size=20))
def test_each_is_drawn_once_and_the_same_again(pool, size, seed):
    drawn = draw(pool, size, seed)
    assert len(drawn) == len(set(drawn)) == min(size, len(pool))
    assert set(drawn) <= {key for key, _weight in pool}
    assert draw(list(reversed(pool)), size, seed) == drawn, "the order of the pool does not matter"
    assert draw(pool, size + 1, seed)[:size] == drawn, "a larger sample begins with the smaller one"


def test_more_weight_is_drawn_more_often():
    pool = [(1, 1.0), (2, 1.0), (3, 4.0), (4, 1.0)]
    first = Counter(draw(pool, 1, str(seed))[0] for seed in range(4000))
    assert abs(first[3] / 4000 - 4 / 7) < 0.03
    assert all(abs(first[key] / 4000 - 1 / 7) < 0.03 for key in (1, 2, 4))


def test_this_lot_is_drawn_like_this_for_ever():
    assert draw([(key, 1.0) for key in range(1, 11)], 4, "2026-07-28") == [8, 2, 10, 7]


@pytest.mark.parametrize("weight", [0, -1, float("nan")])
def test_a_weight_is_above_nothing(weight):
    with pytest.raises(ValueError, match="weight"):
        draw([(1, weight)], 1, "seed")
