"""What is taken away from the ledger: the filtered list, or a selection of it, as a file."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods

from luoshi.duban import clock
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.problems import sentence
from luoshi.duban.tasks.actions.export_ledger import export_ledger
from luoshi.duban.tasks.ledger.export.files import KINDS, Sheet, written
from luoshi.duban.tasks.ledger.export.making import sheet_of
from luoshi.duban.tasks.ledger.export.tables import TABLES
from luoshi.duban.tasks.ledger.saved import Opened
from luoshi.duban.tasks.ledger.selection import matching, selected
from luoshi.duban.tasks.views.listing import register_of
from luoshi.errors import LuoshiError


@require_http_methods(["GET", "POST"])
@needs(Right.SEE_TASKS)
def export(request: SignedIn, layout: str, kind: str) -> HttpResponseBase:
    """The tasks that the address asks for, in its order and with its columns; posted, the selected ones."""
    if layout not in TABLES or kind not in KINDS:
        raise Http404
    user, today = request.user, clock.today()
    opened = Opened.by(user, request.GET)
    asked = opened.asked
    is_selection = request.method == "POST" and request.POST.get("all") != "1"
    tasks = selected(user, asked, request.POST, today) if request.method == "POST" else matching(user, asked, today)
    register = register_of(user, asked)
    try:
        sheet = sheet_of(
            tasks, opened, user=user, table=layout, kind=kind, register=register, is_selection=is_selection
        )
        parts = written(sheet, kind)
    except LuoshiError as error:
        messages.error(request, sentence(error))
        return redirect(reverse("tasks:tasks") + opened.address(asked))
    export_ledger(actor=user, table=layout, kind=kind, count=sheet.count, asked=asked, is_selection=is_selection)
    return _file(StreamingHttpResponse(parts, content_type=KINDS[kind].media), sheet, kind)


def _file(answer: StreamingHttpResponse, sheet: Sheet, kind: str) -> HttpResponseBase:
    name = f"{sheet.title}-{sheet.made_at.astimezone(clock.ZONE):%Y-%m-%d}.{kind}"
    answer.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
