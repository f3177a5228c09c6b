"""Lets an app above this one know that facts of tasks have changed, in the transaction of the change."""

from __future__ import annotations

from collections.abc import Callable, Iterable

Watcher = Callable[[Iterable[int]], None]
_watchers: list[Watcher] = []


def when_tasks_change(watcher: Watcher) -> None:
    """Let *watcher* be called with the keys of tasks whose state, limits or progress changed."""
    if watcher not in _watchers:
        _watchers.append(watcher)


def tasks_changed(keys: Iterable[int]) -> None:
    """Say that these tasks changed."""
    known = list(keys)
    for watcher in _watchers if known else ():
        watcher(known)
