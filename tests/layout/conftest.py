"""The fonts that every installation has, so that the tests see the same page everywhere."""

import pytest

from luoshi.layout.font_files import FontSet, find_fonts


@pytest.fixture(scope="session")
def free_fonts() -> FontSet:
    return find_fonts({}, system=False)
