"""Whether a column of a register is used: apps above this one know."""

from __future__ import annotations

from collections.abc import Callable

from luoshi.duban.registers.models import Register

Counter = Callable[[Register, str], int]
_counters: list[Counter] = []


def count_uses_with(counter: Counter) -> None:
    """Let an app above say how many of its rows hold a value in a column; called in its ``AppConfig.ready``."""
    if counter not in _counters:
        _counters.append(counter)


def uses_of(register: Register, key: str) -> int:
    """How many rows hold a value in the column *key*."""
    return sum(counter(register, key) for counter in _counters)
