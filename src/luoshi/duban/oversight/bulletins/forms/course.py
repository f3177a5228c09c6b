"""What is typed on a bulletin's way."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.duban.oversight.bulletins.models import Outcome
from luoshi.duban.tasks.models import Channel


class ReasonForm(forms.Form):
    """Why it goes back, or is withdrawn."""

    reason = forms.CharField(label=_("理由"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000)


class IssueForm(forms.Form):
    """期号 and date."""

    serial = forms.IntegerField(label=_("期号"), min_value=1, max_value=9999)
    issued_on = forms.DateField(label=_("印发日期"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


class AnswerForm(forms.Form):
    """What the unit named says."""

    answer = forms.CharField(label=_("答复"), widget=forms.Textarea(attrs={"rows": 5}), max_length=3000)


class EnteredAnswerForm(AnswerForm):
    """The same, typed by the office after a call or from a paper."""

    answered_by = forms.CharField(label=_("答复人"), max_length=100)
    channel = forms.ChoiceField(
        label=_("答复方式"),
        choices=[(one.value, one.label) for one in (Channel.TELEPHONE, Channel.PAPER)],
    )


class ReviewForm(forms.Form):
    """Why a review is asked for."""

    request = forms.CharField(label=_("复核理由"), widget=forms.Textarea(attrs={"rows": 5}), max_length=3000)


class DecisionForm(forms.Form):
    """What became of a review."""

    outcome = forms.ChoiceField(
        label=_("复核结论"),
        choices=[(one.value, one.label) for one in (Outcome.UPHELD, Outcome.PARTLY, Outcome.CORRECTED)],
        widget=forms.RadioSelect,
    )
    reasons = forms.CharField(label=_("复核意见"), widget=forms.Textarea(attrs={"rows": 4}), max_length=3000)
    correction = forms.CharField(
        label=_("更正内容"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        required=False,
        help_text=_("更正或部分更正时填写，将显示在通报页面上，并注在此后下载的文件中。"),
    )
