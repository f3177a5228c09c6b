"""A task's state follows from its units' states, by the way it is completed."""

import pytest

from luoshi.duban.registers.models import Completion
from luoshi.duban.tasks.derivation import derive
from luoshi.duban.tasks.models import AssignmentRole, State

LEAD, RESPONSIBLE, SUPPORTING, INFORMED, PART = AssignmentRole
GATHERS, EACH, PASS_ON = Completion


@pytest.mark.parametrize(
    ("completion", "assignments", "state"),
    [
        (GATHERS, [(LEAD, State.CLOSED_OUT), (SUPPORTING, State.ISSUED)], State.CLOSED_OUT),
        (GATHERS, [(RESPONSIBLE, State.SUBMITTED), (RESPONSIBLE, State.ISSUED)], State.SUBMITTED),
        (GATHERS, [(SUPPORTING, State.ACKNOWLEDGED), (SUPPORTING, State.ISSUED)], State.ISSUED),
        (GATHERS, [(LEAD, State.WITHDRAWN), (RESPONSIBLE, State.IN_PROGRESS)], State.IN_PROGRESS),
        (EACH, [(LEAD, State.CLOSED_OUT), (SUPPORTING, State.ISSUED)], State.ISSUED),
        (EACH, [(LEAD, State.CLOSED_OUT), (SUPPORTING, State.CLOSED_OUT)], State.CLOSED_OUT),
        (EACH, [(RESPONSIBLE, State.SENT_BACK), (RESPONSIBLE, State.VERIFIED)], State.SENT_BACK),
        (EACH, [(RESPONSIBLE, State.VERIFIED), (INFORMED, State.ISSUED)], State.VERIFIED),
        (GATHERS, [(LEAD, State.IN_PROGRESS), (PART, State.ISSUED)], State.IN_PROGRESS),
        (EACH, [(LEAD, State.SUBMITTED), (PART, State.ISSUED)], State.SUBMITTED),
        (PASS_ON, [(RESPONSIBLE, State.ACKNOWLEDGED), (RESPONSIBLE, State.ISSUED)], State.ISSUED),
        (PASS_ON, [(RESPONSIBLE, State.ACKNOWLEDGED), (INFORMED, State.ACKNOWLEDGED)], State.CLOSED_OUT),
        (EACH, [(RESPONSIBLE, State.WITHDRAWN)], State.WITHDRAWN),
        (GATHERS, [], State.WITHDRAWN),
    ],
)
def test_the_state_follows(completion, assignments, state):
    assert derive(completion, assignments) is state


@pytest.mark.parametrize("completion", Completion)
@pytest.mark.parametrize("state", [state for state in State if state is not State.WITHDRAWN])
def test_a_withdrawn_unit_changes_nothing(completion, state):
    assert derive(completion, [(LEAD, state)]) is derive(completion, [(SUPPORTING, State.WITHDRAWN), (LEAD, state)])
