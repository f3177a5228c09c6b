"""What holds for every test."""

import pytest
from django.core.management.commands import flush
from django.utils import translation
from hypothesis import HealthCheck, settings

from luoshi.duban.audit import triggers

# How long an example takes says something about the machine, nothing about the code.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


@pytest.fixture(autouse=True)
def _in_chinese():
    """A page that an earlier test asked for in English leaves nothing of it in this one."""
    translation.activate("zh-hans")


@pytest.fixture(autouse=True, scope="session")
def _tests_may_empty_the_tables():
    """A test with real transactions is cleared up by emptying all tables, which the record refuses anybody else."""
    with pytest.MonkeyPatch.context() as patch:
        original = flush.Command.handle

        def handle(self, **options):
            triggers.take_down(options["database"])
            try:
                return original(self, **options)
            finally:
                triggers.put_up(options["database"])

        patch.setattr(flush.Command, "handle", handle)
        yield
