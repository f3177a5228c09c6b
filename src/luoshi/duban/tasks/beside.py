"""What apps above say beside a task wherever a list shows it, for all tasks of a page at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

#: Gives what is to be said of tasks, by their keys; HTML, escaped where it is made.
Marker = Callable[[Collection[int]], Mapping[int, SafeString]]
_markers: list[Marker] = []


def offer(marker: Marker) -> None:
    """Let *marker* say something beside tasks; it is called once a page."""
    if marker not in _markers:
        _markers.append(marker)


def beside(tasks: Iterable[int]) -> dict[int, SafeString]:
    """What is said of the tasks with these keys; those of which nothing is said are left out."""
    keys = set(tasks)
    said = [marker(keys) for marker in _markers] if keys else []
    return {
        key: format_html_join(" ", "{}", ((one[key],) for one in said if key in one))
        for key in keys
        if any(key in one for one in said)
    }
