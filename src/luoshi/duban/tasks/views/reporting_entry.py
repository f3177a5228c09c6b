"""Reporting without signing in: behind a personal link, and by the office after a telephone call or from paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from luoshi.duban import clock
from luoshi.duban.accounts.guards import SignedIn, needs, open_to_all
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.middleware import address_of
from luoshi.duban.organisations.models import Unit
from luoshi.duban.problems import sentence
from luoshi.duban.tasks.actions.file_several import Filing, ReportedMeanwhile, enter_reports, file_by_link
from luoshi.duban.tasks.forms.owed import EntryForm, OwedForm, ReporterForm, shown_keys
from luoshi.duban.tasks.links.privacy import private
from luoshi.duban.tasks.links.throttle import is_over, too_many
from luoshi.duban.tasks.links.tokens import digest
from luoshi.duban.tasks.models import Assignment, Report, ReportLink
from luoshi.duban.tasks.owed import fetch_nodes
from luoshi.duban.tasks.reporting.listing import as_item, owed_rows, rows_under_way
from luoshi.duban.tasks.reporting.queries import link_by_token, one_row, shown_before, unit_in_office
from luoshi.errors import LuoshiError

#: So many short forms a page.
PAGE = 20
#: Within ten minutes: wrong links from one address, and reports through one link.
WRONG_LINKS, SENDINGS = 30, 60


@dataclass(frozen=True, slots=True)
class _Door:
    """Through which door a unit reports: what the page shows, who says so, what is done with it, where it goes on."""

    template: str
    unit: Unit
    rows: QuerySet[Assignment]
    who: Callable[..., ReporterForm]
    file: Callable[[Sequence[Filing], ReporterForm], list[Report]]
    back: str
    more: dict[str, object] = field(default_factory=dict)


@require_http_methods(["GET", "POST"])
@open_to_all
@sensitive_variables("token")
def personal(request: HttpRequest, token: str) -> HttpResponse:
    """What the unit owes, behind its link.  Whatever is wrong with a link, the page is the same."""
    now, address = clock.now(), address_of(request)
    if is_over("wrong-link", address, WRONG_LINKS, now=now):
        return private(render(request, "tasks/reporting/no_link.html", status=429))
    link = link_by_token(token, now)
    if link is None:
        too_many("wrong-link", address, WRONG_LINKS, now=now)
        return private(render(request, "tasks/reporting/no_link.html", status=404))
    if request.method == "POST" and too_many("report", str(link.pk), SENDINGS, now=now):
        return private(render(request, "tasks/reporting/no_link.html", status=429))
    if link.opened_at is None:
        ReportLink.objects.filter(pk=link.pk, opened_at__isnull=True).update(opened_at=now)
    unit = link.unit
    door = _Door(
        "tasks/reporting/personal.html",
        unit,
        owed_rows(unit.pk, clock.today()),
        ReporterForm,
        lambda filings, who: file_by_link(link, filings, said_by=who.cleaned_data["reported_by"], now=now),
        request.path,
        {"link": link, "office": unit.office, "draft": digest(token)[:16]},
    )
    return private(_answer(request, door))


@require_http_methods(["GET", "POST"])
@needs(Right.ENTER_REPORT)
def enter_for_unit(request: SignedIn, unit: int) -> HttpResponse:
    """代录 from a unit's list: what it owes, or with ``?all=1`` everything that it has under way."""
    found = unit_in_office(request.user, unit)
    shows_all = "all" in request.GET
    door = _Door(
        "tasks/reporting/enter.html",
        found,
        rows_under_way(found.pk) if shows_all else owed_rows(found.pk, clock.today()),
        EntryForm,
        lambda filings, who: _enter(request, found, filings, who),
        reverse("tasks:owed"),
        {"shows_all": shows_all, "draft": f"enter-{found.pk}"},
    )
    return _answer(request, door)


