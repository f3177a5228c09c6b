"""亮灯规则 of a register: read, edited as rows, looked at beforehand, saved."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luoshi.duban import clock
from luoshi.duban.accounts.access import may, require
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.locking import version_sent
from luoshi.duban.oversight.actions.set_rules import set_rules
from luoshi.duban.oversight.forms.rules import Editor, side_by_side
from luoshi.duban.oversight.lights.preview import Turn, preview
from luoshi.duban.oversight.lights.renewing import rules_of
from luoshi.duban.oversight.lights.rules import READY_MADE, RuleSet
from luoshi.duban.oversight.lights.telling import ABOUT, SETS, in_words, whole
from luoshi.duban.oversight.lights.wording import why
from luoshi.duban.oversight.lights.workdays import unknown_years
from luoshi.duban.oversight.models import RegisterRules
from luoshi.duban.problems import ChangedMeanwhile, sentence
from luoshi.duban.registers.models import Register
from luoshi.duban.registers.queries import register_for
from luoshi.duban.tasks import wording
from luoshi.duban.tasks.models import OVER, Task
from luoshi.errors import LuoshiError

#: So many of the tasks that would turn stand on a page.
PAGE = 25


@require_http_methods(["GET", "POST"])
@needs(Right.SEE_REGISTERS)
def rules(request: SignedIn, register: int) -> HttpResponse:
    """The rules that count; who may set them changes them here, and sees what would turn before saving."""
    shown = register_for(request.user, register)
    if request.method == "GET":
        return _page(request, shown, Editor.of(rules_of(shown.pk)), version=_version(shown))
    require(request.user, Right.MANAGE_REGISTERS)
    version = version_sent(request.POST)
    editor = Editor.typed(request.POST)
    if editor.turn(request.POST):
        return _page(request, shown, editor, version=version)
    wanted = editor.read()
    if wanted is None:
        return _page(request, shown, editor, version=version, status=422)
    if request.POST.get("act") == "save" and request.POST.get("seen") == _mark(wanted):
        return _save(request, shown, editor, wanted, version)
    unseen = request.POST.get("act") == "save"
    return _look(request, shown, editor, wanted, version=version, unseen=unseen)


def _save(request: SignedIn, register: Register, editor: Editor, wanted: RuleSet, version: int) -> HttpResponse:
    try:
        set_rules(register, wanted, actor=request.user, version=version)
    except ChangedMeanwhile as error:
        theirs, mine = ([whole(rule) for rule in one.rules] for one in (rules_of(register.pk), wanted))
        conflict = side_by_side(theirs, mine)
        problem = sentence(error)
        return _look(
            request, register, editor, wanted, version=_version(register), status=409, conflict=conflict, error=problem
        )
    except LuoshiError as error:
        return _page(request, register, editor, version=version, status=409, error=sentence(error))
    messages.success(request, _("已保存亮灯规则，这本台账的任务按新规则亮灯。"))
    return redirect("oversight:light-rules", register.pk)


def _look(  # noqa: PLR0913 -- what the page consists of
    request: SignedIn,
    register: Register,
    editor: Editor,
    wanted: RuleSet,
    *,
    version: int,
    status: int = 200,
    **more: Any,  # noqa: ANN401 -- what the template shows
) -> HttpResponse:
    """The page with what *wanted* would change."""
    found = preview(register, wanted, clock.today())
    page = Paginator(found.turns, PAGE).get_page(request.POST.get("page"))
    more |= {"preview": found, "page": page, "turns": _told(page), "seen": _mark(wanted)}
    more["same"] = wanted.rules == rules_of(register.pk).rules
    return _page(request, register, editor, version=version, status=status, **more)


def _told(page: Page[Turn]) -> list[tuple[Task, Turn, str]]:
    """The tasks of a page with their turns and why."""
    keys = [turn.task for turn in page.object_list]
    tasks = {task.pk: task for task in wording.with_units(Task.objects.filter(pk__in=keys))}
    return [(tasks[turn.task], turn, why(turn.now)) for turn in page.object_list if turn.task in tasks]


def _page(
    request: SignedIn,
    register: Register,
    editor: Editor,
    *,
    version: int,
    status: int = 200,
    **more: Any,  # noqa: ANN401 -- what the template shows
) -> HttpResponse:
    counting = rules_of(register.pk)
    today = clock.today()
    open_ones = Task.objects.filter(register=register, issued_at__isnull=False).exclude(state__in=OVER)
    last = open_ones.aggregate(last=Max("due"))["last"] or today
    context = {
        "register": register,
        "editor": editor,
        "version": version,
        "may_change": register.is_open and may(request.user, Right.MANAGE_REGISTERS),
        "counting": [(rule, in_words(rule)) for rule in counting.rules],
        "set_name": SETS[counting.key],
        "chosen": RegisterRules.objects.filter(register=register).select_related("set_by").first(),
        "ready_made": [
            (key, SETS[key], ABOUT[key], [(rule, in_words(rule)) for rule in one.rules])
            for key, one in READY_MADE.items()
        ],
        "unknown_years": unknown_years(today, max(today, last)),
        **more,
    }
    return render(request, "oversight/lights/rules.html", context, status=status)


def _version(register: Register) -> int:
    """The version of the rules that count; 0 where the register has not chosen."""
    row = RegisterRules.objects.filter(register=register).only("version").first()
    return row.version if row is not None else 0


def _mark(rules: RuleSet) -> str:
    """By what the page knows which rules the person saw the effect of."""
    return hashlib.sha256(json.dumps(rules.as_data(), sort_keys=True).encode()).hexdigest()[:24]
