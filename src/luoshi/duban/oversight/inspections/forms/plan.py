"""What is typed to plan an inspection."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.duban import clock
from luoshi.duban.accounts.models import Office, User
from luoshi.duban.accounts.roles import Role
from luoshi.duban.organisations.forms.fields import UnitField
from luoshi.duban.organisations.models import Post, Tenure, Unit
from luoshi.duban.organisations.queries import current
from luoshi.duban.oversight.inspections.actions.plan_inspection import Details
from luoshi.duban.oversight.inspections.models import Activity, Inspection, InspectionState, Stop
from luoshi.duban.oversight.lights.workdays import working_day
from luoshi.duban.tasks.models import Means

_TEAM = (Role.SUPERVISOR, Role.HEAD_OF_SUPERVISION, Role.ACCOUNTABLE_LEADER, Role.PRINCIPAL)
_USUAL_FOCUS = "核对任务的实际进度、完成数量与上报是否一致，查明未落实、滞后的原因，提出整改要求。"


def day_input() -> forms.DateInput:
    """A day, as every browser lets it be chosen."""
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


def people_of(office: Office) -> list[User]:
    """Who of the office can take part: supervisors, their head, leaders; one query."""
    today = clock.today()
    posts = Post.objects.filter(office=office, role__in=_TEAM, is_open=True)
    held = Tenure.objects.filter(current(today), post__in=posts).select_related("person", "post")
    people = {one.person.pk: one.person for one in held.order_by("post__role", "person")}
    return list(people.values())


class PlanForm(forms.Form):
    """The plan; with *units* given, which of them are visited."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("督查名称"), max_length=100)
    activity = forms.ChoiceField(label=_("督查类型"), choices=Activity.choices)
    basis = forms.CharField(
        label=_("督查依据"),
        max_length=300,
        help_text=_("由哪份文件、哪次会议或哪位领导批示确定，例如：县政府第12次常务会议要求。"),
    )
    focus = forms.CharField(label=_("督查重点"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    units = forms.MultipleChoiceField(label=_("督查单位"), widget=forms.CheckboxSelectMultiple)
    starts = forms.DateField(label=_("开始日期"), widget=day_input())
    ends = forms.DateField(label=_("结束日期"), widget=day_input())
    means = forms.MultipleChoiceField(label=_("督查方式"), choices=Means.choices, widget=forms.CheckboxSelectMultiple)
    leader = forms.CharField(label=_("组长"), max_length=50)
    team = forms.MultipleChoiceField(
        label=_("本室人员"), widget=forms.CheckboxSelectMultiple, help_text=_("参加督查的人不参与对结论的复核。")
    )
    others = forms.CharField(
        label=_("其他人员"), max_length=200, required=False, help_text=_("从部门抽调的人员、专家，用顿号隔开。")
    )
    announced = forms.TypedChoiceField(
        label=_("是否事先通知"),
        choices=((1, _("批准后通知单位，单位可以看到时间和事项")), (0, _("不发通知，直接到现场（暗访）"))),
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        office: Office,
        initial: dict[str, Any],
        units: Sequence[tuple[Unit, int]] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.people = {person.pk: person for person in people_of(office)}
        self._offer("team", [(str(key), person.name) for key, person in self.people.items()])
        if units is None:
            del self.fields["units"]
        else:
            named = [(str(unit.pk), f"{unit.name}（{count}）") for unit, count in units]
            self._offer("units", named)
            self.initial["units"] = [key for key, _name in named]

    def _offer(self, key: str, choices: list[tuple[str, str]]) -> None:
        self.fields[key].choices = choices  # type: ignore[attr-defined]  # a field with choices

    @property
    def details(self) -> Details:
        """As the action takes it."""
        kept = self.cleaned_data
        return Details(
            title=kept["title"], basis=kept["basis"], focus=kept["focus"], starts=kept["starts"], ends=kept["ends"],
            leader=kept["leader"], team=[self.people[int(key)] for key in kept["team"]],
            activity=Activity(kept["activity"]), means=kept["means"], others=kept["others"],
            announced=bool(kept["announced"]),
        )  # fmt: skip

    @staticmethod
    def usual(user: User) -> dict[str, Any]:
        """What a new plan begins with."""
        today = clock.today()
        starts = working_day(today, 3)
        return {
            "title": f"{starts.month}月重点工作督查",
            "activity": Activity.SPECIAL.value,
            "focus": _USUAL_FOCUS,
            "starts": starts,
            "ends": starts,
            "means": [Means.ON_SITE.value],
            "leader": user.name,
            "team": [str(user.pk)],
            "announced": 1,
        }

    @staticmethod
    def of(inspection: Inspection) -> dict[str, Any]:
        """A plan as it stands."""
        return {
            "version": inspection.version,
            "title": inspection.title,
            "activity": inspection.activity,
            "basis": inspection.basis,
            "focus": inspection.focus,
            "starts": inspection.starts,
            "ends": inspection.ends,
            "means": list(inspection.means),
            "leader": inspection.leader,
            "team": [str(key) for key in inspection.team.values_list("pk", flat=True)],
            "others": inspection.others,
            "announced": int(inspection.announced),
        }


class AddToForm(forms.Form):
    """Into which draft the chosen tasks go."""

    inspection: forms.ModelChoiceField[Inspection] = forms.ModelChoiceField(
        Inspection.objects.none(), label=_("列入"), required=False
    )

    def __init__(self, data: QueryDict | None = None, *, office: Office) -> None:
        super().__init__(data, auto_id="into_%s")
        field = self.fields["inspection"]
        field.queryset = Inspection.objects.filter(office=office, state=InspectionState.DRAFT)  # type: ignore[attr-defined]
        field.empty_label = None  # type: ignore[attr-defined]


class ItemForm(forms.Form):
    """A matter in words of its own, in a unit."""

    words = forms.CharField(label=_("督查事项"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    look_at = forms.CharField(
        label=_("查看要点"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    field_order = ("unit", "words", "look_at")

    def __init__(self, data: QueryDict | None = None, *, office: Office, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.fields["unit"] = UnitField(office=office, label=_("督查单位"))
        self.order_fields(self.field_order)


class WordingForm(forms.Form):
    """What the team keeps its eye on."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    words = forms.CharField(label=_("督查事项"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    look_at = forms.CharField(
        label=_("查看要点"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("到现场看什么、问什么、查什么资料。"),
    )  # fmt: skip

    def __init__(self, data: QueryDict | None = None, *, initial: dict[str, Any], is_task: bool) -> None:
        super().__init__(data, initial=initial)
        if is_task:
            del self.fields["words"]


class RouteForm(forms.Form):
    """The days, times and places of the stops, in one table."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, stops: Sequence[Stop], data: QueryDict | None = None, *, version: int) -> None:
        super().__init__(data, initial={"version": version})
        self.stops = stops
        for stop in stops:
            name = {"unit": stop.unit.name}
            self._add(
                stop,
                "order",
                forms.IntegerField(min_value=1, max_value=999),
                gettext("%(unit)s的顺序") % name,
                stop.position,
            )
            self._add(stop, "day", forms.DateField(widget=day_input()), gettext("%(unit)s的日期") % name, stop.day)
            self._add(
                stop,
                "time",
                forms.CharField(max_length=20, required=False),
                gettext("%(unit)s的时间") % name,
                stop.time,
            )
            self._add(
                stop,
                "place",
                forms.CharField(max_length=100, required=False),
                gettext("%(unit)s的地点") % name,
                stop.place,
            )

    def _add(self, stop: Stop, key: str, field: forms.Field, label: str, initial: date | str | int | None) -> None:
        field.initial = initial
        field.label = label
        field.widget.attrs["aria-label"] = label
        self.fields[f"{key}_{stop.pk}"] = field

    @property
    def rows(self) -> list[tuple[Stop, dict[str, forms.BoundField]]]:
        """The stops with their fields."""
        return [
            (stop, {key: self[f"{key}_{stop.pk}"] for key in ("order", "day", "time", "place")}) for stop in self.stops
        ]
