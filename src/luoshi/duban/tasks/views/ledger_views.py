"""Saved views of the ledger: kept, changed, opened with, removed."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from luoshi.duban.accounts.guards import SignedIn, needs
from luoshi.duban.accounts.roles import Right
from luoshi.duban.locking import version_sent
from luoshi.duban.problems import Refused, sentence
from luoshi.duban.tasks.actions.change_ledger_view import change_ledger_view
from luoshi.duban.tasks.actions.choose_ledger import open_with
from luoshi.duban.tasks.actions.remove_ledger_view import remove_ledger_view
from luoshi.duban.tasks.actions.save_ledger_view import save_ledger_view
from luoshi.duban.tasks.ledger.columns import chosen
from luoshi.duban.tasks.ledger.saved import NO_VIEW, Opened, view_for


@require_POST
@needs(Right.SEE_TASKS)
def save(request: SignedIn) -> HttpResponse:
    """Keep what the address asks for under a name."""
    opened, actor = Opened.by(request.user, request.GET), request.user
    shown = [column.key for column in chosen(opened.columns)]
    asked = opened.asked.with_values("columns", ".".join(opened.asked.columns or shown))

    def act() -> str:
        view = save_ledger_view(
            actor=actor,
            name=request.POST.get("name", ""),
            asked=asked,
            is_shared="is_shared" in request.POST,
        )
        if "is_default" in request.POST:
            open_with(view, actor=actor)
        messages.success(request, _("已保存视图“%(name)s”。") % {"name": view.name})
        return f"?view={view.pk}"

    return _done(request, act, opened.address(opened.asked))


@require_POST
@needs(Right.SEE_TASKS)
def change(request: SignedIn, view: int) -> HttpResponse:
    """Another name, shared or not."""
    one, back = view_for(request.user, view), f"?view={view}"

    def act() -> str:
        change_ledger_view(
            one,
            actor=request.user,
            version=version_sent(request.POST),
            name=request.POST.get("name", ""),
            is_shared="is_shared" in request.POST,
        )
        messages.success(request, _("已修改视图。"))
        return back

    return _done(request, act, back)


@require_POST
@needs(Right.SEE_TASKS)
def renew(request: SignedIn, view: int) -> HttpResponse:
    """Let the view stand for what the address asks for now."""
    one, opened = view_for(request.user, view), Opened.by(request.user, request.GET)

    def act() -> str:
        change_ledger_view(one, actor=request.user, version=version_sent(request.POST), asked=opened.asked)
        messages.success(request, _("视图已按当前条件更新。"))
        return f"?view={view}"

    return _done(request, act, opened.address(opened.asked))


@require_POST
@needs(Right.SEE_TASKS)
def default(request: SignedIn, view: int) -> HttpResponse:
    """Open the ledger with this view from now on, or no longer."""
    one, off = view_for(request.user, view), "off" in request.POST
    open_with(None if off else one, actor=request.user)
    words = _("打开任务时不再先显示这个视图。") if off else _("以后打开任务时先显示这个视图。")
    messages.success(request, words)
    return redirect(f"{reverse('tasks:tasks')}?view={view}")


@require_POST
@needs(Right.SEE_TASKS)
def remove(request: SignedIn, view: int) -> HttpResponse:
    """Remove it; no task changes."""
    one = view_for(request.user, view)

    def act() -> str:
        remove_ledger_view(one, actor=request.user)
        messages.success(request, _("已删除视图，任务不受影响。"))
        return f"?view={NO_VIEW}"

    return _done(request, act, f"?view={view}")


def _done(request: SignedIn, act: Callable[[], str], back: str) -> HttpResponse:
    """To where the action leads; refused, back to where the person was, with the reason."""
    try:
        to = act()
    except Refused as refusal:
        messages.error(request, sentence(refusal))
        to = back
    return redirect(reverse("tasks:tasks") + to)
