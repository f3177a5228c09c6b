"""Personal links to what units owe: made and shown once, listed with their state, revoked."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from luoshi.duban import clock
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.organisations.models import Unit
from luoshi.duban.problems import sentence
from luoshi.duban.tasks.actions.report_links import USUAL_DAYS, MadeLink, make_report_links, revoke_report_link
from luoshi.duban.tasks.links.privacy import unkept
from luoshi.duban.tasks.reporting.listing import owed_by
from luoshi.duban.tasks.reporting.queries import link_for, links_visible_to
from luoshi.duban.tasks.reporting.tabs import tabs
from luoshi.duban.tasks.reporting.texts import owed_text
from luoshi.duban.tasks.views.reporting import chosen
from luoshi.errors import LuoshiError

PAGE = 50


@require_GET
@needs(Right.SUPERVISE)
def links(request: SignedIn) -> HttpResponse:
    """The links that were made, the newest first, with what became of each."""
    page = Paginator(links_visible_to(request.user), PAGE).get_page(request.GET.get("page"))
    now = clock.now()
    rows = [(link, link.is_alive(now)) for link in page.object_list]
    context = {"tabs": tabs(request.user, "owed-links"), "page": page, "rows": rows}
    return render(request, "tasks/reporting/links.html", context)


@require_POST
@needs(Right.SUPERVISE)
@sensitive_variables("made")
def make(request: SignedIn) -> HttpResponse:
    """A new link for each of the chosen units; this answer is the only place where they stand."""
    days = request.POST.get("days", "")
    try:
        made = make_report_links(
            chosen(request), actor=request.user, days=int(days) if days.isdecimal() and len(days) < 4 else USUAL_DAYS
        )
    except LuoshiError as error:
        messages.error(request, sentence(error))
        return redirect("tasks:owed")
    return _shown_once(request, made)


@sensitive_variables("made", "shown", "url")
def _shown_once(request: SignedIn, made: list[MadeLink]) -> HttpResponse:
    today = clock.today()
    found = owed_by([one.link.unit_id for one in made], today)
    shown: list[tuple[Unit, str, str]] = []
    for one in made:
        url = request.build_absolute_uri(reverse("tasks:report-link", args=(one.token,)))
        unit = one.link.unit
        shown.append((unit, url, owed_text(unit, found[unit.pk], today, url=url)))
    context = {
        "links": shown,
        "lines": "\n".join(f"{unit.name}\t{url}" for unit, url, _words in shown),
        "expires": made[0].link.expires_at,
        "file_name": f"{_('报送链接')}{today:%m%d}.txt",
    }
    return unkept(render(request, "tasks/reporting/made_links.html", context))


@require_POST
@needs(Right.SUPERVISE)
def revoke(request: SignedIn, link: int) -> HttpResponse:
    """The link opens nothing from now on."""
    found = link_for(request.user, link)
    revoke_report_link(found, actor=request.user)
    messages.success(request, _("“%(unit)s”的链接已失效。") % {"unit": found.unit.name})
    return redirect("tasks:owed-links")
