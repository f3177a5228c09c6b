"""What a supervisor types when deciding: a verification, a close-out, an answer, a basis."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.duban.accounts.models import Office
from luoshi.duban.organisations.forms.fields import UnitField
from luoshi.duban.tasks.actions.verify_report import Checked
from luoshi.duban.tasks.basis import Basis
from luoshi.duban.tasks.forms.ledger import BasisForm
from luoshi.duban.tasks.models import BasisKind, Means, Return


def _words(label: Any, rows: int = 2, **more: Any) -> forms.CharField:  # noqa: ANN401 -- lazy words, Django's options
    return forms.CharField(label=label, max_length=2000, widget=forms.Textarea(attrs={"rows": rows}), **more)


class DayInput(forms.DateInput):
    """A day, chosen in the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class Seen(forms.Form):
    """The version that the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class VerifyForm(Seen):
    """核查: how it was checked and what came out; the same words serve to send it back."""

    means = forms.MultipleChoiceField(
        label=_("核查方式"), choices=Means.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    conclusion = _words(_("核查意见"), required=False, help_text=_("退办时写明理由，单位会看到。"))

    @property
    def checked(self) -> Checked:
        """What was typed, for the action."""
        data = self.cleaned_data
        return Checked(tuple(Means(one) for one in data["means"]), data["conclusion"])


class VerifySeveralForm(VerifyForm):
    """The same once for several; each comes with the version that was seen."""

    version = None  # type: ignore[assignment]  # Django's way of leaving out a field of a form above
    conclusion = _words(_("核查意见"), required=False)
    field_order = ("means", "conclusion")


class ReasonsForm(Seen):
    """销号理由, or why it is sent back after all."""

    reasons = _words(_("销号理由"), required=False, help_text=_("退办时写明理由，单位会看到。"))


class ExtensionForm(Seen):
    """答复延期."""

    due = forms.DateField(label=_("延至"), required=False, widget=DayInput())
    answer = _words(_("答复"), required=False, help_text=_("不同意的，请写明理由。"))


class ReturnForm(Seen):
    """答复退回: to whom the task goes, and on which basis."""

    answer = _words(_("答复"), required=False, help_text=_("不同意的，请写明理由。"))
    basis_kind = forms.ChoiceField(label=_("依据类型"), choices=BasisKind.choices, initial=BasisKind.ORAL)
    basis = _words(_("依据"), required=False, help_text=_("不填的，以单位的退回申请为依据。"))
    field_order = ("unit", "answer", "basis_kind", "basis", "version")

    def __init__(self, *args: Any, office: Office, **more: Any) -> None:  # noqa: ANN401 -- Django's signature
        super().__init__(*args, **more)
        self.fields["unit"] = UnitField(office=office, label=_("改交给"), required=False)
        self.order_fields(self.field_order)

    @classmethod
    def of(cls, returned: Return, *, office: Office) -> ReturnForm:
        """Filled in with the unit that was named as the right one."""
        named = [returned.right_unit_id] if returned.right_unit_id is not None else []
        return cls(initial={"unit": named, "version": returned.version}, office=office)

    @property
    def resting_on(self) -> Basis:
        """The basis as typed."""
        return Basis(BasisKind(self.cleaned_data["basis_kind"]), self.cleaned_data["basis"])


class TurnForm(BasisForm, Seen):
    """中止, 恢复, 撤销: a basis, and the version that was seen."""

    field_order: tuple[str, ...] = ("basis_kind", "basis", "version")

    @property
    def resting_on(self) -> Basis:
        """The basis as typed."""
        return Basis(BasisKind(self.cleaned_data["basis_kind"]), self.cleaned_data["basis"])


class ReopenForm(TurnForm):
    """重新办理: with a new limit where it gets one."""

    due = forms.DateField(
        label=_("新时限"), required=False, widget=DayInput(), help_text=_("不填的，沿用原时限；此前的逾期保留。")
    )
    field_order: tuple[str, ...] = ("due", *TurnForm.field_order)

    @property
    def new_due(self) -> date | None:
        """The new last day, if any."""
        day: date | None = self.cleaned_data["due"]
        return day


class MergeForm(BasisForm):
    """并案: which of the two goes on, whose limit counts, and on which basis."""

    keep = forms.ChoiceField(label=_("保留哪一项"), widget=forms.RadioSelect)
    limit = forms.ChoiceField(label=_("并案后的时限"), widget=forms.RadioSelect)
    version = forms.IntegerField(widget=forms.HiddenInput)
    other_version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("keep", "limit", "basis_kind", "basis", "version", "other_version")


class AnswerForm(Seen):
    """答复异议."""

    answer = _words(_("答复"))


class RemarkForm(forms.Form):
    """留言 or 批示."""

    text = _words(_("内容"))
