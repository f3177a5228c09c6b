"""What is typed to call a meeting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import User
from luoshi.duban.accounts.roles import Role
from luoshi.duban.organisations.forms.fields import UnitsField
from luoshi.duban.organisations.models import Post
from luoshi.duban.oversight.lights.rules import Colour
from luoshi.duban.oversight.lights.wording import NAMES
from luoshi.duban.oversight.meetings.actions.call_meeting import Details
from luoshi.duban.oversight.meetings.choosing import ALARMS, Choice
from luoshi.duban.registers.models import Register
from luoshi.duban.tasks.ledger.asked import Asked
from luoshi.duban.tasks.ledger.saved import stored, view_for, visible_to
from luoshi.layout.official import date_words

_LIGHTS = (*ALARMS, Colour.BLUE, Colour.GREEN, Colour.GREY)


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class CallForm(forms.Form):
    """The meeting, and which tasks it looks at; everything chosen counts together."""

    title = forms.CharField(label=_("会议名称"), max_length=200)
    held_on = forms.DateField(label=_("会议日期"), widget=_day())
    chair = forms.CharField(label=_("主持人"), max_length=100)
    place = forms.CharField(label=_("地点"), max_length=200, required=False)
    attendees = forms.CharField(label=_("出席"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    light = forms.MultipleChoiceField(
        label=_("亮灯"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("一种也不选，就研究全部未办结任务"),
    )
    register = forms.ChoiceField(label=pgettext_lazy("one", "台账"), required=False)
    post = forms.ChoiceField(label=_("分管领导"), required=False)
    view = forms.ChoiceField(label=_("保存的视图"), required=False)

    meeting_fields = ("title", "held_on", "chair", "place", "attendees")
    scope_fields = ("light", "register", "unit", "post", "view")

    def __init__(self, data: QueryDict | None = None, *, user: User) -> None:
        today = clock.today()
        initial = {
            "title": f"{date_words(today)}督查工作调度会",
            "held_on": today,
            "light": [str(one) for one in ALARMS],
        }
        super().__init__(data, initial=initial)
        self.user = user
        assert user.office is not None
        self.fields["unit"] = UnitsField(office=user.office, label=pgettext_lazy("one", "单位"), required=False)
        leaders = Post.objects.filter(office=user.office_id, is_open=True, role=Role.ACCOUNTABLE_LEADER)
        self._offer("light", [(str(one), NAMES[one]) for one in _LIGHTS])
        self._offer(
            "register", [(one.pk, str(one)) for one in Register.objects.filter(office=user.office_id)], none=True
        )
        self._offer("post", [(one.pk, one.title) for one in leaders.order_by("pk")], none=True)
        self._offer("view", [(one.pk, one.name) for one in visible_to(user)], none=True)

    def _offer(self, key: str, choices: list[tuple[Any, Any]], *, none: bool = False) -> None:
        offered = [("", gettext("不限")), *choices] if none else choices
        self.fields[key].choices = offered  # type: ignore[attr-defined]  # a field with choices

    @property
    def meeting_part(self) -> list[forms.BoundField]:
        """What the meeting is."""
        return [self[name] for name in self.meeting_fields]

    @property
    def scope_part(self) -> list[forms.BoundField]:
        """What it looks at."""
        return [self[name] for name in self.scope_fields]

    @property
    def details(self) -> Details:
        """As the action takes it."""
        kept = self.cleaned_data
        return Details(kept["title"], kept["held_on"], kept["chair"], kept["place"], kept["attendees"])

    @property
    def choice(self) -> Choice:
        """The tasks that are meant: what a saved view asks for, narrowed further by what was chosen here."""
        kept = self.cleaned_data
        asked = stored(view_for(self.user, int(kept["view"]))).filters if kept["view"] else Asked()
        for key in ("register", "post"):
            asked = asked.with_values(key, kept[key]) if kept[key] else asked
        if kept["unit"]:
            asked = asked.with_values("unit", *(str(unit.pk) for unit in kept["unit"]))
        return Choice(asked, tuple(Colour(one) for one in kept["light"]))
