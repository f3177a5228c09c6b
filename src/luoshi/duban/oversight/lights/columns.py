"""What the ledger shows of lights: columns, on the page and in what is exported, and filters."""

from __future__ import annotations

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.duban.oversight.lights.judging import Forecast
from luoshi.duban.oversight.lights.rules import Colour
from luoshi.duban.oversight.lights.showing import FORECASTS, MISSING, both
from luoshi.duban.oversight.lights.wording import NAMES
from luoshi.duban.oversight.models import TaskLight
from luoshi.duban.tasks.ledger import columns, filters
from luoshi.duban.tasks.ledger.columns import Column
from luoshi.duban.tasks.ledger.rows import Line
from luoshi.layout.grid import Align

_LIGHT = frozenset({"light"})
#: Colours that say that something must be done, one click away.
_QUICK = (Colour.RED, Colour.YELLOW)
_MISS, _KEEP = "miss", "keep"
_FORECASTS: dict[str, str | Promise] = {
    _MISS: FORECASTS[Forecast.WILL_MISS],
    _KEEP: FORECASTS[Forecast.WILL_KEEP],
}
_MEANT = {_MISS: MISSING, _KEEP: (Forecast.WILL_KEEP,)}


def offer() -> None:
    """Let the ledger show lights, what should be reached by now and the forecast, and be narrowed by them."""
    columns.offer(
        Column("light", gettext_lazy("亮灯"), _colour, 20, Align.CENTRE, _LIGHT, _colour_key, cell=_cell),
        usual_after="state",
    )
    columns.offer(
        Column("expected", gettext_lazy("序时进度"), _expected, 18, Align.CENTRE, _LIGHT, _expected_value, numeric=True)
    )
    columns.offer(Column("forecast", gettext_lazy("预计"), _forecast, 34, Align.CENTRE, _LIGHT, _forecast_key))
    names = {str(colour): name for colour, name in NAMES.items()}
    filters.offer("light", gettext_lazy("亮灯"), names, lambda chosen: Q(light__colour__in=chosen), quick=_QUICK)
    filters.offer("forecast", gettext_lazy("预计"), _FORECASTS, _narrow, quick=(_MISS,))


def _narrow(chosen: tuple[str, ...]) -> Q:
    return Q(light__forecast__in=[forecast for key in chosen for forecast in _MEANT[key]])


def _of(line: Line) -> TaskLight | None:
    return getattr(line.task, "light", None)


def _cell(line: Line) -> SafeString:
    return both(_of(line))


def _colour(line: Line) -> str:
    row = _of(line)
    return str(NAMES[Colour(row.colour)]) if row else ""


def _colour_key(line: Line) -> str | None:
    row = _of(line)
    return row.colour if row else None


def _expected_value(line: Line) -> float | None:
    row = _of(line)
    return row.expected if row else None


def _expected(line: Line) -> str:
    value = _expected_value(line)
    return "" if value is None else f"{value:.0f}%"


def _forecast_key(line: Line) -> str | None:
    row = _of(line)
    return (row.forecast or None) if row else None


def _forecast(line: Line) -> str:
    """预计: whether the limit will be kept at the present rate, and when it would be done."""
    row = _of(line)
    if row is None or not row.forecast:
        return ""
    if row.forecast == Forecast.NOT_BEGUN:
        return _("进度仍是0，赶不上时限")
    day = "" if row.finishes is None else row.finishes.isoformat()
    if row.forecast == Forecast.WILL_MISS:
        return _("%(day)s完成，赶不上时限") % {"day": day}
    return _("%(day)s完成，能按时") % {"day": day}
