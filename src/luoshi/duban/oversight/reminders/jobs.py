"""The daily rounds of reminding, and the sending of one message."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office
from luoshi.duban.jobs.recurring import every_day
from luoshi.duban.jobs.registry import job
from luoshi.duban.oversight.reminders.actions.deliver import deliver
from luoshi.duban.oversight.reminders.actions.gather_digests import DELIVER
from luoshi.duban.oversight.reminders.actions.plan_news import ROUND, run_soon
from luoshi.duban.oversight.reminders.hours import is_quiet
from luoshi.duban.oversight.reminders.models import Delivery, DeliveryState
from luoshi.duban.oversight.reminders.office import rules_of
from luoshi.duban.oversight.reminders.running import run_office, run_round
from luoshi.errors import LuoshiError

#: An office whose quiet hours end later than the first round is served by the next; a person's digest goes out once.
ROUNDS = (time(8, 30), time(9, 30), time(10, 30), time(14, 30))


@every_day("reminders.remind", at=ROUNDS)
def remind(round_at: str) -> None:  # noqa: ARG001 -- a round does what is due when it runs
    """Remind whoever is to be reminded now."""
    run_round()


@job(ROUND)
def round_out_of_turn(office: int) -> None:
    """Tell an office's people of what is urgent; where it is quiet by now, when that is over."""
    row, moment = Office.objects.get(pk=office), clock.now()
    if is_quiet(rules_of(office), moment):
        run_soon(row)
    else:
        run_office(row, moment)


def _show_failure(arguments: Mapping[str, Any], problem: LuoshiError) -> None:
    """A message whose job failed for good is shown as failed, with the reason, rather than waiting for ever."""
    waiting = Delivery.objects.filter(pk=arguments["delivery"], state=DeliveryState.WAITING)
    words = f"{problem.chinese}\n{problem.english}"
    waiting.update(state=DeliveryState.FAILED, problem=words, next_at=None, claimed_until=None)


@job(DELIVER, on_failure=_show_failure)
def deliver_one(delivery: int) -> None:
    """Send one digest by one channel."""
    deliver(delivery)
