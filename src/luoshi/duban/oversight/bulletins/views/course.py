"""From proposal to issue, and back."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.locking import version_sent
from luoshi.duban.oversight.bulletins.actions.decide_bulletin import (
    approve_bulletin,
    approve_criticism,
    send_bulletin_back,
)
from luoshi.duban.oversight.bulletins.actions.issue_bulletin import check_issuable, issue_bulletin
from luoshi.duban.oversight.bulletins.actions.propose_bulletin import propose_bulletin
from luoshi.duban.oversight.bulletins.actions.withdraw_bulletin import NOTE, withdraw_bulletin
from luoshi.duban.oversight.bulletins.forms.course import IssueForm, ReasonForm
from luoshi.duban.oversight.bulletins.models import Bulletin
from luoshi.duban.oversight.bulletins.paper import copies_of, made, note_of, official
from luoshi.duban.oversight.bulletins.queries import bulletin_for
from luoshi.duban.oversight.bulletins.reading import Reading
from luoshi.duban.oversight.bulletins.views.reading import page
from luoshi.duban.problems import Refused, sentence
from luoshi.errors import LuoshiError


def _seen(request: SignedIn, pk: int) -> Bulletin:
    """The bulletin in the version that the person saw: it moves on from that one or not at all.

    What was sent back, changed and proposed again since is not what they read.
    """
    bulletin = bulletin_for(request.user, pk)
    bulletin.version = version_sent(request.POST)
    return bulletin


def _act(
    request: SignedIn, bulletin: Bulletin, action: Callable[[], object], done: str, **forms: object
) -> HttpResponse:
    """Do it and go back to the page; a refusal is shown there, beside what was typed."""
    try:
        action()
    except LuoshiError as error:
        messages.error(request, sentence(error))
        fresh = bulletin_for(request.user, bulletin.pk)
        unmarked = isinstance(error, Refused) and error.code == "unmarked"
        return page(request, fresh, status=409, unmarked=unmarked, **forms)
    messages.success(request, done)
    return redirect("bulletins:bulletin", bulletin.pk)


@require_POST
@needs(Right.DRAFT_BULLETIN)
def propose(request: SignedIn, pk: int) -> HttpResponse:
    """送审."""
    bulletin = _seen(request, pk)
    confirmed = request.POST.get("not_criticism") == "1"
    return _act(
        request,
        bulletin,
        lambda: propose_bulletin(bulletin, actor=request.user, not_criticism=confirmed),
        _("已送审，等待他人审批。"),
    )


@require_POST
@needs(Right.APPROVE_BULLETIN)
def approve(request: SignedIn, pk: int) -> HttpResponse:
    """批准."""
    bulletin, opinion = _seen(request, pk), request.POST.get("opinion", "")[:1000]
    return _act(
        request, bulletin, lambda: approve_bulletin(bulletin, actor=request.user, opinion=opinion), _("已批准。")
    )


@require_POST
@needs(Right.APPROVE_CRITICISM)
def approve_named(request: SignedIn, pk: int) -> HttpResponse:
    """批准点名."""
    bulletin, opinion = _seen(request, pk), request.POST.get("opinion", "")[:1000]
    return _act(
        request,
        bulletin,
        lambda: approve_criticism(bulletin, actor=request.user, version=bulletin.version, opinion=opinion),
        _("已批准点名。"),
    )


@require_POST
@needs(Right.SEE_BULLETINS)
def send_back(request: SignedIn, pk: int) -> HttpResponse:
    """退回起草; the action says who may."""
    bulletin, form = _seen(request, pk), ReasonForm(request.POST)
    if not form.is_valid():
        return page(request, bulletin_for(request.user, pk), status=422, reason_form=form)
    reason = form.cleaned_data["reason"]
    return _act(
        request,
        bulletin,
        lambda: send_bulletin_back(bulletin, actor=request.user, reason=reason),
        _("已退回起草。"),
        reason_form=form,
    )


@require_POST
@needs(Right.ISSUE_BULLETIN)
def issue(request: SignedIn, pk: int) -> HttpResponse:
    """印发."""
    bulletin, form = _seen(request, pk), IssueForm(request.POST)
    if not form.is_valid():
        return page(request, bulletin_for(request.user, pk), status=422, issue_form=form)
    return _act(request, bulletin, lambda: _issue(request, bulletin, form), _("已印发。"), issue_form=form)


def _issue(request: SignedIn, bulletin: Bulletin, form: IssueForm) -> None:
    data = form.cleaned_data
    check_issuable(bulletin)
    # The files are made before the transaction, which would keep every other writer waiting for a second.
    document = official(Reading.of(bulletin), serial=data["serial"], day=data["issued_on"], copies=copies_of(bulletin))
    files = made(document)
    with transaction.atomic():
        issue_bulletin(bulletin, actor=request.user, serial=data["serial"], issued_on=data["issued_on"], files=files)


@require_POST
@needs(Right.DRAFT_BULLETIN)
def withdraw(request: SignedIn, pk: int) -> HttpResponse:
    """撤回; the action says who may, which differs by the state."""
    bulletin, form = _seen(request, pk), ReasonForm(request.POST)
    if not form.is_valid():
        return page(request, bulletin_for(request.user, pk), status=422, withdraw_form=form)
    reason = form.cleaned_data["reason"]
    return _act(
        request,
        bulletin,
        lambda: _withdraw(request, bulletin, reason),
        _("已撤回；通报及其数字、清单保留在记录中。"),
        withdraw_form=form,
    )


def _withdraw(request: SignedIn, bulletin: Bulletin, reason: str) -> None:
    note = "；".join(part for part in (note_of(bulletin), NOTE) if part) if bulletin.issued_at else ""
    files = noted(bulletin, note) if note else {}
    withdraw_bulletin(bulletin, actor=request.user, reason=reason, files=files, note=note)


def noted(bulletin: Bulletin, note: str) -> dict[str, bytes]:
    """The files of an issued bulletin with *note* on them; nothing else of them changes."""
    day = bulletin.issued_on
    if day is None:
        return {}
    document = official(Reading.of(bulletin), serial=bulletin.serial, day=day, copies=copies_of(bulletin), note=note)
    return made(document)
