"""The measures of GB/T 9704-2012."""

import pytest

from luoshi.layout.page import CHARACTER_PITCH, LINE_PITCH, OFFICIAL, OFFICIAL_LANDSCAPE, TABLE, annex_page
from tests.layout.documents import decomposition


def test_the_official_text_area_is_156_by_225_millimetres():
    assert (OFFICIAL.text_width, OFFICIAL.text_height) == (156, 225)


def test_the_pitches_are_those_of_22_lines_of_28_characters():
    assert pytest.approx(28.99, abs=0.005) == LINE_PITCH
    assert pytest.approx(15.79, abs=0.005) == CHARACTER_PITCH


def test_a_page_of_tables_lies_across():
    assert TABLE.landscape
    assert not OFFICIAL.landscape
    assert TABLE.text_width == 257


def test_a_table_is_fitted_to_a_width_and_no_column_becomes_too_narrow():
    fitted = decomposition(1).fitted(170)
    assert fitted.width == pytest.approx(170)
    assert min(column.width for column in fitted.columns) == 10
    assert fitted.rows == decomposition(1).rows


def test_a_wide_table_lies_across_and_a_narrow_one_stands_upright():
    assert annex_page(156) == OFFICIAL
    assert annex_page(157) == OFFICIAL_LANDSCAPE
    assert (OFFICIAL_LANDSCAPE.text_width, OFFICIAL_LANDSCAPE.text_height) == (225, 156)
