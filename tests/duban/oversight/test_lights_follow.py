"""Whatever is done to tasks, in whatever order: each light is the one that is computed from the facts of the day."""

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from luoshi.duban import clock
from luoshi.duban.oversight.lights.reading import read_facts
from luoshi.duban.oversight.lights.renewing import compute, renew_all
from luoshi.duban.oversight.models import LightChange, TaskLight
from luoshi.duban.tasks.models import Task
from tests.duban.tasks.life.promises import START
from tests.duban.tasks.life.test_machine import Workflow
from tests.duban.tasks.life.walking import walk

pytestmark = pytest.mark.django_db


class Lit(Workflow):
    """The workflow at random, with a morning for every day."""

    def __init__(self):
        super().__init__()
        renew_all(START)

    @rule(days=st.sampled_from([1, 1, 2, 7, 30]))
    def days_pass(self, days):
        super().days_pass(days)
        with clock.standing_at(self._now()):
            renew_all(self.today)

    @invariant()
    def every_light_is_the_one_that_is_computed(self):
        lights = compute(read_facts(Task.objects.all()), {}, self.today)
        kept = {row.pk: row.shown for row in TaskLight.objects.all()}
        assert kept.keys() == lights.keys(), "every issued task has a light"
        for task, light in lights.items():
            shown = kept[task]
            assert (shown.colour, shown.reason, shown.days) == (light.colour, light.reason, light.days)
            assert (shown.percent, shown.forecast, shown.finishes) == (light.percent, light.forecast, light.finishes)

    @invariant()
    def the_last_change_is_what_shows(self):
        for row in TaskLight.objects.all():
            last = LightChange.objects.filter(task=row.pk).order_by("-pk").first()
            assert last is not None
            assert last.colour == row.colour


def test_a_light_is_never_another_than_the_facts_say(cast):
    walk(Lit, cast, times=6, steps=30)
