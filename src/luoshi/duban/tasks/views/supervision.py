"""督办台: where the work of the supervision office is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_GET

from luoshi.duban import clock
from luoshi.duban.accounts.access import may
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.tasks import supervision, wording
from luoshi.duban.tasks.beside import beside
from luoshi.duban.tasks.forms.supervising import VerifySeveralForm
from luoshi.duban.tasks.lateness_words import of_assignment, of_task
from luoshi.duban.tasks.models import Extension, Report, Return, Task
from luoshi.duban.tasks.supervision import TITLES, Beside, Tab
from luoshi.duban.tasks.supervision_counts import MOST, counts_of_the_desk

PAGE = 25
#: Where what a unit reported is judged, the target stands beside it, and nothing else is said of the task.
_JUDGED = (Tab.VERIFY, Tab.CLOSE)


@require_GET
@needs(Right.SUPERVISE)
def desk(request: SignedIn) -> HttpResponse:
    """The desk: a tab a kind; without one chosen, the first under which something waits."""
    counts, others = counts_of_the_desk(request.user)
    asked = request.GET.get("tab", "")
    tab = Tab(asked) if asked in set(Tab) - {Tab.OWED} else _first(counts)
    page = _pages(request.user, tab, counts[tab]).get_page(request.GET.get("page"))
    rows = _SHOWN[tab](page, request.user)
    context = {
        "tabs": [*_tabs(counts, tab), *_beside(others)],
        "tab": tab,
        "nothing": supervision.NOTHING[tab],
        "page": page,
        "rows": rows,
        "beside": {} if tab in _JUDGED else beside(key for row in rows if (key := _task_of(row)) is not None),
        "today": clock.today(),
        "within": supervision.SIGNED_WITHIN,
        "form": VerifySeveralForm(auto_id="several_%s") if tab is Tab.VERIFY else None,
        "may_verify": may(request.user, Right.VERIFY),
        "may_close": may(request.user, Right.CLOSE_OUT),
        "may_decide": may(request.user, Right.DECIDE_EXTENSION),
        "table": f"tasks/supervision/{tab.value}.html",
    }
    return render(request, "tasks/supervision/desk.html", context)


def _task_of(row: object) -> int | None:
    """The task (its key) that a row is about; none where it is about a unit."""
    one = getattr(row, "assignment", None)
    if one is not None:
        return int(one.task_id)
    task = row.get("task") if isinstance(row, dict) else None
    return task.pk if isinstance(task, Task) else None


class _Counted(Paginator):  # type: ignore[type-arg]  # Django's is generic for the type checker alone
    """Pages over rows that were counted already, with the other tabs."""

    def __init__(self, rows: Any, size: int, *, known: int) -> None:  # noqa: ANN401 -- what a Paginator takes
        super().__init__(rows, size)
        self._known = known

    @cached_property
    def count(self) -> int:
        """How many there are."""
        return self._known


def _first(counts: dict[Tab, int]) -> Tab:
    return next((tab for tab, count in counts.items() if count and tab is not Tab.OWED), Tab.VERIFY)


def _pages(user: User, tab: Tab, count: int) -> Paginator[Any]:
    """The rows of a tab, page by page; what nobody signed for is counted by units."""
    if tab is Tab.UNSIGNED:
        return Paginator(list(supervision.unsigned_units(user)), PAGE)  # no more than there are units
    return _Counted(supervision.waiting(user, tab), PAGE, known=count)


def _tabs(counts: dict[Tab, int], here: Tab) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for tab, count in counts.items():
        url = f"{reverse('tasks:supervision')}?tab={tab.value}" if tab is not Tab.OWED else _owed()
        if url:
            found.append({"title": TITLES[tab], "url": url, "here": tab is here, "count": _ended(count)})
    return found


def _beside(counted: Sequence[tuple[Beside, int]]) -> list[dict[str, object]]:
    """The tabs of the apps above, which lead away from here."""
    return [
        {"title": one.title, "url": reverse(one.address), "here": False, "count": _ended(count)}
        for one, count in counted
    ]


def _ended(count: int) -> str | int:
    return f"{MOST - 1}+" if count >= MOST else count


def _owed() -> str:
    """The page of what units owe, which is of another area; empty where there is none."""
    try:
        return reverse("tasks:owed")
    except NoReverseMatch:
        return ""


def _asked(page: Page[Any], user: User) -> list[dict[str, object]]:
    """Requests, each with how late its unit is and whether the person who looks made it."""
    found: list[dict[str, object]] = []
    rows: Sequence[Extension | Return | Report] = list(page.object_list)
    for row in rows:
        own = row.typed_by_id == user.pk or getattr(row, "asked_by", "") == user.name
        facts = of_assignment(row.assignment, row.assignment.task, clock.today())
        found.append({"asked": row, "one": row.assignment, "task": row.assignment.task, "own": own, "facts": facts})
    return found


def _stopped(page: Page[Any], _user: User) -> list[dict[str, object]]:
    """Suspended tasks with their units and the days for which they stand."""
    keys = [task.pk for task in page.object_list]
    tasks = {task.pk: task for task in wording.with_units(Task.objects.filter(pk__in=keys))}
    today = clock.today()
    return [{"task": tasks[key], "facts": of_task(tasks[key], today), "days": _stood(tasks[key])} for key in keys]


def _stood(task: Task) -> int:
    return (clock.today() - task.suspended_since).days if task.suspended_since is not None else 0


_SHOWN: dict[Tab, Callable[[Page[Any], User], Sequence[object]]] = {
    Tab.VERIFY: lambda page, user: supervision.handed_in(page.object_list, user),
    Tab.CLOSE: lambda page, user: supervision.handed_in(page.object_list, user),
    Tab.EXTENSIONS: _asked,
    Tab.RETURNS: _asked,
    Tab.OBJECTIONS: _asked,
    Tab.UNSIGNED: lambda page, _user: supervision.with_people(page.object_list),
    Tab.OWED: lambda _page, _user: (),
    Tab.SUSPENDED: _stopped,
}
