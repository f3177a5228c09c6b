"""How many tasks hold a value in a register's own column."""

from __future__ import annotations

from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.models import Task


def count_uses(register: Register, key: str) -> int:
    """The tasks of *register* with a value in the column *key*."""
    return Task.objects.filter(register=register, extra__has_key=key).count()
