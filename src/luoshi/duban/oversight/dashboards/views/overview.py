"""The overview: what has landed, what turned, what will miss."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luoshi.duban import clock
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.dashboards import overview as content
from luoshi.duban.oversight.dashboards import since
from luoshi.duban.oversight.dashboards.actions.note_visit import note_visit
from luoshi.duban.oversight.dashboards.landed import ALARMS, BY, FATES, WARNINGS, By, Fate
from luoshi.duban.oversight.dashboards.seen import Seen
from luoshi.duban.oversight.dashboards.tabs import tabs
from luoshi.duban.oversight.dashboards.wanted import address, forecast_words
from luoshi.duban.oversight.lights.wording import NAMES
from luoshi.duban.tasks.ledger.asked import Asked


@require_GET
@needs(Right.SEE_OVERVIEW)
def overview(request: SignedIn) -> HttpResponse:
    """The page; ``since`` is the first day that counts as new, ``by`` what the tasks are counted by."""
    user, today = request.user, clock.today()
    asked = Asked.of(request.GET)
    named = since.named(request.GET.get("since", ""), today)
    first, is_own = (named, False) if named else _since_last(request)
    seen = Seen(user, asked, today, first)
    by = by_of(request.GET.get("by", ""), seen)
    found = content.overview(seen, by, first)
    context = {
        "tabs": tabs(user, "dashboards:overview"),
        "here": found,
        "since": first,
        "narrowing": seen.chips,
        "sinces": _sinces(request, first, is_own=is_own, named=named),
        "ways": [(BY[one], _kept(request, by=one.value), one is by) for one in ways_of(seen)],
        "figures": _figures(asked, found),
        "turned_all": address(asked, turned=first, light=[str(one) for one in ALARMS]),
        "turned_counts": _turned_counts(asked, found, first),
        "missing_all": address(asked, forecast=[str(one) for one in WARNINGS]),
        "missing_counts": _missing_counts(asked, found),
    }
    return render(request, "dashboards/overview.html", context)


def ways_of(seen: Seen) -> list[By]:
    """What the tasks can be counted by; by leaders only for who sees more than the field of one."""
    return [by for by in By if by is not By.LEADER or seen.whole]


def by_of(value: str, seen: Seen) -> By:
    """What an address counts by; registers where it says nothing that is known."""
    return next((by for by in ways_of(seen) if by.value == value), By.REGISTER)


def _since_last(request: SignedIn) -> tuple[date, bool]:
    today = clock.today()
    visit = since.visit_of(request.user)
    before = visit.before if visit is not None else None
    if visit is None or visit.on < today:
        before = note_visit(visit, actor=request.user, today=today)
    return (before, True) if before is not None else (since.last_monday(today), False)


def _kept(request: SignedIn, **more: str) -> str:
    """This page's address with other values."""
    query = request.GET.copy()
    for key, value in more.items():
        query[key] = value
    return f"?{query.urlencode()}"


def _sinces(request: SignedIn, first: date, *, is_own: bool, named: date | None) -> list[tuple[str, str, bool]]:
    """The days since when things can be told as new; the last visit only where there was one."""
    today = clock.today()
    monday = since.last_monday(today)
    words = _("上周一以来") if today.weekday() == 0 else _("本周一以来")
    query = request.GET.copy()
    query.pop("since", None)
    found = [(words, _kept(request, since=monday.isoformat()), first == monday and not is_own)]
    if is_own or named is not None:
        found.insert(0, (_("上次查看以来"), f"?{query.urlencode()}", is_own))
    return found


def _figures(asked: Asked, found: content.Overview) -> list[tuple[str, int, str, str]]:
    """The row of figures: what is counted, how many, where their rows are, the tone."""
    tones = {Fate.ON_TIME: "done", Fate.LATE: "done-late", Fate.UNDER_WAY: "open", Fate.OVERDUE: "overdue"}
    first = (_("全部任务"), found.totals.all, address(asked), "all")
    return [
        first,
        *((str(FATES[fate]), found.totals.fates[fate], address(asked, fate=fate.value), tones[fate]) for fate in Fate),
    ]


def _turned_counts(asked: Asked, found: content.Overview, first: date) -> list[tuple[str, str, int, str]]:
    counts = found.totals.turned
    return [
        (str(colour), str(NAMES[colour]), counts[colour], address(asked, turned=first, light=str(colour)))
        for colour in ALARMS
        if counts.get(colour)
    ]


def _missing_counts(asked: Asked, found: content.Overview) -> list[tuple[str, int, str]]:
    """Each forecast with its rows in the ledger (docs/ledger.md)."""
    counts = found.totals.forecasts
    ledger, query = reverse("tasks:tasks"), asked.filters.query
    return [
        (forecast_words(one), counts[one], f"{ledger}?{query + '&' if query else ''}forecast={one}")
        for one in WARNINGS
        if counts.get(one)
    ]
