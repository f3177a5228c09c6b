"""报送: which units owe reports, and what is sent to them: sheets, texts, papers."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from luoshi.duban import clock
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.models import Office
from luoshi.duban.accounts.roles import Right
from luoshi.duban.organisations.models import Unit
from luoshi.duban.problems import sentence
from luoshi.duban.tasks.actions.make_report_sheets import make_report_sheets, nothing_owed
from luoshi.duban.tasks.actions.report_links import MOST_DAYS, USUAL_DAYS
from luoshi.duban.tasks.issuing.papers import response, response_in_parts
from luoshi.duban.tasks.reporting.listing import owed_by
from luoshi.duban.tasks.reporting.overview import all_owing, chosen_units, units_owing, with_counts
from luoshi.duban.tasks.reporting.papers import papers
from luoshi.duban.tasks.reporting.sheets import file_name, sheet_file
from luoshi.duban.tasks.reporting.tabs import tabs
from luoshi.duban.tasks.reporting.texts import owed_text
from luoshi.duban.tasks.returning.naming import packed, packed_in_parts
from luoshi.duban.tasks.unit_page.seen import unit_seen
from luoshi.errors import LuoshiError

PAGE = 50
#: The lines around the numbered ones, and one to spare.
_AROUND = 3


@require_GET
@needs(Right.SUPERVISE)
def owed(request: SignedIn) -> HttpResponse:
    """Every unit that owes something now."""
    office, today = office_of(request), clock.today()
    words = request.GET.get("q", "").strip()[:100]
    page = Paginator(units_owing(office, today, words), PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": tabs(request.user, "owed"),
        "page": page,
        "rows": with_counts(list(page.object_list), today),
        "today": today,
        "query": words,
        "usual_days": USUAL_DAYS,
        "most_days": MOST_DAYS,
    }
    return render(request, "tasks/reporting/owed.html", context)


@require_POST
@needs(Right.SUPERVISE)
def sheets(request: SignedIn) -> HttpResponseBase:
    """The 报送表 of the chosen units: one file, or an archive of several."""

    def make(units: list[Unit]) -> HttpResponseBase:
        made = make_report_sheets(units, actor=request.user)
        files = ((file_name(one.sheet), sheet_file(one.sheet, one.items)) for one in made)
        if len(made) == 1:
            return _handed_out(list(files), _("报送表"))
        # A whole county's sheets take a minute: each is sent as soon as it is there.
        return response_in_parts(packed_in_parts(files), _archive_name(_("报送表")))

    return _for_chosen(request, make)


@require_POST
@needs(Right.SUPERVISE)
def texts(request: SignedIn) -> HttpResponseBase:
    """What the chosen units owe, as text to copy for a chat."""

    def make(units: list[Unit]) -> HttpResponse:
        today = clock.today()
        found = owed_by([unit.pk for unit in units], today)
        shown = [
            (unit, owed_text(unit, found[unit.pk], today), len(found[unit.pk]) + _AROUND)
            for unit in units
            if found[unit.pk]
        ]
        if not shown:
            raise nothing_owed()
        return render(request, "tasks/reporting/texts.html", {"texts": shown})

    return _for_chosen(request, make)


@require_POST
@needs(Right.SUPERVISE)
def unit_papers(request: SignedIn, kind: str) -> HttpResponseBase:
    """The 任务进展表 of the chosen units for signature and stamp: one paper, or an archive of several."""

    def make(units: list[Unit]) -> HttpResponse:
        files = list(papers(units, kind, clock.today()))
        if not files:
            raise nothing_owed()
        return _handed_out(files, _("任务进展表"))

    return _for_chosen(request, make)


@require_GET
@needs(Right.SEE_TASKS)
def unit_paper(request: SignedIn, unit: int, kind: str) -> HttpResponse:
    """The 任务进展表 of one unit, for whoever sees its work: the office, and the unit for its own head to sign."""
    shown = unit_seen(request.user, unit)
    try:
        files = list(papers([shown], kind, clock.today()))
    except LuoshiError as error:
        messages.error(request, sentence(error))
        return redirect("tasks:unit", shown.pk)
    if not files:
        messages.info(request, _("该单位没有在办任务。"))
        return redirect("tasks:unit", shown.pk)
    return _handed_out(files, _("任务进展表"))


def office_of(request: HttpRequest) -> Office:
    """The office of who has signed in, or 404."""
    office = getattr(request.user, "office", None)
    if not isinstance(office, Office):
        raise Http404
    return office


def chosen(request: SignedIn) -> list[Unit]:
    """The units that were ticked, else all that owe something."""
    office, words = office_of(request), request.POST.getlist("unit")
    keys = [int(one) for one in words if one.isdecimal() and len(one) < 19]
    return chosen_units(office, keys) if words else all_owing(office, clock.today())


def _for_chosen(request: SignedIn, make: Callable[[list[Unit]], HttpResponseBase]) -> HttpResponseBase:
    try:
        return make(chosen(request))
    except LuoshiError as error:
        messages.error(request, sentence(error))
        return redirect("tasks:owed")


def _handed_out(files: list[tuple[str, bytes]], title: str) -> HttpResponse:
    if len(files) == 1:
        name, content = files[0]
        return response(content, name)
    return response(packed(files), _archive_name(title))


def _archive_name(title: str) -> str:
    return f"{title}{clock.today():%m%d}.zip"
