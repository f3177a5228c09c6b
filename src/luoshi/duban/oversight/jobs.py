"""The background work of oversight."""

from __future__ import annotations

from datetime import time

from luoshi.duban import clock
from luoshi.duban.jobs.recurring import every_day
from luoshi.duban.jobs.registry import job
from luoshi.duban.oversight.actions.set_rules import RENEW
from luoshi.duban.oversight.lights.renewing import renew_all, renew_register


@every_day("oversight.renew_lights", at=[time(0, 5), time(6, 0)])
def renew_lights(round_at: str) -> None:
    """Turn the lights that turn because a day has gone by; the second round stands in where the first was missed."""
    del round_at  # what counts is the day on which it runs
    renew_all(clock.today())


@job(RENEW)
def renew_register_lights(register: int) -> None:
    """Renew the lights of a register after its rules were changed."""
    renew_register(register)
