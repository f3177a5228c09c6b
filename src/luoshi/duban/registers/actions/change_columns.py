"""Change the columns that are special to a register."""

from __future__ import annotations

from django.db import transaction

from luoshi.duban.accounts.models import User
from luoshi.duban.audit.recording import record
from luoshi.duban.locking import change_seen
from luoshi.duban.problems import Refused
from luoshi.duban.registers.actions.access import require_manager
from luoshi.duban.registers.models import Register
from luoshi.duban.registers.schema import Schema
from luoshi.duban.registers.usage import uses_of


@transaction.atomic
def change_columns(register: Register, schema: Schema, *, actor: User, version: int) -> Register:
    """Add, rename, order columns; remove unused ones.

    Raises :class:`Refused` where a column that holds values would be removed or change its kind, where a choice in
    use could go, or where the schema cannot be.
    """
    require_manager(actor, register.office)
    schema.check()
    before = Schema.of(register)
    if before == schema:
        return register
    after = {column.key: column for column in schema.columns}
    for column in before.columns:
        kept = after.get(column.key)
        lost = kept is None or kept.kind != column.kind or not set(column.choices) <= set(kept.choices)
        if lost and (uses := uses_of(register, column.key)):
            raise Refused(
                "column-in-use",
                f"列“{column.name}”已有{uses}项任务填写，不能删除、改类型或减少选项。",
                f"The column {column.name} holds values in {uses} tasks; it cannot be removed or narrowed.",
            )
    change_seen(register, version, schema=schema.as_data())
    record(
        "register.columns-changed",
        register,
        office=register.office.key,
        actor=actor.actor,
        before=before.as_data(),
        after=schema.as_data(),
    )
    return register
