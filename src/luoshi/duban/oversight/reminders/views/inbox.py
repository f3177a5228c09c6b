"""提醒: a person's inbox."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.oversight.news import kinds
from luoshi.duban.oversight.reminders.actions.mark_read import mark_read
from luoshi.duban.oversight.reminders.inbox import entries
from luoshi.duban.oversight.reminders.queries import digest_for, digests_of, new_for, telling_for, unread_of

PAGE = 10


@require_GET
@needs(Right.SEE_OWN_ACCOUNT)
def inbox(request: SignedIn) -> HttpResponse:
    """Everything that the person was reminded of, the newest first."""
    page = Paginator(digests_of(request.user), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "entries": entries(page.object_list), "unread": unread_of(request.user)}
    return render(request, "reminders/inbox.html", context)


@require_GET
@needs(Right.SEE_OWN_ACCOUNT)
def digest(request: SignedIn, digest: int) -> HttpResponse:
    """One digest: where the link in a message leads."""
    found = digest_for(request.user, digest)
    return render(request, "reminders/digest.html", {"entry": entries([found])[0]})


@require_GET
@needs(Right.SEE_OWN_ACCOUNT)
def news(request: SignedIn, telling: int) -> HttpResponse:
    """To where news are dealt with; what was withdrawn or written anew meanwhile, or is another's, is said to be so."""
    found = telling_for(request.user, telling).news
    kind = kinds().get(found.kind)
    place = kind.opens(request.user, found.subject) if kind is not None else ""
    if not place:
        words = _("“%(title)s”已撤回、改写，或者只能由该单位的联络员和负责人查看。")
        messages.warning(request, words % {"title": found.title})
    return redirect(place or "reminders:inbox")


@require_POST
@needs(Right.SEE_OWN_ACCOUNT)
def read(request: SignedIn) -> HttpResponse:
    """知道了: one digest, or all of them."""
    key = request.POST.get("digest", "")
    mark_read(actor=request.user, key=int(key) if key.isascii() and key.isdigit() and len(key) < 19 else None)
    return redirect("reminders:inbox")


@require_GET
@needs(Right.SEE_OWN_ACCOUNT)
def unread(request: SignedIn) -> HttpResponse:
    """How many are new, for the head of every page."""
    return render(request, "reminders/unread.html", {"unread": new_for(request.user)})
