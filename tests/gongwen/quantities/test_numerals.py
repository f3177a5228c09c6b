"""Numerals: every form official writing uses, and what names no number."""

from __future__ import annotations

import tomllib
from decimal import Decimal, localcontext
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.gongwen.quantities.numerals import bounds, is_masked, to_decimal

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "quantities_numerals.toml").read_text("utf-8"))
DIGITS = "零一二三四五六七八九"


@pytest.mark.parametrize(("words", "value"), CASES["numerals"])
def test_a_numeral_is_read_exactly(words, value):
    assert to_decimal(words) == (Decimal(value) if value else None)


@pytest.mark.parametrize(("words", "low", "high"), CASES["pairs"])
def test_two_neighbouring_digits_are_a_range(words, low, high):
    assert bounds(words) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize("words", CASES["no_pairs"])
def test_other_numerals_are_no_range(words):
    assert bounds(words) is None


@pytest.mark.parametrize("words", ["x", "XX", "×", "x万", "**", "□", "○○", "x.x"])
def test_a_mask_is_known_as_one(words):
    assert is_masked(words)


@pytest.mark.parametrize("words", ["12", "一九八○", "三千", ""])
def test_a_numeral_is_no_mask(words):
    assert not is_masked(words)


def test_the_callers_precision_does_not_change_a_value():
    with localcontext() as context:
        context.prec = 3
        assert to_decimal("1234567.89万") == Decimal("12345678900")


@given(st.integers(min_value=0, max_value=10**14))
def test_an_arabic_figure_is_itself_with_and_without_commas(number):
    assert to_decimal(str(number)) == number
    assert to_decimal(f"{number:,}") == number


def han(number: int) -> str:
    """The Chinese words for a number below 10 000."""
    words, zero = "", False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            words += ("零" if zero else "") + DIGITS[digit] + unit
        zero = bool(words) and not digit
    return words or "零"


@given(st.integers(min_value=0, max_value=9999))
def test_a_chinese_numeral_is_read_back(number):
    assert to_decimal(han(number)) == number


@given(st.integers(min_value=1, max_value=9999), st.integers(min_value=1000, max_value=9999))
def test_sections_of_ten_thousand_add_up(high, low):
    assert to_decimal(f"{han(high)}万{han(low)}") == high * 10_000 + low


@given(st.text(alphabet="0123456789０１.,，一二三四五六七八九十百千万亿零〇○两余多x× 点", max_size=60))
def test_no_numeral_raises(words):
    value = to_decimal(words)
    assert value is None or value.is_finite()
