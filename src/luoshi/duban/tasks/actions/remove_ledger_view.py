"""删除视图: the tasks stay as they are; who opened the ledger with it sees all tasks again."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban.accounts.models import User
from luoshi.duban.audit.recording import record
from luoshi.duban.tasks.actions.change_ledger_view import require_owner
from luoshi.duban.tasks.models import LedgerView


@transaction.atomic
def remove_ledger_view(view: LedgerView, *, actor: User) -> None:
    """Remove *view*, one's own or, for who supervises, a shared one."""
    require_owner(actor, view)
    record(
        "ledger-view.removed",
        view,
        office=actor.office_key,
        actor=actor.actor,
        before={"name": view.name, "query": view.query, "shared": view.is_shared},
    )
    view.delete()
