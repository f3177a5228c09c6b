"""Days on which something may take effect."""

from __future__ import annotations

from datetime import date

from luoshi.duban import clock
from luoshi.duban.organisations.models import Unit
from luoshi.duban.problems import Refused


def require_not_later(on: date, chinese: str, english: str) -> None:
    """Raise :class:`Refused` where *on* is still to come: what has not happened cannot be put on record."""
    if on > clock.today():
        raise Refused("future", f"{chinese}（{on}）不能晚于今天。", f"{english} ({on}) cannot lie in the future.")


def require_there(unit: Unit, on: date) -> None:
    """Raise :class:`Refused` where *unit* is not in use any more, or was not yet on a day."""
    if unit.ends is not None:
        raise Refused("ended", f"“{unit.name}”已于{unit.ends}撤并。", f"{unit.name} ended on {unit.ends}.")
    if unit.starts is not None and on < unit.starts:
        raise Refused(
            "before-start",
            f"日期{on}早于“{unit.name}”的设立日期{unit.starts}。",
            f"{on} lies before {unit.name} was founded on {unit.starts}.",
        )
