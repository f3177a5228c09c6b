"""The review desk: the page, and what of it has changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.tasks.desk.changing import OPEN_STATES
from luoshi.duban.tasks.desk.gold import gold_tsv
from luoshi.duban.tasks.desk.news import Pile, pile, since
from luoshi.duban.tasks.desk.page import Desk, Slice, look_at
from luoshi.duban.tasks.desk.places import in_section, touched_by
from luoshi.duban.tasks.desk.similar import Wording, resembling
from luoshi.duban.tasks.models import DeskChange, Plan, TaskSignature
from luoshi.duban.tasks.queries import plan_for


@require_GET
@needs(Right.SEE_DOCUMENTS)
def desk(request: SignedIn, pk: int) -> HttpResponse:
    """The whole desk.  Who may not decide, and everybody once the plan is past the desk, reads it only."""
    plan = plan_for(request.user, pk)
    stands = pile(plan)  # before anything is read: what comes in between is news
    return render(request, "tasks/desk/desk.html", context(request, look_at(plan), stands))


def context(request: SignedIn, shown: Desk, stands: Pile) -> dict[str, object]:
    """What the templates of the desk need."""
    plan = shown.plan
    last = stands.last
    by = f"{last.made_by.name}{_('：')}" if last and last.made_by_id != request.user.pk else ""
    return {
        "plan": plan,
        "desk": shown,
        "counts": shown.counts,
        "may_decide": may(request.user, Right.DECIDE_STATEMENTS) and plan.state in OPEN_STATES,
        "last": f"{by}{last.words}" if last else "",
        "last_key": stands.top,
        "can_redo": stands.can_redo,
        "since": stands.token,
    }


@dataclass(frozen=True, slots=True)
class Sliced:
    """Answer with some sections at a time, from the one with the index ``first`` on.

    The page is told where to go on, and until all is there it is told that it has ``seen`` only what it had: should
    the rest never come, it asks for all of it again.
    """

    seen: str
    first: int = 0


def changed(
    request: SignedIn,
    plan: Plan,
    changes: Iterable[DeskChange] | None,
    stands: Pile,
    sliced: Sliced | None = None,
) -> HttpResponse:
    """The sections that *changes* touched (``None``: all) and the counters, for htmx to put in their places.

    *stands* is how the pile of changes stood before *changes* were asked for.
    """
    cut = Slice(sliced.first) if sliced else None
    shown = look_at(plan, None if changes is None else touched_by(list(changes)), cut)
    more = {"out_of_band": True, **context(request, shown, stands)}
    if sliced and shown.more is not None:
        seen = sliced.seen
        rest = {"since": seen, "from": shown.more, **({"all": 1} if changes is None else {})}
        more |= {"since": seen, "more": urlencode(rest)}
    return render(request, "tasks/desk/changed.html", more)


@require_GET
@needs(Right.SEE_DOCUMENTS)
def news(request: SignedIn, pk: int) -> HttpResponse:
    """What was changed since the page was drawn, ``from`` a section on what is left of it; nothing (204) where nothing
    was."""
    plan = plan_for(request.user, pk)
    stands = pile(plan)
    seen, first = request.GET.get("since", ""), request.GET.get("from", "")
    changes = None if "all" in request.GET else since(plan, seen)
    if first.isdecimal() and len(first) < 9:
        return changed(request, plan, changes, stands, Sliced(seen, int(first)))
    if changes == [] and seen == stands.token:
        return HttpResponse(status=204)
    return changed(request, plan, changes, stands)


@require_GET
@needs(Right.SEE_DOCUMENTS)
def similar(request: SignedIn, pk: int) -> HttpResponse:
    """The open tasks that resemble the items of the desk (of one section: ``?section=``), each for its place.

    Of a plan that is issued there is nothing left to merge, and its tasks would resemble themselves.
    """
    plan = plan_for(request.user, pk)
    is_open = plan.state in OPEN_STATES
    section = request.GET.get("section", "")
    where = in_section(int(section)) if section.isdecimal() and len(section) < 9 else None
    parts = look_at(plan, where).parts if is_open and TaskSignature.objects.exists() else []
    cards = [card for part in parts for card in part.cards]
    wordings = {
        card.key: Wording(
            card.text, frozenset(unit.key for unit in card.units if unit.key), tuple(unit.said for unit in card.units)
        )
        for card in cards
    }
    found = resembling(plan.office_id, wordings)
    items = [(card, found[card.key]) for card in cards if card.key in found]
    editable = is_open and may(request.user, Right.DECIDE_STATEMENTS)
    return render(request, "tasks/desk/similar.html", {"plan": plan, "items": items, "may_decide": editable})


@require_GET
@needs(Right.SEE_DOCUMENTS)
def gold(request: SignedIn, pk: int) -> HttpResponse:
    """The decisions as a gold annotation."""
    plan = plan_for(request.user, pk)
    response = HttpResponse(gold_tsv(plan), content_type="text/tab-separated-values; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="plan-{plan.pk}.gold.tsv"'
    return response
