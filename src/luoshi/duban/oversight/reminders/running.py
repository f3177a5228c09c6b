"""One round: every office whose hours it is plans, gathers and hands out."""

from __future__ import annotations

import logging
from datetime import datetime

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office
from luoshi.duban.oversight.reminders.actions.gather_digests import gather_digests, gather_urgent
from luoshi.duban.oversight.reminders.actions.plan_news import plan_news
from luoshi.duban.oversight.reminders.actions.plan_reminders import plan_reminders
from luoshi.duban.oversight.reminders.hours import is_quiet
from luoshi.duban.oversight.reminders.office import rules_of

_log = logging.getLogger(__name__)


def run_round(now: datetime | None = None) -> int:
    """Remind in every office that may be reminded in now; gives how many digests were made.

    What goes wrong in one office keeps no other waiting; it is logged, and raised in the end, so that the queue tries
    the round again.
    """
    moment = now or clock.now()
    made = 0
    problem: Exception | None = None
    for office in Office.objects.order_by("pk"):
        try:
            made += run_office(office, moment)
        except Exception as error:
            _log.exception("reminders of %s were not made", office.key)
            problem = problem or error
    if problem is not None:
        raise problem
    return made


def run_office(office: Office, moment: datetime) -> int:
    """The same for one office: nothing in its quiet hours."""
    rules = rules_of(office.pk)
    if is_quiet(rules, moment):
        return 0
    today = moment.astimezone(clock.ZONE).date()
    plan_reminders(office, rules, today)
    plan_news(office, today)
    return gather_digests(office, today) + gather_urgent(office, today)
