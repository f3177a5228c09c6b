"""What is typed about findings, conclusions and reviews."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.oversight.inspections.actions.record_finding import Found
from luoshi.duban.oversight.inspections.forms.plan import day_input
from luoshi.duban.oversight.inspections.models import Becomes, Inspection, Item, Outcome, ReviewOutcome
from luoshi.duban.registers.models import Register
from luoshi.duban.registers.queries import open_registers
from luoshi.duban.tasks.forms.report import FilesField
from luoshi.duban.tasks.models import Means

#: Beside which field the sentence of a refusal stands, by its code.
BESIDE = {
    "no-outcome": "outcome",
    "no-finding": "finding",
    "no-problem": "problem",
    "no-demand": "demand",
    "seen-on": "seen_on",
    "due-before": "due",
    "no-task": "becomes",
}


class FindingForm(forms.Form):
    """What was found about one matter; ``version`` is the one that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("落实情况"), choices=[(one.value, one.label) for one in Outcome if one.value], widget=forms.RadioSelect
    )
    finding = forms.CharField(label=_("现场情况"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    measured = forms.CharField(
        label=_("核实数"), max_length=100, required=False, help_text=_("现场核实的数量，例如：12.5公里。")
    )
    problem = forms.CharField(
        label=_("存在问题"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("“进度滞后”“未落实”“与上报不符”的必填。"),
    )  # fmt: skip
    demand = forms.CharField(
        label=_("整改要求"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    due = forms.DateField(label=_("整改时限"), required=False, widget=day_input())
    becomes = forms.ChoiceField(label=_("整改要求怎样落实"), choices=Becomes.choices, widget=forms.RadioSelect)
    seen_on = forms.DateField(label=_("查看日期"), widget=day_input())
    seen_by = forms.CharField(label=_("查看人"), max_length=100)
    means = forms.MultipleChoiceField(
        label=_("查看方式"), choices=Means.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    photos = FilesField(label=_("照片、资料"), required=False)

    def __init__(
        self,
        item: Item,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        by: str,
    ) -> None:
        today = clock.today()
        day = item.stop.day or today
        now = Found.of(item)
        initial = {
            **now.columns(),
            "version": item.version,
            "seen_on": now.seen_on or (day if day <= today else today),
            "seen_by": now.seen_by or by,
            "means": list(now.means) or list(item.inspection.means),
        }
        super().__init__(data, files, initial=initial)
        if item.task_id is None:
            choices = [pair for pair in Becomes.choices if pair[0] != Becomes.INSTRUCTION]
            self.fields["becomes"].choices = choices  # type: ignore[attr-defined]  # a field with choices

    @property
    def found(self) -> Found:
        """As the action takes it."""
        kept = self.cleaned_data
        return Found(
            Outcome(kept["outcome"]), kept["finding"], kept["problem"], kept["measured"], kept["demand"], kept["due"],
            Becomes(kept["becomes"]), tuple(kept["means"]), kept["seen_on"], kept["seen_by"],
        )  # fmt: skip


class ConclusionForm(forms.Form):
    """The words of a conclusion."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("督查结论"), max_length=4000, widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("一行一段，“一、”“（一）”开头的是标题。送审后由另一人审定并送达单位。"),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class RequestForm(forms.Form):
    """Why a unit asks for a review."""

    request = forms.CharField(label=_("复核理由"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class DecideReviewForm(forms.Form):
    """What became of a review."""

    outcome = forms.ChoiceField(
        label=_("复核结果"),
        choices=[(one.value, one.label) for one in ReviewOutcome if one.value],
        widget=forms.RadioSelect,
    )
    reasons = forms.CharField(label=_("复核意见"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    correction = forms.CharField(
        label=_("更正内容"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("更正结论的必填，会写进结论文书。"),
    )  # fmt: skip


class EndForm(forms.Form):
    """The words of the report, and the register that new tasks go into."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    opening = forms.CharField(label=_("总体情况"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))
    advice = forms.CharField(
        label=_("意见建议"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("一行一段；分条写的，小标题用“（一）”“（二）”开头。"),
    )  # fmt: skip
    register: forms.ModelChoiceField[Register] = forms.ModelChoiceField(
        Register.objects.none(), label=_("新任务列入"), required=False
    )

    def __init__(
        self, inspection: Inspection, data: QueryDict | None = None, *, initial: dict[str, Any], needs_register: bool
    ) -> None:
        super().__init__(data, initial={"version": inspection.version, **initial})
        field = self.fields["register"]
        field.queryset = open_registers(inspection.office)  # type: ignore[attr-defined]  # a field with choices
        field.empty_label = None  # type: ignore[attr-defined]  # the newest is proposed
        if not needs_register:
            del self.fields["register"]
