"""Reporting without signing in: behind a personal link, and by the office after a telephone call or from paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.contrib import messages
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
from luoshi.duban.tasks.models import Report, ReportLink
from luoshi.duban.tasks.reporting.listing import Owed, owed_by, under_way
from luoshi.duban.tasks.reporting.queries import also_posted, link_by_token, one_item, unit_in_office
from luoshi.errors import LuoshiError

#: Within ten minutes: wrong links from one address, and reports through one link.
WRONG_LINKS, SENDINGS = 30, 60


@dataclass(frozen=True, slots=True)
class _Door:
    """Through which door a unit reports: what the page shows, who says so, what is done with it, where it goes on."""

    template: str
    unit: Unit
    items: list[Owed]
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
        owed_by([unit.pk], clock.today())[unit.pk],
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
    found, today = unit_in_office(request.user, unit), clock.today()
    shows_all = "all" in request.GET
    items = under_way(found.pk, today) if shows_all else owed_by([found.pk], today)[found.pk]
    door = _Door(
        "tasks/reporting/enter.html",
        found,
        items,
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
    item = one_item(request.user, assignment, clock.today())
    unit = unit_in_office(request.user, item.assignment.unit_id or 0)
    door = _Door(
        "tasks/reporting/enter.html",
        unit,
        [item],
        EntryForm,
        lambda filings, who: _enter(request, unit, filings, who),
        reverse("tasks:task", args=(item.assignment.task_id,)),
        {"task": item.assignment.task, "draft": f"enter-task-{assignment}"},
    )
    return _answer(request, door)


def _enter(request: SignedIn, unit: Unit, filings: Sequence[Filing], who: ReporterForm) -> list[Report]:
    if not isinstance(who, EntryForm):
        raise TypeError("the office says who reported, when and how")
    return enter_reports(unit, filings, actor=request.user, came=who.came, papers=who.papers)


def _answer(request: HttpRequest, door: _Door) -> HttpResponse:
    if request.method != "POST":
        return _page(request, door, OwedForm(door.items), door.who())
    today = clock.today()
    gone = shown_keys(request.POST) - {item.assignment.pk for item in door.items}
    form = OwedForm([*door.items, *also_posted(door.unit, gone, today)], request.POST, request.FILES)
    who = door.who(request.POST, request.FILES)
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
    again = OwedForm(door.items, data, request.FILES)
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


def _page(
    request: HttpRequest, door: _Door, form: OwedForm, who: ReporterForm, *, status: int = 200, **more: object
) -> HttpResponse:
    context = {
        "unit": door.unit,
        "form": form,
        "who_form": who,
        "back": door.back,
        "today": clock.today(),
        **door.more,
        **more,
    }
    return render(request, door.template, context, status=status)
