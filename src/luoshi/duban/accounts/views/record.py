"""The auditor's pages: the record, its proof, and what is taken away from it."""

from __future__ import annotations

import json
from datetime import date
from itertools import islice

from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from luoshi.duban import clock
from luoshi.duban.accounts import record_export
from luoshi.duban.accounts.forms import typed
from luoshi.duban.accounts.forms.record import RecordForm, VerifyForm
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.accounts.queries import recorded_offices
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit import papers, reading
from luoshi.duban.audit.findings import Finding
from luoshi.duban.audit.models import Event
from luoshi.duban.audit.recording import record
from luoshi.duban.audit.verbs import verb_name
from luoshi.duban.audit.verification import verify
from luoshi.duban.problems import sentence
from luoshi.errors import LuoshiError

#: So many findings are shown; the command line names all.
_SHOWN = 200


@needs(Right.READ_RECORD)
def events(request: SignedIn) -> HttpResponse:
    """The record, newest first."""
    form = RecordForm(request.GET)
    shown: dict[str, object] = {"form": form}
    if form.is_valid():
        before = request.GET.get("before", "")
        page = reading.page_of(form.wanted(offices_of(request.user)), int(before) if before.isdecimal() else None)
        query = request.GET.copy()
        query.pop("before", None)
        names = _office_names()
        shown |= {
            "rows": [(event, verb_name(event.verb), names.get(event.office, event.office)) for event in page.events],
            "earlier": page.earlier,
            "is_short": len(page.events) < reading.PAGE,
            "is_first": not before,
            "query": query.urlencode(),
            "is_narrowed": any(query.values()),
            "show_office": request.user.office_id is None,
        }
    return render(request, "accounts/record.html", shown)


@needs(Right.READ_RECORD)
def event_page(request: SignedIn, event: int) -> HttpResponse:
    """One event in full: before and after side by side."""
    offices = offices_of(request.user)
    one = Event.objects.filter(pk=event).first()
    if one is None or (offices is not None and one.office not in offices):
        raise Http404
    before, after = one.before or {}, one.after or {}
    rows = [
        {"label": key, "theirs": _words(before.get(key)), "mine": _words(after.get(key))}
        for key in dict.fromkeys([*before, *after])
    ]
    digest = papers.grouped(one.mac)
    office = _office_names().get(one.office, one.office)
    shown = {"event": one, "verb": verb_name(one.verb), "rows": rows, "digest": digest, "office": office}
    return render(request, "accounts/event.html", shown)


@needs(Right.READ_RECORD)
def verify_page(request: SignedIn) -> HttpResponse:
    """Verify the record on demand, also against a head that was kept."""
    form = VerifyForm(typed(request))
    shown: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            kept = papers.read_papers(form.cleaned_data["kept"]) if form.cleaned_data["kept"].strip() else ()
        except LuoshiError as error:
            form.add_error("kept", sentence(error))
        else:
            found, count = _verified(request.user, kept)
            shown |= {"done": True, "findings": found[:_SHOWN], "more": len(found) > _SHOWN, "count": count}
    return render(request, "accounts/verify.html", shown)


def _verified(user: User, kept: tuple[papers.Kept, ...]) -> tuple[list[Finding], int]:
    """The first findings, and how many events were read; that it was done is itself recorded."""
    offices = offices_of(user)
    scopes: list[str | None] = [None] if offices is None else list(offices)
    expected = recorded_offices()
    found = list(islice((one for scope in scopes for one in verify(scope, kept=kept, expected=expected)), _SHOWN + 1))
    seen = Event.objects.all() if offices is None else Event.objects.filter(office__in=offices)
    count = seen.count()
    with transaction.atomic():
        record("record.verified", user, office=user.office_key, actor=user.actor, after={"findings": len(found)})
    return found, count


@needs(Right.READ_RECORD)
def heads(request: SignedIn) -> HttpResponse:
    """The heads of a day, or the newest, to be printed and kept."""
    asked = request.GET.get("day", "")
    try:
        day = date.fromisoformat(asked) if asked else None
    except ValueError:
        day = None
    offices = offices_of(request.user)
    found = [paper for paper in papers.papers(day=day) if offices is None or paper.office in offices]
    names = dict(Office.objects.values_list("key", "name"))
    shown = {
        "papers": [
            (paper, names.get(paper.office, _("（整个系统）")), papers.grouped(paper.digest)) for paper in found
        ],
        "day": day,
        "now": clock.now(),
    }
    return render(request, "accounts/heads.html", shown)


@needs(Right.READ_RECORD)
def export(request: SignedIn, kind: str) -> HttpResponseBase:
    """What the list shows, as a file; that it left is recorded."""
    form = RecordForm(request.GET)
    if not form.is_valid():
        return render(request, "accounts/record.html", {"form": form}, status=422)
    wanted = form.wanted(offices_of(request.user))
    user, asked = request.user, {key: value for key, value in request.GET.items() if value}
    with transaction.atomic():
        record("record.exported", user, office=user.office_key, actor=user.actor, after={"kind": kind, **asked})
    name = f"record-{clock.today().isoformat()}.{kind}"
    if kind == "xlsx":
        return FileResponse(record_export.workbook(reading.stream(wanted)), as_attachment=True, filename=name)
    lines = record_export.csv_lines(reading.stream(wanted))
    attachment = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=attachment)


def offices_of(user: User) -> list[str] | None:
    """The offices whose record an auditor reads: their own, or all for an auditor of the installation."""
    return None if user.office_id is None else [user.office_key]


def _office_names() -> dict[str, str]:
    """The offices by their keys; what belongs to none belongs to the whole installation."""
    return {"": _("（整个系统）"), **dict(Office.objects.values_list("key", "name"))}


def _words(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1)
