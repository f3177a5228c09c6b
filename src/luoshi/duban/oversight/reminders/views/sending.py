"""催办情况: what was sent and what could not be, and posts that nobody holds."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.language import is_chinese
from luoshi.duban.oversight.reminders.actions.try_again import try_again, try_all_again
from luoshi.duban.oversight.reminders.models import DeliveryState
from luoshi.duban.oversight.reminders.queries import (
    counts_by_state,
    deliveries_visible_to,
    delivery_for,
    digests_with,
    vacancies_of,
)
from luoshi.duban.problems import sentence
from luoshi.errors import LuoshiError

PAGE = 50


@require_GET
@needs(Right.SUPERVISE)
def sending(request: SignedIn) -> HttpResponse:
    """The messages by state, failed ones first; above them the posts that nobody holds."""
    counts = counts_by_state(request.user)
    asked = request.GET.get("state", "")
    state = asked if asked in DeliveryState.values else _first(counts)
    query = request.GET.get("q", "").strip()[:50]
    rows = deliveries_visible_to(request.user).filter(digests_with(query), state=state)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": [
            {
                "title": one.label,
                "url": f"{reverse('reminders:sending')}?state={one.value}",
                "here": one.value == state,
                "count": counts.get(one.value, 0),
            }
            for one in (DeliveryState.FAILED, DeliveryState.WAITING, DeliveryState.SENT, DeliveryState.OVER)
        ],
        "state": state,
        "query": query,
        "page": page,
        "rows": [(row, _why(row.problem)) for row in page.object_list],
        "vacancies": list(vacancies_of(request.user)),
        "may_set": may(request.user, Right.MANAGE_REGISTERS),
    }
    return render(request, "reminders/sending.html", context)


def _first(counts: dict[str, int]) -> str:
    """Failed ones where there are any, else what was sent."""
    return str(DeliveryState.FAILED if counts.get(DeliveryState.FAILED) else DeliveryState.SENT)


def _why(problem: str) -> str:
    """The sentence in the language of the page."""
    chinese, _line, english = problem.partition("\n")
    return chinese if is_chinese() or not english else english


@require_POST
@needs(Right.SUPERVISE)
def retry(request: SignedIn, delivery: int) -> HttpResponse:
    """Try one again."""
    try:
        try_again(delivery_for(request.user, delivery), actor=request.user)
    except LuoshiError as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, _("已重新排队发送。"))
    return redirect(f"{reverse('reminders:sending')}?state=failed")


@require_POST
@needs(Right.SUPERVISE)
def retry_all(request: SignedIn) -> HttpResponse:
    """Try all that failed again."""
    try:
        count = try_all_again(actor=request.user)
    except LuoshiError as error:
        messages.error(request, sentence(error))
    else:
        words = ngettext("%(count)s 条消息已重新排队发送。", "%(count)s 条消息已重新排队发送。", count)
        messages.success(request, words % {"count": count})
    return redirect(f"{reverse('reminders:sending')}?state=failed")
