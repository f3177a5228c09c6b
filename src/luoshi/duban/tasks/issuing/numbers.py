"""The numbers of issued tasks: prefix, year, and a count in the register that never goes back (督2026-001)."""

from __future__ import annotations

import re

from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.models import Task

_COUNT = re.compile(r"-([0-9]+)$")


def next_numbers(register: Register, count: int) -> list[str]:
    """The next *count* numbers of *register*.

    The register's row is locked until the transaction ends, so that two plans issued at once share none.
    """
    Register.objects.select_for_update().get(pk=register.pk)
    stem = f"{register.prefix}{register.year}"
    taken = Task.objects.filter(office=register.office_id, number__startswith=f"{stem}-").values_list(
        "number", flat=True
    )
    last = max((int(found[1]) for number in taken if (found := _COUNT.search(number))), default=0)
    return [f"{stem}-{last + step:03}" for step in range(1, count + 1)]
