"""What is typed about a unit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.duban.accounts.models import Office
from luoshi.duban.organisations.forms.fields import UnitField, UnitsField
from luoshi.duban.organisations.models import UnitKind


class Day(forms.DateInput):
    """A day, in the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class Versioned(forms.Form):
    """Carries the version that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class UnitForm(forms.Form):
    """A new unit."""

    name = forms.CharField(label=_("单位名称"), max_length=100, help_text=_("规范全称，如“青禾县水利局”。"))
    short_name = forms.CharField(label=_("简称"), max_length=50, required=False)
    kind = forms.ChoiceField(label=_("类型"), choices=UnitKind.choices, initial=UnitKind.ORGANISATION)
    aliases = forms.CharField(
        label=_("别名"), required=False, help_text=_("公文里的其他叫法，多个用、分隔。任务分解时按别名也能认出该单位。")
    )
    starts = forms.DateField(label=_("设立日期"), required=False, widget=Day())

    def __init__(self, *args: Any, office: Office, **more: Any) -> None:  # noqa: ANN401 -- as Django's form
        super().__init__(*args, **more)
        self.fields["parent"] = UnitField(
            office=office, label=_("上级单位"), required=False, help_text=_("上级单位的联络员能看到下级的任务。")
        )


class EditForm(Versioned):
    """What is said of a unit beside its name."""

    short_name = forms.CharField(label=_("简称"), max_length=50, required=False)
    kind = forms.ChoiceField(label=_("类型"), choices=UnitKind.choices)
    position = forms.IntegerField(label=_("排序"), min_value=0, max_value=100_000, help_text=_("小的在前。"))


class RenameForm(Versioned):
    """A new name from a day."""

    name = forms.CharField(label=_("新名称"), max_length=100)
    on = forms.DateField(label=_("更名日期"), widget=Day())
    reason = forms.CharField(label=_("依据"), required=False, max_length=300, help_text=_("如机构改革文件及文号。"))


class MoveForm(Versioned):
    """Another parent."""

    reason = forms.CharField(label=_("依据"), required=False, max_length=300)

    def __init__(self, *args: Any, office: Office, **more: Any) -> None:  # noqa: ANN401 -- as Django's form
        super().__init__(*args, **more)
        self.fields["parent"] = UnitField(
            office=office, label=_("上级单位"), required=False, help_text=_("留空为没有上级。")
        )
        self.order_fields(["version", "parent", "reason"])


class DissolveForm(Versioned):
    """The end of a unit."""

    on = forms.DateField(label=_("撤销日期"), widget=Day())
    reason = forms.CharField(label=_("依据"), required=False, max_length=300)


class MembersForm(Versioned):
    """The members of a group."""

    def __init__(self, *args: Any, office: Office, **more: Any) -> None:  # noqa: ANN401 -- as Django's form
        super().__init__(*args, **more)
        self.fields["members"] = UnitsField(office=office, label=_("成员单位"), required=False)
        self.fields["on"] = forms.DateField(label=_("生效日期"), widget=Day())


class AliasForm(forms.Form):
    """Another name."""

    name = forms.CharField(label=_("别名"), max_length=100)


class MergeForm(forms.Form):
    """Which units become which one, and when."""

    on = forms.DateField(label=_("合并日期"), widget=Day())
    reason = forms.CharField(label=_("依据"), required=False, max_length=300, help_text=_("如机构改革文件及文号。"))

    def __init__(self, *args: Any, office: Office, **more: Any) -> None:  # noqa: ANN401 -- as Django's form
        super().__init__(*args, **more)
        self.fields["sources"] = UnitsField(office=office, label=_("被合并的单位"))
        self.fields["into"] = UnitField(
            office=office, label=_("并入"), help_text=_("保留下来、承接工作的单位；是新单位的请先新增。")
        )
        self.order_fields(["sources", "into", "on", "reason"])
