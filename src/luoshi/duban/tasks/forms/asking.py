"""What a unit asks of the office, objects to, or gives on to units below it, as it is typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from luoshi.duban.accounts.models import Office
from luoshi.duban.organisations.forms.fields import UnitField
from luoshi.duban.organisations.models import Unit
from luoshi.duban.tasks.actions.ask_extension import Wish
from luoshi.duban.tasks.actions.break_down import Part
from luoshi.duban.tasks.forms.owed import CameForm

_LONGEST = 1_000


def _words(label: Any, help_text: Any = "", rows: int = 3) -> forms.CharField:  # noqa: ANN401 -- lazy texts
    return forms.CharField(
        label=label, max_length=_LONGEST, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows})
    )


def _day(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:  # noqa: ANN401 -- lazy texts
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, required=required, widget=widget)


class ExtensionForm(forms.Form):
    """申请延期."""

    due = _day(_("申请延至"))
    reason = _words(_("延期理由"))
    progress = _words(_("目前进展"), _("做到什么程度，还差什么。"))

    @property
    def wish(self) -> Wish:
        """What a valid form asks for."""
        data = self.cleaned_data
        return Wish(data["due"], data["reason"], data["progress"])


class AskedForm(CameForm):
    """代录: who of the unit asked, on which day and how; what was asked comes with the form beside it."""

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 -- Django's signature
        super().__init__(*args, **more)
        self.fields["reported_by"].label = _("申请人")
        self.fields["reported_by"].help_text = _("来电话的人，或在纸上签字的人。")
        self.fields["reported_on"].label = _("申请日期")
        self.fields["channel"].label = _("申请方式")


class EnteredExtensionForm(ExtensionForm, AskedForm):
    """The same, typed by the office for a unit that telephoned or wrote."""

    field_order = ("reported_by", "reported_on", "channel", "due", "reason", "progress")


class ReturnForm(forms.Form):
    """申请退回."""

    reason = _words(_("退回理由"), _("职责依据是什么，为什么不归本单位办理。"))

    def __init__(self, *args: Any, office: Office, **more: Any) -> None:  # noqa: ANN401 -- Django's signature
        super().__init__(*args, **more)
        self.fields["right_unit"] = UnitField(
            office=office, label=_("应由谁承办"), required=False, help_text=_("不清楚的可以不填，由督查室定。")
        )
        if self.field_order:
            self.order_fields(self.field_order)


class EnteredReturnForm(ReturnForm, AskedForm):
    """The same, typed by the office for a unit that telephoned or wrote."""

    field_order = ("reported_by", "reported_on", "channel", "reason", "right_unit")


class ReasonForm(forms.Form):
    """Why; for what is taken back, sent back, withdrawn."""

    reason = _words(_("理由"), rows=2)


class ObjectionForm(forms.Form):
    """对代录提出异议."""

    objection = _words(_("哪里不对"), _("写明本单位实际是怎么说的。"))


class PartForm(forms.Form):
    """分办: one or several units below are given the same words and day."""

    units = forms.ModelMultipleChoiceField(
        label=_("分办给"), queryset=Unit.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    words = _words(_("分办内容"), rows=2)
    due = _day(_("完成时限"), _("不填的，与本单位的时限相同。"), required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **more: Any) -> None:  # noqa: ANN401 -- Django's signature
        super().__init__(*args, **more)
        self.fields["units"].queryset = units  # type: ignore[attr-defined]

    @property
    def parts(self) -> list[Part]:
        """What a valid form gives to each unit."""
        data = self.cleaned_data
        return [Part(unit, data["words"], data["due"]) for unit in data["units"]]
