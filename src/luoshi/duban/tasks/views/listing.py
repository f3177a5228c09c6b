"""The ledger: the list of tasks with its filters, order and columns, and the panels to choose them in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luoshi.duban import clock
from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.actions.choose_ledger import choose_columns
from luoshi.duban.tasks.forms.listing import ColumnsForm, FilterForm, ViewForm
from luoshi.duban.tasks.ledger import bulk, cells
from luoshi.duban.tasks.ledger.asked import LIMITS, OPEN, STATES, Asked
from luoshi.duban.tasks.ledger.columns import COLUMNS, Column, chosen, needs_of
from luoshi.duban.tasks.ledger.export import offered
from luoshi.duban.tasks.ledger.filters import Chip, Scope, chips, narrowed
from luoshi.duban.tasks.ledger.filters import offered as offered_filters
from luoshi.duban.tasks.ledger.names import Names
from luoshi.duban.tasks.ledger.ordering import NEWEST, Listing, Pages
from luoshi.duban.tasks.ledger.rows import lines
from luoshi.duban.tasks.ledger.saved import NO_VIEW, Opened, may_change
from luoshi.duban.tasks.ledger.selection import in_ledger
from luoshi.duban.tasks.models import Task

#: So many filters are tried to say what to loosen, each a query.
_TRIED = 4
#: The limits that are one click away; the others are in the panel.
_QUICK = ("overdue", "7", "30", "none", "long-term")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: the address that sorts by it, and how it sorts now."""

    name: str
    kind: str
    url: str = ""
    sorts: str = ""


@require_GET
@needs(Right.SEE_TASKS)
def tasks(request: SignedIn) -> HttpResponse:
    """The issued tasks that the person may see, as the address, a view or habit says."""
    user, today = request.user, clock.today()
    opened = Opened.by(user, request.GET)
    asked = opened.asked
    register = register_of(user, asked)
    columns = chosen(opened.columns, register)
    names = Names.asked(asked, user, register)
    there, scope = in_ledger(user), Scope(user.office_id or 0, today, names)
    listing = Listing(narrowed(there, asked, scope), asked["sort"])
    page = Pages(listing).get_page(request.GET.get("page"))
    shown = cells.rows(lines(list(page), needs_of(columns), today), columns)
    may_change_view = opened.view is not None and may_change(user, opened.view)
    narrowing = list(chips(asked, names))
    context = {
        "page": page,
        "rows": shown,
        "headings": list(_headings(opened, columns)),
        "opened": opened,
        "asked": asked,
        "kept": [pair for pair in asked.pairs if pair[0] != "q"],
        "query": asked.query,
        "chips": [(chip, opened.address(chip.without)) for chip in narrowing],
        "quick": list(_quick(opened)),
        "tabs": list(_tabs(opened)),
        "loosen": [] if shown else list(_loosened(there, scope, narrowing, opened)),
        "may_import": may(user, Right.IMPORT_LEDGER),
        "may_change_view": may_change_view,
        "view_form": ViewForm(user=user, view=opened.view) if may_change_view else None,
        "new_view_form": ViewForm(user=user) if opened.is_modified or (asked.values and not opened.view) else None,
        "exports": offered(),
        "bulk": list(bulk.actions_for(user)),
    }
    return render(request, "tasks/ledger/list.html", context)


@require_GET
@needs(Right.SEE_TASKS)
def filters(request: SignedIn) -> HttpResponse:
    """Every filter in one form, as a panel above the list, or as a page of its own."""
    opened = Opened.by(request.user, request.GET)
    context = {"form": FilterForm(opened.asked, user=request.user), "opened": opened, "q": opened.asked["q"]}
    whole = "tasks/ledger/filters_page.html"
    return render(request, "tasks/ledger/filters.html" if "HX-Request" in request.headers else whole, context)


@require_http_methods(["GET", "POST"])
@needs(Right.SEE_TASKS)
def columns(request: SignedIn) -> HttpResponse:
    """Which columns are shown: kept for the person, or, within a view, asked for in the address."""
    opened = Opened.by(request.user, request.GET)
    register = register_of(request.user, opened.asked)
    if request.method == "POST":
        wanted = [] if "usual" in request.POST else request.POST.getlist("column")
        return redirect(_with_columns(request.user, opened, wanted))
    form = ColumnsForm(chosen(opened.columns, register), register)
    whole = "tasks/ledger/columns_page.html"
    template = "tasks/ledger/columns.html" if "HX-Request" in request.headers else whole
    return render(request, template, {"form": form, "opened": opened, "query": request.GET.urlencode()})


def _with_columns(user: User, opened: Opened, wanted: Sequence[str]) -> str:
    """Where the list shows them.  Those of a register's own, and those of a view, stand in the address."""
    asked = opened.asked
    if opened.view is not None or any(key not in COLUMNS for key in wanted):
        asked = asked.with_values("columns", ".".join(wanted)) if wanted else asked.without("columns")
    else:
        choose_columns(wanted, actor=user)
        asked = asked.without("columns")
    return reverse("tasks:tasks") + opened.address(asked)


def register_of(user: User, asked: Asked) -> Register | None:
    """The register that the ledger is narrowed to, whose own columns can then be shown."""
    if not asked["register"]:
        return None
    return Register.objects.filter(office=user.office_id, pk=int(asked["register"])).first()


def _headings(opened: Opened, columns: Sequence[Column]) -> Iterator[Heading]:
    sort = opened.asked["sort"] or NEWEST
    for column in columns:
        name, kind = str(column.name), "number" if column.numeric else ""
        if not column.order:
            yield Heading(name, kind)
            continue
        sorts = {column.order: "ascending", f"-{column.order}": "descending"}.get(sort, "")
        turned = f"-{column.order}" if sorts == "ascending" else column.order
        yield Heading(name, kind, opened.address(opened.asked.with_values("sort", turned)), sorts)


def _quick(opened: Opened) -> Iterator[tuple[str, str, bool]]:
    """What is still open, and the limits, one click away: words, address, whether it narrows now."""
    asked = opened.asked
    is_open = asked.all("state") == (OPEN,)
    yield str(STATES[OPEN]), opened.address(asked.with_values("state", *(() if is_open else (OPEN,)))), is_open
    now = asked["due"]
    yield _("全部时限"), opened.address(opened.asked.without("due")), not now
    for key in _QUICK:
        yield str(LIMITS[key]), opened.address(opened.asked.with_values("due", key)), now == key
    for one in offered_filters():
        for value in one.quick:
            is_on = asked.all(one.key) == (value,)
            yield (
                str(one.choices[value]),
                opened.address(asked.with_values(one.key, *(() if is_on else (value,)))),
                is_on,
            )


def _tabs(opened: Opened) -> Iterator[dict[str, object]]:
    """All tasks, and each view."""
    yield {"title": _("全部任务"), "url": f"?view={NO_VIEW}", "here": opened.view is None, "count": None}
    for view in opened.views:
        here = opened.view is not None and view.pk == opened.view.pk
        yield {"title": view.name, "url": f"?view={view.pk}", "here": here, "count": None, "shared": view.is_shared}


def _loosened(
    tasks: QuerySet[Task], scope: Scope, narrowing: Sequence[Chip], opened: Opened
) -> Iterator[tuple[Chip, str, int]]:
    """Where nothing is found: each filter without which something is, with how much."""
    if len(narrowing) < 2:
        return
    for chip in islice(narrowing, _TRIED):
        count = narrowed(tasks, chip.without, scope).count()
        if count:
            yield chip, opened.address(chip.without), count
