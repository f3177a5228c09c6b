"""The column of a snapshot of the desk (:mod:`luoshi.duban.tasks.desk.snapshot`)."""

from __future__ import annotations

from typing import Any

from luoshi.duban.audit.canonical import parted
from luoshi.duban.audit.plain_values import PlainValuesField


class SnapshotField(PlainValuesField):
    """A snapshot; each state comes back with its text, which the record is told when the change is undone."""

    def from_db_value(self, value: str | None, expression: object, connection: object) -> Any:  # noqa: ANN401
        """The snapshot."""
        return parted(value) if value and value[0] == "{" else super().from_db_value(value, expression, connection)
