"""What a person chooses before a bulletin is drafted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.duban.accounts.models import User
from luoshi.duban.oversight.bulletins.models import PeriodKind
from luoshi.duban.oversight.bulletins.periods import Period, latest_periods, own_days, period_of
from luoshi.duban.problems import Refused, sentence
from luoshi.duban.registers.models import Register

#: How many periods of each kind are one click away.
_OFFERED = ((PeriodKind.MONTH, 4), (PeriodKind.QUARTER, 3), (PeriodKind.HALF_YEAR, 2))
#: In the last days of a period its bulletin is written already.
_NEARLY = timedelta(days=7)
OWN = PeriodKind.OWN.value


def _day(label: Any, **more: Any) -> forms.DateField:  # noqa: ANN401 -- lazy words; what Django's field takes
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **more)


class DraftForm(forms.Form):
    """Period and registers of a 通报."""

    period = forms.ChoiceField(label=_("期间"))
    starts = _day(_("起始日期"), required=False)
    ends = _day(_("截止日期"), required=False)
    registers = forms.ModelMultipleChoiceField(
        label=_("台账"), queryset=Register.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    ranked = forms.BooleanField(
        label=_("按销号率排列单位位次"),
        required=False,
        help_text=_("位次只看销号率；牵头任务不足5项的单位不排。"),
    )

    def __init__(self, *args: Any, user: User, today: date, **more: Any) -> None:  # noqa: ANN401
        self.today = today
        registers = Register.objects.filter(office=user.office_id)
        usual = {"period": _usual(today), "registers": [one.pk for one in registers if one.is_open]}
        super().__init__(*args, **{**more, "initial": {**usual, **(more.get("initial") or {})}})
        choice, chosen = self.fields["period"], self.fields["registers"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = list(_choices(today))
        chosen.queryset = registers  # type: ignore[attr-defined]  # as declared above

    def clean(self) -> dict[str, Any]:
        """The period that is meant, as ``chosen``."""
        data: dict[str, Any] = super().clean() or {}
        kind, _sign, first = str(data.get("period", "")).partition(":")
        if kind and kind != OWN:
            data["chosen"] = period_of(PeriodKind(kind), date.fromisoformat(first))
        elif kind == OWN:
            for name in ("starts", "ends"):
                if not data.get(name):
                    self.add_error(name, _("请填写日期。"))
            if data.get("starts") and data.get("ends"):
                try:
                    data["chosen"] = own_days(data["starts"], data["ends"], self.today)
                except Refused as error:
                    self.add_error("ends", sentence(error))
        return data


class SpecialForm(forms.Form):
    """Topic, leader and days of a 专报."""

    topic = forms.CharField(label=_("专题"), max_length=60, help_text=_("例如“水库除险加固”，写入标题和正文。"))
    presented_to = forms.CharField(label=_("呈送"), max_length=100, help_text=_("例如“钱副县长”。"))
    starts = _day(_("统计自"))
    ends = _day(_("统计至"))

    def __init__(self, *args: Any, today: date, **more: Any) -> None:  # noqa: ANN401
        self.today = today
        usual = {"starts": date(today.year, 1, 1), "ends": today}
        super().__init__(*args, **{**more, "initial": {**usual, **(more.get("initial") or {})}})

    def clean(self) -> dict[str, Any]:
        """Days in their order."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("starts") and data.get("ends"):
            try:
                own_days(data["starts"], data["ends"], self.today)
            except Refused as error:
                self.add_error("ends", sentence(error))
        return data


def _choices(today: date) -> Iterator[tuple[str, str]]:
    for kind, count in _OFFERED:
        for period in latest_periods(kind, today, count):
            yield _key(period), f"{_name(period)} {period.starts.isoformat()} – {period.ends.isoformat()}"
    yield OWN, str(_("自定日期"))


def _name(period: Period) -> str:
    """What the period is called in the language of the page."""
    told = {"year": period.starts.year, "number": (period.starts.month - 1) // 3 + 1}
    if period.kind is PeriodKind.MONTH:
        return gettext("%(year)s年%(number)s月") % {**told, "number": period.starts.month}
    if period.kind is PeriodKind.QUARTER:
        return gettext("%(year)s年第%(number)s季度") % told
    return (gettext("%(year)s年上半年") if period.starts.month == 1 else gettext("%(year)s年下半年")) % told


def _usual(today: date) -> str:
    """The month whose bulletin is due: this one in its last days, else the one before."""
    return _key(period_of(PeriodKind.MONTH, _month_of(today)))


def _month_of(today: date) -> date:
    this = period_of(PeriodKind.MONTH, today)
    return today if today >= this.ends - _NEARLY else this.starts - timedelta(days=1)


def _key(period: Period) -> str:
    return f"{period.kind.value}:{period.starts.isoformat()}"
