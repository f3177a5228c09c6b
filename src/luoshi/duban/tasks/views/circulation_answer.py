"""Answering: behind a personal link, signed in, and by the office on a unit's behalf.  One form for all three."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from luoshi.duban import clock
from luoshi.duban.accounts.guards import SignedIn, needs, open_to_all
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.middleware import address_of
from luoshi.duban.problems import ChangedMeanwhile, sentence
from luoshi.duban.tasks.actions.answer import By, answer, by_link, by_office, by_person
from luoshi.duban.tasks.circulation.adoption import comment_words, item_words
from luoshi.duban.tasks.circulation.queries import (
    extract_of,
    invitation_by_token,
    invitation_for,
    invitation_in,
    invitations_of,
    round_for,
    standing_comments,
    takes_answers,
)
from luoshi.duban.tasks.forms.answer import AnswerForm
from luoshi.duban.tasks.links.privacy import private
from luoshi.duban.tasks.links.throttle import is_over, too_many
from luoshi.duban.tasks.links.tokens import digest
from luoshi.duban.tasks.models import Invitation
from luoshi.errors import LuoshiError

PAGE = 50
#: Within ten minutes: wrong links from one address, and answers through one link.
WRONG_LINKS, ANSWERS = 30, 60


@dataclass(frozen=True, slots=True)
class _Door:
    """Through which door somebody answers: its template, who it makes of them, where it goes on."""

    template: str
    by: Callable[[Invitation, AnswerForm], By]
    back: str
    needs_name: bool = True
    draft: str = ""


@require_http_methods(["GET", "POST"])
@open_to_all
@sensitive_variables("token")
def personal(request: HttpRequest, token: str) -> HttpResponse:
    """The unit's extract behind its link.  Whatever is wrong with a link, the page is the same."""
    now, address = clock.now(), address_of(request)
    if is_over("wrong-link", address, WRONG_LINKS, now=now):
        return private(render(request, "tasks/circulation/no_link.html", status=429))
    invitation = invitation_by_token(token, now)
    if invitation is None:
        too_many("wrong-link", address, WRONG_LINKS, now=now)
        return private(render(request, "tasks/circulation/no_link.html", status=404))
    if request.method == "POST" and too_many("answer", str(invitation.pk), ANSWERS, now=now):
        return private(render(request, "tasks/circulation/no_link.html", status=429))
    if invitation.opened_at is None:
        Invitation.objects.filter(pk=invitation.pk).update(opened_at=now)
    door = _Door(
        "tasks/circulation/personal.html",
        lambda one, form: by_link(one, form.said_by),
        request.path,
        draft=digest(token)[:16],
    )
    return private(_answer(request, invitation, door))


@needs(Right.COMMENT)
@require_GET
def invitations(request: SignedIn) -> HttpResponse:
    """What the person's units were asked, the newest first."""
    page = Paginator(invitations_of(request.user), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "today": clock.today()}
    return render(request, "tasks/circulation/invitations.html", context)


@needs(Right.COMMENT)
@require_http_methods(["GET", "POST"])
def invitation(request: SignedIn, invitation: int) -> HttpResponse:
    """The same form for a liaison or unit head who has signed in."""
    found = invitation_for(request.user, invitation)
    door = _Door(
        "tasks/circulation/signed_in.html",
        lambda one, form: by_person(one, request.user),  # noqa: ARG005 -- the account says the name
        reverse("tasks:invitation", args=(found.pk,)),
        needs_name=False,
    )
    return _answer(request, found, door)


@needs(Right.CIRCULATE)
@require_http_methods(["GET", "POST"])
def by_hand(request: SignedIn, plan: int, number: int, invitation: int) -> HttpResponse:
    """代录: what a unit said by telephone or on paper, typed by the office."""
    circulation = round_for(request.user, plan, number)
    door = _Door(
        "tasks/circulation/by_hand.html",
        lambda one, form: by_office(one, request.user, form.said_by),
        reverse("tasks:circulation-round", args=(plan, number)),
    )
    return _answer(request, invitation_in(circulation, invitation), door)


def _answer(request: HttpRequest, invitation: Invitation, door: _Door) -> HttpResponse:
    if request.method != "POST":
        form = AnswerForm(extract_of(invitation), standing_comments(invitation))
        return _page(request, invitation, door, form)
    form = AnswerForm(extract_of(invitation), standing_comments(invitation), request.POST)
    if not form.is_valid(needs_name=door.needs_name):
        return _page(request, invitation, door, form, status=422)
    seen = request.POST.get("version", "")
    try:
        by = door.by(invitation, form)
        done = answer(invitation, form.proposals, by=by, version=int(seen) if seen.isdecimal() else 0)
    except ChangedMeanwhile as error:
        form.errors.append(sentence(error))
        return _conflict(request, invitation, door, form)
    except LuoshiError as error:
        form.errors.append(sentence(error))
        return _page(request, invitation, door, form, status=409)
    words = (
        _("已提交，共 %(count)s 条意见。") % {"count": len(form.proposals)} if form.proposals else _("已提交：无意见。")
    )
    messages.success(request, words if done.is_news or not form.proposals else _("与上次提交的相同，没有变化。"))
    return redirect(door.back)


def _conflict(request: HttpRequest, invitation: Invitation, door: _Door, form: AnswerForm) -> HttpResponse:
    """Both answers beside one another; what was typed can be submitted over the newer one."""
    fresh = Invitation.objects.select_related("unit", "circulation__plan__office").get(pk=invitation.pk)
    standing = {(one.row_id, one.field): one for one in standing_comments(fresh)}
    mine = {(one.row, one.field): one for one in form.proposals}
    titles = {row.row.pk: f"{row.row.number}. {row.row.title}" for row in form.rows}
    rows = []
    for key in dict.fromkeys([*standing, *mine]):
        theirs, own = standing.get(key), mine.get(key)
        rows.append(
            {
                "label": item_words(theirs) if theirs else titles.get(key[0] or 0, _("总体意见")),
                "theirs": comment_words(theirs) if theirs else "",
                "mine": "\n".join(filter(None, (own.proposed, own.remark))) if own else "",
            }
        )
    who = {"who": fresh.answered_by, "when": fresh.answered_at}
    return _page(request, fresh, door, form, status=409, conflict=rows, **who)


def _page(
    request: HttpRequest,
    invitation: Invitation,
    door: _Door,
    form: AnswerForm,
    *,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    circulation = invitation.circulation
    context = {
        "invitation": invitation,
        "circulation": circulation,
        "plan": circulation.plan,
        "form": form,
        "is_open": takes_answers(circulation),
        "is_late": clock.today() > circulation.answer_by,
        "needs_name": door.needs_name,
        "draft": door.draft,
        "back": door.back,
        **more,
    }
    return render(request, door.template, context, status=status)
