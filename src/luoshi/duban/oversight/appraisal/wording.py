"""Criteria, lines and costs in words, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from luoshi.duban.language import is_chinese
from luoshi.duban.oversight.appraisal.formula import Criterion, Kind, plain

NAMES: Mapping[Kind, str | Promise] = {
    Kind.ON_TIME: gettext_lazy("按时完成"),
    Kind.QUALITY: gettext_lazy("核查质量"),
    Kind.EXTENSIONS: gettext_lazy("延期"),
    Kind.SEND_BACKS: gettext_lazy("退办"),
    Kind.REPORTS: gettext_lazy("按时报送"),
    Kind.DAYS_LATE: gettext_lazy("逾期天数"),
}
_RULES: Mapping[Kind, str | Promise] = {
    Kind.ON_TIME: gettext_lazy("分值×按时完成的任务÷本期到期或完成的任务"),
    Kind.QUALITY: gettext_lazy("分值×没有退办过的任务÷本期核查过的任务"),
    Kind.REPORTS: gettext_lazy("分值×按时报送的次数÷本期应报送的次数"),
    Kind.EXTENSIONS: gettext_lazy("同意延期一次扣%(each)s分，一项任务最多扣%(cap)s分"),
    Kind.SEND_BACKS: gettext_lazy("退办一次扣%(each)s分，一项任务最多扣%(cap)s分"),
    Kind.DAYS_LATE: gettext_lazy("逾期一天扣%(each)s分，一项任务最多扣%(cap)s分"),
}


def rule(criterion: Criterion) -> str:
    """How the points of a criterion come about, in a sentence."""
    words = str(_RULES[criterion.kind])
    if not criterion.is_share:
        words %= {"each": plain(criterion.each), "cap": plain(criterion.cap)}
    if criterion.free:
        words += _("，每项前%(free)s次（天）不扣") % {"free": criterion.free}
    return words + (_("；配合单位也计") if criterion.supporting else "")


def counted(kind: Kind, good: int, total: int) -> str:
    """What a line looked at: ``12项中11项按时``."""
    values = {"good": good, "total": total}
    if kind is Kind.ON_TIME:
        return _("到期或完成%(total)s项，按时%(good)s项") % values if total else _("没有到期或完成的任务，不扣分")
    if kind is Kind.QUALITY:
        return _("核查%(total)s项，没有退办%(good)s项") % values if total else _("没有核查过的任务，不扣分")
    if kind is Kind.REPORTS:
        return _("应报送%(total)s次，按时%(good)s次") % values if total else _("没有应报送的，不扣分")
    if kind is Kind.EXTENSIONS:
        return ngettext("同意延期%(n)s次", "同意延期%(n)s次", total) % {"n": total}
    if kind is Kind.SEND_BACKS:
        return ngettext("退办%(n)s次", "退办%(n)s次", total) % {"n": total}
    return ngettext("逾期%(n)s天", "逾期%(n)s天", total) % {"n": total}


def why(kind: Kind, cases: int, days: tuple[str, ...] | list[str] = ()) -> str:
    """Why a task cost points."""
    if kind in (Kind.ON_TIME, Kind.DAYS_LATE):
        return counted(Kind.DAYS_LATE, 0, cases)
    if kind in (Kind.QUALITY, Kind.SEND_BACKS):
        return counted(Kind.SEND_BACKS, 0, cases) if kind is Kind.SEND_BACKS else _("核查时退办过")
    if kind is Kind.EXTENSIONS:
        return counted(kind, 0, cases)
    return _("没有按时报送：%(days)s") % {"days": _("、").join(days)}


def period_name(words: str) -> str:
    """``2026`` and ``2026Q3`` as people say them."""
    year, _q, quarter = words.partition("Q")
    if not is_chinese():
        return f"{year} Q{quarter}" if quarter else year
    return f"{year}年第{'一二三四'[int(quarter) - 1]}季度" if quarter else f"{year}年"


def day_words(day: date) -> str:
    """A day on paper."""
    return f"{day.year}年{day.month}月{day.day}日"
