"""Measure a call, and where its time goes."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import FunctionType, ModuleType

PATIENCE = 1.5  # seconds that one figure may take
LEAST = 3  # runs


def fastest(call: Callable[[], object], *, patience: float = PATIENCE, least: int = LEAST) -> float:
    """Processor seconds of the fastest run: the one that the rest of the machine disturbed least."""
    best = float("inf")
    runs = 0
    until = time.perf_counter() + patience
    while runs < least or time.perf_counter() < until:
        gc.collect()
        start = time.process_time()
        call()
        best = min(best, time.process_time() - start)
        runs += 1
    return best


@contextmanager
def stages_of(flow: ModuleType) -> Iterator[Mapping[str, float]]:
    """Sum up the processor seconds spent in each step that the module *flow* calls by a name of its own.

    The flow of the extraction is one function that names its steps in order, so its
    module's names are the stages.
    """
    spent: dict[str, float] = {}
    kept = {name: step for name, step in vars(flow).items() if _is_step(step, flow)}
    for name, step in kept.items():
        setattr(flow, name, _timed(name, step, spent))
    try:
        yield spent
    finally:
        for name, step in kept.items():
            setattr(flow, name, step)


def _is_step(step: object, flow: ModuleType) -> bool:
    return isinstance(step, FunctionType) and step.__module__ != flow.__name__ and step.__module__.startswith("luoshi.")


def _timed(name: str, step: Callable[..., object], spent: dict[str, float]) -> Callable[..., object]:
    def timed(*arguments: object, **named: object) -> object:
        start = time.process_time()
        try:
            return step(*arguments, **named)
        finally:
            spent[name] = spent.get(name, 0.0) + time.process_time() - start

    return timed
