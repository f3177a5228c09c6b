"""What a unit asks for by telephone or on paper, typed by the office: more time, or that a task goes elsewhere."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.duban.accounts.models import Office
from luoshi.duban.organisations.forms.fields import UnitField
from luoshi.duban.tasks.actions.ask_extension import Wish
from luoshi.duban.tasks.forms.owed import CameForm

_LONGEST = 2_000


class AskedForm(CameForm):
    """Who asks, when and how, and why."""

    reason = forms.CharField(label=_("理由"), max_length=_LONGEST, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 -- Django's signature
        super().__init__(*args, **more)
        self.fields["reported_by"].label = _("申请人")
        self.fields["reported_on"].label = _("申请日期")
        self.fields["channel"].label = _("申请方式")


class ExtensionEntryForm(AskedForm):
    """代录延期申请."""

    due = forms.DateField(label=_("申请延至"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    progress = forms.CharField(label=_("目前进展"), max_length=_LONGEST, widget=forms.Textarea(attrs={"rows": 2}))
    field_order = ("due", "reason", "progress", "reported_by", "reported_on", "channel")

    @property
    def wish(self) -> Wish:
        """What a valid form asks for."""
        data = self.cleaned_data
        return Wish(data["due"], data["reason"], data["progress"])


class ReturnEntryForm(AskedForm):
    """代录退回申请."""

    field_order = ("reason", "right_unit", "reported_by", "reported_on", "channel")

    def __init__(self, *args: Any, office: Office, **more: Any) -> None:  # noqa: ANN401 -- Django's signature
        super().__init__(*args, **more)
        self.fields["right_unit"] = UnitField(office=office, label=_("应由谁承办"), required=False)
        self.order_fields(self.field_order)
