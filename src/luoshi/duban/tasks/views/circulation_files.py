"""Files to send, files that came back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.problems import sentence
from luoshi.duban.tasks.actions.receive_files import receive_files
from luoshi.duban.tasks.actions.take_answers_in import set_aside, take_answers_in
from luoshi.duban.tasks.circulation import files
from luoshi.duban.tasks.circulation.overview import counts, tabs
from luoshi.duban.tasks.circulation.preview import Previews
from luoshi.duban.tasks.circulation.queries import (
    extract_of,
    invitation_in,
    returned_in,
    round_for,
    takes_answers,
    with_extracts,
)
from luoshi.duban.tasks.circulation.returned.tables import LARGEST
from luoshi.duban.tasks.returning.naming import plain_name
from luoshi.duban.tasks.views.dropping import take_dropped
from luoshi.errors import LuoshiError

#: What an archive is of, in its name: two of them lie side by side in a folder.
_MADE_BY = {"xlsx": "Excel", "docx": "Word"}


@needs(Right.CIRCULATE)
@require_GET
def extract_file(request: SignedIn, plan: int, number: int, invitation: int, kind: str) -> HttpResponse:
    """A unit's table as Excel or Word, to be sent by hand."""
    found = invitation_in(round_for(request.user, plan, number), invitation)
    return attachment(
        files.extract_file(found, extract_of(found), kind), files.file_name(found, kind), files.TYPES[kind]
    )


@needs(Right.CIRCULATE)
@require_GET
def all_files(request: SignedIn, plan: int, number: int, kind: str) -> HttpResponse:
    """The tables of every unit in one archive."""
    circulation = round_for(request.user, plan, number)
    content = files.all_files(circulation, with_extracts(circulation), (kind,))
    return attachment(
        content, f"{plain_name(circulation.plan.title)}-征求意见表（{_MADE_BY[kind]}）.zip", "application/zip"
    )


def attachment(content: bytes, name: str, content_type: str) -> HttpResponse:
    """A file to be saved, under its Chinese name."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return response


@needs(Right.CIRCULATE)
@require_http_methods(["GET", "POST"])
def returned(request: SignedIn, plan: int, number: int) -> HttpResponse:
    """Drop files that came back, and look at what each says, row by row, before it counts."""
    circulation = round_for(request.user, plan, number)
    if request.method == "POST":
        receive = partial(receive_files, circulation, actor=request.user)
        take_dropped(request, receive, largest=LARGEST)
        return redirect("tasks:circulation-returned", plan, number)
    numbers = counts(circulation)
    context = {
        "plan": circulation.plan,
        "circulation": circulation,
        "tabs": tabs(circulation, "returned", numbers),
        "is_open": takes_answers(circulation),
        "previews": Previews(circulation, list(returned_in(circulation))),
        "largest": LARGEST // (1024 * 1024),
    }
    return render(request, "tasks/circulation/returned.html", context)


@needs(Right.CIRCULATE)
@require_POST
def take_in(request: SignedIn, plan: int, number: int) -> HttpResponse:
    """录入: what was ticked counts from now on."""
    circulation = round_for(request.user, plan, number)
    try:
        taken = take_answers_in(circulation, _keys(request.POST.getlist("file")), actor=request.user)
    except LuoshiError as error:
        messages.error(request, sentence(error))
        return redirect("tasks:circulation-returned", plan, number)
    messages.success(
        request, _("已录入 %(count)s 个单位的反馈。") % {"count": len({one.invitation_id for one in taken})}
    )
    return redirect("tasks:circulation-returned", plan, number)


def _keys(words: Sequence[str]) -> list[int]:
    return [int(one) for one in words if one.isdecimal() and len(one) < 19]


@needs(Right.CIRCULATE)
@require_POST
def put_aside(request: SignedIn, plan: int, number: int) -> HttpResponse:
    """搁置: one file, or all that were refused."""
    circulation = round_for(request.user, plan, number)
    waiting = circulation.returned.filter(taken_at__isnull=True, set_aside_at__isnull=True)
    keys = _keys(request.POST.getlist("file"))
    if not keys and request.POST.get("refused") != "all":
        raise Http404
    wanted = waiting.filter(pk__in=keys) if keys else [one for one in waiting if one.problems]
    for one in wanted:
        set_aside(circulation, one, actor=request.user)
    return redirect("tasks:circulation-returned", plan, number)
