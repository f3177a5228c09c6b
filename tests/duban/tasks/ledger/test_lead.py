"""The unit by which lists sort a task follows from its assignments."""

import pytest

from luoshi.duban.tasks.derivation import leading, refresh
from luoshi.duban.tasks.models import Assignment, AssignmentRole, State
from tests.duban.tasks.given import a_plan, a_task


@pytest.mark.parametrize(
    ("rows", "lead"),
    [
        ([(1, "responsible", "issued"), (2, "lead", "issued")], 2),
        ([(1, "supporting", "issued"), (2, "responsible", "issued"), (3, "responsible", "issued")], 2),
        ([(1, "supporting", "issued"), (2, "informed", "issued")], 1),
        # who was taken off no longer leads, unless nobody is left
        ([(1, "lead", "withdrawn"), (2, "supporting", "issued")], 2),
        ([(1, "supporting", "withdrawn"), (2, "lead", "withdrawn")], 2),
        # a name that no unit has, and no unit at all
        ([(None, "lead", ""), (2, "supporting", "")], 2),
        ([(1, "informed", "issued")], None),
        ([], None),
    ],
)
def test_the_first_that_leads_else_answers_else_does_something(rows, lead):
    assert leading([Assignment(unit_id=unit, role=role, state=state) for unit, role, state in rows]) == lead


def test_it_is_kept_with_the_task(cast):
    task = a_task(cast, a_plan(cast), supporting=("青禾县财政局",), issued=True)
    assert task.lead == cast.unit("青禾县水利局")
    task.assignments.filter(role=AssignmentRole.LEAD).update(state=State.WITHDRAWN)
    task.assignments.filter(role=AssignmentRole.SUPPORTING).update(role=AssignmentRole.LEAD)
    refresh(task)
    task.refresh_from_db()
    assert task.lead == cast.unit("青禾县财政局")
