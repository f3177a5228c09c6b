"""保存视图: keep filters, columns and order of the ledger under a name, for oneself or for the office."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.problems import Refused
from luoshi.duban.tasks.ledger.asked import Asked
from luoshi.duban.tasks.ledger.saved import office_of, visible_to
from luoshi.duban.tasks.models import LedgerView

#: So many views fit into a row above the list; more are none.
MOST = 30


@transaction.atomic
def save_ledger_view(*, actor: User, name: str, asked: Asked, is_shared: bool = False) -> LedgerView:
    """Save what is *asked* as a new view of *actor*; only who supervises shares one with the office."""
    require(actor, Right.SEE_TASKS)
    check_name(actor, name, None)
    if is_shared:
        require(actor, Right.SUPERVISE)
    if visible_to(actor).filter(owner=actor).count() >= MOST:
        raise Refused(
            "too-many-views",
            f"每人最多保存{MOST}个视图，请先删除不用的。",
            f"A person keeps {MOST} views at most; remove one first.",
        )
    view = LedgerView.objects.create(
        office=office_of(actor), owner=actor, name=name.strip(), is_shared=is_shared, **what(asked)
    )
    record(
        "ledger-view.saved",
        view,
        office=actor.office_key,
        actor=actor.actor,
        after={"name": view.name, "query": view.query, "columns": view.columns, "shared": is_shared},
    )
    return view


def what(asked: Asked) -> dict[str, object]:
    """The columns of a view that hold what is *asked*."""
    return {"query": asked.without("columns").query, "columns": list(asked.columns)}


def check_name(actor: User, name: str, view: LedgerView | None) -> None:
    """Refused without a name, with one that is too long, and with one that another view of the owner has."""
    name = name.strip()
    if not name:
        raise Refused("no-name", "请填写视图名称。", "Give the view a name.")
    if len(name) > 30:
        raise Refused("name-too-long", "视图名称最多30字。", "A view's name has 30 characters at most.")
    others = LedgerView.objects.filter(owner=actor.pk if view is None else view.owner_id, name=name)
    if (others if view is None else others.exclude(pk=view.pk)).exists():
        raise Refused("name-taken", f"已经有名为“{name}”的视图。", f"There is a view called {name} already.")
