"""Long runs of one character or pair cost time in proportion to their length."""

import pytest

from luoshi.gongwen.times import find_times, limits_in
from tests.gongwen.growing import grows_at_most

SEEDS = [
    "1",
    "一",
    "年",
    "至",
    "月",
    "x",
    "前",
    "每",
    "1年",
    "1-",
    "1至",
    "1月至",
    "2026年",
    "2026年1月1日至",
    "用3年",
    "—",
    " ",
    "自",
    "期间",
]
SEEDS += ["之日起", "1日内", "今年", "“", "《", "收到后1日内", "“十五五", "在开学前", "每年1月", "长期坚持，", "第一个"]


def read(text: str) -> None:
    limits_in(text, 0, len(text), find_times(text))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_long_run_is_read_in_linear_time(seed: str):
    short, long = seed * (10_000 // len(seed)), seed * (100_000 // len(seed))
    assert grows_at_most(40, lambda: read(short), lambda: read(long), noise=0.05, turns=1)
