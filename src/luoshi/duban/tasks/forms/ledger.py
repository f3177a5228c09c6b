"""What narrows the list of tasks, and what changes a task after issue."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.duban.accounts.models import Office
from luoshi.duban.organisations.forms.fields import UnitsField
from luoshi.duban.organisations.models import Unit
from luoshi.duban.tasks.models import AssignmentRole, BasisKind, State, Task

_CHOSEN = (AssignmentRole.LEAD, AssignmentRole.RESPONSIBLE, AssignmentRole.SUPPORTING, AssignmentRole.INFORMED)


class BasisForm(forms.Form):
    """What a change or a withdrawal rests on."""

    basis_kind = forms.ChoiceField(label=_("依据类型"), choices=BasisKind.choices)
    basis = forms.CharField(
        label=_("依据"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("文件写文号，会议写会议名称和日期，口头写谁在何时何处说的；书面材料可以后补。"),
    )


class ChangeForm(BasisForm):
    """Everything that can be changed after issue, in one form."""

    title = forms.CharField(label=_("标题"), max_length=300)
    text = forms.CharField(label=_("工作任务"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))
    limit = forms.CharField(
        label=_("完成时限"),
        max_length=200,
        required=False,
        help_text=_("例如 11月底前、年底前、长期坚持、2026-11-30；原时限一直保留在记录中。"),
    )
    leader = forms.CharField(label=_("牵头领导"), max_length=100, required=False)
    note = forms.CharField(label=_("备注"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = (
        *("title", "text", "lead", "responsible", "supporting", "informed", "limit", "leader", "note"),
        *("basis_kind", "basis", "version"),
    )

    def __init__(self, *args: Any, office: Office, **more: Any) -> None:  # noqa: ANN401 -- Django's signature
        super().__init__(*args, **more)
        for name, label in (
            ("lead", _("牵头单位")),
            ("responsible", _("责任单位")),
            ("supporting", _("配合单位")),
            ("informed", _("知悉单位")),
        ):
            self.fields[name] = UnitsField(office=office, label=label, required=False)
        self.order_fields(self.field_order)

    @classmethod
    def of(cls, task: Task, *, office: Office) -> ChangeForm:
        """The form filled in with *task* as it is (its assignments were fetched before)."""
        rows = [row for row in task.assignments.all() if row.state != State.WITHDRAWN]
        units = {role.value: [row.unit_id for row in rows if row.role == role] for role in AssignmentRole}
        words = {name: getattr(task, name) for name in ("title", "text", "leader", "note", "version")}
        return cls(initial={**words, **units, "limit": task.limit_text}, office=office)

    @property
    def units(self) -> tuple[tuple[Unit, AssignmentRole], ...]:
        """The units as chosen, leads first."""
        chosen = self.cleaned_data
        return tuple((unit, role) for role in _CHOSEN for unit in chosen[role.value])
