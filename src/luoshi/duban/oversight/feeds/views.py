"""One's own calendar: its page, and what programs read."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luoshi.duban import clock
from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.guards import SignedIn, needs, open_to_all
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.feeds.actions import make_feed, revoke_feed
from luoshi.duban.oversight.feeds.calendar import Place, as_calendar
from luoshi.duban.oversight.feeds.limits import limits_of
from luoshi.duban.oversight.feeds.models import CalendarFeed
from luoshi.duban.tasks.links.privacy import private, unkept
from luoshi.duban.tasks.links.throttle import too_many
from luoshi.duban.tasks.links.tokens import digest, is_token

#: A program may read so often in ten minutes, an address may be guessed at so often.
MOST_READS, MOST_GUESSES = 60, 30


@require_http_methods(["GET", "POST"])
@needs(Right.SEE_TASKS)
@sensitive_variables("token", "address")
def feed(request: SignedIn) -> HttpResponse:
    """The page; a POST makes a new address, which this answer alone shows."""
    address = ""
    if request.method == "POST":
        token = make_feed(request.user)
        address = request.build_absolute_uri(reverse("feeds:calendar", args=[token]))
    there = CalendarFeed.objects.filter(person=request.user).first()
    return unkept(render(request, "feeds/feed.html", {"feed": there, "address": address}))


@require_POST
@needs(Right.SEE_TASKS)
def revoke(request: SignedIn) -> HttpResponse:
    """The address ends."""
    if revoke_feed(request.user):
        messages.success(request, _("已停止订阅，原地址立即失效。"))
    return redirect("feeds:feed")


@require_GET
@open_to_all
@sensitive_variables("token")
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind a secret: wrong, revoked, and of somebody who may no longer see tasks all look alike."""
    now = clock.now()
    where = request.META.get("REMOTE_ADDR", "")
    rows = CalendarFeed.objects.select_related("person__office").filter(token_sha256=digest(token))
    there = rows.first() if is_token(token) else None
    if there is None or not there.person.is_active or not may(there.person, Right.SEE_TASKS):
        if too_many("calendar-guess", where, MOST_GUESSES, now=now):
            return private(HttpResponse(status=429))
        raise Http404
    if too_many("calendar", str(there.pk), MOST_READS, now=now):
        return private(HttpResponse(status=429))
    CalendarFeed.objects.filter(pk=there.pk).update(read_at=now)
    dues = limits_of(there.person, now.date())
    name = _("%(name)s的任务时限") % {"name": there.person.name}
    place = Place(
        request.get_host().partition(":")[0],
        lambda task: request.build_absolute_uri(reverse("tasks:task", args=[task])),
    )
    content = as_calendar(name, dues, place, now=now)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'inline; filename="luoshi.ics"'
    return private(answer)
