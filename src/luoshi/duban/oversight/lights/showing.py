"""A light as a page shows it: colour, sign and word together, so that nobody depends on colour."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from luoshi.duban.oversight.lights.judging import Forecast
from luoshi.duban.oversight.lights.rules import Colour
from luoshi.duban.oversight.lights.wording import NAMES
from luoshi.duban.oversight.models import TaskLight

#: A shape for each colour; every Chinese font has them.
SIGNS = {
    Colour.GREEN: "●",
    Colour.BLUE: "■",
    Colour.YELLOW: "◆",
    Colour.ORANGE: "▼",
    Colour.RED: "▲",
    Colour.GREY: "○",
    Colour.LONG_TERM: "∞",
    Colour.CLOSED: "√",
    Colour.WITHDRAWN: "×",
}
#: What a forecast is called where a word has to do.
FORECASTS: dict[Forecast, str | Promise] = {
    Forecast.WILL_KEEP: _("预计能按时"),
    Forecast.WILL_MISS: _("预计赶不上"),
    Forecast.NOT_BEGUN: _("预计赶不上"),
}
MISSING = (Forecast.WILL_MISS, Forecast.NOT_BEGUN)


def lamp(colour: str) -> SafeString:
    """The light by itself."""
    known = Colour(colour)
    return format_html(
        '<span class="light light-{}"><span class="light-sign" aria-hidden="true">{}</span>{}</span>',
        known,
        SIGNS[known],
        NAMES[known],
    )


def warning(forecast: str) -> SafeString:
    """The forecast by itself where the limit will be missed, else nothing; it never looks like a light."""
    if forecast not in MISSING:
        return SafeString()
    return format_html('<span class="light-forecast">{}</span>', FORECASTS[Forecast(forecast)])


def both(row: TaskLight | None) -> SafeString:
    """A light, and the forecast beside it; nothing where a task has none."""
    return SafeString() if row is None else lamp(row.colour) + warning(row.forecast)


def marks(tasks: Collection[int]) -> dict[int, SafeString]:
    """The lights of many tasks by their keys, for lists: one query."""
    return {row.pk: both(row) for row in TaskLight.objects.filter(pk__in=tasks).only("colour", "forecast")}
