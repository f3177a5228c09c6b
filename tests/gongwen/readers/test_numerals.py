"""Numbers as automatic numbering prints them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.gongwen.readers.numerals import counted, printed


@pytest.mark.parametrize(
    ("number", "style", "words"),
    [
        (10, "chineseCounting", "十"),
        (11, "chineseCounting", "十一"),
        (20, "chineseCounting", "二十"),
        (99, "chineseCounting", "九十九"),
        (100, "chineseCounting", "一○○"),
        (100, "chineseCountingThousand", "一百"),
        (101, "chineseCountingThousand", "一百零一"),
        (110, "japaneseCounting", "一百一十"),
        (1005, "chineseCountingThousand", "一千零五"),
        (0, "chineseCountingThousand", "〇"),
        (10, "ideographDigital", "一〇"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (20, "decimalEnclosedCircle", "⑳"),
        (21, "decimalEnclosedCircle", "21"),
        (3, "decimalEnclosedParen", "⑶"),
        (12, "decimalFullWidth", "１２"),
        (27, "lowerLetter", "aa"),
        (4, "upperRoman", "IV"),
        (1999, "lowerRoman", "mcmxcix"),
        (12, "ideographZodiac", "亥"),
        (5, "numberInDash", "- 5 -"),
        (5, "no such format", "5"),
        (-1, "chineseCounting", "-1"),
        (10_000, "chineseCounting", "10000"),
        (0, "upperLetter", ""),
    ],
)
def test_a_number_is_printed(number, style, words):
    assert printed(number, style) == words


@given(st.integers(1, 9999))
def test_counted_numbers_are_all_different_and_hold_no_figures(number):
    words = counted(number)
    assert words != counted(number - 1)
    assert not any(char.isascii() for char in words)
    assert "零零" not in words
    assert not words.endswith("零")
