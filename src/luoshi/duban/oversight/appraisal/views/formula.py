"""考评办法 of a register: read, edited, looked at beforehand, saved; and the switch."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from luoshi.duban import clock
from luoshi.duban.accounts.access import may, require
from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.locking import version_sent
from luoshi.duban.oversight.appraisal.actions.set_formula import Wanted, set_formula, switch
from luoshi.duban.oversight.appraisal.current import Current, current
from luoshi.duban.oversight.appraisal.forms.formula import Editor
from luoshi.duban.oversight.appraisal.formula import USUAL, Formula, Kind, plain
from luoshi.duban.oversight.appraisal.preview import preview
from luoshi.duban.oversight.appraisal.wording import NAMES, rule
from luoshi.duban.problems import ChangedMeanwhile, sentence
from luoshi.duban.registers.models import Register
from luoshi.duban.registers.queries import register_for
from luoshi.errors import LuoshiError


@require_http_methods(["GET", "POST"])
@needs(Right.SEE_REGISTERS)
def formula(request: SignedIn, register: int) -> HttpResponse:
    """The formula that counts; who may set it changes it here, and sees what it does to scores before saving."""
    shown = register_for(request.user, register)
    now = current(shown)
    if request.method == "GET":
        return _page(request, shown, now, Editor.of(now.formula, ranking_to_units=now.ranking_to_units), now.number)
    require(request.user, Right.MANAGE_REGISTERS)
    number = version_sent(request.POST, "number")
    editor = Editor.typed(request.POST)
    wanted = editor.read()
    if wanted is None:
        return _page(request, shown, now, editor, number, status=422)
    mark = _mark(wanted, ranking=editor.ranking_to_units)
    # While the register is off nobody has a score, so there is nothing to look at beforehand.
    if request.POST.get("act") == "save" and (not now.is_on or request.POST.get("seen") == mark):
        return _save(request, shown, editor, Wanted(wanted, editor.ranking_to_units), number)
    return _page(request, shown, now, editor, number, **_looked(request, shown, now, wanted, mark))


def _looked(request: SignedIn, register: Register, now: Current, wanted: Formula, mark: str) -> dict[str, Any]:
    changes = preview(register, wanted, clock.today()) if now.is_on else []
    unseen = request.POST.get("act") == "save"
    return {"looked": True, "changes": changes, "seen": mark, "unseen": unseen, "year": clock.today().year}


def _save(request: SignedIn, register: Register, editor: Editor, wanted: Wanted, number: int) -> HttpResponse:
    try:
        set_formula(register, wanted, actor=request.user, number=number)
    except ChangedMeanwhile as error:
        now = current(register)
        conflict = _side_by_side(now.formula, wanted.formula)
        row = now.row
        more = {"conflict": conflict, "error": sentence(error), "theirs": row}
        looked = _looked(request, register, now, wanted.formula, _mark(wanted.formula, ranking=wanted.ranking_to_units))
        return _page(request, register, now, editor, now.number, status=409, **looked, **more)
    except LuoshiError as error:
        return _page(request, register, current(register), editor, number, status=409, error=sentence(error))
    messages.success(request, _("已保存考评办法；已发布的得分仍按当时的办法。"))
    return redirect("appraisal:formula", register.pk)


@require_POST
@needs(Right.MANAGE_REGISTERS)
def turn(request: SignedIn, register: int) -> HttpResponse:
    """Switch scoring on or off."""
    shown = register_for(request.user, register)
    on = request.POST.get("on") == "1"
    try:
        switch(shown, on=on, actor=request.user, number=version_sent(request.POST, "number"))
    except LuoshiError as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, _("已启用考评。") if on else _("已停用考评，各处不再显示得分。"))
    return redirect("appraisal:formula", shown.pk)


def _page(  # noqa: PLR0913 -- what the page consists of
    request: SignedIn,
    register: Register,
    now: Current,
    editor: Editor,
    number: int,
    *,
    status: int = 200,
    **more: Any,  # noqa: ANN401 -- what the template shows
) -> HttpResponse:
    context = {
        "register": register,
        "now": now,
        "editor": editor,
        "number": number,
        "may_change": register.is_open and may(request.user, Right.MANAGE_REGISTERS),
        "criteria": [(str(NAMES[one.kind]), one, rule(one)) for one in now.formula.counting],
        **more,
    }
    return render(request, "appraisal/formula.html", context, status=status)


def _side_by_side(theirs: Formula, mine: Formula) -> list[dict[str, str]]:
    """Both formulas, row by row."""
    rows = [
        {"label": str(NAMES[one.kind]), "theirs": _said(theirs, one.kind), "mine": _said(mine, one.kind)}
        for one in USUAL.criteria
    ]
    few = {"label": _("少于几项任务不排名"), "theirs": str(theirs.few), "mine": str(mine.few)}
    days = {"label": _("申诉期限（工作日）"), "theirs": str(theirs.appeal_days), "mine": str(mine.appeal_days)}
    return [*rows, few, days]


def _said(formula: Formula, kind: Kind) -> str:
    one = next((own for own in formula.counting if own.kind is kind), None)
    return _("%(weight)s分：%(rule)s") % {"weight": plain(one.weight), "rule": rule(one)} if one else _("不计")


def _mark(formula: Formula, *, ranking: bool) -> str:
    """By what the page knows which formula the person saw the effect of."""
    return hashlib.sha256(json.dumps([formula.as_data(), ranking], sort_keys=True).encode()).hexdigest()[:24]
