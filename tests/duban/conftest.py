"""What every test of the application can ask for."""

import pytest

from tests.duban.cast import Cast, raise_the_curtain


@pytest.fixture
def cast(db) -> Cast:
    """The county of Qinghe, with its units and people."""
    return raise_the_curtain()
