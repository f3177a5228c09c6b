"""导出任务: that tasks left the system, which, how many and as what, is on record before the first byte goes out."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban.accounts.access import require
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Right
from luoshi.duban.audit.recording import record
from luoshi.duban.tasks.ledger.asked import Asked


@transaction.atomic
def export_ledger(  # noqa: PLR0913 -- an export has that many sides
    *, actor: User, table: str, kind: str, count: int, asked: Asked, is_selection: bool
) -> None:
    """Note that *actor* takes *count* tasks away: those that *asked* lets through, or a selection among them."""
    require(actor, Right.SEE_TASKS)
    record(
        "ledger.exported",
        actor,
        office=actor.office_key,
        actor=actor.actor,
        after={
            "table": table,
            "kind": kind,
            "count": count,
            "selection": is_selection,
            "filters": {key: list(values) for key, values in asked.values.items()},
        },
    )