@require_http_methods(["GET", "POST"])
@needs(Right.ENTER_REPORT)
def enter_for_task(request: SignedIn, assignment: int) -> HttpResponse:
    """代录 from a task: one report, owed or not."""
    rows = one_row(request.user, assignment)
    task, unit = rows[0].task, unit_in_office(request.user, rows[0].unit_id or 0)
    door = _Door(
        "tasks/reporting/enter.html",
        unit,
        rows,
        EntryForm,
        lambda filings, who: _enter(request, unit, filings, who),
        reverse("tasks:task", args=(task.pk,)),
        {"task": task, "draft": f"enter-task-{assignment}"},
    )
    return _answer(request, door)


def _enter(request: SignedIn, unit: Unit, filings: Sequence[Filing], who: ReporterForm) -> list[Report]:
    if not isinstance(who, EntryForm):
        raise TypeError("the office says who reported, when and how")
    return enter_reports(unit, filings, actor=request.user, came=who.came, papers=who.papers)


def _answer(request: HttpRequest, door: _Door) -> HttpResponse:
    today = clock.today()
    if request.method != "POST":
        page = Paginator(door.rows, PAGE).get_page(request.GET.get("page"))
        fetch_nodes(page.object_list)
        items = [as_item(row, today) for row in page.object_list]
        return _page(request, door, OwedForm(items), door.who(), page=page)
    # What the page showed, owed still or reported by somebody else meanwhile.
    shown = [as_item(row, today) for row in shown_before(door.unit, shown_keys(request.POST))]
    form, who = OwedForm(shown, request.POST, request.FILES), door.who(request.POST, request.FILES)
    if not all([form.is_valid(), who.is_valid()]):
        return _page(request, door, form, who, status=422)
    try:
        reports = door.file(form.filings, who)
    except ReportedMeanwhile as meanwhile:
        return _conflict(request, door, form, who, meanwhile)
    except LuoshiError as error:
        form.errors.append(sentence(error))
        return _page(request, door, form, who, status=409)
    messages.success(request, _("已提交 %(count)s 项。") % {"count": len(reports)})
    return redirect(door.back)


def _conflict(
    request: HttpRequest, door: _Door, form: OwedForm, who: ReporterForm, meanwhile: ReportedMeanwhile
) -> HttpResponse:
    """Both versions beside one another; what was typed stays, and what is still owed can be submitted over it."""
    pk = meanwhile.assignment.pk
    (row,) = (one for one in form.rows if one.item.assignment.pk == pk)
    newest = Report.objects.filter(assignment=pk).order_by("-id").first()
    number = meanwhile.assignment.task.number
    theirs = (newest.text or newest.get_kind_display()) if newest is not None else ""
    form.errors.append(sentence(meanwhile))
    data = request.POST.copy()
    data[f"{row.key}-version"] = str(meanwhile.assignment.version)
    still = set(door.rows.filter(pk__in=[one.item.assignment.pk for one in form.rows]).values_list("pk", flat=True))
    items = [one.item for one in form.rows if one.item.assignment.pk in still]
    again = OwedForm(items, data, request.FILES)
    again.errors = form.errors
    return _page(
        request,
        door,
        again,
        who,
        status=409,
        conflict=[{"label": number, "theirs": theirs, "mine": row.mine}],
        who_was_first=newest.reported_by if newest is not None else "",
        when=newest.typed_at if newest is not None else None,
    )


def _page(  # noqa: PLR0913 -- what a page is made of
    request: HttpRequest,
    door: _Door,
    form: OwedForm,
    who: ReporterForm,
    *,
    status: int = 200,
    page: Page[Assignment] | None = None,
    **more: object,
) -> HttpResponse:
    context = {
        "unit": door.unit,
        "form": form,
        "who_form": who,
        "back": door.back,
        "total": page.paginator.count if page is not None else door.rows.count(),
        "page": page,
        "today": clock.today(),
        **door.more,
        **more,
    }
    return render(request, door.template, context, status=status)
