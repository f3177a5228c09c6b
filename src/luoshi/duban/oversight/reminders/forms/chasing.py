"""What is typed when something is chased by hand."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.duban.oversight.reminders.actions.chase import LONGEST


class ChaseForm(forms.Form):
    """An optional sentence, and whether the unit's head is told as well."""

    words = forms.CharField(
        label=_("催办意见"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("可不填。写了会随催办显示给对方，并记入任务经过。"),
    )
    with_head = forms.BooleanField(label=_("同时通知单位负责人"), required=False)
