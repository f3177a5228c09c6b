"""What clerks write into cells, and what it means; what does not belong there is said."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from luoshi.duban.tasks.reporting.returned.cells import (
    Unfit,
    read_day,
    read_figure,
    read_percent,
    read_tick,
    read_words,
)

TODAY = date(2026, 7, 28)


@pytest.mark.parametrize("value", ["✓", "√", "✔", " ✓ ", "是", "有", "V", "y", "1", 1, 1.0, True, "无变化"])
def test_a_tick(value):
    assert read_tick(value) is True


@pytest.mark.parametrize("value", [None, "", " ", "否", "无", "-", 0, False, "0"])
def test_no_tick(value):
    assert read_tick(value) is False


@pytest.mark.parametrize("value", ["也许", "2", "×", "✓✓", date(2026, 7, 1)])
def test_neither(value):
    with pytest.raises(Unfit, match="tick"):
        read_tick(value)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("正在施工。", "正在施工。"),
        ("  正在\r\n施工 ", "正在\n施工"),
        ("完成60%", "完成60%"),
        ("3座", "3座"),
        (None, ""),
        ("无", ""),
        ("——", ""),
        ("/", ""),
    ],
)
def test_words(value, words):
    assert read_words(value) == words


@pytest.mark.parametrize("value", [60, 60.5, "60", "60%", "６０％", "12/18", "2026-7-28", date(2026, 7, 28), True])
def test_a_figure_alone_is_no_word(value):
    with pytest.raises(Unfit, match="words belong here"):
        read_words(value)


def test_words_without_end():
    with pytest.raises(Unfit, match="shorten"):
        read_words("长" * 3001)


@pytest.mark.parametrize(
    ("value", "shows_percent", "percent"),
    [
        ("60", False, "60"),
        ("60%", False, "60"),
        ("６０％", False, "60"),
        (60, False, "60"),
        (60.5, False, "60.5"),
        (0.6, True, "60"),
        (1, True, "100"),
        ("1", False, "1"),
        ("1%", False, "1"),
        ("0.5%", False, "0.5"),
        (0, False, "0"),
        (100, False, "100"),
        (33.333333, False, "33.33"),
    ],
)
def test_a_share(value, shows_percent, percent):
    assert read_percent(value, shows_percent=shows_percent) == Decimal(percent)


@pytest.mark.parametrize("value", [None, "", "无", "/"])
def test_no_share(value):
    assert read_percent(value, shows_percent=False) is None


@pytest.mark.parametrize("value", [0.6, "0.6", 1, 1.0])
def test_a_share_that_may_be_two_things_is_not_guessed(value):
    with pytest.raises(Unfit, match="may be"):
        read_percent(value, shows_percent=False)


@pytest.mark.parametrize("value", ["六成", "约60%", 101, "-5", date(2026, 7, 1), "120%", True])
def test_no_share_at_all(value):
    with pytest.raises(Unfit):
        read_percent(value, shows_percent=False)


@pytest.mark.parametrize(
    ("value", "unit", "figure"),
    [
        (2, "座", "2"),
        ("2", "座", "2"),
        ("2座", "座", "2"),
        ("２．５万亩", "万亩", "2.5"),
        ("1,860 户", "户", "1860"),
        (0, "座", "0"),
        ("-3", "", "-3"),
        (12.25, "公里", "12.25"),
        ("120㎡", "㎡", "120"),
    ],
)
def test_a_figure(value, unit, figure):
    assert read_figure(value, unit) == Decimal(figure)


@pytest.mark.parametrize(
    "value", ["2座左右", "两座", "2万", date(2026, 7, 1), "1234567890123456789", "0.1234567", True]
)
def test_no_figure(value):
    with pytest.raises(Unfit, match="a figure"):
        read_figure(value, "座")


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (date(2026, 7, 25), date(2026, 7, 25)),
        (datetime(2026, 7, 25), date(2026, 7, 25)),
        ("2026-7-25", date(2026, 7, 25)),
        ("2026/7/25", date(2026, 7, 25)),
        ("2026.7.25", date(2026, 7, 25)),
        ("2026年7月25日", date(2026, 7, 25)),
        ("20260725", date(2026, 7, 25)),
        ("7月25日", date(2026, 7, 25)),
        ("７月２５号", date(2026, 7, 25)),
        ("12月30日", date(2025, 12, 30)),
        (None, None),
        ("无", None),
    ],
)
def test_a_day(value, day):
    assert read_day(value, TODAY) == day


@pytest.mark.parametrize("value", ["月底", "2月30日", "2026-13-1", 45000, "7.25", "2026年7月"])
def test_no_day(value):
    with pytest.raises(Unfit, match="cannot be read"):
        read_day(value, TODAY)
