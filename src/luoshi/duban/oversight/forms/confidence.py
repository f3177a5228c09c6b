"""督查员把握: a figure and a word to it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.duban.oversight.actions.give_confidence import LONGEST


class ConfidenceForm(forms.Form):
    """How sure the supervisor is that the task will be done in time."""

    percent = forms.IntegerField(
        label=_("按时完成的把握（%）"),
        min_value=0,
        max_value=100,
        help_text=_("您自己的判断，不是单位报的进度；0表示肯定赶不上，100表示肯定能按时完成。"),
    )
    note = forms.CharField(
        label=_("说明"), max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
