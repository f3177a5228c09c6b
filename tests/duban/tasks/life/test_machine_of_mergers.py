"""The same walk through the workflow, in a county whose units merge on the way."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from luoshi.duban.accounts.roles import Role
from luoshi.duban.organisations.actions.merge_units import merge_units
from luoshi.duban.organisations.models import Post, Tenure, Unit
from luoshi.duban.tasks.models import OVER, Assignment
from tests.duban.tasks.life.given import FINANCE, HOUSING, WATER
from tests.duban.tasks.life.promises import OF_UNITS, RIVERS, START
from tests.duban.tasks.life.test_machine import Workflow

pytestmark = pytest.mark.django_db
UNITS = st.sampled_from([WATER, HOUSING, FINANCE, RIVERS])


class Merging(Workflow):
    """What may happen, and units that merge: at most two in a walk, so that the others still have work."""

    @rule(source=UNITS, into=UNITS, now=st.integers(0, 2))
    def units_merge(self, source, into, now):
        gone = Unit.objects.exclude(merged_into=None).count()
        one, other = Unit.objects.get(name=source), Unit.objects.get(name=into)
        if now or gone >= 2 or one == other or one.ends or other.ends:
            return
        self._act(lambda: merge_units([one], other, on=self.today, actor=self._person("chen")))
        assert not Assignment.objects.filter(unit=one).exclude(state__in=OVER).exists()


def test_the_workflow_keeps_its_promises_while_units_merge(cast):
    class OfThisCounty(Merging):
        pass

    for unit, holder in OF_UNITS.items():
        post = Post.objects.create(office=cast.office, unit=cast.unit(unit), role=Role.LIAISON, title="联络员")
        Tenure.objects.create(post=post, person=cast.people[holder], starts=START)
    OfThisCounty.cast = cast
    run_state_machine_as_test(
        OfThisCounty,
        settings=settings(
            max_examples=8,
            stateful_step_count=40,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.explicit, Phase.reuse, Phase.generate),
        ),
    )
