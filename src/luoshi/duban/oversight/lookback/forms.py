"""What is typed in a look-back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.oversight.lookback.actions.draw_sample import MOST, Wanted
from luoshi.duban.oversight.lookback.actions.record_look import Found
from luoshi.duban.oversight.lookback.models import Outcome
from luoshi.duban.registers.models import Register
from luoshi.duban.registers.queries import visible_to
from luoshi.duban.tasks.models import Means

#: Work is looked at again when it has stood for this many days, for this long back, and within this many days.
SETTLED, BACK, LOOK_WITHIN = 60, 180, 30


def _day() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class DrawForm(forms.Form):
    """From which days to draw, how many, by when to look."""

    since = forms.DateField(label=_("销号日期自"), widget=_day())
    until = forms.DateField(label=_("销号日期至"), widget=_day())
    register: forms.ModelChoiceField[Register] = forms.ModelChoiceField(
        None, label=_("台账"), required=False, empty_label=_("全部台账")
    )
    size = forms.IntegerField(label=_("抽取项数"), min_value=1, max_value=MOST, initial=10)
    look_by = forms.DateField(label=_("完成时限"), widget=_day())
    seed = forms.CharField(
        label=_("随机种子"), max_length=64, required=False, help_text=_("不填的由系统生成；也可以填现场摇出的数。")
    )

    def __init__(self, data: Any = None, *, user: User) -> None:  # noqa: ANN401 -- what a form takes
        today = clock.today()
        usual = {
            "since": today - timedelta(days=BACK),
            "until": today - timedelta(days=SETTLED),
            "look_by": today + timedelta(days=LOOK_WITHIN),
        }
        super().__init__(data, initial=usual)
        self.fields["register"].queryset = visible_to(user).order_by("-year", "pk")  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What was typed."""
        data = self.cleaned_data
        return Wanted(data["since"], data["until"], data["size"], data["look_by"], data["register"], data["seed"])


class LookForm(forms.Form):
    """What was found, and how."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("结果"), choices=[(one.value, one.label) for one in Outcome if one.value], widget=forms.RadioSelect
    )
    means = forms.MultipleChoiceField(label=_("核查方式"), choices=Means.choices, widget=forms.CheckboxSelectMultiple)
    words = forms.CharField(label=_("核查情况"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def found(self) -> Found:
        """What was typed."""
        data = self.cleaned_data
        return Found(Outcome(data["outcome"]), tuple(data["means"]), data["words"])
