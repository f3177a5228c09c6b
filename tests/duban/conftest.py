"""What every test of the application can ask for."""

import pytest
from django.core.cache import cache

from luoshi.duban.documents import kept
from tests.duban.cast import Cast, raise_the_curtain


@pytest.fixture
def cast(db) -> Cast:
    """The county of Qinghe, with its units and people."""
    return raise_the_curtain()


@pytest.fixture(autouse=True)
def _nobody_has_tried_yet():
    """What earlier tests in the same process tried too often does not count against this one."""
    cache.clear()


@pytest.fixture(autouse=True)
def _no_reading_is_known_yet():
    """The readings of earlier tests in the same process are gone, and their keys may come back."""
    kept.forget()
