"""Why a light shows what it shows, in a sentence a leader reads."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from luoshi.duban.oversight.lights.judging import Forecast, Light, Reason
from luoshi.duban.oversight.lights.rules import Colour

#: What the colours and signs are called.
NAMES = {
    Colour.GREEN: gettext_lazy("绿灯"),
    Colour.BLUE: gettext_lazy("蓝灯"),
    Colour.YELLOW: gettext_lazy("黄灯"),
    Colour.ORANGE: gettext_lazy("橙灯"),
    Colour.RED: gettext_lazy("红灯"),
    Colour.GREY: gettext_lazy("灰灯"),
    Colour.LONG_TERM: gettext_lazy("长期坚持"),
    Colour.CLOSED: gettext_lazy("已销号"),
    Colour.WITHDRAWN: gettext_lazy("已撤销"),
}


def why(light: Light) -> str:
    """The reason of *light* in a sentence."""
    told = _TOLD.get(light.reason)
    return told(light) if told else str(_PLAIN[light.reason])


def forecast(light: Light) -> str:
    """What is to be expected at the present rate; empty where nothing can be said, or where the limit will be kept."""
    if light.forecast is Forecast.NOT_BEGUN:
        return _("时间已过%(share)s%%，进度仍是0，照此不能按时完成。") % {"share": _figure(light.expected)}
    if light.forecast is Forecast.WILL_MISS and light.finishes is not None:
        return _("照目前进度，要到%(day)s才能完成，赶不上时限。") % {"day": light.finishes.isoformat()}
    return ""


_PLAIN = {
    Reason.WITHDRAWN: gettext_lazy("任务已撤销。"),
    Reason.LONG_TERM: gettext_lazy("长期坚持，没有完成时限。"),
    Reason.NO_LIMIT: gettext_lazy("时限待明确。"),
    Reason.MASKED: gettext_lazy("指标数值待明确。"),
    Reason.SUBMITTED: gettext_lazy("单位已按时申请销号，等待核查。"),
}


def _overdue(light: Light) -> str:
    return ngettext("已过时限%(days)s天。", "已过时限%(days)s天。", light.days) % {"days": light.days}


def _suspended(light: Light) -> str:
    return ngettext("已中止%(days)s天，不计时。", "已中止%(days)s天，不计时。", light.days) % {"days": light.days}


def _due_within(light: Light) -> str:
    return _left(light.days)


def _closed(light: Light) -> str:
    if not light.days:
        return _("已按时完成并销号。")
    return ngettext("已销号，曾逾期%(days)s天。", "已销号，曾逾期%(days)s天。", light.days) % {"days": light.days}


def _left(days: int) -> str:
    if days <= 0:
        return _("今天到时限。")
    return ngettext("距时限还有%(days)s个工作日。", "距时限还有%(days)s个工作日。", days) % {"days": days}


def _behind(light: Light) -> str:
    told = {
        "percent": _figure(light.percent),
        "expected": _figure(light.expected),
        "points": _figure((light.expected or 0) - (light.percent or 0)),
    }
    return _("进度%(percent)s%%，按时间应到%(expected)s%%，落后%(points)s个百分点。") % told


def _on_the_way(light: Light) -> str:
    if light.percent is None:
        return _("%(left)s单位还没有报进度。") % {"left": _left(light.days)}
    told = {"percent": _figure(light.percent), "expected": _figure(light.expected), "left": _left(light.days)}
    return _("进度%(percent)s%%，按时间应到%(expected)s%%；%(left)s") % told


def _figure(value: float | None) -> str:
    return "0" if value is None else f"{value:.0f}"


_TOLD = {
    Reason.CLOSED: _closed,
    Reason.OVERDUE: _overdue,
    Reason.SUSPENDED: _suspended,
    Reason.DUE_WITHIN: _due_within,
    Reason.BEHIND: _behind,
    Reason.SHARE_BELOW: _behind,
    Reason.ON_THE_WAY: _on_the_way,
}
