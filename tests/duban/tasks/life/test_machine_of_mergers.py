"""The same walk through the workflow, in a county whose units merge on the way."""

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import rule

from luoshi.duban.organisations.actions.merge_units import merge_units
from luoshi.duban.organisations.models import Unit
from luoshi.duban.tasks.models import OVER, Assignment
from tests.duban.tasks.life.given import FINANCE, HOUSING, WATER
from tests.duban.tasks.life.promises import RIVERS
from tests.duban.tasks.life.test_machine import Workflow
from tests.duban.tasks.life.walking import walk

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
    walk(Merging, cast, times=8)
