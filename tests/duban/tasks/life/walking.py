"""Walk at random through a workflow that keeps its promises, in a county whose units have people who act for them."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from luoshi.duban.accounts.roles import Role
from luoshi.duban.organisations.models import Post, Tenure
from tests.duban.cast import Cast
from tests.duban.tasks.life.promises import OF_UNITS, START


def walk(workflow: type[RuleBasedStateMachine], cast: Cast, *, times: int, steps: int = 40) -> None:
    """Walk through *workflow*, which finds the county in ``cast``, so many *times*, each of so many *steps*."""
    for unit, holder in OF_UNITS.items():
        post = Post.objects.create(office=cast.office, unit=cast.unit(unit), role=Role.LIAISON, title="联络员")
        Tenure.objects.create(post=post, person=cast.people[holder], starts=START)
    run_state_machine_as_test(
        type(workflow.__name__, (workflow,), {"cast": cast}),
        settings=settings(
            max_examples=times,
            stateful_step_count=steps,
            deadline=None,
            # The same walks each time, so that a landing never hangs on luck; take this line out to look for more.
            derandomize=True,
            suppress_health_check=list(HealthCheck),
            # A way that fails is told as it was found: to make it shorter takes minutes.
            phases=(Phase.explicit, Phase.reuse, Phase.generate),
        ),
    )
