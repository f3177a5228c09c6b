"""From facts and rules to a light with its reason, and to a forecast beside it, which is never mixed with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil

from luoshi.duban.oversight.lights.facts import Facts
from luoshi.duban.oversight.lights.rules import Colour, Rule, RuleSet, When
from luoshi.duban.oversight.lights.trajectory import WHOLE, expected
from luoshi.duban.oversight.lights.workdays import working_day, working_days
from luoshi.duban.tasks.lateness import days_late

#: Before so many working days have passed, a rate says nothing.
LEAST_DAYS = 5
#: A task that stands at nothing although this share of its time is over will not be done in time.
HALF = 50.0
#: A finish further away than this many working days is told as this far.
_FAR = 2_500


class Reason(StrEnum):
    """Why a light shows what it shows; :mod:`.wording` says it in a sentence."""

    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    SUSPENDED = "suspended"
    LONG_TERM = "long-term"
    NO_LIMIT = "no-limit"
    MASKED = "masked"
    SUBMITTED = "submitted"
    OVERDUE = "overdue"
    DUE_WITHIN = "due-within"
    BEHIND = "behind"
    SHARE_BELOW = "share-below"
    ON_THE_WAY = "on-the-way"


class Forecast(StrEnum):
    """Whether the limit will be kept at the present rate."""

    NONE = ""
    WILL_KEEP = "will-keep"
    WILL_MISS = "will-miss"
    NOT_BEGUN = "not-begun"


@dataclass(frozen=True, slots=True)
class Light:
    """A light.  ``days`` are those that the reason speaks of (late, or working days left), ``expected`` and
    ``percent`` the figures that it compares.  ``finishes`` is the day the forecast comes to."""

    colour: Colour
    reason: Reason
    days: int = 0
    percent: float | None = None
    expected: float | None = None
    forecast: Forecast = Forecast.NONE
    finishes: date | None = None


def judge(facts: Facts, rules: RuleSet, today: date) -> Light:
    """The light of a task on *today*."""
    sign = _sign(facts, today)
    if sign is not None:
        return sign
    due = facts.due
    if due is None:  # _sign has answered for it
        raise ValueError("a task without a limit has a sign")
    should = expected(facts, today)
    late = days_late(due, today if facts.done_on is None else min(today, facts.done_on))
    left = working_days(today, due)
    rule = next(rule for rule in rules.rules if _holds(rule, facts, should, late, left))
    reason = Reason.ON_THE_WAY if rule.when is When.OTHERWISE else Reason(str(rule.when))
    if facts.done_on is not None and not late:
        return Light(Colour.GREEN, Reason.SUBMITTED, 0, facts.percent, should)
    forecast, finishes = (Forecast.NONE, None) if late else _forecast(facts, today)
    if late and reason is Reason.ON_THE_WAY:
        reason = Reason.OVERDUE
    return Light(rule.colour, reason, late if late else left, facts.percent, should, forecast, finishes)


def _sign(facts: Facts, today: date) -> Light | None:
    """What is marked, not coloured."""
    if facts.is_withdrawn:
        return Light(Colour.WITHDRAWN, Reason.WITHDRAWN)
    if facts.is_closed:
        late = facts.late_before + (days_late(facts.due, facts.done_on) if facts.done_on else 0)
        return Light(Colour.CLOSED, Reason.CLOSED, late, facts.percent)
    if facts.suspended_since is not None:
        return Light(Colour.GREY, Reason.SUSPENDED, (today - facts.suspended_since).days, facts.percent)
    if facts.due is None:
        reason = Reason.LONG_TERM if facts.is_long_term else Reason.NO_LIMIT
        return Light(Colour.LONG_TERM if facts.is_long_term else Colour.GREY, reason, 0, facts.percent)
    if facts.masked and not days_late(facts.due, today):
        return Light(Colour.GREY, Reason.MASKED, 0, facts.percent)
    return None


def _holds(rule: Rule, facts: Facts, should: float | None, late: int, left: int) -> bool:
    if rule.when is When.OVERDUE:
        return late >= rule.value
    if rule.when is When.DUE_WITHIN:
        return not late and facts.done_on is None and left <= rule.value
    if rule.when is When.OTHERWISE:
        return True
    if facts.percent is None or should is None or facts.done_on is not None:
        return False
    if rule.when is When.BEHIND:
        return should - facts.percent >= rule.value
    return should > 0 and facts.percent / should * WHOLE < rule.value


def _forecast(facts: Facts, today: date) -> tuple[Forecast, date | None]:
    """At the present rate; nothing is said before a rate can be known, or where the unit gave no figure."""
    if facts.percent is None or facts.done_on is not None or facts.due is None:
        return Forecast.NONE, None
    passed = working_days(facts.starts, today)
    if passed < LEAST_DAYS:
        return Forecast.NONE, None
    if facts.percent <= 0:
        should = expected(facts, today) or 0.0
        return (Forecast.NOT_BEGUN, None) if should >= HALF else (Forecast.NONE, None)
    needed = min(_FAR, (WHOLE - facts.percent) * passed / facts.percent)
    finishes = working_day(today, ceil(needed)) if needed > 0 else today
    return (Forecast.WILL_MISS if finishes > facts.due else Forecast.WILL_KEEP), finishes
