"""Open a round of circulation: the last day, a message, and whom to ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.calendar import NoCalendarData, WorkingCalendar
from luoshi.duban.tasks.circulation.extracts import Addressee

#: How many working days units have by default.
WORKING_DAYS = 5
_LONGEST_MESSAGE = 1000


def usual_last_day(today: date) -> date | None:
    """Five working days from *today*; ``None`` where the calendar does not reach that far, so that nobody guesses."""
    try:
        return WorkingCalendar.default().add_working_days(today, WORKING_DAYS)
    except NoCalendarData:
        return None


class LastDayForm(forms.Form):
    """调整反馈期限."""

    answer_by = forms.DateField(
        label=_("反馈期限"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), help_text=_("含当日。")
    )


class StartForm(forms.Form):
    """征求意见; ``units`` holds the keys of the units that are asked."""

    answer_by = forms.DateField(
        label=_("反馈期限"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("含当日；默认五个工作日。"),
    )
    message = forms.CharField(
        label=_("说明"),
        required=False,
        max_length=_LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("写给各单位的话，显示在意见页面的开头。"),
    )
    units = forms.TypedMultipleChoiceField(
        label=_("征求意见的单位"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选择一个单位。")},
    )

    def __init__(self, *args: object, named: Sequence[Addressee] = (), today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments
        self.today = today
        field = self.fields["units"]
        if isinstance(field, forms.TypedMultipleChoiceField):
            field.choices = [(one.unit.pk, one.unit.name) for one in named]

    def clean_answer_by(self) -> date:
        """A day that is not past."""
        day: date = self.cleaned_data["answer_by"]
        if day < self.today:
            raise forms.ValidationError(_("反馈期限不能早于今天。"))
        return day
