"""What is typed about an item while the meeting is on, and to end it."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from luoshi.duban.organisations.forms.fields import UnitField
from luoshi.duban.oversight.meetings.actions.note_decision import Decided
from luoshi.duban.oversight.meetings.models import Becomes, Meeting, MeetingItem
from luoshi.duban.registers.models import Register
from luoshi.duban.registers.queries import open_registers


class DecisionForm(forms.Form):
    """The decision on one item; ``version`` is the one that the page showed."""

    words = forms.CharField(label=_("议定事项"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    due = forms.DateField(
        label=_("办到哪天"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    becomes = forms.ChoiceField(label=_("怎样落实"), choices=Becomes.choices, widget=forms.RadioSelect)
    version = forms.IntegerField(widget=forms.HiddenInput)

    field_order = ("words", "unit", "due", "becomes", "version")

    def __init__(self, item: MeetingItem, data: QueryDict | None = None) -> None:
        noted = Decided.of(item)
        initial = {
            "words": noted.words,
            "unit": noted.unit,
            "due": noted.due,
            "becomes": noted.becomes.value,
            "version": item.version,
        }
        super().__init__(data, initial=initial)
        self.fields["unit"] = UnitField(office=item.meeting.office, label=_("谁来办"), required=False)
        self.order_fields(self.field_order)

    @property
    def decided(self) -> Decided:
        """As the action takes it."""
        kept = self.cleaned_data
        return Decided(kept["words"], Becomes(kept["becomes"]), kept["unit"], kept["due"])


class EndForm(forms.Form):
    """The register that new tasks go into."""

    register: forms.ModelChoiceField[Register] = forms.ModelChoiceField(
        label=_("新任务列入"), queryset=Register.objects.none(), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, meeting: Meeting, data: QueryDict | None = None, *, needs_register: bool = True) -> None:
        super().__init__(data, initial={"version": meeting.version})
        registers = open_registers(meeting.office)
        field = self.fields["register"]
        field.queryset = registers  # type: ignore[attr-defined]  # a field with choices
        field.empty_label = None  # type: ignore[attr-defined]  # the newest is proposed
        if not needs_register:
            del self.fields["register"]
