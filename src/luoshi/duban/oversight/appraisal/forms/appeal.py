"""What is typed about scores and appeals."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy


class AppealForm(forms.Form):
    """Why a unit appeals."""

    reasons = forms.CharField(label=gettext_lazy("申诉理由"), max_length=4000, widget=forms.Textarea({"rows": 4}))


class DecisionForm(forms.Form):
    """What became of an appeal."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("处理结果"),
        choices=[("upheld", gettext_lazy("申诉成立，更正得分")), ("refused", gettext_lazy("申诉不成立"))],
    )
    points = forms.DecimalField(
        label=gettext_lazy("更正后得分"),
        help_text=gettext_lazy("申诉成立时填写"),
        required=False,
        max_digits=4,
        decimal_places=1,
    )
    answer = forms.CharField(label=gettext_lazy("处理理由"), max_length=4000, widget=forms.Textarea({"rows": 4}))


class DropForm(forms.Form):
    """Why scores are not approved."""

    words = forms.CharField(label=gettext_lazy("不通过的理由"), max_length=2000, widget=forms.Textarea({"rows": 3}))
