"""The measures of GB/T 9704-2012."""

import pytest

from luoshi.layout.page import CHARACTER_PITCH, LINE_PITCH, OFFICIAL, TABLE


def test_the_official_text_area_is_156_by_225_millimetres():
    assert (OFFICIAL.text_width, OFFICIAL.text_height) == (156, 225)


def test_the_pitches_are_those_of_22_lines_of_28_characters():
    assert pytest.approx(28.99, abs=0.005) == LINE_PITCH
    assert pytest.approx(15.79, abs=0.005) == CHARACTER_PITCH


def test_a_page_of_tables_lies_across():
    assert TABLE.landscape
    assert not OFFICIAL.landscape
    assert TABLE.text_width == 257
