"""Every state is explained, and its way on is the way of the table."""

import re

import pytest

from luoshi.duban.tasks.models import PlanState, State
from luoshi.duban.tasks.states import PLAN
from tests.architecture.project import ROOT

PAGE = (ROOT / "docs" / "workflow.md").read_text("utf-8")
PLANS = PAGE.partition("## An assignment")[0]
ROWS = {found[1]: found[0] for found in re.finditer(r"^\| `([\w-]+)` .*$", PLANS, re.MULTILINE)}


@pytest.mark.parametrize("state", [*PlanState, *State])
def test_every_state_is_explained_by_its_names(state):
    assert f"| `{state.value}` {state.label} |" in PAGE


@pytest.mark.parametrize("state", PlanState)
def test_the_way_on_is_the_way_of_the_table(state):
    described = ROWS[state.value].split("|")[3]
    assert set(re.findall(r"`([\w-]+)`", described)) == {one.value for one in PLAN[state]}
