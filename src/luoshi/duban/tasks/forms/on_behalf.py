"""代录: what the office says beside what it types for a unit: who of the unit said it, on which day, by what."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.tasks.actions.file_report import Came
from luoshi.duban.tasks.models import Channel


class OnBehalfForm(forms.Form):
    """Who said it, when, and how; the fields of what was said come with the form that extends this one."""

    said_by = forms.CharField(label=_("单位经办人"), max_length=100, help_text=_("来电话的人，或在纸上签字的人。"))
    said_on = forms.DateField(
        label=_("来电或收到日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    channel = forms.ChoiceField(
        label=_("方式"),
        choices=[(one.value, one.label) for one in (Channel.TELEPHONE, Channel.PAPER)],
        widget=forms.RadioSelect,
        initial=Channel.TELEPHONE,
    )

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 -- Django's signature
        super().__init__(*args, **more)
        self.initial.setdefault("said_on", clock.today())

    @property
    def came(self) -> Came:
        """How it came, out of a valid form."""
        data = self.cleaned_data
        return Came(data["said_by"], data["said_on"], Channel(data["channel"]))
